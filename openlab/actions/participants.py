"""Joining a lab."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.groups import place_newcomer
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.tables import Lab, Participant, Persona
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people, phases


def join(session: Session, lab_id: int, code: str, name: str, persona: str, account_id: int | None = None) -> None:
    """A person enters with a first name and a persona, and `code` becomes their return code.

    Joining again with the same code changes nothing. With `account_id`, a facilitator enters someone without a phone.
    Raises `lab_closed`, `name_missing`, `name_too_long`, `persona_missing`.
    """
    phases.joining(labs.hold_phase(session, lab_id, to_change=True))
    values = {
        "lab_id": lab_id,
        "code_hash": people.fingerprint(code),
        "name": people.clean_name(name),
        "persona_id": _persona_of_lab(session, lab_id, persona),
        "joined_at": datetime.now(UTC),
    }
    if person_id := insert_once(session, Participant, values):
        place_newcomer(session, lab_id, person_id)
        write_journal(session, lab_id, "joined" if account_id is None else "person_added", account_id)
        live.announce(session, lab_id, live.Audience.ROOM)


def _persona_of_lab(session: Session, lab_id: int, persona: str) -> int:
    offered = select(Persona.id).join(Lab, Lab.product_id == Persona.product_id)
    offered = offered.where(Lab.id == lab_id, Persona.retired.is_(False))
    known = {str(id_): id_ for id_ in session.scalars(offered)}
    if persona not in known:
        raise Refused("persona_missing", "persona")
    return known[persona]
