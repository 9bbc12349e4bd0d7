"""What a run retains explains every group exactly as the engine itself would."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Final

import pyarrow as pa
import pytest

from onefold.engine.evidence import PAIRS_MAX, retained_pairs
from onefold.engine.explain import raw_values
from onefold.engine.fellegi_sunter import Model
from onefold.engine.resolution import Resolution
from onefold.engine.resolve import Config, resolve
from onefold.engine.retained import LAYOUT, RetainedPair, read_model, read_pairs, written_model
from onefold.files import read_inputs

SAMPLE: Final = Path(__file__).parents[2] / "examples" / "customers.csv"
ROWS: Final = 1500


def records() -> pa.Table:
    return read_inputs([SAMPLE]).records.slice(0, ROWS)


def judged(*pairs: tuple[str, str]) -> pa.Table:
    columns = [[a for a, _ in pairs], [b for _, b in pairs], ["MATCH"] * len(pairs)]
    return pa.table(columns, names=["profile_id_a", "profile_id_b", "judgement"])


@pytest.fixture(scope="module")
def resolution() -> Resolution:
    return resolve(records(), Config())


def groups_of(found: Resolution) -> list[tuple[list[str], list[RetainedPair]]]:
    retained = retained_pairs(found)
    assert len(retained) == found.matches.num_rows
    ids = found.matches["profile_ids"].to_pylist()
    return [(members, read_pairs(data.as_py())) for members, data in zip(ids, retained, strict=True)]


def test_each_pair_of_each_group_is_explained_as_the_engine_explains_it(resolution: Resolution) -> None:
    groups = groups_of(resolution)
    assert len(groups) > 100
    model = read_model(written_model(resolution.model, resolution.features.rows))
    assert model is not None
    rows = {row["profile_id"]: row for row in resolution.records.to_pylist()}
    for members, pairs in groups:
        assert sorted((pair.a, pair.b) for pair in pairs) == list(combinations(range(len(members)), 2))
        weights = []
        for pair in pairs:
            a, b = members[pair.a], members[pair.b]
            found = model.explain((a, b), pair.pattern, (raw_values(rows[a]), raw_values(rows[b])))
            assert found == resolution.explain(a, b)
            assert not pair.judged
            weights.append(found.match_weight)
        assert weights == sorted(weights, reverse=True)


def test_of_a_large_group_its_links_and_the_strongest_of_its_other_pairs_are_retained() -> None:
    table = records()
    ids = table["profile_id"].to_pylist()
    hub, *others = ids[::50]  # said to be one
    found = resolve(table, Config(), judged(*((hub, other) for other in others)))
    members, pairs = max(groups_of(found), key=lambda group: len(group[0]))
    assert len(members) >= ROWS / 50 > 20
    assert len(members) - 1 <= len(pairs) <= PAIRS_MAX
    said = {frozenset((members[pair.a], members[pair.b])) for pair in pairs if pair.judged}
    assert said == {frozenset((hub, other)) for other in others}
    assert connected(len(members), pairs)


def connected(size: int, pairs: list[RetainedPair]) -> bool:
    reached, before = {0}, set[int]()
    while reached != before:
        before = set(reached)
        reached |= {one for pair in pairs if {pair.a, pair.b} & before for one in (pair.a, pair.b)}
    return len(reached) == size


def test_the_order_of_the_input_changes_nothing(resolution: Resolution) -> None:
    backwards = resolve(records().take(list(range(ROWS))[::-1]), Config())
    assert retained_pairs(backwards).equals(retained_pairs(resolution))


def test_a_table_without_groups_has_no_pairs() -> None:
    two = pa.table({"profile_id": ["1", "2"], "FirstName": ["Ann", "Bob"], "LastName": ["Lee", "Ray"]})
    assert len(retained_pairs(resolve(two, Config()))) == 0


def arrays(model: Model) -> list[tuple[str, tuple[int, ...], bytes]]:
    parts = [*model.levels, model.collision, model.log_shares]
    return [(part.dtype.str, part.shape, part.tobytes()) for part in parts]


def test_a_model_comes_back_to_the_last_bit(resolution: Resolution) -> None:
    text = written_model(resolution.model, 450)
    back = read_model(text)
    assert back is not None
    assert back.rows == 450
    assert arrays(back.model) == arrays(resolution.model)
    assert len(text) < 10_000


def test_a_model_of_other_comparisons_is_not_read(resolution: Resolution) -> None:
    assert read_model(written_model(resolution.model, 450).replace(LAYOUT, "another")) is None


def test_reading_loads_no_compiled_code() -> None:
    check = "import sys, onefold.jobs.explanation; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
