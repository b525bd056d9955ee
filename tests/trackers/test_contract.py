"""What every tracker does, whichever it is. Those that no package brings are asked through a stand-in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.export.drafts import draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers import LABELS, TYPE, Draft, Fields, InDoubt, Issue, Tracker, client, github
from tests.exports.backlogs import NASTY, backlog_of, nasty_item, realistic_item
from tests.trackers.asking import ask
from tests.trackers.standins import HARD, Mishap, Reply, StandIn, standing_in
from tests.trackers.standins.all_kinds import STAND_INS

T = TypeVar("T")
Question = Callable[[Tracker], Awaitable[T]]


@pytest.fixture(params=STAND_INS)
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A tracker, which at the end has nothing to complain of."""
    monkeypatch.setattr(github, "SECONDS_BETWEEN_CREATIONS", 0.0)
    monkeypatch.setattr(client, "PAUSE", 0.0)
    with standing_in(STAND_INS[request.param]()) as stand_in:
        yield stand_in
    assert not stand_in.complaints


def answer(there: StandIn, question: Question[T]) -> T:
    return ask(there.kind, there.target(), question)


def create(there: StandIn, draft: Draft) -> Issue:
    return answer(there, lambda it: it.create(draft))


def refusal(there: StandIn, question: Question[T], token: str = "", project: str = "") -> Refused:
    target = there.target(project=project)
    with pytest.raises(Refused) as refused:
        ask(there.kind, replace(target, token=token or target.token), question)
    return refused.value


def as_asked(issue: Issue, fields: Fields) -> bool:
    return not lost(fields, issue.fields)


def test_it_tells_whose_token_this_is_and_what_the_project_is_called(there: StandIn) -> None:
    checked = answer(there, lambda it: it.check())
    assert (checked.person.casefold(), bool(checked.project), checked.warnings) == ("ada", True, ())


def test_a_wrong_token_is_told(there: StandIn) -> None:
    for question in (lambda it: it.check(), lambda it: it.create(there.draft(1))):
        refused = refusal(there, question, token="wrong")
        assert (refused.code, refused.field) == ("tracker_token_wrong", "token")


def test_an_unknown_project_is_told(there: StandIn) -> None:
    for question in (lambda it: it.check(), lambda it: it.offered()):
        refused = refusal(there, question, project=there.unknown)
        assert (refused.code, refused.values) == ("tracker_project_unknown", {"project": there.unknown})


def test_whoever_may_not_create_is_told_in_the_words_of_the_tracker(there: StandIn) -> None:
    there.forbid()
    refused = refusal(there, lambda it: it.create(there.draft(1)))
    assert refused.code in ("tracker_forbidden", "tracker_not_there")
    assert refused.values["words"]
    assert there.count() == 0


def test_the_statuses_are_offered_with_those_that_are_the_end(there: StandIn) -> None:
    offered = answer(there, lambda it: it.offered())
    assert there.closed in [status.id for status in offered.statuses]
    assert len({status.id for status in offered.statuses}) == len(offered.statuses) > 1


def test_an_issue_is_created_as_asked_read_and_found_again(there: StandIn) -> None:
    draft = there.draft(1)
    created = create(there, draft)
    assert as_asked(created, draft.fields)
    assert created.marker == draft.marker
    assert created.url.startswith(there.url)
    assert answer(there, lambda it: it.read([created.key])) == {created.key: created}
    assert answer(there, lambda it: it.find([draft.marker])) == {draft.marker: created}


def test_a_text_stays_as_it_was_typed(there: StandIn) -> None:
    draft = there.draft(1, **{there.title: "<b>É & “n° 1”</b> 🎉"})
    issue = create(there, draft)
    assert issue.fields[there.title] == "<b>É & “n° 1”</b> 🎉"
    assert HARD in str(issue.fields[there.body])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_of_a_backlog_stands_there_as_it_was_drafted(there: StandIn, language: str) -> None:
    layout = load_drafts(folder("exports"))[there.kind][language]
    items = [nasty_item(str(number), text) for number, (text, _) in enumerate(NASTY)]
    backlog = replace(backlog_of(*items, realistic_item()), language=language)

    async def push(it: Tracker) -> None:
        types = [one.id for one in (await it.offered()).types]
        for number, item in enumerate(backlog.items, start=1):
            marker = there.draft(number).marker
            fields = draft_of(layout, backlog, number, item, marker).fields | ({TYPE: types[0]} if types else {})
            issue = await it.create(Draft(marker, fields))
            assert lost(fields, issue.fields) == {}
            assert issue.marker == marker

    ask(there.kind, replace(there.target(), language=language), push)
    assert there.count() == len(backlog.items)


@pytest.mark.parametrize(("kind", "most"), [("gitlab", 1_048_576), ("github", 65_536), ("jira", 32_767)])
def test_a_text_that_a_tracker_would_refuse_is_told_before_it_is_sent(kind: str, most: int) -> None:
    item = replace(realistic_item(), problem="x" * most)
    drafted = draft_of(load_drafts(folder("exports"))[kind]["fr"], backlog_of(item), 1, item, "openlab-" + "a" * 20)
    (finding,) = drafted.findings
    assert (finding.code, finding.limit, finding.column) == ("too_many_characters", most, "body")
    assert finding.refuses


def test_nothing_is_found_where_there_is_nothing(there: StandIn) -> None:
    there.fill(3)
    assert answer(there, lambda it: it.find([there.draft(1).marker])) == {}
    assert answer(there, lambda it: it.find([])) == answer(there, lambda it: it.read([])) == {}


def test_an_issue_is_found_among_many_newer_ones(there: StandIn) -> None:
    draft, other = there.draft(1), there.draft(2)
    created = create(there, draft)
    there.fill(230)
    second = create(there, other)
    found = answer(there, lambda it: it.find([draft.marker, other.marker, there.draft(3).marker]))
    assert found == {draft.marker: created, other.marker: second}


def test_of_two_issues_with_the_same_marker_the_older_one_is_ours(there: StandIn) -> None:
    """Somebody there made a copy of it."""
    draft = there.draft(1)
    created = create(there, draft)
    there.copy(created.key)
    assert there.count() == 2
    assert answer(there, lambda it: it.find([draft.marker]))[draft.marker].key == created.key


def test_more_than_a_hundred_issues_are_read(there: StandIn) -> None:
    async def many(it: Tracker) -> dict[str, Issue]:
        keys = [(await it.create(there.draft(number))).key for number in range(1, 121)]
        return await it.read(keys)

    read = answer(there, many)
    titles = sorted(str(issue.fields[there.title]) for issue in read.values())
    assert titles == sorted(str(there.draft(number).fields[there.title]) for number in range(1, 121))


def test_an_update_changes_the_given_fields_and_no_others(there: StandIn) -> None:
    draft = there.draft(1)
    created = create(there, draft)
    updated = answer(there, lambda it: it.update(created, there.changed))
    assert updated == replace(created, fields={**created.fields, **there.changed})
    assert answer(there, lambda it: it.read([created.key])) == {created.key: updated}


def test_every_field_can_be_changed(there: StandIn) -> None:
    created = create(there, there.draft(1))
    wanted = {**there.draft(2).fields, there.body: f"Autre texte\n\n{created.marker}"}
    updated = answer(there, lambda it: it.update(created, wanted))
    assert as_asked(updated, wanted)
    assert (updated.key, updated.marker) == (created.key, created.marker)


def test_a_closed_issue_is_still_read_and_found(there: StandIn) -> None:
    draft = there.draft(1)
    created = create(there, draft)
    there.close(created.key)
    read = answer(there, lambda it: it.read([created.key]))[created.key]
    assert read.status == there.closed != created.status
    assert answer(there, lambda it: it.find([draft.marker])) == {draft.marker: read}


def test_a_deleted_issue_is_neither_read_nor_found(there: StandIn) -> None:
    kept, deleted = create(there, there.draft(1)), create(there, there.draft(2))
    there.delete(deleted.key)
    assert answer(there, lambda it: it.read([kept.key, deleted.key])) == {kept.key: kept}
    assert answer(there, lambda it: it.find([kept.marker, deleted.marker])) == {kept.marker: kept}
    assert refusal(there, lambda it: it.update(deleted, there.changed)).code == "tracker_not_there"


@pytest.mark.parametrize("after", ["cut", "silent", Reply(502)], ids=["cut", "silent", "502"])
def test_a_lost_answer_leaves_a_doubt_and_one_issue(
    there: StandIn, after: str | Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    if after == "silent":
        monkeypatch.setattr(client, "SILENCE_SECONDS", 1)
    draft = there.draft(1)
    there.mishaps.append(Mishap(there.creates_with, after=after))
    with suppress(InDoubt) if there.creates_twice_as_once else pytest.raises(InDoubt):
        create(there, draft)
    assert there.count() == 1
    found = answer(there, lambda it: it.find([draft.marker]))[draft.marker]
    assert as_asked(found, draft.fields)


def test_a_tracker_that_failed_before_creating_leaves_a_doubt_and_nothing(there: StandIn) -> None:
    there.mishaps += [Mishap(there.creates_with, before=Reply(500))] * 3
    with pytest.raises(InDoubt):
        create(there, there.draft(1))
    assert there.count() == 0
    assert answer(there, lambda it: it.find([there.draft(1).marker])) == {}


def test_a_busy_tracker_is_asked_again_after_the_pause_that_it_asks_for(there: StandIn) -> None:
    busy = replace(there.too_busy, headers={"retry-after": "0"})
    there.mishaps += [Mishap(there.creates_with, before=busy), Mishap("GET", before=busy)]
    created = create(there, there.draft(1))
    assert there.count() == 1
    assert answer(there, lambda it: it.read([created.key])) == {created.key: created}


def test_a_long_pause_is_told(there: StandIn) -> None:
    busy = replace(there.too_busy, headers={"retry-after": "3600"})
    there.mishaps.append(Mishap(there.creates_with, before=busy))
    refused = refusal(there, lambda it: it.create(there.draft(1)))
    assert (refused.code, refused.values) == ("tracker_busy", {"minutes": 60})
    assert there.count() == 0


def test_an_address_that_leads_elsewhere_is_not_followed(there: StandIn) -> None:
    there.mishaps.append(Mishap("GET", before=Reply(302, headers={"location": "https://example.org/"})))
    assert refusal(there, lambda it: it.check()).code == "tracker_moved"
    assert len(there.asked) == 1


def test_what_is_no_answer_of_this_tracker_is_told(there: StandIn) -> None:
    page = Reply(200, "<html>Welcome</html>")
    for question in (
        lambda it: it.check(),
        lambda it: it.offered(),
        lambda it: it.find([there.draft(1).marker]),
        lambda it: it.read(["1"]),
    ):
        there.mishaps.extend([Mishap("GET", before=page), Mishap("POST", before=page)])
        assert refusal(there, question).code == "tracker_odd"
        there.mishaps.clear()


def test_labels_that_were_dropped_show(there: StandIn) -> None:
    """Where there are labels; elsewhere the answer shows that nothing was asked of any."""
    there.drop_labels()
    draft = there.draft(1)
    missing = lost(draft.fields, create(there, draft).fields)
    assert missing == ({LABELS: (draft.fields[LABELS], ())} if LABELS in draft.fields else {})


def test_the_token_is_in_no_refusal(there: StandIn) -> None:
    for mishap in (Reply(500), Reply(400, {"message": "no"}), Reply(200, [])):
        there.mishaps.append(Mishap("GET", before=mishap))
    refused = refusal(there, lambda it: it.check())
    assert there.target().token not in f"{refused!r} {refused.values} {there.target()!r}"
