"""A stand-in for Grist, after https://support.getgrist.com/api/ and what was seen of Grist 1.7.17: a value that is not
among the choices is taken, a text in a column of numbers too; an unknown column is not."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from openlab.trackers import Draft, Value
from tests.trackers.standins import HARD, TOKEN, Asked, Reply, StandIn, marker_of, route

DOCUMENT, TABLE = "aBcD123", "Backlog"
MOST_BYTES = 1_000_000
TEXTS = (
    *("openlab", "Reference", "Titre", "Probleme", "Solution", "Pour_qui", "Classe", "Sprint", "Open_labs"),
    *("Verbatims", "Indicateur_vise", "Dans_openlab"),
    *("Title", "Problem", "For_whom", "Class", "Target_indicator", "In_openlab"),
)
NUMBERS = (
    *("Priorite", "Impact", "Faisabilite", "Votes", "Bulletins", "Soutiens"),
    *("Priority", "Feasibility", "Ballots", "In_support"),
)
CHOICES = {"choices": ["À faire", "En cours", "Livré"], "widget": "TextBox"}


class Grist(StandIn):
    """A document with one table. `columns`: their types, by id; the labels are others."""

    kind = "grist"
    project = f"{DOCUMENT}/{TABLE}"
    unknown = "nothing/Backlog"
    closed = "Livré"
    too_busy = Reply(429, {"error": "Too many backlogged requests for document aBcD123 - try again later?"})
    title, body = "Titre", "Probleme"
    creates_with = "PUT"
    creates_twice_as_once = True

    def __init__(self) -> None:
        super().__init__()
        self.columns = {**dict.fromkeys(TEXTS, "Text"), **dict.fromkeys(NUMBERS, "Numeric"), "Statut": "Choice"}
        self.formulas: dict[str, str] = {}
        self.rows: dict[int, dict[str, Any]] = {}
        self.access = "editors"
        self.last = 0

    def draft(self, number: int, **fields: Value) -> Draft:
        return Draft(marker_of(number), {"Titre": f"Idée n° {number}", "Probleme": HARD, "Votes": 12.0, **fields})

    def count(self) -> int:
        return len(self.rows)

    def fill(self, count: int) -> None:
        for _ in range(count):
            self._add({"Titre": "Another"})

    def close(self, key: str) -> None:
        self.rows[int(key)]["Statut"] = "Livré"

    def delete(self, key: str) -> None:
        del self.rows[int(key)]

    def copy(self, key: str) -> None:
        self._add(self.rows[int(key)])

    def forbid(self) -> None:
        self.access = "viewers"

    def refuse(self, asked: Asked) -> Reply | None:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"error": "Bad request: invalid API key"})
        if asked.body is not None:
            self.expect(asked.headers.get("content-type") == "application/json", "a body is JSON")
        if len(json.dumps(asked.body)) > MOST_BYTES:
            return Reply(413, {"error": "request entity too large"})
        return None

    def nothing_there(self) -> Reply:
        return Reply(404, {"error": "not found"})

    @route("GET", "/api/profile/user")
    def user(self, asked: Asked) -> Reply:
        return Reply(200, {"id": 4, "email": "ada@example.org", "name": "Ada"})

    @route("GET", "/api/docs/{document}")
    def described(self, asked: Asked, document: str) -> Reply:
        found = {"id": DOCUMENT, "name": "Feuille de route", "access": self.access, "isPinned": False}
        return Reply(200, found) if document == DOCUMENT else Reply(404, {"error": "document not found"})

    @route("GET", "/api/docs/{document}/tables/{table}/columns")
    def all_columns(self, asked: Asked, document: str, table: str) -> Reply:
        options = {"Choice": json.dumps(CHOICES)}
        columns = [
            {
                "id": name,
                "fields": {
                    "label": f"La colonne {name}",
                    "type": kind,
                    "isFormula": name in self.formulas,
                    "formula": self.formulas.get(name, ""),
                    "widgetOptions": options.get(kind, ""),
                },
            }
            for name, kind in self.columns.items()
        ]
        return self._unless_unknown(document, table) or Reply(200, {"columns": columns})

    @route("GET", "/api/docs/{document}/tables/{table}/records")
    def records(self, asked: Asked, document: str, table: str) -> Reply:
        wanted = json.loads(asked.one("filter", "{}"))
        if refusal := self._unless_unknown(document, table) or self._unless_columns(wanted.keys() - {"id"}):
            return refusal
        rows = list(self.rows.items())
        for name, values in wanted.items():
            self.expect(isinstance(values, list), "a filter lists values")
            rows = [(id_, row) for id_, row in rows if (id_ if name == "id" else row[name]) in values]
        return Reply(200, {"records": [{"id": id_, "fields": row} for id_, row in rows]})

    @route("PUT", "/api/docs/{document}/tables/{table}/records")
    def add_or_update(self, asked: Asked, document: str, table: str) -> Reply:
        """The row that is as required, or a new one."""
        self.expect(asked.body.keys() == {"records"}, "records are written")
        for record in asked.body["records"]:
            self.expect(record.keys() == {"require", "fields"} and bool(record["require"]), "rows that are one")
            names = {*record["require"], *record["fields"]}
            refusal = self._unless_unknown(document, table) or self._unless_allowed() or self._unless_columns(names)
            if refusal:
                return refusal
            same = [row for row in self.rows.values() if record["require"].items() <= row.items()]
            row = same[0] if same else self._add(record["require"])
            self._write(row, record["fields"])
        return Reply(200, None)

    @route("PATCH", "/api/docs/{document}/tables/{table}/records")
    def change(self, asked: Asked, document: str, table: str) -> Reply:
        for record in asked.body["records"]:
            self.expect(record.keys() == {"id", "fields"} and isinstance(record["id"], int), "a row by its id")
            if refusal := self._unless_allowed() or self._unless_columns(record["fields"].keys()):
                return refusal
            if record["id"] not in self.rows:
                return Reply(400, {"error": f"Invalid row id {record['id']}"})
            self._write(self.rows[record["id"]], record["fields"])
        return Reply(200, None)

    def _unless_unknown(self, document: str, table: str) -> Reply | None:
        if document != DOCUMENT:
            return Reply(404, {"error": "document not found"})
        return None if table == TABLE else Reply(404, {"error": f'Table not found "{table}"'})

    def _unless_allowed(self) -> Reply | None:
        return Reply(403, {"error": "No write access"}) if self.access == "viewers" else None

    def _unless_columns(self, names: Any) -> Reply | None:
        """Labels are no ids."""
        for name in names:
            if name not in self.columns:
                return Reply(400, {"error": f'Invalid column "{name}"'})
            if self.formulas.get(name):
                return Reply(400, {"error": f"Error manipulating data: Can't save value to formula column {name}"})
        return None

    def _add(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.last += 1
        kinds = self.columns.items()
        self.rows[self.last] = {
            name: 0.0 if kind == "Numeric" else None if kind == "Date" else "" for name, kind in kinds
        }
        self._write(self.rows[self.last], fields)
        return self.rows[self.last]

    def _write(self, row: dict[str, Any], fields: dict[str, Any]) -> None:
        row |= {name: _parsed(value, self.columns[name]) for name, value in fields.items()}


def _parsed(value: Any, kind: str) -> Any:
    """Texts are read as what they say; what cannot be stays a text."""
    if value == "" and kind in ("Numeric", "Date"):
        return None
    try:
        if kind == "Numeric" and isinstance(value, str):
            return float(value)
        if kind == "Date" and isinstance(value, str):
            return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC).timestamp()
    except ValueError:
        return value
    if kind == "ChoiceList" and isinstance(value, str):
        return ["L", *(one.strip() for one in value.split(","))]
    return str(value) if kind == "Text" and isinstance(value, int | float) else value
