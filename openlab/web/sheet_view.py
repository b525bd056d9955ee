"""What a page shows of a group's solution sheet, to its people and to the facilitators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from sqlalchemy.orm import Session

from openlab.actions.sheets import began_at
from openlab.db.queries.labs import Room
from openlab.db.queries.sheets import GroupSheet, Sheet, group_sheets, version_of
from openlab.domain import phases, sheets
from openlab.domain.sheets import Content, Piece
from openlab.live import Audience
from openlab.web.access import AtDesk, AtLab
from openlab.web.forms import Form
from openlab.web.pages import Fault
from openlab.web.site import Visit, site_of


@dataclass(frozen=True)
class Conflict:
    """A part that two people changed at once: both texts, what differs in them, and a text to merge them from."""

    mine: str
    theirs: str
    mine_marked: list[Piece]
    theirs_marked: list[Piece]
    both: str


@dataclass(frozen=True)
class SheetView:
    """A sheet to write on. `path` is where its forms go; `content` is what its fields hold, perhaps a typed text that
    was refused, and `based_on` the version that it started from."""

    group: GroupSheet
    path: str
    may_write: bool
    content: Content
    based_on: int
    conflicts: Mapping[str, Conflict]
    continuable: tuple[Sheet, ...]

    limits: ClassVar = sheets.LIMITS
    most_photos: ClassVar = sheets.MOST_PHOTOS

    @property
    def at(self) -> str:
        """The name of its form on the page."""
        return form_name(self.group.group_id)


@dataclass(frozen=True)
class OwnSheets:
    """The sheet that a person writes on now, all that they may read, and what they sent to one that is not theirs to
    write any more."""

    now: SheetView | None
    readable: list[GroupSheet]
    unsent: Mapping[str, str]


def form_name(group_id: int | str) -> str:
    return f"sheet-{group_id}"


def written(form: Form) -> dict[str, str]:
    """The parts of a sheet as they were sent; of a conflict, the text that was chosen."""
    return {field: form.text(_chosen(field, form.text(f"pick-{field}"))) for field in sheets.FIELDS}


def sent_parts(fault: Fault) -> dict[str, str]:
    """The parts that say something, of a sheet that was refused."""
    return {field: text for field, text in written(fault.typed).items() if text.strip()}


def _chosen(field: str, pick: str) -> str:
    return f"{pick}-{field}" if pick in ("mine", "theirs") else field


async def of_person(request: Visit, here: AtLab, fault: Fault | None = None) -> OwnSheets:
    """The sheets on a participant's page."""
    own = await sheets_of_person(request, here)
    now = next((group for group in own if phases.may_write_sheet(here.room.phase, group.round)), None)
    view = await view_of(request, here, now, fault=fault) if now else None
    unsent: dict[str, str] = {}
    if fault and fault.at.startswith(form_name("")) and not (view and view.at == fault.at):
        unsent = sent_parts(fault)
    return OwnSheets(view, [group for group in own if group.sheet], unsent)


async def sheets_of_person(request: Visit, here: AtLab) -> list[GroupSheet]:
    """The sheets of the groups that this person is in, since the working groups have begun."""
    if here.person is None or not phases.has_groups(here.room.phase):
        return []
    _, groups = await site_of(request).once(group_sheets, here.room.id, Audience.PARTICIPANTS)
    return [group for group in groups.values() if here.person.id in group.people]


async def of_round(request: Visit, room: Room) -> list[GroupSheet]:
    """For the console: every group of the round that is on, with its sheet."""
    if not phases.round_of(room.phase):
        return []
    _, groups = await site_of(request).once(group_sheets, room.id, Audience.ROOM)
    return [group for group in groups.values() if group.round == phases.round_of(room.phase)]


async def view_of(
    request: Visit, here: AtLab | AtDesk, group: GroupSheet, *, may_write: bool = True, fault: Fault | None = None
) -> SheetView:
    """A sheet to write on. With a fault of its own form, the fields hold what was typed."""
    is_desk = isinstance(here, AtDesk)
    lab = f"/labs/{here.room.id}" if is_desk else f"/l/{here.room.code}"
    _, groups = await site_of(request).once(
        group_sheets, here.room.id, Audience.ROOM if is_desk else Audience.PARTICIPANTS
    )
    begun = [other.sheet for other in groups.values() if other.round < group.round and other.sheet]
    view = SheetView(
        group=group,
        path=f"{lab}/sheets/{group.group_id}",
        may_write=may_write,
        content=group.content,
        based_on=group.version,
        conflicts={},
        continuable=tuple(sheet for sheet in begun if sheet.version),
    )
    if fault and fault.at == view.at:
        return await _with_typed(request, here.room, view, fault)
    return view


async def _with_typed(request: Visit, room: Room, view: SheetView, fault: Fault) -> SheetView:
    typed = fault.typed
    personas = frozenset(persona.id for persona in room.personas if str(persona.id) in typed.all("persona"))
    read = site_of(request).database.read
    group, began_on, was = await read(_since, room.id, view.group, typed.text("based_on"))
    if fault.refusal.code != "sheet_conflict":
        return replace(view, group=group, content=Content(**written(typed), personas=personas), based_on=began_on)
    mine = sheets.clean(written(typed), personas)
    merged = sheets.merge(was, mine, group.content)
    conflicts = {field: _conflict(field, mine.text(field), group.content.text(field)) for field in merged.conflicts}
    return replace(view, group=group, content=merged.content, based_on=group.version, conflicts=conflicts)


def _since(session: Session, lab_id: int, seen: GroupSheet, based_on: str) -> tuple[GroupSheet, int, Content]:
    """The sheet as it is now, and the version that a form started from, with what it said."""
    group = group_sheets(session, lab_id).get(seen.group_id, seen)
    number = began_at(based_on, group.version)
    return group, number, version_of(session, group.sheet.id, number) if group.sheet else Content()


def _conflict(field: str, mine: str, theirs: str) -> Conflict:
    mine_marked, theirs_marked = sheets.differences(mine, theirs)
    between = " / " if field == sheets.ONE_LINE else "\n\n"
    return Conflict(mine, theirs, mine_marked, theirs_marked, sheets.together(mine, theirs, between))
