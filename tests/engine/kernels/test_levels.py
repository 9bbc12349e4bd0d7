import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.engine.comparison import COMPARISONS, FIRST
from onefold.engine.kernels.levels import DIFFERENT, birth_level, name_level, names_may_be_alike, one_digit_off
from onefold.engine.kernels.texts import Texts, texts_of
from onefold.engine.normalise.nicknames import nickname_groups
from onefold.engine.normalise.text import strings_of

DATES = st.builds(
    lambda year, month, day: year * 10_000 + month * 100 + day,
    st.integers(1900, 2020),
    st.integers(0, 12),
    st.integers(0, 28),
)
NUMBERS = st.integers(1, 10**12)
NAMES = st.text("abcdehijlmnorst", min_size=1, max_size=9)


def coded_names(*names: str | None) -> tuple[Texts, list[int]]:
    """Two names as the comparison of rows sees them: a pool and the codes in it; None is missing."""
    pool = pa.array(sorted({name for name in names if name is not None}), pa.string())
    codes = [-1 if name is None else pool.index(name).as_py() for name in names]
    return texts_of(*strings_of(pool), nickname_groups(pool)), codes


def level_of_names(*names: str | None) -> int:
    texts, codes = coded_names(*names)
    return name_level(*texts, *codes)


def naive_one_digit_off(a: int, b: int) -> bool:
    x, y = f"{a:020}", f"{b:020}"
    wrong = [k for k in range(20) if x[k] != y[k]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        return x[wrong[0]] == y[wrong[1]] and x[wrong[1]] == y[wrong[0]]
    return len(wrong) == 1


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("mary", "mary", "equal"),
        ("m", "m", "equal"),
        ("william", "bill", "nickname or part"),
        ("elizabeth", "liz", "nickname or part"),
        ("garcia lopez", "garcia", "nickname or part"),
        ("garcia lopez", "lopez garcia", "nickname or part"),
        ("hern", "hernandez", "nickname or part"),
        ("smith", "smyth", "nearly equal"),
        ("fischer", "fisher", "nearly equal"),
        ("brian", "brain", "nearly equal"),
        ("abernathy", "abernethie", "similar"),
        ("dwayne", "duane", "similar"),
        ("j", "john", "initial only"),
        ("j", "mary", "different"),
        ("smith", "jones", "different"),
        ("garcia lopez", "perez", "different"),
    ],
)
def test_names_are_compared_in_levels(a: str, b: str, level: str) -> None:
    labels = [described.label for described in COMPARISONS[FIRST].levels]
    assert labels[level_of_names(a, b) - 1] == level
    assert level_of_names(b, a) == level_of_names(a, b)


@pytest.mark.parametrize("names", [(None, "mary"), ("mary", None), (None, None)])
def test_a_missing_name_is_not_compared(names: tuple[str | None, str | None]) -> None:
    assert level_of_names(*names) == 0


def test_two_letters_are_not_the_beginning_of_a_name() -> None:
    assert level_of_names("al", "alvarado") < 5
    assert level_of_names("alv", "alvarado") == 5


@settings(deadline=None)
@given(NAMES, NAMES)
def test_two_names_that_are_there_have_a_level_and_only_the_same_are_equal(a: str, b: str) -> None:
    level = level_of_names(a, b)
    assert 1 <= level <= 6
    assert (level == 6) == (a == b)


@settings(deadline=None)
@given(NAMES, NAMES | st.sampled_from(["bill", "will", "liz", "elizabeth"]))
def test_names_that_are_passed_over_are_different(a: str, b: str) -> None:
    texts, codes = coded_names(a, b)
    assert names_may_be_alike(texts.words, *codes) or level_of_names(a, b) == DIFFERENT


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (1985_05_12, 1985_05_12, "equal"),
        (1985_00_00, 1985_00_00, "equal"),
        (1985_05_12, 1985_12_05, "one slip"),
        (1985_05_12, 1985_05_13, "one slip"),
        (1985_05_12, 1995_05_12, "one slip"),
        (1985_05_12, 1958_05_12, "one slip"),
        (1985_05_12, 1985_05_21, "one slip"),
        (1985_05_12, 1985_00_00, "partly equal"),
        (1985_05_12, 1985_05_00, "partly equal"),
        (1985_05_12, 1985_01_01, "partly equal"),
        (1985_05_12, 1985_05_30, "partly equal"),
        (1985_05_12, 1967_05_12, "partly equal"),
        (1985_05_12, 1986_02_28, "near"),
        (1985_05_12, 1984_12_30, "near"),
        (1985_05_12, 1948_11_27, "different"),
        (1985_05_12, 1948_00_00, "different"),
    ],
)
def test_birth_dates_are_compared_in_levels(a: int, b: int, level: str) -> None:
    labels = ("different", "near", "partly equal", "one slip", "equal")
    assert labels[birth_level(a, b) - 1] == level
    assert birth_level(b, a) == birth_level(a, b)


@settings(deadline=None)
@given(DATES, DATES)
def test_birth_dates_are_compared_the_same_both_ways(a: int, b: int) -> None:
    assert birth_level(a, b) == birth_level(b, a)
    assert (birth_level(a, b) == 5) == (a == b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (5550100, 5550101, True),
        (5550100, 6550100, True),
        (5550123, 5550132, True),
        (5550123, 5505123, True),
        (1555010, 555010, True),
        (5550100, 5550100, False),
        (5550100, 5550111, False),
        (5550123, 5550321, False),
        (5550123, 5551023 + 1, False),
        (12, 34, False),
        (555010, 5550100, False),
    ],
)
def test_one_digit_off_is_one_wrong_digit_or_two_neighbours_swapped(a: int, b: int, expected: bool) -> None:
    assert one_digit_off(a, b) == expected
    assert one_digit_off(b, a) == expected


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 11), st.integers(0, 9), st.integers(0, 11), st.integers(0, 9))
def test_one_digit_off_is_what_the_digits_say(number: int, at: int, digit: int, other_at: int, other: int) -> None:
    changed = number - number // 10**at % 10 * 10**at + digit * 10**at
    twice = changed - changed // 10**other_at % 10 * 10**other_at + other * 10**other_at
    for b in (changed, twice):
        assert one_digit_off(number, b) == naive_one_digit_off(number, b)


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 10))
def test_every_swap_of_two_neighbours_is_one_slip(number: int, at: int) -> None:
    digits = f"{number:013}"
    swapped = digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]
    assert one_digit_off(number, int(swapped)) == (swapped != digits)
