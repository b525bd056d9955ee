"""Drafts of issues: what of an item goes into which field of a tracker, as exports/trackers/ says, one file each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openlab.domain.backlog import Backlog, Item, Moscow, Status
from openlab.domain.in_step import Value
from openlab.export.fields import fields_of
from openlab.export.layouts import LANGUAGES, SHARED_FILE, read_file
from openlab.export.reading import (
    NO_LIST,
    NO_TABLE,
    OF_AN_ITEM,
    LayoutError,
    Reader,
    Shared,
    at,
    check_known,
    read_shared,
    take,
)
from openlab.export.values import Finding, Pen, Record

FOLDER = "trackers"
OTHERWISE = "otherwise"
OF_A_DRAFT = OF_AN_ITEM | {"marker"}
KEYS = ("fields", "types", "priorities", "statuses", "words", "escapes", "texts")

Names = tuple[str, ...]


@dataclass(frozen=True)
class DraftLayout:
    """The fields of an issue in one language; and, to guess with, the names that trackers give to its type, to the
    priority of each class and to each of our statuses, the likeliest first."""

    fields: Record
    types: Names = ()
    priorities: Mapping[str, Names] = field(default_factory=dict)
    statuses: Mapping[str, Names] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafted:
    """The fields of one issue, and what does not fit into them."""

    fields: dict[str, Value]
    findings: tuple[Finding, ...]


DraftLayouts = Mapping[str, Mapping[str, DraftLayout]]


def load_drafts(*folders: Path) -> dict[str, dict[str, DraftLayout]]:
    """By kind of tracker and language; a file of a later folder goes before. Raises `LayoutError`."""
    found: dict[str, dict[str, DraftLayout]] = {}
    shared = dict.fromkeys(LANGUAGES, Shared())
    for folder in folders:
        file = folder / SHARED_FILE
        shared = read_file(file, lambda tree, _: read_shared(tree, Shared())) if file.is_file() else shared
        for file in sorted((folder / FOLDER).glob("*.toml")):
            found[file.stem] = _load(file, shared)
    return found


def _load(file: Path, shared: Mapping[str, Shared]) -> dict[str, DraftLayout]:
    return read_file(file, lambda tree, language: _read(tree, read_shared(tree, shared[language])))


def _read(tree: Mapping[str, Any], shared: Shared) -> DraftLayout:
    for key in tree:
        check_known(key, KEYS, "setting")
    with at("fields"):
        fields = Reader(shared).record(take(tree, "fields", NO_TABLE), OF_A_DRAFT)
        if not fields.cells:
            raise LayoutError("an issue needs at least one field")
    priorities = _names(tree, "priorities", (*Moscow, OTHERWISE))
    return DraftLayout(fields, _list(tree, "types"), priorities, _names(tree, "statuses", tuple(Status)))


def _names(tree: Mapping[str, Any], key: str, known: tuple[str, ...]) -> dict[str, Names]:
    table = take(tree, key, NO_TABLE)
    with at(key):
        for name in table:
            check_known(name, known, "code")
        return {name: _list(table, name) for name in table}


def _list(table: Mapping[str, Any], key: str) -> Names:
    names = take(table, key, NO_LIST)
    if not all(isinstance(name, str) for name in names):
        raise LayoutError(f"{key} must be a list of names", key)
    return tuple(names)


def draft_of(layout: DraftLayout, backlog: Backlog, rank: int, item: Item, marker: str) -> Drafted:
    """The fields of an item, which stands at this place of the backlog. What is too long for one of them goes into the
    other that holds {rest}; else a finding says so."""
    scope = fields_of(backlog, [(rank, item)], backlog.language)
    items: Any = scope["items"]
    pen = Pen()
    filled: Any = layout.fields.fill({**scope, **items[0], "marker": marker}, pen)
    return Drafted({name: _value(value, pen) for name, value in filled.items()}, tuple(pen.findings))


def _value(value: object, pen: Pen) -> Value:
    """A text, a number or a list of texts; the empty ones of a list are left out."""
    if isinstance(value, list):
        flat = [one for part in value for one in (part if isinstance(part, list) else [part])]
        return tuple(dict.fromkeys(text for text in map(pen.write, flat) if text))
    return value if isinstance(value, int | float) else pen.write(value)
