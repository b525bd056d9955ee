"""Slows down whoever tries too often; a room full of people behind one address does not feel it."""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network

from openlab.domain import Refused

MOST_KEPT = 50_000
MOST_CALLING = 5000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many attempts at once, and as many again every so many seconds."""

    attempts: int
    seconds: float


SIGN_IN_HERE = Rate(8, 300)
SIGN_IN_ACCOUNT = Rate(1000, 3600)
SIGN_IN_ADDRESS = Rate(600, 300)
OPENID_ADDRESS = Rate(100, 300)
WRONG_CODES = Rate(100, 60)
WRONG_RETURN_CODES = Rate(300, 60)
JOINING = Rate(300, 60)
WRITING = Rate(60, 60)
# Inviting tells who has an account: a team is invited at once, a list of addresses is not tried.
INVITING = Rate(30, 3600)


class Throttle:
    """A token bucket per key, in memory."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[Rate, tuple[Hashable, ...]], tuple[float, float]] = {}

    def take(self, rate: Rate, *key: Hashable) -> None:
        """Count one attempt. Raises `too_many` when there is none left, without counting it."""
        self.check(rate, *key)
        if len(self._buckets) >= MOST_KEPT:
            self._forget_the_quiet()
        self._buckets[rate, key] = (self._left(rate, key) - 1, time.monotonic())

    @contextmanager
    def counting_failures(self, *attempts: tuple[Rate, Hashable]) -> Iterator[None]:
        """For passwords: counted before they are known to be wrong, or a thousand sent at once would all be tried;
        given back when they are right. Raises `too_many`."""
        for rate, key in attempts:
            self.take(rate, key)
        yield
        for rate, key in attempts:
            self._buckets[rate, (key,)] = (self._left(rate, (key,)) + 1, time.monotonic())

    def check(self, rate: Rate, *key: Hashable) -> None:
        """Like `take`, without counting: only failures are counted where many succeed from one address."""
        left = self._left(rate, key)
        if left < 1:
            raise Refused("too_many", seconds=max(1, round((1 - left) * rate.seconds / rate.attempts)))

    def _left(self, rate: Rate, key: tuple[Hashable, ...]) -> float:
        left, at = self._buckets.get((rate, key), (float(rate.attempts), time.monotonic()))
        return min(rate.attempts, left + (time.monotonic() - at) * rate.attempts / rate.seconds)

    def _forget_the_quiet(self) -> None:
        """Those who have all their attempts again, else the older half: whoever is at it now stays counted."""
        busy = {place: bucket for place, bucket in self._buckets.items() if self._left(*place) < place[0].attempts}
        newest = sorted(busy.items(), key=lambda item: item[1][1])[-MOST_KEPT // 2 :]
        self._buckets = dict(newest)


@lru_cache(MOST_CALLING)
def neighbourhood(host: str) -> str:
    """What counts as one address: in IPv6, whoever has one has the 2^64 others of their network."""
    try:
        known = ip_address(host.split("%", maxsplit=1)[0])
    except ValueError:
        return host
    plain = known if isinstance(known, IPv4Address) else known.ipv4_mapped
    return str(plain or ip_network((known, 64), strict=False))
