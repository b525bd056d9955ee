"""The door over HTTP: what people and facilitators see, and what happens when two things come at once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest
from sqlalchemy import select

from openlab.actions import door
from openlab.actions.badges import Printed
from openlab.badge_sheet import Sheet, draw
from openlab.db.engine import Database
from openlab.db.tables import Ballot, Participant
from openlab.domain import people
from openlab.domain.phases import Phase
from openlab.web.forms import form_token
from tests.build import Built, a_lab, cast, room
from tests.printed import codes_on, links_in, pages_of, qr_codes_on
from tests.serving import Served, Visitor
from tests.web.conftest import NewVisitor, Staff
from tests.web.test_races import at_once, ballot, write

Participants = Callable[..., Visitor]
BROWSER = "a-browser-that-all-of-these-share"


# --- set aside


def test_whoever_is_set_aside_is_told_politely_and_cannot_vote_or_join_again(
    database: Database, participant: Participants, staff: Staff
) -> None:
    built = a_lab(database, Phase.VOTE)
    phone, desk = participant(built, 0), staff(built.account)
    assert desk.get(f"/labs/{built.lab}/participants/{built.people[0]}").text.count("Set this person aside") == 1
    path = f"/labs/{built.lab}/participants/{built.people[0]}/set-aside"
    unticked = desk.submit(path)
    assert (unticked.status_code, "Tick the box first" in unticked.text) == (422, True)
    assert desk.submit(path, confirmed="yes").headers["location"] == f"/labs/{built.lab}"
    page = phone.get(f"/l/{built.code}")
    assert page.status_code == 200
    assert "You are no longer on the list of people of this open lab." in page.text
    assert "/join" not in page.text
    choices = [str(card) for card in built.cards[:2]]
    assert phone.submit(f"/l/{built.code}/ballot", choice=choices).status_code == 403
    joined = phone.submit(f"/l/{built.code}/join", name="Zoé", persona=str(built.personas[0]))
    assert joined.status_code == 403
    again = phone.get(f"/r/{built.return_codes[0]}", follow_redirects=True)
    assert (again.status_code, "no longer on the list" in again.text) == (200, True)
    assert (room(database, built).people, room(database, built).ballots) == (2, 0)


def test_a_person_let_back_in_joins_from_the_same_phone(database: Database, visitor: NewVisitor, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=1)
    phone, desk = visitor(), staff(built.account)
    phone.join(built.code, built.personas[0])
    with database.reading() as session:
        person = session.execute(select(Participant.id).where(Participant.name == "Zoé")).scalar_one()
    desk.submit(f"/labs/{built.lab}/participants/{person}/set-aside", confirmed="yes")
    page = desk.get(f"/labs/{built.lab}/door").text
    let_in = re.search(rf"/labs/{built.lab}/set-aside/\d+/let-in", page)
    assert let_in
    assert phone.submit(f"/l/{built.code}/join", name="Zoé", persona=str(built.personas[0])).status_code == 403
    assert desk.submit(let_in[0]).status_code == 303
    phone.join(built.code, built.personas[0])
    assert "What slows you down?" in phone.get(f"/l/{built.code}").text


def test_ballots_that_race_with_being_set_aside_leave_no_ballot_behind(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=20, cards=8)
    for number in range(0, 20, 2):
        cast(database, built, built.people[number], *built.cards[:2])
    aside = built.people[:10]

    def setting(person: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        async def act(client: httpx.AsyncClient) -> httpx.Response:
            await asyncio.to_thread(write, database, door.set_aside, built.lab, built.account, person, "yes")
            return await client.get("/health")

        return act

    sends: list[Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]] = []
    for number in range(20):
        sends += [ballot(built, number, *built.cards[number % 6 : number % 6 + 2])] * 4
        sends += [setting(built.people[number])] if built.people[number] in aside else []
    statuses = asyncio.run(at_once(served.url, sends))
    assert set(statuses) <= {200, 303, 403}
    with database.reading() as session:
        voters = set(session.scalars(select(Ballot.participant_id).where(Ballot.lab_id == built.lab)))
        there = set(session.scalars(select(Participant.id).where(Participant.lab_id == built.lab)))
    assert there == set(built.people[10:])
    assert voters == there
    seen = room(database, built)
    assert (seen.people, seen.ballots) == (10, 10)


# --- the door


def test_a_locked_door_says_so_and_opens_again(
    database: Database, visitor: NewVisitor, participant: Participants, staff: Staff
) -> None:
    built = a_lab(database, Phase.COLLECT)
    desk, stranger, member = staff(built.account), visitor(), participant(built, 0)
    assert desk.submit(f"/labs/{built.lab}/door/lock").headers["location"] == f"/labs/{built.lab}/door"
    assert "The door is locked" in stranger.get(f"/l/{built.code}").text
    refused = stranger.submit(f"/l/{built.code}/join", name="Zoé", persona=str(built.personas[0]))
    assert (refused.status_code, "The door is locked" in refused.text) == (409, True)
    assert "Personne 0" in member.get(f"/l/{built.code}").text
    assert "Personne 0" in participant(built, 0).get(f"/l/{built.code}").text, "who is in can come back"
    assert "locked" in desk.get(f"/labs/{built.lab}").text
    desk.submit(f"/labs/{built.lab}/door/unlock")
    stranger.join(built.code, built.personas[0])


def test_people_who_race_the_lock_are_in_or_told(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)

    def joining(number: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        fields = {"form_token": form_token(f"b{number}"), "name": "Zoé", "persona": str(built.personas[0])}
        headers = {"Cookie": f"openlab=b{number}"}
        return lambda client: client.post(f"/l/{built.code}/join", data=fields, headers=headers)

    async def lock(client: httpx.AsyncClient) -> httpx.Response:
        await asyncio.to_thread(write, database, door.lock_door, built.lab, built.account, True)
        return await client.get("/health")

    statuses = asyncio.run(at_once(served.url, [*map(joining, range(40)), lock, *map(joining, range(40, 80))]))
    statuses.pop(40)
    assert set(statuses) <= {303, 409}
    assert room(database, built).people == statuses.count(303)
    late = asyncio.run(at_once(served.url, [joining(n) for n in range(100, 110)]))
    assert late == [409] * 10


# --- return codes


def test_a_new_return_code_is_shown_once_and_the_old_one_stops_working(
    database: Database, visitor: NewVisitor, participant: Participants, staff: Staff
) -> None:
    built = a_lab(database, Phase.COLLECT)
    old_phone, desk = participant(built, 0), staff(built.account)
    path = f"/labs/{built.lab}/participants/{built.people[0]}/return-code"
    assert desk.submit(path).status_code == 422
    answer = desk.submit(path, confirmed="yes", form_key="one form")
    shown = re.search(r'class="big-code code">([\w-]+)<', answer.text)
    assert shown
    assert desk.submit(path, confirmed="yes", form_key="one form").text.count(shown[1]) == 1
    assert shown[1] not in desk.get(f"/labs/{built.lab}/participants/{built.people[0]}").text
    new_phone = visitor()
    assert new_phone.get(f"/r/{shown[1].replace('-', '')}").status_code == 303
    assert "Personne 0" in new_phone.get(f"/l/{built.code}").text
    told = old_phone.get(f"/l/{built.code}").text
    assert "was replaced by a new one" in told
    assert "Personne 0" not in told
    assert old_phone.submit(f"/l/{built.code}/pain-points", title="Trop tard").status_code == 403


# --- badges


def make_badges(desk: Visitor, built: Built, **fields: str) -> httpx.Response:
    return desk.submit(f"/labs/{built.lab}/badges", **fields)


def test_badges_are_printed_once_and_lead_in_and_back(
    served: Served, database: Database, visitor: NewVisitor, staff: Staff
) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=1)
    desk = staff(built.account)
    answer = make_badges(desk, built, name="Zoé\nAwa", count="10", form_key="one form")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'attachment; filename="badges-{built.code}.pdf"'
    codes = codes_on(answer.content)
    assert (len(codes), len(pages_of(answer.content))) == (12, 2)
    assert sorted(qr_codes_on(answer.content)) == sorted(
        f"{served.site.settings.public_url}/r/{code}" for code in codes[:10]
    )
    page = desk.get(f"/labs/{built.lab}/door").text
    assert "Awa" in page
    assert not any(code in page or people.spaced(code) in page for code in codes)
    desk.submit(f"/labs/{built.lab}/door/badge")
    stranger, zoe = visitor(), visitor()
    assert "by invitation" in stranger.get(f"/l/{built.code}").text
    refused = stranger.submit(f"/l/{built.code}/join", name="Zoé", persona=str(built.personas[0]))
    assert (refused.status_code, "by invitation" in refused.text) == (403, True)
    assert zoe.get("/", params={"code": people.spaced(codes[0]).lower()}).headers["location"] == f"/r/{codes[0]}"
    assert zoe.get(f"/r/{codes[0]}").headers["location"] == f"/l/{built.code}"
    assert 'value="Zoé"' in zoe.get(f"/l/{built.code}").text, "the name on the badge is proposed"
    zoe.join(built.code, built.personas[0], "Zoé B.")
    second = visitor()
    second.get(f"/r/{codes[0]}")
    assert "Zoé B." in second.get(f"/l/{built.code}").text
    assert room(database, built).people == 2


def test_a_badge_scanned_on_a_phone_that_is_somebody_asks_first(
    database: Database, participant: Participants, staff: Staff
) -> None:
    built = a_lab(database, Phase.COLLECT)
    code = codes_on(make_badges(staff(built.account), built, count="1").content)[0]
    phone = participant(built, 0)
    assert "belongs to someone else" in phone.get(f"/r/{code}").text
    assert phone.submit(f"/r/{code}").status_code == 303
    assert "Your first name" in phone.get(f"/l/{built.code}").text


def test_someone_without_a_phone_comes_in_with_a_badge(database: Database, visitor: NewVisitor, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=1)
    desk = staff(built.account)
    code = codes_on(make_badges(desk, built, count="1").content)[0]
    desk.submit(f"/labs/{built.lab}/door/badge")
    fields = {"name": "Awa", "persona": str(built.personas[0])}
    refused = desk.submit(f"/labs/{built.lab}/participants", **fields)
    assert refused.status_code == 403
    answer = desk.submit(f"/labs/{built.lab}/participants", **fields, badge="1")
    assert "with badge no. 1" in answer.text
    phone = visitor()
    phone.get(f"/r/{code}")
    assert "Awa" in phone.get(f"/l/{built.code}").text
    assert room(database, built).people == 2


def test_badges_that_were_lost_are_printed_anew(database: Database, visitor: NewVisitor, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT)
    desk = staff(built.account)
    old = codes_on(make_badges(desk, built, count="2").content)
    answer = desk.submit(f"/labs/{built.lab}/badges/replace", badge=["2"], form_key="x")
    (new,) = codes_on(answer.content)
    assert new not in old
    assert "was replaced by a new one" in visitor().get(f"/r/{old[1]}", follow_redirects=True).text
    assert visitor().get(f"/r/{new}").status_code == 303
    nothing = desk.submit(f"/labs/{built.lab}/badges/replace")
    assert (nothing.status_code, "Choose a badge" in nothing.text) == (422, True)


def test_a_badge_used_on_ten_phones_at_once_is_one_person(served: Served, database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)
    code = codes_on(make_badges(staff(built.account), built, count="1").content)[0]

    def joining(number: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        fields = {"form_token": form_token(f"b{number}"), "name": f"N{number}", "persona": str(built.personas[0])}
        headers = {"Cookie": f"openlab=b{number}; openlab-lab-{built.code}={code}"}
        return lambda client: client.post(f"/l/{built.code}/join", data=fields, headers=headers)

    assert asyncio.run(at_once(served.url, [joining(n) for n in range(10)])) == [303] * 10
    assert room(database, built).people == 1


NASTY = [
    "<b>Zoé",
    "<img src='file:///etc/passwd'>",
    "<font color=",
    "{{7*7}}",
    "=1+1",
    "&amp;",
    "\u202eévoZ",
    "李雷",
    "🚀",
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_on_badges_are_drawn_as_they_are(language: str) -> None:
    printed = [Printed(number, name, "23456789ABCD") for number, name in enumerate(NASTY, start=1)]
    sheet = Sheet("<a href='http://evil.example'>%s", language, "Badges", "N° %(number)s", "%d <b>", "https://x/r/")
    pdf = draw(sheet, printed)
    (text,) = pages_of(pdf)
    assert all(name in text for name in ("<b>Zoé", "{{7*7}}", "=1+1", "&amp;"))
    assert links_in(pdf) == 0
    assert text.count("2345-6789-ABCD") == len(NASTY)
