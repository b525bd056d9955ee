"""Phones without a screen: they join, keep their page live as the browser's module does, give a card, vote.

Each phone has two connections, like a browser: one for requests, one for the event stream. Everything is measured
here, outside the server's process.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import re
import time
import urllib.parse
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from benchmarks.rooms import Lab, browser_of
from openlab.web.forms import form_token

LONGEST_LINE = 1_000_000
PATCHES_KEPT = 20
JITTER_SECONDS, AGAIN_SECONDS, TRIES = 0.15, 0.5, 3
VERSION = re.compile(r'data-version="([^"]*)"')
PATCH = re.compile(r'data-patch="([^"]*)"')
CHOICE = re.compile(r'name="choice" value="(\d+)"')


@dataclass(frozen=True)
class Place:
    """Where the phones go: a server and its labs, over which they spread."""

    host: str
    port: int
    labs: tuple[Lab, ...]

    def lab(self, number: int) -> Lab:
        return self.labs[number % len(self.labs)]


@dataclass(frozen=True)
class Answer:
    """A response, as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Measured:
    """What a group of phones saw. Seconds since the start of the machine's clock, shared by all processes."""

    acknowledged: list[float] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)
    voted: list[int] = field(default_factory=list)
    refused: int = 0
    errors: int = 0
    received: int = 0
    streamed: int = 0
    events: int = 0
    pages: int = 0
    sent: int = 0
    shown_at: list[float] = field(default_factory=list)
    showing: tuple[str, str] = ("", "")


class Connection:
    """One keep-alive HTTP/1.1 connection, one request at a time.

    Each 200 phones come from an address of their own on this machine, as from the mobile networks of a crowd.
    """

    def __init__(self, host: str, port: int, number: int) -> None:
        self._host, self._port = host, port
        self._from = f"127.0.{1 + number // 200}.1"
        self.received = self.requests = 0
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._free = asyncio.Lock()

    async def send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        async with self._free:
            self.requests += 1
            await self._write(method, path, headers, body)
            return await self._read()

    async def stream(self, path: str, headers: dict[str, str]) -> asyncio.StreamReader:
        await self._write("GET", path, headers, b"")
        assert self._reader
        head = await self._reader.readuntil(b"\r\n\r\n")
        self.received += len(head)
        return self._reader

    def close(self) -> None:
        if self._writer:
            self._writer.close()

    async def _write(self, method: str, path: str, headers: dict[str, str], body: bytes) -> None:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._host, self._port, local_addr=(self._from, 0), limit=LONGEST_LINE
            )
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self._host}:{self._port}",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + body)

    async def _read(self) -> Answer:
        assert self._reader
        head = await self._reader.readuntil(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in rest if ": " in line)}
        body = await self._reader.readexactly(int(headers.get("content-length", 0)))
        self.received += len(head) + len(body)
        if headers.get("content-encoding") == "gzip":
            body = zlib.decompress(body, wbits=31)
        return Answer(int(first.split()[1]), headers, body)


class Phone:
    """One participant."""

    def __init__(self, place: Place, number: int) -> None:
        self.number, self.measured = number, Measured()
        self._lab = place.lab(number)
        self._path, self._browser = f"/l/{self._lab.code}", browser_of(number)
        self._cookies = f"openlab={self._browser}"
        self._requests, self._events = (Connection(place.host, place.port, number) for _ in range(2))
        self._etag = self._version = self._told = ""
        self._acting = asyncio.Lock()
        self._choices: list[str] = []
        self._cards = 0
        self._patches: deque[tuple[list[str], dict[str, Any]]] = deque(maxlen=PATCHES_KEPT)
        self._watching: asyncio.Task[None] | None = None
        self._dice = random.Random(number)

    async def join(self) -> None:
        answer = await self._post("join", {"name": f"Voix {self.number}", "persona": str(self._lab.persona)})
        assert answer.status == 303, answer
        self._cookies += "; " + answer.headers["set-cookie"].split(";")[0]
        await self.refresh()
        self._watching = asyncio.create_task(self._watch())

    async def give_card(self) -> None:
        await self._timed("pain-points", {"title": f"Irritant de la voix {self.number}", "detail": "Avec un détail."})

    async def vote(self) -> None:
        await self.can_vote()
        pair = self._dice.sample(self._choices, 2)
        if await self._timed("ballot", {"choice": pair}):
            self.measured.voted += map(int, pair)

    async def give(self, title: str) -> None:
        await self._timed("pain-points", {"title": title, "form_key": title})

    async def has_seen(self, cards: int) -> None:
        while self._cards != cards:  # noqa: ASYNC110 - what has come is only a number here
            await asyncio.sleep(0.01)

    async def can_vote(self) -> None:
        while not self._choices:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)

    async def refresh(self, *, whole: bool = False) -> None:
        """Ask for the page again, as the module in the browser does: 304 when there is nothing new."""
        conditional = {"If-None-Match": self._etag} if self._etag and not whole else {}
        answer = await self._requests.send("GET", self._path, {**self._headers(), **conditional})
        self.measured.pages += 1
        if answer.status == 200:
            self._look_at(answer)
        elif answer.status != 304:
            self.measured.errors += 1

    def take_measure(self) -> Measured:
        """What was measured since the last time."""
        taken, self.measured = self.measured, Measured()
        taken.showing = self._path, self._version
        for connection in (self._requests, self._events):
            taken.received, connection.received = taken.received + connection.received, 0
        return taken

    def leave(self) -> None:
        if self._watching:
            self._watching.cancel()
        self._requests.close()
        self._events.close()

    async def _watch(self) -> None:
        try:
            await self._follow(await self._events.stream(f"{self._path}/events?for=participants", self._headers()))
        finally:
            self.measured.errors += 1  # a stream does not end while its phone is there

    async def _follow(self, reader: asyncio.StreamReader) -> None:
        data: list[str] = []
        while line := await reader.readline():
            self._events.received += len(line)
            self.measured.streamed += len(line)
            if line.startswith(b"data: "):
                data.append(line[6:].decode().rstrip("\n"))
            elif line == b"\n" and data:
                self.measured.events += 1
                self._hear(*data)
                data = []

    def _hear(self, said: str, patch: str = "") -> None:
        """A version; or the versions that a patch is for, and the patch: cards, or a page. What it does not bring, the
        phone asks for."""
        told: dict[str, Any] = json.loads(patch) if patch else {"version": said}
        tries, self._told = 1 if told["version"] == self._told else TRIES, told["version"]
        if patch:
            self._patches.append((said.split(), told))
            self._catch_up()
        if self._told != self._version:
            self._asking = asyncio.create_task(self._refresh_soon(tries))

    def _catch_up(self) -> None:
        """The last patches are kept: a page that was on its way when one came is brought up to it."""
        for since, told in self._patches:
            if self._version in since:
                self._cards = told.get("count", 0)
                self._choices = CHOICE.findall(told.get("html", ""))
                self._show(told["version"])

    async def _refresh_soon(self, tries: int) -> None:
        await asyncio.sleep(JITTER_SECONDS * self._dice.random())
        while tries and self._told != self._version:
            async with self._acting:
                if self._told != self._version:
                    await self.refresh()
            if tries := tries - 1:
                await asyncio.sleep(AGAIN_SECONDS)

    def _show(self, version: str) -> None:
        self._version = version
        self.measured.shown_at.append(time.monotonic())

    def _look_at(self, answer: Answer) -> None:
        self._etag, page = answer.headers["etag"], answer.body.decode()
        patch, version = PATCH.search(page), VERSION.search(page)
        self._choices = CHOICE.findall(page)
        self._cards = json.loads(html.unescape(patch[1]))["count"] if patch else page.count('id="card-')
        self._show(version[1] if version else "")
        self._catch_up()

    async def _timed(self, path: str, fields: dict[str, str | list[str]]) -> bool:
        async with self._acting:
            return await self._send(path, fields)

    async def _send(self, path: str, fields: dict[str, str | list[str]]) -> bool:
        """Whether the server has taken it, and answered with the page as it is now."""
        start = time.monotonic()
        answer = await self._post(path, fields, {"Openlab-Version": self._version})
        if answer.status == 200:
            self.measured.acknowledged.append(time.monotonic() - start)
            self.measured.acknowledged_at.append(time.monotonic())
            self._look_at(answer)
        elif answer.status in (409, 429):
            self.measured.refused += 1
        else:
            self.measured.errors += 1
        return answer.status == 200

    async def _post(
        self, path: str, fields: dict[str, str | list[str]] | dict[str, str], headers: dict[str, str] | None = None
    ) -> Answer:
        form = {"form_token": form_token(self._browser), "form_key": f"{self.number}-{path}", **fields}
        body = urllib.parse.urlencode(form, doseq=True).encode()
        self.measured.sent += 1
        return await self._requests.send("POST", f"{self._path}/{path}", {**self._headers(), **(headers or {})}, body)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": self._cookies, "Accept-Language": "fr", "Accept-Encoding": "gzip"}
