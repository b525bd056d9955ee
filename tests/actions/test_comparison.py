"""The labs of a product side by side."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from openlab.actions.backlog import join_proposals
from openlab.actions.feedback import give_feedback
from openlab.db.engine import Database
from openlab.db.queries.comparison import Compared, compare_labs
from openlab.db.tables import BacklogItem, Lab, Persona, Product
from openlab.domain.phases import Phase
from tests.build import join, move, other_lab
from tests.build_backlog import (
    Closed,
    a_closed_lab,
    accept,
    act,
    another_closed_lab,
    card,
    change,
    forward,
)
from tests.build_forum import evaluate, show_evaluation


def compared(database: Database, closed: Closed) -> list[Compared]:
    with database.reading() as session:
        return compare_labs(session, session.get_one(Product, closed.product))


def deliver(database: Database, closed: Closed, number: int, on: datetime) -> None:
    change(database, closed, number, status="in_progress")
    change(database, closed, number, status="delivered")
    with database.writing() as session:
        item = session.scalars(select(BacklogItem).where(BacklogItem.number == number)).one()
        item.delivered_at = on


def hold_on(database: Database, closed: Closed, day: date | None) -> None:
    with database.writing() as session:
        session.get_one(Lab, closed.built.lab).held_on = day


def test_each_lab_that_has_begun_is_there_the_newest_first(database: Database) -> None:
    closed = a_closed_lab(database)
    hold_on(database, closed, date(2026, 11, 1))
    other = another_closed_lab(database, closed)
    other_lab(database, closed.built)
    assert [one.lab.id for one in compared(database, closed)] == [other.built.lab, closed.built.lab]


def test_participation_is_told_once_the_vote_has_closed(database: Database) -> None:
    closed = a_closed_lab(database)
    (one,) = compared(database, closed)
    assert one.turnout
    assert (one.people, one.turnout.ballots, one.turnout.people, one.turnout.share) == (6, 6, 6, 1)
    move(database, closed.built, Phase.COLLECT)
    join(database, closed.built, "Arrivé plus tard")
    move(database, closed.built, Phase.SORT)
    move(database, closed.built, Phase.VOTE)
    (one,) = compared(database, closed)
    assert (one.people, one.turnout) == (7, None)
    move(database, closed.built, Phase.RESULTS)
    (one,) = compared(database, closed)
    assert one.turnout
    assert (one.turnout.ballots, one.turnout.people) == (6, 7)


def test_the_personas_of_whom_nobody_came_are_missing_unless_they_are_no_longer_offered(database: Database) -> None:
    closed = a_closed_lab(database)
    (one,) = compared(database, closed)
    assert (one.present, one.missing) == (("Instructeur·rice",), ("Société de production",))
    with database.writing() as session:
        session.get_one(Persona, closed.built.personas[1]).retired = True
    (one,) = compared(database, closed)
    assert one.missing == ()


def test_the_spread_is_told_from_five_answers_and_after_the_room_has_seen_it(database: Database) -> None:
    closed = a_closed_lab(database)
    move(database, closed.built, Phase.WRAP_UP)
    evaluate(database, closed.built, 4, 4, 5, 2)
    assert compared(database, closed)[0].evaluation.spread is None
    act(database, give_feedback, closed.built.lab, closed.built.people[4], "3", "")
    assert compared(database, closed)[0].evaluation.spread is None
    show_evaluation(database, closed.built)
    spread = compared(database, closed)[0].evaluation.spread
    assert spread
    assert (spread.answers, spread.of_level) == (5, (0, 1, 1, 2, 1))


def test_what_is_delivered_is_a_share_of_what_was_kept_in_each_lab(database: Database) -> None:
    closed = a_closed_lab(database)
    hold_on(database, closed, date(2026, 11, 1))
    other = another_closed_lab(database, closed)
    first, second, third = (accept(database, closed, card(closed, number)) for number in (0, 1, 2))
    act(database, join_proposals, closed.product, closed.owner, str(other.built.lab), [card(other, 0)], str(first))
    change(database, closed, third, status="declined", reason="Trop cher")
    moment = datetime(2026, 12, 20, 12, tzinfo=UTC)
    deliver(database, closed, first, moment)
    of_other, of_closed = compared(database, closed)
    assert (of_closed.kept, of_closed.delivered, of_closed.share_delivered, of_closed.days) == (2, 1, 0.5, 49)
    assert (of_other.kept, of_other.delivered, of_other.days) == (1, 1, 19)
    deliver(database, closed, second, moment - timedelta(days=10))
    assert compared(database, closed)[1].days == 39
    change(database, closed, second, status="in_progress")
    assert compared(database, closed)[1].days == 49


def test_what_was_delivered_before_a_lab_is_no_answer_to_it(database: Database) -> None:
    closed = a_closed_lab(database)
    hold_on(database, closed, date(2026, 11, 1))
    deliver(database, closed, accept(database, closed, card(closed, 0)), datetime(2026, 10, 1, tzinfo=UTC))
    (one,) = compared(database, closed)
    assert (one.delivered, one.days) == (1, None)


def test_a_lab_without_a_date_counts_from_the_day_on_which_its_vote_closed(database: Database) -> None:
    closed = a_closed_lab(database)
    hold_on(database, closed, None)
    deliver(database, closed, accept(database, closed, card(closed, 0)), datetime.now(UTC) + timedelta(days=3))
    assert compared(database, closed)[0].days == 3
    move(database, closed.built, Phase.SORT)
    assert compared(database, closed)[0].days is None
    forward(database, closed.built, Phase.CLOSED)


def test_a_product_whose_labs_have_not_begun_compares_nothing(database: Database) -> None:
    closed = a_closed_lab(database)
    move(database, closed.built, Phase.PREPARATION)
    assert compared(database, closed) == []
