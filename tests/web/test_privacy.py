"""What people can read before they join, and do with what they gave."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from openlab.actions.purge import purge
from openlab.db.engine import Database
from openlab.db.tables import Lab
from openlab.domain.phases import Phase
from openlab.settings import Settings, SettingsError
from tests.actions.test_purge import grow_old
from tests.build import a_lab, cast, join, move, room
from tests.serving import Served, Visitor, serving
from tests.web.conftest import NewVisitor

Participant = Callable[..., Visitor]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_door_says_how_long_things_are_kept_and_leads_to_the_rest(
    database: Database, visitor: NewVisitor, language: str
) -> None:
    built = a_lab(database)
    with database.writing() as session:
        session.get_one(Lab, built.lab).held_on = date(2099, 3, 31)
    one = visitor(language)
    door = one.get(f"/l/{built.code}").text
    assert ("kept for 12 months" if language == "en" else "est gardé 12 mois") in door
    assert door.count(f'href="/l/{built.code}/privacy"') == 2, "beside the button, and at the foot"
    page = one.get(f"/l/{built.code}/privacy").text
    assert ("March 31, 2100" if language == "en" else "31 mars 2100") in page
    assert "Démarches" in page
    assert 'href="/who-sees-what"' in page
    assert one.get("/who-sees-what").status_code == 200


def test_the_page_without_a_lab_is_at_the_foot_of_every_page_but_the_screen(
    database: Database, visitor: NewVisitor
) -> None:
    built = a_lab(database)
    one = visitor()
    for path in ("/", "/sign-in", "/nowhere", "/who-sees-what"):
        assert 'href="/privacy"' in one.get(path).text, path
    assert "privacy" not in one.get(f"/l/{built.code}/screen").text
    assert "12 months after the open lab, unless it says otherwise" in one.get("/privacy").text


def test_the_operator_says_who_they_are_whom_to_ask_and_more_in_their_own_words(
    sqlite_url: str, tmp_path: Path
) -> None:
    words = tmp_path / "privacy.txt"
    words.write_text("La base légale est\nla mission d’intérêt public.\n\n<b>CNIL</b>\n", encoding="utf-8")
    settings = Settings(
        sqlite_url,
        operator="le ministère des Essais",
        privacy_contact="dpo@example.org",
        privacy_file=str(words),
        retention_months="6",
    )
    with serving(settings) as served, Visitor(served.url) as one:
        page = one.get("/privacy").text
    assert "This site is run by le ministère des Essais." in page
    assert "<strong>dpo@example.org</strong>" in page
    assert '<p dir="auto">La base légale est la mission d’intérêt public.</p>' in page
    assert "&lt;b&gt;CNIL&lt;/b&gt;" in page
    assert "6 months after the open lab" in page


def test_without_settings_people_ask_their_facilitator(visitor: NewVisitor) -> None:
    page = visitor().get("/privacy").text
    assert "ask the facilitator of your open lab" in page
    assert "own words" not in page
    assert "run by" not in page


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"retention_months": "0"}, "OPENLAB_RETENTION_MONTHS must be a number from 1 to 60"),
        ({"retention_months": "ever"}, "OPENLAB_RETENTION_MONTHS"),
        ({"privacy_file": "/nowhere/at/all.txt"}, "OPENLAB_PRIVACY_FILE cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        Settings(**given)


def test_a_person_downloads_what_they_gave(database: Database, participant: Participant, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = participant(built)
    assert f'href="/l/{built.code}/my-data"' in zoe.get(f"/l/{built.code}").text
    answer = zoe.get(f"/l/{built.code}/my-data/download")
    assert answer.headers["content-disposition"] == f'attachment; filename="openlab-{built.code}.json"'
    assert answer.headers["cache-control"] == "no-store"
    given = json.loads(answer.text)
    assert given["name"] == "Personne 0"
    assert [card["title"] for card in given["pain_points"]] == ["Irritant 0", "Irritant 3"]
    for path in ("my-data", "my-data/download"):
        stranger = visitor().get(f"/l/{built.code}/{path}")
        assert (stranger.status_code, stranger.headers["location"]) == (303, f"/l/{built.code}")


def test_a_person_erases_what_they_gave_and_this_browser_forgets_them(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe = participant(built)
    page = zoe.get(f"/l/{built.code}/my-data").text
    assert "Your 2 pain points" in page
    unsure = zoe.submit(f"/l/{built.code}/my-data/erase", cards="go")
    assert (unsure.status_code, "Tick the box to erase" in unsure.text) == (422, True)
    assert 'value="go" id="erase-go" required checked' in unsure.text
    unchosen = zoe.submit(f"/l/{built.code}/my-data/erase", sure="yes")
    assert (unchosen.status_code, "Choose what becomes of your pain points." in unchosen.text) == (422, True)
    done = zoe.submit(f"/l/{built.code}/my-data/erase", cards="go", sure="yes")
    assert (done.status_code, done.headers["location"]) == (303, f"/l/{built.code}/my-data?erased=yes")
    assert "Your data is erased" in zoe.get(done.headers["location"]).text
    assert "openlab-lab" not in str(zoe.cookies)
    assert "Join" in zoe.get(f"/l/{built.code}").text
    assert [card.title for card in room(database, built).votable] == ["Irritant 1", "Irritant 2"]
    assert zoe.get(f"/r/{built.return_codes[0]}").status_code == 404
    zoe.join(built.code, built.personas[0], "Zoé")
    assert room(database, built).people == 3


def test_after_the_vote_there_is_nothing_to_choose_and_the_ranking_stays(
    database: Database, participant: Participant
) -> None:
    built = a_lab(database, Phase.VOTE)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    zoe, paul = participant(built), participant(built, 1)
    ranking = paul.get(f"/l/{built.code}").text.count("3 votes")
    page = zoe.get(f"/l/{built.code}/my-data").text
    assert "erase-go" not in page
    assert "Your ballot stays counted" in page
    assert zoe.submit(f"/l/{built.code}/my-data/erase", cards="stay", sure="yes").status_code == 303
    assert paul.get(f"/l/{built.code}").text.count("3 votes") == ranking > 0


def test_a_form_kept_open_while_the_vote_opens_takes_no_card_away(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.SORT)
    zoe = participant(built)
    move(database, built, Phase.VOTE)
    answer = zoe.submit(f"/l/{built.code}/my-data/erase", cards="go", sure="yes")
    assert (answer.status_code, "frozen" in answer.text) == (409, True)
    assert room(database, built).people == 3


def test_who_is_erased_meets_a_door_and_no_error(database: Database, participant: Participant) -> None:
    built = a_lab(database, Phase.COLLECT)
    phone, tablet = participant(built), participant(built)
    assert phone.submit(f"/l/{built.code}/my-data/erase", cards="stay", sure="yes").status_code == 303
    assert "Join" in tablet.get(f"/l/{built.code}").text
    late = tablet.submit(f"/l/{built.code}/my-data/erase", cards="stay", sure="yes")
    assert late.status_code == 403


def test_the_months_are_set_with_the_lab_and_a_promise_is_not_broken(
    database: Database, staff: Callable[[int], Visitor]
) -> None:
    built = a_lab(database, people_in=0)
    camille = staff(built.account)
    new = camille.get("/products/demarches/labs/new").text
    assert 'name="retention" type="text" value="12"' in new
    lab = {"title": "Open lab n° 1", "agenda": ""}
    assert camille.submit(f"/labs/{built.lab}/edit", retention="24", **lab).status_code == 303
    assert room(database, built).retention_months == 24
    wrong = camille.submit(f"/labs/{built.lab}/edit", retention="for ever", **lab)
    assert (wrong.status_code, 'value="for ever"' in wrong.text) == (422, True)
    join(database, built, "Zoé")
    longer = camille.submit(f"/labs/{built.lab}/edit", retention="25", **lab)
    assert (longer.status_code, "promise of 24 months" in longer.text) == (409, True)
    assert camille.submit(f"/labs/{built.lab}/edit", retention="6", **lab).status_code == 303
    assert camille.submit(f"/labs/{built.lab}/edit", **lab).status_code == 303
    assert room(database, built).retention_months == 6, "a form without the field changes nothing"


def test_facilitators_are_warned_and_then_told(
    database: Database, staff: Callable[[int], Visitor], served: Served
) -> None:
    built = a_lab(database, Phase.RESULTS)
    camille = staff(built.account)
    assert "is erased on" not in camille.get(f"/labs/{built.lab}").text
    grow_old(database, built, days=350)
    served.site._read.clear()
    assert "is erased on" in camille.get(f"/labs/{built.lab}").text
    grow_old(database, built, days=400)
    with database.writing() as session:
        purge(session)
    served.site._read.clear()
    page = camille.get(f"/labs/{built.lab}").text
    assert "was erased on" in page
    assert "№ 1" in page
    refused = camille.submit(f"/labs/{built.lab}/phase", seen="closed", wanted="vote")
    assert (refused.status_code, "has been erased, as promised" in refused.text) == (409, True)
    assert "erased what people gave: its time was over" in camille.get(f"/labs/{built.lab}/journal").text


def test_the_server_purges_by_itself_when_it_starts(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.COLLECT)
    grow_old(database, built)
    database.close()
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as one:
        for _ in range(200):
            if "№ 1" in str(room(served.site.database, built).cards):
                break
            one.get("/health")
        assert "Irritant" not in str(room(served.site.database, built).cards)
