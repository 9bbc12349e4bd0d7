"""Joins a result to the truth by profile_id, and measures it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from onefold.errors import ColumnError, InputError
from onefold.evaluate.calibration import Bin, expected_calibration_error, reliability
from onefold.evaluate.metrics import Score, b_cubed, count_pairs
from onefold.tables import PROFILE_ID

ENTITY_COLUMNS = ("entity_id", "entity", "truth", "cluster", "cluster_id", "person_id", "customer_id")
"""What the true entity is called in a truth table of more than two columns; the first one present is taken."""

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Evaluation:
    """What a result is worth. Counts and scores are over the records whose truth is known."""

    records: int
    """Records with a known truth: what everything below is measured on."""
    without_truth: int
    """Records of the result that were left out, as their truth is unknown."""
    not_assigned: int
    """Records of the truth that the result does not have; they count as records alone, so their pairs are missed."""
    true_pairs: int
    found_pairs: int
    correct_pairs: int
    pairwise: Score
    b_cubed: Score
    reliability: tuple[Bin, ...]
    """Groups by confidence score. A group is correct if all its members are one entity; it counts from two members on
    whose truth is known."""
    expected_calibration_error: float


def evaluate(assignments: pa.Table, truth: pa.Table) -> Evaluation:
    """Measure groups against the truth.

    assignments: as tables.ASSIGNMENTS; a null match_id is a record alone. truth: see `truth_of`.
    Raises ColumnError for missing columns, InputError for empty or repeated ids, for scores that are no probabilities
    or if the two share no record at all.
    O(n log n).
    """
    found = _assignments_of(assignments)
    known = truth_of(truth)
    row_of = _rows_of(known[PROFILE_ID], found[PROFILE_ID], "the result")
    assigned = _codes(found["match_id"].take(pa.array(row_of, mask=row_of < 0)))  # a lost record is null: alone
    entity = _codes(known["entity_id"])
    pairs = count_pairs(assigned, entity)
    lost = int((row_of < 0).sum())
    bins = _group_reliability(assigned, entity, found["confidence_score"].to_numpy()[row_of])
    return Evaluation(
        records=len(entity),
        without_truth=found.num_rows - (len(entity) - lost),
        not_assigned=lost,
        true_pairs=pairs.true,
        found_pairs=pairs.found,
        correct_pairs=pairs.correct,
        pairwise=pairs.score(),
        b_cubed=b_cubed(assigned, entity),
        reliability=bins,
        expected_calibration_error=expected_calibration_error(bins),
    )


def pair_reliability(pairs: pa.Table, truth: pa.Table) -> tuple[Bin, ...]:
    """Compare the probabilities of scored pairs with the truth; pairs of which one record has no truth are left out.

    pairs: as tables.PAIRS. truth: see `truth_of`.
    """
    _require(pairs, ("profile_id_a", "profile_id_b", "probability"), "the pairs")
    known = truth_of(truth)
    entity = _codes(known["entity_id"])
    a = _rows_of(_strings(pairs["profile_id_a"]), known[PROFILE_ID], "the truth")
    b = _rows_of(_strings(pairs["profile_id_b"]), known[PROFILE_ID], "the truth")
    both = (a >= 0) & (b >= 0)
    probability = _probabilities(pairs, "probability", "the pairs").to_numpy()
    return reliability(probability[both], entity[a[both]] == entity[b[both]])


def truth_of(table: pa.Table) -> pa.Table:
    """The truth as two string columns, profile_id and entity_id, without the records whose entity is not known.

    table: profile_id and one more column that is equal for records of one entity, or a wider table that has one of
    ENTITY_COLUMNS. Null and "" mean not known.
    Raises ColumnError if a column is missing, InputError for ids that are empty or given twice.
    """
    _require(table, (PROFILE_ID,), "the truth")
    entity = _strings(table[_entity_column(table.column_names)])
    known = pc.fill_null(pc.not_equal(entity, ""), False)
    ids = _ids(table, "the truth")
    return pa.table({PROFILE_ID: ids, "entity_id": entity}).filter(known)


def _entity_column(columns: list[str]) -> str:
    others = [c for c in columns if c != PROFILE_ID]
    named = [c for c in ENTITY_COLUMNS if c in others]
    if named or len(others) == 1:
        return (named or others)[0]
    raise ColumnError(
        f"The truth needs {PROFILE_ID} and one column that is equal for records of one entity, such as "
        f"{ENTITY_COLUMNS[0]}. Columns: {', '.join(columns)}."
    )


def _assignments_of(table: pa.Table) -> pa.Table:
    _require(table, (PROFILE_ID, "match_id", "confidence_score"), "the result")
    return pa.table(
        {
            PROFILE_ID: _ids(table, "the result"),
            "match_id": _strings(table["match_id"]),
            "confidence_score": _probabilities(table, "confidence_score", "the result"),
        }
    )


def _require(table: pa.Table, columns: tuple[str, ...], where: str) -> None:
    missing = [c for c in columns if c not in table.column_names]
    if missing:
        raise ColumnError(
            f"{where[0].upper()}{where[1:]} has no column {', '.join(missing)}. "
            f"Expected {', '.join(columns)}; its columns: {', '.join(table.column_names) or 'none'}."
        )


def _ids(table: pa.Table, where: str) -> pa.ChunkedArray:
    ids = _strings(table[PROFILE_ID])
    if empty := ids.null_count + (pc.sum(pc.equal(ids, "")).as_py() or 0):
        raise InputError(f"{empty} of {len(ids)} rows of {where} have no {PROFILE_ID}: every record needs one.")
    counts = pc.value_counts(ids)
    repeated = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(repeated):
        what = "1 id is" if len(repeated) == 1 else f"{len(repeated):,} ids are"
        raise InputError(
            f"{what} given more than once in {where}, for example {repeated[0]['values'].as_py()!r} "
            f"{repeated[0]['counts'].as_py()} times: every record has one row."
        )
    return ids


def _rows_of(ids: pa.ChunkedArray, among: pa.ChunkedArray, where: str) -> Codes:
    """The row of each id in `among`, -1 where it is not there."""
    rows: Codes = pc.fill_null(pc.index_in(ids, value_set=among), -1).to_numpy().astype(np.int64)
    if len(rows) and not (rows >= 0).any():
        raise InputError(
            f"None of the {len(ids)} ids is in {where}: {ids[0].as_py()!r} looked for among ids like "
            f"{among[0].as_py() if len(among) else None!r}. Is it the same table, with the same {PROFILE_ID}?"
        )
    return rows


def _codes(values: pa.ChunkedArray) -> Codes:
    """One integer label per value; every null gets its own."""
    encoded = values.combine_chunks().dictionary_encode()
    codes: Codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    alone = codes < 0
    codes[alone] = len(encoded.dictionary) + np.arange(int(alone.sum()))
    return codes


def _group_reliability(assigned: Codes, entity: Codes, score: npt.NDArray[np.float64]) -> tuple[Bin, ...]:
    _, first, group, size = np.unique(assigned, return_index=True, return_inverse=True, return_counts=True)
    correct = np.ones(len(first), dtype=np.bool_)
    correct[group[entity != entity[first[group]]]] = False
    scored = (size > 1) & ~np.isnan(score[first])
    return reliability(score[first][scored], correct[scored])


def _strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string())


def _probabilities(table: pa.Table, name: str, where: str) -> pa.ChunkedArray:
    """A column as float64 in 0..1; the score of a record alone may come as "" from a CSV that was read as text."""
    column = table[name]
    try:
        if not (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
            column = _strings(column)
            column = pc.if_else(pc.equal(column, ""), None, column)
        column = column.cast(pa.float64())
    except pa.ArrowInvalid as error:
        raise InputError(f"{name} of {where} must be a number between 0 and 1: {error}.") from error
    low, high = pc.min_max(column).values()
    if low.is_valid and not (low.as_py() >= 0 and high.as_py() <= 1):
        raise InputError(f"{name} of {where} must be between 0 and 1: got {low.as_py()} to {high.as_py()}.")
    return column
