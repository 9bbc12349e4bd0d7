"""Members of requests that a client could well send: right in form, and about things that exist."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from onefold.wire.model import OperationModel, Shape
from onefold.wire.schemas import limits_of

DOMAINS: Final = ("fuzz0", "fuzz1")
"""The first one is meant most of the time, so that ids are of it."""
OBJECT_TYPES: Final = ("crm", "shop")
KEPT_MAX: Final = 200
"""Values that are remembered of a kind, so that a long run stays among what is there."""
ALIASES: Final = {"MainProfileId": "ProfileId", "ProfileIdsToBeMerged": "ProfileId", "ProfileIds": "ProfileId"}
"""Members that hold ids of another name."""
_HEX: Final = "0123456789abcdef"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
_TEXTS: Final = (
    "John",
    "Doe",
    "Zoë O'Neil",
    "555-010-0000",
    "+1 555 010 0000",
    "john@example.com",
    "1 Main St",
    "ß",
    "李",
)
KEY_NAMES: Final = ("_email", "_phone", "_fullName", "_profileId", "crmId", "orders")
ATTRIBUTES: Final = ("FirstName", "LastName", "EmailAddress", "PhoneNumber", "Address.City", "Attributes.Tier")


class Known:
    """What earlier answers named, so that later requests are about it."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._values: dict[str, list[Any]] = {}

    def learn(self, answer: Any) -> None:
        """Remember the ids and tokens of an answer."""
        if isinstance(answer, Mapping):
            for name, value in answer.items():
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, str) and (name in ALIASES or name.endswith(("Id", "Key", "Token"))):
                        self._keep(ALIASES.get(name, name), one)
                self.learn(value)
        elif isinstance(answer, list):
            for one in answer:
                self.learn(one)

    def one(self, name: str) -> Any:
        """A value that such a member had; None if there was none."""
        values = self._values.get(ALIASES.get(name, name))
        return self._random.choice(values) if values else None

    def _keep(self, name: str, value: str) -> None:
        values = self._values.setdefault(name, [])
        if len(values) < KEPT_MAX:
            values.append(value)
        else:
            values[self._random.randrange(KEPT_MAX)] = value


class Members:
    """Makes members for any operation of a model."""

    def __init__(self, random: Random, known: Known) -> None:
        self._random = random
        self._known = known
        self._recipes: Mapping[str, Callable[[], dict[str, Any]]] = {
            "PutProfileObjectType": self._object_type,
            "PutProfileObject": lambda: {"ObjectTypeName": self._object_type_name(), "Object": self._object()},
            "UpdateDomain": self._settings,
            "CreateDomain": lambda: {"DefaultExpirationDays": 9, **self._settings()},
            "SearchProfiles": lambda: {"KeyName": self._random.choice(KEY_NAMES), "Values": [self._text()]},
            "ListProfileObjects": lambda: {"ObjectTypeName": self._object_type_name()},
        }

    def of(self, operation: OperationModel) -> dict[str, Any]:
        """Members of one call. Half of them in the way of the recipe, if the operation has one."""
        made: dict[str, Any] = self._structure(operation.input)
        recipe = self._recipes.get(operation.name)
        if recipe and self._random.random() < 0.5:
            made |= recipe()
        domain = DOMAINS[self._random.random() < 0.1]
        if "DomainName" in made:
            made["DomainName"] = domain
        if "resourceArn" in made:
            made["resourceArn"] = f"arn:aws:profile:us-east-1:000000000000:domains/{domain}"
        return made

    def _value(self, shape: Shape, name: str) -> Any:
        random = self._random
        if shape.type == "string" and (known := self._known.one(name)) and random.random() < 0.8:
            return known
        if shape.type == "string" and name in ("Object", "Objects"):
            return self._object()
        if name == "ObjectTypeName":
            return self._object_type_name()
        if shape.type == "structure":
            return self._structure(shape)
        if shape.type == "list":
            return [self._value(shape.element, name) for _ in range(self._size(shape))] if shape.element else []
        if shape.type == "map":
            return self._map(shape)
        return self._string(shape) if shape.type in ("string", "blob") else self._scalar(shape)

    def _structure(self, shape: Shape) -> dict[str, Any]:
        members = list(shape.members.values())
        if shape.union:
            members = [self._random.choice(members)]
        return {
            member.name: self._value(member.shape, member.name)
            for member in members
            if shape.union or member.location == "uri" or member.name in shape.required or self._random.random() < 0.3
            if member.location != "stream"
        }

    def _map(self, shape: Shape) -> dict[str, Any]:
        assert shape.key is not None
        assert shape.element is not None
        return {self._string(shape.key): self._value(shape.element, "") for _ in range(self._size(shape))}

    def _size(self, shape: Shape) -> int:
        low = int(shape.min or 0)
        return self._random.randint(low, max(low, min(int(shape.max or 9), low + 2)))

    def _scalar(self, shape: Shape) -> Any:
        if shape.type == "boolean":
            return self._random.random() < 0.5
        low, high = limits_of(shape)
        if shape.type in ("integer", "long"):
            return self._random.randint(int(low or 0), min(int(high or 100), int(low or 0) + 100))
        return round(self._random.uniform(low or 0, min(high or 1, 4e9)), 3)

    def _string(self, shape: Shape) -> str:
        """A text of a shape; patterns are met by letters of names or of ids, which nearly all of them allow."""
        if shape.enum:
            return self._random.choice(shape.enum)
        low, high = int(shape.min or 0), int(shape.max or 99)
        if shape.pattern is None:
            return (self._text() * (1 + low))[: max(1, high)]
        if "{32}" in shape.pattern:
            return "".join(self._random.choices(_HEX, k=32))
        if "[0-5][0-9]" in shape.pattern:
            return f"{self._random.randrange(24)}:{self._random.randrange(60):02}"
        letters = _LETTERS[:26] if "a-z0-9.-" in shape.pattern else _LETTERS[:52]
        return "".join(self._random.choices(letters, k=self._random.randint(max(3, low), min(high, max(3, low) + 5))))

    def _text(self) -> str:
        return self._random.choice(_TEXTS)

    def _object_type_name(self) -> str:
        return self._random.choice(OBJECT_TYPES)

    def _object(self) -> str:
        source = {"id": self._random.randrange(50), "email": f"john{self._random.randrange(9)}@example.com"}
        more = {"first": self._text(), "phone": self._text(), "at": self._random.choice((1, "x", 1_700_000_000_000))}
        return json.dumps(source | more, ensure_ascii=self._random.random() < 0.5)

    def _object_type(self) -> dict[str, Any]:
        """One that reads the objects above."""
        first = self._random.choice(("{{_source.first}}", "_source.first", "{{_source.first}} {{_source.id}}"))
        target = self._random.choice(("_profile.FirstName", "_profile.Address.City"))
        return {
            "ObjectTypeName": self._object_type_name(),
            "AllowProfileCreation": self._random.random() < 0.9,
            "SourceLastUpdatedTimestampFormat": self._random.choice(("EPOCHMILLI", "yyyy-MM-dd")),
            "Fields": {
                "id": {"Source": "_source.id"},
                "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
                "first": {"Source": first, "Target": target},
                "at": {"Source": "_source.at", "Target": "_profile.SourceLastUpdatedTimestamp"},
            },
            "Keys": {
                "crmId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
                "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
            },
        }  # fmt: skip

    def _settings(self) -> dict[str, Any]:
        """Matching with auto-merging, and rules."""
        criteria = [self._random.sample(ATTRIBUTES, 2) for _ in range(2)]
        merging = {"Enabled": True, "Consolidation": {"MatchingAttributesList": criteria}}
        rules = [{"Rule": self._random.sample(("EmailAddress", "FirstName", "LastName", "PhoneNumber"), 2)}]
        types = {"AttributeMatchingModel": self._random.choice(("ONE_TO_ONE", "MANY_TO_MANY"))}
        ruled = {"Enabled": True, "MatchingRules": rules, "AttributeTypesSelector": types}
        levels = {"MaxAllowedRuleLevelForMatching": 1, "MaxAllowedRuleLevelForMerging": 1}
        return self._random.choice(
            [{"Matching": {"Enabled": True, "AutoMerging": merging}}, {"RuleBasedMatching": ruled | levels}, {}]
        )
