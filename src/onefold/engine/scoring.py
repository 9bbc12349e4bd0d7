"""Compare and score pairs on all cores: chunks of pairs, each result written where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onefold.engine.features import Features
from onefold.engine.fellegi_sunter import Model
from onefold.engine.kernels.compare import Columns, Rarity, compare
from onefold.engine.kernels.scoring import score
from onefold.engine.kernels.texts import Texts, aligned_rows, texts_of, word_sets
from onefold.engine.normalise.text import strings_of
from onefold.engine.term_frequency import Frequencies

Patterns = NDArray[np.uint64]
Result = TypeVar("Result")

CHUNK: Final = 1 << 17
"""Pairs a thread takes at a time: their patterns stay in the second-level cache."""


def comparison_columns(f: Features) -> Columns:
    """Lay the features out as the comparison kernel reads them, all values of a row side by side; no rarities yet."""
    slots = (f.phones.shape[1], f.emails.shape[1], f.address(0).shape[1], f.accounts.shape[1])
    none = np.empty(0, dtype=np.uint8)
    return Columns(
        rows=_row_matrix(f),
        slots=np.array(slots, dtype=np.int64),
        names=_texts(f.names, f.nickname_groups),
        birth_codes=f.birth.codes,
        phone_codes=f.phones,
        emails=_texts(_local_parts(f), f.email_locals[:, None]),
        streets=_texts(f.streets, _word_sets(f.streets)),
        cities=_texts(f.cities),
        postcodes=_texts(f.postcodes),
        businesses=_texts(f.business.values),
        accounts=_texts(f.account_pool),
        rarity=Rarity(*(none for _ in Rarity._fields)),
    )


def with_rarity(columns: Columns, f: Frequencies) -> Columns:
    """The same columns with the rarity of every value: all that changes between two passes."""
    rarity = Rarity(
        first=f.first,
        last=f.last,
        full=f.full,
        middle=f.middle,
        birth=f.birth,
        phone=f.phone,
        email=f.email,
        mailbox=f.local,
        line=f.line,
        city=f.city,
        postcode=f.postcode,
        business=f.business,
        account=f.account,
    )
    return columns._replace(rarity=rarity)


def _row_matrix(f: Features) -> NDArray[np.int32]:
    traits = f.gender + 4 * f.suffix
    head = (f.first, f.middle, f.last, traits, f.birth_dates, f.business.codes)
    parts = (*head, f.compact_phones, f.emails, f.addresses, f.accounts)
    return aligned_rows([part if part.ndim == 2 else part[:, np.newaxis] for part in parts])


def _local_parts(f: Features) -> pa.StringArray:
    """The local part of each e-mail of the pool; the pool may hold "", which no row has."""
    return f.locals.take(pa.array(f.email_locals, mask=f.email_locals < 0)).fill_null("")


def _texts(values: pa.StringArray, extras: NDArray[np.int32] | None = None) -> Texts:
    return texts_of(*strings_of(values), extras)


def _word_sets(values: pa.StringArray) -> NDArray[np.int32]:
    out = np.empty((len(values), 1), dtype=np.int32)
    word_sets(*strings_of(values), out)
    return out


def compare_pairs(columns: Columns, pairs: Patterns, *, threads: int) -> Patterns:
    """The agreement pattern of every pair (packed a << 32 | b)."""
    out = np.empty(len(pairs), dtype=np.uint64)
    in_chunks(len(pairs), threads, lambda s: compare(columns, pairs[s], out[s]))
    return out


def score_patterns(patterns: Patterns, model: Model, *, threads: int) -> NDArray[np.float32]:
    """Natural log of the odds that the pair of each pattern is one person."""
    out = np.empty(len(patterns), dtype=np.float32)
    table = model.log_likelihoods().astype(np.float32)
    shares = model.log_shares.astype(np.float32)
    in_chunks(len(patterns), threads, lambda s: score(patterns[s], table, shares, out[s]))
    return out


def in_chunks(length: int, threads: int, work: Callable[[slice], Result]) -> list[Result]:
    """What `work` gives for every CHUNK of `length` pairs (of none at all: for one empty), in their order, on `threads`
    cores."""
    pieces = [slice(start, min(start + CHUNK, length)) for start in range(0, max(length, 1), CHUNK)]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, pieces))
