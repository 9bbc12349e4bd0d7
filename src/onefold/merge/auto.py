"""Auto-merging: which profiles of a match group are merged, and what a preview says about it.

The criteria are tried in their order, each on the profiles that the earlier ones have consolidated and on the rest.
Profiles merge when all attributes of one criterion have equal canonical values; a missing value equals nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from onefold.errors import BadRequestError
from onefold.merge.merging import merged, oldest
from onefold.merge.profile import CUSTOM, Profile, Value, text_of
from onefold.merge.survivorship import Resolution, resolution
from onefold.tables import ADDRESS_PARTS, ADDRESSES

Normalise = Callable[[str, str], str]
"""(attribute, text) -> the canonical value by which two texts are equal, or "" for a text that stands for none."""


@dataclass(frozen=True)
class AutoMerging:
    """Settings of auto-merging. criteria: lists of attributes, the first criterion first."""

    criteria: tuple[tuple[str, ...], ...]
    resolution: Resolution = field(default_factory=Resolution)
    confidence_score_min: float = 0.0


def auto_merging(given: Mapping[str, Any]) -> AutoMerging:
    """Read an AutoMerging structure, or the like-named members of GetAutoMergingPreview.

    Raises BadRequestError without Consolidation, and for an attribute that cannot exist.
    """
    if "Consolidation" not in given:
        raise BadRequestError("AutoMerging needs Consolidation.MatchingAttributesList: the attributes that must agree.")
    criteria = tuple(map(tuple, given["Consolidation"]["MatchingAttributesList"]))
    for criterion in criteria:
        for name in criterion:
            _refuse_unknown_part(name)
    score_min = given.get("MinAllowedConfidenceScoreForMerging", 0.0)
    return AutoMerging(criteria, resolution(given.get("ConflictResolution")), score_min)


def _refuse_unknown_part(name: str) -> None:
    whole, _, part = name.partition(".")
    if name not in ADDRESSES and whole in ADDRESSES and part not in ADDRESS_PARTS:
        known = ", ".join(f"{whole}.{known}" for known in ADDRESS_PARTS)
        raise BadRequestError(f"MatchingAttributesList: {name} is no attribute. Parts of an address: {known}.")
    if name == CUSTOM or (whole == CUSTOM and not part):
        raise BadRequestError(f"MatchingAttributesList: {name} names no attribute. Write {CUSTOM}.KEY.")


def merge_sets(
    profiles: Iterable[Profile],
    confidence_score: float,
    settings: AutoMerging,
    normalise: Normalise,
    apart: Collection[tuple[str, str]] = frozenset(),
) -> list[list[Profile]]:
    """The sets of profiles of one match group that become one profile each, the main profile first.

    apart: pairs of ids (smaller, larger) that are judged not to be the same; no set holds both, whatever agrees, nor
    profiles that the two were merged into. Where that leaves a choice, the oldest profiles join first. Sets and their
    members are ordered by age, then id; the order of `profiles` does not matter. Nothing is merged here.
    """
    if confidence_score < settings.confidence_score_min:
        return []
    clusters = [_Cluster((one,), one.values) for one in sorted(profiles, key=_age)]
    for criterion in settings.criteria:
        clusters = _joined(clusters, criterion, settings.resolution, normalise, apart)
    return [list(cluster.members) for cluster in clusters if len(cluster.members) > 1]


def preview(
    groups: Iterable[tuple[float, Sequence[Profile]]],
    settings: AutoMerging,
    normalise: Normalise,
    apart: Collection[tuple[str, str]] = frozenset(),
) -> dict[str, int]:
    """The three numbers of GetAutoMergingPreview over (ConfidenceScore, profiles) groups: exact, and nothing merges.

    NumberOfProfilesWillBeMerged counts all members of merge sets, the main profiles too.
    """
    numbers = {"NumberOfMatchesInSample": 0, "NumberOfProfilesInSample": 0, "NumberOfProfilesWillBeMerged": 0}
    for score, profiles in groups:
        sets = merge_sets(profiles, score, settings, normalise, apart)
        numbers["NumberOfMatchesInSample"] += 1
        numbers["NumberOfProfilesInSample"] += len(profiles)
        numbers["NumberOfProfilesWillBeMerged"] += sum(map(len, sets))
    return numbers


@dataclass(frozen=True)
class _Cluster:
    """Profiles that merge, the main one first, and the values they have when consolidated.

    The values are always chosen from those of the members, not of what they were consolidated to on the way: so the
    result is the one of a single merge of all members.
    """

    members: tuple[Profile, ...]
    values: Mapping[str, Value]


def _age(profile: Profile) -> tuple[int, str]:
    return profile.created_at, profile.profile_id


def _joined(
    clusters: list[_Cluster],
    criterion: Sequence[str],
    how: Resolution,
    normalise: Normalise,
    apart: Collection[tuple[str, str]],
) -> list[_Cluster]:
    """Join the clusters that agree on a criterion. `clusters` and the result are ordered by their main profile."""
    joined: list[list[_Cluster]] = []
    agreeing: dict[tuple[str, ...], list[list[_Cluster]]] = {}
    for cluster in clusters:
        key = tuple(_canonical(cluster.values, name, normalise) for name in criterion)
        candidates = agreeing.setdefault(key, []) if all(key) else []
        home = next((home for home in candidates if not _kept_apart(home, cluster, apart)), None)
        if home is not None:
            home.append(cluster)
        else:
            candidates.append([cluster])
            joined.append(candidates[-1])
    return [_consolidated(parts, how) for parts in joined]


def _canonical(values: Mapping[str, Value], name: str, normalise: Normalise) -> str:
    text = text_of(values, name)
    return normalise(name, text) if text else ""


def _kept_apart(home: Iterable[_Cluster], cluster: _Cluster, apart: Collection[tuple[str, str]]) -> bool:
    if not apart:
        return False
    ids = (_ids(member for part in home for member in part.members), _ids(cluster.members))
    return any((min(pair), max(pair)) in apart for pair in product(*ids))


def _ids(profiles: Iterable[Profile]) -> set[str]:
    return {name for one in profiles for name in (one.profile_id, *one.former_ids)}


def _consolidated(parts: Sequence[_Cluster], how: Resolution) -> _Cluster:
    if len(parts) == 1:
        return parts[0]
    members = sorted((member for part in parts for member in part.members), key=_age)
    main = oldest(members)
    return _Cluster(tuple(members), merged(main, members[1:], how).values)
