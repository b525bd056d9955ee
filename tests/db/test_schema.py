"""The schema that the migrations make, and what its constraints refuse whatever the code above them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, inspect, text
from sqlalchemy.exc import IntegrityError

from openlab.db.engine import Database, open_engine
from openlab.db.schema import is_current, migrate
from openlab.db.tables import Ballot, Base, Lab, PainPoint
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, other_lab


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert is_current(database.engine)


def test_the_checks_are_in_the_database(database: Database) -> None:
    for table in Base.metadata.tables.values():
        made = {check["name"] for check in inspect(database.engine).get_check_constraints(table.name)}
        wanted = {str(c.name) for c in table.constraints if type(c).__name__ == "CheckConstraint"}
        assert made >= wanted, table.name


def test_migrating_again_changes_nothing(database: Database) -> None:
    built = a_lab(database)
    migrate(database.engine)
    with database.reading() as session:
        assert session.get(Lab, built.lab) is not None


def test_a_database_that_was_never_migrated_is_not_current(tmp_path: object) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/empty.sqlite3")
    assert not is_current(engine)
    engine.dispose()


def ballot(built: Built, first: int, second: int) -> dict[str, object]:
    return {"lab_id": built.lab, "participant_id": built.people[0], "first": first, "second": second}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda built: ballot(built, built.cards[0], built.cards[0]),
        lambda built: ballot(built, built.cards[1], built.cards[0]),
        lambda built: {**ballot(built, built.cards[0], built.cards[1]), "second": None},
        lambda built: {**ballot(built, built.cards[0], built.cards[1]), "first": None},
        lambda built: ballot(built, built.cards[0], 999_999),
        lambda built: {**ballot(built, built.cards[0], built.cards[1]), "participant_id": 999_999},
    ],
    ids=["the same twice", "the other way round", "one choice", "no first", "a card of nowhere", "a person of nowhere"],
)
def test_no_ballot_but_two_distinct_cards_of_the_lab_can_be_stored(
    database: Database, wrong: Callable[[Built], dict[str, object]]
) -> None:
    built = a_lab(database, Phase.VOTE)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(insert(Ballot).values(by_facilitator=False, **wrong(built)))


def test_a_ballot_for_a_card_or_by_a_person_of_another_lab_cannot_be_stored(database: Database) -> None:
    here = a_lab(database, Phase.VOTE)
    other = other_lab(database, here)
    row = {**ballot(here, *here.cards[:2]), "lab_id": other}
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(insert(Ballot).values(by_facilitator=False, **row))


def test_one_person_has_one_ballot(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    with database.writing() as session:
        session.execute(insert(Ballot).values(by_facilitator=False, **ballot(built, *built.cards[:2])))
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(insert(Ballot).values(by_facilitator=False, **ballot(built, *built.cards[1:3])))


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "a" * 141},
        {"detail": "a" * 1001},
        {"merged_into": 1, "id": 1},
        {"merged_into": 999_999},
        {"participant_id": 999_999},
    ],
)
def test_no_card_without_a_title_too_long_or_merged_into_itself_can_be_stored(
    database: Database, change: dict[str, object]
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    row = {"lab_id": built.lab, "title": "Un titre", "detail": "", "form_key": "k", "created_at": datetime.now(UTC)}
    with pytest.raises(Exception, match=r"(?i)constraint|too long"), database.writing() as session:
        session.execute(insert(PainPoint).values({**row, "hidden": False, "withdrawn": False, **change}))


def test_a_lab_is_in_a_known_phase(database: Database) -> None:
    built = a_lab(database)
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(text("UPDATE labs SET phase = 'party' WHERE id = :id"), {"id": built.lab})


def test_moments_come_back_in_utc(database: Database) -> None:
    built = a_lab(database)
    with database.reading() as session:
        made = session.get_one(Lab, built.lab).created_at
    assert made.tzinfo is not None
    assert abs((datetime.now(UTC) - made).total_seconds()) < 60
