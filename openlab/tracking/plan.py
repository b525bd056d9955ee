"""The dry run: what a push would create, change and leave alone, and what the tracker will refuse.

Nothing is written, here or there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from openlab.db.queries import connections as queries
from openlab.db.queries.connections import Connected, Told
from openlab.domain.in_step import Value
from openlab.trackers import LABELS, PRIORITY, TYPE, Checked, Issue, Offered, Tracker
from openlab.tracking.reach import Tracking
from openlab.tracking.work import Prospect, Wanted, prospect, wanted


@dataclass(frozen=True)
class Change:
    """A field as it stands there, nothing when there is no issue yet, and as it would stand."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True)
class Planned:
    """One item: `outcome` is create, change, leave, found (made before, its answer was lost) or refused."""

    number: int
    title: str
    outcome: str
    changes: tuple[Change, ...]
    told: tuple[Told, ...]
    issue: str
    url: str


@dataclass(frozen=True)
class Plan:
    """What a push of these items would do now. `warnings` are about all of them."""

    connection: Connected
    person: str
    project: str
    lines: tuple[Planned, ...]
    warnings: tuple[Told, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many items would come to which outcome."""
        outcomes = [line.outcome for line in self.lines]
        return {outcome: outcomes.count(outcome) for outcome in dict.fromkeys(outcomes)}


async def plan(
    tracking: Tracking,
    product_id: int,
    connection_id: int,
    account_id: int,
    numbers: Collection[int],
    *,
    overwrite: bool = False,
) -> Plan:
    """The dry run of a push. Raises `connection_unknown` and the `tracker_…` refusals."""
    connection, wants = await tracking.database.read(
        _asked, tracking, product_id, connection_id, account_id, tuple(numbers)
    )
    async with tracking.reached(connection_id) as tracker:
        checked, offered = await tracker.check(), await tracker.offered()
        there = await issues_for(tracker, wants)
    lines = [_planned(want, there.get(want.item_id), offered, connection.mapping, overwrite) for want in wants]
    warnings = (*warnings_of(checked), *_new_labels(wants, offered))
    return Plan(connection, checked.person, checked.project, tuple(lines), warnings)


def _asked(
    session: Session, tracking: Tracking, product_id: int, connection_id: int, account_id: int, numbers: tuple[int, ...]
) -> tuple[Connected, list[Wanted]]:
    connection = queries.connection(session, product_id, connection_id)
    return connection, wanted(session, tracking, connection_id, account_id, numbers)


async def issues_for(tracker: Tracker, wants: Collection[Wanted]) -> dict[int, Issue]:
    """The issues of these items that are there now, by item: read by key, or looked for by marker after a doubt and,
    where searching is free, whenever none is known: an older backup may have been restored."""
    keys = {want.item_id: want.link.key for want in wants if want.link and want.link.key}
    unknown = [want for want in wants if want.item_id not in keys and not want.refusal]
    markers = {want.item_id: want.marker for want in unknown if want.is_in_doubt or tracker.finds_freely}
    read = await tracker.read(list(keys.values())) if keys else {}
    found = await tracker.find(list(markers.values())) if markers else {}
    there = {item: read[key] for item, key in keys.items() if key in read}
    return there | {item: found[marker] for item, marker in markers.items() if marker in found}


def _planned(
    want: Wanted, there: Issue | None, offered: Offered, mapping: Mapping[str, Any], overwrite: bool
) -> Planned:
    seen = prospect(want, there, overwrite=overwrite)
    seen = _foreseen(seen, want, offered, mapping)
    before = there.fields if there else {}
    after = want.fields if seen.outcome == "create" else seen.comparison.write
    changes = tuple(Change(name, before.get(name), value) for name, value in after.items())
    link = want.link
    return Planned(
        want.number,
        want.title,
        seen.outcome,
        () if seen.outcome == "refused" else changes,
        seen.told,
        there.number if there else link.issue if link else "",
        there.url if there else link.url if link else "",
    )


def _foreseen(seen: Prospect, want: Wanted, offered: Offered, mapping: Mapping[str, Any]) -> Prospect:
    """What the tracker will refuse: fields that it demands, values that it no longer offers."""
    sent = want.fields if seen.outcome == "create" else seen.comparison.write
    told = [
        Told(code, {"id": sent[name]})
        for name, known, code in ((TYPE, offered.types, "type_gone"), (PRIORITY, offered.priorities, "priority_gone"))
        if name in sent and sent[name] not in {one.id for one in known}
    ]
    demanded = (one for one in offered.required if not one.types or sent.get(TYPE) in one.types)
    missing = [one.name for one in demanded if one.id not in mapping.get("extra", {})]
    if missing and seen.outcome == "create":
        told.append(Told("fields_required", {"names": missing}))
    return replace(seen, outcome="refused", told=(*told, *seen.told)) if told else seen


def warnings_of(checked: Checked) -> list[Told]:
    """What will not work, whatever the item."""
    missing = [Told("columns_missing", {"names": list(checked.missing)})] if checked.missing else []
    return [*(Told(code, {}) for code in checked.warnings), *missing]


def _new_labels(wants: Collection[Wanted], offered: Offered) -> list[Told]:
    used = [label for want in wants for label in _labels(want)]
    new = [label for label in dict.fromkeys(used) if label not in {one.name for one in offered.labels}]
    return [Told("labels_new", {"labels": new})] if new else []


def _labels(want: Wanted) -> tuple[str, ...]:
    labels = want.fields.get(LABELS)
    return labels if isinstance(labels, tuple) else ()
