"""In step: how the issues stand in a tracker, taken over here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openlab.actions import following
from openlab.actions.connections import names_of
from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Linked, Told
from openlab.domain.backlog import Status
from openlab.trackers import Issue, Tracker
from openlab.tracking.reach import Tracking

# Issues are read together; each change is written alone.
TOGETHER = 100


@dataclass(frozen=True)
class Moved:
    """An item whose status followed its issue, or of which there is something to say."""

    number: int
    title: str
    before: Status
    after: Status
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Refreshed:
    """What a refresh saw: how many issues are there, and the items of which there is something to say."""

    there: int
    moved: tuple[Moved, ...]

    @property
    def delivered(self) -> int:
        return sum(one.after is Status.DELIVERED and one.before is not Status.DELIVERED for one in self.moved)


async def refresh(tracking: Tracking, connection_id: int) -> Refreshed:
    """Look at every issue of a connection, and follow those whose status changed there. Nothing is written there.

    Raises `connection_unknown` and the `tracker_…` refusals.
    """
    links = await tracking.database.read(queries.links_of, connection_id)
    seen: dict[int, Issue] = {}
    async with tracking.reached(connection_id) as tracker:
        for first in range(0, len(links), TOGETHER):
            seen |= await _there(tracker, links[first : first + TOGETHER])
        if any(link.key and link.item_id not in seen for link in links):
            await tracker.check()  # without the right to see the project, every issue would seem to be gone
        await _learn_names(tracking, tracker, connection_id, seen)
    moved = [one for link in links for one in await _follow(tracking, link, seen.get(link.item_id))]
    await tracking.database.write(following.looked, connection_id, list(seen))
    return Refreshed(len(seen), tuple(moved))


async def _there(tracker: Tracker, links: list[Linked]) -> dict[int, Issue]:
    """By item. An issue that was asked for and never answered about may have appeared meanwhile."""
    keys = {link.key: link.item_id for link in links if link.key}
    markers = {link.marker: link.item_id for link in links if not link.key}
    read = await tracker.read(list(keys)) if keys else {}
    found = await tracker.find(list(markers)) if markers else {}
    there = {keys[key]: issue for key, issue in read.items()}
    return there | {markers[marker]: issue for marker, issue in found.items()}


async def _follow(tracking: Tracking, link: Linked, issue: Issue | None) -> list[Moved]:
    if issue is None:
        if link.key is None:
            return []
        await tracking.database.write(following.miss, link.connection_id, link.item_id)
        gone = Told("gone", {"issue": link.issue})
        return [Moved(link.number, link.title, link.item_status, link.item_status, (gone,))]
    if link.is_there and (issue.status, issue.number, issue.url) == (link.status, link.issue, link.url):
        return []
    done = await tracking.database.write(following.follow, link.connection_id, link.item_id, issue)
    if done is None or (done.before is done.after and not done.told):
        return []
    return [Moved(done.number, done.title, done.before, done.after, done.told)]


async def _learn_names(tracking: Tracking, tracker: Tracker, connection_id: int, seen: Mapping[int, Issue]) -> None:
    """What the tracker calls its ids is asked again when a status comes that has no name here."""
    mapping = await tracking.database.read(queries.mapping_of, connection_id)
    known = mapping.get("names", {}).get("statuses", {})
    if any(issue.status and issue.status not in known for issue in seen.values()):
        await tracking.database.write(following.rename, connection_id, names_of(await tracker.offered()))
