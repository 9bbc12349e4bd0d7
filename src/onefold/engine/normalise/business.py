"""Names of businesses without what varies: legal forms, articles, signs."""

from __future__ import annotations

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from onefold.engine.normalise.text import fold, is_placeholder


def business_names(values: pa.StringArray) -> pa.StringArray:
    """Reduce each null-free name to its telling words, folded: The Acme Co., Ltd. -> acme; "" stands for no name.

    Legal forms are dropped where they stand, at the end or before the name, never inside it and never all of a name.
    Single letters are joined (I.B.M. -> ibm, S.A.R.L. -> sarl), & is and. Idempotent. About 4 us a value.
    """
    folded = fold(pc.replace_substring(values, "&", " and "))
    names = pa.array([_without_forms(name) for name in folded.to_pylist()], pa.string())
    return pc.if_else(pa.array(is_placeholder(folded) | is_placeholder(names)), "", names)


_FORM_NAMES: Final = """
    inc incorporated corp corporation co company companies llc llp lllp lp pllc plc pc ltd limited ltda limitada ltee
    pty proprietary pte pvt private bhd sdn berhad gmbh mbh ggmbh ag kg kgaa ohg gbr ug ev eg haftungsbeschrankt sa sas
    sasu sarl eurl snc sci sl slu srl srls spa ss sapa scarl coop bv nv vof cv bvba sprl se oy oyj ab hb asa aps as ans
    kft zrt nyrt sro spol doo ad ood eood spzoo ooo oao zao pao ojsc cjsc kk yk fze fzco fzc dmcc wll lda eireli mei rl
    cia saic sac sacv
"""
_FORMS: Final = frozenset(_FORM_NAMES.split())
# Left behind by a form: smith and (co), s de (rl) de (cv).
_CONNECTIVES: Final = frozenset(("and", "und", "et", "y", "e", "de", "s"))
_BEFORE: Final = frozenset(("the", "ooo", "oao", "zao", "pao", "pt", "ab", "firma"))
_SPELLED: Final = re.compile(r"\b[a-z](?: [a-z]\b)+")


def _without_forms(name: str) -> str:
    words = _SPELLED.sub(lambda letters: letters[0].replace(" ", ""), name).replace("sp zoo", "spzoo").split(" ")
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    while len(words) > 1 and words[-1] in _FORMS:
        del words[-1]
        while len(words) > 1 and words[-1] in _CONNECTIVES:
            del words[-1]
    return " ".join(words)
