"""From a records table to the coded columns that rows are blocked and compared on.

Every column is dictionary-encoded first, so a normaliser sees each distinct value once. Rows are put into a canonical
order (by surname sound, then content, then id), which makes everything downstream independent of the order of the
input and brings rows that will be compared close together in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.engine.coded import Coded, Codes, encode, encode_numbers, hashes_of, merge_pools, one_pool, recode, through
from onefold.engine.explanation import Unusable
from onefold.engine.kernels.columns import pack_left
from onefold.engine.kernels.compare import ADDRESS_WIDTH, CITY_AT, LINE_AT, NUMBER_AT, POSTCODE_AT, STREET_AT
from onefold.engine.normalise import addresses, business, dates, emails, name_order, names, nicknames, others, phones
from onefold.engine.normalise.phonetic import skeleton
from onefold.tables import ADDRESSES, EMAILS, PHONES, PROFILE_ID, base_attribute

Hashes = NDArray[np.uint64]

SLOTS_MAX: Final = 8
"""Values of one kind that a row is compared on; further ones are left out."""
ADDRESSES_MAX: Final = 4


@dataclass(frozen=True)
class Person:
    """Codes of the parts of the name over one pool of names, and traits told by titles and suffixes."""

    pool: pa.StringArray
    first: Codes
    middle: Codes
    last: Codes
    suffix: NDArray[np.int32]
    gender: NDArray[np.int32]


@dataclass(frozen=True)
class Features:
    """Coded columns of a table in canonical order; codes are int32 [rows] or [rows, slots], -1 = missing.

    order: canonical position -> row of the input. Pools hold the canonical value of each code.
    """

    order: NDArray[np.int64]
    names: pa.StringArray
    first: Codes
    middle: Codes
    last: Codes
    suffix: NDArray[np.int32]
    gender: NDArray[np.int32]
    birth: Coded
    birth_dates: NDArray[np.int32]
    phones: Codes
    phone_keys: Hashes
    emails: Codes
    email_pool: pa.StringArray
    email_locals: Codes
    locals: pa.StringArray
    local_owners: NDArray[np.uint8]
    addresses: Codes
    streets: pa.StringArray
    numbers: pa.StringArray
    lines: pa.StringArray
    cities: pa.StringArray
    postcodes: pa.StringArray
    business: Coded
    accounts: Codes
    account_pool: pa.StringArray
    unusable: tuple[Unusable, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.order)

    def address(self, part: int) -> Codes:
        """Codes of one part of all address slots: [rows, slots]."""
        return self.addresses[:, part::ADDRESS_WIDTH]

    @cached_property
    def full_names(self) -> Coded:
        """First and last name together, of the rows that have both; the values are not looked at."""
        pair = (self.first.astype(np.uint64) << np.uint64(32)) | self.last.astype(np.uint64)
        encoded = pa.array(pair, mask=(self.first < 0) | (self.last < 0)).dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
        return Coded(codes, encoded.dictionary.cast(pa.string()))

    @cached_property
    def compact_phones(self) -> Codes:
        """The phone numbers themselves, in place of their codes: int32 [rows, slots], -1 = missing."""
        return through(phones.compact(self.phone_keys), self.phones)

    @cached_property
    def nickname_groups(self) -> NDArray[np.int32]:
        """int32 [names, 3]: the nickname groups of every name of the pool."""
        return nicknames.nickname_groups(self.names)


@dataclass
class _Builder:
    """Reads the columns of one table; notes what was unusable on the way."""

    table: pa.Table
    region: str
    unusable: list[Unusable] = field(default_factory=list)

    def columns(self, *bases: str) -> list[str]:
        """The table's columns of the attributes `bases`, in their order, `#2` and on after the first."""
        return [c for base in bases for c in self.table.column_names if base_attribute(c) == base]

    def encoded(self, column: str) -> Coded:
        return encode(self.table[column])

    def clean(self, column: str, clean: Callable[[pa.StringArray], pa.StringArray]) -> Coded:
        raw = self.encoded(column)
        values = clean(raw.values)
        self.note(column, raw, np.asarray(pc.equal(values, "").to_numpy(zero_copy_only=False)))
        return recode(raw.codes, values)

    def note(self, column: str, raw: Coded, bad: NDArray[np.bool_]) -> None:
        """Count the cells whose value came to nothing."""
        if not bad.any():
            return
        counts = raw.counts() * bad
        worst = np.argsort(-counts, kind="stable")[:5]
        examples = tuple(str(raw.values[int(i)]) for i in worst if counts[i])
        if counts.sum():
            self.unusable.append(Unusable(column, int(counts.sum()), examples))

    def filled(self, column: str) -> tuple[NDArray[np.int64], pa.StringArray]:
        """The rows that have a value, and these values: for columns of which so few repeat that encoding them costs
        more than it saves."""
        cells = self.table[column].combine_chunks().cast(pa.string())
        rows = np.flatnonzero(pc.fill_null(pc.not_equal(cells, ""), False).to_numpy(zero_copy_only=False))
        return rows, cells.take(pa.array(rows))

    def note_cells(self, column: str, values: pa.StringArray, bad: NDArray[np.bool_]) -> None:
        """`note` for values of single cells."""
        if bad.any():
            raw = encode(pa.chunked_array([values.filter(pa.array(bad))]))
            self.note(column, raw, np.ones(len(raw.values), dtype=bool))

    def none(self) -> Codes:
        return np.full(self.table.num_rows, -1, dtype=np.int32)


def build_features(table: pa.Table, *, region: str, threads: int) -> Features:
    """Normalise and code every attribute of `table` (tables.ATTRIBUTES; unknown columns are not looked at).

    region: ISO country whose dialling and date habits hold where a row says nothing. Raises nothing for bad values:
    they are missing and counted in `unusable`.
    """
    builder = _Builder(table, region)
    with ThreadPoolExecutor(threads) as pool:
        person = pool.submit(_person, builder)  # what takes longest begins first, so that all end at about one time
        place = pool.submit(_addresses, builder)
        mail = pool.submit(_emails, builder)
        phone = pool.submit(_phones, builder)
        birth = pool.submit(_birth, builder)
        rest = pool.submit(_rest, builder)
        numbers, keys = phone.result()
        return _in_canonical_order(
            builder, person.result(), numbers, keys, mail.result(), birth.result(), place.result(), rest.result(), pool
        )


def _person(builder: _Builder) -> Person:
    parts: list[tuple[str, Coded]] = []
    suffixes, genders = [], []

    def take(raw_codes: Codes, split: names.NameParts, which: Iterable[str]) -> None:
        for part in which:
            parts.append((part, Coded(raw_codes, getattr(split, part))))
        suffixes.append(_trait(split.suffix, raw_codes))
        genders.append(_trait(split.gender, raw_codes))

    full_codes = builder.none()
    for column in builder.columns("FullName")[:1]:
        full = builder.encoded(column)
        full_codes = full.codes
    last_codes = builder.none()
    for column in builder.columns("LastName")[:1]:
        last = builder.encoded(column)
        last_codes = last.codes
        take(last.codes, names.split_surname(last.values), ("surname", "given"))
    for column in builder.columns("FirstName")[:1]:
        first = builder.encoded(column)
        whole = _spaced(first.values)
        alone = (last_codes < 0) & (full_codes < 0) & through(whole, first.codes).astype(bool) & (first.codes >= 0)
        take(np.where(alone, np.int32(-1), first.codes), names.split_given(first.values), ("given", "middle"))
        if alone.any():
            used = np.unique(first.codes[alone])
            mapping = np.full(len(first.values), -1, dtype=np.int32)
            mapping[used] = np.arange(len(used), dtype=np.int32)
            split = names.split_full(first.values.take(pa.array(used)))
            take(through(mapping, np.where(alone, first.codes, -1)), split, ("given", "middle", "surname"))
    for column in builder.columns("MiddleName")[:1]:
        middle = builder.encoded(column)
        parts.insert(0, ("middle", Coded(middle.codes, names.split_given(middle.values).given)))
    if (full_codes >= 0).any():
        take(full_codes, name_order.split_column(full.values), ("given", "middle", "surname"))
    for column in builder.columns("Gender")[:1]:
        raw = builder.encoded(column)
        genders.insert(0, _trait(others.genders(raw.values), raw.codes))
    codes, pool = merge_pools([coded for _, coded in parts])

    def pick(wanted: str) -> Codes:
        return _first_filled([code for code, (part, _) in zip(codes, parts, strict=True) if part == wanted], builder)

    return Person(
        pool, pick("given"), pick("middle"), pick("surname"), _largest(suffixes, builder), _leading(genders, builder)
    )


def _spaced(values: pa.StringArray) -> Codes:
    spaced = pc.match_substring_regex(values, r"\S[\s,]+\S")
    return np.asarray(spaced.to_numpy(zero_copy_only=False), dtype=np.int32)


def _trait(by_value: NDArray[np.int8], codes: Codes) -> NDArray[np.int32]:
    return np.maximum(through(by_value.astype(np.int32), codes), 0)


def _first_filled(columns: list[Codes], builder: _Builder) -> Codes:
    out = builder.none()
    for codes in columns:
        out = np.where(out < 0, codes, out)
    return out


def _largest(traits: list[NDArray[np.int32]], builder: _Builder) -> NDArray[np.int32]:
    return np.maximum.reduce(traits) if traits else np.zeros(builder.table.num_rows, dtype=np.int32)


def _leading(traits: list[NDArray[np.int32]], builder: _Builder) -> NDArray[np.int32]:
    out = np.zeros(builder.table.num_rows, dtype=np.int32)
    for trait in traits:
        out = np.where(out == 0, trait, out)
    return out


def _home_countries(builder: _Builder) -> NDArray[np.int64]:
    """Calling code of the country each row names, else of the default region."""
    columns = [builder.clean(c, addresses.countries) for c in builder.columns(*(f"{a}.Country" for a in ADDRESSES))]
    codes, pool = one_pool(columns)
    home = phones.calling_code(builder.region)
    known = [phones.calling_code(value) if len(value) == 2 else home for value in pool.to_pylist()]
    by_code = np.array([*known, home], dtype=np.int64)
    return by_code[_first_filled(codes, builder)]


def _phones(builder: _Builder) -> tuple[Codes, Hashes]:
    columns = builder.columns(*PHONES)[:SLOTS_MAX]
    if not columns:
        return np.empty((builder.table.num_rows, 0), dtype=np.int32), np.empty(0, dtype=np.uint64)
    home = _home_countries(builder)
    codes, pool = encode_numbers([_phone_keys(builder, column, home) for column in columns])
    return _packed(codes), pool


def _phone_keys(builder: _Builder, column: str, home: NDArray[np.int64]) -> Hashes:
    """One key per row, 0 = missing. By row, because the country hangs on the row."""
    rows, values = builder.filled(column)
    keys = phones.phone_keys_from(values, home[rows]).key
    builder.note_cells(column, values, keys == 0)
    out = np.zeros(builder.table.num_rows, dtype=np.uint64)
    out[rows] = keys
    return out


def _packed(columns: list[Codes]) -> Codes:
    codes = np.ascontiguousarray(np.stack(columns, axis=1))
    return codes[:, : pack_left(codes)]


@dataclass(frozen=True)
class _Mail:
    codes: Codes
    pool: pa.StringArray
    local_of: Codes
    locals: pa.StringArray
    owners: NDArray[np.uint8]


def _emails(builder: _Builder) -> _Mail:
    columns = builder.columns(*EMAILS)[:SLOTS_MAX]
    if not columns:
        none, empty = pa.array([], pa.string()), np.empty(0, dtype=np.int32)
        return _Mail(np.empty((builder.table.num_rows, 0), dtype=np.int32), none, empty, none, np.empty(0, dtype=bool))
    filled = [builder.filled(column) for column in columns]
    parts = emails.email_parts(pa.concat_arrays([values for _, values in filled]))
    bad = pc.equal(parts.local, "")
    mailbox = pc.if_else(bad, "", pc.binary_join_element_wise(parts.local, parts.domain, "@"))
    merged = recode(np.arange(len(mailbox), dtype=np.int32), mailbox)
    codes, start = [], 0
    for column, (rows, values) in zip(columns, filled, strict=True):
        cells = slice(start, start := start + len(rows))
        builder.note_cells(column, values, bad.to_numpy(zero_copy_only=False)[cells])
        codes.append(builder.none())
        codes[-1][rows] = merged.codes[cells]
    return _mailboxes(_packed(codes), merged, parts)


def _mailboxes(codes: Codes, merged: Coded, parts: emails.EmailParts) -> _Mail:
    """The distinct mailboxes with the parts of one of their cells: of all cells these are equal."""
    cells = np.flatnonzero(merged.codes >= 0)
    cell = np.full(len(merged.values), -1)
    cell[merged.codes[cells]] = cells
    locals_ = parts.local.take(pa.array(cell, mask=cell < 0)).fill_null("")
    local = recode(np.arange(len(cell), dtype=np.int32), locals_)
    owners = np.full(len(local.values), emails.PERSON)
    owners[local.codes[cell >= 0]] = parts.owner[cell[cell >= 0]]
    return _Mail(codes, merged.values, local.codes, local.values, owners)


def _birth(builder: _Builder) -> tuple[Coded, NDArray[np.int32]]:
    columns = builder.columns("BirthDate")[:1]
    if not columns:
        return Coded(builder.none(), pa.array([], pa.string())), np.empty(0, dtype=np.int32)
    raw = builder.encoded(columns[0])
    parsed = dates.parse_dates(raw.values, builder.region)
    builder.note(columns[0], raw, parsed == 0)
    merged = recode(raw.codes, pc.if_else(pa.array(parsed == 0), "", pa.array(parsed).cast(pa.string())))
    values = merged.values
    ymd = pc.if_else(pc.equal(values, ""), "0", values).cast(pa.int32()).to_numpy()
    return merged, ymd


@dataclass(frozen=True)
class _Places:
    codes: Codes
    streets: pa.StringArray
    numbers: pa.StringArray
    lines: pa.StringArray
    cities: pa.StringArray
    postcodes: pa.StringArray


def _addresses(builder: _Builder) -> _Places:
    """The address slots side by side, ADDRESS_WIDTH columns each."""
    parts: dict[int, list[Coded]] = {part: [] for part in range(ADDRESS_WIDTH)}
    used = [a for a in ADDRESSES if builder.columns(f"{a}.Address1", f"{a}.City", f"{a}.PostalCode")][:ADDRESSES_MAX]
    for address in used:
        street, number, line = _street(builder, address)
        parts[STREET_AT].append(street)
        parts[NUMBER_AT].append(number)
        parts[LINE_AT].append(line)
        parts[CITY_AT].append(_one(builder, f"{address}.City", addresses.cities))
        parts[POSTCODE_AT].append(
            _one(builder, f"{address}.PostalCode", lambda values: addresses.postcodes(values, builder.region))
        )
    merged = {part: one_pool(columns) for part, columns in parts.items()}
    columns = [merged[part][0][slot] for slot in range(len(used)) for part in range(ADDRESS_WIDTH)]
    codes = np.stack(columns, axis=1) if columns else np.empty((builder.table.num_rows, 0), dtype=np.int32)
    return _Places(codes, *(merged[part][1] for part in (STREET_AT, NUMBER_AT, LINE_AT, CITY_AT, POSTCODE_AT)))


def _one(builder: _Builder, column: str, clean: Callable[[pa.StringArray], pa.StringArray]) -> Coded:
    found = builder.columns(column)[:1]
    return builder.clean(found[0], clean) if found else Coded(builder.none(), pa.array([], pa.string()))


def _lines(columns: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    """The lines of an address that are there, in one; null where none is."""
    filled = [pc.if_else(pc.equal(column, ""), None, column) for column in columns]
    joined = filled[0]
    for line in filled[1:]:  # in one call with null_handling="skip", pyarrow 26 loses the rows where all are null
        joined = pc.coalesce(pc.binary_join_element_wise(joined, line, ", "), joined, line)
    return joined


def _street(builder: _Builder, address: str) -> tuple[Coded, Coded, Coded]:
    """Street, house number, and both together."""
    columns = builder.columns(*(f"{address}.Address{k}" for k in range(1, 5)))
    nothing = Coded(builder.none(), pa.array([], pa.string()))
    if not columns:
        return nothing, nothing, nothing
    raw = builder.encoded(columns[0])
    if len(columns) > 1:
        raw = encode(_lines([builder.table[column] for column in columns]))
    split = addresses.street_lines(raw.values)
    builder.note(columns[0], raw, pc.and_(pc.equal(split.street, ""), pc.equal(split.number, "")).to_numpy(False))
    line = pc.utf8_trim_whitespace(pc.binary_join_element_wise(split.number, split.street, " "))
    return recode(raw.codes, split.street), recode(raw.codes, split.number), recode(raw.codes, line)


@dataclass(frozen=True)
class _Rest:
    business: Coded
    accounts: Codes
    account_pool: pa.StringArray


def _rest(builder: _Builder) -> _Rest:
    columns = [builder.clean(c, others.identifiers) for c in builder.columns("AccountNumber")[:SLOTS_MAX]]
    codes, pool = one_pool(columns)
    accounts = _packed(codes) if codes else np.empty((builder.table.num_rows, 0), dtype=np.int32)
    return _Rest(_one(builder, "BusinessName", business.business_names), accounts, pool)


def _in_canonical_order(
    builder: _Builder, person: Person, phone: Codes, phone_pool: Hashes, mail: _Mail,
    birth: tuple[Coded, NDArray[np.int32]], place: _Places, rest: _Rest, pool: ThreadPoolExecutor,
) -> Features:  # fmt: skip
    born, dates_by_code = birth
    order = _canonical_order(builder.table, person, phone, phone_pool, mail, born, place, rest, pool)
    columns = (person.first, person.middle, person.last, person.suffix, person.gender, born.codes, phone, mail.codes)
    rows = pool.map(
        lambda codes: codes.take(order, axis=0), (*columns, place.codes, rest.business.codes, rest.accounts)
    )
    first, middle, last, suffix, gender, births, numbers, mailboxes, places, businesses, accounts = rows
    return Features(
        order=order,
        names=person.pool,
        first=first,
        middle=middle,
        last=last,
        suffix=suffix,
        gender=gender,
        birth=Coded(births, born.values),
        birth_dates=np.maximum(through(dates_by_code, births), 0),
        phones=numbers,
        phone_keys=phone_pool,
        emails=mailboxes,
        email_pool=mail.pool,
        email_locals=mail.local_of,
        locals=mail.locals,
        local_owners=mail.owners,
        addresses=places,
        streets=place.streets,
        numbers=place.numbers,
        lines=place.lines,
        cities=place.cities,
        postcodes=place.postcodes,
        business=Coded(businesses, rest.business.values),
        accounts=accounts,
        account_pool=rest.account_pool,
        unusable=tuple(sorted(builder.unusable, key=lambda u: u.attribute)),
    )


def _canonical_order(
    table: pa.Table, person: Person, phone: Codes, phone_pool: Hashes, mail: _Mail, born: Coded, place: _Places,
    rest: _Rest, pool: ThreadPoolExecutor,
) -> NDArray[np.int64]:  # fmt: skip
    """Sort by surname sound (20 bits), content (24 bits) and id (20 bits)."""
    ids = table[PROFILE_ID].combine_chunks().cast(pa.string())
    texts = (ids, mail.pool, place.lines, person.pool, skeleton(person.pool), born.values, rest.business.values)
    identity, mailboxes, lines, names, sounds, births, businesses = pool.map(hashes_of, texts)
    columns = (
        (person.first, names),
        (person.middle, names),
        (person.last, names),
        (born.codes, births),
        (rest.business.codes, businesses),
        *((phone[:, k], phone_pool) for k in range(phone.shape[1])),
        *((mail.codes[:, k], mailboxes) for k in range(mail.codes.shape[1])),
        *((place.codes[:, k + LINE_AT], lines) for k in range(0, place.codes.shape[1], ADDRESS_WIDTH)),
    )
    blocks = [slice(start, start + _BLOCK_ROWS) for start in range(0, table.num_rows, _BLOCK_ROWS)]
    contents = pool.map(lambda rows: _content([(codes[rows], hashes) for codes, hashes in columns]), blocks)
    content = np.concatenate([np.empty(0, dtype=np.uint64), *contents])
    sound = gather(sounds, person.last)
    key = (sound & np.uint64(0xFFFFF << 44)) | (content >> np.uint64(20) & np.uint64(0xFFFFFF << 20))
    return np.argsort(key | (identity >> np.uint64(44)), kind="stable")


_BLOCK_ROWS: Final = 1 << 18
"""Rows whose content one task hashes."""


def _content(columns: Sequence[tuple[Codes, Hashes]]) -> Hashes:
    """One hash per row over all of its values."""
    content = np.zeros(len(columns[0][0]), dtype=np.uint64)
    for codes, hashes in columns:
        content ^= gather(hashes, codes)
        content *= np.uint64(0x9E3779B97F4A7C15)
        content ^= content >> np.uint64(29)
    return content


def gather(by_code: NDArray[np.uint64], codes: Codes) -> NDArray[np.uint64]:
    """by_code[codes], where -1 gives 0."""
    return np.append(by_code, np.uint64(0)).take(codes, mode="wrap")
