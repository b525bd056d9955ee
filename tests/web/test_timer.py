"""The timer on phones, screen and console, without JavaScript; and what the count-down is made from."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from openlab.db.engine import Database
from openlab.db.queries.agenda import StepTimer
from openlab.domain.phases import Phase
from openlab.live import Audience
from openlab.web.pages import countdown
from tests.build import Built, a_lab, move, room
from tests.serving import Served, Visitor
from tests.web.conftest import Staff

Participant = Callable[[Built], Visitor]


def start(database: Database, built: Built, camille: Visitor, number: int = 0) -> StepTimer:
    step = room(database, built).agenda[number].id
    answer = camille.submit(f"/labs/{built.lab}/timer/start", seen=seen(database, built), step=str(step))
    assert answer.headers["location"] == f"/labs/{built.lab}"
    found = room(database, built).timer
    assert found is not None
    return found


def seen(database: Database, built: Built) -> str:
    timer = room(database, built).timer
    return timer.clock.state if timer else ""


def watchers(built: Built, phone: Visitor, desk: Visitor) -> list[tuple[Visitor, str]]:
    return [(phone, f"/l/{built.code}"), (phone, f"/l/{built.code}/screen"), (desk, f"/labs/{built.lab}")]


def test_phones_screen_and_console_show_one_end_written_and_to_count_down_to(
    database: Database, staff: Staff, participant: Participant
) -> None:
    built = a_lab(database)
    camille, zoe = staff(built.account), participant(built)
    ends_at = start(database, built, camille).clock.ends_at
    assert ends_at is not None
    for one, path in watchers(built, zoe, camille):
        page = one.get(path).text
        assert f'data-ends="{round(ends_at.timestamp() * 1000)}"' in page
        assert f">until {ends_at.astimezone():%H:%M}</strong>" in page
        assert '<span class="timed" dir="auto">Accueil</span>' in page


def test_a_running_timer_does_not_make_the_page_new_each_time_and_each_answer_tells_the_time(
    database: Database, staff: Staff, participant: Participant
) -> None:
    built = a_lab(database)
    camille, zoe = staff(built.account), participant(built)
    start(database, built, camille)
    for one, path in watchers(built, zoe, camille):
        first = one.get(path)
        before = time.time() * 1000
        again = one.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        for answer in (first, again):
            assert re.fullmatch(r"\d{13}", answer.headers["openlab-now"])
        assert before - 1 <= int(again.headers["openlab-now"]) <= time.time() * 1000
        assert first.headers["openlab-now"] not in first.text


def test_a_timer_is_paused_with_its_minutes_written_and_taken_away_at_its_end(
    database: Database, staff: Staff, participant: Participant
) -> None:
    built = a_lab(database)
    camille, zoe, timer = staff(built.account), participant(built), f"/labs/{built.lab}/timer"
    start(database, built, camille)
    assert camille.submit(f"{timer}/pause", seen=seen(database, built)).status_code == 303
    for one, path in watchers(built, zoe, camille):
        page = one.get(path).text
        assert re.search(r'<strong class="time-left">(15:00|14:5\d)</strong>\s*<span class="tag">paused</span>', page)
        assert "data-ends" not in page
    assert camille.submit(f"{timer}/add", seen=seen(database, built), minutes="5").status_code == 303
    assert re.search(r"(20:00|19:5\d)</strong>", zoe.get(f"/l/{built.code}").text)
    assert camille.submit(f"{timer}/resume", seen=seen(database, built)).status_code == 303
    assert "data-ends" in zoe.get(f"/l/{built.code}").text
    assert camille.submit(f"{timer}/end", seen=seen(database, built)).status_code == 303
    for one, path in watchers(built, zoe, camille):
        assert 'class="timer"' not in one.get(path).text


def test_a_second_click_is_told_and_counts_once(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    start(database, built, camille)
    state = seen(database, built)
    add = f"/labs/{built.lab}/timer/add"
    assert camille.submit(add, seen=state, minutes="5").status_code == 303
    after = seen(database, built)
    second = camille.submit(add, seen=state, minutes="5")
    assert second.status_code == 409
    assert "The timer had already changed" in second.text
    assert f'name="seen" value="{after}"' in second.text
    assert seen(database, built) == after


def test_the_console_proposes_the_step_of_the_phase_and_offers_the_others(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    camille.submit(f"/labs/{built.lab}/agenda/half-day")
    for phase, title in [(Phase.COLLECT, "List the pain points"), (Phase.SORT, "Sort")]:
        move(database, built, phase)
        page = camille.get(f"/labs/{built.lab}").text
        assert f"<button>Start: {title}, " in page
        assert re.search(rf'<option value="\d+" selected>{title} · ', page)
    start(database, built, camille, 2)
    page = camille.get(f"/labs/{built.lab}").text
    assert "<button>Start: Vote, 5 min</button>" in page
    assert len(re.findall(r'<option value="\d+"', page.split('id="timer-step"')[1].split("</select>")[0])) == 9


def test_without_an_agenda_the_console_says_where_to_write_one(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    camille.submit(f"/labs/{built.lab}/edit", title="Open lab", agenda="")
    panel = camille.get(f"/labs/{built.lab}").text.split('id="timer-panel"')[1].split("</section>")[0]
    assert f'href="/labs/{built.lab}/agenda"' in panel
    assert "<button" not in panel


def test_a_change_of_the_timer_is_told_to_phones_and_to_the_room(
    served: Served, database: Database, staff: Staff
) -> None:
    built = a_lab(database)
    camille = staff(built.account)
    lanes = [served.site.live.lane(built.lab, audience) for audience in Audience]
    served.wait_until_heard()
    before = [lane.version for lane in lanes]
    start(database, built, camille)
    served.wait_until_heard()
    assert all(lane.version != was for lane, was in zip(lanes, before, strict=True))


def test_a_page_that_does_not_follow_the_room_has_no_timer(
    database: Database, staff: Staff, participant: Participant
) -> None:
    built = a_lab(database)
    start(database, built, staff(built.account))
    assert 'class="timer"' not in participant(built).get(f"/l/{built.code}/me").text


@pytest.mark.parametrize(("seconds", "written"), [(0, "0:00"), (59, "0:59"), (754, "12:34"), (3900, "1:05:00")])
def test_seconds_are_written_as_minutes_and_hours(seconds: int, written: str) -> None:
    assert countdown(seconds) == written
