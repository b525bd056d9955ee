"""The timer in real browsers: the same on every device whatever its clock says, and calm."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions import timer
from openlab.db.tables import Timer
from tests.browser.conftest import Watch
from tests.browser.examined import NARROW, WHAT_STICKS_OUT
from tests.waiting import until

# The device's clock is so many milliseconds ahead, or behind; the page is drawn after.
OTHER_CLOCK = """
(() => {
  const Real = Date, ahead = %d, origin = performance.timeOrigin;
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
    static now() { return Real.now() + ahead; }
  };
  Object.defineProperty(performance, "timeOrigin", { value: origin + ahead });
})();
"""
# Notes what the timer shows, and when, each time it changes.
RECORD = """
() => {
  globalThis.shown = [];
  const note = () => shown.push([performance.now() / 1000, document.querySelector(".time-left").textContent]);
  note();
  new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true });
}
"""
# Taken alone, it would make the time left wrong by two seconds.
FIRST_ANSWER_IS_SLOW = """
  const quick = fetch;
  let answers = 0;
  globalThis.fetch = async (...asked) => {
    const answer = await quick(...asked);
    answers += 1;
    if (answers === 1) await new Promise((go) => setTimeout(go, 4000));
    else document.documentElement.dataset.answers = answers;
    return answer;
  };
"""
# Notes what the timer shows at the moment that it is said.
RECORD_SAID = """
() => {
  globalThis.shownWhenSaid = [];
  const voice = document.getElementById("time-said"), face = document.querySelector(".time-left");
  new MutationObserver(() => shownWhenSaid.push(face.textContent)).observe(voice, { childList: true });
}
"""
COUNTING = re.compile(r"^\d+:\d\d$")


def time_the_first_step(lab: Any) -> datetime:
    """Starts the timer of the lab's first step; gives its end."""
    lab.facilitate(timer.start_timer, "", str(lab.room.agenda[0].id))
    ends_at: datetime = lab.room.timer.clock.ends_at
    return ends_at


def with_clock(page: Page, minutes: int) -> Page:
    page.add_init_script(OTHER_CLOCK % (minutes * 60_000))
    page.reload()
    return page


def end_in(session: Session, lab_id: int, seconds: float) -> None:
    session.get_one(Timer, lab_id).ends_at = datetime.now(UTC) + timedelta(seconds=seconds)
    live.announce(session, lab_id)


def face(page: Page) -> Locator:
    return page.locator(".time-left")


def seconds(text: str) -> int:
    minutes, _, rest = text.partition(":")
    return 60 * int(minutes) + int(rest)


def is_right(page: Page, ends_at: datetime) -> bool:
    """Looked at when a second has just ended: until then, what is shown is up to a second more than what is left."""
    before = face(page).inner_text()
    page.wait_for_function("before => document.querySelector('.time-left').textContent !== before", arg=before)
    return abs(seconds(face(page).inner_text()) - (ends_at - datetime.now(UTC)).total_seconds()) <= 1


def test_devices_whose_clocks_are_ten_minutes_and_a_day_apart_show_the_same_time_left(
    lab: Any, phone: Callable[..., Page], projector: Callable[..., Page], desk: Callable[..., Page]
) -> None:
    ends_at = time_the_first_step(lab)
    pages = [
        with_clock(phone(lab, lab.person(), timezone_id="Pacific/Kiritimati"), 5),
        with_clock(phone(lab, lab.person("Yann"), timezone_id="Pacific/Pago_Pago"), -5),
        with_clock(projector(lab, timezone_id="Asia/Kathmandu"), -5),
        with_clock(desk(lab), 5),
        phone(lab, lab.person("Solène")),
    ]
    for page in pages:
        expect(face(page)).to_have_text(COUNTING)
    apart = pages[0].evaluate("Date.now()") - pages[1].evaluate("Date.now()")
    assert apart > 9 * 60_000, "the clocks of the devices differ"
    for page in pages:
        assert is_right(page, ends_at)


def test_what_happens_in_the_room_never_makes_the_time_left_jump(
    lab: Any, phone: Callable[..., Page], projector: Callable[..., Page]
) -> None:
    time_the_first_step(lab)
    lab.go_to("collect")
    pages = [phone(lab, lab.person()), projector(lab)]
    for page in pages:
        expect(face(page)).to_have_text(COUNTING)
        page.evaluate(RECORD)
    for number in range(6):
        lab.card(f"Irritant {number}")
        for page in pages:
            expect(page.get_by_text(f"Irritant {number}", exact=True).first).to_be_attached()
    for page in pages:
        shown = page.evaluate("shown")
        assert len(shown) > 6
        assert all(COUNTING.match(text) for _, text in shown)
        ends = [at + seconds(text) for at, text in shown]
        assert max(ends) - min(ends) <= 1.2


def test_a_page_that_the_browser_kept_shows_the_right_time_again(lab: Any, phone: Callable[..., Page]) -> None:
    ends_at = time_the_first_step(lab)
    page = phone(lab, lab.person())
    expect(face(page)).to_have_text(COUNTING)
    for come_back in (page.reload, page.go_back):
        page.goto(f"{lab.address}/me")
        page.goto(lab.address)
        come_back()
        page.goto(lab.address)
        expect(face(page)).to_have_text(COUNTING)
        assert is_right(page, ends_at)


def test_a_slow_answer_is_mended_by_the_next(lab: Any, phone: Callable[..., Page]) -> None:
    ends_at = time_the_first_step(lab)
    page = phone(lab, lab.person())
    page.add_init_script(FIRST_ANSWER_IS_SLOW)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-answers", re.compile(r"\d"))
    assert is_right(page, ends_at)


def test_pause_resume_and_more_minutes_reach_every_device(
    lab: Any, phone: Callable[..., Page], projector: Callable[..., Page], desk: Callable[..., Page]
) -> None:
    console, pages = desk(lab), [phone(lab, lab.person()), projector(lab)]
    panel = console.locator("#timer-panel")
    panel.locator("#time-next button").click()
    for page in [console, *pages]:
        expect(face(page)).to_have_text(re.compile(r"^1[45]:\d\d$"))
    panel.locator("form[action$=pause] button").click()
    for page in [console, *pages]:
        expect(page.locator(".timer .tag")).to_be_visible()
        expect(page.locator("[data-ends]")).to_have_count(0)
    panel.locator("form[action$=add] button").last.click()
    expect(panel.locator(".time-left")).to_have_text(re.compile(r"^(19|20):\d\d$"))
    panel.locator("form[action$=resume] button").click()
    for page in [console, *pages]:
        expect(face(page)).to_have_text(re.compile(r"^(19|20):\d\d$"))
        expect(page.locator(".timer .tag")).to_have_count(0)
    panel.locator("form[action$=end] button").click()
    for page in [console, *pages]:
        expect(page.locator(".timer")).to_have_count(0)


@pytest.mark.parametrize("mark", [300, 60, 0])
def test_screen_readers_are_told_politely_at_five_minutes_one_minute_and_the_end(
    lab: Any, phone: Callable[..., Page], watch: Watch, mark: int
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    time_the_first_step(lab)
    lab.server.act(end_in, lab.id, mark + 50)
    page = phone()
    page.clock.install()
    page.goto(f"{lab.server.url}/r/{lab.person().code}")
    expect(face(page)).to_have_text(COUNTING)
    page.context.set_offline(True)  # the time that is made up for this page is not that of the server
    voice = page.locator("#time-said")
    assert voice.get_attribute("role") == "status"
    expect(voice).to_be_empty()
    page.evaluate(RECORD_SAID)

    def said_a_second_later() -> str:
        page.clock.run_for(1000)
        return voice.inner_text()

    until(said_a_second_later)
    expect(voice).to_have_text(voice.get_attribute(f"data-at{mark}") or "missing")
    shown = page.evaluate("shownWhenSaid")[0]
    if mark == 0:
        assert shown == face(page).get_attribute("data-over")
    else:
        assert mark - 1 <= seconds(shown) <= mark


def test_the_last_minute_looks_like_the_others(lab: Any, phone: Callable[..., Page]) -> None:
    def look() -> object:
        return face(page).evaluate(
            "(node) => { const look = getComputedStyle(node); "
            "return [look.color, look.backgroundColor, look.animationName, look.fontSize, look.transitionDuration] }"
        )

    time_the_first_step(lab)
    page = phone(lab, lab.person())
    page.emulate_media(reduced_motion="no-preference")
    expect(face(page)).to_have_text(COUNTING)
    before = look()
    lab.server.act(end_in, lab.id, 30)
    expect(face(page)).to_have_text(re.compile(r"^0:[23]\d$"))
    assert look() == before
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_javascript_the_end_is_written(
    lab: Any, phone: Callable[..., Page], projector: Callable[..., Page]
) -> None:
    ends_at = time_the_first_step(lab)
    for page in [phone(lab, lab.person(), java_script_enabled=False), projector(lab, java_script_enabled=False)]:
        expect(face(page)).to_have_text(re.compile(rf" {ends_at.astimezone():%H:%M}$"))
        page.set_viewport_size(NARROW)
        assert page.evaluate(WHAT_STICKS_OUT) == []
