"""`njit` for the kernels: compiled code on disk is used again only if all it was compiled from is still the same.

numba finds code by the time and size of the file and by the bytecode of the function. Neither sees another constant in
the function, in another module or in a kernel that it calls; and as wheels carry fixed times, an upgrade that changes
0.92 to 0.93 would go on with the old code. Here the key has a digest of everything that numba freezes into the code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core.caching import FunctionCache
from numba.core.dispatcher import Dispatcher
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

WITHOUT_COUNTS: Final[dict[str, Any]] = {"_nrt": False}
"""numba counts the references to an array whenever a kernel calls a kernel, by atomic instructions: of comparing pairs
that was half of the time. It does so for arrays that kernels make. Ours make none: they write into what they are given,
and numba refuses to compile one that does not."""


def njit(*, nogil: bool, cache: bool) -> Callable[[Any], Any]:
    """`numba.njit` for kernels that allocate nothing; with `cache` the machine code is kept beside the source, under a
    key that has `digest` in it."""

    def compiled(function: FunctionType) -> Any:
        dispatcher: Any = numba.njit(nogil=nogil, **WITHOUT_COUNTS)(function)
        if cache:
            cached: Any = _Cache
            dispatcher._cache = cached(function)  # what Dispatcher.enable_caching does, with another class
        return dispatcher

    return compiled


def _prefetch(context: Any, array: Any, row: Any, column: Any) -> Any:  # noqa: ARG001 (numba reads their number)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        view = make_array(signature.args[0])(context, builder, arguments[0])  # type: ignore[no-untyped-call]
        size = builder.extract_value(view.strides, 1)
        start = builder.mul(builder.extract_value(view.strides, 0), arguments[1])
        offset = builder.add(start, builder.mul(size, arguments[2]))
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        address = builder.gep(builder.bitcast(view.data, byte), [offset])
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        builder.call(fetch, [address, *(ir.Constant(number, value) for value in _READ_TO_ALL_CACHES_OF_DATA)])
        return context.get_dummy_value()

    return types.void(array, types.int64, types.int64), generate


_READ_TO_ALL_CACHES_OF_DATA = (0, 3, 1)
"""The arguments of llvm.prefetch: to read, not to write; nearest cache included; data, not code."""

prefetch: Any = intrinsic(_prefetch)
"""prefetch(array, row, column), in a kernel: begin to fetch the cache line of an element of a two-dimensional array,
and go on. Changes no value, and an index outside the array is no error.

A processor fetches ahead by itself until it guesses a branch wrongly, and comparisons of texts are full of those."""


class _Cache(FunctionCache):
    def _index_key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        key: tuple[Any, ...] = super()._index_key(sig, codegen)  # type: ignore[no-untyped-call]
        return (*key, str(WITHOUT_COUNTS), digest(self._py_func))


@cache
def digest(function: FunctionType) -> str:
    """A hash of the code and constants of a kernel, of the globals it names, and of the kernels it calls.

    Types and functions of numpy count by their names: another version of numba compiles anew in any case.

    Raises TypeError for a global of a kind whose value cannot be told: pass it as an argument.
    """
    hashed = hashlib.sha256()
    for part in _parts_of(function, set()):
        hashed.update(len(part).to_bytes(8))
        hashed.update(part)
    return hashed.hexdigest()


def _parts_of(function: FunctionType, seen: set[FunctionType]) -> Iterator[bytes]:
    if function in seen:
        return
    seen.add(function)
    codes = [function.__code__]
    for code in codes:  # grows: a comprehension is a code among the constants
        yield code.co_code
        codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        yield from (_bytes_of(each) for each in code.co_consts if not isinstance(each, CodeType))
        for name, value in _globals_of(code, function):
            yield name.encode()
            if isinstance(value, Dispatcher):
                yield from _parts_of(value.py_func, seen)
            else:
                yield _bytes_of(value)


def _globals_of(code: CodeType, function: FunctionType) -> Iterator[tuple[str, Any]]:
    """What the names of a code mean: globals, and of a module among them the members that are named too."""
    own = function.__globals__
    for name in code.co_names:
        if name in own:
            yield name, own[name]
            if isinstance(own[name], ModuleType):
                members = ((each, getattr(own[name], each, None)) for each in code.co_names)
                yield from ((f"{name}.{each}", member) for each, member in members if member is not None)


def _bytes_of(value: Any) -> bytes:
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} ".encode() + value.tobytes()
    if isinstance(value, tuple | frozenset):
        return b" ".join(sorted(map(_bytes_of, value)) if isinstance(value, frozenset) else map(_bytes_of, value))
    if isinstance(value, ModuleType) or (callable(value) and hasattr(value, "__name__")):
        return f"{getattr(value, '__module__', '')}.{value.__name__}".encode()
    if value is None or value is Ellipsis or isinstance(value, int | float | complex | str | bytes | np.generic):
        return f"{type(value).__name__} {value!r}".encode()
    raise TypeError(f"a kernel cannot name {value!r}, a {type(value).__name__}, as a global; pass it as an argument")
