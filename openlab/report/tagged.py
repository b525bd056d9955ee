"""A PDF that says what its parts are: headings, paragraphs, lists, figures, and decoration that nobody needs to hear.

reportlab writes no structure tree (ISO 32000-1, 14.7 and 14.8), so it is added here to what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFString,
)

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class TaggedPage(PDFPage):
    """A page that knows its place in the tree; reportlab writes only the entries that a page is known to have."""

    __NoDefault__ = [  # noqa: RUF012 - as reportlab has it
        *PDFPage.__NoDefault__,
        "StructParents",
        "Tabs",
    ]


@dataclass(eq=False)
class Element:
    """A part of the document: its tag, what is in it, and where it was drawn (page, number on the page)."""

    tag: str
    words: str = ""
    box: tuple[float, ...] = ()
    inside: list[Element | tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, words: str = "") -> Element:
        element = Element(tag, words)
        self.inside.append(element)
        return element


class Tree:
    """The parts of a document, and the marks on its pages that belong to them."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self._marks: dict[int, list[Element]] = {}

    @contextmanager
    def mark(self, canvas: Any, element: Element | None) -> Iterator[None]:
        """What is drawn now belongs to this element; to none, when it is decoration."""
        if element is None:
            canvas._code.append("/Artifact BMC")  # noqa: SLF001 - reportlab has no other way in
        else:
            page = canvas.getPageNumber()
            on_page = self._marks.setdefault(page, [])
            element.inside.append((page, len(on_page)))
            canvas._code.append(f"/{element.tag} <</MCID {len(on_page)}>> BDC")  # noqa: SLF001
            on_page.append(element)
        yield
        canvas._code.append("EMC")  # noqa: SLF001

    def write(self, canvas: Any, *, title: str, author: str, language: str) -> None:
        """Put the tree and what readers need to know into the document, once everything is drawn."""
        document = canvas._doc  # noqa: SLF001
        references: dict[Element, PDFObjectReference] = {}
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root_reference = document.Reference(root, "StructRoot")
        root["K"] = _write(document, self.root, root_reference, references)
        parents: list[Any] = []
        for page, elements in sorted(self._marks.items()):
            parents += [page, PDFArray([references[element] for element in elements])]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(parents)}), "ParentTree")
        root["ParentTreeNextKey"] = max(self._marks, default=0) + 1
        for number, page_object in enumerate(document.Pages.pages, start=1):
            page_object.__class__ = TaggedPage
            page_object.StructParents, page_object.Tabs = number, PDFName("S")
        catalog = document.Catalog
        catalog.StructTreeRoot, catalog.MarkInfo = root_reference, PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Metadata = _metadata(title=title, author=author, language=language)


def _write(
    document: Any, element: Element, parent: PDFObjectReference, references: dict[Element, PDFObjectReference]
) -> PDFObjectReference:
    written = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
    reference = document.Reference(written, f"Element{len(references) + 1}")
    references[element] = reference
    if element.words:
        written["Alt"] = PDFString(element.words)
    if element.box:
        placed = {"O": PDFName("Layout"), "BBox": PDFArray(element.box), "Placement": PDFName("Block")}
        written["A"] = PDFDictionary(placed)
    written["K"] = PDFArray(
        [
            _write(document, one, reference, references) if isinstance(one, Element) else _mark(*one)
            for one in element.inside
        ]
    )
    return PDFObjectReference(reference.name)


def _mark(page: int, number: int) -> PDFDictionary:
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": PDFObjectReference(f"Page{page}"), "MCID": number})


def _metadata(**values: str) -> PDFStream:
    text = XMP.format(**{name: escape(value) for name, value in values.items()})
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, filters=[], content=text.encode())
