"""A phonetic key for names of many languages, made to bring spellings together rather than to keep names apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from onefold.engine.kernels.compiled import njit
from onefold.engine.normalise.text import array_of, strings_of


def skeleton(names: pa.StringArray) -> pa.StringArray:
    """Give each folded name its consonants, by sound: schmidt, schmitt, smid -> smt; meyer, maier, mayr -> mr.

    Sounds that are spelled, heard or transliterated alike share a letter (b p; d t th; f v w ph; g k q c ck kh; s z
    sh sch tz; j y), doubled ones are one, silent ones go. A vowel counts at the start only, as "a"; digits stay.
    Words are joined. "" stays "". After Kölner Phonetik (Postel 1969) and Metaphone (Philips 1990). 0.1 us a name.
    """
    offsets, data = strings_of(names)
    new_offsets = np.zeros(len(offsets), np.int32)
    new_data = np.empty(2 * (int(offsets[-1]) - int(offsets[0])), np.uint8)  # x is two sounds
    size = _skeletons(offsets, data, _SYMBOL_OF_BYTE, _sounds(), new_offsets, new_data)
    return array_of(new_offsets, new_data[:size])


_VOWEL: Final = 1
_SYMBOLS: Final = "\0abcdefghijklmnopqrstuvwxyz0123456789"  # \0 is the edge of the name
_VOWELS: Final = "aeiouy"
_SOUNDS: Final = {
    letter: sound
    for sound, letters in {"p": "bp", "t": "dt", "f": "fvw", "k": "cgkq", "s": "sz"}.items()
    for letter in letters
}
"""The sounds that have another letter than their own."""


@cache
def _sounds() -> npt.NDArray[np.uint8]:
    """uint8[37, 37, 37]: the sound of a symbol by the one before it, itself and the one after: a letter, vowel or 0."""
    sounds = np.zeros((len(_SYMBOLS),) * 3, np.uint8)
    for k, letter in enumerate(_SYMBOLS):
        rule = _RULES.get(letter)
        if rule is None:
            sounds[:, k] = _code(_sound(letter))
            continue
        for i, before in enumerate(_SYMBOLS):
            sounds[i, k] = [_code(rule(before, after)) for after in _SYMBOLS]
    return sounds


def _sound(letter: str) -> str:
    return letter if letter in _VOWELS else _SOUNDS.get(letter, letter)


def _code(sound: str) -> int:
    return _VOWEL if sound and sound in _VOWELS else ord(sound or "\0")


def _c(before: str, after: str) -> str:
    """Soft in Garcia, and in sch; ch is k as in Christina, Bach and Michael (Mikhail)."""
    return "s" if after in "eiyzs" or (before == "s" and after == "h") else "k"


def _d_or_t(_: str, after: str) -> str:
    """Silent in Schultz, Edwards, Mitchell, Rodger."""
    return "" if after in "szgc" else "t"


def _p(before: str, after: str) -> str:
    """f in Stephen, silent in Pfeiffer and Thompson."""
    return "f" if after == "h" else "" if after == "f" or (before == "m" and after == "s") else "p"


def _g(before: str, after: str) -> str:
    """Soft in George (Jorge), silent in Gnesin, Wright and Vaughan."""
    if before == "\0":
        return "j" if after in "ei" else "" if after == "n" else "k"
    return "" if after == "h" else "k"


def _k(before: str, after: str) -> str:
    """Silent in Knight."""
    return "" if before == "\0" and after == "n" else "k"


def _w(before: str, after: str) -> str:
    """Silent in Wright, a vowel in Brown (Braun) and Shawn (Sean), v in Kowalski and Wladimir."""
    if before == "\0" and after == "r":
        return ""
    return "a" if before in _VOWELS and after not in _VOWELS else "f"


def _j(before: str, _: str) -> str:
    """A vowel in Katja (Katya) and Sergej."""
    return "j" if before == "\0" else "a"


def _i_or_y(before: str, after: str) -> str:
    """j in Yuri and Iurii (Juri), a vowel in Yelena (Elena)."""
    return "j" if before == "\0" and after in "aou" else "a"


_RULES: Final[dict[str, Callable[[str, str], str]]] = {
    "c": _c,
    "d": _d_or_t,
    "t": _d_or_t,
    "p": _p,
    "g": _g,
    "k": _k,
    "w": _w,
    "j": _j,
    "i": _i_or_y,
    "y": _i_or_y,
    "h": lambda _before, _after: "",
    "\0": lambda _before, _after: "",
}
_SYMBOL_OF_BYTE: Final = np.array([max(_SYMBOLS.find(chr(byte)), 0) for byte in range(256)], np.uint8)


@njit(cache=True, nogil=True)
def _skeletons(offsets, data, symbols, sounds, new_offsets, new_data):  # type: ignore[no-untyped-def]  # pragma: no cover
    """Write the skeleton of each name and return the size; `symbols` gives a byte's symbol, 0 for a space."""
    size = 0
    for i in range(len(offsets) - 1):
        start = size
        before = letter = last = 0
        for k in range(offsets[i], offsets[i + 1] + 1):  # one more round for the last letter, whose next is the edge
            after = symbols[data[k]] if k < offsets[i + 1] else 0
            if after == 0 and k < offsets[i + 1]:
                continue
            sound = sounds[before, letter, after]
            before, letter = letter, after
            if sound == 1:
                if size == start:
                    new_data[size] = 97
                    size += 1
                last = 0
            elif sound and sound != last:
                last = sound
                if sound == 120:  # x is k and s
                    new_data[size] = 107
                    size += 1
                    last = 115
                new_data[size] = last
                size += 1
        new_offsets[i + 1] = size
    return size
