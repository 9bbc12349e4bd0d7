"""A body is in a file of its own while it is read, and nowhere afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from onefold.importing.spool import content_id, spooled


def test_the_file_is_whole_private_and_gone_at_the_end() -> None:
    with spooled([b"ab", b"", b"c"]) as body:
        assert body.path.read_bytes() == b"abc"
        assert body.path.parent.stat().st_mode & 0o777 == 0o700
        assert body.content_id == content_id(body.path) == sha256(b"abc").hexdigest()[:32]
    assert not body.path.parent.exists()


def test_a_body_that_breaks_off_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def chunks() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionError

    with pytest.raises(ConnectionError), spooled(chunks()):
        pass
    assert list(tmp_path.iterdir()) == []
