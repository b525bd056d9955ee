"""Asking the provider's host: besides the client of trackers, all that sends anything to another machine.

It asks the host that the operator named and no other, follows no redirect, and waits five seconds.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from openlab.openid.tokens import Doubt

PATIENCE_SECONDS = 5.0
LONGEST_ANSWER = 256 * 1024


class Silence(Exception):
    """The provider did not answer, or said that it cannot now."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the kind of content, the content."""

    status: int
    kind: str
    body: bytes

    @property
    def fields(self) -> dict[str, Any]:
        """Raises Doubt when it is no JSON object."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError) as problem:
            raise Doubt("json") from problem
        if not isinstance(found, dict):
            raise Doubt("json")
        return found

    def expected(self, what: str) -> Answer:
        """This answer, when it is what was asked for. Raises Doubt."""
        if self.status != 200:
            raise Doubt(f"{what} {self.status}")
        return self


class Host:
    """The host of an issuer."""

    def __init__(self, issuer: str) -> None:
        self._origin = urlsplit(issuer)[:2]
        self._client = httpx.AsyncClient(timeout=PATIENCE_SECONDS, follow_redirects=False)

    async def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Raises Silence, Doubt."""
        return await self._ask("GET", address, headers=headers)

    async def post(self, address: str, fields: Mapping[str, str], who: tuple[str, str] | None = None) -> Answer:
        """Send a form; `who` is a name and a secret for HTTP's basic authentication. Raises Silence, Doubt."""
        return await self._ask("POST", address, data=fields, auth=who)

    async def close(self) -> None:
        await self._client.aclose()

    async def _ask(self, method: str, address: str, **more: Any) -> Answer:
        if urlsplit(address)[:2] != self._origin:
            raise Doubt("address")
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._client.stream(method, address, **more) as response:
                body = await _read(response)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as problem:
            raise Silence from problem
        if response.status_code >= 500 or response.status_code == 429:
            raise Silence
        return Answer(response.status_code, response.headers.get("content-type", "").partition(";")[0].strip(), body)


async def _read(response: httpx.Response) -> bytes:
    body = b""
    async for part in response.aiter_bytes():
        body += part
        if len(body) > LONGEST_ANSWER:
            raise Doubt("length")
    return body
