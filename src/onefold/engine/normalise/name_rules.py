"""The rules that read one name: for the values that are more than a few ordinary words (see names.py)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from onefold.engine.normalise import name_words as nw
from onefold.engine.normalise.text import fold_one


class NameRow(NamedTuple):
    """The parts of one name, folded; "" and 0 where there is none (suffix and gender as in names.NameParts)."""

    given: str = ""
    middle: str = ""
    surname: str = ""
    suffix: int = 0
    gender: int = 0


_SIGNS_FOR_AND: Final = re.compile(r"[&+/]")
_NICKNAME: Final = re.compile(r"""\((?!n[ée]e|geb)[^)]*\)|"[^"]*"|“[^”]*”|(?<=\s)'[^']*'(?=\s)""")
_DOTTED_DEGREE: Final = re.compile(
    r"(?<=[\w.])[ ,]+(?:ph\. ?d|[mj]\. ?d|d\.d\.s|m\.b\.a|[bm]\.(?:a|sc?))\b\.?(?=\s*(?:,|$))", re.I
)
_SCANNED: Final = re.compile(r"(?<=[a-z])[01358](?=[a-z])|^0(?=[a-z]{2})")
_SCANNED_I: Final = re.compile(r"(?<=[b-df-hj-np-tv-z])1(?=[b-df-hj-np-tv-z])")
_DIGITS: Final = re.compile(r"\d+")
_COMMA: Final = re.compile("[,;]")
_HYPHEN: Final = re.compile(r"(?<=\w)[-‐-―−](?=\w)")
_LOOKS_LIKE: Final = {"0": "o", "1": "l", "3": "e", "5": "s", "8": "b"}
_UNUSUAL: Final = re.compile("[^A-Za-z ,-]")
_NOT_A_NAME: Final = re.compile(r"@|://|\bwww\.|\.com\b", re.I)
_LEAD: Final = re.compile(r"^\s*(?:the\s+)?(?:estate of|c/o|care of|attn:?|attention:?)\s+", re.I)
_CAPITALS_FIRST: Final = re.compile(r"((?:[^\W\d_a-z]{2,}[ '-]+)+)(?=[^\W\d_]\w*[a-z])(.+)")
_EASTERN: Final = re.compile(r"[㐀-鿿豈-﫿々가-힣ぁ-ゖァ-ヺー\s]+")
_PATRONYMIC: Final = re.compile(r"\w+(?:vich|vna|ichna|vych|yivna)")
_SLAVIC_SURNAME: Final = re.compile(r"\w+(?:[oe]va?|ina?|sk(?:iy?|y|aya?|ij)|ko|[uy]k|ts)")


def _words(text: str) -> list[str]:
    """The folded words of a text. Digits go, but for ordinals; a hyphen between two names stays: picard-smith."""
    words: list[str] = []
    for k, part in enumerate(_HYPHEN.split(_SIGNS_FOR_AND.sub(" and ", text))):
        part_words = [
            clean for word in fold_one(part).split() if (clean := word if word in nw.SUFFIXES else _spelled(word))
        ]
        if k and words and part_words and _is_name(words[-1].rpartition("-")[2]) and _is_name(part_words[0]):
            words[-1] += "-" + part_words.pop(0)
        words += part_words
    return words


def _known(words: list[str]) -> list[str]:
    return [word for word in words if word not in nw.UNKNOWN]


def _is_name(word: str) -> bool:
    return len(word) > 1 and word not in nw.PARTICLES and word not in nw.SUFFIXES and word not in nw.TITLES


def _names(words: list[str]) -> list[str]:
    """The words, hyphens parting them, without joiners, digits and connecting words in between."""
    if len(words) < 3 and nw.UNKNOWN.isdisjoint(words) and all(word.isalpha() for word in words):
        return words
    words = " ".join(words).replace("-", " ").split()
    inner = [word for word in words[1:-1] if word not in nw.JOINERS and word not in nw.MAIDEN and word != "y"]
    return [
        clean for word in words[:1] + inner + words[1:][-1:] if word not in nw.UNKNOWN and (clean := _spelled(word))
    ]


def _spelled(word: str) -> str:
    """Without digits; one inside a word is read as the letter it looks like: J0hn."""
    if word.isalpha():
        return word
    word = _SCANNED_I.sub("i", word)
    return _DIGITS.sub("", _SCANNED.sub(lambda digit: _LOOKS_LIKE[digit[0]], word))


def _take_titles(words: list[str], left_min: int = 1) -> list[str]:
    """Take the leading titles off `words` (joint ones too: Mr & Mrs) while a name is left, and return them."""
    taken: list[str] = []
    while len(words) > 1 and (
        words[0] in nw.TITLES
        or (words[0] in nw.TITLE_OR_NAME and len(words) > left_min)
        or (taken and (words[0] in nw.JOINERS or words[0] in nw.TITLE_TAILS))
    ):
        taken.append(words.pop(0))
    return taken


def _gender(titles: list[str]) -> int:
    genders = [1 if title in nw.MALE else 2 for title in titles if title in nw.MALE or title in nw.FEMALE]
    return genders[0] if genders else 0


def _take_suffix(words: list[str], keep: int = 1, ambiguous_min: int = 3) -> int:
    """Take suffixes, degrees and titles off the end of `words` while `keep` words are left; return the suffix.

    V and IV may be initials or names, and are suffixes of `ambiguous_min` words or more.
    """
    suffix = 0
    while len(words) > keep:
        if words[-1] in nw.SUFFIXES and (words[-1] not in nw.AMBIGUOUS_SUFFIXES or len(words) >= ambiguous_min):
            suffix = nw.SUFFIXES[words.pop()]
        elif words[-1] in nw.AFTER_NAME:
            words.pop()
        else:
            break
    return suffix


def _given_and_middle(words: list[str]) -> tuple[str, str]:
    words = _names(words)
    if len(words) > 1 and words[0] in nw.GIVEN_PARTICLES and len(words[1]) > 1:
        words = [words[0] + words[1], *words[2:]]
    if words and words[0] in nw.COMPOUNDS:
        words = [*nw.COMPOUNDS[words[0]], *words[1:]]
    return (words[0], " ".join(words[1:])) if words else ("", "")


def _surname_of(words: list[str]) -> str:
    """One spelling of a surname: see the head of names.py."""
    words = _names(words)
    if words[:2] == ["v", "d"] or words[:1] == ["vd"]:
        words = ["van", "der", *words[1 if words[0] == "vd" else 2 :]]
    found: list[str] = []
    particles: list[str] = []
    for word in words:
        particles.append(word)
        if word not in nw.SURNAME_PARTICLES:
            found.append(_mc("".join("st" if particle == "saint" else particle for particle in particles)))
            particles = []
    return " ".join(found + particles)


def _mc(word: str) -> str:
    """Spell Mac as Mc where it is the Scottish prefix, as it mostly is in longer names (not in Mack, Macron)."""
    is_mac = len(word) >= 7 and word.startswith("mac") and (word[3] in "dfglmnpqrtvw" or word[3:5] in ("ke", "ki"))
    return "mc" + word[3:] if is_mac else word


def given_row(raw: str) -> NameRow:
    """Parts of the value of a given-name field: titles and suffixes are taken off, a second name is the middle."""
    without_nickname = _NICKNAME.sub(" ", raw)
    words = _known(_words(without_nickname) or _words(raw))
    titles = _take_titles(words)
    suffix = _take_suffix(words)
    given, middle = _given_and_middle(_before_joiner(words))
    if given in nw.TITLES and not middle:
        return NameRow(gender=_gender([given]))
    return NameRow(given, middle, "", suffix, _gender(titles))


def _before_joiner(words: list[str]) -> list[str]:
    """Of joint given names the first one's: John & Mary."""
    if nw.JOINERS.isdisjoint(words) and "y" not in words:
        return words
    end = next((i for i, word in enumerate(words) if i and (word in nw.JOINERS or word == "y")), len(words))
    return words[:end]


def surname_row(raw: str) -> NameRow:
    """Parts of the value of a surname field; what follows a comma is a given name or a suffix."""
    if raw.strip() in nw.KOREAN:
        return NameRow(surname=nw.KOREAN[raw.strip()])
    surname, given, suffix = _sections(_DOTTED_DEGREE.sub("", raw))
    surname = _known(surname)
    titles = _take_titles(surname, left_min=len(surname))
    return _surname_first_row(surname, given, suffix, titles)


def _surname_first_row(surname: list[str], given: list[str], suffix: int, titles: list[str]) -> NameRow:
    """Last, First Middle: suffixes may stand on either side, and particles at the end (Berg, Jan van der)."""
    suffix = _take_suffix(surname, ambiguous_min=2) or _take_suffix(given) or suffix
    moved = 0
    while moved < len(given) and given[-1 - moved] in nw.TRAILING_PARTICLES:
        moved += 1
    if moved > 1 or (moved and moved < len(given) and nw.VIETNAMESE.isdisjoint(surname)):
        surname, given = given[-moved:] + surname, given[:-moved]
    return NameRow(*_given_and_middle(_before_joiner(given)), _surname_of(surname), suffix, _gender(titles))


def _sections(text: str) -> tuple[list[str], list[str], int]:
    """Words before the first comma, words after it, and the suffix; sections of suffixes and degrees are taken out."""
    sections = [words for section in _COMMA.split(text) if (words := _words(section))]
    if len(sections) == 1:
        return sections[0], [], 0
    suffix = 0
    for words in sections[1:]:
        if all(word in nw.SUFFIXES or word in nw.COMMA_DEGREES for word in words):
            suffix = suffix or next((nw.SUFFIXES[word] for word in words if word in nw.SUFFIXES), 0)
            words.clear()
    before = sections[0] if sections else []
    return before, [word for words in sections[1:] for word in words], suffix


def full_row(raw: str) -> NameRow:
    """Parts of a whole name, in the order `First Last` or `Last, First`."""
    text = raw
    if _UNUSUAL.search(raw):  # most have letters and commas only: for them the next searches are half of the time
        if _NOT_A_NAME.search(raw):
            return NameRow()
        if _EASTERN.fullmatch(raw):
            return _eastern_row(raw)
        text = _DOTTED_DEGREE.sub("", _NICKNAME.sub(" ", raw))
    text = _LEAD.sub("", text)
    if capitals := _capitals_first(text):
        text = f"{capitals[1]}, {capitals[2]}"
    before, after, suffix = _sections(text)
    if after or (before and text.rstrip().endswith(",")):
        return _surname_first_row(before, after, suffix, _take_titles(before) + _take_titles(after))
    return _western_row(before, suffix)


def _capitals_first(text: str) -> re.Match[str] | None:
    """LAST First as the French write it; initials (JP Morgan) and titles in capitals are no surname."""
    match = None if "," in text else _CAPITALS_FIRST.match(text)
    if not match or not match[1].isupper() or not re.search(r"[^\W\d_]{3}", match[1]):
        return None
    first = "".join(_words(text)[:1])
    return None if first in nw.TITLES or first in nw.UNKNOWN else match


def _western_row(words: list[str], suffix: int) -> NameRow:
    titles = _take_titles(words, left_min=2)
    no_given = (titles and titles[-1] not in nw.GIVEN_TITLES) or (words and words[0] in nw.UNKNOWN)
    words = [word for word in _known(words) if word != "the"]
    if len(words) > 1 and words[-1] in nw.FAMILY:
        return NameRow(surname=_surname_of(words[:-1]))
    words = _first_person(words)
    suffix = _take_suffix(words, keep=2 if len(words) > 2 else 1) or suffix
    if len(words) == 1 and no_given:
        return NameRow(surname=_surname_of(words), suffix=suffix, gender=_gender(titles))
    given, surname = _in_order(words)
    return NameRow(*_given_and_middle(given), _surname_of(surname), suffix, _gender(titles))


def _first_person(words: list[str]) -> list[str]:
    """Of joint names the first person: John and Mary Smith -> john smith. (No joint name: von und zu Stein.)"""
    if nw.JOINERS.isdisjoint(words) and "y" not in words:
        return words
    joiners = (i for i in range(1, len(words) - 1) if words[i] in nw.JOINERS or (words[i] == "y" and i == 1))
    joiner = next((i for i in joiners if words[i - 1] not in nw.PARTICLES), len(words))
    first, second = words[:joiner], words[joiner + 1 :]
    return first if joiner > 1 or len(second) < 2 else first + second[_surname_start(second) :]


def _in_order(words: list[str]) -> tuple[list[str], list[str]]:
    """Given names and surname of a full name without a comma."""
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[2]) and _SLAVIC_SURNAME.fullmatch(words[0]):
        return words[1:], words[:1]
    if len(words) > 2 and words[0] in nw.VIETNAMESE and words[-1] not in nw.VIETNAMESE:
        return [words[-1], *words[1:-1]], words[:1]
    start = _surname_start(words)
    return words[:start], words[start:]


def _surname_start(words: list[str]) -> int:
    """Where the surname starts: at the last word, or before it at particles or a first Iberian surname."""
    start = max(len(words) - 1, 1)
    if start > 1 and words[start - 1] == "o" and words[start] in nw.O_NAMES:
        start -= 1
    start = _before_particles(words, start)
    if start > 1 and words[start - 1] == "y":
        start -= 1
    if start > 1 and _is_iberian(words[start - 1]):
        start = _before_particles(words, start - 1)
    if nw.MAIDEN.isdisjoint(words[2:-1]):
        return start
    maiden = next(i for i in range(2, len(words) - 1) if words[i] in nw.MAIDEN)
    return min(start, _surname_start(words[:maiden]))


def _is_iberian(word: str) -> bool:
    return word in nw.IBERIAN or (len(word) > 3 and word.endswith("ez"))


def _before_particles(words: list[str], start: int) -> int:
    while start > 1 and (
        words[start - 1] in nw.PARTICLES
        or (start > 2 and words[start - 1] in nw.JOINERS and words[start - 2] in nw.PARTICLES)
    ):
        start -= 1
    return start


def _eastern_row(raw: str) -> NameRow:
    """Family name first: 山田 太郎. Without a space it is the first sign; two of four signs, or of a known pair."""
    first, *rest = raw.split() or [""]
    if not rest and len(first) > 1 and not re.match("[ぁ-ゖァ-ヺ]", first):
        cut = 2 if len(first) == 4 or first[:2] in nw.TWO_SIGN_SURNAMES else 1
        first, rest = first[:cut], [first[cut:]]
    surname, given = nw.KOREAN.get(first) or fold_one(first).replace(" ", ""), fold_one("".join(rest)).replace(" ", "")
    return NameRow(given, "", surname) if rest else NameRow(surname)
