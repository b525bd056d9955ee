"""What happens in the demo after the ranking: two rounds of working groups, their sheets, the wrap-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions import feedback, forum, groups, photos, sheets
from openlab.actions.sheets import Hand
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.forum import forum as forum_of
from openlab.db.queries.groups import groups_of
from openlab.db.tables import PainPoint, Participant, SolutionSheet, WorkingGroup

PAPER_PROTOTYPE = Path(__file__).parent.parent / "demo_photo.jpg"
PLACES = ("Table près de la fenêtre", "Table du fond", "Petit salon", "Salle Colette")
TEXTS = ("problem", "solution", "first_step", "gains", "risks", "spokesperson")


@dataclass(frozen=True)
class HalfDay:
    """The demo's lab, its facilitator, and what people write in it."""

    lab_id: int
    account_id: int
    data: dict[str, Any]

    def cards(self, session: Session) -> list[str]:
        query = select(PainPoint.id).where(PainPoint.lab_id == self.lab_id).order_by(PainPoint.id)
        return [str(id_) for id_ in session.scalars(query)]

    def people(self, session: Session) -> list[int]:
        query = select(Participant.id).where(Participant.lab_id == self.lab_id).order_by(Participant.id)
        return list(session.scalars(query))


def hold_groups(session: Session, day: HalfDay, round_: int, *, is_over: bool) -> None:
    """A round of working groups: wishes, places, and the sheets; while it lasts, one is begun and one still empty."""
    cards = day.cards(session)
    written = [sheet for sheet in day.data["sheets"] if sheet["round"] == round_]
    topics = [cards[sheet["topic"] - 1] for sheet in written]
    groups.open_groups(session, day.lab_id, day.account_id, topics, ["1"] * len(topics), "3", "8")
    session.flush()
    for person, wishes in zip(day.people(session), cycle(day.data["wishes"]), strict=False):
        groups.give_wishes(session, day.lab_id, person, [cards[number - 1] for number in wishes])
    groups.form_groups(session, day.lab_id, day.account_id)
    for group, place in zip(groups_of(session, day.lab_id, round_), PLACES, strict=False):
        groups.name_place(session, day.lab_id, day.account_id, group.id, place)
    for number, (topic, sheet) in enumerate(zip(topics, written, strict=True), start=1):
        is_begun = not is_over and number == len(written) - 1
        if is_over or number < len(written):
            _write(session, day, round_, int(topic), {"problem": sheet["problem"]} if is_begun else sheet)


def _write(session: Session, day: HalfDay, round_: int, topic: int, sheet: dict[str, Any]) -> None:
    group = next(group for group in groups_of(session, day.lab_id, round_) if group.topic_id == topic)
    hand = Hand(day.lab_id, group.people[0].id)
    version = 0
    if sheet.get("continues"):
        sheets.continue_sheet(session, hand, group.id, str(_sheet_of(session, day, 1, topic)))
        version = 1
    named = sheet.get("for_whom", "").split(", ")
    personas = lab_queries.room(session, day.lab_id).personas
    ticked = [str(persona.id) for persona in personas if persona.name in named]
    texts = {field: sheet.get(field, "") for field in TEXTS}
    sheets.save_sheet(session, hand, group.id, texts, ticked, str(version))
    if sheet.get("photo"):
        picture = photos.develop(PAPER_PROTOTYPE.read_bytes())
        photos.add_photo(session, hand, group.id, picture, f"demo {day.lab_id} {round_}")


def _sheet_of(session: Session, day: HalfDay, round_: int, topic: int) -> int:
    query = select(SolutionSheet.id).join(WorkingGroup, WorkingGroup.id == SolutionSheet.group_id)
    query = query.where(WorkingGroup.lab_id == day.lab_id, WorkingGroup.round == round_)
    return session.execute(query.where(WorkingGroup.topic_id == topic)).scalar_one()


def wrap_up(session: Session, day: HalfDay, *, is_over: bool) -> None:
    """The forum and the evaluation; while they last, the first proposal is on the screen and half of the room has
    evaluated."""
    people, cards = day.people(session), day.cards(session)
    proposals = forum_of(session, day.lab_id).proposals
    for proposal, number, person in _supports([p.id for p in proposals], people):
        if is_over or number < len(people) // 2:
            forum.support(session, day.lab_id, person, proposal, helping=True)
    for person, remark in zip(people, day.data["remarks"], strict=False):
        sheet = _sheet_of(session, day, remark["round"], int(cards[remark["topic"] - 1]))
        forum.remark(session, day.lab_id, person, sheet, remark["text"])
    answers = day.data["evaluations"]
    for person, (level, better) in zip(people, answers if is_over else answers[: len(answers) // 2], strict=False):
        feedback.give_feedback(session, day.lab_id, person, str(level), better)
    if not is_over:
        forum.show_sheet(session, day.lab_id, day.account_id, str(proposals[0].id))
        return
    feedback.show_evaluation(session, day.lab_id, day.account_id)
    forum.write_next_steps(session, day.lab_id, day.account_id, day.data["next_steps"].strip())


def _supports(proposals: list[int], people: list[int]) -> Iterator[tuple[int, int, int]]:
    """Each proposal has others who would help with it: a quarter to half of the room."""
    for place, proposal in enumerate(proposals):
        for number, person in enumerate(people):
            if (number * 7 + place * 3) % 11 < 3 + place % 3:
                yield proposal, number, person
