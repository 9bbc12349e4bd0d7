"""What people said of pairs, against a plain dict of pairs."""

from __future__ import annotations

from itertools import combinations, count
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onefold.store import judgements
from onefold.store.judgements import MATCH, NOT_A_MATCH, Judgement

DOMAINS: Final = count(1)
IDS: Final = [letter * 32 for letter in "abcd"]
PAIRS: Final = list(combinations(IDS, 2))
SAID: Final = st.lists(st.tuples(st.sampled_from(PAIRS), st.sampled_from([MATCH, NOT_A_MATCH, None])), max_size=10)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAID, st.sets(st.sampled_from(IDS)), st.integers(1, 3))
def test_the_last_word_on_a_pair_holds_until_it_is_taken_back(
    tx: Any, said: list[tuple[tuple[str, str], str | None]], ids: set[str], limit: int
) -> None:
    domain_id, other = next(DOMAINS), next(DOMAINS)
    for pair in PAIRS:
        judgements.put(tx, other, Judgement(*pair, MATCH, "KEY2", 1))
    holds: dict[tuple[str, str], Judgement] = {}
    for at, (pair, verdict) in enumerate(said, 1):
        if verdict is None:
            assert judgements.remove(tx, domain_id, *pair) == (pair in holds)
            holds.pop(pair, None)
        else:
            holds[pair] = Judgement(*pair, verdict, f"KEY{at % 2}", at)
            judgements.put(tx, domain_id, holds[pair])
    assert judgements.every(tx, domain_id) == sorted(holds.values(), key=lambda one: one.at)
    assert {pair: judgements.find(tx, domain_id, *pair) for pair in PAIRS} == {p: holds.get(p) for p in PAIRS}
    inside = {pair: one for pair, one in holds.items() if ids.issuperset(pair)}
    assert judgements.among(tx, domain_id, ids) == inside
    apart = {pair for pair, one in inside.items() if one.judgement == NOT_A_MATCH}
    assert judgements.apart_among(tx, domain_id, ids) == apart
    for since in (0, len(said) // 2):
        later = [one.judgement for one in holds.values() if one.at > since]
        assert judgements.counts(tx, domain_id, since) == {kind: later.count(kind) for kind in set(later)}
    shown, after = list[Judgement](), ("", "")
    for _ in PAIRS:
        page = judgements.page(tx, domain_id, after, limit)
        assert len(page) <= limit
        shown += page
        after = (page[-1].profile_id_a, page[-1].profile_id_b) if page else after
    assert shown == [holds[pair] for pair in sorted(holds)]
    assert len(judgements.every(tx, other)) == len(PAIRS)
