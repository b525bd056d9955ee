"""A Redmine in a folder of its own: prepared once, copied, started, killed, and asked through its API."""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
import socket
import sqlite3
import subprocess
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from tests.redmine.debian import INSTALLED
from tests.waiting import until

BESIDE = Path(__file__).parent
DATABASE = """production:
  adapter: sqlite3
  database: instances/default/redmine.sqlite3
  timeout: 15000
  pool: 30
"""
START_SECONDS = 60
BELOW_EPHEMERAL = range(20000, 32000)
CODE = ("app", "bin", "config", "db", "extra", "lib", "public")


def prepare(folder: Path) -> None:
    """A Redmine with Debian's French default data and what seed adds, ready to be copied. Takes about 12 seconds."""
    for name in CODE:
        shutil.copytree(INSTALLED / name, folder / name, symlinks=True)
    for name in ("Gemfile", "Rakefile", "config.ru"):
        shutil.copy2(INSTALLED / name, folder)
    instance = folder / "instances" / "default"
    for name in ("config", "log", "tmp", "files", "public/plugin_assets"):
        (instance / name).mkdir(parents=True)
    (instance / "config" / "database.yml").write_text(DATABASE)
    (instance / "config" / "secret_key.txt").write_text(secrets.token_hex(32))
    (folder / "Gemfile.local").write_text("gem 'webrick'\n")
    shutil.copy2(BESIDE / "openlab.rake", folder / "lib" / "tasks")
    shutil.copy2(BESIDE / "openlab_hurry.rb", folder / "config" / "initializers")
    shutil.copy2(BESIDE / "openlab.ru", folder)
    _run(folder, "bundle", "install", "--local", "--quiet")
    _run(folder, "bundle", "exec", "rake", "db:migrate")
    _run(folder, "bundle", "exec", "rake", "openlab:seed")


@dataclass
class Redmine:
    """A prepared Redmine and the port that is its own, running or not."""

    folder: Path
    port: int
    seeded: dict[str, Any] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def key(self) -> str:
        """The administrator's API key."""
        return str(self.seeded["key"])

    @property
    def is_up(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def start(self) -> None:
        """Returns when it answers. It goes when this process does."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self.folder,
                env=_environment(self.folder),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )
        until(self._has_started, START_SECONDS)

    def start_for(self, users: Path) -> None:
        """The same, for several processes: it goes by itself when none of them holds this file any more."""
        environment = {**_environment(self.folder), "OPENLAB_USERS": str(users)}
        in_background = ("sh", "-c", 'exec "$@" &', "sh", *self._command)
        with self._log.open("ab") as log:
            subprocess.run(
                in_background,
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                check=True,
            )
        until(self._has_started, START_SECONDS)

    def kill(self) -> None:
        """As kill -9 does: nothing is finished, nobody is told."""
        assert self._process is not None
        self._process.kill()
        self._process.communicate()
        self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self.kill()

    def hold(self, place: int = 1) -> None:
        """From the nth issue of a project on, issues are created and nobody is told: it waits to be killed."""
        self._held.write_text(str(place))

    def let_go(self) -> None:
        self._held.unlink()

    def created(self, project: str) -> int:
        """How many issues are in its database, whether it answers or not."""
        database = self.folder / "instances" / "default" / "redmine.sqlite3"
        counted = "SELECT count(*) FROM issues JOIN projects ON projects.id = project_id WHERE identifier = ?"
        with closing(sqlite3.connect(database)) as connection:
            return int(connection.execute(counted, [project]).fetchone()[0])

    def set_up(self, setting: str, value: str) -> None:
        """One of its settings, as its administrator changes it. It is believed from the next request on."""
        database = self.folder / "instances" / "default" / "redmine.sqlite3"
        changed = "UPDATE settings SET value = ?, updated_on = datetime('now', '+1 second') WHERE name = ?"
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(changed, [value, setting])

    def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        """What its API answers to the administrator, or to the owner of another key."""
        headers = {"X-Redmine-API-Key": key or self.key}
        sent = None if method == "GET" else body or {}
        answer = httpx.request(method, f"{self.url}/{path}", json=sent, headers=headers, timeout=60)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def add_project(self, **fields: Any) -> str:
        """A new project, by its identifier."""
        identifier = f"p{uuid4().hex}"
        self.ask("POST", "projects.json", {"project": {"name": identifier, "identifier": identifier, **fields}})
        return identifier

    def add_person(self, project: str, role: int) -> str:
        """Somebody new with this role in a project, by the API key."""
        name = f"u{uuid4().hex[:20]}"
        person = {"login": name, "firstname": "Zoé", "lastname": "Petit", "mail": f"{name}@example.org"}
        made = self.ask("POST", "users.json", {"user": {**person, "password": secrets.token_hex(16)}})["user"]
        self.ask(
            "POST", f"projects/{project}/memberships.json", {"membership": {"user_id": made["id"], "role_ids": [role]}}
        )
        return str(made["api_key"])

    def issues(self, project: str) -> list[dict[str, Any]]:
        """The issues of a project, open or closed, oldest first."""
        found: list[dict[str, Any]] = []
        while True:
            path = f"projects/{project}/issues.json?status_id=*&sort=id&limit=100&offset={len(found)}"
            page = self.ask("GET", path)
            found += page["issues"]
            if len(found) >= page["total_count"]:
                return found

    def set(self, number: str | int, **fields: Any) -> None:
        """Change an issue, as somebody does there."""
        self.ask("PUT", f"issues/{number}.json", {"issue": fields})

    def status(self, name: str) -> int:
        statuses = self.ask("GET", "issue_statuses.json")["issue_statuses"]
        return next(int(status["id"]) for status in statuses if status["name"] == name)

    @property
    def _command(self) -> tuple[str, ...]:
        listening = ("-o", "127.0.0.1", "-p", str(self.port))
        return ("bundle", "exec", "rackup", "-E", "production", "-s", "webrick", *listening, "openlab.ru")

    @property
    def _held(self) -> Path:
        return self.folder / "hold"

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    def _has_started(self) -> bool:
        has_failed = self._process is not None and self._process.poll() is not None
        assert not has_failed, self._log.read_text()
        return self.is_up


def copied(prepared_folder: Path, folder: Path) -> Path:
    if not folder.exists():
        shutil.copytree(prepared_folder, folder, symlinks=True)
    return folder


def prepared(folder: Path, port: int | None = None) -> Redmine:
    """The Redmine that was prepared in this folder, on this port or a free one."""
    return Redmine(folder, port or free_port(), json.loads((folder / "seeded.json").read_text()))


def free_port() -> int:
    """One that no connection gets by itself while it is free: a Redmine comes back to its port."""
    for port in random.sample(BELOW_EPHEMERAL, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports are taken")


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "RAILS_ENV": "production",
        "REDMINE_LANG": "fr",
        "BUNDLE_GEMFILE": str(folder / "Gemfile"),
        "BUNDLE_SILENCE_ROOT_WARNING": "true",
    }


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, env=_environment(folder), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
