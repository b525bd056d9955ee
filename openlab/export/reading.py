"""Reading what a layout says, with a clear word about what it says wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from string import Formatter
from typing import Any, TypeVar

from openlab.export.fields import CODES, EVERYWHERE, INSIDE, INSIDE_ANY_OTHER
from openlab.export.values import UNITS, Cell, Constant, Field, Node, Parts, Record, Sequence, Text

T = TypeVar("T")
SHORTEST_LIMIT = 10
NO_TABLE: dict[str, Any] = {}
NO_LIST: list[Any] = []
Escape = Mapping[int, str]
NO_ESCAPE: Escape = {}
OF_AN_ITEM = EVERYWHERE | INSIDE["items"]
OF_A_CELL = ("value", "header", "width", "limit", "unit", "rest", "escape")
OF_PARTS = ("parts", "between", "each", "escape")


class LayoutError(Exception):
    """A layout that cannot be used: what is wrong, and the keys that lead to it."""

    def __init__(self, reason: str, *keys: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.keys = list(keys)


@contextmanager
def at(key: str) -> Iterator[None]:
    """What goes wrong inside went wrong under this key."""
    try:
        yield
    except LayoutError as problem:
        problem.keys.insert(0, key)
        raise


def take(table: Mapping[str, Any], key: str, default: T) -> T:
    """A setting of the same kind as its default."""
    value = table.get(key, default)
    if type(value) is not type(default):
        raise LayoutError(f"{key} must be {DESCRIBED[type(default)]}", key)
    return value


DESCRIBED: dict[type, str] = {
    str: "a text (or {fr = …, en = …})",
    int: "a whole number",
    bool: "true or false",
    dict: "a table",
    list: "a list",
}


def check_known(key: str, known: Collection[str], what: str) -> None:
    if key not in known:
        close = get_close_matches(key, sorted(known), 1)
        hint = f"did you mean “{close[0]}”?" if close else f"there is {', '.join(sorted(known))}"
        raise LayoutError(f"there is no {what} “{key}”; {hint}", key)


@dataclass(frozen=True)
class Shared:
    """What layouts refer to by name: lists of words, escapes (what replaces a character), texts about an item."""

    words: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    escapes: Mapping[str, Escape] = field(default_factory=dict)
    texts: Mapping[str, object] = field(default_factory=dict)


def read_shared(tree: Mapping[str, Any], shared: Shared) -> Shared:
    """`[words]`, `[escapes]` and `[texts]` of a file, added to what is shared already."""
    words = {name: _pairs(tree, "words", name, _is_word) for name in take(tree, "words", NO_TABLE)}
    escapes = {name: _pairs(tree, "escapes", name, _is_escape) for name in take(tree, "escapes", NO_TABLE)}
    texts = take(tree, "texts", NO_TABLE)
    translations = {name: str.maketrans(pairs) for name, pairs in escapes.items()}
    named = Shared({**shared.words, **words}, {**shared.escapes, **translations}, {**shared.texts, **texts})
    for name, text in texts.items():
        with at("texts"), at(name):
            Reader(named).node(text, OF_AN_ITEM)  # a mistake is told where it is made, not where the text is used
    return named


def _pairs(tree: Mapping[str, Any], section: str, name: str, fits: Callable[[str, object], bool]) -> dict[str, Any]:
    with at(section), at(name):
        pairs = take(tree[section], name, NO_TABLE)
        for key, value in pairs.items():
            if not fits(key, value):
                raise LayoutError(f"expected {EXPECTED[section]}", key)
        return pairs


EXPECTED = {"words": "a text or a number", "escapes": "one character and its replacement"}


def _is_word(_: str, value: object) -> bool:
    return isinstance(value, (str, int))


def _is_escape(key: str, value: object) -> bool:
    return len(key) == 1 and isinstance(value, str)


class Reader:
    """Makes nodes from the tree of a file. `limit` and `unit` are what any cell of its kind of file can hold."""

    def __init__(self, shared: Shared, limit: int = 0, unit: str = "characters") -> None:
        self.shared = shared
        self.limit = limit
        self.unit = unit

    def node(self, tree: Any, known: frozenset[str], escape: Escape = NO_ESCAPE) -> Node:
        """`known`: the fields in scope. `escape`: what replaces characters of these fields."""
        match tree:
            case str():
                return self._text(tree, known, escape)
            case bool() | int() | float():
                return Constant(tree)
            case list():
                return Sequence(tuple(self.node(one, known, escape) for one in tree))
            case {"shared": _}:
                return self._shared(tree, known, escape)
            case {"parts": _}:
                return self._parts(tree, known, self._escape(tree, escape))
            case dict():
                return self.record(tree, known, escape)
        raise LayoutError(f"a {type(tree).__name__} cannot be used here")

    def record(
        self, tree: Mapping[str, Any], known: frozenset[str], escape: Escape = NO_ESCAPE, each: str = ""
    ) -> Record:
        """Named cells. What does not fit into one must have its place in another."""
        each = each or take(tree, "each", "")
        known = self._inside(each, known)
        cells = {key: self._cell(key, cell, known, escape) for key, cell in tree.items() if key != "each"}
        held = any(cell.value.holds_rest for cell in cells.values() if not cell.rest)
        for key, cell in cells.items():
            if cell.rest and not held:
                raise LayoutError(f"what does not fit into “{key}” would be lost: no other one holds {{rest}}", key)
        return Record(cells, each)

    def _cell(self, key: str, tree: Any, known: frozenset[str], escape: Escape) -> Cell:
        with at(key):
            if not isinstance(tree, dict) or "value" not in tree:
                return Cell(key, self.node(tree, known, escape), self.limit, self.unit)
            for setting in tree:
                check_known(setting, OF_A_CELL, "setting of a value")
            limit, unit = take(tree, "limit", self.limit), take(tree, "unit", self.unit)
            check_known(unit, UNITS, "unit")
            rest = take(tree, "rest", False)
            if rest and limit < SHORTEST_LIMIT:
                raise LayoutError(f"rest needs a limit of {SHORTEST_LIMIT} at least", "rest")
            value = self.node(tree["value"], known, self._escape(tree, escape))
            return Cell(take(tree, "header", key), value, limit, unit, rest, take(tree, "width", 0))

    def _parts(self, tree: Mapping[str, Any], known: frozenset[str], escape: Escape) -> Parts:
        for setting in tree:
            check_known(setting, OF_PARTS, "setting beside parts")
        each = take(tree, "each", "")
        inside = self._inside(each, known)
        parts = tuple(self.node(part, inside, escape) for part in take(tree, "parts", NO_LIST))
        return Parts(parts, take(tree, "between", ""), each)

    def _inside(self, each: str, known: frozenset[str]) -> frozenset[str]:
        if not each:
            return known
        check_known(each, known, "field")
        return known | INSIDE.get(each, INSIDE_ANY_OTHER)

    def _shared(self, tree: Mapping[str, Any], known: frozenset[str], escape: Escape) -> Node:
        """A text that layouts share. It may hold another one, but not itself."""
        name, texts = take(tree, "shared", ""), dict(self.shared.texts)
        check_known(name, texts, "shared text")
        if len(tree) > 1 or not known >= OF_AN_ITEM:
            raise LayoutError("a shared text stands alone, where the fields of an item are known", name)
        text = texts.pop(name)
        return Reader(replace(self.shared, texts=texts), self.limit, self.unit).node(text, known, escape)

    def _escape(self, tree: Mapping[str, Any], inherited: Escape) -> Escape:
        name = take(tree, "escape", "")
        if not name:
            return inherited
        check_known(name, self.shared.escapes, "escape")
        return self.shared.escapes[name]

    def _text(self, template: str, known: frozenset[str], escape: Escape) -> Text:
        try:
            parsed = list(Formatter().parse(template))
        except ValueError as problem:
            raise LayoutError(f"“{template}”: {problem}", template[:20]) from None
        pieces: list[str | Field] = []
        for words, name, list_of_words, _ in parsed:
            pieces += [words] if words else []
            pieces += [] if name is None else [self._field(name, list_of_words or "", known)]
        return Text(tuple(pieces), escape)

    def _field(self, name: str, list_of_words: str, known: frozenset[str]) -> Field:
        check_known(name, known, "field")
        if not list_of_words:
            return Field(name)
        check_known(list_of_words, self.shared.words, "list of words")
        words = self.shared.words[list_of_words]
        missing = sorted(CODES.get(name, {"otherwise"}) - words.keys())
        if missing and "otherwise" not in words:
            raise LayoutError(f"the words “{list_of_words}” say nothing of {', '.join(missing)}", list_of_words)
        return Field(name, words)
