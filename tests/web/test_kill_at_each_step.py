"""The server killed at each step of a lab: what it acknowledged is there, and the database is whole."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import httpx
import pytest
from sqlalchemy import select, text

from openlab.actions import labs
from openlab.db.engine import Database
from openlab.db.tables import (
    Ballot,
    Lab,
    PainPoint,
    Participant,
    RankedPainPoint,
    Remark,
    Result,
    SheetVersion,
    Topic,
    Wish,
)
from openlab.domain.phases import Phase
from openlab.web.forms import form_token
from tests.build import Built, a_lab, join, signed_in
from tests.build import cast as vote
from tests.build_forum import a_forum
from tests.groups import a_lab_in_groups
from tests.web.test_kill import server_process

PHASES = ("vote", "results")
KILL_AFTER = 15
MANY = 60


@dataclass
class Scene:
    """A lab at a step, and who is signed in to it."""

    built: Built
    staff: str
    ids: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """One form: whose cookies, where, what; and what the database says once it is taken."""

    cookies: str
    path: str
    fields: Mapping[str, object]
    stored: str


def by_person(scene: Scene, number: int, path: str, stored: str, **fields: object) -> Sent:
    built = scene.built
    cookies = f"openlab=b; openlab-lab-{built.code}={built.return_codes[number]}"
    return Sent(cookies, f"/l/{built.code}{path}", {"form_token": form_token("b"), **fields}, stored)


def by_staff(scene: Scene, path: str, stored: str, **fields: object) -> Sent:
    cookies = f"openlab=b; openlab-staff={scene.staff}"
    return Sent(cookies, f"/labs/{scene.built.lab}{path}", {"form_token": form_token("b"), **fields}, stored)


def newcomer(scene: Scene, number: int) -> Sent:
    built, browser = scene.built, f"browser-{number}"
    fields = {"form_token": form_token(browser), "name": f"Voix {number}", "persona": str(built.personas[0])}
    return Sent(f"openlab={browser}", f"/l/{built.code}/join", fields, f"Voix {number}")


def pair(scene: Scene, number: int) -> list[str]:
    cards = scene.built.cards
    return sorted(str(card) for card in (cards[number % 3], cards[3 + number % 3]))


# For each step: the lab, the forms that are sent while the server is killed, and where what they did is found.
Step = tuple[Callable[[Database], Scene], Callable[[Scene, int], Sent], Callable[[Database, Scene], list[str]]]


def with_staff(database: Database, built: Built, ids: list[int] | None = None) -> Scene:
    with database.writing() as session:
        return Scene(built, signed_in(session, built.account), ids or [])


def lab_at(phase: Phase, people_in: int = 6) -> Callable[[Database], Scene]:
    def build(database: Database) -> Scene:
        built = a_lab(database, phase, people_in=people_in, cards=6)
        return with_staff(database, built)

    return build


def lab_with_many_voters(database: Database) -> Scene:
    built = a_lab(database, Phase.VOTE, people_in=1, cards=6)
    for number in range(MANY):
        join(database, built, f"Voix {number}")
    return with_staff(database, built)


def lab_in_groups(database: Database) -> Scene:
    return with_staff(database, *a_lab_in_groups(database))


def lab_in_round_2(database: Database) -> Scene:
    return with_staff(database, *a_lab_in_groups(database, Phase.GROUPS_2, people_in=6))


def forum(database: Database) -> Scene:
    return with_staff(database, *a_forum(database, people_in=6, sheets=20))


def lab_in_groups_with_many_people(database: Database) -> Scene:
    scene = lab_in_groups(database)
    for number in range(MANY):
        join(database, scene.built, f"Voix {number}")
    return scene


def counted_lab(database: Database, at: Phase) -> Scene:
    """A lab whose ballots are in; at its results, they are counted."""
    scene = lab_at(Phase.VOTE)(database)
    built = scene.built
    for number, person in enumerate(built.people):
        vote(database, built, person, *map(int, pair(scene, number)))
    if at is Phase.RESULTS:
        with database.writing() as session:
            labs.change_phase(session, built.lab, built.account, "vote", "results")
    return scene


def column(of: object, *columns: str) -> Callable[[Database, Scene], list[str]]:
    def read(database: Database, scene: Scene) -> list[str]:
        with database.reading() as session:
            rows = session.scalars(select(of)).all()  # type: ignore[call-overload]
            return [" ".join(str(getattr(row, name)) for name in columns) for row in rows]

    return read


EACH_STAYS: dict[str, Step] = {
    "preparation, joining": (lab_at(Phase.PREPARATION), newcomer, column(Participant, "name")),
    "collect, cards": (
        lab_at(Phase.COLLECT),
        lambda scene, n: by_person(scene, n % 6, "/pain-points", f"Carte {n}", title=f"Carte {n}", form_key=str(n)),
        column(PainPoint, "title"),
    ),
    "sort, the facilitator adds what people say": (
        lab_at(Phase.SORT),
        lambda scene, n: by_staff(scene, "/pain-points", f"Dit {n}", title=f"Dit {n}", form_key=str(n)),
        column(PainPoint, "title"),
    ),
    "vote, ballots": (
        lab_with_many_voters,
        lambda scene, n: by_person(
            scene, n, "/ballot", " ".join((str(scene.built.people[n]), *pair(scene, n))), choice=pair(scene, n)
        ),
        column(Ballot, "participant_id", "first", "second"),
    ),
    "groups, wishes": (
        lab_in_groups_with_many_people,
        lambda scene, n: by_person(
            scene,
            n,
            "/wishes",
            f"{scene.built.people[n]} {scene.built.cards[n % 2]}",
            wish=[str(scene.built.cards[n % 2])],
        ),
        column(Wish, "participant_id", "topic_id"),
    ),
    "wrap-up, remarks": (
        forum,
        lambda scene, n: by_person(
            scene, n % 6, f"/proposals/{scene.ids[n // 6]}/remark", f"Mot {n}", remark=f"Mot {n}"
        ),
        column(Remark, "text"),
    ),
}

# Sheets are written one text upon the other.
ONE_AFTER_THE_OTHER: dict[str, Step] = {
    "groups, sheets": (
        lab_in_groups,
        lambda scene, n: by_person(
            scene, 0, f"/sheets/{scene.ids[0]}", f"Texte {n}", solution=f"Texte {n}", based_on=str(n)
        ),
        column(SheetVersion, "solution"),
    ),
    "round 2, the facilitator mends a sheet": (
        lab_in_round_2,
        lambda scene, n: by_staff(
            scene, f"/sheets/{scene.ids[2]}", f"Texte {n}", solution=f"Texte {n}", based_on=str(n)
        ),
        column(SheetVersion, "solution"),
    ),
}

# Here each form replaces what the one before it left: the last acknowledged is there, or the one that was on its way.
LAST_STAYS: dict[str, Step] = {
    "results, topics": (
        lambda database: counted_lab(database, Phase.RESULTS),
        lambda scene, n: by_staff(scene, "/topics", str(scene.built.cards[n % 6]), topic=str(scene.built.cards[n % 6])),
        column(Topic, "pain_point_id"),
    ),
    "closed, what happens next": (
        lab_at(Phase.CLOSED),
        lambda scene, n: by_staff(scene, "/next-steps", f"Suite {n}", next_steps=f"Suite {n}"),
        column(Lab, "next_steps"),
    ),
    "the vote closed and reopened": (
        lambda database: counted_lab(database, Phase.VOTE),
        lambda scene, n: by_staff(scene, "/phase", PHASES[(n + 1) % 2], seen=PHASES[n % 2], wanted=PHASES[(n + 1) % 2]),
        column(Lab, "phase"),
    ),
}


async def send_until_killed(process: subprocess.Popen[str], url: str, forms: list[Sent], *, at_once: int) -> list[str]:
    """Send the forms; once enough are acknowledged, kill the process. Gives what was acknowledged."""
    acknowledged: list[str] = []
    turns = asyncio.Semaphore(at_once)
    async with httpx.AsyncClient(base_url=url, timeout=30) as client:

        async def send(form: Sent) -> None:
            async with turns:
                try:
                    answer = await client.post(form.path, data=form.fields, headers={"Cookie": form.cookies})
                except httpx.TransportError:
                    return
            assert answer.status_code == 303, answer.text
            acknowledged.append(form.stored)
            if len(acknowledged) == KILL_AFTER:
                os.kill(process.pid, signal.SIGKILL)

        await asyncio.gather(*(send(form) for form in forms))
    return acknowledged


@pytest.fixture
def opened(database_url: str) -> Iterator[Callable[[], Database]]:
    made: list[Database] = []

    def open_again() -> Database:
        made.append(Database(database_url))
        return made[-1]

    yield open_again
    for database in made:
        database.close()


def killed(database_url: str, database: Database, step: Step, *, at_once: int) -> tuple[Scene, list[str], list[Sent]]:
    scene = step[0](database)
    database.close()
    forms = [step[1](scene, number) for number in range(MANY)]
    with server_process(database_url) as (process, url):
        acknowledged = asyncio.run(send_until_killed(process, url, forms, at_once=at_once))
        assert process.wait(30) == -signal.SIGKILL
    assert KILL_AFTER <= len(acknowledged) < MANY
    return scene, acknowledged, forms


def check_whole(database: Database) -> None:
    if database.on_sqlite:
        with database.reading() as session:
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []


@pytest.mark.parametrize("step", EACH_STAYS.values(), ids=EACH_STAYS.keys())
def test_all_that_was_acknowledged_before_the_kill_is_there(
    database_url: str, opened: Callable[[], Database], step: Step
) -> None:
    scene, acknowledged, forms = killed(database_url, opened(), step, at_once=6)
    database = opened()
    stored = step[2](database, scene)
    assert [text for text in acknowledged if text not in stored] == []
    assert len(stored) == len(set(stored)), "and nothing is there twice"
    check_whole(database)
    database.close()
    with server_process(database_url) as (_, url):
        again = httpx.post(url + forms[-1].path, data=forms[-1].fields, headers={"Cookie": forms[-1].cookies})
        assert again.status_code == 303, "forms that were open before the kill still work"


@pytest.mark.parametrize("step", ONE_AFTER_THE_OTHER.values(), ids=ONE_AFTER_THE_OTHER.keys())
def test_every_text_that_was_acknowledged_before_the_kill_is_a_version(
    database_url: str, opened: Callable[[], Database], step: Step
) -> None:
    scene, acknowledged, _ = killed(database_url, opened(), step, at_once=1)
    database = opened()
    stored = step[2](database, scene)
    assert [text for text in acknowledged if text not in stored] == []
    assert len(stored) - len(acknowledged) in (0, 1)
    check_whole(database)


@pytest.mark.parametrize("step", LAST_STAYS.values(), ids=LAST_STAYS.keys())
def test_the_last_that_was_acknowledged_before_the_kill_stands(
    database_url: str, opened: Callable[[], Database], step: Step
) -> None:
    scene, acknowledged, forms = killed(database_url, opened(), step, at_once=1)
    database = opened()
    (stored,) = step[2](database, scene)
    assert stored in {form.stored for form in forms[len(acknowledged) - 1 : len(acknowledged) + 1]}
    check_whole(database)
    with database.reading() as session:
        if (result := session.get(Result, scene.built.lab)) is not None:
            ranked = session.scalars(select(RankedPainPoint.votes)).all()
            cast = len(session.scalars(select(Ballot)).all())
            assert sum(ranked) == 2 * result.ballots == 2 * cast, "a result is whole or not there"
