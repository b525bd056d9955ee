"""The agenda of a lab and its rules of conduct: typed, edited, taken from a template or from an earlier lab."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.queries.agenda import earlier_agendas, rows_of, steps_of
from openlab.db.tables import AgendaStep, Lab
from openlab.domain import Refused, agenda, phases
from openlab.domain.agenda import Step

CONDUCT_LIMIT = 2000


def add_step(
    session: Session, lab_id: int, account_id: int, title: str, minutes: str, phase: str, who: str, after: str
) -> None:
    """One more step, after the step of this id, first when it is 0, last when it is empty. Adding what stands there
    already changes nothing: the form was sent twice. Raises what a typed step raises, `step_unknown`,
    `agenda_too_long`."""
    new = _typed(title, minutes, phase, who)
    _hold(session, lab_id)
    steps = list(steps_of(session, lab_id))
    place = _place_after(steps, after)
    if new in steps[place : place + 1] or (not after and steps[-1:] == [new]):
        return
    agenda.fits(len(steps) + 1)
    write_agenda(session, lab_id, [*steps[:place], new, *steps[place:]])
    _tell(session, lab_id, account_id, "step_added", title=new.title)


def edit_step(
    session: Session, lab_id: int, account_id: int, step_id: int, title: str, minutes: str, phase: str, who: str
) -> None:
    """Raises `step_unknown` and what a typed step raises."""
    _hold(session, lab_id)
    row, new = _row(session, lab_id, step_id), _typed(title, minutes, phase, who)
    _write(row, new)
    _tell(session, lab_id, account_id, "step_edited", title=new.title)


def move_step(session: Session, lab_id: int, account_id: int, step_id: int, to: str) -> None:
    """Put a step at this place, from 1; before the first is first, beyond the last is last. Raises `step_unknown`."""
    _hold(session, lab_id)
    steps = list(steps_of(session, lab_id))
    was, place = _place_of(steps, str(step_id)), int(to) - 1 if to.isdecimal() else 0
    place = min(max(place, 0), len(steps) - 1)
    if was == place:
        return
    moved = steps.pop(was)
    write_agenda(session, lab_id, [*steps[:place], moved, *steps[place:]])
    _tell(session, lab_id, account_id, "step_moved", title=moved.title)


def remove_step(session: Session, lab_id: int, account_id: int, step_id: int) -> None:
    """A timer that runs for it goes on. Raises `step_unknown`."""
    _hold(session, lab_id)
    row = _row(session, lab_id, step_id)
    session.delete(row)
    _tell(session, lab_id, account_id, "step_removed", title=row.title)


def replace_agenda(session: Session, lab_id: int, account_id: int, steps: Sequence[Step]) -> None:
    """A ready-made agenda takes the place of the one that is there."""
    _hold(session, lab_id)
    write_agenda(session, lab_id, steps)
    _tell(session, lab_id, account_id, "agenda_replaced")


def copy_agenda(session: Session, lab_id: int, account_id: int, other: str) -> None:
    """The steps and the start of an earlier lab of the same product take the place of this one's, and its rules of
    conduct when this lab has none of its own. Raises `agenda_unknown`."""
    _hold(session, lab_id)
    found = next((line.lab for line in earlier_agendas(session, lab_id) if str(line.lab.id) == other), None)
    if found is None:
        raise Refused("agenda_unknown")
    lab = session.get_one(Lab, lab_id)
    lab.starts_at = found.starts_at
    lab.conduct = lab.conduct or found.conduct
    write_agenda(session, lab_id, [_anew(step) for step in steps_of(session, found.id)])
    _tell(session, lab_id, account_id, "agenda_copied", title=found.title)


def set_start(session: Session, lab_id: int, account_id: int, starts_at: str) -> None:
    """When the first step begins, in the hours of the room; empty when nobody knows yet. Raises `time_wrong`."""
    session.get_one(Lab, lab_id).starts_at = agenda.start_time(starts_at)
    _tell(session, lab_id, account_id, "start_set")


def set_conduct(session: Session, lab_id: int, account_id: int, text: str, usual: str) -> None:
    """The rules of conduct, one per line; the `usual` ones, and none at all, stand for the usual ones in the language
    of each reader. Raises `text_too_long`."""
    rules = _lines(text)
    if len(rules) > CONDUCT_LIMIT:
        raise Refused("text_too_long", "conduct", length=len(rules), limit=CONDUCT_LIMIT)
    session.get_one(Lab, lab_id).conduct = "" if rules == _lines(usual) else rules
    _tell(session, lab_id, account_id, "conduct_set")


def write_agenda(session: Session, lab_id: int, steps: Sequence[Step]) -> None:
    """The agenda becomes these steps, in this order. A step that has the id of a row keeps that row, and its timer."""
    rows = {row.id: row for row in rows_of(session, lab_id)}
    for place, step in enumerate(steps, start=1):
        row = rows.pop(step.id, None) or AgendaStep(lab_id=lab_id)
        row.position = place
        _write(row, step)
        session.add(row)
    for row in rows.values():
        session.delete(row)
    session.flush()


def _write(row: AgendaStep, step: Step) -> None:
    row.title, row.minutes, row.phase, row.who = step.title, step.minutes, step.phase, step.who


def _typed(title: str, minutes: str, phase: str, who: str) -> Step:
    if phase and phase not in phases.ORDER:
        raise Refused("phase_unknown", "phase")
    return agenda.step(title, minutes, phase or None, who)


def _anew(step: Step) -> Step:
    return Step(step.title, step.minutes, step.phase, step.who)


def _hold(session: Session, lab_id: int) -> None:
    """Two facilitators who change the agenda at once do it one after the other."""
    labs.hold_phase(session, lab_id, to_change=True)


def _place_after(steps: Sequence[Step], after: str) -> int:
    if not after:
        return len(steps)
    return 0 if after == "0" else _place_of(steps, after) + 1


def _place_of(steps: Sequence[Step], step_id: str) -> int:
    for place, step in enumerate(steps):
        if str(step.id) == step_id:
            return place
    raise Refused("step_unknown")


def _row(session: Session, lab_id: int, step_id: int) -> AgendaStep:
    for row in rows_of(session, lab_id):
        if row.id == step_id:
            return row
    raise Refused("step_unknown")


def _tell(session: Session, lab_id: int, account_id: int, act: str, **facts: str) -> None:
    write_journal(session, lab_id, act, account_id, None, **facts)
    live.announce(session, lab_id)


def _lines(text: str) -> str:
    """A text of one rule per line, white space folded and empty lines left out."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
