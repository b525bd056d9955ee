"""Printed PDFs, read back as a reader, a camera and a suspicious person would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import zxingcpp


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    with opened(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def codes_on(pdf: bytes) -> list[str]:
    """The codes on a sheet of badges, as they are typed."""
    return [code.replace("-", "") for code in re.findall(r"\b\w{4}-\w{4}-\w{4}\b", "\n".join(pages_of(pdf)))]


def qr_codes_on(pdf: bytes) -> list[str]:
    """What a camera reads on the first page."""
    with opened(pdf) as document:
        image = document[0].render(scale=3).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(image)]


def links_in(pdf: bytes) -> int:
    """Whatever can be clicked on the first page."""
    with opened(pdf) as document:
        return int(pypdfium2.raw.FPDFPage_GetAnnotCount(document[0]))
