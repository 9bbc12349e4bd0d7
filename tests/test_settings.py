"""The settings of the service: from the environment, checked, and documented."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from onefold.errors import InputError
from onefold.settings import LOG_LEVELS, PREFIX, ServiceSettings, read_settings

PAGE = (Path(__file__).parents[1] / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


def test_without_variables_the_defaults_hold() -> None:
    assert read_settings({}) == ServiceSettings()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("AWS_REGION", "eu-west-1", "eu-west-1"),
        ("ACCOUNT_ID", "123456789012", "123456789012"),
        ("COUNTRY", "de", "DE"),
        ("FIRST_JOB_SECONDS", "5", 5),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("DATA_CALLS_PER_SECOND", "0", 0),
        ("EXPORT_EVIDENCE", "True", True),
    ],
)
def test_a_variable_sets_its_setting(name: str, text: str, value: object) -> None:
    assert getattr(read_settings({PREFIX + name: text}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [("FIRST_JOB_SECONDS", "soon"), ("FIRST_JOB_SECONDS", "-1"), ("LOG_LEVEL", "LOUD"), ("EXPORT_EVIDENCE", "yes")],
)
def test_a_wrong_value_is_named_with_what_is_expected(name: str, text: str) -> None:
    with pytest.raises(InputError, match=f"{PREFIX}{name}='{text}' must be"):
        read_settings({PREFIX + name: text})


def test_every_setting_is_documented_with_its_default() -> None:
    for field in fields(ServiceSettings):
        default = str(field.default).lower() if field.type == "bool" else field.default
        assert f"| `{PREFIX}{field.name.upper()}` | `{default}` |" in PAGE
    assert all(level in PAGE for level in LOG_LEVELS)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("https://profiles.example.com", "https://profiles.example.com"),
        ("http://10.0.0.1:8750/", "http://10.0.0.1:8750"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("", ""),
    ],
)
def test_the_public_address_is_scheme_and_host(given: str, read: str) -> None:
    assert read_settings({"ONEFOLD_PUBLIC_URL": given}).public_url == read


@pytest.mark.parametrize("given", ["profiles.example.com", "ftp://a", "https://a/path", "https://u@a", "https://a?b"])
def test_what_is_no_public_address_is_refused(given: str) -> None:
    with pytest.raises(InputError, match=r"ONEFOLD_PUBLIC_URL=.* must be a scheme and a host"):
        read_settings({"ONEFOLD_PUBLIC_URL": given})


def test_the_folder_of_uploads_is_taken_as_it_is() -> None:
    assert read_settings({"ONEFOLD_UPLOAD_FOLDER": "/srv/uploads"}).upload_folder == "/srv/uploads"
