"""The pages of solution sheets and their photos: writing, choosing between two texts, sending, and who may."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import delete, func, select

from openlab.actions import photos
from openlab.db.engine import Database
from openlab.db.queries.sheets import GroupSheet, group_sheets
from openlab.db.tables import Lab, Photo, Placement, SheetVersion, SolutionSheet, WorkingGroup
from openlab.domain.phases import Phase
from openlab.domain.sheets import FIELDS
from openlab.live import Audience
from tests.build import Built, an_account, move
from tests.groups import a_lab_in_groups, place
from tests.pictures import HEIC, PDF, TURNED_RIGHT, bomb, from_a_phone, opened, picture, twenty_megapixels
from tests.serving import Served, Visitor
from tests.web.conftest import NewVisitor, Staff

Participant = Callable[..., Visitor]
NONE = dict.fromkeys(FIELDS, "")


def own(built: Built, group: int) -> str:
    return f"/l/{built.code}/sheets/{group}"


def desk(built: Built, group: int) -> str:
    return f"/labs/{built.lab}/sheets/{group}"


def write(one: Visitor, path: str, based_on: int = 0, **fields: str | list[str]) -> httpx.Response:
    """Save a sheet; what is not given is left empty, as in a form."""
    return one.submit(path, **{**NONE, "based_on": str(based_on), **fields})


def send(one: Visitor, path: str, file: bytes, name: str = "photo.jpg", key: str = "k") -> httpx.Response:
    data = {"form_token": one.token(), "form_key": key}
    return one.post(f"{path}/photos", data=data, files={"photo": (name, file, "image/jpeg")})


def seen(database: Database, built: Built, group: int) -> GroupSheet:
    with database.reading() as session:
        return group_sheets(session, built.lab)[group]


def field_of(page: str, name: str) -> str:
    """What a text field of a page holds."""
    area = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    line = re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', page)
    found = area or line
    assert found, name
    return unescape(found[1])


def photos_kept(database: Database) -> int:
    with database.reading() as session:
        return session.execute(select(func.count()).select_from(Photo)).scalar_one()


# --- writing


def test_a_person_writes_and_everyone_of_the_group_reads(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe, lea = participant(built, 0), participant(built, 2)
    page = zoe.get(f"/l/{built.code}").text
    assert "Your group&#39;s solution sheet" in page or "Your group's solution sheet" in page
    answer = write(zoe, own(built, group), problem="Un <b>problème</b>", persona=[str(built.personas[0])])
    assert urlsplit(answer.headers["location"]).path == f"/l/{built.code}"
    page = lea.get(f"/l/{built.code}").text
    assert field_of(page, "problem") == "Un <b>problème</b>"
    assert field_of(page, "based_on") == "1"
    assert re.search(rf'value="{built.personas[0]}" id="[^"]+" checked', page)
    assert "Personne 0" in page
    read = lea.get(own(built, group)).text
    assert "Un &lt;b&gt;problème&lt;/b&gt;" in read
    assert "Version 1" in read


def test_who_has_no_group_sees_no_sheet_and_the_page_works(database: Database, participant: Participant) -> None:
    built, _ = a_lab_in_groups(database)
    with database.writing() as session:
        session.execute(delete(Placement).where(Placement.participant_id == built.people[0]))
    page = participant(built, 0).get(f"/l/{built.code}")
    assert page.status_code == 200
    assert "data-sheet" not in page.text


def test_each_group_sees_its_own_sheet_and_no_other(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    write(participant(built, 0), own(built, group), problem="Le nôtre")
    assert "Le nôtre" not in participant(built, 1).get(f"/l/{built.code}").text


def test_a_refused_text_stays_in_its_field_with_the_version_that_it_started_from(
    database: Database, participant: Participant
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe, lea = participant(built, 0), participant(built, 2)
    write(zoe, own(built, group), gains="Ceux de Zoé")
    answer = write(
        lea, own(built, group), solution="x" * 2001, risks="Un <risque>\nà voir", persona=str(built.personas[1])
    )
    assert answer.status_code == 422
    assert "This text has 2001 characters; 2000 is the most." in answer.text
    assert field_of(answer.text, "solution") == "x" * 2001
    assert field_of(answer.text, "risks").replace("\r", "") == "Un <risque>\nà voir"
    assert field_of(answer.text, "based_on") == "0"
    assert re.search(rf'value="{built.personas[1]}" id="[^"]+" checked', answer.text)
    write(lea, own(built, group), int(field_of(answer.text, "based_on")), solution="Plus court")
    assert seen(database, built, group).content.gains == "Ceux de Zoé"
    assert seen(database, built, group).content.solution == "Plus court"


def test_a_form_without_a_token_keeps_the_typed_text(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    answer = participant(built, 0).post(own(built, group), data={"problem": "Le texte", "based_on": "0"})
    assert answer.status_code == 403
    assert field_of(answer.text, "problem") == "Le texte"


# --- two phones at once


def in_conflict(database: Database, participant: Participant) -> tuple[Built, int, Visitor, httpx.Response]:
    """Zoé and Léa began from the same empty sheet; Léa saved second."""
    built, (group, *_) = a_lab_in_groups(database)
    write(participant(built, 0), own(built, group), problem="Le texte de Zoé", gains="Ceux de Zoé", spokesperson="Zoé")
    lea = participant(built, 2)
    answer = write(lea, own(built, group), problem="Le texte de Léa <i>", risks="Ceux de Léa", spokesperson="Léa")
    return built, group, lea, answer


def test_the_second_save_is_shown_both_texts_with_what_differs(database: Database, participant: Participant) -> None:
    built, group, _, answer = in_conflict(database, participant)
    assert answer.status_code == 409
    assert "Somebody saved this sheet while you were writing." in answer.text
    assert answer.text.count('<fieldset class="conflict">') == 2
    conflict = answer.text.split('<fieldset class="conflict">')[1].split("</fieldset>")[0]
    assert "Le texte de <mark>Léa &lt;i&gt;</mark>" in conflict
    assert "Le texte de <mark>Zoé</mark>" in conflict
    assert "Keep the text of Personne 0:" in conflict
    assert field_of(conflict, "problem") == "Le texte de Zoé Léa <i>"
    assert (field_of(answer.text, "gains"), field_of(answer.text, "risks")) == ("Ceux de Zoé", "Ceux de Léa")
    assert field_of(answer.text, "spokesperson") == "Zoé / Léa"
    assert field_of(answer.text, "based_on") == "1"
    assert seen(database, built, group).version == 1


@pytest.mark.parametrize(
    ("pick", "kept"),
    [("mine", "Le texte de Léa <i>"), ("theirs", "Le texte de Zoé"), ("both", "Zoé et Léa"), ("", "Zoé et Léa")],
)
def test_each_part_is_chosen_and_the_other_text_stays_in_the_versions(
    database: Database, participant: Participant, pick: str, kept: str
) -> None:
    built, group, lea, answer = in_conflict(database, participant)
    sent = {
        "problem": "Zoé et Léa",
        "pick-problem": pick,
        "mine-problem": field_of(answer.text, "mine-problem"),
        "theirs-problem": field_of(answer.text, "theirs-problem"),
        "gains": field_of(answer.text, "gains"),
        "risks": field_of(answer.text, "risks"),
        "spokesperson": "Zoé / Léa",
    }
    assert write(lea, own(built, group), 1, **sent).status_code == 303
    content = seen(database, built, group).content
    assert (content.problem, content.gains, content.risks) == (kept, "Ceux de Zoé", "Ceux de Léa")
    assert "Le texte de Zoé" in lea.get(own(built, group)).text


def test_a_third_save_while_one_is_choosing_is_asked_about_again(database: Database, participant: Participant) -> None:
    built, group, lea, _ = in_conflict(database, participant)
    write(participant(built, 0), own(built, group), 1, problem="Zoé encore", gains="Ceux de Zoé", spokesperson="Zoé")
    again = write(
        lea, own(built, group), 1, problem="Zoé et Léa", risks="Ceux de Léa", gains="Ceux de Zoé", spokesperson="Zoé"
    )
    assert again.status_code == 409
    assert field_of(again.text, "mine-problem") == "Zoé et Léa"
    assert field_of(again.text, "theirs-problem") == "Zoé encore"
    assert field_of(again.text, "based_on") == "2"


def test_a_merge_that_is_too_long_stays_as_it_was_typed(database: Database, participant: Participant) -> None:
    built, group, lea, _ = in_conflict(database, participant)
    sent = {
        "problem": "x" * 601,
        "pick-problem": "both",
        "spokesperson": "Zoé",
        "mine-spokesperson": "Léa",
        "pick-spokesperson": "mine",
    }
    answer = write(lea, own(built, group), 1, **sent)
    assert answer.status_code == 422
    assert (field_of(answer.text, "problem"), field_of(answer.text, "spokesperson")) == ("x" * 601, "Léa")
    assert field_of(answer.text, "based_on") == "1"


def test_a_newer_text_is_told_to_the_phones_of_the_group_and_to_the_console(
    database: Database, served: Served, participant: Participant
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    served.wait_until_heard()
    lanes = [served.site.live.lane(built.lab, audience) for audience in Audience]
    before = [lane.version for lane in lanes]
    write(zoe, own(built, group), problem="x")
    served.wait_until_heard()
    assert all(lane.version != was for lane, was in zip(lanes, before, strict=True))
    page = participant(built, 2).get(f"/l/{built.code}").text
    assert "Personne 0 has saved a newer text." in page


# --- when and who


def test_what_is_sent_after_the_round_is_shown_and_not_saved(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    for phase in (Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED):
        move(database, built, phase)
        answer = write(zoe, own(built, group), problem="Trop tard <b>", first_step="Demain")
        assert answer.status_code == 409
        assert "A sheet is written while its round of working groups lasts." in answer.text
        unsent = answer.text.split("data-unsent")[1].split("</section>")[0]
        assert "Trop tard &lt;b&gt;" in unsent
        assert "Demain" in unsent
    assert seen(database, built, group).sheet is None


def test_who_was_moved_to_another_group_meanwhile_is_told_and_keeps_the_text(
    database: Database, participant: Participant
) -> None:
    built, (group, other, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    with database.writing() as session:
        place(session, built.lab, 1, built.people[0], other)
    answer = write(zoe, own(built, group), problem="Pour le groupe 1")
    assert answer.status_code == 403
    assert "Only the people of this group read and write its sheet." in answer.text
    assert "Pour le groupe 1" in answer.text.split("data-unsent")[1].split("</section>")[0]
    assert field_of(answer.text, "problem") == "", "the form below is that of the new group"


def test_a_phone_that_is_not_in_the_lab_keeps_its_text_on_the_page(database: Database, visitor: NewVisitor) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    answer = write(visitor(), own(built, group), problem="Qui suis-je ?")
    assert answer.status_code == 403
    assert "Qui suis-je ?" in answer.text


@pytest.mark.parametrize("phase", [Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED])
def test_the_group_reads_its_sheet_in_later_phases(database: Database, participant: Participant, phase: Phase) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    write(zoe, own(built, group), problem="Le nôtre")
    move(database, built, Phase.GROUPS_2)
    for later in (Phase.WRAP_UP, Phase.CLOSED):
        if phase in (later, Phase.CLOSED):
            move(database, built, later)
    assert own(built, group) in zoe.get(f"/l/{built.code}").text
    page = zoe.get(own(built, group)).text
    assert "Le nôtre" in page
    assert "<textarea" not in page
    assert "/restore" not in page


def test_nobody_else_reads_or_writes(
    database: Database, participant: Participant, visitor: NewVisitor, staff: Staff
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    write(participant(built, 0), own(built, group), problem="Le nôtre")
    other_group = participant(built, 1)
    assert other_group.get(own(built, group)).status_code == 403
    assert write(other_group, own(built, group), 1, problem="x").status_code == 403
    nobody = visitor()
    assert nobody.get(own(built, group)).headers["location"] == f"/l/{built.code}"
    assert nobody.get(desk(built, group)).headers["location"].startswith("/sign-in")
    assert write(nobody, desk(built, group), problem="x").headers["location"].startswith("/sign-in")
    with database.writing() as session:
        stranger = an_account(session, "else@example.org")
    outside = staff(stranger)
    assert outside.get(desk(built, group)).status_code == 404
    assert write(outside, desk(built, group), problem="x").status_code == 404
    assert seen(database, built, group).content.problem == "Le nôtre"


def test_a_sheet_is_not_there_under_another_lab(database: Database, participant: Participant, staff: Staff) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    with database.writing() as session:
        there = session.get_one(Lab, built.lab)
        other = Lab(
            product_id=built.product,
            code="OTHER2",
            title="Un autre",
            theme="",
            place="",
            phase="groups_1",
            created_at=there.created_at,
        )
        session.add(other)
        session.flush()
        elsewhere = other.id
    camille = staff(built.account)
    for path in (
        f"/labs/{elsewhere}/sheets/{group}",
        f"/labs/{built.lab}/sheets/999999",
        f"/labs/{built.lab}/sheets/{10**30}",
    ):
        assert camille.get(path).status_code == 404
        answer = write(camille, path, problem="x")
        assert answer.status_code == 404
        assert "This sheet is not in this open lab." in answer.text
    zoe = participant(built, 0)
    zoe.join("OTHER2", built.personas[0])
    assert write(zoe, f"/l/OTHER2/sheets/{group}", problem="x").status_code == 404
    for number in (999_999, 10**30):
        assert zoe.get(own(built, number)).status_code == 403
        assert write(zoe, own(built, number), problem="x").status_code == 404
    assert seen(database, built, group).sheet is None


# --- versions, and taking further


def test_a_version_is_restored_from_its_page(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    write(zoe, own(built, group), problem="Premier")
    write(zoe, own(built, group), 1, problem="Deuxième")
    page = zoe.get(own(built, group)).text
    assert page.count("Restore this version") == 1
    late = zoe.submit(f"{own(built, group)}/versions/1/restore", seen="1")
    assert late.status_code == 409
    assert zoe.submit(f"{own(built, group)}/versions/1/restore", seen=field_of(page, "seen")).status_code == 303
    assert seen(database, built, group).content.problem == "Premier"
    assert seen(database, built, group).version == 3


def test_round_2_chooses_a_sheet_to_take_further_and_shows_which(database: Database, participant: Participant) -> None:
    built, (first, _, _, third) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    assert "Take a sheet of round 1 further" not in zoe.get(f"/l/{built.code}").text
    write(zoe, own(built, first), problem="Un problème", solution="Une solution")
    move(database, built, Phase.GROUPS_2)
    page = zoe.get(f"/l/{built.code}").text
    chosen = re.search(r'type="radio" name="sheet" value="(\d+)"', page)
    assert chosen
    path = f"{own(built, third)}/continue"
    assert zoe.submit(path).status_code == 422
    assert "Choose a sheet of round 1 that has a text." in zoe.submit(path, sheet="x").text
    assert zoe.submit(path, sheet=chosen[1]).status_code == 303
    page = zoe.get(f"/l/{built.code}").text
    assert field_of(page, "solution") == "Une solution"
    assert "Takes the sheet of group 1 of round 1 further:" in page
    assert "Take a sheet of round 1 further" not in page


# --- the console


def test_the_console_shows_at_a_glance_which_groups_are_stuck(
    database: Database, participant: Participant, staff: Staff
) -> None:
    built, (group, _, third, _) = a_lab_in_groups(database)
    camille, console = staff(built.account), f"/labs/{built.lab}"

    def state(number: int) -> str:
        return camille.get(console).text.split(f'id="sheet-state-{number}"')[1].split("\n    </li>")[0]

    assert ">empty<" in state(group)
    write(participant(built, 0), own(built, group), problem="x")
    assert ">begun<" in state(group)
    assert state(group).count(": filled in") == 1
    assert "Saved at" in state(group)
    write(participant(built, 0), own(built, group), 1, **dict.fromkeys(FIELDS, "x"))
    send(participant(built, 0), own(built, group), picture())
    assert ">complete<" in state(group)
    assert "1 photo" in state(group)
    assert f"sheet-state-{third}" not in camille.get(console).text
    move(database, built, Phase.GROUPS_2)
    assert f"sheet-state-{third}" in camille.get(console).text


def test_a_facilitator_reads_and_mends_any_sheet_until_the_lab_is_closed(
    database: Database, participant: Participant, staff: Staff
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    write(participant(built, 0), own(built, group), problem="Une fote")
    move(database, built, Phase.GROUPS_2)
    camille = staff(built.account)
    page = camille.get(desk(built, group)).text
    assert field_of(page, "problem") == "Une fote"
    assert write(camille, desk(built, group), 1, problem="Une faute").headers["location"] == desk(built, group)
    assert write(camille, desk(built, group), 1, problem="Une autre").status_code == 409
    assert send(camille, desk(built, group), picture()).status_code == 303
    assert camille.submit(f"{desk(built, group)}/versions/1/restore", seen="2").status_code == 303
    assert "the facilitator" in participant(built, 0).get(own(built, group)).text
    for phase in (Phase.WRAP_UP, Phase.CLOSED):
        move(database, built, phase)
    answer = write(camille, desk(built, group), 3, problem="Trop tard")
    assert answer.status_code == 409
    assert "Trop tard" in answer.text
    assert "<textarea" not in camille.get(desk(built, group)).text


def test_the_journal_of_the_console_has_its_sentences(
    database: Database, participant: Participant, staff: Staff
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    write(zoe, own(built, group), problem="Un secret")
    send(zoe, own(built, group), picture())
    journal = staff(built.account).get(f"/labs/{built.lab}/journal").text
    assert "saved a solution sheet" in journal
    assert "added a photo" in journal
    assert "Group 1, round 1" in journal
    assert "Un secret" not in journal


# --- photos


def test_a_photo_is_sent_shown_and_served(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    assert send(zoe, own(built, group), from_a_phone(400, 300, TURNED_RIGHT)).status_code == 303
    (kept,) = seen(database, built, group).photos
    page = zoe.get(f"/l/{built.code}").text
    assert f'src="/l/{built.code}/photos/{kept.id}" width="300" height="400"' in page
    assert 'alt="Photo 1 of the sheet of group 1"' in page
    answer = zoe.get(f"/l/{built.code}/photos/{kept.id}")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"].startswith("private")
    assert "content-encoding" not in answer.headers
    assert opened(answer.content).size == (300, 400)
    assert b"Secret" not in answer.content


def test_photos_are_for_whoever_has_the_code_of_their_lab(
    database: Database, participant: Participant, visitor: NewVisitor
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    send(zoe, own(built, group), picture())
    (kept,) = seen(database, built, group).photos
    screen = visitor()
    assert screen.get(f"/l/{built.code}/photos/{kept.id}").status_code == 200
    assert screen.get(f"/l/ZZZZZZ/photos/{kept.id}").status_code == 404
    for number in (kept.id + 1, 10**30):
        answer = screen.get(f"/l/{built.code}/photos/{number}")
        assert (answer.status_code, "This photo is not in this open lab." in answer.text) == (404, True)
    zoe.submit(f"{own(built, group)}/photos/{kept.id}/remove")
    assert screen.get(f"/l/{built.code}/photos/{kept.id}").status_code == 404


def test_a_photo_is_removed_and_put_back(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    send(zoe, own(built, group), picture())
    (kept,) = seen(database, built, group).photos
    other_group = participant(built, 1)
    assert other_group.submit(f"{own(built, group)}/photos/{kept.id}/remove").status_code == 403
    assert zoe.submit(f"{own(built, group)}/photos/{kept.id}/remove").status_code == 303
    page = zoe.get(f"/l/{built.code}").text
    assert "1 photo was removed" in page
    assert "<img" not in page
    assert zoe.submit(f"{own(built, group)}/photos/{kept.id}/restore").status_code == 303
    assert "<img" in zoe.get(f"/l/{built.code}").text
    assert zoe.submit(f"{own(built, group)}/photos/{10**30}/remove").status_code == 404


@pytest.mark.parametrize(
    ("file", "status", "told"),
    [
        (b"", 422, "Take a photo first, or choose one."),
        (PDF, 422, "This file is not a photo."),
        (HEIC, 422, "This photo is in the HEIC format"),
        (bomb(20_000, 20_000), 422, "This picture is too large to be opened safely"),
        (picture()[:1500], 422, "This photo did not arrive whole"),
        (picture() + bytes(8 * 1024 * 1024), 413, "A photo can have 8 MB at most."),
        (picture() + bytes(12 * 1024 * 1024), 413, "A photo can have 8 MB at most."),
    ],
    ids=["none", "PDF", "HEIC", "bomb", "cut", "over 8 MB", "over what is read"],
)
def test_what_is_not_a_photo_is_refused_beside_its_field_and_leaves_nothing(
    database: Database, participant: Participant, file: bytes, status: int, told: str
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    answer = send(zoe, own(built, group), file)
    assert answer.status_code == status
    form = answer.text.split(f'id="photos-{group}"')[1].split("</form>")[0]
    assert told in form
    assert 'aria-invalid="true"' in form
    assert photos_kept(database) == 0
    assert send(zoe, own(built, group), picture()).status_code == 303


def test_a_photo_of_twenty_megapixels_works(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    file = twenty_megapixels()
    assert 3_000_000 < len(file) < 8 * 1024 * 1024
    assert send(participant(built, 0), own(built, group), file).status_code == 303
    (kept,) = seen(database, built, group).photos
    assert (kept.width, kept.height) == (1600, 1067)


def test_the_fourth_photo_is_refused_with_a_sentence(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    page = ""
    for key in "abc":
        page = zoe.get(f"/l/{built.code}").text
        assert send(zoe, own(built, group), picture(), key=key).status_code == 303
    assert "Add this photo" in page
    assert "Add this photo" not in zoe.get(f"/l/{built.code}").text
    fourth = send(zoe, own(built, group), picture(), key="d")
    assert (fourth.status_code, "A sheet holds 3 photos at most." in fourth.text) == (409, True)
    assert photos_kept(database) == 3


def test_a_photo_by_who_may_not_send_it_leaves_nothing(
    database: Database, participant: Participant, visitor: NewVisitor
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    assert send(participant(built, 1), own(built, group), picture()).status_code == 403
    assert send(visitor(), own(built, group), picture()).status_code == 403
    untokened = participant(built, 0).post(f"{own(built, group)}/photos", files={"photo": ("x.jpg", picture())})
    assert untokened.status_code == 403
    move(database, built, Phase.GROUPS_2)
    late = send(participant(built, 0), own(built, group), picture())
    assert (late.status_code, "A sheet is written while its round" in late.text) == (409, True)
    assert photos_kept(database) == 0


def test_an_upload_that_is_cut_in_the_middle_leaves_nothing_and_the_site_goes_on(
    database: Database, served: Served, participant: Participant
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    request = zoe.build_request(
        "POST",
        f"{own(built, group)}/photos",
        data={"form_token": zoe.token(), "form_key": "k"},
        files={"photo": ("photo.jpg", twenty_megapixels(), "image/jpeg")},
    )
    body = request.read()
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    for cut in (0, 10, 5_000, len(body) // 2, len(body) - 3):
        address = urlsplit(served.url)
        with socket.create_connection((address.hostname or "", address.port or 0)) as line:
            line.sendall(f"POST {request.url.raw_path.decode()} HTTP/1.1\r\n{head}\r\n".encode() + body[:cut])
    whole_but_short = dict(request.headers)
    del whole_but_short["content-length"]
    answer = zoe.post(request.url, content=iter([body[: len(body) // 2]]), headers=whole_but_short)
    assert answer.status_code == 422
    assert "This photo did not arrive whole" in answer.text
    assert photos_kept(database) == 0
    assert send(zoe, own(built, group), picture()).status_code == 303
    assert photos_kept(database) == 1


@pytest.mark.parametrize(
    "part", [b'form_key"\r\n\r\n\xff\xfe', b'form_key"\r\nContent-Type: text/plain; charset=none\r\n\r\nx', b"x"]
)
def test_a_form_that_no_browser_sends_is_refused(database: Database, participant: Participant, part: bytes) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    body = b'--x\r\nContent-Disposition: form-data; name="' + part + b"\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = participant(built, 0).post(f"{own(built, group)}/photos", content=body, headers=kind)
    assert answer.status_code in (400, 403, 422)
    assert photos_kept(database) == 0


def test_only_the_upload_takes_a_long_body(database: Database, participant: Participant) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe = participant(built, 0)
    answer = write(zoe, own(built, group), problem="x" * 600_000)
    assert (answer.status_code, "What you sent is too large." in answer.text) == (413, True)


def test_everyone_goes_on_while_a_photo_is_being_developed(
    database: Database, participant: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    zoe, lea = participant(built, 0), participant(built, 2)
    begun, may_end, develop = threading.Event(), threading.Event(), photos.develop

    def develop_slowly(file: bytes) -> photos.Developed:
        begun.set()
        assert may_end.wait(30)
        return develop(file)

    monkeypatch.setattr(photos, "develop", develop_slowly)
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send, zoe, own(built, group), picture())
        assert begun.wait(30)
        assert write(lea, own(built, group), problem="Pendant ce temps").status_code == 303
        assert "Pendant ce temps" in lea.get(f"/l/{built.code}").text
        assert not sending.done()
        may_end.set()
        assert sending.result(30).status_code == 303
    assert photos_kept(database) == 1


def test_the_tables_hold_what_was_said_and_nothing_of_who_is_named_beyond_the_writer(
    database: Database, participant: Participant
) -> None:
    built, (group, *_) = a_lab_in_groups(database)
    write(participant(built, 0), own(built, group), problem="x")
    with database.reading() as session:
        (version,) = session.scalars(select(SheetVersion))
        assert version.participant_id == built.people[0]
        assert session.scalars(select(SolutionSheet.group_id)).all() == [group]
        assert len(session.scalars(select(WorkingGroup.id)).all()) == 4
