from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.report.side_by_side import Piece, differences, line, substance


def drawn(pieces: tuple[Piece, ...]) -> str:
    """Differing pieces in brackets: an empty pair of them is a gap."""
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("value", "reference", "text"),
    [
        ("John", "John", "John"),
        ("Jhn", "John", "J[]hn"),
        ("John", "Jhn", "J[o]hn"),
        ("Smyth", "Smith", "Sm[y]th"),
        ("José", "Jose", "Jos[é]"),
        ("Joh", "John", "Joh[]"),
        ("JOHN", "John", "JOHN"),
        ("(555) 010-0000", "555.010.0000", "(555) 010-0000"),
        ("+1 555 010-0000", "(555) 010-0000", "+[1] 555 010-0000"),
        ("555-010-0099", "555-010-0000", "555-010-00[99]"),
        ("Robert", "Bob", "[Robert]"),
        ("王伟", "王芳", "王[伟]"),
        ("---", "...", "[---]"),
        ("😀", "😀", "😀"),
        ("a" * 81, "a" * 80, f"[{'a' * 81}]"),
        ("a" * 80, "a" * 79, f"{'a' * 79}[a]"),
    ],
)
def test_characters_that_are_not_in_the_reference_are_marked(value: str, reference: str, text: str) -> None:
    assert drawn(differences(value, reference)) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        (("Doe", "Doe", "Dow"), ("Doe", "Doe", "Do[w]")),
        (("Dow", "DOE", "doe"), ("Do[w]", "DOE", "doe")),
        (("Dow", "Doe"), ("Dow", "Do[e]")),
        ((None, "Doe", ""), ("", "Doe", "")),
    ],
)
def test_values_are_compared_with_the_commonest_and_ties_go_to_the_first(
    values: tuple[str | None, ...], texts: tuple[str, ...]
) -> None:
    assert tuple(drawn(cell) for cell in line("Last name", values).cells) == texts


@pytest.mark.parametrize(
    ("values", "same"),
    [
        (("Doe", "DOE "), True),
        (("Doe", None), True),
        (("Doe", "Dow"), False),
        (("Doe", "Do"), False),
    ],
)
def test_a_line_is_the_same_if_only_case_signs_or_missing_values_differ(
    values: tuple[str | None, ...], same: bool
) -> None:
    assert line("Last name", values).same is same


@given(st.text(), st.text())
def test_the_pieces_join_to_the_value(value: str, reference: str) -> None:
    assert "".join(piece.text for piece in differences(value, reference)) == value


@given(st.text(min_size=1), st.text(min_size=1))
def test_nothing_is_marked_exactly_if_the_substance_is_equal(value: str, reference: str) -> None:
    unmarked = not any(piece.differs for piece in differences(value, reference))
    assert unmarked == (substance(value) == substance(reference))
