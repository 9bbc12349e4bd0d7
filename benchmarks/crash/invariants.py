"""What must hold of a database whenever nothing is running on it, however its processes have ended."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from benchmarks.crash.client import Journal
from sqlalchemy import text

from onefold.canonical import by_attribute
from onefold.jobs.worker import ATTEMPTS_MAX
from onefold.rules import rule_keys
from onefold.store import Store, Tx, rule_sets
from onefold.writing.rule_keys import rules_in
from onefold.writing.search_keys import keys_of

Rows = list[Any]


def breaches(store: Store, journal: Journal, undone: set[str]) -> list[str]:
    """Everything that is not as it must be. undone: the merges whose undo was acknowledged."""
    return store.read(lambda tx: [*_of_the_store(tx), *_of_the_journal(tx, journal, undone)])


def _rows(tx: Tx, statement: str) -> Rows:
    return list(tx.execute(text(statement)).all())


def _of_the_store(tx: Tx) -> Iterator[str]:
    profiles = {row.id: row for row in _rows(tx, "SELECT * FROM profiles")}
    yield from _keys(tx, profiles)
    yield from _rule_keys(tx, profiles)
    yield from _references(tx, profiles)
    yield from _merges(tx, {row.profile_id for row in profiles.values()})
    yield from _runs(tx)
    yield from _jobs(tx)


def _keys(tx: Tx, profiles: dict[int, Any]) -> Iterator[str]:
    held: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for key in _rows(tx, "SELECT * FROM profile_keys"):
        if key.profile not in profiles:
            yield f"the key {key.name} is of profile {key.profile}, which is gone"
        if key.object == 0:
            held[key.profile].add((key.name, key.value))
    for row, profile in profiles.items():
        if held[row] != keys_of(json.loads(profile.document)):
            yield f"profile {profile.profile_id} has other keys than its document gives"


def _rule_keys(tx: Tx, profiles: dict[int, Any]) -> Iterator[str]:
    for row in _rows(tx, "SELECT domain_id FROM rule_sets WHERE retired_at IS NULL AND status = 'ACTIVE'"):
        rule_set = rule_sets.current(tx, row.domain_id)
        assert rule_set is not None
        held: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for key in _rows(tx, f"SELECT * FROM rule_keys WHERE rule_set = {rule_set.id}"):
            held[key.profile].add((key.level, key.value))
        for number in held.keys() | profiles.keys():
            document = json.loads(profiles[number].document) if number in profiles else {}
            if held[number] != rule_keys(document, rules_in(rule_set), by_attribute):
                yield f"profile number {number} has other rule keys than its document gives"


def _references(tx: Tx, profiles: dict[int, Any]) -> Iterator[str]:
    live = {profile.profile_id for profile in profiles.values()}
    for alias in _rows(tx, "SELECT * FROM profile_aliases"):
        if alias.profile not in profiles or alias.profile_id in live:
            yield f"the former id {alias.profile_id} leads nowhere, or is in use"
    for found in _rows(tx, "SELECT * FROM objects"):
        if found.profile not in profiles:
            yield f"object {found.unique_key} is of no profile"
        elif found.unique_key not in json.loads(profiles[found.profile].document).get("Attributes", {}):
            yield f"object {found.unique_key} is with a profile that it did not come with"
    created = {row.profile_id for row in _rows(tx, "SELECT profile_id FROM history WHERE action = 'CREATED'")}
    for one in live - created:
        yield f"profile {one} has no record of its creation"


def _merges(tx: Tx, live: set[str]) -> Iterator[str]:
    history: Counter[tuple[str, str, str]] = Counter()
    for row in _rows(tx, "SELECT * FROM history WHERE action IN ('MERGED', 'DELETED_BY_MERGE', 'CREATED')"):
        content = json.loads(row.content)
        history[row.profile_id, row.action, content.get("MergeId") or content.get("UndoneMergeId") or ""] += 1
    holding: Counter[str] = Counter()
    for merge in _rows(tx, "SELECT * FROM merges"):
        ids = json.loads(merge.profile_ids)
        wanted = [(merge.main_profile_id, "MERGED"), *((one, "DELETED_BY_MERGE") for one in ids)]
        wanted += [(one, "CREATED") for one in ids if merge.undone_at is not None]
        for one, action in wanted:
            if history[one, action, merge.merge_id] != 1:
                yield f"merge {merge.merge_id}: {history[one, action, merge.merge_id]} records {action} of {one}"
        if merge.undone_at is None:
            holding.update(ids)
    for one, count in holding.items():
        if count > 1 or one in live:
            yield f"profile {one} is merged {count} times, and there: {one in live}"
    merges = {row.merge_id for row in _rows(tx, "SELECT merge_id FROM merges")}
    for _, action, merge_id in history:
        if merge_id and merge_id not in merges:
            yield f"history has {action} by a merge that was never made"


def _runs(tx: Tx) -> Iterator[str]:
    published = {row.id: row for row in _rows(tx, "SELECT * FROM runs WHERE published_at IS NOT NULL")}
    groups: dict[int, list[Any]] = defaultdict(list)
    for group in _rows(tx, "SELECT * FROM match_groups ORDER BY run, rank"):
        groups[group.run].append(group)
    members = {(row.run, row.rank, row.profile_id) for row in _rows(tx, "SELECT * FROM match_members")}
    named = {(row.run, row.rank, row.match_id) for row in _rows(tx, "SELECT * FROM match_ids")}
    explained = {(row.run, row.rank) for row in _rows(tx, "SELECT run, rank FROM match_evidence")}
    counted = Counter(run for run, _, _ in members)
    for run, row in published.items():
        if [group.rank for group in groups[run]] != list(range(1, row.groups + 1)):
            yield f"run {run} has {len(groups[run])} groups and says {row.groups}"
        wanted = {(run, group.rank, one) for group in groups[run] for one in group.profile_ids.split(" ")}
        if not wanted <= members or counted[run] != len(wanted):
            yield f"run {run} has other members than its groups"
        if {(run, group.rank, group.match_id) for group in groups[run]} != {one for one in named if one[0] == run}:
            yield f"run {run} has other MatchIds than its groups"
        if {(run, group.rank) for group in groups[run]} != {one for one in explained if one[0] == run}:
            yield f"run {run} explains other groups than its own"
    for job, count in Counter(row.job_id for row in published.values()).items():
        if count > 1:
            yield f"job {job} has published {count} runs"


def _jobs(tx: Tx) -> Iterator[str]:
    published = {row.job_id for row in _rows(tx, "SELECT job_id FROM runs WHERE published_at IS NOT NULL")}
    for job in _rows(tx, "SELECT * FROM jobs"):
        ended = job.status in ("COMPLETED", "PARTIAL_SUCCESS", "FAILED")
        if ended != (job.ended_at is not None):
            yield f"job {job.job_id} is {job.status} and ended at {job.ended_at}"
        if job.status == "FAILED" and job.attempt <= ATTEMPTS_MAX:
            yield f"job {job.job_id} failed at attempt {job.attempt}: {job.message}"
        if ended and job.status != "FAILED" and job.job_id not in published:
            yield f"job {job.job_id} is {job.status} and has no run"


def _of_the_journal(tx: Tx, journal: Journal, undone: set[str]) -> Iterator[str]:
    holders: dict[str, list[Any]] = defaultdict(list)
    counters: dict[str, int] = {}
    for profile in _rows(tx, "SELECT * FROM profiles"):
        for name, value in json.loads(profile.document).get("Attributes", {}).items():
            if name.startswith("u"):
                counters[name[1:]] = int(value)
            else:
                holders[name].append(profile)
    yield from journal.refused
    yield from _tokens(journal, holders)
    for token, value in journal.updated.items():
        if token not in journal.delete_tried and not (
            value <= counters.get(token, 0) <= journal.updates_tried.get(token, 0)
        ):
            yield f"{token} was updated to {value} and is at {counters.get(token)}"
    keys = {(row.value, row.profile) for row in _rows(tx, "SELECT * FROM profile_keys WHERE name = 'token'")}
    for token in journal.keys:
        if not any((token.lower(), profile.id) in keys for profile in holders[token]):
            yield f"the key of {token} is gone"
    merges = {row.merge_id: row for row in _rows(tx, "SELECT * FROM merges")}
    made = Counter((row.main_profile_id, *json.loads(row.profile_ids)) for row in merges.values())
    for pair in journal.merges:
        if made[pair] != 1:
            yield f"a merge was answered and made {made[pair]} times"
    for merge_id in undone:
        if merge_id not in merges or merges[merge_id].undone_at is None:
            yield f"the undo of {merge_id} was answered and not made"
    yield from _audit(tx, journal)


def _tokens(journal: Journal, holders: dict[str, list[Any]]) -> Iterator[str]:
    for token in journal.created:
        wanted = {0} if token in journal.deleted else {0, 1} if token in journal.delete_tried else {1}
        if len(holders[token]) not in wanted:
            yield f"{token} was created and is in {len(holders[token])} profiles"
    for token, found in holders.items():
        if token not in journal.tried or len(found) > 1:
            yield f"{token} is in {len(found)} profiles; asked for: {token in journal.tried}"


def _audit(tx: Tx, journal: Journal) -> Iterator[str]:
    counted = Counter(row.operation for row in _rows(tx, "SELECT operation FROM audit"))
    answered = {"CreateProfile": len(journal.created), "DeleteProfile": len(journal.deleted),
                "MergeProfiles": len(journal.merges)}  # fmt: skip
    for operation, count in answered.items():
        if not count <= counted[operation] <= count + journal.cut:
            yield f"{count} {operation} were answered and {counted[operation]} are in the audit trail"
