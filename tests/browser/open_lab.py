"""What the browser tests run against: openlab itself on a port of its own, and an open lab to walk through."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import uvicorn
from sqlalchemy.orm import Session

from openlab.actions import accounts, ballots, labs, pain_points, participants, products
from openlab.app import create_app
from openlab.db.engine import Database, open_engine
from openlab.db.queries import labs as lab_queries
from openlab.db.queries import participants as participant_queries
from openlab.db.queries.labs import Room
from openlab.db.schema import migrate
from openlab.domain import people
from openlab.domain.phases import ORDER, Phase
from openlab.settings import Settings
from openlab.web.site import Site

P = ParamSpec("P")
R = TypeVar("R")

PASSWORD = "correct horse battery"
PASSWORD_HASH = accounts.hash_password(PASSWORD)
PERSONAS = ("Instructeur·rice", "Société de production", "Membre de commission")


class Server:
    """The real app under uvicorn, in a thread, on a free port and a SQLite file of its own."""

    def __init__(self, folder: Path, **more: str) -> None:
        listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = listening.getsockname()[1]
        settings = Settings(database_url=f"sqlite:///{folder / 'openlab.sqlite3'}", port=str(self.port), **more)
        self.url = settings.public_url
        engine = open_engine(settings.database_url)
        migrate(engine)
        engine.dispose()
        self._app = create_app(settings)
        self._uvicorn = uvicorn.Server(uvicorn.Config(self._app, log_level="warning", ws="none"))
        self._thread = threading.Thread(target=self._uvicorn.run, kwargs={"sockets": [listening]})
        self._thread.start()

    @property
    def site(self) -> Site:
        site: Site = self._app.state.site
        return site

    @property
    def database(self) -> Database:
        return self.site.database

    def act(self, action: Callable[Concatenate[Session, P], R], *args: P.args, **named: P.kwargs) -> R:
        """Do one of `openlab.actions` as the web does: in a transaction, then everyone who watches is told."""
        with self.database.writing() as session:
            return action(session, *args, **named)

    def look(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **named: P.kwargs) -> R:
        with self.database.reading() as session:
            return query(session, *args, **named)

    def staff(self, email: str, name: str) -> int:
        """An account that can sign in with PASSWORD."""
        account = self.act(accounts.add_account, email, name)
        self.act(accounts.change_password, account.id, PASSWORD_HASH)
        return account.id

    def stop(self) -> None:
        self.site.live.stop()
        self._uvicorn.should_exit = True
        self._thread.join()


@dataclass(frozen=True)
class Person:
    """Someone in the room; the return code leads any browser to their page."""

    id: int
    name: str
    code: str


@dataclass(frozen=True)
class OpenLab:
    """One lab of a server, and what happens in it without anybody touching a page."""

    server: Server
    id: int
    code: str
    account: int
    email: str

    @property
    def address(self) -> str:
        return f"{self.server.url}/l/{self.code}"

    @property
    def screen(self) -> str:
        return f"{self.address}/screen"

    @property
    def console(self) -> str:
        return f"{self.server.url}/labs/{self.id}"

    @property
    def room(self) -> Room:
        return self.server.look(lab_queries.room, self.id)

    def facilitate(self, action: Callable[Concatenate[Session, int, int, P], R], *args: P.args, **named: P.kwargs) -> R:
        """What the facilitator does, from another laptop."""
        return self.server.act(action, self.id, self.account, *args, **named)

    def go_to(self, phase: Phase | str) -> None:
        """Forward one phase at a time, as a facilitator must; back at once."""
        while (now := self.room.phase) != phase:
            is_ahead = ORDER.index(Phase(phase)) > ORDER.index(now)
            self.facilitate(labs.change_phase, now, ORDER[ORDER.index(now) + 1] if is_ahead else str(phase))

    def person(self, name: str = "Nadia", persona: int = 0) -> Person:
        code = people.return_code(secrets.token_hex(), self.code)
        self.server.act(participants.join, self.id, code, name, str(self.room.personas[persona].id))
        found = self.server.look(participant_queries.person, self.id, people.fingerprint(code))
        assert found
        return Person(found.id, name, code)

    def card(self, title: str, detail: str = "", by: Person | None = None) -> int:
        """A card of a person, or of the room; gives its number."""
        if by:
            self.server.act(pain_points.add_pain_point, self.id, by.id, title, detail, secrets.token_hex())
        else:
            self.facilitate(pain_points.add_pain_point_for, title, detail, "", secrets.token_hex())
        return max(card.id for card in self.room.cards)

    def ballot(self, person: Person, first: int, second: int) -> None:
        self.server.act(ballots.cast_ballot, self.id, person.id, [str(first), str(second)])


def open_lab(server: Server) -> OpenLab:
    """A product with three personas, its facilitator (who signs in with PASSWORD), and a lab in preparation."""
    email = f"camille.{secrets.token_hex(4)}@example.org"
    account = server.staff(email, "Camille")
    product = server.act(products.create_product, account, "Enfants du spectacle", "", "\n".join(PERSONAS))
    form = labs.LabForm("Open lab n° 1", "Ce qui nous ralentit", "2026-11-21", "Salle Molière", "15 Accueil\n5 Voter")
    lab = server.act(labs.create_lab, product.id, account, form)
    return OpenLab(server, lab.id, lab.code, account, email)
