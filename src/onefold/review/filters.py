"""Which groups a reviewer wants to see, as it stands in the address of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode

from onefold.store.review_queue import FIRST, Place

BANDS: Final = ("review", "merge", "reject")
STATES: Final = ("open", "decided")
TEXT_MAX: Final = 255


class Filter(NamedTuple):
    """band: one of BANDS or "" for all. attribute: one in which members differ. source: an object type that a member
    has values from. text: what a member is looked for by (see `typed`)."""

    band: str = "review"
    state: str = "open"
    attribute: str = ""
    source: str = ""
    text: str = ""

    @property
    def query(self) -> str:
        """The part of an address that says this filter; "" for the usual one."""
        return urlencode([(name, value) for name, value in self._asdict().items() if value != _USUAL[name]])


_USUAL: Final = Filter()._asdict()


def read_filter(query: Mapping[str, str]) -> Filter:
    """The filter of a query string; what is not understood counts as not given."""
    given = Filter(**{name: query.get(name, usual)[:TEXT_MAX] for name, usual in _USUAL.items()})
    return given._replace(
        band=given.band if given.band in (*BANDS, "") else "review",
        state=given.state if given.state in STATES else "open",
        text=given.text.strip(),
    )


def read_place(text: str) -> Place:
    """Where a page begins, from `place_text`; the first place for anything else."""
    order, _, rank = text.partition(".")
    try:
        return Place(int(order[:12]), int(rank[:12]))
    except ValueError:
        return FIRST


def place_text(place: Place) -> str:
    """A place as it stands in an address."""
    return f"{place.review_order}.{place.rank}"
