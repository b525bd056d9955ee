"""What the report of a lab holds. Nothing here has a place for a participant's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openlab.db.queries.backlog import OPEN
from openlab.db.queries.feedback import Evaluation
from openlab.db.queries.forum import Picture
from openlab.domain.backlog import Status
from openlab.domain.roadmap import Horizon

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Told:
    """A card as it was written; `persona` is who it hurts."""

    title: str
    detail: str
    persona: str | None


@dataclass(frozen=True)
class Ranked:
    """A card of the ranking, and the cards that were merged into it."""

    place: int
    votes: int
    is_tied: bool
    is_topic: bool
    card: Told
    inside: tuple[Told, ...]


@dataclass(frozen=True)
class Vote:
    """The frozen result. `by_persona` has only those in which nobody can be recognised."""

    people: int
    ballots: int
    waiting: int
    ranking: tuple[Ranked, ...]
    by_persona: tuple[tuple[str, Counts], ...]

    @property
    def voted_for(self) -> tuple[Ranked, ...]:
        return tuple(ranked for ranked in self.ranking if ranked.votes)

    @property
    def without_vote(self) -> tuple[Ranked, ...]:
        return tuple(ranked for ranked in self.ranking if not ranked.votes)


@dataclass(frozen=True)
class Sheet:
    """A proposal of the forum without any name: who was in the group by persona, what they wrote, what was said."""

    id: int
    round: int
    number: int
    topic: str
    continues: tuple[int, int] | None
    people: Counts
    problem: str
    for_whom: str
    personas: tuple[str, ...]
    solution: str
    first_step: str
    gains: str
    risks: str
    pictures: tuple[Picture, ...]
    support: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """An item of the backlog that comes from this lab, with the votes of this lab, and no level.

    `first_steps` are those of its solution sheets.
    """

    title: str
    problem: str
    solution: str
    first_steps: tuple[str, ...]
    for_whom: tuple[str, ...]
    indicator: str
    status: Status
    horizon: Horizon | None
    sprint: str
    decline_reason: str
    votes: int

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


@dataclass(frozen=True)
class Report:
    """A lab from its results on. `is_final` once it is closed: before, what it tells may still change."""

    lab_id: int
    code: str
    product: str
    product_slug: str
    purpose: str
    title: str
    theme: str
    held_on: date | None
    place: str
    starts_at: str
    hours: Sequence[str]
    agenda: Counts
    next_steps: str
    is_final: bool
    people: Counts
    absent: tuple[str, ...]
    vote: Vote
    sheets: tuple[Sheet, ...]
    empty_sheets: tuple[tuple[int, int], ...]
    evaluation: Evaluation
    better: tuple[str, ...]
    decisions: tuple[Decision, ...]
    undecided: tuple[str, ...]
    photos: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def present(self) -> int:
        return sum(count for _, count in self.people)
