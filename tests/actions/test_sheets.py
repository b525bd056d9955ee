"""Writing a sheet: who may, when, at the same time as others, and nothing that was saved is ever lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from openlab.actions import labs, sheets
from openlab.actions.sheets import Hand
from openlab.db.engine import Database
from openlab.db.queries.journal import journal
from openlab.db.queries.sheets import GroupSheet, Saved, Sheet, group_sheets, history, sheets_of
from openlab.db.tables import SheetVersion, SolutionSheet
from openlab.domain import Refused
from openlab.domain.phases import ORDER, Phase
from openlab.domain.sheets import FIELDS
from tests.build import Built, move, other_lab
from tests.groups import a_lab_in_groups, place


def person(built: Built, number: int) -> Hand:
    return Hand(built.lab, participant_id=built.people[number])


def facilitator(built: Built) -> Hand:
    return Hand(built.lab, account_id=built.account)


def save(
    database: Database, hand: Hand, group: int, based_on: int | str = 0, *, ticked: tuple[int, ...] = (), **texts: str
) -> None:
    with database.writing() as session:
        sheets.save_sheet(session, hand, group, texts, [str(persona) for persona in ticked], str(based_on))


def save_part(database: Database, hand: Hand, group: int, field: str, text: str) -> None:
    with database.writing() as session:
        sheets.save_sheet(session, hand, group, {field: text}, [], "0")


def refusal(database: Database, act: Callable[..., object], *values: object) -> tuple[str, str | None]:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code, refused.value.field


def refused_save(database: Database, hand: Hand, group: int, based_on: int = 0, **texts: str) -> tuple[str, str | None]:
    return refusal(database, sheets.save_sheet, hand, group, texts, [], str(based_on))


def group_of(database: Database, built: Built, group: int) -> GroupSheet:
    with database.reading() as session:
        return group_sheets(session, built.lab)[group]


def sheet_of(database: Database, built: Built, group: int) -> Sheet:
    sheet = group_of(database, built, group).sheet
    assert sheet is not None
    return sheet


def versions(database: Database, built: Built, group: int) -> list[Saved]:
    with database.reading() as session:
        return history(session, built.lab, group)


def test_what_is_saved_is_read_back_whole(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    texts = {field: f"{field} : l’été\n« oui »" for field in FIELDS if field != "spokesperson"}
    save(database, person(built, 0), group, ticked=(built.personas[1],), spokesperson="Personne 2", **texts)
    seen = group_of(database, built, group)
    sheet = sheet_of(database, built, group)
    assert {field: sheet.content.text(field) for field in texts} == texts
    assert (sheet.content.spokesperson, sheet.personas) == ("Personne 2", ("Société de production",))
    assert (sheet.number, sheet.round, sheet.topic, sheet.version) == (1, 1, "Irritant 0", 1)
    assert (sheet.photos, sheet.continues, sheet.content.is_full) == ((), None, True)
    assert sheet.saved_at is not None
    assert (seen.saved_by, list(seen.people.values())) == ("Personne 0", ["Personne 0", "Personne 2"])


def test_a_group_that_has_written_nothing_has_no_sheet(database: Database) -> None:
    built, (group, other, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="x")
    assert group_of(database, built, other).sheet is None
    with database.reading() as session:
        assert [sheet.group_id for sheet in sheets_of(session, built.lab)] == [group]
        assert sheets_of(session, built.lab, 2) == []
        assert list(group_sheets(session, built.lab).values()) == sorted(
            group_sheets(session, built.lab).values(), key=lambda seen: (seen.round, seen.number)
        )


def test_saving_what_is_there_already_makes_no_new_version(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group)
    assert sheet_of(database, built, group).version == 0
    for hand in (person(built, 0), person(built, 2), facilitator(built)):
        save(database, hand, group, problem=" Le même ", ticked=(built.personas[0],))
    assert sheet_of(database, built, group).version == 1
    save(database, person(built, 0), group, 1, problem="Le même")
    assert [saved.personas for saved in versions(database, built, group)] == [(), ("Instructeur·rice",)]


def test_parts_that_only_one_of_two_changed_are_put_together_without_asking(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="Un problème", gains="Des gains", ticked=(built.personas[0],))
    save(database, person(built, 0), group, 1, problem="Mieux dit", gains="Des gains", ticked=(built.personas[0],))
    save(
        database,
        person(built, 2),
        group,
        1,
        problem="Un problème",
        gains="",
        risks="Un risque",
        ticked=tuple(built.personas),
    )
    content = sheet_of(database, built, group).content
    assert (content.problem, content.gains, content.risks) == ("Mieux dit", "", "Un risque")
    assert content.personas == set(built.personas)


def test_two_texts_of_the_same_part_are_never_chosen_between_without_asking(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="Celui de Zoé")
    assert refused_save(database, person(built, 2), group, problem="Celui de Léa", risks="x") == (
        "sheet_conflict",
        None,
    )
    assert len(versions(database, built, group)) == 1
    save(database, person(built, 2), group, 1, problem="Celui de Léa", risks="x")
    assert [saved.content.problem for saved in versions(database, built, group)] == ["Celui de Léa", "Celui de Zoé"]


@pytest.mark.parametrize("based_on", ["", "x", "-1", "2", "٣", "9" * 5000, "1.0", " 1"])
def test_a_form_that_started_from_nowhere_loses_nothing(database: Database, based_on: str) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="Celui de Zoé")
    told = refusal(database, sheets.save_sheet, person(built, 2), group, {"problem": "Celui de Léa"}, [], based_on)
    assert told == ("sheet_conflict", None)
    save(database, person(built, 2), group, based_on, problem="Celui de Zoé", risks="x")
    assert sheet_of(database, built, group).content.problem == "Celui de Zoé"


def test_ticks_that_are_not_personas_of_the_product_do_not_count(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    with database.writing() as session:
        ticked = ["999999", "x", "", str(built.personas[0])]
        sheets.save_sheet(session, person(built, 0), group, {}, ticked, "0")
    assert sheet_of(database, built, group).content.personas == {built.personas[0]}


def test_a_text_that_is_too_long_is_refused_with_its_part(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    assert refused_save(database, person(built, 0), group, solution="x" * 2001) == ("text_too_long", "solution")
    assert versions(database, built, group) == []


def test_only_the_people_of_a_group_and_the_facilitators_write_on_its_sheet(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    assert refused_save(database, person(built, 1), group, problem="x")[0] == "sheet_not_yours"
    assert refused_save(database, Hand(built.lab, participant_id=999_999), group)[0] == "sheet_not_yours"
    assert refused_save(database, person(built, 0), 999_999)[0] == "sheet_unknown"
    elsewhere = other_lab(database, built)
    assert refused_save(database, Hand(elsewhere, account_id=built.account), group)[0] == "sheet_unknown"
    save(database, facilitator(built), group, problem="x")
    assert group_of(database, built, group).saved_by is None


def test_who_is_moved_to_another_group_writes_there_and_no_longer_here(database: Database) -> None:
    built, (group, other, *_) = a_lab_in_groups(database)
    with database.writing() as session:
        place(session, built.lab, 1, built.people[0], other)
    assert refused_save(database, person(built, 0), group, problem="x")[0] == "sheet_not_yours"
    save(database, person(built, 0), other, problem="x")


def test_people_write_while_their_round_lasts_and_facilitators_until_the_lab_is_closed(database: Database) -> None:
    built, (first, _, _, second) = a_lab_in_groups(database, Phase.GROUPS_1)
    assert refused_save(database, person(built, 0), second, problem="x")[0] == "sheet_not_open"
    move(database, built, Phase.GROUPS_2)
    assert refused_save(database, person(built, 0), first, problem="x")[0] == "sheet_not_open"
    save(database, person(built, 0), second, problem="Au tour 2")
    move(database, built, Phase.WRAP_UP)
    assert refused_save(database, person(built, 0), second, 1, problem="x")[0] == "sheet_not_open"
    save(database, facilitator(built), first, problem="Mis au propre")
    move(database, built, Phase.CLOSED)
    assert refused_save(database, facilitator(built), first, 1, problem="x")[0] == "sheets_closed"


def test_going_back_and_forward_loses_nothing(database: Database) -> None:
    built, (first, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), first, problem="Au tour 1")
    move(database, built, Phase.GROUPS_2)
    for phase in (Phase.GROUPS_1, Phase.VOTE, Phase.RESULTS, Phase.GROUPS_1):
        move(database, built, phase)
    assert sheet_of(database, built, first).content.problem == "Au tour 1"
    save(database, person(built, 0), first, 1, problem="Encore")
    assert sheet_of(database, built, first).version == 2


def test_every_version_is_kept_and_restoring_one_makes_a_new_one_of_it(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="Premier", ticked=(built.personas[1],))
    save(database, person(built, 2), group, 1, problem="Deuxième")
    with database.writing() as session:
        sheets.restore_version(session, facilitator(built), group, 1, "2")
    kept = versions(database, built, group)
    assert [(saved.number, saved.content.problem, saved.by) for saved in kept] == [
        (3, "Premier", None),
        (2, "Deuxième", "Personne 2"),
        (1, "Premier", "Personne 0"),
    ]
    assert [saved.personas for saved in kept] == [("Société de production",), (), ("Société de production",)]
    with database.writing() as session:
        sheets.restore_version(session, person(built, 0), group, 1, "3")
    assert len(versions(database, built, group)) == 3, "it is there already"


def test_a_version_is_not_restored_over_a_text_that_was_not_seen(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    for number, text in enumerate(("Premier", "Deuxième")):
        save(database, person(built, 0), group, number, problem=text)
    restore = sheets.restore_version
    assert refusal(database, restore, person(built, 2), group, 1, "1")[0] == "sheet_moved"
    for number in (0, 3, 10**30):
        assert refusal(database, restore, person(built, 2), group, number, "2")[0] == "version_unknown"
    assert refusal(database, restore, person(built, 1), group, 1, "2")[0] == "sheet_not_yours"


def test_round_2_takes_a_sheet_of_round_1_further(database: Database) -> None:
    built, (first, _, second, third) = a_lab_in_groups(database)
    save(database, person(built, 0), first, problem="Un problème", spokesperson="Zoé", ticked=(built.personas[0],))
    before = sheet_of(database, built, first)
    move(database, built, Phase.GROUPS_2)
    with database.writing() as session:
        sheets.continue_sheet(session, person(built, 0), third, str(before.id))
    after = sheet_of(database, built, third)
    assert (after.version, after.content.problem, after.content.spokesperson) == (1, "Un problème", "")
    assert after.personas == ("Instructeur·rice",)
    assert after.continues is not None
    assert (after.continues.id, after.continues.number, after.continues.topic) == (before.id, 1, "Irritant 0")
    save(database, person(built, 0), third, 1, problem="Plus loin", ticked=(built.personas[0],))
    assert sheet_of(database, built, first) == before, "the first sheet stays as it is"
    with database.writing() as session:
        sheets.continue_sheet(session, person(built, 1), second, str(before.id))
    assert sheet_of(database, built, second).content.problem == "Un problème"


def test_a_sheet_is_only_taken_further_in_round_2_from_a_text_of_round_1_and_not_over_another(
    database: Database,
) -> None:
    built, (first, other, _, third) = a_lab_in_groups(database)
    save(database, person(built, 0), first, problem="Un problème")
    save(database, person(built, 1), other)
    begun, empty = (sheet_of(database, built, group).id for group in (first, other))
    go_on = sheets.continue_sheet
    assert refusal(database, go_on, person(built, 1), other, str(begun)) == ("continue_unknown", "sheet")
    move(database, built, Phase.GROUPS_2)
    for chosen in ("", "x", str(empty), "999999"):
        assert refusal(database, go_on, person(built, 0), third, chosen) == ("continue_unknown", "sheet")
    save(database, person(built, 0), third, problem="Tout neuf")
    assert refusal(database, go_on, person(built, 0), third, str(begun))[0] == "sheet_begun"
    assert sheet_of(database, built, third).content.problem == "Tout neuf"


def test_two_phones_that_take_the_same_sheet_further_at_once_do_it_once(database: Database) -> None:
    built, (first, _, _, third) = a_lab_in_groups(database)
    save(database, person(built, 0), first, problem="Un problème")
    move(database, built, Phase.GROUPS_2)
    before = str(sheet_of(database, built, first).id)

    def go_on(number: int) -> str:
        with database.writing() as session:
            sheets.continue_sheet(session, person(built, 2 * (number % 2)), third, before)
        return "done"

    assert at_once(go_on, 8) == ["done"] * 8
    assert len(versions(database, built, third)) == 1


def at_once(act: Callable[[int], str], times: int) -> list[str]:
    """The same act in as many threads, all let loose at the same instant; gives what came of each."""
    ready = threading.Barrier(times)

    def wait_and_act(number: int) -> str:
        ready.wait()
        try:
            return act(number)
        except Refused as refusal:
            return refusal.code

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(wait_and_act, range(times)))


def test_of_many_saves_of_the_same_part_at_once_one_is_kept_and_the_others_are_asked(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)

    def write(number: int) -> str:
        save(database, person(built, 2 * (number % 2)), group, problem=f"Texte {number}")
        return "saved"

    came = at_once(write, 12)
    assert sorted(came) == ["saved"] + ["sheet_conflict"] * 11
    assert sheet_of(database, built, group).content.problem == f"Texte {came.index('saved')}"
    assert len(versions(database, built, group)) == 1


def test_of_many_saves_of_different_parts_at_once_every_word_is_kept(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)

    def write(number: int) -> str:
        save_part(database, person(built, 2 * (number % 2)), group, FIELDS[number], f"Texte {number}")
        return "saved"

    assert at_once(write, len(FIELDS)) == ["saved"] * len(FIELDS)
    content = sheet_of(database, built, group).content
    assert [content.text(field) for field in FIELDS] == [f"Texte {number}" for number in range(len(FIELDS))]
    kept = versions(database, built, group)
    assert [saved.number for saved in kept] == list(range(len(FIELDS), 0, -1))


def test_people_who_answer_each_conflict_at_once_end_with_every_word(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)

    def write_until_saved(number: int) -> str:
        word, based_on, text = f"mot{number}", 0, f"mot{number}"
        while True:
            try:
                save(database, person(built, 0), group, based_on, problem=text)
            except Refused:
                now = sheet_of(database, built, group)
                based_on, text = now.version, f"{now.content.problem} {word}"
            else:
                return word

    words = at_once(write_until_saved, 8)
    assert sorted(sheet_of(database, built, group).content.problem.split()) == sorted(words)
    assert len(versions(database, built, group)) == 8


def test_a_save_that_races_the_end_of_the_round_is_kept_or_refused_and_never_half_done(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)

    def write_or_end(number: int) -> str:
        if number == 3:
            with database.writing() as session:
                labs.change_phase(session, built.lab, built.account, "groups_1", "groups_2")
            return "moved"
        save_part(database, person(built, 0), group, FIELDS[number % 3], f"Texte {number % 3}")
        return "saved"

    came = at_once(write_or_end, 7)
    assert set(came) <= {"moved", "saved", "sheet_not_open"}
    kept = {f"Texte {number % 3}" for number, what in enumerate(came) if what == "saved"}
    with database.reading() as session:
        content = group_sheets(session, built.lab)[group].content
    assert {content.text(field) for field in FIELDS[:3]} - {""} == kept


def test_the_journal_says_that_a_sheet_was_saved_by_role_and_not_what_it_says(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    save(database, person(built, 0), group, problem="Un secret")
    save(database, facilitator(built), group, 1, problem="Un autre")
    with database.writing() as session:
        sheets.restore_version(session, person(built, 0), group, 1, "2")
    with database.reading() as session:
        entries = [entry for entry, *_ in journal(session, built.lab)][2::-1]
    assert [(entry.act, entry.role, entry.account_id) for entry in entries] == [
        ("sheet_saved", "participant", None),
        ("sheet_saved", "facilitator", built.account),
        ("sheet_restored", "participant", None),
    ]
    assert {tuple(sorted(entry.facts.items())) for entry in entries} == {(("number", 1), ("round", 1))}


def test_a_refused_save_leaves_nothing(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    refused_save(database, person(built, 0), group, problem="x" * 601)
    refused_save(database, person(built, 1), group, problem="x")
    with database.reading() as session:
        assert session.scalars(select(SolutionSheet.id)).all() == []
        assert session.scalars(select(SheetVersion.number)).all() == []


def test_facilitators_mend_in_every_phase_but_the_last(database: Database) -> None:
    built, (group, *_) = a_lab_in_groups(database, Phase.CLOSED)
    assert refused_save(database, facilitator(built), group, problem="x")[0] == "sheets_closed"
    for number, phase in enumerate(ORDER[-2::-1]):
        move(database, built, phase)
        save(database, facilitator(built), group, number, problem=f"En {phase}")
    assert len(versions(database, built, group)) == len(ORDER) - 1
