"""What the settings of a domain say about its jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

Settings = Mapping[str, Any]


class Place(NamedTuple):
    """Where results are exported to. prefix: what their keys begin with, maybe nothing."""

    bucket: str
    prefix: str


def exporting(settings: Settings) -> Place | None:
    """Where the matches of a domain are exported to; None when they are not."""
    s3: Mapping[str, str] = settings.get("Matching", {}).get("ExportingConfig", {}).get("S3Exporting", {})
    return Place(s3["S3BucketName"], s3.get("S3KeyName", "")) if s3 else None


def matching_enabled(settings: Settings) -> bool:
    """Whether identity resolution jobs run."""
    return bool(settings.get("Matching", {}).get("Enabled"))


def schedule_of(settings: Settings) -> Mapping[str, str] | None:
    """The weekly schedule of a domain; None is Amazon's."""
    schedule: Mapping[str, str] | None = settings.get("Matching", {}).get("JobSchedule")
    return schedule


def auto_merging(settings: Settings) -> Mapping[str, Any] | None:
    """The settings that a job merges by; None when it merges nothing."""
    merging: Mapping[str, Any] | None = settings.get("Matching", {}).get("AutoMerging")
    return merging if merging and merging["Enabled"] else None
