"""The final forum: putting a sheet on the screen, supporting proposals, leaving a sentence; and what happens next."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.queries.forum import forum
from openlab.db.tables import Lab, Remark, SolutionSheet, Support
from openlab.db.upsert import put
from openlab.domain import Refused, phases, texts
from openlab.domain import forum as rules


def show_sheet(session: Session, lab_id: int, account_id: int, sheet: str) -> None:
    """Put a proposal on the screen, and first on every phone; without one, nothing is on it.

    Raises `wrap_up_not_open`, `wrap_up_over`, `proposal_unknown`.
    """
    phases.wrapping_up(labs.hold_phase(session, lab_id, to_change=True))
    proposal = next((p for p in forum(session, lab_id).proposals if str(p.id) == sheet), None)
    if sheet and proposal is None:
        raise Refused("proposal_unknown")
    lab = session.get_one(Lab, lab_id)
    if lab.forum_sheet_id == (proposal.id if proposal else None):
        return
    lab.forum_sheet_id = proposal.id if proposal else None
    if proposal:
        group = proposal.group
        write_journal(session, lab_id, "sheet_shown", account_id, round=group.round, number=group.number)
    else:
        write_journal(session, lab_id, "screen_cleared", account_id)
    live.announce(session, lab_id)


def support(session: Session, lab_id: int, participant_id: int, sheet_id: int, helping: bool) -> None:
    """A participant would help with a proposal, or takes it back. Said twice, it is the same.

    Raises `wrap_up_not_open`, `wrap_up_over`, `proposal_unknown`.
    """
    _check_sheet(session, lab_id, sheet_id)
    key = {"lab_id": lab_id, "participant_id": participant_id, "sheet_id": sheet_id}
    if helping:
        put(session, Support, key)
    else:
        session.execute(delete(Support).filter_by(**key))
    live.announce(session, lab_id, live.Audience.ROOM)


def remark(session: Session, lab_id: int, participant_id: int, sheet_id: int, text: str) -> None:
    """The one sentence of a participant about a proposal, shown without a name; an empty one takes it back.

    Raises `wrap_up_not_open`, `wrap_up_over`, `proposal_unknown`, `text_too_long`.
    """
    _check_sheet(session, lab_id, sheet_id)
    said = texts.one_sentence(text, rules.REMARK_LIMIT, "remark")
    key = {"lab_id": lab_id, "participant_id": participant_id, "sheet_id": sheet_id}
    if said:
        put(session, Remark, {**key, "text": said})
    else:
        session.execute(delete(Remark).filter_by(**key))
    live.announce(session, lab_id)


def write_next_steps(session: Session, lab_id: int, account_id: int, text: str) -> None:
    """What happens next and when, as participants read it at the end. Raises `wrap_up_not_open`, `text_too_long`."""
    phases.concluding(labs.hold_phase(session, lab_id, to_change=True))
    lab, said = session.get_one(Lab, lab_id), texts.several_lines(text, rules.NEXT_STEPS_LIMIT, "next_steps")
    if lab.next_steps != said:
        lab.next_steps = said
        write_journal(session, lab_id, "next_steps_written", account_id)
        live.announce(session, lab_id)


def _check_sheet(session: Session, lab_id: int, sheet_id: int) -> None:
    phases.wrapping_up(labs.hold_phase(session, lab_id))
    if sheet_id not in session.scalars(select(SolutionSheet.id).where(SolutionSheet.lab_id == lab_id)).all():
        raise Refused("proposal_unknown")
