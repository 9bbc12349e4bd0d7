"""How common each value is in the table, smoothed by what is usual, as rarity buckets.

The share p of a value is (rows with it + PSEUDO_ROWS x usual share) / (filled rows + PSEUDO_ROWS); its rarity is
-log2 p, rounded so that agreement patterns stay countable. With three rows the usual share decides, with a million
the table does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.coded import Codes
from onefold.engine.comparison import NAMES, RARITIES
from onefold.engine.features import Features
from onefold.engine.kernels.compare import CITY_AT, LINE_AT, POSTCODE_AT
from onefold.engine.priors import PRIORS

PSEUDO_ROWS: Final = 60.0
"""Weight of the usual share against the table's own, in rows."""
ROLE_RARITY_MAX: Final = 6
"""A mailbox such as info@ is at most this rare: it is known to be shared even where the table has seen it once."""

Rarity = NDArray[np.uint8]


@dataclass(frozen=True)
class Frequencies:
    """Rarity buckets by code of each pool, and per comparison sum(p**2)."""

    first: Rarity
    last: Rarity
    birth: Rarity
    phone: Rarity
    email: Rarity
    local: Rarity
    line: Rarity
    city: Rarity
    postcode: Rarity
    business: Rarity
    account: Rarity
    collision: NDArray[np.float64]


def frequencies(features: Features, weights: NDArray[np.float64] | None = None) -> Frequencies:
    """Count the values of every pool. weights: per row what it counts, 1 if not given (1 / size of its group counts a
    person once)."""
    f = features
    collision = np.ones(len(NAMES))

    def rare(name: str, codes: Codes, size: int, usual: str | None = None) -> Rarity:
        p, sum_squares = _shares(codes, size, PRIORS[usual or name].share, weights)
        if name in NAMES:
            collision[NAMES.index(name)] = sum_squares
        return np.clip(np.rint(-np.log2(p)), 0, RARITIES - 1).astype(np.uint8)

    mailboxes = np.where(f.emails >= 0, f.email_locals[f.emails], -1) if len(f.email_locals) else f.emails
    local = rare("Mailbox", mailboxes, len(f.locals), "Email")
    local[f.role_locals] = np.minimum(local[f.role_locals], ROLE_RARITY_MAX)
    email = rare("Email", f.emails, len(f.email_pool))
    role = f.role_locals[f.email_locals]
    email[role] = np.minimum(email[role], ROLE_RARITY_MAX)
    return Frequencies(
        first=rare("FirstName", f.first, len(f.names)),
        last=rare("LastName", f.last, len(f.names)),
        birth=rare("BirthDate", f.birth.codes, len(f.birth.values)),
        phone=rare("Phone", f.phones, len(f.phone_keys)),
        email=email,
        local=local,
        line=rare("Street", f.address(LINE_AT), len(f.lines)),
        city=rare("City", f.address(CITY_AT), len(f.cities), "Place"),
        postcode=rare("Place", f.address(POSTCODE_AT), len(f.postcodes)),
        business=rare("BusinessName", f.business.codes, len(f.business.values)),
        account=rare("AccountNumber", f.accounts, len(f.account_pool)),
        collision=collision,
    )


def _shares(
    codes: Codes, size: int, usual: float, weights: NDArray[np.float64] | None
) -> tuple[NDArray[np.float64], float]:
    """Smoothed share of every value, and sum(p**2) including the values not seen."""
    slots = codes.reshape(len(codes), -1)
    filled_rows = (slots >= 0).any(axis=1)
    row_weights = np.ones(len(codes)) if weights is None else weights
    filled = float(row_weights[filled_rows].sum())
    held = slots >= 0
    counted = np.broadcast_to(row_weights[:, None], slots.shape)[held]
    counts = np.bincount(slots[held], weights=counted, minlength=size)
    p = (counts + PSEUDO_ROWS * usual) / (filled + PSEUDO_ROWS)
    unseen = PSEUDO_ROWS / (filled + PSEUDO_ROWS) * usual
    return np.minimum(p, 1.0), float(np.square(p).sum() + unseen)
