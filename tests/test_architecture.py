"""The house rules of ARCHITECTURE.md, read from the syntax trees of src/onefold: nothing is imported or run.

Each rule is a function from a source tree to a list of breaches, so that a small tree that breaks the rule can show
below that the rule would notice.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

SOURCE: Final = Path(__file__).parents[1] / "src" / "onefold"

FUNCTION_LINES_MAX: Final = 60
FUNCTION_LINES_P90: Final = 35
FILE_LINES_MAX: Final = 500

LEVEL_0: Final = {"tables", "errors", "settings"}
ROOMS_MAY_IMPORT: Final = {
    "tables": set(),
    "errors": set(),
    "settings": {"errors"},
    "heap": set(),
    "engine": LEVEL_0,
    "files": LEVEL_0,
    "evaluate": LEVEL_0,
    "report": LEVEL_0,
    "merge": LEVEL_0,
    "ingest": LEVEL_0,
    "rules": LEVEL_0,
    "canonical": LEVEL_0,
    "wire": {"errors"},
    "api": LEVEL_0 | {"engine", "files", "report"},
    "store": LEVEL_0,
    "export": LEVEL_0,
    "monitoring": LEVEL_0 | {"store", "wire"},
    "writing": LEVEL_0 | {"store", "merge", "ingest", "rules", "canonical"},
    "importing": LEVEL_0 | {"files", "ingest", "store", "writing"},
    "jobs": LEVEL_0 | {"heap", "store", "engine", "merge", "ingest", "rules", "export", "canonical", "writing"},
    "operations": LEVEL_0
    | {"store", "merge", "ingest", "rules", "canonical", "jobs", "writing", "export", "importing"},
    "review": LEVEL_0 | {"store", "merge", "canonical", "report", "wire", "writing", "operations"},
    "cli": LEVEL_0
    | {"engine", "files", "report", "evaluate", "api", "store", "jobs", "operations", "wire", "monitoring"}
    | {"importing", "review", "heap"},
    "__init__": LEVEL_0 | {"api", "engine"},
    "__main__": {"cli"},
}
"""Which rooms of the package a room may import, beside itself: a lower floor, never a sibling."""

IMPURE: Final = {"os", "sys", "time", "datetime", "random", "socket", "ssl", "urllib", "http", "requests", "httpx"} | {
    "sqlite3", "duckdb", "sqlalchemy", "subprocess", "shutil", "tempfile", "pathlib", "io", "logging",
}  # fmt: skip
"""What pure rooms do without: clock, network, environment, files, database and chance."""

PURE_ROOMS: Final = {
    "engine": {"date", "timedelta"},
    "merge": set(),
    "ingest": {"UTC", "datetime", "timedelta", "timezone"},
    "rules": set(),
    "canonical": set(),
}
"""Rooms of plain data in, plain data out, with the parts of datetime that they may use: mere values, which tell no time
unless they are asked for now."""

COMPILED: Final = ("engine/kernels/", "engine/normalise/")
"""The only places with compiled code: the inner loops over pairs, and the byte scanners of the normalisers."""
COMPILER: Final = "engine/kernels/compiled.py"
"""The only importer of numba: its `njit` finds compiled code by all that it was made from."""


class Import(NamedTuple):
    """One imported module: where it stands, its dotted name, and the names taken from it."""

    file: str
    line: int
    module: str
    names: frozenset[str]


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(root: Path) -> Iterator[Import]:
    """Every import statement of the tree, also those inside functions; relative ones made absolute."""
    for file, tree in modules(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(file, node.lineno, alias.name, frozenset())
            elif isinstance(node, ast.ImportFrom):
                yield Import(file, node.lineno, absolute(file, node), frozenset(a.name for a in node.names))


def absolute(file: str, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    folder = ["onefold", *Path(file).parts[:-1]]
    base = folder[: len(folder) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def room(file: str) -> str:
    """The room of a file: its top folder, or the module itself."""
    return Path(file).parts[0].removesuffix(".py")


def rooms_imported(found: Import) -> set[str]:
    top, _, rest = found.module.partition(".")
    if top != "onefold":
        return set()
    return {rest.split(".")[0]} if rest else set(found.names)


def unknown_rooms(root: Path) -> list[str]:
    return sorted({room(file) for file, _ in modules(root)} - set(ROOMS_MAY_IMPORT))


def forbidden_imports(root: Path) -> list[str]:
    return [
        f"{found.file}:{found.line} {room(found.file)} imports {target}"
        for found in imports(root)
        for target in sorted(rooms_imported(found) - ROOMS_MAY_IMPORT.get(room(found.file), set()) - {room(found.file)})
    ]


def impure_imports(root: Path) -> list[str]:
    return [
        f"{found.file}:{found.line} {found.module}"
        for found in imports(root)
        if room(found.file) in PURE_ROOMS
        and found.module.split(".")[0] in IMPURE
        and not (found.module == "datetime" and found.names and found.names <= PURE_ROOMS[room(found.file)])
    ]


def clock_readings(root: Path) -> list[str]:
    return [
        f"{file}:{node.lineno} {node.attr}"
        for file, tree in modules(root)
        if room(file) in PURE_ROOMS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "perf_counter"}
    ]


def compiled_elsewhere(root: Path) -> list[str]:
    compiler = f"onefold.{COMPILER.removesuffix('.py').replace('/', '.')}"
    return [
        f"{found.file}:{found.line} imports {found.module}"
        for found in imports(root)
        if (found.module.split(".")[0] == "numba" and found.file != COMPILER)
        or (found.module == compiler and not found.file.startswith(COMPILED))
    ]


def botocore_elsewhere(root: Path) -> list[str]:
    return [
        f"{found.file}:{found.line} imports {found.module}"
        for found in imports(root)
        if found.module.split(".")[0] == "botocore" and found.file != "wire/model.py"
    ]


def boto3_elsewhere(root: Path) -> list[str]:
    return [
        f"{found.file}:{found.line} imports {found.module}"
        for found in imports(root)
        if found.module.split(".")[0] == "boto3" and found.file != "export/s3.py"
    ]


def kernel_options(root: Path) -> list[str]:
    """Kernels compiled in parallel or inlined by force: 17 s of cold start instead of 6 at the same running speed."""
    return [
        f"{file}:{call.lineno} {keyword.arg}"
        for file, tree in modules(root)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in {"njit", "jit"}
        for keyword in call.keywords
        if keyword.arg in {"parallel", "inline", "fastmath"}
    ]


def import_cycles(root: Path) -> list[str]:
    """Modules that import each other, directly or in a round; imports inside functions count too."""
    files = {dotted(file): file for file, _ in modules(root)}
    graph: dict[str, set[str]] = {name: set() for name in files}
    for found in imports(root):
        targets = {found.module, *(f"{found.module}.{name}" for name in found.names)}
        graph[dotted(found.file)] |= {target for target in targets if target in files} - {dotted(found.file)}
    return [" -> ".join(cycle) for cycle in cycles_of(graph)]


def dotted(file: str) -> str:
    return ".".join(["onefold", *Path(file).with_suffix("").parts]).removesuffix(".__init__")


def cycles_of(graph: dict[str, set[str]]) -> list[list[str]]:
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for target in sorted(graph[name]):
                visit(target, [*path, name])
            done.add(name)

    for name in sorted(graph):
        visit(name, [])
    return found


def function_lengths(root: Path) -> list[tuple[int, str]]:
    """Lines of every function from its def to its end, docstring included, decorators not."""
    return [
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{file}:{node.lineno} {node.name}")
        for file, tree in modules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def long_functions(root: Path) -> list[str]:
    return [f"{where} {lines}" for lines, where in function_lengths(root) if lines > FUNCTION_LINES_MAX]


def p90_of_function_lengths(root: Path) -> int:
    lengths = sorted(lines for lines, _ in function_lengths(root)) or [0]
    return lengths[int(0.9 * (len(lengths) - 1))]


def long_files(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in root.rglob("*.py")}
    return [f"{path.relative_to(root)} {lines}" for path, lines in sorted(lengths.items()) if lines > FILE_LINES_MAX]


def undocumented(root: Path) -> list[str]:
    """Public modules, classes and functions without a docstring; an empty file needs none."""
    return [
        f"{file}:{getattr(node, 'lineno', 1)} {getattr(node, 'name', 'module')}"
        for file, tree in modules(root)
        for node in (tree, *tree.body)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not getattr(node, "name", "").startswith("_")
        and tree.body
        and ast.get_docstring(node) is None
    ]


def test_every_room_has_its_import_rule() -> None:
    assert not unknown_rooms(SOURCE), "give the new room a row in ROOMS_MAY_IMPORT and in ARCHITECTURE.md"


def test_a_room_imports_only_rooms_below_it() -> None:
    assert not forbidden_imports(SOURCE), "see who may import whom in ARCHITECTURE.md"


def test_pure_rooms_know_no_clock_network_file_or_environment() -> None:
    assert not impure_imports(SOURCE) + clock_readings(SOURCE), (
        "plain data in, plain data out: hand the value in as an argument"
    )


def test_compiled_code_lives_in_the_kernels_only() -> None:
    assert not compiled_elsewhere(SOURCE), f"move the inner loop to {COMPILED}, and take njit from {COMPILER}"


def test_only_the_model_of_the_wire_knows_botocore() -> None:
    assert not botocore_elsewhere(SOURCE), "what is needed of the service model becomes plain data in wire/model.py"


def test_only_the_export_knows_boto3() -> None:
    assert not boto3_elsewhere(SOURCE), "what is needed of S3 is a function of export/s3.py"


def test_kernels_compile_fast() -> None:
    assert not kernel_options(SOURCE), "these options cost seconds on the first run"


def test_no_module_is_in_an_import_cycle() -> None:
    assert not import_cycles(SOURCE), "move what both need to the room below"


def test_no_function_is_longer_than_sixty_lines() -> None:
    assert not long_functions(SOURCE), "split it: the parent keeps the order, helpers do one step each"


def test_nine_functions_in_ten_are_short() -> None:
    assert p90_of_function_lengths(SOURCE) <= FUNCTION_LINES_P90, sorted(function_lengths(SOURCE))[-20:]


def test_no_file_is_longer_than_five_hundred_lines() -> None:
    assert not long_files(SOURCE), "a file of that length does two things"


def test_everything_public_has_a_docstring() -> None:
    assert not undocumented(SOURCE), "say what the caller cannot see: meaning, shapes, units, errors, cost, source"


BREACHES: Final[list[tuple[Callable[[Path], list[str]], dict[str, str]]]] = [
    (unknown_rooms, {"warehouse/shelf.py": ""}),
    (forbidden_imports, {"tables.py": "from onefold.errors import InputError"}),
    (forbidden_imports, {"engine/blocking.py": "from onefold.files.read import read"}),
    (forbidden_imports, {"engine/blocking.py": "from onefold import api"}),
    (forbidden_imports, {"engine/blocking.py": "from ..files import read"}),
    (forbidden_imports, {"engine/blocking.py": "def late():\n    import onefold.api"}),
    (forbidden_imports, {"report/page.py": "from onefold.engine import resolve"}),
    (forbidden_imports, {"api.py": "from onefold.cli import main"}),
    (impure_imports, {"engine/estimate.py": "import random"}),
    (impure_imports, {"engine/normalise/dates.py": "from datetime import date, datetime"}),
    (impure_imports, {"engine/resolve.py": "import os.path"}),
    (impure_imports, {"merge/auto.py": "from datetime import date"}),
    (impure_imports, {"rules/keys.py": "import sqlalchemy"}),
    (clock_readings, {"ingest/timestamps.py": "from datetime import datetime\nNOW = datetime.now()"}),
    (clock_readings, {"engine/normalise/dates.py": "from datetime import date\nYEAR = date.today().year"}),
    (forbidden_imports, {"wire/asgi.py": "from onefold.tables import NAMES"}),
    (forbidden_imports, {"wire/asgi.py": "from onefold.engine.resolve import resolve"}),
    (botocore_elsewhere, {"wire/sigv4.py": "from botocore.auth import SigV4Auth"}),
    (botocore_elsewhere, {"wire/sub/model.py": "import botocore"}),
    (boto3_elsewhere, {"jobs/exporting.py": "def late():\n    import boto3.session"}),
    (compiled_elsewhere, {"engine/blocking.py": "from onefold.engine.kernels.compiled import njit"}),
    (compiled_elsewhere, {"engine/kernels/blocks.py": "from numba import njit"}),
    (kernel_options, {"engine/kernels/a.py": "from numba import njit\n@njit(parallel=True)\ndef f():\n    pass"}),
    (import_cycles, {"engine/a.py": "from onefold.engine import b", "engine/b.py": "from onefold.engine.a import f"}),
    (import_cycles, {"engine/a.py": "from . import b", "engine/b.py": "def f():\n    from . import a"}),
    (long_functions, {"api.py": "def f():\n" + "    pass\n" * FUNCTION_LINES_MAX}),
    (long_files, {"api.py": "A = 1\n" * (FILE_LINES_MAX + 1)}),
    (undocumented, {"api.py": "def match():\n    pass"}),
    (undocumented, {"api.py": '"""Module."""\nclass Result:\n    pass'}),
    (undocumented, {"api.py": "LIMIT = 1"}),
]


@pytest.mark.parametrize(("rule", "tree"), BREACHES)
def test_a_breach_of_each_rule_is_noticed(
    rule: Callable[[Path], list[str]], tree: dict[str, str], tmp_path: Path
) -> None:
    write_tree(tmp_path, tree)
    assert len(rule(tmp_path)) >= 1


def test_long_functions_everywhere_raise_the_ninetieth_percentile(tmp_path: Path) -> None:
    write_tree(tmp_path, {"api.py": ("def f():\n" + "    pass\n" * FUNCTION_LINES_P90) * 10})
    assert p90_of_function_lengths(tmp_path) > FUNCTION_LINES_P90


def test_a_tree_that_keeps_the_rules_breaks_none(tmp_path: Path) -> None:
    code = '"""Module."""\nfrom datetime import date\nfrom onefold.tables import NAMES\nfrom . import text\n'
    write_tree(tmp_path, {"engine/a.py": code, "engine/text.py": '"""M."""', "tables.py": '"""M."""\nNAMES = ()'})
    rules = {rule for rule, _ in BREACHES}
    assert {rule.__name__: rule(tmp_path) for rule in rules} == {rule.__name__: [] for rule in rules}


def write_tree(root: Path, tree: dict[str, str]) -> None:
    for name, text in tree.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
