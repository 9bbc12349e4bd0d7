"""A table that will not fit is refused before it is read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onefold.api import memory
from onefold.api.memory import BYTES_PER_RECORD, available_bytes, records_in, refuse_too_large
from onefold.errors import MemoryLimitError


def test_a_table_that_does_not_fit_is_refused_with_estimate_and_limit() -> None:
    with pytest.raises(MemoryLimitError, match=r"big.csv: 10,000,000 records need about 8.5 GB .* only 2.0 GB"):
        refuse_too_large(10_000_000, "big.csv", available=2_000_000_000)


def test_a_table_that_just_fits_is_taken() -> None:
    refuse_too_large(1000, "a.csv", available=1000 * BYTES_PER_RECORD)


def test_this_machine_knows_its_memory() -> None:
    available = available_bytes()
    assert available is not None
    assert 0 < available < 2**60


def lines(count: int) -> str:
    return "name,email\n" + "".join(f"Jo Doe {n:09},jo{n:09}@example.com\n" for n in range(count))


def test_records_of_a_text_file_are_estimated_from_its_size(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(lines(100_000))
    assert path.stat().st_size > memory.SAMPLE_BYTES
    assert records_in([path]) == pytest.approx(100_000, rel=0.01)


def test_records_of_a_packed_file_are_estimated_from_what_the_sample_unpacks_to(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(lines(200_000).encode()))
    assert records_in([path]) == pytest.approx(200_000, rel=0.3)


def test_records_of_parquet_files_are_exact_and_added_up(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"a": pa.nulls(12_345, pa.string())}), path)
    assert records_in([path, path]) == 24_690


def test_a_file_that_cannot_be_read_is_left_to_its_reader(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and no more")
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(lines(10).encode())[:20])
    assert records_in([tmp_path / "no such file", tmp_path, broken, cut]) == 0


def test_the_limit_of_every_control_group_around_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    for folder, most in ((inner, "max"), (inner.parent, "5000")):
        (folder / "memory.max").write_text(most)
        (folder / "memory.current").write_text("3000")
        (folder / "memory.stat").write_text("anon 2000\nfile 1000\n")
    monkeypatch.setattr(memory, "CGROUPS", tmp_path)
    monkeypatch.setattr(memory, "_cgroup_folders", lambda: [inner, inner.parent, tmp_path])
    assert list(memory._free_in_cgroups()) == [5000 - 3000 + 1000]


def test_the_limit_of_a_control_group_of_version_1_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "memory").mkdir()
    for name, text in {"limit_in_bytes": "900", "usage_in_bytes": "500", "stat": "cache 100\nrss 400\n"}.items():
        (tmp_path / "memory" / f"memory.{name}").write_text(text)
    monkeypatch.setattr(memory, "CGROUPS", tmp_path)
    assert list(memory._free_in_cgroups()) == [500]


def test_the_estimate_reads_only_the_beginning(tmp_path: Path) -> None:
    """A hole of 1 TB in a file takes no time: it is not read."""
    path = tmp_path / "huge.jsonl"
    path.write_text((json.dumps({"name": "Jo Doe"}) + "\n") * 100_000)
    with path.open("r+b") as file:
        file.truncate(1 << 40)
    assert records_in([path]) > 1_000_000_000
