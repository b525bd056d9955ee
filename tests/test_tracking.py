"""Between the backlog and a tracker: planned, pushed once, stopped, compared, and followed back."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from openlab.actions import assessments, connections, items, pushes
from openlab.db.engine import Database
from openlab.db.queries import items as item_queries
from openlab.db.queries.connections import Told
from openlab.db.tables import BacklogItem, Connection, IssueLink, Member
from openlab.domain import Refused
from openlab.domain.backlog import Status
from openlab.trackers import PRIORITY, TITLE, TYPE, Named
from openlab.tracking import connect, refresh, run_push, try_again, try_out
from tests.build_backlog import a_member, many_items, refused
from tests.build_trackers import FORM, TOKEN, Joined, connect_product, connected, written
from tests.trackers.memory import DOING, DONE, OPEN, REJECTED, MemoryTracker, lose_the_answer


@pytest.fixture
def joined(database: Database, tmp_path: Path) -> Joined:
    return connected(database, tmp_path)


def outcomes(joined: Joined, push: int) -> list[str]:
    return [step.outcome for step in joined.pushed(push).steps]


def item_of(joined: Joined, number: int) -> BacklogItem:
    with joined.database.reading() as session:
        query = select(BacklogItem).where(BacklogItem.product_id == joined.product, BacklogItem.number == number)
        return session.scalars(query).one()


def decide(joined: Joined, number: int, **typed: str) -> None:
    version = str(item_of(joined, number).version)
    written(joined, items.change_item, joined.product, joined.owner, number, version, typed)


def refuse(code: str, *, of: str = "create", times: int = 1, **values: object) -> object:
    """A mood: the first requests of this name are refused."""
    left = [times]

    def mood(name: str) -> None:
        if name == of and left[0]:
            left[0] -= 1
            raise Refused(code, **values)

    return mood


# Connecting


def test_connecting_asks_first_and_suggests_the_mapping_by_name(joined: Joined) -> None:
    with joined.database.reading() as session:
        mapping = session.get_one(Connection, joined.id).mapping
    assert mapping["type"] == "f"
    assert mapping["priorities"] == {"must": "p4", "should": "p3", "could": "p2", "wont": "p1", "otherwise": "p2"}
    assert mapping["statuses"] == {OPEN: "", DOING: "in_progress", DONE: "delivered", REJECTED: "declined"}
    assert mapping["names"]["statuses"][DONE] == "Closed"


def test_nothing_is_kept_of_a_connection_that_does_not_work(joined: Joined) -> None:
    joined.tracker.before = refuse("tracker_token_wrong", of="check")  # type: ignore[assignment]
    with pytest.raises(Refused, match="tracker_token_wrong"):
        asyncio.run(connect(joined.tracking, joined.product, replace(FORM, project="another")))
    with joined.database.reading() as session:
        assert len(session.scalars(select(Connection)).all()) == 1


def test_trying_needs_a_token_and_an_address_that_the_operator_listed(joined: Joined) -> None:
    for form, code in (
        (replace(FORM, token=" "), "tracker_token_missing"),
        (replace(FORM, address="https://elsewhere.example.net"), "tracker_not_allowed"),
        (replace(FORM, address="http://tracker.example.org"), "tracker_needs_tls"),
        (replace(FORM, kind="paper"), "tracker_kind_unknown"),
        (replace(FORM, project=" / "), "tracker_project_missing"),
        (replace(FORM, token="two\nlines"), "tracker_token_wrong"),
    ):
        with pytest.raises(Refused, match=code):
            asyncio.run(try_out(joined.tracking, form))
    assert joined.tracker.calls == []
    assert asyncio.run(try_again(joined.tracking, joined.id)).checked.person == "Olga"


# The dry run


def test_a_dry_run_tells_what_would_be_created_and_writes_nothing(joined: Joined) -> None:
    plan = joined.plan()
    assert plan.counts == {"create": 3}
    assert {change.field for change in plan.lines[0].changes} == {"title", "body", "type", "priority"}
    assert set(joined.tracker.calls) == {"check", "offered", "find"}
    assert joined.links() == {}


def test_a_dry_run_tells_each_change_before_and_after(joined: Joined) -> None:
    joined.push()
    joined.retitle(2, "Un nouveau titre")
    plan = joined.plan()
    assert [line.outcome for line in plan.lines] == ["leave", "change", "leave"]
    (change,) = plan.lines[1].changes
    assert (change.field, change.before, change.after) == ("title", "Élément 2", "Un nouveau titre")
    assert joined.tracker.issues["2"].fields[TITLE] == "Élément 2"


def test_a_dry_run_tells_what_the_tracker_will_refuse(joined: Joined) -> None:
    offers = joined.tracker.offers
    joined.tracker.offers = replace(
        offers, types=(), required=(Named("7", "Component"), Named("8", "Other", types=("b",)))
    )
    decide(joined, 3, status="declined", reason="Trop cher")
    lines = {line.number: line for line in joined.plan().lines}
    assert lines[1].outcome == "refused"
    assert lines[1].told == (Told("type_gone", {"id": "f"}), Told("fields_required", {"names": ["Component"]}))
    assert lines[3].told == (Told("declined_not_sent", {}),)


def test_a_field_that_is_demanded_can_be_given_a_value(joined: Joined) -> None:
    joined.tracker.offers = replace(joined.tracker.offers, required=(Named("7", "Component"),))
    with joined.database.reading() as session:
        mapping = session.get_one(Connection, joined.id).mapping
    written(joined, connections.map_connection, joined.product, joined.id, "1", {**mapping, "extra": {"7": "Core"}})
    assert joined.plan().counts == {"create": 3}
    joined.push()
    assert joined.tracker.issues["1"].fields["extra:7"] == "Core"


# Pushing


def test_each_chosen_item_becomes_one_issue_with_a_way_back(joined: Joined) -> None:
    pushed = joined.push(3, 1)
    assert [(step.number, step.outcome, step.issue) for step in pushed.steps] == [
        (3, "created", "#1"),
        (1, "created", "#2"),
    ]
    assert pushed.ended_at
    issue = joined.tracker.issues["1"]
    assert issue.fields[TITLE] == "Élément 3"
    assert (issue.fields[TYPE], issue.fields[PRIORITY]) == ("f", "p2")
    body = str(issue.fields["body"])
    assert body.splitlines()[-1] == issue.marker == joined.links()[3].marker
    assert "https://lab.example.org/products/demarches/backlog/3" in body


def test_pushed_again_nothing_is_written(joined: Joined) -> None:
    joined.push()
    again = joined.push()
    assert [step.outcome for step in again.steps] == ["left"] * 3
    assert "update" not in joined.tracker.calls
    assert len(joined.tracker.issues) == 3


def test_only_what_differs_is_changed_there(joined: Joined) -> None:
    joined.push()
    body = joined.tracker.issues["2"].fields["body"]
    joined.tracker.edit("2", body="Edited there")
    joined.retitle(2, "Un nouveau titre")
    step = joined.push(2).steps[0]
    assert step.outcome == "changed"
    assert step.told == (Told("edited_there", {"fields": ["body"]}),)
    assert joined.tracker.issues["2"].fields[TITLE] == "Un nouveau titre"
    assert joined.tracker.issues["2"].fields["body"] == "Edited there"
    assert joined.push(2, overwrite=True).steps[0].outcome == "changed"
    assert joined.tracker.issues["2"].fields["body"] == body


def test_what_the_tracker_dropped_is_told(joined: Joined) -> None:
    joined.tracker.drops = {PRIORITY: "p1"}
    step = joined.push(1).steps[0]
    assert step.told == (Told("not_taken", {"field": PRIORITY, "asked": "p2", "there": "p1"}),)


def test_one_item_that_is_refused_does_not_keep_the_others(joined: Joined) -> None:
    joined.tracker.before = refuse("tracker_refused", words="Subject is silly")  # type: ignore[assignment]
    pushed = joined.push()
    assert pushed.counts == {"refused": 1, "created": 2}
    assert pushed.steps[0].told == (Told("tracker_refused", {"words": "Subject is silly"}),)
    assert pushed.ended_at
    assert joined.push().counts == {"created": 1, "left": 2}
    assert len(joined.tracker.issues) == 3


@pytest.mark.parametrize("code", ["tracker_unreachable", "tracker_token_wrong", "tracker_busy", "tracker_forbidden"])
def test_a_problem_of_all_stops_the_push_and_it_can_be_resumed(joined: Joined, code: str) -> None:
    push = joined.begin()
    joined.tracker.before = refuse(code, of="create", host="tracker.example.org")  # type: ignore[assignment]
    stopped = joined.run(push)
    assert stopped.problem == Told(code, {"host": "tracker.example.org"})
    assert (stopped.ended_at, stopped.is_claimed, stopped.counts) == (None, False, {"waiting": 3})
    resumed = joined.run(push)
    assert resumed.counts == {"created": 3}
    assert (resumed.problem, bool(resumed.ended_at)) == (None, True)


def test_an_answer_that_was_lost_is_looked_for_at_once(joined: Joined) -> None:
    joined.tracker.after = lambda name: lose_the_answer(name) if len(joined.tracker.issues) == 2 else None
    pushed = joined.push()
    assert [step.outcome for step in pushed.steps] == ["created", "found", "created"]
    assert len(joined.tracker.issues) == 3


def test_what_nobody_can_tell_is_never_made_again_in_the_same_run(joined: Joined) -> None:
    push = joined.begin()
    joined.tracker.before = lambda name: lose_the_answer(name) if name == "create" else None
    stopped = joined.run(push)
    assert stopped.counts == {"doubtful": 3}
    assert stopped.problem == Told("tracker_in_doubt", {})
    assert not stopped.ended_at
    assert joined.tracker.calls.count("create") == 3
    joined.tracker.before = lambda _: None
    assert joined.run(push).counts == {"created": 3}


def test_an_issue_that_appears_late_is_waited_for(joined: Joined) -> None:
    """A search may not know yet what was made: until a doubt is old enough, nothing is made again."""
    joined.tracking = replace(joined.tracking, settling=0.3)
    push = joined.begin(1)
    joined.tracker.after = lose_the_answer

    def hide(name: str) -> None:
        if name == "find" and joined.tracker.calls.count("find") < 3:
            joined.tracker.hides = set(joined.tracker.created)
        else:
            joined.tracker.hides = set()

    joined.tracker.before = hide
    doubtful = joined.run(push)
    assert (doubtful.counts, doubtful.problem) == ({"doubtful": 1}, Told("tracker_in_doubt", {}))
    assert joined.run(push).counts == {"found": 1}
    assert len(joined.tracker.issues) == 1


def test_an_owner_stops_a_push_between_two_items(joined: Joined) -> None:
    push = joined.begin()

    def stop(_: str) -> None:
        written(joined, pushes.cancel, joined.product, joined.id, push)

    joined.tracker.after = stop
    stopped = joined.run(push)
    assert stopped.counts == {"created": 1, "waiting": 2}
    assert (stopped.cancelled, bool(stopped.ended_at)) == (True, True)
    joined.tracker.after = lambda _: None
    assert joined.push().counts == {"left": 1, "created": 2}


def test_two_runners_at_once_never_make_two(joined: Joined) -> None:
    push = joined.begin()

    async def both() -> list[BaseException | None]:
        runs = [run_push(joined.tracking, push) for _ in range(2)]
        return await asyncio.gather(*runs, return_exceptions=True)

    done = asyncio.run(both())
    assert sorted(getattr(one, "code", "") for one in done) == ["", "push_runs_already"]
    assert len(joined.tracker.issues) == 3


def test_a_runner_that_was_taken_over_stops_where_it_is(joined: Joined) -> None:
    push = joined.begin()

    async def take_over(_: str) -> None:
        joined.tracker.meanwhile = None
        joined.lose_the_runner(push)
        await run_push(joined.tracking, push)

    joined.tracker.meanwhile = take_over
    pushed = joined.run(push)
    assert pushed.counts == {"found": 1, "created": 2}
    assert (pushed.problem, bool(pushed.ended_at)) == (None, True)
    assert len(joined.tracker.issues) == 3


def test_an_issue_that_was_deleted_there_is_told_and_not_made_again_by_itself(joined: Joined) -> None:
    joined.push()
    del joined.tracker.issues["2"]
    step = joined.push(2).steps[0]
    assert (step.outcome, step.told) == ("left", (Told("gone", {"issue": "#2"}),))
    assert joined.links()[2].gone_at
    written(joined, connections.forget_issue, joined.product, joined.id, item_of(joined, 1).id)
    assert joined.links()[1].is_there
    written(joined, connections.forget_issue, joined.product, joined.id, item_of(joined, 2).id)
    assert joined.push(2).steps[0].outcome == "created"


def test_another_issue_under_the_same_key_is_left_alone(joined: Joined) -> None:
    joined.push()
    joined.tracker.issues["1"] = replace(joined.tracker.issues["1"], marker="openlab-somebodyelses")
    joined.retitle(1, "Un nouveau titre")
    step = joined.push(1).steps[0]
    assert (step.outcome, step.told[0].code) == ("left", "not_ours")
    assert joined.tracker.issues["1"].fields[TITLE] == "Élément 1"


def test_an_item_that_is_joined_on_the_way_is_not_sent(joined: Joined) -> None:
    push = joined.begin()
    written(joined, items.join_items, joined.product, joined.owner, 2, "1", "1")
    steps = joined.run(push).steps
    assert [step.outcome for step in steps] == ["created", "refused", "created"]
    assert steps[1].told == (Told("joined_here", {"into": 1}),)


def test_an_item_declined_after_it_was_pushed_is_told_to_be_open_there(joined: Joined) -> None:
    joined.push()
    decide(joined, 1, status="declined", reason="Trop cher")
    step = joined.push(1).steps[0]
    assert (step.outcome, step.told) == ("changed", (Told("still_open_there", {}),))
    assert "Trop cher" in str(joined.tracker.issues["1"].fields["body"])


def test_a_tracker_that_moved_is_known_again_by_its_marks(joined: Joined) -> None:
    joined.push()
    form = replace(FORM, address="https://other.example.org", token=TOKEN)
    gate, seal = joined.tracking.gate, joined.tracking.seal
    written(joined, connections.change_connection, joined.product, joined.id, "1", seal, gate, form)
    assert not any(link.is_there for link in joined.links().values())
    assert joined.plan().counts == {"found": 3}
    assert joined.push().counts == {"found": 3}
    assert len(joined.tracker.issues) == 3


def test_a_database_that_forgot_its_pushes_finds_the_issues_again_and_leaves_what_was_edited(joined: Joined) -> None:
    """An older backup was restored, or the connection was removed and made again."""
    joined.push()
    joined.tracker.edit("2", title="Edited there")
    with joined.database.writing() as session:
        session.execute(delete(IssueLink))
    assert joined.plan().counts == {"found": 3}
    assert outcomes(joined, joined.push().id) == ["found"] * 3
    assert [joined.tracker.issues[key].fields[TITLE] for key in "123"] == ["Élément 1", "Edited there", "Élément 3"]
    assert len(joined.tracker.issues) == 3
    joined.retitle(1, "Un nouveau titre")
    joined.push()
    assert [joined.tracker.issues[key].fields[TITLE] for key in "12"] == ["Un nouveau titre", "Edited there"]


def test_a_service_that_limits_searches_is_searched_after_a_doubt_only(
    joined: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemoryTracker, "finds_freely", False)
    assert joined.plan().counts == {"create": 3}
    assert outcomes(joined, joined.push().id) == ["created"] * 3
    assert "find" not in joined.tracker.calls


def test_what_is_found_again_is_written_over_when_the_owner_says_so(joined: Joined) -> None:
    joined.push()
    joined.tracker.edit("2", title="Edited there")
    with joined.database.writing() as session:
        session.execute(delete(IssueLink))
    joined.push(overwrite=True)
    assert joined.tracker.issues["2"].fields[TITLE] == "Élément 2"
    assert len(joined.tracker.issues) == 3


def test_an_item_that_got_the_id_of_a_lost_one_is_another(joined: Joined) -> None:
    joined.push()
    with joined.database.writing() as session:
        session.execute(delete(IssueLink))
        session.execute(update(BacklogItem).values(created_at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert joined.plan().counts == {"create": 3}


def test_who_has_not_answered_yet_reads_no_level_by_way_of_a_tracker(joined: Joined) -> None:
    product, owner = joined.product, joined.owner
    developer = a_member(joined.database, product, "developer")
    written(joined, assessments.give_impact, product, owner, 1, "1", "5", "")
    written(joined, assessments.assess_feasibility, product, developer, 1, "developer", "4", "Facile")
    joined.push(1)
    assert "Priority: 20" in str(joined.tracker.issues["1"].fields["body"])
    with joined.database.writing() as session:
        session.add(Member(product_id=product, account_id=owner, role="developer"))
    (change,) = joined.plan(1).lines[0].changes
    assert "Priority" not in str(change.after)


def test_refreshing_mapping_and_stopping_meanwhile_harm_nothing(joined: Joined) -> None:
    many_items(joined.database, joined.product, 20, first=4)
    push = joined.begin()
    write, product = joined.database.write, joined.product

    async def all_at_once() -> None:
        await asyncio.gather(
            run_push(joined.tracking, push),
            *(refresh(joined.tracking, joined.id) for _ in range(5)),
            *(write(remap, product, joined.id) for _ in range(20)),
        )
        again = joined.begin()
        done = await asyncio.gather(
            run_push(joined.tracking, again),
            *(refresh(joined.tracking, joined.id) for _ in range(5)),
            *(write(pushes.cancel, product, joined.id, again) for _ in range(5)),
            return_exceptions=True,
        )
        wrong = [one for one in done if isinstance(one, BaseException)]
        assert {str(one) for one in wrong} <= {"push_ended"}, "it may be stopped before it runs"

    asyncio.run(all_at_once())
    assert joined.pushed(push).counts == {"created": 23}
    assert len(joined.tracker.issues) == 23


def remap(session: Session, product: int, connection: int) -> None:
    row = connections.hold_connection(session, product, connection)
    connections.map_connection(session, product, connection, str(row.version), row.mapping)


def test_labels_that_are_new_or_dropped_are_told(database: Database, tmp_path: Path) -> None:
    joined = connected(database, tmp_path, items=1)
    joined.id = connect_product(joined, kind="gitlab", project="team/web")
    with database.reading() as session:
        mapping = session.get_one(Connection, joined.id).mapping
    labels = {"labels": ["open-lab", "ours"]}
    written(joined, connections.map_connection, joined.product, joined.id, "1", {**mapping, **labels})
    assert Told("labels_new", {"labels": ["ours"]}) in joined.plan().warnings
    joined.tracker.drops = {"labels": ("theirs",)}
    (told,) = joined.push().steps[0].told
    assert (told.code, told.values["field"], told.values["there"]) == ("not_taken", "labels", ["theirs"])
    assert {"open-lab", "ours"} <= set(told.values["asked"])


# In step


def test_a_refresh_takes_over_a_status_step_by_step_with_its_author(joined: Joined) -> None:
    joined.push()
    joined.tracker.move("1", DONE)
    refreshed = joined.refresh()
    (moved,) = refreshed.moved
    assert (moved.number, moved.before, moved.after) == (1, Status.KEPT, Status.DELIVERED)
    assert (refreshed.there, refreshed.delivered) == (3, 1)
    with joined.database.reading() as session:
        told = item_queries.history(session, item_of(joined, 1).id)[:2]
    assert [change.changes["status"] for change in told] == [("in_progress", "delivered"), ("kept", "in_progress")]
    assert {change.name for change in told} == {"Redmine"}
    assert told[0].changes["tracker"][1] == "open-lab #1 – Closed"
    assert item_of(joined, 1).delivered_at


def test_a_refresh_without_news_changes_nothing(joined: Joined) -> None:
    joined.push()
    joined.tracker.move("1", DOING)
    joined.refresh()
    version = item_of(joined, 1).version
    assert joined.refresh().moved == ()
    assert item_of(joined, 1).version == version


def test_what_an_owner_decided_here_meanwhile_is_not_fought(joined: Joined) -> None:
    joined.push()
    joined.tracker.move("1", DOING)
    joined.refresh()
    decide(joined, 1, status="kept")
    joined.refresh()
    assert item_of(joined, 1).status == "kept"
    joined.tracker.move("1", DONE)
    joined.refresh()
    assert item_of(joined, 1).status == "delivered"


def test_what_is_rejected_there_waits_for_a_reason_here(joined: Joined) -> None:
    joined.push()
    joined.tracker.move("1", REJECTED)
    (moved,) = joined.refresh().moved
    assert (moved.told, item_of(joined, 1).status) == ((Told("declined_there", {}),), "kept")
    assert joined.refresh().moved == ()
    assert joined.links()[1].told == (Told("declined_there", {}),)
    decide(joined, 1, status="declined", reason="Rejeté par l’équipe")
    assert joined.links()[1].told == ()


def test_what_is_declined_here_stays_declined(joined: Joined) -> None:
    joined.push()
    decide(joined, 1, status="declined", reason="Trop cher")
    joined.tracker.move("1", DONE)
    (moved,) = joined.refresh().moved
    assert (moved.told, item_of(joined, 1).status) == ((Told("declined_here", {}),), "declined")


def test_what_is_joined_here_is_decided_there_where_it_is_in(joined: Joined) -> None:
    joined.push()
    written(joined, items.join_items, joined.product, joined.owner, 2, "1", "1")
    joined.tracker.move("2", DONE)
    (moved,) = joined.refresh().moved
    assert moved.told == (Told("joined_here", {"into": 1}),)
    assert joined.links()[2].standing == 1


def test_an_issue_that_is_gone_is_told_and_comes_back_when_it_does(joined: Joined) -> None:
    joined.push()
    kept = joined.tracker.issues.pop("1")
    (moved,) = joined.refresh().moved
    assert moved.told == (Told("gone", {"issue": "#1"}),)
    assert not joined.links()[1].is_there
    joined.tracker.issues["1"] = kept
    joined.refresh()
    assert joined.links()[1].is_there


def test_a_project_that_cannot_be_seen_any_more_has_not_lost_its_issues(joined: Joined) -> None:
    joined.push()
    kept, joined.tracker.issues = joined.tracker.issues, {}
    joined.tracker.before = refuse("tracker_project_unknown", of="check", times=2)  # type: ignore[assignment]
    with pytest.raises(Refused, match="tracker_project_unknown"):
        joined.refresh()
    stopped = joined.push()
    assert (stopped.problem, stopped.counts) == (Told("tracker_project_unknown", {}), {"waiting": 3})
    assert all(link.is_there for link in joined.links().values())
    joined.tracker.issues = kept
    assert joined.refresh().moved == ()


def test_a_refresh_finds_what_a_lost_answer_left(joined: Joined) -> None:
    push = joined.begin(1)
    joined.tracker.after = lose_the_answer
    joined.tracker.hides = {"all"}
    joined.tracker.before = lambda name: joined.tracker.hides.update(joined.tracker.created) if name == "find" else None
    joined.run(push)
    assert not joined.links()[1].is_there
    joined.tracker.before, joined.tracker.hides = lambda _: None, set()
    assert joined.refresh().there == 1
    assert joined.links()[1].is_there


def test_a_status_that_gets_a_meaning_later_counts_then(joined: Joined) -> None:
    joined.push()
    joined.tracker.offers = replace(joined.tracker.offers, statuses=(Named("9", "Recette"),))
    joined.tracker.move("1", "9")
    joined.refresh()
    assert item_of(joined, 1).status == "kept"
    assert joined.links()[1].status_name == "Recette"
    with joined.database.reading() as session:
        mapping = session.get_one(Connection, joined.id).mapping
    statuses = {**mapping["statuses"], "9": "in_progress"}
    written(joined, connections.map_connection, joined.product, joined.id, "1", {**mapping, "statuses": statuses})
    joined.refresh()
    assert item_of(joined, 1).status == "in_progress"


# The token


def test_the_token_is_nowhere_in_clear(joined: Joined, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    joined.push()
    joined.refresh()
    with joined.database.reading() as session:
        tables = session.execute(text("SELECT sealed_token, mapping, address FROM connections")).all()
        assert TOKEN not in str(tables)
    if file := joined.database.sqlite_file:
        joined.database.empty_journal()
        assert TOKEN.encode() not in file.read_bytes()
    assert TOKEN not in caplog.text
    said = (FORM, joined.tracker.targets, joined.plan(), joined.links(), joined.tracking)
    assert TOKEN not in repr(said)
    assert {target.token for target in joined.tracker.targets} == {TOKEN}


def test_without_its_key_a_token_stays_shut(joined: Joined, tmp_path: Path) -> None:
    (tmp_path / "openlab.key").unlink()
    joined.tracking = replace(joined.tracking)
    with pytest.raises(Refused, match="tracker_token_lost"):
        joined.refresh()
    joined.tracking = replace(joined.tracking, key_file=None)
    with pytest.raises(Refused, match="tracker_key_missing"):
        joined.refresh()
    (tmp_path / "openlab.key").write_text("not a key")
    joined.tracking = replace(joined.tracking, key_file=tmp_path / "openlab.key")
    assert refused(joined.database, lambda _: joined.tracking.seal).code == "tracker_key_unreadable"
