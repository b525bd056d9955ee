"""What a phone loads from the scan to the ballot, and what pages and files cost the server: python -m benchmarks.pages.

A page is asked for again and again by the same phone: unchanged (304), with everything to send, and just after a card
has come, when the list must be read and written again. Linux only (reads /proc).
"""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from contextlib import closing

from benchmarks.phones import Connection, Phone, Place
from benchmarks.rooms import Facilitator, Lab, new_labs
from benchmarks.served import Server, server
from benchmarks.tables import print_table
from openlab.actions.pain_points import add_pain_point_for
from openlab.db.engine import Database

ROOM, CARDS, PAGES, AGAIN = 25, (10, 100, 500), 300, 40
FILE = re.compile(rb'(?:href|src)="(/static/[^"]+)"')


async def journey(running: Server, url: str, lab: Lab) -> list[tuple[str, ...]]:
    """One phone of 25 gives a card, sees those of the others arrive, and votes."""
    files = Connection(running.host, running.port, 0)
    phones = [Phone(Place(running.host, running.port, (lab,)), number) for number in range(ROOM)]
    first, *others = phones
    gzip = {"Accept-Encoding": "gzip", "Accept-Language": "fr"}
    door = await files.send("GET", f"/l/{lab.code}", gzip)
    for address in sorted(set(FILE.findall(door.body))):
        await files.send("GET", address.decode(), gzip)
    rows = [("", "requests", "kB")]

    def note(step: str) -> None:
        measured = first.take_measure()
        rows.append((step, str(measured.pages + measured.sent), f"{measured.received / 1000:.1f}"))

    rows.append(("the door, with its style and script", str(files.requests), f"{files.received / 1000:.1f}"))
    for phone in phones:
        await phone.join()
    note("join")
    await first.give_card()
    note("give a card")
    for phone in others:
        await phone.give_card()
    await first.has_seen(ROOM)
    note(f"{ROOM - 1} cards of the others")
    with closing(Facilitator(running, lab, url)) as facilitator:
        for seen, wanted in (("collect", "sort"), ("sort", "vote")):
            await asyncio.to_thread(facilitator.press, "phase", seen=seen, wanted=wanted)
    await first.can_vote()
    note("the sort and the vote open")
    await first.vote()
    note("vote")
    for phone in phones:
        phone.leave()
    files.close()
    return [*rows, ("together", *(f"{sum(float(row[column]) for row in rows[1:]):g}" for column in (1, 2)))]


async def cost_of_pages(running: Server, url: str, lab: Lab, cards: int) -> tuple[str, ...]:
    """Milliseconds of the server's CPU for one page of a phone."""
    phone = Phone(Place(running.host, running.port, (lab,)), cards)
    await phone.join()
    elsewhere = Database(url)

    def give(number: int) -> None:
        with elsewhere.writing() as session:
            text = f"Irritant {number}", "Une phrase de détail, comme on en écrit dans une salle."
            add_pain_point_for(session, lab.id, lab.account, *text, "", f"{cards} {number}")

    for number in range(cards):
        give(number)
    await asyncio.sleep(2.1)
    await phone.refresh()
    began = running.cpu_seconds()
    for _ in range(PAGES):
        await phone.refresh()
    unchanged = (running.cpu_seconds() - began) / PAGES
    began = running.cpu_seconds()
    for _ in range(PAGES):
        await phone.refresh(whole=True)
    whole = (running.cpu_seconds() - began) / PAGES
    began = running.cpu_seconds()
    for number in range(AGAIN):
        await phone.give(f"Le mien {number}")
    given = (running.cpu_seconds() - began) / AGAIN
    phone.leave()
    elsewhere.close()
    return (str(cards), *(f"{1000 * seconds:.2f}" for seconds in (unchanged, whole, given)))


def main() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/pages.sqlite3"
        first, *labs = new_labs(url, 1 + len(CARDS))
        with server(url) as running:
            print(f"\nA phone in a room of {ROOM}, from the scan to the ballot")
            print_table(asyncio.run(journey(running, url, first)))
            print("\nServer CPU in milliseconds for the page of a phone that collects")
            rows = [asyncio.run(cost_of_pages(running, url, lab, size)) for lab, size in zip(labs, CARDS, strict=True)]
            print_table([("cards", "unchanged", "whole", "a card given, and the page after it"), *rows])
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
