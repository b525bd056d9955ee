"""The report of a lab, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.queries import feedback as feedback_queries
from openlab.db.queries import forum as forum_queries
from openlab.db.queries import labs as lab_queries
from openlab.db.queries import sheets as sheet_queries
from openlab.db.queries.backlog import Line, Reader, working
from openlab.db.queries.cards import Card
from openlab.db.queries.forum import Picture
from openlab.db.queries.labs import Room
from openlab.db.queries.outcome import Outcome
from openlab.db.queries.proposals import handed_over
from openlab.db.queries.reported import Counts, Decision, Ranked, Report, Sheet, Told, Vote
from openlab.db.tables import Participant, Persona, Photo, Placement, Product, SolutionSheet, WorkingGroup
from openlab.domain import phases
from openlab.domain.ballots import Rank
from openlab.domain.phases import Phase


def report(session: Session, lab_id: int, reader: Reader, *, with_photos: bool = False) -> Report:
    """The report of a lab for someone who may read its product's backlog.

    Raises `report_too_early` before the vote has closed: nobody sees a tally before.
    """
    room = lab_queries.room(session, lab_id)
    phases.reporting(room.phase)
    product = session.get_one(Product, room.product_id)
    people, forum = _people(session, lab_id), _Forum(session, room)
    return Report(
        lab_id=room.id,
        code=room.code,
        product=room.product,
        product_slug=room.product_slug,
        purpose=product.purpose,
        title=room.title,
        theme=room.theme,
        held_on=room.held_on,
        place=room.place,
        starts_at=room.starts_at,
        hours=room.hours,
        agenda=tuple((step.title, step.minutes) for step in room.agenda),
        next_steps=room.next_steps,
        is_final=room.phase is Phase.CLOSED,
        people=people,
        absent=tuple(persona.name for persona in room.offered_personas if persona.name not in dict(people)),
        vote=_vote(room, room.outcome) if room.outcome else Vote(room.people, 0, 0, (), ()),
        sheets=forum.sheets,
        empty_sheets=forum.empty,
        evaluation=feedback_queries.evaluation(session, lab_id),
        better=tuple(feedback_queries.one_point_better(session, lab_id)),
        decisions=_decisions(session, product, reader, lab_id),
        undecided=_undecided(session, lab_id),
        photos=_photos(session, lab_id) if with_photos else {},
    )


def _people(session: Session, lab_id: int) -> Counts:
    """How many people of each persona came."""
    rows = session.execute(
        select(Persona.name, func.count())
        .join(Participant, Participant.persona_id == Persona.id)
        .where(Participant.lab_id == lab_id)
        .group_by(Persona.id, Persona.name, Persona.position)
        .order_by(Persona.position, Persona.id)
    )
    return tuple((name, count) for name, count in rows)


def _vote(room: Room, outcome: Outcome) -> Vote:
    return Vote(
        people=outcome.people,
        ballots=outcome.ballots,
        waiting=outcome.waiting,
        ranking=tuple(_ranked(room, outcome, rank) for rank in outcome.ranks),
        by_persona=tuple(
            (persona, tuple((room.card[rank.card].title, rank.votes) for rank in ranks if rank.votes))
            for persona, ranks in outcome.by_persona
        ),
    )


def _ranked(room: Room, outcome: Outcome, rank: Rank) -> Ranked:
    return Ranked(
        place=rank.place,
        votes=rank.votes,
        is_tied=outcome.is_tied(rank),
        is_topic=rank.card in outcome.topics,
        card=_told(room.card[rank.card]),
        inside=tuple(_told(card) for card in room.inside[rank.card] if not card.out_of_sight),
    )


def _told(card: Card) -> Told:
    return Told(card.title, card.detail, card.persona)


class _Forum:
    """The proposals that the room took position on, and the groups that left nothing; none before the wrap-up."""

    def __init__(self, session: Session, room: Room) -> None:
        self.sheets: tuple[Sheet, ...] = ()
        self.empty: tuple[tuple[int, int], ...] = ()
        if not phases.has_wrap_up(room.phase):
            return
        forum = forum_queries.forum(session, room.id)
        people = _people_of_groups(session, room.id)
        personas = {sheet.id: sheet.personas for sheet in sheet_queries.sheets_of(session, room.id)}
        self.sheets = tuple(
            _sheet(proposal, people[proposal.group.round, proposal.group.number], personas[proposal.id])
            for proposal in forum.proposals
        )
        self.empty = tuple((group.round, group.number) for group in forum.empty)


def _sheet(proposal: forum_queries.Proposal, people: Counts, personas: tuple[str, ...]) -> Sheet:
    before = proposal.continues
    return Sheet(
        id=proposal.id,
        round=proposal.group.round,
        number=proposal.group.number,
        topic=proposal.topic,
        continues=(before.round, before.number) if before else None,
        people=people,
        problem=proposal.problem,
        for_whom=proposal.for_whom,
        personas=personas,
        solution=proposal.solution,
        first_step=proposal.first_step,
        gains=proposal.gains,
        risks=proposal.risks,
        pictures=tuple(Picture(picture.id, picture.width, picture.height) for picture in proposal.pictures),
        support=proposal.supports,
        remarks=proposal.remarks,
    )


def _people_of_groups(session: Session, lab_id: int) -> dict[tuple[int, int], Counts]:
    """How many people of each persona were in a group, by round and number."""
    rows = session.execute(
        select(WorkingGroup.round, WorkingGroup.number, Persona.name, func.count())
        .join(Placement, Placement.group_id == WorkingGroup.id)
        .join(Participant, Participant.id == Placement.participant_id)
        .join(Persona, Persona.id == Participant.persona_id)
        .where(WorkingGroup.lab_id == lab_id)
        .group_by(WorkingGroup.round, WorkingGroup.number, Persona.id, Persona.name, Persona.position)
        .order_by(Persona.position, Persona.id)
    )
    found: dict[tuple[int, int], Counts] = defaultdict(tuple)
    for round_, number, persona, count in rows:
        found[round_, number] += ((persona, count),)
    return found


def _decisions(session: Session, product: Product, reader: Reader, lab_id: int) -> tuple[Decision, ...]:
    """The items that come from this lab, in the order in which this reader may see them."""
    lines = working(session, product, reader).lines
    first_steps = {sheet.id: sheet.content.first_step for sheet in sheet_queries.sheets_of(session, lab_id)}
    of_lab = (line for line in lines if any(origin.lab_id == lab_id for origin in line.origins))
    return tuple(_decision(line, lab_id, first_steps) for line in of_lab)


def _decision(line: Line, lab_id: int, first_steps: Mapping[int, str]) -> Decision:
    item = line.item
    return Decision(
        title=item.title,
        problem=item.problem,
        solution=item.solution,
        first_steps=tuple(filter(None, (first_steps.get(origin.sheet or 0, "") for origin in line.origins))),
        for_whom=item.for_whom,
        indicator=item.indicator,
        status=item.status,
        horizon=line.horizon,
        sprint=item.sprint,
        decline_reason=item.decline_reason,
        votes=sum(said.votes for said in line.said if said.lab_id == lab_id),
    )


def _undecided(session: Session, lab_id: int) -> tuple[str, ...]:
    """The topics of a closed lab of which something still waits for the owner."""
    ranking = handed_over(session, lab_id).ranking
    return tuple(card.title for card in ranking if card.waiting)


def _photos(session: Session, lab_id: int) -> dict[int, bytes]:
    rows = session.execute(
        select(Photo.id, Photo.jpeg)
        .join(SolutionSheet, SolutionSheet.id == Photo.sheet_id)
        .where(SolutionSheet.lab_id == lab_id, Photo.removed.is_(False))
    )
    return {row.id: row.jpeg for row in rows}
