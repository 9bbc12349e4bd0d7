"""A user without the rights of root: tests of permissions mean nothing to root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@pytest.fixture
def ordinary_user():
    @contextmanager
    def lowered() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return lowered()
