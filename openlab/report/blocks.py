"""What the report is made of, whatever it is drawn on. Texts are plain: each drawing escapes them in its own way.

The `kind` of a block is its name in the template of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Counted = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tag:
    """A word about something: good news, or just a fact."""

    text: str
    is_good: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph: `body`, `lead` (larger), `small` (about what stands above it), `hint` (about the report itself)."""

    kind: ClassVar[str] = "text"
    text: str
    style: str = "body"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section, of level 3 or 4, with what is known of it at a glance; `wide` over a chart."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 3
    note: str = ""
    tags: tuple[Tag, ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class Part:
    """A few words of what follows, and a text that somebody wrote."""

    kind: ClassVar[str] = "part"
    label: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line of a list: what is known of it, more about it, and the lines inside it."""

    text: str
    note: str = ""
    detail: str = ""
    inside: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Lines:
    """A list; `label` says of what."""

    kind: ClassVar[str] = "lines"
    lines: tuple[Line, ...]
    label: str = ""


@dataclass(frozen=True)
class Quotes:
    """What people said, in their words; `label` says about what, when no heading does."""

    kind: ClassVar[str] = "quotes"
    label: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Short answers beside short questions."""

    kind: ClassVar[str] = "facts"
    rows: Counted


@dataclass(frozen=True)
class Bar:
    """A line of a bar chart: its `share` of the longest, from 0 to 1; `said` tells the same in words."""

    lead: str
    text: str
    said: str
    share: float
    note: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True)
class Bars:
    """A bar chart; `label` says of what."""

    kind: ClassVar[str] = "bars"
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Photo:
    """A photo; its size in pixels, and what it shows in words."""

    id: int
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class Photos:
    """Photos of one sheet."""

    kind: ClassVar[str] = "photos"
    photos: tuple[Photo, ...]


Block = Text | Heading | Part | Lines | Quotes | Facts | Bars | Photos


@dataclass(frozen=True)
class Section:
    """A chapter; `key` names it in addresses."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole report. `figures` are the numbers that tell the lab at a glance, each with its words.

    `also_there` says where the page is; `replaced`, what was done with characters that a drawing cannot show.
    """

    language: str
    kind: str
    title: str
    product: str
    organisation: str
    facts: tuple[str, ...]
    question: str
    warning: str
    figures: Counted
    sections: tuple[Section, ...]
    made: str
    also_there: str
    replaced: str
    contents: str
    page_of: str
