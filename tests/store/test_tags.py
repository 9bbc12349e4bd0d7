"""Tags of resources, against a plain dict; the audit trail and secrets beside them."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.store import audit, tags

DOMAINS: Final = count(1)
RESOURCES: Final = (tags.DOMAIN, "object-types/crm")
TAGS: Final = st.dictionaries(st.sampled_from(["a", "b", "ß"]), st.sampled_from(["", "1", "2"]), max_size=3)
STEPS: Final = st.tuples(st.sampled_from(["put", "remove", "remove_all"]), st.sampled_from(RESOURCES), TAGS)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=8))
def test_a_tag_has_the_value_that_was_put_last_in_its_resource(
    tx: Any, steps: list[tuple[str, str, dict[str, str]]]
) -> None:
    domain_id, other = next(DOMAINS), next(DOMAINS)
    model: dict[str, dict[str, str]] = {resource: {} for resource in RESOURCES}
    for resource in RESOURCES:
        tags.put(tx, other, {"a": "other"}, resource)
    for action, resource, given_ in steps:
        if action == "put":
            tags.put(tx, domain_id, given_, resource)
            model[resource] |= given_
        elif action == "remove":
            tags.remove(tx, domain_id, list(given_), resource)
            model[resource] = {tag: value for tag, value in model[resource].items() if tag not in given_}
        else:
            tags.remove_all(tx, domain_id, resource)
            model[resource] = {}
    for resource in RESOURCES:
        assert tags.of(tx, domain_id, resource) == model[resource]
        assert list(tags.of(tx, domain_id, resource)) == sorted(model[resource])
        assert tags.of(tx, other, resource) == {"a": "other"}


def test_the_audit_trail_is_read_back_from_its_end(tx: Any) -> None:
    for number in range(5):
        audit.add(tx, number, f"KEY{number}", "CreateProfile", {"ProfileId": str(number)})
    latest = audit.page(tx, None, 2)
    assert [(one["at"], one["access_key_id"], one["operation"], one["resource"]) for one in latest] == [
        (4, "KEY4", "CreateProfile", {"ProfileId": "4"}),
        (3, "KEY3", "CreateProfile", {"ProfileId": "3"}),
    ]
    assert [one["at"] for one in audit.page(tx, latest[-1]["id"], 9)] == [2, 1, 0]


def test_a_secret_is_made_once_for_each_name(tx: Any) -> None:
    first = audit.shared_secret(tx, "tokens")
    assert len(first) == 32
    assert audit.shared_secret(tx, "tokens") == first
    assert audit.shared_secret(tx, "others") != first
