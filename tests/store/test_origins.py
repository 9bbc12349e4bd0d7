"""Where values come from is written short, and read as it was."""

from __future__ import annotations

import json
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from onefold.store.origins import Origin, attributes_of, read, written
from onefold.store.traits import COMPARED, differs_in, has_values_from

ORIGINS: Final = st.builds(Origin, st.integers(0, 3), st.sampled_from(["", "crm", "shop"]))
DOCUMENTS: Final = st.dictionaries(
    st.sampled_from(["FirstName", "Address", "Attributes"]),
    st.dictionaries(st.sampled_from(["a", "b.c", "Attributes"]), st.just("x")),
)


@given(DOCUMENTS, st.data())
def test_origins_come_back_as_they_were_written(document: dict[str, Any], data: st.DataObject) -> None:
    names = attributes_of(document)
    origins = {name: data.draw(ORIGINS) for name in names}
    assert read(written(origins), names) == origins


def test_a_common_origin_is_written_once() -> None:
    same = {f"Attributes.{number}": Origin(1_750_000_000_000, "crm") for number in range(50)}
    assert json.loads(written(same | {"FirstName": Origin(1, "")})) == {
        "": [1_750_000_000_000, "crm"], "FirstName": [1, ""],
    }  # fmt: skip
    assert (written({}), read("{}", ["FirstName"])) == ("{}", {})


def test_an_attribute_of_the_client_is_one_of_its_own_and_an_address_is_one() -> None:
    document = {"FirstName": "Jo", "Address": {"City": "x", "State": "y"}, "Attributes": {"Tier": "gold", "a.b": "c"}}
    assert attributes_of(document) == ["FirstName", "Address", "Attributes.Tier", "Attributes.a.b"]
    assert attributes_of({"Attributes": {}}) == []


def test_traits_are_bits_of_one_integer_of_a_database_each_their_own() -> None:
    bits = [differs_in(name) for name in COMPARED]
    sources = {has_values_from(f"type_{number}") for number in range(2_000)}
    assert len(set(bits)) == len(bits) == sum(map(int.bit_count, bits))
    assert all(bit.bit_count() == 1 and bit < 2**63 and bit not in bits for bit in sources)
    assert len(sources) == 39  # all that are left beside the sign
    assert has_values_from("") == differs_in("Nickname") == 0


def test_the_numbers_of_stored_traits_stay_what_they_are() -> None:
    """A run from before keeps its bits: whoever adds an attribute adds it at the end."""
    assert [differs_in(name) for name in ("FirstName", "LastName", "PhoneNumber")] == [1, 4, 8]
    assert [differs_in(name) for name in ("AccountNumber", "BillingAddress")] == [1 << 13, 1 << 17]
    assert has_values_from("crm") == 1 << 52
