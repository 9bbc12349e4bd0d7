"""The files of an export: where they are and what is in them. Pure: groups in, bytes out, one after the other.

AWS documents neither name nor format of the first file; they are what its own reader of these files takes ("Unified
Profiles for Travelers and Guests", source/ucp-match): no header, one row per profile with its id, the number of its
group in the file, and the score of the group.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

PENDING_MATCHES: Final = "CustomerProfilesPendingMatches-{domain}.csv"
EVIDENCE: Final = "MatchEvidence-{domain}.csv"
EVIDENCE_HEADER: Final = ("MatchId", "ProfileId", "ConfidenceScore", "MatchedProfileId", "PairScore", "Evidence")

_FORMULA: Final = tuple("=+-@\t\r")
"""What makes a spreadsheet take a cell for a formula."""


class Evidence(NamedTuple):
    """Why a profile is in its group: the member it matches best, how surely, and what agrees between them. Without
    such a member, people said that it belongs there."""

    match_id: str
    profile_id: str
    confidence_score: float
    matched_profile_id: str | None
    pair_score: float | None
    agreement: str


def folder(prefix: str, domain: str, job_id: str) -> str:
    """The beginning of the keys of a job's files. prefix: S3KeyName of the domain's settings, with or without a / at
    its end."""
    return f"{prefix.removesuffix('/')}/{domain}/{job_id}/" if prefix else f"{domain}/{job_id}/"


def pending_matches(groups: Iterable[tuple[float, Sequence[str]]]) -> Iterator[bytes]:
    """The file that AWS writes, in pieces. groups: score and profile ids of each; those of one profile are left out."""
    kept = ((score, ids) for score, ids in groups if len(ids) > 1)
    for number, (score, ids) in enumerate(kept):
        yield "".join(f"{one},{number},{score!r}\n" for one in ids).encode()


def evidence(rows: Iterable[Evidence]) -> Iterator[bytes]:
    """The file with a header and what speaks for each profile, in pieces; safe to open as a spreadsheet."""
    yield _line(EVIDENCE_HEADER)
    for row in rows:
        yield _line(map(_cell, row))


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _cell(value: str | float | None) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else repr(value)
