from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from onefold.engine.explanation import Findings, SharedValue
from onefold.files import SourceReport
from onefold.report import gather, render

MakeRun = Callable[..., Any]
VOID = {"meta", "br", "input", "img", "link", "hr"}


class Page(HTMLParser):
    """A page as lists of its tags and texts; fails where a tag is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title", "desc"):
            self.text += f"{data} "

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


@pytest.fixture
def html(made_up: Any, sources: tuple[SourceReport, ...]) -> str:
    return render(gather(made_up, sources=sources, seconds=1.5))


@pytest.fixture
def page(html: str) -> Page:
    return Page(html)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_page_loads_nothing_from_anywhere(page: Page) -> None:
    loading = {"src", "srcset", "href", "action", "poster", "data", "xlink:href"}
    found = [value for _, attributes in page.tags for name, value in attributes.items() if name in loading]
    assert found
    assert all(value and value.startswith("#") for value in found)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}


def test_the_style_loads_nothing_from_anywhere(html: str) -> None:
    assert not re.search(r"url\(|@import|@font-face", html)


def test_the_page_forbids_itself_to_load_or_run_anything(page: Page) -> None:
    policies = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_a_person_named_as_markup_is_shown_and_not_run(html: str, page: Page, hostile: str) -> None:
    assert "<script" not in html
    assert hostile in page.text


def test_every_link_of_the_contents_leads_to_a_section(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {(a["href"] or "")[1:] for a in page.all("a")} <= set(ids)


def test_headings_descend_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_their_headings_a_scope(page: Page) -> None:
    assert len(list(page.all("table"))) == len(list(page.all("caption"))) > 5
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))


def test_boxes_that_scroll_can_be_reached_by_keyboard_and_have_a_name(page: Page) -> None:
    boxes = [div for div in page.all("div") if div.get("class") == "scroll"]
    assert boxes
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-label"] for box in boxes)


def test_warnings_stand_before_everything_else(page: Page) -> None:
    sections = [section.get("id") for section in page.all("section")]
    assert sections[:2] == ["warnings", "found"]
    assert "2 group(s) have 40 records or more" in page.text


def test_without_warnings_there_is_no_warning_section(make_run: MakeRun) -> None:
    page = Page(render(gather(make_run([{"profile_id": "1"}]))))
    assert next(page.all("section")).get("id") == "found"


@pytest.mark.parametrize(
    "text",
    [
        "crm.csv, shop.jsonl · 7 records · matched in 1.5 s",
        "Phone number 81 % 1,500 40 +12.2",
        "Phone number 000-000-0000 12,345 9,876",
        "Birth date 1,204 00/00/0000 ask mum",
        "Mary Major · 2 records",
        "mail 2 E-mail address 2",
        "1 row was skipped.",
        "Not used: notes.",
        "The Phone of 5 says 9.25.",
        "Merge 0.9 to 1.0: sure enough to act on 1 0",
        "Reject 0.0 to 0.5: unlikely; were left apart 0 1",
    ],
)
def test_the_page_says(text: str, page: Page) -> None:
    assert text in squeezed(page.text)


def test_differences_are_marked_and_missing_values_named(html: str) -> None:
    assert "<td>mary@example.<mark>net</mark></td>" in html
    assert '<td>J<mark class="gap" title="characters are missing here">‸</mark>hn</td>' in html
    assert '<span class="missing">missing</span>' in html


def test_the_attribute_that_carried_most_comes_first(page: Page) -> None:
    table = page.text[page.text.index("What carried the evidence", page.text.index("How sure it is")) :]
    assert table.index("Phone number") < table.index("Gender")


def test_each_link_of_a_doubtful_group_has_its_waterfall(page: Page) -> None:
    assert len(list(page.all("svg"))) == 1 + 3


def test_a_source_is_named_only_where_there_are_several(made_up: Any, sources: tuple[SourceReport, ...]) -> None:
    assert "<small>crm.csv</small>" in render(gather(made_up, sources=sources))
    assert "<small>crm.csv</small>" not in render(gather(made_up, sources=sources[:1]))


@pytest.mark.parametrize("records", [[{"profile_id": "1"}], [{"profile_id": "1", "FirstName": None}]])
def test_a_table_without_duplicates_has_a_report_too(records: list[dict[str, str | None]], make_run: MakeRun) -> None:
    text = squeezed(Page(render(gather(make_run(records)))).text)
    assert "No two records were found to be one customer." in text
    assert "1 record " in text


def test_the_report_of_huge_groups_of_huge_values_stays_small(make_run: MakeRun) -> None:
    ids = [f"{number:05}" for number in range(6_000)]
    names = ("FirstName", "LastName", "EmailAddress", "PhoneNumber", "Address.Address1", "BusinessName")
    records = [{"profile_id": each} | {name: f"{each}{name}" * 300 for name in names} for each in ids]
    groups = [(ids[at : at + 300], 0.6) for at in range(0, 6_000, 300)]
    pairs = [(a, b, 0.8) for members, _ in groups for a, b in pairwise(members)]
    shared = tuple(SharedValue("Phone", "5" * 10_000, 1, 1) for _ in range(40))
    html = render(gather(make_run(records, groups, pairs, Findings((), shared, (), ()))))
    assert len(html.encode()) < 2_000_000


def test_the_same_run_gives_the_same_page(made_up: Any) -> None:
    assert render(gather(made_up)) == render(gather(made_up))
