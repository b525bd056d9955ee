"""Each test has an engine of its own, and SQLAlchemy works out the SQL of every statement anew for each engine: a fifth
of the time of the tests. They share what was worked out, per kind of database."""

from __future__ import annotations

from typing import Any

import sqlalchemy
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from openlab.db import engine

STATEMENTS: LRUCache[Any, Any] = LRUCache(5000)


def compile_once() -> None:
    """Engines are alike for their statements when their dialects are."""
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
        dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[assignment,method-assign]
    engine.create_engine = _create_engine  # type: ignore[attr-defined]


def _create_engine(url: Any, **options: Any) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(url, execution_options={"compiled_cache": STATEMENTS}, **options)
