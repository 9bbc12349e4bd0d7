"""Overview, queue, person and learning in the browser: bands, keys, filters, merges that are undone, accessibility."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

PATHS = (
    "", "/queue?band=", "/queue?text=nobody", "/decisions", "/learning", "/search?q=john", "/groups/{john}",
    "/groups/{long}", "/people/{person}",
)  # fmt: skip


@pytest.fixture
def paths(desk: Any, review: Any) -> list[str]:
    """The addresses of all pages, with something on each. desk: it has run the job."""
    assert desk
    found = {item.people[0][0][:4]: item.match_id for item in review.queue().items}
    review.decide("Skip", found["Mary"], review.mary)
    review.demo("MergeProfiles", MainProfileId=review.mary[0], ProfileIdsToBeMerged=[review.mary[1]])
    known = {"john": found["John"], "long": found["Wolf"], "person": review.mary[0]}
    return [path.format(**known) for path in PATHS]


def test_a_border_is_dragged_typed_and_saved(desk: Any) -> None:
    page = desk().page
    groups = page.locator("[data-band=review] [data-of=groups]")
    every = groups.inner_text()
    assert int(every) >= 3
    slider = page.get_by_role("slider", name="Merge begins at")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 10, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    typed = page.get_by_label("Merge begins at").and_(page.locator("input[type=number]"))
    assert float(typed.input_value()) <= 0.01
    expect(groups).to_have_text("0")
    typed.fill("0.6")
    expect(slider).to_have_value("0.6")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(typed).to_have_value("0.605")
    page.get_by_role("button", name="Save the bands").click()
    expect(page.get_by_role("status")).to_contain_text("Bands saved")
    expect(typed).to_have_value("0.605")


def test_the_queue_is_walked_filtered_and_opened_by_keys(desk: Any) -> None:
    steward = desk()
    page = steward.open("/queue")
    page.keyboard.press("j")
    expect(page.locator(".groups a").nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".groups a").nth(1)).to_be_focused()
    page.keyboard.press("k")
    steward.press("Enter")
    expect(page.locator("#decide")).to_be_visible()
    first = page.url
    steward.press("j")
    assert page.url != first
    steward.press("q")
    page.keyboard.press("f")
    page.keyboard.type("jhn")
    steward.press("Enter")
    expect(page.locator(".groups li")).to_have_count(1)
    page.get_by_label("Differ in").select_option(label="Gender")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".empty")).to_contain_text("No group fits the filter")


def test_the_keys_are_shown_and_can_be_switched_off(desk: Any) -> None:
    page = desk().group("Jhn")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Merge the ticked profiles")
    page.get_by_label("Single keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("1")
    expect(page.locator("[name=member]").first).to_be_checked()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single keys work").check()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("[name=member]").first).not_to_be_checked()


def test_a_merge_is_undone_from_the_page_of_a_person(desk: Any, review: Any) -> None:
    before = review.demo("ListProfiles")["Items"]
    review.demo("MergeProfiles", MainProfileId=review.john[0], ProfileIdsToBeMerged=review.john[1:])
    steward = desk()
    page = steward.open(f"/people/{review.john[1]}")
    assert page.url.endswith(review.john[0])
    page.get_by_role("button", name="Undo, and keep apart").click()
    expect(page.get_by_role("status")).to_contain_text("The merge was undone")
    assert review.demo("ListProfiles")["Items"] == before
    steward.open("/learning")
    expect(page.locator(".tiles")).to_contain_text("Pairs judged not the same3")


def test_a_person_has_similar_profiles_with_their_scores(desk: Any, review: Any) -> None:
    page = desk().open(f"/people/{review.john[1]}")
    similar = page.get_by_role("region").or_(page.locator("section")).filter(has_text="Similar profiles").first
    expect(similar).to_contain_text("John Doe")
    expect(page.locator("section .why")).to_have_count(2)


WIDTHS = (360, 800, 1920)
LAID_OUT = [
    "target-size",
    "scrollable-region-focusable",
    "meta-viewport",
    "link-in-text-block",
    "label",
    "empty-heading",
]
"""Rules of axe that may find something else on a phone, where parts are laid out anew or hidden."""


def test_every_page_is_accessible_light_dark_and_on_a_phone_and_nothing_overflows(
    desk: Any, paths: list[str], axe: str
) -> None:
    steward = desk(reduced_motion="reduce")
    found = {}
    for path in paths:
        page = steward.open(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.evaluate(axe)
        found |= breaches(page, f"{path} light", None)
        page.emulate_media(color_scheme="dark")
        found |= breaches(page, f"{path} dark", ["color-contrast"])  # no other rule sees colours
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (wide := page.evaluate("document.documentElement.scrollWidth")) != width:
                found[f"{path} overflows {width}"] = [str(wide)]
            if width == WIDTHS[0]:
                found |= breaches(page, f"{path} phone", LAID_OUT)
        page.set_viewport_size({"width": 1280, "height": 900})
    assert found == {}, json.dumps(found, indent=1)


def test_where_one_signs_in_is_accessible(desk: Any, axe: str) -> None:
    stranger = desk(signed_in=False)
    stranger.page.goto(f"{stranger.site}/")
    stranger.page.evaluate(axe)
    assert breaches(stranger.page, "sign-in", None) == {}


def breaches(page: Any, where: str, rules: list[str] | None) -> dict[str, list[str]]:
    """What axe finds on a page, of some rules or of all, with the first places."""
    result = page.evaluate("rules => axe.run(rules ? {runOnly: rules} : {})", rules)
    return {f"{where} {one['id']}": [node["html"] for node in one["nodes"]][:3] for one in result["violations"]}
