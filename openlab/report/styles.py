"""How the PDF looks: a page, two columns (labels, texts), a few sizes, a few colours."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from openlab.report.glyphs import BOLD, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
SIDE, TOP, BOTTOM = 23 * mm, 23 * mm, 27 * mm
WIDTH = PAGE_WIDTH - 2 * SIDE
LABELS = 40 * mm  # the left column, gutter included
GUTTER = 5 * mm

INK: Color = HexColor("#1d1f27")
SOFT: Color = HexColor("#555a69")
ACCENT: Color = HexColor("#3d3a9e")
HAIR: Color = HexColor("#d9d9e2")
TRACK: Color = HexColor("#ececf4")
GOOD: Color = HexColor("#14603a")


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    usual = {"fontName": REGULAR, "textColor": INK, "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0}
    return ParagraphStyle(name, fontSize=size, leading=leading, **{**usual, **more})


KIND = _style("kind", 11, 15, fontName=BOLD, textColor=ACCENT, spaceAfter=3 * mm)
TITLE = _style("title", 30, 36, fontName=BOLD, spaceAfter=3 * mm)
QUESTION = _style("question", 15, 22, textColor=SOFT, spaceAfter=7 * mm)
COVER_FACT = _style("cover fact", 10.5, 16)
WARNING = _style("warning", 10, 15, textColor=HexColor("#6b4700"), spaceBefore=4 * mm)
FIGURE = _style("figure", 25, 29, fontName=BOLD, textColor=ACCENT)
FIGURE_WORDS = _style("figure words", 9, 12.5, textColor=SOFT)
CONTENTS = _style("contents", 10.5, 16)
NUMBER = _style("number", 10.5, 16, alignment=TA_RIGHT, textColor=SOFT)

SECTION = _style("section", 20, 26, fontName=BOLD, spaceBefore=13 * mm, spaceAfter=5 * mm)
HEADING = _style("heading", 13, 18, fontName=BOLD, spaceBefore=8 * mm, spaceAfter=2.5 * mm)
SMALL_HEADING = _style("small heading", 10.5, 15, fontName=BOLD, spaceBefore=4.5 * mm, spaceAfter=1 * mm)
NOTE = _style("note", 8.5, 12.5, textColor=SOFT, spaceAfter=2 * mm)
TAGS = _style("tags", 8.5, 12.5, fontName=BOLD, textColor=GOOD, spaceAfter=1.5 * mm)
LABEL = _style("label", 8.5, 12.5, textColor=SOFT)
BODY = _style("body", 10, 15, spaceAfter=3 * mm)
LEAD = _style("lead", 12, 18, spaceAfter=5 * mm)
HINT = _style("hint", 8.5, 12.5, textColor=SOFT, spaceBefore=2.5 * mm, spaceAfter=3 * mm)
QUOTE = _style("quote", 10, 15, spaceAfter=2.5 * mm)
BAR_TEXT = _style("bar text", 10, 14)
BAR_NOTE = _style("bar note", 8.5, 12, textColor=SOFT)
BAR_LEAD = _style("bar lead", 12, 14, fontName=BOLD, textColor=ACCENT)
BAR_SAID = _style("bar said", 9.5, 14)
FOOT = _style("foot", 8, 11, textColor=SOFT)
PAGE_NUMBER = _style("page number", 8, 11, textColor=SOFT, alignment=TA_RIGHT)
SMALL = _style("small", 8.5, 12.5, textColor=SOFT, spaceAfter=1.5 * mm)
FACT = _style("fact", 10, 15, spaceAfter=1.2 * mm)
TEXTS = {"body": BODY, "lead": LEAD, "small": SMALL, "hint": HINT}
IN_COLUMN = ("body", "small")
BODY_TIGHT = _style("body tight", 10, 15)
NOTE_TIGHT = _style("note tight", 8.5, 12.5, textColor=SOFT)
BAR_TAG = _style("bar tag", 8.5, 12, fontName=BOLD, textColor=GOOD)

# What follows these belongs to them.
ANNOUNCING = (SECTION, HEADING, SMALL_HEADING, TAGS, NOTE, SMALL, BODY_TIGHT)
