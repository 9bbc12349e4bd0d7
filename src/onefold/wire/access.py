"""Who calls, and what a role may do.

Roles contain each other: read < review < write < admin. Looking is `read`; judging and merging what was found is
`review`; changing customer data is `write`; changing what a domain is and how it works is `admin`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from onefold.errors import AccessDeniedError

ROLES: Final = ("read", "review", "write", "admin")
"""From the least to the most."""

ALL_DOMAINS: Final = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose key signed a request. domains: the ones it may touch; None is all."""

    access_key_id: str
    role: str
    domains: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Key:
    """An access key: its secret, and who calls when a request is signed with it."""

    secret: str = field(repr=False)
    caller: Caller


ANYBODY: Final = Caller("", "admin", ALL_DOMAINS)
"""Who calls when the server asks for no signature."""

LEAST_ROLES: Final[Mapping[str, str]] = {
    "AddProfileKey": "write",
    "BatchGetProfile": "read",
    "BatchPutProfileObject": "write",
    "CreateDomain": "admin",
    "CreateProfile": "write",
    "CreateUploadJob": "write",
    "DeleteDomain": "admin",
    "DeleteProfile": "write",
    "DeleteProfileKey": "write",
    "DeleteProfileObject": "write",
    "DeleteProfileObjectType": "admin",
    "DetectProfileObjectType": "read",
    "GetAutoMergingPreview": "read",
    "GetDomain": "read",
    "GetIdentityResolutionJob": "read",
    "GetMatches": "read",
    "GetProfileHistoryRecord": "read",
    "GetProfileObjectType": "read",
    "GetProfileObjectTypeTemplate": "read",
    "GetSimilarProfiles": "read",
    "GetUploadJob": "read",
    "GetUploadJobPath": "write",
    "ListDomains": "read",
    "ListIdentityResolutionJobs": "read",
    "ListProfileHistoryRecords": "read",
    "ListProfileObjects": "read",
    "ListProfileObjectTypes": "read",
    "ListProfileObjectTypeTemplates": "read",
    "ListRuleBasedMatches": "read",
    "ListTagsForResource": "read",
    "ListUploadJobs": "read",
    "MergeProfiles": "review",
    "PutProfileObject": "write",
    "PutProfileObjectType": "admin",
    "SearchProfiles": "read",
    "StartUploadJob": "write",
    "StopUploadJob": "write",
    "TagResource": "admin",
    "UntagResource": "admin",
    "UpdateDomain": "admin",
    "UpdateProfile": "write",
}
"""The least role of every operation that this server is made to answer; the rest of the model needs `read`."""

ONEFOLD_V1_LEAST_ROLES: Final[Mapping[str, str]] = {
    "DeleteJudgement": "review",
    "GetMatchExplanation": "read",
    "ImportProfiles": "write",
    "ListJudgements": "read",
    "ListMerges": "read",
    "ListProfiles": "read",
    "PutJudgement": "review",
    "PutUploadFile": "write",
    "StartIdentityResolutionJob": "review",
    "UndoMerge": "review",
}
"""The least role of every operation under /onefold/v1."""


def authorise(caller: Caller, operation: str, least_role: str, labels: Mapping[str, str]) -> None:
    """Raise AccessDeniedError when the role of the caller is too small or the domain is not one of its own.

    The domain is the label DomainName or the one in the label resourceArn. An operation that names none is allowed:
    what it lists is filtered by the operation, which gets the caller.
    """
    if ROLES.index(caller.role) < ROLES.index(least_role):
        raise AccessDeniedError(f"{operation} needs a key of role {least_role} or more; this one is {caller.role}")
    if caller.domains is ALL_DOMAINS:
        return
    domain = _domain_of(labels["resourceArn"]) if "resourceArn" in labels else labels.get("DomainName")
    if domain is not None and domain not in caller.domains:
        raise AccessDeniedError("This key may not use that domain")


def _domain_of(arn: str) -> str:
    """The domain of `arn:aws:profile:{region}:{account}:domains/{DomainName}/...`; no domain's name for other texts."""
    kind, _, name = arn.split(":", 5)[-1].partition("/")
    return name.split("/")[0] if kind == "domains" and arn.count(":") >= 5 else ""
