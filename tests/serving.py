"""The real application on a real port, and browsers without a screen that talk to it."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn

from openlab.app import create_app
from openlab.commands.serving import how_to_serve
from openlab.settings import Settings
from openlab.web.site import Site

HIDDEN = re.compile(r'<input type="hidden" name="form_token" value="([^"]+)">')


class Visitor(httpx.Client):
    """A browser: it keeps its cookies, and sends forms with the token of the pages it was given."""

    def __init__(self, url: str, language: str = "en") -> None:
        super().__init__(base_url=url, headers={"Accept-Language": language}, timeout=30)

    def token(self) -> str:
        """The form token of this browser, which is the same on every page."""
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


@dataclass(frozen=True)
class Served:
    """A running site. What is written through its database is told to those who watch."""

    url: str
    site: Site


@contextmanager
def serving(settings: Settings) -> Iterator[Served]:
    """The application, under uvicorn in a thread, on a free port."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, **{**how_to_serve(settings), "timeout_graceful_shutdown": 1}))
    ready = threading.Event()
    startup = server.startup

    async def startup_then_tell(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = startup_then_tell  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert ready.wait(10), "the server did not start"
    try:
        yield Served(url, app.state.site)
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
