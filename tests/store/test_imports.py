"""An import counts what it has stored, and only one at a time goes on with it."""

from __future__ import annotations

from typing import Any

from onefold.store import imports
from onefold.store.imports import Import

ID = "a" * 32


def test_an_import_goes_on_where_it_stopped(tx: Any) -> None:
    begun = imports.begin(tx, 1, ID, 5, 10)
    assert begun == Import(1, ID, 5, 0)
    assert not begun.done
    further = imports.advance(tx, begun, 3, 11)
    assert imports.is_begun(tx, 1, ID)
    assert further == Import(1, ID, 5, 3) == imports.begin(tx, 1, ID, 5, 12)
    assert imports.advance(tx, begun, 3, 13) is None  # another has stored three meanwhile
    assert further is not None
    ended = imports.advance(tx, further, 2, 14)
    assert ended is not None
    assert ended.done
    assert not imports.is_begun(tx, 1, ID)


def test_domains_have_their_own(tx: Any) -> None:
    one, other = imports.begin(tx, 1, ID, 5, 10), imports.begin(tx, 2, ID, 5, 10)
    imports.advance(tx, one, 3, 11)
    assert imports.begin(tx, 2, ID, 5, 12) == other
