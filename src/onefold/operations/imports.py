"""ImportProfiles, which Amazon does not have: a whole table of profiles in one request."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from onefold.errors import BadRequestError, InputError
from onefold.importing.profiles import Imported, Target, import_table
from onefold.importing.spool import spooled
from onefold.operations.calls import Call
from onefold.operations.context import Answer, Request

SKIP: Final = "skip"


def import_profiles(call: Call, request: Request) -> Answer:
    """Read the stream in `Table`, whatever its format, and store its records as profiles, in many transactions."""
    target = Target(call.tools.store, call.read(lambda ctx: ctx.domain(request)), call.by, call.now)
    with spooled(request["Table"]) as body:
        try:
            return _answer(import_table(target, body.path, body.content_id, request.get("BadRows") == SKIP))
        except InputError as error:
            raise BadRequestError(_of_body(str(error), body.path)) from None


def _of_body(message: str, path: Path) -> str:
    """What is said of the file, without where it is; a hint at an option of the command line is none here."""
    return message.replace(str(path), path.name).partition(" Map one with ")[0]


def _answer(done: Imported) -> Answer:
    heading = done.heading
    return {
        "ImportId": done.import_id,
        "ProfileCount": heading.profiles,
        "AddedProfileCount": done.added,
        "Columns": [{"Column": column, "Attribute": attribute} for column, attribute in heading.columns],
        "IgnoredColumns": list(heading.ignored),
        "BadRowCount": heading.bad,
        "BadRows": list(heading.said),
        "Notes": list(heading.notes),
    }
