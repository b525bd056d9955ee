"""Connections: what their owners may type, change, map and remove, and what is kept of the token."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from openlab.actions import connections
from openlab.actions.connections import ConnectionForm, read_mapping
from openlab.db.engine import Database
from openlab.db.queries import connections as queries
from openlab.db.tables import Connection, IssueLink, Push, PushStep
from openlab.domain import Refused
from openlab.export.drafts import load_drafts
from openlab.settings import folder
from openlab.trackers import Named, Offered
from openlab.trackers.kinds import KINDS
from openlab.trackers.sealing import Seal
from tests.build_backlog import refused
from tests.build_trackers import FORM, GATE, TOKEN, Joined, connected, written

OTHER_TOKEN = "another-token"


@pytest.fixture
def joined(database: Database, tmp_path: Path) -> Joined:
    return connected(database, tmp_path)


def change(joined: Joined, form: ConnectionForm, version: str = "1") -> Refused | None:
    seal = joined.tracking.seal
    try:
        written(joined, connections.change_connection, joined.product, joined.id, version, seal, GATE, form)
    except Refused as refusal:
        return refusal
    return None


def kept(joined: Joined) -> Connection:
    with joined.database.reading() as session:
        return session.get_one(Connection, joined.id)


def test_the_token_opens_with_its_key_for_its_own_place_only(joined: Joined) -> None:
    row = kept(joined)
    assert connections.target_of(row, joined.tracking.seal).token == TOKEN
    for stolen in (
        Connection(**{**shown(row), "address": "https://other.example.org"}),
        Connection(**{**shown(row), "project": "another"}),
    ):
        with pytest.raises(Refused, match="tracker_token_lost"):
            connections.target_of(stolen, joined.tracking.seal)
    with pytest.raises(Refused, match="tracker_token_lost"):
        connections.target_of(row, Seal(bytes(32)))


def shown(row: Connection) -> dict[str, Any]:
    names = ("kind", "address", "project", "account", "language", "sealed_token")
    return {name: getattr(row, name) for name in names}


def test_an_address_and_a_project_are_kept_as_they_are_meant(joined: Joined) -> None:
    form = replace(FORM, address=" https://tracker.example.org/redmine/ ", project=" /team/web/ ", token=TOKEN)
    assert change(joined, form) is None
    assert (kept(joined).address, kept(joined).project) == ("https://tracker.example.org/redmine", "team/web")


def test_a_language_that_openlab_does_not_speak_is_english(joined: Joined) -> None:
    assert replace(FORM, language="../de").read(GATE).language == "en"


def test_elsewhere_the_token_is_typed_again(joined: Joined) -> None:
    for form in (
        replace(FORM, address="https://other.example.org", token=""),
        replace(FORM, project="another", token=""),
        replace(FORM, account="olga@example.org", token=""),
    ):
        refusal = change(joined, form)
        assert refusal
        assert (refusal.code, refusal.field) == ("tracker_token_again", "token")
    assert change(joined, replace(FORM, language="fr", token="")) is None
    assert connections.target_of(kept(joined), joined.tracking.seal).token == TOKEN
    assert change(joined, replace(FORM, token=OTHER_TOKEN), "2") is None
    assert connections.target_of(kept(joined), joined.tracking.seal).token == OTHER_TOKEN


def test_nothing_is_overwritten_that_was_not_seen(joined: Joined) -> None:
    assert change(joined, FORM) is None
    for refusal in (
        change(joined, FORM),
        refused(joined.database, connections.map_connection, joined.product, joined.id, "1", {}),
    ):
        assert refusal
        assert refusal.code == "connection_changed"


def test_one_project_is_connected_once(joined: Joined) -> None:
    seal = joined.tracking.seal
    add = connections.add_connection
    assert refused(joined.database, add, joined.product, seal, GATE, FORM, {}).code == "tracker_connected_already"
    written(joined, add, joined.product, seal, GATE, replace(FORM, project="another"), {})
    refusal = change(joined, replace(FORM, project="another"))
    assert refusal
    assert refusal.code == "tracker_connected_already"


def test_a_connection_of_another_product_is_not_there(joined: Joined) -> None:
    elsewhere = joined.product + 1
    assert refused(joined.database, connections.remove_connection, elsewhere, joined.id).code == "connection_unknown"
    with joined.database.reading() as session, pytest.raises(Refused, match="connection_unknown"):
        queries.connection(session, elsewhere, joined.id)


def test_a_removed_connection_leaves_nothing_and_no_issue_is_touched(joined: Joined) -> None:
    joined.push()
    written(joined, connections.remove_connection, joined.product, joined.id)
    with joined.database.reading() as session:
        for table in (Connection, IssueLink, Push, PushStep):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    assert len(joined.tracker.issues) == 3


def test_while_a_push_is_open_it_stays_where_it_is(joined: Joined) -> None:
    push = joined.begin()
    elsewhere = replace(FORM, project="another")
    refusal = change(joined, elsewhere)
    assert refusal
    assert (refusal.code, refusal.values) == ("push_running", {"push": push})
    assert refused(joined.database, connections.remove_connection, joined.product, joined.id).code == "push_running"
    assert change(joined, replace(FORM, token=OTHER_TOKEN)) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"statuses": {"1": "proposed"}}, "tracker_mapping_wrong"),
        ({"statuses": {"1": "paper"}}, "tracker_mapping_wrong"),
        ({"labels": ["x" * 51]}, "text_too_long"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused(typed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        read_mapping(typed)


def test_a_mapping_is_kept_tidy() -> None:
    mapping = read_mapping({"labels": [" a ", "", "a"], "extra": {"7": " ", "8": "x"}, "statuses": {5: "delivered"}})
    assert (mapping["labels"], mapping["extra"], mapping["statuses"]) == (["a"], {"8": "x"}, {"5": "delivered"})
    assert mapping["priorities"] == dict.fromkeys(("must", "should", "could", "wont", "otherwise"), "")


def test_what_has_no_known_name_is_guessed_by_what_it_does() -> None:
    layout = load_drafts(folder("exports"))["redmine"]["en"]
    statuses = (Named("1", "Neu"), Named("2", "Erledigt", closed=True))
    mapping = connections.first_mapping(Offered(types=(Named("9", "Vorgang"),), statuses=statuses), layout)
    assert (mapping["type"], mapping["statuses"]) == ("9", {"1": "", "2": "delivered"})
    assert set(mapping["priorities"].values()) == {""}


def test_every_kind_of_tracker_has_its_drafts_in_both_languages() -> None:
    drafts = load_drafts(folder("exports"))
    assert {kind: set(drafts[kind]) for kind in KINDS} == {kind: {"en", "fr"} for kind in KINDS}
