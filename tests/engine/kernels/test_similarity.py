from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.kernels.similarity import (
    count,
    jaro_winkler,
    matches_needed,
    may_be_one_edit,
    may_be_similar,
    one_edit,
    token_counts,
)
from onefold.engine.kernels.texts import TEXT_MAX, texts_of
from onefold.engine.normalise.text import strings_of

WORDS = st.text("abcde ", max_size=9)


def joined(a: str, b: str) -> tuple[np.ndarray, int, int, int, int]:
    """Both strings in one buffer, apart from each other, as the kernels take them."""
    data = np.frombuffer(f"#{a}#{b}#".encode("ascii"), np.uint8)
    return data, 1, 1 + len(a), 2 + len(a), 2 + len(a) + len(b)


def pool(a: str, b: str) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Both strings as the texts of a pool, with their codes."""
    return (*texts_of(*strings_of(pa.array([a, b], pa.string()))), 0, 1)


def may_be(a: str, b: str, least: float) -> bool:
    words, _, *codes = pool(a, b)
    return bool(may_be_similar(matches_needed(least), words, *codes))


def may_be_an_edit(a: str, b: str) -> bool:
    words, _, *codes = pool(a, b)
    return bool(may_be_one_edit(words, *codes))


def naive_jaro_winkler(a: str, b: str) -> float:
    """By the definition of Winkler 1990."""
    if not a or not b:
        return 0.0
    window = max(max(len(a), len(b)) // 2 - 1, 0)
    free, of_a = set(range(len(b))), []
    for i, letter in enumerate(a):
        hit = next((j for j in sorted(free) if abs(i - j) <= window and b[j] == letter), None)
        if hit is not None:
            free.remove(hit)
            of_a.append(letter)
    of_b = [b[j] for j in range(len(b)) if j not in free]
    m = len(of_a)
    if m == 0:
        return 0.0
    half_transpositions = sum(x != y for x, y in zip(of_a, of_b, strict=True))
    jaro = (m / len(a) + m / len(b) + (m - half_transpositions / 2) / m) / 3
    prefix = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return jaro + 0.1 * min(prefix, 4) * (1 - jaro)


def osa_distance(a: str, b: str) -> int:
    """Optimal string alignment distance by its textbook table."""
    d = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            d[i, j] = min(d[i, j], d[i - 2, j - 2] + 1)
    return d[len(a), len(b)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("MARTHA", "MARHTA", 0.961),
        ("DWAYNE", "DUANE", 0.84),
        ("DIXON", "DICKSONX", 0.813),
        ("SAME", "SAME", 1.0),
        ("ABC", "XYZ", 0.0),
        ("", "ABC", 0.0),
        ("", "", 0.0),
    ],
)
def test_jaro_winkler_of_the_pairs_of_the_literature(a: str, b: str, expected: float) -> None:
    assert jaro_winkler(*pool(a, b)) == pytest.approx(expected, abs=5e-4)


@settings(deadline=None)
@given(st.text("abcd", max_size=20), st.text("abcd", max_size=20))
def test_jaro_winkler_is_what_its_definition_says(a: str, b: str) -> None:
    assert jaro_winkler(*pool(a, b)) == pytest.approx(naive_jaro_winkler(a, b))


@settings(deadline=None)
@given(st.text("ab", max_size=TEXT_MAX), st.text("ab", max_size=TEXT_MAX))
def test_jaro_winkler_of_the_longest_texts_is_what_its_definition_says(a: str, b: str) -> None:
    assert jaro_winkler(*pool(a, b)) == pytest.approx(naive_jaro_winkler(a, b))


@settings(deadline=None)
@given(st.text("abc", min_size=TEXT_MAX, max_size=TEXT_MAX), st.text("xyz", max_size=9))
def test_only_what_a_record_holds_is_looked_at(start: str, rest: str) -> None:
    assert jaro_winkler(*pool(start + rest, start)) == pytest.approx(1.0)


@settings(deadline=None)
@given(st.integers(0, 2**64 - 1))
def test_the_bits_of_a_word_are_counted(bits: int) -> None:
    assert count(np.uint64(bits)) == bits.bit_count()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("smith", "smith", True),
        ("smith", "smyth", True),
        ("smith", "smit", True),
        ("smith", "smiths", True),
        ("smith", "msith", True),
        ("smith", "smiht", True),
        ("aab", "ab", True),
        ("", "", True),
        ("", "a", True),
        ("", "ab", False),
        ("ab", "cd", False),
        ("abc", "cba", False),
        ("smith", "smythe", False),
        ("smith", "hsmit", False),
    ],
)
def test_one_edit_is_one_substitution_insertion_deletion_or_swap(a: str, b: str, expected: bool) -> None:
    assert one_edit(*joined(a, b)) == expected
    assert one_edit(*joined(b, a)) == expected


@settings(deadline=None, max_examples=300)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_is_a_distance_of_at_most_one(a: str, b: str) -> None:
    assert one_edit(*joined(a, b)) == (osa_distance(a, b) <= 1)


@settings(deadline=None)
@given(st.text("abcdefgh", min_size=1, max_size=8), st.data())
def test_every_single_edit_is_found(a: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(a) - 1))
    letter = data.draw(st.sampled_from("abcdefghz"))
    edits = (a[:at] + letter + a[at:], a[:at] + a[at + 1 :], a[:at] + letter + a[at + 1 :])
    swap = a[:at] + a[at : at + 2][::-1] + a[at + 2 :]
    assert all(one_edit(*joined(a, edited)) for edited in (*edits, swap))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("garcia lopez", "lopez", (1, 2)),
        ("lopez", "garcia lopez", (1, 1)),
        ("main street", "street main", (2, 2)),
        ("an", "ann", (0, 1)),
        ("ann", "an", (0, 1)),
        ("", "ann", (0, 0)),
        ("ann", "", (0, 1)),
        ("a a b", "a", (2, 3)),
    ],
)
def test_tokens_are_counted_whole(a: str, b: str, expected: tuple[int, int]) -> None:
    assert token_counts(*joined(a, b)) == expected


@settings(deadline=None)
@given(WORDS, WORDS)
def test_token_counts_are_those_of_split(a: str, b: str) -> None:
    assert token_counts(*joined(a, b)) == (sum(token in b.split() for token in a.split()), len(a.split()))


@settings(deadline=None, max_examples=300)
@given(
    st.text("abcdefgh 0", min_size=1, max_size=12),
    st.text("abcdefgh 0", min_size=1, max_size=12),
    st.floats(0.0, 1.0, exclude_min=True),
)
def test_the_cheap_test_never_turns_away_what_is_similar(a: str, b: str, least: float) -> None:
    assert may_be(a, b, least) or jaro_winkler(*pool(a, b)) < least


@settings(deadline=None)
@given(st.text("abcdefgh", min_size=1, max_size=TEXT_MAX), st.integers(1, 12), st.floats(0.5, 1.0))
def test_the_cheap_test_turns_away_all_that_lengths_and_letters_alone_rule_out(
    letters: str, length: int, least: float
) -> None:
    a, b = "".join(sorted(set(letters))), "abcdefghijkl"[:length]
    common = len(set(a) & set(b))
    prefix = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    jaro = (common / len(a) + common / len(b) + 1) / 3 if common else 0.0
    bound = jaro + 0.1 * min(prefix, 4) * (1 - jaro)
    assert a == b or may_be(a, b, least) == (common > 0 and bound >= least - 1e-9)


@pytest.mark.parametrize(("a", "b"), [("smith", "jones"), ("abc", "xyz"), ("maria", "heinrich"), ("miller", "wilder")])
def test_the_cheap_test_turns_away_what_has_few_letters_in_common(a: str, b: str) -> None:
    assert not may_be(a, b, 0.82)


@settings(deadline=None, max_examples=300)
@given(st.text("abcd ", max_size=6), st.text("abcd ", max_size=6))
def test_the_cheap_test_never_turns_away_what_is_one_edit_apart(a: str, b: str) -> None:
    assert may_be_an_edit(a, b) or not one_edit(*joined(a, b))
