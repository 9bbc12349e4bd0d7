"""Writing systems: transliteration by rule, accents dropped, umlauts spelled out, and slugs for mailboxes."""

from __future__ import annotations

import re
import unicodedata

# The letters of a script, and of two spellings each: words by a single space, so that a silent letter is empty.
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
_PASSPORT = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia e i i ie g"
_POPULAR = "a b v g d e zh z i y k l m n o p r s t u f h c ch sh sch  y  e yu ya yo i yi ye g"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
_ELOT = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_GREEKLISH = "a b g d e z h th i k l m n ks o p r s s t u ph x ps w"


def _table(letters: str, spelling: str) -> dict[str, str]:
    return dict(zip(letters, spelling.split(" "), strict=True))


_TABLES = {
    ("cyrillic", 0): _table(_CYRILLIC, _PASSPORT),
    ("cyrillic", 1): _table(_CYRILLIC, _POPULAR),
    ("greek", 0): _table(_GREEK, _ELOT),
    ("greek", 1): _table(_GREEK, _GREEKLISH),
}
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "Ł": "L", "đ": "d", "æ": "ae", "œ": "oe", "Ø": "O", "ı": "i"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def transliterate(text: str, script: str, spelling: int) -> str:
    """Latin letters for Cyrillic or Greek; spelling 0 is the official one, 1 the popular one."""
    table = _TABLES[script, spelling]
    plain = unicodedata.normalize("NFD", text).replace("ου", "ou") if script == "greek" else text
    return "".join(_letter(character, table) for character in plain if not unicodedata.combining(character))


def _letter(character: str, table: dict[str, str]) -> str:
    latin = table.get(character.lower(), character)
    return latin.capitalize() if character.isupper() else latin


def fold(text: str) -> str:
    """Accents dropped: Müller -> Muller."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_SPECIAL))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def spell_out(text: str) -> str:
    """Umlauts spelled out: Müller -> Mueller."""
    return fold(text.translate(_GERMAN))


def slug(text: str) -> str:
    """The letters and digits of a Latin text as they appear in a mailbox: O'Brien -> obrien."""
    return _NOT_SLUG.sub("", fold(text).lower())
