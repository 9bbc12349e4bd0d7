"""The whole wire: a real boto3 client against a real server whose operations are written in the test."""

from __future__ import annotations

import http.client
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import Any

import boto3
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from onefold.errors import AccessDeniedError, BadRequestError, ResourceNotFoundError, ThrottledError
from onefold.wire import Caller, Extension, Key, Quota, Served, Throttle, create_app
from onefold.wire.asgi import PENDING_MAX, App
from onefold.wire.body import BodyLimits
from onefold.wire.model import customer_profiles, model_of
from onefold.wire.openapi import document_app

HEX = "0123456789abcdef" * 2
Serve = Callable[[App], int]


def client(port: int, key_id: str = "AKIAADMIN", secret: str = "admin-secret", **config: Any) -> Any:
    settings = Config(retries={"total_max_attempts": 1}, **config)
    return boto3.client(
        "customer-profiles",
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="eu-west-1",
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
        config=settings,
    )


@contextmanager
def closing(made: Any) -> Iterator[Any]:
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def clients(keys: dict[str, Key], serve: Serve) -> Iterator[Callable[..., Any]]:
    """Starts a server for the operations given and connects boto3 to it."""
    with ExitStack() as stack:

        def start(operations: dict[str, Any], key_id: str = "AKIAADMIN", config: Any = None, **options: Any) -> Any:
            port = serve(create_app(operations, **{"secrets": keys.get} | options))
            made = client(port, key_id, keys[key_id].secret, **(config or {}))
            return stack.enter_context(closing(made))

        yield start


def fails_with(error: Exception) -> Callable[[Caller, dict[str, Any]], dict[str, Any]]:
    def operation(_caller: Caller, _request: dict[str, Any]) -> dict[str, Any]:
        raise error

    return operation


def test_a_request_and_its_answer_travel_whole(clients: Callable[..., Any]) -> None:
    got: list[Any] = []

    def search(caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
        got.append((caller, request))
        return {"Items": [{"ProfileId": HEX, "FirstName": "Jürgen 😀"}], "NextToken": "a/b=="}

    found = clients({"SearchProfiles": search}).search_profiles(
        DomainName="one", KeyName="_fullName", Values=["Jürgen 😀"], MaxResults=5, NextToken="x y+z"
    )
    expected = {
        "DomainName": "one",
        "KeyName": "_fullName",
        "Values": ["Jürgen 😀"],
        "MaxResults": 5,
        "NextToken": "x y+z",
    }
    assert got == [(Caller("AKIAADMIN", "admin", None), expected)]
    assert found["Items"] == [{"ProfileId": HEX, "FirstName": "Jürgen 😀"}]
    assert found["NextToken"] == "a/b=="


def test_every_answer_has_a_request_id_of_its_own(clients: Callable[..., Any]) -> None:
    boto = clients({"GetMatches": lambda _c, _r: {}, "GetDomain": fails_with(ResourceNotFoundError("no"))})
    ids = [boto.get_matches(DomainName="d")["ResponseMetadata"]["RequestId"] for _ in range(3)]
    with pytest.raises(ClientError) as failed:
        boto.get_domain(DomainName="d")
    ids.append(failed.value.response["ResponseMetadata"]["RequestId"])
    assert len(set(ids)) == 4
    assert all(len(request_id) == 36 for request_id in ids)


@pytest.mark.parametrize(
    ("error", "status", "name", "message"),
    [
        (BadRequestError("wrong"), 400, "BadRequestException", "wrong"),
        (AccessDeniedError("not you"), 403, "AccessDeniedException", "not you"),
        (
            ResourceNotFoundError("GetMatches result not found"),
            404,
            "ResourceNotFoundException",
            "GetMatches result not found",
        ),
        (ThrottledError("later", 2.5), 429, "ThrottlingException", "later"),
        (RuntimeError("SELECT john@example.com"), 500, "InternalServerException", "The server failed"),
    ],
)
@pytest.mark.parametrize("inline", [[], ["GetMatches"]])
def test_errors_are_the_modelled_exceptions(
    error: Exception, status: int, name: str, message: str, inline: list[str], clients: Callable[..., Any]
) -> None:
    boto = clients({"GetMatches": fails_with(error)}, inline=inline)
    with pytest.raises(getattr(boto.exceptions, name)) as failed:
        boto.get_matches(DomainName="d")
    response = failed.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert response["Error"]["Message"].startswith(message)
    assert "john" not in json.dumps(response)


def test_a_failure_is_logged_by_its_request_id_without_what_it_says(
    clients: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    boto = clients({"GetMatches": fails_with(RuntimeError("john@example.com"))})
    with caplog.at_level(logging.ERROR, "onefold.wire"), pytest.raises(ClientError) as failed:
        boto.get_matches(DomainName="d")
    assert failed.value.response["ResponseMetadata"]["RequestId"] in caplog.text
    assert "GetMatches failed" in caplog.text
    assert "RuntimeError" in caplog.text
    assert "test_asgi.py" in caplog.text
    assert "john" not in caplog.text


def test_an_answer_that_is_not_of_the_model_is_a_failure(clients: Callable[..., Any]) -> None:
    boto = clients({"GetMatches": lambda _c, _r: {"Surprise": 1}})
    with pytest.raises(boto.exceptions.InternalServerException):
        boto.get_matches(DomainName="d")


def test_a_broken_rule_is_a_bad_request_that_names_the_member(clients: Callable[..., Any]) -> None:
    boto = clients({"GetMatches": lambda _c, _r: {}})
    with pytest.raises(boto.exceptions.BadRequestException, match="MaxResults=5000 must be between 1 and 100"):
        boto.get_matches(DomainName="d", MaxResults=5000)


def test_a_resource_arn_keeps_its_slashes_and_colons(clients: Callable[..., Any]) -> None:
    got: list[Any] = []
    arn = "arn:aws:profile:eu-west-1:000000000000:domains/one/object-types/t"
    boto = clients({"UntagResource": lambda _c, request: got.append(request) or {}})
    boto.untag_resource(resourceArn=arn, tagKeys=["b", "a+b"])
    assert got == [{"resourceArn": arn, "tagKeys": ["b", "a+b"]}]


@pytest.mark.parametrize(
    ("call", "members"),
    [
        ("list_event_streams", {"Items": []}),
        ("list_recommenders", {"Recommenders": []}),
        ("list_workflows", {"Items": []}),
    ],
)
def test_lists_that_are_not_implemented_are_empty(
    call: str, members: dict[str, Any], clients: Callable[..., Any]
) -> None:
    found = getattr(clients({}), call)(DomainName="d")
    found.pop("ResponseMetadata")
    assert found == members


def test_other_operations_that_are_not_implemented_are_named(clients: Callable[..., Any]) -> None:
    boto = clients({})
    with pytest.raises(boto.exceptions.BadRequestException, match="GetWorkflow is not supported by this server"):
        boto.get_workflow(DomainName="d", WorkflowId=HEX)


def test_the_largest_object_of_the_api_arrives_whole(clients: Callable[..., Any]) -> None:
    got: list[Any] = []
    boto = clients({"PutProfileObject": lambda _c, r: got.append(r["Object"]) or {"ProfileObjectUniqueKey": "1"}})
    for object_ in ("x" * 256_000, "\U0001f600" * 256_000, "\n" * 256_000):
        boto.put_profile_object(DomainName="d", ObjectTypeName="t", Object=object_)
        assert got.pop() == object_


# Who may do what


@pytest.mark.parametrize(
    ("key_id", "secret", "code"),
    [
        ("AKIAADMIN", "wrong", "InvalidSignatureException"),
        ("AKIANOBODY", "admin-secret", "UnrecognizedClientException"),
    ],
)
def test_a_wrong_signature_is_forbidden(
    key_id: str, secret: str, code: str, keys: dict[str, Key], serve: Serve
) -> None:
    port = serve(create_app({"GetMatches": lambda _c, _r: {}}, secrets=keys.get))
    with closing(client(port, key_id, secret)) as boto, pytest.raises(ClientError) as failed:
        boto.get_matches(DomainName="d")
    assert failed.value.response["Error"]["Code"] == code
    assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


@pytest.mark.parametrize("claimed", ["UNSIGNED-PAYLOAD", sha256(b"{}").hexdigest()])
def test_a_body_that_is_not_the_signed_one_is_forbidden(claimed: str, keys: dict[str, Key], serve: Serve) -> None:
    port = serve(create_app({"CreateProfile": lambda _c, _r: {"ProfileId": HEX}}, secrets=keys.get))
    path = "/domains/d/profiles"
    headers = signed_headers(port, "POST", path, b"{}", **{"X-Amz-Content-SHA256": claimed})
    assert ask(port, "POST", path, b'{"FirstName":"forged"}', **headers)[0] == 403


def test_a_role_may_do_what_it_contains_and_no_more(clients: Callable[..., Any]) -> None:
    boto = clients({"GetMatches": lambda _c, _r: {}, "CreateProfile": lambda _c, _r: {"ProfileId": HEX}}, "AKIAREAD")
    boto.get_matches(DomainName="d")
    with pytest.raises(boto.exceptions.AccessDeniedException, match="role write or more; this one is read"):
        boto.create_profile(DomainName="d")


def test_a_key_stays_in_its_domains(clients: Callable[..., Any]) -> None:
    boto = clients({"GetMatches": lambda _c, _r: {}, "ListDomains": lambda _c, _r: {"Items": []}}, "AKIAONE")
    boto.get_matches(DomainName="one")
    boto.list_domains()
    with pytest.raises(boto.exceptions.AccessDeniedException):
        boto.get_matches(DomainName="two")


def test_what_is_wrong_with_a_request_is_not_told_to_strangers(clients: Callable[..., Any]) -> None:
    boto = clients({"CreateProfile": lambda _c, _r: {"ProfileId": HEX}}, "AKIAREAD")
    with pytest.raises(boto.exceptions.AccessDeniedException):
        boto.create_profile(DomainName="d", FirstName="x" * 300)


def test_the_clock_is_the_servers(keys: dict[str, Key], serve: Serve) -> None:
    from onefold.wire import Clock

    port = serve(create_app({}, secrets=keys.get, clock=Clock(now=lambda: time.time() + 1000)))
    with closing(client(port)) as boto, pytest.raises(ClientError, match="clock"):
        boto.list_event_streams(DomainName="d")


def test_throttling_says_when_to_come_back(clients: Callable[..., Any]) -> None:
    seconds = [0.0]
    throttle = Throttle(lambda: seconds[0], {"GetMatches": Quota(0.5, 2)})
    boto = clients({"GetMatches": lambda _c, _r: {}}, throttle=throttle)
    for _ in range(2):
        boto.get_matches(DomainName="d")
    with pytest.raises(boto.exceptions.ThrottlingException) as failed:
        boto.get_matches(DomainName="d")
    assert failed.value.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "2"
    seconds[0] = 2.0
    boto.get_matches(DomainName="d")


# Raw HTTP


def ask(
    port: int, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """One request over a connection of its own; headers with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def signed_headers(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> dict[str, str]:
    made = AWSRequest(method, f"http://127.0.0.1:{port}{path}", headers, body)
    SigV4Auth(Credentials("AKIAADMIN", "admin-secret"), "profile", "us-east-1").add_auth(made)
    return dict(made.headers.items())


@pytest.fixture
def open_port(serve: Serve) -> int:
    """A server that asks for no signature."""
    operations = {
        "GetMatches": lambda _c, _r: {"PotentialMatches": 0},
        "CreateProfile": lambda _c, _r: {"ProfileId": HEX},
        "StopUploadJob": lambda _c, _r: {},
    }
    return serve(create_app(operations, secrets=None, limits=BodyLimits(bytes_max=2000, seconds_max=0.3)))


def test_an_error_has_its_type_in_header_and_body(open_port: int) -> None:
    status, headers, body = ask(open_port, "GET", "/domains/d/matches?max-results=0")
    assert status == 400
    assert headers["x-amzn-errortype"] == "BadRequestException"
    assert headers["content-type"] == "application/json"
    assert json.loads(body) == {"__type": "BadRequestException", "Message": "MaxResults=0 must be between 1 and 100"}


@pytest.mark.parametrize(
    ("method", "path", "status", "type_"),
    [
        ("GET", "/", 404, "UnknownOperationException"),
        ("GET", "/domain", 404, "UnknownOperationException"),
        ("GET", "/domains/", 404, "UnknownOperationException"),
        ("GET", "/domains//matches", 404, "UnknownOperationException"),
        ("GET", "/domains/d/matches/", 404, "UnknownOperationException"),
        ("DELETE", "/domains/d/matches", 405, "UnknownOperationException"),
        ("OPTIONS", "/domains/d/matches", 405, "UnknownOperationException"),
        ("GET", "/domains/%FF/matches", 400, "BadRequestException"),
        ("GET", "/domains/a%2Fb/matches", 400, "BadRequestException"),
        ("GET", "/domains/%00/matches", 400, "BadRequestException"),
        ("GET", "/domains/..%2f..%2fetc/matches", 400, "BadRequestException"),
        ("GET", "/domains/d/matches?max-results=%FF", 400, "BadRequestException"),
    ],
)
def test_paths_that_mean_nothing_are_refused(method: str, path: str, status: int, type_: str, open_port: int) -> None:
    found, headers, _ = ask(open_port, method, path)
    assert (found, headers["x-amzn-errortype"]) == (status, type_)
    assert headers["x-amzn-requestid"]


def test_the_methods_of_a_path_are_named(open_port: int) -> None:
    assert ask(open_port, "DELETE", "/domains/d/matches")[1]["allow"] == "GET, POST"


@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"FirstName":null,"Unknown":[1]}'])
def test_a_body_may_be_empty(body: bytes | None, open_port: int) -> None:
    assert ask(open_port, "POST", "/domains/d/profiles", body)[0] == 200
    assert ask(open_port, "PUT", f"/domains/d/upload-jobs/{HEX}/stop", body)[0] == 200


def test_a_body_over_the_limit_is_refused_before_it_is_read(open_port: int) -> None:
    status, headers, _ = ask(open_port, "POST", "/domains/d/profiles", b'"' + b"x" * 3000)
    assert (status, headers["x-amzn-errortype"]) == (413, "RequestEntityTooLargeException")


def test_a_chunked_body_over_the_limit_is_cut(open_port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", open_port, timeout=10)
    connection.request("POST", "/domains/d/profiles", iter([b"x" * 1500] * 2), encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_chunked_body_is_read(open_port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", open_port, timeout=10)
    connection.request("POST", "/domains/d/profiles", iter([b'{"FirstName"', b':"a"}']), encode_chunked=True)
    assert connection.getresponse().status == 200
    connection.close()


def test_a_body_that_does_not_come_is_not_waited_for(open_port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", open_port, timeout=10)
    connection.putrequest("POST", "/domains/d/profiles")
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"{")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("x-amzn-errortype")) == (408, "RequestTimeoutException")
    connection.close()


def test_the_connection_goes_on_after_an_error(open_port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", open_port, timeout=10)
    for path, status in [("/domains/d/matches", 200), ("/nothing", 404), ("/domains/d/matches", 200)]:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_without_signatures_no_web_page_is_answered(headers: dict[str, str], open_port: int) -> None:
    assert ask(open_port, "GET", "/domains/d/matches", **headers)[0] == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8750", "LOCALHOST:1", "[::1]:8750", "[::1]"])
def test_without_signatures_this_machine_is_answered(host: str, open_port: int) -> None:
    assert ask(open_port, "GET", "/domains/d/matches", Host=host)[0] == 200


# What else the application holds


def test_operations_run_in_threads_side_by_side_unless_they_are_inline(clients: Callable[..., Any]) -> None:
    threads: dict[str, str] = {}

    def note(name: str) -> Callable[[Caller, dict[str, Any]], dict[str, Any]]:
        return lambda _c, _r: threads.update({name: threading.current_thread().name}) or {}

    boto = clients({"GetMatches": note("quick"), "ListDomains": note("slow")}, inline=["GetMatches"])
    boto.get_matches(DomainName="d")
    boto.list_domains()
    assert threads["slow"].startswith("onefold-operation")
    assert not threads["quick"].startswith("onefold-operation")


def test_an_answer_may_come_later_while_others_are_served(clients: Callable[..., Any]) -> None:
    coming: Future[dict[str, Any]] = Future()
    boto = clients(
        {"CreateProfile": lambda _c, _r: coming, "ListDomains": lambda _c, _r: {"Items": []}},
        inline=["CreateProfile", "ListDomains"],
    )
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(boto.create_profile, DomainName="d")
        assert boto.list_domains()["Items"] == []
        coming.set_result({"ProfileId": "a" * 32})
        assert waiting.result(60)["ProfileId"] == "a" * 32
    assert boto.create_profile(DomainName="d", AdditionalInformation="x" * 900)["ProfileId"] == "a" * 32


def test_a_refusal_may_come_later_too(clients: Callable[..., Any]) -> None:
    coming: Future[dict[str, Any]] = Future()
    coming.set_exception(BadRequestError("no"))
    boto = clients({"CreateProfile": lambda _c, _r: coming}, inline=["CreateProfile"])
    with pytest.raises(ClientError, match="no"):
        boto.create_profile(DomainName="d")


def test_a_large_body_is_read_in_a_thread(clients: Callable[..., Any]) -> None:
    threads: list[str] = []

    def note(_c: Any, _r: Any) -> dict[str, Any]:
        threads.append(threading.current_thread().name)
        return {"ProfileId": "a" * 32}

    boto = clients({"CreateProfile": note}, inline=["CreateProfile"])
    boto.create_profile(DomainName="d")
    boto.create_profile(DomainName="d", Attributes={f"k{n}": "x" * 255 for n in range(300)})
    assert [name.startswith("onefold-operation") for name in threads] == [False, True]


class Seen(list[Served]):
    """An observer: what has ended, and how many requests are in work."""

    in_work = 0

    def begun(self) -> None:
        self.in_work += 1

    def ended(self, served: Served) -> None:
        self.in_work -= 1
        self.append(served)


def test_what_was_served_is_observed(clients: Callable[..., Any]) -> None:
    seen = Seen()
    boto = clients({"GetMatches": lambda _c, _r: {}}, observer=seen)
    request_id = boto.get_matches(DomainName="d")["ResponseMetadata"]["RequestId"]
    with pytest.raises(ClientError):
        boto.get_domain(DomainName="d")
    boto.list_event_streams(DomainName="d")  # by now the answers before it are noted
    assert [(one.operation, one.status, one.access_key_id) for one in seen[:2]] == [
        ("GetMatches", 200, "AKIAADMIN"),
        ("GetDomain", 400, "AKIAADMIN"),
    ]
    assert seen[0].request_id == request_id
    assert 0 <= seen[0].seconds < 10


EXTRA = model_of(
    {
        "shapes": {
            "Run": {
                "type": "structure",
                "members": {"DomainName": {"shape": "S", "location": "uri", "locationName": "D"}},
            },
            "Import": {
                "type": "structure",
                "members": {
                    "DomainName": {"shape": "S", "location": "uri", "locationName": "D"},
                    "Format": {"shape": "F", "location": "querystring", "locationName": "format"},
                    "Records": {"shape": "B"},
                },
                "payload": "Records",
                "required": ["Format", "Records"],
            },
            "Done": {"type": "structure", "members": {"JobId": {"shape": "S"}, "Size": {"shape": "I"}}},
            "S": {"type": "string", "min": 1},
            "F": {"type": "string", "enum": ["csv"]},
            "I": {"type": "long"},
            "B": {"type": "blob"},
        },
        "operations": {
            "RunJob": {
                "http": {"method": "POST", "requestUri": "/onefold/v1/domains/{D}/jobs"},
                "input": {"shape": "Run"},
                "output": {"shape": "Done"},
            },
            "ImportProfiles": {
                "http": {"method": "POST", "requestUri": "/onefold/v1/domains/{D}/import"},
                "input": {"shape": "Import"},
                "output": {"shape": "Done"},
            },
        },
    }
)


def consume(_caller: Caller, request: dict[str, Any]) -> dict[str, Any]:
    return {"Size": sum(map(len, request["Records"]))}


@pytest.fixture
def extended(keys: dict[str, Key], serve: Serve) -> int:
    """A server with two operations of its own, one of which reads a stream."""
    operations = {"RunJob": lambda _c, r: {"JobId": r["DomainName"]}, "ImportProfiles": consume}
    extension = Extension(EXTRA, operations, {"RunJob": "write", "ImportProfiles": "write"})
    limits = BodyLimits(bytes_max=100, stream_bytes_max=5_000_000, seconds_max=0.5)
    return serve(create_app({}, secrets=keys.get, extensions=[extension], limits=limits))


def test_further_operations_have_the_same_checks(extended: int) -> None:
    path = "/onefold/v1/domains/d/jobs"
    assert ask(extended, "POST", path)[0] == 403
    status, _, body = ask(extended, "POST", path, **signed_headers(extended, "POST", path))
    assert (status, json.loads(body)) == (200, {"JobId": "d"})


def import_(port: int, sent: bytes, claimed: bytes, query: str = "?format=csv") -> tuple[int, bytes]:
    path = f"/onefold/v1/domains/d/import{query}"
    headers = signed_headers(port, "POST", path, sent, **{"X-Amz-Content-SHA256": sha256(claimed).hexdigest()})
    status, _, body = ask(port, "POST", path, sent, **headers)
    return status, body


def test_a_stream_is_longer_than_what_is_held_in_memory(extended: int) -> None:
    sent = b"x" * 3_000_000
    status, body = import_(extended, sent, sent)
    assert (status, json.loads(body)) == (200, {"Size": 3_000_000})


def test_a_stream_that_is_not_what_was_signed_is_refused_at_its_end(extended: int) -> None:
    status, body = import_(extended, b"x" * 300_000, b"y")
    assert (status, json.loads(body)["__type"]) == (403, "InvalidSignatureException")


def test_a_stream_has_a_limit_and_its_parameters_are_checked(extended: int) -> None:
    assert import_(extended, b"x" * 6_000_000, b"x" * 6_000_000)[0] == 413
    status, body = import_(extended, b"x", b"x", "?format=xls")
    assert (status, json.loads(body)["Message"]) == (400, "Format='xls' must be one of csv")


def test_a_stream_without_a_signed_hash_is_refused(extended: int) -> None:
    path = "/onefold/v1/domains/d/import?format=csv"
    headers = signed_headers(extended, "POST", path, b"x")
    assert ask(extended, "POST", path, b"x", **headers)[0] == 403


def test_streams_that_dawdle_hold_up_nobody_else(serve: Serve) -> None:
    operations = {"RunJob": lambda _c, r: {"JobId": r["DomainName"]}, "ImportProfiles": consume}
    extension = Extension(EXTRA, operations, {"RunJob": "write", "ImportProfiles": "write"})
    port = serve(create_app({}, secrets=None, extensions=[extension], limits=BodyLimits(seconds_max=0.5)))
    waiting = [http.client.HTTPConnection("127.0.0.1", port, timeout=10) for _ in range(40)]
    for connection in waiting:
        connection.putrequest("POST", "/onefold/v1/domains/d/import?format=csv")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"x")
    assert ask(port, "POST", "/onefold/v1/domains/d/jobs")[0] == 200
    assert waiting[0].getresponse().status == 408
    for connection in waiting:
        connection.close()


def test_mounted_applications_get_their_prefix(keys: dict[str, Key], serve: Serve) -> None:
    async def page(scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": f"{scope['root_path']} {scope['path']}".encode()})

    port = serve(create_app({}, secrets=keys.get, mounts={"/review": page}))
    assert ask(port, "GET", "/review/groups")[2] == b"/review /review/groups"
    assert ask(port, "GET", "/reviews")[0] == 404


def test_an_application_may_have_one_path_only(keys: dict[str, Key], serve: Serve) -> None:
    port = serve(create_app({}, secrets=keys.get, mounts={"/onefold/v1/openapi.json": document_app(b"{}")}))
    assert ask(port, "GET", "/onefold/v1/openapi.json")[0] == 200
    assert ask(port, "GET", "/onefold/v1/openapi.json/x")[0] == 404
    assert ask(port, "GET", "/onefold")[0] == 404


@pytest.mark.parametrize("operations", [{"GetMatchs": None}, {"GetWorkflow": None}])
def test_an_operation_without_model_or_role_is_a_mistake(operations: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="without a model or a least role"):
        create_app(operations, secrets=None)


def test_two_operations_of_one_name_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="of two models"):
        create_app({}, secrets=None, extensions=[Extension(customer_profiles(), {}, {})])


def test_more_requests_than_can_be_held_are_told_to_come_back() -> None:
    import asyncio

    release = threading.Event()

    def wait(_caller: Caller, _request: dict[str, Any]) -> dict[str, Any]:
        release.wait(10)
        return {}

    app = create_app({"ListDomains": wait}, secrets=None)

    async def flood() -> list[int]:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            statuses.append(message.get("status", 0))

        scope = {"type": "http", "method": "GET", "path": "/domains", "raw_path": b"/domains", "query_string": b"",
                 "headers": [(b"host", b"localhost")]}  # fmt: skip
        waiting = [asyncio.ensure_future(app(dict(scope), None, send)) for _ in range(PENDING_MAX)]  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        await app(dict(scope), None, send)  # type: ignore[arg-type]
        first = list(statuses)
        release.set()
        await asyncio.gather(*waiting)
        return first

    assert asyncio.run(flood()) == [429, 0]
