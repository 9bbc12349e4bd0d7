"""Upload jobs as clients see them: what can be made, sent, started and stopped, in which state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onefold.errors import BadRequestError, ResourceNotFoundError
from onefold.jobs.upload_files import folder_of
from onefold.store import audit

JOB = {
    "DisplayName": "crm.csv", "Fields": {"id": {}, "mail": {"Target": "_profile.EmailAddress"}}, "UniqueKey": "id",
}  # fmt: skip
CSV = b"id,mail\n1,john@example.com\n"


def files_of(service: Any) -> list[Path]:
    folder = folder_of(service.store, service.settings)
    return sorted(folder.iterdir()) if folder.exists() else []


def put(service: Any, job_id: str, content: bytes = CSV) -> None:
    assert service("PutUploadFile", JobId=job_id, File=iter([content])) == {"Message": "OK"}


def made(service: Any, **more: Any) -> str:
    return str(service("CreateUploadJob", **{**JOB, **more})["JobId"])


def test_a_job_is_what_it_was_made_with_and_waits_for_its_file(demo: Any) -> None:
    job_id = made(demo)
    job = demo("GetUploadJob", JobId=job_id)
    assert job == {
        **JOB, "JobId": job_id, "Status": "CREATED", "CreatedAt": demo.seconds - 1, "DataExpiry": 14,
    }  # fmt: skip
    with pytest.raises(BadRequestError, match="has no file yet"):
        demo("StartUploadJob", JobId=job_id)


def test_a_link_leads_to_the_file_of_the_job_for_an_hour(demo: Any) -> None:
    job_id = made(demo)
    link = demo("GetUploadJobPath", JobId=job_id)
    assert link["Url"] == f"/onefold/v1/domains/demo/upload-jobs/{job_id}/file"
    assert link["ValidUntil"] == demo.seconds + 3600
    assert len(link["ClientToken"]) == 44
    assert demo("GetUploadJobPath", JobId=job_id)["ClientToken"] != link["ClientToken"]


def test_a_file_that_is_sent_again_takes_the_place_of_the_first(demo: Any) -> None:
    job_id = made(demo)
    put(demo, job_id, b"first")
    put(demo, job_id, b"second")
    (file,) = files_of(demo)
    assert file.read_bytes() == b"second"
    latest = demo.store.read(lambda tx: audit.page(tx, None, 1))[0]
    assert (latest["operation"], latest["access_key_id"]) == ("PutUploadFile", "KEY1")
    assert latest["resource"] == {"DomainName": "demo", "JobId": job_id}


def test_a_job_that_was_started_takes_no_other_file_and_does_not_start_again(demo: Any) -> None:
    job_id = made(demo)
    put(demo, job_id)
    assert demo("StartUploadJob", JobId=job_id) == {}
    assert demo("GetUploadJob", JobId=job_id)["Status"] == "IN_PROGRESS"
    for operation in ("StartUploadJob", "GetUploadJobPath"):
        with pytest.raises(BadRequestError, match="is IN_PROGRESS; it must be CREATED"):
            demo(operation, JobId=job_id)
    with pytest.raises(BadRequestError, match="is IN_PROGRESS"):
        put(demo, job_id, b"other")
    assert [file.read_bytes() for file in files_of(demo)] == [CSV]


def test_a_file_that_comes_too_late_is_not_kept(demo: Any) -> None:
    job_id = made(demo)
    put(demo, job_id)

    def slow() -> Iterator[bytes]:
        yield b"other"
        demo("StartUploadJob", JobId=job_id)

    with pytest.raises(BadRequestError, match="is IN_PROGRESS"):
        demo("PutUploadFile", JobId=job_id, File=slow())
    assert [file.read_bytes() for file in files_of(demo)] == [CSV]


def test_a_stopped_job_is_over(demo: Any) -> None:
    job_id = made(demo)
    assert demo("StopUploadJob", JobId=job_id) == {}
    job = demo("GetUploadJob", JobId=job_id)
    assert (job["Status"], job["CompletedAt"]) == ("STOPPED", demo.seconds - 1)
    with pytest.raises(BadRequestError, match="is STOPPED; it must be CREATED or IN_PROGRESS"):
        demo("StopUploadJob", JobId=job_id)


def test_pages_list_the_latest_job_first(demo: Any) -> None:
    ids = [made(demo, DisplayName=f"{number}.csv", DataExpiry=number + 1) for number in range(5)]
    pages = list(demo.pages("ListUploadJobs", MaxResults=2))
    assert [item["JobId"] for page in pages for item in page["Items"]] == ids[::-1]
    assert pages[0]["Items"][0] == {
        "JobId": ids[4], "DisplayName": "4.csv", "Status": "CREATED", "CreatedAt": demo.seconds - 3, "DataExpiry": 5,
    }  # fmt: skip


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"UniqueKey": "mail2"}, "UniqueKey must be the name of one of Fields"),
    ({"Fields": {"id": {"Target": "_profile.Shoe"}}}, "Target=_profile.Shoe is not a field of a profile"),
    ({"Fields": {"id": {"Source": "nonsense"}}}, "Source=nonsense is not understood"),
    ({"Fields": {"_email": {}, "id": {}}}, "names that begin with _"),
]


@pytest.mark.parametrize(("request_", "problem"), REFUSED)
def test_a_job_that_cannot_work_is_refused(demo: Any, request_: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadRequestError, match=problem):
        made(demo, **request_)


def test_there_are_at_most_a_hundred_open_jobs(demo: Any) -> None:
    first = made(demo)
    for _ in range(99):
        made(demo)
    with pytest.raises(BadRequestError, match="100 upload jobs"):
        made(demo)
    demo("StopUploadJob", JobId=first)
    made(demo)


def test_another_unique_key_needs_room_for_another_object_type(demo: Any) -> None:
    for number in range(100):
        demo("PutProfileObjectType", ObjectTypeName=f"t{number}", Description="d")
    with pytest.raises(BadRequestError, match="100 object types already"):
        made(demo)


@pytest.mark.parametrize(
    "operation", ["GetUploadJob", "GetUploadJobPath", "StartUploadJob", "StopUploadJob", "PutUploadFile"]
)
def test_an_unknown_job_or_domain_is_not_found(demo: Any, operation: str) -> None:
    more = {"File": iter([CSV])} if operation == "PutUploadFile" else {}
    with pytest.raises(ResourceNotFoundError, match=r"Upload job f{32} does not exist in domain demo"):
        demo(operation, JobId="f" * 32, **more)
    with pytest.raises(ResourceNotFoundError, match="Domain other does not exist"):
        demo(operation, JobId="f" * 32, DomainName="other", **more)
    assert files_of(demo) == []
