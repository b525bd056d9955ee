"""What tests start from: a product, a lab, people, cards. Built by the same acts as in real life."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions import accounts, ballots, labs, pain_points, participants, products
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.labs import Room
from openlab.db.tables import Lab, PainPoint, Participant, Persona, SignIn
from openlab.domain import people, phases
from openlab.domain.phases import Phase

PASSWORD = "correct horse battery"
PASSWORD_HASH = accounts.hash_password(PASSWORD)
PERSONAS = ("Instructeur·rice", "Société de production")


@dataclass
class Built:
    """The ids of what was built."""

    account: int
    product: int
    lab: int
    code: str
    personas: list[int]
    people: list[int] = field(default_factory=list)
    return_codes: list[str] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)


def an_account(session: Session, email: str = "camille@example.org") -> int:
    account = accounts.add_account(session, email)
    account.password_hash = PASSWORD_HASH
    session.flush()
    return account.id


def signed_in(session: Session, account_id: int) -> str:
    """The secret that a signed-in browser keeps."""
    return accounts.sign_in(session, account_id, "a test")


def a_lab(
    database: Database, at: Phase = Phase.PREPARATION, *, people_in: int = 3, cards: int = 4, early: bool = False
) -> Built:
    """A lab with people and cards, at a phase."""
    with database.writing() as session:
        account = an_account(session)
        product = products.create_product(session, account, "Démarches", "Simplifier", "\n".join(PERSONAS))
        lab = labs.create_lab(session, product.id, account, LabForm("Open lab n° 1", agenda="15 Accueil", early=early))
        built = Built(account, product.id, lab.id, lab.code, persona_ids(session, product.id))
    for number in range(people_in):
        join(database, built, f"Personne {number}")
    if at is not Phase.PREPARATION:
        move(database, built, Phase.COLLECT)
        for number in range(cards):
            give(database, built, built.people[number % people_in], f"Irritant {number}")
    for phase in phases.ORDER[2 : phases.ORDER.index(at) + 1]:
        move(database, built, phase)
    return built


def persona_ids(session: Session, product_id: int) -> list[int]:
    return list(session.scalars(select(Persona.id).where(Persona.product_id == product_id).order_by(Persona.position)))


def join(database: Database, built: Built, name: str, persona: int = 0) -> int:
    """A person joins; gives their id."""
    code = people.return_code(f"browser {len(built.people)} {name}", built.code)
    with database.writing() as session:
        participants.join(session, built.lab, code, name, str(built.personas[persona]))
        query = select(Participant.id).where(Participant.code_hash == people.fingerprint(code))
        person = session.execute(query).scalar_one()
    built.people.append(person)
    built.return_codes.append(code)
    return person


def give(database: Database, built: Built, person: int, title: str, detail: str = "") -> int:
    """A person gives a card; gives its id."""
    with database.writing() as session:
        pain_points.add_pain_point(session, built.lab, person, title, detail, f"form {len(built.cards)}")
        query = select(PainPoint.id).where(PainPoint.lab_id == built.lab, PainPoint.title == title)
        card = session.scalars(query.order_by(PainPoint.id.desc())).first()
    assert card is not None
    built.cards.append(card)
    return card


def move(database: Database, built: Built, wanted: Phase) -> None:
    with database.writing() as session:
        current = session.get_one(Lab, built.lab).phase
        labs.change_phase(session, built.lab, built.account, current, wanted)


def cast(database: Database, built: Built, person: int, *cards: int) -> None:
    with database.writing() as session:
        ballots.cast_ballot(session, built.lab, person, [str(card) for card in cards])


def merge(database: Database, built: Built, *cards: int, into: int | None = None) -> None:
    with database.writing() as session:
        ticked = [str(card) for card in cards]
        pain_points.merge_pain_points(session, built.lab, built.account, ticked, str(into) if into else "")


def unmerge(database: Database, built: Built, card: int) -> None:
    with database.writing() as session:
        pain_points.unmerge_pain_point(session, built.lab, built.account, card)


def room(database: Database, built: Built) -> Room:
    with database.reading() as session:
        return lab_queries.room(session, built.lab)


def sign_ins(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(SignIn)).all())


def other_lab(database: Database, built: Built) -> int:
    """Another lab of the same product, with the code OTHER2."""
    with database.writing() as session:
        lab = Lab(
            product_id=built.product,
            code="OTHER2",
            title="Un autre",
            theme="",
            place="",
            created_at=datetime.now(UTC),
        )
        session.add(lab)
        session.flush()
        return lab.id
