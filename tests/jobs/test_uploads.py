"""Upload jobs being run: what becomes of rows, ends, and workers that are killed or told to stop on the way."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any, Final

import pytest

from onefold.jobs import uploads as running
from onefold.jobs.upload_files import folder_of
from onefold.jobs.uploads import Uploader
from onefold.jobs.worker import Worker
from onefold.store import uploads

FIELDS = {
    "email": {"Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
    "first": {"Source": "_source.First name", "Target": "_profile.FirstName"},
    "kind": {"Target": "_profile.Gender"},
}
HEADER = "email,First name,kind,unused\n"


@pytest.fixture
def small(service: Any) -> Any:
    """The operations, with a domain `demo`."""
    service("CreateDomain", DefaultExpirationDays=366)
    return service


def uploader(service: Any, stop: Event | None = None) -> Uploader:
    folder = folder_of(service.store, service.settings)
    return Uploader(service.store, "worker", folder, service.clock, stop or Event())


def started(service: Any, content: str, **request: Any) -> str:
    """A job that has been started with a file."""
    made = {"DisplayName": "d", "Fields": FIELDS, "UniqueKey": "email", **request}
    job_id = str(service("CreateUploadJob", **made)["JobId"])
    service("PutUploadFile", JobId=job_id, File=iter([content.encode()]))
    service("StartUploadJob", JobId=job_id)
    return job_id


def ran(service: Any, content: str, **request: Any) -> tuple[str, str | None, tuple[int, ...] | None]:
    job_id = started(service, content, **request)
    assert service("GetUploadJob", JobId=job_id)["Status"] == "IN_PROGRESS"
    assert uploader(service).step()
    return outcome(service, job_id)


def outcome(service: Any, job_id: str) -> tuple[str, str | None, tuple[int, ...] | None]:
    """Status, reason, and the records that were created, updated and failed."""
    job = service("GetUploadJob", JobId=job_id)
    summary = job.get("ResultsSummary")
    counts = summary and tuple(summary[f"{name}Records"] for name in ("Created", "Updated", "Failed"))
    return job["Status"], job.get("StatusReason"), counts


def profiles_of(service: Any) -> list[dict[str, Any]]:
    found = [one for page in service.pages("ListProfiles") for one in page["Items"]]
    return sorted(found, key=lambda one: str(one.get("EmailAddress")).lower())


def left_files(service: Any) -> list[Path]:
    return list(folder_of(service.store, service.settings).iterdir())


def test_rows_become_profiles_and_the_same_rows_again_update_them(small: Any) -> None:
    content = HEADER + "ann@example.com,Ann,FEMALE,x\nbo@example.com,Bo,,\nANN@example.com,Anna,,\n"
    assert ran(small, content) == ("SUCCEEDED", None, (2, 1, 0))
    ann, bo = profiles_of(small)
    assert (ann["FirstName"], ann["Gender"], bo["EmailAddress"]) == ("Anna", "FEMALE", "bo@example.com")
    assert ran(small, HEADER + "bo@example.com,Bob,,\n") == ("SUCCEEDED", None, (0, 1, 0))
    assert [one["FirstName"] for one in profiles_of(small)] == ["Anna", "Bob"]
    assert left_files(small) == []
    assert [kind["ObjectTypeName"] for kind in small("ListProfileObjectTypes")["Items"]] == ["_upload-email"]
    record = small("ListProfileHistoryRecords", ProfileId=bo["ProfileId"])["ProfileHistoryRecords"][0]
    assert (record["ActionType"], record["PerformedBy"]) == ("INGESTED", "upload-job")


def test_jobs_with_another_unique_key_are_other_objects(small: Any) -> None:
    ran(small, HEADER + "1,Ann,,\n")
    assert ran(small, HEADER + "x,1,,\n", UniqueKey="first") == ("SUCCEEDED", None, (1, 0, 0))
    assert len(profiles_of(small)) == 2


def test_rows_by_a_unique_key_with_dots_can_be_searched_listed_and_deleted(small: Any) -> None:
    """Names of fields may have dots; names of keys and object types may not."""
    for unique in ("crm.id", "crm-id", "x" * 61 + ".id"):
        fields = {unique: {"Source": "_source.email"}, "first": FIELDS["first"]}
        assert ran(small, HEADER + f"{unique},Ann,,\n", Fields=fields, UniqueKey=unique)[0] == "SUCCEEDED"
    names = [kind["ObjectTypeName"] for kind in small("ListProfileObjectTypes")["Items"]]
    assert len(names) == 3
    for name in names:
        (key,) = small("GetProfileObjectType", ObjectTypeName=name)["Keys"]
        assert re.fullmatch("[a-zA-Z_][a-zA-Z_0-9-]{0,254}", name)
        assert re.fullmatch("[a-zA-Z0-9_-]{1,64}", key)
        small("DeleteProfileObjectType", ObjectTypeName=name)
    assert small("GetDomain")["Stats"]["ObjectCount"] == 0


ENDS = [
    (HEADER + "a@example.com,Ann,x,\nb@example.com,Bo,MALE,\n", ("PARTIALLY_SUCCEEDED", None, (1, 0, 1))),
    (HEADER + ",Ann,,\nshort\n", ("FAILED", "VALIDATION_FAILURE", (0, 0, 2))),
    (HEADER, ("SUCCEEDED", None, None)),
    ("email,First name\n", ("FAILED", "VALIDATION_FAILURE", None)),
    ("nonsense", ("FAILED", "VALIDATION_FAILURE", None)),
    (HEADER + "a@example.com,Ann,,\n" * 25 + '"', ("FAILED", "VALIDATION_FAILURE", (1, 19, 0))),
]


@pytest.mark.parametrize(("content", "end"), ENDS)
def test_how_a_job_ends(small: Any, content: str, end: tuple[str, str | None, tuple[int, ...] | None]) -> None:
    assert ran(small, content) == end
    assert left_files(small) == []


def test_what_was_taken_in_expires_when_the_job_says(small: Any) -> None:
    ran(small, HEADER + "a@example.com,Ann,,\n", DataExpiry=2)
    (profile,) = profiles_of(small)
    request = {"ProfileId": profile["ProfileId"], "ObjectTypeName": "_upload-email"}
    assert len(small("ListProfileObjects", **request)["Items"]) == 1
    worker = Worker(small.store, small.settings, small.clock)
    small.seconds += 2 * 86_400 - 100
    assert not worker.tidy()
    small.seconds += 100
    for _ in range(3):
        worker.tidy()
    assert profiles_of(small) == []
    assert small("ListUploadJobs")["Items"] == []


def test_a_row_of_two_jobs_lives_as_long_as_the_longer_one_says(small: Any) -> None:
    for days in (5, 2, 3):
        ran(small, HEADER + "a@example.com,Ann,,\n", DataExpiry=days)
    worker = Worker(small.store, small.settings, small.clock)
    for days, left in ((4, 1), (1, 0)):
        small.seconds += days * 86_400
        for _ in range(3):
            worker.tidy()
        assert len(profiles_of(small)) == left


def after_two_rows(service: Any, monkeypatch: pytest.MonkeyPatch, then: Any) -> None:
    """Have something happen when the first two rows are taken in for good."""
    monkeypatch.setattr(running, "ROWS_AT_ONCE", 2)
    original = service.store.write

    def write(work: Any) -> Any:
        done = original(work)
        if isinstance(done, dict) and done.get("CreatedRecords") == 2:
            then()
        return done

    monkeypatch.setattr(service.store, "write", write)


def seven_rows(service: Any) -> str:
    return started(service, HEADER + "".join(f"{number}@example.com,A,,\n" for number in range(7)))


def test_a_worker_that_is_told_to_stop_leaves_the_rest_to_the_next(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, job_id = Event(), seven_rows(small)
    after_two_rows(small, monkeypatch, stop.set)
    assert uploader(small, stop).step()
    assert outcome(small, job_id) == ("IN_PROGRESS", None, (2, 0, 0))
    assert uploader(small).step()
    assert outcome(small, job_id) == ("SUCCEEDED", None, (7, 0, 0))
    assert len(profiles_of(small)) == 7


def test_a_job_that_is_stopped_ends_where_it_is(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = seven_rows(small)
    after_two_rows(small, monkeypatch, lambda: small("StopUploadJob", JobId=job_id))
    assert uploader(small).step()
    assert outcome(small, job_id) == ("STOPPED", None, (2, 0, 0))
    assert len(profiles_of(small)) == 2
    assert not uploader(small).step()


def test_a_job_whose_file_is_not_there_fails_and_says_so_in_the_log(
    small: Any, caplog: pytest.LogCaptureFixture
) -> None:
    job_id = started(small, HEADER)
    for file in left_files(small):
        file.unlink()
    assert uploader(small).step()
    assert outcome(small, job_id) == ("FAILED", "INTERNAL_FAILURE", None)
    assert "its file is not in the folder of this worker" in caplog.text


def test_a_job_that_takes_its_worker_down_again_and_again_is_given_up(small: Any) -> None:
    job_id = started(small, HEADER + "a@example.com,Ann,,\n")
    now = int(small.seconds * 1000)
    for attempt in range(5):
        at = now + attempt * 1_000
        assert small.store.write(lambda tx, at=at: uploads.claim(tx, "dying", at, at + 10))
    small.seconds += 100
    assert uploader(small).step()
    assert outcome(small, job_id) == ("FAILED", "INTERNAL_FAILURE", None)


def test_files_of_stopped_jobs_and_deleted_domains_are_swept(small: Any) -> None:
    job_id = started(small, HEADER)
    small("StopUploadJob", JobId=job_id)
    (file,) = left_files(small)
    os.utime(file, (small.seconds, small.seconds))
    assert not uploader(small).step()
    assert left_files(small) == [file]
    small.seconds += 3_700
    assert not uploader(small).step()
    assert left_files(small) == []


DYING: Final = """
import os, sys, threading, time
from pathlib import Path
from onefold.jobs.uploads import Uploader
from onefold.store import open_store, uploads
url, folder, rows, when = sys.argv[1:]
store, advance = open_store(url), uploads.advance
def counted(tx, held, position, *rest):
    advance(tx, held, position, *rest)
    if when == "before the commit" and position >= int(rows):
        os._exit(9)
def write(work, original=store.write):
    done = original(work)
    if isinstance(done, dict) and sum(done.values()) >= int(rows):
        os._exit(9)
    return done
uploads.advance = counted
store.write = write
Uploader(store, "dying", Path(folder), time.time, threading.Event(), lease=1).step()
"""
"""A worker that ends as kill -9 ends it, in a transaction or right behind one."""


@pytest.mark.parametrize("when", ["before the commit", "after the commit"])
def test_a_worker_that_is_killed_loses_and_doubles_nothing(small: Any, when: str) -> None:
    rows, at_once = 100, running.ROWS_AT_ONCE
    small.seconds = time.time()
    job_id = started(small, HEADER + "".join(f"{number}@example.com,A,,\n" for number in range(rows)))
    url = small.store.url.render_as_string(hide_password=False)
    for reached in (2 * at_once, 4 * at_once):
        command = [sys.executable, "-c", DYING, url, small.settings.upload_folder, str(reached), when]
        assert subprocess.run(command, check=False).returncode == 9
        done = reached - (at_once if when == "before the commit" else 0)
        assert outcome(small, job_id) == ("IN_PROGRESS", None, (done, 0, 0))
        assert len(profiles_of(small)) == done
    small.seconds = time.time() + 1
    assert uploader(small).step()
    assert outcome(small, job_id) == ("SUCCEEDED", None, (rows, 0, 0))
    assert len(profiles_of(small)) == rows
