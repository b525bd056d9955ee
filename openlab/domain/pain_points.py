"""What a pain point is: one sentence, an optional detail; which one stands for which after merging."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from openlab.domain import Refused

TITLE_LIMIT = 140
DETAIL_LIMIT = 1000
MOST_PER_PERSON = 40


def clean_title(text: str) -> str:
    """One sentence of 1 to 140 characters, white space folded. Raises `title_missing`, `title_too_long`."""
    title = " ".join(_printable(text).split())
    if not any(character.isprintable() and not character.isspace() for character in title):
        raise Refused("title_missing", "title")
    if len(title) > TITLE_LIMIT:
        raise Refused("title_too_long", "title", length=len(title), limit=TITLE_LIMIT)
    return title


def clean_detail(text: str) -> str:
    """Up to 1,000 characters, line breaks kept. Raises `detail_too_long`."""
    detail = _printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(detail) > DETAIL_LIMIT:
        raise Refused("detail_too_long", "detail", length=len(detail), limit=DETAIL_LIMIT)
    return detail


def _printable(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else " " for c in composed)


def same_title(title: str) -> str:
    """Two titles are the same pain point said twice when this is equal: case and final punctuation do not count."""
    return title.casefold().rstrip(" .!…")


def giving_one_more(given: int) -> None:
    """One person gives 40 pain points at most: what a room can still read. Raises `too_many_cards`."""
    if given >= MOST_PER_PERSON:
        raise Refused("too_many_cards", "title", limit=MOST_PER_PERSON)


def standing(card: int, merged_into: Mapping[int, int | None]) -> int:
    """The card that stands for this one: follow `merged_into` to its end. Merges are never circular (see `merge`)."""
    while (into := merged_into[card]) is not None:
        card = into
    return card


def merge(card: int, into: int, merged_into: Mapping[int, int | None]) -> int:
    """`card` says the same as `into`; gives the standing card that it goes into. What is inside `card` stays inside it,
    so that unmerging undoes exactly this merge.

    Raises `merge_with_itself` when both already stand for the same card, `merged_already` when `card` does not stand.
    """
    if merged_into[card] is not None:
        raise Refused("merged_already")
    target = standing(into, merged_into)
    if target == card:
        raise Refused("merge_with_itself")
    return target


def votable(cards: Iterable[tuple[int, int | None, bool]]) -> list[int]:
    """Of (id, merged_into, out of sight), those that people can vote for: they stand and are shown."""
    return [card for card, merged_into, out_of_sight in cards if merged_into is None and not out_of_sight]
