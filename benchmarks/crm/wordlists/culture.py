"""What a culture says about names: which are given when, how surnames are built and handed on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Culture:
    """The names of one culture.

    male, female: given names of the generations born around 1945, 1972 and 2000, separated by `|`, popular first.
    given_tail: (male stems, male endings, female stems, female endings): every stem with every ending is a rare name.
    surnames: the frequent ones, popular first; surname_tail: (stems, endings) of the rare ones.
    respellings: `old>new` pairs that make further rare surnames of the built ones, as Meyer is beside Meier.
    nicknames: "William: Bill Will; Robert: Bob".
    feminine: endings a woman's surname has instead of a man's, the first that fits.
    flatness: Zipf-Mandelbrot offset of the surnames (large: no dominating name; 1: Korea's Kim).
    rare_given: share of people whose given name is from the tail.
    spouse_shares, middle, double: chance that spouses have one surname, of a middle name, of two surnames.
    """

    male: str
    female: str
    surnames: str
    surname_tail: tuple[str, str]
    given_tail: tuple[str, str, str, str]
    respellings: str = ""
    nicknames: str = ""
    feminine: tuple[tuple[str, str], ...] = ()
    flatness: float = 12.0
    rare_given: float = 0.08
    spouse_shares: float = 0.8
    middle: float = 0.1
    double: float = 0.03
    script: str = "latin"
