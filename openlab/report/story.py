"""A document becomes a story: what the pages of the PDF are filled with, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from openlab.report import blocks, styles
from openlab.report.blocks import Block, Document
from openlab.report.flowables import BarRow, Bookmarked, ContentsLine, Figures, Labelled, PhotoRow, Tagged
from openlab.report.glyphs import Scribe
from openlab.report.styles import LABELS, WIDTH
from openlab.report.tagged import Element, Tree

# What must still fit under a heading, else it goes to the next page with what it announces.
UNDER_SECTION, UNDER_HEADING = 70 * mm, 24 * mm
VERY_HIGH = 10_000.0
PHOTOS_IN_A_ROW = 3


class Teller:
    """Tells one document, in one pass; `pages_of` are the pages of its sections, once they are known."""

    def __init__(
        self, document: Document, photos: Mapping[int, bytes], scribe: Scribe, tree: Tree, pages_of: Mapping[str, int]
    ) -> None:
        self.document, self.photos, self.scribe, self.tree, self.pages_of = document, photos, scribe, tree, pages_of
        self.root = self.at = tree.root
        self.headings = 0

    def story(self) -> list[Flowable]:
        told = [*self._cover(), NextPageTemplate("inside"), PageBreak()]
        for section in self.document.sections:
            self.at = self.root.add("Sect")
            told.append(self._heading(section.title, styles.SECTION, "H2", key=section.key, depth=0))
            for block in section.blocks:
                told += self._block(block)
        self.at = self.root.add("Sect")
        told += [Spacer(0, 10 * mm), *self._end()]
        return list(_kept_together(told))

    def _text(
        self, text: str, style: ParagraphStyle, tag: str = "P", *, indent: float = 0, parent: Element | None = None
    ) -> Tagged:
        paragraph = Tagged(self.scribe.markup(text), style)
        paragraph.element, paragraph.indent = (parent or self.at).add(tag), indent
        return paragraph

    def _heading(self, text: str, style: ParagraphStyle, tag: str, *, key: str = "", depth: int = 1) -> Bookmarked:
        self.headings += 1
        heading = Bookmarked(self.scribe.markup(text), style)
        heading.element, heading.depth = self.at.add(tag), depth
        heading.outline, heading.key = self.scribe.one_line(text), key or f"heading-{self.headings}"
        return heading

    def _cover(self) -> Iterator[Flowable]:
        document = self.document
        self.at = self.root.add("Sect")
        yield Spacer(0, 30 * mm)
        if document.organisation:
            yield self._text(document.organisation, styles.COVER_FACT)
        yield self._text(f"{document.kind} · {document.product}", styles.KIND)
        yield self._text(document.title, styles.TITLE, "H1")
        if document.question:
            yield self._text(document.question, styles.QUESTION)
        for fact in document.facts:
            yield self._text(fact, styles.COVER_FACT)
        if document.warning:
            yield self._text(document.warning, styles.WARNING)
        if document.figures:
            yield from (Spacer(0, 12 * mm), self._figures())
        yield Spacer(0, 12 * mm)
        yield self._text(document.contents, styles.SMALL_HEADING, "H2")
        yield from self._contents()

    def _figures(self) -> Figures:
        return Figures(
            [
                (self._text(count, styles.FIGURE), self._text(words, styles.FIGURE_WORDS))
                for count, words in self.document.figures
            ]
        )

    def _contents(self) -> Iterator[Flowable]:
        contents = self.at.add("TOC")
        for section in self.document.sections:
            line = contents.add("TOCI")
            title = self._text(section.title, styles.CONTENTS, "Reference", parent=line)
            page = self._text(str(self.pages_of.get(section.key, "")), styles.NUMBER, "Reference", parent=line)
            yield ContentsLine(title, page, section.key)

    def _end(self) -> Iterator[Flowable]:
        if self.scribe.replaced:
            yield self._text(self.document.replaced, styles.HINT, indent=LABELS)
        yield self._text(f"{self.document.made} {self.document.also_there}", styles.HINT, indent=LABELS)

    def _block(self, block: Block) -> Iterator[Flowable]:
        match block:
            case blocks.Text():
                indent = LABELS if block.style in styles.IN_COLUMN else 0
                yield self._text(block.text, styles.TEXTS[block.style], indent=indent)
            case blocks.Heading():
                yield from self._headings(block)
            case blocks.Part():
                yield self._labelled(block.label, block.text, "P", self.at)
            case blocks.Facts():
                yield from self._facts(block)
            case blocks.Lines():
                yield from self._lines(block)
            case blocks.Quotes():
                yield from self._quotes(block)
            case blocks.Bars():
                yield from self._bars(block)
            case blocks.Photos():
                yield from self._photos(block)

    def _headings(self, block: blocks.Heading) -> Iterator[Flowable]:
        if block.level > 3:
            yield self._small_heading(block)
            return
        yield self._heading(block.text, styles.HEADING, "H3")
        for tag in block.tags:
            yield self._text(tag.text, styles.TAGS)
        if block.note:
            yield self._text(block.note, styles.NOTE)

    def _small_heading(self, block: blocks.Heading) -> Tagged:
        heading = Labelled(self.scribe.markup(block.text), styles.SMALL_HEADING)
        heading.element, heading.indent = self.at.add("H4"), 0 if block.wide else LABELS
        if block.note:
            heading.label = self._text(block.note, styles.LABEL)
        return heading

    def _labelled(self, label: str, text: str, tag: str, parent: Element) -> Labelled:
        is_fact = tag == "LBody"
        beside = self._text(label, styles.LABEL, "Lbl" if is_fact else "P", parent=parent)
        paragraph = Labelled(self.scribe.markup(text), styles.FACT if is_fact else styles.BODY)
        paragraph.element, paragraph.label = parent.add(tag), beside
        return paragraph

    def _facts(self, block: blocks.Facts) -> Iterator[Flowable]:
        facts = self.at.add("L")
        for label, text in block.rows:
            yield self._labelled(label, text, "LBody", facts.add("LI"))
        yield Spacer(0, 2 * mm)

    def _lines(self, block: blocks.Lines) -> Iterator[Flowable]:
        if block.label:
            yield self._text(block.label, styles.NOTE, indent=LABELS)
        lines = self.at.add("L")
        for line in block.lines:
            yield from self._line(line, lines, LABELS + 4 * mm)

    def _line(self, line: blocks.Line, lines: Element, indent: float) -> Iterator[Flowable]:
        body = lines.add("LI").add("LBody")
        dashed = self._text(line.text, styles.BODY_TIGHT, "P", indent=indent, parent=body)
        dashed.dash = True
        yield dashed
        for text in filter(None, (line.note, line.detail)):
            yield self._text(text, styles.NOTE_TIGHT, indent=indent, parent=body)
        if line.inside:
            inside = body.add("L")
            for one in line.inside:
                yield from self._line(one, inside, indent + 6 * mm)
        yield Spacer(0, 1.5 * mm)

    def _quotes(self, block: blocks.Quotes) -> Iterator[Flowable]:
        for number, text in enumerate(block.quotes):
            quote = Labelled(self.scribe.markup(text), styles.QUOTE)
            quote.element, quote.rule = self.at.add("BlockQuote"), True
            if number == 0 and block.label:
                quote.label = self._text(block.label, styles.LABEL)
            yield quote

    def _bars(self, block: blocks.Bars) -> Iterator[Flowable]:
        rows = self.at.add("L")
        for bar in block.bars:
            row = rows.add("LI")
            lead = self._text(bar.lead, styles.BAR_LEAD, "Lbl", parent=row) if bar.lead else None
            body = row.add("LBody")
            texts = [self._text(bar.text, styles.BAR_TEXT, parent=body)]
            if bar.note:
                texts.append(self._text(bar.note, styles.BAR_NOTE, parent=body))
            for tag in bar.tags:
                style = styles.BAR_TAG if tag.is_good else styles.BAR_NOTE
                texts += [self._text(tag.text, style, parent=body)]
            yield BarRow(lead, texts, self._text(bar.said, styles.BAR_SAID, parent=body), bar.share)
        yield Spacer(0, 3 * mm)

    def _photos(self, block: blocks.Photos) -> Iterator[Flowable]:
        figures = [(self.photos.get(photo.id, b""), self.at.add("Figure", photo.words)) for photo in block.photos]
        for first in range(0, len(figures), PHOTOS_IN_A_ROW):
            yield PhotoRow(figures[first : first + PHOTOS_IN_A_ROW])


def _kept_together(told: list[Flowable]) -> Iterator[Flowable]:
    """A heading never stands alone at the foot of a page: with the headings after it, it takes what follows along."""
    for place, flowable in enumerate(told):
        before = told[place - 1] if place else None
        if _announces(flowable) and not (before and _announces(before)):
            least = UNDER_SECTION if getattr(flowable, "depth", 1) == 0 else 0
            yield CondPageBreak(max(_needed(told[place:]), least))
        yield flowable


def _announces(flowable: Flowable) -> bool:
    return isinstance(flowable, Tagged) and flowable.style in styles.ANNOUNCING


def _needed(told: list[Flowable]) -> float:
    """The height of the headings that come now, and of the beginning of what they announce."""
    needed = 0.0
    for flowable in told:
        height = flowable.wrap(WIDTH, VERY_HIGH)[1] + flowable.getSpaceBefore()
        if not _announces(flowable):
            can_be_cut = isinstance(flowable, Tagged)
            return needed + (min(height, UNDER_HEADING) if can_be_cut else height)
        needed += height + flowable.getSpaceAfter()
    return needed
