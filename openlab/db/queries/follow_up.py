"""What became of a lab: each pain point, what the groups proposed, and the roadmap of the product. Never a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from openlab.db.queries import labs, roadmap
from openlab.db.queries.backlog import Line, Reader, working
from openlab.db.queries.cards import Card
from openlab.db.queries.labs import Room
from openlab.db.queries.proposals import Sheet, handed_over
from openlab.db.tables import Product, Sprint
from openlab.domain.backlog import Status
from openlab.domain.ballots import Rank
from openlab.domain.phases import Phase

# The furthest that a pain point has come, when several items come from it.
FURTHEST = (Status.DELIVERED, Status.IN_PROGRESS, Status.PLANNED, Status.KEPT, Status.DECLINED)
AHEAD = (Status.IN_PROGRESS, Status.PLANNED, Status.KEPT)


@dataclass(frozen=True)
class Recommendation:
    """What a working group proposed, and the item that it is in (None: not decided yet)."""

    sheet: Sheet
    line: Line | None


@dataclass(frozen=True)
class Entry:
    """A pain point of the lab, and every item that comes from it or from what was merged into it. `place` and `votes`
    are 0 without a result."""

    card: int
    title: str
    inside: tuple[str, ...]
    place: int
    votes: int
    is_topic: bool
    lines: tuple[Line, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def status(self) -> Status | None:
        """What to say first; None: nobody has decided yet."""
        known = {line.item.status for line in self.lines}
        return next((status for status in FURTHEST if status in known), None)

    @property
    def is_told(self) -> bool:
        """Whether there is more to say of it than that it waits."""
        return self.status is not None or self.is_topic or bool(self.recommendations)

    def our_words(self, line: Line) -> str:
        """What the team does, unless a group's own words, which stand beside it, say the same."""
        said = [one.sheet.solution for one in self.recommendations]
        return "" if line.item.solution in (*said, "\n\n".join(said)) else line.item.solution


@dataclass(frozen=True)
class OwnCard:
    """A card of the person who reads, and the pain point that it stands in (None: it is not in the list)."""

    card: Card
    entry: Entry | None


@dataclass(frozen=True)
class FollowUp:
    """The follow-up of a lab. Of a lab that is not closed, it has what was decided, and nothing else; `others` are the
    decisions whose pain point is no longer in the list. `ahead` and `done` are the roadmap of the whole product."""

    room: Room
    entries: tuple[Entry, ...]
    others: tuple[Line, ...]
    own: tuple[OwnCard, ...]
    ahead: tuple[Line, ...]
    done: tuple[Line, ...]
    sprints: tuple[Sprint, ...]

    @property
    def published_at(self) -> datetime | None:
        return self.room.follow_up_at

    @property
    def is_closed(self) -> bool:
        return self.room.phase is Phase.CLOSED

    @cached_property
    def counts(self) -> list[tuple[Status | None, int]]:
        """How many pain points have come how far, the furthest first."""
        found = Counter(entry.status for entry in self.entries)
        return [(status, found[status]) for status in (*FURTHEST, None) if found[status]]

    @cached_property
    def place(self) -> dict[int, int]:
        """Where the items that are ahead stand in the order of priority, from 1, by their number."""
        return {line.number: place for place, line in enumerate(self.ahead, start=1)}

    @cached_property
    def sprint(self) -> dict[int, Sprint]:
        return {sprint.number: sprint for sprint in self.sprints}

    def verbatims(self, line: Line) -> tuple[str, ...]:
        """What people of this lab said of it, as far as an owner chose to show it."""
        return tuple(text for said in line.said if said.lab_id == self.room.id for text in said.verbatims)


def follow_up(session: Session, lab_id: int, person_id: int | None = None) -> FollowUp:
    """What became of a lab now. The order is the one that everyone sees, and no level is told."""
    room = labs.room(session, lab_id)
    lines = working(session, session.get_one(Product, room.product_id), Reader()).lines
    entries = _entries(session, room, lines)
    claimed = {line.number for entry in entries for line in entry.lines}
    own = [card for card in room.cards if person_id and card.participant_id == person_id and not card.withdrawn]
    standing = {entry.card: entry for entry in entries}
    return FollowUp(
        room=room,
        entries=entries,
        others=tuple(line for line in _of_lab(lines, lab_id) if line.number not in claimed),
        own=tuple(OwnCard(card, None if card.hidden else standing.get(room.stands[card.id])) for card in own),
        ahead=tuple(line for line in lines if line.item.status in AHEAD),
        done=tuple(sorted(_of_status(lines, Status.DELIVERED), key=_delivered_at, reverse=True)),
        sprints=tuple(roadmap.sprints(session, room.product_id)),
    )


def _entries(session: Session, room: Room, lines: Sequence[Line]) -> tuple[Entry, ...]:
    is_closed = room.phase is Phase.CLOSED
    handed = handed_over(session, room.id).ranking if is_closed else ()
    sheets = {card.id: card.sheets for card in handed}
    ranks = room.outcome.ranks if room.outcome else tuple(Rank(0, card.id, 0) for card in room.votable)
    of_card, of_sheet = _by_card(room, lines), {one.sheet: line for line in lines for one in line.origins if one.sheet}
    found = (
        _entry(room, rank, of_card[rank.card], _recommendations(sheets.get(rank.card, ()), of_sheet)) for rank in ranks
    )
    return tuple(entry for entry in found if is_closed or entry.lines)


def _entry(room: Room, rank: Rank, lines: Iterable[Line], recommendations: Iterable[Recommendation]) -> Entry:
    return Entry(
        card=rank.card,
        title=room.card[rank.card].title,
        inside=tuple(card.title for card in room.inside[rank.card] if not card.out_of_sight),
        place=rank.place,
        votes=rank.votes,
        is_topic=bool(room.outcome and rank.card in room.outcome.topics),
        lines=tuple(lines),
        recommendations=tuple(recommendations),
    )


def _recommendations(sheets: Iterable[Sheet], of_sheet: Mapping[int, Line]) -> list[Recommendation]:
    """The sheets that say something in words: photos stay in the lab."""
    return [Recommendation(sheet, of_sheet.get(sheet.id)) for sheet in sheets if sheet.solution or sheet.first_step]


def _by_card(room: Room, lines: Iterable[Line]) -> dict[int, list[Line]]:
    """By pain point of this lab, as they stand now, the items that come from it."""
    found: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        for card in dict.fromkeys(room.stands[one.card] for one in line.origins if one.lab_id == room.id):
            found[card].append(line)
    return found


def _of_lab(lines: Iterable[Line], lab_id: int) -> list[Line]:
    return [line for line in lines if any(origin.lab_id == lab_id for origin in line.origins)]


def _of_status(lines: Iterable[Line], status: Status) -> list[Line]:
    return [line for line in lines if line.item.status is status]


def _delivered_at(line: Line) -> tuple[bool, datetime | None]:
    return (line.delivered_at is not None, line.delivered_at)
