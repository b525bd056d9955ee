"""Closed labs with topics, solution sheets, support and remarks, the team of their product, and its backlog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from openlab.actions import accounts, backlog, ballots, items, labs
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries.backlog import Line, Reader, Working, working
from openlab.db.queries.proposals import HandedOver, waiting
from openlab.db.tables import (
    BacklogItem,
    ItemHistory,
    Lab,
    Member,
    Product,
    Remark,
    SheetVersion,
    SolutionSheet,
    Support,
    WorkingGroup,
)
from openlab.domain import Refused, phases
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, cast, give, join, move

DEVELOPER, DESIGNER, OWNER = frozenset({"developer"}), frozenset({"designer"}), frozenset({"owner"})
TITLES = ("Tout est ressaisi", "Les délais sont inconnus", "Le vocabulaire est obscur", "La page plante")


@dataclass
class Closed:
    """A closed lab: cards 0 and 1 are its topics, with 5 and 4 votes of 6 ballots; each has a sheet."""

    built: Built
    sheets: list[int]

    @property
    def cards(self) -> list[int]:
        return self.built.cards

    @property
    def product(self) -> int:
        return self.built.product

    @property
    def owner(self) -> int:
        return self.built.account


def a_closed_lab(database: Database, sheets: int = 2, titles: tuple[str, ...] = TITLES) -> Closed:
    return close(database, a_lab(database, Phase.COLLECT, people_in=6, cards=0), sheets, titles)


def another_closed_lab(database: Database, first: Closed, sheets: int = 2) -> Closed:
    """One more lab of the same product."""
    with database.writing() as session:
        lab = labs.create_lab(session, first.product, first.owner, LabForm("Open lab n° 2", held_on="2026-12-01"))
        built = replace(first.built, lab=lab.id, code=lab.code, people=[], return_codes=[], cards=[])
    for number in range(6):
        join(database, built, f"Personne {number} bis")
    move(database, built, Phase.COLLECT)
    return close(database, built, sheets, TITLES)


def close(database: Database, built: Built, sheets: int, titles: tuple[str, ...]) -> Closed:
    for number, title in enumerate(titles):
        give(database, built, built.people[number], title, f"Détail de « {title[:80]} »")
    for phase in (Phase.SORT, Phase.VOTE):
        move(database, built, phase)
    a, b, c, d = built.cards
    for person, pair in zip(built.people, [(a, b), (a, b), (a, b), (a, c), (a, c), (b, d)], strict=True):
        cast(database, built, person, *pair)
    move(database, built, Phase.RESULTS)
    with database.writing() as session:
        ballots.keep_topics(session, built.lab, built.account, [str(a), str(b)])
    closed = Closed(built, [])
    forward(database, built, Phase.WRAP_UP)
    closed.sheets = [a_sheet(database, built, number) for number in range(sheets)]
    move(database, built, Phase.CLOSED)
    return closed


def forward(database: Database, built: Built, to: Phase) -> None:
    with database.reading() as session:
        now = Phase(session.get_one(Lab, built.lab).phase)
    for phase in phases.ORDER[phases.ORDER.index(now) + 1 : phases.ORDER.index(to) + 1]:
        move(database, built, phase)


def a_sheet(database: Database, built: Built, number: int, continues: int | None = None, text: str = "") -> int:
    """The sheet of one more group, about a topic; three people would help, and two say why."""
    with database.writing() as session:
        group = WorkingGroup(
            lab_id=built.lab,
            round=2 if continues else 1,
            number=len(session.scalars(select(WorkingGroup.id).where(WorkingGroup.lab_id == built.lab)).all()) + 1,
            topic_id=built.cards[number % 2],
        )
        session.add(group)
        session.flush()
        sheet = SolutionSheet(lab_id=built.lab, group_id=group.id, continues_id=continues)
        session.add(sheet)
        session.flush()
        texts = {name: f"{name} {number} {text}".strip() for name in ("problem", "solution", "first_step", "gains")}
        version = {"sheet_id": sheet.id, "saved_at": datetime.now(UTC), "spokesperson": "Personne 0"}
        session.add(SheetVersion(number=1, **version, problem="Un premier essai"))
        session.add(SheetVersion(number=2, **version, **texts, for_whom="Les familles"))
        for person in built.people[:3]:
            session.add(Support(lab_id=built.lab, sheet_id=sheet.id, participant_id=person))
        for person, said in zip(built.people, ("C’est trop long", "On ressaisit tout"), strict=False):
            session.add(Remark(lab_id=built.lab, sheet_id=sheet.id, participant_id=person, text=f"{said} {number}"))
        return sheet.id


def a_member(database: Database, product: int, role: str, email: str = "") -> int:
    """One more member of a product, signed up; gives the account."""
    with database.writing() as session:
        account = accounts.add_account(session, email or f"{role}@example.org", role.capitalize())
        session.add(Member(product_id=product, account_id=account.id, role=role))
        return account.id


def act(database: Database, action: Callable[..., Any], *values: Any) -> Any:
    with database.writing() as session:
        return action(session, *values)


def refused(database: Database, action: Callable[..., Any], *values: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(database, action, *values)
    return refusal.value


def accept(database: Database, closed: Closed, *keys: str) -> int:
    return int(act(database, backlog.accept_proposals, closed.product, closed.owner, str(closed.built.lab), keys))


def card(closed: Closed, number: int) -> str:
    return f"card-{closed.cards[number]}"


def sheet(closed: Closed, number: int) -> str:
    return f"sheet-{closed.sheets[number]}"


def change(database: Database, closed: Closed, number: int, **typed: str) -> None:
    """An owner changes an item as it is now."""
    version = str(row_of(database, closed.product, number).version)
    act(database, items.change_item, closed.product, closed.owner, number, version, typed)


def row_of(database: Database, product: int, number: int) -> BacklogItem:
    with database.reading() as session:
        found = session.scalar(
            select(BacklogItem).where(BacklogItem.product_id == product, BacklogItem.number == number)
        )
    assert found
    return found


def version_of(database: Database, product: int, number: int) -> str:
    return str(row_of(database, product, number).version)


def backlog_of(database: Database, product: int, reader: Reader | None = None) -> Working:
    with database.reading() as session:
        return working(session, session.get_one(Product, product), reader or Reader(), "https://lab.example.org")


def line_of(database: Database, product: int, number: int, reader: Reader | None = None) -> Line:
    line = backlog_of(database, product, reader).line(number)
    assert line
    return line


def proposals_of(database: Database, product: int) -> list[HandedOver]:
    with database.reading() as session:
        return waiting(session, product)


def history_of(database: Database, product: int, number: int) -> list[tuple[str, dict[str, Any]]]:
    """(act, changes) of an item, the oldest first."""
    with database.reading() as session:
        query = select(ItemHistory).join(BacklogItem, BacklogItem.id == ItemHistory.item_id).order_by(ItemHistory.id)
        rows = session.scalars(query.where(BacklogItem.product_id == product, BacklogItem.number == number))
        return [(row.act, row.changes) for row in rows]


def many_items(database: Database, product: int, count: int, first: int = 1) -> None:
    """A large backlog, by hand."""
    with database.writing() as session:
        session.add_all(
            BacklogItem(product_id=product, number=number, title=f"Élément {number}", created_at=datetime.now(UTC))
            for number in range(first, first + count)
        )
