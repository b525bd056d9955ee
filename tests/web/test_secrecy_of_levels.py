"""Nobody sees a level before the facilitator shows the evaluation, nor ever under five answers.

Two labs differ only in the levels that were given. Whatever either of them shows to anyone must be identical.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from openlab.db.engine import Database
from openlab.db.tables import Feedback, Lab
from openlab.domain.phases import Phase
from openlab.live import Audience
from tests.build import Built, move
from tests.build_forum import a_forum, evaluate, show_evaluation
from tests.serving import Served, Visitor
from tests.web.conftest import NewVisitor
from tests.web.test_secrecy import Shown, everything_shown, visitors_in_every_role

ONE_WAY, OTHER_WAY = (1, 1, 2, 1, 5), (5, 4, 5, 5, 1)


def shown_with_levels_one_way_and_the_other(
    served: Served, built: Built, roles: dict[str, Visitor], people: int = 5
) -> list[Shown]:
    views = []
    for levels in (ONE_WAY[:people], OTHER_WAY[:people]):
        with served.site.database.writing() as session:
            ids = session.scalars(select(Feedback.id).order_by(Feedback.id)).all()
            for id_, level in zip(ids, levels, strict=True):
                session.execute(update(Feedback).where(Feedback.id == id_).values(level=level))
        for audience in Audience:
            served.site.live.changed(built.lab, audience)
        views.append(everything_shown(built, roles))
    return views


@pytest.mark.parametrize("phase", [Phase.WRAP_UP, Phase.CLOSED, Phase.GROUPS_2])
def test_no_address_in_any_role_tells_a_level_before_the_facilitator_shows_them(
    served: Served, database: Database, visitor: NewVisitor, phase: Phase
) -> None:
    built, _ = a_forum(database, people_in=6)
    evaluate(database, built, *ONE_WAY, better="Plus court")
    if phase is not Phase.WRAP_UP:
        move(database, built, phase)
    roles = visitors_in_every_role(database, built, visitor)
    one_way, other_way = shown_with_levels_one_way_and_the_other(served, built, roles)
    assert one_way.keys() == other_way.keys()
    assert len(one_way) > 60
    for place, text in one_way.items():
        assert text == other_way[place], place
        assert "Plus court" not in text, place


@pytest.mark.parametrize("phase", [Phase.WRAP_UP, Phase.CLOSED])
def test_no_address_in_any_role_ever_tells_a_level_under_five_answers(
    served: Served, database: Database, visitor: NewVisitor, phase: Phase
) -> None:
    built, _ = a_forum(database, people_in=6)
    evaluate(database, built, *ONE_WAY[:4], better="Plus court")
    with database.writing() as session:  # even if a row said that they are shown
        session.execute(update(Lab).values(evaluation_shown=True))
    if phase is not Phase.WRAP_UP:
        move(database, built, phase)
    roles = visitors_in_every_role(database, built, visitor)
    one_way, other_way = shown_with_levels_one_way_and_the_other(served, built, roles, people=4)
    assert one_way == other_way
    for role in ("who has voted", "who has not"):
        assert "Too few evaluations to show" in one_way[role, f"/l/{built.code}"]
    assert not [place for place, text in one_way.items() if "Plus court" in text]


def test_the_same_check_sees_the_difference_once_they_are_shown(
    served: Served, database: Database, visitor: NewVisitor
) -> None:
    built, _ = a_forum(database, people_in=6)
    evaluate(database, built, *ONE_WAY, better="Plus court")
    show_evaluation(database, built)
    roles = visitors_in_every_role(database, built, visitor)
    one_way, other_way = shown_with_levels_one_way_and_the_other(served, built, roles)
    changed = {place[1] for place, text in one_way.items() if text != other_way[place]}
    assert {f"/l/{built.code}", f"/l/{built.code}/screen", f"/labs/{built.lab}"} <= changed
    quoted = {("facilitator", f"/labs/{built.lab}"), ("facilitator", f"/labs/{built.lab}/report")}
    assert {place for place, text in one_way.items() if "Plus court" in text} == quoted


def test_no_log_line_tells_a_level_or_a_text(
    database: Database,
    participant: Callable[..., Visitor],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    built, _ = a_forum(database)
    zoe = participant(built)
    zoe.submit(f"/l/{built.code}/feedback", level="6", better="Plus court")
    zoe.submit(f"/l/{built.code}/feedback", level="4", better="Plus court")
    written = "".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    output = capfd.readouterr()
    for text in ("Plus court", "level", "feedback"):
        assert text not in written + output.out + output.err
