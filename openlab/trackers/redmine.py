"""Redmine: the issues of a project, over its REST API. Tried with 5.0.4, as Debian 12 has it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import quote

from openlab.domain import Refused
from openlab.trackers import BODY, PRIORITY, TITLE, TYPE, Checked, Draft, Fields, Issue, Named, Offered, Target, Value
from openlab.trackers.answers import by_marker, in_batches, in_project, made_for_sure, made_out, marker_in, plain
from openlab.trackers.client import Client

PAGE = 100  # the most that Redmine gives at once
CLOSED = 5  # a project's status
EXTRA = "extra:"
DESCRIPTION = "description"  # a type may be without: then no marker can be kept
Custom = Mapping[str, Any]
ATTRIBUTES = {TITLE: "subject", BODY: DESCRIPTION, PRIORITY: "priority_id", TYPE: "tracker_id"}
# Both are refused everywhere, so that nothing is created; what else is refused with the one and with the other is what
# the project demands.
NO_SUBJECT, SUBJECT_TOO_LONG = "", "x" * 256
# What a workflow may demand, with values that end the demand: this is how its name is learnt in any language.
DEMANDED = {"due_date": "2999-12-31", "start_date": "2000-01-01", "estimated_hours": "1", "assigned_to_id": "me"}
REFERRED = ("assigned_to", "category", "fixed_version")


class Redmine:
    """A project, by its identifier. It has no labels. A field `extra:7` is the custom field 7, `extra:due_date` an
    attribute of the API."""

    finds_freely: ClassVar = True

    def __init__(self, client: Client, target: Target) -> None:
        self._client = client
        self._address = target.address.rstrip("/")
        self._name = target.project
        self._project = f"projects/{quote(target.project, safe='')}"

    @staticmethod
    def headers(target: Target) -> dict[str, str]:
        return {"X-Redmine-API-Key": target.token}

    async def check(self) -> Checked:
        person = await self._person()
        project = await self._described()
        with made_out():
            if project["status"] == CLOSED:
                raise Refused("tracker_project_closed", "project", project=self._name)
            if "issue_tracking" not in _names(project["enabled_modules"]) or not project["trackers"]:
                raise Refused("tracker_issues_off", "project", project=self._name)
            await self._refusals(str(project["trackers"][0]["id"]), NO_SUBJECT)
            name = f"{person['firstname']} {person['lastname']}".strip()
            return Checked(name or person["login"], project["name"])

    async def offered(self) -> Offered:
        project = await self._described()
        with made_out():
            every = (await self._client.get("trackers.json")).data["trackers"]
            without = {
                one["id"] for one in every if DESCRIPTION not in one.get("enabled_standard_fields", [DESCRIPTION])
            }
            types = tuple(_named(one) for one in project["trackers"] if one["id"] not in without)
            priorities = (await self._client.get("enumerations/issue_priorities.json")).data["issue_priorities"]
            statuses = (await self._client.get("issue_statuses.json")).data["issue_statuses"]
            return Offered(
                types=types,
                priorities=tuple(_named(one) for one in priorities if one.get("active", True)),
                statuses=tuple(Named(str(one["id"]), one["name"], closed=one["is_closed"]) for one in statuses),
                required=await self._required(types, project),
            )

    async def find(self, markers: Collection[str]) -> dict[str, Issue]:
        """Wherever in this Redmine: somebody may have moved the issue to another project."""
        await self._person()
        found: dict[str, Issue] = {}
        for marker in markers:
            asked = {"description": f"~{marker}"}
            found |= by_marker([issue async for issue in self._listed(asked)], [marker])
        return found

    async def read(self, keys: Collection[str]) -> dict[str, Issue]:
        await self._person()
        found: dict[str, Issue] = {}
        for some in in_batches(keys):
            found |= {issue.key: issue async for issue in self._listed({"issue_id": ",".join(some)})}
        return {key: issue for key, issue in found.items() if key in keys}

    async def create(self, draft: Draft) -> Issue:
        with self._named_project(creating=True):
            answer = await self._client.create(f"{self._project}/issues.json", {"issue": _attributes(draft.fields)})
        with made_for_sure():
            return self._issue(answer.data["issue"])

    async def update(self, issue: Issue, fields: Fields) -> Issue:
        await self._client.change("PUT", f"issues/{issue.key}.json", {"issue": _attributes(fields)})
        answer = await self._client.get(f"issues/{issue.key}.json")
        with made_out():
            return self._issue(answer.data["issue"])

    async def _person(self) -> Mapping[str, Any]:
        """Whose key it is. Redmine answers other questions to a wrong key too, with what is public."""
        try:
            answer = await self._client.get("users/current.json")
        except Refused as problem:
            if problem.code == "tracker_forbidden":
                raise Refused("tracker_api_off", "address") from problem
            raise
        with made_out():
            person: Mapping[str, Any] = answer.data["user"]
        return person

    async def _described(self) -> Mapping[str, Any]:
        """The project. Redmine forbids what exists and is not for this key."""
        asked = {"include": "trackers,enabled_modules,issue_custom_fields,issue_categories"}
        with self._named_project(creating=False):
            answer = await self._client.get(f"{self._project}.json", asked)
        with made_out():
            project: Mapping[str, Any] = answer.data["project"]
        return project

    @contextmanager
    def _named_project(self, *, creating: bool) -> Iterator[None]:
        """What is not there is the project; what being forbidden means depends on what was asked."""
        try:
            with in_project(self._name):
                yield
        except Refused as problem:
            if problem.code != "tracker_forbidden":
                raise
            raise Refused(
                "tracker_may_not_create" if creating else "tracker_project_unknown", "project", project=self._name
            ) from problem

    async def _listed(self, asked: Mapping[str, str | int]) -> AsyncIterator[Issue]:
        """Every issue that this key may see, open or closed, oldest first."""
        offset, total = 0, 1
        while offset < total:
            page: dict[str, str | int] = {**asked, "status_id": "*", "sort": "id", "limit": PAGE, "offset": offset}
            answer = await self._client.get("issues.json", page)
            with made_out():
                issues, total = answer.data["issues"], int(answer.data["total_count"])
                for issue in issues:
                    yield self._issue(issue)
            offset += PAGE

    async def _required(self, types: Iterable[Named], project: Mapping[str, Any]) -> tuple[Named, ...]:
        """What is refused of an issue without extra fields, with each type. The API tells administrators which fields
        are required, and nobody what the workflow demands. Where the field is not known, the words say which."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for kind in types:
            messages = await self._demands(kind.id)
            known = [*project["issue_custom_fields"], *await self._custom_fields(kind.id)] if messages else []
            for message in messages:
                field = _field_of(message, known) or (await self._attribute(kind.id, message, project), message)
                found[field] = (*found.get(field, ()), kind.id)
        return tuple(Named(*field, types=demanding) for field, demanding in found.items())

    async def _attribute(self, kind: str, message: str, project: Mapping[str, Any]) -> str:
        """The attribute of the API whose value makes Redmine say this no longer."""
        categories = [("category_id", str(one["id"])) for one in project["issue_categories"][:1]]
        for name, value in (*DEMANDED.items(), *categories):
            if message not in await self._refusals(kind, NO_SUBJECT, **{name: value}):
                return name
        return ""

    async def _custom_fields(self, kind: str) -> list[Custom]:
        """All of them for an administrator; for others, those that an issue of this type shows."""
        try:
            every: list[Custom] = (await self._client.get("custom_fields.json")).data["custom_fields"]
        except Refused as problem:
            if problem.code != "tracker_forbidden":
                raise
            asked: dict[str, str | int] = {"tracker_id": kind, "status_id": "*", "limit": 1}
            shown: list[Mapping[str, Any]] = (await self._client.get("issues.json", asked)).data["issues"]
            return [field for issue in shown for field in issue.get("custom_fields", ())]
        return [field for field in every if field.get("customized_type") == "issue"]

    async def _demands(self, kind: str) -> list[str]:
        refusals = await self._refusals(kind, NO_SUBJECT)
        others = await self._refusals(kind, SUBJECT_TOO_LONG) if len(refusals) > 1 else ()
        return [words for words in refusals if words in others]

    async def _refusals(self, kind: str, subject: str, **more: str) -> tuple[str, ...]:
        with self._named_project(creating=True):
            fields = {"tracker_id": kind, "subject": subject, DESCRIPTION: "x", **more}
            return await self._client.rehearse(f"{self._project}/issues.json", {"issue": fields})

    def _issue(self, data: Mapping[str, Any]) -> Issue:
        body, key = plain(data[DESCRIPTION]), str(data["id"])
        fields: dict[str, Value] = {
            TITLE: data["subject"],
            BODY: body,
            PRIORITY: str(data["priority"]["id"]),
            TYPE: str(data["tracker"]["id"]),
            **{f"{EXTRA}{name}": plain(data.get(name)) for name in ("start_date", "due_date")},
            **{f"{EXTRA}{name}_id": str((data.get(name) or {}).get("id", "")) for name in REFERRED},
            f"{EXTRA}estimated_hours": f"{data.get('estimated_hours') or 0:g}",
            **{f"{EXTRA}{one['id']}": _value(one.get("value")) for one in data.get("custom_fields", ())},
        }
        url = f"{self._address}/issues/{key}"
        return Issue(key, key, url, fields, status=str(data["status"]["id"]), marker=marker_in(body))


def _attributes(fields: Fields) -> dict[str, Any]:
    """As the API takes them. What there is no choice of is left to Redmine."""
    ours = {ATTRIBUTES[name]: value for name, value in fields.items() if name in ATTRIBUTES and value is not None}
    extra = {name.removeprefix(EXTRA): value for name, value in fields.items() if name.startswith(EXTRA)}
    custom = [{"id": int(name), "value": value or ""} for name, value in extra.items() if name.isdecimal()]
    others = {name: value or "" for name, value in extra.items() if not name.isdecimal()}
    return {**ours, **others, **({"custom_fields": custom} if custom else {})}


def _field_of(message: str, custom: Iterable[Custom]) -> tuple[str, str] | None:
    """The custom field that a refusal begins with, by its id and name."""
    begun = [one for one in custom if message.startswith(f"{one['name']} ")]
    found = max(begun, key=lambda one: len(one["name"]), default=None)
    return (str(found["id"]), found["name"]) if found else None


def _value(value: object) -> Value:
    return tuple(map(str, value)) if isinstance(value, list) else plain(value)


def _named(data: Mapping[str, Any]) -> Named:
    return Named(str(data["id"]), data["name"])


def _names(listed: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one["name"] for one in listed}
