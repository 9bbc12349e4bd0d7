"""An explanation compares the values of a document that the engine compared."""

from __future__ import annotations

from typing import Any

import pytest

from onefold.jobs.explanation import compared_values


@pytest.mark.parametrize(
    ("document", "gender"),
    [
        ({"Gender": "FEMALE"}, "FEMALE"),
        ({"GenderString": "f"}, "f"),
        ({"Gender": "MALE", "GenderString": "f"}, "MALE"),
    ],
)
def test_the_gender_is_amazons_or_as_the_source_writes_it(document: dict[str, Any], gender: str) -> None:
    assert compared_values(document)("Gender") == gender
