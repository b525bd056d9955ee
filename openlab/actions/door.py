"""The door: locking it, admitting by badge, setting a person aside, replacing a lost return code."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import door as queries
from openlab.db.queries import labs
from openlab.db.tables import Ballot, Lab, PainPoint, Participant, Result, RetiredCode
from openlab.domain import Refused, door, people, phases
from openlab.domain.door import Why


def lock_door(session: Session, lab_id: int, account_id: int, locked: bool) -> None:
    """Nobody new can join a locked lab; whoever is in stays in, and can come back."""
    labs.hold_phase(session, lab_id, to_change=True)
    lab = session.get_one(Lab, lab_id)
    if lab.locked != locked:
        lab.locked = locked
        write_journal(session, lab_id, "door_locked" if locked else "door_unlocked", account_id)
        live.announce(session, lab_id)


def admit_by_badge(session: Session, lab_id: int, account_id: int, by_badge: bool) -> None:
    """Only people with a badge can join from now on, or anyone with the code of the lab. Who is in stays in."""
    labs.hold_phase(session, lab_id, to_change=True)
    lab = session.get_one(Lab, lab_id)
    if lab.by_badge != by_badge:
        lab.by_badge = by_badge
        write_journal(session, lab_id, "by_badge" if by_badge else "by_code", account_id)
        live.announce(session, lab_id)


def set_aside(session: Session, lab_id: int, account_id: int, person_id: int, confirmed: str) -> None:
    """Take a duplicate or unwelcome person off the list: their ballot, wishes, place, supports and remarks go with
    them; their cards and what they wrote on a sheet stay, unsigned. Their code leads to a page that says so.

    Raises `people_stay`, `confirm_first`, `person_unknown`, and `ballot_counted` once their ballot is in a result.
    """
    phases.leaving_the_list(labs.hold_phase(session, lab_id, to_change=True))
    door.confirming(confirmed)
    person = _person(session, lab_id, person_id)
    has_ballot = session.get(Ballot, (lab_id, person_id)) is not None
    door.setting_aside(has_ballot=has_ballot, was_counted=session.get(Result, lab_id) is not None)
    retire(session, person, Why.SET_ASIDE)
    theirs = PainPoint.lab_id == lab_id, PainPoint.participant_id == person_id
    session.execute(update(PainPoint).where(*theirs).values(participant_id=None))
    session.execute(delete(Participant).where(Participant.id == person_id))
    write_journal(session, lab_id, "set_aside", account_id, ballot=has_ballot)
    live.announce(session, lab_id)


def let_back_in(session: Session, lab_id: int, account_id: int, retired_id: int) -> None:
    """Someone who was set aside may join again, from the same phone or with the same badge. Raises
    `person_unknown`."""
    labs.hold_phase(session, lab_id, to_change=True)
    known = {row.id: row for row in queries.set_aside(session, lab_id)}
    if retired_id not in known:
        raise Refused("person_unknown")
    session.delete(known[retired_id])
    write_journal(session, lab_id, "let_back_in", account_id)
    live.announce(session, lab_id)


def replace_return_code(
    session: Session, lab_id: int, account_id: int, person_id: int, code: str, confirmed: str
) -> None:
    """Give a person a new return code, `code`; the old one stops working everywhere. The same code twice is once.

    Raises `confirm_first`, `person_unknown`, `form_expired`.
    """
    labs.hold_phase(session, lab_id, to_change=True)
    door.confirming(confirmed)
    person = _person(session, lab_id, person_id)
    if person.code_hash != people.fingerprint(code):
        put_new_code(session, person, code)
        write_journal(session, lab_id, "code_replaced", account_id)
        live.announce(session, lab_id, live.Audience.PARTICIPANTS)


def put_new_code(session: Session, person: Participant, code: str) -> None:
    """The person's code, and that of the badge they came in with, if any, becomes this one.

    Raises `form_expired` when an old form is sent again, whose code was itself replaced since.
    """
    if queries.retired(session, person.lab_id, people.fingerprint(code)):
        raise Refused("form_expired")
    retire(session, person, Why.REISSUED)
    if badge := queries.badge(session, person.lab_id, person.code_hash):
        badge.code_hash = people.fingerprint(code)
    person.code_hash = people.fingerprint(code)


def retire(session: Session, person: Participant, why: Why) -> None:
    session.add(RetiredCode(lab_id=person.lab_id, code_hash=person.code_hash, why=why, name=person.name))


def _person(session: Session, lab_id: int, person_id: int) -> Participant:
    person = session.scalar(select(Participant).where(Participant.lab_id == lab_id, Participant.id == person_id))
    if person is None:
        raise Refused("person_unknown")
    return person
