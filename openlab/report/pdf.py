"""The PDF of the report: pages, bookmarks, page numbers, metadata."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from openlab.report.blocks import Document
from openlab.report.flowables import Tagged
from openlab.report.glyphs import REGULAR, Scribe, fonts
from openlab.report.story import Teller
from openlab.report.styles import ACCENT, BOTTOM, FOOT, PAGE_HEIGHT, PAGE_NUMBER, PAGE_WIDTH, SIDE, TOP, WIDTH
from openlab.report.tagged import Tree
from openlab.report.voice import Voice

FOOT_ROOM = 120
FOOT_LIMIT = 90
ELLIPSIS = "…"

# Drawing takes all of a processor: one report at a time leaves the rest to the people in the room.
_one_at_a_time = threading.Lock()


def draw(document: Document, photos: Mapping[int, bytes], voice: Voice) -> bytes:
    """The report as a PDF. `photos`: JPEG by id.

    It is drawn twice: the first time tells on which page each section is, and how many pages there are.
    """
    with _one_at_a_time:
        fonts()
        first = _Pages(document)
        first.fill(photos, voice, {})
        second = _Pages(document, first.page)
        second.fill(photos, voice, first.pages_of)
        return second.out.getvalue()


class _Pages(BaseDocTemplate):
    """The pages of one pass."""

    def __init__(self, document: Document, pages: int = 0) -> None:
        self.out = io.BytesIO()
        self.document, self.pages = document, pages
        self.tree, self.pages_of = Tree(), dict[str, int]()
        self.name = f"{document.kind} · {document.title} · {document.product}"
        self.maker = document.organisation or document.product
        super().__init__(
            self.out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            title=self.name,
            author=self.maker,
            subject=document.question,
            creator="openlab",
            producer="openlab",
            lang=document.language,
            initialFontName=REGULAR,
            pageCompression=1,
        )
        inner = Frame(SIDE, BOTTOM, WIDTH, PAGE_HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [inner], onPage=self._draw_band, onPageEnd=self._draw_foot),
                PageTemplate("inside", [inner], onPageEnd=self._draw_foot),
            ]
        )

    def fill(self, photos: Mapping[int, bytes], voice: Voice, pages_of: Mapping[str, int]) -> None:
        self.scribe = Scribe(voice.other_script)
        self.build(Teller(self.document, photos, self.scribe, self.tree, pages_of).story())

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's name
        canvas: Any = self.canv
        canvas.tree, canvas.pages_of = self.tree, self.pages_of
        canvas.showOutline()

    def _endBuild(self) -> None:  # noqa: N802 - reportlab's name, and its only moment when all pages are drawn
        self.tree.write(self.canv, title=self.name, author=self.maker, language=self.document.language)
        super()._endBuild()  # type: ignore[misc] # its types do not know of it

    def _draw_band(self, canvas: Any, _: object) -> None:
        with self.tree.mark(canvas, None):
            canvas.setFillColor(ACCENT)
            canvas.rect(0, PAGE_HEIGHT - 9, PAGE_WIDTH, 9, stroke=0, fill=1)

    def _draw_foot(self, canvas: Any, _: object) -> None:
        named = f"{self.document.product} · {self.document.title}"
        named = named if len(named) <= FOOT_LIMIT else named[:FOOT_LIMIT].rstrip() + ELLIPSIS
        words = self.document.page_of.format(page=self.page, pages=self.pages)
        left, right = Tagged(self.scribe.markup(named), FOOT), Tagged(self.scribe.markup(words), PAGE_NUMBER)
        left.wrap(WIDTH - FOOT_ROOM, BOTTOM)
        right.wrap(FOOT_ROOM, BOTTOM)
        left.drawOn(canvas, SIDE, BOTTOM / 2 - left.height / 2)
        right.drawOn(canvas, PAGE_WIDTH - SIDE - FOOT_ROOM, BOTTOM / 2 - right.height / 2)
