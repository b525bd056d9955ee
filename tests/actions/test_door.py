"""Locking the door, admitting by badge, setting aside, replacing codes: the acts, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from openlab.actions import badges, ballots, door, groups, participants
from openlab.actions.badges import Printed
from openlab.db.engine import Database
from openlab.db.queries import door as queries
from openlab.db.queries import participants as participant_queries
from openlab.db.tables import Badge, Ballot, JournalEntry, PainPoint, Participant, Placement, RetiredCode, Support, Wish
from openlab.domain import Refused, people
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, cast, give, join, move, room
from tests.build_forum import a_forum, remark, support, the_forum
from tests.groups import a_lab_in_groups


def set_aside(database: Database, built: Built, person: int, confirmed: str = "yes") -> None:
    with database.writing() as session:
        door.set_aside(session, built.lab, built.account, person, confirmed)


def lock(database: Database, built: Built, locked: bool = True) -> None:
    with database.writing() as session:
        door.lock_door(session, built.lab, built.account, locked)


def by_badge(database: Database, built: Built, wanted: bool = True) -> None:
    with database.writing() as session:
        door.admit_by_badge(session, built.lab, built.account, wanted)


def make(database: Database, built: Built, names: str = "", count: str = "", form: str = "one") -> list[Printed]:
    with database.writing() as session:
        return badges.make_badges(
            session, built.lab, built.account, names, count, lambda number: people.return_code(form, str(number))
        )


def replace(database: Database, built: Built, *numbers: str, form: str = "again") -> list[Printed]:
    with database.writing() as session:
        return badges.replace_badges(
            session, built.lab, built.account, numbers, lambda number: people.return_code(form, str(number))
        )


def replace_code(database: Database, built: Built, person: int, code: str, confirmed: str = "yes") -> None:
    with database.writing() as session:
        door.replace_return_code(session, built.lab, built.account, person, code, confirmed)


def come_in(database: Database, built: Built, code: str, name: str = "Zoé") -> None:
    with database.writing() as session:
        participants.join(session, built.lab, code, name, str(built.personas[0]))


def who(database: Database, built: Built, code: str) -> str | None:
    with database.reading() as session:
        found = participant_queries.person(session, built.lab, people.fingerprint(code))
        return found.name if found else None


def rows(database: Database, table: type, person: int) -> int:
    with database.reading() as session:
        query = select(func.count()).select_from(table).where(table.participant_id == person)  # type: ignore[attr-defined]
        return session.execute(query).scalar_one()


def journal(database: Database, built: Built) -> list[tuple[str, dict[str, object]]]:
    with database.reading() as session:
        entries = session.scalars(
            select(JournalEntry).where(JournalEntry.lab_id == built.lab).order_by(JournalEntry.id)
        )
        return [(entry.act, entry.facts) for entry in entries]


# --- setting aside


def test_a_person_set_aside_takes_their_ballot_along_and_leaves_their_cards_unsigned(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    gone, stays = built.people[:2]
    cast(database, built, gone, *built.cards[:2])
    cast(database, built, stays, *built.cards[1:3])
    before = room(database, built)
    set_aside(database, built, gone)
    after = room(database, built)
    assert (after.people, after.ballots) == (before.people - 1, before.ballots - 1)
    assert [card.title for card in after.cards] == [card.title for card in before.cards]
    assert [card.persona for card in after.cards] == [card.persona for card in before.cards]
    assert (rows(database, Ballot, gone), rows(database, PainPoint, gone)) == (0, 0)
    assert (rows(database, Ballot, stays), rows(database, PainPoint, stays)) == (1, 1)
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert (outcome.people, outcome.ballots) == (2, 1)


def test_the_journal_says_that_a_ballot_went_along_and_nothing_of_what_it_was(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    set_aside(database, built, built.people[0])
    set_aside(database, built, built.people[1])
    assert journal(database, built)[-2:] == [("set_aside", {"ballot": True}), ("set_aside", {"ballot": False})]


def test_nobody_is_set_aside_by_a_slip_of_the_finger_or_from_another_lab(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    for person, confirmed, code in ((built.people[0], "", "confirm_first"), (999_999, "yes", "person_unknown")):
        with pytest.raises(Refused) as refused:
            set_aside(database, built, person, confirmed)
        assert refused.value.code == code
    assert room(database, built).people == 3


def test_a_ballot_that_has_been_in_a_result_is_not_taken_out_of_it(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    move(database, built, Phase.RESULTS)
    for go_back in (False, True):
        if go_back:
            move(database, built, Phase.VOTE)
        with pytest.raises(Refused) as refused:
            set_aside(database, built, built.people[0])
        assert refused.value.code == "ballot_counted"
    set_aside(database, built, built.people[1])
    assert (room(database, built).people, room(database, built).ballots) == (2, 1)


def test_the_list_of_a_lab_that_is_over_stays(database: Database) -> None:
    built = a_lab(database, Phase.CLOSED)
    with pytest.raises(Refused) as refused:
        set_aside(database, built, built.people[0])
    assert refused.value.code == "people_stay"


def test_a_place_in_a_group_and_wishes_go_with_the_person(database: Database) -> None:
    built, _ = a_lab_in_groups(database)
    gone = built.people[0]
    with database.writing() as session:
        groups.give_wishes(session, built.lab, gone, [str(built.cards[0])])
    assert (rows(database, Placement, gone), rows(database, Wish, gone)) == (2, 1)
    set_aside(database, built, gone)
    assert (rows(database, Placement, gone), rows(database, Wish, gone)) == (0, 0)
    assert gone not in {person.id for group in room(database, built).groups for person in group.people}
    with database.writing() as session:
        groups.form_groups(session, built.lab, built.account)


def test_supports_and_remarks_go_with_the_person(database: Database) -> None:
    built, (sheet, _) = a_forum(database)
    for person in built.people[:2]:
        support(database, built, person, sheet)
        remark(database, built, person, sheet, f"Une remarque de {person}")
    set_aside(database, built, built.people[0])
    assert rows(database, Support, built.people[0]) == 0
    proposal = the_forum(database, built).proposals[0]
    assert proposal.supports == 1
    assert list(proposal.remarks) == [f"Une remarque de {built.people[1]}"]


def test_whoever_was_set_aside_cannot_come_back_by_the_same_code_until_let_in(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    code = built.return_codes[0]
    set_aside(database, built, built.people[0])
    with pytest.raises(Refused) as refused:
        come_in(database, built, code)
    assert refused.value.code == "set_aside"
    with database.reading() as session:
        (gone,) = queries.set_aside(session, built.lab)
        assert gone.name == "Personne 0"
        assert queries.lab_code_of(session, people.fingerprint(code)) == built.code
    with database.writing() as session:
        door.let_back_in(session, built.lab, built.account, gone.id)
    come_in(database, built, code)
    assert who(database, built, code) == "Zoé"
    with pytest.raises(Refused) as refused, database.writing() as session:
        door.let_back_in(session, built.lab, built.account, gone.id)
    assert refused.value.code == "person_unknown"


# --- the door


def test_a_locked_door_keeps_out_who_is_new_and_nobody_else(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    lock(database, built)
    with pytest.raises(Refused) as refused:
        come_in(database, built, "A-NEW-CODE")
    assert refused.value.code == "door_locked"
    come_in(database, built, built.return_codes[0], "Un autre nom")
    assert who(database, built, built.return_codes[0]) == "Personne 0"
    with database.writing() as session:
        participants.join(session, built.lab, "BY-HAND", "Léa", str(built.personas[0]), built.account)
    lock(database, built, False)
    come_in(database, built, "A-NEW-CODE")
    assert room(database, built).people == 5
    acts = [act for act, _ in journal(database, built)]
    assert acts[-4:] == ["door_locked", "person_added", "door_unlocked", "joined"]


def test_locking_a_locked_door_says_it_once(database: Database) -> None:
    built = a_lab(database)
    for _ in range(2):
        lock(database, built)
    assert [act for act, _ in journal(database, built)].count("door_locked") == 1


# --- return codes


def test_a_replaced_return_code_leads_to_the_same_person_and_the_old_one_nowhere(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    replace_code(database, built, built.people[0], "THE-NEW-CODE")
    assert who(database, built, "THE-NEW-CODE") == "Personne 0"
    assert who(database, built, built.return_codes[0]) is None
    assert (room(database, built).people, room(database, built).ballots) == (3, 1)
    with pytest.raises(Refused) as refused:
        come_in(database, built, built.return_codes[0])
    assert refused.value.code == "code_replaced"


def test_a_return_code_is_replaced_only_when_confirmed_and_the_same_form_does_it_once(database: Database) -> None:
    built = a_lab(database)
    with pytest.raises(Refused) as refused:
        replace_code(database, built, built.people[0], "THE-NEW-CODE", confirmed="")
    assert refused.value.code == "confirm_first"
    for _ in range(2):
        replace_code(database, built, built.people[0], "THE-NEW-CODE")
    assert [act for act, _ in journal(database, built)].count("code_replaced") == 1
    replace_code(database, built, built.people[0], "A-LATER-CODE")
    with pytest.raises(Refused) as refused:
        replace_code(database, built, built.people[0], "THE-NEW-CODE")
    assert refused.value.code == "form_expired"
    assert who(database, built, "A-LATER-CODE") == "Personne 0"


# --- badges


def test_of_a_badge_only_the_fingerprint_is_kept(database: Database) -> None:
    built = a_lab(database)
    printed = make(database, built, "Zoé\n\n  Awa  \n", "2")
    assert [(badge.number, badge.name) for badge in printed] == [(1, "Zoé"), (2, "Awa"), (3, ""), (4, "")]
    assert len({badge.code for badge in printed}) == 4
    assert all(len(badge.code) == people.RETURN_CODE_LENGTH for badge in printed)
    with database.reading() as session:
        kept = session.scalars(select(Badge).order_by(Badge.number)).all()
    assert [badge.code_hash for badge in kept] == [people.fingerprint(badge.code) for badge in printed]
    assert journal(database, built)[-1] == ("badges_made", {"count": 4})


def test_the_same_form_makes_its_badges_once_and_another_form_makes_more(database: Database) -> None:
    built = a_lab(database)
    assert make(database, built, "Zoé", "1") == make(database, built, "Zoé", "1")
    assert [badge.number for badge in make(database, built, "Awa", form="another")] == [3]


@pytest.mark.parametrize(
    ("names", "count", "code"),
    [
        ("", "", "badges_missing"),
        (" \n ", "0", "badges_missing"),
        ("", "-1", "badges_missing"),
        ("", "²", "badges_missing"),
        ("", "many", "badges_missing"),
        ("", "301", "badges_too_many"),
        ("Zoé", "300", "badges_too_many"),
        ("", "99999999999999999999", "badges_missing"),
        ("n" * 41, "", "name_too_long"),
    ],
)
def test_what_is_no_list_of_badges_is_refused(database: Database, names: str, count: str, code: str) -> None:
    built = a_lab(database)
    with pytest.raises(Refused) as refused:
        make(database, built, names, count)
    assert refused.value.code == code
    with database.reading() as session:
        assert session.scalars(select(Badge)).all() == []


def test_a_lab_by_invitation_takes_badges_and_nothing_else(database: Database) -> None:
    built = a_lab(database)
    (badge,) = make(database, built, "Zoé")
    by_badge(database, built)
    with pytest.raises(Refused) as refused:
        come_in(database, built, "ANY-OTHER-CODE")
    assert refused.value.code == "badge_needed"
    come_in(database, built, badge.code)
    come_in(database, built, badge.code, "Une autre personne")
    assert who(database, built, badge.code) == "Zoé"
    assert room(database, built).people == 4
    by_badge(database, built, False)
    come_in(database, built, "ANY-OTHER-CODE")


def test_a_badge_used_by_hand_and_by_phone_is_one_person_with_one_ballot(database: Database) -> None:
    built = a_lab(database)
    badge, _ = make(database, built, "", "2")
    by_badge(database, built)
    with database.writing() as session:
        participants.join_with_badge(session, built.lab, built.account, "1", "Awa", str(built.personas[0]))
    move(database, built, Phase.COLLECT)
    with database.reading() as session:
        awa = participant_queries.person(session, built.lab, people.fingerprint(badge.code))
    assert awa is not None
    cards = [give(database, built, awa.id, f"Irritant {n}") for n in range(3)]
    move(database, built, Phase.SORT)
    move(database, built, Phase.VOTE)
    with database.writing() as session:
        ballots.cast_ballot_for(session, built.lab, built.account, [str(c) for c in cards[:2]], str(awa.id))
    come_in(database, built, badge.code, "Awa, par téléphone")
    cast(database, built, awa.id, *cards[1:])
    assert (room(database, built).people, room(database, built).ballots) == (4, 1)


@pytest.mark.parametrize("number", ["1", "3", "x", ""])
def test_a_badge_that_somebody_has_or_that_does_not_exist_is_not_given(database: Database, number: str) -> None:
    built = a_lab(database)
    first, _ = make(database, built, "", "2")
    come_in(database, built, first.code)
    with pytest.raises(Refused) as refused, database.writing() as session:
        participants.join_with_badge(session, built.lab, built.account, number, "Awa", str(built.personas[0]))
    assert refused.value.code == "badge_unknown"


def test_a_lost_badge_is_replaced_and_its_holder_stays_who_they_are(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    used, unused = make(database, built, "Zoé", "1")
    come_in(database, built, used.code)
    new_used, new_unused = replace(database, built, "2", "1", "1")
    assert (who(database, built, used.code), who(database, built, new_used.code)) == (None, "Zoé")
    by_badge(database, built)
    for old in (used, unused):
        with pytest.raises(Refused) as refused:
            come_in(database, built, old.code)
        assert refused.value.code == "code_replaced"
    come_in(database, built, new_unused.code, "Awa")
    assert room(database, built).people == 5
    assert replace(database, built, "1", "2") == [new_used, new_unused], "the same form prints the same sheet"
    with database.reading() as session:
        lines = [(badge.number, badge.name, badge.used_by) for badge in queries.badges(session, built.lab)]
    assert lines == [(1, "Zoé", "Zoé"), (2, "", "Awa")]


def test_a_replaced_return_code_takes_the_badge_along(database: Database) -> None:
    built = a_lab(database)
    (badge,) = make(database, built, "Zoé")
    come_in(database, built, badge.code)
    with database.reading() as session:
        person = session.execute(select(Participant.id).where(Participant.name == "Zoé")).scalar_one()
    replace_code(database, built, person, "THE-NEW-CODE")
    with pytest.raises(Refused):
        come_in(database, built, badge.code, "Quelqu’un d’autre")
    with database.reading() as session:
        assert [line.used_by for line in queries.badges(session, built.lab)] == ["Zoé"]


def test_only_badges_of_the_lab_are_replaced(database: Database) -> None:
    built = a_lab(database)
    make(database, built, "Zoé")
    for numbers in ((), ("2",), ("1", "2")):
        with pytest.raises(Refused) as refused:
            replace(database, built, *numbers)
        assert refused.value.code == "badge_unknown"
    with database.reading() as session:
        assert session.scalars(select(RetiredCode)).all() == []


def test_a_badge_of_someone_set_aside_lets_nobody_in(database: Database) -> None:
    built = a_lab(database)
    (badge,) = make(database, built, "Zoé")
    come_in(database, built, badge.code)
    join(database, built, "Awa")
    with database.reading() as session:
        person = session.execute(select(Participant.id).where(Participant.name == "Zoé")).scalar_one()
    set_aside(database, built, person)
    with pytest.raises(Refused) as refused:
        come_in(database, built, badge.code)
    assert refused.value.code == "set_aside"
    with database.reading() as session:
        assert queries.free_badges(session, built.lab) == []
