"""The proposals of the final forum as everyone sees them, and what is personal to each participant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import (
    FeedbackGiven,
    Lab,
    PainPoint,
    Photo,
    Remark,
    SheetVersion,
    SolutionSheet,
    Support,
    WorkingGroup,
)
from openlab.domain import forum as rules

T = TypeVar("T")

TEXTS = ("problem", "for_whom", "solution", "first_step", "gains", "risks", "spokesperson")


@dataclass(frozen=True)
class Group:
    """A working group, by the round and the number that the room knows it by."""

    round: int
    number: int


@dataclass(frozen=True)
class Picture:
    """A photo of a paper prototype; its size in pixels."""

    id: int
    width: int
    height: int


@dataclass(frozen=True)
class Proposal:
    """A solution sheet in its latest version, and what the forum says of it: how many would help, and what is
    remarked, without names. `continues` is the group of round 1 whose sheet it takes further."""

    id: int
    group: Group
    topic: str
    continues: Group | None
    problem: str
    for_whom: str
    solution: str
    first_step: str
    gains: str
    risks: str
    spokesperson: str
    pictures: tuple[Picture, ...]
    supports: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Forum:
    """The proposals in the order of rounds and groups, never by supports; the groups that left an empty sheet; and
    the proposal that is on the screen now."""

    proposals: tuple[Proposal, ...]
    empty: tuple[Group, ...]
    on_screen: Proposal | None

    @property
    def as_on_phones(self) -> tuple[Proposal, ...]:
        """The one on the screen first, then the others."""
        return tuple(sorted(self.proposals, key=lambda proposal: proposal is not self.on_screen))

    def beside(self, steps: int) -> Proposal | None:
        """The proposal before (-1) or after (1) the one on the screen; the first when none is."""
        if self.on_screen is None:
            return self.proposals[0] if self.proposals and steps > 0 else None
        position = self.proposals.index(self.on_screen) + steps
        return self.proposals[position] if 0 <= position < len(self.proposals) else None


@dataclass(frozen=True)
class Stance:
    """What one participant would help with and has remarked, by sheet, and whether their evaluation is in."""

    supports: frozenset[int]
    remarks: dict[int, str]
    has_evaluated: bool


def forum(session: Session, lab_id: int) -> Forum:
    groups = _groups(session, lab_id)
    versions, pictures = _latest_versions(session, lab_id), _pictures(session, lab_id)
    written = {sheet for sheet, version in versions.items() if _says_something(version)} | pictures.keys()
    written |= {sheet.id for _, sheet, _ in groups if sheet and sheet.unlinked_supports}
    continues = {sheet.id: sheet.continues_id for _, sheet, _ in groups if sheet}
    standing = rules.proposals(continues, written, continues)
    supports, remarks = supports_of(session, [lab_id]), _remarks(session, lab_id)
    group_of = {sheet.id: group for group, sheet, _ in groups if sheet}
    proposals = tuple(
        Proposal(
            id=sheet.id,
            group=group,
            topic=topic,
            continues=group_of.get(sheet.continues_id or 0),
            **{name: getattr(versions.get(sheet.id), name, "") for name in TEXTS},
            pictures=tuple(pictures.get(sheet.id, ())),
            supports=supports[sheet.id],
            remarks=tuple(remarks.get(sheet.id, ())),
        )
        for group, sheet, topic in groups
        if sheet and sheet.id in standing
    )
    shown = session.execute(select(Lab.forum_sheet_id).where(Lab.id == lab_id)).scalar_one()
    return Forum(
        proposals=proposals,
        empty=tuple(group for group, sheet, _ in groups if sheet is None or sheet.id not in written),
        on_screen=next((proposal for proposal in proposals if proposal.id == shown), None),
    )


def stance(session: Session, lab_id: int, participant_id: int) -> Stance:
    supports = select(Support.sheet_id).where(Support.lab_id == lab_id, Support.participant_id == participant_id)
    remarks = select(Remark.sheet_id, Remark.text).where(
        Remark.lab_id == lab_id, Remark.participant_id == participant_id
    )
    return Stance(
        frozenset(session.scalars(supports)),
        {row.sheet_id: row.text for row in session.execute(remarks)},
        session.get(FeedbackGiven, (lab_id, participant_id)) is not None,
    )


def _groups(session: Session, lab_id: int) -> list[tuple[Group, SolutionSheet | None, str]]:
    """(group, its sheet if any, its topic) in the order of rounds and numbers."""
    rows = session.execute(
        select(WorkingGroup.round, WorkingGroup.number, SolutionSheet, PainPoint.title)
        .join(PainPoint, PainPoint.id == WorkingGroup.topic_id)
        .outerjoin(SolutionSheet, SolutionSheet.group_id == WorkingGroup.id)
        .where(WorkingGroup.lab_id == lab_id)
        .order_by(WorkingGroup.round, WorkingGroup.number)
    )
    return [(Group(round_, number), sheet, topic) for round_, number, sheet, topic in rows]


def _latest_versions(session: Session, lab_id: int) -> dict[int, SheetVersion]:
    last = (
        select(SheetVersion.sheet_id, func.max(SheetVersion.number).label("number"))
        .join(SolutionSheet, SolutionSheet.id == SheetVersion.sheet_id)
        .where(SolutionSheet.lab_id == lab_id)
        .group_by(SheetVersion.sheet_id)
        .subquery()
    )
    is_last = (SheetVersion.sheet_id == last.c.sheet_id) & (SheetVersion.number == last.c.number)
    return {version.sheet_id: version for version in session.scalars(select(SheetVersion).join(last, is_last))}


def _says_something(version: SheetVersion) -> bool:
    """A spokesperson's name alone is no proposal."""
    return any(getattr(version, name).strip() for name in TEXTS if name != "spokesperson")


def _pictures(session: Session, lab_id: int) -> dict[int, list[Picture]]:
    rows = session.execute(
        select(Photo.sheet_id, Photo.id, Photo.width, Photo.height)
        .join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
        .where(SolutionSheet.lab_id == lab_id, Photo.removed.is_(False))
        .order_by(Photo.id)
    )
    return _by_sheet((sheet, Picture(id_, width, height)) for sheet, id_, width, height in rows)


def supports_of(session: Session, lab_ids: Collection[int]) -> Counter[int]:
    """How many people would help, by sheet: those who said so, and those who did and have erased what leads to them."""
    said = Counter(session.scalars(select(Support.sheet_id).where(Support.lab_id.in_(lab_ids))))
    kept = session.scalars(select(SolutionSheet).where(SolutionSheet.lab_id.in_(lab_ids)))
    return said + Counter({sheet.id: sheet.unlinked_supports for sheet in kept})


def _remarks(session: Session, lab_id: int) -> dict[int, list[str]]:
    """In the order of the alphabet: any other would tell which remarks on two sheets are by the same person."""
    rows = session.execute(select(Remark.sheet_id, Remark.text).where(Remark.lab_id == lab_id))
    return _by_sheet(sorted((sheet, text) for sheet, text in rows))


def _by_sheet(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    of_sheet: dict[int, list[T]] = {}
    for sheet, what in rows:
        of_sheet.setdefault(sheet, []).append(what)
    return of_sheet
