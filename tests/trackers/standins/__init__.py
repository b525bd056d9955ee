"""Stand-ins for trackers: each keeps issues in memory, checks what it is asked as its tracker's documentation says, and
answers as it says, refusals, limits and lost answers included. None of them is the tracker."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

import uvicorn

from openlab.trackers import BODY, TITLE, Draft, Fields, Target, Value

TOKEN = "a-token-that-works"
DIGITS = str.maketrans("0189", "bcde")  # which base32 has no use for
HARD = '« Trop long » 🎉 <script>alert(1)</script> *_#`|~ \\ {{x}} [a](b) & "quotes"\nsecond line'


def marker_of(number: int) -> str:
    return f"openlab-{number:a>20}".translate(DIGITS)


class Dishonest(AssertionError):
    """What no tracker's documentation allows to ask: a mistake of the client."""


@dataclass(frozen=True)
class Asked:
    """A request. `path` is still encoded."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: Any

    def one(self, name: str, otherwise: str = "") -> str:
        return self.query.get(name, [otherwise])[0]


@dataclass(frozen=True)
class Reply:
    status: int
    data: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mishap:
    """What happens to the next request of this method: `before` it is carried out, a reply instead; `after`, nothing
    arrives ("cut": the answer breaks off; "silent": it does not come) or a reply instead of the one made."""

    method: str
    before: Reply | None = None
    after: Reply | str | None = None


Route = tuple[str, re.Pattern[str], Callable[..., Reply]]


def route(method: str, path: str) -> Callable[[Callable[..., Reply]], Callable[..., Reply]]:
    """A method of a stand-in that answers requests. `{name}` in the path stands for a part of it."""

    def mark(answers: Callable[..., Reply]) -> Callable[..., Reply]:
        pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
        answers.__dict__["route"] = (method, pattern)
        return answers

    return mark


class StandIn(ABC):
    """Served on a free port. `asked` is everything that was asked, `mishaps` what goes wrong next.

    `kind`, `project` and `account` are those of a connection to it, `unknown` a project that it does not have.
    `closed` is a status after which nothing is left to do, and `too_busy` what it says to who asks too much.
    `title` and `body` are what these fields are called.
    `creates_with`: the method that creates; `creates_twice_as_once`: whether that can be repeated without harm."""

    kind = ""
    project = ""
    unknown = ""
    account = ""
    closed = ""
    too_busy = Reply(429, {"message": "Too many requests"})
    title, body = TITLE, BODY
    creates_with = "POST"
    creates_twice_as_once = False

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Asked] = []
        self.mishaps: deque[Mishap] = deque()
        self.complaints: list[str] = []
        made = [getattr(self, name) for name in dir(type(self)) if hasattr(getattr(type(self), name), "route")]
        self._routes: list[Route] = [(*method.route, method) for method in made]

    @property
    def changed(self) -> Fields:
        """A change of one field."""
        return {self.title: "Changed"}

    def target(self, token: str = TOKEN, project: str = "") -> Target:
        return Target(self.url, project or self.project, token, self.account)

    def draft(self, number: int, **fields: Value) -> Draft:
        """What is pushed in most tests."""
        marker = marker_of(number)
        return Draft(marker, {TITLE: f"Idée n° {number}", BODY: f"Problème :\n\n{HARD}\n\n{marker}", **fields})

    @abstractmethod
    def count(self) -> int:
        """How many issues there are."""

    @abstractmethod
    def fill(self, count: int) -> None:
        """Issues of others."""

    @abstractmethod
    def close(self, key: str) -> None:
        """Somebody there closes an issue."""

    @abstractmethod
    def delete(self, key: str) -> None:
        """Somebody there deletes an issue."""

    @abstractmethod
    def copy(self, key: str) -> None:
        """Somebody there makes another issue with the same text."""

    def drop_labels(self) -> None:  # noqa: B027 - some have none
        """From now on this token may not label anything; nothing to do where there are no labels."""

    @abstractmethod
    def forbid(self) -> None:
        """From now on this token may not create anything."""

    @abstractmethod
    def refuse(self, asked: Asked) -> Reply | None:
        """What this tracker answers to every request that comes without the right token or headers."""

    @abstractmethod
    def nothing_there(self) -> Reply:
        """What this tracker answers where there is nothing."""

    def expect(self, held: bool, complaint: str) -> None:
        """What the client must do by the documentation; what it did not fails the test."""
        if not held:
            self.complaints.append(complaint)
            raise Dishonest(complaint)

    def answer(self, asked: Asked) -> Reply:
        if (refusal := self.refuse(asked)) is not None:
            return refusal
        for method, pattern, answers in self._routes:
            if method == asked.method and (found := pattern.fullmatch(asked.path)):
                return answers(asked, **{name: unquote(part) for name, part in found.groupdict().items()})
        return self.nothing_there()

    def _mishap(self, asked: Asked) -> Mishap | None:
        waiting = next((one for one in self.mishaps if one.method == asked.method), None)
        if waiting:
            self.mishaps.remove(waiting)
        return waiting

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        asked = await _asked(scope, receive)
        self.asked.append(asked)
        mishap = self._mishap(asked)
        if mishap and mishap.before:
            await _reply(mishap.before, send)
            return
        try:
            reply = self.answer(asked)
        except Dishonest as complaint:
            reply = Reply(400, {"message": str(complaint)})
        if mishap and mishap.after == "silent":
            while (await receive())["type"] != "http.disconnect":
                pass
        elif mishap and mishap.after == "cut":
            await send({"type": "http.response.start", "status": reply.status, "headers": [(b"content-length", b"99")]})
            await send({"type": "http.response.body", "body": b"{", "more_body": False})
        else:
            await _reply(mishap.after if mishap and isinstance(mishap.after, Reply) else reply, send)


async def _asked(scope: Any, receive: Any) -> Asked:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    headers = {name.decode(): value.decode() for name, value in scope["headers"]}
    query = parse_qs(scope["query_string"].decode(), keep_blank_values=True, strict_parsing=bool(scope["query_string"]))
    return Asked(scope["method"], scope["raw_path"].decode(), query, headers, json.loads(body) if body else None)


async def _reply(reply: Reply, send: Any) -> None:
    body = b"" if reply.data is None else json.dumps(reply.data).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body)), **reply.headers}
    head = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": reply.status, "headers": head})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def standing_in(stand_in: StandIn) -> Iterator[StandIn]:
    """The stand-in, under uvicorn in a thread, on a free port."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # without it, asyncio leaves a pause before each answer
    listening.bind(("127.0.0.1", 0))
    stand_in.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving = _Serving(stand_in, listening)
    serving.start()
    assert serving.ready.wait(30), "the stand-in did not start"
    try:
        yield stand_in
    finally:
        serving.loop.call_soon_threadsafe(serving.over.set)
        serving.join(10)
        listening.close()


class _Serving(threading.Thread):
    """uvicorn without its main loop, which would look ten times a second whether it is over."""

    def __init__(self, stand_in: StandIn, listening: socket.socket) -> None:
        super().__init__(daemon=True)
        config = uvicorn.Config(stand_in, lifespan="off", log_level="critical", ws="none", timeout_graceful_shutdown=1)
        config.load()
        self._server, self._listening = uvicorn.Server(config), listening
        self._server.lifespan = config.lifespan_class(config)
        self.ready = threading.Event()

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        await self._server.startup([self._listening])
        self.ready.set()
        await self.over.wait()
        await self._server.shutdown([self._listening])
