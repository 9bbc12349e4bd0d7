"""Compare and score pairs on all cores: chunks of pairs, each result written where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onefold.engine.features import Features
from onefold.engine.fellegi_sunter import Model
from onefold.engine.kernels.compare import Columns, Pool, compare
from onefold.engine.kernels.scoring import score
from onefold.engine.kernels.similarity import letter_sets
from onefold.engine.normalise.text import strings_of
from onefold.engine.term_frequency import Frequencies

Patterns = NDArray[np.uint64]

CHUNK: Final = 1 << 17
"""Pairs a thread takes at a time: their patterns stay in the second-level cache."""


def comparison_columns(f: Features, frequency: Frequencies) -> Columns:
    """Lay the features out as the comparison kernel reads them: all codes of a row side by side."""
    traits = f.gender + 4 * f.suffix
    head = np.stack((f.first, f.middle, f.last, traits, f.birth_dates, f.business.codes), axis=1)
    rows = np.ascontiguousarray(
        np.concatenate((head, f.phones, f.emails, f.addresses, f.accounts), axis=1, dtype=np.int32)
    )
    slots = (f.phones.shape[1], f.emails.shape[1], f.address(0).shape[1], f.accounts.shape[1])
    return Columns(
        rows=rows,
        slots=np.array(slots, dtype=np.int64),
        names=_pool(f.names),
        nicknames=np.ascontiguousarray(f.nickname_groups, dtype=np.int32),
        first_rarity=frequency.first,
        last_rarity=frequency.last,
        full_rarity=frequency.full,
        birth_codes=f.birth.codes,
        birth_rarity=frequency.birth,
        phone_keys=f.phone_keys,
        phone_rarity=frequency.phone,
        email_locals=f.email_locals,
        email_rarity=frequency.email,
        local_rarity=frequency.local,
        locals=_pool(f.locals),
        streets=_pool(f.streets),
        street_rarity=frequency.line,
        cities=_pool(f.cities),
        city_rarity=frequency.city,
        postcodes=_pool(f.postcodes),
        postcode_rarity=frequency.postcode,
        businesses=_pool(f.business.values),
        business_rarity=frequency.business,
        accounts=_pool(f.account_pool),
        account_rarity=frequency.account,
    )


def _pool(values: pa.StringArray) -> Pool:
    view = strings_of(values)
    letters = np.empty(len(values), dtype=np.uint32)
    letter_sets(view.offsets, view.data, letters)
    return Pool(view.offsets, view.data, letters)


def compare_pairs(columns: Columns, pairs: Patterns, *, threads: int) -> Patterns:
    """The agreement pattern of every pair (packed a << 32 | b)."""
    out = np.empty(len(pairs), dtype=np.uint64)
    _in_chunks(len(pairs), threads, lambda s: compare(columns, pairs[s], out[s]))
    return out


def score_patterns(patterns: Patterns, model: Model, *, threads: int) -> NDArray[np.float32]:
    """Natural log of the odds that the pair of each pattern is one person."""
    out = np.empty(len(patterns), dtype=np.float32)
    table = model.log_likelihoods().astype(np.float32)
    shares = model.log_shares.astype(np.float32)
    _in_chunks(len(patterns), threads, lambda s: score(patterns[s], table, shares, out[s]))
    return out


def _in_chunks(length: int, threads: int, work: Callable[[slice], None]) -> None:
    pieces = [slice(start, min(start + CHUNK, length)) for start in range(0, length, CHUNK)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, pieces))
