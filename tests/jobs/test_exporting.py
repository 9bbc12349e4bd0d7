"""A job's matches in the bucket of the domain: the file of AWS, the evidence, and what happens when it cannot be."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onefold.errors import BadRequestError, OutputError
from onefold.export import s3 as s3_
from onefold.jobs.worker import Worker

TO: dict[str, Any] = {"S3Exporting": {"S3BucketName": "results", "S3KeyName": "Match"}}
JOHN = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "john@example.com", "PhoneNumber": "555-010-0000"}


@pytest.fixture
def bucket(s3: Path) -> Iterator[Path]:
    """The bucket; nothing is left in it."""
    yield s3
    for file in sorted(s3.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()


def files(bucket: Path) -> list[str]:
    return sorted(path.relative_to(bucket).as_posix() for path in bucket.rglob("*") if path.is_file())


def rows(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))


def run(demo: Any, **settings: Any) -> dict[str, Any]:
    """Run the next job, with changed settings of the server. Returns what GetIdentityResolutionJob says of it."""
    demo("StartIdentityResolutionJob")
    demo.seconds += 1
    assert Worker(demo.store, dataclasses.replace(demo.settings, **settings), demo.clock).run_next()
    done = [job for job in demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"] if "JobEndTime" in job]
    assert isinstance(done[0], dict)
    return demo("GetIdentityResolutionJob", JobId=done[0]["JobId"])  # type: ignore[no-any-return]


def test_matches_are_exported_as_getmatches_shows_them(demo: Any, bucket: Path) -> None:
    demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO})
    for number in range(3):
        for _ in range(2):
            demo.profile(**JOHN | {"LastName": f"Doe{number}", "EmailAddress": f"doe{number}@example.com"})
    job = run(demo)
    folder = f"Match/demo/{job['JobId']}/"
    assert (job["Status"], "Message" in job) == ("COMPLETED", False)
    assert job["ExportingLocation"] == {"S3Exporting": {"S3BucketName": "results", "S3KeyName": folder}}
    assert files(bucket) == [f"{folder}CustomerProfilesPendingMatches-demo.csv"]
    expected = [
        [one, str(number), repr(match["ConfidenceScore"])]
        for number, match in enumerate(demo("GetMatches")["Matches"])
        for one in match["ProfileIds"]
    ]
    assert rows(bucket / files(bucket)[0]) == expected
    assert expected


def test_what_was_merged_is_pending_no_more(demo: Any, bucket: Path) -> None:
    merging = {"Enabled": True, "Consolidation": {"MatchingAttributesList": [["EmailAddress"]]}}
    demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO, "AutoMerging": merging})
    for _ in range(2):
        demo.profile(**JOHN)
    job = run(demo)
    assert job["JobStats"]["NumberOfMergesDone"] == 1
    assert rows(bucket / files(bucket)[0]) == []


def test_without_a_place_nothing_is_exported(demo: Any, bucket: Path) -> None:
    job = run(demo)
    assert (job["Status"], "ExportingLocation" in job) == ("COMPLETED", False)
    assert files(bucket) == []


def test_the_evidence_says_which_member_and_what_agrees(demo: Any, bucket: Path) -> None:
    demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO})
    ids = sorted([demo.profile(**JOHN), demo.profile(**JOHN | {"FirstName": "=Jhn()"})])
    job = run(demo, export_evidence=True)
    assert [name.split("/")[-1] for name in files(bucket)] == [
        "CustomerProfilesPendingMatches-demo.csv", "MatchEvidence-demo.csv",
    ]  # fmt: skip
    header, *lines = rows(bucket / files(bucket)[1])
    assert header == ["MatchId", "ProfileId", "ConfidenceScore", "MatchedProfileId", "PairScore", "Evidence"]
    (match,) = demo("GetMatches")["Matches"]
    assert [(line[0], line[1], line[3]) for line in lines] == [(match["MatchId"], a, b) for a, b in (ids, ids[::-1])]
    assert all("e-mail address equal" in line[5] and "john@" not in line[5] for line in lines)
    assert job["Status"] == "COMPLETED"


@pytest.mark.parametrize("evidence", [False, True])
def test_a_failed_export_keeps_the_result_and_says_what_to_do(
    demo: Any, bucket: Path, monkeypatch: pytest.MonkeyPatch, evidence: bool
) -> None:
    demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO})
    for _ in range(2):
        demo.profile(**JOHN)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "revoked")
    job = run(demo, export_evidence=evidence)
    assert (job["Status"], "ExportingLocation" in job) == ("PARTIAL_SUCCESS", False)
    assert "S3BucketName=results cannot be written to" in job["Message"]
    assert "set AWS_ACCESS_KEY_ID" in job["Message"]
    assert ("MatchEvidence" in job["Message"]) == evidence
    assert len(job["Message"]) <= 2048
    assert len(demo("GetMatches")["Matches"]) == 1
    assert files(bucket) == []
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "SECRET")
    assert run(demo)["Status"] == "COMPLETED"


def test_a_bucket_is_checked_when_it_is_named(service: Any, bucket: Path) -> None:
    absent = {"S3Exporting": {"S3BucketName": "absent"}}
    with pytest.raises(
        BadRequestError, match=r"Matching\.ExportingConfig: S3BucketName=absent cannot be written to: the"
    ):
        service("CreateDomain", DefaultExpirationDays=1, Matching={"Enabled": True, "ExportingConfig": absent})
    assert service("ListDomains")["Items"] == []
    made = service("CreateDomain", DefaultExpirationDays=1, Matching={"Enabled": True, "ExportingConfig": TO})
    assert made["Matching"]["ExportingConfig"] == TO
    with pytest.raises(BadRequestError, match="S3BucketName=absent"):
        service("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": absent})
    assert service("GetDomain")["Matching"]["ExportingConfig"] == TO
    assert files(bucket) == []


def test_no_transaction_is_open_while_a_bucket_is_checked(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket that does not answer would hold up every other writer."""

    def check(*_: Any) -> None:
        assert demo.profile(**JOHN)
        raise OutputError("no answer")

    monkeypatch.setattr(s3_, "check_writable", check)
    with pytest.raises(BadRequestError, match="no answer"):
        demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO})


@pytest.mark.usefixtures("bucket")
def test_matching_can_be_disabled_when_its_bucket_is_gone(demo: Any) -> None:
    demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": TO})
    gone = {"S3Exporting": {"S3BucketName": "gone"}}
    with pytest.raises(BadRequestError, match="gone"):
        demo("UpdateDomain", Matching={"Enabled": True, "ExportingConfig": gone})
    demo("UpdateDomain", Matching={"Enabled": False, "ExportingConfig": gone})
    assert demo("GetDomain")["Matching"] == {"Enabled": False, "ExportingConfig": gone}
    assert demo("ListIdentityResolutionJobs")["IdentityResolutionJobsList"] == []
