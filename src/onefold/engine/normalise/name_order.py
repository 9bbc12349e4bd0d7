"""Columns of full names that list the surname first without a comma, as SAP and public offices do: SMITH JOHN.

One such name says nothing: which word is the given name can be told of the column, by the words that are known ones.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.normalise import name_words as nw
from onefold.engine.normalise.names import NameParts, split_full
from onefold.engine.normalise.nicknames import is_given

DEVIATIONS_MIN: Final = 3.0
"""Of a fair coin: ten known words to none, or 73 to 37, are no chance."""
TIMES_MIN: Final = 2.0
"""In columns that list the given name first the known words stand there 3 to 20 times as often as last (the labelled
tables and the generated ones); turned round, so does the surname: 2 lies between 3 and 1/3, and on the careful side."""

_EASTERN: Final = r"\p{Han}|\p{Hangul}|\p{Hiragana}|\p{Katakana}"
"""Scripts whose names are read family name first anyway."""
_BEFORE: Final = "|".join(sorted(nw.TITLES | nw.PARTICLES))
_SECOND: Final = "|".join(sorted(nw.IBERIAN))
_SURNAME_FIRST: Final = rf"(?i)^\s*((?:(?:{_BEFORE})\.?\s+)*[^\s,]+(?:\s+(?:\pL+ez|{_SECOND}))?)\s+([^,]+)$"


def split_column(values: pa.StringArray) -> NameParts:
    """As `split_full`, in the order that the column as a whole has; `values` are its distinct ones, in any order."""
    parts = split_full(values)
    return split_full(_listed(values)) if _surnames_come_first(parts) else parts


def _surnames_come_first(parts: NameParts) -> bool:
    """Whether known given names stand where surnames were expected, far more often than where they belong.

    A single word is read as a given name wherever it comes from: it is not counted.
    """
    two = pc.not_equal(parts.surname, "").to_numpy(zero_copy_only=False)
    first, last = two & is_given(parts.given), is_given(parts.surname)
    right, wrong = int(np.sum(first & ~last)), int(np.sum(last & ~first))
    return wrong >= TIMES_MIN * right and wrong - right > DEVIATIONS_MIN * sqrt(wrong + right)


def _listed(values: pa.StringArray) -> pa.StringArray:
    """A comma after the surname: the first word, with particles before it or a second Iberian one."""
    listed = pc.replace_substring_regex(values, _SURNAME_FIRST, r"\1, \2")
    return pc.if_else(pc.match_substring_regex(values, _EASTERN), values, listed)
