"""`make pictures`: takes the README's pictures from the demo, in a real browser."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from openlab.actions import accounts, participants
from openlab.actions.demo import load_demo
from openlab.actions.demo_backlog import plan_backlog
from openlab.db.engine import Database
from openlab.db.queries import labs
from openlab.db.schema import migrate
from openlab.db.tables import Product
from openlab.domain import people
from openlab.domain.phases import Phase
from openlab.settings import Settings
from tests.serving import Visitor, serving
from tests.trackers.memory import MemoryTracker
from tests.waiting import until

PICTURES = Path(__file__).parent / "pictures"
PHONE, LAPTOP, PROJECTOR = (390, 780), (1280, 860), (1600, 900)


@contextmanager
def page(browser: Browser, size: tuple[int, int], cookies: dict[str, str], url: str) -> Iterator[Page]:
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, locale="fr-FR", reduced_motion="reduce")
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    yield context.new_page()
    context.close()


def take(browser: Browser, folder: str, phase: Phase) -> None:
    database_url = f"sqlite:///{folder}/{phase}.sqlite3"
    database = Database(database_url)
    migrate(database.engine)
    with database.writing() as session:
        demo = load_demo(session, phase)
        code = people.return_code("the phone of the picture", demo.lab.code)
        room = labs.room(session, demo.lab.id)
        if phase is not Phase.CLOSED:
            participants.join(session, room.id, code, "Zoé", str(room.personas[1].id))
    database.close()
    settings = Settings(database_url=database_url)
    with serving(settings) as served:
        cookies = {f"openlab-lab-{room.code}": code}
        with page(browser, PHONE, cookies, served.url) as phone:
            phone.goto(f"{served.url}/l/{room.code}")
            if phase is Phase.VOTE:
                for label in phone.locator(".choice label").all()[1:4:2]:
                    label.click()
                phone.evaluate("window.scrollTo(0, 0)")
            phone.screenshot(path=PICTURES / f"phone-{phase}.png")
        with page(browser, PROJECTOR, {}, served.url) as projector:
            projector.goto(f"{served.url}/l/{room.code}/screen")
            projector.screenshot(path=PICTURES / f"screen-{phase}.png")
        with page(browser, LAPTOP, {}, served.url) as laptop:
            laptop.goto(f"{served.url}/sign-in?next=/labs/{room.id}")
            laptop.get_by_label("Adresse électronique").fill(demo.email)
            laptop.get_by_label("Mot de passe").fill(demo.password)
            laptop.locator("button.main").click()
            laptop.wait_for_url("**/labs/*")
            laptop.screenshot(path=PICTURES / f"console-{phase}.png")


def take_the_day_after(browser: Browser, folder: str) -> None:
    """The backlog, the roadmap and the follow-up, some weeks later."""
    database_url = f"sqlite:///{folder}/planned.sqlite3"
    database = Database(database_url)
    migrate(database.engine)
    with database.writing() as session:
        demo = load_demo(session, Phase.CLOSED)
        plan_backlog(session, demo)
        secret = accounts.sign_in(session, demo.account_id, "laptop")
        product = session.get_one(Product, demo.lab.product_id).slug
    database.close()
    with serving(Settings(database_url=database_url)) as served:
        with page(browser, LAPTOP, {"openlab-staff": secret}, served.url) as laptop:
            for name in ("backlog", "roadmap"):
                laptop.goto(f"{served.url}/products/{product}/{name}")
                laptop.screenshot(path=PICTURES / f"{name}.png")
        with page(browser, PHONE, {}, served.url) as phone:
            phone.goto(f"{served.url}/f/{demo.lab.code}")
            phone.screenshot(path=PICTURES / "follow-up.png")


def take_a_push(browser: Browser, folder: str) -> None:
    """What a push into a tracker would do, before it does it. The tracker is one of the tests."""
    database_url = f"sqlite:///{folder}/pushed.sqlite3"
    database = Database(database_url)
    migrate(database.engine)
    with database.writing() as session:
        demo = load_demo(session, Phase.CLOSED)
        plan_backlog(session, demo)
        secret = accounts.sign_in(session, demo.account_id, "laptop")
        home = f"/products/{session.get_one(Product, demo.lab.product_id).slug}/trackers"
    database.close()
    with serving(Settings(database_url=database_url, trackers="tracker.example.org")) as served:
        tracker = MemoryTracker()
        served.site.tracking = replace(served.site.tracking, open_tracker=tracker.opened)
        with Visitor(served.url, "fr") as owner:
            owner.sign_in_with(secret)
            address = {"address": "https://tracker.example.org", "project": "tele-service", "token": "x"}
            owner.submit(home, kind="redmine", language="fr", **address)
            owner.submit(f"{home}/1/pushes", items="2")
            until(lambda: not served.site.pushing)
        tracker.edit("1", title="Ancien titre", priority="p2")
        with page(browser, LAPTOP, {"openlab-staff": secret}, served.url) as laptop:
            laptop.goto(f"{served.url}{home}/1/push?status=kept&status=planned&status=in_progress&status=declined")
            laptop.locator("#overwrite").check()
            laptop.locator(".choosing button.main").click()
            laptop.locator("#push").wait_for()
            laptop.screenshot(path=PICTURES / "push-plan.png")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM_PATH"), args=sandbox)
        for phase in (Phase.COLLECT, Phase.SORT, Phase.VOTE, Phase.RESULTS, Phase.GROUPS_1, Phase.WRAP_UP):
            take(browser, folder, phase)
        take_the_day_after(browser, folder)
        take_a_push(browser, folder)
        browser.close()


if __name__ == "__main__":
    main()
