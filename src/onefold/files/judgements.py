"""What people have decided about pairs of records: two ids and a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from onefold.errors import JudgementError
from onefold.files.flatten import flatten
from onefold.files.headers import fold
from onefold.files.read import read_table

MATCH: Final = "MATCH"
NOT_A_MATCH: Final = "NOT_A_MATCH"
JUDGEMENTS: Final = pa.schema(
    [("profile_id_a", pa.string()), ("profile_id_b", pa.string()), ("judgement", pa.string())]
)

_FIRST: Final = """profileida ida id1 profileid1 idleft leftid idl uniqueidl profileidl lid a left recordida
    recordid1 recida recid1 customerida customerid1 profilea profile1 record1 recorda"""
_SECOND: Final = """profileidb idb id2 profileid2 idright rightid idr uniqueidr profileidr rid b right recordidb
    recordid2 recidb recid2 customeridb customerid2 profileb profile2 record2 recordb"""
_VERDICT: Final = """judgement judgment verdict label match ismatch decision clericalmatchscore same result answer
    isduplicate duplicate samecustomer sameperson"""
_SAME: Final = "match yes y true t 1 same duplicate positive merge samecustomer sameperson"
_DIFFERENT: Final = """notamatch nomatch nonmatch notmatch unmatch mismatch no n false f 0 different distinct negative
    reject unique notaduplicate notduplicate noduplicate notthesame notsame differentcustomer differentperson"""
_VERDICTS: Final = {**dict.fromkeys(_SAME.split(), MATCH), **dict.fromkeys(_DIFFERENT.split(), NOT_A_MATCH)}


def read_judgements(path: Path) -> pa.Table:
    """The judgements of a file of any format: profile_id_a < profile_id_b, judgement (MATCH or NOT_A_MATCH).

    Each pair once, in the order of the file. Raises JudgementError for a verdict that is not understood, a missing id,
    a record judged against itself and two verdicts on one pair; ReadError if the file cannot be read.
    """
    return _judgements(read_table(path), path.name)


def judgements_of(table: pa.Table) -> pa.Table:
    """The same for a table in memory, of any Arrow types."""
    return _judgements(flatten(table), "judgements")


def _judgements(table: pa.Table, name: str) -> pa.Table:
    first, second, verdict = (table[column].to_pylist() for column in _columns(table.column_names, name))
    decided: dict[tuple[str, str], tuple[str, int]] = {}
    for row, (a, b, text) in enumerate(zip(first, second, verdict, strict=True), 1):
        pair, judgement = _judgement(a, b, text, f"{name}, judgement {row}")
        earlier, earlier_row = decided.setdefault(pair, (judgement, row))
        if earlier != judgement:
            raise JudgementError(
                f"{name}: judgements {earlier_row} and {row} contradict each other on {pair[0]!r} and {pair[1]!r}; "
                "remove one of them"
            )
    rows = [{"profile_id_a": a, "profile_id_b": b, "judgement": j} for (a, b), (j, _) in decided.items()]
    return pa.Table.from_pylist(rows, JUDGEMENTS)


def _columns(names: Sequence[str], source: str) -> tuple[str, str, str]:
    """The three columns by their names; if there are just three, by their order."""
    first, second, verdict = (
        next((name for name in names if fold(name) in known.split()), None) for known in (_FIRST, _SECOND, _VERDICT)
    )
    if first and second and verdict:
        return first, second, verdict
    if len(names) == 3:
        return names[0], names[1], names[2]
    raise JudgementError(
        f"{source} needs two ids and a verdict: columns profile_id_a, profile_id_b and judgement. "
        f"Columns: {', '.join(names)}"
    )


def _judgement(a: str | None, b: str | None, verdict: str | None, where: str) -> tuple[tuple[str, str], str]:
    if not a or not b:
        raise JudgementError(f"{where}: an id is missing; a judgement names two records")
    if a == b:
        raise JudgementError(f"{where}: {a!r} is judged against itself; name two records")
    judgement = _VERDICTS.get(fold(verdict or ""))
    if judgement is None:
        raise JudgementError(f"{where}: {verdict!r} is no verdict; write {MATCH} or {NOT_A_MATCH}")
    return (min(a, b), max(a, b)), judgement
