"""How every tracker is spoken to: no redirect followed, patiently, a creation sent once, errors in our words."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from math import ceil
from types import TracebackType
from typing import Any, Self

import httpx

from openlab.domain import Refused
from openlab.trackers import InDoubt
from openlab.trackers.gate import Gate, Gated

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 20.0  # without a byte
WHOLE_SECONDS = 60.0  # for all of an answer
PAUSE = 1.0  # when a tracker says none
LONGEST_PAUSE = 60.0
LONGEST_SAID = 24 * 3600.0
ATTEMPTS = 3
LARGEST_ANSWER = 10_000_000
WORDS_LIMIT = 300

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
CODES = {403: "tracker_forbidden", 404: "tracker_not_there", 410: "tracker_not_there"}
WORDS_UNDER = ("errors", "errorMessages", "message", "error", "error_description", "detail")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tracker answered: `data` is its JSON, None when there was none to read."""

    status: int
    data: Any
    headers: httpx.Headers


class Client:
    """One tracker's address, spoken to with the headers that hold its token. `async with` closes it."""

    def __init__(self, address: str, gate: Gate, headers: Mapping[str, str]) -> None:
        """Raises what the gate raises, and `tracker_token_wrong` for what no header can hold: httpx would show it."""
        if not all(value.isascii() and value.isprintable() for value in headers.values()):
            raise Refused("tracker_token_wrong", "token")
        self._http = httpx.AsyncClient(
            base_url=f"{gate.admit(address)}/",
            headers={"Accept": "application/json", "User-Agent": "openlab", **headers},
            timeout=httpx.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
            transport=Gated(gate, httpx.AsyncHTTPTransport(verify=authorities(), trust_env=False)),
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
        except (httpx.HTTPError, _TooLarge) as problem:
            raise InDoubt from problem
        if answer.status >= 500:
            raise InDoubt
        return answer

    async def _patiently(self, method: str, path: str, **sent: Any) -> Answer:
        """Asked again when it is busy, stumbles or hangs up; not when it keeps us waiting, which was long enough."""
        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS
            try:
                answer = await self._send(method, path, **sent)
            except (*NOT_SENT, httpx.TimeoutException) as problem:
                raise _unreachable(problem, self._http.base_url.host) from problem
            except (httpx.DecodingError, _TooLarge) as problem:
                raise Refused("tracker_odd") from problem
            except httpx.HTTPError as problem:
                if last:
                    raise _unreachable(problem, self._http.base_url.host) from problem
                continue
            if last or not (is_busy(answer) or answer.status >= 500):
                return answer
            await asyncio.sleep(pause_asked(answer))
        raise AssertionError

    async def _send(self, method: str, path: str, **sent: Any) -> Answer:
        """Any answer, whose body is read for a while and up to a size."""
        body = bytearray()
        try:
            async with asyncio.timeout(WHOLE_SECONDS), self._http.stream(method, path.lstrip("/"), **sent) as response:
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > LARGEST_ANSWER:
                        raise _TooLarge
        except TimeoutError as problem:
            raise httpx.ReadTimeout("an answer without an end") from problem
        return Answer(response.status_code, _read(bytes(body)), response.headers)


class _TooLarge(Exception):
    """An answer that is larger than any that we ask for."""


@cache
def authorities() -> ssl.SSLContext:
    """Who vouches for trackers: the usual authorities, and those that the operator added to this machine's, or named in
    SSL_CERT_FILE."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def is_busy(answer: Answer) -> bool:
    """Too many requests, which GitHub may also say with a 403."""
    exhausted = answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    return answer.status == 429 or (answer.status == 403 and exhausted)


def pause_asked(answer: Answer) -> float:
    """The seconds that a tracker asks for. Raises `tracker_busy` when they are too many to wait here."""
    seconds = _seconds(answer.headers.get("retry-after", ""), answer.headers.get("x-ratelimit-reset", ""))
    if seconds > LONGEST_PAUSE:
        raise Refused("tracker_busy", minutes=ceil(min(seconds, LONGEST_SAID) / 60))
    return seconds


def _seconds(retry_after: str, reset: str) -> float:
    """`Retry-After` is in seconds or a date (RFC 9110); `X-RateLimit-Reset`, as at GitHub, a moment in Unix time."""
    now = datetime.now(UTC)
    if retry_after.isdecimal():
        return float(retry_after)
    if retry_after:
        try:
            moment = parsedate_to_datetime(retry_after)
        except ValueError:
            return PAUSE
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    return max(0.0, float(reset) - now.timestamp()) if reset.isdecimal() else PAUSE


def checked(answer: Answer) -> Answer:
    """The answer, when it is one. Raises the refusal that it stands for, with the tracker's own words."""
    status = answer.status
    if 300 <= status < 400:
        raise Refused("tracker_moved", "address")
    if is_busy(answer):
        raise Refused("tracker_busy", minutes=1)
    if status == 401:
        raise Refused("tracker_token_wrong", "token")
    if status >= 500:
        raise Refused("tracker_failing", status=status)
    if status >= 400:
        raise Refused(CODES.get(status, "tracker_refused"), words=words_of(answer.data) or f"HTTP {status}")
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
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(problem)):
        return Refused("tracker_certificate", "address", host=host)
    return Refused("tracker_unreachable", "address", host=host)


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem:
        yield problem
        problem = problem.__cause__ or problem.__context__
