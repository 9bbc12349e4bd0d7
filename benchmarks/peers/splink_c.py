"""Splink, set up for speed: the comparisons that carry most, six narrow blocking rules, one round of training each."""

from __future__ import annotations

import splink.comparison_library as cl
from benchmarks.peers.common import Outcome, Task, clean, connect, usable
from benchmarks.peers.splink_b import NAMES, drop_shared, emails_comparison, phones_comparison, single_slots
from benchmarks.peers.splink_model import Setup, blocking, resolve, rules
from splink import block_on


def run(task: Task) -> Outcome:
    con = connect(task.threads)
    clean(con, task.records)
    for column in ("phones", "emails", "email_names"):
        drop_shared(con, column)
    single_slots(con)
    have = usable(con)
    comparisons = {
        "first_name": lambda: cl.JaroWinklerAtThresholds("first_name", [0.92]).configure(
            term_frequency_adjustments=True
        ),
        "last_name": lambda: cl.JaroWinklerAtThresholds("last_name", [0.92]).configure(term_frequency_adjustments=True),
        "dob": lambda: cl.DateOfBirthComparison("dob", input_is_string=True),
        "phones": phones_comparison,
        "phone": lambda: cl.LevenshteinAtThresholds("phone", 1).configure(term_frequency_adjustments=True),
        "emails": emails_comparison,
        "email": lambda: cl.EmailComparison("email"),
        "postcode": lambda: cl.LevenshteinAtThresholds("postcode", 1).configure(term_frequency_adjustments=True),
    }
    narrow = (
        ("last_name", "dob"),
        ("first_name", "dob"),
        (*NAMES, "postcode"),
        (*NAMES, "city"),
        ("email",),
        ("phone",),
    )
    setup = Setup(
        comparisons=[make() for column, make in comparisons.items() if column in have],
        blocking=[
            *blocking(con, have, *narrow),
            *(block_on(c, arrays_to_explode=[c]) for c in ("emails", "phones") if c in have),
        ],
        sure=rules(have, ("first_name", "dob"), ("email",), (*NAMES, "postcode")),
        recall=0.6,
        training=rules(have, NAMES, ("dob",))[:2],
    )
    return resolve(con, setup)
