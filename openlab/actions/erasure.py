"""A participant erases what they gave: what the room counted stays counted, and leads to nobody."""

from __future__ import annotations

import re
import secrets

from sqlalchemy import ScalarSelect, delete, func, insert, select, update
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.tables import (
    Badge,
    Ballot,
    FeedbackGiven,
    ItemVerbatim,
    JournalEntry,
    Lab,
    PainPoint,
    Participant,
    Placement,
    Remark,
    RetiredCode,
    SheetVersion,
    SolutionSheet,
    Support,
)
from openlab.domain import Refused, people, phases
from openlab.domain.door import Why

# What stands where a sentence was: a card always has one.
NO_TEXT = "—"


def erase_participant(session: Session, lab_id: int, participant_id: int, cards: str) -> None:
    """Erase a person and what leads to them. Before the vote opens, their `cards` "stay" without them or "go".

    Once the vote has closed, their ballot and their supports stay counted, on a person without a name. Raises
    `erase_choose` and, when cards are to go too late, `list_frozen`.
    """
    phase = labs.hold_phase(session, lab_id, to_change=True)
    if phases.may_take_cards(phase) and cards not in ("stay", "go"):
        raise Refused("erase_choose", "cards")
    if cards == "go":
        phases.tidying(phase)
    person = session.get(Participant, participant_id)
    if person is None:
        return  # erased by the same tap, sent twice
    _let_go_of_cards(session, person, all_of_them=cards == "go")
    _forget_on_sheets(session, person)
    forget_verbatims(session, person)
    _forget_ways_in(session, person)
    if phases.has_results(phase):
        _keep_what_was_counted(session, person, supports_count=phase is phases.Phase.CLOSED)
    session.flush()
    session.execute(delete(Participant).where(Participant.id == person.id))
    write_journal(session, lab_id, "person_erased")
    live.announce(session, lab_id)


def _let_go_of_cards(session: Session, person: Participant, *, all_of_them: bool) -> None:
    """Their cards are nobody's any more; those that go, or were withdrawn already, say nothing any more."""
    mine = select(PainPoint).where(PainPoint.lab_id == person.lab_id, PainPoint.participant_id == person.id)
    for card in session.scalars(mine).all():
        card.participant_id, card.form_key = None, secrets.token_hex(16)
        if all_of_them or card.withdrawn:
            _leave_to_the_others(session, card)
            card.title, card.detail, card.withdrawn, card.merged_into = NO_TEXT, "", True, None
            mentions = update(JournalEntry).where(JournalEntry.pain_point_id == card.id)
            session.execute(mentions.values(pain_point_id=None))


def _leave_to_the_others(session: Session, card: PainPoint) -> None:
    """Cards merged into one that goes stand together without it."""
    inside = session.scalars(select(PainPoint).where(PainPoint.merged_into == card.id).order_by(PainPoint.id)).all()
    for place, other in enumerate(inside):
        other.merged_into = inside[0].id if place else card.merged_into


def _forget_on_sheets(session: Session, person: Participant) -> None:
    """What a group wrote together stays; who saved it, and the person as its spokesperson, do not."""
    saved = update(SheetVersion).where(SheetVersion.participant_id == person.id)
    session.execute(saved.values(participant_id=None, unsigned=True))
    own = select(SolutionSheet.id).join(Placement, Placement.group_id == SolutionSheet.group_id)
    own = own.where(Placement.lab_id == person.lab_id, Placement.participant_id == person.id)
    named = re.compile(rf"(?<!\w){re.escape(person.name)}(?!\w)", re.IGNORECASE)
    for version in session.scalars(select(SheetVersion).where(SheetVersion.sheet_id.in_(own))):
        version.spokesperson = " ".join(named.sub("", version.spokesperson).split())


def forget_verbatims(session: Session, person: Participant) -> None:
    """What an owner chose among their sentences is forgotten too, unless somebody else said the same there."""
    said = session.scalars(select(Remark).where(Remark.lab_id == person.lab_id)).all()
    others = {(remark.sheet_id, remark.text) for remark in said if remark.participant_id != person.id}
    for sheet_id, text in {(r.sheet_id, r.text) for r in said if r.participant_id == person.id} - others:
        chosen = ItemVerbatim.sheet_id == sheet_id, ItemVerbatim.fingerprint == people.fingerprint(text)
        session.execute(delete(ItemVerbatim).where(*chosen))


def _forget_ways_in(session: Session, person: Participant) -> None:
    """A badge goes with who came in with it; a code of theirs that was replaced no longer bears their name."""
    session.execute(delete(Badge).where(Badge.lab_id == person.lab_id, Badge.code_hash == person.code_hash))
    replaced = RetiredCode.lab_id == person.lab_id, RetiredCode.why == Why.REISSUED, RetiredCode.name == person.name
    session.execute(update(RetiredCode).where(*replaced).values(name=""))


def _keep_what_was_counted(session: Session, person: Participant, *, supports_count: bool) -> None:
    """Their ballot goes to a new person without a name, who came in no order: nothing tells whose it was."""
    lab = session.get_one(Lab, person.lab_id)
    nobody = nameless(session, lab, person.persona_id)
    for table in (Ballot, FeedbackGiven):
        of_person = table.lab_id == lab.id, table.participant_id == person.id
        session.execute(update(table).where(*of_person).values(participant_id=nobody))
    if supports_count:
        keep_supports(session, Support.lab_id == lab.id, Support.participant_id == person.id)


def nameless(session: Session, lab: Lab, persona_id: int) -> int:
    """Somebody of whom only the persona is known, and whom no code leads to; gives their id."""
    values = {"lab_id": lab.id, "persona_id": persona_id, "name": "", "has_left": True}
    values |= {"code_hash": f"nobody {secrets.token_hex(16)}", "joined_at": lab.created_at}
    return session.execute(insert(Participant).values(values).returning(Participant.id)).scalar_one()


def keep_supports(session: Session, *which: object) -> None:
    """Count these supports on their sheets, before they go."""
    how_many = select(func.count()).where(Support.sheet_id == SolutionSheet.id, *which)  # type: ignore[arg-type]
    more: ScalarSelect[int] = how_many.correlate(SolutionSheet).scalar_subquery()
    counted = update(SolutionSheet).values(unlinked_supports=SolutionSheet.unlinked_supports + more)
    session.execute(counted.execution_options(synchronize_session=False))
