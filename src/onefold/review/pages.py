"""The pages that are looked at: from a visit to HTML."""

from __future__ import annotations

import json

from starlette.responses import Response

from onefold.errors import ResourceNotFoundError
from onefold.operations.paging import DEFAULT_RESULTS
from onefold.review.charts import graph, histogram
from onefold.review.filters import place_text, read_filter, read_place
from onefold.review.overview import Overview
from onefold.review.rendering import page
from onefold.review.values import attributes_in_order, label_of, text_of
from onefold.review.views import LETTERS, GroupView, comments_of
from onefold.review.web import Visit, to
from onefold.store.profiles import Profile
from onefold.store.review_queue import FOUND_MAX
from onefold.store.traits import COMPARED
from onefold.writing.merging import values_of


def domains(visit: Visit) -> Response:
    """All domains that the caller may see; a single one is shown at once."""
    found = visit.operations["ListDomains"](visit.caller, {"MaxResults": DEFAULT_RESULTS})["Items"]
    if len(found) == 1:
        return to(f"{visit.base}/domains/{found[0]['DomainName']}")
    return page(visit, "domains.html.j2", domains=found)


def overview(visit: Visit) -> Response:
    """The overview of a domain."""
    view: Overview = visit.call("ReviewGetOverview")["Overview"]
    least = _scale_begin(view)
    places = [[one.thousandth, one.groups, one.profiles, round(one.wrong, 4)] for one in view.places]
    return page(
        visit,
        "overview.html.j2",
        view=view,
        chart=histogram(view.places, view.rows, least),
        least=least,
        places=json.dumps(places, separators=(",", ":")),
    )


def jobs(visit: Visit) -> Response:
    """The list of jobs alone, which a page that is open asks for while one runs."""
    return page(visit, "jobs.html.j2", view=visit.call("ReviewGetOverview")["Overview"])


def queue(visit: Visit) -> Response:
    """A page of the queue."""
    filter_ = read_filter(visit.query)
    found = visit.call("ReviewGetQueue", Filter=filter_, After=read_place(visit.query.get("after", "")))
    more = found["Page"].more
    return page(
        visit,
        "queue.html.j2",
        filter=filter_,
        page=found["Page"],
        more=place_text(more) if more else "",
        found=found["Found"],
        sources=found["Sources"],
        attributes=COMPARED,
        people_max=FOUND_MAX,
    )


def group(visit: Visit, status: int = 200, notice: str = "") -> Response:
    """A group. notice: why it is shown anew."""
    filter_ = read_filter(visit.query)
    try:
        view: GroupView = visit.call("ReviewGetGroup", MatchId=visit.path["match_id"], Filter=filter_)["Group"]
    except ResourceNotFoundError:
        return page(visit, "gone.html.j2", 404, filter=filter_, notice=notice)
    letters = [(one.profile_id, letter) for one, letter in zip(view.now.shown, LETTERS, strict=False)]
    return page(
        visit,
        "group.html.j2",
        status,
        view=view,
        filter=filter_,
        letters=dict(letters),
        chart=graph(letters, view.links) if view.links else "",
        comments=comments_of(view.now),
        notice=notice,
    )


def decisions(visit: Visit) -> Response:
    """What was decided, with undo."""
    before = visit.query.get("before", "")
    request = {"Before": int(before[:18])} if before.isdecimal() else {}
    found = visit.call("ReviewListDecisions", **request)
    return page(visit, "decisions.html.j2", reviews=found["Reviews"], more=found["More"])


def search(visit: Visit) -> Response:
    """People by name, phone, e-mail or account number."""
    text = visit.query.get("q", "")[:255].strip()
    found = visit.call("ReviewFindPeople", Text=text)["Profiles"] if text else []
    return page(visit, "search.html.j2", text=text, profiles=found)


def person(visit: Visit) -> Response:
    """Everything about one person."""
    found = visit.call("ReviewGetPerson", ProfileId=visit.path["profile_id"].lower())["Person"]
    if found.profile.profile_id != visit.path["profile_id"]:
        return to(f"{visit.home}/people/{found.profile.profile_id}")
    return page(visit, "person.html.j2", person=found, values=_values(found.profile))


def _values(profile: Profile) -> list[tuple[str, str, str, int]]:
    """The values of a profile: label, text, object type, since when."""
    view = values_of(profile)
    return [
        (label_of(name), text_of(view.values[name].content), view.values[name].object_type, view.values[name].at)
        for name in attributes_in_order([view])
    ]


def learning(visit: Visit) -> Response:
    """What people's decisions have changed."""
    return page(visit, "learning.html.j2", view=visit.call("ReviewGetLearning")["Learning"])


def _scale_begin(view: Overview) -> float:
    """Where the histogram begins: at 0.5, as the engine writes no less likely groups, or lower if a run has some."""
    lowest = min((one.thousandth for one in view.places), default=500)
    return 0.5 if lowest >= 500 and view.bands.review_from >= 0.5 else 0.0
