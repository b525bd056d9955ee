"""What a layout can say of a backlog: every field, under the name that layouts use. docs/exports.md explains them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC
from typing import TypeVar

from openlab.domain.backlog import SOURCE_KINDS, Backlog, Evidence, Item, Moscow, Source, Status

T = TypeVar("T")
Scope = Mapping[str, object]
Fields = Mapping[str, Callable[[T], object]]

# What no file can hold: control characters but tab and line feed, halves of surrogate pairs, non-characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

EVIDENCE: Fields[Evidence] = {
    "lab": lambda piece: piece.lab,
    "lab_code": lambda piece: piece.lab_code,
    "lab_date": lambda piece: piece.held_on,
    "lab_votes": lambda piece: piece.votes,
    "lab_ballots": lambda piece: piece.ballots,
    "lab_support": lambda piece: piece.support,
    "lab_personas": lambda piece: piece.personas,
    "lab_verbatims": lambda piece: piece.verbatims,
}

SOURCE: Fields[Source] = {
    "source_kind": lambda source: source.kind,
    "source_title": lambda source: source.title,
    "source_address": lambda source: source.address,
}

ITEM: Fields[Item] = {
    "reference": lambda item: item.reference,
    "title": lambda item: one_line(item.title),
    "problem": lambda item: item.problem,
    "solution": lambda item: item.solution,
    "for_whom": lambda item: item.for_whom,
    "status": lambda item: item.status,
    "decline_reason": lambda item: item.decline_reason,
    "sprint": lambda item: item.sprint,
    "indicator": lambda item: item.indicator,
    "address": lambda item: item.address,
    "external_link": lambda item: item.external_link,
    "created_on": lambda item: item.created_at.date(),
    "created_at": lambda item: item.created_at.astimezone(UTC),
    "votes": lambda item: item.votes,
    "ballots": lambda item: item.ballots,
    "support": lambda item: item.support,
    "labs": lambda item: [piece.lab for piece in item.evidence],
    "lab_codes": lambda item: [piece.lab_code for piece in item.evidence],
    "verbatims": lambda item: [verbatim for piece in item.evidence for verbatim in piece.verbatims],
    "evidence": lambda item: [_fields_of(piece, EVIDENCE) for piece in item.evidence],
    "sources": lambda item: [_fields_of(source, SOURCE) for source in item.sources],
    "priority": lambda item: item.priority,
    "impact": lambda item: item.impact and item.impact.level,
    "impact_reason": lambda item: item.impact and item.impact.reason,
    "feasibility": lambda item: item.feasibility,
    "developer": lambda item: item.developer and item.developer.level,
    "developer_reason": lambda item: item.developer and item.developer.reason,
    "designer": lambda item: item.designer and item.designer.level,
    "designer_reason": lambda item: item.designer and item.designer.reason,
    "moscow": lambda item: item.moscow,
    "rice": lambda item: item.rice and round(item.rice.score, 2),
    "rice_reach": lambda item: item.rice and item.rice.reach,
    "rice_impact": lambda item: item.rice and item.rice.impact,
    "rice_confidence": lambda item: item.rice and item.rice.confidence,
    "rice_effort": lambda item: item.rice and item.rice.effort,
    "place": lambda item: item.place and item.place.position,
    "place_reason": lambda item: item.place and item.place.reason,
}

EVERYWHERE = frozenset({"product", "date", "language", "count", "nothing", "items"})
INSIDE = {"items": frozenset(ITEM) | {"rank", "rest"}, "evidence": frozenset(EVIDENCE), "sources": frozenset(SOURCE)}
INSIDE_ANY_OTHER = frozenset({"each"})
CODES = {"status": frozenset(Status), "moscow": frozenset(Moscow), "source_kind": frozenset(SOURCE_KINDS)}


def fields_of(backlog: Backlog, ranked: Iterable[tuple[int, Item]], language: str) -> Scope:
    """The fields of these items of a backlog, each with its place in the whole of it."""
    items = [{**_fields_of(item, ITEM), "rank": rank, "rest": ""} for rank, item in ranked]
    return {
        "product": one_line(backlog.product),
        "date": backlog.date,
        "language": language,
        "count": len(items),
        "nothing": None,
        "items": items,
    }


def one_by_one(scope: Scope, name: str) -> list[Scope]:
    """The scope of every one of a list. A field that holds one value is a list of one, or of none when it is empty."""
    found = scope[name]
    values = found if isinstance(found, list) else [] if is_empty(found) else [found]
    return [{**scope, **value} if isinstance(value, dict) else {**scope, "each": value} for value in values]


def is_empty(value: object) -> bool:
    """Nothing, an empty text or an empty list; zero is something."""
    return value is None or value in ("", [])


def printable(text: str) -> str:
    """Line ends are line feeds; what no file can hold is shown as �; no white space at either end."""
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _fields_of(thing: T, fields: Fields[T]) -> dict[str, object]:
    return {name: _clean(of(thing)) for name, of in fields.items()}


def _clean(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return value
