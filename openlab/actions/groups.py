"""Working groups: which topics, who wishes what, forming, moving, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import groups as queries
from openlab.db.queries import labs
from openlab.db.tables import Lab, Participant, Placement, RankedPainPoint, SolutionSheet, Wish, WorkingGroup
from openlab.db.upsert import put
from openlab.domain import Refused, groups, phases

MOST_GROUPS = 20
MOST_PER_TOPIC = 4
PLACE_LIMIT = 80


def open_groups(
    session: Session, lab_id: int, account_id: int, topics: Sequence[str], counts: Sequence[str], low: str, high: str
) -> None:
    """How many groups work on each topic of the ranking, and how many people a group has (3 to 8 at first).

    Groups that stay keep their people; a group goes only when it has no solution sheet. Raises `groups_not_now`,
    `topic_unknown`, `group_count_wrong`, `group_sizes_wrong`, `groups_missing`, `group_has_sheet`.
    """
    round_ = _round(session, lab_id)
    lab = session.get_one(Lab, lab_id)
    lab.group_minimum, lab.group_maximum = _sizes(low, high)
    wanted = _wanted(session, lab_id, topics, counts)
    known = queries.rows_of(session, lab_id, round_)
    for row in known:
        if wanted.get(row.topic_id, 0) > 0:
            wanted[row.topic_id] -= 1
        else:
            _close_group(session, row)
    number = max((row.number for row in known), default=0)
    for topic, more in wanted.items():
        for _ in range(more):
            number += 1
            session.add(WorkingGroup(lab_id=lab_id, round=round_, number=number, topic_id=topic, place=""))
    write_journal(session, lab_id, "groups_opened", account_id, round=round_)
    live.announce(session, lab_id)


def give_wishes(session: Session, lab_id: int, participant_id: int, topics: Sequence[str]) -> None:
    """Up to three topics, the best first; empty ones do not count. Giving again replaces them.

    Raises `groups_not_now`, `wish_twice`, `wish_unknown`.
    """
    round_ = _round(session, lab_id, to_change=False)
    chosen = [topic for topic in topics if topic][: groups.WISHES]
    if len(set(chosen)) != len(chosen):
        raise Refused("wish_twice", "wish")
    known = {str(row.topic_id): row.topic_id for row in queries.rows_of(session, lab_id, round_)}
    if not known.keys() >= set(chosen):
        raise Refused("wish_unknown", "wish")
    session.execute(
        delete(Wish).where(Wish.lab_id == lab_id, Wish.round == round_, Wish.participant_id == participant_id)
    )
    for rank, topic in enumerate(chosen, start=1):
        row = {"lab_id": lab_id, "round": round_, "participant_id": participant_id, "rank": rank}
        put(session, Wish, {**row, "topic_id": known[topic]})
    live.announce(session, lab_id, live.Audience.ROOM)


def form_groups(session: Session, lab_id: int, account_id: int) -> None:
    """Place everyone present, wishes first; those placed by hand stay. The same room is always placed the same.

    Raises `groups_not_now`, `groups_missing`.
    """
    round_ = _round(session, lab_id)
    _place(session, lab_id, round_, groups.form(*queries.seated(session, lab_id, round_)))
    write_journal(session, lab_id, "groups_formed", account_id, round=round_)


def rebalance_groups(session: Session, lab_id: int, account_id: int) -> None:
    """Bring the sizes back within bounds, moving as few people as possible and none placed by hand.

    Raises `groups_not_now`, `groups_missing`.
    """
    round_ = _round(session, lab_id)
    _place(session, lab_id, round_, groups.rebalance(*queries.seated(session, lab_id, round_)))
    write_journal(session, lab_id, "groups_rebalanced", account_id, round=round_)


def move_person(session: Session, lab_id: int, account_id: int, person: str, group: str) -> None:
    """A facilitator puts someone into a group, where they stay; no group means: place them by the rules again.

    Raises `groups_not_now`, `groups_missing`, `person_unknown`, `group_unknown`.
    """
    round_ = _round(session, lab_id)
    known = {str(row.id): row.id for row in queries.rows_of(session, lab_id, round_)}
    people = {str(id_): id_ for id_ in session.scalars(select(Participant.id).where(Participant.lab_id == lab_id))}
    if person not in people:
        raise Refused("person_unknown", "person")
    if group and group not in known:
        raise Refused("group_unknown", "group")
    if group:
        row = {"lab_id": lab_id, "round": round_, "participant_id": people[person], "group_id": known[group]}
        put(session, Placement, {**row, "reason": "by_hand", "by_hand": True})
    else:
        one = (Placement.round == round_, Placement.participant_id == people[person])
        session.execute(delete(Placement).where(Placement.lab_id == lab_id, *one))
        place_newcomer(session, lab_id, people[person])
    write_journal(session, lab_id, "person_moved", account_id, round=round_)
    live.announce(session, lab_id)


def place_newcomer(session: Session, lab_id: int, participant_id: int) -> None:
    """Someone who joins once the groups are formed goes into one at once; nobody else moves."""
    round_ = phases.round_of(labs.hold_phase(session, lab_id, to_change=True))
    if round_ is None:
        return
    people, known, sizes = queries.seated(session, lab_id, round_)
    newcomer = next((person for person in people if person.id == participant_id), None)
    if newcomer and newcomer.group is None and any(person.group for person in people):
        _place(session, lab_id, round_, [groups.join(newcomer, people, known, sizes)])
        live.announce(session, lab_id)


def mark_left(session: Session, lab_id: int, account_id: int, person_id: int, has_left: bool) -> None:
    """Someone goes home, or comes back: what they wrote and voted stays, and so does their place. Raises
    `person_unknown`."""
    labs.hold_phase(session, lab_id, to_change=True)
    query = select(Participant).where(Participant.lab_id == lab_id, Participant.id == person_id)
    person = session.scalar(query)
    if person is None:
        raise Refused("person_unknown")
    if person.has_left != has_left:
        person.has_left = has_left
        write_journal(session, lab_id, "person_left" if has_left else "person_back", account_id)
        live.announce(session, lab_id)


def name_place(session: Session, lab_id: int, account_id: int, group_id: int, place: str) -> None:
    """Where a group sits: a room, a table. Raises `groups_not_now`, `group_unknown`, `text_too_long`."""
    round_ = _round(session, lab_id)
    place = " ".join(place.split())
    if len(place) > PLACE_LIMIT:
        raise Refused("text_too_long", "place", length=len(place), limit=PLACE_LIMIT)
    row = next((row for row in queries.rows_of(session, lab_id, round_) if row.id == group_id), None)
    if row is None:
        raise Refused("group_unknown")
    row.place = place
    write_journal(session, lab_id, "group_place_named", account_id, round=round_)
    live.announce(session, lab_id)


def _round(session: Session, lab_id: int, *, to_change: bool = True) -> int:
    round_ = phases.round_of(labs.hold_phase(session, lab_id, to_change=to_change))
    if round_ is None:
        raise Refused("groups_not_now")
    return round_


def _sizes(low: str, high: str) -> tuple[int, int]:
    if not (low.isdecimal() and high.isdecimal() and len(low + high) < 8):
        raise Refused("group_sizes_wrong", "minimum")
    sizes = groups.Sizes(int(low), int(high))
    return sizes.minimum, sizes.maximum


def _wanted(session: Session, lab_id: int, topics: Sequence[str], counts: Sequence[str]) -> dict[int, int]:
    """How many groups each topic shall have."""
    ranked = select(RankedPainPoint.pain_point_id).where(RankedPainPoint.lab_id == lab_id)
    known = {str(card): card for card in session.scalars(ranked)}
    wanted: dict[int, int] = {}
    for topic, count in zip(topics, counts, strict=False):
        if topic not in known:
            raise Refused("topic_unknown")
        if not count.isdecimal() or int(count) > MOST_PER_TOPIC:
            raise Refused("group_count_wrong", "count", limit=MOST_PER_TOPIC)
        wanted[known[topic]] = int(count)
    if not 1 <= sum(wanted.values()) <= MOST_GROUPS:
        raise Refused("groups_missing")
    return wanted


def _close_group(session: Session, row: WorkingGroup) -> None:
    if session.scalar(select(SolutionSheet.id).where(SolutionSheet.group_id == row.id)):
        raise Refused("group_has_sheet", None, number=row.number)
    session.execute(delete(Placement).where(Placement.group_id == row.id))
    session.delete(row)


def _place(session: Session, lab_id: int, round_: int, placements: Iterable[groups.Placement]) -> None:
    for placement in placements:
        row = {"lab_id": lab_id, "round": round_, "participant_id": placement.person, "group_id": placement.group}
        put(session, Placement, {**row, "reason": placement.reason, "by_hand": placement.reason == "by_hand"})
    live.announce(session, lab_id)
