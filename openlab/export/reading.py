"""Reading what a layout says, with a clear word about what it says wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from string import Formatter
from typing import Any, TypeVar

from openlab.export.fields import CODES, EVERYWHERE, INSIDE, INSIDE_ANY_OTHER
from openlab.export.values import UNITS, Cell, Constant, Field, Node, Parts, Record, Sequence, Text

T = TypeVar("T")
SHORTEST_LIMIT = 10
NO_TABLE: dict[str, Any] = {}
NO_LIST: list[Any] = []
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
    escapes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    texts: Mapping[str, object] = field(default_factory=dict)


def read_shared(tree: Mapping[str, Any], shared: Shared) -> Shared:
    """`[words]`, `[escapes]` and `[texts]` of a file, added to what is shared already."""
    words = {name: _words(tree, "words", name) for name in take(tree, "words", NO_TABLE)}
    escapes = {name: str.maketrans(_words(tree, "escapes", name)) for name in take(tree, "escapes", NO_TABLE)}
    texts = take(tree, "texts", NO_TABLE)
    named = Shared({**shared.words, **words}, {**shared.escapes, **escapes}, {**shared.texts, **texts})
    for name, text in texts.items():
        with at("texts"), at(name):
            Reader(named).node(text, OF_AN_ITEM)  # a mistake is told where it is made, not where the text is used
    return named


def _words(tree: Mapping[str, Any], section: str, name: str) -> dict[str, Any]:
    with at(section), at(name):
        words = take(tree[section], name, NO_TABLE)
        for key, word in words.items():
            if not isinstance(word, (str, int)) or (section == "escapes" and len(key) != 1):
                expected = "one character and its replacement" if section == "escapes" else "a text or a number"
                raise LayoutError(f"expected {expected}", key)
        return words


class Reader:
    """Makes nodes from the tree of a file. `limit` and `unit` are what any cell of its kind of file can hold."""

    def __init__(self, shared: Shared, limit: int = 0, unit: str = "characters") -> None:
        self.shared = shared
        self.limit = limit
        self.unit = unit

    def node(self, tree: Any, known: frozenset[str], escape: Mapping[int, str] | None = None) -> Node:
        """`known`: the fields in scope. `escape`: what replaces characters of these fields."""
        match tree:
            case str():
                return self._text(tree, known, escape or {})
            case bool() | int() | float():
                return Constant(tree)
            case list():
                return Sequence(tuple(self.node(one, known, escape) for one in tree))
            case {"shared": name}:
                return self._shared(tree, name, known, escape)
            case {"parts": _}:
                return self._parts(tree, known, self._escape(tree, escape))
            case dict():
                return self.record(tree, known, escape)
        raise LayoutError(f"a {type(tree).__name__} cannot be used here")

    def record(
        self, tree: Mapping[str, Any], known: frozenset[str], escape: Mapping[int, str] | None = None, each: str = ""
    ) -> Record:
        """Named cells. What does not fit into one must have its place in another."""
        each = each or take(tree, "each", "")
        known = self._inside(each, known)
        cells = {key: self._cell(key, cell, known, escape) for key, cell in tree.items() if key != "each"}
        held = any("rest" in cell.value.needs for cell in cells.values() if not cell.rest)
        for key, cell in cells.items():
            if cell.rest and not held:
                raise LayoutError(f"what does not fit into “{key}” would be lost: no other one holds {{rest}}", key)
        return Record(cells, each)

    def _cell(self, key: str, tree: Any, known: frozenset[str], escape: Mapping[int, str] | None) -> Cell:
        with at(key):
            if not isinstance(tree, dict) or "value" not in tree:
                return Cell(key, self.node(tree, known, escape), self.limit, self.unit)
            for setting in tree:
                check_known(setting, OF_A_CELL, "setting of a value")
            unit, limit, rest = (
                take(tree, "unit", self.unit),
                take(tree, "limit", self.limit),
                take(tree, "rest", False),
            )
            check_known(unit, UNITS, "unit")
            if rest and limit < SHORTEST_LIMIT:
                raise LayoutError(f"rest needs a limit of {SHORTEST_LIMIT} at least", "rest")
            value = self.node(tree["value"], known, self._escape(tree, escape))
            return Cell(take(tree, "header", key), value, limit, unit, rest, take(tree, "width", 0))

    def _parts(self, tree: Mapping[str, Any], known: frozenset[str], escape: Mapping[int, str] | None) -> Parts:
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

    def _shared(
        self, tree: Mapping[str, Any], name: str, known: frozenset[str], escape: Mapping[int, str] | None
    ) -> Node:
        check_known(name, self.shared.texts, "shared text")
        if len(tree) > 1 or not known >= OF_AN_ITEM:
            raise LayoutError("a shared text stands alone, where the fields of an item are known", name)
        return self.node(self.shared.texts[name], known, escape)

    def _escape(self, tree: Mapping[str, Any], inherited: Mapping[int, str] | None) -> Mapping[int, str] | None:
        if "escape" not in tree:
            return inherited
        check_known(tree["escape"], self.shared.escapes, "escape")
        return self.shared.escapes[tree["escape"]]

    def _text(self, template: str, known: frozenset[str], escape: Mapping[int, str]) -> Text:
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
