"""Giving an evaluation, and showing what the room gave."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.tables import Feedback, FeedbackGiven, Lab
from openlab.domain import feedback as rules
from openlab.domain import phases, texts


def give_feedback(session: Session, lab_id: int, participant_id: int, level: str, better: str) -> None:
    """The one evaluation of a participant: a level, and what would have made it one point better. Who gave it is not
    kept with it, so that it cannot be changed.

    Raises `wrap_up_not_open`, `wrap_up_over`, `feedback_given`, `feedback_over`, `level_missing`, `level_unknown`,
    `text_too_long`.
    """
    phases.wrapping_up(labs.hold_phase(session, lab_id, to_change=True))
    given = session.get(FeedbackGiven, (lab_id, participant_id)) is not None
    rules.answering(given, session.get_one(Lab, lab_id).evaluation_shown)
    answer = rules.read_level(level), texts.several_lines(better, rules.BETTER_LIMIT, "better")
    session.add(FeedbackGiven(lab_id=lab_id, participant_id=participant_id))
    _shuffle_in(session, lab_id, *answer)
    live.announce(session, lab_id, live.Audience.ROOM)


def show_evaluation(session: Session, lab_id: int, account_id: int) -> None:
    """Show everyone how the evaluations spread. No answer is taken after that: it could be read off the change.

    Raises `wrap_up_not_open`, `feedback_too_few`.
    """
    phases.concluding(labs.hold_phase(session, lab_id, to_change=True))
    lab = session.get_one(Lab, lab_id)
    rules.showing(session.execute(select(func.count()).where(Feedback.lab_id == lab_id)).scalar_one())
    if not lab.evaluation_shown:
        lab.evaluation_shown, lab.forum_sheet_id = True, None
        write_journal(session, lab_id, "evaluation_shown", account_id)
        live.announce(session, lab_id)


def _shuffle_in(session: Session, lab_id: int, level: int, better: str) -> None:
    # A database keeps traces of which row came when, beside the rows themselves: PostgreSQL tells which transaction
    # wrote each one, here and in feedback_given. So every answer is written anew with each one that comes, under new
    # random ids and in their order: all rows then bear the same trace.
    answers = session.execute(
        delete(Feedback).where(Feedback.lab_id == lab_id).returning(Feedback.level, Feedback.better)
    ).all()
    ids = sorted(secrets.randbits(62) for _ in range(len(answers) + 1))
    shuffled = secrets.SystemRandom().sample([*answers, (level, better)], len(ids))
    rows = [
        {"id": id_, "lab_id": lab_id, "level": level, "better": better}
        for id_, (level, better) in zip(ids, shuffled, strict=True)
    ]
    session.execute(insert(Feedback), rows)
