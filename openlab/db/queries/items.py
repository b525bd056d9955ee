"""All about one item: what its cards and sheets say, the remarks to choose from, its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.queries.backlog import Line
from openlab.db.queries.evidence import Origin, remarks_of
from openlab.db.queries.proposals import latest_texts
from openlab.db.tables import Account, BacklogItem, ItemHistory, ItemVerbatim, Lab, PainPoint, Persona, Sprint
from openlab.domain import pain_points, people


@dataclass(frozen=True)
class Remark:
    """A sentence of the forum, without its author; `key` names it in a form."""

    key: str
    text: str
    is_shown: bool


@dataclass(frozen=True)
class Told:
    """A source of an item as the room wrote it. `inside` are the cards that say the same; `texts` are of a sheet."""

    origin: Origin
    lab: str
    code: str
    detail: str
    persona: str | None
    inside: tuple[str, ...]
    texts: Mapping[str, str]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Change:
    """A line of the history of an item: of each value, what it was and what it became."""

    at: datetime
    name: str | None
    act: str
    changes: Mapping[str, tuple[Any, Any]]


def told(session: Session, line: Line) -> tuple[Told, ...]:
    """What the sources of an item say."""
    lab_ids = {origin.lab_id for origin in line.origins}
    labs = {lab.id: lab for lab in session.scalars(select(Lab).where(Lab.id.in_(lab_ids)))}
    cards = {card.id: card for card in session.scalars(select(PainPoint).where(PainPoint.lab_id.in_(lab_ids)))}
    products = {lab.product_id for lab in labs.values()}
    personas = {one.id: one.name for one in session.scalars(select(Persona).where(Persona.product_id.in_(products)))}
    into = {card.id: card.merged_into for card in cards.values()}
    texts = {sheet: found for lab_id in lab_ids for sheet, found in latest_texts(session, lab_id).items()}
    remarks, chosen = remarks_of(session, lab_ids), _chosen(session, line)
    found = []
    for origin in line.origins:
        card, sheet = cards[origin.card], origin.sheet or 0
        others = (c for c in cards.values() if c.id != card.id and pain_points.standing(c.id, into) == card.id)
        found.append(
            Told(
                origin=origin,
                lab=labs[origin.lab_id].title,
                code=labs[origin.lab_id].code,
                detail="" if sheet else card.detail,
                persona=None if sheet else personas.get(card.persona_id or 0),
                inside=() if sheet else tuple(other.title for other in others),
                texts=texts.get(sheet, {}),
                remarks=tuple(_remark(sheet, text, chosen) for text in remarks.get(sheet, ())),
            )
        )
    return tuple(found)


def _remark(sheet: int, text: str, chosen: set[tuple[int, str]]) -> Remark:
    mark = people.fingerprint(text)
    return Remark(f"{sheet}:{mark}", text, (sheet, mark) in chosen)


def _chosen(session: Session, line: Line) -> set[tuple[int, str]]:
    sheets = [origin.sheet for origin in line.origins if origin.sheet]
    rows = session.scalars(select(ItemVerbatim).where(ItemVerbatim.sheet_id.in_(sheets)))
    return {(row.sheet_id, row.fingerprint) for row in rows}


def history(session: Session, item_id: int) -> list[Change]:
    """Newest first, each with the name of who did it, or of the tracker that did; a sprint is told by its number."""
    rows = session.execute(
        select(ItemHistory, Account.name)
        .outerjoin(Account, Account.id == ItemHistory.account_id)
        .where(ItemHistory.item_id == item_id)
        .order_by(ItemHistory.id.desc())
    ).all()
    sprints = {row.id: row.number for row in session.execute(select(Sprint.id, Sprint.number))}
    return [Change(row.at, name or _by(row), row.act, _values(row.changes, sprints)) for row, name in rows]


def _by(row: ItemHistory) -> str | None:
    """A tracker that did it, when it was no person."""
    return row.changes["by"][1] if "by" in row.changes else None


def _values(changes: Mapping[str, Any], sprints: Mapping[int, int]) -> dict[str, tuple[Any, Any]]:
    told = {name: (pair[0], pair[1]) for name, pair in changes.items()}
    if "sprint_id" in told:
        before, after = told["sprint_id"]
        told["sprint_id"] = sprints.get(before), sprints.get(after)
    return told


def joined_into(session: Session, product_id: int, number: int) -> tuple[str, int] | None:
    """(title, number of the item that it is in) of an item that was joined, or None."""
    item = session.scalar(select(BacklogItem).where(BacklogItem.product_id == product_id, BacklogItem.number == number))
    if item is None or item.joined_into is None:
        return None
    return item.title, session.get_one(BacklogItem, item.joined_into).number


def titles(session: Session, product_id: int, numbers: tuple[int, ...]) -> list[tuple[int, str]]:
    """(number, title) of these items."""
    query = select(BacklogItem.number, BacklogItem.title).where(BacklogItem.product_id == product_id)
    rows = session.execute(query.where(BacklogItem.number.in_(numbers)).order_by(BacklogItem.number))
    return [(number, title) for number, title in rows]
