"""Giving, editing, hiding and merging cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab import live
from openlab.actions.journal import write_journal
from openlab.db.queries import labs
from openlab.db.tables import Lab, PainPoint, Participant
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people, phases
from openlab.domain import pain_points as rules


def add_pain_point(session: Session, lab_id: int, participant_id: int, title: str, detail: str, form_key: str) -> None:
    """A participant gives a card. The same form sent twice gives the same card.

    Raises `collect_not_open`, `collect_over`, `title_missing`, `title_too_long`, `detail_too_long`, `given_already`,
    `too_many_cards`.
    """
    _check_submitting(session, lab_id)
    title, detail = rules.clean_title(title), rules.clean_detail(detail)
    # Holding the participant makes their own requests wait for each other, so that the look below is conclusive.
    giver = session.execute(select(Participant).where(Participant.id == participant_id).with_for_update()).scalar_one()
    key = people.fingerprint(f"{giver.id} {form_key} {title}")
    given = _given_by(session, giver)
    same = next((c for c in given if rules.same_title(c.title) == rules.same_title(title)), None)
    if same is None:
        rules.giving_one_more(len(given))
        _add_card(session, lab_id, None, giver, title, detail, key)
    elif same.withdrawn:
        same.withdrawn, same.detail = False, detail
        _tell(session, lab_id, "card_given_again", None, same)
    elif same.form_key != key:
        raise Refused("given_already", "title")


def add_pain_point_for(
    session: Session, lab_id: int, account_id: int, title: str, detail: str, person: str, form_key: str
) -> None:
    """A facilitator writes a card for someone in the room; `person` is a participant's id, or empty for the room.

    Raises `list_frozen`, `title_missing`, `title_too_long`, `detail_too_long`, `person_unknown`.
    """
    phases.tidying(labs.hold_phase(session, lab_id))
    title, detail = rules.clean_title(title), rules.clean_detail(detail)
    giver = _person(session, lab_id, person) if person else None
    _add_card(session, lab_id, account_id, giver, title, detail, people.fingerprint(f"{form_key} {title}"))


def edit_own_pain_point(
    session: Session, lab_id: int, participant_id: int, card_id: int, title: str, detail: str
) -> None:
    """Their own card, while they may still give some. Raises what `add_pain_point` raises, and `card_not_yours`."""
    _check_submitting(session, lab_id)
    card = _own_card(session, lab_id, participant_id, card_id)
    if _rewrite(card, title, detail):
        _tell(session, lab_id, "card_edited", None, card)


def withdraw_pain_point(session: Session, lab_id: int, participant_id: int, card_id: int, withdrawn: bool) -> None:
    """Take back one's own card, or give it again. One that others were merged into stays: theirs would go with it.

    Raises `collect_not_open`, `collect_over`, `card_not_yours`, `card_holds_others`.
    """
    _check_submitting(session, lab_id)
    card = _own_card(session, lab_id, participant_id, card_id)
    if withdrawn and session.scalar(select(PainPoint.id).where(PainPoint.merged_into == card.id).limit(1)):
        raise Refused("card_holds_others")
    if card.withdrawn != withdrawn:
        card.withdrawn = withdrawn
        _tell(session, lab_id, "card_withdrawn" if withdrawn else "card_given_again", None, card)


def edit_pain_point(session: Session, lab_id: int, account_id: int, card_id: int, title: str, detail: str) -> None:
    """A facilitator mends a typo. Raises `list_frozen`, `card_unknown` and what titles and details raise."""
    card = _card_to_tidy(session, lab_id, card_id)
    if _rewrite(card, title, detail):
        _tell(session, lab_id, "card_edited", account_id, card)


def hide_pain_point(session: Session, lab_id: int, account_id: int, card_id: int, hidden: bool) -> None:
    """A facilitator hides a card from everyone, or restores it. Raises `list_frozen`, `card_unknown`."""
    card = _card_to_tidy(session, lab_id, card_id)
    if card.hidden != hidden:
        card.hidden = hidden
        _tell(session, lab_id, "card_hidden" if hidden else "card_restored", account_id, card)


def merge_pain_points(session: Session, lab_id: int, account_id: int, ticked: Sequence[str], into: str = "") -> None:
    """These cards say the same: they go into the one chosen, or into the first of them. No ballot changes: the tally
    follows `merged_into`.

    Raises `merge_only_in_sort`, `merge_needs_two`, `card_unknown`, `merged_already`, `merge_with_itself`.
    """
    phases.merging(labs.hold_phase(session, lab_id, to_change=True))
    cards = {card.id: card for card in session.scalars(select(PainPoint).where(PainPoint.lab_id == lab_id))}
    known = {str(card_id): card_id for card_id in cards}
    if not known.keys() >= {*ticked, *([into] if into else [])}:
        raise Refused("card_unknown")
    chosen = sorted({known[card] for card in ticked})
    target = known[into] if into else next(iter(chosen), 0)
    merging = [card for card in chosen if card != target]
    if not merging:
        raise Refused("merge_needs_two")
    for card in merging:
        merged_into = {c.id: c.merged_into for c in cards.values()}
        cards[card].merged_into = rules.merge(card, target, merged_into)
        write_journal(session, lab_id, "card_merged", account_id, card)
    live.announce(session, lab_id, cards=(*merging, target))


def unmerge_pain_point(session: Session, lab_id: int, account_id: int, card_id: int) -> None:
    """Undo one merge: the card stands again with what was inside it. Raises `merge_only_in_sort`, `card_unknown`."""
    phases.merging(labs.hold_phase(session, lab_id, to_change=True))
    card = _card(session, lab_id, card_id)
    if card.merged_into is not None:
        held_by, card.merged_into = card.merged_into, None
        write_journal(session, lab_id, "card_unmerged", account_id, card.id)
        live.announce(session, lab_id, cards=(card.id, held_by))


def _check_submitting(session: Session, lab_id: int) -> None:
    phase = labs.hold_phase(session, lab_id)
    early = session.execute(select(Lab.early).where(Lab.id == lab_id)).scalar_one()
    phases.submitting(phase, early)


def _given_by(session: Session, giver: Participant) -> Sequence[PainPoint]:
    mine = (PainPoint.lab_id == giver.lab_id, PainPoint.participant_id == giver.id)
    return session.scalars(select(PainPoint).where(*mine).order_by(PainPoint.id)).all()


def _add_card(
    session: Session,
    lab_id: int,
    account_id: int | None,
    giver: Participant | None,
    title: str,
    detail: str,
    form_key: str,
) -> None:
    values = {
        "lab_id": lab_id,
        "participant_id": giver.id if giver else None,
        "persona_id": giver.persona_id if giver else None,
        "title": title,
        "detail": detail,
        "form_key": form_key,
        "hidden": False,
        "withdrawn": False,
        "created_at": datetime.now(UTC),
    }
    if card_id := insert_once(session, PainPoint, values):
        write_journal(session, lab_id, "card_added", account_id, card_id)
        live.announce(session, lab_id, cards=(card_id,))


def _person(session: Session, lab_id: int, person: str) -> Participant:
    query = select(Participant).where(Participant.lab_id == lab_id)
    found = session.scalar(query.where(Participant.id == int(person))) if _is_id(person) else None
    if found is None:
        raise Refused("person_unknown", "person")
    return found


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 16


def _own_card(session: Session, lab_id: int, participant_id: int, card_id: int) -> PainPoint:
    card = _card(session, lab_id, card_id)
    if card.participant_id != participant_id:
        raise Refused("card_not_yours")
    return card


def _card_to_tidy(session: Session, lab_id: int, card_id: int) -> PainPoint:
    phases.tidying(labs.hold_phase(session, lab_id, to_change=True))
    return _card(session, lab_id, card_id)


def _card(session: Session, lab_id: int, card_id: int) -> PainPoint:
    card = session.scalar(select(PainPoint).where(PainPoint.lab_id == lab_id, PainPoint.id == card_id))
    if card is None:
        raise Refused("card_unknown")
    return card


def _rewrite(card: PainPoint, title: str, detail: str) -> bool:
    title, detail = rules.clean_title(title), rules.clean_detail(detail)
    changed = (card.title, card.detail) != (title, detail)
    card.title, card.detail = title, detail
    return changed


def _tell(session: Session, lab_id: int, act: str, account_id: int | None, card: PainPoint) -> None:
    write_journal(session, lab_id, act, account_id, card.id)
    live.announce(session, lab_id, cards=(card.id,))
