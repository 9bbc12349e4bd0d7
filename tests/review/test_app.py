"""The pages over HTTP: who may come in, what a form needs, and that nothing of the data becomes markup."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from onefold.review.attempts import BY_ADDRESS, REGAINED_SECONDS
from onefold.review.session import COOKIE, LASTS_SECONDS, Sessions
from onefold.store import Store, access_keys, audit

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""What the pages ask of a store is tested on both; here it is about HTTP."""

SCRIPT = "<script>alert(1)</script>"
PAGES = ("", "/jobs", "/queue", "/decisions", "/learning", "/search", "/search?q=jo")


@pytest.fixture
def site(review: Any, serve: Callable[..., Any]) -> Iterator[str]:
    """The address of the pages of a served store."""
    with serve(review.store) as address:
        yield f"{address}/review"


@pytest.fixture
def enter(site: str, key_of: Any, review: Any) -> Iterator[Callable[..., httpx.Client]]:
    """Signs in with a new key of a role, for these domains."""
    clients = []

    def signed_in(role: str = "review", *names: str) -> httpx.Client:
        client = httpx.Client(base_url=site, follow_redirects=True)
        clients.append(client)
        assert sign_in(client, key_of(review.store, role, *names)).status_code == 200
        return client

    yield signed_in
    for client in clients:
        client.close()


def sign_in(client: httpx.Client, key: access_keys.AccessKey, **fields: str) -> httpx.Response:
    page = client.get("/sign-in").text
    given = {"access_key_id": key.access_key_id, "secret": key.secret, "form_token": token_of(page), **fields}
    return client.post("/sign-in", data=given)


def token_of(page: str) -> str:
    found = re.search(r'name="form_token" value="(\w+)"', page)
    assert found
    return found[1]


def group_of(review: Any, *documents: dict[str, Any]) -> tuple[str, list[str]]:
    ids = review.people(*(documents or ({"FirstName": "Jo"}, {"FirstName": "Joe"})))
    (match_id,) = review.run((0.8, ids))
    return match_id, ids


def test_who_has_not_signed_in_is_asked_to_and_led_back(site: str, key_of: Any, review: Any) -> None:
    with httpx.Client(base_url=site, follow_redirects=True) as client:
        asked = client.get("/domains/demo/queue?band=merge")
        assert asked.url.path == "/review/sign-in"
        back = asked.url.params["next"]
        found = sign_in(client, key_of(review.store, "read"), next=back)
        assert (found.url.path, found.url.query) == ("/review/domains/demo/queue", b"band=merge")


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com/", "/elsewhere", "/reviewer/"])
def test_signing_in_leads_nowhere_else(site: str, key_of: Any, review: Any, elsewhere: str) -> None:
    with httpx.Client(base_url=site) as client:
        page = client.get("/sign-in").text
        key = key_of(review.store, "read")
        given = {"access_key_id": key.access_key_id, "secret": key.secret, "form_token": token_of(page)}
        assert client.post("/sign-in", data={**given, "next": elsewhere}).headers["location"] == "/review/"


def test_a_wrong_secret_an_unknown_key_and_a_revoked_one_are_told_alike(site: str, key_of: Any, review: Any) -> None:
    key = key_of(review.store, "admin")
    revoked = key_of(review.store, "admin")
    review.store.write(lambda tx: access_keys.revoke(tx, revoked.access_key_id, 1))
    said = set()
    with httpx.Client(base_url=site, follow_redirects=True) as client:
        for wrong in ({"secret": "x"}, {"access_key_id": "nobody"}, {"access_key_id": revoked.access_key_id}):
            refused = sign_in(client, key, **wrong)
            assert refused.status_code == 403
            said.add(re.search(r'role="alert">([^<]+)', refused.text)[1])  # type: ignore[index]
    assert len(said) == 1


def test_after_many_wrong_secrets_even_a_right_one_must_wait_and_is_told_how_long(
    site: str, enter: Any, key_of: Any, review: Any
) -> None:
    signed_in, key = enter(), key_of(review.store, "review")
    with httpx.Client(base_url=site, follow_redirects=True) as client:
        said = [sign_in(client, key, secret="wrong", access_key_id=f"nobody{number}") for number in range(BY_ADDRESS)]
        assert {one.status_code for one in said} == {403}
        refused = sign_in(client, key)
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= REGAINED_SECONDS
        assert 'role="alert">Too many attempts to sign in have failed. Try again in a minute.' in refused.text
        assert key.secret not in refused.text
        through_a_proxy = {"x-forwarded-for": "192.0.2.7"}
        page = client.get("/sign-in").text
        given = {"access_key_id": key.access_key_id, "secret": key.secret, "form_token": token_of(page)}
        assert client.post("/sign-in", data=given, headers=through_a_proxy).url.path == "/review/domains/demo"
    assert signed_in.get("/domains/demo").status_code == 200  # who is in stays in


def test_the_cookie_is_out_of_reach_and_another_after_signing_in(site: str, key_of: Any, review: Any) -> None:
    with httpx.Client(base_url=site, follow_redirects=True) as client:
        given = client.get("/sign-in").headers["set-cookie"]
        assert {"HttpOnly", "SameSite=lax", "Path=/review"} <= set(re.split("; ?", given))
        before = client.cookies[COOKIE]
        sign_in(client, key_of(review.store, "read"))
        assert client.cookies[COOKIE] != before


def test_a_cookie_that_was_not_made_here_opens_nothing(site: str, enter: Any) -> None:
    token, _, seal = enter().cookies[COOKIE].partition(".")
    for forged in (token, f"{token}.", f"{token}x.{seal}", f"{token}.{seal[::-1]}", "", "."):
        found = httpx.get(f"{site}/domains/demo", headers={"cookie": f"{COOKIE}={forged}"})
        assert (found.status_code, found.headers["location"].split("?")[0]) == (303, "/review/sign-in")


def test_signing_out_ends_the_session_on_the_server(site: str, enter: Any) -> None:
    client = enter()
    cookie = client.cookies[COOKIE]
    client.post("/sign-out", data={"form_token": token_of(client.get("/domains/demo").text)})
    assert httpx.get(f"{site}/domains/demo", headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 303


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("{site}/domains/demo/queue?band=merge", "/review/domains/demo/queue?band=merge"), ("", "/review/domains/demo"),
        ("http://[", "/review/domains/demo"), ("https://example.com/elsewhere", "/review/domains/demo"),
        ("https://example.com//elsewhere", "/review/domains/demo"),
    ],
)  # fmt: skip
def test_a_form_that_was_sent_too_late_says_so_and_leads_back_to_its_page(
    review: Any, site: str, enter: Any, key_of: Any, came_from: str, back: str
) -> None:
    match_id, _ = group_of(review)
    client = enter()
    fields = {"form_token": token_of(client.get(f"/domains/demo/groups/{match_id}").text), "do": "skip"}
    client.cookies.clear()
    address = f"/domains/demo/groups/{match_id}"
    asked = client.post(address, data=fields, headers={"referer": came_from.format(site=site)})
    assert asked.url.path == "/review/sign-in"
    assert "Your session has ended, so nothing was done" in asked.text
    after = re.search(r'name="next" value="([^"]*)"', asked.text)
    assert after
    again = sign_in(client, key_of(review.store, "review"), next=after[1].replace("&amp;", "&"))
    assert str(again.url).removeprefix(site.removesuffix("/review")) == back
    assert review("ListDecisions")["Reviews"] == []


def test_a_revoked_key_is_signed_out_at_once(review: Any, enter: Any) -> None:
    client = enter()
    (key,) = review.store.read(access_keys.every)
    review.store.write(lambda tx: access_keys.revoke(tx, key.access_key_id, 1))
    assert client.get("/domains/demo").url.path == "/review/sign-in"


def test_a_session_ends_by_itself(store: Store, key_of: Any) -> None:
    now = [time.time()]
    sessions = Sessions(store, True, lambda: now[0])
    key = key_of(store, "read")
    session = sessions.sign_in(key.access_key_id, key.secret)
    assert session
    cookie = sessions.cookie(session)
    now[0] += LASTS_SECONDS - 1
    assert sessions.find(cookie).caller
    now[0] += 2
    assert sessions.find(cookie).caller is None
    assert [one["operation"] for one in store.read(lambda tx: audit.page(tx, None, 9))] == ["ReviewSignIn"]


FORMS = ("/jobs", "/bands", "/groups/{match_id}", "/undo", "/undo-merge")


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_the_token_of_its_session_does_nothing(review: Any, enter: Any, path: str) -> None:
    match_id, _ = group_of(review)
    client, other = enter(), enter()
    address = f"/domains/demo{path.format(match_id=match_id)}"
    before = review.store.read(lambda tx: audit.page(tx, None, 99))
    stolen = token_of(other.get("/domains/demo").text)
    for fields in ({}, {"form_token": ""}, {"form_token": stolen}):
        assert client.post(address, data={"do": "skip", **fields}).status_code == 403
    assert review.store.read(lambda tx: audit.page(tx, None, 99)) == before


def test_a_form_from_another_site_is_refused(enter: Any) -> None:
    client = enter()
    token = token_of(client.get("/domains/demo").text)
    refused = client.post("/domains/demo/jobs", data={"form_token": token}, headers={"sec-fetch-site": "cross-site"})
    assert refused.status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_who_may_only_read_changes_nothing(review: Any, enter: Any, path: str) -> None:
    match_id, _ = group_of(review)
    client = enter("read")
    page = client.get(f"/domains/demo/groups/{match_id}").text
    assert 'value="merge"' not in page
    fields = {"form_token": token_of(page), "do": "skip", "version": "x", "review_from": "0.1", "merge_from": "0.2"}
    refused = client.post(f"/domains/demo{path.format(match_id=match_id)}", data=fields)
    assert refused.status_code == 403
    assert "role review or more" in refused.text


def test_a_key_for_other_domains_sees_nothing_of_this_one(review: Any, enter: Any) -> None:
    match_id, ids = group_of(review)
    client = enter("admin", "other")
    for path in (*PAGES, f"/groups/{match_id}", f"/people/{ids[0]}"):
        assert client.get(f"/domains/demo{path}").status_code == 403
    assert "domains/demo" not in client.get("/").text


def test_every_page_shows_a_name_of_markup_as_text(review: Any, enter: Any) -> None:
    hostile = {"FirstName": SCRIPT, "LastName": '"><img src=x onerror=alert(1)>', "Attributes": {SCRIPT: SCRIPT}}
    match_id, ids = group_of(review, hostile, {**hostile, "EmailAddress": f"{SCRIPT}@example.com"})
    review.decide("Comment", match_id, ids, Text=SCRIPT)
    client = enter()
    shown = 0
    for path in (*PAGES, f"/groups/{match_id}", f"/people/{ids[0]}", "/search?q=%3Cscript%3E", f"/queue?text={SCRIPT}"):
        text = client.get(f"/domains/demo{path}").text
        assert not re.search(r"<script(?! src=)", text), path
        assert "<img" not in text, path
        shown += "&lt;script&gt;alert(1)" in text
    assert shown >= 5


def test_every_answer_has_the_headers_that_protect_it(enter: Any) -> None:
    client = enter()
    static = re.search(r'href="/review(/static/[^"]+\.css)"', client.get("/domains/demo").text)
    assert static
    for path in ("/domains/demo", "/nowhere", "/domains/none", "/sign-in", static[1]):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/domains/demo").headers["cache-control"] == "no-store"
    assert "immutable" in client.get(static[1]).headers["cache-control"]
    assert client.get(static[1].replace("review.css", "../app.py")).status_code == 404


def test_pages_have_no_style_and_no_script_inside(review: Any, enter: Any) -> None:
    match_id, ids = group_of(review)
    client = enter()
    for path in (*PAGES, f"/groups/{match_id}", f"/people/{ids[0]}"):
        text = client.get(f"/domains/demo{path}").text
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path


@pytest.mark.parametrize("path", PAGES)
def test_a_domain_without_anything_has_pages_too(enter: Any, path: str) -> None:
    found = enter().get(f"/domains/demo{path}")
    assert found.status_code == 200
    assert any(word in found.text for word in ('class="empty', "Planned", "Waiting"))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/domains/none", 404), ("/domains/demo/groups/" + "f" * 32, 404), ("/domains/demo/people/" + "f" * 32, 404),
        ("/domains/demo/nowhere", 404), ("/domains/demo/undo", 404), ("/domains/demo/queue?after=x.y&band=z", 200),
        ("/domains/demo/queue?text=%00", 400), ("/domains/demo/groups/a%00b", 400), ("/domains/%00", 400),
        ("/domains/demo/decisions?before=x", 200), ("/domains/demo/decisions?before=" + "9" * 40, 200),
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_has_a_page_that_says_so(enter: Any, path: str, status: int) -> None:
    found = enter().get(path)
    assert found.status_code == status
    assert "<h1" in found.text


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/bands", {"review_from": "x", "merge_from": "1"}, 400),
        ("/bands", {"review_from": "nan", "merge_from": "1"}, 400),
        ("/bands", {"review_from": "0.9", "merge_from": "0.5"}, 400), ("/groups/{match_id}", {"do": "explode"}, 400),
        ("/groups/{match_id}", {"do": "merge"}, 409), ("/undo", {"review": "123456789"}, 404),
        ("/undo-merge", {"merge": "f"}, 404),
    ],
)  # fmt: skip
def test_a_form_that_makes_no_sense_is_told_so(
    review: Any, enter: Any, path: str, fields: dict[str, str], status: int
) -> None:
    match_id, _ = group_of(review)
    client = enter()
    token = token_of(client.get("/domains/demo").text)
    found = client.post(f"/domains/demo{path.format(match_id=match_id)}", data={"form_token": token, **fields})
    assert found.status_code == status


def test_a_form_too_large_is_refused(enter: Any) -> None:
    client = enter()
    assert client.post("/domains/demo/jobs", data={"x": "y" * 300_000}).status_code == 413
    assert client.post("/domains/demo/jobs", content="a=1&" * 2_000).status_code == 413


def test_an_error_says_nothing_of_the_data(review: Any, enter: Any, caplog: pytest.LogCaptureFixture) -> None:
    client = enter()
    review.store.write(lambda tx: tx.exec_driver_sql("ALTER TABLE reviews RENAME TO gone") and None)
    try:
        found = client.get("/domains/demo/decisions")
    finally:
        review.store.write(lambda tx: tx.exec_driver_sql("ALTER TABLE gone RENAME TO reviews") and None)
    assert found.status_code == 500
    assert "Something went wrong" in found.text
    assert "reviews.id" not in caplog.text
    assert "OperationalError" in caplog.text or "ProgrammingError" in caplog.text


def test_without_signatures_nobody_signs_in_and_only_this_machine_may_ask(review: Any, serve: Any) -> None:
    with serve(review.store, signed=False) as address, httpx.Client(base_url=f"{address}/review") as client:
        page = client.get("/domains/demo")
        assert page.status_code == 200
        assert client.post("/domains/demo/jobs", data={}).status_code == 403
        assert client.post("/domains/demo/jobs", data={"form_token": token_of(page.text)}).status_code == 303
        assert client.get("/domains/demo", headers={"host": "evil.example:80"}).status_code == 403


def test_the_pages_of_a_decision_lead_to_the_next_group(review: Any, enter: Any) -> None:
    one, two = (
        review.people({"FirstName": "A"}, {"FirstName": "A"}),
        review.people({"FirstName": "B"}, {"FirstName": "B"}),
    )
    made = review.run((0.8, one), (0.6, two))
    client = enter()
    page = client.get(f"/domains/demo/groups/{made[1]}")
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text.split('id="decide"')[1]))
    after = client.post(f"/domains/demo/groups/{made[1]}", data={**fields, "do": "skip"})
    assert after.url.path.endswith(made[0])
    assert "Skipped." in after.text
    again = client.post(f"/domains/demo/groups/{made[1]}", data={**fields, "do": "skip"})
    assert again.status_code == 409
    assert "has changed since you opened it" in again.text
