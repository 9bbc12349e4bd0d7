"""`onefold.match`: every table in, the same groups out."""

from __future__ import annotations

import doctest
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import onefold
from onefold.api import explanation, result
from onefold.engine.resolution import Groups
from onefold.errors import ColumnError, InputError, JudgementError, ReadError

ROWS: list[dict[str, Any]] = [
    {"id": "1", "first_name": "John", "last_name": "Doe", "email": "john.doe@example.com", "phone": "555-010-0000"},
    {"id": "2", "first_name": "Jon", "last_name": "Doe", "email": "john.doe@example.com", "phone": "+1-555-010-0000"},
    {"id": "3", "first_name": "Mary", "last_name": "Major", "email": "mary@example.org", "phone": None},
    {"id": "4", "first_name": "Jane", "last_name": "Roe", "email": None, "phone": "555-010-0177"},
]


def people(count: int, seed: int = 5) -> list[dict[str, Any]]:
    """Records of made-up people, a third of them twice, with slips."""
    pick = random.Random(seed)
    first = ["".join(pick.choices("abcdeimnor", k=6)).title() for _ in range(80)]
    last = ["".join(pick.choices("abcdefghil", k=7)).title() for _ in range(300)]
    rows = []
    for _ in range(count):
        person = {
            "first_name": pick.choice(first),
            "last_name": pick.choice(last),
            "phone": f"555{pick.randrange(10**7):07}",
        }
        person["email"] = f"{person['first_name']}.{person['last_name']}{pick.randrange(99)}@example.com".lower()
        rows.append(person)
        if pick.random() < 0.3:
            slip = pick.choice(list(person))
            rows.append(person | {slip: pick.choice([None, person[slip][1:], person[slip] + "x"])})
    return [{"id": f"r{number}", **row} for number, row in enumerate(rows)]


TABLES: dict[str, Any] = {
    "list of dicts": lambda: ROWS,
    "pyarrow": lambda: pa.Table.from_pylist(ROWS),
    "pandas": lambda: pd.DataFrame(ROWS),
    "polars": lambda: pl.DataFrame(ROWS),
    "polars lazy": lambda: pl.LazyFrame(ROWS),
    "duckdb": lambda: duckdb.connect().from_arrow(pa.Table.from_pylist(ROWS)),
}


@pytest.mark.parametrize("make", TABLES.values(), ids=TABLES.keys())
def test_every_kind_of_table_gives_the_same_groups(make: Any) -> None:
    found = onefold.match(make())
    assert found.matches["profile_ids"].to_pylist() == [["1", "2"]]
    assert found.assignments["profile_id"].to_pylist() == ["1", "2", "3", "4"]


@pytest.mark.parametrize("several", [False, True])
def test_a_path_is_read(tmp_path: Path, several: bool) -> None:
    pl.DataFrame(ROWS[:2]).write_csv(tmp_path / "a.csv")
    pl.DataFrame(ROWS[2:]).write_parquet(tmp_path / "b.parquet")
    found = onefold.match([tmp_path / "a.csv", str(tmp_path / "b.parquet")] if several else str(tmp_path / "a.csv"))
    assert found.matches["profile_ids"].to_pylist() == [["1", "2"]]
    assert [source.name for source in found.sources] == ["a.csv", "b.parquet"][: len(found.sources)]
    assert len(found.assignments) == (4 if several else 2)


def test_the_three_examples_of_the_mission_match_from_three_rows_alone() -> None:
    rows = [
        {"name": "John Doe", "email": "john.doe@example.com", "phone": "555-010-0000"},
        {"name": "Jhn Doe", "email": "john.doe@example.com", "phone": "+1-555-010-0000"},
        {"name": "John Doe", "email": "JohnDoe@example.com", "phone": "5550100000"},
    ]
    assert onefold.match(rows).matches["profile_ids"].to_pylist() == [["1", "2", "3"]]


@pytest.fixture(scope="module")
def sample() -> list[dict[str, Any]]:
    return people(400)


@pytest.fixture(scope="module")
def reference(sample: list[dict[str, Any]]) -> dict[str, pa.Table]:
    return tables_of(onefold.match(sample, threads=1))


def tables_of(found: onefold.Resolution) -> dict[str, pa.Table]:
    return {
        "assignments": found.assignments.to_arrow().sort_by("profile_id"),
        "matches": found.matches.to_arrow(),
        "pairs": found.pairs.to_arrow(),
    }


def test_the_sample_has_something_to_find(reference: dict[str, pa.Table]) -> None:
    assert reference["matches"].num_rows > 100
    assert reference["pairs"].num_rows > 100


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_rows_changes_no_group_id_or_score(
    seed: int, sample: list[dict[str, Any]], reference: dict[str, pa.Table]
) -> None:
    shuffled = random.Random(seed).sample(sample, len(sample))
    assert tables_of(onefold.match(shuffled)) == reference


@pytest.mark.parametrize("threads", [2, 3, 8])
def test_the_number_of_threads_changes_no_group_id_or_score(
    threads: int, sample: list[dict[str, Any]], reference: dict[str, pa.Table]
) -> None:
    assert tables_of(onefold.match(sample, threads=threads)) == reference


@pytest.mark.parametrize("chunk", [1, 7, 500])
def test_the_chunks_of_the_table_change_no_group_id_or_score(
    chunk: int, sample: list[dict[str, Any]], reference: dict[str, pa.Table]
) -> None:
    table = pa.Table.from_pylist(sample)
    chunked = pa.Table.from_batches(table.to_batches(max_chunksize=chunk))
    assert tables_of(onefold.match(chunked)) == reference


def test_the_order_of_the_columns_changes_no_group_id_or_score(
    sample: list[dict[str, Any]], reference: dict[str, pa.Table]
) -> None:
    assert tables_of(onefold.match([dict(reversed(row.items())) for row in sample])) == reference


def test_an_unchanged_group_keeps_its_id_when_others_come(sample: list[dict[str, Any]]) -> None:
    before = onefold.match(ROWS).matches["match_id"].to_pylist()
    after = onefold.match([*ROWS, *sample]).matches.to_pylist()
    assert [row["match_id"] for row in after if row["profile_ids"] == ["1", "2"]] == before


def test_the_summary_adds_up(sample: list[dict[str, Any]]) -> None:
    found = onefold.match(sample)
    summary = found.summary
    match_ids = found.assignments["match_id"].to_pylist()
    assert summary.records == len(sample)
    assert summary.customers == len(set(match_ids))
    assert summary.groups == len(found.matches) == sum(band.groups for band in summary.bands)
    assert summary.duplicates == summary.records - summary.customers
    assert sum(band.records for band in summary.bands) - summary.groups == summary.duplicates
    assert summary.possible_pairs == found.pairs["match_id"].null_count
    assert next(iter(summary.seconds)) == "Reading"
    assert all(seconds >= 0 for seconds in summary.seconds.values())


@pytest.mark.parametrize(
    ("score", "band"),
    [(1.0, "merge"), (0.9, "merge"), (0.899, "review"), (0.5, "review"), (0.4, "reject"), (0.0, "reject")],
)
def test_a_score_is_in_the_band_that_begins_with_it(score: float, band: str) -> None:
    bands = result.bands_of(Groups(np.array([0]), np.array([3]), np.array([score])))
    assert [(each.name, each.records) for each in bands if each.groups] == [(band, 3)]


def test_a_pair_is_explained_in_data_text_and_drawing() -> None:
    why = onefold.match(ROWS).explain("1", "2")
    assert sum(bar.weight for bar in why.evidence) == pytest.approx(why.match_weight)
    assert str(why).startswith("1 and 2: probably one customer")
    assert why.to_dict()["evidence"][0]["attribute"] == "Prior"
    assert why._repr_html_().lstrip().startswith("<svg")


def test_an_unknown_id_is_refused_with_ids_that_exist() -> None:
    with pytest.raises(InputError, match=r"'77'.*'1'"):
        onefold.match(ROWS).explain("1", "77")


def test_the_bars_of_a_text_begin_where_the_one_before_ended() -> None:
    bars = [len(bar) - len(bar.lstrip()) for bar in explanation._bars([-10.0, 20.0, -5.0], ("+", "-"))]
    assert list(explanation._bars([-10.0, 10.0], ("+", "-"))) == ["-" * 28, "+" * 28]
    assert bars == [0, 0, 21]


@pytest.mark.parametrize(("probability", "text"), [(0.12345, "0.123"), (0.99999, "> 0.999"), (1e-9, "< 0.001")])
def test_no_probability_claims_to_be_certain(probability: float, text: str) -> None:
    assert explanation.shown(probability) == text


def test_a_notebook_shows_the_result_and_its_histogram() -> None:
    found = onefold.match(ROWS)
    assert "<svg" in found.histogram()._repr_html_()
    assert "4 records, 1 groups" in repr(found)
    assert "<svg" in found._repr_html_()


def test_the_report_is_one_file(tmp_path: Path) -> None:
    onefold.match(ROWS).report(tmp_path / "report.html")
    assert "john.doe@example.com" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_progress_goes_from_nothing_to_all() -> None:
    seen: list[tuple[str, float]] = []
    onefold.match(ROWS, progress=lambda stage, share: seen.append((stage, share)))
    assert seen[0] == ("Reading", 0.0)
    assert seen[-1][1] == 1.0
    assert [share for _, share in seen] == sorted(share for _, share in seen)


WRONG: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    (ROWS, {"threads": 0}, InputError, "threads=0 must be at least 1"),
    (ROWS, {"min_confidence": 1.5}, InputError, "min_confidence=1.5 must be between 0 and 1"),
    (ROWS, {"min_confidence": float("nan")}, InputError, "between 0 and 1"),
    (ROWS, {"region": "UK"}, InputError, "did you mean GB"),
    (ROWS, {"id": "no"}, ColumnError, "'no'"),
    (ROWS, {"id": "last_name"}, ColumnError, "repeats values: 'Doe'"),
    (ROWS, {"columns": {"LastName": "no"}}, ColumnError, "no column 'no'"),
    (ROWS, {"columns": {"Lastname2": "last_name"}}, ColumnError, "no attribute"),
    (ROWS, {"judgements": [{"a": "1", "b": "2", "verdict": "perhaps"}]}, JudgementError, "'perhaps'"),
    ([], {}, ReadError, "no rows"),
    (pa.table({"a": ["1"]}), {}, ColumnError, "no column for a name, e-mail or phone"),
    ("no such file.csv", {}, ReadError, "does not exist"),
    (3, {}, InputError, "is not a table"),
]


@pytest.mark.parametrize(("table", "options", "error", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_what_cannot_be_used_is_refused(table: Any, options: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said) as raised:
        onefold.match(table, **options)
    assert isinstance(raised.value, ValueError)


def test_judgements_may_be_any_table() -> None:
    verdict = {"profile_id_a": ["1"], "profile_id_b": ["2"], "judgement": ["NOT_A_MATCH"]}
    assert len(onefold.match(ROWS, judgements=pd.DataFrame(verdict)).matches) == 0


def test_numbers_as_ids_and_phones_are_taken_as_texts() -> None:
    rows = [{"id": 1, "name": "Jo Doe", "phone": 5550100000}, {"id": 2, "name": "Jo Doe", "phone": 5550100000}]
    found = onefold.match(pd.DataFrame(rows))
    assert found.matches["profile_ids"].to_pylist() == [["1", "2"]]
    assert found.explain(1, 2).match_weight > 0  # type: ignore[arg-type]


def test_importing_costs_nothing_until_something_is_used() -> None:
    code = "import sys, onefold; onefold.InputError; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"numpy", "pyarrow", "numba", "onefold.api"}


def test_the_public_names_exist_and_are_listed() -> None:
    assert all(getattr(onefold, name) for name in onefold.__all__)
    assert set(onefold.__all__) <= set(dir(onefold))
    with pytest.raises(AttributeError, match="no_such_name"):
        onefold.no_such_name  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("module", ["onefold", "onefold.api", "onefold.api.result"])
def test_the_examples_of_the_docstrings_run(module: str) -> None:
    assert doctest.testmod(sys.modules[module]).failed == 0
