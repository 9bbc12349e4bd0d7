"""Files in S3: whole or not there, in bounded memory, and errors that say what to do. On a real server."""

from __future__ import annotations

import socket
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from onefold.errors import OutputError
from onefold.export import s3 as s3_

MEGABYTE = b"x" * (1 << 20)


def files(bucket: Path) -> list[str]:
    return sorted(path.relative_to(bucket).as_posix() for path in bucket.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "pieces",
    [[], [b""], [b"a,0,1.0\n"], [b"a", b"", b"bc"], [MEGABYTE] * 8, [MEGABYTE] * 20 + [b"end"], [MEGABYTE * 9]],
)
def test_what_is_written_is_there(s3: Path, pieces: list[bytes]) -> None:
    s3_.write("results", "a folder/é/file.csv", iter(pieces))
    file = s3 / "a folder" / "é" / "file.csv"
    assert file.read_bytes() == b"".join(pieces)
    file.unlink()


def test_a_file_is_replaced_by_one_of_the_same_key(s3: Path) -> None:
    for text in (b"first", b"second"):
        s3_.write("results", "again.csv", [text])
    assert (s3 / "again.csv").read_bytes() == b"second"
    (s3 / "again.csv").unlink()


def test_a_file_whose_making_fails_is_not_there(s3: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield MEGABYTE * 9
        raise KeyError("the database went away")

    with pytest.raises(KeyError):
        s3_.write("results", "broken.csv", broken())
    assert files(s3) == []


def test_memory_does_not_grow_with_the_file(s3: Path) -> None:
    tracemalloc.start()
    s3_.write("results", "large.csv", (MEGABYTE for _ in range(100)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * s3_.PART_BYTES
    assert (s3 / "large.csv").stat().st_size == 100 << 20
    (s3 / "large.csv").unlink()


def test_checking_a_bucket_leaves_nothing_behind(s3: Path) -> None:
    s3_.check_writable("results", "prefix/")
    assert files(s3) == []


@pytest.mark.parametrize(
    ("bucket", "environment", "said"),
    [
        ("absent", {}, "there is no such bucket"),
        ("results", {"AWS_ACCESS_KEY_ID": "OTHER"}, "credentials are not valid"),
        ("results", {"AWS_SECRET_ACCESS_KEY": "WRONG"}, "credentials are not valid"),
        ("results", {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "credentials are not valid"),
        ("results", {"AWS_ENDPOINT_URL_S3": "closed"}, "S3 cannot be reached"),
        ("results", {"AWS_ENDPOINT_URL_S3": "no address"}, "settings of the server are not usable"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    s3: Path, monkeypatch: pytest.MonkeyPatch, bucket: str, environment: dict[str, str], said: str
) -> None:
    monkeypatch.setattr(s3_, "ATTEMPTS", 1)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound and not listening: nobody answers there
        for name, value in environment.items():
            closed = f"http://127.0.0.1:{unused.getsockname()[1]}"
            monkeypatch.setenv(name, value.replace("closed", closed))
        for attempt in (lambda: s3_.check_writable(bucket, ""), lambda: s3_.write(bucket, "a.csv", [b"a"])):
            with pytest.raises(OutputError, match=f"^S3BucketName={bucket} cannot be written to: .*{said}") as refused:
                attempt()
            assert "127.0.0.1" not in str(refused.value)
    assert files(s3) == []


def test_a_second_client_reads_no_description_again_but_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    first = s3_._client("b")
    monkeypatch.setattr(s3_._models().file_loader, "load_file", refuse)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
    second = s3_._client("b")
    assert (first.meta.region_name, second.meta.region_name) == ("eu-west-1", "eu-north-1")
    assert second.meta.endpoint_url == "http://127.0.0.1:1"
    paths = s3_._models().search_paths
    assert len(paths) == len(set(paths))
