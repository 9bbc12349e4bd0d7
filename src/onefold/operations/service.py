"""The table of all operations, and what makes functions of it that a server can call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, Final, NamedTuple

from onefold.operations import (
    domains,
    explanation,
    history,
    identity_resolution_jobs,
    imports,
    judgements,
    matches,
    merging,
    object_types,
    profile_objects,
    profiles,
    rule_matching,
    search,
    tags,
    undoing,
    upload_jobs,
)
from onefold.operations.calls import Call, Tools
from onefold.operations.context import Answer, Caller, Context, Request
from onefold.settings import ServiceSettings
from onefold.store import Store, audit


class Operation(NamedTuple):
    """run: the operation, one transaction. writes: whether it changes anything, which the audit trail then has."""

    run: Callable[[Context, Request], Answer]
    writes: bool = False


class LongOperation(NamedTuple):
    """run: an operation that takes too long for one transaction, or does something else before it: it makes its own."""

    run: Callable[[Call, Request], Answer]


OPERATIONS: Final[Mapping[str, Operation | LongOperation]] = {
    "AddProfileKey": Operation(search.add_profile_key, writes=True),
    "BatchGetProfile": Operation(profiles.batch_get_profile),
    "BatchPutProfileObject": Operation(profile_objects.batch_put_profile_object, writes=True),
    "CreateDomain": LongOperation(domains.create_domain),
    "CreateProfile": Operation(profiles.create_profile, writes=True),
    "CreateUploadJob": Operation(upload_jobs.create_upload_job, writes=True),
    "DeleteDomain": Operation(domains.delete_domain, writes=True),
    "DeleteProfile": Operation(profiles.delete_profile, writes=True),
    "DeleteProfileKey": Operation(search.delete_profile_key, writes=True),
    "DeleteProfileObject": Operation(profile_objects.delete_profile_object, writes=True),
    "DeleteProfileObjectType": LongOperation(object_types.delete_profile_object_type),
    "DetectProfileObjectType": Operation(object_types.detect_profile_object_type),
    "GetAutoMergingPreview": Operation(merging.get_auto_merging_preview),
    "GetDomain": Operation(domains.get_domain),
    "GetIdentityResolutionJob": Operation(identity_resolution_jobs.get_identity_resolution_job),
    "GetMatches": Operation(matches.get_matches),
    "GetProfileHistoryRecord": Operation(history.get_profile_history_record),
    "GetProfileObjectType": Operation(object_types.get_profile_object_type),
    "GetProfileObjectTypeTemplate": Operation(object_types.get_profile_object_type_template),
    "GetSimilarProfiles": Operation(matches.get_similar_profiles),
    "GetUploadJob": Operation(upload_jobs.get_upload_job),
    "GetUploadJobPath": Operation(upload_jobs.get_upload_job_path),
    "ListDomains": Operation(domains.list_domains),
    "ListIdentityResolutionJobs": Operation(identity_resolution_jobs.list_identity_resolution_jobs),
    "ListProfileHistoryRecords": Operation(history.list_profile_history_records),
    "ListProfileObjectTypeTemplates": Operation(object_types.list_profile_object_type_templates),
    "ListProfileObjectTypes": Operation(object_types.list_profile_object_types),
    "ListProfileObjects": Operation(profile_objects.list_profile_objects),
    "ListRuleBasedMatches": Operation(rule_matching.list_rule_based_matches),
    "ListTagsForResource": Operation(tags.list_tags_for_resource),
    "ListUploadJobs": Operation(upload_jobs.list_upload_jobs),
    "MergeProfiles": Operation(merging.merge_profiles, writes=True),
    "PutProfileObject": Operation(profile_objects.put_profile_object, writes=True),
    "PutProfileObjectType": Operation(object_types.put_profile_object_type, writes=True),
    "SearchProfiles": Operation(search.search_profiles),
    "StartUploadJob": Operation(upload_jobs.start_upload_job, writes=True),
    "StopUploadJob": Operation(upload_jobs.stop_upload_job, writes=True),
    "TagResource": Operation(tags.tag_resource, writes=True),
    "UntagResource": Operation(tags.untag_resource, writes=True),
    "UpdateDomain": LongOperation(domains.update_domain),
    "UpdateProfile": Operation(profiles.update_profile, writes=True),
}
"""Everything of Amazon's API that exists, by Amazon's names."""

ONEFOLD_V1: Final[Mapping[str, Operation | LongOperation]] = {
    "DeleteJudgement": Operation(judgements.delete_judgement, writes=True),
    "GetMatchExplanation": Operation(explanation.get_match_explanation),
    "ImportProfiles": LongOperation(imports.import_profiles),
    "ListJudgements": Operation(judgements.list_judgements),
    "ListMerges": Operation(undoing.list_merges),
    "ListProfiles": Operation(profiles.list_profiles),
    "PutJudgement": Operation(judgements.put_judgement, writes=True),
    "PutUploadFile": LongOperation(upload_jobs.put_upload_file),
    "StartIdentityResolutionJob": Operation(identity_resolution_jobs.start_identity_resolution_job, writes=True),
    "UndoMerge": Operation(undoing.undo_merge, writes=True),
}
"""What Amazon's API does not have, under /onefold/v1."""


def bind(
    store: Store,
    settings: ServiceSettings,
    clock: Callable[[], float],
    operations: Mapping[str, Operation | LongOperation] = OPERATIONS,
    at_once: Collection[str] = (),
) -> dict[str, Callable[[Caller, Request], Any]]:
    """Operations on a store, ready to be called. clock: seconds since 1970.

    They return answers; those of `at_once` that write, on SQLite, the future of one, and do not block.
    """
    tools = Tools(store, settings, clock, store.write(lambda tx: audit.shared_secret(tx, "page tokens")))

    def bound(name: str, operation: Operation | LongOperation) -> Callable[[Caller, Request], Answer | Future[Answer]]:
        def call(caller: Caller, request: Request) -> Answer | Future[Answer]:
            made = Call(tools, name, caller, request)
            if isinstance(operation, LongOperation):
                return operation.run(made, request)
            work = partial(_run, operation, request)
            if not operation.writes:
                return made.read(work)
            if name in at_once and (coming := made.submit(work)) is not None:
                return coming
            return made.finish(work)

        return call

    return {name: bound(name, operation) for name, operation in operations.items()}


def _run(operation: Operation, request: Request, ctx: Context) -> Answer:
    return operation.run(ctx, request)
