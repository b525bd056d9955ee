"""A real tracker that the environment names, as docs/trackers.md says how. Each run leaves one issue in its project."""

from __future__ import annotations

import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.export.drafts import DraftLayout, draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers import BODY, LABELS, PRIORITY, TITLE, TYPE, Draft, Offered, Target, Tracker
from openlab.trackers.kinds import KINDS
from tests.exports.backlogs import backlog_of, nasty_item
from tests.trackers.asking import ask

T = TypeVar("T")
TEXT = "Essai de openlab 🎉 <b>*_#`| \\ [a](b) /close @nobody"


def variable(kind: str) -> str:
    return f"OPENLAB_TEST_{kind.upper()}"


@pytest.fixture(params=[pytest.param(kind, marks=pytest.mark.named(variable(kind))) for kind in KINDS])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def target(kind: str) -> Target:
    """address|project|token, and at Jira |e-mail."""
    address, project, token, account = (os.environ[variable(kind)] + "|").split("|")[:4]
    return Target(address, project, token, account, language="fr", fields=tuple(layout(kind).fields.cells))


def layout(kind: str) -> DraftLayout:
    return load_drafts(folder("exports"))[kind]["fr"]


def answer(kind: str, question: Callable[[Tracker], Awaitable[T]]) -> T:
    return ask(kind, target(kind), question)


def draft(kind: str, offered: Offered) -> Draft:
    marker = f"openlab-{''.join(secrets.choice('abcdefghijklmnopqrstuvwxyz234567') for _ in range(20))}"
    item = nasty_item("1", TEXT)
    fields = dict(draft_of(layout(kind), backlog_of(item), 1, item, marker).fields)
    chosen = {TYPE: offered.types, PRIORITY: offered.priorities}
    return Draft(marker, {**fields, **{name: values[0].id for name, values in chosen.items() if values}})


def test_the_check_tells_who_and_where_and_what_is_wrong(kind: str) -> None:
    assert answer(kind, lambda it: it.check()).person
    right = target(kind)
    for wrong, code in (
        (replace(right, token="wrong"), "tracker_token_wrong"),
        (replace(right, project="n0-such/n0"), "tracker_project_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            ask(kind, wrong, lambda it: it.check())
        assert refused.value.code == code


def test_an_issue_is_created_read_found_and_changed(kind: str) -> None:
    wanted = draft(kind, answer(kind, lambda it: it.offered()))
    created = answer(kind, lambda it: it.create(wanted))
    missing = lost(wanted.fields, created.fields)
    assert missing.keys() <= {LABELS}, missing
    assert answer(kind, lambda it: it.read([created.key])) == {created.key: created}
    assert answer(kind, lambda it: it.find([wanted.marker]))[wanted.marker].key == created.key
    name = TITLE if TITLE in wanted.fields else "Titre"
    updated = answer(kind, lambda it: it.update(created, {name: "Essai de openlab, changé"}))
    assert updated.fields == {**created.fields, name: "Essai de openlab, changé"}
    assert updated.fields.get(BODY) == created.fields.get(BODY)
