"""Asking a tracker something, from a test that is not asynchronous."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from openlab.trackers import Target, Tracker
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import open_tracker

T = TypeVar("T")


def ask(kind: str, target: Target, question: Callable[[Tracker], Awaitable[T]]) -> T:
    """The answer of a tracker whose address the operator listed as one of the own network."""

    async def asked() -> T:
        async with open_tracker(kind, target, Gate.of("", target.address)) as tracker:
            return await question(tracker)

    return asyncio.run(asked())
