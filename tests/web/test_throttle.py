"""What an attacker feels of the throttle, and a room does not."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest

from openlab.db.engine import Database
from openlab.domain import Refused, people
from openlab.domain.phases import Phase
from openlab.settings import Settings
from openlab.web.forms import form_token
from openlab.web.throttle import (
    MOST_KEPT,
    SIGN_IN_ACCOUNT,
    SIGN_IN_ADDRESS,
    WRONG_CODES,
    WRONG_RETURN_CODES,
    Rate,
    Throttle,
    neighbourhood,
)
from tests.build import PASSWORD, a_lab, an_account, room
from tests.serving import Served, serving
from tests.web.test_races import at_once

GUESSES = 10_000
EMAIL = "camille@example.org"


@pytest.fixture
def one_server(sqlite_url: str) -> Iterator[Served]:
    with serving(Settings(database_url=sqlite_url)) as served:
        yield served


def made_up(length: int) -> str:
    return "".join(secrets.choice(people.CODE_ALPHABET) for _ in range(length))


async def guess(url: str, paths: list[str]) -> Counter[int]:
    """All of them on a hundred connections at once, none waiting for an answer; gives the statuses."""
    host, port = url.removeprefix("http://").split(":")

    async def volley(shots: list[str]) -> list[bytes]:
        reader, writer = await asyncio.open_connection(host, port)
        asked = [f"GET {path} HTTP/1.1\r\nHost: {host}\r\n" for path in shots]
        writer.write(("\r\n".join(asked) + "Connection: close\r\n\r\n").encode())
        answers = await reader.read()
        writer.close()
        return re.findall(rb"HTTP/1\.1 (\d+)", answers)

    volleys = await asyncio.gather(*(volley(paths[start::100]) for start in range(min(100, len(paths)))))
    return Counter(int(status) for statuses in volleys for status in statuses)


def from_elsewhere(url: str) -> httpx.Client:
    """A browser at another address."""
    return httpx.Client(base_url=url, transport=httpx.HTTPTransport(local_address="127.0.0.2"), timeout=30)


def test_two_hundred_phones_behind_one_address_are_in_within_a_minute(served: Served, database: Database) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=0, cards=0)

    def phone(number: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        fields = {"form_token": form_token(f"b{number}"), "name": f"N{number}", "persona": str(built.personas[0])}
        headers = {"Cookie": f"openlab=b{number}"}

        async def come_in(client: httpx.AsyncClient) -> httpx.Response:
            if number % 10 == 0:  # one in ten mistypes first
                await client.get(f"/l/{made_up(6)}", headers=headers)
            assert (await client.get(f"/l/{built.code}", headers=headers)).status_code == 200
            return await client.post(f"/l/{built.code}/join", data=fields, headers=headers)

        return come_in

    began = time.monotonic()
    assert asyncio.run(at_once(served.url, [phone(number) for number in range(200)])) == [303] * 200
    assert time.monotonic() - began < 60
    assert room(database, built).people == 200


@pytest.mark.parametrize(
    ("rate", "path", "length"),
    [(WRONG_CODES, "/l/{}", 6), (WRONG_RETURN_CODES, "/r/{}", 12), (WRONG_RETURN_CODES, "/?code={}", 12)],
    ids=["lab codes", "return codes", "at the front door"],
)
def test_ten_thousand_guesses_get_nowhere(one_server: Served, rate: Rate, path: str, length: int) -> None:
    database = one_server.site.database
    built = a_lab(database, Phase.COLLECT)
    began = time.monotonic()
    seen = asyncio.run(guess(one_server.url, [path.format(made_up(length)) for _ in range(GUESSES)]))
    tried = rate.attempts + (time.monotonic() - began) * rate.attempts / rate.seconds
    assert seen.keys() <= {404, 429}
    assert seen[404] <= tried + 1, "guesses that are sent at once are not all tried"
    assert sum(seen.values()) == GUESSES
    with from_elsewhere(one_server.url) as phone:
        assert phone.get(f"/r/{built.return_codes[0]}").status_code == 303, "others do not feel it"
        assert phone.get(f"/l/{built.code}").status_code == 200


def test_a_room_whose_address_is_used_for_guessing_stays_in_its_lab(one_server: Served) -> None:
    built = a_lab(one_server.site.database, Phase.COLLECT)
    with httpx.Client(base_url=one_server.url) as phone:
        assert phone.get(f"/l/{built.code}").status_code == 200
        seen = asyncio.run(guess(one_server.url, [f"/l/{made_up(6)}" for _ in range(300)]))
        assert seen[429] > 100
        assert phone.get(f"/l/{built.code}").status_code == 200


def sign_in(client: httpx.Client, email: str, password: str) -> int:
    fields = {"form_token": form_token("b"), "email": email, "password": password}
    return client.post("/sign-in", data=fields, headers={"Cookie": "openlab=b"}).status_code


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_passwords_tried_all_at_once_are_not_all_tried(one_server: Served) -> None:
    with one_server.site.database.writing() as session:
        an_account(session, EMAIL)

    def attempt(number: int) -> Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]:
        fields = {"form_token": form_token("b"), "email": EMAIL, "password": f"a wrong password {number}"}
        return lambda client: client.post("/sign-in", data=fields, headers={"Cookie": "openlab=b"})

    statuses = Counter(asyncio.run(at_once(one_server.url, [attempt(number) for number in range(60)])))
    assert statuses == {422: 8, 429: 52}
    with from_elsewhere(one_server.url) as camille:
        assert sign_in(camille, EMAIL, PASSWORD) == 303, "its owner, elsewhere, is not locked out"


def test_signing_in_rightly_costs_nothing(one_server: Served) -> None:
    with one_server.site.database.writing() as session:
        an_account(session, EMAIL)
    with httpx.Client(base_url=one_server.url) as camille:
        assert [sign_in(camille, EMAIL, PASSWORD) for _ in range(10)] == [303] * 10


@pytest.mark.parametrize("everywhere", [True, False], ids=["one account", "one address"])
def test_one_account_and_one_address_have_limits_of_their_own(one_server: Served, everywhere: bool) -> None:
    with one_server.site.database.writing() as session:
        an_account(session, EMAIL)
    rate, key = (SIGN_IN_ACCOUNT, people.fingerprint(EMAIL)) if everywhere else (SIGN_IN_ADDRESS, "127.0.0.1")
    for _ in range(rate.attempts):
        one_server.site.throttle.take(rate, key)
    with httpx.Client(base_url=one_server.url) as here, from_elsewhere(one_server.url) as elsewhere:
        assert sign_in(here, EMAIL, PASSWORD) == 429
        assert sign_in(elsewhere, EMAIL, PASSWORD) == (429 if everywhere else 303)


def test_the_throttle_forgets_the_quiet_and_never_who_is_at_it() -> None:
    throttle, rate = Throttle(), Rate(2, 3600)
    for key in range(MOST_KEPT + 1000):
        throttle.take(rate, key)
    for _ in range(2):
        throttle.take(rate, "guesser")
    with pytest.raises(Refused) as refused:
        throttle.take(rate, "guesser")
    assert refused.value.code == "too_many"
    assert len(throttle._buckets) <= MOST_KEPT


@pytest.mark.parametrize(
    ("host", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a name", "a name"),
    ],
)
def test_an_ipv6_network_is_one_address(host: str, counted_as: str) -> None:
    assert neighbourhood(host) == counted_as


@pytest.mark.parametrize("trusted", ["", "127.0.0.1"])
def test_only_a_proxy_that_is_trusted_says_where_people_come_from(sqlite_url: str, trusted: str) -> None:
    with serving(Settings(database_url=sqlite_url, trusted_proxies=trusted)) as served:
        for _ in range(SIGN_IN_ADDRESS.attempts):
            served.site.throttle.take(SIGN_IN_ADDRESS, "127.0.0.1")
        with httpx.Client(base_url=served.url, headers={"X-Forwarded-For": "203.0.113.9"}) as client:
            assert sign_in(client, EMAIL, PASSWORD) == (422 if trusted else 429)
