"""The PDF, read back with another library: it says what the page says, and can be read by everyone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from openlab.db.engine import Database
from openlab.db.queries.reported import Report
from openlab.report import blocks
from openlab.report.blocks import Block, Document, Line
from openlab.report.glyphs import FACES, Scribe, clean
from openlab.report.styles import BOTTOM, PAGE_HEIGHT
from tests.build_report import CARDS, a_whole_lab
from tests.report.reading import bookmarks, document_of, fonts, pdf_of, squeezed, text_of

NASTY = (
    (
        "<b>gras</b> <img src='file:///etc/passwd'/> & &amp; &lt;",
        "</para><para>fin & <br/> <![CDATA[x]]> %s {0} \\u0041",
    ),
    ('<a href="javascript:alert(1)">x</a> <font color=x>', "<script>alert(1)</script> non fermé <b>"),
    ("Emoji 🚀 👍🏽 👨‍👩‍👧 🇫🇷 ✅ 🙂", "Flèches → ⇒ maths ≤ √, e\u0301 décomposé, trait‑d’union, 1\u202f234,50\u00a0€"),
    ("Arabe مرحبا بالعالم, hébreu שלום, chinois 中文", "Grec αβγ, cyrillique Жщ, vietnamien ạếờ, polonais ąęłń"),
    ("Un_mot_sans_espace_" * 7, "x" * 1000),
    ("Une longue question, avec des « guillemets » : laquelle ? Et celle-ci !", "Une phrase de plus. " * 50),
)
WHATEVER = 5000


@pytest.fixture(scope="module")
def pdf(found: Report) -> PdfReader:
    return pdf_of(found)


@pytest.fixture(scope="module")
def nasty(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """200 cards of which none is kind, and sheets that are worse."""
    file = tmp_path_factory.mktemp("nasty") / "nasty.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    found = a_whole_lab(database, cards=200, texts=NASTY, title="Open lab <b>n° 1</b> & suite 🚀").report()
    database.close()
    first, second, third = found.sheets
    long = replace(first, solution="y" * WHATEVER, problem="Une phrase assez longue. " * 400)
    return replace(
        found, sheets=(long, replace(second, risks="<font size=99>& <b>"), replace(third, gains="a\n" * 200))
    )


def told(document: Document) -> Iterator[str]:
    """Every text of a document."""
    yield from (document.title, document.question, document.made)
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case blocks.Text():
            yield block.text
        case blocks.Heading():
            yield from (block.text, block.note, *(tag.text for tag in block.tags))
        case blocks.Part():
            yield from (block.label, block.text)
        case blocks.Facts():
            yield from (text for row in block.rows for text in row)
        case blocks.Lines():
            yield block.label
            for line in block.lines:
                yield from _of_line(line)
        case blocks.Quotes():
            yield from (block.label, *block.quotes)
        case blocks.Bars():
            for bar in block.bars:
                yield from (bar.lead, bar.text, bar.said, bar.note, *(tag.text for tag in bar.tags))


def _of_line(line: Line) -> Iterator[str]:
    yield from (line.text, line.note, line.detail)
    for inside in line.inside:
        yield from _of_line(inside)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_everything_that_the_page_says(found: Report, language: str) -> None:
    said = text_of(pdf_of(found, language))
    for text in told(document_of(found, language)):
        for line in clean(text).splitlines():
            assert squeezed(line) in said, line


def test_cards_sheets_and_votes_are_those_of_the_database(found: Report, pdf: PdfReader) -> None:
    said = text_of(pdf)
    assert len(found.vote.ranking) == len(CARDS) - 1
    for ranked in found.vote.ranking:
        assert squeezed(ranked.card.title) in said
        assert squeezed(ranked.card.detail) in said
    for sheet in found.sheets:
        assert squeezed(sheet.solution.split("\n")[0]) in said
    for ranked in found.vote.voted_for:
        assert squeezed(f"Rang {ranked.place} · {ranked.votes} votes") in said


def test_a_bar_stands_on_the_page_of_its_title(found: Report, pdf: PdfReader) -> None:
    pages = [squeezed(page.extract_text()) for page in pdf.pages]
    for place, ranked in enumerate(found.vote.voted_for):
        row = squeezed(f"{ranked.place}{ranked.card.title}")
        following = squeezed(f"{ranked.votes} votes")
        page = next((page for page in pages if row in page), None)
        assert page is not None, place
        assert following in page[page.index(row) :]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_readers_know_its_title_language_maker_and_parts(found: Report, language: str) -> None:
    pdf = pdf_of(found, language)
    catalog: Any = pdf.trailer["/Root"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == document_of(found, language).kind + " · Open lab n° 1 · Enfants du spectacle".replace(
        "n° 1", "n°\u00a01" if language == "fr" else "n° 1"
    )
    assert pdf.metadata.author == "Enfants du spectacle"
    assert catalog["/Lang"] == language
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert f"<rdf:li>{language}</rdf:li>" in catalog["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" not in catalog["/Metadata"].get_object().get_data().decode()  # claimed only once it is validated


def test_every_part_is_tagged_and_photos_have_their_words(found: Report, pdf: PdfReader) -> None:
    catalog: Any = pdf.trailer["/Root"]
    tags, words = [], []

    def walk(element: Any) -> None:
        element = element.get_object()
        if "/S" not in element:
            return
        tags.append(str(element["/S"]))
        words.extend([str(element["/Alt"])] if "/Alt" in element else [])
        for kid in element["/K"]:
            walk(kid)

    walk(catalog["/StructTreeRoot"]["/K"])
    document = document_of(found)
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(document.sections) + 1  # the contents, too
    assert {"/H3", "/H4", "/P", "/L", "/LI", "/LBody", "/TOC", "/BlockQuote"} <= set(tags)
    assert tags.count("/Figure") == 2
    assert words == [
        "Photo 1 du prototype en papier : Je ne sais pas où en est mon dossier".replace(" :", "\u00a0:"),
        "Photo 2 du prototype en papier : Je ne sais pas où en est mon dossier".replace(" :", "\u00a0:"),
    ]
    contents: list[Any] = [page.get_contents() for page in pdf.pages]
    marked = sum(content.get_data().count(b"BDC") for content in contents)
    parents = catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert marked == sum(len(one.get_object()) for one in parents[1::2])


def test_bookmarks_lead_to_the_sections_and_the_contents_tell_their_pages(found: Report, pdf: PdfReader) -> None:
    document = document_of(found)
    sections = [(title, page) for level, title, page, _ in bookmarks(pdf) if level == 0]
    assert [title for title, _ in sections] == [section.title for section in document.sections]
    cover = squeezed(pdf.pages[0].extract_text())
    for title, page in sections:
        assert squeezed(title) in squeezed(pdf.pages[page].extract_text())
        assert squeezed(f"{title}{page + 1}") in cover
    links = [link.get_object() for link in pdf.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert len(links) == len(sections)


def test_each_page_tells_its_number_of_how_many(pdf: PdfReader) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        assert f"Page {number} sur {len(pdf.pages)}" in page.extract_text()


def test_every_font_is_carried_along_and_only_the_letters_that_are_used(nasty: Report) -> None:
    pdf = pdf_of(nasty)
    known = fonts(pdf)
    assert len(known) == len(FACES)
    for name, font in known.items():
        assert re.match(r"/[A-Z]{6}\+", name), name
        assert "/FontFile2" in font["/FontDescriptor"], name
        assert "/ToUnicode" in font, name


def test_what_people_typed_is_shown_and_never_obeyed(nasty: Report) -> None:
    pdf = pdf_of(nasty)
    said = text_of(pdf)
    for text in ("<b>gras</b><imgsrc='file:///etc/passwd'/>&&amp;&lt;", "</para><para>fin&<br/>", "<fontcolor=x>"):
        assert text in said
    assert "<script>alert(1)</script>nonfermé<b>" in said
    assert said.count("y" * 100) >= 1
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    assert not any("/URI" in str(link.get("/A", "")) for link in links)


def test_what_no_font_has_is_told_decently_in_the_language_of_the_report(nasty: Report) -> None:
    french, english = text_of(pdf_of(nasty)), text_of(pdf_of(nasty, "en"))
    for text in (
        "Emoji[rocket][thumbsupsign]",
        "[man][woman][girl]FR✓☺",
        "Grecαβγ,cyrilliqueЖщ,vietnamienạếờ,polonaisąęłń",
    ):
        assert text in french
    assert "Arabe[autreécriture:arabe],hébreu[autreécriture:hébreu],chinois[autreécriture:sinogrammes]" in french
    assert "Arabe[anotherscript:Arabic]" in english
    assert "Entre[crochets]" in french
    assert not re.search("[\u0590-\u06ff\ufffd\U0001f000-\U0001ffff]", french)


def test_a_report_that_replaces_nothing_does_not_speak_of_it(pdf: PdfReader) -> None:
    assert "[crochets]" not in text_of(pdf)


def test_no_heading_stands_alone_at_the_foot_of_a_page(nasty: Report, pdf: PdfReader) -> None:
    for report in (pdf, pdf_of(nasty)):
        tops = [top for _, _, _, top in bookmarks(report)]
        assert len(tops) > 10
        assert min(tops) > BOTTOM + 50
        assert max(tops) < PAGE_HEIGHT


def test_french_never_breaks_a_line_before_its_punctuation(found: Report) -> None:
    question = "Et pourquoi donc ? Parce que ; voilà : « oui » ! " * 60
    pdf = pdf_of(replace(found, purpose=question))
    lines = [line.strip(" \n") for page in pdf.pages for line in page.extract_text().splitlines()]
    assert sum("donc ?" in line.replace("\u00a0", " ") for line in lines) > 10
    assert not [line for line in lines if re.match(r"\s*[?;:!»]", line) or re.search(r"«\s*$", line)]


def test_a_photo_that_cannot_be_read_leaves_an_empty_frame(found: Report) -> None:
    whole, broken = pdf_of(found), pdf_of(replace(found, photos=dict.fromkeys(found.photos, b"no JPEG")))
    assert [len(page.images) for page in whole.pages].count(2) == 1
    assert sum(len(page.images) for page in broken.pages) == 0


def test_a_space_between_two_words_of_another_script_makes_one_replacement() -> None:
    scribe = Scribe(lambda script: script)
    assert scribe.markup("a مرحبا بالعالم b & <c>") == "a [Arab] b &amp; &lt;c&gt;"
    assert scribe.replaced
    assert scribe.one_line("x\n y\t z") == "x y z"
