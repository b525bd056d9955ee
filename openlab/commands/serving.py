"""`openlab serve`: one process, or several on PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from openlab import __version__
from openlab.app import create_app
from openlab.commands.log import start_log
from openlab.commands.opening import database_of, database_option, give_up, layouts_of, report_layout_of, settings_of
from openlab.settings import Settings, from_environment, to_environment

GRACE_SECONDS = 5
# Longer than the 60 s of common reverse proxies, which would otherwise send into a connection just closed.
KEEP_ALIVE_SECONDS = 75
BACKLOG = 2048


@click.command()
@click.option("--host", help="The address to listen on; 0.0.0.0 lets other machines in [OPENLAB_HOST].")
@click.option("--port", help="The port to listen on [OPENLAB_PORT].")
@click.option("--base-url", help="The address people type, when it is another one [OPENLAB_BASE_URL].")
@click.option("--workers", help="How many processes serve; more than one needs PostgreSQL [OPENLAB_WORKERS].")
@database_option
def serve(
    host: str | None, port: str | None, base_url: str | None, database_url: str | None, workers: str | None
) -> None:
    """Serve the site until Ctrl+C."""
    settings = settings_of(host=host, port=port, base_url=base_url, database_url=database_url, workers=workers)
    layouts_of(settings)
    report_layout_of(settings)
    with database_of(settings, may_make=True) as database:
        file = database.sqlite_file
    with alone_on(file) if file else nullcontext():
        listening = listen(settings)
        settings = replace(settings, port=str(listening.getsockname()[1]))
        click.echo(f"openlab {__version__} is at {settings.public_url} — stop it with Ctrl+C.")
        open_as_many_connections_as_allowed()
        start_log(settings.log)
        if settings.workers == "1":
            uvicorn.Server(uvicorn.Config(create_app(settings), **how_to_serve(settings))).run(sockets=[listening])
        else:
            os.environ.update(to_environment(settings))
            config = uvicorn.Config("openlab.commands.serving:one_of_several", factory=True, **how_to_serve(settings))
            Multiprocess(config, sockets=[listening]).run()


def one_of_several() -> Litestar:
    """The application in one of several processes, which know the settings from their environment."""
    settings = from_environment(os.environ)
    start_log(settings.log)
    return create_app(settings)


def how_to_serve(settings: Settings) -> dict[str, Any]:
    """For uvicorn. Only a reverse proxy that the operator named is believed about where people come from."""
    return {
        "workers": int(settings.workers),
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "ws": "none",
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": settings.trusted_proxies or None,
    }


@contextmanager
def alone_on(sqlite_file: Path) -> Iterator[None]:
    """Keep a second process from serving the same file: neither would hear what the other changes."""
    with Path(f"{sqlite_file}-serving").open("w", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            give_up(f"{sqlite_file} is served already. SQLite is for one process; PostgreSQL for as many as you like.")
        yield


def open_as_many_connections_as_allowed() -> None:
    """Each phone holds a connection or two; the usual soft limit of 1,024 would end at a few hundred phones."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, int(settings.port)))
        listening.listen(BACKLOG)
    except OSError as problem:
        listening.close()
        taken = f"Cannot listen on {settings.host}:{settings.port}: {problem.strerror}."
        give_up(f"{taken} Another port: --port 8001 (make run PORT=8001).")
    return listening
