"""Which groups and pairs are worth a reader's time: a handful, chosen column-wise from tables of any size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from onefold.report.svg import BANDS

GROUPS_MAX: Final = 20
"""Groups of each kind that are shown: as many as one reads in a sitting."""
APART_MAX: Final = 10
MEMBERS_MAX: Final = 12
SEARCHED_MAX: Final = 200
"""Members of one group among which the weakest links are looked for."""
SURE: Final = 0.99
"""Groups at least this sure are not called doubtful."""

Link = tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """A group to show. size: all its members; members: those shown; links: pairs of them to explain, weakest first.

    match_id is None for two records that were left apart; their confidence is the probability of the pair.
    """

    match_id: str | None
    size: int
    confidence: float
    members: tuple[str, ...]
    links: tuple[Link, ...]


def largest_groups(matches: pa.Table) -> list[Choice]:
    """The groups with most records, ties by match_id. matches: tables.MATCHES. O(groups)."""
    sized = matches.append_column("size", pc.list_value_length(matches["profile_ids"]))
    chosen = _first(sized, GROUPS_MAX, [("size", "descending"), ("match_id", "ascending")])
    return [_choice(row, row["profile_ids"][:MEMBERS_MAX], ()) for row in chosen]


def doubtful_groups(matches: pa.Table, pairs: pa.Table) -> list[Choice]:
    """The groups that are least sure, ties by match_id, with the links that hold them together.

    Of a group that is too large to show, the members at its weakest links. matches: tables.MATCHES; pairs:
    tables.PAIRS.
    """
    unsure = matches.filter(pc.less(matches["confidence_score"], SURE))
    sized = unsure.append_column("size", pc.list_value_length(unsure["profile_ids"]))
    chosen = _first(sized, GROUPS_MAX, [("confidence_score", "ascending"), ("match_id", "ascending")])
    weights = _weights_within(chosen, pairs)
    return [_weakest(row, weights[row["match_id"]]) for row in chosen]


def pairs_apart(pairs: pa.Table) -> list[Choice]:
    """The most probable pairs that are more likely than not one customer and yet are not in one group."""
    apart = pairs.filter(pc.and_(pc.is_null(pairs["match_id"]), pc.greater_equal(pairs["probability"], BANDS[1].least)))
    order = [("probability", "descending"), ("profile_id_a", "ascending"), ("profile_id_b", "ascending")]
    links = ((row, (row["profile_id_a"], row["profile_id_b"])) for row in _first(apart, APART_MAX, order))
    return [Choice(None, 2, row["probability"], link, (link,)) for row, link in links]


def holding_links(members: Sequence[str], weights: Mapping[Link, float]) -> list[Link]:
    """The strongest pairs that together hold the members in one piece, the weakest first.

    A maximum spanning tree (Kruskal 1956). Members without any scored pair to the rest were joined by what the parts of
    the group have in common; they are linked to the first member and come first.
    """
    piece = {member: member for member in members}
    links = [link for link in sorted(weights, key=lambda link: (-weights[link], link)) if _joined(piece, *link)]
    links += [(members[0], member) for member in members if _joined(piece, members[0], member)]
    return links[::-1]


def _joined(piece: dict[str, str], a: str, b: str) -> bool:
    """Put the pieces of a and b together; False if they are one already."""
    root_a, root_b = _root(piece, a), _root(piece, b)
    piece[root_a] = root_b
    return root_a != root_b


def _root(piece: dict[str, str], member: str) -> str:
    while piece[member] != member:
        piece[member] = member = piece[piece[member]]
    return member


def _weakest(row: Mapping[str, Any], weights: Mapping[Link, float]) -> Choice:
    links = holding_links(row["profile_ids"], weights)
    members = sorted(list(dict.fromkeys(member for link in links for member in link))[:MEMBERS_MAX])
    return _choice(row, members, tuple(link for link in links if link[0] in members and link[1] in members))


def _choice(row: Mapping[str, Any], members: Sequence[str], links: tuple[Link, ...]) -> Choice:
    return Choice(row["match_id"], row["size"], row["confidence_score"], tuple(members), links)


def _first(table: pa.Table, count: int, order: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """The first rows in an order, as dictionaries; of a list the first elements only."""
    rows = table.take(pc.select_k_unstable(table, k=min(count, table.num_rows), sort_keys=order))
    if "profile_ids" in rows.column_names:
        at = rows.column_names.index("profile_ids")
        rows = rows.set_column(at, "profile_ids", pc.list_slice(rows["profile_ids"], 0, SEARCHED_MAX))
    found: list[dict[str, Any]] = rows.to_pylist()
    return found


def _weights_within(groups: Sequence[Mapping[str, Any]], pairs: pa.Table) -> dict[str, dict[Link, float]]:
    """Per group the weights of the scored pairs of its members that are looked at."""
    weights: dict[str, dict[Link, float]] = {group["match_id"]: {} for group in groups}
    members = [member for group in groups for member in group["profile_ids"]]
    within = _where_in(_where_in(pairs, "match_id", list(weights)), "profile_id_a", members)
    for row in _where_in(within, "profile_id_b", members).to_pylist():
        weights[row["match_id"]][row["profile_id_a"], row["profile_id_b"]] = row["match_weight"]
    return weights


def _where_in(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=pa.array(values, pa.string())))
