"""The schemas say what the model says."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest

from onefold.wire.model import customer_profiles
from onefold.wire.schemas import anchored, answer_schema, json_schema

MODEL = customer_profiles()


@pytest.mark.parametrize("name", sorted(MODEL))
def test_the_schemas_of_every_operation_are_schemas(name: str) -> None:
    for schema in (json_schema(MODEL[name].input), json_schema(MODEL[name].output), answer_schema(MODEL[name].output)):
        jsonschema_rs.meta.validate(schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"})


@pytest.mark.parametrize(
    ("pattern", "whole", "part"),
    [
        ("[a-f0-9]{2}", "ab", "abc"),
        ("^[a-z]+$", "ab", "ab "),
        ("a|b", "b", "ab"),
        ("^arn:[a-z]+:profile", "arn:aws:profile:more", "xarn:aws:profile"),
        (r"\w+", "ab", "é"),
        ("[a-z]+", "ab", "ab\n"),
        ("^[a-z]+$", "ab", "ab\n"),
    ],
)
def test_a_pattern_is_matched_over_the_whole_text(pattern: str, whole: str, part: str) -> None:
    check = jsonschema_rs.Draft202012Validator({"pattern": anchored(pattern)})
    assert (check.is_valid(whole), check.is_valid(part)) == (True, False)


def test_every_pattern_of_the_model_compiles_in_both_dialects() -> None:
    found = {shape.pattern for o in MODEL.values() for shape in shapes(o.input) if shape.pattern}
    assert len(found) > 10
    for pattern in found:
        re.compile(anchored(pattern))
        jsonschema_rs.Draft202012Validator({"pattern": anchored(pattern)})


def shapes(shape):  # type: ignore[no-untyped-def]
    yield shape
    for inner in [*(member.shape for member in shape.members.values()), shape.element, shape.key]:
        if inner is not None:
            yield from shapes(inner)


@pytest.mark.parametrize(("type_", "largest"), [("MaxResults", 100), ("DomainName", None)])
def test_limits_are_those_of_the_model(type_: str, largest: int | None) -> None:
    assert json_schema(MODEL["GetMatches"].input)["properties"][type_].get("maximum") == largest
