"""Processes that hold the phones, so that driving them does not slow the server's process down."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from benchmarks.phones import Measured, Phone, Place

JOINING_AT_ONCE = 16
PROCESSES = 3
SPAWNED = multiprocessing.get_context("spawn")


class Drivers:
    """Tells every process what its phones do next, and collects what they measured."""

    def __init__(self, pipes: list[Connection]) -> None:
        self._pipes = pipes

    def do(self, step: str, seconds: float = 0.0) -> list[Measured]:
        """`join`, `give_card`, `vote` or `wait`, each phone at a random moment within so many seconds."""
        for pipe in self._pipes:
            pipe.send((step, seconds))
        return [measured for pipe in self._pipes for measured in pipe.recv()]


@contextmanager
def drivers(place: Place, phones: int, kind: Callable[[Place, int], Phone] = Phone) -> Iterator[Drivers]:
    pipes, started = [], []
    for first in range(PROCESSES):
        ours, theirs = SPAWNED.Pipe()
        numbers = range(first, phones, PROCESSES)
        process = SPAWNED.Process(target=_drive, args=(place, numbers, theirs, kind), daemon=True)
        process.start()
        theirs.close()  # so that a process that ends badly is noticed
        pipes.append(ours)
        started.append(process)
    try:
        yield Drivers(pipes)
    finally:
        for pipe in pipes:
            pipe.send(("leave", 0.0))
        for process in started:
            process.join(10)


def _drive(place: Place, numbers: range, pipe: Connection, kind: Callable[[Place, int], Phone]) -> None:
    asyncio.run(_follow_orders(place, numbers, pipe, kind))


async def _follow_orders(place: Place, numbers: range, pipe: Connection, kind: Callable[[Place, int], Phone]) -> None:
    dice, slots = random.Random(numbers.start), asyncio.Semaphore(JOINING_AT_ONCE)
    phones = [kind(place, number) for number in numbers]
    while (order := await asyncio.to_thread(pipe.recv))[0] != "leave":
        step, seconds = order

        async def act(phone: Phone, step: str = step, seconds: float = seconds) -> None:
            await asyncio.sleep(seconds * dice.random())
            if step == "join":
                async with slots:
                    await phone.join()
            elif step == "wait":
                await asyncio.sleep(seconds)
            else:
                await getattr(phone, step)()

        await asyncio.gather(*(act(phone) for phone in phones))
        pipe.send([phone.take_measure() for phone in phones])
    for phone in phones:
        phone.leave()
