"""Records of texts: everything two values are compared on, one cache line each."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.kernels.texts import (
    EXTRA,
    EXTRAS,
    LENGTH,
    LETTERS,
    RECORD,
    TEXT,
    TEXT_MAX,
    Texts,
    aligned_rows,
    texts_of,
    word_sets,
)
from onefold.engine.normalise.text import strings_of

VALUES = st.lists(st.text("abcdefg 01", max_size=TEXT_MAX + 8), min_size=1, max_size=6)


def records(*values: str, extras: list[list[int]] | None = None) -> Texts:
    given = None if extras is None else np.array(extras, np.int32)
    return texts_of(*strings_of(pa.array(values, pa.string())), given)


def text_of(texts: Texts, code: int) -> str:
    start = code * RECORD + TEXT
    return bytes(texts.data[start : start + texts.words[code, LENGTH]]).decode()


def sets_of_words(*values: str) -> list[int]:
    out = np.empty((len(values), 1), np.int32)
    word_sets(*strings_of(pa.array(values, pa.string())), out)
    return [int(seen) & 0xFFFFFFFF for seen in out[:, 0]]


@settings(deadline=None)
@given(VALUES)
def test_a_record_holds_its_text_as_far_as_it_is_compared(values: list[str]) -> None:
    texts = records(*values)
    assert [text_of(texts, code) for code in range(len(values))] == [value[:TEXT_MAX] for value in values]


def test_a_letter_set_has_one_bit_for_each_kind_of_letter() -> None:
    texts = records("", "a", "aaa", "ab")
    assert texts.words[:, LETTERS].tolist() == [0, 1 << 1, 1 << 1, 1 << 1 | 1 << 2]


def test_extras_stand_in_the_record_and_are_0_when_not_given() -> None:
    assert records("a", "b", extras=[[7, -1], [8, 9]]).words[:, EXTRA : EXTRA + EXTRAS].tolist() == [
        [7, -1, 0],
        [8, 9, 0],
    ]
    assert not records("a").words[:, EXTRA : EXTRA + EXTRAS].any()


def test_no_values_make_no_records() -> None:
    assert records().words.shape == (0, RECORD // 4)


@pytest.mark.parametrize("width", [1, 7, 16, 20])
def test_rows_stand_side_by_side_and_begin_at_a_cache_line(width: int) -> None:
    left = np.arange(3 * width, dtype=np.int32).reshape(3, width)
    rows = aligned_rows([left, np.full((3, 1), -1, np.int32), np.empty((3, 0), np.int32)])
    assert rows.tolist() == [[*row, -1] for row in left.tolist()]
    assert rows.ctypes.data % RECORD == 0


@settings(deadline=None)
@given(st.lists(st.sampled_from(["high", "street", "old", "mill", "road"]), max_size=4))
def test_streets_that_share_a_word_share_a_bit(words: list[str]) -> None:
    whole, *each = sets_of_words(" ".join(words), *words)
    assert all(one & whole == one and one.bit_count() == 1 for one in each)


def test_different_words_mostly_have_different_bits() -> None:
    assert len(set(sets_of_words("high", "street", "old", "mill", "road", "lane", "park", "hill"))) >= 5
