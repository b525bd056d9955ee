"""Solution sheets: as everyone may read them, and as their groups and the facilitators work on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from openlab.db.tables import (
    Lab,
    PainPoint,
    Participant,
    Persona,
    Photo,
    Placement,
    SheetPersona,
    SheetVersion,
    SolutionSheet,
    WorkingGroup,
)
from openlab.domain.sheets import FIELDS, Content

# Somebody who has erased what they gave was not a facilitator, and has no name.
SAVED_BY = case((SheetVersion.unsigned, "…"), else_=Participant.name)


@dataclass(frozen=True)
class Picture:
    """A photo of a sheet, its size in pixels, and when it came."""

    id: int
    width: int
    height: int
    added_at: datetime


@dataclass(frozen=True)
class Continued:
    """The sheet of round 1 that another one takes further."""

    id: int
    number: int
    topic: str


@dataclass(frozen=True)
class Sheet:
    """A solution sheet as it stands now. `number` is the group's, `version` is 0 while no text has been saved.

    No name is on it but the spokesperson's.
    """

    id: int
    group_id: int
    number: int
    round: int
    topic: str
    content: Content
    personas: tuple[str, ...]
    photos: tuple[Picture, ...]
    continues: Continued | None
    version: int
    saved_at: datetime | None


@dataclass(frozen=True)
class GroupSheet:
    """A working group, its people by id, and its sheet once it has begun. `saved_by` is the first name of who saved
    it last, None for a facilitator; `removed` are the photos that can be put back."""

    group_id: int
    number: int
    round: int
    topic: str
    people: Mapping[int, str]
    sheet: Sheet | None
    saved_by: str | None
    removed: tuple[Picture, ...]

    @property
    def content(self) -> Content:
        return self.sheet.content if self.sheet else Content()

    @property
    def version(self) -> int:
        return self.sheet.version if self.sheet else 0

    @property
    def photos(self) -> tuple[Picture, ...]:
        return self.sheet.photos if self.sheet else ()


@dataclass(frozen=True)
class Saved:
    """One version of a sheet: when, by whom (None for a facilitator), and what it said."""

    number: int
    at: datetime
    by: str | None
    content: Content
    personas: tuple[str, ...]


def sheets_of(session: Session, lab_id: int, group_round: int | None = None) -> list[Sheet]:
    """The sheets that have been begun in a lab, by round and number of group; those of one round when it is given."""
    begun = (sheet for sheet, _ in _begun(session, lab_id))
    return [sheet for sheet in begun if group_round in (None, sheet.round)]


def group_sheets(session: Session, lab_id: int) -> dict[int, GroupSheet]:
    """Every group of a lab by its id, in the order of rounds and numbers, with its sheet if it has one."""
    begun = {sheet.group_id: (sheet, saved_by) for sheet, saved_by in _begun(session, lab_id)}
    people, removed = _people(session, lab_id), _photos(session, lab_id, removed=True)
    groups = session.execute(
        select(WorkingGroup, PainPoint.title)
        .join(PainPoint, PainPoint.id == WorkingGroup.topic_id)
        .where(WorkingGroup.lab_id == lab_id)
        .order_by(WorkingGroup.round, WorkingGroup.number)
    )
    found = {}
    for group, topic in groups:
        sheet, saved_by = begun.get(group.id, (None, None))
        taken_away = tuple(removed[sheet.id]) if sheet else ()
        found[group.id] = GroupSheet(
            group.id, group.number, group.round, topic, people[group.id], sheet, saved_by, taken_away
        )
    return found


def history(session: Session, lab_id: int, group_id: int) -> list[Saved]:
    """Every version of a group's sheet, the newest first."""
    of_group = (SolutionSheet.lab_id == lab_id) & (SolutionSheet.group_id == group_id)
    ticked = _ticked(session, select(SolutionSheet.id).where(of_group))
    names = _persona_names(session, lab_id)
    rows = session.execute(
        select(SheetVersion, SAVED_BY)
        .join(SolutionSheet, SolutionSheet.id == SheetVersion.sheet_id)
        .outerjoin(Participant, Participant.id == SheetVersion.participant_id)
        .where(of_group)
        .order_by(SheetVersion.number.desc())
    )
    versions = []
    for version, name in rows:
        personas = ticked[version.sheet_id, version.number]
        content = _content(version, personas)
        versions.append(Saved(version.number, version.saved_at, name, content, _named(personas, names)))
    return versions


def version_of(session: Session, sheet_id: int, number: int) -> Content:
    """What a version said; nothing before the first one."""
    version = session.get(SheetVersion, (sheet_id, number)) if number else None
    ticked = _ticked(session, select(SolutionSheet.id).where(SolutionSheet.id == sheet_id))
    return _content(version, ticked[sheet_id, number])


def latest_version(session: Session, sheet_id: int) -> int:
    """The number of the newest version, 0 before the first one."""
    newest = session.scalar(select(func.max(SheetVersion.number)).where(SheetVersion.sheet_id == sheet_id))
    return newest or 0


def photo(session: Session, lab_id: int, photo_id: int) -> bytes | None:
    """The JPEG of a photo of this lab that has not been removed."""
    return session.scalar(
        select(Photo.jpeg)
        .join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
        .where(SolutionSheet.lab_id == lab_id, Photo.id == photo_id, Photo.removed.is_(False))
    )


def _begun(session: Session, lab_id: int) -> Iterator[tuple[Sheet, str | None]]:
    """Each sheet of a lab as it stands now, and the first name of who saved it last."""
    ticked = _ticked(session, select(SolutionSheet.id).where(SolutionSheet.lab_id == lab_id))
    photos, names = _photos(session, lab_id, removed=False), _persona_names(session, lab_id)
    for row in session.execute(_newest_of_each(lab_id)):
        sheet, group, version = row.SolutionSheet, row.WorkingGroup, row.SheetVersion
        number = version.number if version else 0
        personas = ticked[sheet.id, number]
        continued = Continued(sheet.continues_id, row.number_before, row.topic_before) if sheet.continues_id else None
        now = Sheet(
            id=sheet.id,
            group_id=group.id,
            number=group.number,
            round=group.round,
            topic=row.topic,
            content=_content(version, personas),
            personas=_named(personas, names),
            photos=tuple(photos[sheet.id]),
            continues=continued,
            version=number,
            saved_at=version.saved_at if version else None,
        )
        yield now, row.saved_by


def _newest_of_each(lab_id: int) -> Select[SolutionSheet, WorkingGroup, str, SheetVersion, str, int, str]:
    before, group_before, topic_before = aliased(SolutionSheet), aliased(WorkingGroup), aliased(PainPoint)
    return (
        select(
            SolutionSheet,
            WorkingGroup,
            PainPoint.title.label("topic"),
            SheetVersion,
            SAVED_BY.label("saved_by"),
            group_before.number.label("number_before"),
            topic_before.title.label("topic_before"),
        )
        .join(WorkingGroup, WorkingGroup.id == SolutionSheet.group_id)
        .join(PainPoint, PainPoint.id == WorkingGroup.topic_id)
        .outerjoin(SheetVersion, (SheetVersion.sheet_id == SolutionSheet.id) & (SheetVersion.number == _newest()))
        .outerjoin(Participant, Participant.id == SheetVersion.participant_id)
        .outerjoin(before, before.id == SolutionSheet.continues_id)
        .outerjoin(group_before, group_before.id == before.group_id)
        .outerjoin(topic_before, topic_before.id == group_before.topic_id)
        .where(SolutionSheet.lab_id == lab_id)
        .order_by(WorkingGroup.round, WorkingGroup.number)
    )


def _newest() -> ScalarSelect[int]:
    """The number of the newest version of the sheet of the query around."""
    other = aliased(SheetVersion)
    return (
        select(func.max(other.number))
        .where(other.sheet_id == SolutionSheet.id)
        .correlate(SolutionSheet)
        .scalar_subquery()
    )


def _content(version: SheetVersion | None, personas: Set[int]) -> Content:
    if version is None:
        return Content()
    return Content(**{field: getattr(version, field) for field in FIELDS}, personas=frozenset(personas))


def _ticked(session: Session, sheets: Select[int]) -> dict[tuple[int, int], set[int]]:
    """The personas of each version of some sheets, by sheet and number."""
    ticked: dict[tuple[int, int], set[int]] = defaultdict(set)
    for tick in session.scalars(select(SheetPersona).where(SheetPersona.sheet_id.in_(sheets))):
        ticked[tick.sheet_id, tick.number].add(tick.persona_id)
    return ticked


def _persona_names(session: Session, lab_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Persona.id, Persona.name)
        .join(Lab, Lab.product_id == Persona.product_id)
        .where(Lab.id == lab_id)
        .order_by(Persona.position, Persona.id)
    )
    return {persona.id: persona.name for persona in rows}


def _named(personas: Set[int], names: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(name for persona, name in names.items() if persona in personas)


def _photos(session: Session, lab_id: int, *, removed: bool) -> dict[int, list[Picture]]:
    """By sheet, in the order in which they came."""
    found: dict[int, list[Picture]] = defaultdict(list)
    rows = session.scalars(
        select(Photo)
        .join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
        .where(SolutionSheet.lab_id == lab_id, Photo.removed.is_(removed))
        .order_by(Photo.id)
    )
    for row in rows:
        found[row.sheet_id].append(Picture(row.id, row.width, row.height, row.added_at))
    return found


def _people(session: Session, lab_id: int) -> dict[int, dict[int, str]]:
    """First names by id, by group."""
    people: dict[int, dict[int, str]] = defaultdict(dict)
    rows = session.execute(
        select(Placement.group_id, Participant.id, Participant.name)
        .join(Participant, Participant.id == Placement.participant_id)
        .where(Placement.lab_id == lab_id)
        .order_by(Participant.name, Participant.id)
    )
    for group_id, person_id, name in rows:
        people[group_id][person_id] = name
    return people
