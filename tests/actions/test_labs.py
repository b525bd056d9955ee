"""Creating a lab, moving it, its people, its journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from openlab.actions import ballots, labs, participants
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.door import lab_code_of
from openlab.db.queries.journal import journal
from openlab.db.queries.participants import everyone, person
from openlab.db.tables import JournalEntry, Lab
from openlab.domain import Refused, people
from openlab.domain.agenda import Step
from openlab.domain.phases import Phase
from tests.build import a_lab, cast, join, merge, move, room


def refusal(database: Database, act: Callable[..., object], *values: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code, refused.value.field


def test_a_lab_is_created_with_a_code_of_its_own_and_set_up_again_later(database: Database) -> None:
    built = a_lab(database)
    with database.writing() as session:
        form = LabForm(" Open  lab n° 2 ", "Le thème", "2026-12-01", "Salle 1", "15 Accueil\n5 Voter", early=True)
        lab = labs.create_lab(session, built.product, built.account, form)
        assert lab.code != built.code
        assert (lab.title, lab.held_on, lab.phase) == ("Open lab n° 2", date(2026, 12, 1), "preparation")
    with database.writing() as session:
        labs.set_up_lab(session, lab.id, built.account, LabForm("Autre titre", agenda="10 Voter"))
    with database.reading() as session:
        seen = lab_queries.room(session, lab.id)
    assert (seen.title, seen.held_on, seen.agenda, seen.early) == ("Autre titre", None, (Step("Voter", 10),), False)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (LabForm(" "), ("lab_title_missing", "title")),
        (LabForm("a" * 121), ("text_too_long", "title")),
        (LabForm("x", theme="a" * 301), ("text_too_long", "theme")),
        (LabForm("x", held_on="demain"), ("date_wrong", "held_on")),
        (LabForm("x", held_on="9999-12-31"), ("date_wrong", "held_on")),
        (LabForm("x", held_on="1999-12-31"), ("date_wrong", "held_on")),
        (LabForm("x", agenda="Accueil"), ("agenda_line", "agenda")),
    ],
)
def test_a_lab_that_cannot_be_right_is_refused(database: Database, form: LabForm, told: tuple[str, str]) -> None:
    built = a_lab(database)
    assert refusal(database, labs.create_lab, built.product, built.account, form) == told


def test_the_second_facilitator_who_presses_next_is_told_and_the_lab_moves_once(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    move(database, built, Phase.SORT)
    late = (built.lab, built.account, "collect", "sort")
    assert refusal(database, labs.change_phase, *late)[0] == "phase_moved"
    assert room(database, built).phase is Phase.SORT


@pytest.mark.parametrize(("seen", "wanted"), [("party", "sort"), ("collect", "party"), ("", "")])
def test_an_unknown_phase_is_refused(database: Database, seen: str, wanted: str) -> None:
    built = a_lab(database, Phase.COLLECT)
    assert refusal(database, labs.change_phase, built.lab, built.account, seen, wanted)[0] == "phase_unknown"


def test_joining_twice_with_one_code_makes_one_person(database: Database) -> None:
    built = a_lab(database, people_in=0)
    code = people.return_code("a browser", built.code)
    for _ in range(3):
        with database.writing() as session:
            participants.join(session, built.lab, code, "Zoé", str(built.personas[0]))
    with database.reading() as session:
        assert [(name, persona) for _, name, persona in everyone(session, built.lab)] == [("Zoé", "Instructeur·rice")]
        assert lab_code_of(session, people.fingerprint(code)) == built.code
        found = person(session, built.lab, people.fingerprint(code))
    assert found is not None
    assert (found.name, found.ballot) == ("Zoé", None)


def test_two_people_of_the_same_name_are_two(database: Database) -> None:
    built = a_lab(database, people_in=0)
    join(database, built, "Zoé")
    join(database, built, "Zoé")
    assert room(database, built).people == 2


def test_nobody_joins_with_a_persona_that_is_not_offered_or_a_lab_that_is_closed(database: Database) -> None:
    built = a_lab(database, Phase.CLOSED)
    assert refusal(database, participants.join, built.lab, "C" * 12, "Zoé", str(built.personas[0]))[0] == "lab_closed"
    move(database, built, Phase.COLLECT)
    for persona in ("", "999999", "x"):
        told = refusal(database, participants.join, built.lab, "C" * 12, "Zoé", persona)
        assert told == ("persona_missing", "persona")


def test_no_return_code_is_stored(database: Database) -> None:
    built = a_lab(database)
    with database.reading() as session:
        for table in ("participants", "journal"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert not any(code in str(row) for row in rows for code in built.return_codes)


def test_the_journal_says_who_did_what_and_nothing_of_any_vote(database: Database) -> None:
    built = a_lab(database, Phase.SORT)
    merge(database, built, *built.cards[:2])
    move(database, built, Phase.VOTE)
    cast(database, built, built.people[1], *built.cards[2:])
    with database.writing() as session:
        choices = [str(card) for card in built.cards[2:]]
        ballots.cast_ballot_for(session, built.lab, built.account, choices, str(built.people[0]))
    move(database, built, Phase.RESULTS)
    with database.reading() as session:
        entries = journal(session, built.lab)
        acts = [entry.act for entry, _, _ in reversed(entries)]
        assert acts[0] == "lab_created"
        assert acts[-4:] == ["card_merged", "phase_changed", "ballot_entered", "phase_changed"]
        entered = next(entry for entry, _, _ in entries if entry.act == "ballot_entered")
        assert (entered.role, entered.pain_point_id, entered.facts) == ("facilitator", None, {})
        assert {entry.role for entry, _, _ in entries} == {"facilitator", "participant"}
        named = {name for entry, name, _ in entries if entry.role == "participant"}
        assert named == {None}, "a participant's act keeps no name"
        assert session.scalar(select(JournalEntry.lab_id).where(JournalEntry.lab_id != built.lab)) is None


def test_a_new_lab_of_the_same_product_starts_empty(database: Database) -> None:
    built = a_lab(database, Phase.RESULTS)
    with database.writing() as session:
        second = labs.create_lab(session, built.product, built.account, LabForm("Open lab n° 2"))
    with database.reading() as session:
        seen = lab_queries.room(session, second.id)
        assert (seen.people, seen.cards, seen.ballots) == (0, (), 0)
        assert session.get_one(Lab, built.lab).phase == "results"
