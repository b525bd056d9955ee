"""Phones that do only one thing: the form of a ballot, again and again, or an event stream that is only read."""

from __future__ import annotations

import asyncio
import time
import urllib.parse

from benchmarks.phones import Connection, Measured, Phone, Place
from benchmarks.rooms import Lab, browser_of
from openlab.domain import people
from openlab.web.forms import form_token

STORM_SECONDS = 5.0
# Nobody sends more than a ballot per second: the 64 that are in flight are those of a crowd.
VOTERS_EACH = 40


class Sender(Phone):
    """Sends the form of a ballot to a bare server, and reads its bare stream."""

    def __init__(self, place: Place, number: int) -> None:
        self.number, self.measured = number, Measured()
        self._path = self._version = ""
        self._requests, self._events = (Connection(place.host, place.port, number) for _ in range(2))
        self._watching: asyncio.Task[None] | None = None

    async def join(self) -> None:
        reader = await self._events.stream("/events", {})
        self._watching = asyncio.create_task(self._read(reader))

    async def parse(self) -> None:
        await self._vote_at("/parse", self.number, ("1", "2"), "")

    async def commit(self) -> None:
        await self._vote_at("/commit", self.number, ("1", "2"), "")

    async def storm_parse(self) -> None:
        await self._storm("/parse", None)

    async def storm_commit(self) -> None:
        await self._storm("/commit", None)

    async def _storm(self, path: str, lab: Lab | None) -> None:
        """One after the other, each by the next of its voters."""
        until, turn = time.monotonic() + STORM_SECONDS, 0
        while time.monotonic() < until:
            voter = self.number * VOTERS_EACH + turn % VOTERS_EACH
            first, second = (turn % len(lab.cards), (turn + 1) % len(lab.cards)) if lab else (1, 2)
            pair = (lab.cards[first], lab.cards[second]) if lab else (1, 2)
            cookie = f"; openlab-lab-{lab.code}={people.return_code(browser_of(voter), lab.code)}" if lab else ""
            await self._vote_at(path, voter, tuple(map(str, pair)), cookie)
            turn += 1

    async def _vote_at(self, path: str, voter: int, pair: tuple[str, ...], cookie: str) -> None:
        form = {"form_token": form_token(browser_of(voter)), "form_key": f"{voter}-ballot", "choice": pair}
        body = urllib.parse.urlencode(form, doseq=True).encode()
        headers = {"Cookie": f"openlab={browser_of(voter)}{cookie}", "Accept-Encoding": "gzip"}
        start = time.monotonic()
        answer = await self._requests.send("POST", path, headers, body)
        self.measured.acknowledged.append(time.monotonic() - start)
        self.measured.acknowledged_at.append(time.monotonic())
        self.measured.errors += answer.status != 303

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while chunk := await reader.read(1 << 16):
            self._events.received += len(chunk)


class Voter(Sender):
    """Sends ballots to a lab whose vote is open, without looking at its page."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__(place, number)
        self._voting_in = place.lab(number)

    async def storm_vote(self) -> None:
        await self._storm(f"/l/{self._voting_in.code}/ballot", self._voting_in)
