"""Metrics for Prometheus, on an address of their own that is never the public one; off unless it is set."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from openlab.live import Live
from openlab.web.record import BUCKETS, Counts

ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\nConnection: close\r\n"
PATIENCE_SECONDS = 5


@asynccontextmanager
async def metrics_served(address: tuple[str, int] | None, counts: Counts, live: Live) -> AsyncIterator[int]:
    """Whatever is asked at this (host, port) is answered with the metrics; gives the port, 0 when they are off."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE_SECONDS)
            text = exposition(counts, live.watchers).encode()
            writer.write(f"{ANSWER}Content-Length: {len(text)}\r\n\r\n".encode() + text)
            await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            writer.close()

    if address is None:
        yield 0
        return
    async with await asyncio.start_server(answer, *address) as server:
        yield server.sockets[0].getsockname()[1]


def exposition(counts: Counts, watchers: int) -> str:
    """The counts in the text format of Prometheus."""
    lines = ["# TYPE openlab_requests_total counter"]
    for (method, route, status), number in sorted(counts.requests.items()):
        lines.append(f'openlab_requests_total{{method="{method}",route="{route}",status="{status}"}} {number}')
    lines.append("# TYPE openlab_request_seconds histogram")
    for bound, number in zip(BUCKETS, counts.within, strict=True):
        lines.append(f'openlab_request_seconds_bucket{{le="{bound}"}} {number}')
    lines += [
        f'openlab_request_seconds_bucket{{le="+Inf"}} {counts.timed}',
        f"openlab_request_seconds_sum {counts.seconds:.6f}",
        f"openlab_request_seconds_count {counts.timed}",
        "# TYPE openlab_watchers gauge",
        f"openlab_watchers {watchers}",
    ]
    return "\n".join(lines) + "\n"
