"""A stand-in for Jira Cloud, after https://developer.atlassian.com/cloud/jira/platform/rest/v3/ and, for descriptions,
the structure of its document format. A search
finds an issue once it is indexed, which `indexed` says."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

from jsonschema import Draft202012Validator

from openlab.trackers import LABELS, PRIORITY, TYPE, Draft, Value
from tests.trackers.standins import TOKEN, Asked, Reply, StandIn, route

PROJECT = "LAB"
ACCOUNT = "ada@example.org"
TYPES = {"10001": "Story", "10002": "Bug"}
PRIORITIES = {"1": "Highest", "3": "Medium"}
STATUSES = {"10000": ("To Do", "new"), "3": ("In Progress", "indeterminate"), "10003": ("Done", "done")}
LONG_TEXT = "com.atlassian.jira.plugin.system.customfieldtypes:textarea"
CUSTOM = {
    "customfield_1": {"name": "Origin", "schema": {"type": "option"}},
    "customfield_2": {"name": "Points", "schema": {"type": "number"}},
    "customfield_3": {"name": "Why", "schema": {"type": "string", "custom": LONG_TEXT}},
    "customfield_4": {"name": "Teams", "schema": {"type": "array", "items": "option"}},
}
SHAPES: dict[str, Any] = {
    "customfield_1": {"type": "object", "properties": {"value": {"type": "string"}}, "required": ["value"]},
    "customfield_2": {"type": "number"},
    "customfield_4": {"type": "array", "items": {"type": "object", "required": ["value"]}},
}
INLINE = {
    "oneOf": [
        {"type": "object", "properties": {"type": {"const": "hardBreak"}}, "required": ["type"], "maxProperties": 1},
        {
            "type": "object",
            "properties": {
                "type": {"const": "text"},
                "text": {"type": "string", "minLength": 1},
                "marks": {
                    "items": {
                        "properties": {
                            "type": {"const": "link"},
                            "attrs": {"required": ["href"], "properties": {"href": {"pattern": "^https?://"}}},
                        },
                        "required": ["type", "attrs"],
                    }
                },
            },
            "required": ["type", "text"],
            "additionalProperties": False,
        },
    ]
}
PARAGRAPH = {
    "type": "object",
    "properties": {"type": {"const": "paragraph"}, "content": {"type": "array", "items": INLINE}},
    "required": ["type"],
    "additionalProperties": False,
}
DOCUMENT = Draft202012Validator(
    {
        "type": "object",
        "properties": {
            "type": {"const": "doc"},
            "version": {"const": 1},
            "content": {"type": "array", "items": PARAGRAPH},
        },
        "required": ["type", "version", "content"],
        "additionalProperties": False,
    }
)
MOST_FETCHED = 100


class Jira(StandIn):
    """A project with two types. `screen` is what its forms hold, `required` what they demand, by type."""

    kind = "jira"
    project = PROJECT
    unknown = "NOTHING"
    account = ACCOUNT
    closed = "10003"
    too_busy = Reply(429, {"errorMessages": ["Rate limit exceeded."], "errors": {}})

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[str, dict[str, Any]] = {}
        self.screen = ["summary", "description", "labels", "priority", "issuetype", "project", *CUSTOM]
        self.required: dict[str, str] = {}
        self.rights = ["CREATE_ISSUES", "EDIT_ISSUES"]
        self.indexed = True
        self.archived = False
        self.last = 0

    def draft(self, number: int, **fields: Value) -> Draft:
        return super().draft(number, **{TYPE: "10001", PRIORITY: "1", LABELS: ("must", "open-lab"), **fields})

    def count(self) -> int:
        return len(self.issues)

    def fill(self, count: int) -> None:
        for _ in range(count):
            self._add({"summary": "Another", "issuetype": {"id": "10001"}})

    def close(self, key: str) -> None:
        self.issues[key]["fields"]["status"] = _status("10003")

    def delete(self, key: str) -> None:
        del self.issues[key]

    def copy(self, key: str) -> None:
        self._add(self.issues[key]["fields"])

    def drop_labels(self) -> None:
        self.screen.remove("labels")

    def forbid(self) -> None:
        self.rights = []

    def refuse(self, asked: Asked) -> Reply | None:
        expected = b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {expected}":
            return Reply(
                401, {"errorMessages": ["Client must be authenticated to access this resource."], "errors": {}}
            )
        if asked.body is not None:
            self.expect(asked.headers.get("content-type") == "application/json", "a body is JSON")
        return None

    def nothing_there(self) -> Reply:
        return _refusal(404, "Issue does not exist or you do not have permission to see it.")

    @route("GET", "/rest/api/3/myself")
    def myself(self, asked: Asked) -> Reply:
        return Reply(200, {"accountId": "5b10", "displayName": "Ada", "active": True})

    @route("GET", "/rest/api/3/project/{project}")
    def described(self, asked: Asked, project: str) -> Reply:
        found = {"id": "1", "key": PROJECT, "name": "Open lab", "archived": self.archived}
        return self._unless_unknown(project) or Reply(200, found)

    @route("GET", "/rest/api/3/mypermissions")
    def permissions(self, asked: Asked) -> Reply:
        self.expect(asked.one("projectKey") != "", "rights are asked for in a project")
        wanted = asked.one("permissions").split(",")
        named = {"CREATE_ISSUES": "Create Issues", "EDIT_ISSUES": "Edit Issues"}
        told = {one: {"key": one, "name": named[one], "havePermission": one in self.rights} for one in wanted}
        return Reply(200, {"permissions": told})

    @route("GET", "/rest/api/3/project/{project}/statuses")
    def statuses(self, asked: Asked, project: str) -> Reply:
        every = [_status(id_) for id_ in STATUSES]
        kinds = [{"id": id_, "name": name, "subtask": False, "statuses": every} for id_, name in TYPES.items()]
        return self._unless_unknown(project) or Reply(200, kinds)

    @route("GET", "/rest/api/3/issue/createmeta/{project}/issuetypes")
    def kinds(self, asked: Asked, project: str) -> Reply:
        kinds = [{"id": id_, "name": name, "subtask": False} for id_, name in TYPES.items()]
        kinds.append({"id": "10009", "name": "Sub-task", "subtask": True})
        return self._unless_unknown(project) or _page(kinds, "issueTypes", asked)

    @route("GET", "/rest/api/3/issue/createmeta/{project}/issuetypes/{kind}")
    def form(self, asked: Asked, project: str, kind: str) -> Reply:
        """Pages of two fields, so that whoever reads one page only misses most."""
        fields = [{"fieldId": name, **self._meta(name, kind)} for name in self.screen]
        return self._unless_unknown(project) or _page(fields, "fields", asked, most=2)

    def _meta(self, name: str, kind: str) -> dict[str, Any]:
        known = CUSTOM.get(name, {"name": name.capitalize(), "schema": {"type": "string"}})
        required = name in ("summary", "issuetype", "project", self.required.get(kind))
        allowed = [{"id": id_, "name": title} for id_, title in PRIORITIES.items()] if name == "priority" else []
        return {**known, "required": required, "hasDefaultValue": False, "allowedValues": allowed}

    @route("GET", "/rest/api/3/search/jql")
    def search(self, asked: Asked) -> Reply:
        """Without `fields`, only ids are told. The page after this one has a token."""
        jql, told = asked.one("jql"), asked.one("fields").split(",")
        by_label = re.fullmatch(r'project = "(\w+)" AND labels in \(("[\w-]+"(?:, "[\w-]+")*)\)', jql)
        by_text = re.fullmatch(r'project = "(\w+)" AND description ~ "\\"([\w-]+)\\""', jql)
        found = by_label or by_text
        self.expect(found is not None and told == ["*navigable"], f"never tried: {jql} {told}")
        if found is None:
            return self.nothing_there()
        if refusal := self._unless_unknown(found[1], 400):
            return refusal
        words = re.findall(r"[\w-]+", found[2])
        issues = [
            one for one in self.issues.values() if self.indexed and _matches(one["fields"], words, bool(by_label))
        ]
        start = int(asked.one("nextPageToken", "0"))
        shown, rest = issues[start : start + 2], issues[start + 2 :]
        token = {"nextPageToken": str(start + 2)} if rest else {}
        return Reply(200, {"issues": shown, "isLast": not rest, **token})

    @route("POST", "/rest/api/3/issue/bulkfetch")
    def fetch(self, asked: Asked) -> Reply:
        """Those that are not there are not told."""
        wanted = asked.body["issueIdsOrKeys"]
        self.expect(0 < len(wanted) <= MOST_FETCHED, "at most a hundred are fetched")
        self.expect(asked.body["fields"] == ["*navigable"], "the fields are named")
        return Reply(200, {"issues": [self.issues[key] for key in wanted if key in self.issues], "issueErrors": []})

    @route("POST", "/rest/api/3/issue")
    def create(self, asked: Asked) -> Reply:
        fields = asked.body["fields"]
        if refusal := self._unless_unknown(fields["project"]["key"], 400) or self._wrong(fields, new=True):
            return refusal
        issue = self._add(fields)
        return Reply(
            201, {"id": issue["id"], "key": issue["key"], "self": f"{self.url}/rest/api/3/issue/{issue['id']}"}
        )

    @route("PUT", "/rest/api/3/issue/{key}")
    def change(self, asked: Asked, key: str) -> Reply:
        """Answers nothing."""
        if key not in self.issues:
            return self.nothing_there()
        if refusal := self._wrong(asked.body["fields"], new=False):
            return refusal
        self.issues[key]["fields"] |= _kept(asked.body["fields"])
        return Reply(204)

    def _wrong(self, fields: dict[str, Any], *, new: bool) -> Reply | None:
        if not self.rights:
            return _refusal(403, "You do not have permission to create issues in this project.")
        for name in {"description", "customfield_3"} & fields.keys():
            problems = [problem.message for problem in DOCUMENT.iter_errors(fields[name])]
            self.expect(not problems, f"{problems} is wrong with the document of {name}")
        errors = {**_wrong_values(fields), **(self._wrong_form(fields) if new else {})}
        for name in fields.keys() - set(self.screen):
            errors[name] = f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
        return Reply(400, {"errorMessages": [], "errors": errors}) if errors else None

    def _wrong_form(self, fields: dict[str, Any]) -> dict[str, str]:
        kind = fields.get("issuetype", {}).get("id")
        if kind not in TYPES:
            return {"issuetype": "Specify a valid issue type"}
        needed = self.required.get(kind, "summary")
        return {} if needed in fields else {needed: f"{CUSTOM[needed]['name']} is required."}

    def _unless_unknown(self, project: str, status: int = 404) -> Reply | None:
        return None if project == PROJECT else _refusal(status, f"No project could be found with key '{project}'.")

    def _add(self, fields: dict[str, Any]) -> dict[str, Any]:
        self.last += 1
        nothing: dict[str, Any] = {
            "description": None,
            "labels": [],
            "priority": {"id": "3"},
            "status": _status("10000"),
        }
        known = {**nothing, **dict.fromkeys(CUSTOM), **_kept(fields)}
        issue = {"id": str(20000 + self.last), "key": f"{PROJECT}-{self.last}", "fields": known}
        self.issues[str(20000 + self.last)] = issue
        return issue


def _wrong_values(fields: dict[str, Any]) -> dict[str, str]:
    errors = {
        name: "Specify a value of the right kind."
        for name, shape in SHAPES.items()
        if name in fields and not Draft202012Validator(shape).is_valid(fields[name])
    }
    for label in fields.get("labels", ()):
        if " " in label:
            errors["labels"] = f"The label '{label}' contains spaces which is invalid."
    if len(fields.get("summary", "")) > 255:
        errors["summary"] = "Summary must be less than 255 characters."
    return errors


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Labels are kept in the order of the alphabet."""
    return {name: sorted(value) if name == "labels" else value for name, value in fields.items()}


def _matches(fields: dict[str, Any], words: list[str], by_label: bool) -> bool:
    if by_label:
        return bool(set(words) & set(fields["labels"]))
    return set(words) <= set(re.findall(r"[\w-]+", str(fields["description"])))


def _status(id_: str) -> dict[str, Any]:
    name, category = STATUSES[id_]
    return {"id": id_, "name": name, "statusCategory": {"key": category}}


def _refusal(status: int, words: str) -> Reply:
    return Reply(status, {"errorMessages": [words], "errors": {}})


def _page(found: list[Any], under: str, asked: Asked, most: int = 50) -> Reply:
    start, size = int(asked.one("startAt", "0")), min(int(asked.one("maxResults", "50")), most)
    shown = found[start : start + size]
    return Reply(200, {"startAt": start, "maxResults": size, "total": len(found), under: shown})
