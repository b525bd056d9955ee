"""The demo: a realistic open lab, loaded at any phase, with what people would have written by then."""

from __future__ import annotations

import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions import accounts, ballots, labs, pain_points, participants, products
from openlab.actions.demo_half_day import HalfDay, hold_groups, wrap_up
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.participants import everyone
from openlab.db.tables import Account, Lab, PainPoint, Participant, Product
from openlab.domain import agenda, people, phases
from openlab.domain.phases import Phase

DEMO_LAB = Path(__file__).parent.parent / "demo_lab.toml"


@dataclass(frozen=True)
class Demo:
    """What to print: the lab, and how its facilitator signs in."""

    lab: Lab
    account_id: int
    email: str
    password: str


def load_demo(session: Session, at: Phase | None) -> Demo:
    """The demo lab at a phase; without one, the demo that is there already is kept as it is, or begins while
    the pain points come in.

    Each call gives the demo's facilitator a new password, so that none is ever written down.
    """
    data = tomllib.loads(DEMO_LAB.read_text(encoding="utf-8"))
    facilitator, password = _facilitator(session, data["facilitator"])
    product = session.scalar(select(Product).where(Product.slug == people.slug(data["product"]["name"])))
    if product is None:
        about = data["product"]
        product = products.create_product(
            session, facilitator.id, about["name"], about["purpose"], "\n".join(about["personas"])
        )
    lab = session.scalar(select(Lab).where(Lab.product_id == product.id).order_by(Lab.id.desc()).limit(1))
    if lab is None or (at is not None and at != lab.phase):
        lab = _new_lab(session, product, facilitator, data, at or Phase.COLLECT)
    return Demo(lab, facilitator.id, facilitator.email, password)


def _facilitator(session: Session, about: dict[str, str]) -> tuple[Account, str]:
    account = session.scalar(select(Account).where(Account.email == about["email"]))
    if account is None:
        account = accounts.add_account(session, about["email"], about["name"])
    password = people.spaced("".join(secrets.choice(people.CODE_ALPHABET) for _ in range(12))).lower()
    account.password_hash = accounts.hash_password(password)
    session.flush()
    return account, password


def _new_lab(session: Session, product: Product, facilitator: Account, data: dict[str, Any], at: Phase) -> Lab:
    about = data["lab"]
    steps = [agenda.Step(title, minutes, phase or None, who) for title, minutes, phase, who in about["agenda"]]
    form = labs.LabForm(about["title"], about["theme"], place=about["place"], agenda=agenda.write(steps))
    lab = labs.create_lab(session, product.id, facilitator.id, form, usual=steps)
    lab.starts_at = about["starts_at"]
    for phase in phases.ORDER[: phases.ORDER.index(at) + 1]:
        _what_happens(session, lab, facilitator, data, phase, is_over=phase is not at)
        session.flush()
        if phase is not at:
            labs.change_phase(session, lab.id, facilitator.id, phase, phases.ORDER[phases.ORDER.index(phase) + 1])
            session.flush()
    return lab


def _what_happens(
    session: Session, lab: Lab, facilitator: Account, data: dict[str, Any], phase: Phase, *, is_over: bool
) -> None:
    if phase is Phase.COLLECT:
        _people_join(session, lab, data["people"])
        _cards_come_in(session, lab, data["pain_points"])
    elif phase is Phase.SORT and is_over:
        for pair in data["merged"]:
            cards = _cards(session, lab)
            pain_points.merge_pain_points(session, lab.id, facilitator.id, [str(cards[n - 1].id) for n in pair])
    elif phase is Phase.VOTE:
        pairs = data["ballots"] if is_over else data["ballots"][: len(data["ballots"]) * 3 // 4]
        _ballots_come_in(session, lab, pairs)
    elif phase is Phase.RESULTS and is_over:
        outcome = lab_queries.room(session, lab.id).outcome
        proposed = [str(card) for card in outcome.proposed] if outcome else []
        ballots.keep_topics(session, lab.id, facilitator.id, proposed)
    elif phase in (Phase.GROUPS_1, Phase.GROUPS_2):
        round_ = 1 if phase is Phase.GROUPS_1 else 2
        hold_groups(session, HalfDay(lab.id, facilitator.id, data), round_, is_over=is_over)
    elif phase is Phase.WRAP_UP:
        wrap_up(session, HalfDay(lab.id, facilitator.id, data), is_over=is_over)


def _people_join(session: Session, lab: Lab, names: dict[str, list[str]]) -> None:
    for persona in lab_queries.room(session, lab.id).offered_personas:
        for name in names[persona.name]:
            code = people.return_code(secrets.token_hex(), lab.code)
            participants.join(session, lab.id, code, name, str(persona.id))


def _cards_come_in(session: Session, lab: Lab, cards: list[dict[str, str]]) -> None:
    of_persona: dict[str, list[int]] = {}
    for id_, _name, persona in everyone(session, lab.id):
        of_persona.setdefault(persona, []).append(id_)
    for number, card in enumerate(cards):
        givers = of_persona[card["persona"]]
        giver = givers[number % len(givers)]
        pain_points.add_pain_point(session, lab.id, giver, card["title"], card["detail"], f"demo {number}")


def _ballots_come_in(session: Session, lab: Lab, pairs: list[tuple[int, int]]) -> None:
    cards = _cards(session, lab)
    voters = session.scalars(select(Participant.id).where(Participant.lab_id == lab.id).order_by(Participant.id))
    for voter, pair in zip(voters, pairs, strict=False):
        ballots.cast_ballot(session, lab.id, voter, [str(cards[number - 1].id) for number in pair])


def _cards(session: Session, lab: Lab) -> list[PainPoint]:
    return list(session.scalars(select(PainPoint).where(PainPoint.lab_id == lab.id).order_by(PainPoint.id)))
