"""The wrap-up on phones, screen and console: the forum, the close, and whatever is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from openlab.db.engine import Database
from openlab.domain.phases import Phase
from openlab.live import Audience
from tests.build import Built, a_lab, cast, join, move, other_lab, room
from tests.build_forum import (
    a_forum,
    a_group,
    better_of,
    evaluate,
    remark,
    show_evaluation,
    show_sheet,
    stance_of,
    support,
    the_evaluation,
    the_forum,
    write_sheet,
)
from tests.serving import Served, Visitor
from tests.web.conftest import NewVisitor, Staff

Back = Callable[..., Visitor]


def of(page: httpx.Response | str, id_: str) -> str:
    """The part of a page that begins with this id, up to the next section, list item or form that follows it."""
    text = page if isinstance(page, str) else page.text
    assert f'id="{id_}"' in text, id_
    return text.split(f'id="{id_}"')[1]


def order_on(page: httpx.Response) -> list[int]:
    return [int(sheet) for sheet in re.findall(r'<li [^>]*id="proposal-(\d+)"', page.text)]


# --- the forum ------------------------------------------------------------------------------------------------------


def test_a_sheet_is_shown_in_turn_on_the_screen_and_first_on_the_phones(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built, (a, b, c) = a_forum(database, sheets=3)
    camille, zoe, screen = staff(built.account), participant(built), visitor()
    console = f"/labs/{built.lab}"
    assert "Which proposals would you help with?" in screen.get(f"/l/{built.code}/screen").text
    assert order_on(zoe.get(f"/l/{built.code}")) == [a, b, c]
    for sheet, phones in ((a, [a, b, c]), (b, [b, a, c]), (c, [c, a, b])):
        following = re.search(r'name="sheet" value="(\d+)">\s*<button class="main">', camille.get(console).text)
        assert following
        assert following[1] == str(sheet)
        assert camille.submit(f"{console}/forum", sheet=str(sheet)).headers["location"] == console
        assert order_on(zoe.get(f"/l/{built.code}")) == phones
        shown = of(screen.get(f"/l/{built.code}/screen"), f"sheet-{sheet}")
        assert f"Solution {[a, b, c].index(sheet)}" in shown
    assert 'class="main">Next on the screen' not in camille.get(console).text
    assert camille.submit(f"{console}/forum", sheet="").status_code == 303
    assert "Which proposals would you help with?" in screen.get(f"/l/{built.code}/screen").text


def test_a_long_sheet_is_cut_on_the_screen_and_whole_on_the_phones(
    database: Database, participant: Back, visitor: NewVisitor
) -> None:
    built, (short, long) = a_forum(database)
    words = " ".join(f"mot{number}" for number in range(300))
    write_sheet(database, long, problem=words, solution="\n".join(f"- point {number}" for number in range(12)))
    show_sheet(database, built, long)
    screen = visitor().get(f"/l/{built.code}/screen").text
    assert "mot20" in screen
    assert "mot40" not in screen
    assert "point 5…" in screen
    assert "point 6" not in screen
    assert "more on your phones" in screen
    phone = participant(built).get(f"/l/{built.code}").text
    assert "mot299" in phone
    assert "point 11" in phone
    show_sheet(database, built, short)
    assert "more on your phones" not in visitor().get(f"/l/{built.code}/screen").text


def test_a_support_is_a_toggle_counted_on_the_screen_and_the_console(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built, (a, b) = a_forum(database)
    zoe, yann, screen, camille = participant(built, 0), participant(built, 1), visitor(), staff(built.account)
    address = f"/l/{built.code}/proposals/{a}"
    for one in (zoe, yann, zoe):
        assert one.submit(f"{address}/support").headers["location"] == f"/l/{built.code}"
    assert "You would help with this." in of(zoe.get(f"/l/{built.code}"), f"position-{a}").split("</div>")[0]
    for page in (screen.get(f"/l/{built.code}/screen"), camille.get(f"/labs/{built.lab}")):
        assert "<strong>2</strong> would help" in of(page, f"proposal-{a}").split("</li>")[0]
        assert "<strong>0</strong> would help" in of(page, f"proposal-{b}").split("</li>")[0]
    for _ in range(2):
        assert zoe.submit(f"{address}/withdraw-support").status_code == 303
    assert "I would help with this" in of(zoe.get(f"/l/{built.code}"), f"position-{a}").split("</div>")[0]
    assert the_forum(database, built).proposals[0].supports == 1


def test_phones_are_not_woken_by_each_support_and_do_not_show_the_count(
    served: Served, database: Database, participant: Back
) -> None:
    built, (a, _) = a_forum(database)
    zoe = participant(built, 0)
    before = zoe.get(f"/l/{built.code}").text
    phones, room_ = (served.site.live.lane(built.lab, audience) for audience in (Audience.PARTICIPANTS, Audience.ROOM))
    versions = phones.version, room_.version
    participant(built, 1).submit(f"/l/{built.code}/proposals/{a}/support")
    assert (phones.version, room_.version != versions[1]) == (versions[0], True)
    assert "<strong>" not in of(before, f"proposal-{a}").split("</li>")[0]


def test_a_sentence_is_shown_without_a_name_and_can_be_changed(database: Database, participant: Back) -> None:
    built, (a, _) = a_forum(database)
    zoe, yann = participant(built, 0), participant(built, 1)
    address = f"/l/{built.code}/proposals/{a}/remark"
    assert zoe.submit(address, remark="Avec la commission").status_code == 303
    seen = yann.get(f"/l/{built.code}")
    assert "Avec la commission" in of(seen, f"proposal-{a}").split("</li>")[0]
    assert "Personne 0" not in seen.text
    assert "Leave a sentence" in of(seen, f"proposal-{a}")
    assert "Change your sentence" in of(zoe.get(f"/l/{built.code}"), f"proposal-{a}")
    assert zoe.submit(address, remark="Plutôt sans").status_code == 303
    assert zoe.submit(address, remark="").status_code == 303
    assert the_forum(database, built).proposals[0].remarks == ()


def test_what_people_write_is_shown_as_text(database: Database, participant: Back, visitor: NewVisitor) -> None:
    built, (a, _) = a_forum(database)
    write_sheet(database, a, problem="<b>gras</b>", solution="{{ 7 * 7 }}", spokesperson="<i>Zoé</i>")
    show_sheet(database, built, a)
    participant(built).submit(f"/l/{built.code}/proposals/{a}/remark", remark="<script>alert(1)</script>")
    for page in (participant(built).get(f"/l/{built.code}"), visitor().get(f"/l/{built.code}/screen")):
        assert "&lt;b&gt;gras&lt;/b&gt;" in page.text
        assert "{{ 7 * 7 }}" in page.text
        assert "<i>Zoé" not in page.text
        assert "<script>alert" not in page.text


def test_a_group_that_left_an_empty_sheet_is_said(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built, _ = a_forum(database, sheets=1)
    a_group(database, built.lab, built.cards[0], 2)
    pages = (f"/l/{built.code}", participant(built)), (f"/l/{built.code}/screen", visitor())
    for path, one in (*pages, (f"/labs/{built.lab}", staff(built.account))):
        assert "Left an empty sheet: Round 2, group 1" in " ".join(one.get(path).text.split())


def test_a_wrap_up_without_a_single_sheet_is_still_one(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    for one, path in ((participant(built), ""), (visitor(), "/screen")):
        assert "No group has written on its sheet yet." in one.get(f"/l/{built.code}{path}").text
    page = staff(built.account).get(f"/labs/{built.lab}").text
    assert "No group has written on its sheet yet." in page
    assert "Next on the screen" not in page
    move(database, built, Phase.CLOSED)
    for one, path in ((participant(built), ""), (visitor(), "/screen")):
        assert "What happens next" in one.get(f"/l/{built.code}{path}").text


# --- the end --------------------------------------------------------------------------------------------------------


def test_the_closed_page_says_what_happens_next_and_what_the_room_made(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built, (a, b) = a_forum(database, people_in=6, at=Phase.VOTE)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    camille.submit(f"{console}/topics", topic=[str(card) for card in built.cards[:2]])
    for phase in (Phase.GROUPS_1, Phase.GROUPS_2, Phase.WRAP_UP):
        move(database, built, phase)
    support(database, built, built.people[0], a)
    remark(database, built, built.people[1], b, "Avec nous")
    evaluate(database, built, 5, 5, 4, 4, 3)
    show_evaluation(database, built)
    assert "will be told on your page" in camille.get(console).text
    assert camille.submit(f"{console}/next-steps", next_steps="Revue le 3 mars,\nsalle Molière.").status_code == 303
    move(database, built, Phase.CLOSED)
    page = participant(built, 0).get(f"/l/{built.code}").text
    for text in (
        "Thank you, Personne 0",
        "Revue le 3 mars,\nsalle Molière.",
        "from now on it is the follow-up of this open lab",
        "Irritant 0 <span",
        "<strong>1</strong> would help · so do you",
        "Avec nous",
        "Median: 4 · Good",
        '<details id="whole-ranking">',
        "Your two votes went to:",
    ):
        assert text in page, text
    assert 'name="level"' not in page
    screen = visitor().get(f"/l/{built.code}/screen").text
    for text in ("Thank you!", "Revue le 3 mars,", "<strong>1</strong> would help", "Median: 4 · Good"):
        assert text in screen, text
    assert "Revue le 3 mars," in of(camille.get(console), "next-steps")
    assert camille.submit(f"{console}/next-steps", next_steps="Revue le 4 mars.").status_code == 303
    assert "Revue le 4 mars." in participant(built, 1).get(f"/l/{built.code}").text


def test_an_evaluation_that_was_not_shown_is_not_on_the_closed_page_and_can_still_be_shown(
    database: Database, staff: Staff, participant: Back
) -> None:
    built = a_lab(database, Phase.WRAP_UP, people_in=5)
    evaluate(database, built, 5, 5, 4, 4, 3)
    move(database, built, Phase.CLOSED)
    assert "Median" not in participant(built).get(f"/l/{built.code}").text
    assert staff(built.account).submit(f"/labs/{built.lab}/evaluation").status_code == 303
    assert "Median: 4 · Good" in participant(built).get(f"/l/{built.code}").text


def test_reopening_brings_everything_back(database: Database, staff: Staff, participant: Back) -> None:
    built, (a, _) = a_forum(database)
    zoe, camille, console = participant(built), staff(built.account), f"/labs/{built.lab}"
    zoe.submit(f"/l/{built.code}/proposals/{a}/support")
    zoe.submit(f"/l/{built.code}/feedback", level="4", better="")
    assert camille.submit(f"{console}/phase", seen="wrap_up", wanted="closed").status_code == 303
    assert camille.submit(f"{console}/phase", seen="closed", wanted="wrap_up").status_code == 303
    page = zoe.get(f"/l/{built.code}").text
    assert "You would help with this." in page
    assert "Your evaluation is in, thank you." in page


def test_what_happens_next_that_is_too_long_is_kept_in_its_field(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    answer = staff(built.account).submit(f"/labs/{built.lab}/next-steps", next_steps="Gardé " + "a" * 2000)
    assert answer.status_code == 422
    assert "This text has 2006 characters; 2000 is the most. Please shorten it." in answer.text
    assert "\nGardé aaa" in of(answer, "next-steps")
    assert room(database, built).next_steps == ""


def test_the_journal_tells_what_was_shown_and_written_and_nothing_of_who_chose_what(
    database: Database, staff: Staff, participant: Back
) -> None:
    built, (a, _) = a_forum(database, people_in=5)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    quiet = camille.get(f"{console}/journal").text.count("<tr>")
    participant(built, 0).submit(f"/l/{built.code}/proposals/{a}/support")
    participant(built, 0).submit(f"/l/{built.code}/proposals/{a}/remark", remark="Oui")
    evaluate(database, built, 1, 2, 3, 4, 5)
    assert camille.get(f"{console}/journal").text.count("<tr>") == quiet
    camille.submit(f"{console}/forum", sheet=str(a))
    camille.submit(f"{console}/forum", sheet="")
    camille.submit(f"{console}/evaluation")
    camille.submit(f"{console}/next-steps", next_steps="Le 3 mars.")
    page = camille.get(f"{console}/journal").text
    for text in (
        "put a sheet on the screen: round 1, group 1",
        "took the sheet off the screen",
        "showed the evaluation",
        "wrote what happens next",
    ):
        assert page.count(text) == 1, text


# --- refusals -------------------------------------------------------------------------------------------------------

FORMS: list[tuple[str, dict[str, str]]] = [
    ("proposals/{sheet}/support", {}),
    ("proposals/{sheet}/withdraw-support", {}),
    ("proposals/{sheet}/remark", {"remark": "Ma phrase"}),
    ("feedback", {"level": "4", "better": "Mon texte"}),
]


@pytest.mark.parametrize(("path", "fields"), FORMS)
@pytest.mark.parametrize(
    ("phase", "told"),
    [
        (Phase.GROUPS_2, "The wrap-up has not begun yet. Nothing was sent."),
        (Phase.CLOSED, "The wrap-up is over. This came too late and was not kept."),
    ],
)
def test_a_form_of_the_wrap_up_sent_outside_it_is_refused_and_its_text_given_back(
    database: Database, participant: Back, path: str, fields: dict[str, str], phase: Phase, told: str
) -> None:
    built, (a, _) = a_forum(database, at=phase)
    answer = participant(built).submit(f"/l/{built.code}/{path.format(sheet=a)}", **fields)
    assert answer.status_code == 409
    assert told in answer.text
    for name, text in fields.items():
        assert name == "level" or text in answer.text
    assert the_evaluation(database, built).answers == 0


@pytest.mark.parametrize(("path", "fields"), FORMS)
def test_whoever_is_not_in_this_open_lab_is_asked_to_join_and_keeps_the_text(
    database: Database, visitor: NewVisitor, participant: Back, path: str, fields: dict[str, str]
) -> None:
    built, (a, _) = a_forum(database)
    elsewhere = Built(built.account, built.product, other_lab(database, built), "OTHER2", built.personas)
    join(database, elsewhere, "Ailleurs")
    for one in (visitor(), participant(elsewhere)):
        answer = one.submit(f"/l/{built.code}/{path.format(sheet=a)}", **fields)
        assert answer.status_code == 403
        assert "This phone is not in this open lab yet." in answer.text
        for name, text in fields.items():
            assert name == "level" or text in answer.text
    assert the_forum(database, built).proposals[0].supports == 0
    assert the_evaluation(database, built).answers == 0


@pytest.mark.parametrize("path", [path for path, _ in FORMS[:3]])
@pytest.mark.parametrize("sheet", ["999999", "9" * 30])
def test_a_sheet_that_is_not_there_is_refused(database: Database, participant: Back, path: str, sheet: str) -> None:
    built, _ = a_forum(database)
    answer = participant(built).submit(f"/l/{built.code}/{path.format(sheet=sheet)}", remark="Ma phrase")
    assert answer.status_code == 404
    assert "This proposal is not in this open lab." in answer.text
    assert "Ma phrase" in answer.text


def test_a_sentence_that_is_too_long_is_kept_in_its_own_field(database: Database, participant: Back) -> None:
    built, (a, b) = a_forum(database)
    answer = participant(built).submit(f"/l/{built.code}/proposals/{b}/remark", remark="Gardée " + "é" * 200)
    assert answer.status_code == 422
    assert "This text has 207 characters; 200 is the most. Please shorten it." in answer.text
    assert f'<details id="change-remark-{b}" open>' in answer.text
    assert "\nGardée éé" in of(answer, f"remark-{b}").split("</form>")[0]
    assert "Gardée" not in of(answer, f"remark-{a}").split("</form>")[0]


CONSOLE_FORMS = [("forum", {"sheet": ""}), ("evaluation", {}), ("next-steps", {"next_steps": "Le 3 mars."})]


@pytest.mark.parametrize(("path", "fields"), CONSOLE_FORMS)
def test_the_console_refuses_them_before_the_wrap_up(
    database: Database, staff: Staff, path: str, fields: dict[str, str]
) -> None:
    built = a_lab(database, Phase.GROUPS_2)
    answer = staff(built.account).submit(f"/labs/{built.lab}/{path}", **fields)
    assert answer.status_code == 409
    assert "The wrap-up has not begun yet." in answer.text


@pytest.mark.parametrize(("path", "fields"), CONSOLE_FORMS)
def test_only_who_runs_the_lab_can_send_them(
    database: Database, staff: Staff, participant: Back, path: str, fields: dict[str, str]
) -> None:
    built, (a, _) = a_forum(database, people_in=5)
    evaluate(database, built, 1, 2, 3, 4, 5)
    show_sheet(database, built, a)
    answer = participant(built).submit(f"/labs/{built.lab}/{path}", **fields)
    assert answer.headers["location"].startswith("/sign-in")
    seen = the_forum(database, built)
    assert seen.on_screen == seen.proposals[0]
    assert the_evaluation(database, built).spread is None
    assert room(database, built).next_steps == ""


def test_no_sheet_is_put_on_the_screen_once_the_lab_is_over(database: Database, staff: Staff) -> None:
    built, (a, _) = a_forum(database, at=Phase.CLOSED)
    answer = staff(built.account).submit(f"/labs/{built.lab}/forum", sheet=str(a))
    assert answer.status_code == 409
    assert "The wrap-up is over." in answer.text


def test_what_one_person_chose_is_on_no_page_of_another(database: Database, participant: Back) -> None:
    built, (a, b) = a_forum(database)
    before = order_free(participant(built, 2).get(f"/l/{built.code}").text)
    support(database, built, built.people[0], a)
    evaluate(database, built, 1)
    assert order_free(participant(built, 2).get(f"/l/{built.code}").text) == before
    assert stance_of(database, built, built.people[2]).supports == frozenset()
    assert better_of(database, built) == []
    assert the_forum(database, built).proposals[1].id == b


def order_free(page: str) -> str:
    return re.sub(r'(form_token|form_key)" value="[^"]*"|data-version="[^"]*"', "", page)


@pytest.mark.parametrize("phase", [Phase.WRAP_UP, Phase.CLOSED])
def test_no_page_of_the_end_has_a_style_or_a_script_of_its_own(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor, phase: Phase
) -> None:
    built, (a, _) = a_forum(database, people_in=5)
    evaluate(database, built, 1, 2, 3, 4, 5)
    show_evaluation(database, built)
    show_sheet(database, built, a)
    if phase is Phase.CLOSED:
        move(database, built, phase)
    pages = (participant(built), f"/l/{built.code}"), (visitor(), f"/l/{built.code}/screen")
    for one, path in (*pages, (staff(built.account), f"/labs/{built.lab}")):
        assert not re.search(r"<style|\sstyle=|<script(?! type=\"module\" src)|\son\w+=\"", one.get(path).text), path
