"""History records are found by profile, filter and page, as in a plain list."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.store import history, profiles
from onefold.store.history import Event

DOMAINS: Final = count(1)
IDS: Final = ("a" * 32, "b" * 32)
EVENTS: Final = st.builds(
    Event,
    profile_id=st.sampled_from(IDS),
    action=st.sampled_from(["CREATED", "UPDATED"]),
    by=st.sampled_from(["KEY1", "KEY2"]),
    at=st.just(1_750_000_000_000),
    content=st.sampled_from([{}, {"Before": {"FirstName": "Zoë"}}]),
    object_type=st.sampled_from(["_profile", "crm"]),
    object_key=st.sampled_from([None, "7"]),
)
FILTERS: Final = st.fixed_dictionaries(
    {},
    optional={
        "action": st.sampled_from(["CREATED", "UPDATED"]),
        "object_type": st.sampled_from(["_profile", "crm"]),
        "performed_by": st.sampled_from(["KEY1", "KEY2"]),
    },
)
FIELD: Final = {"action": "action", "object_type": "object_type", "performed_by": "by"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EVENTS, max_size=8), FILTERS, st.integers(1, 3))
def test_pages_show_what_fits_the_filters_once_and_the_latest_first(
    tx: Any, events: list[Event], filters: dict[str, str], limit: int
) -> None:
    domain_id, other = next(DOMAINS), next(DOMAINS)
    history.add(tx, domain_id, *events)
    history.add(tx, other, *events)
    shown, before = list[history.Record](), None
    for _ in events:
        page = history.page(tx, domain_id, IDS[0], filters, before, limit)
        assert len(page) <= limit
        shown += page
        before = page[-1].row if page else before
    fitting = [one for one in events if all(getattr(one, FIELD[name]) == value for name, value in filters.items())]
    assert [record.event for record in shown] == [one for one in reversed(fitting) if one.profile_id == IDS[0]]
    for record in shown:
        assert history.find(tx, domain_id, IDS[0], record.record_id) == record
        assert history.find(tx, domain_id, IDS[1], record.record_id) is None
        assert history.find(tx, other, IDS[0], record.record_id) is None


CHANGES: Final = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["Jo", "Al", "Zoë"])), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_a_document_is_found_as_it_was_after_each_change(tx: Any, changes: list[tuple[int, str]]) -> None:
    domain_id, at = next(DOMAINS), 1_000
    current = profiles.add(tx, domain_id, f"{domain_id:032x}", {"FirstName": "first"}, {}, at)
    history.add(tx, domain_id, Event(current.profile_id, "CREATED", "KEY1", at, {}))
    seen = [current]
    for later, name in changes:
        at += later
        history.add(tx, domain_id, Event(current.profile_id, "ADDED_PROFILE_KEY", "KEY1", at - 1, {"KeyName": "x"}))
        before, current = current, profiles.replace(tx, current, {"FirstName": name}, {}, at)
        history.add(tx, domain_id, Event(current.profile_id, "UPDATED", "KEY1", at, {"Before": before.document}))
        seen.append(current)
    for one in seen:
        assert history.document_of(tx, current, one.updated_at) == one.document


def test_what_is_forgotten_is_the_content_of_the_records_of_these_profiles(tx: Any) -> None:
    domain_id, other = next(DOMAINS), next(DOMAINS)
    event = Event(IDS[0], "INGESTED", "KEY1", 1, {"Before": {"FirstName": "Zoë"}}, "crm", "zoe@example.com")
    others = [(domain_id, replace(event, profile_id=IDS[1])), (other, event)]
    for where, one in [(domain_id, event), *others]:
        history.add(tx, where, one)
    history.forget(tx, domain_id, [IDS[0]])
    (left,) = history.page(tx, domain_id, IDS[0], {}, None, 9)
    assert left.event == replace(event, content={}, object_key=None)
    for where, one in others:
        assert [record.event for record in history.page(tx, where, one.profile_id, {}, None, 9)] == [one]
