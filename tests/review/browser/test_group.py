"""The page of a group: values are chosen, the merged profile follows, links are explained, nobody is overwritten."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from onefold.store import merges

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def merged_value(page: Any, attribute: str) -> Any:
    return page.locator(f"[data-merged={attribute}]")


def pick(page: Any, attribute: str, profile_id: str) -> None:
    """Click on a value: its label, not the little circle."""
    radio = page.locator(f"[name='field:{attribute}'][value='{profile_id}']")
    page.locator(".pick", has=radio).locator(".value").click()
    expect(radio).to_be_checked()


def test_the_merged_profile_follows_the_choices(desk: Any, review: Any) -> None:
    page = desk().group("Jhn")
    expect(merged_value(page, "FirstName")).to_have_text("John")
    pick(page, "FirstName", review.john[1])
    expect(merged_value(page, "FirstName")).to_have_text("Jhn")
    page.locator(f"[name=member][value='{review.john[1]}']").uncheck()
    expect(merged_value(page, "FirstName")).to_have_text("John")
    expect(merged_value(page, "BirthDate")).to_have_text("–")
    page.locator(f"[name=main][value='{review.john[2]}']").check()
    expect(merged_value(page, "EmailAddress")).to_have_text("JohnDoe@example.com")
    with page.expect_navigation():
        page.keyboard.press("m")
    (kept,) = review.demo("BatchGetProfile", ProfileIds=[review.john[2]])["Profiles"]
    shown = {"FirstName": "J.", "EmailAddress": "JohnDoe@example.com", "PhoneNumber": "555 010 0000"}
    assert {name: kept[name] for name in shown} == shown
    assert "BirthDate" not in kept


def test_what_is_shown_is_what_is_merged(desk: Any, review: Any) -> None:
    page = desk().group("Jhn")
    pick(page, "FirstName", review.john[1])
    pick(page, "EmailAddress", review.john[2])
    shown = {
        cell.get_attribute("data-merged"): cell.inner_text() for cell in page.locator("[data-merged]").all()
    }  # fmt: skip
    with page.expect_navigation():
        page.keyboard.press("m")
    (kept,) = review.demo("BatchGetProfile", ProfileIds=[review.john[0]])["Profiles"]
    assert {name: kept[name] for name in shown} == shown
    (merge,) = review.store.read(lambda tx: merges.page(tx, review.domain_id, None, 9))
    assert merge.main_profile_id == review.john[0]


def test_fewer_than_two_profiles_cannot_be_decided(desk: Any) -> None:
    page = desk().group("Jhn")
    page.keyboard.press("1")
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Merge")).to_be_disabled()
    expect(page.get_by_role("button", name="Not the same").first).to_be_disabled()
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Merge")).to_contain_text("all 3")


def test_every_link_has_its_reason_and_the_graph_its_lines(desk: Any) -> None:
    page = desk().group("Jhn")
    expect(page.locator(".why")).to_have_count(3)
    expect(page.locator(".graph line")).to_have_count(3)
    expect(page.locator(".graph line.holding")).to_have_count(2)
    expect(page.locator(".why[open] svg")).to_have_count(1)
    page.keyboard.press("w")
    expect(page.locator(".why[open] svg")).to_have_count(3)
    expect(page.locator(".why").filter(has_text="phone number is").first).to_be_visible()


def test_differing_characters_are_marked_and_every_value_has_its_date(desk: Any) -> None:
    page = desk().group("Jhn")
    expect(page.locator(".pick", has_text="J.").locator("mark").first).to_be_visible()
    for pick in page.locator(".pick").all():
        assert "2025" in pick.locator("small").inner_text()


def test_two_stewards_never_overwrite_each_other(desk: Any, review: Any) -> None:
    one, two = desk(), desk()
    page, other = one.group("Jhn"), two.group("Jhn")
    other.keyboard.press("3")
    two.press("n")
    before = review.demo("ListProfiles")["Items"]
    with page.expect_navigation():
        page.keyboard.press("m")
    expect(page.get_by_role("alert")).to_contain_text("has changed since you opened it; nothing was done")
    assert review.demo("ListProfiles")["Items"] == before
    one.problems.clear()  # the console tells the status 409
    one.press("m")
    expect(page.get_by_role("status")).to_contain_text("Merged.")


def test_a_name_of_markup_is_shown_and_not_run(desk: Any) -> None:
    page = desk().group("Mary")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    assert page.title() != "run"
    expect(page.locator("main script")).to_have_count(0)


def test_who_may_only_read_sees_everything_and_has_no_buttons(desk: Any) -> None:
    page = desk("read").group("Jhn")
    expect(page.locator(".why")).to_have_count(3)
    expect(page.get_by_role("button", name="Merge")).to_have_count(0)
    expect(page.locator("[name=member]")).to_have_count(0)
    page.keyboard.press("m")
    expect(page.get_by_role("heading", level=1)).to_contain_text("John Doe")
