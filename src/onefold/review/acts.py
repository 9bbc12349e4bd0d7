"""The forms that change something: each does it, and shows the next thing to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.responses import Response

from onefold.errors import BadRequestError, ChangedError, ResourceNotFoundError
from onefold.review import pages
from onefold.review.filters import read_filter
from onefold.review.web import Visit, to
from onefold.store.reviews import APART, COMMENTED, MERGED, SKIPPED

SAID: Final = {MERGED: "merge", APART: "not-the-same", SKIPPED: "skip", COMMENTED: "comment"}
"""The words of the messages in an address; messages.html.j2 says them in full."""


def decide(visit: Visit) -> Response:
    """Carry out what was decided about a group, and show the next one; a group that changed is shown anew."""
    act = _ACTS.get(visit.form.one("do").partition(" ")[0])
    if act is None:
        raise BadRequestError(f"There is no action {visit.form.one('do')!r} on a group")
    try:
        closes, said = act(visit)
    except (ChangedError, ResourceNotFoundError) as error:
        return pages.group(visit, 409, str(error))
    return _onward(visit, closes, said)


def _merge(visit: Visit) -> tuple[bool, str]:
    chosen = set(_members(visit))
    fields = {name: one for name, one in visit.form.beginning("field:").items() if one in chosen}
    custom = {name.removeprefix("Attributes."): one for name, one in fields.items() if name.startswith("Attributes.")}
    sources = {name: one for name, one in fields.items() if not name.startswith("Attributes.")}
    done = visit.call(
        "ReviewMerge",
        MatchId=visit.path["match_id"],
        Version=visit.form.one("version"),
        MainProfileId=visit.form.one("main"),
        ProfileIds=sorted(chosen),
        FieldSourceProfileIds=sources | ({"Attributes": custom} if custom else {}),
    )
    return done["Closes"], "merge"


def _keep_apart(visit: Visit) -> tuple[bool, str]:
    pair = visit.form.one("do").split()[1:]  # the button of one link says which two
    ids = pair or _members(visit)
    done = visit.call(
        "ReviewKeepApart", MatchId=visit.path["match_id"], Version=visit.form.one("version"), ProfileIds=ids
    )
    return done["Closes"], "not-the-same"


def _members(visit: Visit) -> list[str]:
    """The profiles that were ticked, and those beside the shown ones if the whole group was."""
    return [*visit.form.all("member"), *visit.form.one("whole").split()]


def _skip(visit: Visit) -> tuple[bool, str]:
    visit.call("ReviewSkip", MatchId=visit.path["match_id"], Version=visit.form.one("version"))
    return True, "skip"


def _comment(visit: Visit) -> tuple[bool, str]:
    text, version = visit.form.one("text"), visit.form.one("version")
    visit.call("ReviewComment", MatchId=visit.path["match_id"], Version=version, Text=text)
    return False, "comment"


_ACTS: Final[dict[str, Callable[[Visit], tuple[bool, str]]]] = {
    "merge": _merge, "apart": _keep_apart, "skip": _skip, "comment": _comment,
}  # fmt: skip


def _onward(visit: Visit, closes: bool, said: str) -> Response:
    """To the next group of the queue if this one is closed, else to what is left of it."""
    query = read_filter(visit.query).query
    following = visit.form.one("next") if closes else visit.path["match_id"]
    if not following:
        return to(f"{visit.home}/queue?{query}&said={said}")
    return to(f"{visit.home}/groups/{following}?{query}&said={said}")


def undo(visit: Visit) -> Response:
    """Take one decision back, or the caller's last one, and show its group again."""
    given = visit.form.one("review")
    one = {"ReviewId": int(given[:18])} if given.isdecimal() else {}
    done = visit.call("ReviewUndo" if one else "ReviewUndoLatest", **one)
    if visit.form.one("back") == "decisions" or not done:
        return to(f"{visit.home}/decisions?said={'undo' if done else 'nothing'}")
    return to(f"{visit.home}/groups/{done['MatchId']}?{read_filter(visit.query).query}&said=undo")


def undo_merge(visit: Visit) -> Response:
    """Take a merge of a person back; its profiles are then judged not to be the same."""
    visit.call("UndoMerge", MergeId=visit.form.one("merge"))
    return to(f"{visit.home}/people/{visit.form.one('profile')}?said=unmerged")


def run_job(visit: Visit) -> Response:
    """Have a job run now."""
    visit.call("StartIdentityResolutionJob")
    return to(f"{visit.home}?said=job#jobs")


def put_bands(visit: Visit) -> Response:
    """Set the borders of the bands."""
    try:
        review_from, merge_from = float(visit.form.one("review_from")), float(visit.form.one("merge_from"))
    except ValueError as error:
        raise BadRequestError("The borders of the bands are numbers such as 0.5 and 0.9") from error
    visit.call("ReviewPutBands", ReviewFrom=review_from, MergeFrom=merge_from)
    return to(f"{visit.home}?said=bands#bands")
