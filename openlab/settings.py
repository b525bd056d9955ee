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
MOST_MONTHS = 60


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
    operator: str = setting("", "who runs this site, as people read it on the page about their data")
    privacy_contact: str = setting("", "whom people ask about their data: an e-mail or postal address, a phone number")
    privacy_file: str = setting("", "a text file of your own words for that page; an empty line begins a new paragraph")
    retention_months: str = setting("12", "how many months a new lab keeps what people gave; each lab can change it")
    log: str = setting("requests", "what the log on the standard error has: requests (and errors), or errors only")
    metrics: str = setting("", "an address such as 127.0.0.1:9464 where Prometheus finds metrics; never a public one")

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
        if self.log not in ("requests", "errors"):
            raise SettingsError(f"OPENLAB_LOG must be requests or errors, not {self.log!r}.")
        self.metrics_address  # noqa: B018 - raises when it cannot be read
        self._check_privacy()
        self._check_workers()

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """Where metrics are served, when they are."""
        host, _, port = self.metrics.rpartition(":")
        if not self.metrics:
            return None
        if not host or not port.isdecimal() or int(port) > 65535:
            raise SettingsError(f"OPENLAB_METRICS must be an address and a port: 127.0.0.1:9464, not {self.metrics!r}.")
        return host.strip("[]"), int(port)

    def _check_workers(self) -> None:
        if not self.workers.isdecimal() or not 1 <= int(self.workers) <= MOST_WORKERS:
            raise SettingsError(f"OPENLAB_WORKERS must be a number from 1 to {MOST_WORKERS}, not {self.workers!r}.")
        if self.workers != "1" and self.database_url.startswith("sqlite"):
            raise SettingsError("SQLite is served by one process. For OPENLAB_WORKERS, keep everything in PostgreSQL.")

    def _check_privacy(self) -> None:
        months = self.retention_months
        if not months.isdecimal() or not 1 <= int(months) <= MOST_MONTHS:
            raise SettingsError(f"OPENLAB_RETENTION_MONTHS must be a number from 1 to {MOST_MONTHS}, not {months!r}.")
        try:
            if self.privacy_file:
                Path(self.privacy_file).read_text(encoding="utf-8")
        except (OSError, UnicodeError) as problem:
            raise SettingsError(f"OPENLAB_PRIVACY_FILE cannot be read as a text: {problem}") from problem

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
