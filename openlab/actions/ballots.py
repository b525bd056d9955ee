"""Casting ballots, closing the vote, keeping topics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.tables import Ballot, PainPoint, Participant, PersonaVotes, RankedPainPoint, Result, Topic, columns
from openlab.db.upsert import put
from openlab.domain import Refused, ballots, phases

_CARD = columns(PainPoint)
VOTABLE_AMONG = (
    select(func.count())
    .where(_CARD.lab_id == bindparam("lab"), labs.IS_VOTABLE)
    .where(_CARD.id.in_((bindparam("first"), bindparam("second"))))
)


def cast_ballot(session: Session, lab_id: int, participant_id: int, choices: Sequence[str]) -> None:
    """A participant's two votes; casting again replaces them, until the close.

    Raises `vote_not_open`, `vote_closed`, `choose_two`, `choose_two_distinct`, `choice_unknown`.
    """
    _cast(session, lab_id, participant_id, choices, by_facilitator=False)


def cast_ballot_for(session: Session, lab_id: int, account_id: int, choices: Sequence[str], person: str) -> None:
    """A facilitator enters the ballot of a person without a phone, by the same rule.

    Raises what `cast_ballot` raises, `person_unknown`, and `voted_themselves` when the person cast it from a phone:
    then only they can change it.
    """
    known = select(Participant.id).where(Participant.lab_id == lab_id, Participant.name != "")
    participant_id = {str(id_): id_ for id_ in session.scalars(known)}.get(person)
    if participant_id is None:
        raise Refused("person_unknown", "person")
    phases.voting(labs.hold_phase(session, lab_id, to_change=True))
    # First whether the choices can be cast: with choices that cannot, nobody may learn who has voted.
    _chosen(session, lab_id, choices)
    held = session.get(Ballot, (lab_id, participant_id))
    if held and not held.by_facilitator:
        raise Refused("voted_themselves", "person")
    _cast(session, lab_id, participant_id, choices, by_facilitator=True)
    write_journal(session, lab_id, "ballot_entered", account_id)
    live.announce(session, lab_id, live.Audience.PARTICIPANTS)


def _cast(session: Session, lab_id: int, participant_id: int, choices: Sequence[str], *, by_facilitator: bool) -> None:
    phases.voting(labs.hold_phase(session, lab_id))
    ballot = _chosen(session, lab_id, choices)
    put(
        session,
        Ballot,
        {
            "lab_id": lab_id,
            "participant_id": participant_id,
            "first": ballot.first,
            "second": ballot.second,
            "by_facilitator": by_facilitator,
        },
    )
    live.announce(session, lab_id, live.Audience.ROOM)


def _chosen(session: Session, lab_id: int, choices: Sequence[str]) -> ballots.Ballot:
    ballot = ballots.choose(choices)
    chosen = {"lab": lab_id, "first": ballot.first, "second": ballot.second}
    if session.execute(VOTABLE_AMONG, chosen).scalar_one() != ballots.VOTES:
        raise Refused("choice_unknown", "choice")
    return ballot


def freeze_result(session: Session, lab_id: int) -> None:
    """Count the ballots once, at the close, into the one place that every page and export reads."""
    room = labs.room(session, lab_id)
    votable = {card.id for card in room.votable}
    cast = session.execute(
        select(Ballot.first, Ballot.second, Participant.persona_id)
        .join(Participant, Participant.id == Ballot.participant_id)
        .where(Ballot.lab_id == lab_id)
    )
    counting = [
        (persona, ballot)
        for first, second, persona in cast
        if ballots.counted(ballot := ballots.Ballot(first, second), room.stands, votable)
    ]
    session.execute(delete(Result).where(Result.lab_id == lab_id))
    session.add(
        Result(
            lab_id=lab_id,
            closed_at=datetime.now(UTC),
            people=room.people,
            ballots=len(counting),
            waiting=room.ballots - len(counting),
        )
    )
    session.flush()
    votes = ballots.tally((ballot for _persona, ballot in counting), room.stands, votable)
    for rank in ballots.ranking(votes):
        session.add(RankedPainPoint(lab_id=lab_id, pain_point_id=rank.card, place=rank.place, votes=rank.votes))
    by_persona: dict[int, list[ballots.Ballot]] = {}
    for persona, ballot in counting:
        by_persona.setdefault(persona, []).append(ballot)
    for persona in ballots.personas_to_show({persona: len(cast) for persona, cast in by_persona.items()}):
        for card, count in ballots.tally(by_persona[persona], room.stands, votable).items():
            session.add(PersonaVotes(lab_id=lab_id, persona_id=persona, pain_point_id=card, votes=count))


def keep_topics(session: Session, lab_id: int, account_id: int, cards: Sequence[str]) -> None:
    """The pain points that the working groups will take on: any of the ranking, or none.

    Raises `topics_need_results`, `topic_unknown`.
    """
    phases.keeping_topics(labs.hold_phase(session, lab_id, to_change=True))
    ranked = select(RankedPainPoint.pain_point_id).where(RankedPainPoint.lab_id == lab_id)
    known = {str(card): card for card in session.scalars(ranked)}
    if not known.keys() >= set(cards):
        raise Refused("topic_unknown")
    session.get_one(Result, lab_id).topics_chosen = True
    session.execute(delete(Topic).where(Topic.lab_id == lab_id))
    session.add_all(Topic(lab_id=lab_id, pain_point_id=known[card]) for card in sorted(set(cards)))
    write_journal(session, lab_id, "topics_kept", account_id, count=len(set(cards)))
    live.announce(session, lab_id)
