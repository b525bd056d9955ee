"""The least that a server must do, to measure openlab against: python -m benchmarks.bare FILE.

`/parse` only parses the form of a ballot, on the same framework and server; `/commit` also commits one row to SQLite,
as surely as openlab does; `/events` writes the same bytes to whoever watches, each time that `/tell` is sent some.
"""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from litestar import Litestar, Request, Response, get, post
from litestar.response import Redirect, Stream

from openlab.commands.serving import KEEP_ALIVE_SECONDS, open_as_many_connections_as_allowed
from openlab.db.engine import PRAGMAS
from openlab.web.forms import Form, form_token
from openlab.web.site import Visit

TABLE = "CREATE TABLE IF NOT EXISTS ballot (voter TEXT PRIMARY KEY, first INTEGER NOT NULL, second INTEGER NOT NULL)"


class Bare:
    """One connection to SQLite, used on the event loop, and what the watchers are to be told."""

    def __init__(self, file: str) -> None:
        self._database = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute(TABLE)
        self.said, self.next = b"", asyncio.Event()

    def commit(self, voter: str, choices: list[str]) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("INSERT OR REPLACE INTO ballot VALUES (?, ?, ?)", (voter, *map(int, choices)))
        self._database.execute("COMMIT")

    def say(self, said: bytes) -> None:
        self.said = said
        told, self.next = self.next, asyncio.Event()
        told.set()

    async def listen(self) -> AsyncIterator[bytes]:
        yield b": here\n\n"
        while True:
            await self.next.wait()
            yield self.said


async def parsed(request: Visit) -> Form:
    """The form of a ballot, whose token is right."""
    sent = await request.form()
    form = Form({name: [str(value) for value in sent.getall(name)] for name in sent})
    assert form.text("form_token") == form_token(request.cookies["openlab"])
    return form


def app(file: str) -> Litestar:
    bare = Bare(file)

    @post("/parse")
    async def parse(request: Visit) -> Response[Any]:
        await parsed(request)
        return Redirect("/", status_code=303)

    @post("/commit")
    async def commit(request: Visit) -> Response[Any]:
        form = await parsed(request)
        bare.commit(request.cookies["openlab"], form.all("choice"))
        return Redirect("/", status_code=303)

    @post("/tell")
    async def tell(request: Request[Any, Any, Any]) -> None:
        bare.say(await request.body())

    @get("/events")
    async def events() -> Stream:
        return Stream(bare.listen(), media_type="text/event-stream")

    return Litestar([parse, commit, tell, events], openapi_config=None, logging_config=None)


def main() -> None:
    open_as_many_connections_as_allowed()
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app(sys.argv[1]), log_level="warning", access_log=False, ws="none")
    config.timeout_graceful_shutdown, config.timeout_keep_alive = 1, KEEP_ALIVE_SECONDS
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
