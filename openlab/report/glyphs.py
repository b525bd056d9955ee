"""Letters: the fonts that every PDF carries along, and what is printed for a character that none of them has."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from xml.sax.saxutils import escape

import pymupdf_fonts
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

# Noto Sans; then FiraGO for arrows and mathematics, and Cascadia for ticks: all SIL Open Font Licence 1.1.
REGULAR, BOLD, SIGNS, TICKS = "Report", "Report-Bold", "Report-Signs", "Report-Ticks"
FACES = {REGULAR: "notos", BOLD: "notosbo", SIGNS: "figo", TICKS: "cascadia"}
OTHER_FACES = (SIGNS, TICKS)

NO_BREAK = "\N{NO-BREAK SPACE}"
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef\u20e3]"
)
FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
LOOKS_LIKE = {
    "\u202f": NO_BREAK,
    **dict.fromkeys("⇒⟹➜➤➔➡", "→"),
    "⬅": "←",
    **dict.fromkeys("✔✅☑🗸", "✓"),
    **dict.fromkeys("✗✘✖✕❌❎", "×"),
    **dict.fromkeys("😀😃😄😁😊🙂😉😌", "☺"),
    **dict.fromkeys("★⭐", "*"),
    "■": "▪",
}
# Scripts that are written from right to left or joined need more than a font: they are named rather than scrambled.
SCRIPTS = {
    "ARABIC": "Arab",
    "BENGALI": "Beng",
    "CJK": "Hani",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "IDEOGRAPHIC": "Hani",
    "KATAKANA": "Jpan",
    "KHMER": "Khmr",
    "LAO": "Laoo",
    "MALAYALAM": "Mlym",
    "MYANMAR": "Mymr",
    "SINHALA": "Sinh",
    "SYRIAC": "Syrc",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "THAI": "Thai",
    "TIBETAN": "Tibt",
}
UNKNOWN_SCRIPT = "Zzzz"
Piece = tuple[str, str]


@lru_cache(maxsize=1)
def fonts() -> dict[str, TTFont]:
    """The faces by name, registered once."""
    faces = {name: TTFont(name, io.BytesIO(pymupdf_fonts.myfont(key))) for name, key in FACES.items()}
    for face in faces.values():
        pdfmetrics.registerFont(face)
    addMapping(REGULAR, 0, 0, REGULAR)
    addMapping(REGULAR, 1, 0, BOLD)
    return faces


class Scribe:
    """Writes what people typed as markup that shows it and obeys nothing in it; `replaced` once something could not
    be printed as it was. `say_script` tells of one such as “Arab”."""

    def __init__(self, say_script: Callable[[str], str]) -> None:
        self._say_script = say_script
        self.replaced = False

    def markup(self, text: str) -> str:
        """For a paragraph in one of the two main faces."""
        return "<br/>".join(self._line(line) for line in clean(text).split("\n"))

    def _line(self, line: str) -> str:
        pieces = (self._piece(kind, "".join(c for _, c in run)) for kind, run in groupby(_runs(line), lambda p: p[0]))
        return "".join(_in_face(text, face) for face, text in pieces)

    def _piece(self, kind: str, text: str) -> Piece:
        if kind in ("", *OTHER_FACES):
            return kind, text
        self.replaced = True
        if kind == "emoji":
            return "", " ".join(f"[{_name(character)}]" for character in text)
        return "", f"[{self._say_script(kind)}]"

    def one_line(self, text: str) -> str:
        """For bookmarks and titles, which the reader's own machine shows."""
        return " ".join("".join(c for c in clean(text) if c.isprintable() or c.isspace()).split())


def clean(text: str) -> str:
    """Composed letters, plain line ends, flags by their letters, and nothing that cannot be seen."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = FLAG.sub(lambda flag: "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in flag[0]), text)
    return INVISIBLE.sub("", text)


def _in_face(text: str, face: str) -> str:
    return f'<font name="{face}">{escape(text)}</font>' if face else escape(text)


def _runs(line: str) -> Iterator[Piece]:
    """(where to find it, what is printed) of each character. A space between two words of one script is of it too."""
    before = ""
    pieces = [_glyph(character) for character in line]
    for place, (kind, character) in enumerate(pieces):
        after = pieces[place + 1][0] if place + 1 < len(pieces) else ""
        within = character == " " and before == after and before in SCRIPTS.values()
        yield (before if within else kind), character
        before = kind if character != " " else before


@lru_cache(maxsize=16384)
def _glyph(character: str) -> Piece:
    character = LOOKS_LIKE.get(character, character)
    script = _script(character)
    if script in SCRIPTS.values():
        return script, character
    faces = fonts()
    for name in (REGULAR, *OTHER_FACES):
        if ord(character) in faces[name].face.charToGlyph:
            return ("" if name == REGULAR else name), character
    if character.isspace():
        return "", " "
    if unicodedata.category(character)[0] in "CM":
        return "", ""
    return (script, character) if unicodedata.category(character)[0] == "L" else ("emoji", character)


def _script(character: str) -> str:
    if ord(character) < 0x590:
        return ""
    return SCRIPTS.get(unicodedata.name(character, "").split(" ")[0].split("-")[0], UNKNOWN_SCRIPT)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):X}").lower()
