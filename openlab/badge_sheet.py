"""Draws badges on A4: ten to a page, with lines to cut along. Texts are drawn as they are, never read as markup."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import pymupdf_fonts
import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from openlab.actions.badges import Printed
from openlab.domain.people import spaced

COLUMNS, ROWS = 2, 5
WIDTH, HEIGHT = 90 * mm, 54 * mm
LEFT, BOTTOM = (A4[0] - COLUMNS * WIDTH) / 2, (A4[1] - ROWS * HEIGHT) / 2
INSIDE, QR_SIDE = 5 * mm, 34 * mm
TEXT_WIDTH = WIDTH - QR_SIDE - 2 * INSIDE
REGULAR, BOLD, WIDE = "OpenLab", "OpenLab-Bold", "OpenLab-Wide"
FACES = {REGULAR: "notos", BOLD: "notosbo", WIDE: "figo"}


@dataclass(frozen=True)
class Sheet:
    """What is the same on every badge, in the language of who prints; a badge leads to `return_address` + its code."""

    title: str
    language: str
    heading: str
    number: str
    how: str
    return_address: str


def draw(sheet: Sheet, badges: Sequence[Printed]) -> bytes:
    """The PDF. 300 badges take a second or two: call it outside the event loop."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, lang=sheet.language)
    canvas.setTitle(f"{sheet.heading} · {sheet.title}")
    canvas.setAuthor("openlab")
    _load_fonts()
    for start in range(0, len(badges), COLUMNS * ROWS):
        _cut_lines(canvas)
        for place, badge in enumerate(badges[start : start + COLUMNS * ROWS]):
            row, column = divmod(place, COLUMNS)
            canvas.saveState()
            canvas.translate(LEFT + column * WIDTH, BOTTOM + (ROWS - 1 - row) * HEIGHT)
            _badge(canvas, sheet, badge)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _badge(canvas: Canvas, sheet: Sheet, badge: Printed) -> None:
    top = HEIGHT - INSIDE
    _lines(canvas, sheet.title, BOLD, 9, top - 9, most=2)
    if badge.name and _can_be_drawn(badge.name):
        _lines(canvas, badge.name, BOLD, 15, top - 45, most=2)
    else:
        canvas.setLineWidth(0.5)
        canvas.line(INSIDE, top - 55, INSIDE + TEXT_WIDTH - 3 * mm, top - 55)
    _one_line(canvas, spaced(badge.code), BOLD, 12, INSIDE + 36)
    _lines(canvas, sheet.how, REGULAR, 6.5, INSIDE + 22, most=3)
    _qr(canvas, sheet.return_address + badge.code)
    canvas.setFont(REGULAR, 7)
    canvas.drawRightString(WIDTH - INSIDE, INSIDE, sheet.number % {"number": badge.number})


def _one_line(canvas: Canvas, text: str, bold: str, size: float, y: float) -> None:
    """As large as fits, down to 7 points; then cut."""
    shown, font = _printable(text, bold)
    room = TEXT_WIDTH - 2 * mm
    while size > 7 and canvas.stringWidth(shown, font, size) > room:
        size -= 0.5
    while canvas.stringWidth(shown, font, size) > room:
        shown = shown[:-2].rstrip() + "…"
    canvas.setFont(font, size)
    canvas.drawString(INSIDE, y, shown)


def _lines(canvas: Canvas, text: str, font: str, size: float, y: float, most: int) -> None:
    shown, font = _printable(text, font)
    lines = simpleSplit(shown, font, size, TEXT_WIDTH - 2 * mm)
    if len(lines) > most:
        lines[most - 1] += "…"
    for number, line in enumerate(lines[:most]):
        _one_line(canvas, line, font, size, y - number * size * 1.25)


def _qr(canvas: Canvas, address: str) -> None:
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=4))
    dot = QR_SIDE / len(rows)
    left, top = WIDTH - INSIDE - QR_SIDE + 4 * dot, HEIGHT - INSIDE + 4 * dot
    for y, row in enumerate(rows, start=1):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                canvas.rect(left + x * dot, top - y * dot, length * dot, dot, stroke=0, fill=1)
            x += length


def _cut_lines(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.25)
    canvas.setDash(2, 3)
    for column in range(COLUMNS + 1):
        canvas.line(LEFT + column * WIDTH, 0, LEFT + column * WIDTH, A4[1])
    for row in range(ROWS + 1):
        canvas.line(0, BOTTOM + row * HEIGHT, A4[0], BOTTOM + row * HEIGHT)
    canvas.restoreState()


def _can_be_drawn(name: str) -> bool:
    """Whether a font has every character and they run from left to right; otherwise the name is written by hand."""
    runs_right = all(unicodedata.bidirectional(character) not in ("R", "AL") for character in name)
    return runs_right and _printable(name, BOLD)[0] == name


def _printable(text: str, font: str) -> tuple[str, str]:
    """The text and a font that has all of it; characters that no font has are left out."""
    fonts = _load_fonts()
    for known in (font, WIDE):
        if all(ord(character) in fonts[known].face.charToGlyph for character in text):
            return text, known
    return "".join(character for character in text if ord(character) in fonts[font].face.charToGlyph), font


@cache
def _load_fonts() -> dict[str, TTFont]:
    fonts = {name: TTFont(name, io.BytesIO(pymupdf_fonts.myfont(face))) for name, face in FACES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts
