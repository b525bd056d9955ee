"""Reports drawn for tests, and read back with another library."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from openlab.db.queries.reported import Report
from openlab.report import SECTIONS, compose, draw, load_layout
from openlab.report.blocks import Document
from openlab.settings import folder
from openlab.web.report import voice_of
from tests.build_report import DAY

ADDRESS = "https://lab.example.org/labs/1/report"


def document_of(found: Report, language: str = "fr", **changed: Any) -> Document:
    layout = changed.get("layout") or load_layout(SECTIONS, folder("exports"))[language]
    return compose(found, layout, voice_of(language), DAY, ADDRESS)


def pdf_of(found: Report, language: str = "fr") -> PdfReader:
    return PdfReader(io.BytesIO(draw(document_of(found, language), found.photos, voice_of(language))))


def squeezed(text: str) -> str:
    """Without white space, which lines and pages change."""
    return "".join(unicodedata.normalize("NFC", text).split())


def text_of(pdf: PdfReader) -> str:
    """Everything that the pages say, but their feet."""
    return squeezed("".join(page.extract_text() for page in pdf.pages))


def bookmarks(pdf: PdfReader, level: int = 0, outline: Any = None) -> Iterator[tuple[int, str, int, float]]:
    """(level, title, page from 0, distance from the foot of the page) of each bookmark."""
    for one in pdf.outline if outline is None else outline:
        if isinstance(one, list):
            yield from bookmarks(pdf, level + 1, one)
        else:
            page = pdf.get_destination_page_number(one)
            assert page is not None
            yield level, str(one.title), page, float(one.top or 0)


def fonts(pdf: PdfReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    resources: list[Any] = [page["/Resources"] for page in pdf.pages]
    for one in resources:
        for font in one.get("/Font", {}).values():
            known = font.get_object()
            found[str(known["/BaseFont"])] = known
    return found
