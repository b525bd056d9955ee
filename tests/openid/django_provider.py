"""A real provider in a process of its own: django-oauth-toolkit, with PKCE required and sign-out by the client.

`python -m tests.openid.django_provider FOLDER BACK AFTER` prints its issuer and serves until it is killed. BACK and
AFTER are the client's addresses to come back to.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, SECRET = "openlab", "a-secret-of-the-tests"
NAME, EMAIL, PASSWORD = "camille", "camille@example.org", "a password of the provider"
ROOT = Path(__file__).parent.parent.parent

SIGN_IN = """<!doctype html><html lang="en"><title>The provider</title><h1>The provider: sign in</h1>
<form method="post">{% csrf_token %}{{ form.as_p }}<button>Sign in there</button></form></html>"""
CONSENT = """<!doctype html><html lang="en"><title>The provider</title>
<h1>May {{ application.name }} know who you are?</h1>
<form method="post">{% csrf_token %}{% for field in form %}{{ field.as_hidden }}{% endfor %}
<button name="allow" value="Authorize">Yes</button> <button name="cancel">No</button></form></html>"""


def configure(folder: Path, port: int) -> None:
    """The settings of the Django site."""
    import django  # noqa: PLC0415 - only the provider's own process needs it
    from django.conf import settings  # noqa: PLC0415

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    settings.configure(
        SECRET_KEY="of the tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.openid.django_addresses",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [
                        (
                            "django.template.loaders.locmem.Loader",
                            {"registration/login.html": SIGN_IN, "oauth2_provider/authorize.html": CONSENT},
                        )
                    ],
                },
            }
        ],
        LOGIN_URL="/accounts/login/",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SESSION_COOKIE_NAME="provider-session",
        CSRF_COOKIE_NAME="provider-csrf",
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OIDC_RSA_PRIVATE_KEY": key.decode(),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "OAUTH2_VALIDATOR_CLASS": "tests.openid.django_claims.WithEmail",
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "who you are", "profile": "your name", "email": "your e-mail"},
        },
    )
    django.setup()


def fill(back: str, after: str) -> None:
    """The tables, a person, and openlab as a client."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from oauth2_provider.models import get_application_model  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user(NAME, EMAIL, PASSWORD)
    get_application_model().objects.create(
        name="openlab",
        client_id=CLIENT_ID,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        redirect_uris=back,
        post_logout_redirect_uris=after,
    )


class Server(ThreadingMixIn, WSGIServer):
    """One thread per request: a browser keeps connections open."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """The log of the provider is not looked at."""


def main(folder: str, back: str, after: str) -> None:
    server = Server(("127.0.0.1", 0), Quiet)
    configure(Path(folder), server.server_port)
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    fill(back, after)
    server.set_app(get_wsgi_application())
    print(f"http://127.0.0.1:{server.server_port}/o", flush=True)
    server.serve_forever()


@contextmanager
def django_provider(folder: Path, site: str) -> Iterator[str]:
    """A provider that runs, for a site at this address; gives its issuer."""
    addresses = f"{site}/sign-in/openid/back", f"{site}/signed-out"
    command = [sys.executable, "-m", "tests.openid.django_provider", str(folder), *addresses]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            issuer = process.stdout.readline().strip()
            assert issuer, "the provider did not start"
            yield issuer
        finally:
            process.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
