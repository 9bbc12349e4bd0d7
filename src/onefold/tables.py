"""The words and shapes that travel between the rooms: attributes, and the Arrow schemas of records and results."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import pyarrow as pa

PROFILE_ID: Final = "profile_id"
SOURCE: Final = "source"

NAMES: Final = ("FirstName", "MiddleName", "LastName", "FullName")
PHONES: Final = ("PhoneNumber", "HomePhoneNumber", "BusinessPhoneNumber", "MobilePhoneNumber")
EMAILS: Final = ("EmailAddress", "PersonalEmailAddress", "BusinessEmailAddress")
ADDRESSES: Final = ("Address", "ShippingAddress", "MailingAddress", "BillingAddress")
ADDRESS_PARTS: Final = (
    "Address1", "Address2", "Address3", "Address4", "City", "County", "State", "Province", "Country", "PostalCode",
)  # fmt: skip
OTHERS: Final = ("BirthDate", "BusinessName", "Gender", "AccountNumber")
GENDER_TEXT: Final = "GenderString"
"""Amazon's Gender takes three values only: the member of a profile that has the gender as a source writes it."""

ATTRIBUTES: Final = (*NAMES, *PHONES, *EMAILS, *OTHERS, *(f"{a}.{p}" for a in ADDRESSES for p in ADDRESS_PARTS))
"""Every attribute the engine reads, by its Customer Profiles name; parts of an address as `Address.City`."""


class Bands(NamedTuple):
    """Below review_from a group is unlikely, from merge_from on it is sure, between the two worth a look.

    Nine in ten and even odds are where people act differently, unless they say so: of the groups scored 0.9 to 1 at
    least nine in ten are one customer.
    """

    review_from: float = 0.5
    merge_from: float = 0.9

    def ranges(self) -> tuple[tuple[str, float, float], ...]:
        """Name, least score and the one that all are below, the surest band first."""
        return (
            ("merge", self.merge_from, math.inf),
            ("review", self.review_from, self.merge_from),
            ("reject", 0.0, self.review_from),
        )


ASSIGNMENTS: Final = pa.schema(
    [("profile_id", pa.string()), ("match_id", pa.string()), ("confidence_score", pa.float64())]
)
"""One row per input record, in input order. Records with equal match_id are one customer; the score is null for a
record alone."""

MATCHES: Final = pa.schema(
    [("match_id", pa.string()), ("profile_ids", pa.list_(pa.string())), ("confidence_score", pa.float64())]
)
"""One row per group of two or more records, surest first; profile_ids ascending."""

PAIRS: Final = pa.schema(
    [
        ("profile_id_a", pa.string()),
        ("profile_id_b", pa.string()),
        ("probability", pa.float64()),
        ("match_weight", pa.float64()),
        ("match_id", pa.string()),
    ]
)
"""One row per scored pair at or above the reporting floor, surest first; a < b; match_weight in log2, match_id null
unless both are in one group."""


def base_attribute(column: str) -> str:
    """The attribute of a records column: a further column of one attribute is spelled `EmailAddress#2`."""
    return column.partition("#")[0]
