"""Reads exported files back as their targets do, with other libraries than those that wrote them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import load_workbook

Row = dict[str, Any]
OWN_STRONG = {
    *("Problème", "Solution", "Pour qui", "Priorité", "Sprint", "Indicateur visé", "Raison du refus", "Lien"),
    *("Problem", "For whom", "Priority", "Target indicator", "Declined because", "Link"),
}
OWN_BLOCKS = {"paragraph", "bullet_list", "list_item", "blockquote"}


def read_csv(data: bytes, separator: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=separator, strict=True))


def read_xlsx(data: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def rows_of(table: list[list[Any]]) -> list[Row]:
    """The rows by header; a header that comes twice gives its cells joined by a comma."""
    header, *rows = table
    assert all(len(row) == len(header) for row in rows)
    read = []
    for cells in rows:
        row: Row = {}
        for name, cell in zip(header, cells, strict=True):
            row[name] = f"{row[name]},{cell}" if name in row else cell
        read.append(row)
    return read


def read_php_csv(data: bytes) -> list[list[str]]:
    """As PHP's fgetcsv does it, with its backslash: inside quotes, it and the character after it are text."""
    text, at = data.decode(), 0
    table: list[list[str]] = [[]]
    while at < len(text):
        cell = ""
        if text[at] == '"':
            at += 1
            while not (text[at] == '"' and text[at + 1 : at + 2] != '"'):
                step = 2 if text[at] == "\\" or text[at] == '"' else 1
                cell += text[at : at + step] if text[at] == "\\" else text[at]
                at += step
            at += 1
        else:
            plain = re.compile(r"[^,\n]*").match(text, at)
            assert plain
            cell, at = plain[0], plain.end()
        table[-1].append(cell)
        assert text[at : at + 1] in (",", "\n", ""), f"the cell {cell!r} goes on with {text[at : at + 20]!r}"
        if text[at : at + 1] == "\n" and at + 1 < len(text):
            table.append([])
        at += 1
    return table


def markdown_text(source: str, links: set[str]) -> str:
    """What a reader sees. What people typed makes no structure: no HTML, no link but these, no picture, no code."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(source)
    return "\n".join(_seen(tokens, links))


def _seen(tokens: list[Token], links: set[str]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_seen_inline(token.children or [], links))
        else:
            assert token.type.rpartition("_")[0] in OWN_BLOCKS, f"{token.type}: {token.content!r}"


def _seen_inline(tokens: list[Token], links: set[str]) -> Iterator[str]:
    strong = False
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type in ("strong_open", "strong_close"):
            strong = token.type == "strong_open"
        elif token.type == "link_open":
            assert token.attrs["href"] in links
        elif token.type != "link_close":
            assert token.type in ("text", "text_special"), f"{token.type}: {token.content!r}"
            assert not strong or token.content in OWN_STRONG
            yield token.content


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, [name for name, _ in attrs]) in [
            *((tag, []) for tag in ("p", "b", "br", "blockquote")),
            ("a", ["href"]),
        ]
        self.text += "\n" if tag != "b" else ""
        self.tags += [tag] if tag != "br" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def html_text(source: str) -> str:
    reader = _Html()
    reader.feed(source)
    reader.close()
    assert not reader.tags
    return reader.text


def jira_text(source: str) -> str:
    """Jira's wiki markup: a backslash before a character that would begin a macro, a link or a picture."""
    assert "\\\\" not in source
    assert not re.search(r"(?<!\\)[{\[!]", source)
    return re.sub(r"\\([{\[!])", r"\1", source).replace("&#92;", "\\")


def linear_text(source: str) -> str:
    """What the importer of Linear does to titles and descriptions."""
    return re.sub(r"^'([+\-=@])", r"\1", source)


def read_json(data: bytes) -> Any:
    return json.loads(data.decode("utf-8"))


def plain(text: str) -> str:
    """With ordinary spaces, as tests are typed."""
    return text.replace("\u00a0", " ")
