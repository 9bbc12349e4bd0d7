"""Many profiles at once: in by the thousands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from onefold.store import history, keys, rule_sets
from onefold.store import origins as origins_
from onefold.store.origins import Origin
from onefold.store.tables import PROFILE_KEYS, PROFILES
from onefold.store.transaction import Prepared, Tx, insert_many, new_ids


class NewProfiles(NamedTuple):
    """Profiles to import. documents: compact JSON in Amazon's form, without ProfileId. keys: their search keys, each a
    name, a value and the place of its profile among them; ascending, and none twice."""

    documents: Sequence[str]
    keys: Sequence[tuple[str, str, int]]


_ROWS: Final = Prepared(
    select(PROFILES.c.profile_id, PROFILES.c.id).where(
        PROFILES.c.domain_id == bindparam("domain_id"), PROFILES.c.profile_id.between(bindparam("a"), bindparam("z"))
    )
)


def add_profiles(tx: Tx, domain_id: int, new: NewProfiles, origin: Origin, by: str, at: int) -> list[str]:
    """Store many profiles, all of one origin, with their keys and history. Returns their ids in the given order.

    Their rule keys are made later, as those of profiles that were there before the rules.

    A few thousand at a time, as the writer is taken for 20 us a profile.
    """
    if not new.documents:
        return []
    ids = new_ids(at, len(new.documents))
    whence = origins_.written({"": origin})
    documents = (
        (domain_id, one, document, whence, len(document.encode()), at, at)
        for one, document in zip(ids, new.documents, strict=True)
    )
    columns = ("domain_id", "profile_id", "document", "origins", "size", "created_at", "updated_at")
    insert_many(tx, PROFILES, columns, documents)
    # Others may have made profiles in the same millisecond, whose ids are between these.
    rows: dict[str, int] = dict(_ROWS(tx, {"domain_id": domain_id, "a": ids[0], "z": ids[-1]}))
    in_order = [rows[one] for one in ids]
    # In the order of the index, which is then walked once and not searched for every key.
    held = ((domain_id, name, value, in_order[place], keys.ATTRIBUTE) for name, value, place in new.keys)
    insert_many(tx, PROFILE_KEYS, ("domain_id", "name", "value", "profile", "object"), held)
    rule_sets.fall_behind(tx, domain_id, min(in_order))
    history.add_created(tx, domain_id, ids, by, at)
    return ids
