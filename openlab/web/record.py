"""One line in the log per request, and what the metrics count: which page, how it went, how long it took.

Never who: no address, no name, no code, nothing typed. A request is told by a random number, which error pages show.
"""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from litestar import Litestar, Request
from litestar.types import Message, Receive, Scope, Send

log = logging.getLogger("openlab.requests")

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Upper bounds in seconds, as Prometheus takes them.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass
class Counts:
    """How many requests of each kind were answered, and in how much time. Streams are counted, not timed."""

    requests: dict[tuple[str, str, int], int] = field(default_factory=dict)
    within: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))
    seconds: float = 0.0
    timed: int = 0

    def add(self, kind: tuple[str, str, int], seconds: float | None) -> None:
        self.requests[kind] = self.requests.get(kind, 0) + 1
        if seconds is None:
            return
        self.seconds += seconds
        self.timed += 1
        for place, bound in enumerate(BUCKETS):
            self.within[place] += seconds <= bound


class Application(Litestar):
    """The application, with a number for each request and a note of how it went."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await self._noted(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def _noted(self, scope: Scope, receive: Receive, send: Send) -> None:
        answered = {"status": 0, "is_stream": False}
        scope.setdefault("state", {})["request_number"] = secrets.token_hex(4)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                answered["is_stream"] = (b"content-type", b"text/event-stream") in (
                    (name, value.split(b";")[0]) for name, value in message["headers"]
                )
            await send(message)

        began = time.perf_counter()
        try:
            await super().__call__(scope, receive, sending)
        finally:
            self._note(scope, answered["status"], time.perf_counter() - began, is_stream=bool(answered["is_stream"]))

    def _note(self, scope: Any, status: int, seconds: float, *, is_stream: bool) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = scope.get("path_template") or "unknown"
        self.state.site.counts.add((method, route, status), None if is_stream else seconds)
        facts = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={"facts": {"request": scope["state"]["request_number"], **facts}})


def number_of(request: Request[Any, Any, Any]) -> str:
    """The number of a request, as its line in the log has it."""
    return str(request.scope["state"]["request_number"])
