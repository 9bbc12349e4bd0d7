"""What the engine has to say to people, as plain data: findings about a table, and the reasons of a score."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unusable:
    """Filled cells of an attribute that held nothing that could be compared, and some examples, commonest first."""

    attribute: str
    cells: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class SharedValue:
    """A value that stands in so many records that it says little: a switchboard, a placeholder, a family mailbox.

    records: how many hold it; people: how many different customers those are after matching.
    """

    attribute: str
    value: str
    records: int
    people: int


@dataclass(frozen=True)
class AttributeEvidence:
    """What an attribute contributed to the links of the written groups.

    filled: share of records that have it. agreed: pairs within groups on which it spoke for a match, and against.
    weight: mean evidence over the pairs within groups that have it on both sides, in log2.
    """

    attribute: str
    filled: float
    pairs_for: int
    pairs_against: int
    weight: float


@dataclass(frozen=True)
class Findings:
    """What a steward should know about the data and the run. warnings: sentences, the gravest first."""

    unusable: tuple[Unusable, ...]
    shared: tuple[SharedValue, ...]
    attributes: tuple[AttributeEvidence, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """One bar of a waterfall.

    attribute: a comparison (FirstName ... AccountNumber), or "Prior" (what holds for any two records of the table) or
    "Related" (the same evidence would be seen for relatives or namesakes too; never positive).
    value_a, value_b: the values as given in the records, None where nothing was compared. level: how well they agree.
    weight: log2; +1 doubles the odds of a match. sentence: the same for people.
    """

    attribute: str
    value_a: str | None
    value_b: str | None
    level: str
    weight: float
    sentence: str


@dataclass(frozen=True)
class PairExplanation:
    """Why two records are or are not one customer. The weights of `evidence` add up to match_weight exactly."""

    profile_id_a: str
    profile_id_b: str
    evidence: tuple[Evidence, ...]
    match_weight: float
    probability: float
