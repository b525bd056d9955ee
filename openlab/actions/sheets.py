"""Writing solution sheets: every save is a new version, and none is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.queries.sheets import latest_version, version_of
from openlab.db.tables import Lab, Persona, Placement, SheetPersona, SheetVersion, SolutionSheet, WorkingGroup
from openlab.db.upsert import insert_once
from openlab.domain import Refused, phases
from openlab.domain import sheets as rules
from openlab.domain.sheets import FIELDS, Content


@dataclass(frozen=True)
class Hand:
    """Whose hand writes in a lab: a person of the room, or a facilitator."""

    lab_id: int
    participant_id: int | None = None
    account_id: int | None = None


@dataclass(frozen=True)
class OpenSheet:
    """A sheet that this hand may write on now; others wait for it until the transaction ends."""

    id: int
    group: WorkingGroup
    hand: Hand

    def tell(self, session: Session, act: str) -> None:
        """Note the act in the journal, by role, and tell those who watch."""
        facts = {"round": self.group.round, "number": self.group.number}
        write_journal(session, self.hand.lab_id, act, self.hand.account_id, **facts)
        live.announce(session, self.hand.lab_id)


def open_sheet(session: Session, hand: Hand, group_id: int) -> OpenSheet:
    """People write on the sheet of their own group while its round lasts, facilitators until the lab is closed.

    Raises `sheet_unknown`, `sheet_not_yours`, `sheet_not_open`, `sheets_closed`.
    """
    phase = labs.hold_phase(session, hand.lab_id)
    groups = session.scalars(select(WorkingGroup).where(WorkingGroup.lab_id == hand.lab_id))
    group = next((group for group in groups if group.id == group_id), None)
    if group is None:
        raise Refused("sheet_unknown")
    if hand.participant_id is None:
        phases.mending_sheet(phase)
    else:
        placed = session.get(Placement, (hand.lab_id, group.round, hand.participant_id))
        if placed is None or placed.group_id != group_id:
            raise Refused("sheet_not_yours")
        phases.writing_sheet(phase, group.round)
    return OpenSheet(_held(session, hand.lab_id, group_id), group, hand)


def _held(session: Session, lab_id: int, group_id: int) -> int:
    query = select(SolutionSheet.id).where(SolutionSheet.group_id == group_id).with_for_update()
    found = session.scalar(query)
    if found is None:
        insert_once(session, SolutionSheet, {"lab_id": lab_id, "group_id": group_id})
        found = session.execute(query).scalar_one()
    return found


def save_sheet(
    session: Session, hand: Hand, group_id: int, texts: Mapping[str, str], ticked: Sequence[str], based_on: str
) -> None:
    """Save what was typed on a sheet that was at version `based_on`. Parts that only one of two people changed are put
    together; saving what is there already makes no new version.

    Raises what `open_sheet` raises, `text_too_long`, and `sheet_conflict` when somebody else has meanwhile changed a
    part that this hand changed too.
    """
    sheet = open_sheet(session, hand, group_id)
    mine = rules.clean(texts, _personas(session, hand.lab_id, ticked))
    number = latest_version(session, sheet.id)
    now = version_of(session, sheet.id, number)
    merged = rules.merge(version_of(session, sheet.id, began_at(based_on, number)), mine, now)
    if merged.conflicts:
        raise Refused("sheet_conflict")
    if merged.content != now:
        _add_version(session, sheet, number + 1, merged.content)
        sheet.tell(session, "sheet_saved")


def began_at(based_on: str, newest: int) -> int:
    """The version that a form says it started from. Before the first one for anything else: then all of the form counts
    as typed, and nothing is lost."""
    return next((number for number in range(newest + 1) if str(number) == based_on), 0)


def restore_version(session: Session, hand: Hand, group_id: int, number: int, seen: str) -> None:
    """Make an earlier version the newest one again, as a new version; `seen` is the newest that this hand saw.

    Raises what `open_sheet` raises, `version_unknown`, and `sheet_moved` when a newer text has been saved meanwhile.
    """
    sheet = open_sheet(session, hand, group_id)
    newest = latest_version(session, sheet.id)
    if not 1 <= number <= newest:
        raise Refused("version_unknown")
    if seen != str(newest):
        raise Refused("sheet_moved")
    content = version_of(session, sheet.id, number)
    if content != version_of(session, sheet.id, newest):
        _add_version(session, sheet, newest + 1, content)
        sheet.tell(session, "sheet_restored")


def continue_sheet(session: Session, hand: Hand, group_id: int, chosen: str) -> None:
    """A group of round 2 takes a sheet of round 1 further: its text becomes version 1, but for the spokesperson, who
    belongs to the group. Choosing the same sheet twice changes nothing.

    Raises what `open_sheet` raises, `continue_unknown`, and `sheet_begun` when the sheet has a text already.
    """
    sheet = open_sheet(session, hand, group_id)
    before = _continuable(session, hand.lab_id).get(chosen) if sheet.group.round == 2 else None
    if before is None:
        raise Refused("continue_unknown", "sheet")
    row = session.get_one(SolutionSheet, sheet.id)
    if row.continues_id == before:
        return
    if latest_version(session, sheet.id):
        raise Refused("sheet_begun")
    content = version_of(session, before, latest_version(session, before))
    row.continues_id = before
    _add_version(session, sheet, 1, Content(**{**_texts(content), "spokesperson": ""}, personas=content.personas))
    sheet.tell(session, "sheet_continued")


def _continuable(session: Session, lab_id: int) -> dict[str, int]:
    """The sheets of round 1 that have a text."""
    written = select(SheetVersion.sheet_id)
    query = select(SolutionSheet.id).join(WorkingGroup, WorkingGroup.id == SolutionSheet.group_id)
    query = query.where(SolutionSheet.lab_id == lab_id, WorkingGroup.round == 1, SolutionSheet.id.in_(written))
    return {str(id_): id_ for id_ in session.scalars(query)}


def _personas(session: Session, lab_id: int, ticked: Sequence[str]) -> set[int]:
    query = select(Persona.id).join(Lab, Lab.product_id == Persona.product_id).where(Lab.id == lab_id)
    return {id_ for id_ in session.scalars(query) if str(id_) in ticked}


def _add_version(session: Session, sheet: OpenSheet, number: int, content: Content) -> None:
    who, now = sheet.hand.participant_id, datetime.now(UTC)
    session.add(SheetVersion(sheet_id=sheet.id, number=number, participant_id=who, saved_at=now, **_texts(content)))
    session.flush()
    session.add_all(
        SheetPersona(sheet_id=sheet.id, number=number, persona_id=persona) for persona in sorted(content.personas)
    )


def _texts(content: Content) -> dict[str, str]:
    return {field: content.text(field) for field in FIELDS}
