"""How every tracker is spoken to: no redirect followed, patiently, a creation sent once, errors in our words."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx

from openlab.domain import Refused
from openlab.trackers import InDoubt
from openlab.trackers.gate import Gate, Gated

ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 5.0
LONGEST_PAUSE = 60.0
ATTEMPTS = 3
LARGEST_ANSWER = 10_000_000
WORDS_LIMIT = 300

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
WORDS_UNDER = ("errors", "errorMessages", "message", "error", "error_description", "detail")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tracker answered: `data` is its JSON, None when there was none to read."""

    status: int
    data: Any
    headers: httpx.Headers


class Client:
    """One tracker's address, spoken to with one token. `async with` closes it."""

    def __init__(
        self, address: str, gate: Gate, headers: Mapping[str, str], auth: tuple[str, str] | None = None
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{gate.admit(address)}/",
            headers={"Accept": "application/json", "User-Agent": "openlab", **headers},
            auth=auth,
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            transport=Gated(gate),
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Answer:
        """Ask. Asking again does no harm: a tracker that is busy or stumbles is asked up to three times.

        Raises the `tracker_…` refusals.
        """
        return checked(await self._patiently("GET", path, params=params))

    async def change(self, method: str, path: str, body: Any) -> Answer:
        """PUT or PATCH: the same change twice is the same state, so that it may be repeated."""
        return checked(await self._patiently(method, path, json=body))

    async def rehearse(self, path: str, body: Any) -> tuple[str, ...]:
        """POST what the tracker cannot accept, so that nothing is created: it may be repeated. The tracker's words of
        refusal (422), each by itself; other refusals are raised."""
        answer = await self._patiently("POST", path, json=body)
        if answer.status == 422:
            return tuple(_words(answer.data))
        checked(answer)
        raise Refused("tracker_odd")

    async def create(self, path: str, body: Any) -> Answer:
        """POST, sent once. Raises the refusals when nothing was created, `InDoubt` when nobody can tell."""
        answer = await self._create(path, body)
        for _ in range(ATTEMPTS - 1):
            if not is_busy(answer):  # when it is, nothing was created
                break
            await asyncio.sleep(pause_asked(answer))
            answer = await self._create(path, body)
        accepted = checked(answer)
        if not isinstance(accepted.data, dict):
            raise InDoubt
        return accepted

    async def _create(self, path: str, body: Any) -> Answer:
        try:
            answer = await self._send("POST", path, json=body)
        except NOT_SENT as problem:
            raise _unreachable(problem, self._http.base_url.host) from problem
        except httpx.HTTPError as problem:
            raise InDoubt from problem
        if answer.status >= 500:
            raise InDoubt
        return answer

    async def _patiently(self, method: str, path: str, **sent: Any) -> Answer:
        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS
            try:
                answer = await self._send(method, path, **sent)
            except httpx.HTTPError as problem:
                if last or isinstance(problem, NOT_SENT):
                    raise _unreachable(problem, self._http.base_url.host) from problem
                continue
            if last or not (is_busy(answer) or answer.status >= 500):
                return answer
            await asyncio.sleep(pause_asked(answer))
        raise AssertionError

    async def _send(self, method: str, path: str, **sent: Any) -> Answer:
        """Any answer, its body read up to a limit."""
        async with self._http.stream(method, path.lstrip("/"), **sent) as response:
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise Refused("tracker_odd")
        whole = httpx.Response(response.status_code, headers={"Content-Type": "application/json"}, content=bytes(body))
        try:
            data = whole.json() if body else None
        except ValueError:
            data = None
        return Answer(response.status_code, data, response.headers)


def is_busy(answer: Answer) -> bool:
    """Too many requests, which GitHub may also say with a 403."""
    exhausted = answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    return answer.status == 429 or (answer.status == 403 and exhausted)


def pause_asked(answer: Answer) -> float:
    """The seconds that a tracker asks for. Raises `tracker_busy` when they are too many to wait here."""
    seconds = _seconds(answer.headers.get("retry-after", ""), answer.headers.get("x-ratelimit-reset", ""))
    if seconds > LONGEST_PAUSE:
        raise Refused("tracker_busy", minutes=round(seconds / 60) or 1)
    return seconds


def _seconds(retry_after: str, reset: str) -> float:
    """`Retry-After` is in seconds or a date (RFC 9110); `X-RateLimit-Reset`, as at GitHub, a moment in Unix time."""
    now = datetime.now(UTC)
    if retry_after.isdecimal():
        return float(retry_after)
    if retry_after:
        try:
            return max(0.0, (parsedate_to_datetime(retry_after) - now).total_seconds())
        except ValueError:
            return 1.0
    return max(0.0, float(reset) - now.timestamp()) if reset.isdecimal() else 1.0


def checked(answer: Answer) -> Answer:
    """The answer, when it is one. Raises the refusal that it stands for, with the tracker's own words."""
    status = answer.status
    if 300 <= status < 400:
        raise Refused("tracker_moved", "address")
    if is_busy(answer):
        raise Refused("tracker_busy", minutes=1)
    if status == 401:
        raise Refused("tracker_token_wrong", "token")
    if status == 403:
        raise Refused("tracker_forbidden", words=words_of(answer.data))
    if status in (404, 410):
        raise Refused("tracker_not_there", words=words_of(answer.data))
    if status >= 500:
        raise Refused("tracker_failing", status=status)
    if status >= 400:
        raise Refused("tracker_refused", words=words_of(answer.data))
    return answer


def words_of(data: object) -> str:
    """What a tracker says is wrong, in its own words, at most 300 characters."""
    return " · ".join(dict.fromkeys(_words(data)))[:WORDS_LIMIT]


def _words(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _words(one)
    elif isinstance(data, dict) and isinstance(several := data.get("_embedded"), dict) and several.get("errors"):
        yield from _words(several["errors"])  # so OpenProject tells each of several problems
    elif isinstance(data, dict):
        named = [data[key] for key in WORDS_UNDER if data.get(key)]
        for field, one in data.items() if not named else ():
            yield from (f"{field}: {words}" for words in _words(one))
        for one in named:
            yield from _words(one)


def _unreachable(problem: httpx.HTTPError, host: str) -> Refused:
    if isinstance(problem, httpx.TimeoutException):
        return Refused("tracker_slow", "address", host=host)
    if isinstance(problem.__cause__, ssl.SSLError) or "CERTIFICATE" in str(problem):
        return Refused("tracker_certificate", "address", host=host)
    return Refused("tracker_unreachable", "address", host=host)
