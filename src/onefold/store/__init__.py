"""The service's database, and the only place with SQL: one text for SQLite and PostgreSQL.

    store = open_store(Path("onefold-data"))
    found = store.read(lambda tx: profiles.get(tx, domain_id, ids))
    store.write(lambda tx: profiles.remove(tx, found))

A unit of work is a function of a transaction. The modules of this room are its vocabulary: domains, profiles, keys,
objects, object_types, history, merges, judgements, jobs, runs, evidence, rule_sets, rule_keys, uploads, tags, audit,
access_keys, bulk, reading.
"""

from onefold.store.core import Store, open_store
from onefold.store.transaction import DatabaseError, Tx, new_id, savepoint

__all__ = ["DatabaseError", "Store", "Tx", "new_id", "open_store", "savepoint"]
