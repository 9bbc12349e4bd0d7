"""The report as one HTML page that needs nothing but itself."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from markupsafe import Markup

from onefold.report.data import ReportData
from onefold.report.environment import environment
from onefold.report.given import AttributeEvidence
from onefold.report.svg import BANDS, band_counts, histogram

_ADVICE: Final = {
    "Merge": "sure enough to act on",
    "Review": "worth a look before they are merged",
    "Reject": "unlikely; were left apart",
}


class BandRow(NamedTuple):
    """One line of the table beside the histogram. least, most: the scores of the band; apart: pairs in no group."""

    name: str
    least: float
    most: float
    groups: int
    apart: int
    advice: str


class AttributeRow(NamedTuple):
    """One line of the evidence table; share: its bar, 0 to 1 of the longest."""

    evidence: AttributeEvidence
    share: float


def render(data: ReportData) -> str:
    """Draw the report: one HTML page with its style and charts inside, no script, nothing loaded from anywhere.

    Everything from the data is escaped, and the page forbids itself any loading (Content-Security-Policy).
    """
    return _ENVIRONMENT.get_template("report.html.j2").render(
        data=data,
        histogram=Markup(histogram(np.concatenate([data.group_scores, data.apart_scores]))),
        bands=_bands(data),
        attributes=_attributes(data),
        several_sources=len(data.sources) > 1,
    )


def _bands(data: ReportData) -> list[BandRow]:
    ends = [*(band.least for band in BANDS[1:]), 1.0]
    counts = zip(BANDS, ends, band_counts(data.group_scores), band_counts(data.apart_scores), strict=True)
    rows = [
        BandRow(band.name, band.least, end, groups, apart, _ADVICE[band.name]) for band, end, groups, apart in counts
    ]
    return rows[::-1]


def _attributes(data: ReportData) -> list[AttributeRow]:
    """What carried most first: the mean weight times the pairs that it spoke on."""
    found = [(each, abs(each.weight)) for each in data.findings.attributes]
    longest = max((weight for _, weight in found), default=0.0) or 1.0
    found.sort(key=lambda row: -row[0].weight * (row[0].pairs_for + row[0].pairs_against))
    return [AttributeRow(evidence, weight / longest) for evidence, weight in found]


_ENVIRONMENT: Final = environment("onefold.report")
