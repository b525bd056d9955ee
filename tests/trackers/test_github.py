"""What only GitHub does, asked through its stand-in."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Iterator
from time import monotonic

import pytest
from markdown_it import MarkdownIt

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.export.drafts import draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers import BODY, LABELS, TITLE, Draft, Issue, Target, Tracker, github
from openlab.trackers.client import Client
from openlab.trackers.gate import Gate
from tests.exports.backlogs import backlog_of, nasty_item
from tests.trackers.asking import ask
from tests.trackers.standins import Mishap, Reply, standing_in
from tests.trackers.standins.github import GitHub


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHub]:
    monkeypatch.setattr(github, "SECONDS_BETWEEN_CREATIONS", 0.0)
    with standing_in(GitHub()) as stand_in:
        assert isinstance(stand_in, GitHub)
        yield stand_in
    assert not stand_in.complaints


def create(hub: GitHub, draft: Draft) -> Issue:
    return ask("github", hub.target(), lambda it: it.create(draft))


def refusal(hub: GitHub) -> Refused:
    with pytest.raises(Refused) as refused:
        ask("github", hub.target(), lambda it: it.check())
    return refused.value


def test_labels_are_dropped_without_a_word_when_the_token_may_not_push(hub: GitHub) -> None:
    hub.pushes = False
    assert ask("github", hub.target(), lambda it: it.check()).warnings == ("tracker_labels_may_drop",)
    issue = create(hub, hub.draft(1))
    assert lost(hub.draft(1).fields, issue.fields) == {LABELS: (("must", "open-lab"), ())}


def test_a_repository_without_issues_is_told(hub: GitHub) -> None:
    hub.has_issues = False
    assert refusal(hub).code == "tracker_issues_off"
    with pytest.raises(Refused) as refused:
        create(hub, hub.draft(1))
    assert refused.value.values == {"words": "Issues are disabled for this repo"}


def test_an_archived_repository_is_told(hub: GitHub) -> None:
    hub.archived = True
    assert refusal(hub).code == "tracker_project_closed"


def test_a_repository_that_moved_is_told_and_not_followed(hub: GitHub) -> None:
    created = create(hub, hub.draft(1))
    hub.moved = True
    assert refusal(hub).code == "tracker_moved"
    for question in (lambda it: it.read([created.key]), lambda it: it.find([created.marker])):
        with pytest.raises(Refused) as refused:
            ask("github", hub.target(), question)
        assert refused.value.code == "tracker_moved"


def test_an_issue_that_was_transferred_is_not_there_any_more(hub: GitHub) -> None:
    kept, transferred = create(hub, hub.draft(1)), create(hub, hub.draft(2))
    hub.fill(150)
    hub.transferred.add(int(transferred.key))
    assert ask("github", hub.target(), lambda it: it.read([kept.key, transferred.key])) == {kept.key: kept}


def test_an_issue_is_found_before_the_search_knows_it(hub: GitHub) -> None:
    hub.searchable = False
    draft = hub.draft(1)
    created = create(hub, draft)
    hub.fill(120)
    assert ask("github", hub.target(), lambda it: it.find([draft.marker])) == {draft.marker: created}


def test_a_closed_issue_is_found_before_the_search_knows_it(hub: GitHub) -> None:
    hub.searchable = False
    created = create(hub, hub.draft(1))
    hub.close(created.key)
    assert ask("github", hub.target(), lambda it: it.find([created.marker])).keys() == {created.marker}


def test_many_issues_are_read_with_few_questions(hub: GitHub) -> None:
    async def many(it: Tracker) -> int:
        keys = [(await it.create(hub.draft(number))).key for number in range(1, 31)]
        hub.fill(150)
        asked = len(hub.asked)
        assert len(await it.read(keys)) == 30
        return len(hub.asked) - asked

    assert ask("github", hub.target(), many) == 2


def test_line_ends_as_browsers_send_them_change_nothing(hub: GitHub) -> None:
    created = create(hub, hub.draft(1))
    issue = hub.issues[int(created.key)]
    issue["body"] = issue["body"].replace("\n", "\r\n")
    assert ask("github", hub.target(), lambda it: it.read([created.key])) == {created.key: created}


def test_an_old_issue_is_found_by_the_search(hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "MOST_PAGES", 1)
    draft = hub.draft(1)
    created = create(hub, draft)
    hub.fill(120)
    assert ask("github", hub.target(), lambda it: it.find([draft.marker])) == {draft.marker: created}
    assert hub.asked[-1].path.endswith("/search/issues")


def test_a_pull_request_with_a_marker_is_not_ours(hub: GitHub) -> None:
    """Somebody quoted an issue in it."""
    draft = hub.draft(1)
    created = create(hub, draft)
    hub.copy(created.key)
    hub.issues[int(created.key)] |= {"pull_request": {"url": "https://example.org"}}
    found = ask("github", hub.target(), lambda it: it.find([draft.marker]))
    assert int(found[draft.marker].key) == hub.last


@pytest.mark.parametrize(
    ("reason", "status"),
    [("completed", "completed"), ("not_planned", "not_planned"), ("duplicate", "duplicate"), (None, "completed")],
)
def test_the_reason_for_closing_is_the_status(hub: GitHub, reason: str | None, status: str) -> None:
    created = create(hub, hub.draft(1))
    hub.issues[int(created.key)] |= {"state": "closed", "state_reason": reason}
    assert ask("github", hub.target(), lambda it: it.read([created.key]))[created.key].status == status
    assert status in [one.id for one in ask("github", hub.target(), lambda it: it.offered()).statuses if one.closed]


def test_a_reopened_issue_is_open(hub: GitHub) -> None:
    created = create(hub, hub.draft(1))
    hub.issues[int(created.key)] |= {"state_reason": "reopened"}
    assert ask("github", hub.target(), lambda it: it.read([created.key]))[created.key].status == "open"


def test_the_hourly_limit_is_told_in_minutes(hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub says with a 403 when to come back, as a moment."""
    end = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999"}
    hub.mishaps.append(Mishap("POST", before=Reply(403, {"message": "API rate limit exceeded"}, end)))
    with pytest.raises(Refused) as refused:
        create(hub, hub.draft(1))
    assert refused.value.code == "tracker_busy"
    assert hub.count() == 0


def test_creations_keep_the_distance_that_github_asks_for(hub: GitHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(github, "SECONDS_BETWEEN_CREATIONS", 0.2)

    async def three(it: Tracker) -> float:
        began = monotonic()
        for number in range(3):
            await it.create(hub.draft(number))
        return monotonic() - began

    assert ask("github", hub.target(), three) >= 0.4


def test_an_issue_without_a_body_and_labels_as_texts_are_read(hub: GitHub) -> None:
    """Which GitHub's description allows."""
    created = create(hub, hub.draft(1))
    hub.issues[int(created.key)] |= {"body": None, "labels": ["one"]}
    read = ask("github", hub.target(), lambda it: it.read([created.key]))[created.key]
    assert (read.fields[BODY], read.fields[LABELS], read.marker) == ("", ("one",), "")


def test_a_title_that_is_too_long_is_refused_in_the_words_of_github(hub: GitHub) -> None:
    with pytest.raises(Refused) as refused:
        create(hub, hub.draft(1, **{TITLE: "x" * 257}))
    assert refused.value.code == "tracker_refused"
    assert "title is too long" in str(refused.value.values["words"])


def test_the_address_of_the_site_is_not_that_of_its_api() -> None:
    gate, target = Gate.of("github.com", ""), Target("https://github.com", "a/b", "token")
    tracker = github.GitHub(Client(target.address, gate, {}), target)
    with pytest.raises(Refused) as refused:
        asyncio.run(tracker.check())
    assert (refused.value.code, refused.value.field) == ("tracker_address_api", "address")
    assert refused.value.values == {"address": "https://api.github.com"}


def test_nobody_is_notified_by_what_a_participant_typed() -> None:
    """GitHub notifies @somebody although a backslash stands before, and links #12; not across a comment."""
    item = nasty_item("1", "@tous voir #12 et equipe/outil#3, moi@example.org")
    draft = draft_of(load_drafts(folder("exports"))["github"]["fr"], backlog_of(item), 1, item, "openlab-" + "a" * 20)
    body = str(draft.fields[BODY])
    assert "@<!-- -->tous voir \\#<!-- -->12" in body
    assert not re.search(r"@\w|#\d", body.replace(item.address, ""))
    shown = re.sub(r"<[^>]+>", "", MarkdownIt().render(body))
    assert "@tous voir #12 et equipe/outil#3, moi@example.org" in shown


def test_the_escapes_are_those_of_markdown_but_for_people_and_issues() -> None:
    shared, own = (
        tomllib.loads((folder("exports") / name).read_text("utf-8"))["escapes"]["markdown"]
        for name in ("_shared.toml", "trackers/github.toml")
    )
    assert {key for key in shared if shared[key] != own[key]} == {"@", "#"}
    assert shared.keys() == own.keys()


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://api.github.com", "https://api.github.com/user"),
        ("https://github.example.org", "https://github.example.org/api/v3/user"),
        ("https://github.example.org/api/v3", "https://github.example.org/api/v3/user"),
    ],
)
def test_the_api_of_an_own_server_is_in_a_folder(address: str, asked: str) -> None:
    gate, target = Gate(public=frozenset({address.removesuffix("/api/v3")})), Target(address, "a/b", "token")
    tracker = github.GitHub(Client(address, gate, {}), target)
    assert f"{address}/{tracker._root}user" == asked
