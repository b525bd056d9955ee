"""The participant's page: joining, giving, voting, and whatever goes wrong on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from openlab.db.engine import Database
from openlab.domain.phases import ORDER, Phase
from tests.build import Built, a_lab, cast, merge, move, other_lab, room
from tests.serving import Visitor
from tests.web.conftest import NewVisitor

Participant = Callable[..., Visitor]


def votes_of(database: Database, built: Built) -> int:
    return room(database, built).ballots


def test_two_fields_and_one_button_are_enough_to_be_in(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=1)
    zoe = visitor()
    page = zoe.get(f"/l/{built.code.lower()}")
    assert page.status_code == 200
    assert page.text.count("<select") == 1
    zoe.join(built.code, built.personas[1])
    inside = zoe.get(f"/l/{built.code}")
    assert "Zoé" in inside.text
    assert "What slows you down?" in inside.text


def test_the_front_door_leads_to_the_lab_whatever_the_case_and_spaces(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database)
    typed = f" {built.code[:3].lower()} {built.code[3:].lower()} "
    assert visitor().get("/", params={"code": typed}).headers["location"] == f"/l/{built.code}"
    return_code = built.return_codes[0]
    assert visitor().get("/", params={"code": return_code.lower()}).headers["location"] == f"/r/{return_code}"


@pytest.mark.parametrize("path", ["/l/AAAAAA", "/l/AAAAAA/screen", "/l/AAAAAA/events", "/?code=AAAAAA"])
def test_an_unknown_code_is_404_with_a_sentence(database: Database, visitor: NewVisitor, path: str) -> None:
    answer = visitor().get(path)
    assert answer.status_code == 404
    assert "No open lab has the code “AAAAAA”" in answer.text


def test_an_unknown_return_code_is_404_with_a_sentence(visitor: NewVisitor) -> None:
    answer = visitor().get("/r/AAAAAAAAAAAA")
    assert answer.status_code == 404
    assert "This return code is not known" in answer.text
    typed = visitor().get("/", params={"code": "AAAA-AAAA-AAAA"})
    assert typed.status_code == 404
    assert 'value="AAAA-AAAA-AAAA"' in typed.text


def test_a_return_code_leads_back_to_the_same_person_at_every_phase(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database)
    for phase in ORDER:
        if phase is not Phase.PREPARATION:
            move(database, built, phase)
        if phase is Phase.COLLECT:
            first = participant(built, 0)
            first.submit(f"/l/{built.code}/pain-points", title="Un irritant", detail="")
            first.submit(f"/l/{built.code}/pain-points", title="Un autre", detail="")
        page = participant(built, 0).get(f"/l/{built.code}")
        assert page.status_code == 200
        assert "Personne 0" in page.text
    assert room(database, built).people == 3


def test_joining_twice_from_one_browser_makes_one_person(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, people_in=0)
    zoe = visitor()
    token = zoe.token()
    for _ in range(3):
        fields = {"form_token": token, "name": "Zoé", "persona": str(built.personas[0])}
        answer = zoe.post(f"/l/{built.code}/join", data=fields)
        assert answer.status_code == 303
    zoe.cookies.delete(f"openlab-lab-{built.code}")
    zoe.join(built.code, built.personas[0])
    assert room(database, built).people == 1


def test_a_phone_handed_on_forgets_the_first_person_and_takes_the_next(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, people_in=0)
    phone = visitor()
    phone.join(built.code, built.personas[0], "Zoé")
    assert phone.submit(f"/l/{built.code}/leave").status_code == 303
    assert "Your first name" in phone.get(f"/l/{built.code}").text
    phone.join(built.code, built.personas[0], "Awa")
    assert room(database, built).people == 2


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"name": "", "persona": "first"}, 422, "Give a first name or a pseudonym."),
        ({"name": "   ", "persona": "first"}, 422, "Give a first name or a pseudonym."),
        ({"name": "Zoé", "persona": ""}, 422, "Choose the persona that is closest to you."),
        ({"name": "Zoé", "persona": "999999"}, 422, "Choose the persona that is closest to you."),
        ({"name": "a" * 41, "persona": "first"}, 422, "This name has 41 characters; 40 is the most."),
    ],
)
def test_a_refused_join_says_why_and_keeps_what_was_typed(
    database: Database, visitor: NewVisitor, fields: dict[str, str], status: int, told: str
) -> None:
    built = a_lab(database, people_in=0)
    fields = {**fields, "persona": fields["persona"].replace("first", str(built.personas[0]))}
    answer = visitor().submit(f"/l/{built.code}/join", **fields)
    assert (answer.status_code, told in answer.text) == (status, True)
    assert f'value="{fields["name"]}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert room(database, built).people == 0


def test_nobody_joins_a_closed_lab_but_people_of_it_come_back(
    database: Database, visitor: NewVisitor, participant: Participant
) -> None:
    built = a_lab(database, Phase.CLOSED)
    stranger = visitor()
    assert "nobody can join any more" in stranger.get(f"/l/{built.code}").text
    answer = stranger.submit(f"/l/{built.code}/join", name="Zoé", persona=str(built.personas[0]))
    assert answer.status_code == 409
    assert "nobody can join any more" in answer.text
    assert "Thank you, Personne 0" in participant(built, 0).get(f"/l/{built.code}").text


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("", "Write the pain point in one sentence."),
        ("   ", "Write the pain point in one sentence."),
        ("a" * 141, "The sentence has 141 characters; 140 is the most."),
        ("é" * 10_000, "The sentence has 10000 characters; 140 is the most."),
        ("🚀" * 10_000, "The sentence has 10000 characters; 140 is the most."),
    ],
)
def test_a_refused_pain_point_says_why_and_keeps_every_character(
    database: Database, participant: Participant, title: str, told: str
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    answer = participant(built).submit(f"/l/{built.code}/pain-points", title=title, detail="La précision")
    assert answer.status_code == 422
    assert told in answer.text
    assert f"\n{title}</textarea>" in answer.text
    assert "\nLa précision</textarea>" in answer.text
    assert room(database, built).cards == ()


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "🚀👍🏽👨‍👩‍👧",
        "مرحبا بالعالم",
        "{{ 7*7 }}",
        "a & b \"c\" 'd'",
    ],
)
def test_what_people_write_is_shown_as_they_wrote_it_and_never_obeyed(
    database: Database, participant: Participant, title: str
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    zoe = participant(built)
    assert zoe.submit(f"/l/{built.code}/pain-points", title=title, detail=title).status_code == 303
    (card,) = room(database, built).cards
    assert (card.title, card.detail) == (title, title)
    page = zoe.get(f"/l/{built.code}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'dir="auto"' in page


def test_the_same_pain_point_twice_is_409_and_the_same_form_twice_is_fine(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    zoe = participant(built)
    path = f"/l/{built.code}/pain-points"
    for _ in range(2):
        assert zoe.submit(path, title="Trop lent", detail="", form_key="one").status_code == 303
    again = zoe.submit(path, title="Trop lent", detail="encore", form_key="two")
    assert again.status_code == 409
    assert "You have already given this pain point." in again.text
    assert "\nencore</textarea>" in again.text
    assert len(room(database, built).cards) == 1


def test_own_cards_can_be_edited_withdrawn_and_given_again(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.COLLECT, cards=1)
    zoe, card = participant(built), f"/l/{built.code}/pain-points/{built.cards[0]}"
    assert zoe.submit(card, title="Mieux dit", detail="").status_code == 303
    assert "Mieux dit" in zoe.get(f"/l/{built.code}").text
    assert zoe.submit(f"{card}/withdraw").status_code == 303
    assert "Withdrawn: nobody sees it." in zoe.get(f"/l/{built.code}").text
    assert zoe.submit(f"{card}/give-again").status_code == 303
    assert [c.title for c in room(database, built).votable] == ["Mieux dit"]
    stranger = participant(built, 1).submit(card, title="Volé", detail="")
    assert stranger.status_code == 403
    assert "Only the person who gave this pain point can change it." in stranger.text


def test_a_form_from_a_phase_that_has_ended_shows_the_text_on_the_page_of_the_new_phase(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = participant(built)
    move(database, built, Phase.SORT)
    answer = zoe.submit(f"/l/{built.code}/pain-points", title="Un peu tard", detail="mais important")
    assert answer.status_code == 409
    for text in ("Your text was not sent; it is kept below.", "Un peu tard", "mais important", "<h1>Sorting</h1>"):
        assert text in answer.text
    assert len(room(database, built).cards) == 4


def test_two_ticks_and_a_button_cast_a_ballot_that_can_be_changed(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.VOTE)
    zoe, path = participant(built), f"/l/{built.code}/ballot"
    assert zoe.submit(path, choice=[str(card) for card in built.cards[:2]]).status_code == 303
    page = zoe.get(f"/l/{built.code}").text
    assert "Your ballot is in:" in page
    assert page.count(" checked>") == 2
    assert zoe.submit(path, choice=[str(card) for card in built.cards[2:]]).status_code == 303
    move(database, built, Phase.RESULTS)
    outcome = room(database, built).outcome
    assert outcome is not None
    assert {rank.card for rank in outcome.ranks if rank.votes} == set(built.cards[2:])


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ([], "Choose exactly two pain points: you chose 0."),
        ([0], "Choose exactly two pain points: you chose 1."),
        ([0, 1, 2], "Choose exactly two pain points: you chose 3."),
        ([0, 0], "Choose two different pain points."),
        ([0, 999], "One of these pain points cannot be voted for."),
    ],
)
def test_any_other_number_of_choices_is_422_and_they_stay_ticked(
    database: Database, participant: Participant, chosen: list[int], told: str
) -> None:
    built = a_lab(database, Phase.VOTE)
    choices = [str(built.cards[n]) if n < 9 else "999999" for n in chosen]
    answer = participant(built).submit(f"/l/{built.code}/ballot", choice=choices)
    assert answer.status_code == 422
    assert told in answer.text
    ticked = set(re.findall(r'value="(\d+)" id="c\d+" checked', answer.text))
    assert ticked == set(choices) - {"999999"}
    assert votes_of(database, built) == 0


def test_a_vote_after_the_close_is_409_and_the_choice_is_still_shown(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.VOTE)
    zoe = participant(built)
    move(database, built, Phase.RESULTS)
    answer = zoe.submit(f"/l/{built.code}/ballot", choice=[str(card) for card in built.cards[:2]])
    assert answer.status_code == 409
    assert "The vote is closed. This choice came too late and is not counted." in answer.text
    late = answer.text.split('aria-label="The choice that was not counted"')[1].split("</section>")[0]
    assert "Irritant 0" in late
    assert "Irritant 1" in late
    assert votes_of(database, built) == 0


def test_the_order_of_the_cards_is_shuffled_for_each_person_and_stays(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6, cards=8)

    def order(number: int) -> tuple[str, ...]:
        page = participant(built, number).get(f"/l/{built.code}").text
        return tuple(re.findall(r'name="choice" value="(\d+)"', page))

    orders = [order(number) for number in range(6)]
    assert len(set(orders)) > 3
    assert all(sorted(map(int, one)) == built.cards for one in orders)
    assert order(0) == orders[0]


def test_the_owner_of_a_ballot_that_no_longer_counts_is_told(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    move(database, built, Phase.SORT)
    merge(database, built, *built.cards[:2])
    zoe = participant(built)
    assert "your ballot does not count until you choose again" in zoe.get(f"/l/{built.code}").text
    move(database, built, Phase.VOTE)
    page = zoe.get(f"/l/{built.code}").text
    assert "Your ballot does not count until you choose again." in page
    assert " checked>" not in page
    zoe.submit(f"/l/{built.code}/ballot", choice=[str(card) for card in built.cards[1:3]])
    zoe.submit(f"/l/{built.code}/ballot", choice=[str(built.cards[0]), str(built.cards[2])])
    assert "Your ballot is in:" in zoe.get(f"/l/{built.code}").text


@pytest.mark.parametrize("token", ["", "made up"])
@pytest.mark.parametrize(
    ("phase", "path", "fields", "kept"),
    [
        (Phase.COLLECT, "pain-points", {"title": "Mon texte", "detail": "Sa suite"}, "\nMon texte</textarea>"),
        (Phase.VOTE, "ballot", {"choice": ["1", "2"]}, " checked>"),
        (Phase.COLLECT, "join", {"name": "Zoé", "persona": "1"}, 'value="Zoé"'),
    ],
)
def test_a_form_without_its_token_is_403_and_the_typed_text_is_still_there(
    database: Database,
    visitor: NewVisitor,
    participant: Participant,
    token: str,
    phase: Phase,
    path: str,
    fields: dict[str, str],
    kept: str,
) -> None:
    built = a_lab(database, phase, cards=2)
    one = visitor() if path == "join" else participant(built)
    answer = one.post(f"/l/{built.code}/{path}", data={**fields, "form_token": token})
    assert answer.status_code == 403
    assert "Nothing was sent: please send it again." in answer.text
    assert kept in answer.text
    seen = room(database, built)
    assert (seen.people, len(seen.cards), seen.ballots) == (3, 2, 0)


def test_a_stale_cookie_is_403_with_the_way_back_in_and_the_text(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = visitor()
    zoe.cookies.set(f"openlab-lab-{built.code}", "AAAAAAAAAAAA")
    assert "Your first name" in zoe.get(f"/l/{built.code}").text
    answer = zoe.submit(f"/l/{built.code}/pain-points", title="Mon texte", detail="")
    assert answer.status_code == 403
    assert "This phone is not in this open lab yet." in answer.text
    assert "Mon texte" in answer.text
    assert len(room(database, built).cards) == 4


def test_a_participant_of_another_lab_is_a_stranger_here(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.VOTE)
    elsewhere = participant(built)
    elsewhere.cookies.set("openlab-lab-OTHER2", built.return_codes[0])
    other_lab(database, built)
    answer = elsewhere.submit("/l/OTHER2/ballot", choice=[str(card) for card in built.cards[:2]])
    assert answer.status_code == 403
    assert "Your first name" in elsewhere.get("/l/OTHER2").text
    assert votes_of(database, built) == 0


def test_nobody_gives_more_pain_points_than_a_room_can_read(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    zoe = participant(built)
    for number in range(40):
        assert zoe.submit(f"/l/{built.code}/pain-points", title=f"Irritant {number}").status_code == 303
    answer = zoe.submit(f"/l/{built.code}/pain-points", title="Irritant 40")
    assert answer.status_code == 409
    assert "You have given 40 pain points" in answer.text
    assert "\nIrritant 40</textarea>" in answer.text
    assert len(room(database, built).cards) == 40


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_whoever_sends_too_much_is_asked_to_wait_and_keeps_the_text(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    zoe = participant(built)
    zoe.submit(f"/l/{built.code}/pain-points", title="Irritant")
    [card] = room(database, built).cards
    token = zoe.token()
    path, number = f"/l/{built.code}/pain-points/{card.id}", 0
    while (answer := zoe.post(path, data={"form_token": token, "title": f"Irritant {number}"})).status_code == 303:
        number += 1
    assert answer.status_code == 429
    assert number >= 59
    assert "Please wait" in answer.text
    assert f"\nIrritant {number}</textarea>" in answer.text
    assert room(database, built).cards[0].title == f"Irritant {number - 1}"


def test_a_page_that_has_not_changed_is_not_sent_again(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = participant(built)
    first = zoe.get(f"/l/{built.code}")
    same = zoe.get(f"/l/{built.code}", headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    zoe.submit(f"/l/{built.code}/pain-points", title="Du nouveau", detail="")
    changed = zoe.get(f"/l/{built.code}", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr-FR,fr;q=0.9", "Qu’est-ce qui vous ralentit"), ("de", "What slows")]
)
def test_pages_speak_the_language_of_the_browser_and_can_be_switched(
    database: Database, visitor: NewVisitor, language: str, sentence: str
) -> None:
    built = a_lab(database, Phase.COLLECT)
    one = visitor(language)
    one.get(f"/r/{built.return_codes[0]}")
    assert sentence in one.get(f"/l/{built.code}").text
    assert "What slows" in one.get(f"/l/{built.code}?lang=en").text
    assert "What slows" in one.get(f"/l/{built.code}").text
    assert "ralentit" in one.get(f"/l/{built.code}?lang=fr").text
