"""A lab with something in every table, written by people whose words are easy to find again."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from openlab.actions import agenda, badges, ballots, feedback, forum, groups, photos, sheets, timer
from openlab.actions.photos import develop
from openlab.actions.sheets import Hand
from openlab.db.engine import Database
from openlab.db.queries.agenda import rows_of
from openlab.db.queries.groups import groups_of
from openlab.db.tables import Lab, RetiredCode, SolutionSheet, WorkingGroup
from openlab.domain.phases import Phase
from openlab.domain.sheets import FIELDS
from tests.build import Built, a_lab, cast, give, join, merge, move
from tests.pictures import picture

PEOPLE = 12


@dataclass
class Full:
    """A lab at its end; `words` are all that its people wrote, but for their cards' titles, which are in `titles`."""

    built: Built
    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def everything(self) -> list[str]:
        return [*self.names, *self.titles, *self.words]


def a_full_lab(database: Database, *, at: Phase = Phase.CLOSED) -> Full:
    """Twelve people, six cards of which two are merged, a vote, two rounds of groups, photos, a forum, evaluations."""
    built = a_lab(database, Phase.PREPARATION, people_in=0)
    full = Full(built)
    _prepare(database, built)
    for number in range(PEOPLE):
        full.names.append(f"Prénom-{number}-de-quelqu’un")
        join(database, built, full.names[-1], number % 2)
    full.words += ["Badge-de-quelqu’un", "Parti-avant-de-quelqu’un"]
    with database.writing() as session:
        badges.make_badges(session, built.lab, built.account, full.words[0], "1", lambda number: f"badge {number}")
        gone = {"code_hash": "of nobody any more", "why": "set_aside", "name": full.words[1]}
        session.add(RetiredCode(lab_id=built.lab, **gone))
    move(database, built, Phase.COLLECT)
    for number in range(6):
        full.titles.append(f"Irritant-{number}-de-quelqu’un")
        full.words.append(f"Détail-{number}-de-quelqu’un")
        give(database, built, built.people[number], full.titles[-1], full.words[-1])
    move(database, built, Phase.SORT)
    merge(database, built, built.cards[4], built.cards[5])
    for wanted in (Phase.VOTE, Phase.RESULTS, Phase.GROUPS_1, Phase.GROUPS_2, Phase.WRAP_UP, Phase.CLOSED):
        if _phase(database, built) == at:
            return full
        move(database, built, wanted)
        if wanted is Phase.VOTE:
            for number, person in enumerate(built.people):
                cast(database, built, person, *sorted((built.cards[number % 2], built.cards[2 + number % 3])))
        elif wanted is Phase.RESULTS:
            with database.writing() as session:
                ballots.keep_topics(session, built.lab, built.account, [str(card) for card in built.cards[:2]])
        elif wanted in (Phase.GROUPS_1, Phase.GROUPS_2):
            _work_in_groups(database, full, 1 if wanted is Phase.GROUPS_1 else 2)
        elif wanted is Phase.WRAP_UP:
            _wrap_up(database, full)
    return full


def _phase(database: Database, built: Built) -> str:
    with database.reading() as session:
        return session.get_one(Lab, built.lab).phase


def _prepare(database: Database, built: Built) -> None:
    with database.writing() as session:
        agenda.set_start(session, built.lab, built.account, "14:00")
        agenda.set_conduct(session, built.lab, built.account, "Une règle de la maison", "")
        step = rows_of(session, built.lab)[0]
        timer.start_timer(session, built.lab, built.account, "", str(step.id))


def _work_in_groups(database: Database, full: Full, round_: int) -> None:
    built = full.built
    with database.writing() as session:
        topics = [str(card) for card in built.cards[:2]]
        groups.open_groups(session, built.lab, built.account, topics, ["1", "1"], "3", "8")
        for person in built.people:
            groups.give_wishes(session, built.lab, person, topics)
        groups.form_groups(session, built.lab, built.account)
    with database.reading() as session:
        query = select(WorkingGroup.id).where(WorkingGroup.lab_id == built.lab, WorkingGroup.round == round_)
        opened = session.scalars(query.order_by(WorkingGroup.number)).all()
    for group in opened:
        _write_sheet(database, full, group, round_)


def _write_sheet(database: Database, full: Full, group: int, round_: int) -> None:
    built, hand = full.built, None
    with database.writing() as session:
        placed = {p.id: g.id for g in groups_of(session, built.lab, round_) for p in g.people}
        writer = next(person for person in built.people if placed[person] == group)
        hand = Hand(built.lab, participant_id=writer)
        name = full.names[built.people.index(writer)]
        texts = {part: f"{part}-du-groupe-{group}" for part in FIELDS} | {"spokesperson": name}
        full.words += [text for part, text in texts.items() if part != "spokesperson"]
        sheets.save_sheet(session, hand, group, texts, [str(built.personas[0])], "0")
        sheets.save_sheet(session, hand, group, {**texts, "gains": f"gains-revus-{group}"}, [], "1")
        full.words.append(f"gains-revus-{group}")
        photos.add_photo(session, hand, group, develop(picture(40 + group, 30)), "a form")


def _wrap_up(database: Database, full: Full) -> None:
    built = full.built
    with database.writing() as session:
        made = session.scalars(select(SolutionSheet.id).where(SolutionSheet.lab_id == built.lab)).all()
        forum.show_sheet(session, built.lab, built.account, str(made[0]))
        for number, person in enumerate(built.people):
            forum.support(session, built.lab, person, made[number % len(made)], True)
            full.words += [f"Remarque-{number}-de-quelqu’un", f"Mieux-{number}-de-quelqu’un"]
            forum.remark(session, built.lab, person, made[0], full.words[-2])
            feedback.give_feedback(session, built.lab, person, str(1 + number % 5), full.words[-1])
        forum.write_next_steps(session, built.lab, built.account, "La suite")
        feedback.show_evaluation(session, built.lab, built.account)
