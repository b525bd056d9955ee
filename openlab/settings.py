"""The settings, read once from OPENLAB_* variables, and the folders that hold what is not Python."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

MOST_WORKERS = 64
PACKAGE = Path(__file__).resolve().parent


class SettingsError(Exception):
    """A setting that cannot be used; the text says which and why."""


def setting(default: str, explanation: str) -> str:
    value: str = field(default=default, metadata={"explanation": explanation})
    return value


@dataclass(frozen=True)
class Settings:
    """Each field is the variable OPENLAB_ + its name in capitals."""

    database_url: str = setting("sqlite:///openlab.sqlite3", "where everything is kept: a SQLite file, or PostgreSQL")
    host: str = setting("127.0.0.1", "the address to listen on; 0.0.0.0 lets other machines in")
    port: str = setting("8000", "the port to listen on")
    base_url: str = setting("", "the address people type, as https://lab.example.org; needed behind a proxy")
    trusted_proxies: str = setting("", "addresses of your reverse proxies, comma separated, whose headers are believed")

    workers: str = setting("1", "how many processes serve at once; more than one needs PostgreSQL")
    exports: str = setting("", "a folder with layouts of your own for the exports, beside those that come with openlab")

    def __post_init__(self) -> None:
        if not self.port.isdecimal() or not 0 <= int(self.port) <= 65535:
            raise SettingsError(f"OPENLAB_PORT must be a number from 0 to 65535, not {self.port!r}.")
        if self.base_url and not self.base_url.startswith(("http://", "https://")):
            raise SettingsError(f"OPENLAB_BASE_URL must begin with http:// or https://, not {self.base_url!r}.")
        if urlsplit(self.base_url).path.strip("/"):
            raise SettingsError(f"OPENLAB_BASE_URL must be a host of its own, without a path, not {self.base_url!r}.")
        if self.database_url in ("sqlite://", "sqlite:///:memory:"):
            raise SettingsError("OPENLAB_DATABASE_URL must name a file: sqlite:///openlab.sqlite3")
        if not self.workers.isdecimal() or not 1 <= int(self.workers) <= MOST_WORKERS:
            raise SettingsError(f"OPENLAB_WORKERS must be a number from 1 to {MOST_WORKERS}, not {self.workers!r}.")
        if self.workers != "1" and self.database_url.startswith("sqlite"):
            raise SettingsError("SQLite is served by one process. For OPENLAB_WORKERS, keep everything in PostgreSQL.")

    @property
    def public_url(self) -> str:
        """The address that QR codes and invitations show, without a final slash."""
        return (self.base_url or f"http://{self._reachable_host()}:{self.port}").rstrip("/")

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where the layouts of exports are; what is in a later folder goes before."""
        return (folder("exports"), *([Path(self.exports)] if self.exports else []))

    @property
    def secure(self) -> bool:
        """Whether people come over TLS: cookies are then marked Secure and bound to this host."""
        return self.public_url.startswith("https://")

    def _reachable_host(self) -> str:
        try:
            address = ip_address(self.host)
        except ValueError:
            return self.host
        if address.is_unspecified:
            return _own_address()
        return f"[{address}]" if address.version == 6 else str(address)


def from_environment(environment: Mapping[str, str], **given: str | None) -> Settings:
    """The settings of this process; what is `given` (by the command line) goes before the variables."""
    read = {f.name: environment[variable(f.name)] for f in fields(Settings) if environment.get(variable(f.name))}
    return Settings(**{**read, **{name: value for name, value in given.items() if value is not None}})


def to_environment(settings: Settings) -> dict[str, str]:
    """The variables from which other processes read these settings."""
    return {variable(f.name): getattr(settings, f.name) for f in fields(Settings)}


def variable(name: str) -> str:
    return f"OPENLAB_{name.upper()}"


def folder(name: str) -> Path:
    """A folder such as `templates`: inside the installed package, or beside it in a checkout."""
    inside, beside = PACKAGE / name, PACKAGE.parent / name
    if inside.is_dir():
        return inside
    if beside.is_dir() and (PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise SettingsError(f"openlab is installed without its {name!r} folder (looked in {inside} and {beside}).")


def _own_address() -> str:
    """This machine's address on its network. Connecting a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
