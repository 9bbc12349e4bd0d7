"""From the result of a run to what its report shows: a few groups and numbers, however large the tables are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from onefold.report.choose import Choice, doubtful_groups, largest_groups, pairs_apart
from onefold.report.given import Explanation, Findings, Resolved, Source
from onefold.report.side_by_side import Line, line, substance
from onefold.report.words import clean, label
from onefold.tables import ATTRIBUTES, EMAILS, NAMES, PHONES, PROFILE_ID, SOURCE, base_attribute

Row = Mapping[str, str | None]
Explain = Callable[[str, str], Explanation]


@dataclass(frozen=True)
class Summary:
    """customers: what is left when a group counts once. duplicates: records minus customers. largest: records of the
    largest group, 0 without groups. seconds: of the whole run, None if not measured."""

    records: int
    groups: int
    customers: int
    duplicates: int
    largest: int
    seconds: float | None


@dataclass(frozen=True)
class Member:
    """One record of a group; source is None where the records have none."""

    profile_id: str
    source: str | None


@dataclass(frozen=True)
class Group:
    """Records side by side. match_id: None for two records that were left apart. name: empty if no member has one.
    size: all members, of which `members` are shown. links: the reasons that hold these together, the weakest first."""

    match_id: str | None
    name: str
    size: int
    confidence: float
    members: tuple[Member, ...]
    lines: tuple[Line, ...]
    links: tuple[Explanation, ...]


@dataclass(frozen=True)
class ReportData:
    """All that a report shows. group_scores: the confidence of every group; apart_scores: the probability of every
    scored pair that is not in one group; doubtful: the least sure group first; apart: the likeliest pair first."""

    summary: Summary
    sources: tuple[Source, ...]
    findings: Findings
    group_scores: NDArray[np.float64]
    apart_scores: NDArray[np.float64]
    largest: tuple[Group, ...]
    doubtful: tuple[Group, ...]
    apart: tuple[Group, ...]


def gather(resolved: Resolved, *, sources: Iterable[Source] = (), seconds: float | None = None) -> ReportData:
    """Choose what the report of a run shows: the largest groups, the least sure ones, likely pairs left apart.

    seconds: what the run took. Only rows that are shown are looked at one by one: O(records + pairs) in columns, and
    one call of resolved.explain for each link shown, 250 at most.
    """
    matches, pairs = resolved.matches, resolved.pairs
    largest, doubtful, apart = largest_groups(matches), doubtful_groups(matches, pairs), pairs_apart(pairs)
    rows = _rows(resolved.records, [member for choice in (*largest, *doubtful, *apart) for member in choice.members])

    def groups(choices: Iterable[Choice]) -> tuple[Group, ...]:
        return tuple(_group(choice, rows, resolved.explain) for choice in choices)

    return ReportData(
        summary=_summary(resolved.records.num_rows, matches, seconds),
        sources=tuple(sources),
        findings=resolved.findings,
        group_scores=matches["confidence_score"].to_numpy(),
        apart_scores=pairs.filter(pc.is_null(pairs["match_id"]))["probability"].to_numpy(),
        largest=groups(largest),
        doubtful=groups(doubtful),
        apart=groups(apart),
    )


def _summary(records: int, matches: pa.Table, seconds: float | None) -> Summary:
    sizes = pc.list_value_length(matches["profile_ids"])
    duplicates = (pc.sum(sizes).as_py() or 0) - matches.num_rows
    return Summary(
        records, matches.num_rows, records - duplicates, duplicates, pc.max(sizes).as_py() or 0, seconds
    )  # fmt: skip


def _rows(records: pa.Table, ids: list[str]) -> dict[str, Row]:
    """The records with these ids, as rows of attributes and source."""
    wanted = [
        name for name in records.column_names if name in (PROFILE_ID, SOURCE) or base_attribute(name) in ATTRIBUTES
    ]
    here = pc.is_in(records[PROFILE_ID], value_set=pa.array(ids, records[PROFILE_ID].type))
    return {row[PROFILE_ID]: row for row in records.select(wanted).filter(here).to_pylist()}


def _group(choice: Choice, rows: Mapping[str, Row], explain: Explain) -> Group:
    members = [rows[member] for member in choice.members]
    return Group(
        match_id=choice.match_id,
        name=next(filter(None, map(_name, members)), ""),
        size=choice.size,
        confidence=choice.confidence,
        members=tuple(Member(member, rows[member].get(SOURCE)) for member in choice.members),
        lines=tuple(_lines(members)),
        links=tuple(explain(*link) for link in choice.links),
    )


def _name(row: Row) -> str:
    return clean(row.get("FullName") or " ".join(filter(None, (row.get(part) for part in NAMES))))


def _lines(members: list[Row]) -> Iterable[Line]:
    """One line for each attribute that a member has, in the order of the records' columns."""
    for column in members[0]:
        values = [clean(value) if value else None for value in (member[column] for member in members)]
        if column not in (PROFILE_ID, SOURCE) and any(values):
            yield line(label(column), values, _elsewhere(members, column))


def _elsewhere(members: list[Row], column: str) -> Set[tuple[str, ...]]:
    """What members have in the other columns of phones, or of e-mails: the mobile of one is the other's home phone."""
    family = next((each for each in (PHONES, EMAILS) if base_attribute(column) in each), ())
    others = [each for each in members[0] if each != column and base_attribute(each) in family]
    return {substance(clean(value)) for row in members for each in others if (value := row[each])}
