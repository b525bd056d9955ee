"""Joining a lab."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.groups import place_newcomer
from openlab.actions.journal import write_journal
from openlab.db.queries import door as door_queries
from openlab.db.queries import labs
from openlab.db.tables import Lab, Participant, Persona
from openlab.db.upsert import insert_once
from openlab.domain import Refused, door, people, phases


def join(session: Session, lab_id: int, code: str, name: str, persona: str, account_id: int | None = None) -> None:
    """A person enters with a first name and a persona, and `code` becomes their return code.

    Joining again with the same code changes nothing. With `account_id`, a facilitator enters someone without a phone.
    Raises `lab_closed`, `door_locked`, `badge_needed`, `set_aside`, `code_replaced`, `name_missing`, `name_too_long`,
    `persona_missing`.
    """
    _enter(session, lab_id, people.fingerprint(code), name, persona, account_id)


def join_with_badge(session: Session, lab_id: int, account_id: int, number: str, name: str, persona: str) -> None:
    """A facilitator enters the holder of a badge who has no phone: the code on the badge is their return code.

    Raises what `join` raises, and `badge_unknown` when there is no such badge, or somebody has it.
    """
    labs.hold_phase(session, lab_id, to_change=True)
    free = {str(badge.number): badge.code_hash for badge in door_queries.free_badges(session, lab_id)}
    if number not in free:
        raise Refused("badge_unknown", "badge")
    _enter(session, lab_id, free[number], name, persona, account_id)


def _enter(session: Session, lab_id: int, code_hash: str, name: str, persona: str, account_id: int | None) -> None:
    phase = labs.hold_phase(session, lab_id, to_change=True)
    if session.scalar(select(Participant.id).where(Participant.code_hash == code_hash)):
        return
    phases.joining(phase)
    _check_door(session, lab_id, code_hash, by_facilitator=account_id is not None)
    values = {
        "lab_id": lab_id,
        "code_hash": code_hash,
        "name": people.clean_name(name),
        "persona_id": _persona_of_lab(session, lab_id, persona),
        "joined_at": datetime.now(UTC),
    }
    if person_id := insert_once(session, Participant, values):
        place_newcomer(session, lab_id, person_id)
        write_journal(session, lab_id, "joined" if account_id is None else "person_added", account_id)
        live.announce(session, lab_id, live.Audience.ROOM)


def _check_door(session: Session, lab_id: int, code_hash: str, *, by_facilitator: bool) -> None:
    lab, (gone, badge) = session.get_one(Lab, lab_id), door_queries.unused(session, lab_id, code_hash)
    door.using(gone)
    door.entering(locked=lab.locked, by_badge=lab.by_badge, has_badge=badge is not None, by_facilitator=by_facilitator)


def _persona_of_lab(session: Session, lab_id: int, persona: str) -> int:
    offered = select(Persona.id).join(Lab, Lab.product_id == Persona.product_id)
    offered = offered.where(Lab.id == lab_id, Persona.retired.is_(False))
    known = {str(id_): id_ for id_ in session.scalars(offered)}
    if persona not in known:
        raise Refused("persona_missing", "persona")
    return known[persona]
