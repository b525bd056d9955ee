"""Grist: the rows of a table. A draft is added with its marker as what makes it one row: twice is once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import quote

from openlab.domain import Refused
from openlab.trackers import Checked, Draft, Fields, InDoubt, Issue, Named, Offered, Target, Value
from openlab.trackers.answers import by_marker, in_batches, in_project, made_for_sure, made_out
from openlab.trackers.client import Client

MARKED = "openlab"
STATUS = ("Statut", "Status", "statut", "status")
UNHEARD = ("tracker_slow", "tracker_unreachable", "tracker_failing", "tracker_odd")
LIST = "L"  # how Grist marks a list among the values of a cell


class Grist:
    """A table, as document/table. Its columns are the fields, by their ids (which their labels need not resemble)."""

    finds_freely: ClassVar = True

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._name = target.project
        document, _, table = target.project.partition("/")
        self._document = f"api/docs/{quote(document, safe='')}"
        self._table = f"{self._document}/tables/{quote(table, safe='')}"
        self._url = f"{target.address.rstrip('/')}/doc/{quote(document, safe='')}"
        self._filled = target.fields
        self._known: dict[str, dict[str, Any]] | None = None

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {"Authorization": f"Bearer {target.token}"}

    async def check(self) -> Checked:
        person = (await self._client.get("api/profile/user")).data
        with in_project(self._name):
            document = (await self._client.get(self._document)).data
        columns = await self._columns()
        with made_out():
            if document["access"] not in ("owners", "editors"):
                raise Refused("tracker_forbidden", words=document["access"])
            if MARKED not in columns:
                raise Refused("tracker_column_missing", "project", column=MARKED)
            missing = tuple(name for name in self._filled if name not in columns)
            return Checked(person["name"], f"{document['name']} / {self._name.partition('/')[2]}", missing=missing)

    async def offered(self) -> Offered:
        """The choices of the column Status (or Statut), which the team keeps and we only read."""
        columns = await self._columns()
        with made_out():
            options = json.loads(columns.get(_status_among(columns), {}).get("widgetOptions") or "{}")
            return Offered(statuses=tuple(Named(choice, choice) for choice in options.get("choices") or ()))

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        found: dict[str, Issue] = {}
        for batch in in_batches(markers):
            found |= by_marker(await self._rows(MARKED, list(batch)), batch)
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        found: dict[str, Issue] = {}
        for batch in in_batches(keys):
            found |= {issue.key: issue for issue in await self._rows("id", [int(key) for key in batch])}
        return found

    async def create(self, draft: Draft) -> Issue:
        """The row of this marker, added if there is none: it may be asked for again when an answer is lost."""
        record = {"require": {MARKED: draft.marker}, "fields": await self._written(draft.fields)}
        try:
            await self._client.change("PUT", f"{self._table}/records", {"records": [record]})
        except Refused as problem:
            if problem.code in UNHEARD:
                raise InDoubt from problem
            raise
        with made_for_sure():
            return _the_one(await self.find([draft.marker]), draft.marker)

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        record = {"id": int(issue.key), "fields": await self._written(fields)}
        if issue.key not in await self.read([issue.key]):
            raise Refused("tracker_not_there", words="")
        await self._client.change("PATCH", f"{self._table}/records", {"records": [record]})
        return _the_one(await self.read([issue.key]), issue.key)

    async def _written(self, fields: Fields) -> dict[str, object]:
        """What the table has a column for; the others would have it refuse the whole row."""
        columns = await self._columns()
        values = {name: [LIST, *value] if isinstance(value, tuple) else value for name, value in fields.items()}
        return {name: value for name, value in values.items() if name in columns and name != MARKED}

    async def _rows(self, column: str, values: list[Any]) -> list[Issue]:
        columns = await self._columns()
        with in_project(self._name):
            answer = await self._client.get(f"{self._table}/records", {"filter": json.dumps({column: values})})
        with made_out():
            return [self._issue(row, columns) for row in answer.data["records"]]

    async def _columns(self) -> dict[str, dict[str, Any]]:
        """The columns that can be written, by id: a column with a formula fills itself."""
        if self._known is None:
            with in_project(self._name):
                answer = await self._client.get(f"{self._table}/columns")
            with made_out():
                columns = {one["id"]: one["fields"] for one in answer.data["columns"]}
            self._known = {
                name: one for name, one in columns.items() if not (one.get("isFormula") and one.get("formula"))
            }
        return self._known

    def _issue(self, row: dict[str, Any], columns: Mapping[str, dict[str, Any]]) -> Issue:
        cells, status = row["fields"], _status_among(columns)
        known = {name: _value(cells[name], one["type"]) for name, one in columns.items() if name in cells}
        return Issue(
            key=str(row["id"]),
            number=str(row["id"]),
            url=self._url,
            fields={name: value for name, value in known.items() if name not in (MARKED, status)},
            status=str(cells.get(status) or ""),
            marker=str(cells.get(MARKED) or ""),
        )


def _the_one(found: Mapping[str, Issue], wanted: str) -> Issue:
    if wanted not in found:
        raise Refused("tracker_odd")
    return found[wanted]


def _status_among(columns: Collection[str]) -> str:
    return next((name for name in STATUS if name in columns), "")


def _value(cell: Any, kind: str) -> Value:
    """A cell in our terms: lists without their mark, dates written out as they are typed."""
    if isinstance(cell, list):
        return tuple(str(one) for one in cell[1:])
    if isinstance(cell, int | float) and kind.startswith("Date"):
        moment = datetime.fromtimestamp(cell, UTC)
        return moment.date().isoformat() if kind == "Date" else moment.isoformat()
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)
