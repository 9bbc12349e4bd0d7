"""The record of a merge: all that is needed to take it back, and its form as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onefold.merge.merging import Fields, Manner, chosen, combined
from onefold.merge.profile import Key, Profile, Stamp, Value
from onefold.merge.survivorship import Resolution


@dataclass(frozen=True)
class MergeRecord:
    """before: the profiles as they were, the main one first. manner: how values were to be chosen. providers: who
    provided each attribute; kept beside `manner` so that a later version that chooses otherwise still knows."""

    merge_id: str
    before: tuple[Profile, ...]
    manner: Manner
    providers: Mapping[str, str]

    @property
    def main(self) -> Profile:
        """The main profile as it was."""
        return self.before[0]

    @property
    def others(self) -> tuple[Profile, ...]:
        """The profiles that went into the main one, as they were."""
        return self.before[1:]

    @property
    def after(self) -> Profile:
        """The merged profile as it was right after the merge."""
        return combined(self.main, self.others, self.providers)


def record_of(merge_id: str, main: Profile, others: Sequence[Profile], manner: Manner) -> MergeRecord:
    """Merge, and remember it: `after` of the result is the merged profile.

    The profiles must be whole, with keys, objects and former ids, and locked until the merge is written.
    """
    return MergeRecord(merge_id, (main, *others), manner, chosen(main, others, manner))


def written_record(record: MergeRecord) -> dict[str, Any]:
    """A record as JSON for the store; `read_record` is the inverse."""
    return {
        "MergeId": record.merge_id,
        "Before": [_written(profile) for profile in record.before],
        type(record.manner).__name__: asdict(record.manner),
        "Providers": dict(record.providers),
    }


def read_record(written: Mapping[str, Any]) -> MergeRecord:
    """A record from its JSON."""
    fields = written.get("Fields")
    manner: Manner = Resolution(**written["Resolution"]) if fields is None else Fields(**fields)
    return MergeRecord(written["MergeId"], tuple(map(_read, written["Before"])), manner, written["Providers"])


def _written(profile: Profile) -> dict[str, Any]:
    return {
        "ProfileId": profile.profile_id,
        "CreatedAt": profile.created_at,
        "Values": {attribute: list(value) for attribute, value in profile.values.items()},
        "Keys": [list(key) for key in sorted(profile.keys)],
        "Objects": [[number, *stamp] for number, stamp in sorted(profile.objects.items())],
        "FormerIds": sorted(profile.former_ids),
    }


def _read(written: Mapping[str, Any]) -> Profile:
    return Profile(
        written["ProfileId"],
        written["CreatedAt"],
        {attribute: Value(*value) for attribute, value in written["Values"].items()},
        frozenset(Key(*key) for key in written["Keys"]),
        {number: Stamp(*stamp) for number, *stamp in written["Objects"]},
        frozenset(written["FormerIds"]),
    )
