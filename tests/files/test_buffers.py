"""Looking at the bytes of a column finds what looking at its values finds."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onefold.files.buffers import rows_with


@given(st.lists(st.none() | st.text("a;é|"), max_size=20), st.integers(0, 5), st.sampled_from([b";", b";|", b"a;|"]))
def test_the_rows_with_a_letter_are_those_whose_value_has_it(values, start, letters):
    chunk = pa.array(values, pa.string()).slice(start)
    expected = [row for row, value in enumerate(values[start:]) if set(value or "") & set(letters.decode())]
    assert rows_with(chunk, letters).tolist() == expected
