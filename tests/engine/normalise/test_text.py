from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.normalise.text import array_of, fold, fold_one, is_placeholder, phrases, strings_of

# What a StringArray can hold: every text but lone surrogates.
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def _fold(*values: str) -> list[str]:
    return fold(pa.array(values, pa.string())).to_pylist()


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("John Doe", "john doe"),
        ("JOHN DOE", "john doe"),
        ("  John \t Doe\n", "john doe"),
        ("O'Brien", "obrien"),
        ("O’Brien", "obrien"),
        ("O´Brien", "obrien"),
        ("O`Brien", "obrien"),
        ("OʻBrien", "obrien"),
        ("O＇Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("Smith/Jones & Co.", "smith jones co"),
        ("--", ""),
        ("", ""),
        ("Apt. 12b", "apt 12b"),
        ("Müller", "muller"),
        ("Mu\u0308ller", "muller"),
        ("Weiß", "weiss"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("Ægir Þór", "aegir thor"),
        ("İsmail Çağrı", "ismail cagri"),
        ("Дмитрий Иванов", "dmitriy ivanov"),
        ("Σωκράτης", "sokratis"),
        ("王小明", "wangxiaoming"),
        ("김철수", "gimcheolsu"),
        ("ジョン・スミス", "jiyon sumisu"),
        ("１２ Ａｂ", "12 ab"),
        ("ﬁ", "fi"),
        ("Jo\u200bhn\ufeff", "john"),
        ("Jo\u00adhn", "john"),
        ("a\u00a0b\u3000c", "a b c"),
        ("John\x00\x07 Doe", "john doe"),
        ("😀 John 👍🏽", "john"),
        ("Acme™", "acme"),
    ],
)
def test_only_letters_digits_and_single_spaces_are_left(raw: str, folded: str) -> None:
    assert _fold(raw) == [folded]
    assert fold_one(raw) == folded


def test_vowel_points_do_not_make_another_name() -> None:
    assert len(set(_fold("مُحَمَّد", "محمد"))) == 1
    assert len(set(_fold("דָּוִד", "דוד"))) == 1


def test_an_array_is_folded_in_place_order_whatever_its_offset() -> None:
    values = pa.array(["x", "É B", "", "c-d", "y"])
    assert fold(values.slice(1, 3)).to_pylist() == ["e b", "", "c d"]
    assert fold(values.slice(2, 0)).to_pylist() == []
    assert fold(pa.array([], pa.string())).to_pylist() == []


@given(st.lists(texts, max_size=8))
def test_the_compiled_loop_folds_as_the_readable_one_does(values: list[str]) -> None:
    assert _fold(*values) == [fold_one(value) for value in values]


@given(texts)
def test_folding_is_ascii_and_idempotent(value: str) -> None:
    (once,) = _fold(value)
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert _fold(once) == [once]
    assert once == " ".join(once.split())


@given(st.lists(texts, max_size=8), st.data())
def test_strings_are_a_view_of_the_array(values: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(values)))
    stop = data.draw(st.integers(start, len(values)))
    offsets, chars = strings_of(pa.array(values, pa.string()).slice(start, stop - start))
    found = [bytes(chars[offsets[i] : offsets[i + 1]]).decode() for i in range(len(offsets) - 1)]
    assert found == values[start:stop]
    assert (offsets.dtype, chars.dtype) == (np.dtype(np.int32), np.dtype(np.uint8))


def test_strings_are_read_only_so_that_a_kernel_compiles_once() -> None:
    for values in (pa.array(["a"]), pa.array([], pa.string()), pa.array([""])):
        offsets, chars = strings_of(values)
        assert not offsets.flags.writeable
        assert not chars.flags.writeable


def test_array_of_is_the_inverse_of_strings_of() -> None:
    values = pa.array(["ab", "", "cé"])
    assert array_of(*strings_of(values)).equals(values)
    assert array_of(*strings_of(pa.array([], pa.string()))).to_pylist() == []


@pytest.mark.parametrize(
    "word",
    [
        "unknown",
        "N/A",
        "n/a",
        "None",
        "NULL",
        "nil",
        "Not provided",
        "test",
        "anonymous",
        "xxx",
        "TBD",
        "asdf",
        "deceased",
    ],
)
def test_words_for_no_value_are_placeholders(word: str) -> None:
    assert is_placeholder(fold(pa.array([word]))).tolist() == [True]


@pytest.mark.parametrize("word", ["Na", "X", "Nan", "Blank", "Sample", "No", "Nullmann", "Testa", "Noone", ""])
def test_words_that_are_names_of_people_are_no_placeholders(word: str) -> None:
    assert is_placeholder(fold(pa.array([word]))).tolist() == [False]


def test_phrases_are_parted_by_commas() -> None:
    assert phrases("a b,\n   c,d") == {"a b", "c", "d"}
