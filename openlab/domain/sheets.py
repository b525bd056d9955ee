"""What a solution sheet says, and how two texts of one sheet are put together without losing a word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from openlab.domain import Refused

# The most characters of each part. All but the last are longer texts that keep their line breaks.
LIMITS = {
    "problem": 600,
    "for_whom": 300,
    "solution": 2000,
    "first_step": 600,
    "gains": 800,
    "risks": 800,
    "spokesperson": 80,
}
FIELDS = tuple(LIMITS)
ONE_LINE = "spokesperson"
MOST_PHOTOS = 3
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Content:
    """What a group says on its sheet. `personas` are the ids of those that the solution is for."""

    problem: str = ""
    for_whom: str = ""
    solution: str = ""
    first_step: str = ""
    gains: str = ""
    risks: str = ""
    spokesperson: str = ""
    personas: frozenset[int] = frozenset()

    def text(self, field: str) -> str:
        return str(getattr(self, field))

    @property
    def filled(self) -> tuple[str, ...]:
        """The parts that say something; for whom, when a persona is ticked or words are there."""
        return tuple(field for field in FIELDS if self.text(field) or (field == "for_whom" and self.personas))

    @property
    def is_full(self) -> bool:
        return len(self.filled) == len(FIELDS)


@dataclass(frozen=True, slots=True)
class Merged:
    """Two texts of one sheet put together; where they conflict, the content holds mine."""

    content: Content
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text, and whether the other text has them too."""

    text: str
    is_shared: bool


def clean(texts: Mapping[str, str], personas: Iterable[int] = ()) -> Content:
    """The parts of a sheet as they are kept; a part that is not given is empty. Raises `text_too_long`."""
    kept = {field: _clean(field, texts.get(field, "")) for field in FIELDS}
    return Content(**kept, personas=frozenset(personas))


def _clean(field: str, text: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in composed).strip()
    if field == ONE_LINE:
        kept = " ".join(kept.split())
    if len(kept) > LIMITS[field]:
        raise Refused("text_too_long", field, length=len(kept), limit=LIMITS[field])
    return kept


def merge(base: Content, mine: Content, theirs: Content) -> Merged:
    """Both started from `base`. A part that only one of us changed is theirs or mine without asking; one that both
    changed, each in their own way, is a conflict. Ticks never are: each one is kept, added or taken away."""
    texts, conflicts = {}, []
    for field in FIELDS:
        was, here, there = (content.text(field) for content in (base, mine, theirs))
        texts[field] = there if here == was else here
        if was != here != there != was:
            conflicts.append(field)
    ticked = (mine.personas & theirs.personas) | (mine.personas - base.personas) | (theirs.personas - base.personas)
    return Merged(Content(**texts, personas=ticked), tuple(conflicts))


def differences(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """Each text in pieces: what the other one has too, and what differs. The pieces of a text make the whole of it."""
    here, there = _words(mine), _words(theirs)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, from_here, to_here, from_there, to_there in _compared(here, there).get_opcodes():
        pieces[0].append(Piece("".join(here[from_here:to_here]), kind == "equal"))
        pieces[1].append(Piece("".join(there[from_there:to_there]), kind == "equal"))
    return [piece for piece in pieces[0] if piece.text], [piece for piece in pieces[1] if piece.text]


def together(mine: str, theirs: str, between: str = "\n\n") -> str:
    """A text to begin a merge with, that has every word of both in order: woven into each other where they are alike,
    else one after the other."""
    here, there = _words(mine), _words(theirs)
    compared = _compared(here, there)
    if compared.ratio() < ALIKE:
        return between.join(filter(None, (theirs, mine)))
    woven = []
    for kind, from_here, to_here, from_there, to_there in compared.get_opcodes():
        woven += there[from_there:to_there] + ([] if kind == "equal" else here[from_here:to_here])
    return "".join(word if word[-1].isspace() else f"{word} " for word in woven).strip()


def _words(text: str) -> list[str]:
    """Each word with the white space after it."""
    return re.findall(r"\S+\s*", text)


def _compared(here: list[str], there: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [word.strip() for word in here], [word.strip() for word in there], autojunk=False)
