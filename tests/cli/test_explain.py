"""`onefold explain` says why, in text and as data."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from onefold.cli.explain import inputs_and_ids

Run = Callable[..., CompletedProcess[str]]


def test_two_records_are_explained_attribute_by_attribute(onefold: Run) -> None:
    done = onefold("explain", "customers.csv", "1", "2")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("1 and 2: probably one customer, probability ")
    assert any(line.split()[:3] == ["Phone", "number", "equal"] and "█" in line for line in lines)
    assert any("'555-010-0000' and '+1-555-010-0000'" in line for line in lines)


def test_the_weights_of_the_evidence_add_up(onefold: Run) -> None:
    pair = json.loads(onefold("explain", "customers.csv", "1", "2", "--json").stdout)[0]
    total = sum(bar["weight"] for bar in pair["evidence"])
    assert total == pytest.approx(pair["match_weight"])
    assert pair["probability"] == pytest.approx(1 / (1 + math.exp2(-total)))


def test_more_ids_give_every_pair_among_them(onefold: Run) -> None:
    pairs = json.loads(onefold("explain", "customers.csv", "1", "3", "4", "1", "--json").stdout)
    assert [(pair["profile_id_a"], pair["profile_id_b"]) for pair in pairs] == [("1", "3"), ("1", "4"), ("3", "4")]


def test_a_terminal_without_block_characters_gets_signs(program: Run) -> None:
    done = program("explain", "customers.csv", "1", "2", environment={"PYTHONIOENCODING": "ascii"})
    bars = [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("  ") and "  - " not in line]
    assert any(set(bar) == {"+"} for bar in bars)
    assert any(set(bar) == {"-"} for bar in bars)
    assert "?" not in done.stdout


def test_several_inputs_stand_before_the_ids(onefold: Run, folder: Path) -> None:
    (folder / "shop.csv").write_text("id,name,phone\ns1,Jon Doe,555 010 0000\n", encoding="utf-8")
    (folder / "list").write_text("name,phone\nJane Roe,555-010-0177\n", encoding="utf-8")
    pairs = json.loads(onefold("explain", "customers.csv", "shop.csv", "list", "1", "s1", "list:1", "--json").stdout)
    ids = [(pair["profile_id_a"], pair["profile_id_b"]) for pair in pairs]
    assert ids == [("1", "s1"), ("1", "list:1"), ("s1", "list:1")]


@pytest.mark.parametrize(
    ("first", "words", "inputs", "ids"),
    [
        ("a.csv", ["1", "2"], ["a.csv"], ["1", "2"]),
        ("a.csv", ["b.JSONL", "1", "2", "1"], ["a.csv", "b.JSONL"], ["1", "2"]),
        ("a.csv", ["a.csv:1", "b.csv:1"], ["a.csv"], ["a.csv:1", "b.csv:1"]),
        ("a.csv", ["1", "b.csv"], ["a.csv"], ["1", "b.csv"]),
        ("table", ["1", "2"], ["table"], ["1", "2"]),
    ],
)
def test_what_ends_like_a_file_is_one_up_to_the_first_id(
    first: str, words: list[str], inputs: list[str], ids: list[str]
) -> None:
    assert inputs_and_ids(first, words) == ([Path(each) for each in inputs], ids)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["shop.cvs.csv", "1", "2"], "shop.cvs.csv does not exist"),
        (["shop.csv"], "give two different ids or more, after the files"),
    ],
)
def test_a_file_that_is_missing_is_no_id(onefold: Run, words: list[str], said: str) -> None:
    done = onefold("explain", "customers.csv", *words)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["1", "77"], "no record with the id '77'"),
        (["1"], "give two different ids or more"),
        (["1", "1"], "give two different ids or more"),
    ],
)
def test_ids_that_cannot_be_compared_are_refused(onefold: Run, ids: list[str], said: str) -> None:
    done = onefold("explain", "customers.csv", *ids)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
