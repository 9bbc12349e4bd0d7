"""A key does what its role contains, in its domains, and no more."""

from __future__ import annotations

import pytest

from onefold.errors import AccessDeniedError
from onefold.wire.access import LEAST_ROLES, ROLES, Caller, Key, authorise
from onefold.wire.model import customer_profiles

ARN = "arn:aws:profile:eu-west-1:000000000000:domains/"
LOOKING = ("Get", "List", "Search", "BatchGet", "Detect")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("least", ROLES)
def test_a_role_contains_the_ones_before_it(role: str, least: str) -> None:
    caller = Caller("AKIA", role, None)
    if ROLES.index(role) >= ROLES.index(least):
        authorise(caller, "X", least, {})
        return
    with pytest.raises(AccessDeniedError, match=f"X needs a key of role {least} or more; this one is {role}"):
        authorise(caller, "X", least, {})


@pytest.mark.parametrize(
    ("labels", "allowed"),
    [
        ({"DomainName": "one"}, True),
        ({"DomainName": "two"}, False),
        ({"DomainName": "ONE"}, False),
        ({"DomainName": ""}, False),
        ({"DomainName": "one/x"}, False),
        ({"resourceArn": ARN + "one"}, True),
        ({"resourceArn": ARN + "one/object-types/two"}, True),
        ({"resourceArn": ARN + "two/object-types/one"}, False),
        ({"resourceArn": ARN + "two:domains/one"}, False),
        ({"resourceArn": "arn:aws:profile"}, False),
        ({"resourceArn": "one"}, False),
        ({"resourceArn": "domains/one"}, False),
        ({"resourceArn": ARN}, False),
        ({"TemplateId": "two"}, True),
        ({}, True),
    ],
)
def test_a_key_of_some_domains_stays_in_them(labels: dict[str, str], allowed: bool) -> None:
    caller = Caller("AKIA", "admin", frozenset({"one"}))
    if allowed:
        authorise(caller, "X", "read", labels)
        return
    with pytest.raises(AccessDeniedError):
        authorise(caller, "X", "read", labels)


def test_a_key_of_no_domain_reaches_none() -> None:
    with pytest.raises(AccessDeniedError):
        authorise(Caller("AKIA", "admin", frozenset()), "X", "read", {"DomainName": "one"})


def test_every_operation_with_a_role_is_one_of_the_model() -> None:
    assert set(LEAST_ROLES) <= set(customer_profiles())
    assert set(LEAST_ROLES.values()) <= set(ROLES)


def test_what_changes_something_needs_more_than_read() -> None:
    changing = {name for name in LEAST_ROLES if not name.startswith(LOOKING)}
    assert {name for name in changing if LEAST_ROLES[name] == "read"} == set()
    assert len(changing) > 15


def test_a_secret_is_not_in_what_is_printed() -> None:
    assert "hidden" not in repr(Key("hidden", Caller("AKIA", "read", None)))
