"""Working groups and their solution sheets, as rows, for tests of what comes after them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, insert, select

from openlab.actions import feedback, forum
from openlab.db.engine import Database
from openlab.db.queries import feedback as feedback_queries
from openlab.db.queries import forum as forum_queries
from openlab.db.queries.feedback import Evaluation
from openlab.db.queries.forum import Forum, Stance
from openlab.db.tables import Photo, SheetVersion, SolutionSheet, WorkingGroup
from openlab.domain.phases import Phase
from tests.build import Built, a_lab


def a_group(database: Database, lab: int, topic: int, round_: int = 1) -> int:
    """One more working group of a round; gives its id."""
    with database.writing() as session:
        known = select(func.count()).where(WorkingGroup.lab_id == lab, WorkingGroup.round == round_)
        number = session.execute(known).scalar_one() + 1
        group = WorkingGroup(lab_id=lab, round=round_, number=number, topic_id=topic)
        session.add(group)
        session.flush()
        return group.id


def a_sheet(database: Database, lab: int, topic: int, round_: int = 1, continues: int | None = None) -> int:
    """The sheet, still empty, of one more group; gives its id."""
    group = a_group(database, lab, topic, round_)
    with database.writing() as session:
        sheet = SolutionSheet(lab_id=lab, group_id=group, continues_id=continues)
        session.add(sheet)
        session.flush()
        return sheet.id


def write_sheet(database: Database, sheet: int, **texts: str) -> None:
    """One more version of a sheet."""
    with database.writing() as session:
        known = select(func.count()).where(SheetVersion.sheet_id == sheet)
        number = session.execute(known).scalar_one() + 1
        session.add(SheetVersion(sheet_id=sheet, number=number, saved_at=datetime.now(UTC), **texts))


def a_photo(database: Database, sheet: int, *, removed: bool = False) -> int:
    with database.writing() as session:
        known = session.execute(select(func.count()).select_from(Photo)).scalar_one()
        made = {"form_key": f"photo {known}", "added_at": datetime.now(UTC), "width": 800, "height": 600}
        row = insert(Photo).values(sheet_id=sheet, jpeg=b"", removed=removed, **made)
        return session.execute(row.returning(Photo.id)).scalar_one()


def a_forum(
    database: Database, *, people_in: int = 3, sheets: int = 2, at: Phase = Phase.WRAP_UP
) -> tuple[Built, list[int]]:
    """A lab at its wrap-up with written sheets of round 1, one per card; gives it and the ids of the sheets."""
    built = a_lab(database, at, people_in=people_in, cards=max(4, sheets))
    made = [a_sheet(database, built.lab, card) for card in built.cards[:sheets]]
    for number, sheet in enumerate(made):
        write_sheet(database, sheet, problem=f"Problème {number}", solution=f"Solution {number}")
    return built, made


def evaluate(database: Database, built: Built, *levels: int, better: str = "") -> None:
    """The first people of a lab give their evaluations."""
    for person, level in zip(built.people, levels, strict=False):
        with database.writing() as session:
            feedback.give_feedback(session, built.lab, person, str(level), better and f"{better} {person}")


def show_evaluation(database: Database, built: Built) -> None:
    with database.writing() as session:
        feedback.show_evaluation(session, built.lab, built.account)


def support(database: Database, built: Built, person: int, sheet: int, helping: bool = True) -> None:
    with database.writing() as session:
        forum.support(session, built.lab, person, sheet, helping)


def remark(database: Database, built: Built, person: int, sheet: int, text: str) -> None:
    with database.writing() as session:
        forum.remark(session, built.lab, person, sheet, text)


def show_sheet(database: Database, built: Built, sheet: int | str) -> None:
    with database.writing() as session:
        forum.show_sheet(session, built.lab, built.account, str(sheet))


def the_forum(database: Database, built: Built) -> Forum:
    with database.reading() as session:
        return forum_queries.forum(session, built.lab)


def the_evaluation(database: Database, built: Built) -> Evaluation:
    with database.reading() as session:
        return feedback_queries.evaluation(session, built.lab)


def better_of(database: Database, built: Built) -> list[str]:
    with database.reading() as session:
        return feedback_queries.one_point_better(session, built.lab)


def stance_of(database: Database, built: Built, person: int) -> Stance:
    with database.reading() as session:
        return forum_queries.stance(session, built.lab, person)
