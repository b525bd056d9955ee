"""What people type, made fit to be kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openlab.domain import Refused, texts


def test_a_sentence_is_folded_into_one_line() -> None:
    assert texts.one_sentence("  Oui,\r\n\tmais \x00 avec   nous ", 200, "remark") == "Oui, mais avec nous"


def test_several_lines_keep_their_breaks() -> None:
    assert texts.several_lines("Un\r\ndeux\rtrois\n", 200, "better") == "Un\ndeux\ntrois"


def test_white_space_alone_is_nothing() -> None:
    assert texts.one_sentence(" \n\t ", 200, "remark") == ""
    assert texts.several_lines(" \n\t ", 200, "remark") == ""


@pytest.mark.parametrize("clean", [texts.one_sentence, texts.several_lines])
def test_the_limit_is_the_most_and_one_more_is_refused(clean: Callable[[str, int, str], str]) -> None:
    assert clean("é" * 200, 200, "remark") == "é" * 200
    with pytest.raises(Refused) as refused:
        clean("é" * 201, 200, "remark")
    assert (refused.value.code, refused.value.field) == ("text_too_long", "remark")
    assert refused.value.values == {"length": 201, "limit": 200}


@given(st.text(max_size=60))
def test_what_is_kept_can_be_stored_and_is_the_same_when_read_again(text: str) -> None:
    kept = texts.one_sentence(text, 200, "remark")
    assert kept == texts.one_sentence(kept, 200, "remark")
    assert "\x00" not in kept
    kept.encode()
    assert unicodedata.is_normalized("NFC", kept)
