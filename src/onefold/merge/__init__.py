"""Merging profiles and taking merges back: pure, plain data in and out.

The rooms above read profiles from the store, call these functions in the transaction that locks them, and write what
comes back. Where a value comes from (when, and from which object type) travels with it.
"""

from onefold.merge.auto import AutoMerging, Normalise, auto_merging, merge_sets, preview
from onefold.merge.by_hand import field_sources
from onefold.merge.merging import Fields, Manner, merged, oldest
from onefold.merge.profile import ATTRIBUTE, BY_HAND, MERGED, Key, Profile, Stamp, Value, profile_of, text_of
from onefold.merge.record import MergeRecord, read_record, record_of, written_record
from onefold.merge.survivorship import Resolution, resolution
from onefold.merge.unmerge import Plan, chain_of, plan_unmerge

__all__ = [
    "ATTRIBUTE",
    "BY_HAND",
    "MERGED",
    "AutoMerging",
    "Fields",
    "Key",
    "Manner",
    "MergeRecord",
    "Normalise",
    "Plan",
    "Profile",
    "Resolution",
    "Stamp",
    "Value",
    "auto_merging",
    "chain_of",
    "field_sources",
    "merge_sets",
    "merged",
    "oldest",
    "plan_unmerge",
    "preview",
    "profile_of",
    "read_record",
    "record_of",
    "resolution",
    "text_of",
    "written_record",
]
