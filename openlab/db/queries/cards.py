"""The cards of a lab, as they are shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from openlab.db.tables import PainPoint, Persona

CARDS = (
    select(
        PainPoint.id,
        PainPoint.title,
        PainPoint.detail,
        Persona.name,
        PainPoint.participant_id,
        PainPoint.merged_into,
        PainPoint.hidden,
        PainPoint.withdrawn,
    )
    .outerjoin(Persona, Persona.id == PainPoint.persona_id)
    .where(PainPoint.lab_id == bindparam("lab"))
)


class Card(NamedTuple):
    """A pain point as it is shown. `persona` is who it hurts; there is never a name.

    Not a dataclass, since making a thousand of those takes longer than reading them.
    """

    id: int
    title: str
    detail: str
    persona: str | None
    participant_id: int | None
    merged_into: int | None
    hidden: bool
    withdrawn: bool

    @property
    def out_of_sight(self) -> bool:
        return self.hidden or self.withdrawn


def all_cards(session: Session, lab_id: int) -> tuple[Card, ...]:
    """In the order in which they came."""
    return tuple(map(Card._make, session.execute(CARDS.order_by(PainPoint.id), {"lab": lab_id})))


def some_cards(session: Session, lab_id: int, numbers: Collection[int]) -> list[Card]:
    found = session.execute(CARDS.where(PainPoint.id.in_(numbers)), {"lab": lab_id})
    return [Card._make(row) for row in found]
