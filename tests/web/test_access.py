"""Who may do what: every address of `access_table.txt`, asked for by everyone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import select

from openlab import live
from openlab.actions import backlog, products, sprints
from openlab.actions.labs import LabForm, create_lab
from openlab.app import create_app
from openlab.db.engine import Database
from openlab.db.tables import Base, Lab, SolutionSheet
from openlab.domain.phases import Phase
from openlab.settings import Settings
from openlab.web.forms import form_token
from tests.build import Built, an_account, join, other_lab, signed_in
from tests.build_forum import a_photo, write_sheet
from tests.groups import a_lab_in_groups
from tests.pictures import picture
from tests.serving import Served, serving
from tests.web.addresses import addresses, filled, values_of

TABLE = Path(__file__).parent / "access_table.txt"
BROWSER = "the-browser-of-all-of-these"
REFUSALS = {"sign-in", "403", "404"}


@dataclass(frozen=True)
class Line:
    """One address of the table, in the phase of its section, and what each role gets there."""

    phase: str
    method: str
    path: str
    expected: dict[str, str]


def table() -> Iterator[Line]:
    phase, roles = "", list[str]()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if line.startswith("["):
            phase = line.strip("[]")
        elif words[:1] == ["address"]:
            roles = words[1:]
        elif words and not line.startswith("#"):
            assert len(words) == 2 + len(roles), line
            yield Line(phase, words[0], words[1], dict(zip(roles, words[2:], strict=True)))


LINES = list(table())
ROLES = list(LINES[0].expected)
# What stands in an address for something of a lab or a product.
INNER = (
    "{card:",
    "{group:",
    "{sheet:",
    "{photo:",
    "{person:",
    "{step:",
    "{persona:",
    "{member:",
    "{gone:",
    "{item:",
    "{sprint:",
)


@dataclass(frozen=True)
class Scene:
    """A lab in its first round of groups, and the cookies of each role."""

    built: Built
    values: dict[str, object]
    elsewhere: dict[str, object]
    cookies: dict[str, Callable[[], dict[str, str]]]


def scene(database: Database) -> Scene:
    built, groups = a_lab_in_groups(database)
    with database.writing() as session:
        backlog.add_item(session, built.product, built.account, "Un élément", "", "key")
        sprints.add_sprint(session, built.product, "2026-11-23", "2026-12-06", "", "")
        sheet = SolutionSheet(lab_id=built.lab, group_id=groups[0])
        session.add(sheet)
        session.flush()
    write_sheet(database, sheet.id, solution="Une page")
    values = values_of(built, group=groups[0], sheet=sheet.id, photo=a_photo(database, sheet.id))
    cookies = {**_participants(database, built), **_staff(database, built)}
    with database.reading() as session:
        outside = session.scalars(select(Lab.id).order_by(Lab.id.desc())).first()
    return Scene(built, values, {**values, "code": "OTHER2", "lab": outside, "slug": "ailleurs"}, cookies)


def _participants(database: Database, built: Built) -> dict[str, Callable[[], dict[str, str]]]:
    other = Built(built.account, built.product, other_lab(database, built), "OTHER2", built.personas)
    join(database, other, "Ailleurs")
    cookies = {
        "nobody": {},
        "participant": {f"openlab-lab-{built.code}": built.return_codes[0]},
        "neighbour": {f"openlab-lab-{built.code}": built.return_codes[1]},
        "elsewhere": {"openlab-lab-OTHER2": other.return_codes[0], f"openlab-lab-{built.code}": other.return_codes[0]},
    }
    return {role: lambda role=role: cookies[role] for role in cookies}  # type: ignore[misc]


def _staff(database: Database, built: Built) -> dict[str, Callable[[], dict[str, str]]]:
    emails = {role: f"{role}@example.org" for role in ("team", "facilitator", "owner", "outsider")}
    with database.writing() as session:
        accounts = {role: an_account(session, email) for role, email in emails.items()}
        for role in ("developer", "facilitator", "owner"):
            products.add_member(session, built.product, emails["team" if role == "developer" else role], role)
        outside = products.create_product(session, accounts["outsider"], "Ailleurs", "", "Personne")
        create_lab(session, outside.id, accounts["outsider"], LabForm("Un autre open lab", agenda="5 Rien"))

    def enter(account: int) -> dict[str, str]:
        with database.writing() as session:
            return {"openlab-staff": signed_in(session, account)}

    return {role: lambda account=account: enter(account) for role, account in accounts.items()}  # type: ignore[misc]


def ask(client: httpx.Client, cookies: dict[str, str], method: str, path: str) -> httpx.Response:
    """One request of a browser that holds these cookies; a form carries its token, the first step of the agenda, a role
    and, where one is taken, a photo: what it needs to be looked at, and nothing else."""
    client.cookies.clear()
    jar = "; ".join(f"{name}={value}" for name, value in {"openlab": BROWSER, **cookies}.items())
    sent = client.build_request(method, path, headers={"Cookie": jar})
    if method == "POST":
        files = {"photo": picture()} if path.endswith("/photos") else None
        fields = {"form_token": form_token(BROWSER), "step": "1", "role": "developer", "into": "1"}
        sent = client.build_request(method, path, headers={"Cookie": jar}, data=fields, files=files)
    answer = client.send(sent, stream=path.endswith("/events"))
    answer.close()
    return answer


def outcome(answer: httpx.Response) -> str:
    """One of the words that the head of the table explains, else the status."""
    assert re.match(r"/(?![/\\\\])", answer.headers.get("location", "/")), "nobody is sent to another site"
    if answer.headers.get("location", "").startswith("/sign-in"):
        return "sign-in"
    if answer.request.method == "GET":
        return {200: "page", 303: "away"}.get(answer.status_code, str(answer.status_code))
    return "act" if answer.status_code in (200, 303, 409, 422) else str(answer.status_code)


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds, but who is signed in."""
    with database.reading() as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(kept))), key=repr)
            for name, kept in Base.metadata.tables.items()
            if name != "sign_ins"
        }


def set_phase(database: Database, lab_id: int, phase: str) -> None:
    with database.writing() as session:
        session.get_one(Lab, lab_id).phase = phase
        live.announce(session, lab_id)


def test_the_table_has_a_line_for_every_address_of_the_application(sqlite_url: str) -> None:
    app: Litestar = create_app(Settings(database_url=sqlite_url))
    app.state.site.database.close()
    assert {(line.method, line.path) for line in LINES} == set(addresses(app))


@pytest.fixture
def served(sqlite_url: str) -> Iterator[Served]:
    with serving(Settings(database_url=sqlite_url)) as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


@pytest.mark.parametrize("role", ROLES)
def test_each_address_gives_each_role_what_the_table_says(database: Database, client: httpx.Client, role: str) -> None:
    shown, wrong = scene(database), []
    for refused in (True, False):  # whoever is refused is asked for first, while there is something to harm
        before = everything(database)
        for phase, lines in groupby(LINES, lambda line: line.phase):
            set_phase(database, shown.built.lab, phase)
            for line in lines:
                if (line.expected[role] in REFUSALS) is refused:
                    path = filled(line.path, shown.values)
                    got = outcome(ask(client, shown.cookies[role](), line.method, path))
                    wrong += [f"{line.method} {path}: {got}, not {line.expected[role]}"] * (got != line.expected[role])
        set_phase(database, shown.built.lab, Phase.GROUPS_1)
        if refused:
            assert everything(database) == before, "a refused request changed something"
    assert wrong == []


@pytest.mark.parametrize("role", ["elsewhere", "outsider"])
def test_nothing_of_a_lab_is_seen_or_changed_through_the_address_of_another(
    database: Database, client: httpx.Client, role: str
) -> None:
    shown = scene(database)
    outer = "{code:" if role == "elsewhere" else ("{lab:", "{slug:")
    own = [line for line in LINES if line.path.split("/")[2:3] and line.path.split("/")[2].startswith(outer)]
    inner = [line for line in own if any(name in line.path for name in INNER)]
    assert len(inner) > 10
    before = everything(database)
    for line in inner:
        set_phase(database, int(str(shown.elsewhere["lab"])), line.phase)
        path = filled(line.path, shown.elsewhere)
        answer = ask(client, shown.cookies[role](), line.method, path)
        assert line.method == "POST" or answer.status_code in (403, 404), path
    set_phase(database, int(str(shown.elsewhere["lab"])), Phase.PREPARATION)
    assert everything(database) == before
