"""Templates: data never becomes markup, and a name that nobody gives is an error."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from onefold.report.environment import environment, marked
from onefold.report.side_by_side import Piece, line

ENVIRONMENT = environment("onefold.report", shout=str.upper)
HOSTILE = "<script>alert('x')</script> & \"co\""


@pytest.mark.parametrize(
    "template",
    ["{{ value }}", "{{ value | clean }}", "{{ value | sentence }}", "{{ [value] | join }}", "{{ value | shout }}"],
)
def test_what_comes_from_the_data_is_escaped(template: str) -> None:
    made = ENVIRONMENT.from_string(template).render(value=HOSTILE).lower()
    assert "<" not in made
    assert "&lt;script&gt;" in made
    assert '"' not in made


@pytest.mark.parametrize("template", ["{{ nobody }}", "{{ value.nothing }}", "{% if nobody %}{% endif %}"])
def test_a_name_that_nobody_gives_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string(template).render(value="x")


def test_an_own_filter_stands_beside_the_shared_ones_and_in_no_other_environment() -> None:
    assert {"number", "waterfall", "shout"} <= set(ENVIRONMENT.filters)
    assert "shout" not in environment("onefold.report").filters


@pytest.mark.parametrize(
    ("pieces", "html"),
    [
        ((), '<span class="missing">missing</span>'),
        ((Piece("a<b"),), "a&lt;b"),
        ((Piece("a"), Piece("<", differs=True)), "a<mark>&lt;</mark>"),
        ((Piece("", differs=True),), '<mark class="gap" title="characters are missing here">‸</mark>'),
    ],
)
def test_what_differs_is_marked_and_escaped(pieces: tuple[Piece, ...], html: str) -> None:
    assert str(marked(pieces)) == html


def test_values_of_markup_are_marked_as_text() -> None:
    for cell in line("Name", [HOSTILE, HOSTILE.replace("alert", "alarm")]).cells:
        assert "<script" not in str(marked(cell))
