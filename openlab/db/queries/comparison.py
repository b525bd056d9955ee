"""The labs of a product side by side: who came, what it was worth to them, what was kept and delivered since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.queries.backlog import Line, Reader, working
from openlab.db.queries.feedback import Evaluation, evaluation
from openlab.db.tables import Lab, Participant, Persona, Product, Result
from openlab.domain import phases
from openlab.domain.backlog import Status
from openlab.domain.phases import Phase

KEPT = (Status.KEPT, Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED)


@dataclass(frozen=True)
class Turnout:
    """Ballots and people in the room when the vote closed."""

    ballots: int
    people: int

    @property
    def share(self) -> float:
        return self.ballots / self.people if self.people else 0


@dataclass(frozen=True)
class Compared:
    """One lab. `turnout` is None until its vote has closed; `missing` are personas still offered of whom nobody came;
    `days` is from the lab to its first delivery. An item that comes from two labs counts for both."""

    lab: Lab
    people: int
    turnout: Turnout | None
    present: tuple[str, ...]
    missing: tuple[str, ...]
    evaluation: Evaluation
    kept: int
    delivered: int
    days: int | None

    @property
    def share_delivered(self) -> float:
        return self.delivered / self.kept if self.kept else 0


def compare_labs(session: Session, product: Product) -> list[Compared]:
    """The labs that have begun, the newest first."""
    query = select(Lab).where(Lab.product_id == product.id, Lab.phase != Phase.PREPARATION)
    labs = session.scalars(query.order_by(Lab.held_on.is_(None).desc(), Lab.held_on.desc(), Lab.id.desc())).all()
    lines = working(session, product, Reader()).lines if labs else ()
    query_personas = select(Persona).where(Persona.product_id == product.id).order_by(Persona.position, Persona.id)
    personas = session.scalars(query_personas).all()
    return [_compared(session, lab, personas, lines) for lab in labs]


def _compared(session: Session, lab: Lab, personas: Sequence[Persona], lines: Iterable[Line]) -> Compared:
    came = Counter(session.scalars(select(Participant.persona_id).where(Participant.lab_id == lab.id)))
    result = session.get(Result, lab.id) if phases.has_results(Phase(lab.phase)) else None
    of_lab = [line for line in lines if any(origin.lab_id == lab.id for origin in line.origins)]
    kept = [line for line in of_lab if line.item.status in KEPT]
    return Compared(
        lab=lab,
        people=came.total(),
        turnout=Turnout(result.ballots, result.people) if result else None,
        present=tuple(persona.name for persona in personas if came[persona.id]),
        missing=tuple(persona.name for persona in personas if not came[persona.id] and not persona.retired),
        evaluation=evaluation(session, lab.id),
        kept=len(kept),
        delivered=sum(line.delivered_at is not None for line in kept),
        days=_days_to_first(_day_of(lab, result), kept),
    )


def _day_of(lab: Lab, result: Result | None) -> date | None:
    """The day of a lab, or the one on which its vote closed."""
    return lab.held_on or (_day(result.closed_at) if result else None)


def _days_to_first(held_on: date | None, lines: Iterable[Line]) -> int | None:
    """What was delivered before the lab was no answer to it."""
    days = [(_day(line.delivered_at) - held_on).days for line in lines if held_on and line.delivered_at]
    return min((count for count in days if count >= 0), default=None)


def _day(moment: datetime) -> date:
    return moment.astimezone().date()
