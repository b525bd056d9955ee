"""The layout of the report: exports/report.toml says its sections, their order and their titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openlab.export.layouts import REPORT_FILE, read_file
from openlab.export.reading import LayoutError, at, check_known, take

KEYS = ("title", "organisation", "sections")
OF_A_SECTION = ("show", "title", "text")
NO_TABLES: list[dict[str, Any]] = []


@dataclass(frozen=True)
class Chapter:
    """A section: what it shows (nothing but its own text when empty), its title, and a text before the rest."""

    show: str
    title: str
    text: str

    @property
    def key(self) -> str:
        return self.show or re.sub(r"\W+", "-", self.title.casefold()).strip("-")


@dataclass(frozen=True)
class Layout:
    """The report in one language: what it is called, who makes it, its sections in order."""

    title: str
    organisation: str
    chapters: tuple[Chapter, ...]


def load_layout(known: Collection[str], *folders: Path) -> Mapping[str, Layout]:
    """The layout of the report by language, from the last of these folders that has one. `known`: what can be shown.

    Raises `LayoutError`, which names the file, the line and the mistake.
    """
    files = [folder / REPORT_FILE for folder in folders if (folder / REPORT_FILE).is_file()]
    if not files:
        raise LayoutError(f"there is no {REPORT_FILE}")
    return read_file(files[-1], lambda tree, _: _read(tree, known))


def _read(tree: Mapping[str, Any], known: Collection[str]) -> Layout:
    for key in tree:
        check_known(key, KEYS, "setting")
    title = _text(tree, "title")
    with at("sections"):
        chapters = tuple(_chapter(one, known) for one in take(tree, "sections", NO_TABLES))
        if not chapters:
            raise LayoutError("a report needs at least one section")
        keys = [chapter.key for chapter in chapters]
        for chapter in chapters:
            if keys.count(chapter.key) > 1:
                raise LayoutError(f"“{chapter.show or chapter.title}” is there twice", chapter.show or chapter.title)
    return Layout(title, take(tree, "organisation", ""), chapters)


def _chapter(tree: object, known: Collection[str]) -> Chapter:
    if not isinstance(tree, dict):
        raise LayoutError("each section begins with [[sections]]")
    show = take(tree, "show", "")
    for key in tree:
        with at(show or "title"):
            check_known(key, OF_A_SECTION, "setting of a section")
    if show:
        check_known(show, known, "section to show:")
    with at(show or "text"):
        chapter = Chapter(show, _text(tree, "title"), take(tree, "text", ""))
    if not show and not chapter.text:
        raise LayoutError(f"“{chapter.title}” needs something to show, or a text", chapter.title)
    return chapter


def _text(tree: Mapping[str, Any], key: str) -> str:
    text = take(tree, key, "").strip()
    if not text:
        raise LayoutError(f"there is no {key}")
    return text
