"""Giving, editing, hiding and merging cards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openlab.actions import pain_points
from openlab.db.engine import Database
from openlab.domain import Refused
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, give, join, merge, move, room, unmerge


def refusal(database: Database, act: Callable[..., object], *values: object) -> str:
    with pytest.raises(Refused) as refused, database.writing() as session:
        act(session, *values)
    return refused.value.code


def titles(database: Database, built: Built) -> list[str]:
    return [card.title for card in room(database, built).votable]


def test_a_card_appears_with_the_persona_of_its_giver_and_never_a_name(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    give(database, built, built.people[0], "Trop de pièces", "À chaque fois")
    (card,) = room(database, built).votable
    assert (card.title, card.detail, card.persona) == ("Trop de pièces", "À chaque fois", "Instructeur·rice")
    assert "Personne 0" not in repr(room(database, built))


def test_the_same_form_sent_twice_makes_one_card(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    for _ in range(3):
        with database.writing() as session:
            pain_points.add_pain_point(session, built.lab, built.people[0], "Trop lent", "", "one form")
    assert titles(database, built) == ["Trop lent"]


def test_the_same_pain_point_typed_again_is_refused_and_another_one_from_the_same_form_is_taken(
    database: Database,
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    person = built.people[0]
    with database.writing() as session:
        pain_points.add_pain_point(session, built.lab, person, "Trop lent", "", "one form")
    again = (built.lab, person, "trop LENT.", "", "another form")
    assert refusal(database, pain_points.add_pain_point, *again) == "given_already"
    with database.writing() as session:
        pain_points.add_pain_point(session, built.lab, person, "Trop cher", "", "one form")
    assert titles(database, built) == ["Trop lent", "Trop cher"]


def test_two_people_may_say_the_same(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    give(database, built, built.people[0], "Trop lent")
    give(database, built, built.people[1], "Trop lent")
    assert titles(database, built) == ["Trop lent", "Trop lent"]


def test_a_withdrawn_card_is_seen_by_nobody_and_can_be_given_again(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    card = give(database, built, built.people[0], "Trop lent")
    with database.writing() as session:
        pain_points.withdraw_pain_point(session, built.lab, built.people[0], card, True)
    assert titles(database, built) == []
    with database.writing() as session:
        pain_points.withdraw_pain_point(session, built.lab, built.people[0], card, False)
    assert titles(database, built) == ["Trop lent"]


@pytest.mark.parametrize("form_key", ["form 0", "another form"])
def test_typing_a_withdrawn_pain_point_again_gives_it_back(database: Database, form_key: str) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    card = give(database, built, built.people[0], "Trop lent")
    with database.writing() as session:
        pain_points.withdraw_pain_point(session, built.lab, built.people[0], card, True)
    with database.writing() as session:
        pain_points.add_pain_point(session, built.lab, built.people[0], "Trop lent", "vraiment", form_key)
    (again,) = room(database, built).votable
    assert (again.id, again.detail) == (card, "vraiment")


def test_only_its_giver_edits_or_withdraws_a_card(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    card = give(database, built, built.people[0], "Trop lant")
    edit, withdraw = pain_points.edit_own_pain_point, pain_points.withdraw_pain_point
    assert refusal(database, edit, built.lab, built.people[1], card, "Volé", "") == "card_not_yours"
    assert refusal(database, withdraw, built.lab, built.people[1], card, True) == "card_not_yours"
    with database.writing() as session:
        edit(session, built.lab, built.people[0], card, "Trop lent", "")
    assert titles(database, built) == ["Trop lent"]


def test_after_the_collect_participants_change_nothing_any_more(database: Database) -> None:
    built = a_lab(database, Phase.SORT)
    person, card = built.people[0], built.cards[0]
    assert refusal(database, pain_points.add_pain_point, built.lab, person, "Trop tard", "", "k") == "collect_over"
    assert refusal(database, pain_points.edit_own_pain_point, built.lab, person, card, "x", "") == "collect_over"
    assert refusal(database, pain_points.withdraw_pain_point, built.lab, person, card, True) == "collect_over"


def test_early_pain_points_are_taken_only_where_the_lab_allows_them(database: Database) -> None:
    built = a_lab(database, early=True)
    give(database, built, built.people[0], "Déjà une idée")
    assert titles(database, built) == ["Déjà une idée"]


def test_before_the_collect_a_pain_point_is_refused(database: Database) -> None:
    built = a_lab(database)
    values = (built.lab, built.people[0], "Trop tôt", "", "k")
    assert refusal(database, pain_points.add_pain_point, *values) == "collect_not_open"


def test_a_facilitator_hides_restores_and_mends_a_card(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=2)
    with database.writing() as session:
        pain_points.hide_pain_point(session, built.lab, built.account, built.cards[0], True)
    assert titles(database, built) == ["Irritant 1"]
    with database.writing() as session:
        pain_points.hide_pain_point(session, built.lab, built.account, built.cards[0], False)
        pain_points.edit_pain_point(session, built.lab, built.account, built.cards[1], "Irritant un", "précisé")
    assert titles(database, built) == ["Irritant 0", "Irritant un"]


def test_a_facilitator_adds_a_card_for_someone_or_for_the_room(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    late = join(database, built, "Sans téléphone", persona=1)
    with database.writing() as session:
        add = pain_points.add_pain_point_for
        add(session, built.lab, built.account, "Le mien", "", str(late), "a")
        add(session, built.lab, built.account, "Le mien", "", str(late), "a")
        add(session, built.lab, built.account, "Celui de la salle", "", "", "b")
    assert [(c.title, c.persona) for c in room(database, built).votable] == [
        ("Le mien", "Société de production"),
        ("Celui de la salle", None),
    ]
    unknown = (built.lab, built.account, "x", "", "999999", "c")
    assert refusal(database, pain_points.add_pain_point_for, *unknown) == "person_unknown"


def test_from_the_vote_on_the_list_is_frozen_for_facilitators_too(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    lab, account, card = built.lab, built.account, built.cards[0]
    assert refusal(database, pain_points.edit_pain_point, lab, account, card, "x", "") == "list_frozen"
    assert refusal(database, pain_points.hide_pain_point, lab, account, card, True) == "list_frozen"
    assert refusal(database, pain_points.add_pain_point_for, lab, account, "x", "", "", "k") == "list_frozen"
    ticked = [str(c) for c in built.cards[:2]]
    assert refusal(database, pain_points.merge_pain_points, lab, account, ticked, "") == "merge_only_in_sort"
    assert refusal(database, pain_points.unmerge_pain_point, lab, account, card) == "merge_only_in_sort"


def test_merged_cards_are_inside_the_one_that_stands_with_their_text_and_come_out_again(database: Database) -> None:
    built = a_lab(database, Phase.SORT, cards=4)
    first, second, third, fourth = built.cards
    merge(database, built, second, third)
    merge(database, built, first, second)
    seen = room(database, built)
    assert [card.id for card in seen.votable] == [first, fourth]
    assert [card.title for card in seen.inside[first]] == ["Irritant 1", "Irritant 2"]
    unmerge(database, built, second)
    seen = room(database, built)
    assert [card.id for card in seen.votable] == [first, second, fourth]
    assert [card.id for card in seen.inside[second]] == [third]


def test_merging_goes_into_the_card_that_was_chosen(database: Database) -> None:
    built = a_lab(database, Phase.SORT, cards=3)
    merge(database, built, *built.cards[:2], into=built.cards[2])
    assert [card.id for card in room(database, built).votable] == [built.cards[2]]


@pytest.mark.parametrize(
    ("ticked", "into", "told"),
    [
        ([], "", "merge_needs_two"),
        ([0], "", "merge_needs_two"),
        ([0], "0", "merge_needs_two"),
        ([9], "", "card_unknown"),
    ],
)
def test_a_merge_that_makes_no_sense_changes_nothing(
    database: Database, ticked: list[int], into: str, told: str
) -> None:
    built = a_lab(database, Phase.SORT, cards=3)
    cards = [str(built.cards[n]) if n < 9 else "999999" for n in ticked]
    target = str(built.cards[int(into)]) if into else ""
    assert refusal(database, pain_points.merge_pain_points, built.lab, built.account, cards, target) == told
    assert len(room(database, built).votable) == 3


def test_a_card_of_another_lab_is_not_in_this_one(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    assert refusal(database, pain_points.edit_pain_point, built.lab, built.account, 999_999, "x", "") == "card_unknown"


def test_going_back_and_forward_loses_no_card_and_no_merge(database: Database) -> None:
    built = a_lab(database, Phase.SORT, cards=4)
    merge(database, built, *built.cards[:2])
    before = room(database, built).cards
    for phase in (Phase.VOTE, Phase.RESULTS, Phase.COLLECT, Phase.SORT, Phase.PREPARATION, Phase.COLLECT, Phase.SORT):
        move(database, built, phase)
    assert room(database, built).cards == before
