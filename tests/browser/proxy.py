"""A TCP proxy that does harm, as company networks and bad Wi-Fi do."""

from __future__ import annotations

import asyncio
import re
import threading
from contextlib import suppress
from enum import StrEnum

FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Harm(StrEnum):
    SWALLOW = "swallows event streams"
    FORBID = "forbids event streams"
    CUT = "cuts event streams after their first event"
    DEAFEN = "keeps the answers to forms for itself"
    UNPLUG = "lets nobody through"


class Proxy:
    """Passes everything on, but for the harm that it is told to do when a connection begins."""

    def __init__(self, port: int) -> None:
        self.harm: Harm | None = None
        self._upstream = port
        self._serving: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result()
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._accept, "127.0.0.1", 0)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving = self._loop.create_task(self._serve(reader, writer))
        self._serving.add(serving)
        serving.add_done_callback(self._serving.discard)
        serving.add_done_callback(lambda _: writer.transport.abort())

    async def _stop(self) -> None:
        self._server.close()
        serving = tuple(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await asyncio.sleep(0)  # the connections that were aborted are let go of in the next turn of the loop

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):  # the browser has gone
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            body = await reader.readexactly(int(length[1])) if length else b""
            await self._answer(head.replace(b"keep-alive", b"close", 1) + body, writer)
            writer.close()
            await writer.wait_closed()

    async def _answer(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        is_stream, is_form = b"/events" in request.split(b"\r\n", 1)[0], request.startswith(b"POST")
        harm = self.harm
        if harm is Harm.UNPLUG:
            return
        if harm is Harm.FORBID and is_stream:
            writer.write(FORBIDDEN)
            return
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self._upstream)
        to_server.write(request)
        is_kept_back = (harm is Harm.SWALLOW and is_stream) or (harm is Harm.DEAFEN and is_form)
        try:
            while chunk := await from_server.read(65536):
                if not is_kept_back:
                    writer.write(chunk)
                    await writer.drain()
                if harm is Harm.CUT and is_stream and b"data:" in chunk:
                    return
        finally:
            to_server.transport.abort()
