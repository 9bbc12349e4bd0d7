"""The components blocking keys are made of: one hash per row (or per slot) of a part of a record, 0 = missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from onefold.engine.coded import hashes_of
from onefold.engine.features import Features, gather
from onefold.engine.kernels.compare import CITY_AT, NUMBER_AT, POSTCODE_AT, STREET_AT
from onefold.engine.normalise.nicknames import canonical
from onefold.engine.normalise.phonetic import skeleton

Hashes = NDArray[np.uint64]
Component = Callable[["Components"], Hashes]


class Components:
    """Blocking components of a table, hashed per distinct value once and gathered per row when asked for."""

    def __init__(self, features: Features) -> None:
        f = features
        self.features = f
        self.name = hashes_of(f.names)
        self.sound = hashes_of(skeleton(f.names))
        self.nickname = hashes_of(canonical(f.names))
        self.initial = hashes_of(f.names, 1)
        self.start = hashes_of(f.names, 3)
        self.streets = hashes_of(skeleton(f.streets))
        self.numbers = hashes_of(f.numbers)
        self.cities = hashes_of(f.cities)
        self.postcodes = hashes_of(f.postcodes)
        self.businesses = f.business.hashes()
        self.accounts = hashes_of(f.account_pool)
        self.emails = hashes_of(f.email_pool)
        self.locals = hashes_of(f.locals)

    def __getitem__(self, name: str) -> Hashes:
        """uint64 [rows, slots]."""
        return _COMPONENTS[name](self)

    def column(self, hashes: Hashes, codes: NDArray[np.int32]) -> Hashes:
        return gather(hashes, codes)[:, None]

    def both_names(self, hashes: Hashes) -> Hashes:
        """One hash of first and last name that does not see their order."""
        first, last = gather(hashes, self.features.first), gather(hashes, self.features.last)
        return np.where((first == 0) | (last == 0), np.uint64(0), first + last)[:, None]

    def date(self, divide: int, modulo: int, known: int) -> Hashes:
        """A part of the birth date; missing where the `known` part of it is not there."""
        dates = self.features.birth_dates.astype(np.int64)
        part = dates // divide % modulo if modulo else dates // divide
        return np.where((dates > 0) & (dates % known > 0), part + 1, 0).astype(np.uint64)[:, None]

    def mailboxes(self) -> Hashes:
        return gather(gather(self.locals, self.features.email_locals), self.features.emails)


def _year_day(c: Components) -> Hashes:
    dates = c.features.birth_dates.astype(np.int64)
    return np.where(dates % 100 > 0, dates // 10000 * 100 + dates % 100, 0).astype(np.uint64)[:, None]


_COMPONENTS: Final[dict[str, Component]] = {
    "phone": lambda c: gather(c.features.phone_keys, c.features.phones),
    "email": lambda c: gather(c.emails, c.features.emails),
    "mailbox": lambda c: c.mailboxes(),
    "account": lambda c: gather(c.accounts, c.features.accounts),
    "names": lambda c: c.both_names(c.name),
    "name_sounds": lambda c: c.both_names(c.sound),
    "first": lambda c: c.column(c.name, c.features.first),
    "last": lambda c: c.column(c.name, c.features.last),
    "nickname": lambda c: c.column(c.nickname, c.features.first),
    "initial": lambda c: c.column(c.initial, c.features.first),
    "first_sound": lambda c: c.column(c.sound, c.features.first),
    "last_sound": lambda c: c.column(c.sound, c.features.last),
    "first_start": lambda c: c.column(c.start, c.features.first),
    "last_start": lambda c: c.column(c.start, c.features.last),
    "birth": lambda c: c.date(1, 0, 10000),
    "month_day": lambda c: c.date(1, 10000, 10000),
    "year_month": lambda c: c.date(100, 0, 10000),
    "year_day": _year_day,
    "postcode": lambda c: gather(c.postcodes, c.features.address(POSTCODE_AT)),
    "city": lambda c: gather(c.cities, c.features.address(CITY_AT)),
    "street": lambda c: gather(c.streets, c.features.address(STREET_AT)),
    "number": lambda c: gather(c.numbers, c.features.address(NUMBER_AT)),
    "business": lambda c: c.column(c.businesses, c.features.business.codes),
}
