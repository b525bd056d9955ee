"""The small language of layouts: texts with {fields}, parts, repetitions, records, and what happens beyond a limit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from openlab.export.fields import Scope, is_empty, one_by_one

# How to count a text: the encoding, and the bytes that one unit takes in it. Excel counts in UTF-16.
UNITS = {"characters": ("utf-32-le", 4), "bytes": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit into the target: told before the download, and never cut silently.

    `moved`: the end of this text is elsewhere in the file. `many_rows`, `large_file`: the target may mind. The other
    codes, `too_many_rows`, `too_many_characters` and `too_many_bytes`, refuse the file.
    """

    code: str
    length: int
    limit: int
    item: str = ""
    column: str = ""

    @property
    def refuses(self) -> bool:
        return self.code.startswith("too_")


@dataclass(frozen=True, slots=True)
class Pen:
    """How a target writes numbers and dates; it notes what does not fit."""

    decimal: str = "."
    dates: str = "%Y-%m-%d"
    moments: str = "%Y-%m-%dT%H:%M:%SZ"
    findings: list[Finding] = field(default_factory=list)

    def write(self, value: object) -> str:
        """A value as text. A list is written with commas."""
        if isinstance(value, float):
            return (str(int(value)) if value.is_integer() else str(value)).replace(".", self.decimal)
        if isinstance(value, datetime):
            return value.strftime(self.moments)
        if isinstance(value, date):
            return value.strftime(self.dates)
        if isinstance(value, list):
            return ", ".join(self.write(one) for one in value)
        return "" if value is None else str(value)


class Node(Protocol):
    """Something that a layout says, filled from the fields in scope.

    `holds_rest`: whatever else is empty, it says the field {rest}, so that what did not fit elsewhere is not lost.
    """

    @property
    def holds_rest(self) -> bool: ...

    def fill(self, scope: Scope, pen: Pen) -> object: ...


@dataclass(frozen=True)
class Constant:
    """A number or a yes or no that a layout gives itself."""

    value: object
    holds_rest: bool = False

    def fill(self, scope: Scope, pen: Pen) -> object:  # noqa: ARG002 - like every node
        return self.value


@dataclass(frozen=True)
class Field:
    """A field, or its word in a list of words."""

    name: str
    words: Mapping[str, object] = field(default_factory=dict)

    def of(self, scope: Scope) -> object:
        value = scope[self.name]
        if isinstance(value, list):
            return [self._word(one) for one in value]
        return self._word(value)

    def _word(self, value: object) -> object:
        if not self.words or (is_empty(value) and "otherwise" not in self.words):
            return value
        return self.words.get(str(value), self.words.get("otherwise"))


@dataclass(frozen=True)
class Text:
    """Words and fields. Alone, a field keeps its kind (number, date, list); a text that needs an empty one is empty."""

    pieces: tuple[str | Field, ...]
    escape: Mapping[int, str] = field(default_factory=dict)

    @property
    def holds_rest(self) -> bool:
        return [piece for piece in self.pieces if isinstance(piece, Field)] == [Field("rest")]

    def fill(self, scope: Scope, pen: Pen) -> object:
        filled = [piece if isinstance(piece, str) else self._escaped(piece.of(scope)) for piece in self.pieces]
        if len(filled) == 1:
            return filled[0]
        return "" if any(is_empty(value) for value in filled) else "".join(pen.write(value) for value in filled)

    def _escaped(self, value: object) -> object:
        if isinstance(value, list):
            return [self._escaped(one) for one in value]
        return value.translate(self.escape) if isinstance(value, str) else value


@dataclass(frozen=True)
class Parts:
    """Texts one after the other, the empty ones left out; with `each`, once for every one of a list."""

    parts: tuple[Node, ...]
    between: str = ""
    each: str = ""

    @property
    def holds_rest(self) -> bool:
        return not self.each and any(part.holds_rest for part in self.parts)

    def fill(self, scope: Scope, pen: Pen) -> str:
        scopes = one_by_one(scope, self.each) if self.each else [scope]
        texts = (pen.write(part.fill(inside, pen)) for inside in scopes for part in self.parts)
        return self.between.join(text for text in texts if text)


@dataclass(frozen=True)
class Cell:
    """A value that has a name, in a row or in a record, and what it may measure there.

    With `rest`, what does not fit becomes the field {rest}, for another cell of the same record to hold.
    """

    name: str
    value: Node
    limit: int = 0
    unit: str = "characters"
    rest: bool = False
    width: int = 0

    def fill(self, scope: Scope, pen: Pen) -> tuple[object, str]:
        """The value, and what did not fit."""
        value = self.value.fill(scope, pen)
        if not self.limit or isinstance(value, (int, float)):
            return value, ""
        text = pen.write(value)
        length = measure(text, self.unit)
        if length <= self.limit:
            return value, ""
        beyond = "too_many_bytes" if self.unit == "bytes" else "too_many_characters"
        reference = str(scope.get("reference", ""))
        pen.findings.append(Finding("moved" if self.rest else beyond, length, self.limit, reference, self.name))
        return cut(text, self.limit, self.unit) if self.rest else (value, "")


@dataclass(frozen=True)
class Record:
    """Named cells: a row of a table, an object of a JSON file. With `each`, one for every one of a list."""

    cells: Mapping[str, Cell]
    each: str = ""
    holds_rest: bool = False

    def fill(self, scope: Scope, pen: Pen) -> list[dict[str, object]] | dict[str, object]:
        if self.each:
            return [self._fill(inside, pen) for inside in one_by_one(scope, self.each)]
        return self._fill(scope, pen)

    def _fill(self, scope: Scope, pen: Pen) -> dict[str, object]:
        first = {key: cell.fill(scope, pen) for key, cell in self.cells.items() if cell.rest}
        rest = "\n\n".join(left for _, left in first.values() if left)
        scope = {**scope, "rest": rest} if rest else scope
        return {key: (first[key] if cell.rest else cell.fill(scope, pen))[0] for key, cell in self.cells.items()}


@dataclass(frozen=True)
class Sequence:
    """A list of a JSON file; a repeated record gives as many of its elements as it has records."""

    nodes: tuple[Node, ...]
    holds_rest: bool = False

    def fill(self, scope: Scope, pen: Pen) -> list[object]:
        return list(self._elements(scope, pen))

    def _elements(self, scope: Scope, pen: Pen) -> Iterator[object]:
        for node in self.nodes:
            filled = node.fill(scope, pen)
            if isinstance(node, Record) and isinstance(filled, list):
                yield from filled
            else:
                yield filled


def measure(text: str, unit: str) -> int:
    """The length of a text in characters, bytes (of UTF-8) or UTF-16 units."""
    encoding, width = UNITS[unit]
    return len(text.encode(encoding)) // width


def cut(text: str, limit: int, unit: str) -> tuple[str, str]:
    """The beginning that fits, ended between two words when it can be and by …, and the rest, begun by …."""
    encoding, width = UNITS[unit]
    room = (limit - measure(ELLIPSIS, unit)) * width
    fits = len(text.encode(encoding)[:room].decode(encoding, errors="ignore"))
    space = text.rfind(" ", fits // 2, fits + 1)
    end = space if space > 0 else fits
    return text[:end] + ELLIPSIS, ELLIPSIS + text[end:].lstrip(" ")
