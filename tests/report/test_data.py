from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from onefold.files import SourceReport
from onefold.report import gather
from onefold.report.data import Member, Summary

MakeRun = Callable[..., Any]


def test_the_summary_counts_each_group_as_one_customer(made_up: Any) -> None:
    summary = Summary(records=7, groups=2, customers=5, duplicates=2, largest=2, seconds=1.5)
    assert gather(made_up, seconds=1.5).summary == summary


def test_a_table_without_groups_has_as_many_customers_as_records(make_run: MakeRun) -> None:
    assert gather(make_run([{"profile_id": "1"}])).summary == Summary(1, 0, 1, 0, 0, None)


def test_pairs_of_one_group_are_not_counted_as_apart(made_up: Any) -> None:
    data = gather(made_up)
    assert data.group_scores.tolist() == [0.97, 0.62]
    assert data.apart_scores.tolist() == [0.71, 0.2]


def test_the_members_stand_side_by_side_with_their_sources(made_up: Any) -> None:
    (apart,) = gather(made_up).apart
    assert apart.members == (Member("3", "crm.csv"), Member("4", "crm.csv"))
    assert [line.label for line in apart.lines] == ["First name", "Last name", "E-mail address 2"]
    assert [line.same for line in apart.lines] == [True, True, False]
    assert (apart.name, apart.confidence, apart.match_id) == ("Mary Major", 0.71, None)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"PhoneNumber": "555-0100", "MobilePhoneNumber": "555-0101"},
         {"PhoneNumber": "555 0101", "MobilePhoneNumber": "5550100"}, [True, True]),
        ({"PhoneNumber": "555-0100", "MobilePhoneNumber": "555-0101"},
         {"PhoneNumber": "555-0101", "MobilePhoneNumber": "555-0199"}, [True, False]),
        ({"EmailAddress": "jo@example.com"}, {"EmailAddress#2": "jo@example.com", "PhoneNumber": "1"}, [True] * 3),
        ({"FirstName": "Lee", "LastName": "Ann"}, {"FirstName": "Ann", "LastName": "Lee"}, [False, False]),
    ],
)  # fmt: skip
def test_a_phone_or_email_in_another_column_is_no_difference(
    first: dict[str, str], second: dict[str, str], same: list[bool], make_run: MakeRun
) -> None:
    names = list({**first, **second})
    records = [{"profile_id": each, **{n: row.get(n) for n in names}} for each, row in (("1", first), ("2", second))]
    (group,) = gather(make_run(records, [(("1", "2"), 0.8)])).doubtful
    assert [line.same for line in group.lines] == same


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"FirstName": "Jo", "LastName": "Doe"}, "Jo Doe"),
        ({"FirstName": "Jo", "LastName": "Doe", "FullName": "Doe, Jo"}, "Doe, Jo"),
        ({"FirstName": "Jo", "LastName": "Doe", "FullName": None}, "Jo Doe"),
    ],
)
def test_a_group_is_named_once(row: dict[str, str | None], name: str, make_run: MakeRun) -> None:
    records = [{"profile_id": each, **row} for each in "12"]
    assert gather(make_run(records, [(("1", "2"), 0.8)])).doubtful[0].name == name


def test_an_attribute_that_no_member_has_is_left_out(made_up: Any) -> None:
    labels = {line.label for group in gather(made_up).doubtful if group.match_id == "m5" for line in group.lines}
    assert labels == {"First name", "E-mail address 2"}


def test_columns_that_are_no_attribute_are_not_shown(make_run: MakeRun) -> None:
    records = [{"profile_id": each, "FirstName": "Jo", "password": "secret"} for each in "12"]
    data = gather(make_run(records, [(("1", "2"), 0.8)]))
    assert [line.label for line in data.doubtful[0].lines] == ["First name"]


def test_only_links_that_are_shown_are_explained(made_up: Any) -> None:
    data = gather(made_up)
    shown = [(link.profile_id_a, link.profile_id_b) for group in (*data.doubtful, *data.apart) for link in group.links]
    assert made_up.explained == shown == [("5", "6"), ("1", "2"), ("3", "4")]


def test_the_findings_and_sources_are_handed_on(made_up: Any, sources: tuple[SourceReport, ...]) -> None:
    data = gather(made_up, sources=sources)
    assert (data.findings, data.sources) == (made_up.findings, sources)


@pytest.mark.parametrize("chunks", [1, 3])
def test_records_in_chunks_with_dictionaries_are_the_same(chunks: int, made_up: Any, make_run: MakeRun) -> None:
    table = made_up.records
    table = table.set_column(1, "source", table["source"].dictionary_encode())
    parts = pa.concat_tables([table.slice(at, chunks) for at in range(0, table.num_rows, chunks)])
    other = make_run([{"profile_id": "1"}])
    chunked = type(other)(parts, made_up.matches, made_up.pairs, made_up.findings)
    assert gather(chunked).doubtful == gather(made_up).doubtful
