"""The agenda of a lab: edited step by step, typed again as lines, taken from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from openlab.actions import agenda, labs
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.agenda import earlier_agendas
from openlab.db.queries.journal import journal
from openlab.domain import Refused
from openlab.domain.agenda import Step, write
from openlab.web import usual
from tests.build import Built, a_lab, an_account, room


def planned(database: Database, steps: list[Step] | None = None) -> Built:
    """A lab with the half-day of the method, or with these steps."""
    built = a_lab(database)
    with database.writing() as session:
        agenda.replace_agenda(session, built.lab, built.account, usual.half_day("fr") if steps is None else steps)
    return built


def act(database: Database, built: Built, action: Callable[..., None], *values: object) -> None:
    with database.writing() as session:
        action(session, built.lab, built.account, *values)


def refusal(database: Database, built: Built, action: Callable[..., None], *values: object) -> str:
    with pytest.raises(Refused) as refused:
        act(database, built, action, *values)
    return refused.value.code


def titles(database: Database, built: Built) -> list[str]:
    return [step.title for step in room(database, built).agenda]


THREE = [Step("Un", 5, "collect", "Camille"), Step("Deux", 10), Step("Trois", 15, "vote")]


def test_the_half_day_brings_its_phases_and_who_does_what(database: Database) -> None:
    steps = room(database, planned(database)).agenda
    assert [step.phase for step in steps] == [
        *("preparation", "collect", "sort", "vote", "results", "groups_1"),
        *(None, "groups_2", "wrap_up"),
    ]
    assert sum(step.minutes for step in steps) == 200


def test_steps_are_added_at_the_end_at_the_beginning_and_after_another(database: Database) -> None:
    built = planned(database, THREE)
    second = room(database, built).agenda[1]
    for title, after in [("Fin", ""), ("Début", "0"), ("Entre", str(second.id))]:
        act(database, built, agenda.add_step, title, "20", "sort", " Tout  le monde ", after)
    assert titles(database, built) == ["Début", "Un", "Deux", "Entre", "Trois", "Fin"]
    assert room(database, built).agenda[-1] == Step("Fin", 20, "sort", "Tout le monde")


def test_a_form_sent_twice_adds_one_step(database: Database) -> None:
    built = planned(database, THREE)
    for after in ("", "0", str(room(database, built).agenda[1].id)):
        for _ in range(2):
            act(database, built, agenda.add_step, f"Nouveau {after}", "20", "", "", after)
    assert len(titles(database, built)) == 6


def test_a_step_is_changed_and_keeps_its_place(database: Database) -> None:
    built = planned(database, THREE)
    second = room(database, built).agenda[1]
    act(database, built, agenda.edit_step, second.id, "Le deuxième", "12", "results", "")
    changed = room(database, built).agenda[1]
    assert (changed, changed.id) == (Step("Le deuxième", 12, "results"), second.id)


def test_steps_move_to_a_place_and_moving_there_again_changes_nothing(database: Database) -> None:
    built = planned(database, [Step("Un", 5), Step("Pause", 5), Step("Deux", 5), Step("Pause", 5)])
    *_, last = room(database, built).agenda
    for _ in range(2):
        act(database, built, agenda.move_step, last.id, "1")
    assert room(database, built).agenda[0].id == last.id
    assert titles(database, built) == ["Pause", "Un", "Pause", "Deux"]
    act(database, built, agenda.move_step, last.id, "0")
    assert titles(database, built)[0] == "Pause"
    act(database, built, agenda.move_step, last.id, "99")
    assert titles(database, built) == ["Un", "Pause", "Deux", "Pause"]


def test_a_step_is_removed_once_and_then_is_no_longer_there(database: Database) -> None:
    built = planned(database, THREE)
    gone = room(database, built).agenda[1].id
    act(database, built, agenda.remove_step, gone)
    assert titles(database, built) == ["Un", "Trois"]
    refused: list[tuple[Callable[..., None], tuple[object, ...]]] = [
        (agenda.remove_step, (gone,)),
        (agenda.move_step, (gone, "1")),
        (agenda.edit_step, (gone, "Deux", "5", "", "")),
        (agenda.add_step, ("Deux", "5", "", "", str(gone))),
        (agenda.add_step, ("Deux", "5", "", "", "9" * 30)),
    ]
    for action, values in refused:
        assert refusal(database, built, action, *values) == "step_unknown"
    act(database, built, agenda.move_step, room(database, built).agenda[1].id, "1")
    assert titles(database, built) == ["Trois", "Un"]


def test_the_steps_of_another_lab_cannot_be_touched(database: Database) -> None:
    built = planned(database, THREE)
    with database.writing() as session:
        other = labs.create_lab(session, built.product, built.account, LabForm("Autre", agenda="5 Ailleurs"))
    with database.reading() as session:
        theirs = lab_queries.room(session, other.id).agenda[0].id
    assert refusal(database, built, agenda.remove_step, theirs) == "step_unknown"
    assert refusal(database, built, agenda.edit_step, theirs, "x", "5", "", "") == "step_unknown"


def test_an_agenda_stays_within_thirty_steps_and_known_phases(database: Database) -> None:
    built = planned(database, [Step(f"Étape {number}", 5) for number in range(30)])
    assert refusal(database, built, agenda.add_step, "De trop", "5", "", "", "") == "agenda_too_long"
    assert refusal(database, built, agenda.add_step, "Étape", "5", "party", "", "") == "phase_unknown"


def test_the_text_typed_again_keeps_what_it_does_not_say(database: Database) -> None:
    built = planned(database)
    before = room(database, built).agenda
    lines = write(before).replace("5 Vote", "10 Vote").replace("15 Pause\n", "")
    with database.writing() as session:
        labs.set_up_lab(session, built.lab, built.account, LabForm("Open lab", agenda=lines))
    after = room(database, built).agenda
    assert [step.id for step in after] == [step.id for step in before if step.title != "Pause"]
    assert [(step.phase, step.who) for step in after] == [(s.phase, s.who) for s in before if s.title != "Pause"]
    assert next(step.minutes for step in after if step.phase == "vote") == 10


def test_a_new_lab_whose_text_was_left_as_it_was_has_its_phases(database: Database) -> None:
    built = a_lab(database)
    half_day = usual.half_day("fr")
    form = LabForm("Open lab n° 2", agenda=f"{write(half_day)}\n5 Bilan")
    with database.writing() as session:
        lab = labs.create_lab(session, built.product, built.account, form, half_day)
    with database.reading() as session:
        steps = lab_queries.room(session, lab.id).agenda
    assert list(steps) == [*half_day, Step("Bilan", 5)]


def test_the_agenda_of_an_earlier_lab_of_the_product_is_taken(database: Database) -> None:
    first = planned(database, THREE)
    act(database, first, agenda.set_start, "9h30")
    act(database, first, agenda.set_conduct, "Pas de téléphone", usual.conduct("fr"))
    with database.writing() as session:
        second = labs.create_lab(session, first.product, first.account, LabForm("Open lab n° 2", agenda="5 À moi"))
    built = Built(first.account, first.product, second.id, second.code, first.personas)
    for _ in range(2):
        act(database, built, agenda.copy_agenda, str(first.lab))
    seen = room(database, built)
    assert (list(seen.agenda), seen.starts_at, seen.conduct) == (THREE, "09:30", "Pas de téléphone")
    assert titles(database, first) == ["Un", "Deux", "Trois"]
    act(database, built, agenda.set_conduct, "Nos règles", usual.conduct("fr"))
    act(database, built, agenda.copy_agenda, str(first.lab))
    assert room(database, built).conduct == "Nos règles"


def test_only_labs_of_the_product_that_have_an_agenda_can_be_taken_from(database: Database) -> None:
    built = planned(database, THREE)
    with database.writing() as session:
        labs.create_lab(session, built.product, built.account, LabForm("Sans déroulé"))
        an_account(session, "other@example.org")
    with database.reading() as session:
        assert earlier_agendas(session, built.lab) == []
    for other in ("", str(built.lab), "999999", "x"):
        assert refusal(database, built, agenda.copy_agenda, other) == "agenda_unknown"
    assert titles(database, built) == ["Un", "Deux", "Trois"]


def test_the_start_gives_the_hours(database: Database) -> None:
    built = planned(database, THREE)
    act(database, built, agenda.set_start, "14h")
    assert room(database, built).hours == ["14:00", "14:05", "14:15", "14:30"]
    assert refusal(database, built, agenda.set_start, "midi") == "time_wrong"
    act(database, built, agenda.set_start, "")
    assert room(database, built).hours[0] == "0:00"


def test_usual_rules_are_not_stored_so_that_each_reader_has_them_in_their_language(database: Database) -> None:
    built, rules = a_lab(database), usual.conduct("fr")
    for text in (rules, f" \n{rules}\n\n".replace("\n", "\r\n"), ""):
        act(database, built, agenda.set_conduct, text, rules)
        assert room(database, built).conduct == ""
    act(database, built, agenda.set_conduct, " Une  règle \r\n\r\nUne autre ", rules)
    assert room(database, built).conduct == "Une règle\nUne autre"
    assert refusal(database, built, agenda.set_conduct, "a" * 2001, rules) == "text_too_long"


def test_two_facilitators_who_change_the_agenda_at_once_lose_nothing(database: Database) -> None:
    built = planned(database, THREE)

    def add(number: int) -> None:
        act(database, built, agenda.add_step, f"Ajout {number}", "5", "", "", "0")

    with ThreadPoolExecutor(6) as facilitators:
        list(facilitators.map(add, range(6)))
    steps = titles(database, built)
    assert steps[-3:] == ["Un", "Deux", "Trois"]
    assert sorted(steps[:-3]) == [f"Ajout {number}" for number in range(6)]


def test_every_change_is_in_the_journal(database: Database) -> None:
    built = planned(database, THREE)
    first = room(database, built).agenda[0].id
    acts: list[Callable[[], None]] = [
        partial(act, database, built, agenda.add_step, "Quatre", "5", "", "", ""),
        partial(act, database, built, agenda.edit_step, first, "Premier", "5", "", ""),
        partial(act, database, built, agenda.move_step, first, "2"),
        partial(act, database, built, agenda.remove_step, first),
        partial(act, database, built, agenda.set_start, "14:00"),
        partial(act, database, built, agenda.set_conduct, "Une règle", ""),
    ]
    for one in acts:
        one()
    with database.reading() as session:
        written = [(entry.act, entry.facts.get("title")) for entry, _, _ in journal(session, built.lab)]
    assert written[:7][::-1] == [
        ("agenda_replaced", None),
        ("step_added", "Quatre"),
        ("step_edited", "Premier"),
        ("step_moved", "Premier"),
        ("step_removed", "Premier"),
        ("start_set", None),
        ("conduct_set", None),
    ]
