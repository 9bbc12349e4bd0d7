"""Rewrites the parts of the documentation that are taken from the code: `make docs`.

Such a part stands between `<!-- generated: NAME -->` and `<!-- end of generated -->`; tests/test_docs.py fails when it
is not what the code says now.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).parent
PART: Final = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end of generated -->)", re.DOTALL)
WIDTH: Final = "100"
"""Columns of the terminal that the help texts are laid out for."""


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command by its full name, the main one first."""
    from onefold.cli import parser

    main = parser()
    yield main.prog, main
    for action in main._subparsers._group_actions if main._subparsers else []:
        for name, command in action.choices.items() if isinstance(action.choices, dict) else []:
            yield f"{main.prog} {name}", command


def command_line() -> str:
    """The help text of every command."""
    os.environ |= {"COLUMNS": WIDTH, "NO_COLOR": "1"}
    return "\n".join(f"## {name}\n\n```text\n{command.format_help()}```\n" for name, command in commands())


def levels() -> str:
    """Every comparison with its levels and their probabilities before the table is seen."""
    from onefold.engine.comparison import COMPARISONS
    from onefold.engine.priors import PRIORS, PairClass

    lines = ["| comparison | level | same | household | namesake |", "|---|---|---|---|---|"]
    for comparison in COMPARISONS:
        prior = PRIORS[comparison.name]
        shown = [
            [f"{share:.2g}" for share in prior.levels(PairClass(pair_class))]
            if given
            else ["chance"] * len(comparison.levels)
            for pair_class, given in enumerate((prior.same, prior.household, prior.namesake))
        ]
        for level, *probabilities in zip(comparison.levels, *shown, strict=True):
            label = level.label + (" *" if level.rare else "")
            lines.append(f"| {' | '.join([comparison.name, label, *probabilities])} |")
    return "\n".join([*lines, ""])


def blocking_keys() -> str:
    """Every blocking key."""
    from onefold.engine.blocking import KEYS

    return "\n".join(["```text", *(" + ".join(key) for _, key in KEYS), "```", ""])


def operations() -> str:
    """Every operation of the service model: how it is called, what becomes of it, and who may call it."""
    from onefold.operations.service import OPERATIONS
    from onefold.wire.access import LEAST_ROLES
    from onefold.wire.coverage import coverage
    from onefold.wire.model import customer_profiles

    lines = ["| operation | call | state | least role |", "|---|---|---|---|"]
    for row in coverage(customer_profiles(), OPERATIONS):
        role = LEAST_ROLES.get(row.operation, "read")
        lines.append(f"| {row.operation} | `{row.method} {row.uri}` | {row.state} | {role} |")
    return "\n".join([*lines, ""])


def onefold_v1() -> str:
    """Every operation that Amazon's API does not have, and who may call it."""
    from onefold.wire import model
    from onefold.wire.access import ONEFOLD_V1_LEAST_ROLES

    lines = ["| operation | call | least role |", "|---|---|---|"]
    for name, operation in sorted(model.onefold_v1().items()):
        lines.append(f"| {name} | `{operation.method} {operation.uri}` | {ONEFOLD_V1_LEAST_ROLES[name]} |")
    return "\n".join([*lines, ""])


def python() -> str:
    """What `match` takes, and every public name with what it is."""
    import onefold

    table = ["| name | what |", "|---|---|"]
    for name in onefold.__all__:
        said = inspect.getdoc(getattr(onefold, name)) or ""
        table.append(f"| `{name}` | {said.splitlines()[0]} |")
    parameters = list(inspect.signature(onefold.match).parameters.values())
    given = [re.sub(r": '([^']*)'", r": \1", f"    {one},") for one in parameters]
    given.insert(sum(one.kind is not one.KEYWORD_ONLY for one in parameters), "    *,")
    about = (inspect.getdoc(onefold.match) or "").partition("\n>>>")[0].strip()
    return "\n".join(["```text", "match(", *given, ") -> Resolution", "", about, "```", "", *table, ""])


PARTS: Final[dict[str, Callable[[], str]]] = {
    "command-line": command_line,
    "levels": levels,
    "blocking-keys": blocking_keys,
    "operations": operations,
    "onefold-v1": onefold_v1,
    "python": python,
}


def openapi() -> str:
    """The OpenAPI document of the API."""
    from onefold.cli.api_document import api_document
    from onefold.wire.openapi import written

    return written(api_document()).decode()


FILES: Final[dict[str, Callable[[], str]]] = {"reference/openapi.json": openapi}
"""Files that are made as a whole."""


def refreshed(text: str) -> str:
    """The text of a page with every generated part made anew."""
    return PART.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}{part[3]}", text)


if __name__ == "__main__":
    for page in sorted(DOCS.rglob("*.md")):
        before = page.read_text(encoding="utf-8")
        after = refreshed(before)
        if after != before:
            page.write_text(after, encoding="utf-8")
            print(f"rewritten: {page.relative_to(DOCS.parent)}")
    for name, made in FILES.items():
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != made():
            (DOCS / name).write_text(made(), encoding="utf-8")
            print(f"rewritten: docs/{name}")
