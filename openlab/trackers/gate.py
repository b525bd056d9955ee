"""Which addresses trackers may be called at: the operator lists them, and nobody is led elsewhere."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from openlab.domain import Refused

ADDRESS_LIMIT = 500
LOOK_UP_SECONDS = 5.0
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*")
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


@dataclass(frozen=True)
class Gate:
    """`public`: origins on the internet, reached over TLS. `private`: origins on the operator's own network, where http
    and private addresses are in order. An origin is `https://host` or `https://host:port`."""

    public: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()

    @classmethod
    def of(cls, public: str, private: str) -> Gate:
        """From the two settings, comma separated: hosts, with a port or not; and whole origins, as http://host:3000.

        Raises ValueError for an entry that is no address.
        """
        hosts = (f"https://{host.removeprefix('https://')}" for host in _listed(public))
        return cls(frozenset(map(_origin_alone, hosts)), frozenset(map(_origin_alone, _listed(private))))

    @property
    def is_open(self) -> bool:
        return bool(self.public or self.private)

    def admit(self, typed: str) -> str:
        """An address as it is kept: allowed, and without what has no place in it. Without a scheme it is https.

        Raises `tracker_address_wrong`, `tracker_not_allowed`, `tracker_needs_tls`.
        """
        address = typed.strip() if "://" in typed else f"https://{typed.strip()}"
        try:
            url = _parsed(address)
        except ValueError:
            raise Refused("tracker_address_wrong", "address") from None
        if len(address) > ADDRESS_LIMIT or "?" in address or "#" in address:
            raise Refused("tracker_address_wrong", "address")
        origin = _origin_of(url)
        if origin in self.public | self.private:
            return f"{origin}{url.raw_path.decode().rstrip('/')}"
        if _origin_of(url.copy_with(scheme="https")) in self.public:
            raise Refused("tracker_needs_tls", "address")
        raise Refused("tracker_not_allowed", "address", host=url.netloc.decode())

    async def places(self, url: httpx.URL) -> list[str]:
        """The network addresses of an admitted one, looked up now: a name that leads to a private network is refused
        unless the operator listed it as private. Raises `tracker_not_allowed`, `tracker_unreachable`."""
        origin = _origin_of(url)
        if origin not in self.public | self.private:
            raise Refused("tracker_not_allowed", "address", host=url.host)
        places = await _looked_up(url)
        if origin not in self.private and not all(map(is_public, places)):
            raise Refused("tracker_not_allowed", "address", host=url.host)
        return places


class Gated(httpx.AsyncBaseTransport):
    """Connects to the very network addresses that were checked, so that a name cannot change its mind in between."""

    def __init__(self, gate: Gate, wire: httpx.AsyncBaseTransport) -> None:
        self._gate = gate
        self._wire = wire

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """To the first place that takes the connection. The host that is asked for and whose certificate is wanted
        stays the one of the address."""
        name = request.url.raw_host.decode()
        *others, last = await self._gate.places(request.url)
        for place in others:
            try:
                return await self._wire.handle_async_request(_sent_to(place, name, request))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return await self._wire.handle_async_request(_sent_to(last, name, request))

    async def aclose(self) -> None:
        await self._wire.aclose()


def is_public(place: str) -> bool:
    """Whether a network address is on the internet, and not a private one in another form."""
    address = ip_address(place)
    inside = _inside(address) if isinstance(address, IPv6Address) else None
    return is_public(str(inside)) if inside else address.is_global and not address.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if address in NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


async def _looked_up(url: httpx.URL) -> list[str]:
    looking = asyncio.get_running_loop().getaddrinfo(url.raw_host.decode(), url.port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.wait_for(looking, LOOK_UP_SECONDS)
    except TimeoutError as problem:
        raise Refused("tracker_slow", "address", host=url.host) from problem
    except (OSError, UnicodeError) as problem:
        raise Refused("tracker_unreachable", "address", host=url.host) from problem
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _sent_to(place: str, name: str, request: httpx.Request) -> httpx.Request:
    return httpx.Request(
        request.method,
        request.url.copy_with(host=place),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": name},
    )


def _listed(text: str) -> Iterable[str]:
    return (entry.strip() for entry in text.split(",") if entry.strip())


def _origin_of(address: str | httpx.URL) -> str:
    """Scheme, host and port, the usual port left out. Raises ValueError for what is no address."""
    url = _parsed(address)
    return f"{url.scheme}://{url.netloc.decode()}"


def _origin_alone(entry: str) -> str:
    if _parsed(entry).path != "/":
        raise ValueError(f"{entry!r} is not an address of a host alone")
    return _origin_of(entry)


def _parsed(address: str | httpx.URL) -> httpx.URL:
    """Read by what will call it, so that nobody reads it in another way. Raises ValueError for what is no address."""
    try:
        url = httpx.URL(str(httpx.URL(address)))  # the second time without the usual port, whatever the letters
    except httpx.InvalidURL as problem:
        raise ValueError(f"{address!r} is not an address") from problem
    usable = url.scheme in ("http", "https") and HOST.fullmatch(url.raw_host.decode()) and not url.userinfo
    if not usable or not 0 < (url.port or 1) <= 65535:
        raise ValueError(f"{address!r} is not an address")
    return url
