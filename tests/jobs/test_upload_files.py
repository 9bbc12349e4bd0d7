"""Files come in whole or not at all, are their owner's alone, and go when nobody needs them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from onefold.errors import BadRequestError
from onefold.jobs.upload_files import KEPT_SECONDS, discard, folder_of, receive, sweep
from onefold.settings import ServiceSettings
from onefold.store import Store


def test_a_file_is_what_came_and_only_its_owners(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "uploads"
    name = receive(folder, [b"id,na", b"me\n1,Zo\xc3\xab\n"])
    assert (folder / name).read_bytes() == b"id,name\n1,Zo\xc3\xab\n"
    assert (folder / name).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert receive(folder, [b"x"]) != name
    discard(folder, name)
    discard(folder, name)
    discard(folder, None)
    assert len(list(folder.iterdir())) == 1


def breaking_off() -> Iterator[bytes]:
    yield b"id,name\n"
    raise ConnectionError("gone")


@pytest.mark.parametrize(
    ("chunks", "error"),
    [([], "is empty"), ([b""], "is empty"), ([b"12345", b"678901"], "more than 10 bytes"), (breaking_off(), "gone")],
)
def test_of_what_is_refused_or_broken_off_no_file_is_left(chunks: Iterator[bytes], error: str, tmp_path: Path) -> None:
    with pytest.raises((BadRequestError, ConnectionError), match=error):
        receive(tmp_path, chunks, bytes_max=10)
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_takes_what_is_old_and_not_needed(tmp_path: Path) -> None:
    sweep(tmp_path / "none", set(), 0)
    old, needed, fresh = (f"{name * 32}.csv" for name in "abc")
    foreign = "customers.csv"
    for name, age in ((old, 1.0), (needed, 1.0), (fresh, -KEPT_SECONDS), (foreign, 1.0)):
        age += KEPT_SECONDS
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    sweep(tmp_path, {needed}, 1e9)
    assert sorted(path.name for path in tmp_path.iterdir()) == [needed, fresh, foreign]


def test_the_folder_is_the_one_of_the_settings_or_in_the_data_folder(store: Store, tmp_path: Path) -> None:
    assert folder_of(store, ServiceSettings(upload_folder="/srv/uploads")) == Path("/srv/uploads")
    embedded = store.url.get_backend_name() == "sqlite"
    assert folder_of(store, ServiceSettings()) == (tmp_path if embedded else Path("onefold-data")) / "uploads"
