"""Tags of domains and object types."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import bindparam, delete, select

from onefold.store.tables import TAGS
from onefold.store.transaction import Tx, upsert

DOMAIN: Final = ""
"""The resource that is the domain itself."""

_OF: Final = select(TAGS.c.tag, TAGS.c.value).where(
    TAGS.c.domain_id == bindparam("domain_id"), TAGS.c.resource == bindparam("resource")
)


def of(tx: Tx, domain_id: int, resource: str = DOMAIN) -> dict[str, str]:
    """The tags of a resource, by name."""
    found = tx.execute(_OF.order_by(TAGS.c.tag), {"domain_id": domain_id, "resource": resource})
    return {row.tag: row.value for row in found}


def put(tx: Tx, domain_id: int, tags: Mapping[str, str], resource: str = DOMAIN) -> None:
    """Add tags; one that is there already gets the new value."""
    rows = [{"domain_id": domain_id, "resource": resource, "tag": tag, "value": tags[tag]} for tag in sorted(tags)]
    if rows:
        statement = upsert(tx, TAGS)
        key = ["domain_id", "resource", "tag"]
        tx.execute(statement.on_conflict_do_update(index_elements=key, set_={"value": statement.excluded.value}), rows)


def remove(tx: Tx, domain_id: int, tags: Collection[str], resource: str = DOMAIN) -> None:
    """Take tags away; unknown ones are no error."""
    table = TAGS.c
    here = (table.domain_id == domain_id) & (table.resource == resource)
    tx.execute(delete(TAGS).where(here, table.tag.in_(tags)))


def remove_all(tx: Tx, domain_id: int, resource: str) -> None:
    """Take all tags of a resource away."""
    tx.execute(delete(TAGS).where(TAGS.c.domain_id == domain_id, TAGS.c.resource == resource))
