"""The log: lines of JSON, without what anybody typed, that never wait for whoever reads them."""

from __future__ import annotations

import json
import logging
import os

import pytest

from openlab.commands.log import MOST_WAITING, LineLog, line


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("openlab", logging.ERROR, "file.py", 1, message, (), None)
    made.__dict__.update(more)
    return made


def test_a_line_is_json_with_its_facts() -> None:
    told = json.loads(line(record("request", facts={"status": 200, "route": "/é"})))
    assert told.pop("at").endswith("+00:00")
    assert told == {"level": "error", "event": "request", "status": 200, "route": "/é"}


def test_of_an_exception_the_kinds_and_the_places_are_told_and_not_the_message() -> None:
    with pytest.raises(RuntimeError) as caught:
        stumble()
    told = json.loads(line(record("unexpected error", exc_info=(RuntimeError, caught.value, caught.tb))))
    assert told["kinds"] == ["RuntimeError", "ValueError"]
    assert told["places"][-1].endswith(" stumble")
    assert "typed" not in json.dumps(told)


def stumble() -> None:
    try:
        int("what Zoé typed")
    except ValueError as problem:
        raise RuntimeError("what Paul typed") from problem


def test_lines_come_out_whole_and_in_order() -> None:
    reading, writing = os.pipe()
    log = LineLog(writing)
    for number in range(500):
        log.emit(record("request", facts={"number": number}))
    with os.fdopen(reading, encoding="utf-8") as lines:
        assert [json.loads(next(lines))["number"] for _ in range(500)] == list(range(500))
    os.close(writing)


def test_what_nobody_reads_is_dropped_and_counted() -> None:
    reading, writing = os.pipe()
    log = LineLog(writing)
    for _ in range(MOST_WAITING * 2):
        log.emit(record("request", facts={"text": "x" * 100}))
    assert log.lost > 0
    os.close(reading)


def test_stopping_waits_for_the_last_line() -> None:
    reading, writing = os.pipe()
    log = LineLog(writing)
    log.emit(record("the last"))
    log.flush()
    assert b"the last" in os.read(reading, 1000)
    os.close(reading)
    os.close(writing)
