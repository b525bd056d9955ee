"""A phone without a screen: a page and its event stream, as openlab.js holds them together."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from openlab.live import Audience
from tests.build import Built
from tests.serving import Served, Visitor
from tests.waiting import until

CARD = re.compile(r'(?=<li class="card" id="card-(\d+)">)')
VERSION = re.compile(r'data-version="([^"]+)"')
PARTS = re.compile(r"<title>.*?</title>|<header .*?</header>|<main .*?</main>", re.DOTALL)


@dataclass
class Phone:
    """It never asks again by itself."""

    visitor: Visitor
    address: str
    version: str = ""
    cards: dict[int, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    count: int = 0
    told: str = ""

    def ask(self) -> Phone:
        page = self.visitor.get(self.address).text
        self.version, self.cards, self.parts = VERSION.findall(page)[0], listed(page), parts(page)
        return self

    def hear(self, event: str, data: list[str]) -> None:
        self.told = data[0]
        if event == "cards":
            patch = json.loads(data[1])
            self.told = patch["version"]
            if self.version in data[0].split():
                self.put(patch)
        if event == "page":
            page = json.loads(data[1])
            self.told = page["version"]
            if self.version in data[0].split():
                self.version, self.parts = VERSION.findall(page["html"])[0], parts(page["html"])

    def put(self, patch: dict[str, Any]) -> None:
        for number in patch["gone"]:
            self.cards.pop(number, None)
        self.cards |= dict(patch["cards"])
        self.cards = dict(sorted(self.cards.items(), reverse=True))
        self.version, self.count = patch["version"], patch["count"]


def parts(page: str) -> list[str]:
    """What a page of the stream brings: title, header and content."""
    return [part.strip() for part in PARTS.findall(page)]


def listed(page: str) -> dict[int, str]:
    everyones = page.partition('<ul class="cards" id="cards">')[2].partition("</section>")[0].rstrip()
    found = CARD.split(everyones.removesuffix("</ul>"))[1:]
    return {int(card): html.strip() for card, html in zip(found[::2], found[1::2], strict=True)}


@asynccontextmanager
async def listening(url: str, visitor: Visitor, path: str) -> AsyncIterator[AsyncIterator[tuple[str, list[str]]]]:
    """One (event, lines of data) after the other."""
    headers = {"Accept-Language": visitor.headers["accept-language"]}
    cookies = dict(visitor.cookies)
    async with (
        httpx.AsyncClient(base_url=url, timeout=30, headers=headers, cookies=cookies) as client,
        client.stream("GET", path) as answer,
    ):

        async def events() -> AsyncIterator[tuple[str, list[str]]]:
            event, data = "", list[str]()
            async for line in answer.aiter_lines():
                if line.startswith("event: "):
                    event, data = line.removeprefix("event: "), []
                elif line.startswith("data: "):
                    data.append(line.removeprefix("data: "))
                elif not line and data:
                    yield event, data
                    data = []

        yield events()


def after(served: Served, phone: Phone, built: Built, act: Callable[[], object]) -> list[tuple[str, list[str]]]:
    """The events that this phone hears from now until it was told all that the act has changed."""
    lane = served.site.live.lane(built.lab, Audience.PARTICIPANTS)

    async def listen() -> list[tuple[str, list[str]]]:
        heard = []
        async with asyncio.timeout(30), listening(served.url, phone.visitor, f"{phone.address}/events") as events:
            phone.hear(*await anext(events))
            await asyncio.to_thread(act)
            await asyncio.to_thread(served.wait_until_heard)
            while phone.told != lane.latest:
                heard.append(await anext(events))
                phone.hear(*heard[-1])
        return heard

    return asyncio.run(listen())


def phone_of(served: Served, visitor: Visitor, built: Built) -> Phone:
    """It has its page, and all that happened before has been told."""
    lane = served.site.live.lane(built.lab, Audience.PARTICIPANTS)
    served.wait_until_heard()
    until(lambda: lane.news_since(lane.latest).version == lane.latest)
    return Phone(visitor, f"/l/{built.code}").ask()
