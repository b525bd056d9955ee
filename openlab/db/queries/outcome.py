"""The frozen result of a vote, as every page and export reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.tables import Persona, PersonaVotes, RankedPainPoint, Result, Topic
from openlab.domain import ballots as ballot_rules
from openlab.domain.ballots import Rank


@dataclass(frozen=True)
class Outcome:
    """The frozen result of the vote. `by_persona` has only those in which nobody can be recognised; `topics_chosen`
    says that a facilitator has kept topics, perhaps none."""

    closed_at: datetime
    people: int
    ballots: int
    waiting: int
    ranks: tuple[Rank, ...]
    by_persona: tuple[tuple[str, tuple[Rank, ...]], ...]
    topics: frozenset[int]
    topics_chosen: bool

    @property
    def most_votes(self) -> int:
        return max((rank.votes for rank in self.ranks), default=0)

    @property
    def proposed(self) -> frozenset[int]:
        return frozenset(ballot_rules.proposed_topics(self.ranks))

    @property
    def topics_to_offer(self) -> frozenset[int]:
        """The topics kept; those proposed until a facilitator has chosen."""
        return self.topics if self.topics or self.topics_chosen else self.proposed

    def is_tied(self, rank: Rank) -> bool:
        return sum(other.place == rank.place for other in self.ranks) > 1


def outcome_of(session: Session, lab_id: int) -> Outcome | None:
    """The result of a vote that was closed."""
    result = session.get(Result, lab_id)
    if result is None:
        return None
    ranks = session.execute(
        select(RankedPainPoint.place, RankedPainPoint.pain_point_id, RankedPainPoint.votes)
        .where(RankedPainPoint.lab_id == lab_id)
        .order_by(RankedPainPoint.place, RankedPainPoint.pain_point_id)
    )
    topics = session.scalars(select(Topic.pain_point_id).where(Topic.lab_id == lab_id))
    return Outcome(
        closed_at=result.closed_at,
        people=result.people,
        ballots=result.ballots,
        waiting=result.waiting,
        ranks=tuple(Rank(*row) for row in ranks),
        by_persona=_by_persona(session, lab_id),
        topics=frozenset(topics),
        topics_chosen=result.topics_chosen,
    )


def _by_persona(session: Session, lab_id: int) -> tuple[tuple[str, tuple[Rank, ...]], ...]:
    rows = session.execute(
        select(Persona.name, PersonaVotes.pain_point_id, PersonaVotes.votes)
        .join(Persona, Persona.id == PersonaVotes.persona_id)
        .where(PersonaVotes.lab_id == lab_id)
        .order_by(Persona.position, Persona.id)
    )
    return tuple(
        (persona, tuple(ballot_rules.ranking({card: votes for _name, card, votes in of_persona})))
        for persona, of_persona in groupby(rows, key=lambda row: str(row[0]))
    )
