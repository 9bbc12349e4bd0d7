"""One text for a value, whatever type it was kept in."""

import datetime
import decimal
import uuid

import pyarrow as pa
import pytest

from onefold.files.flatten import flatten, leaf_names

DAY = datetime.date(1980, 2, 3)
NOON = datetime.datetime(1980, 2, 3, 12, 30)
MIDNIGHT = datetime.datetime(1980, 2, 3)


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (pa.array(["x", None]), "x"),
        (pa.array(["x", None], pa.large_string()), "x"),
        (pa.array(["x", None], pa.string_view()), "x"),
        (pa.array(["x", None]).dictionary_encode(), "x"),
        (pa.array([7, None]).dictionary_encode(), "7"),
        (pa.DictionaryArray.from_arrays(pa.array([0, None], pa.uint32()), pa.array(["x"], pa.string_view())), "x"),
        (pa.DictionaryArray.from_arrays(pa.array([0, None], pa.int8()), pa.array(["x"], pa.large_string())), "x"),
        (pa.array([b"x", None]), "x"),
        (pa.array([b"\xff", None]), "\ufffd"),
        (pa.array([7, None], pa.int64()), "7"),
        (pa.array([7, None], pa.uint8()), "7"),
        (pa.array([5550100000.0, None]), "5550100000"),
        (pa.array([0.5, None]), "0.5"),
        (pa.array([1e300, None]), "1e+300"),
        (pa.array([float("nan"), None]), None),
        (pa.array([7.0, None], pa.float32()), "7"),
        (pa.array([True, None]), "true"),
        (pa.array([DAY, None]), "1980-02-03"),
        (pa.array([DAY, None], pa.date64()), "1980-02-03"),
        (pa.array([MIDNIGHT, None], pa.timestamp("ns")), "1980-02-03"),
        (pa.array([MIDNIGHT, None], pa.timestamp("s")), "1980-02-03"),
        (pa.array([NOON, None], pa.timestamp("us")), "1980-02-03 12:30:00"),
        (pa.array([MIDNIGHT, None], pa.timestamp("us", "UTC")), "1980-02-03"),
        (pa.array([decimal.Decimal("7.00"), None]), "7"),
        (pa.array([decimal.Decimal("7.50"), None]), "7.50"),
        (pa.array([None, None]), None),
        (pa.array([uuid.UUID(int=7).bytes, None], pa.uuid()), str(uuid.UUID(int=7))),
        (pa.array(["a", "b"], pa.json_()), "a"),
    ],
    ids=lambda value: str(getattr(value, "type", value)),
)
def test_every_type_has_one_text(array, text):
    table = flatten(pa.table({"x": pa.chunked_array([array, array])}))
    assert table.schema.field("x").type == pa.string()
    assert table["x"].to_pylist()[0] == text
    assert table.num_rows == 4


def test_objects_become_dotted_columns():
    people = [{"name": "Jo", "address": {"city": "X", "geo": {"zip": 1067}}}, {"name": None, "address": None}]
    table = flatten(pa.Table.from_pylist(people))
    assert table.to_pylist() == [
        {"name": "Jo", "address.city": "X", "address.geo.zip": "1067"},
        {"name": None, "address.city": None, "address.geo.zip": None},
    ]


@pytest.mark.parametrize("kind", [pa.list_, pa.large_list, pa.list_view, lambda inner: pa.list_(inner, 2)])
def test_lists_of_any_kind_stay_lists(kind):
    array = pa.array([[1, 2], None, [3, 4]], kind(pa.int64()))
    assert flatten(pa.table({"x": array}))["x"].to_pylist()[::2] == [["1", "2"], ["3", "4"]]


def test_a_slice_of_lists_is_that_slice():
    array = pa.array([["a"], ["b", "c"], None, ["d"]]).slice(1)
    assert flatten(pa.table({"x": array}))["x"].to_pylist() == [["b", "c"], [], ["d"]]


def test_a_list_inside_a_list_of_objects_is_one_text():
    array = pa.array([[{"given": ["Jo", "B"], "family": "Doe"}, {"given": None, "family": "Roe"}], []])
    table = pa.table({"name": array})
    assert flatten(table)["name.given"].to_pylist() == [["Jo B", ""], []]
    assert list(leaf_names(table.schema)) == flatten(table).column_names == ["name.given", "name.family"]


def test_a_list_of_objects_gives_a_list_for_each_field():
    array = pa.array([[{"type": "home", "number": 1}, {"type": "work", "number": 2}], []])
    assert flatten(pa.table({"phones": array})).to_pylist() == [
        {"phones.type": ["home", "work"], "phones.number": ["1", "2"]},
        {"phones.type": [], "phones.number": []},
    ]


def test_of_two_columns_of_one_name_the_last_is_kept():
    assert flatten(pa.table([["a"], ["b"]], names=["x", "x"])).to_pylist() == [{"x": "b"}]


def test_what_holds_no_text_is_left_out():
    table = pa.table({
        "map": pa.array([[("a", "b")]], pa.map_(pa.string(), pa.string())),
        "nested": pa.array([[["a"]]]),
        "name": ["Jo"],
    })  # fmt: skip
    assert flatten(table).column_names == ["name"]


def test_the_names_of_the_leaves_are_known_before_anything_is_read():
    people = [{"name": "Jo", "address": {"city": "X"}, "phones": [{"number": 1}], "ids": ["a"]}]
    table = pa.Table.from_pylist(people)
    tops = leaf_names(table.schema)
    assert tops == {"name": "name", "address.city": "address", "phones.number": "phones", "ids": "ids"}
    assert flatten(table).column_names == list(tops)
