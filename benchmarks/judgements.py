"""What judging doubtful groups is worth for all others: F1 of the records that nobody judged, before and after."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
from benchmarks.markdown import line, table

import onefold
from benchmarks import accuracy
from onefold.evaluate import evaluate

HEADER = ("table", "rows", "groups judged", "pairs said to match / not to", "F1 of the rest before", "after")


def add_options(command: argparse.ArgumentParser) -> None:
    """What can be chosen: `python -m benchmarks judgements --help`."""
    accuracy.add_options(command)
    command.set_defaults(rows=[10_000])
    command.add_argument("--groups", type=int, nargs="*", default=[50, 200], help="how many groups are judged")


def run(options: argparse.Namespace) -> None:
    """A steward judges the least sure groups by the truth; a line for each table and number of groups."""
    print(table(HEADER, []), flush=True)
    for name, records in accuracy.tables(options):
        for cells in measured(records, options.groups):
            print(line([name, f"{records.num_rows:,}", *cells]), flush=True)


def measured(records: pa.Table, numbers_of_groups: list[int]) -> Iterator[list[str]]:
    """The cells of one line for each number of groups."""
    given, truth = records.drop_columns(["entity_id"]), records.select(accuracy.TRUTH)
    before = onefold.match(given)
    for number in numbers_of_groups:
        groups = min(number, len(before.matches) // 2)  # some must be left to measure on
        judgements = steward(before.matches.to_arrow(), truth, groups)
        after = onefold.match(given, judgements=judgements)
        judged = pa.chunked_array(
            [*judgements["profile_id_a"].iterchunks(), *judgements["profile_id_b"].iterchunks()], type=pa.string()
        )
        rest = truth.filter(pc.invert(pc.is_in(truth["profile_id"], value_set=judged)))
        scores = (f"{evaluate(each.assignments.to_arrow(), rest).pairwise.f1:.4f}" for each in (before, after))
        matches = pc.sum(pc.equal(judgements["judgement"], "MATCH")).as_py() or 0
        yield [f"{groups:,}", f"{matches:,} / {judgements.num_rows - matches:,}", *scores]


def steward(matches: pa.Table, truth: pa.Table, groups: int) -> pa.Table:
    """Judgements by the truth on the least sure groups: the first record of each with every other one.

    matches: as tables.MATCHES, surest first. Returns profile_id_a, profile_id_b, judgement.
    """
    entity = dict(zip(*(truth[name].to_pylist() for name in accuracy.TRUTH), strict=True))
    doubtful = matches["profile_ids"].slice(max(matches.num_rows - groups, 0)).to_pylist()
    pairs = [(ids[0], other) for ids in doubtful for other in ids[1:]]
    said = ["MATCH" if entity[a] == entity[b] else "NOT_A_MATCH" for a, b in pairs]
    columns = [pa.array([a for a, _ in pairs]), pa.array([b for _, b in pairs]), pa.array(said)]
    return pa.table([column.cast(pa.string()) for column in columns], ["profile_id_a", "profile_id_b", "judgement"])
