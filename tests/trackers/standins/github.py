"""A stand-in for GitHub. What it is asked is checked against GitHub's own description (github_schema/), and so are its
answers; what the description only says in words comes from https://docs.github.com/rest/issues."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from openlab.trackers import LABELS, Draft, Value
from tests.trackers.standins import TOKEN, Asked, Reply, StandIn, route

PROJECT = "team/open-lab"
DESCRIBED = json.loads((Path(__file__).parent / "github_schema" / "schemas.json").read_text("utf-8"))["operations"]


class GitHub(StandIn):
    """A repository with two labels, at GitHub Enterprise Server, whose API is in a folder."""

    kind = "github"
    project = PROJECT
    unknown = "team/nothing"
    closed = "completed"
    too_busy = Reply(403, {"message": "You have exceeded a secondary rate limit. Please wait a few minutes."})

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[int, dict[str, Any]] = {}
        self.labels = ["open-lab", "must"]
        self.pushes = True
        self.forbids = False
        self.archived = False
        self.has_issues = True
        self.moved = False
        self.searchable = True
        self.transferred: set[int] = set()
        self.last = 0

    def draft(self, number: int, **fields: Value) -> Draft:
        return super().draft(number, **{LABELS: ("must", "open-lab"), **fields})

    def count(self) -> int:
        return len(self.issues)

    def fill(self, count: int) -> None:
        """Every other one is a pull request."""
        for number in range(count):
            issue = self._add({"title": "Another", "body": None})
            issue |= {"pull_request": {"url": issue["html_url"]}} if number % 2 else {}

    def close(self, key: str) -> None:
        self.issues[int(key)] |= {"state": "closed", "state_reason": "completed"}

    def delete(self, key: str) -> None:
        del self.issues[int(key)]

    def copy(self, key: str) -> None:
        self._add({name: self.issues[int(key)][name] for name in ("title", "body")})

    def drop_labels(self) -> None:
        self.pushes = False

    def forbid(self) -> None:
        self.forbids = True

    def refuse(self, asked: Asked) -> Reply | None:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"})
        self.expect(asked.headers.get("accept") == "application/vnd.github+json", "the media type of GitHub")
        self.expect(asked.headers.get("x-github-api-version") == "2022-11-28", "the version of the API")
        self.expect(bool(asked.headers.get("user-agent")), "GitHub wants to know who asks")
        return None

    def nothing_there(self) -> Reply:
        return Reply(404, {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"})

    def answer(self, asked: Asked) -> Reply:
        described = _operation(asked)
        if described:
            self._check(asked, described)
        reply = super().answer(asked)
        if described and reply.status in (200, 201):
            Draft202012Validator(described["answers"][str(reply.status)]).validate(reply.data)
        return reply

    def _check(self, asked: Asked, described: dict[str, Any]) -> None:
        self.expect(asked.query.keys() <= described["query"].keys(), f"GitHub knows no query {set(asked.query)}")
        for name, (value, *_) in asked.query.items():
            schema = described["query"][name]
            typed = int(value) if schema.get("type") == "integer" else value
            self.expect(Draft202012Validator(schema).is_valid(typed), f"{name}={value} is not as described")
        if asked.body is not None:
            problems = [error.message for error in Draft202012Validator(described["body"]).iter_errors(asked.body)]
            unknown = asked.body.keys() - described["body"]["properties"].keys()
            self.expect(not problems and not unknown, f"{problems} {unknown}")

    @route("GET", "/api/v3/user")
    def user(self, asked: Asked) -> Reply:
        return Reply(200, {"login": "ada", "name": None, "html_url": f"{self.url}/ada"})

    @route("GET", "/api/v3/repos/{owner}/{name}")
    def repository(self, asked: Asked, owner: str, name: str) -> Reply:
        described = {"full_name": PROJECT, "name": name, "html_url": f"{self.url}/{PROJECT}", "archived": self.archived}
        described |= {"has_issues": self.has_issues, "permissions": {"push": self.pushes, "pull": True}}
        return self._unless_elsewhere(owner, name) or Reply(200, described)

    @route("GET", "/api/v3/repos/{owner}/{name}/labels")
    def all_labels(self, asked: Asked, owner: str, name: str) -> Reply:
        return self._unless_elsewhere(owner, name) or Reply(
            200, self._page([_label(one) for one in self.labels], asked)
        )

    @route("GET", "/api/v3/repos/{owner}/{name}/issues")
    def listing(self, asked: Asked, owner: str, name: str) -> Reply:
        """Pull requests too. Newest first, unless asked otherwise; the open ones, unless asked otherwise."""
        state = asked.one("state", "open")
        here = [one for number, one in self.issues.items() if number not in self.transferred]
        found = [one for one in here if state == "all" or one["state"] == state]
        found.sort(key=lambda one: int(one["number"]), reverse=asked.one("direction", "desc") == "desc")
        return self._unless_elsewhere(owner, name) or Reply(200, self._page(found, asked))

    @route("GET", "/api/v3/repos/{owner}/{name}/issues/{number}")
    def one(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        issue = self.issues.get(int(number))
        if refusal := self._unless_elsewhere(owner, name):
            return refusal
        if int(number) in self.transferred:
            there = {"location": f"{self.url}/api/v3/repositories/2/issues/1"}
            return Reply(301, {"message": "Moved Permanently"}, there)
        if issue is None and int(number) <= self.last:
            return Reply(410, {"message": "This issue was deleted"})
        return Reply(200, issue) if issue else self.nothing_there()

    @route("POST", "/api/v3/repos/{owner}/{name}/issues")
    def create(self, asked: Asked, owner: str, name: str) -> Reply:
        if refusal := self._unless_elsewhere(owner, name) or self._unless_allowed() or _unless_valid(asked.body):
            return refusal
        return Reply(201, self._add(asked.body))

    def _add(self, body: dict[str, Any]) -> dict[str, Any]:
        self.last += 1
        issue: dict[str, Any] = {
            "number": self.last,
            "title": "",
            "body": None,
            "labels": [],
            "state": "open",
            "state_reason": None,
        }
        issue["html_url"] = f"{self.url}/{PROJECT}/issues/{self.last}"
        self.issues[self.last] = issue
        self._write(issue, body)
        return issue

    @route("PATCH", "/api/v3/repos/{owner}/{name}/issues/{number}")
    def change(self, asked: Asked, owner: str, name: str, number: str) -> Reply:
        issue = self.issues.get(int(number))
        if refusal := self._unless_elsewhere(owner, name) or self._unless_allowed() or _unless_valid(asked.body):
            return refusal
        if issue is None:
            return self.nothing_there()
        self._write(issue, asked.body)
        return Reply(200, issue)

    @route("GET", "/api/v3/search/issues")
    def search(self, asked: Asked) -> Reply:
        """Indexed after a while: `searchable` says whether the while has passed."""
        found = re.fullmatch(r'repo:(\S+) is:issue in:body "([^"]+)"', asked.one("q"))
        self.expect(found is not None and found[1] == PROJECT, f"a search as it was never tried: {asked.one('q')}")
        words = found[2] if found else ""
        items = [one for one in self.issues.values() if self.searchable and words in (one["body"] or "")]
        return Reply(200, {"total_count": len(items), "incomplete_results": False, "items": items})

    def _page(self, found: list[Any], asked: Asked) -> list[Any]:
        size, page = int(asked.one("per_page", "30")), int(asked.one("page", "1"))
        self.expect(size <= 100, "a page has 100 at most")
        return found[(page - 1) * size : page * size]

    def _unless_elsewhere(self, owner: str, name: str) -> Reply | None:
        if f"{owner}/{name}" != PROJECT:
            return self.nothing_there()
        there = {"location": f"{self.url}/api/v3/repositories/1"}
        return Reply(301, {"message": "Moved Permanently", "url": there["location"]}, there) if self.moved else None

    def _unless_allowed(self) -> Reply | None:
        if not self.has_issues:
            return Reply(410, {"message": "Issues are disabled for this repo"})
        refused = {"message": "Resource not accessible by personal access token"}
        return Reply(403, refused) if self.forbids or self.archived else None

    def _write(self, issue: dict[str, Any], body: dict[str, Any]) -> None:
        """Without the right to push, labels are dropped, and nothing is said."""
        issue |= {name: body[name] for name in ("title", "body") if name in body}
        if "labels" in body and self.pushes:
            issue["labels"] = [_label(one) for one in body["labels"]]
            self.labels = list(dict.fromkeys([*self.labels, *body["labels"]]))


def _operation(asked: Asked) -> dict[str, Any]:
    for operation, described in DESCRIBED.items():
        verb, path = operation.split(" ")
        pattern = "/api/v3" + re.sub(r"\{\w+\}", "[^/]+", path)
        if verb.upper() == asked.method and re.fullmatch(pattern, asked.path):
            return dict(described)
    return {}


def _label(name: str) -> dict[str, Any]:
    return {"id": 1, "name": name, "color": "ededed", "default": False, "description": None}


def _unless_valid(body: dict[str, Any]) -> Reply | None:
    if "title" in body and not 0 < len(body["title"]) <= 256:
        words = "title is too long (maximum is 256 characters)"
        wrong = {"resource": "Issue", "code": "custom", "field": "title", "message": words}
        return Reply(422, {"message": "Validation Failed", "errors": [wrong]})
    return None
