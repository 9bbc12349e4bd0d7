"""Which encoding older than Unicode a text is in: the one in which its words are words of one script.

A Western word has one or two letters that are not ASCII among others that are; a word in another script has only such.
Read in the wrong encoding, a script gives words that mix scripts, or have capitals in the middle, or nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from onefold.files.naming import attribute_of, is_id

WESTERN: Final = "cp1252"
LINES_MAX: Final = 300
LINE_BYTES_MAX: Final = 10_000
_WORDS_MIN: Final = 0.7
"""Of the words that are not ASCII so many must be of one script: tables have codes and broken cells too."""
_BYTES_MIN: Final = 5
"""Different bytes above ASCII that the words of a script must show: an é here and an à there are no script."""

_HAN: Final = r"[㐀-鿿々〇　-〿！-～]+"


class _Script(NamedTuple):
    name: str  # for people
    encoding: str
    word: re.Pattern[str]
    needs: str = ""  # letters of which some must occur


_SCRIPTS: Final = tuple(
    _Script(name, encoding, re.compile(word), needs)
    for name, encoding, word, needs in (
        ("Hebrew (Windows-1255)", "cp1255", r"[א-ת]+", ""),
        ("Cyrillic (Windows-1251)", "cp1251", r"[Ѐ-Я]?[а-џґ]+|[Ѐ-ЯҐ]+", ""),
        ("Cyrillic (KOI8-R)", "koi8_r", r"[Ѐ-Я]?[а-џ]+|[Ѐ-Я]+", ""),
        ("Greek (Windows-1253)", "cp1253", r"[Ά-Ϋ]?[ά-ώΐΰ]+|[Ά-Ϋ]+", ""),
        ("Japanese (Shift-JIS)", "cp932", rf"(?:[぀-ヿー]|{_HAN})+", ""),
        ("Japanese (EUC-JP)", "euc_jp", rf"(?:[぀-ヿー]|{_HAN})+", "[぀-ヿ]"),
        ("Korean (Windows-949)", "cp949", r"[가-힣]+", ""),
        ("Chinese (GB 2312)", "gb2312", _HAN, ""),
        ("Chinese (Big5)", "big5", _HAN, ""),
        ("Chinese (GB 18030)", "gb18030", _HAN, ""),
        ("Arabic (Windows-1256)", "cp1256", r"[ء-ي\u064b-\u0652]+", ""),
        ("Thai (Windows-874)", "cp874", r"[ก-๛]+", ""),
    )
)
"""In the order in which they are preferred among equals: a text of a later one hardly looks right in an earlier one."""

_LATIN: Final = {
    WESTERN: "Windows-1252",
    "cp1250": "Central European (Windows-1250)",
    "cp1254": "Turkish (Windows-1254)",
}


class Encoding(NamedTuple):
    """A codec of Python, and what people call it."""

    codec: str
    name: str


def encoding_of(raw: bytes) -> Encoding:
    """The encoding of a text that is not UTF-8, by its header and the first lines that are not ASCII."""
    header = raw[:LINE_BYTES_MAX].partition(b"\n")[0]
    lines = list(islice(_telling_lines(raw), LINES_MAX))
    fits = [(_known(header, each.encoding), _fit(lines, each), each) for each in _SCRIPTS]
    known, fit, best = max(fits, key=lambda found: (found[0] if found[1] >= _WORDS_MIN else -1, found[1]))
    latin = max(_LATIN, key=lambda codec: (_known(header, codec), -_odd_words(lines, codec)))
    if fit >= _WORDS_MIN and known >= _known(header, latin):
        return Encoding(best.encoding, best.name)
    return Encoding(latin, _LATIN[latin])


def _telling_lines(raw: bytes) -> Iterable[bytes]:
    lines = (found[0] for found in re.finditer(rb"[^\n]*[\x80-\xff][^\n]*", raw))
    return (line for line in lines if len(line) <= LINE_BYTES_MAX)


def _known(header: bytes, codec: str) -> int:
    """How many column names that are not ASCII are known ones in this encoding."""
    try:
        names = re.split(r"[,;\t|]", header.decode(codec))
    except UnicodeDecodeError:
        return 0
    return sum(not name.isascii() and (attribute_of(name.strip(' "\r')) is not None or is_id(name)) for name in names)


def _fit(lines: Sequence[bytes], script: _Script) -> float:
    """The share of the words that are not ASCII which are words of the script; 0 if a line cannot be read."""
    try:
        text = b"\n".join(lines).decode(script.encoding)
    except UnicodeDecodeError:
        return 0.0
    words = _words(text)
    fitting = [word for word in words if script.word.fullmatch(word)]
    telling = len(set("".join(fitting).encode(script.encoding)) - set(range(128))) >= _BYTES_MIN
    if not telling or (script.needs and not re.search(script.needs, text)):
        return 0.0
    return len(fitting) / len(words)


def _odd_words(lines: Sequence[bytes], codec: str) -> int:
    """Words with a sign where a letter should be: ³ in Micha³, which is Michał in another encoding."""
    words = _words(b"\n".join(lines).decode(codec, "replace"))
    return sum(not re.sub(r"[’‘´`·–—„“”«»°º€]", "", word).isalpha() for word in words if len(word) > 1)


def _words(text: str) -> list[str]:
    """Runs of letters and of everything that is not ASCII, if some of it is not."""
    return [word for word in re.findall(r"[A-Za-z\x80-\U0010ffff]+", text) if not word.isascii()]
