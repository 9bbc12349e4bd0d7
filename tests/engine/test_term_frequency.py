from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest

from onefold.engine.comparison import BUSINESS, FIRST, PHONE, RARITIES
from onefold.engine.features import Features, build_features
from onefold.engine.kernels.compare import CITY_AT
from onefold.engine.normalise.emails import PERSON
from onefold.engine.priors import PRIORS
from onefold.engine.term_frequency import PSEUDO_ROWS, ROLE_RARITY_MAX, STRANGERS, Frequencies, frequencies


def features(**columns: list[str | None]) -> Features:
    rows = len(next(iter(columns.values())))
    cells = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    return build_features(pa.table({"profile_id": [f"p{k}" for k in range(rows)]} | cells), region="US", threads=1)


def rarity_of_first(f: Features, name: str, weights: np.ndarray | None = None) -> int:
    return int(frequencies(f, weights).first[f.names.index(name).as_py()])


def rarities_of(attribute: str, values: list[str], weights: np.ndarray | None = None) -> list[int]:
    """Rarity of the value of each row, in the order given."""
    f = features(**{attribute: values})
    at = np.argsort(f.order)
    found = frequencies(f, None if weights is None else weights[f.order])
    if attribute == "Address.City":
        rarity, codes = found.city, f.address(CITY_AT)[:, 0]
    elif attribute == "BirthDate":
        rarity, codes = found.birth, f.birth.codes
    else:
        rarity, codes = (found.first, f.first) if attribute == "FirstName" else (found.last, f.last)
    return [int(rarity[code]) for code in codes[at]]


def rarity_of_phones(*numbers: str) -> int:
    """Rarity of the first number."""
    f = features(PhoneNumber=list(numbers))
    return int(frequencies(f).phone[f.phones[f.order.tolist().index(0), 0]])


@pytest.mark.parametrize(("count", "rows"), [(2, 3), (50, 100), (2, 2000), (1000, 2000), (2000, 2000)])
def test_a_share_is_that_of_the_other_rows_smoothed_by_the_usual_one(count: int, rows: int) -> None:
    f = features(FirstName=["Ann"] * count + [f"{'abcdefghij'[k % 10]}zz" for k in range(rows - count)])
    share = (count - 1 + PSEUDO_ROWS * PRIORS["FirstName"].share) / (rows + PSEUDO_ROWS)
    assert rarity_of_first(f, "ann") == round(-np.log2(share))


@pytest.mark.parametrize("attribute", ["FirstName", "LastName", "BirthDate", "Address.City"])
def test_a_value_of_the_two_rows_of_a_pair_is_as_rare_as_one_of_a_single_row(attribute: str) -> None:
    """Two records of one person do not make their own name, date or town common; a third record does."""
    value, others = ("1970-01-01", "1980-02-{:02}") if attribute == "BirthDate" else ("Zoltan", "A{}")
    rest = [others.format(chr(97 + k) if attribute != "BirthDate" else k + 1) for k in range(20)] * 20
    one, two, three = (rarities_of(attribute, [value] * often + rest)[0] for often in (1, 2, 3))
    assert one == two > three


@pytest.mark.parametrize("records", [1, 2, 5])
def test_a_value_of_one_person_counts_for_one_however_many_records_have_it(records: int) -> None:
    names = ["Zoltan"] * records + [f"A{chr(97 + k % 20)}" for k in range(400)]
    weights = np.ones(len(names))
    weights[:records] = 1 / records
    alone = rarities_of("FirstName", ["Zoltan", *names[records:]])[0]
    assert rarities_of("FirstName", names, weights)[0] == alone


def test_missing_cells_are_not_counted() -> None:
    filled = features(FirstName=["Ann"] * 200)
    gaps = features(FirstName=["Ann"] * 200 + [None] * 5000)
    assert rarity_of_first(gaps, "ann") == rarity_of_first(filled, "ann") == 0


def test_a_common_value_is_less_rare_than_a_seldom_one() -> None:
    f = features(FirstName=["Ann"] * 500 + ["Bob"] * 50 + ["Zoltan"])
    common, usual, seldom = (rarity_of_first(f, name) for name in ("ann", "bob", "zoltan"))
    assert common < usual < seldom


def test_a_number_of_one_person_in_two_rows_is_as_rare_as_in_one() -> None:
    others = [f"212 555 01{k:02}" for k in range(10, 40)]
    alone, own, shared = (rarity_of_phones(*["212 555 0100"] * times, *others[times:]) for times in (1, 2, 9))
    assert own == alone
    assert shared < own


def numbers_in_rows(*rows: int) -> list[str]:
    return [f"212{k:07}" for k, often in enumerate(rows) for _ in range(often)]


@pytest.mark.parametrize("often", [2, 3, 12])
def test_a_number_in_as_many_rows_as_people_of_the_table_have_is_their_own(often: int) -> None:
    """Where each person has twelve records, a number in twelve is no switchboard."""
    rows = [often, *[often] * 200, *[1] * (200 * (12 - often))]
    assert rarity_of_phones(*numbers_in_rows(*rows)) == round(-np.log2(STRANGERS / (sum(rows) + PSEUDO_ROWS)))


@pytest.mark.parametrize("numbers", [1, 30, 300])
def test_a_number_in_more_rows_than_people_of_the_table_have_is_shared(numbers: int) -> None:
    """Also where it is the only one found twice, as in a small table."""
    own, shared = numbers_in_rows(2, *[2] * numbers, 9), numbers_in_rows(9, *[2] * numbers, 2)
    assert rarity_of_phones(*shared) < rarity_of_phones(*own) - 5


def test_a_number_of_three_people_is_shared_whatever_their_records() -> None:
    """Once people are counted, rows of one person are told from those of several."""
    f = features(PhoneNumber=numbers_in_rows(*[12] * 200))
    three = np.full(f.rows, 3 / 12)
    one = np.full(f.rows, 1 / 12)
    assert frequencies(f, three).phone.max() < frequencies(f, one).phone.min() - 5


@pytest.mark.parametrize("rows", [20, 1000, 50_000])
def test_a_number_is_no_rarer_than_strangers_who_have_it_too(rows: int) -> None:
    """Numbers are given out again and mistyped; one alone outweighed names and addresses that all differ."""
    numbers = ["555-555-0100", *(f"212{k:07}" for k in range(1, rows))]
    assert rarity_of_phones(*numbers) == round(-np.log2(STRANGERS / (rows + PSEUDO_ROWS)))


def test_a_middle_name_that_goes_with_the_first_name_is_not_rare() -> None:
    often = [("Anne", "Marie")] * 100 + [("Walk", "In")] * 100
    f = features(
        FirstName=[a for a, _ in often] + ["Zed"] * 300, MiddleName=[b for _, b in often] + ["Marie", "Ito"] * 150
    )
    rarity = dict(zip(zip(f.first, f.middle, strict=True), frequencies(f).middle, strict=True))
    code = {name: f.names.index(name).as_py() for name in ("anne", "marie", "walk", "in", "zed", "ito")}
    assert rarity[code["anne"], code["marie"]] == rarity[code["walk"], code["in"]] == 0
    assert rarity[code["zed"], code["ito"]] == 1


def test_a_middle_name_of_two_rows_is_as_rare_as_the_table_says() -> None:
    others = ["Ann", "Bea", "Cat", "Dee"] * 50
    f = features(FirstName=["Zoltan"] * 2 + others, MiddleName=["Rex"] * 2 + ["Kim", "Lou", "May", "Nan", "Oda"] * 40)
    zoltan = int(np.flatnonzero(f.first == f.names.index("zoltan").as_py())[0])
    assert frequencies(f).middle[zoltan] >= 5


def test_no_middle_names_have_no_rarity() -> None:
    assert frequencies(features(FirstName=["Ann", "Bob"])).middle.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("mailbox", "most"), [("info", ROLE_RARITY_MAX), ("office", ROLE_RARITY_MAX), ("test", 0), ("noreply", 0)]
)
def test_a_mailbox_of_a_function_is_never_rare_and_a_stand_in_not_at_all(mailbox: str, most: int) -> None:
    f = features(EmailAddress=[f"{mailbox}@example.com", "ann.harton@example.com"])
    found = frequencies(f)
    nobodys = f.local_owners != PERSON
    rows = nobodys[f.email_locals]
    assert rows.sum() == 1
    assert found.email[rows].max() <= most < found.email[~rows].min()
    assert found.local[nobodys].max() <= most < found.local[~nobodys].min()


def test_weights_count_people_instead_of_rows() -> None:
    f = features(FirstName=["Ann"] * 64 + ["Bob"] * 64)
    is_ann = f.first == f.names.index("ann").as_py()
    weights = np.where(is_ann, 1 / 64, 1.0)
    assert rarity_of_first(f, "ann", weights) > rarity_of_first(f, "ann") + 3
    assert rarity_of_first(f, "bob", weights) <= rarity_of_first(f, "bob")
    assert rarity_of_first(f, "ann", np.ones(f.rows)) == rarity_of_first(f, "ann")


def test_the_rarity_of_a_full_name_is_that_of_both_its_names() -> None:
    f = features(FirstName=["Ann", "Bob", None, "Eve"], LastName=["Harton", "Berg", "Lind", None])
    found = frequencies(f)
    for row in range(f.rows):
        if f.first[row] < 0 or f.last[row] < 0:
            assert found.full[row] == 0
        else:
            both = int(found.first[f.first[row]]) + int(found.last[f.last[row]])
            assert abs(int(found.full[row]) - both) <= 1


def test_namesakes_make_a_full_name_less_rare_than_its_parts_say() -> None:
    names = [("Zoltan", "Kovacs")] * 30 + [(f"Fi{chr(97 + k % 26)}o", f"La{chr(97 + k // 26)}t") for k in range(500)]
    f = features(FirstName=[first for first, _ in names], LastName=[last for _, last in names])
    at = f.order.tolist().index(0)
    assert frequencies(f, np.ones(f.rows)).full[at] < frequencies(f).full[at]


def test_a_lift_makes_full_names_of_its_rarity_more_common_and_no_others() -> None:
    f = features(FirstName=["Ann"] * 300 + ["Zoltan"], LastName=["Doe"] * 300 + ["Kovacs"])
    plain = frequencies(f, np.ones(f.rows)).full
    common, rare = (f.order.tolist().index(row) for row in (0, 300))
    lift = np.ones(2 * RARITIES - 1)
    lift[plain[rare]] = 4.0
    lifted = frequencies(f, np.ones(f.rows), lift).full
    assert lifted[rare] == plain[rare] - 2
    assert lifted[common] == plain[common]


def test_collision_is_how_often_two_rows_agree_by_chance() -> None:
    rows = 4000
    f = features(FirstName=["Ann"] * (rows // 2) + ["Bob"] * (rows // 2))
    assert frequencies(f).collision[FIRST] == pytest.approx(0.5, abs=0.02)
    all_own = features(PhoneNumber=[f"212 55{k // 1000} {k % 1000:03}1" for k in range(2000, 5000)])
    assert frequencies(all_own).collision[PHONE] < 1e-4


def test_a_table_without_values_has_no_rarities() -> None:
    found = frequencies(features(FirstName=[None, None]))
    assert len(found.first) == len(found.phone) == len(found.email) == len(found.line) == 0
    assert found.full.tolist() == [0, 0]
    assert found.collision[BUSINESS] == pytest.approx(PRIORS["BusinessName"].share)


def test_the_number_of_threads_changes_nothing() -> None:
    names = [f"Name{k % 7}" for k in range(90)]
    f = features(
        FirstName=names, LastName=names[1:] + names[:1], EmailAddress=[f"{k % 40}@a.example" for k in range(90)]
    )
    one, three = (frequencies(f, threads=threads) for threads in (1, 3))
    for field in fields(Frequencies):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(three, field.name))


def test_every_rarity_is_a_bucket_of_the_pattern() -> None:
    f = features(AccountNumber=[f"A-{k:06}" for k in range(3000)], FirstName=["Ann"] * 3000)
    found = frequencies(f)
    assert found.first.min() == 0
    assert max(found.account.max(), found.first.max()) < RARITIES
