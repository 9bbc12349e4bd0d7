"""How common each value is in the table, smoothed by what is usual, as rarity buckets.

The share p of a value is (other rows with it + PSEUDO_ROWS x usual share) / (filled rows + PSEUDO_ROWS); its rarity is
-log2 p, rounded so that agreement patterns stay countable. With three rows the usual share decides, with a million
the table does. Once people are counted, a row is a person.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onefold.engine.coded import Codes
from onefold.engine.comparison import NAMES, RARITIES
from onefold.engine.features import Features
from onefold.engine.kernels.columns import add_weights
from onefold.engine.kernels.compare import CITY_AT, LINE_AT, POSTCODE_AT
from onefold.engine.normalise import emails
from onefold.engine.priors import PRIORS

PSEUDO_ROWS: Final = 60.0
"""Weight of the usual share against the table's own, in rows."""
IDENTIFYING: Final = frozenset({"Phone", "Email", "Mailbox", "AccountNumber"})
"""A value of these is a person's own unless more rows have it than OWN_SHARE of the values found twice or more: two at
the least, the pair itself. Otherwise the rows of one person would make their own number look shared."""
OWN_SHARE: Final = 0.9
"""People with many records have their number in many. While any third row counted as somebody else's, a table of
nothing but e-mails found .34 of its pairs; .75 finds as few there, .95 and .9 are alike everywhere."""
PSEUDO_VALUES: Final = 20
"""Values found twice that are counted beside the table's own: in a small one a switchboard may be the only one."""
STRANGERS: Final = 0.01
"""How many strangers a value of one's own is found with as well, beside those the table has seen: numbers are given
out again, mistyped, borrowed or put in for somebody else. Without it a number in two records outweighed two names, an
address and an e-mail that all differ. .01 to .3 measured alike where records are wrong (a generated table of retail
customers .809 -> .876 to .892 F1) and .01 costs nothing where they are not (more: -.002 F1)."""
NAMESAKE_SHARE: Final = 0.5
"""Of the people beyond two found with one full name, this share is taken for different people: some are not yet
joined. Measured on generated tables: 10k rows -.001, 100k rows +.008 pairwise F1."""
ROLE_RARITY_MAX: Final = 6
"""A mailbox such as info@ is at most this rare: it is known to be shared even where the table has seen it once. One
such as test@ or noreply@ is not rare at all: it stands where there is none."""
_RARITY_MAX: Final = np.zeros(3, np.uint8)
_RARITY_MAX[[emails.PERSON, emails.FUNCTION, emails.NOBODY]] = RARITIES - 1, ROLE_RARITY_MAX, 0

MIDDLE_PSEUDO_ROWS: Final = 20.0
"""Weight of a middle name's share in the whole table against its share among the rows of one first name."""

Rarity = NDArray[np.uint8]


@dataclass(frozen=True)
class Frequencies:
    """Rarity buckets by code of each pool, and per comparison mean(p)."""

    first: Rarity
    last: Rarity
    birth: Rarity
    phone: Rarity
    email: Rarity
    local: Rarity
    line: Rarity
    city: Rarity
    postcode: Rarity
    full: Rarity  # by row
    middle: Rarity  # by row
    business: Rarity
    account: Rarity
    collision: NDArray[np.float64]


def frequencies(
    features: Features,
    weights: NDArray[np.float64] | None = None,
    lift: NDArray[np.float64] | None = None,
    *,
    threads: int = 1,
) -> Frequencies:
    """Count the values of every pool. weights: per row what it counts, 1 if not given (1 / size of its group counts a
    person once). lift: by rarity of a full name, how much more common it is than its two names say."""
    f = features
    collision = np.ones(len(NAMES))

    def rare(name: str, codes: Codes, size: int, usual: str | None = None) -> Rarity:
        p, mean = _shares(codes, size, PRIORS[usual or name].share, weights, name in IDENTIFYING)
        if name in NAMES:
            collision[NAMES.index(name)] = mean
        return np.clip(np.rint(-np.log2(p)), 0, RARITIES - 1).astype(np.uint8)

    mailboxes = np.where(f.emails >= 0, f.email_locals[f.emails], -1) if len(f.email_locals) else f.emails
    most = _RARITY_MAX[f.local_owners]
    with ThreadPoolExecutor(threads) as pool:
        counting = {
            "full": pool.submit(_full_names, f, weights, lift),
            "middle": pool.submit(_middle_names, f, weights),
            "local": pool.submit(rare, "Mailbox", mailboxes, len(f.locals), "Email"),
            "email": pool.submit(rare, "Email", f.emails, len(f.email_pool)),
            "phone": pool.submit(rare, "Phone", f.phones, len(f.phone_keys)),
            "line": pool.submit(rare, "Street", f.address(LINE_AT), len(f.lines)),
            "city": pool.submit(rare, "City", f.address(CITY_AT), len(f.cities), "Place"),
            "postcode": pool.submit(rare, "Place", f.address(POSTCODE_AT), len(f.postcodes)),
            "first": pool.submit(rare, "FirstName", f.first, len(f.names)),
            "last": pool.submit(rare, "LastName", f.last, len(f.names)),
            "birth": pool.submit(rare, "BirthDate", f.birth.codes, len(f.birth.values)),
            "business": pool.submit(rare, "BusinessName", f.business.codes, len(f.business.values)),
            "account": pool.submit(rare, "AccountNumber", f.accounts, len(f.account_pool)),
        }
        found = {name: counted.result() for name, counted in counting.items()}
    found["email"] = np.minimum(found["email"], most[f.email_locals])
    found["local"] = np.minimum(found["local"], most)
    return Frequencies(**found, collision=collision)


def _full_names(f: Features, weights: NDArray[np.float64] | None, lift: NDArray[np.float64] | None) -> Rarity:
    """Rarity of each row's full name: the product of both names' shares, lifted, and what namesakes were found beyond.

    First and last names go together by language, so a full name can be far more common than the product says.
    """
    out = np.zeros(f.rows, dtype=np.uint8)
    both = f.full_names.codes >= 0
    if not both.any():
        return out
    first, _ = _shares(f.first, len(f.names), PRIORS["FirstName"].share, weights, identifying=False)
    last, _ = _shares(f.last, len(f.names), PRIORS["LastName"].share, weights, identifying=False)
    p = first[f.first[both]] * last[f.last[both]]
    if lift is not None:
        p *= lift[np.clip(np.rint(-np.log2(p)).astype(np.int64), 0, len(lift) - 1)]
    if weights is not None:
        codes = f.full_names.codes[both]
        people = np.bincount(codes, weights=weights[both], minlength=len(f.full_names.values))[codes]
        p += NAMESAKE_SHARE * np.maximum(people - 2.0, 0.0) / weights[both].sum()
    out[both] = np.clip(np.rint(-np.log2(p)), 0, 2 * RARITIES).astype(np.uint8)
    return out


def _middle_names(f: Features, weights: NDArray[np.float64] | None) -> Rarity:
    """Rarity of each row's middle name among other people of its first name: "Anne Marie" goes together, and so does a
    placeholder such as "walk in customer"."""
    out = np.zeros(f.rows, dtype=np.uint8)
    held = f.middle >= 0
    if not held.any():
        return out
    share, _ = _shares(f.middle, len(f.names), PRIORS["MiddleName"].share, weights, identifying=False)
    usual = share[f.middle[held]]
    counted = (np.ones(f.rows) if weights is None else weights)[held]
    first = f.first[held] + 1
    pair = pa.array(first.astype(np.int64) << 32 | f.middle[held]).dictionary_encode().indices.to_numpy()
    together = np.maximum(np.bincount(pair, weights=counted)[pair] - 2.0, 0.0)
    others = np.maximum(np.bincount(first, weights=counted)[first] - 2.0, 0.0)
    p = (together + MIDDLE_PSEUDO_ROWS * usual) / (others + MIDDLE_PSEUDO_ROWS)
    out[held] = np.clip(np.rint(-np.log2(p)), 0, RARITIES - 1).astype(np.uint8)
    return out


def _shares(
    codes: Codes, size: int, usual: float, weights: NDArray[np.float64] | None, identifying: bool
) -> tuple[NDArray[np.float64], float]:
    """Smoothed share of every value among other people, and the mean of it: how often two rows collide by chance."""
    slots = np.ascontiguousarray(codes if codes.ndim == 2 else codes[:, np.newaxis])
    row_weights = np.ones(len(codes)) if weights is None else weights
    counts, held = np.zeros(size), np.zeros(len(codes), dtype=np.bool_)
    add_weights(slots, row_weights, counts, held)
    filled = float(row_weights[held].sum())
    own = 2.0 if weights is not None else _rows_of_one_person(counts)
    others = np.maximum(counts - own, 0.0) + STRANGERS if identifying else _without_oneself(counts)
    p = (others + PSEUDO_ROWS * usual) / (filled + PSEUDO_ROWS)
    unseen = usual * PSEUDO_ROWS / (filled + PSEUDO_ROWS)
    return np.minimum(p, 1.0), float((counts * p).sum() / max(filled, 1.0)) + unseen


def _without_oneself(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many others have a name, a date or a place: one who has it does not make it common. One at the least, as
    somebody beyond the table has it.

    Measured on 75 tables: two less gains more where records are poor, and loses .003 F1 among colleagues and
    relatives; half a person at the least gains .002 more on historical_50k and loses .005 on 159 rows.
    """
    return np.maximum(counts - 1.0, np.minimum(counts, 1.0))


def _rows_of_one_person(counts: NDArray[np.float64]) -> float:
    """In how many rows an identifying value may be found and still be one person's. counts: rows by value."""
    several = np.concatenate((counts[counts >= 2.0], np.full(PSEUDO_VALUES, 2.0)))
    return float(np.quantile(several, OWN_SHARE, method="lower"))
