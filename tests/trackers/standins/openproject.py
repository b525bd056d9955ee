"""A stand-in for OpenProject, after https://www.openproject.org/docs/api/ (API v3). Its filters do what the code of
OpenProject does: `~` finds parts of a text, and an id that does not exist makes the whole list refused."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from openlab.trackers import PRIORITY, TYPE, Draft, Value
from tests.trackers.standins import TOKEN, Asked, Reply, StandIn, route

PROJECT = "open-lab"
NAMES = {
    "types": {1: "Task", 2: "Bug"},
    "priorities": {7: "Low", 8: "Normal", 9: "High"},
    "statuses": {1: "New", 4: "In progress", 12: "Closed"},
}
WRITABLE = {"subject", "description", "lockVersion", "_links", "customField3", "customField5"}
LINKED = {"type", "priority", "status", "customField4"}
FIELDS = {"subject": "Subject", "priority": "Priority", "customField3": "Origin"}
FILTERS = {"id": "=", "description": "~"}
ERRORS = "urn:openproject-org:api:v3:errors:"


class OpenProject(StandIn):
    """A project with two types. Three fields are its own: 3, a text; 4, one of a list; 5, a long text."""

    kind = "openproject"
    project = PROJECT
    unknown = "nothing"
    closed = "12"
    too_busy = Reply(429, {"_type": "Error", "message": "Retry later"})

    def __init__(self) -> None:
        super().__init__()
        self.packages: dict[int, dict[str, Any]] = {}
        self.required: dict[int, str] = {}
        self.active = True
        self.forbids = False
        self.last = 0
        self.meanwhile: list[dict[str, Any]] = []

    def draft(self, number: int, **fields: Value) -> Draft:
        return super().draft(number, **{TYPE: "1", PRIORITY: "9", **fields})

    def count(self) -> int:
        return len(self.packages)

    def fill(self, count: int) -> None:
        for _ in range(count):
            self._add({"subject": "Another", "_links": {"type": {"href": "/api/v3/types/1"}}})

    def close(self, key: str) -> None:
        self.packages[int(key)]["_links"]["status"] = _link("statuses", 12)

    def delete(self, key: str) -> None:
        del self.packages[int(key)]

    def copy(self, key: str) -> None:
        self._add(self.packages[int(key)])

    def forbid(self) -> None:
        self.forbids = True

    def refuse(self, asked: Asked) -> Reply | None:
        if asked.headers.get("authorization") != f"Basic {b64encode(f'apikey:{TOKEN}'.encode()).decode()}":
            return _error(401, "Unauthenticated", "You need to be authenticated to access this resource.")
        if asked.method in ("POST", "PATCH"):
            self.expect(asked.headers.get("content-type") == "application/json", "a body is JSON")
        return None

    def nothing_there(self) -> Reply:
        return _error(404, "NotFound", "The requested resource could not be found.")

    @route("GET", "/api/v3/users/me")
    def me(self, asked: Asked) -> Reply:
        return Reply(200, {"_type": "User", "id": 5, "name": "Ada"})

    @route("GET", "/api/v3/projects/{project}")
    def described(self, asked: Asked, project: str) -> Reply:
        found = {"_type": "Project", "id": 3, "identifier": PROJECT, "name": "Open lab", "active": self.active}
        return Reply(200, found) if project == PROJECT else self.nothing_there()

    @route("GET", "/api/v3/projects/{project}/types")
    def types(self, asked: Asked, project: str) -> Reply:
        return _collection([{"id": id_, "name": name} for id_, name in NAMES["types"].items()], asked)

    @route("GET", "/api/v3/priorities")
    def priorities(self, asked: Asked) -> Reply:
        """One of them is no longer used."""
        named = NAMES["priorities"].items()
        return _collection([{"id": id_, "name": name, "isActive": id_ != 7} for id_, name in named], asked)

    @route("GET", "/api/v3/statuses")
    def statuses(self, asked: Asked) -> Reply:
        named = NAMES["statuses"].items()
        return _collection([{"id": id_, "name": name, "isClosed": id_ == 12} for id_, name in named], asked)

    @route("POST", "/api/v3/projects/{project}/work_packages/form")
    def form(self, asked: Asked, project: str) -> Reply:
        """Creates nothing: says what would be wrong, and which fields there are."""
        self._check_names(asked.body)
        if refusal := self._unless_allowed(project):
            return refusal
        schema = {name: {"name": title, "required": name == "subject"} for name, title in FIELDS.items()}
        wrong = {
            name: _error(422, "PropertyConstraintViolation", words).data for name, words in self._wrong(asked.body)
        }
        return Reply(200, {"_type": "Form", "_embedded": {"payload": {}, "schema": schema, "validationErrors": wrong}})

    @route("GET", "/api/v3/projects/{project}/work_packages")
    def in_project(self, asked: Asked, project: str) -> Reply:
        return self._listing(asked) if project == PROJECT else self.nothing_there()

    @route("GET", "/api/v3/work_packages")
    def everywhere(self, asked: Asked) -> Reply:
        return self._listing(asked)

    @route("GET", "/api/v3/work_packages/{number}")
    def one(self, asked: Asked, number: str) -> Reply:
        found = self.packages.get(int(number))
        return Reply(200, _told(found)) if found else self.nothing_there()

    @route("POST", "/api/v3/projects/{project}/work_packages")
    def create(self, asked: Asked, project: str) -> Reply:
        self._check_names(asked.body)
        if refusal := self._unless_allowed(project) or _refused(self._wrong(asked.body)):
            return refusal
        return Reply(201, _told(self._add(asked.body)))

    @route("PATCH", "/api/v3/work_packages/{number}")
    def change(self, asked: Asked, number: str) -> Reply:
        self._check_names(asked.body)
        self.expect("lockVersion" in asked.body, "a change says what it is a change of")
        package = self.packages.get(int(number))
        if package is None:
            return self.nothing_there()
        if self.meanwhile:
            self._write(package, self.meanwhile.pop(0))
        if asked.body["lockVersion"] != package["lockVersion"]:
            return _error(409, "UpdateConflict", "Your changes could not be saved: changed since you've seen it.")
        if refusal := _refused(self._wrong({**package, **asked.body})):
            return refusal
        self._write(package, asked.body)
        return Reply(200, _told(package))

    def _listing(self, asked: Asked) -> Reply:
        """Without filters, the open ones only."""
        filters = json.loads(asked.one("filters", '[{"status": {"operator": "o", "values": null}}]'))
        found = list(self.packages.values())
        for one in filters:
            (name, condition), *_ = one.items()
            self.expect(FILTERS.get(name) == condition["operator"], f"{one} was never tried")
            values = condition["values"]
            if name == "id" and not set(values) <= {str(number) for number in self.packages}:
                return _error(400, "InvalidQuery", "Id filter has invalid values.")
            if name == "id":
                found = [package for package in found if str(package["id"]) in values]
            else:
                self.expect(len(values) == 1, "only the first of several texts would be looked for")
                found = [package for package in found if values[0].lower() in package["description"].lower()]
        return _collection([_told(package) for package in found], asked)

    def _check_names(self, body: Any) -> None:
        self.expect(isinstance(body, dict) and body.keys() <= WRITABLE, f"a work package is not written with {body}")
        self.expect(body.get("_links", {}).keys() <= LINKED, f"{body.get('_links')} are no links that can be written")
        if "description" in body:
            self.expect(body["description"].keys() <= {"format", "raw"}, "a text is written raw")

    def _wrong(self, body: dict[str, Any]) -> Iterable[tuple[str, str]]:
        if not body.get("subject"):
            yield "subject", "Subject can't be blank."
        if len(body.get("subject", "")) > 255:
            yield "subject", "Subject is too long (maximum is 255 characters)."
        kind = _number(body.get("_links", {}).get("type", _link("types", 1)))
        if kind not in NAMES["types"]:
            yield "type", "Type is not set to one of the allowed values."
        needed = self.required.get(kind)
        if needed and not body.get(needed):
            yield needed, "Origin can't be blank."

    def _unless_allowed(self, project: str) -> Reply | None:
        if project != PROJECT:
            return self.nothing_there()
        words = "You are not allowed to add work packages to this project."
        return _error(403, "MissingPermission", words) if self.forbids else None

    def _add(self, body: dict[str, Any]) -> dict[str, Any]:
        self.last += 1
        package: dict[str, Any] = {"_type": "WorkPackage", "id": self.last, "lockVersion": -1, "description": ""}
        package |= {"customField3": None, "customField5": None}
        links = {"type": _link("types", 1), "priority": _link("priorities", 8), "status": _link("statuses", 1)}
        package["_links"] = {**links, "customField4": {"href": None}}
        self.packages[self.last] = package
        self._write(package, body)
        return package

    def _write(self, package: dict[str, Any], body: dict[str, Any]) -> None:
        """What is not said stays; every change counts."""
        named: dict[str, Any] = {
            name: body[name] for name in ("subject", "customField3", "customField5") if name in body
        }
        text = body.get("description", package["description"])
        package.update(named)
        package["description"] = text["raw"] if isinstance(text, dict) else text
        package["_links"] |= body.get("_links", {})
        package["lockVersion"] += 1


def _told(package: dict[str, Any]) -> dict[str, Any]:
    raw = package["description"]
    long = {"format": "markdown", "raw": package["customField5"] or "", "html": ""}
    return {**package, "description": {"format": "markdown", "raw": raw, "html": f"<p>{raw}</p>"}, "customField5": long}


def _link(what: str, number: int) -> dict[str, str]:
    return {"href": f"/api/v3/{what}/{number}", "title": NAMES[what][number]}


def _number(link: dict[str, str]) -> int:
    return int(link["href"].rpartition("/")[2])


def _refused(wrong: Iterable[tuple[str, str]]) -> Reply | None:
    """One problem is told by itself, several below a sentence about all of them."""
    errors = [_error(422, "PropertyConstraintViolation", words) for _, words in wrong]
    if len(errors) < 2:
        return errors[0] if errors else None
    several = _error(422, "MultipleErrors", "Multiple field constraints have been violated.")
    return Reply(422, {**several.data, "_embedded": {"errors": [error.data for error in errors]}})


def _error(status: int, identifier: str, words: str) -> Reply:
    return Reply(status, {"_type": "Error", "errorIdentifier": f"{ERRORS}{identifier}", "message": words})


def _collection(elements: list[Any], asked: Asked) -> Reply:
    size, page = int(asked.one("pageSize", "20")), int(asked.one("offset", "1"))
    shown = elements[(page - 1) * size : page * size]
    data = {"_type": "Collection", "total": len(elements), "count": len(shown), "_embedded": {"elements": shown}}
    return Reply(200, data)
