"""Which given names can be one person's: Bill, Will and William, Paco and Francisco, Dima and Dmitry."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from nicknames import NickNamer

from onefold.engine.normalise.nickname_table import TABLE

GROUPS_MAX: Final = 3
"""The canonical names a form can stand for: more would join Al the Alanson with Al the Aldo, and nobody means those."""


def nickname_groups(names: pa.StringArray) -> npt.NDArray[np.int32]:
    """Give int32[n, 3]: the ids of the canonical names each folded name can stand for, likeliest first, -1 for none.

    Two names are related iff they share an id; the relation is not transitive (Alexander and Alexandra are both Alex,
    but not each other). Ids hold within one version of the table. About 0.1 us a name.
    """
    forms, groups, _ = _lookup()
    rows = pc.index_in(names, value_set=forms).fill_null(len(forms)).to_numpy(zero_copy_only=False)
    return np.ascontiguousarray(groups[rows])


def is_given(names: pa.StringArray) -> npt.NDArray[np.bool_]:
    """Whether the table knows each folded name as a given one. Some are surnames too (James, Thomas)."""
    forms, _, _ = _lookup()
    known: npt.NDArray[np.bool_] = pc.is_in(names, value_set=forms).to_numpy(zero_copy_only=False)
    return known


def canonical(names: pa.StringArray) -> pa.StringArray:
    """Give the likeliest canonical name of each folded name (bill -> william); the name itself when there is none."""
    forms, _, firsts = _lookup()
    return pc.coalesce(firsts.take(pc.index_in(names, value_set=forms)), names)


@cache
def _lookup() -> tuple[pa.StringArray, npt.NDArray[np.int32], pa.StringArray]:
    """All forms; the group ids of each, with a last row for the unknown name; and the first group's name of each."""
    canonicals = _with_package(_own_canonicals())
    forms = sorted(canonicals)
    ids = {name: i for i, name in enumerate(sorted({name for found in canonicals.values() for name in found}))}
    groups = np.full((len(forms) + 1, GROUPS_MAX), -1, np.int32)
    for row, form in enumerate(forms):
        found = [ids[name] for name in canonicals[form]]
        groups[row, : len(found)] = found
    return pa.array(forms, pa.string()), groups, pa.array([canonicals[form][0] for form in forms], pa.string())


def _own_canonicals() -> dict[str, list[str]]:
    """form -> canonical names, from the table; a canonical name stands first of all for itself."""
    rows = [row.split(":") for row in TABLE.split(";") if row.strip()]
    canonicals = {head.strip(): [head.strip()] for head, _ in rows}
    for head, forms in rows:
        for form in forms.split():
            canonicals.setdefault(form, []).append(head.strip())
    return canonicals


def _with_package(own: dict[str, list[str]]) -> dict[str, list[str]]:
    """Add the names of the package that the table does not have, with what it says mapped to the table's names.

    A name with many short forms is a common one, and more likely meant.
    """
    package = NickNamer()
    short_forms = package.nickname_lookup
    canonicals = dict(own)
    for form in sorted((short_forms.keys() | package.canonical_lookup.keys()) - own.keys()):
        heads = sorted(package.canonicals_of(form), key=lambda head: (-len(short_forms[head]), head))
        found = [form] if form in short_forms else []
        found += [own[head][0] if head in own else head for head in heads]
        canonicals[form] = list(dict.fromkeys(found))[:GROUPS_MAX]
    return canonicals
