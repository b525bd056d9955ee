"""What the labs say of items: votes, places, support, personas, remarks. Read from the labs each time, never kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from openlab.db.queries.forum import supports_of
from openlab.db.tables import (
    ItemSource,
    Lab,
    PainPoint,
    Persona,
    PersonaVotes,
    RankedPainPoint,
    Remark,
    Result,
    SolutionSheet,
    WorkingGroup,
)
from openlab.domain import pain_points, people, phases
from openlab.domain.phases import Phase


@dataclass(frozen=True)
class Origin:
    """The card or solution sheet that an item comes from. For a sheet, `card` is the one that its group worked on."""

    lab_id: int
    card: int
    sheet: int | None
    title: str

    @property
    def kind(self) -> str:
        return "solution_sheet" if self.sheet else "pain_point"

    @property
    def anchor(self) -> str:
        return f"sheet-{self.sheet}" if self.sheet else f"card-{self.card}"


@dataclass(frozen=True)
class Said:
    """What one lab says of an item now. Without a result (the lab went back to before its vote), there are no votes.

    `place` is the best one of its cards in the ranking. `personas` has votes only where nobody can be recognised.
    """

    lab_id: int
    code: str
    lab: str
    held_on: date | None
    phase: Phase
    has_result: bool
    votes: int
    ballots: int
    place: int | None
    support: int
    personas: tuple[tuple[str, int], ...]
    verbatims: tuple[str, ...]

    @property
    def reopened(self) -> bool:
        return self.phase is not Phase.CLOSED


class Labs:
    """The labs that items come from, read once: what each of their cards and sheets was given."""

    def __init__(self, session: Session, lab_ids: Collection[int]) -> None:
        self._labs = {lab.id: lab for lab in session.scalars(select(Lab).where(Lab.id.in_(lab_ids)))}
        self._with_result = {lab.id for lab in self._labs.values() if phases.has_results(Phase(lab.phase))}
        results = session.scalars(select(Result).where(Result.lab_id.in_(self._with_result)))
        self._ballots = {result.lab_id: result.ballots for result in results}
        self._stands = _standing_cards(session, lab_ids)
        ranked = select(RankedPainPoint).where(RankedPainPoint.lab_id.in_(self._with_result))
        self._ranked = {rank.pain_point_id: rank for rank in session.scalars(ranked)}
        self._personas = _persona_votes(session, self._with_result)
        self._supports = supports_of(session, self._with_result)
        self._remarks = remarks_of(session, lab_ids)

    def say(self, origins: Iterable[Origin], chosen: Collection[tuple[int, str]]) -> tuple[Said, ...]:
        """What each lab says of an item. A card counts once, even when several sheets or joined items come from it.

        `chosen`: the remarks that an owner shows, as (sheet, fingerprint of the text).
        """
        by_lab: dict[int, list[Origin]] = defaultdict(list)
        for origin in origins:
            by_lab[origin.lab_id].append(origin)
        said = [self._say(self._labs[lab_id], of_lab, chosen) for lab_id, of_lab in by_lab.items()]
        return tuple(sorted(said, key=lambda one: (one.held_on or date.max, one.lab_id)))

    def _say(self, lab: Lab, origins: list[Origin], chosen: Collection[tuple[int, str]]) -> Said:
        cards = list(dict.fromkeys(self._stands[origin.card] for origin in origins))
        sheets = list(dict.fromkeys(origin.sheet for origin in origins if origin.sheet))
        ranks = [self._ranked[card] for card in cards if card in self._ranked]
        by_persona: Counter[str] = Counter()
        for card in cards:
            by_persona.update(self._personas.get(card, {}))
        return Said(
            lab_id=lab.id,
            code=lab.code,
            lab=lab.title,
            held_on=lab.held_on,
            phase=Phase(lab.phase),
            has_result=lab.id in self._ballots,
            votes=sum(rank.votes for rank in ranks),
            ballots=self._ballots.get(lab.id, 0),
            place=min((rank.place for rank in ranks), default=None),
            support=sum(self._supports[sheet] for sheet in sheets),
            personas=tuple((name, votes) for name, votes in by_persona.items() if votes),
            verbatims=tuple(
                text
                for sheet in sheets
                for text in self._remarks.get(sheet, ())
                if (sheet, people.fingerprint(text)) in chosen
            ),
        )


def origins_of(session: Session, product_id: int) -> dict[int, list[Origin]]:
    """Where the items of a product come from, by item."""
    card = func.coalesce(ItemSource.pain_point_id, WorkingGroup.topic_id)
    query = (
        select(ItemSource.item_id, ItemSource.lab_id, card, ItemSource.sheet_id, PainPoint.title)
        .join(Lab, Lab.id == ItemSource.lab_id)
        .outerjoin(SolutionSheet, SolutionSheet.id == ItemSource.sheet_id)
        .outerjoin(WorkingGroup, WorkingGroup.id == SolutionSheet.group_id)
        .join(PainPoint, PainPoint.id == card)
        .where(Lab.product_id == product_id)
        .order_by(ItemSource.id)
    )
    found: dict[int, list[Origin]] = defaultdict(list)
    for item_id, lab_id, card_id, sheet_id, title in session.execute(query):
        found[item_id].append(Origin(lab_id, card_id, sheet_id, title))
    return found


def remarks_of(session: Session, lab_ids: Collection[int]) -> dict[int, list[str]]:
    """What people remarked, by sheet, in the order of the alphabet: any other would tell who wrote several."""
    rows = session.execute(select(Remark.sheet_id, Remark.text).where(Remark.lab_id.in_(lab_ids)))
    of_sheet: dict[int, list[str]] = defaultdict(list)
    for sheet, text in sorted({(sheet, text) for sheet, text in rows}):
        of_sheet[sheet].append(text)
    return of_sheet


def _standing_cards(session: Session, lab_ids: Collection[int]) -> dict[int, int]:
    rows = session.execute(select(PainPoint.id, PainPoint.merged_into).where(PainPoint.lab_id.in_(lab_ids)))
    into = {row.id: row.merged_into for row in rows}
    return {card: pain_points.standing(card, into) for card in into}


def _persona_votes(session: Session, lab_ids: Collection[int]) -> Mapping[int, Mapping[str, int]]:
    rows = session.execute(
        select(PersonaVotes.pain_point_id, Persona.name, PersonaVotes.votes)
        .join(Persona, Persona.id == PersonaVotes.persona_id)
        .where(PersonaVotes.lab_id.in_(lab_ids))
        .order_by(Persona.position, Persona.id)
    )
    of_card: dict[int, dict[str, int]] = defaultdict(dict)
    for card, name, votes in rows:
        of_card[card][name] = votes
    return of_card
