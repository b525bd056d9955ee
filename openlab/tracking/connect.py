"""Trying a connection out, and making it with what its tracker offers."""

from __future__ import annotations

from dataclasses import dataclass

from openlab.actions.connections import ConnectionForm, add_connection, first_mapping
from openlab.trackers import Checked, Offered, Tracker
from openlab.tracking.reach import Tracking


@dataclass(frozen=True)
class Tried:
    """Who the token belongs to and what the project is called there, and what it offers."""

    checked: Checked
    offered: Offered


async def try_out(tracking: Tracking, typed: ConnectionForm) -> Tried:
    """Ask a tracker before anything is kept. Raises what `read_whole` raises, and the `tracker_…` refusals."""
    form = typed.read_whole(tracking.gate)
    async with tracking.opened(form.kind, form.target) as tracker:
        return await _tried(tracker)


async def try_again(tracking: Tracking, connection_id: int) -> Tried:
    """Ask the tracker of a connection. Raises the `tracker_…` refusals."""
    async with tracking.reached(connection_id) as tracker:
        return await _tried(tracker)


async def connect(tracking: Tracking, product_id: int, typed: ConnectionForm) -> int:
    """Try it out, then keep it with the mapping that its names suggest; gives the id of the connection.

    Raises what `try_out` and `add_connection` raise.
    """
    seal, form = tracking.seal, typed.read_whole(tracking.gate)
    tried = await try_out(tracking, form)
    mapping = first_mapping(tried.offered, tracking.layout(form.kind, form.language))
    return await tracking.database.write(add_connection, product_id, seal, tracking.gate, form, mapping)


async def _tried(tracker: Tracker) -> Tried:
    return Tried(await tracker.check(), await tracker.offered())
