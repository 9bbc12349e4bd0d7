from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onefold.engine.normalise.nickname_table import TABLE
from onefold.engine.normalise.nicknames import GROUPS_MAX, canonical, nickname_groups

ROWS = [tuple(" ".join(part.split()) for part in row.split(":")) for row in TABLE.split(";") if row.strip()]
FORMS = sorted({form for head, forms in ROWS for form in (head, *forms.split())})


def _related(one: str, other: str) -> bool:
    groups = nickname_groups(pa.array([one, other]))
    return bool((set(groups[0]) & set(groups[1])) - {-1})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("john", "jon"),
        ("john", "jack"),
        ("bill", "william"),
        ("bill", "will"),
        ("bob", "robert"),
        ("liz", "elizabeth"),
        ("betsy", "elisabeth"),
        ("peggy", "margaret"),
        ("sara", "sarah"),
        ("steven", "stephen"),
        ("katherine", "kathryn"),
        ("geoff", "jeffrey"),
        ("alex", "alexander"),
        ("alex", "alexandra"),
        ("mohammed", "muhammad"),
        ("mohammed", "mhmd"),
        ("yusuf", "youssef"),
        ("hans", "johannes"),
        ("pepe", "jose"),
        ("paco", "francisco"),
        ("nacho", "ignacio"),
        ("beppe", "giuseppe"),
        ("ze", "jose"),
        ("sasha", "aleksandr"),
        ("dima", "dmitry"),
        ("dmitri", "dmytro"),
        ("sergey", "sergei"),
        ("yuri", "iurii"),
        ("gosia", "malgorzata"),
        ("wojtek", "wojciech"),
        ("kees", "cornelis"),
        ("uschi", "ursula"),
        ("abbie", "abigail"),
        ("zeke", "ezekiel"),  # from the package
        ("nabby", "abigail"),
        ("grete", "margarete"),
        ("resi", "theresia"),
        ("nikolaus", "klaus"),
        ("nanni", "giovanni"),
        ("tano", "gaetano"),
        ("josette", "josephine"),
        ("staszek", "stanislaw"),
        ("mietek", "mieczyslaw"),
        ("lesha", "aleksey"),
        ("gosha", "georgiy"),
        ("waleed", "walid"),
        ("sulayman", "suleiman"),
        ("gita", "geeta"),
        ("suneel", "sunil"),
        ("chowdhury", "chaudhary"),
        ("hsu", "xu"),
        ("wong", "wang"),
        ("wong", "huang"),
        ("ng", "wu"),
        ("leung", "liang"),
    ],
)
def test_short_forms_and_spellings_are_related(one: str, other: str) -> None:
    assert _related(one, other)
    assert _related(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("john", "mary"),
        ("alexander", "alexandra"),
        ("christopher", "christine"),
        ("patrick", "patricia"),
        ("samuel", "samantha"),
        ("robert", "william"),
        ("albert", "alan"),
        ("john", "juan"),
        ("john", "ivan"),
        ("maria", "mary"),
        ("luis", "louise"),
        ("wang", "huang"),
        ("martina", "bettina"),
        ("notaname", "alsonot"),
        ("", ""),
    ],
)
def test_names_are_not_related_through_a_short_form_they_share(one: str, other: str) -> None:
    assert not _related(one, other)


@pytest.mark.parametrize(
    ("name", "head"),
    [("bill", "william"), ("william", "william"), ("jon", "john"), ("dima", "dmitry"), ("xyzzy", "xyzzy"), ("", "")],
)
def test_the_canonical_name_is_the_likeliest(name: str, head: str) -> None:
    assert canonical(pa.array([name])).to_pylist() == [head]


def test_no_form_of_the_table_stands_for_more_names_than_fit() -> None:
    heads = {form: [head for head, forms in ROWS if form == head or form in forms.split()] for form in FORMS}
    assert {form: found for form, found in heads.items() if len(found) > GROUPS_MAX} == {}


def test_no_name_heads_two_rows_and_no_row_repeats_a_form() -> None:
    heads = [head for head, _ in ROWS]
    assert len(heads) == len(set(heads))
    assert [row for row in ROWS if len(set(row[1].split()) | {row[0]}) <= len(row[1].split())] == []


def test_the_canonical_name_is_its_own() -> None:
    once = canonical(pa.array(FORMS))
    assert canonical(once).equals(once)


@given(st.lists(st.sampled_from([*FORMS, "zzz", ""]) | st.text(max_size=5), max_size=6))
def test_every_name_has_its_row_of_ids(names: list[str]) -> None:
    groups = nickname_groups(pa.array(names, pa.string()))
    assert (groups.shape, groups.dtype) == ((len(names), GROUPS_MAX), np.dtype(np.int32))
    assert len(canonical(pa.array(names, pa.string()))) == len(names)
    filled = groups >= 0
    assert (filled[:, :-1] >= filled[:, 1:]).all()
