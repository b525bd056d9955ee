"""A TCP proxy that does harm, as company networks and bad Wi-Fi do."""

from __future__ import annotations

import re
import select
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum

FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
LOOK_SECONDS = 0.02


class Harm(StrEnum):
    SWALLOW = "swallows event streams"
    FORBID = "forbids event streams"
    CUT = "cuts event streams after their first event"
    DEAFEN = "keeps the answers to forms for itself"
    UNPLUG = "lets nobody through"


class Proxy(socketserver.ThreadingTCPServer):
    """Passes everything on, but for the harm that it is told to do when a connection begins."""

    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.harm: Harm | None = None
        self.upstream = "127.0.0.1", port
        self.over = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(LOOK_SECONDS,)).start()

    def stop(self) -> None:
        """When this returns, every connection is closed and every thread has ended."""
        self.over.set()
        self.shutdown()
        self.server_close()


class Connection(socketserver.BaseRequestHandler):
    server: Proxy

    def handle(self) -> None:
        with suppress(ConnectionError):  # the browser has gone, or the server
            if request := self._request():
                self._answer(request)

    def _request(self) -> bytes:
        """Whole, or nothing."""
        request = b""
        for piece in self._pieces(self.request):
            request += piece
            head, end, body = request.partition(b"\r\n\r\n")
            length = LENGTH.search(head)
            if end and len(body) >= (int(length[1]) if length else 0):
                return head.replace(b"keep-alive", b"close", 1) + end + body
        return b""

    def _answer(self, request: bytes) -> None:
        is_stream, is_form = b"/events" in request.split(b"\r\n", 1)[0], request.startswith(b"POST")
        harm = self.server.harm
        if harm is Harm.UNPLUG:
            return
        if harm is Harm.FORBID and is_stream:
            self.request.sendall(FORBIDDEN)
            return
        is_kept_back = (harm is Harm.SWALLOW and is_stream) or (harm is Harm.DEAFEN and is_form)
        with socket.create_connection(self.server.upstream) as server:
            server.sendall(request)
            for piece in self._pieces(server):
                if not is_kept_back:
                    self.request.sendall(piece)
                if harm is Harm.CUT and is_stream and b"data:" in piece:
                    return

    def _pieces(self, connection: socket.socket) -> Iterator[bytes]:
        """What comes, until this connection or the proxy ends."""
        while not self.server.over.is_set():
            if select.select([connection], [], [], LOOK_SECONDS)[0]:
                piece = connection.recv(65536)
                if not piece:
                    return
                yield piece
