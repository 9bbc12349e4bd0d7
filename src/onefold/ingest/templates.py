"""Templates as Amazon takes them, a part of Handlebars: `{{_source.First}} {{_source.Last}}` and five blocks.

The blocks are `{{#if _source.a}}`, `{{#unless _source.a}}`, `{{#each _source.list}}`, `{{#with _source.a}}`, each with
an `{{else}}` if need be, and `{{#removeExtraSpace}}` (administrator guide: field definitions). Inside `each` and `with`
`{{this}}`, `{{this.Name}}` and `{{Name}}` begin at the item, `{{../Name}}` at the one around it, `{{_source.Name}}` at
the object as ever; `{{@index}}`, `{{@key}}`, `{{@first}}` and `{{@last}}` say where an item stands. Values are texts
and no HTML, so `{{{ }}}` is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from onefold.errors import BadRequestError
from onefold.ingest.accessors import ROOT, Accessor, accessor, steps_of, text_of

ITEMS_MAX: Final = 10_000
"""Items that the `each` blocks of one template go through, nested ones together."""
_PLACE: Final = re.compile(r"(?<!\{)\{\{(\{)?(?P<text>[^{}]*)(?(1)\}\}\}|\}\})")
_OPENING: Final = re.compile(r"#\s*(?P<kind>\w+)\s*(?P<path>.*)", re.DOTALL)
_ELSE: Final = re.compile(r"else(?:\s+(?P<kind>\w+)\s+(?P<path>.*))?", re.DOTALL)
_UPS: Final = re.compile(r"(?:\.\./)*(?:\.\.$)?")
_WITH_PATH: Final = ("if", "unless", "each", "with")
_SCOPED: Final = ("each", "with")
_SPACELESS: Final = "removeExtraSpace"
_PLACES: Final = ("@index", "@key", "@first", "@last")


class _Scope(NamedTuple):
    """What `this` is in a block, and where it stands among the items."""

    this: Any
    places: Mapping[str, Any]


class _Rendered(NamedTuple):
    """there: whether any value that the text has a place for is there; also where there is no such place."""

    text: str
    there: bool


class _Rendering:
    """One reading of one object."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.scopes: list[_Scope] = []
        self._items = 0

    def count_item(self) -> None:
        self._items += 1
        if self._items > ITEMS_MAX:
            raise BadRequestError(f"A Source with {{{{#each}}}} would go through more than {ITEMS_MAX} items")


@dataclass(frozen=True)
class _Path:
    """A path that begins at an item. up: 0 for the innermost block, 1 for the one around it."""

    up: int
    steps: Accessor

    def find(self, rendering: _Rendering) -> Any:
        return self.steps.find(rendering.scopes[-1 - self.up].this)


@dataclass(frozen=True)
class _Place:
    """`@index` and its like, of the innermost block that has it."""

    name: str

    def find(self, rendering: _Rendering) -> Any:
        return next((one.places[self.name] for one in reversed(rendering.scopes) if self.name in one.places), None)


@dataclass(frozen=True)
class _OfSource:
    """A path that begins at the object."""

    accessor: Accessor

    def find(self, rendering: _Rendering) -> Any:
        return self.accessor.find(rendering.source)


_Reference = _OfSource | _Path | _Place


@dataclass(frozen=True)
class _Block:
    """kind: as it is written. reference: None for removeExtraSpace."""

    kind: str
    reference: _Reference | None
    body: tuple[_Part, ...]
    inverse: tuple[_Part, ...]


_Part = str | _Reference | _Block


@dataclass(frozen=True)
class Template:
    """Literal text, references and blocks in turn."""

    parts: tuple[_Part, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The members of the top level that are read."""
        return tuple(_members(self.parts))

    def read(self, source: Any) -> str:
        """The text with the values filled in, without spaces around it; "" if none of the values is there.

        A value that is missing among others leaves nothing in its place, as with Handlebars. The text of a block that
        reads no value itself, such as {{#if _source.vip}}gold{{else}}none{{/if}}, is a value.
        Raises BadRequestError for an object with too many items.
        """
        rendered = _render(self.parts, _Rendering(source))
        return rendered.text.strip() if rendered.there else ""


def template(text: str, where: str) -> Template:
    """Read a template. where: the field it belongs to, for the message.

    Raises BadRequestError for other helpers and blocks than those above, and for what does not close.
    """
    parser = _Parser(text, where)
    parts, end = parser.parts(depth=0)
    if end:
        raise parser.refused(f"{{{{{end}}}}} has no beginning")
    return Template(parts)


class _Parser:
    """Reads a template from its beginning to its end."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._tokens = self._split()

    def parts(self, depth: int) -> tuple[tuple[_Part, ...], str]:
        """The parts up to the end, or to what ends or turns the block they are in: that is the second value.

        depth: how many blocks around have an item.
        """
        found: list[_Part] = []
        for literal, text in self._tokens:
            if literal:
                found.append(literal)
            elif text.startswith("#"):
                found.append(self._block(text, depth))
            elif text.startswith("/") or _ELSE.fullmatch(text):
                return tuple(found), text
            else:
                found.append(self._reference(text, depth))
        return tuple(found), ""

    def refused(self, why: str) -> BadRequestError:
        return BadRequestError(
            f"{self._where}: Source={self._text} is not understood: {why}. Expected text with {{{{{ROOT}.Name}}}} in "
            f"it, and blocks that end: {', '.join((*_WITH_PATH, _SPACELESS))}."
        )

    def _split(self) -> Iterator[tuple[str, str]]:
        """Literal texts, and the texts in braces."""
        end = 0
        for place in _PLACE.finditer(self._text):
            yield from self._literal(self._text[end : place.start()])
            yield "", place["text"].strip()
            end = place.end()
        yield from self._literal(self._text[end:])

    def _literal(self, text: str) -> Iterator[tuple[str, str]]:
        if "{{" in text or "}}" in text:
            raise self.refused("it has braces without a partner")
        if text:
            yield text, ""

    def _block(self, text: str, depth: int) -> _Block:
        opening = _OPENING.fullmatch(text)
        kind, path = (opening["kind"], opening["path"]) if opening else ("", "")
        return self._rest(kind, path, f"/{kind}", depth)

    def _rest(self, kind: str, path: str, closing: str, depth: int) -> _Block:
        """A block behind its beginning. closing: what ends it, which for `else if` is the end of the first one."""
        if kind not in _WITH_PATH and (kind != _SPACELESS or path):
            raise self.refused(f"there is no block {{{{#{' '.join((kind, path)).strip()}}}}}")
        reference = self._reference(path, depth, alone=True) if kind != _SPACELESS else None
        body, end = self.parts(depth + (kind in _SCOPED))
        inverse: tuple[_Part, ...] = ()
        if kind != _SPACELESS and (turn := _ELSE.fullmatch(end)):
            if turn["kind"]:
                return _Block(kind, reference, body, (self._rest(turn["kind"], turn["path"], closing, depth),))
            inverse, end = self.parts(depth)
        if re.sub(r"^/\s*", "/", end) != closing:
            raise self.refused(f"{{{{#{closing[1:]}}}}} has no {{{{{closing}}}}}")
        return _Block(kind, reference, body, inverse)

    def _reference(self, text: str, depth: int, alone: bool = False) -> _Reference:
        """alone: nothing may follow the path, as a parameter of a block would."""
        up, path = _without_ups(text) if depth else (0, text)
        found = accessor(path)  # as in Handlebars, where the object is around all items: {{../_source.Name}}
        if found is not None and up <= depth and not (alone and _more_than_a_path(path)):
            return _OfSource(found)
        if depth and text in _PLACES:
            return _Place(text)
        steps = _steps_from_item(path) if up < depth and found is None else None
        if steps is None:
            raise self.refused(f"{text or 'nothing'} is no path")
        return _Path(up, Accessor(steps))


def _without_ups(text: str) -> tuple[int, str]:
    """How often a path goes to the item around, and the rest of it."""
    found = _UPS.match(text)
    ups = found[0] if found else ""
    rest = text[len(ups) :].removeprefix("./")
    return ups.count(".."), rest or ("this" if ups else "")


def _steps_from_item(path: str) -> tuple[str | int, ...] | None:
    """The steps of `this`, `this.Name` and `Name`; None if it is no such path."""
    if path in ("this", "."):
        return ()
    if _more_than_a_path(path) or path.startswith(("@", "/")):
        return None
    path = re.sub(r"^this(?=[.\[])", "", path)
    return steps_of(path) or steps_of(f".{path}")


def _more_than_a_path(text: str) -> bool:
    """A call of a helper, or what may follow the path of a block in Handlebars."""
    return bool(re.search(r"[\s|()=]", re.sub(r"\[[^\]]*\]", "", text)))


def _members(parts: Sequence[_Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, _OfSource):
            yield from part.accessor.members
        elif isinstance(part, _Block):
            if part.reference is not None:
                yield from _members([part.reference])
            yield from _members(part.body)
            yield from _members(part.inverse)


def _render(parts: Sequence[_Part], rendering: _Rendering) -> _Rendered:
    texts: list[str] = []
    there: list[bool] = []
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        found = _render_block(part, rendering) if isinstance(part, _Block) else _value(part.find(rendering))
        texts.append(found.text)
        there.append(found.there)
    return _Rendered("".join(texts), any(there) if there else True)


def _value(value: Any) -> _Rendered:
    text = text_of(value)
    return _Rendered(text, bool(text))


_NOTHING: Final = _Rendered("", False)


def _render_block(block: _Block, rendering: _Rendering) -> _Rendered:
    if block.reference is None:
        text, there = _render(block.body, rendering)
        return _Rendered(" ".join(text.split()), there)
    value = block.reference.find(rendering)
    holds = _holds(value) if block.kind != "each" else isinstance(value, list | dict) and bool(value)
    if holds == (block.kind == "unless"):
        return _render(block.inverse, rendering) if block.inverse else _NOTHING
    if block.kind in _SCOPED:
        scopes = _items(value) if block.kind == "each" else [_Scope(value, {})]
        return _render_scopes(block.body, scopes, rendering)
    return _render(block.body, rendering)


def _render_scopes(body: Sequence[_Part], scopes: Sequence[_Scope], rendering: _Rendering) -> _Rendered:
    found = []
    for scope in scopes:
        rendering.count_item()
        rendering.scopes.append(scope)
        found.append(_render(body, rendering))
        rendering.scopes.pop()
    return _Rendered("".join(one.text for one in found), any(one.there for one in found))


def _holds(value: Any) -> bool:
    """Handlebars: false, null, 0, an empty text and an empty array do not; here a blank text neither."""
    return bool(value.strip() if isinstance(value, str) else value) or isinstance(value, dict)


def _items(value: Any) -> list[_Scope]:
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    last = len(pairs) - 1
    return [
        _Scope(item, {"@index": at, "@key": key, "@first": at == 0, "@last": at == last})
        for at, (key, item) in enumerate(pairs)
    ]
