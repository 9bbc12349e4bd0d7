"""Blocks of templates, as the administrator guide lists them: what they read, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onefold.errors import BadRequestError
from onefold.ingest.sources import source_of
from onefold.ingest.templates import ITEMS_MAX

SOURCE: dict[str, Any] = {
    "first": "Ann",
    "last": "Lee",
    "vip": True,
    "old": False,
    "zero": 0,
    "blank": "  ",
    "none": None,
    "empty": [],
    "home": {"city": "Anytown", "zip": "12345", "geo": {"lat": 1.5}},
    "bare": {"city": ""},
    "mails": ["a@example.com", "b@example.com"],
    "items": [{"sku": "A 1", "n": 2, "tags": ["x", "y"]}, {"sku": "B 2", "n": 0, "tags": []}],
    "kinds": {"work": "1", "home": "2"},
}

READ = [
    # The forms of the guide.
    ("{{#removeExtraSpace}}{{_source.first}} {{_source.middle}} {{_source.last}}{{/removeExtraSpace}}", "Ann Lee"),
    ("{{#if _source.first}}{{_source.first}}!{{/if}}", "Ann!"),
    ("{{#if _source.middle}}{{_source.middle}}!{{/if}}", ""),
    ("{{#unless _source.optOut}}yes{{/unless}}", "yes"),
    ("{{#unless _source.vip}}yes{{/unless}}", ""),
    ("{{#with _source.home}}{{city}} {{zip}}{{/with}}", "Anytown 12345"),
    ("{{#each _source.mails}}{{this}};{{/each}}", "a@example.com;b@example.com;"),
    # Names may be missing without leaving their signs behind.
    ("{{_source.first}}{{#if _source.middle}} {{_source.middle}}{{/if}} {{_source.last}}", "Ann Lee"),
    ("{{#if _source.bare}}{{_source.bare.city}}, {{_source.bare.zip}}{{/if}}", ""),
    ("id {{#if _source.middle}}{{_source.middle}}{{/if}}", ""),
    ("{{#with _source.missing}}{{city}},{{/with}}", ""),
    ("{{#each _source.missing}}{{this}},{{/each}}", ""),
    ("{{#removeExtraSpace}}{{_source.a}} - {{_source.b}}{{/removeExtraSpace}}", ""),
    # Constants, one way or another.
    ("{{#if _source.vip}}gold{{else}}plain{{/if}}", "gold"),
    ("{{#if _source.old}}gold{{else}}plain{{/if}}", "plain"),
    ("{{#if _source.old}}gold{{else if _source.vip}}silver{{else}}plain{{/if}}", "silver"),
    ("{{#if _source.old}}gold{{else if _source.zero}}silver{{else}}plain{{/if}}", "plain"),
    ("{{#if _source.old}}a{{ else }}b{{/ if }}", "b"),
    # What holds.
    *((f"{{{{#if _source.{name}}}}}yes{{{{else}}}}no{{{{/if}}}}", "no") for name in ("zero", "blank", "none", "empty")),
    *(
        (f"{{{{#if _source.{name}}}}}yes{{{{else}}}}no{{{{/if}}}}", "yes")
        for name in ("first", "home", "mails", "bare")
    ),
    # Items, and the way out of them.
    ("{{#each _source.items}}{{sku}}x{{n}}{{#unless @last}}, {{/unless}}{{/each}}", "A 1x2, B 2x0"),
    ("{{#each _source.items}}{{@index}}{{#if @first}}:{{/if}}{{this.sku}}{{/each}}", "0:A 11B 2"),
    ("{{#each _source.kinds}}{{@key}}={{this}} {{/each}}", "work=1 home=2"),
    ("{{#each _source.items}}{{#each tags}}{{.}}{{../sku}};{{/each}}{{/each}}", "xA 1;yA 1;"),
    (
        "{{#each _source.items}}{{#each this.tags}}{{../../_source.first}}{{_source.last}}{{/each}}{{/each}}",
        "AnnLeeAnnLee",
    ),
    ("{{#each _source.items}}{{#with ..}}{{/with}}{{/each}}", None),
    ("{{#each _source.items}}{{#if n}}{{../_source.first}}{{/if}}{{/each}}", "Ann"),
    ("{{#each _source.empty}}{{this}}{{else}}nothing{{/each}}", "nothing"),
    ("{{#with _source.home.geo}}{{lat}}{{/with}}", "1.5"),
    ("{{#with _source.home}}{{#with geo}}{{lat}} {{../city}}{{/with}}{{/with}}", "1.5 Anytown"),
    ("{{#each _source.items}}{{tags.[0]}}{{tags.0}}{{./sku}}{{/each}}", "xxA 1B 2"),
    ("{{#with _source}}{{first}}{{/with}}", None),
    ("{{#each _source.items}}{{{sku}}}{{/each}}", "A 1B 2"),
]


@pytest.mark.parametrize(("text", "value"), [row for row in READ if row[1] is not None])
def test_a_block_reads_as_the_guide_says(text: str, value: str) -> None:
    assert source_of(text, "Fields.f").read(SOURCE) == value


REFUSED = [
    *(text for text, value in READ if value is None),
    "{{#if _source.a}}x", "{{#if _source.a}}x{{/unless}}", "x{{/if}}", "{{else}}", "{{#if}}x{{/if}}",
    "{{#if a}}x{{/if}}", "{{#if (eq _source.a 1)}}x{{/if}}", "{{#each _source.a as |x|}}{{x}}{{/each}}",
    "{{#lookup _source.a}}x{{/lookup}}", "{{#removeExtraSpace _source.a}}x{{/removeExtraSpace}}",
    "{{#removeExtraSpace}}x{{else}}y{{/removeExtraSpace}}", "{{#}}x{{/}}", "{{this}}", "{{@index}}", "{{../_source.a}}",
    "{{#each _source.a}}{{upper this}}{{/each}}", "{{#each _source.a}}{{../b}}{{/each}}",
    "{{#each _source.a}}{{}}{{/each}}", "{{#each _source.a}}{{@root}}{{/each}}", "{{! a comment }}", "{{> part}}",
    "{{^}}", "{{#if _source.a}}x{{else}}y{{else}}z{{/if}}", "{{~_source.a}}",
    "{{#if _source.a}}{{#if _source.b}}x{{/if}}", "{{#if _source.a}}x{{/if}}{{/if}}",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_block_is_refused_with_its_field(text: str) -> None:
    with pytest.raises(BadRequestError, match=r"^Fields\.f: Source"):
        source_of(text, "Fields.f")


def test_the_members_of_a_template_are_those_of_its_blocks_too() -> None:
    text = "{{_source.a.b}}{{#if _source.c}}{{_source.d}}{{else}}{{#each _source.e}}{{f}}{{_source.g}}{{/each}}{{/if}}"
    assert source_of(text, "Fields.f").members == ("a", "c", "d", "e", "g")


def test_loops_inside_loops_end() -> None:
    loop = source_of(
        "{{#each _source.a}}{{#each _source.a}}{{#each _source.a}}x{{/each}}{{/each}}{{/each}}", "Fields.f"
    )
    with pytest.raises(BadRequestError, match=f"more than {ITEMS_MAX} items"):
        loop.read({"a": list(range(200))})
    assert loop.read({"a": [0, 0]}) == "x" * 8


PIECES = st.sampled_from([
    "{{#if _source.a}}", "{{/if}}", "{{else}}", "{{else if b}}", "{{#each _source.a}}", "{{/each}}", "{{this}}",
    "{{../b}}", "{{#with _source.a}}", "{{/with}}", "{{b}}", "{{@last}}", "{{#removeExtraSpace}}",
    "{{/removeExtraSpace}}", " x ", "{{",
])  # fmt: skip
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=2),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.sampled_from("ab"), one),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join), VALUES)
def test_any_template_is_read_or_refused(text: str, value: Any) -> None:
    try:
        found = source_of(text, "Fields.f")
    except BadRequestError:
        return
    assert isinstance(found.read({"a": value}), str)
