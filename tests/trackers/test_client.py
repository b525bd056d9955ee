"""How trackers are spoken to, whatever they answer."""

from __future__ import annotations

import asyncio
import gzip
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, TypeVar

import httpx
import pytest

from openlab.domain import Refused
from openlab.trackers import InDoubt, client
from openlab.trackers.client import Answer, Client
from openlab.trackers.gate import Gate
from tests.trackers.listening import Listening, hang_up, listening, never_end, reply, stay_silent

TOKEN = "a-token-that-nobody-may-see"
T = TypeVar("T")
FINE = reply(200, {"fine": True})


@pytest.fixture
def tracker() -> Iterator[Listening]:
    with listening() as here:
        yield here


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, if waiting took any time."""
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", wait)
    return waited


def talk(tracker: Listening, said: Callable[[Client], Awaitable[T]], path: str = "", token: str = TOKEN) -> T:
    async def speak() -> T:
        address = f"{tracker.url()}{path}"
        async with Client(address, Gate.of("", tracker.url()), {"X-Token": token}) as spoken:
            return await said(spoken)

    return asyncio.run(speak())


def refused(tracker: Listening, said: Callable[[Client], Awaitable[Any]], **more: str) -> Refused:
    with pytest.raises(Refused) as caught:
        talk(tracker, said, **more)
    return caught.value


def get(spoken: Client) -> Awaitable[Answer]:
    return spoken.get("items.json")


def post(spoken: Client) -> Awaitable[Answer]:
    return spoken.create("items.json", {"title": "Été"})


def put(spoken: Client) -> Awaitable[Answer]:
    return spoken.change("PUT", "items/1.json", {"title": "Été"})


def test_it_is_asked_below_its_address_with_its_token(tracker: Listening) -> None:
    tracker.tells.append(FINE)
    answer = talk(tracker, lambda spoken: spoken.get("items.json", {"q": "é&"}), "/redmine/")
    assert answer.data == {"fine": True}
    (heard,) = tracker.heard
    assert heard.first_line == "GET /redmine/items.json?q=%C3%A9%26 HTTP/1.1"
    assert heard.headers["x-token"] == TOKEN
    assert heard.headers["host"] == f"127.0.0.1:{tracker.port}"


def test_no_redirect_is_followed(tracker: Listening) -> None:
    for status, said in ((301, get), (302, put), (307, post), (308, get)):
        tracker.tells.append(reply(status, Location=tracker.url()))
        assert refused(tracker, said).code == "tracker_moved"
    assert len(tracker.heard) == 4


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (401, "tracker_token_wrong", None),
        (403, "tracker_forbidden", "Pas le droit"),
        (404, "tracker_not_there", "Pas le droit"),
        (410, "tracker_not_there", "Pas le droit"),
        (422, "tracker_refused", "Pas le droit"),
        (400, "tracker_refused", "Pas le droit"),
    ],
)
@pytest.mark.parametrize("said", [get, post, put])
def test_a_refusal_is_told_in_its_own_words(
    tracker: Listening, said: Any, status: int, code: str, words: str | None
) -> None:
    tracker.tells.append(reply(status, {"errors": ["Pas le droit"]}))
    problem = refused(tracker, said)
    assert problem.code == code
    assert problem.values.get("words") == words
    assert len(tracker.heard) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"errors": ["Un", "Deux", "Un"]}, "Un · Deux"),
        ({"message": {"title": ["is too long"]}}, "title: is too long"),
        ({"message": "Validation Failed", "errors": [{"message": "no label"}]}, "no label · Validation Failed"),
        ({"errorMessages": ["No project"], "errors": {}}, "No project"),
        ({"error": "a" * 999}, "a" * 300),
        ([{"id": 1}], "HTTP 422"),
        (None, "HTTP 422"),
    ],
)
def test_the_words_of_a_refusal_are_found_wherever_they_are(tracker: Listening, data: Any, words: str) -> None:
    tracker.tells.append(reply(422, data))
    assert refused(tracker, get).values["words"] == words


@pytest.mark.parametrize("said", [get, put])
def test_a_question_is_asked_again_when_the_tracker_stumbles_or_hangs_up(
    tracker: Listening, pauses: list[float], said: Any
) -> None:
    tracker.tells.extend([reply(502), hang_up, FINE])
    assert talk(tracker, said).data == {"fine": True}
    assert pauses == [client.PAUSE]


def test_a_tracker_that_keeps_stumbling_is_left_after_three_times(tracker: Listening, pauses: list[float]) -> None:
    tracker.tells.extend([reply(500)] * 3)
    problem = refused(tracker, get)
    assert (problem.code, problem.values) == ("tracker_failing", {"status": 500})
    tracker.tells.extend([hang_up] * 3)
    assert refused(tracker, get).code == "tracker_unreachable"
    assert len(tracker.heard) == 6


@pytest.mark.parametrize(
    "answer",
    [
        hang_up,
        reply(500),
        reply(503, Retry_After="1"),
        reply(201, body=b"<html>"),
        reply(201),
        reply(201, []),
        reply(201, {"id": 1}, Content_Length="500"),
        reply(201, body=b"not zipped", Content_Encoding="gzip"),
        b"nonsense\r\n\r\n",
    ],
)
def test_a_creation_is_sent_once_and_left_in_doubt(tracker: Listening, answer: Any) -> None:
    tracker.tells.append(answer)
    with pytest.raises(InDoubt):
        talk(tracker, post)
    assert len(tracker.heard) == 1


def test_a_creation_whose_answer_is_too_large_is_in_doubt(tracker: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST_ANSWER", 100)
    tracker.tells.append(reply(201, {"id": "x" * 200}))
    with pytest.raises(InDoubt):
        talk(tracker, post)


def test_a_creation_is_refused_when_nobody_was_there_to_hear_it() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = Listening(closed.getsockname()[1], "http")
        assert refused(nobody, post).code == "tracker_unreachable"


@pytest.mark.parametrize("said", [get, put])
def test_a_tracker_that_stays_silent_is_slow(tracker: Listening, monkeypatch: pytest.MonkeyPatch, said: Any) -> None:
    monkeypatch.setattr(client, "SILENCE_SECONDS", 0.5)
    tracker.tells.append(stay_silent)
    assert refused(tracker, said).code == "tracker_slow"
    assert len(tracker.heard) == 1


def test_an_answer_that_never_ends_is_given_up(tracker: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "WHOLE_SECONDS", 1)
    tracker.tells.append(never_end)
    assert refused(tracker, get).code == "tracker_slow"


@pytest.mark.parametrize("instead", [stay_silent, never_end])
def test_a_creation_that_takes_too_long_is_in_doubt(
    tracker: Listening, monkeypatch: pytest.MonkeyPatch, instead: Any
) -> None:
    monkeypatch.setattr(client, "SILENCE_SECONDS", 0.5)
    monkeypatch.setattr(client, "WHOLE_SECONDS", 1)
    tracker.tells.append(instead)
    with pytest.raises(InDoubt):
        talk(tracker, post)


def test_what_is_too_large_is_odd_even_when_it_came_small(tracker: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST_ANSWER", 10_000)
    packed = gzip.compress(b" " * 1_000_000)
    assert len(packed) < 10_000
    tracker.tells.append(reply(200, body=packed, Content_Encoding="gzip"))
    assert refused(tracker, get).code == "tracker_odd"


def test_what_is_not_packed_as_it_says_is_odd(tracker: Listening) -> None:
    tracker.tells.append(reply(200, body=b"not zipped", Content_Encoding="gzip"))
    assert refused(tracker, get).code == "tracker_odd"


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 100_000, b"\xff\xfe{", b'{"n": ' + b"9" * 5000 + b"}"])
def test_what_is_no_json_is_nothing(tracker: Listening, body: bytes) -> None:
    tracker.tells.append(reply(200, body=body))
    assert talk(tracker, get).data is None


def test_a_busy_tracker_is_asked_again_when_it_says(tracker: Listening, pauses: list[float]) -> None:
    in_ten_seconds = format_datetime(datetime.now(UTC) + timedelta(seconds=10), usegmt=True)
    for said, busy in ((get, reply(429, Retry_After="7")), (post, reply(429, Retry_After=in_ten_seconds))):
        tracker.tells.extend([busy, FINE])
        assert talk(tracker, said).data == {"fine": True}
    assert pauses[0] == 7
    assert 8 < pauses[1] <= 10


def test_github_says_with_a_403_that_it_is_busy(tracker: Listening, pauses: list[float]) -> None:
    soon = str(int((datetime.now(UTC) + timedelta(seconds=20)).timestamp()))
    spent = reply(403, {"message": "API rate limit exceeded"}, X_RateLimit_Remaining="0", X_RateLimit_Reset=soon)
    tracker.tells.extend([spent, reply(403, Retry_After="3"), FINE])
    assert talk(tracker, post).data == {"fine": True}
    assert 18 < pauses[0] <= 20
    assert pauses[1] == 3


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [("120", 2), ("61", 2), ("Sun, 01 Jan 2090 00:00:00 GMT", 1440), ("9" * 400, 1440)],
)
def test_a_tracker_that_wants_us_back_much_later_is_not_waited_for(
    tracker: Listening, pauses: list[float], asked: str, minutes: int
) -> None:
    tracker.tells.append(reply(429, Retry_After=asked))
    problem = refused(tracker, post)
    assert (problem.code, problem.values) == ("tracker_busy", {"minutes": minutes})
    assert pauses == []


def test_a_tracker_that_stays_busy_is_left(tracker: Listening, pauses: list[float]) -> None:
    tracker.tells.extend([reply(429, Retry_After="0")] * 3)
    assert refused(tracker, post).code == "tracker_busy"
    assert pauses == [0, 0]


@pytest.mark.parametrize("asked", ["soon", "-5", "Sun, 01 Jan 2020 00:00:00 -0000", "Sun, 99 Jan 2020 00:00:00 GMT"])
def test_a_pause_that_makes_no_sense_is_a_short_one(tracker: Listening, pauses: list[float], asked: str) -> None:
    tracker.tells.extend([reply(429, Retry_After=asked), FINE])
    talk(tracker, get)
    assert pauses[0] in (0, client.PAUSE)


def test_a_rehearsal_tells_each_refusal_by_itself(tracker: Listening, pauses: list[float]) -> None:
    tracker.tells.extend([reply(500), reply(422, {"errors": ["Sujet vide", "Direction vide"]})])
    assert talk(tracker, lambda spoken: spoken.rehearse("items.json", {})) == ("Sujet vide", "Direction vide")
    tracker.tells.append(reply(403))
    assert refused(tracker, lambda spoken: spoken.rehearse("items.json", {})).code == "tracker_forbidden"


def test_a_rehearsal_that_was_accepted_is_odd(tracker: Listening) -> None:
    tracker.tells.append(reply(201, {"id": 1}))
    assert refused(tracker, lambda spoken: spoken.rehearse("items.json", {})).code == "tracker_odd"


def test_the_token_shows_nowhere(tracker: Listening, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []

    async def fail(spoken: Client) -> None:
        shown.append(f"{spoken!r} {vars(spoken)}")
        await spoken.get("items.json")

    for problem in (reply(401), hang_up, b"nonsense\r\n\r\n"):
        tracker.tells.extend([problem] * 3)
        with pytest.raises(Refused) as caught:
            talk(tracker, fail)
        shown.append("".join(traceback.format_exception(caught.value)))
    assert {heard.headers["x-token"] for heard in tracker.heard} == {TOKEN}
    assert TOKEN not in caplog.text
    assert TOKEN not in "".join(shown)


@pytest.mark.parametrize("token", ["jeton-é", "two\nlines", "two\r\nX-Other: 1", "nul\0", "”"])
def test_what_no_header_can_hold_is_a_wrong_token(tracker: Listening, token: str) -> None:
    problem = refused(tracker, get, token=token)
    assert problem.code == "tracker_token_wrong"
    assert token not in "".join(traceback.format_exception(problem))
    assert tracker.heard == []


def test_proxies_and_netrc_of_the_environment_are_left_alone(
    tracker: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    tracker.tells.append(FINE)
    assert talk(tracker, get).status == httpx.codes.OK
