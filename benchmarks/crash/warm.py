"""Imported by the process that all others are forked from: what takes seconds is done once."""

from __future__ import annotations

import pyarrow as pa

from onefold.engine.resolve import Config, resolve
from onefold.tables import PROFILE_ID

_TABLE = pa.table({PROFILE_ID: ["a", "b"], "FirstName": ["Jo", "Jo"], "EmailAddress": ["a@example.com"] * 2})
resolve(_TABLE, Config(region="US", threads=1))
