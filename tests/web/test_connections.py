"""Connecting a tracker: what is typed is tried first, a token is never seen again, and nobody else gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from openlab.db.tables import Connection
from openlab.db.tables.trackers import OUTCOMES
from openlab.domain import Refused
from openlab.trackers import Checked, Named
from openlab.trackers.kinds import KINDS
from openlab.web.connections import ASKING
from openlab.web.tracker_words import ADDRESS, OUTCOME, PROJECT
from openlab.web.tracker_words import TOKEN as WHERE_TOKENS_ARE
from tests.build import signed_in
from tests.build_backlog import a_member, change
from tests.serving import Visitor
from tests.trackers.memory import DONE, OFFERED
from tests.web.trackers import HOME, TOKEN, TYPED, Desk, at_a_desk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with at_a_desk(database_url, tmp_path) as desk:
        yield desk


def fails_with(desk: Desk, *refusal: object, **values: object) -> None:
    def fail(_: str) -> None:
        raise Refused(*refusal, **values)  # type: ignore[arg-type]

    desk.tracker.before = fail


def test_a_tracker_is_tried_connected_and_what_goes_where_is_proposed(desk: Desk) -> None:
    page = desk.owner.get(HOME).text
    assert "Which tool does your team use?" in page
    assert f'href="{HOME}?kind=redmine#connect"' in page
    form = desk.owner.get(f"{HOME}?kind=redmine").text
    assert "API access key" in form
    assert 'value="https://tracker.example.org"' in form, "the only one that is allowed is typed already"
    home = desk.connect()
    mapping = desk.owner.get(f"{home}/mapping").text
    assert "Redmine answers." in mapping
    assert '<option value="p4" selected>Urgent</option>' in mapping
    assert '<option value="delivered" selected>' in mapping
    assert "open-lab" in desk.owner.get(HOME).text
    assert [target.token for target in desk.tracker.targets[:1]] == [TOKEN]


def test_what_is_chosen_is_kept_and_the_names_with_it(desk: Desk) -> None:
    home = desk.connect()
    page = desk.owner.get(f"{home}/mapping").text
    remote = re.findall(r'name="remote" value="([^"]+)"', page)
    sent: dict[str, str | list[str]] = {"version": "1", "type": "b", "priority-must": "p3"}
    sent |= {"remote": remote, "ours": ["", "", "", "delivered"]}
    assert desk.owner.submit(f"{home}/mapping", **sent).headers["location"] == home
    with desk.served.site.database.reading() as session:
        mapping = session.scalars(select(Connection)).one().mapping
    assert (mapping["type"], mapping["priorities"]["must"], mapping["statuses"]["4"]) == ("b", "p3", "delivered")
    assert mapping["names"]["statuses"][DONE] == "Closed"
    late = desk.owner.submit(f"{home}/mapping", **{**sent, "type": "f"})
    assert (late.status_code, "Somebody changed this connection meanwhile" in late.text) == (409, True)
    assert '<option value="f" selected>' in late.text, "what was chosen is kept"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"address": "ftp://tracker.example.org"}, "An address begins with https://"),
        ({"address": "http://tracker.example.org"}, "A token travels over https only"),
        ({"address": "https://elsewhere.example.org"}, "elsewhere.example.org may not be called from here"),
        ({"project": " "}, "Say which project"),
        ({"token": " "}, "A token is needed"),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed_and_nothing_is_kept(
    desk: Desk, fields: dict[str, str], told: str
) -> None:
    answer = desk.owner.submit(HOME, **{**TYPED, **fields})
    assert (answer.status_code, told in answer.text) == (422, True)
    assert 'aria-invalid="true"' in answer.text
    for name in ("address", "project"):
        assert f'value="{ {**TYPED, **fields}[name] }"' in answer.text
    assert TOKEN not in answer.text
    assert "Connect Redmine" in answer.text
    assert "is connected" not in desk.owner.get(HOME).text
    assert desk.tracker.calls == []


def test_a_tracker_that_refuses_is_told_in_plain_words_and_the_token_is_asked_for_again(desk: Desk) -> None:
    fails_with(desk, "tracker_token_wrong", "token")
    answer = desk.owner.submit(HOME, **TYPED)
    assert "The tool does not know this token" in answer.text
    assert "Please type the token again" in answer.text
    assert TOKEN not in answer.text
    assert 'value="open-lab"' in answer.text
    with desk.served.site.database.reading() as session:
        assert session.scalars(select(Connection)).all() == []


def test_the_token_is_in_no_page_header_log_or_row(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        home = desk.connect()
        desk.push(home, 1)
        answers = [
            desk.owner.get(path)
            for path in (
                HOME,
                home,
                f"{home}/mapping",
                f"{home}/push",
                f"{home}/pushes/1",
                "/products/demarches/export",
            )
        ]
        answers += [desk.owner.submit(f"{home}/{act}") for act in ("test", "refresh")]
        answers += [desk.owner.submit(home, **{**TYPED, "version": "1", "project": ""})]
    for answer in answers:
        assert TOKEN not in answer.text
        assert TOKEN not in str(answer.headers)
    assert TOKEN not in caplog.text
    with desk.served.site.database.reading() as session:
        assert TOKEN not in str([vars(row) for row in session.scalars(select(Connection))])


def test_a_connection_is_tested_on_demand(desk: Desk) -> None:
    home = desk.connect()
    assert "It answers: you are Olga there, and the project is “Product”." in desk.owner.submit(f"{home}/test").text
    desk.push(home, 1)
    desk.tracker.warnings = ("tracker_labels_may_drop",)
    assert "This token may not set labels" in desk.owner.submit(f"{home}/test").text
    fails_with(desk, "tracker_unreachable", "address", host="tracker.example.org")
    for act in ("test", "refresh"):
        answer = desk.owner.submit(f"{home}/{act}")
        assert (answer.status_code, "tracker.example.org cannot be reached" in answer.text) == (409, True)
    mapping = desk.owner.get(f"{home}/mapping")
    assert (mapping.status_code, "tracker.example.org cannot be reached" in mapping.text) == (409, True)
    assert "Try again" in mapping.text


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_whoever_tries_one_token_after_the_other_is_slowed_down(desk: Desk) -> None:
    fails_with(desk, "tracker_token_wrong", "token")
    asked = [
        desk.owner.submit(HOME, **{**TYPED, "token": f"guess {n}"}).status_code for n in range(ASKING.attempts + 3)
    ]
    assert asked.count(409) == ASKING.attempts
    assert asked[-3:] == [429] * 3
    assert desk.tracker.calls.count("check") == ASKING.attempts


def test_another_address_needs_its_token_again(desk: Desk) -> None:
    home = desk.connect()
    typed = {**TYPED, "version": "1", "project": "another", "token": ""}
    answer = desk.owner.submit(home, **typed)
    assert (answer.status_code, "Type the token again: it is sealed" in answer.text) == (422, True)
    assert '<details class="add" id="change" open>' in answer.text
    assert desk.owner.submit(home, **{**typed, "token": "another-token"}).status_code == 303
    assert "another" in desk.owner.get(home).text
    assert desk.tracker.targets[-1].token == "another-token"
    assert desk.owner.submit(home, **{**typed, "version": "2", "language": "fr"}).status_code == 303


def test_a_connection_is_removed_once_that_is_confirmed(desk: Desk) -> None:
    home = desk.connect()
    asked = desk.owner.submit(f"{home}/remove")
    assert (asked.status_code, "Tick the box first" in asked.text) == (422, True)
    assert desk.owner.submit(f"{home}/remove", confirmed="yes").headers["location"] == HOME
    assert desk.owner.get(home).status_code == 404


def test_statuses_come_back_and_the_history_says_from_where(desk: Desk) -> None:
    home = desk.connect()
    change(desk.served.site.database, desk.closed, 1, status="kept")
    desk.push(home, 1, 2)
    desk.tracker.move("1", DONE)
    page = desk.owner.submit(f"{home}/refresh").text
    assert "2 issues were read." in page
    assert "Delivered" in page
    item = desk.owner.get("/products/demarches/backlog/1").text
    assert 'In Redmine: <a href="https://tracker.example.org/issues/1" rel="noreferrer">#1</a>' in item
    assert "Closed</span>" in item
    assert "<strong>Redmine</strong>" in item
    assert "Nothing has changed." in desk.owner.submit(f"{home}/refresh").text


def test_an_issue_deleted_there_is_told_and_made_again_only_when_asked_for(desk: Desk) -> None:
    home = desk.connect()
    desk.push(home, 1)
    desk.tracker.issues.clear()
    assert "deleted there" in desk.owner.submit(f"{home}/refresh").text
    desk.push(home, 1)
    assert desk.tracker.issues == {}
    item = re.search(r'name="item" value="(\d+)"', desk.owner.get(home).text)
    assert item
    assert desk.owner.submit(f"{home}/forget", item=item[1]).status_code == 303
    desk.push(home, 1)
    assert len(desk.tracker.issues) == 1


def test_the_backlog_marks_what_is_there_and_the_export_points_to_the_push(desk: Desk) -> None:
    home = desk.connect()
    desk.push(home, 2)
    backlog = desk.owner.get("/products/demarches/backlog?status=all").text
    assert backlog.count("https://tracker.example.org/issues/1") == 1
    export = desk.owner.get("/products/demarches/export").text
    assert "This product is connected to Redmine" in export
    assert f'href="{home}/push"' in export


def test_a_developer_sees_where_an_item_is_and_nothing_else_of_the_connection(desk: Desk) -> None:
    home = desk.connect()
    desk.push(home, 1)
    database = desk.served.site.database
    account = a_member(database, desk.closed.product, "developer")
    with Visitor(desk.served.url) as developer, database.writing() as session:
        developer.sign_in_with(signed_in(session, account))
        session.commit()
        assert "In Redmine:" in developer.get("/products/demarches/backlog/1").text
        assert "Trackers" not in developer.get("/products/demarches/backlog").text
        assert "connected to Redmine" not in developer.get("/products/demarches/export").text
        for path in (HOME, home, f"{home}/mapping", f"{home}/push", f"{home}/pushes/1"):
            assert developer.get(path).status_code == 403


def test_labels_and_required_fields_are_filled_in_once_for_all(desk: Desk) -> None:
    demanded = Named("7", "Direction"), Named("", "Champ inconnu doit être rempli", types=("b",))
    desk.tracker.offers = replace(OFFERED, required=demanded)
    home = desk.connect()
    page = desk.owner.get(f"{home}/mapping").text
    assert "Direction" in page
    assert "Champ inconnu doit être rempli" in page
    sent = {"version": "1", "required": "7", "value": "DRAC"}
    assert desk.owner.submit(f"{home}/mapping", **sent).status_code == 303
    desk.push(home, 1)
    assert desk.tracker.issues["1"].fields["extra:7"] == "DRAC"


def test_when_nothing_may_be_called_the_page_says_whom_to_ask(sqlite_url: str, tmp_path: Path) -> None:
    with at_a_desk(sqlite_url, tmp_path, trackers="", operator="Le ministère des exemples") as desk:
        page = desk.owner.get(f"{HOME}?kind=redmine").text
        assert "OPENLAB_TRACKERS" in page
        assert "Le ministère des exemples" in page
        assert '<form method="post" action="/products' not in page
        assert desk.owner.submit(HOME, **TYPED).status_code == 422


def test_every_tool_and_every_outcome_has_its_words() -> None:
    assert set(KINDS) <= set(ADDRESS) & set(PROJECT) & set(WHERE_TOKENS_ARE)
    assert set(OUTCOMES) == set(OUTCOME)


def test_a_check_with_a_missing_column_is_a_warning(desk: Desk) -> None:
    home = desk.connect()

    async def check() -> Checked:
        return Checked("Olga", "Table", (), ("title",))

    desk.tracker.check = check  # type: ignore[method-assign]
    assert "The table has no columns for these" in desk.owner.submit(f"{home}/test").text
