"""Who is signed in: cookies that a browser cannot forge, sessions that end on the server, tokens in every form."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from onefold.errors import AccessDeniedError
from onefold.store import Store, Tx, access_keys, audit, review_state
from onefold.store.access_keys import AccessKey
from onefold.wire.access import ANYBODY, Caller
from onefold.wire.loopback import HOSTS

COOKIE: Final = "onefold_review"
LASTS_SECONDS: Final = 12 * 60 * 60
"""A working day: who leaves the browser open is signed out over night."""
_SEAL: Final = 32
NOBODY: Final = secrets.token_hex(20)
"""A secret that no key has, compared with what is given for an unknown one: both take as long."""


@dataclass(frozen=True)
class Session:
    """token: what the browser holds, which form tokens are made of. caller: None for somebody who has not signed in."""

    token: str
    caller: Caller | None


class Sessions:
    """Sessions on a store. signed: whether one has to sign in; if not, everybody is an admin, as for the API.

    clock: seconds since 1970.
    """

    def __init__(self, store: Store, signed: bool, clock: Callable[[], float]) -> None:
        self._store = store
        self._signed = signed
        self._clock = clock
        self._secret = store.write(lambda tx: audit.shared_secret(tx, "review sessions"))

    @property
    def signed(self) -> bool:
        """Whether one has to sign in."""
        return self._signed

    def find(self, cookie: str) -> Session:
        """The session of a cookie; a new one of nobody for any cookie that was not made here, or has ended."""
        token = self._token_of(cookie)
        if token is None:
            return self.begin()
        return Session(token, self._caller(token) if self._signed else ANYBODY)

    def begin(self) -> Session:
        """A new session, of nobody where one has to sign in."""
        return Session(secrets.token_urlsafe(24), None if self._signed else ANYBODY)

    def sign_in(self, access_key_id: str, secret: str) -> Session | None:
        """A new session of the key's owner; None if key and secret do not belong together."""
        key = self._store.read(lambda tx: access_keys.find(tx, access_key_id))
        known = hmac.compare_digest((key.secret if key else NOBODY).encode(), secret.strip().encode())
        if key is None or not key.valid or not known:
            return None
        session = Session(secrets.token_urlsafe(24), _caller(key))
        now = int(self._clock() * 1000)
        ends = now + 1000 * LASTS_SECONDS

        def remember(tx: Tx) -> None:
            review_state.open_session(tx, _hash(session.token), key.access_key_id, now, ends)
            audit.add(tx, now, key.access_key_id, "ReviewSignIn", {})

        self._store.write(remember)
        return session

    def sign_out(self, session: Session) -> None:
        """End a session; its cookie opens nothing any more."""
        self._store.write(lambda tx: review_state.close_session(tx, _hash(session.token)))

    def cookie(self, session: Session) -> str:
        """What the browser is given: the token, sealed."""
        return f"{session.token}.{self._mac('cookie', session.token)}"

    def form_token(self, session: Session) -> str:
        """What a form of this session carries."""
        return self._mac("form", session.token)

    def check_form(self, session: Session, given: str) -> None:
        """Raise AccessDeniedError unless a form was made for this session."""
        if not hmac.compare_digest(self.form_token(session).encode(), given.encode()):
            raise AccessDeniedError("This form is not of this session, or the session has ended; load the page again")

    def check_host(self, host: str) -> None:
        """Without signing in only this machine may ask: raise AccessDeniedError for a host of another name."""
        name = host[: host.find("]") + 1] if host.startswith("[") else host.partition(":")[0]
        if not self._signed and name.lower() not in HOSTS:
            raise AccessDeniedError("Without signatures this server answers to localhost and 127.0.0.1 only")

    def _token_of(self, cookie: str) -> str | None:
        token, _, seal = cookie.partition(".")
        return token if hmac.compare_digest(self._mac("cookie", token).encode(), seal.encode()) else None

    def _caller(self, token: str) -> Caller | None:
        now = int(self._clock() * 1000)

        def look(tx: Tx) -> AccessKey | None:
            key_id = review_state.session_key(tx, _hash(token), now)
            return access_keys.find(tx, key_id) if key_id else None

        key = self._store.read(look)
        return _caller(key) if key and key.valid else None

    def _mac(self, purpose: str, token: str) -> str:
        return hmac.new(self._secret, f"{purpose} {token}".encode(), sha256).hexdigest()[:_SEAL]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _caller(key: AccessKey) -> Caller:
    return Caller(key.access_key_id, key.role, frozenset(key.domains) if key.domains else None)
