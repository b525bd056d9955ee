"""The evaluation of a lab: how many answers are in, and nothing else before it is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Feedback, Lab
from openlab.domain import feedback as rules


@dataclass(frozen=True)
class Evaluation:
    """`spread` is None until the facilitator has shown the evaluation, and under five answers for ever."""

    answers: int
    shown: bool
    spread: rules.Spread | None

    @property
    def enough(self) -> bool:
        return self.answers >= rules.THRESHOLD


def evaluation(session: Session, lab_id: int) -> Evaluation:
    levels = Counter(session.scalars(select(Feedback.level).where(Feedback.lab_id == lab_id)))
    shown = session.execute(select(Lab.evaluation_shown).where(Lab.id == lab_id)).scalar_one()
    return Evaluation(levels.total(), shown, rules.spread(levels) if shown else None)


def one_point_better(session: Session, lab_id: int) -> list[str]:
    """What would have made it one point better, apart from the levels and in no order of arrival; nothing before the
    evaluation is shown, nor under five answers."""
    if evaluation(session, lab_id).spread is None:
        return []
    said = select(Feedback.better).where(Feedback.lab_id == lab_id, Feedback.better != "").order_by(Feedback.id)
    return list(session.scalars(said))
