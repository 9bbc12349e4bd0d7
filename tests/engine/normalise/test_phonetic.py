from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.normalise.phonetic import skeleton
from onefold.engine.normalise.text import fold


def _skeletons(*names: str) -> list[str]:
    return skeleton(fold(pa.array(names, pa.string()))).to_pylist()


@pytest.mark.parametrize(
    "spellings",
    [
        "John Jhn Jon Jhon",
        "Schmidt Schmitt Schmid Smid Smith Smyth",
        "Meyer Maier Mayr Meier Myer",
        "Sean Shawn Shaun",
        "Stephen Steven Stefan",
        "Christina Kristina",
        "Michael Mikhail Mikael Michail Micheal",
        "Schultz Schulz Shultz Schulze",
        "Philip Filip Phillip",
        "Xenia Ksenia",
        "Yuri Juri Iurii",
        "Yelena Elena Helena",
        "Katja Katya",
        "Vladimir Wladimir",
        "Wright Right",
        "Vaughan Vaughn",
        "Kowalski Kovalsky",
        "Brown Braun",
        "Garcia Garzia",
        "George Jorge",
        "Knight Night",
        "McDonald MacDonald",
        "Thompson Tompson Thomson",
        "Gonzalez Gonsales",
        "Rodriguez Rodrigues",
        "Mohammed Muhammad Mohamad",
        "Pfeiffer Pfeifer",
        "Jackson Jaxon",
        "Alexander Aleksandr",
        "Schwarz Schwartz Shvarts",
        "Müller Mueller Miller",
        "Edwards Edwarts",
        "Phạm Pham",
    ],
)
def test_spellings_of_one_name_share_a_skeleton(spellings: str) -> None:
    assert len(set(_skeletons(*spellings.split()))) == 1


@pytest.mark.parametrize(
    "names", ["John Mary", "Smith Jones", "Anna Nina", "Garcia Lopez", "Peter Paul", "Maria Mario-Luigi"]
)
def test_different_names_keep_different_skeletons(names: str) -> None:
    assert len(set(_skeletons(*names.split()))) == 2


def test_a_doubled_letter_counts_once_but_not_across_a_vowel() -> None:
    assert _skeletons("Anna", "Ana", "Anana") == ["an", "an", "ann"]


def test_words_are_joined_and_digits_stay() -> None:
    assert _skeletons("van der Berg", "vanderberg", "B2B") == ["fntrprk", "fntrprk", "p2p"]


def test_only_a_first_vowel_is_kept() -> None:
    assert _skeletons("Ida", "Oto", "Aoi", "H", "") == ["at", "at", "a", "", ""]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), max_size=6))
def test_any_text_has_a_short_ascii_skeleton(names: list[str]) -> None:
    found = _skeletons(*names)
    assert len(found) == len(names)
    for name, key in zip(fold(pa.array(names, pa.string())).to_pylist(), found, strict=True):
        assert set(key) <= set("aptfkslmnrj0123456789")
        assert len(key) <= 2 * len(name)


@given(st.text("aeiou", min_size=1, max_size=5), st.text("aeiou", min_size=1, max_size=5))
def test_vowels_inside_a_name_do_not_matter(one: str, other: str) -> None:
    assert len(set(_skeletons(f"b{one}l{one}n", f"b{other}l{other}n"))) == 1


def test_a_slice_has_the_skeletons_of_its_own_names() -> None:
    names = pa.array(["john", "mary", "peter"])
    assert skeleton(names.slice(1, 1)).to_pylist() == ["mr"]
    assert skeleton(names.slice(0, 0)).to_pylist() == []
