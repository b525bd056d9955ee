"""The forum: which proposals there are, what is on the screen, who would help, what is said; and what happens next."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from openlab.actions import forum
from openlab.db.engine import Database
from openlab.db.queries.forum import Group, Picture
from openlab.db.tables import JournalEntry, Remark, Support
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, give, join, move, other_lab, room
from tests.build_forum import (
    a_forum,
    a_group,
    a_photo,
    a_sheet,
    remark,
    show_sheet,
    stance_of,
    support,
    the_forum,
    write_sheet,
)


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def acts(database: Database, built: Built) -> list[tuple[str, dict[str, object]]]:
    """What the journal says since the lab came to its wrap-up."""
    with database.reading() as session:
        rows = session.scalars(select(JournalEntry).where(JournalEntry.lab_id == built.lab).order_by(JournalEntry.id))
        said = [(entry.act, entry.facts) for entry in rows]
    return said[max(n for n, (act, _) in enumerate(said) if act == "phase_changed") + 1 :]


def test_the_latest_version_of_each_sheet_is_a_proposal(database: Database) -> None:
    built, sheets = a_forum(database, sheets=2)
    write_sheet(database, sheets[0], problem="Revu", solution="Mieux", spokesperson="Nadia")
    first, second = the_forum(database, built).proposals
    assert (first.problem, first.solution, first.spokesperson, first.for_whom) == ("Revu", "Mieux", "Nadia", "")
    assert (first.group, first.topic, first.continues) == (Group(1, 1), "Irritant 0", None)
    assert (second.problem, second.group) == ("Problème 1", Group(1, 2))
    assert (second.supports, second.remarks, second.pictures) == (0, (), ())


def test_an_empty_sheet_is_skipped_but_said(database: Database) -> None:
    built, sheets = a_forum(database, sheets=1)
    a_group(database, built.lab, built.cards[0])
    a_sheet(database, built.lab, built.cards[1])
    write_sheet(database, a_sheet(database, built.lab, built.cards[2], 2), problem=" \n ", spokesperson="Nadia")
    seen = the_forum(database, built)
    assert [proposal.id for proposal in seen.proposals] == sheets
    assert seen.empty == (Group(1, 2), Group(1, 3), Group(2, 1))


def test_a_photo_alone_is_a_proposal_and_a_removed_one_is_not(database: Database) -> None:
    built, _ = a_forum(database, sheets=0)
    shown, removed = a_sheet(database, built.lab, built.cards[0]), a_sheet(database, built.lab, built.cards[1])
    photo = a_photo(database, shown)
    a_photo(database, removed, removed=True)
    (only,) = the_forum(database, built).proposals
    assert (only.id, only.problem, only.pictures) == (shown, "", (Picture(photo, 800, 600),))


def test_a_sheet_that_round_2_took_further_is_shown_once_with_where_it_comes_from(database: Database) -> None:
    built, (first, second) = a_forum(database, sheets=2)
    later = a_sheet(database, built.lab, built.cards[0], 2, continues=first)
    assert [proposal.id for proposal in the_forum(database, built).proposals] == [first, second]
    write_sheet(database, later, solution="Plus loin")
    seen = the_forum(database, built)
    assert [(proposal.id, proposal.continues) for proposal in seen.proposals] == [(second, None), (later, Group(1, 1))]
    assert seen.empty == ()


def test_the_sheet_on_the_screen_is_first_on_the_phones(database: Database) -> None:
    built, (a, b, c) = a_forum(database, sheets=3)
    seen = the_forum(database, built)
    assert (seen.on_screen, seen.beside(-1), seen.beside(1)) == (None, None, seen.proposals[0])
    assert seen.as_on_phones == seen.proposals
    show_sheet(database, built, b)
    seen = the_forum(database, built)
    assert [proposal.id for proposal in seen.as_on_phones] == [b, a, c]
    assert (seen.beside(-1), seen.beside(1)) == (seen.proposals[0], seen.proposals[2])
    show_sheet(database, built, c)
    assert the_forum(database, built).beside(1) is None
    show_sheet(database, built, "")
    assert the_forum(database, built).on_screen is None
    shown = [("sheet_shown", {"round": 1, "number": 2}), ("sheet_shown", {"round": 1, "number": 3})]
    assert acts(database, built) == [*shown, ("screen_cleared", {})]


def test_showing_what_is_shown_already_writes_nothing(database: Database) -> None:
    built, (a, _) = a_forum(database)
    show_sheet(database, built, "")
    show_sheet(database, built, a)
    show_sheet(database, built, a)
    assert acts(database, built) == [("sheet_shown", {"round": 1, "number": 1})]


def test_only_a_proposal_of_this_lab_can_be_put_on_the_screen(database: Database) -> None:
    built, _ = a_forum(database)
    empty = a_sheet(database, built.lab, built.cards[0], 2)
    for sheet in (str(empty), "999999", "9" * 40, "x", "٣"):
        assert refusal(database, forum.show_sheet, built.lab, built.account, sheet) == "proposal_unknown"


def test_a_person_supports_as_many_as_they_like_and_takes_it_back(database: Database) -> None:
    built, (a, b) = a_forum(database)
    zoe, yann, _ = built.people
    for sheet in (a, b, a):
        support(database, built, zoe, sheet)
    support(database, built, yann, a)
    assert [proposal.supports for proposal in the_forum(database, built).proposals] == [2, 1]
    assert stance_of(database, built, zoe).supports == {a, b}
    for _ in range(2):
        support(database, built, zoe, a, helping=False)
    assert [proposal.supports for proposal in the_forum(database, built).proposals] == [1, 1]
    assert stance_of(database, built, zoe).supports == {b}
    assert stance_of(database, built, yann).supports == {a}


def test_a_person_leaves_one_sentence_each_changes_it_and_takes_it_back(database: Database) -> None:
    built, (a, b) = a_forum(database)
    zoe, yann, _ = built.people
    remark(database, built, zoe, a, "Avec\nla commission")
    remark(database, built, zoe, a, "  Avec  les commissions ")
    remark(database, built, zoe, b, "Plus tard")
    remark(database, built, yann, a, "À tester")
    first, second = the_forum(database, built).proposals
    assert (first.remarks, second.remarks) == (("Avec les commissions", "À tester"), ("Plus tard",))
    assert stance_of(database, built, zoe).remarks == {a: "Avec les commissions", b: "Plus tard"}
    remark(database, built, zoe, a, "  ")
    assert the_forum(database, built).proposals[0].remarks == ("À tester",)


def test_the_order_of_sentences_does_not_tell_who_wrote_them(database: Database) -> None:
    built, (a, b) = a_forum(database)
    zoe, yann, _ = built.people
    for person, texts in ((zoe, ("B", "C")), (yann, ("A", "D"))):
        for sheet, text in zip((a, b), texts, strict=True):
            remark(database, built, person, sheet, text)
    assert [proposal.remarks for proposal in the_forum(database, built).proposals] == [("A", "B"), ("C", "D")]


def test_a_sentence_of_201_characters_is_refused_and_the_one_before_stays(database: Database) -> None:
    built, (a, _) = a_forum(database)
    remark(database, built, built.people[0], a, "é" * 200)
    told = refusal(database, forum.remark, built.lab, built.people[0], a, "é" * 201)
    assert told == "text_too_long"
    assert stance_of(database, built, built.people[0]).remarks == {a: "é" * 200}


@pytest.mark.parametrize(("phase", "told"), [(Phase.GROUPS_2, "wrap_up_not_open"), (Phase.CLOSED, "wrap_up_over")])
def test_nothing_of_the_forum_is_taken_outside_the_wrap_up(database: Database, phase: Phase, told: str) -> None:
    built, (a, _) = a_forum(database, at=phase)
    zoe = built.people[0]
    assert refusal(database, forum.support, built.lab, zoe, a, True) == told
    assert refusal(database, forum.remark, built.lab, zoe, a, "Oui") == told
    assert refusal(database, forum.show_sheet, built.lab, built.account, str(a)) == told


def test_a_sheet_of_another_lab_can_be_neither_supported_nor_remarked_on(database: Database) -> None:
    built, _ = a_forum(database)
    for sheet in (sheet_elsewhere(database, built), 999_999, 10**30):
        assert refusal(database, forum.support, built.lab, built.people[0], sheet, True) == "proposal_unknown"
        assert refusal(database, forum.remark, built.lab, built.people[0], sheet, "Oui") == "proposal_unknown"


def sheet_elsewhere(database: Database, built: Built) -> int:
    """A sheet of another lab, on a card of its own."""
    elsewhere = Built(built.account, built.product, other_lab(database, built), "OTHER2", built.personas)
    move(database, elsewhere, Phase.COLLECT)
    card = give(database, elsewhere, join(database, elsewhere, "Ailleurs"), "Un autre irritant")
    return a_sheet(database, elsewhere.lab, card)


@pytest.mark.parametrize("table", [Support, Remark])
def test_the_database_itself_refuses_a_sheet_or_a_person_of_another_lab(
    database: Database, table: type[Support] | type[Remark]
) -> None:
    built, (a, _) = a_forum(database)
    row: dict[str, object] = {"lab_id": built.lab, "participant_id": built.people[0], "sheet_id": a}
    if table is Remark:
        row["text"] = "Oui"
    for wrong in ({"lab_id": other_lab(database, built)}, {"sheet_id": 999_999}, {"participant_id": 999_999}):
        with pytest.raises(IntegrityError), database.writing() as session:
            session.execute(insert(table).values({**row, **wrong}))


def test_supports_toggled_by_everyone_at_once_end_as_each_person_last_said(database: Database) -> None:
    built, (a, _) = a_forum(database, people_in=12)

    def toggle(person: int) -> None:
        for helping in (True, False, True, True, person % 2 == 0):
            support(database, built, person, a, helping)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(toggle, built.people))
    staying = {person for person in built.people if person % 2 == 0}
    assert the_forum(database, built).proposals[0].supports == len(staying)
    assert {person for person in built.people if stance_of(database, built, person).supports} == staying


def test_a_storm_of_the_same_tap_is_one_support(database: Database) -> None:
    built, (a, _) = a_forum(database)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: support(database, built, built.people[0], a), range(24)))
    with database.reading() as session:
        assert session.execute(select(func.count()).select_from(Support)).scalar_one() == 1


def test_the_journal_never_tells_who_supports_or_says_what(database: Database) -> None:
    built, (a, _) = a_forum(database)
    support(database, built, built.people[0], a)
    remark(database, built, built.people[0], a, "Oui")
    assert acts(database, built) == []


def test_what_happens_next_is_written_in_the_wrap_up_and_after(database: Database) -> None:
    built = a_lab(database, Phase.GROUPS_2)
    write = forum.write_next_steps
    assert refusal(database, write, built.lab, built.account, "Bientôt") == "wrap_up_not_open"
    for phase, text in ((Phase.WRAP_UP, "Le 3 mars.\r\nIci même. "), (Phase.CLOSED, "Le 4 mars.")):
        move(database, built, phase)
        with database.writing() as session:
            write(session, built.lab, built.account, text)
            write(session, built.lab, built.account, text)
        assert acts(database, built) == [("next_steps_written", {})]
    assert room(database, built).next_steps == "Le 4 mars."
    assert refusal(database, write, built.lab, built.account, "a" * 2001) == "text_too_long"


def test_reopening_and_going_back_deletes_nothing(database: Database) -> None:
    built, (a, _) = a_forum(database)
    support(database, built, built.people[0], a)
    remark(database, built, built.people[0], a, "Oui")
    with database.writing() as session:
        forum.write_next_steps(session, built.lab, built.account, "Le 3 mars.")
    before = the_forum(database, built)
    for phase in (Phase.CLOSED, Phase.GROUPS_1, Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED, Phase.WRAP_UP):
        move(database, built, phase)
    assert the_forum(database, built) == before
    assert room(database, built).next_steps == "Le 3 mars."
