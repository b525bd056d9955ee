"""What the labs hand over: of each closed lab, the topics and solution sheets, and in which item each one is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from openlab.db.queries import labs as lab_queries
from openlab.db.queries.evidence import remarks_of
from openlab.db.queries.forum import supports_of
from openlab.db.queries.labs import Room
from openlab.db.tables import (
    BacklogItem,
    ItemSource,
    Lab,
    Photo,
    SheetVersion,
    SolutionSheet,
    Topic,
    WorkingGroup,
)
from openlab.domain.ballots import Rank
from openlab.domain.phases import Phase

SHEET_TEXTS = ("problem", "for_whom", "solution", "first_step", "gains", "risks")


@dataclass(frozen=True)
class Proposal:
    """A ranked card or a solution sheet, as a form names it; `taken_in` is the item that it is in already."""

    key: str
    taken_in: int | None

    @property
    def waits(self) -> bool:
        return self.taken_in is None


@dataclass(frozen=True)
class Sheet(Proposal):
    """A solution sheet in its latest version, without any name; how many people would help, and what is remarked."""

    id: int
    round: int
    number: int
    problem: str
    for_whom: str
    solution: str
    first_step: str
    gains: str
    risks: str
    support: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Ranked(Proposal):
    """A card of the ranking, with the sheets about it. `personas`: whom it hurts, by itself and by what it holds."""

    id: int
    title: str
    detail: str
    personas: tuple[str, ...]
    inside: tuple[str, ...]
    place: int
    votes: int
    is_topic: bool
    sheets: tuple[Sheet, ...]

    @property
    def proposals(self) -> tuple[Ranked | Sheet, ...]:
        return (self, *self.sheets)

    @property
    def waiting(self) -> int:
        return (self.is_topic and self.waits) + sum(sheet.waits for sheet in self.sheets)


@dataclass(frozen=True)
class HandedOver:
    """The result of a closed lab, in the order of its ranking."""

    lab_id: int
    code: str
    title: str
    held_on: date | None
    ranking: tuple[Ranked, ...]

    @property
    def waiting(self) -> int:
        """How many topics and solution sheets have not been accepted, joined or declined."""
        return sum(card.waiting for card in self.ranking)

    def proposal(self, key: str) -> Ranked | Sheet | None:
        return next((one for card in self.ranking for one in card.proposals if one.key == key), None)


def closed_labs(session: Session, product_id: int) -> list[Lab]:
    """The labs that have handed over, the newest first."""
    query = select(Lab).where(Lab.product_id == product_id, Lab.phase == Phase.CLOSED)
    return list(session.scalars(query.order_by(Lab.held_on.is_(None), Lab.held_on.desc(), Lab.id.desc())))


def reopened_labs(session: Session, product_id: int) -> list[tuple[str, int]]:
    """(title, how many of its cards and sheets have been decided about) of the labs that are open again. What was
    decided stays; the rest is handed over when they close."""
    rows = session.execute(
        select(Lab.title, func.count(ItemSource.id))
        .join(ItemSource, ItemSource.lab_id == Lab.id)
        .where(Lab.product_id == product_id, Lab.phase != Phase.CLOSED)
        .group_by(Lab.id, Lab.title)
        .order_by(Lab.id)
    )
    return [(title, count) for title, count in rows]


def waiting(session: Session, product_id: int) -> list[HandedOver]:
    """The closed labs of which something waits for a decision, the oldest first."""
    topics = select(Topic.lab_id).where(~exists().where(ItemSource.pain_point_id == Topic.pain_point_id))
    sheets = select(SolutionSheet.lab_id).where(~exists().where(ItemSource.sheet_id == SolutionSheet.id))
    may_wait = set(session.scalars(topics.union(sheets)))
    found = [handed_over(session, lab.id) for lab in closed_labs(session, product_id)[::-1] if lab.id in may_wait]
    return [one for one in found if one.waiting]


def handed_over(session: Session, lab_id: int) -> HandedOver:
    """What a lab hands over; nothing while it is not closed."""
    room = lab_queries.room(session, lab_id)
    ranks = room.outcome.ranks if room.outcome and room.phase is Phase.CLOSED else ()
    topics = room.outcome.topics if room.outcome else frozenset()
    taken = _numbers(session, lab_id)
    sheets = _sheets(session, room, taken)
    ranking = tuple(_ranked(room, rank, taken, rank.card in topics, sheets.get(rank.card, ())) for rank in ranks)
    return HandedOver(room.id, room.code, room.title, room.held_on, ranking)


def _ranked(room: Room, rank: Rank, taken: dict[str, int], is_topic: bool, sheets: Sequence[Sheet]) -> Ranked:
    card, inside = room.card[rank.card], room.inside[rank.card]
    personas = dict.fromkeys(one.persona for one in (card, *inside) if one.persona)
    return Ranked(
        key=f"card-{card.id}",
        taken_in=taken.get(f"card-{card.id}"),
        id=card.id,
        title=card.title,
        detail=card.detail,
        personas=tuple(personas),
        inside=tuple(one.title for one in inside),
        place=rank.place,
        votes=rank.votes,
        is_topic=is_topic,
        sheets=tuple(sheets),
    )


def _numbers(session: Session, lab_id: int) -> dict[str, int]:
    """Of what has been decided, the number of the item that holds it."""
    rows = session.execute(
        select(ItemSource.pain_point_id, ItemSource.sheet_id, BacklogItem.number)
        .join(BacklogItem, BacklogItem.id == ItemSource.item_id)
        .where(ItemSource.lab_id == lab_id)
    )
    return {f"sheet-{sheet}" if sheet else f"card-{card}": number for card, sheet, number in rows}


def _sheets(session: Session, room: Room, taken: dict[str, int]) -> dict[int, list[Sheet]]:
    """By the card that they are about, the sheets that the forum took position on: those with something on them, save
    the ones that a sheet of round 2 took further."""
    lab_id = room.id
    rows = session.execute(
        select(SolutionSheet, WorkingGroup)
        .join(WorkingGroup, WorkingGroup.id == SolutionSheet.group_id)
        .where(SolutionSheet.lab_id == lab_id)
        .order_by(WorkingGroup.round, WorkingGroup.number)
    ).all()
    texts, photos = latest_texts(session, lab_id), _with_photos(session, lab_id)
    written = {sheet.id for sheet, _ in rows if any(texts.get(sheet.id, {}).values()) or sheet.id in photos}
    taken_further = {sheet.continues_id for sheet, _ in rows if sheet.id in written}
    supports = supports_of(session, [lab_id])
    remarks = remarks_of(session, [lab_id])
    about: dict[int, list[Sheet]] = defaultdict(list)
    for sheet, group in rows:
        if sheet.id in written and sheet.id not in taken_further:
            about[room.stands[group.topic_id]].append(
                Sheet(
                    key=f"sheet-{sheet.id}",
                    taken_in=taken.get(f"sheet-{sheet.id}"),
                    id=sheet.id,
                    round=group.round,
                    number=group.number,
                    **(texts.get(sheet.id) or dict.fromkeys(SHEET_TEXTS, "")),
                    support=supports[sheet.id],
                    remarks=tuple(remarks.get(sheet.id, ())),
                )
            )
    return about


def latest_texts(session: Session, lab_id: int) -> dict[int, dict[str, str]]:
    """What each sheet says in its latest version. The spokesperson, who has a name, stays in the lab."""
    versions = session.scalars(
        select(SheetVersion)
        .join(SolutionSheet, SolutionSheet.id == SheetVersion.sheet_id)
        .where(SolutionSheet.lab_id == lab_id)
        .order_by(SheetVersion.number)
    )
    return {one.sheet_id: {name: getattr(one, name).strip() for name in SHEET_TEXTS} for one in versions}


def _with_photos(session: Session, lab_id: int) -> Collection[int]:
    query = select(Photo.sheet_id).join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
    return set(session.scalars(query.where(SolutionSheet.lab_id == lab_id, Photo.removed.is_(False))))
