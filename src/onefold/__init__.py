"""Onefold: open identity resolution for customer data.

>>> import onefold
>>> result = onefold.match("customers.csv")  # doctest: +SKIP

Names are loaded when they are first used: `import onefold` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onefold.errors import (
    ColumnError,
    InputError,
    JudgementError,
    MemoryLimitError,
    OnefoldError,
    OutputError,
    ReadError,
)

if TYPE_CHECKING:
    from onefold.api import ArrowFrame, Explanation, Resolution, Summary, match

    __version__: str

__all__ = [
    "ArrowFrame",
    "ColumnError",
    "Explanation",
    "InputError",
    "JudgementError",
    "MemoryLimitError",
    "OnefoldError",
    "OutputError",
    "ReadError",
    "Resolution",
    "Summary",
    "match",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("onefold")
    if name in __all__:
        from onefold import api

        return getattr(api, name)
    raise AttributeError(f"module 'onefold' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
