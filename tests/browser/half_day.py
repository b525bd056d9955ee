"""The room of a half-day on 25 phones: its devices, what was done on them, and how the database compares with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.queries import feedback, forum
from openlab.db.queries import groups as group_queries
from openlab.db.queries import participants as participant_queries
from openlab.db.queries.forum import Forum
from openlab.db.queries.groups import Group
from openlab.db.queries.sheets import GroupSheet, group_sheets
from openlab.db.tables import Ballot, Feedback, Photo, Remark, Support
from tests.browser.open_lab import OpenLab
from tests.pictures import opened

NEXT_STEPS = "Revue le 3 mars, salle Molière."
BETTER = "Une salle moins bruyante"


@dataclass
class HalfDay:
    """The room, and what was done in it, noted by first name as it was done."""

    lab: OpenLab
    screen: Page
    console: Page
    phones: dict[str, Page]
    topics: list[str] = field(default_factory=list)
    ballots: dict[str, tuple[str, str]] = field(default_factory=dict)
    wishes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    supports: set[tuple[str, int]] = field(default_factory=set)
    remarks: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def everyone(self) -> tuple[Page, ...]:
        return (self.screen, self.console, *self.phones.values())

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.lab.room.groups

    @property
    def sheets(self) -> dict[int, GroupSheet]:
        return self.lab.server.look(group_sheets, self.lab.id)

    @property
    def forum(self) -> Forum:
        return self.lab.server.look(forum.forum, self.lab.id)

    @property
    def ids(self) -> dict[str, int]:
        return {name: id_ for id_, name, _ in self.lab.server.look(participant_queries.everyone, self.lab.id)}

    def phones_of(self, group: Group) -> list[Page]:
        return [self.phones[person.name] for person in group.people]

    def title(self, card: int) -> str:
        return self.lab.room.card[card].title

    def press(self, name: str, within: str = "main") -> None:
        self.console.locator(within).get_by_role("button", name=name).first.click()


def everyone_sees_the_groups(day: HalfDay) -> None:
    """Phones, console and screen show the same groups: each person is in one, three to eight are together."""
    groups = day.groups
    assert sorted(person.name for group in groups for person in group.people) == sorted(day.phones)
    for group in groups:
        names = [person.name for person in group.people]
        assert 3 <= len(names) <= 8
        expect(day.screen.locator(f"#group-{group.id} .topic")).to_have_text(day.title(group.topic_id))
        expect(day.screen.locator(f"#group-{group.id} .names")).to_have_text(", ".join(names))
        expect(day.console.locator(f"#group-{group.id} .people summary")).to_contain_text(names)
        for name, page in zip(names, day.phones_of(group), strict=True):
            expect(page.locator("#my-group-heading")).to_have_text(
                f"Votre groupe : {group.number}{' · ' if group.place else ''}{group.place}"
            )
            expect(page.locator("#my-group p")).to_have_text("Avec " + ", ".join(n for n in names if n != name))
            expect(page.locator(".topic .title")).to_have_text(day.title(group.topic_id))


@dataclass(frozen=True)
class Rows:
    ballots: list[Ballot]
    supports: list[Support]
    remarks: list[Remark]
    levels: list[int]
    photos: list[bytes]


def rows_of(session: Session, lab: int) -> Rows:
    return Rows(
        list(session.scalars(select(Ballot).where(Ballot.lab_id == lab))),
        list(session.scalars(select(Support).where(Support.lab_id == lab))),
        list(session.scalars(select(Remark).where(Remark.lab_id == lab))),
        list(session.scalars(select(Feedback.level).where(Feedback.lab_id == lab))),
        list(session.scalars(select(Photo.jpeg))),
    )


def compare_with_the_database(day: HalfDay) -> None:
    room, name_of = day.lab.room, {id_: name for name, id_ in day.ids.items()}
    assert (room.phase, room.people, room.next_steps) == ("closed", 25, NEXT_STEPS)
    assert room.outcome
    assert {day.title(card) for card in room.outcome.topics} == set(day.topics)
    rows = day.lab.server.look(rows_of, day.lab.id)
    cast = {name_of[row.participant_id]: {day.title(row.first), day.title(row.second)} for row in rows.ballots}
    assert cast == {name: set(pair) for name, pair in day.ballots.items()}
    assert {(name_of[row.participant_id], row.sheet_id) for row in rows.supports} == day.supports
    assert {(name_of[row.participant_id], row.sheet_id): row.text for row in rows.remarks} == day.remarks
    assert sorted(rows.levels) == [2] * 5 + [3] * 5 + [4] * 10 + [5] * 5
    assert day.lab.server.look(feedback.one_point_better, day.lab.id) == [BETTER]
    (photo,) = rows.photos
    assert opened(photo).size == (1600, 1200)
    assert not opened(photo).getexif()
    compare_the_rounds(day)


def compare_the_rounds(day: HalfDay) -> None:
    rounds = [day.lab.server.look(group_queries.groups_of, day.lab.id, number) for number in (1, 2)]
    assert [len(groups) for groups in rounds] == [5, 4]
    for groups in rounds:
        assert sorted(person.name for group in groups for person in group.people) == sorted(day.phones)
    assert [person.by_hand for group in rounds[0] for person in group.people].count(True) == 1
    assert [(sheet.round, sheet.number, sheet.version, sheet.content.solution) for sheet in day.sheets.values()] == [
        *((1, number, 1, f"Solution du groupe {number}") for number in range(1, 6)),
        (2, 1, 2, "Solution du groupe 1, allée plus loin"),
        (2, 2, 1, "Solution fraîche du groupe 2"),
        (2, 3, 1, "Solution fraîche du groupe 3"),
        (2, 4, 0, ""),
    ]
