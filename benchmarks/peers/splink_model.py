"""The part that both Splink settings share: train, predict and cluster in the order of Splink's own documentation."""

from __future__ import annotations

import contextlib
import logging
import warnings
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import splink.comparison_library as cl
from benchmarks.peers.common import Outcome, edge_table
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.exceptions import EMTrainingException

DEFAULT_THRESHOLD = 0.95
"""Of Splink's quick start and of its demos."""

MAX_PAIRS = 2e6
"""Pairs sampled for u, and the most for each EM session; more of them take longer."""

UK_POSTCODE = "^[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}$"


@dataclass(frozen=True)
class Setup:
    """A practitioner's decisions. A rule is a tuple of column names or SQL expressions that must all be equal."""

    comparisons: list[Any]
    blocking: list[Any]
    sure: list[Any]
    """Deterministic rules that are nearly always right, and the share of all matches that they are thought to find."""
    recall: float
    training: list[Any]


PAIRS_PER_ROW_MAX = 10
"""A blocking rule that makes more pairs than this is left out, as one would after Splink's count of comparisons."""


def rules(have: set[str], *wanted: tuple[str, ...]) -> list[Any]:
    """Rules of those wanted whose columns the table has; `substr(c,1,3)` needs c."""
    return [block_on(*rule) for rule in wanted if all(_column(part) in have for part in rule)]


def blocking(con: duckdb.DuckDBPyConnection, have: set[str], *wanted: tuple[str, ...]) -> list[Any]:
    """Rules of those wanted whose columns the table has and that do not make too many pairs."""
    return rules(have, *(rule for rule in wanted if {*map(_column, rule)} <= have and _affordable(con, rule)))


def _affordable(con: duckdb.DuckDBPyConnection, rule: tuple[str, ...]) -> bool:
    filled = " and ".join(f"{part} is not null" for part in rule)
    ((pairs, rows),) = con.execute(f"""
        select coalesce(sum(n * (n - 1) / 2), 0), (select count(*) from people)
        from (select count(*) as n from people where {filled} group by {", ".join(rule)})""").fetchall()
    return bool(pairs <= PAIRS_PER_ROW_MAX * rows)


def _column(expression: str) -> str:
    return expression.split("(")[-1].split(",")[0].rstrip(")")


def postcode_comparison(con: duckdb.DuckDBPyConnection) -> Any:
    """Splink's own for British postcodes, edit distance for others."""
    sql = f"select avg((regexp_matches(postcode, '{UK_POSTCODE}'))::int) from people where postcode is not null"
    ((share,),) = con.execute(sql).fetchall()
    if share and share > 0.5:
        return cl.PostcodeComparison("postcode")
    return cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True)


def resolve(con: duckdb.DuckDBPyConnection, setup: Setup) -> Outcome:
    """Train on the table `people`, score the blocked pairs and cluster them at the default threshold."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)  # of levels that a small table never shows
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=setup.comparisons,
        blocking_rules_to_generate_predictions=setup.blocking,
        retain_matching_columns=False,
    )
    con.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")  # Splink 5.0 still writes x -> y, which DuckDB 2 dropped
    api = DuckDBAPI(connection=con)
    linker = Linker(api.register("people"), settings)
    _train(linker, setup)
    pairs = linker.inference.predict(threshold_match_weight=-5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, DEFAULT_THRESHOLD)
    return Outcome(_labels(clusters), lambda: _edges(pairs))


def _train(linker: Linker, setup: Setup) -> None:
    linker.training.estimate_probability_two_random_records_match(setup.sure, recall=setup.recall)
    linker.training.estimate_u_using_random_sampling(max_pairs=MAX_PAIRS)
    for rule in setup.training:
        # On small tables a session can find no pairs or drive an m to zero; its parameters then keep Splink's defaults.
        with contextlib.suppress(ValueError, EMTrainingException):
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True, max_pairs=MAX_PAIRS
            )


def _labels(clusters: Any) -> np.ndarray:
    relation = clusters.as_duckdbpyrelation().project("cluster_id, id").order("id")
    return relation.project("cluster_id").to_arrow_table()["cluster_id"].to_numpy()


def _edges(pairs: Any) -> pa.Table:
    table = pairs.as_duckdbpyrelation().project("id_l, id_r, match_weight").to_arrow_table()
    return edge_table(*(table[name].combine_chunks() for name in table.column_names))
