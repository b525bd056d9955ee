"""Trackers are called only where the operator allows it, and they are who they say."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from openlab.domain import Refused
from openlab.trackers.client import Client, authorities
from openlab.trackers.gate import Gate, is_public
from tests.trackers.certificates import Authority, new_authority
from tests.trackers.listening import Listening, listening, reply

GATE = Gate.of(
    "gitlab.com, redmine.example.org:8443", "http://redmine.intranet:3000, https://10.1.2.3/, http://[fd00::1]"
)
FINE = reply(200, {"fine": True})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://gitlab.com", "https://gitlab.com"),
        (" HTTPS://GitLab.com:443/ ", "https://gitlab.com"),
        ("gitlab.com", "https://gitlab.com"),
        ("https://redmine.example.org:8443/équipe/", "https://redmine.example.org:8443/%C3%A9quipe"),
        ("http://redmine.intranet:3000/redmine", "http://redmine.intranet:3000/redmine"),
        ("https://10.1.2.3", "https://10.1.2.3"),
        ("http://[fd00::1]:80/", "http://[fd00::1]"),
    ],
)
def test_an_address_that_the_operator_listed_is_kept(typed: str, kept: str) -> None:
    assert GATE.admit(typed) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "tracker_address_wrong"),
        ("https://", "tracker_address_wrong"),
        ("ftp://gitlab.com", "tracker_address_wrong"),
        ("file:///etc/passwd", "tracker_address_wrong"),
        ("https://me:secret@gitlab.com", "tracker_address_wrong"),
        ("https://gitlab.com\\@evil.example", "tracker_address_wrong"),
        ("https://gitlab.com\n.evil.example", "tracker_address_wrong"),
        ("https://gitlab.com?x=1", "tracker_address_wrong"),
        ("https://gitlab.com#x", "tracker_address_wrong"),
        ("https://gitlab.com:99999", "tracker_address_wrong"),
        ("https://git lab.com", "tracker_address_wrong"),
        ("https://gitlab.com/" + "a" * 500, "tracker_address_wrong"),
        ("https://gitlab.com.evil.example", "tracker_not_allowed"),
        ("https://evil.example/gitlab.com", "tracker_not_allowed"),
        ("https://gitlab.com:8443", "tracker_not_allowed"),
        ("https://gitlab.com.", "tracker_not_allowed"),
        ("https://redmine.example.org", "tracker_not_allowed"),
        ("https://redmine.intranet:3000", "tracker_not_allowed"),
        ("http://169.254.169.254/latest", "tracker_not_allowed"),
        ("http://0x7f.1/", "tracker_not_allowed"),
        ("http://gitlab.com", "tracker_needs_tls"),
        ("http://redmine.example.org:8443", "tracker_needs_tls"),
    ],
)
def test_any_other_address_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        GATE.admit(typed)
    assert (caught.value.code, caught.value.field) == (code, "address")


def test_nothing_is_allowed_as_long_as_nothing_is_listed() -> None:
    assert GATE.is_open
    assert not Gate.of("", " , ").is_open
    with pytest.raises(Refused, match="tracker_not_allowed"):
        Gate.of("", "").admit("https://gitlab.com")


@pytest.mark.parametrize(
    ("public", "private"), [("http://gitlab.com", ""), ("git lab", ""), ("", "redmine.intranet"), ("", "http://a/b")]
)
def test_a_list_that_cannot_be_read_is_an_error(public: str, private: str) -> None:
    with pytest.raises(ValueError, match="is not an address"):
        Gate.of(public, private)


@pytest.mark.parametrize(
    ("place", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::169.254.169.254", False),
        ("64:ff9b::93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
    ],
)
def test_a_private_network_is_known_in_every_form(place: str, public: bool) -> None:
    assert is_public(place) is public


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names lead to, instead of asking the network."""
    known: dict[str, list[str]] = {}

    def look_up(host: str, port: int | None, *_: Any, **__: Any) -> list[Any]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """One that the operator of this machine trusts."""
    made = new_authority()
    monkeypatch.setenv("SSL_CERT_FILE", str(made.write(tmp_path / "authority.pem")))
    authorities.cache_clear()
    yield made
    authorities.cache_clear()


def ask(address: str, gate: Gate) -> Any:
    async def asking() -> Any:
        async with Client(address, gate, {"X-Token": "secret"}) as spoken:
            return (await spoken.get("items.json")).data

    return asyncio.run(asking())


def refusal(address: str, gate: Gate) -> str:
    with pytest.raises(Refused) as caught:
        ask(address, gate)
    assert caught.value.field == "address"
    return caught.value.code


def test_a_private_address_is_refused_unless_it_is_listed_as_private() -> None:
    with listening() as tracker:
        place = f"127.0.0.1:{tracker.port}"
        assert refusal(f"https://{place}", Gate.of(place, "")) == "tracker_not_allowed"
        tracker.tells.append(FINE)
        assert ask(tracker.url(), Gate.of("", tracker.url())) == {"fine": True}


def test_a_name_that_leads_to_a_private_network_is_refused(names: dict[str, list[str]]) -> None:
    with listening() as tracker:
        names["tracker.example"] = ["93.184.216.34", "127.0.0.1"]
        url = tracker.url("tracker.example")
        allowed = Gate(public=frozenset({url}))
        assert refusal(url, allowed) == "tracker_not_allowed"
        assert tracker.heard == []


def test_a_name_is_looked_up_again_for_each_question(names: dict[str, list[str]]) -> None:
    """It may lead elsewhere since it was checked."""

    async def asking(url: str) -> None:
        async with Client(url, Gate(public=frozenset({url})), {}) as spoken:
            for _ in range(2):
                with pytest.raises(Refused, match="tracker_not_allowed"):
                    await spoken.get("items.json")

    with listening() as tracker:
        names["tracker.example"] = ["127.0.0.1"]
        asyncio.run(asking(tracker.url("tracker.example")))
        assert tracker.heard == []


def test_it_is_asked_by_its_name_at_the_address_that_was_checked(names: dict[str, list[str]]) -> None:
    with listening() as tracker:
        names["tracker.example"] = ["127.0.0.1"]
        tracker.tells.append(FINE)
        url = tracker.url("tracker.example")
        assert ask(url, Gate.of("", url)) == {"fine": True}
        assert tracker.heard[0].headers["host"] == f"tracker.example:{tracker.port}"


def test_a_name_in_other_letters_is_the_same_name(names: dict[str, list[str]]) -> None:
    with listening() as tracker:
        names["xn--exmple-cua.org"] = ["127.0.0.1"]
        tracker.tells.append(FINE)
        assert ask(tracker.url("exämple.org"), Gate.of("", tracker.url("EXÄMPLE.org"))) == {"fine": True}
        assert tracker.heard[0].headers["host"] == f"xn--exmple-cua.org:{tracker.port}"


def test_the_next_address_of_a_name_is_tried_when_one_is_shut(names: dict[str, list[str]]) -> None:
    with listening() as tracker:
        names["tracker.example"] = ["127.0.0.2", "127.0.0.1"]
        tracker.tells.append(FINE)
        url = tracker.url("tracker.example")
        assert ask(url, Gate.of("", url)) == {"fine": True}


@pytest.mark.parametrize("host", ["nowhere.example", "a" * 70 + ".example"])
def test_a_name_that_leads_nowhere_is_told(names: dict[str, list[str]], host: str) -> None:
    assert refusal(f"http://{host}", Gate.of("", f"http://{host}")) == "tracker_unreachable"


def test_only_what_was_admitted_is_called() -> None:
    async def sneak() -> None:
        await GATE.places(httpx.URL("https://evil.example/"))

    with pytest.raises(Refused, match="tracker_not_allowed"):
        asyncio.run(sneak())


def served_as(host: str, authority: Authority, folder: Path, then: Callable[[Listening], None]) -> None:
    with listening(authority.vouch_for(host, folder)) as tracker:
        then(tracker)


def test_over_tls_it_must_have_the_certificate_of_its_name(
    names: dict[str, list[str]], authority: Authority, tmp_path: Path
) -> None:
    names["tracker.example"] = names["other.example"] = ["127.0.0.1"]

    def ask_both(tracker: Listening) -> None:
        right, wrong = tracker.url("tracker.example"), tracker.url("other.example")
        tracker.tells.append(FINE)
        assert ask(right, Gate.of("", right)) == {"fine": True}
        assert refusal(wrong, Gate.of("", wrong)) == "tracker_certificate"
        assert len(tracker.heard) == 1

    served_as("tracker.example", authority, tmp_path, ask_both)


def test_a_certificate_that_nobody_vouches_for_is_refused(names: dict[str, list[str]], tmp_path: Path) -> None:
    names["tracker.example"] = ["127.0.0.1"]

    def ask_it(tracker: Listening) -> None:
        url = tracker.url("tracker.example")
        assert refusal(url, Gate.of("", url)) == "tracker_certificate"

    served_as("tracker.example", new_authority(), tmp_path, ask_it)


def test_a_tracker_that_does_not_speak_tls_is_unreachable_over_it(names: dict[str, list[str]]) -> None:
    names["tracker.example"] = ["127.0.0.1"]
    with listening() as tracker:
        url = tracker.url("tracker.example").replace("http:", "https:")
        tracker.tells.append(FINE)
        assert refusal(url, Gate.of("", url)) == "tracker_unreachable"
