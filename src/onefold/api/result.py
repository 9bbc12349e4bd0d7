"""What a run of `match` gives to its user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onefold.api.explanation import Explanation
from onefold.api.frames import ArrowFrame
from onefold.api.output import write_files
from onefold.engine.explanation import Findings
from onefold.files import SourceReport
from onefold.tables import Bands

if TYPE_CHECKING:
    from onefold.engine.resolution import Groups
    from onefold.engine.resolution import Resolution as EngineResolution


@dataclass(frozen=True)
class Band:
    """Groups of one band of confidence, `low` <= score < `high`, and the records in them."""

    name: str
    low: float
    high: float
    groups: int
    records: int


@dataclass(frozen=True)
class Summary:
    """A run in numbers.

    customers: records alone and groups, together. groups: of two or more records. duplicates: records that would go if
    each group were merged to one. bands: merge, review and reject, the surest first. possible_pairs: pairs with some
    evidence that are in no group. seconds: by stage.
    """

    records: int
    customers: int
    groups: int
    duplicates: int
    bands: tuple[Band, ...]
    possible_pairs: int
    seconds: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts, lists and numbers, ready for JSON."""
        plain = asdict(self)
        return plain | {"bands": list(plain["bands"]), "seconds": dict(self.seconds)}


class Histogram:
    """How sure the groups are, as a chart: shows itself in a notebook; `str()` is the SVG."""

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = scores

    def __str__(self) -> str:
        from onefold.report.svg import histogram

        return histogram(self._scores)

    def _repr_html_(self) -> str:
        return str(self)


class Resolution:
    """The groups of records that are one customer, and why.

    >>> import onefold
    >>> result = onefold.match(
    ...     [
    ...         {"id": "1", "name": "John Doe", "email": "john.doe@example.com", "phone": "555-010-0000"},
    ...         {"id": "2", "name": "Jhn Doe", "phone": "+1-555-010-0000"},
    ...         {"id": "3", "name": "Mary Major", "email": "mary@example.org"},
    ...     ]
    ... )
    >>> result.matches["profile_ids"].to_pylist()
    [['1', '2']]
    """

    def __init__(
        self, engine: EngineResolution, sources: tuple[SourceReport, ...], seconds: Mapping[str, float]
    ) -> None:
        self._engine = engine
        self.sources = sources
        """What was recognised in each input."""
        self._seconds = seconds

    @cached_property
    def assignments(self) -> ArrowFrame:
        """One row for every record, in the order of the input: profile_id, match_id (equal for one customer),
        confidence_score (null for a record alone)."""
        return ArrowFrame(self._engine.assignments)

    @cached_property
    def matches(self) -> ArrowFrame:
        """One row for every group of two or more, the surest first: match_id, profile_ids, confidence_score."""
        return ArrowFrame(self._engine.matches)

    @cached_property
    def pairs(self) -> ArrowFrame:
        """One row for every scored pair worth reporting, the surest first: profile_id_a, profile_id_b, probability,
        match_weight (log2), match_id (null unless both are in one group)."""
        return ArrowFrame(self._engine.pairs)

    @property
    def records(self) -> ArrowFrame:
        """The input as it was understood: profile_id, source, then the attributes that were recognised."""
        return ArrowFrame(self._engine.records)

    @property
    def findings(self) -> Findings:
        """What a steward should know: unusable and shared values, what carried the evidence, warnings."""
        return self._engine.findings

    @cached_property
    def summary(self) -> Summary:
        """The run in numbers."""
        groups = self._engine.groups
        duplicates = int(groups.size.sum()) - len(groups.size)
        return Summary(
            records=self._engine.features.rows,
            customers=self._engine.features.rows - duplicates,
            groups=len(groups.size),
            duplicates=duplicates,
            bands=bands_of(groups),
            possible_pairs=self._engine.possible_pairs,
            seconds=self._seconds,
        )

    def surest(self, count: int) -> ArrowFrame:
        """The first `count` rows of `matches`, without the cost of the others."""
        return ArrowFrame(self._engine.surest(count))

    def explain(self, a: str, b: str) -> Explanation:
        """Why two records (profile ids) are or are not one customer. Raises InputError for an unknown id."""
        return Explanation.of(self._engine.explain(str(a), str(b)))

    def histogram(self) -> Histogram:
        """How sure the groups are, as a chart."""
        return Histogram(self._engine.groups.confidence.tolist())

    def report_html(self) -> str:
        """The report: one HTML page that loads nothing from anywhere."""
        from onefold.report import gather, render

        return render(gather(self._engine, sources=self.sources, seconds=sum(self._seconds.values())))

    def report(self, path: str | PathLike[str]) -> None:
        """Write the report, one HTML file that opens offline. Raises OutputError."""
        write_files({Path(path): self.report_html()})

    def __repr__(self) -> str:
        found = self.summary
        return (
            f"<Resolution: {found.records:,} records, {found.groups:,} groups of two or more, "
            f"{found.duplicates:,} duplicates>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{repr(self)[1:-1]}</p>{self.histogram()}"


def bands_of(groups: Groups) -> tuple[Band, ...]:
    """Merge, review and reject: how many groups and records are in each."""
    return tuple(_band(*one, groups) for one in Bands().ranges())


def _band(name: str, low: float, below: float, groups: Groups) -> Band:
    inside = (groups.confidence >= low) & (groups.confidence < below)
    return Band(name, low, min(below, 1.0), int(inside.sum()), int(groups.size[inside].sum()))
