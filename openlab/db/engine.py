"""The database: one writer at a time, a few readers, short transactions, on SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

READERS = 3
POSTGRESQL_WRITERS = 3
LOCK_SECONDS = 10.0
MOST_TOGETHER = 64
# What is deleted is overwritten in the file too: erasing is a promise.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON", "secure_delete=ON")

P = ParamSpec("P")
R = TypeVar("R")


def open_engine(url: str) -> Engine:
    """An engine on which `BEGIN` is ours: SQLite's own deferred one fails as soon as two people write."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        size = READERS + POSTGRESQL_WRITERS
        engine = create_engine(parsed, pool_size=size, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    # Parameters are hidden: a failing statement must not write anyone's two choices into the log.
    engine = create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    """Somebody who keeps a row locked must not keep the room waiting for ever."""
    connection.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@dataclass(frozen=True)
class _Act:
    """Something to write, and where its outcome is awaited."""

    do: Callable[[Session], Any]
    loop: asyncio.AbstractEventLoop
    outcome: asyncio.Future[Any]


@dataclass(frozen=True)
class _Done:
    """What an act gave or raised, and who is to be told of it."""

    act: _Act
    result: Any = None
    raised: BaseException | None = None
    told: Sequence[Callable[[], object]] = ()


class Database:
    """Runs plain functions that take a session, each in one transaction, away from the event loop.

    `read` and `write` are for the web, `reading` and `writing` for the command line and the tests. On PostgreSQL a few
    threads write. On SQLite a single one does, so that nobody waits unfairly for its lock; what comes while it writes
    is then written together, so that a crowd waits for the disk once. `info` is handed to each session.
    """

    def __init__(self, url: str, **info: object) -> None:
        self.engine = open_engine(url)
        self.on_sqlite = self.engine.dialect.name == "sqlite"
        self._info = info
        # A reader sees one state of the database: SQLite's BEGIN gives that, PostgreSQL when asked.
        reading: dict[str, object] = {} if self.on_sqlite else {"isolation_level": "REPEATABLE READ"}
        writing: dict[str, object] = {"begin": "BEGIN IMMEDIATE"} if self.on_sqlite else {}
        self._reading = self.engine.execution_options(**reading)
        self._writing = self.engine.execution_options(**writing)
        self._readers = ThreadPoolExecutor(READERS, "openlab-read")
        self._writers = ThreadPoolExecutor(1 if self.on_sqlite else POSTGRESQL_WRITERS, "openlab-write")
        self._waiting: deque[_Act] = deque()
        self._is_called = False

    async def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **named: P.kwargs) -> R:
        """Run `query(session, …)` on one consistent state of the database."""

        def call() -> R:
            with self.reading() as session:
                return query(session, *args, **named)

        return await asyncio.get_running_loop().run_in_executor(self._readers, call)

    async def write(self, act: Callable[Concatenate[Session, P], R], *args: P.args, **named: P.kwargs) -> R:
        """Run `act(session, …)` in one transaction; when this returns, the disk has it.

        An act does nothing but to its session: on SQLite it is run again when what was written with it fails.
        """
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[R] = loop.create_future()
        one = _Act(lambda session: act(session, *args, **named), loop, outcome)
        if self.on_sqlite:
            self._waiting.append(one)
            self._call_writer()
        else:
            self._writers.submit(lambda: _settle([self._alone(one)]))
        return await outcome

    def _call_writer(self) -> None:
        """Once for all that comes until it looks: to call a thread for each act costs more than most acts."""
        if self._is_called:
            return
        self._is_called = True
        try:
            self._writers.submit(self._write_waiting)
        except RuntimeError:
            self._is_called = False
            raise

    def _write_waiting(self) -> None:
        """What waits, in its order, in one transaction; each act in its own when anything in it is refused or fails."""
        self._is_called = False
        acts = [self._waiting.popleft() for _ in range(min(MOST_TOGETHER, len(self._waiting)))]
        done: list[_Done] = []
        if len(acts) > 1:
            with suppress(Exception):
                done = self._in_one_transaction(acts)
        _settle(done or [self._alone(act) for act in acts])
        if self._waiting:
            self._call_writer()

    def _in_one_transaction(self, acts: Sequence[_Act]) -> list[_Done]:
        done = []
        with self._writing.connect() as connection, connection.begin():
            for act in acts:
                with Session(connection, join_transaction_mode="rollback_only", **self._when_writing()) as session:
                    with session.begin():
                        result = act.do(session)
                    done.append(_Done(act, result, told=session.info.get("once_committed", ())))
        return done

    def _alone(self, act: _Act) -> _Done:
        try:
            with self.writing() as session:
                result = act.do(session)
        except BaseException as problem:  # noqa: BLE001 - it is for whoever waits, whatever it is
            return _Done(act, raised=problem)
        return _Done(act, result)

    def _when_writing(self) -> dict[str, Any]:
        return {"info": self._info.copy(), "expire_on_commit": False}

    @property
    def sqlite_file(self) -> Path | None:
        return Path(self.engine.url.database or "") if self.on_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with Session(self._reading, info=self._info.copy()) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """What an act leaves in `session.info["once_committed"]` is called then."""
        with Session(self._writing, **self._when_writing()) as session:
            with session.begin():
                yield session
            for tell in session.info.get("once_committed", ()):
                tell()

    async def alone(self, step: Callable[[], None]) -> None:
        """Run `empty_journal` or `compact` where nothing else of this process writes on SQLite."""
        await asyncio.get_running_loop().run_in_executor(self._writers, step)

    def empty_journal(self) -> None:
        """What was deleted leaves SQLite's journal too, as far as nobody is reading it just now."""
        if self.on_sqlite:
            # A backup that reads for long must not keep the room from writing: the next time will do.
            short, usual = "PRAGMA busy_timeout=500", f"PRAGMA {PRAGMAS[2]}"
            self._outside_transactions(short, "PRAGMA wal_checkpoint(TRUNCATE)", usual)

    def compact(self) -> None:
        """Write the database anew without what was deleted. On PostgreSQL its tables stay usable meanwhile."""
        self._outside_transactions("VACUUM")
        self.empty_journal()

    def _outside_transactions(self, *statements: str) -> None:
        with closing(self.engine.raw_connection()) as connection:
            driver: Any = connection.driver_connection
            if not self.on_sqlite:
                driver.autocommit = True
            try:
                for statement in statements:
                    driver.execute(statement).close()
            finally:
                if not self.on_sqlite:
                    driver.autocommit = False

    def close(self) -> None:
        self._readers.shutdown()
        self._writers.shutdown()
        self.engine.dispose()


def _settle(done: Sequence[_Done]) -> None:
    """Give their outcomes to those who wait: one call for each event loop, which then has the interpreter to itself."""
    for loop in {one.act.loop for one in done}:
        of_loop = [one for one in done if one.act.loop is loop]
        with suppress(RuntimeError):  # it has ended, and nobody waits any more
            loop.call_soon_threadsafe(_give, of_loop)


def _give(done: Sequence[_Done]) -> None:
    for one in done:
        for tell in one.told:
            tell()
        if one.act.outcome.done():  # whoever asked has gone
            continue
        if one.raised is None:
            one.act.outcome.set_result(one.result)
        else:
            one.act.outcome.set_exception(one.raised)
