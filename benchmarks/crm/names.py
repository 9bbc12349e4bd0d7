"""All names with how often they are given, as arrays: a name is a code, its spellings are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from benchmarks.crm.scripts import fold, slug, spell_out, transliterate
from benchmarks.crm.vectors import Floats, Ints, Rng, Texts, cumulate, groups, texts, zipf
from benchmarks.crm.wordlists import asian, english, germanic, romance, slavic_greek
from benchmarks.crm.wordlists.culture import Culture

CULTURES: dict[str, Culture] = {
    "english": english.ENGLISH,
    "german": germanic.GERMAN,
    "dutch": germanic.DUTCH,
    "french": romance.FRENCH,
    "spanish": romance.SPANISH,
    "italian": romance.ITALIAN,
    "portuguese": romance.PORTUGUESE,
    "polish": slavic_greek.POLISH,
    "russian": slavic_greek.RUSSIAN,
    "greek": slavic_greek.GREEK,
    "chinese": asian.CHINESE,
    "japanese": asian.JAPANESE,
    "korean": asian.KOREAN,
    "arabic": asian.ARABIC,
    "indian": asian.INDIAN,
}
CULTURE_CODES = {name: code for code, name in enumerate(CULTURES)}
CULTURE_LIST = list(CULTURES.values())

ERAS = (1945, 1972, 2000)
DECADES = 9  # 1930 .. 2010
LATIN, OTHER, NATIVE = 0, 1, 2

Spelled = tuple[str, str, str]


@dataclass(frozen=True)
class Names:
    """Names by code. spellings: (3, n) Latin, another Latin one, own script; slug: as in a mailbox; share: how
    frequent within its culture; nicknames: per code, empty if none, in the same three spellings."""

    spellings: Texts
    slug: Texts
    share: Floats
    nicknames: list[tuple[Spelled, ...]]


@dataclass(frozen=True)
class Range:
    """The codes of one culture (and sex): the first, and the cumulative shares (per decade for given names)."""

    first: int
    cdf: Floats


@cache  # pure, and every table of a process spells the same words
def spell(token: str, script: str) -> Spelled:
    """(Latin, other Latin, native) of a word-list token."""
    native, _, latins = token.replace("_", " ").partition("=")
    if latins:
        return latins.split("/")[0], latins.split("/")[-1], native
    if script in ("cyrillic", "greek"):
        return transliterate(native, script, 0), transliterate(native, script, 1), native
    return native, spell_out(native), native


def compose(stems: str, endings: str) -> list[str]:
    """Every stem with every ending, joined in both scripts."""
    return [_join(stem, ending) for stem in stems.split() for ending in endings.split()]


def _join(stem: str, ending: str) -> str:
    if "=" not in stem:
        return stem + ending
    native, latin = (a + b for a, b in zip(stem.split("="), [*ending.split("="), ""][:2], strict=True))
    first, other = stem.split("=")[1].split("/"), [*ending.split("="), ""][1].split("/")
    return f"{native}={first[0]}{other[0]}/{first[-1]}{other[-1]}" if "/" in latin else f"{native}={latin}"


def _respelled(names: list[str], rules: str) -> list[str]:
    pairs = [rule.split(">") for rule in rules.split()]
    return [name.replace(old, new) for name in names for old, new in pairs if old in name]


def _given_weights(culture: Culture, female: bool) -> dict[str, Floats]:
    """Name -> its weight in each decade."""
    years = 1935 + 10 * np.arange(DECADES)
    weights: dict[str, Floats] = {}
    for era, names in zip(ERAS, (culture.female if female else culture.male).split("|"), strict=True):
        near = np.clip(1 - np.abs(np.clip(years, *ERAS[::2]) - era) / 30.0, 0.02, 1)
        for rank, name in enumerate(names.split()):
            weights[name] = weights.get(name, 0.0) + near / (rank + 3.0) ** 0.9
    return weights


def _feminine(name: str, culture: Culture) -> str:
    for male, female in culture.feminine:
        if name.endswith(male):
            return name.removesuffix(male) + female
    return name


class NameBook:
    """Every given name and surname of every culture, and draws from them.

    The long tails are shuffled by `rng`, so that another seed has other rare names in front.
    """

    def __init__(self, rng: Rng) -> None:
        self.given_ranges: dict[tuple[int, int], Range] = {}
        self.surname_ranges: dict[int, Range] = {}
        given: list[tuple[Spelled, float, tuple[Spelled, ...]]] = []
        surnames: list[tuple[Spelled, Spelled, float]] = []
        for code, culture in enumerate(CULTURE_LIST):
            for sex in (0, 1):
                self._add_given(code, culture, sex, given, rng)
            self._add_surnames(code, culture, surnames, rng)
        self.given = _names([g[0] for g in given], [g[1] for g in given], [g[2] for g in given])
        shares = [s[2] for s in surnames]
        self.surnames = (_names([s[0] for s in surnames], shares), _names([s[1] for s in surnames], shares))

    def _add_given(self, code: int, culture: Culture, sex: int, given: list, rng: Rng) -> None:  # type: ignore[type-arg]
        head = _given_weights(culture, sex == 1)
        nicknames = _nicknames(culture)
        rare = [n for n in dict.fromkeys(compose(*culture.given_tail[2 * sex : 2 * sex + 2])) if n not in head]
        rare = [rare[i] for i in rng.permutation(len(rare))]
        tail = zipf(len(rare), 3.0, 0.7)
        matrix = np.vstack([np.array(list(head.values())), np.tile((tail / tail.sum())[:, None], DECADES)])
        matrix[: len(head)] *= (1 - culture.rare_given) / matrix[: len(head)].sum(axis=0)
        matrix[len(head) :] *= culture.rare_given
        self.given_ranges[code, sex] = Range(len(given), np.cumsum(matrix, axis=0).T / matrix.sum(axis=0)[:, None])
        for name, share in zip([*head, *rare], matrix.mean(axis=1), strict=True):
            given.append((spell(name, culture.script), float(share), nicknames.get(name, ())))

    def _add_surnames(self, code: int, culture: Culture, surnames: list, rng: Rng) -> None:  # type: ignore[type-arg]
        head = culture.surnames.split()
        built = compose(*culture.surname_tail)
        rare = list(dict.fromkeys([*built, *_respelled(built, culture.respellings)]))
        rare = [rare[i] for i in rng.permutation(len(rare))]
        every = list(dict.fromkeys([*head, *rare]))
        weights = zipf(len(every), culture.flatness, 0.95)
        self.surname_ranges[code] = Range(len(surnames), cumulate(weights))
        for name, share in zip(every, weights / weights.sum(), strict=True):
            woman = spell(_feminine(name, culture), culture.script)
            surnames.append((spell(name, culture.script), woman, float(share)))

    def draw_given(self, rng: Rng, culture: Ints, sex: Ints, year: Ints) -> Ints:
        """A given name for each person, as popular as it was in the decade of birth."""
        decade = np.clip((year - 1930) // 10, 0, DECADES - 1)
        codes = np.empty(len(culture), dtype=np.int64)
        luck = rng.random(len(culture))
        for key, rows in groups((culture * 2 + sex) * DECADES + decade):
            names = self.given_ranges[key // DECADES // 2, key // DECADES % 2]
            codes[rows] = names.first + _position(names.cdf[key % DECADES], luck[rows])
        return codes

    def draw_surname(self, rng: Rng, culture: Ints) -> Ints:
        """A surname for each person or household."""
        codes = np.empty(len(culture), dtype=np.int64)
        luck = rng.random(len(culture))
        for key, rows in groups(culture):
            names = self.surname_ranges[key]
            codes[rows] = names.first + _position(names.cdf, luck[rows])
        return codes


def _position(cdf: Floats, luck: Floats) -> Ints:
    return np.minimum(np.searchsorted(cdf, luck, side="right"), len(cdf) - 1)


def _nicknames(culture: Culture) -> dict[str, tuple[Spelled, ...]]:
    entries = (entry.partition(":") for entry in culture.nicknames.split(";") if ":" in entry)
    return {name.strip(): tuple(spell(n, culture.script) for n in short.split()) for name, _, short in entries}


def _names(spelled: list[Spelled], share: list[float], nicknames: list[tuple[Spelled, ...]] | None = None) -> Names:
    spellings = np.vstack([texts(column) for column in zip(*spelled, strict=True)])
    return Names(spellings, texts(slug(fold(s[0])) or "x" for s in spelled), np.array(share), nicknames or [])
