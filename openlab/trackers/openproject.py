"""OpenProject: a project's work packages (API v3, HAL+JSON). It has types, priorities and statuses, and no labels."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from openlab.domain import Refused
from openlab.trackers import BODY, PRIORITY, TITLE, TYPE, Checked, Draft, Fields, Issue, Named, Offered, Target
from openlab.trackers.answers import by_marker, in_batches, in_project, made_for_sure, made_out, marker_in, plain
from openlab.trackers.client import Client

PAGE = 100
LINKS = {TYPE: "types", PRIORITY: "priorities"}
EXTRA = "extra:"
CUSTOM = "customField"
ATTEMPTS = 3
OURS = ("subject", "description", "type", "priority", "status", "project")


class OpenProject:
    """A project, by its identifier or number."""

    finds_freely: ClassVar = True

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._name = target.project
        self._address = target.address.rstrip("/")
        self._project = f"api/v3/projects/{quote(target.project, safe='')}"

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {"Authorization": f"Basic {b64encode(f'apikey:{target.token}'.encode()).decode()}"}

    async def check(self) -> Checked:
        person = (await self._client.get("api/v3/users/me")).data
        project = await self._asked_project()
        with made_out():
            if not project["active"]:
                raise Refused("tracker_project_closed", "project", project=self._name)
            await self._form({})  # refused to those who may not add any
            return Checked(person["name"], project["name"])

    async def offered(self) -> Offered:
        await self._asked_project()
        types = _named(await self._elements(f"{self._project}/types"))
        return Offered(
            types=types,
            priorities=_named(one for one in await self._elements("api/v3/priorities") if one.get("isActive", True)),
            statuses=_named(await self._elements("api/v3/statuses")),
            required=await self._required(types),
        )

    async def _required(self, types: Iterable[Named]) -> tuple[Named, ...]:
        """What the form of each type misses when it has a subject."""
        found: dict[str, Named] = {}
        for one in types:
            form = await self._form({"subject": "openlab", "_links": {"type": _link(TYPE, one.id)}})
            with made_out():
                schema = form["_embedded"]["schema"]
                for name in form["_embedded"]["validationErrors"]:
                    kept = found.get(name, Named(name, schema[name]["name"]))
                    found[name] = Named(name, kept.name, types=(*kept.types, one.id))
        return tuple(named for name, named in found.items() if name not in OURS)

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """OpenProject looks into the descriptions themselves, whatever the status."""
        found: dict[str, Issue] = {}
        for marker in sorted(markers):
            filters = [{"description": {"operator": "~", "values": [marker]}}]
            with in_project(self._name):
                found |= by_marker(await self._work_packages(f"{self._project}/work_packages", filters), {marker})
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        """All at once, wherever they were moved; one by one when one of them no longer exists."""
        found: dict[str, Issue] = {}
        for batch in in_batches(keys):
            try:
                filters = [{"id": {"operator": "=", "values": list(batch)}}]
                issues = await self._work_packages("api/v3/work_packages", filters)
            except Refused as problem:
                if problem.code != "tracker_refused":
                    raise
                issues = [issue for key in batch for issue in await self._one(key)]
            found |= {issue.key: issue for issue in issues}
        return found

    async def create(self, draft: Draft) -> Issue:
        with in_project(self._name):
            answer = await self._client.create(f"{self._project}/work_packages", _written(draft.fields))
        with made_for_sure():
            return self._issue(answer.data)

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        """OpenProject refuses a change to something older than what stands there: then it is looked at again, and what
        somebody else just changed is left to them. Raises `tracker_changed_meanwhile`."""
        path = f"api/v3/work_packages/{issue.key}"
        lock, there = await self._locked(path)
        before = _among(there, fields)
        for _ in range(ATTEMPTS):
            try:
                answer = await self._client.change("PATCH", path, {**_written(fields), "lockVersion": lock})
                with made_out():
                    return self._issue(answer.data)
            except Refused as problem:
                if problem.code != "tracker_refused":
                    raise
                refused_at, (lock, there) = lock, await self._locked(path)
                if lock == refused_at:
                    raise
            if _among(there, fields) == dict(fields):  # an answer was lost, not the change
                return there
            if _among(there, fields) != before:
                break
        raise Refused("tracker_changed_meanwhile")

    async def _locked(self, path: str) -> tuple[int, Issue]:
        """A work package, and which of its states this is."""
        seen = await self._seen(path)
        with made_out():
            return int(seen["lockVersion"]), self._issue(seen)

    async def _seen(self, path: str) -> dict[str, Any]:
        answer = await self._client.get(path)
        if not isinstance(answer.data, dict):
            raise Refused("tracker_odd")
        return answer.data

    async def _asked_project(self) -> dict[str, Any]:
        with in_project(self._name):
            return await self._seen(self._project)

    async def _form(self, filled: Mapping[str, object]) -> dict[str, Any]:
        """A form is asked for with a POST and changes nothing: it may be asked for again."""
        with in_project(self._name):
            answer = await self._client.change("POST", f"{self._project}/work_packages/form", filled)
        if not isinstance(answer.data, dict):
            raise Refused("tracker_odd")
        return answer.data

    async def _work_packages(self, path: str, filters: list[Any]) -> list[Issue]:
        query: dict[str, str | int] = {"filters": json.dumps(filters), "pageSize": PAGE, "sortBy": '[["id","asc"]]'}
        found = await self._elements(path, query)
        with made_out():
            return [self._issue(one) for one in found]

    async def _elements(self, path: str, query: Mapping[str, str | int] | None = None) -> list[Any]:
        data = (await self._client.get(path, query)).data
        with made_out():
            return list(data["_embedded"]["elements"])

    async def _one(self, key: str) -> list[Issue]:
        try:
            seen = await self._seen(f"api/v3/work_packages/{key}")
        except Refused as problem:
            if problem.code == "tracker_not_there":
                return []
            raise
        with made_out():
            return [self._issue(seen)]

    def _issue(self, data: dict[str, Any]) -> Issue:
        body = plain((data.get("description") or {}).get("raw"))
        links = data["_links"]
        extra = {f"{EXTRA}{name}": _value(data, name) for name in (*data, *links) if name.startswith(CUSTOM)}
        return Issue(
            key=str(data["id"]),
            number=f"#{data['id']}",
            url=f"{self._address}/work_packages/{data['id']}",
            fields={
                TITLE: data["subject"],
                BODY: body,
                TYPE: _id_of(links["type"]),
                PRIORITY: _id_of(links["priority"]),
                **extra,
            },
            status=_id_of(links["status"]),
            marker=marker_in(body),
        )


def _written(fields: Fields) -> dict[str, object]:
    """Texts and numbers stand in the work package itself; what is one of several values is a link."""
    written: dict[str, object] = {}
    links: dict[str, object] = {}
    for name, value in fields.items():
        extra = name.removeprefix(EXTRA)
        if name == TITLE:
            written["subject"] = value
        elif name == BODY:
            written["description"] = {"format": "markdown", "raw": value}
        elif name in LINKS and value:  # else it is left to OpenProject
            links[name] = _link(name, str(value))
        elif str(value).startswith("/api/v3/"):
            links[extra] = {"href": value}
        elif name.startswith(EXTRA):
            written[extra] = value
    return {**written, "_links": links} if links else written


def _link(name: str, wanted: str) -> dict[str, str]:
    return {"href": f"/api/v3/{LINKS[name]}/{wanted}"}


def _id_of(link: Mapping[str, str | None] | None) -> str:
    """The last part of an address such as /api/v3/types/1."""
    return str((link or {}).get("href") or "").rpartition("/")[2]


def _value(data: Mapping[str, Any], name: str) -> str | float | None:
    """A custom field: a text, a number, a long text, or a link to one of its values."""
    value = data.get(name, (data["_links"].get(name)))
    if isinstance(value, list):
        return ", ".join(str(one.get("href")) for one in value)
    if isinstance(value, dict):
        return plain(value["raw"]) if "raw" in value else value.get("href")
    return value if value is None or isinstance(value, int | float) else str(value)


def _among(issue: Issue, fields: Fields) -> dict[str, object]:
    return {name: issue.fields.get(name) for name in fields}


def _named(elements: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    with made_out():
        return tuple(Named(str(one["id"]), one["name"], closed=bool(one.get("isClosed"))) for one in elements)
