"""Gender and identifiers such as account numbers."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

UNKNOWN: Final = 0
MALE: Final = 1
FEMALE: Final = 2

# Codes (0/1, 1/2) mean different things in different systems and v is male in Spanish, female in Dutch: not guessed.
_MALE: Final = """
    m male man men boy mr mister masc masculin masculine masculino maschio maschile männlich mannlich maennlich mann
    herr homme h hombre varon varón uomo homem monsieur señor senor mannelijk mand mies erkek муж мужской м 男 男性 남
    남성 남자
"""
_FEMALE: Final = """
    f fem female woman women girl mrs ms miss feminin féminin feminine femenino feminino femmina femminile weiblich w
    frau femme mujer donna mulher madame mme señora senora vrouwelijk vrouw kvinna kvinne kvinde k nainen kadın kadin
    жен женский ж 女 女性 여 여성 여자
"""
_GENDERS: Final = dict.fromkeys(_MALE.split(), MALE) | dict.fromkeys(_FEMALE.split(), FEMALE)


def genders(values: pa.StringArray) -> npt.NDArray[np.int8]:
    """Read each null-free value as UNKNOWN, MALE or FEMALE; number codes are not guessed. About 0.3 us a value."""
    codes = [_GENDERS.get(value.strip(" .'\"\t").lower(), UNKNOWN) for value in values.to_pylist()]
    return np.array(codes, np.int8)


def identifiers(values: pa.StringArray) -> pa.StringArray:
    """Reduce each null-free identifier to its letters and digits, upper case; "" if it stands for no value.

    Leading zeros count: 007 is not 7. The .0 a spreadsheet adds to a number is dropped. Letters and digits
    of every script are kept. Idempotent. About 0.8 us a value.
    """
    text = pc.replace_substring_regex(values, r"^\s*(\d+)\.0\s*$", r"\1")
    text = pc.utf8_upper(pc.replace_substring_regex(text, r"[^\pL\pN]+", ""))
    is_stand_in = pc.or_(pc.is_in(text, value_set=_STAND_INS), pc.match_substring_regex(text, "^(0+|X+)$"))
    return pc.if_else(is_stand_in, "", text)


_STAND_INS: Final = pa.array(
    ("NA", "NAN", "NULL", "NONE", "NIL", "UNKNOWN", "TEST", "TBD", "TBA", "MISSING", "NOTAVAILABLE", "UNDEFINED")
)
