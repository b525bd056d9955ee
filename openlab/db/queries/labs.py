"""A lab as everyone in the room sees it, read once per change and shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from sqlalchemy import and_, bindparam, func, not_, or_, select
from sqlalchemy.orm import Session

from openlab.db.queries.agenda import StepTimer, steps_of, timer_of
from openlab.db.queries.cards import Card, all_cards, some_cards
from openlab.db.queries.groups import Group, groups_of
from openlab.db.queries.outcome import Outcome, outcome_of
from openlab.db.queries.retention import erased_on
from openlab.db.tables import (
    Ballot,
    Lab,
    PainPoint,
    Participant,
    Persona,
    Product,
    columns,
)
from openlab.domain import Refused, agenda, pain_points, phases, retention
from openlab.domain import ballots as ballot_rules
from openlab.domain.agenda import Step
from openlab.domain.phases import Phase

_LAB, _CARD = columns(Lab), columns(PainPoint)
HELD_SHARED, HELD_ALONE = (
    select(_LAB.phase, _LAB.purged_at).where(_LAB.id == bindparam("lab")).with_for_update(read=is_shared)
    for is_shared in (True, False)
)
IS_VOTABLE = and_(_CARD.merged_into.is_(None), not_(_CARD.hidden), not_(_CARD.withdrawn))


@dataclass(frozen=True)
class PersonaName:
    """A kind of user of the product. A retired one is no longer offered."""

    id: int
    name: str
    retired: bool


@dataclass(frozen=True)
class Room:
    """One lab: what it is, where it stands, its cards, and the result once the vote has closed (None before).

    `unsettled` are the ballots that hold a card no longer in sight; `groups` are those of the round that is on;
    `erased_on` is the day on which what people gave goes, `purged_at` when it went.
    """

    id: int
    code: str
    title: str
    theme: str
    held_on: date | None
    place: str
    phase: Phase
    early: bool
    locked: bool
    by_badge: bool
    starts_at: str
    conduct: str
    next_steps: str
    follow_up_at: datetime | None
    product_id: int
    product: str
    product_slug: str
    personas: tuple[PersonaName, ...]
    agenda: tuple[Step, ...]
    timer: StepTimer | None
    cards: tuple[Card, ...]
    people: int
    ballots: int
    unsettled: tuple[ballot_rules.Ballot, ...]
    outcome: Outcome | None
    groups: tuple[Group, ...]
    retention_months: int
    erased_on: date
    purged_at: datetime | None

    @property
    def is_erased_soon(self) -> bool:
        return retention.is_soon(self.erased_on, datetime.now(UTC).astimezone().date())

    @cached_property
    def hours(self) -> list[str]:
        """When each step of the agenda begins, then when the last one ends."""
        return agenda.hours(self.agenda, self.starts_at)

    @cached_property
    def card(self) -> dict[int, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def stands(self) -> dict[int, int]:
        """For each card, the one that stands for it."""
        into = {card.id: card.merged_into for card in self.cards}
        return {card: pain_points.standing(card, into) for card in into}

    @cached_property
    def votable(self) -> tuple[Card, ...]:
        """The cards that everyone sees: they stand, and are neither hidden nor withdrawn."""
        shown = pain_points.votable((card.id, card.merged_into, card.out_of_sight) for card in self.cards)
        return tuple(self.card[card] for card in shown)

    @cached_property
    def shown(self) -> frozenset[int]:
        return frozenset(card.id for card in self.votable)

    @cached_property
    def given_by(self) -> dict[int, tuple[Card, ...]]:
        """The cards of each participant who gave some."""
        given: dict[int, tuple[Card, ...]] = {}
        for card in self.cards:
            if card.participant_id is not None:
                given[card.participant_id] = (*given.get(card.participant_id, ()), card)
        return given

    @cached_property
    def waiting(self) -> int:
        """Ballots that do not count until their owner chooses again, since two of their cards became one, or none."""
        return sum(ballot_rules.counted(ballot, self.stands, self.shown) is None for ballot in self.unsettled)

    @cached_property
    def offered_personas(self) -> tuple[PersonaName, ...]:
        return tuple(persona for persona in self.personas if not persona.retired)

    @cached_property
    def inside(self) -> dict[int, tuple[Card, ...]]:
        """For each standing card, the cards in sight that were merged into it, directly or through another."""
        inside: dict[int, tuple[Card, ...]] = {card.id: () for card in self.cards if card.merged_into is None}
        for card in self.cards:
            if card.merged_into is not None and not card.out_of_sight:
                inside[self.stands[card.id]] += (card,)
        return inside


def lab_by_code(session: Session, code: str) -> Lab | None:
    return session.scalar(select(Lab).where(Lab.code == code))


def hold_phase(session: Session, lab_id: int, *, to_change: bool = False) -> Phase:
    """The lab's phase, held still until this transaction ends: what is accepted now is counted.

    On PostgreSQL people share the hold, and whoever changes the lab holds it alone; on SQLite each writer is alone.
    Raises `lab_purged`.
    """
    session.flush()  # what this transaction has changed itself counts too
    held = session.execute(HELD_ALONE if to_change else HELD_SHARED, {"lab": lab_id})
    phase, purged_at = held.one()
    if purged_at:
        raise Refused("lab_purged")
    return Phase(phase)


def room(session: Session, lab_id: int) -> Room:
    lab, product = session.execute(
        select(Lab, Product).join(Product, Product.id == Lab.product_id).where(Lab.id == lab_id)
    ).one()
    personas = session.scalars(select(Persona).where(Persona.product_id == product.id).order_by(Persona.position))
    phase = Phase(lab.phase)
    return Room(
        id=lab.id,
        code=lab.code,
        title=lab.title,
        theme=lab.theme,
        held_on=lab.held_on,
        place=lab.place,
        phase=phase,
        early=lab.early,
        locked=lab.locked,
        by_badge=lab.by_badge,
        starts_at=lab.starts_at,
        conduct=lab.conduct,
        next_steps=lab.next_steps,
        follow_up_at=lab.follow_up_at,
        product_id=product.id,
        product=product.name,
        product_slug=product.slug,
        personas=tuple(PersonaName(persona.id, persona.name, persona.retired) for persona in personas),
        agenda=steps_of(session, lab_id),
        timer=timer_of(session, lab_id),
        cards=all_cards(session, lab_id),
        people=_count(session, Participant, lab_id),
        ballots=_count(session, Ballot, lab_id),
        unsettled=_unsettled(session, lab_id),
        outcome=outcome_of(session, lab_id) if phases.has_results(phase) else None,
        groups=groups_of(session, lab_id, round_) if (round_ := phases.round_of(phase)) else (),
        retention_months=lab.retention_months,
        erased_on=erased_on(session, lab),
        purged_at=lab.purged_at,
    )


def room_since(session: Session, before: Room, changed: frozenset[int]) -> Room:
    """The lab as it is, once nothing but these cards has changed: the others are not read again.

    The whole lab is read when more depends on them: ballots, or cards that had not come yet.
    """
    cards = before.card | {card.id: card for card in some_cards(session, before.id, changed)}
    into = {cards[card].merged_into or card for card in changed & cards.keys()}
    if before.ballots or not cards.keys() >= changed | into:
        return room(session, before.id)
    after = replace(before, cards=tuple(cards[card] for card in sorted(cards)))
    come = after.cards[len(before.cards) :]
    if changed == {card.id for card in come} and not any(card.merged_into or card.out_of_sight for card in come):
        after.__dict__.update(_carried_on(before, come))
    return after


def _carried_on(before: Room, come: tuple[Card, ...]) -> dict[str, object]:
    """What follows from the cards, when to those before only some in sight have come. To work it out from all of them
    for each that comes would be most of the work in a crowd."""
    given_by = before.given_by.copy()
    for card in come:
        if card.participant_id is not None:
            given_by[card.participant_id] = (*given_by.get(card.participant_id, ()), card)
    return {
        "card": before.card | {card.id: card for card in come},
        "stands": before.stands | {card.id: card.id for card in come},
        "inside": before.inside | {card.id: () for card in come},
        "votable": (*before.votable, *come),
        "given_by": given_by,
    }


def _count(session: Session, table: type[Participant] | type[Ballot], lab_id: int) -> int:
    return session.execute(select(func.count()).select_from(table).where(table.lab_id == lab_id)).scalar_one()


def _unsettled(session: Session, lab_id: int) -> tuple[ballot_rules.Ballot, ...]:
    votable = select(PainPoint.id).where(PainPoint.lab_id == lab_id, IS_VOTABLE)
    rows = session.execute(
        select(Ballot.first, Ballot.second)
        .where(Ballot.lab_id == lab_id)
        .where(or_(Ballot.first.not_in(votable), Ballot.second.not_in(votable)))
    )
    return tuple(ballot_rules.Ballot(*row) for row in rows)
