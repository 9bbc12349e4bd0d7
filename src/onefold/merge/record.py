"""The record of a merge: all that is needed to take it back, and its form as JSON."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from onefold.merge.merging import Fields, Manner, chosen, combined
from onefold.merge.profile import ATTRIBUTE, MERGED, Key, Profile, Stamp, Value
from onefold.merge.survivorship import Resolution

KeysOf = Callable[[Mapping[str, Any]], Collection[tuple[str, str]]]
"""The search keys that the attributes of a document give: (name, canonical value)."""


def no_keys(_: Mapping[str, Any]) -> Collection[tuple[str, str]]:
    """Where attributes give no keys."""
    return ()


@dataclass(frozen=True)
class MergeRecord:
    """before: the profiles as they were, the main one first. manner: how values were to be chosen. providers: who
    provided each attribute; kept beside `manner` so that a later version that chooses otherwise still knows. lost: the
    keys of values that were not taken, which the merged profile has nevertheless: who asks for one means it."""

    merge_id: str
    before: tuple[Profile, ...]
    manner: Manner
    providers: Mapping[str, str]
    lost: frozenset[tuple[str, str]] = frozenset()

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
        whole = combined(self.main, self.others, self.providers)
        return replace(whole, keys=whole.keys | {Key(*key, MERGED) for key in self.lost})


def record_of(
    merge_id: str, main: Profile, others: Sequence[Profile], manner: Manner, keys_of: KeysOf = no_keys
) -> MergeRecord:
    """Merge, and remember it: `after` of the result is the merged profile.

    The profiles must be whole, with keys, objects and former ids, and locked until the merge is written.
    """
    providers = chosen(main, others, manner)
    given = {key[:2] for one in (main, *others) for key in one.keys if key.source == ATTRIBUTE}
    lost = given.difference(keys_of(combined(main, others, providers).document))
    return MergeRecord(merge_id, (main, *others), manner, providers, frozenset(lost))


def written_record(record: MergeRecord) -> dict[str, Any]:
    """A record as JSON for the store; `read_record` is the inverse."""
    return {
        "MergeId": record.merge_id,
        "Before": [_written(profile) for profile in record.before],
        type(record.manner).__name__: asdict(record.manner),
        "Providers": dict(record.providers),
        "LostKeys": [list(key) for key in sorted(record.lost)],
    }


def read_record(written: Mapping[str, Any]) -> MergeRecord:
    """A record from its JSON."""
    fields = written.get("Fields")
    manner: Manner = Resolution(**written["Resolution"]) if fields is None else Fields(**fields)
    lost = frozenset((name, value) for name, value in written.get("LostKeys", ()))
    return MergeRecord(written["MergeId"], tuple(map(_read, written["Before"])), manner, written["Providers"], lost)


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
