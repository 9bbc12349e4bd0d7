"""The match groups of a run in the order in which people look at them: the most informative first."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select, tuple_

from onefold.store.people_search import Typed, profile_rows
from onefold.store.runs import Group
from onefold.store.tables import DEPARTURES, MATCH_GROUPS, MATCH_MEMBERS, PROFILES, REVIEWS
from onefold.store.transaction import Tx

FOUND_MAX: Final = 500
"""People whose groups are shown for a text; of a more common one, those of the first of them."""


class Place(NamedTuple):
    """Where a group stands in the queue; places are compared in this order."""

    review_order: int
    rank: int


FIRST: Final = Place(-(2**31), 0)


@dataclass(frozen=True)
class Wanted:
    """Which groups: least <= confidence < below, still to be decided or not, of these ranks (None: any), and with all
    of these traits (see store.traits), as far as they are known."""

    least: float = 0.0
    below: float = math.inf
    decided: bool = False
    ranks: Collection[int] | None = None
    traits: int = 0


class Queued(NamedTuple):
    """A group with its place; profile_ids without those that have departed."""

    place: Place
    group: Group


_IN_RUN: Final = MATCH_GROUPS.c.run == bindparam("run")
_CLOSED: Final = exists().where(
    REVIEWS.c.run == MATCH_GROUPS.c.run, REVIEWS.c.rank == MATCH_GROUPS.c.rank, REVIEWS.c.closes == 1,
    REVIEWS.c.undone_at.is_(None),
)  # fmt: skip


def page(tx: Tx, run: int, wanted: Wanted, after: Place, limit: int) -> list[Queued]:
    """Up to `limit` groups after a place, in order; costs the same anywhere in the queue.

    A group with fewer than two members left is still in the list, with the members that it has.
    """
    columns = MATCH_GROUPS.c
    places = _places(wanted, after).limit(limit).subquery()
    found = select(MATCH_GROUPS).join(
        places, (columns.run == places.c.run) & (columns.rank == places.c.rank)
    )  # fmt: skip
    rows = tx.execute(found.order_by(columns.review_order, columns.rank), {"run": run}).all()
    gone = _departed(tx, run, [row.rank for row in rows])
    return [
        Queued(
            Place(row.review_order, row.rank),
            Group(
                row.rank, row.match_id, row.confidence_score,
                tuple(one for one in row.profile_ids.split(" ") if one not in gone),
            ),
        )
        for row in rows
    ]  # fmt: skip


def place_of(tx: Tx, run: int, rank: int) -> Place:
    """Where a group stands."""
    found = select(MATCH_GROUPS.c.review_order).where(_IN_RUN, MATCH_GROUPS.c.rank == rank)
    return Place(tx.execute(found, {"run": run}).scalar_one(), rank)


def ranks_of_people(tx: Tx, domain_id: int, run: int, typed: Typed) -> tuple[list[int], bool]:
    """The groups with a member that fits what was typed, among the first FOUND_MAX who do. Returns whether there are
    more people than that too."""
    rows = profile_rows(tx, domain_id, typed, FOUND_MAX + 1)
    ids = select(PROFILES.c.profile_id).where(PROFILES.c.id.in_(rows[:FOUND_MAX]))
    found = (
        select(MATCH_MEMBERS.c.rank).distinct().where(MATCH_MEMBERS.c.run == run, MATCH_MEMBERS.c.profile_id.in_(ids))
    )
    return sorted(tx.execute(found).scalars()), len(rows) > FOUND_MAX


def _places(wanted: Wanted, after: Place) -> Select[Any]:
    """The groups in order. Some hundred ranks are looked up one by one: adding nothing to the order hides its index
    from SQLite, which would walk through all groups instead."""
    columns = MATCH_GROUPS.c
    order = columns.review_order if wanted.ranks is None else columns.review_order + 0
    found = select(columns.run, columns.rank).where(
        _IN_RUN,
        tuple_(order, columns.rank) > tuple(after),
        columns.confidence_score >= wanted.least,
        columns.confidence_score < wanted.below,
        _CLOSED if wanted.decided else ~_CLOSED,
    )
    if wanted.traits:
        found = found.where(func.coalesce(columns.traits, wanted.traits).bitwise_and(wanted.traits) == wanted.traits)
    if wanted.ranks is not None:
        found = found.where(columns.rank.in_(wanted.ranks))
    return found.order_by(order, columns.rank)


def _departed(tx: Tx, run: int, ranks: Collection[int]) -> set[str]:
    found = select(DEPARTURES.c.profile_id).where(DEPARTURES.c.run == run, DEPARTURES.c.rank.in_(ranks))
    return set(tx.execute(found).scalars())
