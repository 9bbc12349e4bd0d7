"""Many profiles at once: in with their keys."""

from __future__ import annotations

import json
from typing import Any

from onefold.store import Store, bulk, domains, history, keys, profiles
from onefold.store.bulk import NewProfiles
from onefold.store.origins import Origin

ORIGIN = Origin(5, "crm")


def add(store: Store, documents: list[dict[str, Any]], name: str = "demo") -> tuple[int, list[str]]:
    domain = store.write(lambda tx: domains.find(tx, name) or domains.add(tx, name, {}, 1))
    found = sorted(("_email", one.get("EmailAddress", "-"), place) for place, one in enumerate(documents))
    new = NewProfiles([json.dumps(one) for one in documents], found)
    return domain.id, store.write(lambda tx: bulk.add_profiles(tx, domain.id, new, ORIGIN, "KEY1", 7))


def test_imported_profiles_are_like_all_others(store: Store) -> None:
    domain_id, (first, second) = add(store, [{"EmailAddress": "a"}, {"EmailAddress": "b", "Attributes": {"k": "v"}}])
    assert first < second

    def look(tx: Any) -> None:
        found = profiles.get(tx, domain_id, [second])[0]
        assert found.document == {"EmailAddress": "b", "Attributes": {"k": "v"}}
        assert found.origins == {"EmailAddress": ORIGIN, "Attributes.k": ORIGIN}
        assert (found.created_at, found.updated_at) == (7, 7)
        assert keys.holders(tx, domain_id, [("_email", ["b"])], 0, 9) == [found.row]
        (record,) = history.page(tx, domain_id, second, {}, None, 9)
        assert (record.event.action, record.event.by, record.event.at) == ("CREATED", "KEY1", 7)
        assert profiles.stats(tx, domain_id).profiles == 2

    store.read(look)


def test_profiles_of_one_millisecond_keep_their_own_keys(store: Store) -> None:
    domain_id, _ = add(store, [{"EmailAddress": "a"}, {"EmailAddress": "b"}])
    _, ids = add(store, [{"EmailAddress": str(number)} for number in range(50)])
    found = store.read(lambda tx: [keys.holders(tx, domain_id, [("_email", [str(n)])], 0, 9) for n in range(50)])
    rows = store.read(lambda tx: [[one.row] for one in profiles.get(tx, domain_id, ids)])
    assert found == rows


def test_nothing_to_import_is_no_error(store: Store) -> None:
    assert add(store, [])[1] == []
