"""The application of the review pages: routes, who may come in, and what is said when something is wrong."""

from __future__ import annotations

import logging
import math
import re
import time
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onefold.errors import (
    AccessDeniedError,
    BadRequestError,
    ChangedError,
    ResourceNotFoundError,
    ServiceError,
    ThrottledError,
)
from onefold.review import acts, pages
from onefold.review.actions import bound
from onefold.review.attempts import Attempts, client_address
from onefold.review.rendering import STATIC, STATIC_VERSION, page
from onefold.review.session import COOKIE, LASTS_SECONDS, Session, Sessions
from onefold.review.web import HEADERS, LIMITS, Form, Visit, to
from onefold.settings import ServiceSettings
from onefold.store import Store
from onefold.wire.access import authorise
from onefold.wire.asgi import App
from onefold.wire.body import DisconnectedError, read_body

LOG: Final = logging.getLogger("onefold.review")
Handler = Callable[[Visit], Response]

DOMAIN: Final = "/domains/{domain}"

LOOKS: Final[Mapping[str, Handler]] = {
    "/": pages.domains,
    DOMAIN: pages.overview,
    DOMAIN + "/jobs": pages.jobs,
    DOMAIN + "/queue": pages.queue,
    DOMAIN + "/groups/{match_id}": pages.group,
    DOMAIN + "/decisions": pages.decisions,
    DOMAIN + "/search": pages.search,
    DOMAIN + "/people/{profile_id}": pages.person,
    DOMAIN + "/learning": pages.learning,
}
"""Pages by path."""

FORMS: Final[Mapping[str, Handler]] = {
    DOMAIN + "/jobs": acts.run_job,
    DOMAIN + "/bands": acts.put_bands,
    DOMAIN + "/groups/{match_id}": acts.decide,
    DOMAIN + "/undo": acts.undo,
    DOMAIN + "/undo-merge": acts.undo_merge,
}
"""What forms are sent to, by path."""

WRONG_KEY: Final = "That access key and secret do not belong together, or the key has been revoked."
SESSION_ENDED: Final = "Your session has ended, so nothing was done. Sign in again, and you are back where you were."

_STATUS: Final[Mapping[type[ServiceError], int]] = {
    ChangedError: 409, BadRequestError: 400, AccessDeniedError: 403, ResourceNotFoundError: 404,
}  # fmt: skip


def create_review(store: Store, settings: ServiceSettings, signed: bool, clock: Callable[[], float] = time.time) -> App:
    """The pages as an ASGI application, to be mounted. signed: whether one has to sign in with an access key."""
    return _Pages(store, settings, signed, clock).application()


class _Pages:
    """The pages of one store."""

    def __init__(self, store: Store, settings: ServiceSettings, signed: bool, clock: Callable[[], float]) -> None:
        self._operations = bound(store, settings, clock)
        self._sessions = Sessions(store, signed, clock)
        self._attempts = Attempts(time.monotonic)

    def application(self) -> App:
        routes = [Route(f"/static/{STATIC_VERSION}/{{name}}", _static, methods=["GET"])]
        routes += [
            Route("/sign-in", self._endpoint(self._sign_in_page, open_to_all=True), methods=["GET"]),
            Route("/sign-in", self._endpoint(self._sign_in, open_to_all=True), methods=["POST"]),
            Route("/sign-out", self._endpoint(self._sign_out), methods=["POST"]),
        ]
        routes += [Route(path, self._endpoint(handler), methods=["GET"]) for path, handler in LOOKS.items()]
        routes += [Route(path, self._endpoint(handler), methods=["POST"]) for path, handler in FORMS.items()]
        return Starlette(
            routes=routes, exception_handlers={404: self._endpoint(_not_found), 405: self._endpoint(_not_found)}
        )

    def _endpoint(self, handler: Handler, open_to_all: bool = False) -> Callable[..., Awaitable[Response]]:
        async def endpoint(request: Request, _error: object = None) -> Response:
            try:
                sent = request.method == "POST"
                form = Form(await read_body(request.receive, request.headers, LIMITS) if sent else b"")
            except DisconnectedError:
                return Response(status_code=400)
            except ServiceError as error:
                return Response(str(error), 413, HEADERS, "text/plain")
            return await run_in_threadpool(self._answer, handler, request, form, open_to_all)

        return endpoint

    def _answer(self, handler: Handler, request: Request, form: Form, open_to_all: bool) -> Response:
        """Find out who comes, check the form, and let the handler answer; every answer gets HEADERS and its cookie."""
        given = request.cookies.get(COOKIE, "")
        session = self._sessions.find(given)
        visit = self._visit(session, request, form)
        try:
            self._sessions.check_host(request.headers.get("host", ""))
            _refuse_nul(request)
            if session.caller is None and not open_to_all:
                response = to(f"{visit.base}/sign-in?{urlencode(_afterwards(request))}")
            else:
                if request.method == "POST":
                    _refuse_other_sites(request)
                    self._sessions.check_form(session, visit.form.one("form_token"))
                if "domain" in visit.path:
                    authorise(visit.caller, "This page", "read", {"DomainName": visit.domain})
                response = handler(visit)
        except ServiceError as error:
            response = _told(visit, error)
        except Exception as error:
            _log(handler, error)
            response = page(visit, "error.html.j2", 500, title="Something went wrong", says="", status=500)
        if self._sessions.cookie(session) != given and COOKIE not in response.headers.get("set-cookie", ""):
            self._set_cookie(response, request.scope, session)
        response.headers.update(HEADERS)
        return response

    def _visit(self, session: Session, request: Request, form: Form) -> Visit:
        return Visit(
            operations=self._operations,
            session=session,
            form_token=self._sessions.form_token(session),
            base=request.scope.get("root_path", ""),
            path=request.path_params,
            query=request.query_params,
            form=form,
            said=request.query_params.get("said", ""),
            scheme=request.scope["scheme"],
            address=client_address(request.client.host if request.client else "", request.headers),
        )

    def _set_cookie(self, response: Response, scope: Mapping[str, Any], session: Session) -> None:
        response.set_cookie(
            COOKIE,
            self._sessions.cookie(session),
            max_age=LASTS_SECONDS,
            path=scope.get("root_path", "") or "/",
            secure=scope["scheme"] == "https",
            httponly=True,
            samesite="lax",
        )

    def _sign_in_page(self, visit: Visit) -> Response:
        if visit.session.caller is not None:
            return to(f"{visit.base}/")
        problem = SESSION_ENDED if visit.query.get("lost") else ""
        return page(visit, "sign_in.html.j2", problem=problem, next=visit.query.get("next", ""))

    def _sign_in(self, visit: Visit) -> Response:
        key_id, after = visit.form.one("access_key_id").strip(), visit.form.one("next")
        try:
            self._attempts.begin(visit.address, key_id)
        except ThrottledError as error:
            refused = page(visit, "sign_in.html.j2", 429, problem=str(error), next=after)
            refused.headers["retry-after"] = str(math.ceil(error.retry_after_seconds))
            return refused
        session = self._sessions.sign_in(key_id, visit.form.one("secret"))
        if session is None:
            return page(visit, "sign_in.html.j2", 403, problem=WRONG_KEY, next=after)
        self._attempts.right(visit.address, key_id)
        own = after.startswith(f"{visit.base}/") and not after.startswith("//")
        response = to(after if own else f"{visit.base}/")
        self._set_cookie(response, {"root_path": visit.base, "scheme": visit.scheme}, session)
        return response

    def _sign_out(self, visit: Visit) -> Response:
        self._sessions.sign_out(visit.session)
        response = to(f"{visit.base}/sign-in")
        self._set_cookie(response, {"root_path": visit.base, "scheme": visit.scheme}, self._sessions.begin())
        return response


def _static(request: Request) -> Response:
    found = STATIC.get(request.path_params["name"])
    if found is None:
        return Response(status_code=404)
    kept = {**HEADERS, "cache-control": "public, max-age=31536000, immutable"}
    return Response(found[1], media_type=found[0], headers=kept)


def _not_found(visit: Visit) -> Response:
    return page(visit, "error.html.j2", 404, title="There is no such page", says="", status=404)


def _told(visit: Visit, error: ServiceError) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    titles = {403: "You may not do this", 404: "It is not there", 409: "It has changed"}
    return page(
        visit, "error.html.j2", status, title=titles.get(status, "That cannot be done"), says=str(error), status=status
    )


def _refuse_other_sites(request: Request) -> None:
    """A browser says where a form comes from; one from elsewhere is refused even if it had a token."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise AccessDeniedError("This form was sent by a page of another site")


def _refuse_nul(request: Request) -> None:
    if any("\0" in value for value in (*request.path_params.values(), *request.query_params.values())):
        raise BadRequestError("The address holds a character that no name has")


def _afterwards(request: Request) -> dict[str, str]:
    """Where to go after signing in: the page that was asked for, or that of a form, which was not carried out."""
    if request.method == "POST":
        found = _OWN_PATH.match(request.headers.get("referer", ""))
        return {"next": found[1] if found else "", "lost": "1"}
    path: str = request.scope["path"]
    return {"next": path + (f"?{request.url.query}" if request.url.query else "")}


_OWN_PATH: Final = re.compile(r"https?://[^/]+(/[^#]*)")


def _log(handler: Handler, error: Exception) -> None:
    """Where it happened and what kind of error it was, but no message: those of databases quote personal data."""
    trace = "".join(traceback.format_tb(error.__traceback__))
    LOG.error("page %s failed: %s\n%s", getattr(handler, "__name__", ""), type(error).__name__, trace)
