"""Texts at Jira Cloud: the Atlassian Document Format, which is a tree, made from plain text and read back as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openlab.trackers.answers import plain

ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)»”])")
Node = dict[str, Any]

# https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
SAID_BY = {
    "text": "text",
    "mention": "text",
    "emoji": "shortName",
    "status": "text",
    "inlineCard": "url",
    "date": "timestamp",
}
OF_LINES = ("bulletList", "orderedList", "taskList", "decisionList", "tableRow")
OF_A_LINE = ("paragraph", "heading", "codeBlock", "taskItem", "decisionItem")


def document_of(text: str) -> Node:
    """A document with a paragraph for what an empty line separates, and its line breaks; addresses become links."""
    return {"type": "doc", "version": 1, "content": [_paragraph(part) for part in plain(text).split("\n\n")]}


def _paragraph(text: str) -> Node:
    content: list[Node] = []
    for number, line in enumerate(text.split("\n")):
        content += [{"type": "hardBreak"}] if number else []
        content += [_said(piece) for piece in ADDRESS.split(line) if piece]
    return {"type": "paragraph", "content": content}


def _said(piece: str) -> Node:
    link = [{"type": "link", "attrs": {"href": piece}}] if ADDRESS.fullmatch(piece) else []
    return {"type": "text", "text": piece, **({"marks": link} if link else {})}


def text_of(document: Mapping[str, Any] | None) -> str:
    """What a document says, whoever wrote it and whatever it is made of."""
    return _block(document) if document else ""


def _block(node: Mapping[str, Any]) -> str:
    kind, content = node["type"], node.get("content", ())
    if kind in OF_A_LINE:
        return "".join(_inline(one) for one in content)
    return ("\n" if kind in OF_LINES else "\n\n").join(_parts(content))


def _parts(content: Any) -> Iterator[str]:
    for one in content:
        yield _block(one) if "content" in one or one["type"] in OF_A_LINE else _inline(one)


def _inline(node: Mapping[str, Any]) -> str:
    if node["type"] == "hardBreak":
        return "\n"
    key = SAID_BY.get(node["type"], "")
    return str(node.get(key) or node.get("attrs", {}).get(key) or "")
