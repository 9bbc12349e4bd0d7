"""The documentation cannot lie: commands parse, Python runs, links lead somewhere, tables are those of the code.

A block marked `bash` may hold `onefold` commands, one marked `python` must compile, one marked `python run` is run in a
folder with the sample table, together with the blocks before it on the page.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import re
import shlex
import shutil
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).parents[1]
PACKAGE: Final = ROOT / "src" / "onefold"
PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ARCHITECTURE: Final = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ARCHITECTURE_LINES_MAX: Final = 150


class Block(NamedTuple):
    """A fenced code block: where it begins, its mark, its text."""

    where: str
    mark: str
    text: str


def blocks_of(name: str, text: str) -> list[Block]:
    found = re.finditer(r"^```([^\n]*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [Block(f"{name}:{text[: m.start()].count(chr(10)) + 1}", m[1].strip(), m[2]) for m in found]


def blocks(*marks: str) -> list[Block]:
    pages = [(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8")) for page in PAGES]
    return [block for name, text in pages for block in blocks_of(name, text) if block.mark in marks]


def commands_of(script: str) -> list[list[str]]:
    """The words of every `onefold` command of a shell script, up to a pipe, a redirection or the next command."""
    lines = script.replace("\\\n", " ").splitlines()
    found = [words_of(line) for line in lines if line.startswith("onefold")]
    return [words[: next((i for i, word in enumerate(words) if set(word) <= set("|&;<>")), None)] for words in found]


def words_of(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    return list(lexer)


def refusal(parser: argparse.ArgumentParser, words: list[str]) -> str:
    """What the parser says against the words of a command; empty if it takes them."""
    said = io.StringIO()
    try:
        with redirect_stderr(said), redirect_stdout(io.StringIO()):
            parser.parse_args(words)
    except SystemExit as stop:
        return said.getvalue() if stop.code else ""
    return ""


def dead_links(page: Path) -> list[str]:
    """Relative links of a page to files that are not there or to headings that the file does not have."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target for target in targets if "://" not in target and not leads_somewhere(page, target)]


def leads_somewhere(page: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.exists():
        return False
    return not heading or heading in {anchor(line) for line in re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)}


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def named_in(text: str) -> set[str]:
    """The modules and folders of the package that a page names in code marks, such as `engine/blocking.py`."""
    return {name for name in re.findall(r"`([\w/]+(?:\.py|/))`", text) if not name.startswith(("tests/", "docs/"))}


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("block", [b for b in blocks("bash") if commands_of(b.text)], ids=lambda block: block.where)
def test_every_onefold_command_is_one_the_program_takes(block: Block) -> None:
    from onefold.cli import parser

    wrong = {shlex.join(words): refusal(parser(), words[1:]) for words in commands_of(block.text)}
    assert {command: said for command, said in wrong.items() if said} == {}


@pytest.mark.parametrize("page", ["docs/tutorial.md", "examples/README.md"])
def test_commands_on_the_sample_work_as_printed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onefold.cli import main

    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    printed = [
        words for block in blocks_of(page, (ROOT / page).read_text("utf-8")) for words in commands_of(block.text)
    ]
    commands = [words for words in printed if any("examples/" in word for word in words)]
    assert len(commands) == 2
    assert [shlex.join(words) for words in commands if main(words[1:])] == []


@pytest.mark.parametrize("block", blocks("bash"), ids=lambda block: block.where)
def test_every_make_command_is_a_target(block: Block) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for name in re.findall(r"^make (\w+)", block.text, re.MULTILINE) if name not in targets} == set()


@pytest.mark.parametrize("block", blocks("python", "python run"), ids=lambda block: block.where)
def test_every_python_block_compiles(block: Block) -> None:
    compile(block.text, block.where, "exec")


@pytest.mark.parametrize("page", sorted({block.where.split(":")[0] for block in blocks("python run")}))
def test_python_blocks_run_as_written(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "examples" / "customers.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    with redirect_stdout(io.StringIO()):
        for block in blocks_of(page, (ROOT / page).read_text(encoding="utf-8")):
            if block.mark == "python run":
                exec(compile(block.text, block.where, "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    assert dead_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_generated_parts_are_what_the_code_says_now(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if "<!-- generated: " in text:
        assert generator().refreshed(text) == text, "run: make docs"


def test_every_page_of_docs_is_linked_from_its_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")} - {"README.md"}
    assert {page for page in pages if f"]({page})" not in index} == set()


def test_every_option_of_the_command_line_is_in_its_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    options = {option for _, command in generator().commands() for option in command._option_string_actions}
    assert {option for option in options if option not in reference} == set()


def test_every_operation_of_the_service_is_in_its_reference() -> None:
    from onefold.wire.model import customer_profiles

    reference = (ROOT / "docs" / "reference" / "operations.md").read_text(encoding="utf-8")
    assert {name for name in customer_profiles() if f"| {name} |" not in reference} == set()


def test_every_public_name_is_in_the_python_reference() -> None:
    import onefold

    reference = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    assert {name for name in onefold.__all__ if f"`{name}" not in reference} == set()


def test_every_attribute_is_in_its_reference() -> None:
    from onefold.tables import ADDRESS_PARTS, ADDRESSES, EMAILS, NAMES, OTHERS, PHONES

    reference = (ROOT / "docs" / "reference" / "attributes.md").read_text(encoding="utf-8")
    names = (*NAMES, *PHONES, *EMAILS, *OTHERS, *ADDRESSES, *ADDRESS_PARTS)
    assert [name for name in names if f"`{name}`" not in reference] == []


def test_every_column_name_given_as_an_example_is_recognised() -> None:
    from onefold.files.naming import attribute_of

    wrong = {(name, attribute): attribute_of(name) for attribute, name in examples_of_column_names()}
    assert {key: found for key, found in wrong.items() if (found or "").rpartition(".")[2] != key[1]} == {}


def examples_of_column_names() -> list[tuple[str, str]]:
    """The attribute or address part of each row of the reference's tables, with each column name beside it."""
    reference = (ROOT / "docs" / "reference" / "attributes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", reference, re.MULTILINE)
    return [(attribute, name) for attribute, names in rows for name in re.findall(r"`([^`]+)`", names)]


def test_the_architecture_fits_on_two_pages() -> None:
    assert len(ARCHITECTURE.splitlines()) <= ARCHITECTURE_LINES_MAX


def test_the_architecture_names_only_what_exists() -> None:
    places = (PACKAGE, ROOT)
    assert {name for name in named_in(ARCHITECTURE) if not any((place / name).exists() for place in places)} == set()


def test_the_architecture_names_every_room_and_every_module_of_the_engine() -> None:
    rooms = {f"{path.name}/" for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    engine = {path for path in (PACKAGE / "engine").iterdir() if not path.name.startswith("__")}
    parts = {f"engine/{path.name}" + ("/" if path.is_dir() else "") for path in engine}
    modules = {path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__")}
    assert rooms | parts | modules <= named_in(ARCHITECTURE), "add what is new to the code map"


def test_the_changelog_has_the_version_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"\n## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


SCRIPT: Final = """
pip install .
onefold match a.csv b.csv \\
    --output 'my out.csv'  # a comment
onefold match a.csv --json | jq .
onefold explain a.csv 1 2 > why.txt
"""


def test_commands_are_found_in_a_script_word_by_word() -> None:
    assert commands_of(SCRIPT) == [
        ["onefold", "match", "a.csv", "b.csv", "--output", "my out.csv"],
        ["onefold", "match", "a.csv", "--json"],
        ["onefold", "explain", "a.csv", "1", "2"],
    ]


def test_an_unknown_option_is_noticed() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output")
    assert refusal(parser, ["--output", "a.csv"]) == ""
    assert "--ouput" in refusal(parser, ["--ouput=a.csv"])


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A b: `c`\n[here](#a-b-c) [there](#no) [gone](gone.md) [self](page.md#a-b-c) [web](https://a.example)"
    )
    assert dead_links(page) == ["#no", "gone.md"]


@pytest.mark.parametrize("name", generator().FILES)
def test_generated_files_are_what_the_code_says_now(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generator().FILES[name](), "run: make docs"


def test_an_outdated_generated_part_is_noticed() -> None:
    made = generator()
    made.PARTS["sample"] = lambda: "new\n"
    page = "a\n<!-- generated: sample -->\n{}\n<!-- end of generated -->\nb"
    assert made.refreshed(page.format("old")) == page.format("new")
