"""Creating a lab, setting it up, and moving it through its phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.agenda import write_agenda
from openlab.actions.ballots import freeze_result
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.queries.agenda import steps_of
from openlab.db.tables import Lab, Participant
from openlab.db.upsert import insert_once
from openlab.domain import Refused, agenda, people, phases, retention
from openlab.domain.phases import Phase

TITLE_LIMIT = 120
THEME_LIMIT = 300
PLACE_LIMIT = 120


@dataclass(frozen=True)
class LabForm:
    """A lab as a facilitator types it. `held_on` is a date like 2026-11-21, or empty; `retention` is in months."""

    title: str
    theme: str = ""
    held_on: str = ""
    place: str = ""
    agenda: str = ""
    early: bool = False
    retention: str = str(retention.MONTHS)


def create_lab(
    session: Session, product_id: int, account_id: int, form: LabForm, usual: Sequence[agenda.Step] = ()
) -> Lab:
    """A new lab in preparation, with a code of its own. The lines of the agenda that were left as in the `usual` one
    have its phases. Raises `lab_title_missing`, `text_too_long`, `date_wrong`, `retention_wrong` and what the
    agenda raises."""
    facts = _facts(form)
    steps = agenda.continued(usual, agenda.read(form.agenda))
    lab_id = None
    while lab_id is None:
        values = {"product_id": product_id, "code": people.new_lab_code(), "phase": Phase.PREPARATION}
        lab_id = insert_once(session, Lab, {**values, **facts, "created_at": datetime.now(UTC)})
    write_agenda(session, lab_id, steps)
    write_journal(session, lab_id, "lab_created", account_id)
    return session.get_one(Lab, lab_id)


def set_up_lab(session: Session, lab_id: int, account_id: int, form: LabForm) -> None:
    """Change what a lab is called, when and where it is held, and its agenda, whose lines keep what is not typed there.
    Raises what `create_lab` raises, and `retention_promised`."""
    facts, typed = _facts(form), agenda.read(form.agenda)
    labs.hold_phase(session, lab_id, to_change=True)
    lab = session.get_one(Lab, lab_id)
    people = session.execute(select(func.count()).where(Participant.lab_id == lab_id)).scalar_one()
    retention.changing(lab.retention_months, retention.read_months(form.retention), people)
    for name, value in facts.items():
        setattr(lab, name, value)
    write_agenda(session, lab_id, agenda.continued(steps_of(session, lab_id), typed))
    write_journal(session, lab_id, "lab_set_up", account_id)
    live.announce(session, lab_id)


def change_phase(session: Session, lab_id: int, account_id: int, seen: str, wanted: str) -> None:
    """Move the lab one phase on, or back to any earlier one; `seen` is where the facilitator's page showed it.

    Closing the vote freezes its result in the same transaction: a ballot is either counted or refused. Raises
    `phase_unknown` and what `phases.change` raises.
    """
    if seen not in phases.ORDER or wanted not in phases.ORDER:
        raise Refused("phase_unknown")
    current = labs.hold_phase(session, lab_id, to_change=True)
    room = labs.room(session, lab_id)
    phases.change(current, Phase(seen), Phase(wanted), len(room.votable))
    if phases.closes_the_vote(current, Phase(wanted)):
        freeze_result(session, lab_id)
    session.get_one(Lab, lab_id).phase = Phase(wanted)
    write_journal(session, lab_id, "phase_changed", account_id, before=current, after=wanted)
    live.announce(session, lab_id)


def _facts(form: LabForm) -> dict[str, str | date | bool | int | None]:
    title = " ".join(form.title.split())
    if not title:
        raise Refused("lab_title_missing", "title")
    texts = {"title": (title, TITLE_LIMIT), "theme": (form.theme.strip(), THEME_LIMIT)}
    texts["place"] = (form.place.strip(), PLACE_LIMIT)
    for field, (text, limit) in texts.items():
        if len(text) > limit:
            raise Refused("text_too_long", field, length=len(text), limit=limit)
    return {
        **{field: text for field, (text, _) in texts.items()},
        "held_on": _date(form.held_on),
        "early": form.early,
        "retention_months": retention.read_months(form.retention),
    }


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("date_wrong", "held_on") from None
    retention.check_day(day)
    return day
