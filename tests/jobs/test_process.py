"""The process of the worker, as `onefold serve` starts it: what it does beside the jobs, and how it ends."""

from __future__ import annotations

import multiprocessing
import os
import time
from typing import Any

from onefold.jobs.process import work

END_SECONDS = 120.0
"""So late that only a process that will never do it is meant."""


def test_a_worker_merges_by_rules_and_ends_when_it_is_told_to(service: Any) -> None:
    rules = {"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}], "MaxAllowedRuleLevelForMerging": 1}
    service.seconds = time.time()  # as the process sees it: older profiles may have expired
    service("CreateDomain", DefaultExpirationDays=366, RuleBasedMatching=rules)
    a, _ = service.profile(EmailAddress="john@example.com"), service.profile(EmailAddress="JOHN@example.com")
    url = service.store.url.render_as_string(hide_password=False)
    process = multiprocessing.get_context("spawn").Process(target=work, args=(url, service.settings, os.getpid()))
    process.start()
    try:
        until = time.monotonic() + END_SECONDS
        while len(found := service("ListProfiles")["Items"]) > 1:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert [one["ProfileId"] for one in found] == [a]
    finally:
        process.terminate()
        process.join()
    assert process.exitcode == 0
