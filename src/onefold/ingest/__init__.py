"""From a source object to what it says of a profile: object types, mapping, keys, and which profile an object joins.

Pure: the rooms above look up keys in the store and hand in canonical forms; this room says what follows.
"""

from onefold.ingest.deciding import Attach, Create, Decision, Reject, decide, priority_of, wins
from onefold.ingest.definition import Field, KeyRule, ObjectType, columns_of, key_content_types, object_type
from onefold.ingest.detect import detect
from onefold.ingest.mapping import Mapped, MappedKey, map_object, parse_object
from onefold.ingest.search_keys import profile_keys

__all__ = [
    "Attach",
    "Create",
    "Decision",
    "Field",
    "KeyRule",
    "Mapped",
    "MappedKey",
    "ObjectType",
    "Reject",
    "columns_of",
    "decide",
    "detect",
    "key_content_types",
    "map_object",
    "object_type",
    "parse_object",
    "priority_of",
    "profile_keys",
    "wins",
]
