"""The result of a run in a few lines: the numbers, and the first groups with their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from onefold.api.explanation import shown
from onefold.cli.text import a_few, counted, fitted, lines_of, printable, table
from onefold.report.words import duration, label
from onefold.tables import EMAILS, PHONES, PROFILE_ID, base_attribute

if TYPE_CHECKING:
    from onefold.api import Resolution, Summary
    from onefold.files import SourceReport

GROUPS_SHOWN: Final = 3
MEMBERS_SHOWN: Final = 4
COLUMNS_SHOWN: Final = 40
LINE_WIDTH: Final = 100
CELL_WIDTH_MAX: Final = 30
REASONS_SHOWN: Final = 3
_ROUNDED: Final = re.compile(r"\d[.,]\d+[eE]\+\d+")
_ROUNDED_ADVICE: Final = "A spreadsheet has rounded them: export the table again, with this column as text"
ADVICE: Final = {"merge": "merge", "review": "look at first", "reject": "doubtful"}


def recognised(source: SourceReport) -> str:
    """One source: how many records, which column became which attribute, what was ignored."""
    mapping = [f"{attribute} <- {_quoted(column)}" for attribute, column in source.mapping]
    lines = [f"{source.name}: {counted(source.records, 'record')}", *_paragraph(mapping)]
    if source.ignored:
        lines += _paragraph([*map(_quoted, source.ignored)], "ignored: ")
    return "\n".join(map(printable, lines))


def _paragraph(items: Sequence[str], before: str = "") -> Iterator[str]:
    """The first items, on as many lines as it takes."""
    more = [f"and {len(items) - COLUMNS_SHOWN:,} more"] if len(items) > COLUMNS_SHOWN else []
    width = min(get_terminal_size((LINE_WIDTH, 0)).columns, LINE_WIDTH)
    first, *rest = [*items[:COLUMNS_SHOWN], *more]
    return lines_of([before + first, *rest], width, "    ")


def _quoted(column: str) -> str:
    """In quotes where it would look like two columns."""
    return repr(column) if "," in column or ";" in column else column


def summary_lines(summary: Summary) -> Iterator[str]:
    """The run in numbers."""
    share = 100 * summary.duplicates / max(summary.records, 1)
    yield (
        f"{counted(summary.records, 'record')}, {counted(summary.customers, 'customer')}: "
        f"{counted(summary.groups, 'group')} of two or more records, {counted(summary.duplicates, 'duplicate')} "
        f"({share:.1f} %)"
    )
    for band in summary.bands:
        if band.groups or band.name != "reject":  # there are none unless --min-confidence lets them in
            groups, records = counted(band.groups, "group"), counted(band.records, "record")
            counts = f"{_aligned(groups):>17} {_aligned(records):>19}"
            yield f"  confidence {band.low:.1f} to {band.high:.1f} {counts}  ({ADVICE[band.name]})"
    if summary.possible_pairs:
        what = "possible pair" if summary.possible_pairs == 1 else "possible pairs"
        yield f"  left out {summary.possible_pairs:>24,} {what}, not sure enough"
    yield f"Time: {duration(sum(summary.seconds.values()))}"


def _aligned(count: str) -> str:
    """The numbers of `1 group` and `2 groups` stand below each other."""
    return count if count.endswith("s") else f"{count} "


def group_lines(result: Resolution) -> Iterator[str]:
    """The first groups: who they are, and what brought them together."""
    groups = result.surest(GROUPS_SHOWN).to_arrow().to_pylist()
    rows = _rows_of({each for group in groups for each in group["profile_ids"]}, result)
    for group in groups:
        ids = group["profile_ids"]
        more = f" (first {MEMBERS_SHOWN} shown)" if len(ids) > MEMBERS_SHOWN else ""
        yield ""
        yield f"{shown(group['confidence_score'])}  {len(ids):,} records{more}, match_id {group['match_id']}"
        members = [[each, *_contact(rows[each])] for each in ids[:MEMBERS_SHOWN]]
        yield from (f"    {line}" for line in table(members, CELL_WIDTH_MAX))
        yield f"    because: {_reason(result, ids)}"


def _rows_of(ids: set[str], result: Resolution) -> dict[str, Mapping[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    records = result.records.to_arrow()
    wanted = records.filter(pc.is_in(records[PROFILE_ID], value_set=pa.array(sorted(ids), pa.string())))
    return {row[PROFILE_ID]: row for row in wanted.to_pylist()}


def _contact(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Name, first e-mail and first phone of a record."""
    name = row.get("FullName") or " ".join(
        filter(None, (row.get(part) for part in ("FirstName", "MiddleName", "LastName")))
    )
    return name, _first(row, EMAILS), _first(row, PHONES)


def _first(row: Mapping[str, Any], attributes: Sequence[str]) -> str:
    return next((str(value) for name, value in row.items() if value and base_attribute(name) in attributes), "")


def _reason(result: Resolution, ids: Sequence[str]) -> str:
    """What spoke loudest for the first two members, and what against."""
    bars = [bar for bar in result.explain(ids[0], ids[1]).evidence if bar.attribute not in ("Prior", "Related")]
    best = sorted((bar for bar in bars if bar.weight > 0), key=lambda bar: -bar.weight)[:REASONS_SHOWN]
    against = [bar for bar in bars if bar.weight < -1]
    text = ", ".join(f"{label(bar.attribute).lower()} {bar.level}" for bar in best) or "they are judged to be one"
    return text + "".join(f"; although {label(bar.attribute).lower()} {bar.level}" for bar in against[:1])


def warning_lines(result: Resolution, *, quiet: bool) -> Iterator[str]:
    """What may be wrong with the result; unless quiet, also what could not be read."""
    for warning in result.findings.warnings:
        yield printable(f"WARNING: {warning}")
    for unusable in () if quiet else result.findings.unusable:
        examples = a_few((repr(fitted(example, 30).rstrip()) for example in unusable.examples), 3)
        why = f". {_ROUNDED_ADVICE}" if any(map(_ROUNDED.fullmatch, unusable.examples)) else ""
        yield printable(
            f"note: {counted(unusable.cells, 'value')} of {unusable.attribute} could not be used, such as "
            f"{examples}{why}"
        )
