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
ACCESSIBLE = ("not", "partially", "fully")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SettingsError(Exception):
    """A setting that cannot be used; the text says which and why."""


def setting(default: str, explanation: str, *, shown: bool = True) -> str:
    value: str = field(default=default, metadata={"explanation": explanation}, repr=shown)
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
    accessibility: str = setting(
        "not", "what an audit by a person found this site to be: not, partially or fully compliant"
    )
    accessibility_audit: str = setting("", "who made that audit, when, and the rate of criteria that are met")
    accessibility_contact: str = setting("", "whom people tell what they cannot use; by default the privacy contact")
    accessibility_remedy: str = setting(
        "", "whom people turn to without an answer; by default the Défenseur des droits"
    )
    retention_months: str = setting("12", "how many months a new lab keeps what people gave; each lab can change it")
    log: str = setting("requests", "what the log on the standard error has: requests (and errors), or errors only")
    metrics: str = setting("", "an address such as 127.0.0.1:9464 where Prometheus finds metrics; never a public one")

    workers: str = setting("1", "how many processes serve at once; more than one needs PostgreSQL")
    trackers: str = setting("", "trackers that owners may push to, as gitlab.com, redmine.example.org: over TLS only")
    private_trackers: str = setting("", "those on your own network, as http://redmine.intranet:3000")
    key_file: str = setting("", "the key that seals the trackers' tokens; by default beside the SQLite file")
    exports: str = setting("", "a folder with layouts of your own for the exports, beside those that come with openlab")

    oidc_issuer: str = setting("", "the issuer of an OpenID Connect provider to sign in with; empty: passwords only")
    oidc_name: str = setting("ProConnect", "the provider's name, as the button says it")
    oidc_client_id: str = setting("", "how the provider knows this site")
    oidc_client_secret: str = setting("", "the secret that goes with it", shown=False)
    oidc_client_secret_file: str = setting("", "or a file that holds this secret")
    oidc_scopes: str = setting("openid given_name usual_name email", "what is asked of the provider about a person")
    oidc_acr: str = setting("eidas1", "the levels of sign-in to ask for; higher eIDAS levels will do; none: any level")
    oidc_email: str = setting(
        "verified", "verified: the provider must say that an e-mail is; vouched: it need not, as ProConnect"
    )

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
        self._check_accessibility()
        self.metrics_address  # noqa: B018 - raises when it cannot be read
        self._check_privacy()
        self._check_workers()
        self._check_openid()

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """Where metrics are served, when they are."""
        host, _, port = self.metrics.rpartition(":")
        if not self.metrics:
            return None
        if not host or not port.isdecimal() or int(port) > 65535:
            raise SettingsError(f"OPENLAB_METRICS must be an address and a port: 127.0.0.1:9464, not {self.metrics!r}.")
        return host.strip("[]"), int(port)

    def _check_accessibility(self) -> None:
        if self.accessibility not in ACCESSIBLE:
            raise SettingsError(f"OPENLAB_ACCESSIBILITY must be not, partially or fully, not {self.accessibility!r}.")
        if self.accessibility != "not" and not self.accessibility_audit:
            raise SettingsError(
                "OPENLAB_ACCESSIBILITY needs an audit by a person: tell it in OPENLAB_ACCESSIBILITY_AUDIT."
            )

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

    def _check_openid(self) -> None:
        if not self.oidc_issuer:
            return
        issuer = urlsplit(self.oidc_issuer)
        is_near = issuer.scheme == "http" and issuer.hostname in LOOPBACK
        if not (issuer.scheme == "https" or is_near) or not issuer.hostname or issuer.query or issuer.fragment:
            raise SettingsError(f"OPENLAB_OIDC_ISSUER must be an https:// address, not {self.oidc_issuer!r}.")
        if self.oidc_email not in ("verified", "vouched"):
            raise SettingsError(f"OPENLAB_OIDC_EMAIL must be verified or vouched, not {self.oidc_email!r}.")
        if "openid" not in self.oidc_scopes.split():
            raise SettingsError(f"OPENLAB_OIDC_SCOPES must contain openid, not {self.oidc_scopes!r}.")
        if not self.oidc_client_id or not self.oidc_secret:
            raise SettingsError("OPENLAB_OIDC_ISSUER needs OPENLAB_OIDC_CLIENT_ID and OPENLAB_OIDC_CLIENT_SECRET.")

    @property
    def oidc_secret(self) -> str:
        """The client's secret, from its variable or else from its file. Raises SettingsError."""
        if self.oidc_client_secret or not self.oidc_client_secret_file:
            return self.oidc_client_secret
        try:
            return Path(self.oidc_client_secret_file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeError) as problem:
            raise SettingsError(f"OPENLAB_OIDC_CLIENT_SECRET_FILE cannot be read: {problem}") from problem

    @property
    def oidc_levels(self) -> tuple[str, ...]:
        """The levels of sign-in that are asked for, the acr of OpenID Connect; none when they do not matter."""
        return () if self.oidc_acr == "none" else tuple(self.oidc_acr.split())

    @property
    def public_url(self) -> str:
        """The address that QR codes and invitations show, without a final slash."""
        return (self.base_url or f"http://{self._reachable_host()}:{self.port}").rstrip("/")

    @property
    def layout_folders(self) -> tuple[Path, ...]:
        """Where the layouts of exports are; what is in a later folder goes before."""
        return (folder("exports"), *([Path(self.exports)] if self.exports else []))

    @property
    def key_path(self) -> Path | None:
        """Where the key is kept that seals tokens; None on PostgreSQL as long as the operator does not say."""
        if self.key_file:
            return Path(self.key_file)
        scheme, _, place = self.database_url.partition(":///")
        return Path(f"{place.partition('?')[0]}.key") if scheme.startswith("sqlite") else None

    @property
    def secure(self) -> bool:
        """Whether people come over TLS: cookies are then marked Secure and bound to this host."""
        return self.base_url.startswith("https://")

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
