"""What only GitLab does, asked through its stand-in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.export.drafts import draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers import BODY, LABELS, TITLE, Draft, Issue, Tracker
from tests.exports.backlogs import backlog_of, nasty_item
from tests.trackers.asking import ask
from tests.trackers.standins import standing_in
from tests.trackers.standins.gitlab import GitLab


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    with standing_in(GitLab()) as stand_in:
        assert isinstance(stand_in, GitLab)
        yield stand_in
    assert not stand_in.complaints


def create(gitlab: GitLab, draft: Draft) -> Issue:
    return ask("gitlab", gitlab.target(), lambda it: it.create(draft))


def refusal_of_the_check(gitlab: GitLab) -> Refused:
    with pytest.raises(Refused) as refused:
        ask("gitlab", gitlab.target(), lambda it: it.check())
    return refused.value


def test_a_line_that_begins_with_a_slash_is_not_carried_out(gitlab: GitLab) -> None:
    """In a description, GitLab would close the issue and take the line away."""
    item, marker = nasty_item("1", "/close\n/label ~must\n/assign @all"), gitlab.draft(1).marker
    draft = draft_of(load_drafts(folder("exports"))["gitlab"]["fr"], backlog_of(item), 1, item, marker)
    issue = create(gitlab, Draft(marker, draft.fields))
    assert issue.status == "opened"
    assert lost(draft.fields, issue.fields) == {}
    assert str(issue.fields[BODY]).endswith(f"\n\n{marker}")


def test_without_an_escape_the_stand_in_would_carry_it_out(gitlab: GitLab) -> None:
    issue = create(gitlab, gitlab.draft(1, **{BODY: "text\n/close\nmore"}))
    assert (issue.status, issue.fields[BODY]) == ("closed", "text\n\nmore")


def test_a_list_of_a_board_is_a_status(gitlab: GitLab) -> None:
    created = create(gitlab, gitlab.draft(1))
    gitlab.issues[int(created.key)]["labels"].append("Doing")
    statuses = {one.id: one.name for one in ask("gitlab", gitlab.target(), lambda it: it.offered()).statuses}
    read = ask("gitlab", gitlab.target(), lambda it: it.read([created.key]))[created.key]
    assert statuses == {"opened": "opened", "label:Doing": "Doing", "closed": "closed"}
    assert (created.status, read.status) == ("opened", "label:Doing")
    gitlab.close(created.key)
    assert ask("gitlab", gitlab.target(), lambda it: it.read([created.key]))[created.key].status == "closed"


def test_an_issue_on_two_lists_is_as_far_as_the_last_of_them(gitlab: GitLab) -> None:
    gitlab.lists = ["Doing", "Review"]
    created = create(gitlab, gitlab.draft(1))
    gitlab.issues[int(created.key)]["labels"] += ["Review", "Doing"]
    assert ask("gitlab", gitlab.target(), lambda it: it.read([created.key]))[created.key].status == "label:Review"
    statuses = [one.id for one in ask("gitlab", gitlab.target(), lambda it: it.offered()).statuses]
    assert statuses == ["opened", "label:Doing", "label:Review", "closed"]


def test_more_than_a_hundred_labels_are_offered(gitlab: GitLab) -> None:
    gitlab.labels = [f"label {number}" for number in range(230)]
    offered = ask("gitlab", gitlab.target(), lambda it: it.offered())
    assert [one.name for one in offered.labels] == gitlab.labels


def test_an_issue_that_moved_to_another_project_is_not_done(gitlab: GitLab) -> None:
    created = create(gitlab, gitlab.draft(1))
    gitlab.issues[int(created.key)] |= {"state": "closed", "moved_to_id": 77}
    read = ask("gitlab", gitlab.target(), lambda it: it.read([created.key]))[created.key]
    assert read.status not in ("closed", "opened")


def test_a_project_can_be_named_by_its_number(gitlab: GitLab) -> None:
    assert ask("gitlab", gitlab.target(project="1"), lambda it: it.check()).project == "Team / Open lab"


def test_a_token_that_only_reads_is_told(gitlab: GitLab) -> None:
    gitlab.scopes = ["read_api"]
    refused = refusal_of_the_check(gitlab)
    assert (refused.code, refused.field, refused.values) == ("tracker_token_short", "token", {"scope": "api"})


def test_a_gitlab_that_does_not_tell_about_tokens_is_in_order(gitlab: GitLab) -> None:
    gitlab.knows_itself = False
    assert ask("gitlab", gitlab.target(), lambda it: it.check()).person == "Ada"


def test_an_archived_project_and_one_without_issues_are_told(gitlab: GitLab) -> None:
    gitlab.archived = True
    assert refusal_of_the_check(gitlab).code == "tracker_project_closed"
    gitlab.archived, gitlab.issues_access = False, "disabled"
    assert refusal_of_the_check(gitlab).code == "tracker_issues_off"


@pytest.mark.parametrize("role", [None, 10])
def test_a_role_that_may_not_label_is_told(gitlab: GitLab, role: int | None) -> None:
    gitlab.role = role
    assert ask("gitlab", gitlab.target(), lambda it: it.check()).warnings == ("tracker_labels_may_drop",)


def test_labels_cannot_be_changed_by_a_guest(gitlab: GitLab) -> None:
    gitlab.role = 10
    created = create(gitlab, gitlab.draft(1))
    updated = ask("gitlab", gitlab.target(), lambda it: it.update(created, {LABELS: ("other",)}))
    assert lost({LABELS: ("other",)}, updated.fields) == {LABELS: (("other",), ("must", "open-lab"))}


def test_a_title_that_is_too_long_is_refused_in_the_words_of_gitlab(gitlab: GitLab) -> None:
    with pytest.raises(Refused) as refused:
        create(gitlab, gitlab.draft(1, **{TITLE: "x" * 256}))
    assert refused.value.code == "tracker_refused"
    assert refused.value.values == {"words": "title: is too long (maximum is 255 characters)"}


def test_a_label_that_somebody_added_stays_when_another_field_changes(gitlab: GitLab) -> None:
    created = create(gitlab, gitlab.draft(1))
    gitlab.issues[int(created.key)]["labels"].append("theirs")

    async def change(it: Tracker) -> Issue:
        return await it.update(created, {TITLE: "Changed"})

    assert "theirs" in str(ask("gitlab", gitlab.target(), change).fields[LABELS])
    assert gitlab.asked[-1].body == {"title": "Changed"}
