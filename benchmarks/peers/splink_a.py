"""Splink, a careful first set-up: ready-made comparisons, one phone and one e-mail a person, the obvious blocking."""

from __future__ import annotations

import splink.comparison_library as cl
from benchmarks.peers.common import Outcome, Task, clean, connect, flatten, usable
from benchmarks.peers.splink_model import Setup, blocking, postcode_comparison, resolve, rules


def run(task: Task) -> Outcome:
    con = connect(task.threads)
    clean(con, task.records)
    flatten(con)
    have = usable(con)
    comparisons = {
        "full_name": lambda: cl.ForenameSurnameComparison(
            "first_name", "last_name", forename_surname_concat_col_name="full_name"
        ),
        "dob": lambda: cl.DateOfBirthComparison("dob", input_is_string=True),
        "email": lambda: cl.EmailComparison("email"),
        "phone": lambda: cl.LevenshteinAtThresholds("phone", 1).configure(term_frequency_adjustments=True),
        "street": lambda: cl.JaroWinklerAtThresholds("street", [0.9, 0.8]),
        "postcode": lambda: postcode_comparison(con),
        "city": lambda: cl.ExactMatch("city").configure(term_frequency_adjustments=True),
    }
    names = ("first_name", "last_name")
    setup = Setup(
        comparisons=[make() for column, make in comparisons.items() if column in have],
        blocking=blocking(
            con,
            have,
            names,
            ("email",),
            ("phone",),
            ("dob",),
            ("last_name", "dob"),
            ("postcode", "last_name"),
            ("first_name", "city"),
        ),
        sure=rules(have, ("first_name", "dob"), ("email",), ("phone", "first_name"), (*names, "postcode")),
        recall=0.7,
        training=rules(have, names, ("dob",), ("email",))[:2],
    )
    return resolve(con, setup)
