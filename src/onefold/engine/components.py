"""The components blocking keys are made of: a hash per distinct value of a part of a record, and which a row has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.coded import Codes, hashes_of
from onefold.engine.features import Features, gather
from onefold.engine.kernels.compare import CITY_AT, NUMBER_AT, POSTCODE_AT, STREET_AT
from onefold.engine.normalise.nicknames import canonical
from onefold.engine.normalise.phonetic import skeleton

Hashes = NDArray[np.uint64]


class Component(NamedTuple):
    """hashes: uint64 by code, 0 = missing; codes: int32 [rows, slots], -1 = missing. Both without gaps and writable, as
    the kernel is compiled for one kind of array."""

    hashes: Hashes
    codes: Codes

    @staticmethod
    def of(hashes: Hashes, codes: Codes) -> Component:
        """A component of codes [rows] or [rows, slots]; copies only what a kernel could not read."""
        slots = codes if codes.ndim == 2 else codes[:, np.newaxis]
        return Component(np.require(hashes, requirements=("C", "W")), np.require(slots, requirements=("C", "W")))

    @staticmethod
    def by_row(hashes: Hashes) -> Component:
        """A component of hashes [rows] that every row has of its own."""
        return Component.of(hashes, np.arange(len(hashes), dtype=np.int32))


class Components:
    """Blocking components of a table, hashed per distinct value once."""

    def __init__(self, features: Features) -> None:
        f = features
        self.features = f
        self.name = hashes_of(f.names)
        self.sound = hashes_of(skeleton(f.names))
        self.nickname = hashes_of(canonical(f.names))
        self.initial = hashes_of(f.names, 1)
        self.start = hashes_of(f.names, 3)
        self.end = hashes_of(pc.utf8_slice_codeunits(f.names, -2))
        self.streets = hashes_of(skeleton(f.streets))
        self.numbers = hashes_of(f.numbers)
        self.cities = hashes_of(f.cities)
        self.postcodes = hashes_of(f.postcodes)
        self.businesses = f.business.hashes()
        self.accounts = hashes_of(f.account_pool)
        self.emails = hashes_of(f.email_pool)
        self.mailboxes = gather(hashes_of(f.locals), f.email_locals)
        self.dates = _dates_by_code(f)

    def __getitem__(self, name: str) -> Component:
        return _COMPONENTS[name](self)

    def both_names(self, hashes: Hashes) -> Component:
        """One hash of first and last name that does not see their order."""
        first, last = gather(hashes, self.features.first), gather(hashes, self.features.last)
        return Component.by_row(np.where((first == 0) | (last == 0), np.uint64(0), first + last))

    def date(self, divide: int, modulo: int, known: int) -> Component:
        """A part of the birth date; missing where the `known` part of it is not there."""
        part = self.dates // divide % modulo if modulo else self.dates // divide
        return self.birth(np.where((self.dates > 0) & (self.dates % known > 0), part + 1, 0))

    def year_day(self) -> Component:
        return self.birth(np.where(self.dates % 100 > 0, self.dates // 10000 * 100 + self.dates % 100, 0))

    def birth(self, parts: NDArray[np.int64]) -> Component:
        """parts: by code of the birth date."""
        return Component.of(parts.astype(np.uint64), self.features.birth.codes)


def _dates_by_code(f: Features) -> NDArray[np.int64]:
    """The birth dates as yyyymmdd, by code; 0 for one that no row has."""
    dates = np.zeros(len(f.birth.values), dtype=np.int64)
    held = f.birth.codes >= 0
    dates[f.birth.codes[held]] = f.birth_dates[held]
    return dates


_COMPONENTS: Final[dict[str, Callable[[Components], Component]]] = {
    "phone": lambda c: Component.of(c.features.phone_keys, c.features.phones),
    "email": lambda c: Component.of(c.emails, c.features.emails),
    "mailbox": lambda c: Component.of(c.mailboxes, c.features.emails),
    "account": lambda c: Component.of(c.accounts, c.features.accounts),
    "names": lambda c: c.both_names(c.name),
    "name_sounds": lambda c: c.both_names(c.sound),
    "first": lambda c: Component.of(c.name, c.features.first),
    "last": lambda c: Component.of(c.name, c.features.last),
    "nickname": lambda c: Component.of(c.nickname, c.features.first),
    "initial": lambda c: Component.of(c.initial, c.features.first),
    "last_initial": lambda c: Component.of(c.initial, c.features.last),
    "first_end": lambda c: Component.of(c.end, c.features.first),
    "last_end": lambda c: Component.of(c.end, c.features.last),
    "first_sound": lambda c: Component.of(c.sound, c.features.first),
    "last_sound": lambda c: Component.of(c.sound, c.features.last),
    "first_start": lambda c: Component.of(c.start, c.features.first),
    "last_start": lambda c: Component.of(c.start, c.features.last),
    "birth": lambda c: c.date(1, 0, 10000),
    "month_day": lambda c: c.date(1, 10000, 10000),
    "year_month": lambda c: c.date(100, 0, 10000),
    "year_day": Components.year_day,
    "postcode": lambda c: Component.of(c.postcodes, c.features.address(POSTCODE_AT)),
    "city": lambda c: Component.of(c.cities, c.features.address(CITY_AT)),
    "street": lambda c: Component.of(c.streets, c.features.address(STREET_AT)),
    "number": lambda c: Component.of(c.numbers, c.features.address(NUMBER_AT)),
    "business": lambda c: Component.of(c.businesses, c.features.business.codes),
}
