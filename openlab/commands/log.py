"""The log of the server: one JSON object per line on the standard error, without personal data.

Lines are written by a thread of their own: a full disk or a pipe that nobody reads costs lines, never a request.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import threading
import traceback
from datetime import UTC, datetime
from typing import Any

STANDARD_ERROR = 2
MOST_WAITING = 10_000
FLUSH_SECONDS = 1.0
LEVELS = {"requests": logging.INFO, "errors": logging.WARNING}


class LineLog(logging.Handler):
    """Writes records as lines. Of an exception it tells the kind and the places in the code, never the message: that
    may hold what somebody typed."""

    def __init__(self, to: int = STANDARD_ERROR) -> None:
        super().__init__()
        self._to = to
        self._waiting: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
        self.lost = 0
        threading.Thread(target=self._write_for_ever, name="openlab-log", daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._waiting.put_nowait(line(record))
        except queue.Full:
            self.lost += 1

    def flush(self) -> None:
        """Wait until all lines are written, as long as that takes no more than a second."""
        with self._waiting.all_tasks_done:
            self._waiting.all_tasks_done.wait_for(lambda: not self._waiting.unfinished_tasks, FLUSH_SECONDS)

    def _write_for_ever(self) -> None:
        while True:
            text = self._waiting.get()
            try:
                while text:
                    text = text[os.write(self._to, text) :]
            except OSError:
                self.lost += 1
            self._waiting.task_done()


def line(record: logging.LogRecord) -> bytes:
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": str(record.msg),
        **getattr(record, "facts", {}),
    }
    if record.exc_info and record.exc_info[1]:
        facts |= told(record.exc_info[1])
    return json.dumps(facts, ensure_ascii=False).encode() + b"\n"


def told(problem: BaseException) -> dict[str, Any]:
    """The kinds of an exception and of what caused it, outermost first, and where it was raised."""
    kinds: list[str] = []
    cause: BaseException | None = problem
    while cause is not None and len(kinds) < 10:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(problem.__traceback__)]
    return {"kinds": kinds, "places": places[-20:]}


def start_log(level: str) -> None:
    """`requests`: a line for each request, and for errors; `errors`: for errors only."""
    logger = logging.getLogger("openlab")
    logger.setLevel(LEVELS[level])
    logger.propagate = False
    logger.addHandler(LineLog())
