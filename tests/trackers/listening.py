"""A server that answers what it is told to, word by word or not at all, and keeps what it was asked."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Heard:
    """A request as it came over the wire."""

    first_line: str
    headers: Mapping[str, str]
    body: bytes


Telling = Callable[[Any], None]


@dataclass
class Listening:
    """`tells` is what happens to the next connections, after their request was heard."""

    port: int
    scheme: str
    heard: list[Heard] = field(default_factory=list)
    tells: deque[bytes | Telling] = field(default_factory=deque)

    def url(self, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}"


def reply(status: int, data: Any = None, body: bytes = b"", **headers: str) -> bytes:
    """An answer. Underscores in the names of headers stand for hyphens."""
    sent = body or (b"" if data is None else json.dumps(data).encode())
    named = {"Content-Length": str(len(sent)), "Connection": "close", **headers}
    lines = [f"HTTP/1.1 {status} So", *(f"{name.replace('_', '-')}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode() + sent


def hang_up(_: Any) -> None:
    """The connection ends without an answer."""


def stay_silent(connection: Any) -> None:
    """Nothing comes until the other side goes."""
    connection.recv(1)


def never_end(connection: Any) -> None:
    """An answer that goes on for as long as anybody listens, a byte at a time."""
    connection.sendall(b"HTTP/1.1 200 So\r\nConnection: close\r\n\r\n")
    pause = threading.Event()
    while not pause.wait(0.01):
        connection.sendall(b" ")


@contextmanager
def listening(tls: ssl.SSLContext | None = None) -> Iterator[Listening]:
    """On a free port of this machine, over TLS if told so."""

    class Answering(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = self.rfile.readline().decode().strip()
            if not first:
                return
            headers = dict(iter(self._header, None))
            body = self.rfile.read(int(headers.get("content-length", 0)))
            here.heard.append(Heard(first, headers, body))
            told = here.tells.popleft()
            if isinstance(told, bytes):
                self.connection.sendall(told)
            else:
                told(self.connection)

        def _header(self) -> tuple[str, str] | None:
            name, _, value = self.rfile.readline().decode().strip().partition(": ")
            return (name.lower(), value) if name else None

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def get_request(self) -> tuple[Any, Any]:
            connection, address = super().get_request()
            return (tls.wrap_socket(connection, server_side=True) if tls else connection), address

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Those who listen go when they like."""

    with Server(("127.0.0.1", 0), Answering) as server:
        here = Listening(server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield here
        finally:
            server.shutdown()
            thread.join()
