"""What the pages of the PDF are filled with. Each thing knows its element of the tree, also when a page cuts it."""

from __future__ import annotations

import io
from typing import Any

from PIL import UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Paragraph

from openlab.report.styles import ACCENT, GUTTER, HAIR, LABELS, TRACK
from openlab.report.tagged import Element

TALLEST_PHOTO = 75 * mm
BELOW_PHOTOS = 5 * mm
UNREADABLE_SHAPE = 1.5
BETWEEN_PHOTOS = 5 * mm
LEAD_WIDTH = 11 * mm
SAID_WIDTH = 24 * mm
BAR_HEIGHT = 2.6 * mm
ROW_PADDING = 2.2 * mm


class Tagged(Paragraph):
    """A paragraph, at some distance from the left; a rule or a dash may stand before it."""

    element: Element | None = None
    indent: float = 0.0
    rule = dash = False

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        width, height = super().wrap(available_width - self.indent, available_height)
        return width + self.indent, height

    def split(self, available_width: float, available_height: float) -> list[Any]:
        parts: list[Any] = super().split(available_width - self.indent, available_height)
        for number, part in enumerate(parts):
            part.element, part.indent, part.rule = self.element, self.indent, self.rule
            part.dash = self.dash and number == 0
        return parts

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.translate(self.indent, 0)
        if self.rule or self.dash:
            self._mark_before(canvas)
        with canvas.tree.mark(canvas, self.element):
            super().draw()

    def _mark_before(self, canvas: Any) -> None:
        with canvas.tree.mark(canvas, None):
            canvas.setFillColor(HAIR if self.rule else ACCENT)
            if self.rule:
                canvas.rect(-4 * mm, 1, 0.7 * mm, self.height - 2, stroke=0, fill=1)
            else:
                canvas.rect(-4 * mm, self.height - 0.55 * self.style.leading, 2 * mm, 0.8, stroke=0, fill=1)


class Labelled(Tagged):
    """A text in the right column, and its label beside its first line in the left one."""

    indent = LABELS
    label: Tagged | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        width, height = super().wrap(available_width, available_height)
        self._text_height = height
        if self.label:
            height = max(height, self.label.wrap(LABELS - GUTTER, available_height)[1] + self._drop)
        self._whole_height = height
        return width, height

    @property
    def _drop(self) -> float:
        """How much lower the label begins, so that both stand on one line."""
        return float(self.style.fontSize - self.label.style.fontSize) if self.label else 0.0

    def split(self, available_width: float, available_height: float) -> list[Any]:
        if self.label and available_height < self.label.height + self._drop:
            return []
        parts = super().split(available_width, available_height)
        if parts:
            parts[0].label = self.label
        return parts

    def draw(self) -> None:
        canvas: Any = self.canv
        if self.label:
            self.label.drawOn(canvas, 0, self._whole_height - self.label.height - self._drop)
        canvas.translate(0, self._whole_height - self._text_height)
        super().draw()


class Bookmarked(Tagged):
    """A heading that the bookmarks of the PDF lead to."""

    outline = key = ""
    depth = 0

    def split(self, available_width: float, available_height: float) -> list[Any]:  # noqa: ARG002 - never cut
        return []

    def draw(self) -> None:
        canvas: Any = self.canv
        canvas.bookmarkHorizontal(self.key, 0, self.height + 6 * mm)
        canvas.addOutlineEntry(self.outline, self.key, level=self.depth, closed=True)
        canvas.pages_of[self.key] = canvas.getPageNumber()
        if self.depth == 0:
            with canvas.tree.mark(canvas, None):
                canvas.setFillColor(ACCENT)
                canvas.rect(0, self.height + 2.5 * mm, 14 * mm, 1.1 * mm, stroke=0, fill=1)
        super().draw()


class BarRow(Flowable):
    """A line of a bar chart: number, text, bar, and the same in words. Never cut by a page."""

    def __init__(self, lead: Tagged | None, texts: list[Tagged], said: Tagged, share: float) -> None:
        super().__init__()
        self.lead, self.texts, self.said, self.share = lead, texts, said, share

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._left = LEAD_WIDTH if self.lead else 0.0
        self._text_width = (available_width - SAID_WIDTH) * 0.6 - self._left
        texts = sum(text.wrap(self._text_width, available_height)[1] for text in self.texts)
        lead = self.lead.wrap(LEAD_WIDTH, available_height)[1] if self.lead else 0.0
        said = self.said.wrap(SAID_WIDTH, available_height)[1]
        self.height = max(texts, lead, said) + 2 * ROW_PADDING
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        top = self.height - ROW_PADDING
        if self.lead:
            self.lead.drawOn(canvas, 0, top - self.lead.height + self._raise(self.lead))
        below = top
        for text in self.texts:
            below -= text.height
            text.drawOn(canvas, self._left, below)
        self.said.drawOn(canvas, self.width - SAID_WIDTH, top - self.said.height + self._raise(self.said))
        with canvas.tree.mark(canvas, None):
            self._draw_bar(canvas, top)

    def _raise(self, beside: Tagged) -> float:
        """How much higher a text of another size begins, so that it stands on the line of the first text."""
        return float(beside.style.fontSize - self.texts[0].style.fontSize)

    def _draw_bar(self, canvas: Any, top: float) -> None:
        left = self._left + self._text_width + 5 * mm
        room, bottom = self.width - SAID_WIDTH - 4 * mm - left, top - 9.6
        canvas.setFillColor(TRACK)
        canvas.roundRect(left, bottom, room, BAR_HEIGHT, 1, stroke=0, fill=1)
        canvas.setFillColor(ACCENT)
        if self.share:
            canvas.roundRect(left, bottom, max(1.0, room * self.share), BAR_HEIGHT, 1, stroke=0, fill=1)
        canvas.setStrokeColor(HAIR)
        canvas.setLineWidth(0.4)
        canvas.line(0, 0, self.width, 0)


class PhotoRow(Flowable):
    """One to three photos side by side, equally tall."""

    def __init__(self, photos: list[tuple[bytes, Element]]) -> None:
        super().__init__()
        self.photos = photos

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        opened = [_opened(jpeg) for jpeg, _ in self.photos]
        shapes = [picture.getSize()[0] / picture.getSize()[1] if picture else UNREADABLE_SHAPE for picture in opened]
        room = available_width - LABELS - BETWEEN_PHOTOS * (len(opened) - 1)
        tall = min(TALLEST_PHOTO, room / sum(shapes))
        elements = [element for _, element in self.photos]
        self._drawn = list(zip(opened, (shape * tall for shape in shapes), elements, strict=True))
        self._tall = tall
        self.width, self.height = available_width, tall + BELOW_PHOTOS
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        left = LABELS
        for picture, width, element in self._drawn:
            x, y = canvas.absolutePosition(left, BELOW_PHOTOS)
            element.box = tuple(round(edge, 1) for edge in (x, y, x + width, y + self._tall))
            with canvas.tree.mark(canvas, element):
                _draw_photo(canvas, picture, (left, BELOW_PHOTOS, width, self._tall))
            left += width + BETWEEN_PHOTOS


def _opened(jpeg: bytes) -> ImageReader | None:
    """The photo; nothing when it cannot be read: its frame then stays empty."""
    try:
        return ImageReader(io.BytesIO(jpeg))
    except (UnidentifiedImageError, OSError):
        return None


def _draw_photo(canvas: Any, picture: ImageReader | None, place: tuple[float, float, float, float]) -> None:
    if picture:
        canvas.drawImage(picture, *place)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.4)
    canvas.rect(*place, stroke=1, fill=0)


class Figures(Flowable):
    """The numbers of the cover, side by side between two lines."""

    def __init__(self, columns: list[tuple[Tagged, Tagged]]) -> None:
        super().__init__()
        self.columns = columns

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._column = available_width / max(5, len(self.columns))
        heights = [
            sum(text.wrap(self._column - 3 * mm, available_height)[1] for text in column) for column in self.columns
        ]
        self.width, self.height = available_width, max(heights) + 10 * mm
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        with canvas.tree.mark(canvas, None):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.6)
            canvas.line(0, 0, self.width, 0)
            canvas.line(0, self.height, self.width, self.height)
        for number, (figure, words) in enumerate(self.columns):
            top = self.height - 5 * mm
            figure.drawOn(canvas, number * self._column, top - figure.height)
            words.drawOn(canvas, number * self._column, top - figure.height - words.height)


class ContentsLine(Flowable):
    """A section in the contents of the cover, with its page; the whole line leads there."""

    def __init__(self, title: Tagged, page: Tagged, key: str) -> None:
        super().__init__()
        self.title, self.page, self.key = title, page, key

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.page.wrap(15 * mm, available_height)
        self.width = available_width
        self.height = self.title.wrap(available_width - 20 * mm, available_height)[1] + 2.4 * mm
        return self.width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        top = self.height - 1.2 * mm
        self.title.drawOn(canvas, 0, top - self.title.height)
        self.page.drawOn(canvas, self.width - 15 * mm, top - self.page.height)
        with canvas.tree.mark(canvas, None):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.4)
            canvas.line(0, 0, self.width, 0)
        canvas.linkRect("", self.key, (0, 0, self.width, self.height), relative=1, thickness=0)
