"""Why two records are or are not one customer: as data, as text and as a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import accumulate
from typing import Any, Final

from onefold.engine.explanation import PairExplanation
from onefold.report.words import label

BAR_CHARACTERS: Final = 28
SIGNS: Final = ("█", "░")
ASCII_SIGNS: Final = ("+", "-")


@dataclass(frozen=True)
class Explanation(PairExplanation):
    """Why two records are or are not one customer.

    `evidence` has one item for each attribute; their weights (log2) add up to `match_weight`, which is the odds of
    `probability`. Printed, it is a waterfall in text; in a notebook it is a chart.
    """

    @classmethod
    def of(cls, explanation: PairExplanation) -> Explanation:
        """The engine's explanation, able to show itself."""
        return cls(**{field.name: getattr(explanation, field.name) for field in fields(PairExplanation)})

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts, lists and numbers, ready for JSON."""
        plain = asdict(self)
        return plain | {"evidence": list(plain["evidence"])}

    def text(self, *, ascii: bool = False) -> str:
        """A waterfall of about 90 columns, then a sentence for each bar. ascii: draw without block characters."""
        bars = list(_bars([bar.weight for bar in self.evidence], ASCII_SIGNS if ascii else SIGNS))
        names = [label(bar.attribute) for bar in self.evidence]
        name_width, level_width = (
            max(map(len, column), default=0) for column in (names, [b.level for b in self.evidence])
        )
        rows = [
            f"  {name:<{name_width}}  {bar.level:<{level_width}}  {bar.weight:>+6.1f}  {drawn}".rstrip()
            for name, bar, drawn in zip(names, self.evidence, bars, strict=True)
        ]
        total = f"  {'Sum':<{name_width}}  {'':<{level_width}}  {self.match_weight:>+6.1f}"
        return "\n".join([self._title(), "", *rows, total, "", *(f"  - {bar.sentence}" for bar in self.evidence)])

    def _title(self) -> str:
        verdict = "probably one customer" if self.probability >= 0.5 else "probably not one customer"
        return f"{self.profile_id_a} and {self.profile_id_b}: {verdict}, probability {shown(self.probability)}"

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from onefold.report.svg import waterfall

        return waterfall(self)


def shown(probability: float) -> str:
    """Three decimals, but never a claim to be certain: 0.9999 is "> 0.999"."""
    text = f"{probability:.3f}"
    return {"1.000": "> 0.999", "0.000": "< 0.001"}.get(text, text)


def _bars(weights: Sequence[float], signs: tuple[str, str]) -> Iterator[str]:
    """Each bar begins where the one before ended; all on one scale of BAR_CHARACTERS."""
    ends = list(accumulate(weights, initial=0.0))
    least = min(ends)
    scale = BAR_CHARACTERS / max(max(ends) - least, 1.0)
    places = [round((end - least) * scale) for end in ends]
    for before, after, weight in zip(places, places[1:], weights, strict=False):
        yield " " * min(before, after) + signs[weight < 0] * max(abs(after - before), 1)
