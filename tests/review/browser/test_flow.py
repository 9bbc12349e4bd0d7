"""Every action of a steward, once through, by keyboard where there is a key; on both databases."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from onefold.jobs.worker import Worker


def test_a_day_of_a_steward(desk: Any, review: Any, said: Any) -> None:
    steward = desk(signed_in=False).sign_in()
    page = steward.page
    expect(page.locator(".tiles")).to_contain_text("Profiles19")
    steward.press("r")
    expect(page.locator("#decide")).to_be_visible()

    page = steward.group("Jhn")
    before = review.demo("ListProfiles")["Items"]
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Merge")).to_contain_text("2 of 3")
    steward.press("m")
    expect(page.get_by_role("status")).to_contain_text("Merged.")
    assert len(review.demo("ListProfiles")["Items"]) == len(before) - 1
    expect(page.locator("[name=member]")).to_have_count(2)
    steward.press("n")
    expect(page.get_by_role("status")).to_contain_text("not the same")
    assert [judgement for _, judgement in said()] == ["NOT_A_MATCH"]
    steward.press("u")
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    steward.press("u")
    assert (review.demo("ListProfiles")["Items"], said()) == (before, [])

    page = steward.group("Mary")
    steward.press("s")
    expect(page.get_by_role("status")).to_contain_text("Skipped.")
    page = steward.group("Jhn")
    page.keyboard.press("c")
    page.keyboard.type("asked him: one man")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.locator("blockquote")).to_contain_text("asked him: one man")
    page.get_by_role("button", name="are not the same").first.click()
    expect(page.get_by_role("status")).to_contain_text("not the same")
    assert len(said()) == 1

    steward.open("/decisions")
    for kind in ("Not the same", "Commented", "Skipped"):
        page.get_by_role("row", name=kind).get_by_role("button", name="Undo").first.click()
        expect(page.get_by_role("status")).to_contain_text("Undone.")
    assert said() == []

    page.keyboard.press("/")
    page.keyboard.type("jhn d")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Jhn Doe").click()
    expect(page.get_by_role("heading", name="Jhn Doe")).to_be_visible()
    expect(page.locator("table").first).to_contain_text("+1-555-010-0000")

    steward.press("o")
    page.get_by_role("button", name="Run a job now").click()
    expect(page.locator("#job-list")).to_contain_text("Waiting")
    assert Worker(review.store, review.demo.settings, time.time).run_next()
    expect(page.locator("#job-list tbody tr").first).to_contain_text("Completed")

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_everything_works_without_a_script(desk: Any, review: Any) -> None:
    steward = desk(java_script_enabled=False)
    page = steward.page
    page.get_by_role("link", name="Review").first.click()
    page.locator(".groups a", has_text="Jhn").first.click()
    john, jhn, j = (page.locator(f"[name=member][value='{one}']") for one in review.john)
    j.uncheck()
    jhn_first = page.locator(f"[name='field:FirstName'][value='{review.john[1]}']")
    jhn_first.check()
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("status")).to_contain_text("Merged.")
    (kept,) = review.demo("SearchProfiles", KeyName="_profileId", Values=[review.john[1]])["Items"]
    assert (kept["FirstName"], kept["MobilePhoneNumber"]) == ("Jhn", "+1-555-010-0000")
    assert {john.count(), jhn.count()} == {0, 1}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone.")
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("link", name="Overview").click()
    border = page.get_by_role("spinbutton", name="Merge begins at")
    border.fill("0.95")
    page.get_by_role("button", name="Save the bands").click()
    expect(border).to_have_value("0.95")
    page.get_by_role("button", name="Run a job now").click()
    expect(page.locator("#job-list")).to_contain_text("Waiting")
