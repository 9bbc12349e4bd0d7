"""The MERGING phase of a job: what the criteria of the domain allow, group by group."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, cast

from onefold import merge as rules
from onefold.canonical import by_attribute
from onefold.errors import BadRequestError
from onefold.jobs.judgements import apart
from onefold.jobs.task import Task
from onefold.store import Tx, judgements, merges, profiles, runs
from onefold.store.profiles import Profile
from onefold.store.runs import Group, Run
from onefold.writing import merging
from onefold.writing.change import Change
from onefold.writing.merging import AUTO_MERGING, Cause

GROUPS_AT_ONCE: Final = 500
HELD_SECONDS: Final = 0.01
"""For about so long a transaction keeps the one writer of SQLite from others: some four groups. With one in each, most
of the time went into commits and into giving way."""
BY_JOB: Final = "identity-resolution-job"
"""Who merges, in history."""


@dataclass(frozen=True)
class Merged:
    """profiles: how many went into another one. refused: groups that could not be merged, with the first reason."""

    profiles: int
    refused: int
    reason: str


def merge_groups(task: Task, run: Run, auto_merging: Mapping[str, Any]) -> Merged:
    """Merge within the groups of a run, some groups in a transaction; one that fails is left as it is.

    Done again after an interruption, it finds the merged profiles merged and goes on with the rest.
    """
    domain_id, settings = task.claim.job.domain_id, rules.auto_merging(auto_merging)
    separate = task.store.read(partial(kept_apart, domain_id=domain_id))
    refused: list[str] = []
    for first in range(0, run.groups, GROUPS_AT_ONCE):
        groups = task.store.read(partial(_worth_merging, task, run, first, settings, separate))
        while groups:
            done, reasons = _merge_next(task, groups, settings)
            groups = groups[done:]
            refused += reasons
    done = task.store.read(lambda tx: merges.merged_by_job(tx, domain_id, task.claim.job.job_id))
    return Merged(done, len(refused), refused[0] if refused else "")


def kept_apart(tx: Tx, domain_id: int) -> set[tuple[str, str]]:
    """The pairs of profiles, as they are now, that people have judged not to be the same; smaller id first."""
    return apart(judgements.every(tx, domain_id), profiles.current_ids(tx, domain_id))


def _worth_merging(
    task: Task, run: Run, first: int, settings: rules.AutoMerging, separate: Collection[tuple[str, str]], tx: Tx
) -> list[Group]:
    """The groups of one page in which something would be merged: most have nothing, and need no write transaction."""
    groups = runs.page(tx, run.id, first, GROUPS_AT_ONCE)
    ids = [one for group in groups for one in group.profile_ids]
    found = {one.profile_id: merging.values_of(one) for one in profiles.get(tx, task.claim.job.domain_id, ids)}
    return [
        group
        for group in groups
        if rules.merge_sets(
            [found[one] for one in group.profile_ids if one in found],
            group.confidence_score,
            settings,
            by_attribute,
            separate,
        )
    ]


def _merge_next(task: Task, groups: Sequence[Group], settings: rules.AutoMerging) -> tuple[int, list[str]]:
    """Merge the first of some groups. Returns how many were looked at, and why one of them stays as it is."""
    try:
        return cast(int, task.write(partial(_merge_some, task, groups, settings))), []
    except BadRequestError:  # of one of them, and none is merged; so the first alone
        pass
    try:
        task.write(partial(_merge_group, task, groups[0], settings))
    except BadRequestError as error:  # a rule of the service, such as the size of a profile
        return 1, [str(error)]
    return 1, []


def _merge_some(task: Task, groups: Sequence[Group], settings: rules.AutoMerging, tx: Tx) -> int:
    """Merge the first of some groups, as many as others can wait for. Returns how many."""
    until = time.monotonic() + HELD_SECONDS
    for number, group in enumerate(groups, 1):
        _merge_group(task, group, settings, tx)
        if time.monotonic() >= until:
            return number
    return len(groups)


def _merge_group(task: Task, group: Group, settings: rules.AutoMerging, tx: Tx) -> None:
    """Merge what the criteria and what people have said allow, of the profiles as they are now, locked."""
    locked = {one.profile_id: one for one in profiles.lock(tx, task.claim.job.domain_id, group.profile_ids)}
    seen = [merging.values_of(one) for one in locked.values()]
    cause = Cause(AUTO_MERGING, task.claim.job.job_id)
    change = Change(tx, task.now(), BY_JOB)
    separate = _kept_apart_among(tx, list(locked.values()))
    for members in rules.merge_sets(seen, group.confidence_score, settings, by_attribute, separate):
        main, *others = (locked[one.profile_id] for one in members)
        merging.merge(change, main, others, settings.resolution, cause)


def _kept_apart_among(tx: Tx, locked: Sequence[Profile]) -> set[tuple[str, str]]:
    """As `kept_apart`, of locked profiles: people go on judging and merging while a job merges a hundred thousand."""
    if not locked or not judgements.has_any(tx, locked[0].domain_id):
        return set()
    members = profiles.members(tx, [one.row for one in locked]).values()
    current = {former: one.profile_id for one in members for former in (one.profile_id, *one.former_ids)}
    said = judgements.among(tx, locked[0].domain_id, current.keys())
    return apart(sorted(said.values(), key=lambda one: one.at), current)
