"""What the operator sees: one line per request, a number that error pages show, metrics when asked; never who."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest

from openlab.db.engine import Database
from openlab.domain.phases import Phase
from openlab.live import Live
from openlab.settings import Settings
from openlab.web.metrics import exposition, metrics_served
from openlab.web.record import BUCKETS, Counts
from tests.build import Built, a_lab
from tests.serving import Served, Visitor, serving
from tests.waiting import until
from tests.web.addresses import every_address
from tests.web.conftest import NewVisitor
from tests.web.test_kill import server_process


def facts(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.facts for record in caplog.records if record.name == "openlab.requests"]  # type: ignore[attr-defined]


def test_every_request_makes_one_line_whatever_became_of_it(
    database: Database, visitor: NewVisitor, caplog: pytest.LogCaptureFixture
) -> None:
    built = a_lab(database, Phase.COLLECT)
    one = visitor()
    caplog.set_level(logging.INFO, "openlab")
    for method, path, status in [
        ("GET", "/", 200),
        ("GET", f"/l/{built.code}", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/", 405),
        ("GET", "/static/openlab.css", 200),
        ("GET", f"/labs/{built.lab}", 303),
        ("POST", f"/l/{built.code}/pain-points", 403),
    ]:
        caplog.clear()
        assert one.request(method, path).status_code == status
        (line,) = until(lambda: facts(caplog))
        assert (line["method"], line["status"]) == (method, status)
        assert re.fullmatch(r"[0-9a-f]{8}", line["request"])
        assert line["ms"] > 0
    assert facts(caplog)[0]["route"] == "/l/{code}/pain-points"


def test_an_error_page_shows_the_number_of_its_line(
    database: Database, visitor: NewVisitor, caplog: pytest.LogCaptureFixture
) -> None:
    built = a_lab(database)
    caplog.set_level(logging.INFO, "openlab")
    one = visitor()
    for path in ("/nowhere", "/l/ZZZZZZ", f"/l/{built.code}/photos/9", "/r/ZZZZ"):
        caplog.clear()
        shown = re.search(r'request-number">([0-9a-f]{8})<', one.get(path).text)
        assert shown, path
        assert until(lambda: facts(caplog))[0]["request"] == shown[1], path


def test_an_unexpected_error_tells_the_operator_where_and_the_room_a_number(
    database: Database, visitor: NewVisitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    built = a_lab(database, Phase.COLLECT)

    def stumble(*_: object) -> None:
        raise RuntimeError("what Zoé typed")

    monkeypatch.setattr("openlab.web.access.people.typed_code", stumble)
    answer = visitor().get(f"/l/{built.code}")
    assert answer.status_code == 500
    assert "Something went wrong on our side. Nothing you did before is lost." in answer.text
    number = re.search(r'request-number">([0-9a-f]{8})<', answer.text)
    (error,) = (record for record in caplog.records if record.name == "openlab")
    assert number
    assert error.facts == {"request": number[1], "method": "GET", "route": "/l/{code}"}  # type: ignore[attr-defined]
    assert built.code not in error.getMessage()
    for text in ("Zoé", "RuntimeError", "Traceback"):
        assert text not in answer.text


def logged_while(built: Built, url: str) -> None:
    with Visitor(url) as one:
        one.headers["User-Agent"] = "ZoesPhone"
        one.get(f"/r/{built.return_codes[0]}")
        for method, path in every_address(built):
            if method == "GET" and not path.endswith("/events"):
                one.get(path)
        one.submit(f"/l/{built.code}/pain-points", title="Un secret de Zoé", form_key="k")
        one.submit("/sign-in", email="camille@example.org", password="wrong wrong wrong")


def test_no_line_of_the_log_tells_who_or_what(database_url: str) -> None:
    database = Database(database_url)
    built = a_lab(database, Phase.COLLECT)
    database.close()
    with server_process(database_url) as (process, url):
        logged_while(built, url)
        process.terminate()
        assert process.stdout
        lines = [json.loads(line) for line in process.stdout]
    assert len(lines) > 30
    assert {"at", "level", "event", "request", "method", "route", "status", "ms"} == set(lines[0])
    told = json.dumps(lines, ensure_ascii=False)
    private = ["127.0.0.1", "ZoesPhone", "Un secret", "camille", "wrong", "Personne", built.code, built.return_codes[0]]
    assert [text for text in private if text in told] == []


def test_a_log_that_nobody_reads_never_stops_the_server(sqlite_url: str) -> None:
    """A pipe holds 64 KiB: some four hundred lines."""
    with server_process(sqlite_url) as (_, url), httpx.Client(base_url=url, timeout=30) as client:
        assert [client.get("/health").status_code for _ in range(1500)] == [200] * 1500


def test_only_errors_are_logged_when_asked(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENLAB_LOG", "errors")
    with server_process(sqlite_url) as (process, url):
        httpx.get(f"{url}/health")
        httpx.get(f"{url}/nowhere")
        process.terminate()
        assert process.stdout
        assert process.stdout.read() == ""


def test_metrics_are_on_an_address_of_their_own(sqlite_url: str, free_port: int) -> None:
    with serving(Settings(sqlite_url, metrics=f"127.0.0.1:{free_port}")) as served, Visitor(served.url) as one:
        one.get("/privacy")
        one.get("/nowhere")
        assert one.get("/metrics").status_code == 404
        answer = httpx.get(f"http://127.0.0.1:{free_port}/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'openlab_requests_total{method="GET",route="/privacy",status="200"} 1\n' in answer.text
    assert 'openlab_requests_total{method="GET",route="unknown",status="404"} 2\n' in answer.text
    assert "openlab_watchers 0\n" in answer.text


def test_each_of_several_workers_has_a_port_of_its_own(free_port: int) -> None:
    def metrics(workers: int) -> AbstractAsyncContextManager[int]:
        return metrics_served(("127.0.0.1", free_port), Counts(), Live(), workers)

    async def three_workers() -> list[int]:
        async with metrics(50) as one, metrics(50) as two, metrics(50) as three:
            with pytest.raises(OSError, match="address already in use"):
                await metrics(1).__aenter__()
            return [one, two, three]

    one, two, three = asyncio.run(three_workers())
    assert free_port == one < two < three < free_port + 50


def test_who_watches_is_counted_while_they_do(served: Served, database: Database) -> None:
    built = a_lab(database)
    with httpx.stream("GET", f"{served.url}/l/{built.code}/events") as stream:
        lines = stream.iter_lines()
        next(lines)
        assert served.site.live.watchers == 1
    until(lambda: served.site.live.watchers == 0)


def test_metrics_are_off_by_default_and_a_wrong_address_is_named() -> None:
    assert Settings().metrics_address is None
    assert Settings(metrics="[::1]:9464").metrics_address == ("::1", 9464)
    for wrong in ("9464", "localhost", "127.0.0.1:many", ":1"):
        with pytest.raises(Exception, match="OPENLAB_METRICS must be an address and a port"):
            Settings(metrics=wrong)
    with pytest.raises(Exception, match="OPENLAB_LOG must be requests or errors"):
        Settings(log="loud")


def test_the_metrics_are_in_the_format_of_prometheus() -> None:
    counts = Counts()
    for seconds in (0.001, 0.03, 20.0):
        counts.add(("GET", "/", 200), seconds)
    counts.add(("GET", "/l/{code}/events", 200), None)
    text = exposition(counts, watchers=3)
    for line in text.splitlines():
        assert re.fullmatch(r'# TYPE \w+ (counter|gauge|histogram)|\w+(\{(\w+="[^"\\]*",?)+\})? [\d.]+', line), line
    buckets = [int(number) for number in re.findall(r'_bucket\{le="[\d.]+"\} (\d+)', text)]
    assert (len(buckets), buckets) == (len(BUCKETS), sorted(buckets))
    assert 'openlab_request_seconds_bucket{le="0.01"} 1\n' in text
    assert 'openlab_request_seconds_bucket{le="+Inf"} 3\n' in text
    assert "openlab_request_seconds_count 3\n" in text
