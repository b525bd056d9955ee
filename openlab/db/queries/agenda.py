"""The agenda of a lab and the timer of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.tables import AgendaStep, Lab, Timer
from openlab.domain.agenda import Step
from openlab.domain.timer import Clock


@dataclass(frozen=True)
class StepTimer:
    """The clock that the room sees, and the step that it is for (None once that left the agenda)."""

    step: int | None
    title: str
    clock: Clock


@dataclass(frozen=True)
class EarlierAgenda:
    """The agenda of another lab of the product, in a list."""

    lab: Lab
    steps: int
    minutes: int


def rows_of(session: Session, lab_id: int) -> Sequence[AgendaStep]:
    """In the order of the agenda."""
    query = select(AgendaStep).where(AgendaStep.lab_id == lab_id).order_by(AgendaStep.position, AgendaStep.id)
    return session.scalars(query).all()


def steps_of(session: Session, lab_id: int) -> tuple[Step, ...]:
    return tuple(Step(row.title, row.minutes, row.phase, row.who, row.id) for row in rows_of(session, lab_id))


def timer_of(session: Session, lab_id: int) -> StepTimer | None:
    row = session.get(Timer, lab_id)
    return StepTimer(row.step_id, row.title, Clock(row.ends_at, row.seconds_left)) if row else None


def earlier_agendas(session: Session, lab_id: int) -> list[EarlierAgenda]:
    """The agendas of the other labs of the product, the newest first."""
    product = select(Lab.product_id).where(Lab.id == lab_id).scalar_subquery()
    rows = session.execute(
        select(Lab, func.count(AgendaStep.id), func.sum(AgendaStep.minutes))
        .join(AgendaStep, AgendaStep.lab_id == Lab.id)
        .where(Lab.product_id == product, Lab.id != lab_id)
        .group_by(Lab.id)
        .order_by(Lab.held_on.is_(None).desc(), Lab.held_on.desc(), Lab.id.desc())
    )
    return [EarlierAgenda(lab, steps, minutes) for lab, steps, minutes in rows]
