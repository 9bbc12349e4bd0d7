"""Small tools for columns: object arrays of strings, weighted draws, groups of equal keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]
Rng = np.random.Generator


def texts(values: Iterable[str | None]) -> Texts:
    """An object array of strings; NumPy must not guess a nested shape."""
    listed = list(values)
    result = np.empty(len(listed), dtype=object)
    result[:] = listed
    return result


def nothing(n: int) -> Texts:
    """n missing texts."""
    return np.full(n, None, dtype=object)


def present(values: Texts) -> Bools:
    """Which texts are not missing."""
    return np.asarray(np.not_equal(values, np.array(None, dtype=object)), dtype=np.bool_)


def keep(values: Texts, where: Bools) -> Texts:
    """The values where the condition holds, None elsewhere."""
    result = values.copy()
    result[~where] = None
    return result


def zipf(count: int, offset: float, power: float) -> Floats:
    """Weights of ranks: (rank + offset) ** -power for the ranks 0 .. count - 1 (Zipf-Mandelbrot)."""
    return np.asarray((np.arange(count) + offset) ** -power, dtype=np.float64)


def cumulate(weights: Sequence[float] | Floats) -> Floats:
    """The cumulative distribution of some weights."""
    total = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.asarray(total / total[-1])


def draw(rng: Rng, cdf: Floats, n: int) -> Ints:
    """n positions drawn from a cumulative distribution."""
    return np.minimum(np.searchsorted(cdf, rng.random(n), side="right"), len(cdf) - 1)


def chance(rng: Rng, p: float | Floats, n: int) -> Bools:
    """n coin flips, of one probability or of one each."""
    return np.asarray(rng.random(n) < p)


def groups(keys: Ints) -> Iterator[tuple[int, Ints]]:
    """Every key with the rows that have it, both ascending."""
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(keys[order]) != 0]) if len(keys) else np.empty(0, dtype=np.int64)
    for rows in np.split(order, starts[1:]) if len(keys) else ():
        yield int(keys[rows[0]]), rows


def change(values: Texts, where: Bools, how: Callable[..., Any], *arguments: Any) -> None:
    """Replace values[where] in place by how(value, argument of the row ...), where there is a value."""
    rows = np.flatnonzero(where)
    rows = rows[present(values[rows])]
    columns = [argument[rows].tolist() for argument in arguments]
    values[rows] = texts(how(*row) for row in zip(values[rows], *columns, strict=True))


_BLOCKS = [texts(f"{number:0{width}d}" if width else "" for number in range(10**width)) for width in range(5)]


def random_digits(rng: Rng, width: int, n: int) -> Texts:
    """n random strings of `width` digits, put together from blocks of up to four."""
    result: Texts = np.full(n, "", dtype=object)
    for block in [4] * (width // 4) + [width % 4]:
        result = result + _BLOCKS[block][rng.integers(0, 10**block, n)]
    return result


def repeated(values: Texts) -> Bools:
    """True where a text occurred in an earlier row."""
    seen: set[str] = set()
    result = np.zeros(len(values), dtype=np.bool_)
    for row, value in enumerate(values):
        result[row] = value in seen
        seen.add(value)
    return result
