"""What the report is given, as shapes: the engine's and the readers' plain data fit them without being known here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa


class Evidence(Protocol):
    """One bar of a waterfall: what was compared, how well it agrees, its weight in log2, the same as a sentence."""

    @property
    def attribute(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def sentence(self) -> str: ...


class Explanation(Protocol):
    """Why two records are or are not one customer; the weights of the evidence add up to match_weight."""

    @property
    def profile_id_a(self) -> str: ...
    @property
    def profile_id_b(self) -> str: ...
    @property
    def evidence(self) -> Sequence[Evidence]: ...
    @property
    def match_weight(self) -> float: ...
    @property
    def probability(self) -> float: ...


class Unusable(Protocol):
    """Filled cells of an attribute that held nothing that could be compared."""

    @property
    def attribute(self) -> str: ...
    @property
    def cells(self) -> int: ...
    @property
    def examples(self) -> Sequence[str]: ...


class SharedValue(Protocol):
    """A value that stands in so many records, of so many people, that it says little."""

    @property
    def attribute(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def records(self) -> int: ...
    @property
    def people(self) -> int: ...


class AttributeEvidence(Protocol):
    """What an attribute contributed: share of records that have it, pairs for and against, mean weight in log2."""

    @property
    def attribute(self) -> str: ...
    @property
    def filled(self) -> float: ...
    @property
    def pairs_for(self) -> int: ...
    @property
    def pairs_against(self) -> int: ...
    @property
    def weight(self) -> float: ...


class Findings(Protocol):
    """What a steward should know about the data and the run; warnings are sentences, the gravest first."""

    @property
    def unusable(self) -> Sequence[Unusable]: ...
    @property
    def shared(self) -> Sequence[SharedValue]: ...
    @property
    def attributes(self) -> Sequence[AttributeEvidence]: ...
    @property
    def warnings(self) -> Sequence[str]: ...


class Source(Protocol):
    """What was recognised in one input: (attribute, column) pairs, columns not used, notes for people."""

    @property
    def name(self) -> str: ...
    @property
    def records(self) -> int: ...
    @property
    def mapping(self) -> Sequence[tuple[str, str]]: ...
    @property
    def ignored(self) -> Sequence[str]: ...
    @property
    def notes(self) -> Sequence[str]: ...


class Resolved(Protocol):
    """The result of a run: tables by the schemas of onefold.tables, findings, and the reason of every pair."""

    @property
    def records(self) -> pa.Table: ...
    @property
    def matches(self) -> pa.Table: ...
    @property
    def pairs(self) -> pa.Table: ...
    @property
    def findings(self) -> Findings: ...

    def explain(self, a: str, b: str, /) -> Explanation:
        """Why two records, by profile id, are or are not one customer."""
        ...
