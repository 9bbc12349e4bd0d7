"""The whole model is answered, one way or another."""

from __future__ import annotations

from collections import Counter

import pytest

from onefold.errors import BadRequestError
from onefold.wire.access import LEAST_ROLES
from onefold.wire.coverage import EMPTY_LIST, IMPLEMENTED, NOT_SUPPORTED, answer_unsupported, coverage
from onefold.wire.model import customer_profiles
from onefold.wire.serialise import serialiser

MODEL = customer_profiles()


def test_every_operation_of_the_model_is_in_the_table_once_and_in_order() -> None:
    names = [row.operation for row in coverage(MODEL, LEAST_ROLES)]
    assert names == sorted(MODEL)


def test_what_is_implemented_is_said_and_the_rest_lists_or_is_refused() -> None:
    states = {row.operation: row.state for row in coverage(MODEL, {"GetMatches", "ListDomains"})}
    assert states["GetMatches"] == states["ListDomains"] == IMPLEMENTED
    assert states["ListEventStreams"] == EMPTY_LIST
    assert states["CreateEventStream"] == NOT_SUPPORTED
    assert Counter(states.values())[IMPLEMENTED] == 2


@pytest.mark.parametrize("name", sorted(set(MODEL) - set(LEAST_ROLES)))
def test_an_operation_that_is_not_implemented_answers_as_the_table_says(name: str) -> None:
    state = next(row.state for row in coverage(MODEL, LEAST_ROLES) if row.operation == name)
    if state == EMPTY_LIST:
        answer = answer_unsupported(MODEL[name])
        assert list(answer.values()) == [[]] * len(answer) != []
        assert serialiser(MODEL[name])(answer).status == 200
        return
    with pytest.raises(BadRequestError, match=f"^{name} is not supported by this server"):
        answer_unsupported(MODEL[name])
