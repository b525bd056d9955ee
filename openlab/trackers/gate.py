"""Which addresses trackers may be called at: the operator lists them, and nobody is led elsewhere."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import httpx

from openlab.domain import Refused

ADDRESS_LIMIT = 500


@dataclass(frozen=True)
class Gate:
    """`public`: origins on the internet, reached over TLS. `private`: origins on the operator's own network, where http
    and private addresses are in order. An origin is `https://host` or `https://host:port`."""

    public: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, public: str, private: str) -> Gate:
        """From the two settings, comma separated: hosts, with a port or not; and whole origins, as http://host:3000."""
        hosts = (f"https://{host}" for host in _listed(public))
        return cls(frozenset(map(_origin_of, hosts)), frozenset(map(_origin_of, _listed(private))))

    @property
    def is_open(self) -> bool:
        return bool(self.public or self.private)

    def admit(self, typed: str) -> str:
        """An address as it is kept: allowed, and without what has no place in it.

        Raises `tracker_address_wrong`, `tracker_not_allowed`, `tracker_needs_tls`.
        """
        address = typed.strip().rstrip("/")
        parts = _parts(address)
        if len(address) > ADDRESS_LIMIT or parts is None or parts.query or parts.fragment or "@" in parts.netloc:
            raise Refused("tracker_address_wrong", "address")
        origin = _origin_of(address)
        if origin in self.public | self.private:
            return f"{origin}{parts.path}"
        if _origin_of(f"https://{parts.netloc}") in self.public:
            raise Refused("tracker_needs_tls", "address")
        raise Refused("tracker_not_allowed", "address", host=parts.netloc)

    async def places(self, url: httpx.URL) -> list[str]:
        """The network addresses of an admitted one, looked up now: a name that leads to a private network is refused
        unless the operator listed it as private. Raises `tracker_not_allowed`, `tracker_unreachable`."""
        origin = _origin_of(str(url))
        if origin not in self.public | self.private:
            raise Refused("tracker_not_allowed", "address", host=url.host)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.host, url.port, type=socket.SOCK_STREAM)
        except OSError as problem:
            raise Refused("tracker_unreachable", "address", host=url.host) from problem
        places = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if origin not in self.private and not all(ip_address(place).is_global for place in places):
            raise Refused("tracker_not_allowed", "address", host=url.host)
        return places


class Gated(httpx.AsyncBaseTransport):
    """Connects to the very network address that was checked, so that a name cannot change its mind in between."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wire = httpx.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        place = (await self._gate.places(request.url))[0]
        request.extensions = {**request.extensions, "sni_hostname": request.url.host}
        request.url = request.url.copy_with(host=place)
        return await self._wire.handle_async_request(request)

    async def aclose(self) -> None:
        await self._wire.aclose()


def _listed(text: str) -> Iterable[str]:
    return (entry.strip() for entry in text.split(",") if entry.strip())


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        return None
    return parts if usable else None


def _origin_of(address: str) -> str:
    """Scheme, host and port, the usual port left out. Raises ValueError for what is no address."""
    parts = _parts(address)
    if parts is None:
        raise ValueError(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in (None, usual) else "")
