"""The migration that brings signing in with a provider: who is signed in stays so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import URL, Engine, text

from openlab.db.engine import Database, open_engine
from openlab.db.queries import accounts
from openlab.db.schema import _config, migrate
from tests.conftest import BOTH, new_database


@pytest.fixture(params=BOTH)
def before(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database as version 0.1.0 made it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'before.sqlite3'}"
    else:
        server: URL = request.getfixturevalue("postgresql")
        url = new_database(server, "template1").render_as_string(hide_password=False)
    engine = open_engine(url)
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    yield engine
    engine.dispose()


def test_browsers_that_were_signed_in_stay_so_and_are_told_to_be_by_password(before: Engine) -> None:
    now = datetime.now(UTC)
    with before.begin() as connection:
        connection.execute(
            text("INSERT INTO accounts (id, email, name, created_at) VALUES (1, 'a@example.org', 'A', :now)"),
            {"now": now},
        )
        connection.execute(
            text(
                "INSERT INTO sign_ins (token_hash, account_id, device, created_at, expires_at) "
                "VALUES ('hash', 1, 'laptop', :now, :then)"
            ),
            {"now": now, "then": now + timedelta(days=1)},
        )
    migrate(before)
    database = Database(before.url.render_as_string(hide_password=False))
    with database.reading() as session:
        (kept,) = accounts.sign_ins(session, 1, now)
        assert (kept.device, kept.opened_with) == ("laptop", "password")
        assert accounts.signed_in(session, "hash", now) is not None
    database.close()
