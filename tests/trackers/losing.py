"""A proxy that loses answers: what was asked for is done, and who asked never learns it."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Losing:
    """`lose` is called once the server has answered the next POST; then the connection is cut. `loses` counts them."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.url = ""
        self.is_losing = False


@contextmanager
def losing_answers(port: int) -> Iterator[Losing]:
    """In front of the server on this port of this machine. It passes everything on, until it is told to lose."""
    here = Losing(port)

    class Passing(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(("127.0.0.1", here.upstream)) as server:
                back = threading.Thread(target=_pass_on, args=(server, self.request, lambda: here.is_losing))
                back.start()
                _pass_on(self.request, server, lambda: False)
                back.join()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Connections end when either side likes."""

    with Server(("127.0.0.1", 0), Passing) as proxy:
        here.url = f"http://127.0.0.1:{proxy.server_address[1]}"
        thread = threading.Thread(target=proxy.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield here
        finally:
            proxy.shutdown()
            thread.join()


def _pass_on(source: socket.socket, target: socket.socket, is_lost: Callable[[], bool]) -> None:
    """Until one of them goes, or what came is lost: then both are cut."""
    try:
        while (piece := source.recv(65536)) and not is_lost():
            target.sendall(piece)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
