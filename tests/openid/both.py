"""A site of ours and a real provider that know each other's addresses."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openlab.actions import accounts
from openlab.settings import Settings
from tests.conftest import sqlite_copy
from tests.openid import django_provider as real
from tests.serving import Served, serving


@dataclass(frozen=True)
class Both:
    """The site, the issuer of its provider, and the account of the person whom the provider knows."""

    served: Served
    issuer: str
    account: int


@contextmanager
def site_and_provider(template: Path, folder: Path) -> Iterator[Both]:
    listening = socket.create_server(("127.0.0.1", 0))
    port = str(listening.getsockname()[1])
    with real.django_provider(folder, f"http://127.0.0.1:{port}") as issuer:
        settings = Settings(
            database_url=sqlite_copy(template, folder),
            port=port,
            oidc_issuer=issuer,
            oidc_client_id=real.CLIENT_ID,
            oidc_client_secret=real.SECRET,
            oidc_scopes="openid profile email",
            oidc_acr="none",
        )
        with serving(settings, listening) as served:
            with served.site.database.writing() as session:
                account = accounts.add_account(session, real.EMAIL, "Camille").id
            yield Both(served, issuer, account)
