"""Writing to S3, or to anything that speaks its protocol. The only place that imports boto3.

Endpoint, region and credentials are boto3's own business: the standard variables (AWS_ENDPOINT_URL_S3,
AWS_ACCESS_KEY_ID ...), profiles and roles all work.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Any, Final, TypeVar

import boto3
from boto3.s3.transfer import TransferConfig
from boto3.session import Config, botocore

from onefold.errors import OutputError

PART_BYTES: Final = 8 << 20
"""Held in memory of a file while it is written; S3 takes 10,000 parts, so a file may have 80 GB."""
CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 30
ATTEMPTS: Final = 3

T = TypeVar("T")

_CREDENTIALS: Final = (
    "the server's AWS credentials are not valid for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in its "
    "environment (not to a key of Onefold itself)"
)
_NETWORK: Final = "S3 cannot be reached: check AWS_ENDPOINT_URL_S3 and the network"
_REGION: Final = "the bucket is in another region: set AWS_DEFAULT_REGION to it"
_ADVICE: Final = {
    "NoSuchBucket": "there is no such bucket: create it or correct S3BucketName",
    "AccessDenied": "the server's AWS credentials may not write there: allow s3:PutObject and s3:AbortMultipartUpload",
    "InvalidAccessKeyId": _CREDENTIALS,
    "SignatureDoesNotMatch": _CREDENTIALS,
    "ExpiredToken": _CREDENTIALS,
    "NoCredentialsError": _CREDENTIALS,
    "PartialCredentialsError": _CREDENTIALS,
    "EndpointConnectionError": _NETWORK,
    "ConnectTimeoutError": _NETWORK,
    "ReadTimeoutError": _NETWORK,
    "SSLError": _NETWORK,
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
}
"""What to do, by the code of S3 or the name of boto3's exception."""


def check_writable(bucket: str, prefix: str) -> None:
    """Raise OutputError unless a file could be written: one is begun and given up, which leaves nothing behind."""

    def attempt(client: Any) -> None:
        key = f"{prefix}onefold-may-write"
        begun = client.create_multipart_upload(Bucket=bucket, Key=key)
        client.abort_multipart_upload(Bucket=bucket, Key=key, UploadId=begun["UploadId"])

    _with_client(bucket, attempt)


def write(bucket: str, key: str, pieces: Iterable[bytes]) -> None:
    """Write a CSV file, whole or not at all, in the place of one of that key. Raises OutputError."""
    # No threads: pieces may come from a database transaction of this one, and each thread would hold a part.
    config = TransferConfig(multipart_threshold=PART_BYTES, multipart_chunksize=PART_BYTES, use_threads=False)

    def attempt(client: Any) -> None:
        file = io.BufferedReader(_Pieces(iter(pieces)), PART_BYTES)
        client.upload_fileobj(file, bucket, key, ExtraArgs={"ContentType": "text/csv"}, Config=config)

    _with_client(bucket, attempt)


def _with_client(bucket: str, attempt: Callable[[Any], T]) -> T:
    try:
        with closing(_client(bucket)) as client:
            return attempt(client)
    except Exception as error:  # of three libraries, with no common base but this
        if not _is_of_boto(error):
            raise
        raise _cannot(bucket, _reason(error)) from error


def _client(bucket: str) -> Any:
    retries = {"mode": "standard", "total_max_attempts": ATTEMPTS}
    config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    try:
        return _session().client("s3", config=config)
    except Exception as error:  # a ValueError for an address, others for other settings: nothing has been sent yet
        raise _cannot(bucket, f"the AWS settings of the server are not usable ({type(error).__name__})") from error


def _session() -> Any:
    """A session of its own for every use, so that credentials and settings are those of this moment."""
    own = botocore.session.Session()
    own.register_component("data_loader", _models())
    session = boto3.session.Session(botocore_session=own)
    paths = _models().search_paths  # each session adds boto3's
    paths[:] = dict.fromkeys(paths)
    return session


@cache
def _models() -> Any:
    """What boto3 has read of its descriptions of services: that of S3 takes five times as long as the rest of it."""
    return botocore.session.Session().get_component("data_loader")


def _cannot(bucket: str, reason: str) -> OutputError:
    return OutputError(f"S3BucketName={bucket} cannot be written to: {reason}")


def _is_of_boto(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in ("botocore", "boto3", "s3transfer")


def _reason(error: BaseException) -> str:
    """What happened and what to do, without the words of the exception, which may name endpoints and keys."""
    answered: Any = getattr(error, "response", {})
    name = answered.get("Error", {}).get("Code") or type(error).__name__
    cause = error.__cause__ or error.__context__
    if name not in _ADVICE and cause is not None and _is_of_boto(cause):
        return _reason(cause)  # what boto3 says of an upload hides what S3 said
    return _ADVICE.get(name, f"S3 answered {name}")


class _Pieces(io.RawIOBase):
    """The pieces of a file as something to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken
