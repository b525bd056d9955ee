"""The layouts of exports/: one file per target says how its file is made. docs/exports.md tells how to write one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from openlab.export.fields import EVERYWHERE
from openlab.export.reading import NO_TABLE, LayoutError, Reader, Shared, at, check_known, read_shared, take
from openlab.export.values import Cell, Node, Record, Sequence

T = TypeVar("T")
Tree = dict[str, Any]

LANGUAGES = ("en", "fr")
SHARED_FILE = "_shared.toml"
REPORT_FILE = "report.toml"  # not a target: openlab.report reads it
SPREADSHEET_CELL = (32_767, "utf-16")
EVERY_SCRIPT = "é € Ω ع 漢 🙂"


@dataclass(frozen=True)
class Kind:
    """A kind of file; `files.py` writes it."""

    media_type: str
    extension: str
    is_table: bool = False


KINDS = {
    "csv": Kind("text/csv", "csv", is_table=True),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", is_table=True),
    "json": Kind("application/json", "json"),
    "markdown": Kind("text/markdown", "md"),
}


@dataclass(frozen=True)
class Form:
    """What a target's file is in one language. Every field below `body` is a setting, with its default."""

    title: str
    notes: str
    kind: str
    body: Node
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\r\n"
    decimal: str = "."
    dates: str = "%Y-%m-%d"
    moments: str = "%Y-%m-%dT%H:%M:%SZ"
    guard: str = ""
    header_bytes: int = 0
    sheet: str = "Backlog"
    rows: int = 0
    rows_advised: int = 0
    bytes_advised: int = 0

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns of a table, in order; none for another kind of file."""
        return tuple(self.body.cells.values()) if isinstance(self.body, Record) and KINDS[self.kind].is_table else ()


SETTINGS = {setting.name: setting.default for setting in fields(Form) if setting.default is not MISSING}
KEYS = ("title", "notes", "kind", "columns", "document", "words", "escapes", "texts", *SETTINGS)


@dataclass(frozen=True)
class Layout:
    """A target, and its form in each language."""

    target: str
    forms: Mapping[str, Form]


def load_layouts(*folders: Path) -> dict[str, Layout]:
    """Every target of these folders, by its name: the name of its file; a later folder goes before an earlier one.

    `_shared.toml` holds what layouts share; a folder without one uses that of the folder before it. Raises
    `LayoutError`, which names the file, the line and the mistake.
    """
    layouts: dict[str, Layout] = {}
    shared = dict.fromkeys(LANGUAGES, Shared())
    for folder in folders:
        if not folder.is_dir():
            raise LayoutError(f"there is no folder {folder}")
        shared_file = folder / SHARED_FILE
        shared = read_file(shared_file, _read_shared) if shared_file.is_file() else shared
        targets = (file for file in sorted(folder.glob("*.toml")) if not _is_aside(file))
        layouts |= {file.stem: Layout(file.stem, _load(file, shared)) for file in targets}
    return layouts


def _is_aside(file: Path) -> bool:
    return file.name.startswith("_") or file.name == REPORT_FILE


def _load(file: Path, shared: Mapping[str, Shared]) -> dict[str, Form]:
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", file.stem):
        raise LayoutError(f"{file.name}: a target is named with small letters, digits and hyphens")
    return read_file(file, lambda tree, language: _read_form(tree, read_shared(tree, shared[language])))


def read_file(file: Path, read: Callable[[Tree, str], T]) -> dict[str, T]:
    """What a layout says in each language. Raises `LayoutError`, which names the file, the line and the mistake."""
    try:
        text = file.read_text("utf-8")
        tree = tomllib.loads(text)
    except ValueError as problem:
        raise LayoutError(f"{file.name}: {problem}") from None
    try:
        return {language: read(_in_language(tree, language), language) for language in LANGUAGES}
    except LayoutError as problem:
        raise LayoutError(f"{file.name}, line {_line_of(text, problem.keys)}: {problem.reason}") from None


def _read_shared(tree: Tree, _: str) -> Shared:
    for key in tree:
        check_known(key, ("words", "escapes", "texts"), "setting")
    return read_shared(tree, Shared())


def _in_language(tree: Any, language: str) -> Any:
    """The tree with each {fr = …, en = …} replaced by the one of this language."""
    if isinstance(tree, list):
        return [_in_language(one, language) for one in tree]
    if not isinstance(tree, dict):
        return tree
    if not tree or set(tree) - set(LANGUAGES):
        return {key: _in_language_at(key, one, language) for key, one in tree.items()}
    if language not in tree:
        raise LayoutError(f"say it in every language: {', '.join(LANGUAGES)}", *tree)
    return _in_language(tree[language], language)


def _in_language_at(key: str, tree: Any, language: str) -> Any:
    with at(key):
        return _in_language(tree, language)


def _line_of(text: str, keys: list[str]) -> int:
    """The line, from 1, where these keys lead: each one is looked for from where the one before was found."""
    lines = ["" if line.lstrip().startswith("#") else line for line in text.splitlines()]
    found = 0
    for key in keys:
        whole = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
        found = next((i for i in range(found, len(lines)) if whole.search(lines[i])), found)
    return found + 1


def _read_form(tree: Tree, shared: Shared) -> Form:
    for key in tree:
        check_known(key, KEYS, "setting")
    kind, title, notes = (_required(tree, key) for key in ("kind", "title", "notes"))
    check_known(kind, KINDS, "kind of file")
    settings: dict[str, Any] = {name: take(tree, name, default) for name, default in SETTINGS.items()}
    body = _read_table(tree, shared, kind) if KINDS[kind].is_table else _read_document(tree, shared, kind)
    form = Form(title, notes, kind, body, **settings)
    _check(form)
    return form


def _required(tree: Tree, key: str) -> str:
    text = take(tree, key, "")
    if not text:
        raise LayoutError(f"there is no {key}")
    return text


def _read_table(tree: Tree, shared: Shared, kind: str) -> Record:
    limit, unit = SPREADSHEET_CELL if kind == "xlsx" else (0, "characters")
    with at("columns"):
        table = Reader(shared, limit, unit).record(take(tree, "columns", NO_TABLE), EVERYWHERE, each="items")
        for key, cell in table.cells.items():
            if isinstance(cell.value, (Record, Sequence)):
                raise LayoutError("a column holds one value: a text, parts, or a table with a value", key)
        if not table.cells:
            raise LayoutError("a table needs at least one column")
    return table


def _read_document(tree: Tree, shared: Shared, kind: str) -> Node:
    if "document" not in tree:
        raise LayoutError("there is no document")
    with at("document"):
        document = Reader(shared).node(tree["document"], EVERYWHERE)
        if isinstance(document, Record) != (kind == "json"):
            raise LayoutError("the document of a JSON file is a table; that of a Markdown file is made of parts")
    return document


def _check(form: Form) -> None:
    if len(form.separator) != 1:
        raise LayoutError("separator is one character", "separator")
    if len(form.sheet) > 31 or set(form.sheet) & set("[]:*?/\\"):
        raise LayoutError("a sheet's name has 31 characters at most, and none of [ ] : * ? / \\", "sheet")
    if form.header_bytes and not all(column.name.isascii() for column in form.columns):
        raise LayoutError("with header_bytes, headers have plain letters only (ASCII)", "header_bytes")
    try:
        held = EVERY_SCRIPT.encode(form.encoding).decode(form.encoding) == EVERY_SCRIPT
    except (LookupError, UnicodeError):
        held = False
    if not held:
        raise LayoutError("encoding must hold every script, as utf-8, utf-8-sig (with its mark) or utf-16", "encoding")
