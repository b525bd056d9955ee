"""A participant erases what they gave: nothing leads to them any more, and what the room counted stays counted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from openlab.actions.door import replace_return_code
from openlab.actions.erasure import NO_TEXT, erase_participant
from openlab.actions.items import choose_verbatims
from openlab.actions.pain_points import withdraw_pain_point
from openlab.actions.sheets import Hand, save_sheet
from openlab.db.engine import Database
from openlab.db.queries import forum as forum_queries
from openlab.db.queries import participants
from openlab.db.queries import sheets as sheet_queries
from openlab.db.queries.evidence import remarks_of
from openlab.db.queries.participants import everyone
from openlab.db.queries.personal import given_by
from openlab.db.tables import Badge, Ballot, FeedbackGiven, Participant, Placement, Remark, RetiredCode
from openlab.domain import Refused, people
from openlab.domain.phases import ORDER, Phase
from tests.build import Built, a_lab, cast, give, join, merge, move, room
from tests.build_backlog import Closed, a_closed_lab, accept, act, line_of, sheet, version_of
from tests.full_lab import PEOPLE, a_full_lab
from tests.groups import a_lab_in_groups
from tests.tables import every_row, says


def erase(database: Database, built: Built, number: int, cards: str = "stay") -> None:
    with database.writing() as session:
        erase_participant(session, built.lab, built.people[number], cards)
    database.empty_journal()


def titles(database: Database, built: Built) -> list[str]:
    return [card.title for card in room(database, built).votable]


@pytest.mark.parametrize("phase", ORDER)
def test_at_every_phase_neither_the_name_nor_the_code_leads_to_anybody(database: Database, phase: Phase) -> None:
    built = a_lab(database, phase)
    if phase is Phase.VOTE:
        cast(database, built, built.people[0], *built.cards[:2])
    erase(database, built, 0)
    code = people.fingerprint(built.return_codes[0])
    assert says(database, "Personne 0", code) == []
    with database.reading() as session:
        assert participants.person(session, built.lab, code) is None
        assert session.get(Participant, built.people[0]) is None
        assert [name for _, name, _ in everyone(session, built.lab)] == ["Personne 1", "Personne 2"]


@pytest.mark.parametrize("phase", [Phase.PREPARATION, Phase.COLLECT, Phase.SORT])
@pytest.mark.parametrize("cards", ["stay", "go"])
def test_before_the_vote_cards_stay_unsigned_or_go(database: Database, phase: Phase, cards: str) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=1, cards=0)
    give(database, built, built.people[0], "Un secret de Zoé", "Un détail de Zoé")
    join(database, built, "Paul")
    give(database, built, built.people[1], "Un irritant de Paul")
    if phase is not Phase.COLLECT:
        move(database, built, phase)
    erase(database, built, 0, cards)
    kept = ["Un secret de Zoé"] if cards == "stay" else []
    assert titles(database, built) == [*kept, "Un irritant de Paul"]
    assert bool(says(database, "Un secret de Zoé", "Un détail de Zoé")) is (cards == "stay")
    assert [card.participant_id for card in room(database, built).cards] == [None, built.people[1]]


def test_a_card_that_was_withdrawn_goes_whatever_is_chosen(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=2, cards=2)
    with database.writing() as session:
        withdraw_pain_point(session, built.lab, built.people[0], built.cards[0], True)
    erase(database, built, 0)
    assert says(database, "Irritant 0") == []
    assert titles(database, built) == ["Irritant 1"]


def test_cards_merged_into_one_that_goes_stand_together_without_it(database: Database) -> None:
    built = a_lab(database, Phase.SORT, people_in=5, cards=5)
    first, second, third, fourth, _ = built.cards
    merge(database, built, second, third, into=first)
    merge(database, built, first, fourth, into=fourth)
    erase(database, built, 0, "go")
    seen = room(database, built)
    assert titles(database, built) == ["Irritant 3", "Irritant 4"]
    assert {seen.stands[card] for card in (second, third)} == {fourth}
    erase(database, built, 3, "go")
    assert len(titles(database, built)) == 2
    seen = room(database, built)
    assert seen.stands[second] == seen.stands[third], "still together"


def test_cards_must_be_chosen_about_before_the_vote_and_cannot_go_after_it_opened(database: Database) -> None:
    built = a_lab(database, Phase.SORT)
    with pytest.raises(Refused, match="erase_choose"):
        erase(database, built, 0, "")
    move(database, built, Phase.VOTE)
    with pytest.raises(Refused, match="list_frozen"):
        erase(database, built, 0, "go")
    erase(database, built, 0, "")
    assert titles(database, built) == [f"Irritant {n}" for n in range(4)]


def test_while_the_vote_is_open_the_ballot_goes_too_so_that_nobody_votes_twice(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    erase(database, built, 0)
    assert (room(database, built).people, room(database, built).ballots) == (2, 2)


def test_once_the_vote_is_closed_the_ballot_stays_counted_on_nobody(database: Database) -> None:
    built = a_lab(database, Phase.VOTE)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    before = room(database, built)
    erase(database, built, 0)
    after = room(database, built)
    assert (after.outcome, after.people, after.ballots) == (before.outcome, before.people, before.ballots)
    with database.reading() as session:
        voters = session.scalars(select(Participant).join(Ballot, Ballot.participant_id == Participant.id)).all()
        nobody = [voter for voter in voters if not voter.name]
        assert len(nobody) == 1
        assert nobody[0].id not in built.people
        assert nobody[0].code_hash.startswith("nobody ")
    move(database, built, Phase.VOTE)
    move(database, built, Phase.RESULTS)
    again = room(database, built)
    assert again.outcome is not None
    assert before.outcome is not None
    assert again.outcome.ranks == before.outcome.ranks, "also when the vote is closed once more"


def test_after_a_whole_lab_only_numbers_of_them_remain(database: Database) -> None:
    full = a_full_lab(database)
    built, before = full.built, every_row(database)
    with database.reading() as session:
        supports = [p.supports for p in forum_queries.forum(session, built.lab).proposals]
    erase(database, built, 0)
    assert says(database, full.names[0], "Remarque-0-") == []
    after = every_row(database)
    for table in ("ballots", "feedback", "feedback_given", "results", "ranked_pain_points", "participants", "photos"):
        assert len(after[table]) == len(before[table]), table
    with database.reading() as session:
        assert [p.supports for p in forum_queries.forum(session, built.lab).proposals] == supports
        assert session.scalars(select(Placement).where(Placement.participant_id == built.people[0])).all() == []
        assert session.get(FeedbackGiven, (built.lab, built.people[0])) is None
    assert room(database, built).people == PEOPLE


def test_during_the_forum_a_support_goes_with_its_person(database: Database) -> None:
    full = a_full_lab(database, at=Phase.WRAP_UP)
    with database.reading() as session:
        before = sum(p.supports for p in forum_queries.forum(session, full.built.lab).proposals)
    erase(database, full.built, 0)
    with database.reading() as session:
        after = sum(p.supports for p in forum_queries.forum(session, full.built.lab).proposals)
    assert (before, after) == (PEOPLE, PEOPLE - 1)


def test_a_sheet_stays_unsigned_without_its_spokesperson(database: Database) -> None:
    built, groups = a_lab_in_groups(database)
    hand = Hand(built.lab, participant_id=built.people[0])
    texts = {"solution": "Un formulaire", "spokesperson": "personne 0 et Personne 00"}
    with database.writing() as session:
        save_sheet(session, hand, groups[0], texts, [], "0")
    erase(database, built, 0)
    with database.reading() as session:
        saved = sheet_queries.history(session, built.lab, groups[0])[0]
        group = sheet_queries.group_sheets(session, built.lab)[groups[0]]
    assert (saved.by, saved.content.solution, saved.content.spokesperson) == ("…", "Un formulaire", "et Personne 00")
    assert (group.saved_by, built.people[0] in group.people) == ("…", False)


def test_a_person_takes_everything_with_them(database: Database) -> None:
    full = a_full_lab(database)
    with database.reading() as session:
        given = given_by(session, full.built.lab, full.built.people[0])
    assert given["name"] == full.names[0]
    assert given["lab"]["code"] == full.built.code
    assert [card["title"] for card in given["pain_points"]] == [full.titles[0]]
    assert given["pain_points"][0]["detail"] == "Détail-0-de-quelqu’un"
    assert given["ballot"] == [full.titles[0], full.titles[2]]
    assert [wish["rank"] for wish in given["wishes"]] == [1, 2, 1, 2]
    assert [group["round"] for group in given["groups"]] == [1, 2]
    assert len(given["sheet_versions"]) == 4
    assert len(given["would_help_with"]) == 1
    told = {"about": full.titles[0], "text": "Remarque-0-de-quelqu’un", "shown_by_the_owner": False}
    assert given["remarks"] == [told]
    assert given["badge"] is None
    assert given["has_evaluated"] is True
    assert [name for name in full.names[1:] if name in str(given)] == []
    assert "Remarque-1-" not in str(given)
    assert "Mieux-" not in str(given)


def test_a_person_is_told_of_their_badge_and_of_a_sentence_that_the_owner_shows(database: Database) -> None:
    closed = a_closed_lab(database)
    accept(database, closed, sheet(closed, 0))
    show_every_remark(database, closed)
    built = closed.built
    with database.writing() as session:
        code = people.fingerprint(built.return_codes[0])
        session.add(Badge(lab_id=built.lab, number=7, name="Personne 0", code_hash=code))
    with database.reading() as session:
        given, other = (given_by(session, built.lab, person) for person in (built.people[0], built.people[5]))
    assert given["badge"] == {"number": 7, "name": "Personne 0"}
    assert [(r["text"], r["shown_by_the_owner"]) for r in given["remarks"]] == [
        ("C’est trop long 0", True),
        ("C’est trop long 1", False),
    ]
    assert (other["badge"], other["remarks"]) == (None, [])


def show_every_remark(database: Database, closed: Closed) -> None:
    """The owner shows the remarks on the first sheet with the first item."""
    with database.reading() as session:
        remarks = remarks_of(session, {closed.built.lab})[closed.sheets[0]]
    chosen = [f"{closed.sheets[0]}:{people.fingerprint(remark)}" for remark in remarks]
    version = version_of(database, closed.product, 1)
    act(database, choose_verbatims, closed.product, closed.owner, 1, version, chosen)


def test_a_sentence_that_the_owner_shows_goes_with_its_author(database: Database) -> None:
    closed = a_closed_lab(database)
    accept(database, closed, sheet(closed, 0))
    show_every_remark(database, closed)
    assert len(every_row(database)["item_verbatims"]) == 2
    erase(database, closed.built, 0)
    fingerprint = people.fingerprint("C’est trop long 0")
    assert says(database, "C’est trop long", fingerprint) == []
    assert len(every_row(database)["item_verbatims"]) == 1
    (said,) = line_of(database, closed.product, 1).said
    assert said.verbatims == ("On ressaisit tout 0",)


def test_what_somebody_else_said_too_stays(database: Database) -> None:
    closed = a_closed_lab(database)
    accept(database, closed, sheet(closed, 0))
    built = closed.built
    with database.writing() as session:
        same = {"lab_id": built.lab, "sheet_id": closed.sheets[0], "text": "C’est trop long 0"}
        session.add(Remark(participant_id=built.people[4], **same))
    show_every_remark(database, closed)
    erase(database, built, 0)
    (said,) = line_of(database, closed.product, 1).said
    assert "C’est trop long 0" in said.verbatims


def test_a_badge_and_a_replaced_code_no_longer_bear_the_name(database: Database) -> None:
    built = a_lab(database)
    with database.writing() as session:
        code = people.fingerprint(built.return_codes[0])
        session.add(Badge(lab_id=built.lab, number=1, name="Personne 0", code_hash=code))
    with database.writing() as session:
        replace_return_code(session, built.lab, built.account, built.people[0], "ANOTHERCODE2", "yes")
        older = {"lab_id": built.lab, "why": "reissued", "code_hash": "of version 0.1.0"}
        session.add(RetiredCode(name="Personne 0", **older))
    assert says(database, "Personne 0")
    erase(database, built, 0)
    assert says(database, "Personne 0", people.fingerprint("ANOTHERCODE2")) == []
    assert len(every_row(database)["retired_codes"]) == 2, "the old codes still say why they lead nowhere"


def test_erasing_oneself_by_a_double_tap_is_done_once(database: Database) -> None:
    built = a_lab(database, Phase.RESULTS)
    for _ in range(2):
        erase(database, built, 0)
    assert str(every_row(database)["journal"]).count("person_erased") == 1


def test_the_file_keeps_no_trace_of_what_was_erased(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.COLLECT, people_in=1, cards=0)
    for number in range(30):
        join(database, built, f"Autre {number}")
    give(database, built, built.people[0], "Un secret de Zoé", "Un détail de Zoé " * 50)
    assert database.sqlite_file
    erase(database, built, 0, "go")
    held = b"".join(file.read_bytes() for file in database.sqlite_file.parent.glob("*"))
    assert b"Autre 29" in held
    for text in ("Un secret de Zoé", "Un détail de Zoé", "Personne 0"):
        assert text.encode() not in held
    with database.reading() as session:
        assert session.execute(select(Participant.name)).scalars().all() == [f"Autre {n}" for n in range(30)]
    assert NO_TEXT.encode() in held
    database.close()
