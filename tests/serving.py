"""The real application on a real port, and browsers without a screen that talk to it."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

import httpx
import uvicorn

from openlab import app
from openlab.commands.serving import how_to_serve
from openlab.live import Audience, announce
from openlab.settings import Settings, folder
from openlab.web.cookies import BROWSER
from openlab.web.forms import form_token
from openlab.web.record import Application
from openlab.web.site import Site
from tests.waiting import until

T = TypeVar("T")

HIDDEN = re.compile(r'<input type="hidden" name="form_token" value="([^"]+)">')
# Each visitor would read all certificates of this machine anew, and never needs one.
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TICK_SECONDS = 0.1

# To make an application takes longer than most tests: one that serves no more is given the next site.
_idle: dict[bool, list[Application]] = {True: [], False: []}


def _read_once(load: Callable[..., T]) -> Callable[..., T]:
    """The layouts that openlab comes with would be read for each site."""
    of_openlab = load(folder("exports"))
    return lambda *folders: of_openlab if folders == (folder("exports"),) else load(*folders)


for _name in ("load_layouts", "load_drafts"):
    setattr(app, _name, _read_once(getattr(app, _name)))


class Visitor(httpx.Client):
    """A browser: it keeps its cookies, and sends forms with the token of the pages it was given."""

    def __init__(self, url: str, language: str = "en") -> None:
        headers = {"Accept-Language": language}
        super().__init__(base_url=url, headers=headers, timeout=30, verify=NO_CERTIFICATES)

    def token(self) -> str:
        """The form token of this browser, which is the same on every page."""
        if known := self.cookies.get(BROWSER):
            return form_token(known)
        found = HIDDEN.search(self.get("/sign-in").text)
        assert found
        return found[1]

    def submit(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form, without following where the answer leads."""
        return self.post(path, data={"form_token": self.token(), **fields})

    def join(self, code: str, persona: int, name: str = "Zoé") -> None:
        answer = self.submit(f"/l/{code}/join", name=name, persona=str(persona))
        assert answer.status_code == 303, answer.text

    def sign_in_with(self, secret: str) -> None:
        self.cookies.set("openlab-staff", secret)


class QuickServer(uvicorn.Server):
    """Tells when it has started, and ends as soon as it is told to and nobody is answered any more: uvicorn looks for
    both ten times a second, and a thousand tests would wait for that."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop, self._told_to_end = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        tick = 0
        while not await self.on_tick(tick):
            tick += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told_to_end.wait(), TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110 - nothing tells of them
                    await asyncio.sleep(0.001)
        for task in self.server_state.tasks:
            task.cancel()
        await self.lifespan.shutdown()

    def end(self) -> None:
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._told_to_end.set)


@dataclass(frozen=True)
class Served:
    """A running site. What is written through its database is told to those who watch."""

    url: str
    site: Site
    hears: threading.Event  # set once it listens to PostgreSQL

    def wait_until_heard(self) -> None:
        """All that was announced before has been heard: PostgreSQL notifies in the order of the commits."""
        mark = self.site.live.lane(0, Audience.ROOM)
        before = mark.latest
        with self.site.database.writing() as session:
            announce(session, 0, Audience.ROOM)
        until(lambda: mark.latest != before)


def _hears(site: Site) -> threading.Event:
    began, missed = threading.Event(), site.live.missed

    def missed_and_tell() -> None:
        missed()
        began.set()

    site.live.missed = missed_and_tell  # type: ignore[method-assign]
    return began


@contextmanager
def serving(settings: Settings, listening: socket.socket | None = None) -> Iterator[Served]:
    """The application, under uvicorn in a thread, on a free port unless one was kept for it."""
    listening = listening or socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    site = app.open_site(settings)
    application = _idle[settings.secure].pop() if _idle[settings.secure] else app.application_of(site)
    application.state.site = site
    server = QuickServer(uvicorn.Config(application, **{**how_to_serve(settings), "timeout_graceful_shutdown": 1}))
    served = Served(url, site, _hears(site))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert server.ready.wait(30), "the server did not start"
    try:
        yield served
    finally:
        server.end()
        thread.join(30)
        listening.close()
        assert not thread.is_alive(), "the server did not end"
        _idle[settings.secure].append(application)
