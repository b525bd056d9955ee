"""The page of the agenda, the rules of conduct, the run sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from openlab.db.engine import Database
from openlab.domain.agenda import Step, write
from openlab.domain.phases import Phase
from openlab.web import usual
from tests.build import Built, a_lab, other_lab, room
from tests.serving import Visitor
from tests.web.conftest import NewVisitor, Staff


def page_of(built: Built) -> str:
    return f"/labs/{built.lab}/agenda"


def with_the_half_day(built: Built, camille: Visitor) -> None:
    assert camille.submit(f"{page_of(built)}/half-day").status_code == 303


def form(page: str, name: str) -> str:
    return page.split(f'id="{name}"')[1].partition("</form>")[0]


def test_an_agenda_is_written_without_javascript_from_nothing_to_the_run_sheet(
    database: Database, staff: Staff
) -> None:
    built = a_lab(database)
    camille, page = staff(built.account), page_of(built)
    camille.submit(f"{page}/steps/{room(database, built).agenda[0].id}/remove")
    assert "No step yet." in camille.get(page).text
    assert "No step yet." in camille.get(f"/labs/{built.lab}/run-sheet").text
    fields = {"title": "Tour de table", "minutes": "20", "phase": "preparation", "who": "Camille", "after": ""}
    assert camille.submit(f"{page}/steps", **fields).headers["location"] == page
    assert camille.submit(f"{page}/modules", module="experience-map", after="0").status_code == 303
    assert camille.submit(f"{page}/start", starts_at="9h").status_code == 303
    first, second = room(database, built).agenda
    assert (first, second) == (Step("Experience map", 120), Step("Tour de table", 20, "preparation", "Camille"))
    assert camille.submit(f"{page}/steps/{second.id}/move", to="1").status_code == 303
    shown = camille.get(page).text
    assert "2 h 20 min" in shown
    assert "from 09:00 to 11:20" in shown
    sheet = unescape(camille.get(f"/labs/{built.lab}/run-sheet").text)
    rows = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", sheet, re.DOTALL)]
    assert rows[1][:4] == ["09:00", "Tour", "de", "table"]
    assert "Camille" in rows[1]
    assert "Read the rules of conduct aloud." in sheet
    assert rows[2][:5] == ["09:20", "Experience", "map", "2", "h"]
    assert rows[3][:2] == ["11:20", "End"]


def test_what_is_refused_is_said_in_its_own_form_and_the_text_stays(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille, page = staff(built.account), page_of(built)
    step = room(database, built).agenda[0].id
    answer = camille.submit(f"{page}/steps", title="Ma longue étape", minutes="mille", phase="vote", who="x", after="0")
    assert answer.status_code == 422
    mine = form(answer.text, "step")
    assert "Give the minutes as a number from 1 to 600." in mine
    assert 'value="Ma longue étape"' in mine
    assert '<option value="vote" selected>' in mine
    assert '<option value="0" selected>' in mine
    answer = camille.submit(f"{page}/steps/{step}", title=" ", minutes="7", phase="", who="Gardé")
    theirs = form(answer.text, f"edit-step-{step}")
    assert "Name the step." in theirs
    assert 'value="Gardé"' in theirs
    assert "Name the step." not in form(answer.text, "step")
    for path, fields, told in [
        ("start", {"starts_at": "midi"}, "Write the hour as in 14:00"),
        ("modules", {"module": "party", "after": ""}, "Choose a module."),
        ("copy", {"other": "999999"}, "Choose an open lab of this product that has an agenda."),
        ("steps/999999/remove", {}, "This step is no longer in the agenda."),
    ]:
        answer = camille.submit(f"{page}/{path}", **fields)
        assert answer.status_code in (404, 422), path
        assert told in answer.text, path
    assert [step.title for step in room(database, built).agenda] == ["Accueil"]


def test_the_thirty_first_step_is_refused_in_plain_words(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille, page = staff(built.account), page_of(built)
    lines = "\n".join(f"5 Étape {number}" for number in range(30))
    camille.submit(f"/labs/{built.lab}/edit", title="Open lab", agenda=lines)
    for path, fields in [("steps", {"title": "x", "minutes": "5"}), ("modules", {"module": "icebreaker"})]:
        answer = camille.submit(f"{page}/{path}", **fields)
        assert (answer.status_code, "The agenda can have 30 steps at most." in answer.text) == (422, True)


def test_modules_are_those_of_planipref_with_their_minutes(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    page = staff(built.account).get(page_of(built)).text
    offered = re.findall(r'<option value="[a-z-]+">([^<]+)</option>', form(page, "module"))
    assert [" ".join(option.split()) for option in offered] == [
        *("Icebreaker · 30 min", "Immersion · 30 min", "Personae · 1 h 30 min"),
        *("Experience map · 2 h to 7 h", "Prototyping · 3 h 30 min", "Evaluation · 2 h"),
    ]


def test_the_agenda_of_an_earlier_lab_is_offered_and_taken(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    with_the_half_day(built, camille)
    other = other_lab(database, built)
    page = camille.get(f"/labs/{other}/agenda").text
    assert "Open lab n° 1 · 9 steps, 3 h 20 min" in " ".join(form(page, "copying").split())
    assert camille.submit(f"/labs/{other}/agenda/copy", other=str(built.lab)).status_code == 303
    assert "from" not in camille.get(page_of(built)).text.split('id="whole"')[1].split("</p>")[0]
    sheet = camille.get(f"/labs/{other}/run-sheet").text
    assert "Working groups, first session" in sheet


def test_the_quick_text_keeps_the_phase_and_the_person_of_lines_that_did_not_change(
    database: Database, staff: Staff
) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    with_the_half_day(built, camille)
    before = room(database, built).agenda
    typed = f"{write(before)}\n15 Bilan".replace("50 Working", "45 Working")
    assert camille.submit(f"/labs/{built.lab}/edit", title="Open lab", agenda=typed).status_code == 303
    after = room(database, built).agenda
    assert [(step.title, step.phase, step.who) for step in after[:-1]] == [(s.title, s.phase, s.who) for s in before]
    assert after[-1] == Step("Bilan", 15)


def test_a_new_lab_whose_text_was_left_as_it_is_knows_its_phases(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    page = "/products/demarches/labs/new"
    text = unescape(camille.get(page).text.split('name="agenda"')[1].split(">\n")[1].split("</textarea>")[0])
    made = camille.submit(page, title="Open lab n° 2", agenda=text).headers["location"]
    assert "Open the vote: two choices each." in camille.get(f"{made}/run-sheet").text


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "screen"])
def test_the_rules_of_conduct_are_read_at_the_welcome_in_the_language_of_each(
    database: Database, staff: Staff, visitor: NewVisitor, phone: bool
) -> None:
    built = a_lab(database)
    zoe, path = visitor("en"), f"/l/{built.code}" + ("" if phone else "/screen")
    zoe.get(f"/r/{built.return_codes[0]}")
    for rule in usual.conduct("en").splitlines():
        assert rule in unescape(zoe.get(path).text)
    staff(built.account).submit(f"/labs/{built.lab}/conduct", conduct="On rit\n<b>Beaucoup</b>")
    shown = zoe.get(path).text
    assert '<li dir="auto">On rit</li>' in shown
    assert "&lt;b&gt;Beaucoup&lt;/b&gt;" in shown
    assert "One voice at a time." not in shown


def test_people_see_the_hours_once_the_start_is_known(
    database: Database, staff: Staff, participant: Callable[[Built], Visitor]
) -> None:
    built = a_lab(database)
    zoe = participant(built)
    assert "15 min" in zoe.get(f"/l/{built.code}").text
    staff(built.account).submit(f"{page_of(built)}/start", starts_at="14:00")
    assert '<span class="minutes">14:00</span>' in zoe.get(f"/l/{built.code}").text


def test_every_phase_says_on_the_run_sheet_what_to_do_in_the_tool(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    for phase in ("", *Phase):
        camille.submit(f"{page_of(built)}/steps", title=f"Étape {phase}", minutes="5", phase=phase, who="", after="")
    sheet = camille.get(f"/labs/{built.lab}/run-sheet").text
    said = [" ".join(cell.split()) for cell in re.findall(r'<td class="what">(.*?)</td>', sheet, re.DOTALL)]
    assert len(set(said)) == len(Phase) + 1
    assert all(said)


def test_the_page_is_for_those_who_run_the_lab(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database)
    for path in (page_of(built), f"/labs/{built.lab}/run-sheet"):
        assert visitor().get(path).headers["location"] == f"/sign-in?next={path}"


def test_the_journal_says_what_was_done_to_the_agenda_and_the_timer(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille, page, timer = staff(built.account), page_of(built), f"/labs/{built.lab}/timer"
    step = room(database, built).agenda[0].id

    def seen() -> str:
        on = room(database, built).timer
        return on.clock.state if on else ""

    camille.submit(f"{page}/steps", title="Café", minutes="5")
    camille.submit(f"{page}/steps/{step}", title="Bienvenue", minutes="15")
    camille.submit(f"{page}/steps/{step}/move", to="2")
    camille.submit(f"{page}/start", starts_at="14:00")
    camille.submit(f"/labs/{built.lab}/conduct", conduct="On rit")
    camille.submit(f"{timer}/start", seen="", step=str(step))
    camille.submit(f"{timer}/pause", seen=seen())
    camille.submit(f"{timer}/resume", seen=seen())
    camille.submit(f"{timer}/add", seen=seen(), minutes="5")
    camille.submit(f"{timer}/add", seen=seen(), minutes="1")
    camille.submit(f"{timer}/end", seen=seen())
    camille.submit(f"{page}/steps/{step}/remove")
    camille.submit(f"{page}/copy", other="0")
    camille.submit(f"{page}/half-day")
    journal = " ".join(unescape(camille.get(f"/labs/{built.lab}/journal").text).split())
    for text in (
        *("added “Café” to the agenda", "changed “Bienvenue” in the agenda", "moved “Bienvenue” in the agenda"),
        *("set when the open lab begins", "changed the rules of conduct", "started the timer of “Bienvenue”, 15 min"),
        *("paused the timer of “Bienvenue”", "resumed the timer of “Bienvenue”", "gave “Bienvenue” 5 more minutes"),
        *(
            "gave “Bienvenue” 1 more minute</td>",
            "ended the timer of “Bienvenue”",
            "removed “Bienvenue” from the agenda",
        ),
        "took the ready-made agenda",
    ):
        assert text in journal, text
