"""The backlog: what an item holds, its priority and the reasons for it; `statuses` has what may happen to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from openlab.domain import Refused
from openlab.domain.backlog.statuses import NEXT, REASON_LIMIT, Status, change_status, read_reason, way

__all__ = [
    "DISAGREEMENT",
    "DISCIPLINES",
    "FEASIBILITY",
    "IMPACT",
    "NEXT",
    "REASON_LIMIT",
    "SOURCE_KINDS",
    "Assessment",
    "Backlog",
    "Evidence",
    "Item",
    "Moscow",
    "Place",
    "Rice",
    "Source",
    "Status",
    "add_up",
    "assess_feasibility",
    "assess_impact",
    "change_status",
    "estimate_rice",
    "explain",
    "in_order",
    "join",
    "place_by_hand",
    "sees_assessments",
    "way",
]

T = TypeVar("T")
Line = tuple[str, dict[str, object]]

DISAGREEMENT = 2
DISCIPLINES = ("developer", "designer")
SOURCE_KINDS = ("pain_point", "solution_sheet")

# The sentence that anchors each level; the sentences themselves are in web/.
FEASIBILITY = {1: "out_of_reach", 2: "many_sprints", 3: "a_few_sprints", 4: "one_sprint", 5: "a_few_days"}
IMPACT = {1: "hardly_noticed", 2: "a_comfort", 3: "saves_time", 4: "removes_an_obstacle", 5: "changes_the_work"}


class Moscow(StrEnum):
    MUST = "must"
    SHOULD = "should"
    COULD = "could"
    WONT = "wont"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one lab said of an item, with the number of ballots cast there. Nothing in it names a person."""

    lab: str
    lab_code: str
    held_on: date | None = None
    votes: int = 0
    ballots: int = 0
    support: int = 0
    personas: tuple[str, ...] = ()
    verbatims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The card or solution sheet that an item comes from; `kind` is one of SOURCE_KINDS."""

    kind: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A level from 1 to 5 and why."""

    level: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rice:
    """Reach (people per period) × impact (0.25 to 3) × confidence (0 to 1) / effort (person-months), by Intercom."""

    reach: float
    impact: float
    confidence: float
    effort: float

    @property
    def score(self) -> float:
        return self.reach * self.impact * self.confidence / self.effort


@dataclass(frozen=True, slots=True)
class Place:
    """The place, from 1, that the owner gives to an item by hand, and why."""

    position: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A change that the product owner weighs, with the evidence for it."""

    reference: str
    title: str
    created_at: datetime
    problem: str = ""
    solution: str = ""
    for_whom: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    status: Status = Status.PROPOSED
    decline_reason: str = ""
    sprint: str = ""
    indicator: str = ""
    address: str = ""
    external_link: str = ""
    developer: Assessment | None = None
    designer: Assessment | None = None
    impact: Assessment | None = None
    moscow: Moscow | None = None
    rice: Rice | None = None
    place: Place | None = None

    @property
    def votes(self) -> int:
        return sum(evidence.votes for evidence in self.evidence)

    @property
    def ballots(self) -> int:
        return sum(evidence.ballots for evidence in self.evidence)

    @property
    def support(self) -> int:
        return sum(evidence.support for evidence in self.evidence)

    @property
    def feasibility(self) -> float | None:
        """The mean of the levels given by the developer and the designer, or None while there is none."""
        levels = [assessment.level for assessment in (self.developer, self.designer) if assessment]
        return sum(levels) / len(levels) if levels else None

    @property
    def priority(self) -> float | None:
        """Impact × mean feasibility, from 1 to 25, or None while one of them is missing."""
        return self.impact.level * self.feasibility if self.impact and self.feasibility else None

    @property
    def disagreement(self) -> bool:
        """Whether the developer and the designer are two levels apart or more."""
        if self.developer is None or self.designer is None:
            return False
        return abs(self.developer.level - self.designer.level) >= DISAGREEMENT


@dataclass(frozen=True, slots=True)
class Backlog:
    """Everything that an export says, frozen at one moment: the items are in priority order (see `in_order`)."""

    product: str
    language: str
    date: date
    items: tuple[Item, ...] = ()


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Highest priority first, then most votes, then the oldest; items without a priority come after those with one.

    An item placed by hand stands at its position; two at the same position follow each other.
    """
    ordered = sorted(items, key=_rule)
    placed = sorted(((item.place.position, i) for i, item in enumerate(ordered) if item.place))
    result = [item for item in ordered if not item.place]
    free = 0
    for position, i in placed:
        free = max(position - 1, free)
        result.insert(free, ordered[i])
        free += 1
    return tuple(result)


def _rule(item: Item) -> tuple[float, int, datetime, str]:
    return (-(item.priority or 0), -item.votes, item.created_at, item.reference)


def explain(item: Item) -> list[Line]:
    """Why an item stands where it stands: codes, whose sentences are in web/, and values, as the rule looks at them."""
    place = item.place
    return [
        _level_line("impact", item.impact),
        *(_level_line(f"feasibility_{discipline}", getattr(item, discipline)) for discipline in DISCIPLINES),
        ("feasibility", {"mean": item.feasibility, "disagreement": item.disagreement}),
        ("priority", {"priority": item.priority}),
        ("votes", {"votes": item.votes, "ballots": item.ballots, "labs": len(item.evidence)}),
        ("age", {"since": item.created_at}),
        *([("placed_by_hand", {"position": place.position, "reason": place.reason})] if place else []),
    ]


def _level_line(code: str, given: Assessment | None) -> Line:
    return (code, {"level": given.level, "reason": given.reason}) if given else (f"{code}_missing", {})


def sees_assessments(item: Item, roles: Collection[str]) -> bool:
    """Blind until one has answered oneself: a developer or designer who has not sees no level and no priority."""
    return all(getattr(item, discipline) is not None for discipline in DISCIPLINES if discipline in roles)


def assess_feasibility(level: str, reason: str) -> Assessment:
    """A developer's or designer's level and why. Raises `level_wrong`, `assessment_reason_missing`, `text_too_long`."""
    return Assessment(_level(level), read_reason(reason, "assessment_reason_missing"))


def assess_impact(level: str, reason: str = "") -> Assessment:
    """The owner's level from 1 to 5; a reason is welcome. Raises `level_wrong`, `text_too_long`."""
    return Assessment(_level(level), read_reason(reason))


def _level(text: str) -> int:
    if text not in map(str, IMPACT):
        raise Refused("level_wrong", "level")
    return int(text)


def place_by_hand(position: str, reason: str) -> Place:
    """The owner's own place for an item and why. Raises `place_wrong`, `place_reason_missing`, `text_too_long`."""
    if not (position.isascii() and position.isdecimal() and len(position) < 6 and int(position)):
        raise Refused("place_wrong", "position")
    return Place(int(position), read_reason(reason, "place_reason_missing"))


def estimate_rice(reach: float, impact: float, confidence: float, effort: float) -> Rice:
    """The four components. Raises `rice_wrong`: none is negative, confidence is 1 at most, effort is not nothing."""
    components = {"reach": reach, "impact": impact, "confidence": confidence, "effort": effort}
    for name, value in components.items():
        if not 0 <= value < float("inf") or (name == "confidence" and value > 1) or (name == "effort" and value == 0):
            raise Refused("rice_wrong", name)
    return Rice(**components)


def join(item: Item, other: Item) -> Item:
    """`other` says the same: its evidence adds up with that of `item`. Raises `item_joined_with_itself`."""
    if item.reference == other.reference:
        raise Refused("item_joined_with_itself")
    return replace(
        item,
        for_whom=_once(item.for_whom + other.for_whom),
        evidence=add_up(item.evidence + other.evidence),
        sources=_once(item.sources + other.sources),
        created_at=min(item.created_at, other.created_at),
    )


def add_up(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One piece of evidence per lab: votes and support add up; the ballots of a lab are the same ballots."""
    by_lab: dict[str, Evidence] = {}
    for piece in evidence:
        known = by_lab.get(piece.lab_code)
        by_lab[piece.lab_code] = _both(known, piece) if known else piece
    return tuple(by_lab.values())


def _both(first: Evidence, second: Evidence) -> Evidence:
    return replace(
        first,
        votes=first.votes + second.votes,
        ballots=max(first.ballots, second.ballots),
        support=first.support + second.support,
        personas=_once(first.personas + second.personas),
        verbatims=_once(first.verbatims + second.verbatims),
    )


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
