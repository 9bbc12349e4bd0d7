"""What is in an exported file, and where it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.export.files import EVIDENCE_HEADER, Evidence, evidence, folder, pending_matches

A, B, C = "a" * 32, "b" * 32, "c" * 32


@pytest.mark.parametrize(
    ("prefix", "key"),
    [("", "demo/j/"), ("Match", "Match/demo/j/"), ("Match/", "Match/demo/j/"), ("a/b", "a/b/demo/j/")],
)
def test_the_files_of_a_job_are_in_a_folder_of_its_own(prefix: str, key: str) -> None:
    assert folder(prefix, "demo", "j") == key


def test_the_file_is_the_one_that_awss_reader_takes() -> None:
    """Rows as in the tests of "Unified Profiles for Travelers and Guests": no header, group numbers from 0."""
    groups = [(1.0, [A, B]), (0.9904272410936669, [B, C, A])]
    assert b"".join(pending_matches(groups)).decode() == (
        f"{A},0,1.0\n{B},0,1.0\n{B},1,0.9904272410936669\n{C},1,0.9904272410936669\n{A},1,0.9904272410936669\n"
    )


def test_groups_that_are_none_any_more_are_left_out_and_not_counted() -> None:
    assert b"".join(pending_matches([(1.0, [A]), (0.9, []), (0.5, [A, B])])) == f"{A},0,0.5\n{B},0,0.5\n".encode()
    assert b"".join(pending_matches([])) == b""


@given(st.lists(st.tuples(st.floats(0, 1), st.lists(st.sampled_from([A, B, C]), min_size=2, max_size=3))))
def test_scores_keep_every_digit(groups: list[tuple[float, list[str]]]) -> None:
    rows = list(csv.reader(b"".join(pending_matches(groups)).decode().splitlines()))
    assert [(int(number), float(score)) for _, number, score in rows] == [
        (number, score) for number, (score, ids) in enumerate(groups) for _ in ids
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.tuples(TEXTS, TEXTS, st.floats(0, 1), TEXTS, st.floats(0, 1), TEXTS)))
def test_the_file_of_evidence_is_read_back_and_runs_no_formula(
    rows: list[tuple[str, str, float, str, float, str]],
) -> None:
    text = b"".join(evidence(Evidence(*row) for row in rows)).decode()
    header, *lines = list(csv.reader(io.StringIO(text, newline="")))
    assert tuple(header) == EVIDENCE_HEADER
    assert [float(line[2]) for line in lines] == [row[2] for row in rows]
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
