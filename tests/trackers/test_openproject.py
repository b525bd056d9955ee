"""What only OpenProject does, asked through its stand-in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.trackers import BODY, PRIORITY, TITLE, TYPE, Draft, Fields, Issue, Named
from tests.trackers.asking import ask
from tests.trackers.standins import Mishap, standing_in
from tests.trackers.standins.openproject import OpenProject

OPTION = "/api/v3/custom_options/7"


@pytest.fixture
def there() -> Iterator[OpenProject]:
    with standing_in(OpenProject()) as stand_in:
        assert isinstance(stand_in, OpenProject)
        yield stand_in
    assert not stand_in.complaints


def create(there: OpenProject, draft: Draft) -> Issue:
    return ask("openproject", there.target(), lambda it: it.create(draft))


def update(there: OpenProject, issue: Issue, fields: Fields) -> Issue:
    return ask("openproject", there.target(), lambda it: it.update(issue, fields))


def test_what_a_type_demands_is_known_before_anything_is_created(there: OpenProject) -> None:
    there.required = {2: "customField3"}
    offered = ask("openproject", there.target(), lambda it: it.offered())
    assert offered.required == (Named("customField3", "Origin", types=("2",)),)
    there.required = {1: "customField3", 2: "customField3"}
    offered = ask("openproject", there.target(), lambda it: it.offered())
    assert offered.required == (Named("customField3", "Origin", types=("1", "2")),)
    assert there.count() == 0


def test_a_field_that_is_sent_anyway_is_not_told_as_missing(there: OpenProject) -> None:
    """As a priority, where none is the usual one."""
    there.required = {1: "priority"}
    assert ask("openproject", there.target(), lambda it: it.offered()).required == ()


def test_values_are_offered_by_their_names(there: OpenProject) -> None:
    offered = ask("openproject", there.target(), lambda it: it.offered())
    assert [one.name for one in offered.types] == ["Task", "Bug"]
    assert [one.name for one in offered.priorities] == ["Normal", "High"]
    assert [(one.name, one.closed) for one in offered.statuses] == [
        ("New", False),
        ("In progress", False),
        ("Closed", True),
    ]


def test_fields_of_the_team_are_texts_long_texts_or_one_of_a_list(there: OpenProject) -> None:
    extra = {"extra:customField3": "Open lab", "extra:customField4": OPTION}
    draft = there.draft(1, **extra)
    issue = create(there, draft)
    assert lost(draft.fields, issue.fields) == {}
    assert there.packages[1]["_links"]["customField4"] == {"href": OPTION}
    assert issue.fields["extra:customField5"] == ""


def test_what_nobody_chose_is_left_to_openproject(there: OpenProject) -> None:
    issue = create(there, there.draft(1, **{TYPE: "", PRIORITY: None}))
    assert (issue.fields[TYPE], issue.fields[PRIORITY]) == ("1", "8")


def test_a_project_that_is_archived_is_told(there: OpenProject) -> None:
    there.active = False
    with pytest.raises(Refused) as refused:
        ask("openproject", there.target(), lambda it: it.check())
    assert refused.value.code == "tracker_project_closed"


def test_whoever_may_not_add_anything_is_told_by_the_check(there: OpenProject) -> None:
    there.forbid()
    with pytest.raises(Refused) as refused:
        ask("openproject", there.target(), lambda it: it.check())
    assert refused.value.code == "tracker_forbidden"
    assert "not allowed to add work packages" in str(refused.value.values["words"])


def test_another_change_at_the_same_time_is_not_overwritten(there: OpenProject) -> None:
    issue = create(there, there.draft(1))
    there.meanwhile.append({"subject": "Theirs"})
    with pytest.raises(Refused) as refused:
        update(there, issue, {TITLE: "Ours"})
    assert refused.value.code == "tracker_changed_meanwhile"
    assert there.packages[1]["subject"] == "Theirs"


def test_another_change_at_the_same_time_to_another_field_does_not_matter(there: OpenProject) -> None:
    issue = create(there, there.draft(1))
    there.meanwhile.append({"_links": {"priority": {"href": "/api/v3/priorities/7"}}})
    updated = update(there, issue, {TITLE: "Ours"})
    assert (updated.fields[TITLE], updated.fields[PRIORITY]) == ("Ours", "7")


def test_a_change_whose_answer_was_lost_is_not_taken_for_somebody_elses(there: OpenProject) -> None:
    """It is asked for again, and refused then, since what stands there is newer: by ourselves."""
    issue = create(there, there.draft(1))
    there.mishaps.append(Mishap("PATCH", after="cut"))
    assert update(there, issue, {TITLE: "Ours"}).fields[TITLE] == "Ours"
    assert [asked.method for asked in there.asked].count("PATCH") == 2
    assert there.packages[1]["lockVersion"] == 1


def test_a_change_that_is_refused_is_told_in_the_words_of_openproject(there: OpenProject) -> None:
    issue = create(there, there.draft(1))
    with pytest.raises(Refused) as refused:
        update(there, issue, {TITLE: "x" * 256})
    assert refused.value.code == "tracker_refused"
    assert refused.value.values == {"words": "Subject is too long (maximum is 255 characters)."}


def test_each_of_several_problems_is_told(there: OpenProject) -> None:
    there.required = {1: "customField3"}
    with pytest.raises(Refused) as refused:
        create(there, there.draft(1, **{TITLE: "x" * 256}))
    words = "Subject is too long (maximum is 255 characters). · Origin can't be blank."
    assert refused.value.values == {"words": words}
    assert there.count() == 0


def test_work_packages_are_read_although_one_of_them_was_deleted(there: OpenProject) -> None:
    """Their list is refused as a whole then."""
    issues = [create(there, there.draft(number)) for number in range(1, 5)]
    there.delete(issues[1].key)
    read = ask("openproject", there.target(), lambda it: it.read([issue.key for issue in issues]))
    assert sorted(read) == ["1", "3", "4"]


def test_a_description_that_was_emptied_there_is_empty(there: OpenProject) -> None:
    issue = create(there, there.draft(1))
    there.packages[1]["description"] = ""
    read = ask("openproject", there.target(), lambda it: it.read([issue.key]))[issue.key]
    assert (read.fields[BODY], read.marker) == ("", "")
