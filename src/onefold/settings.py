"""Settings of the service, and the only reader of the environment for them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from onefold.errors import InputError

PREFIX: Final = "ONEFOLD_"
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class ServiceSettings:
    """How the service behaves, beside what its command line says.

    aws_region, account_id: what stands in the ARNs of domains. country: ISO code of phone numbers and dates that say
    nothing of it, for matching. first_job_seconds: how soon after Matching is enabled the first job starts; AWS takes
    up to 24 hours. log_level: the least level that is logged, one of LOG_LEVELS; WARNING leaves out the line of every
    request. data_calls_per_second: how often each key may make each call on data, in each server process, and ten
    times as many at once after a pause; 0 is no limit. export_evidence: whether an export to S3 has a second file that
    says why each profile is in its group. upload_folder: where the files of upload jobs are kept, which all servers and
    workers of one database must share; "" is `uploads` in the data folder. public_url: scheme, host and port that
    clients reach the service at, for links in answers; "" is where a request was sent to.
    """

    aws_region: str = "us-east-1"
    account_id: str = "000000000000"
    country: str = "US"
    first_job_seconds: int = 60
    log_level: str = "INFO"
    data_calls_per_second: int = 100
    export_evidence: bool = False
    upload_folder: str = ""
    public_url: str = ""


def read_settings(environment: Mapping[str, str] = os.environ) -> ServiceSettings:
    """The settings, each from a variable such as ONEFOLD_FIRST_JOB_SECONDS if that is set.

    Raises InputError for a value of the wrong form.
    """
    defaults = ServiceSettings()
    return ServiceSettings(
        aws_region=environment.get(PREFIX + "AWS_REGION", defaults.aws_region),
        account_id=environment.get(PREFIX + "ACCOUNT_ID", defaults.account_id),
        country=environment.get(PREFIX + "COUNTRY", defaults.country).upper(),
        first_job_seconds=_number(environment, "FIRST_JOB_SECONDS", defaults.first_job_seconds),
        log_level=_level(environment, defaults.log_level),
        data_calls_per_second=_number(environment, "DATA_CALLS_PER_SECOND", defaults.data_calls_per_second),
        export_evidence=_yes(environment, "EXPORT_EVIDENCE", defaults.export_evidence),
        upload_folder=environment.get(PREFIX + "UPLOAD_FOLDER", defaults.upload_folder),
        public_url=_address(environment.get(PREFIX + "PUBLIC_URL", defaults.public_url)),
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(PREFIX + name, str(default))
    if not text.isdecimal():
        raise InputError(f"{PREFIX}{name}={text!r} must be a whole number.")
    return int(text)


def _level(environment: Mapping[str, str], default: str) -> str:
    level = environment.get(PREFIX + "LOG_LEVEL", default).upper()
    if level not in LOG_LEVELS:
        raise InputError(f"{PREFIX}LOG_LEVEL={level!r} must be one of {', '.join(LOG_LEVELS)}.")
    return level


def _yes(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(PREFIX + name, str(default)).lower()
    if text not in ("true", "false"):
        raise InputError(f"{PREFIX}{name}={text!r} must be true or false.")
    return text == "true"


def _address(url: str) -> str:
    if url and not re.fullmatch(r"https?://[^/?#@\s]+/?", url):
        raise InputError(
            f"{PREFIX}PUBLIC_URL={url!r} must be a scheme and a host, such as https://profiles.example.com"
        )
    return url.rstrip("/")
