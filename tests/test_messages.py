"""The French catalog is complete, and every refusal has its sentence."""

from __future__ import annotations

import ast
import re

from openlab.domain import Refused
from openlab.web.errors import SENTENCES, sentence
from openlab.web.i18n import translations
from tests.messages import ROOT, french, french_of, in_the_code, typographic


def test_every_sentence_is_in_french_and_none_is_left_over() -> None:
    have, want = {message.id for message in french() if message.id}, set(in_the_code())
    assert want - have == set(), "missing"
    assert have - want == set(), "left over"
    for message in french():
        if message.id:
            assert all(french_of(message)), message.id
            assert not message.fuzzy, message.id
            assert list(message.check()) == [], message.id


def test_french_typography_is_right() -> None:
    for message in french():
        for text in french_of(message) if message.id else ():
            assert typographic(text) == text
            assert "'" not in text, text


def codes_raised() -> set[str]:
    """The first word of every Refused(…) in the code."""
    found = set()
    for path in (ROOT / "openlab").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                found |= {c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant) and c.value}
    return {code for code in found if isinstance(code, str)}


def test_every_refusal_has_one_sentence_and_every_sentence_its_refusal() -> None:
    said_elsewhere = {"form_only", "too_large"}  # in the table of failures, by status
    said_elsewhere |= {f"{what}_reason_missing" for what in ("assessment", "decline", "place")}  # by the same rule
    said_elsewhere |= {f"export_too_many_{unit}" for unit in ("rows", "characters", "bytes")}  # findings that refuse
    said_elsewhere |= {"tracker_refused", "tracker_may_not_create"}  # by the status of an answer, by what was asked
    assert codes_raised() | said_elsewhere == SENTENCES.keys()


def test_every_sentence_can_be_said_in_both_languages() -> None:
    values = dict.fromkeys(re.findall(r"%\((\w+)\)s", "".join(text for _, text in SENTENCES.values())), "7")
    for code, (status, text) in SENTENCES.items():
        assert 400 <= status < 600
        for language in ("en", "fr"):
            said = sentence(Refused(code, None, **values), language)
            assert said
            assert "%(" not in said
        assert translations("fr").gettext(text) != text
