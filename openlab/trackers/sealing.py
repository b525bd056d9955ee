"""Tokens of trackers as they are kept: sealed with the key of this installation, each for one address only."""

from __future__ import annotations

import os
from base64 import b32encode, b64decode, b64encode
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from openlab.domain import Refused

KEY_BYTES = 32
MARKER_LENGTH = 20
NONCE_BYTES = 12


class Seal:
    """AES-256-GCM (NIST SP 800-38D). The address is authenticated with the token: moved to another, it stays shut."""

    def __init__(self, key: bytes) -> None:
        self._cipher, self._marking = AESGCM(key), HMAC(key, SHA256())

    def close(self, token: str, address: str) -> str:
        nonce = os.urandom(NONCE_BYTES)
        return b64encode(nonce + self._cipher.encrypt(nonce, token.encode(), address.encode())).decode()

    def open(self, sealed: str, address: str) -> str:
        """Raises `tracker_token_lost` when this key or this address did not close it."""
        try:
            kept = b64decode(sealed, validate=True)
            return self._cipher.decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], address.encode()).decode()
        except (InvalidTag, ValueError):
            raise Refused("tracker_token_lost", "token") from None

    def marker(self, *what: object) -> str:
        """`openlab-` and 20 characters of base32: 100 bits that stand for this alone (HMAC-SHA-256), the same each
        time, so that an issue is found again even when the database has forgotten it."""
        marking = self._marking.copy()
        marking.update("\n".join(map(str, what)).encode())
        return f"openlab-{b32encode(marking.finalize()).decode().lower()[:MARKER_LENGTH]}"


def seal_of(file: Path | None) -> Seal:
    """The seal of this installation. Raises `tracker_key_missing` when nobody said where its key is, on PostgreSQL, and
    `tracker_key_unreadable`."""
    if file is None:
        raise Refused("tracker_key_missing")
    try:
        return Seal(key_in(file))
    except (OSError, ValueError) as problem:
        raise Refused("tracker_key_unreadable") from problem


def key_in(file: Path) -> bytes:
    """The key that this file holds; made with it, for its owner's eyes only, the first time.

    Raises OSError, or ValueError for a file that holds something else.
    """
    if not file.exists():
        _make(file)
    key = b64decode(file.read_bytes().strip(), validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"{file} does not hold a key of openlab")
    return key


def _make(file: Path) -> None:
    """Written under another name first: another process finds no key, or a whole one, and the first one stays."""
    with NamedTemporaryFile(dir=file.parent, prefix=f"{file.name}.") as made:
        made.write(b64encode(os.urandom(KEY_BYTES)) + b"\n")
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, file)
