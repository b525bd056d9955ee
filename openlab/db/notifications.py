"""What other processes did to the same PostgreSQL database, heard as soon as they have committed it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine

log = logging.getLogger("openlab")

RETRY_SECONDS = 0.5
# A connection that a router or a firewall has forgotten is found out within half a minute.
KEEPALIVES = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 10}


async def listen(engine: Engine, channel: str, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
    """Hear every notification, for ever. `missed` is called each time that listening begins (again): what was notified
    before then was not heard."""
    psycopg: Any = engine.dialect.loaded_dbapi
    _, address = engine.dialect.create_connect_args(engine.url)
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(**{**address, **KEEPALIVES}, autocommit=True)
            async with connection:
                await connection.execute(f"LISTEN {channel}")
                missed()
                async for notification in connection.notifies():
                    heard(notification.payload)
        except psycopg.OperationalError as problem:
            log.warning("not hearing other processes for a moment: %s", problem)
        await asyncio.sleep(RETRY_SECONDS)
