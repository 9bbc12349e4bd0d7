"""Why two records are, or are not, one customer: the score taken apart attribute by attribute.

weight of an attribute = log2 of its likelihood for one person over its likelihood by chance. What the same evidence
says for relatives and namesakes is one more bar, "Related", which is never positive; with the prior all bars add up to
the log2 odds of the score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from onefold.engine.comparison import COMPARISONS, LEVEL_OF, RARITY_OF, outcomes_of
from onefold.engine.explanation import Evidence, PairExplanation
from onefold.engine.fellegi_sunter import LOG2, Model
from onefold.engine.priors import PairClass
from onefold.tables import ADDRESSES, EMAILS, PHONES, base_attribute

WORDS: Final[dict[str, str]] = {
    "FirstName": "first name",
    "LastName": "last name",
    "MiddleName": "middle name",
    "Suffix": "suffix (Jr, Sr, III)",
    "Swapped": "order of first and last name",
    "Phone": "phone number",
    "Email": "e-mail address",
    "BirthDate": "birth date",
    "Street": "street address",
    "Place": "city and postcode",
    "Gender": "gender",
    "BusinessName": "company",
    "AccountNumber": "account number",
}
"""What people call a comparison."""

_WHOLE_NAME: Final = ("FirstName", "MiddleName", "LastName", "FullName")
_STREET: Final = tuple(f"{a}.Address{k}" for a in ADDRESSES for k in range(1, 5))
COLUMNS_OF: Final[dict[str, tuple[str, ...]]] = {
    "FirstName": ("FirstName", "FullName"),
    "LastName": ("LastName", "FullName"),
    "MiddleName": ("MiddleName", "FirstName", "FullName"),
    "Suffix": _WHOLE_NAME,
    "Swapped": _WHOLE_NAME,
    "Phone": PHONES,
    "Email": EMAILS,
    "BirthDate": ("BirthDate",),
    "Street": _STREET,
    "Place": tuple(f"{a}.{part}" for a in ADDRESSES for part in ("PostalCode", "City")),
    "Gender": ("Gender",),
    "BusinessName": ("BusinessName",),
    "AccountNumber": ("AccountNumber",),
}
"""The attributes a comparison reads."""

Values = Callable[[str], str | None]


def explain_pattern(
    ids: tuple[str, str], pattern: int, model: Model, values: tuple[Values, Values], rows: int
) -> PairExplanation:
    """Take the score of one agreement pattern apart.

    values: for each record a function from the name of a comparison to the value as given, or None. rows: of the table.
    """
    outcomes = outcomes_of(np.array([pattern], dtype=np.uint64))[0]
    table = model.log_likelihoods()
    likelihood = np.array([table[index, outcome] for index, outcome in enumerate(outcomes)])
    prior = (model.log_shares[PairClass.SAME] - model.log_shares[PairClass.CHANCE]) / LOG2
    bars = [_prior(float(prior))]
    for index, outcome in enumerate(outcomes):
        if outcome:
            weight = float(likelihood[index, PairClass.SAME] - likelihood[index, PairClass.CHANCE]) / LOG2
            bars.append(_attribute(index, int(outcome), weight, values, rows))
    bars[1:] = sorted(bars[1:], key=lambda bar: -abs(bar.weight))
    bars.append(_related(model.log_shares + likelihood.sum(axis=0)))
    weight = sum(bar.weight for bar in bars)
    return PairExplanation(ids[0], ids[1], tuple(bars), weight, float(1 / (1 + np.exp2(-weight))))


def _prior(weight: float) -> Evidence:
    odds = f"1 in {max(2**-weight, 1) + 1:,.0f}"
    sentence = f"Before any value is looked at, {odds} pairs of records of this table are one customer."
    return Evidence("Prior", None, None, "any two records", weight, sentence)


def _attribute(index: int, outcome: int, weight: float, values: tuple[Values, Values], rows: int) -> Evidence:
    name = COMPARISONS[index].name
    level, rarity = int(LEVEL_OF[index, outcome]), int(RARITY_OF[index, outcome])
    label = COMPARISONS[index].levels[level - 1].label
    a, b = values[0](name), values[1](name)
    return Evidence(name, a, b, label, weight, _sentence(name, label, _how_common(rarity, rows), a, b))


def _how_common(rarity: int, rows: int) -> str:
    """How many have a value: customers, as the run found them, not records. Two of so many rows are the rarest."""
    if rarity < 0:
        return ""
    if 2**rarity > rows / 2:
        return "; hardly any other customer has that value"
    return f"; about 1 in {2**rarity:,} customers has that value"


def _sentence(name: str, label: str, common: str, a: str | None, b: str | None) -> str:
    what = WORDS[name]
    if name == "Swapped":
        return "First and last name are exchanged." if label == "yes" else "First and last name stand in their places."
    both = f"{a!r} and {b!r}" if a is not None and b is not None and a != b else repr(a if a is not None else b)
    return f"The {what} is {label}: {both}{common}."


def _related(joint: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Evidence:
    chance = joint[PairClass.CHANCE]
    others = np.logaddexp.reduce(joint[[PairClass.HOUSEHOLD, PairClass.NAMESAKE, PairClass.CHANCE]])
    household = joint[PairClass.HOUSEHOLD] >= joint[PairClass.NAMESAKE]
    who = "two people of one household or company" if household else "two people of the same name"
    sentence = f"The same agreement would also be seen for {who}."
    return Evidence("Related", None, None, "relatives and namesakes", float(chance - others) / LOG2, sentence)


def raw_values(row: Mapping[str, str | None]) -> Values:
    """The values of one record as given, by comparison: several cells of one kind are joined."""

    def of(name: str) -> str | None:
        cells = [row[column] for base in COLUMNS_OF[name] for column in row if base_attribute(column) == base]
        filled = list(dict.fromkeys(cell for cell in cells if cell))
        return ", ".join(filled) if filled else None

    return of
