"""What may happen to an item: its statuses, in which order, and why something is declined."""

from __future__ import annotations

from enum import StrEnum

from openlab.domain import Refused

REASON_LIMIT = 1000


class Status(StrEnum):
    PROPOSED = "proposed"
    KEPT = "kept"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    DECLINED = "declined"


NEXT = {
    Status.PROPOSED: {Status.KEPT, Status.DECLINED},
    Status.KEPT: {Status.PROPOSED, Status.PLANNED, Status.IN_PROGRESS, Status.DECLINED},
    Status.PLANNED: {Status.KEPT, Status.IN_PROGRESS, Status.DECLINED},
    Status.IN_PROGRESS: {Status.KEPT, Status.PLANNED, Status.DELIVERED, Status.DECLINED},
    Status.DELIVERED: {Status.IN_PROGRESS},
    Status.DECLINED: {Status.PROPOSED, Status.KEPT},
}


def change_status(current: Status, wanted: Status, reason: str = "") -> str:
    """The reason to keep with the new status; declining needs one. A delivery is reopened before it is declined.

    Raises `status_order`, `decline_reason_missing`, `text_too_long`.
    """
    if wanted is not current and wanted not in NEXT[current]:
        raise Refused("status_order")
    return read_reason(reason, "decline_reason_missing") if wanted is Status.DECLINED else ""


def way(current: Status, wanted: Status) -> tuple[Status, ...]:
    """The shortest way to a status, which is its end; empty when it is there. Nothing is declined on the way."""
    ways: list[tuple[Status, ...]] = [()]
    known = {current, Status.DECLINED} - {wanted}
    for so_far in ways:
        here = so_far[-1] if so_far else current
        if here is wanted:
            return so_far
        ahead = [status for status in Status if status in NEXT[here] and status not in known]
        known.update(ahead)
        ways += [(*so_far, status) for status in ahead]
    raise AssertionError(f"there is a way from {current} to {wanted}")


def read_reason(text: str, missing: str = "") -> str:
    """Raises the code `missing`, when there is one, for no reason; `text_too_long`."""
    reason = text.strip()
    if missing and not reason:
        raise Refused(missing, "reason")
    if len(reason) > REASON_LIMIT:
        raise Refused("text_too_long", "reason", length=len(reason), limit=REASON_LIMIT)
    return reason
