"""What people type, made fit to be kept: no control characters, not too long."""

from __future__ import annotations

import unicodedata

from openlab.domain import Refused


def one_sentence(text: str, limit: int, field: str) -> str:
    """White space and line breaks folded into single spaces; may be empty. Raises `text_too_long`."""
    return _short_enough(" ".join(_printable(text).split()), limit, field)


def several_lines(text: str, limit: int, field: str) -> str:
    """Line breaks kept; may be empty. Raises `text_too_long`."""
    return _short_enough(_printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip(), limit, field)


def _printable(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in composed)


def _short_enough(text: str, limit: int, field: str) -> str:
    if len(text) > limit:
        raise Refused("text_too_long", field, length=len(text), limit=limit)
    return text
