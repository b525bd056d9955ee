"""The demo, the backup, the check."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from openlab.actions import accounts, upkeep
from openlab.actions.demo import load_demo
from openlab.actions.demo_backlog import plan_backlog
from openlab.db.engine import Database, open_engine
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.feedback import evaluation
from openlab.db.queries.forum import forum
from openlab.db.queries.groups import groups_of
from openlab.db.queries.labs import Room
from openlab.db.queries.sheets import group_sheets
from openlab.db.tables import Account, BacklogItem, Ballot, Lab
from openlab.domain import Refused
from openlab.domain.phases import ORDER, Phase
from openlab.settings import Settings
from tests.build import a_lab, an_account, room


def loaded(database: Database, at: Phase | None) -> Room:
    with database.writing() as session:
        lab = load_demo(session, at).lab.id
    with database.reading() as session:
        return lab_queries.room(session, lab)


@pytest.mark.parametrize("phase", ORDER)
def test_the_demo_is_loaded_at_any_phase_with_what_happened_before_it(database: Database, phase: Phase) -> None:
    seen = loaded(database, phase)
    assert seen.phase is phase
    assert seen.people == (0 if phase is Phase.PREPARATION else 24)
    assert len(seen.cards) == (0 if phase is Phase.PREPARATION else 14)
    assert len(seen.votable) == (13 if ORDER.index(phase) >= ORDER.index(Phase.VOTE) else len(seen.cards))
    assert seen.ballots == (18 if phase is Phase.VOTE else 24 if ORDER.index(phase) > ORDER.index(Phase.VOTE) else 0)
    if phase is Phase.CLOSED:
        assert seen.outcome is not None
        assert seen.outcome.topics == seen.outcome.proposed
        assert seen.outcome.by_persona


@pytest.mark.parametrize(
    ("phase", "full", "begun"), [(Phase.GROUPS_1, 2, 1), (Phase.GROUPS_2, 2, 1), (Phase.WRAP_UP, 4, 0)]
)
def test_the_demo_has_groups_that_write_and_one_that_is_stuck(
    database: Database, phase: Phase, full: int, begun: int
) -> None:
    seen = loaded(database, phase)
    with database.reading() as session:
        groups = groups_of(session, seen.id, 1 if phase is Phase.GROUPS_1 else 2)
        sheets = group_sheets(session, seen.id)
    assert sorted(person.id for group in groups for person in group.people) == list(range(1, 25))
    assert all(3 <= len(group.people) <= 8 for group in groups)
    written = [sheets[group.id].content.filled for group in groups if group.id in sheets]
    assert sum(len(filled) > 4 for filled in written) == full
    assert sum(filled == ("problem",) for filled in written) == begun


def test_the_demo_ends_with_an_evaluation_and_what_happens_next(database: Database) -> None:
    seen = loaded(database, Phase.CLOSED)
    with database.reading() as session:
        proposals = forum(session, seen.id).proposals
        counted = evaluation(session, seen.id)
    assert len(proposals) == 6, "two of the eight sheets are taken further by others"
    assert all(6 <= proposal.supports <= 12 for proposal in proposals)
    assert sum(len(proposal.remarks) for proposal in proposals) == 3
    assert [len(proposal.pictures) for proposal in proposals].count(1) == 1
    assert counted.spread is not None
    assert (counted.answers, counted.spread.middle) == (22, (4, 4))
    assert seen.next_steps.startswith("L'équipe produit")


def test_the_demo_of_the_day_after_has_decisions_of_every_kind_and_is_planned_once(database: Database) -> None:
    with database.writing() as session:
        demo = load_demo(session, Phase.CLOSED)
        plan_backlog(session, demo)
    with database.writing() as session:
        plan_backlog(session, load_demo(session, Phase.CLOSED))
    with database.reading() as session:
        items = session.scalars(select(BacklogItem).order_by(BacklogItem.number)).all()
        assert [item.status for item in items] == ["delivered", "in_progress", "planned", "kept", "declined"]
        assert session.get_one(Lab, demo.lab.id).follow_up_at is not None


def test_the_demo_result_equals_a_plain_count_of_its_ballots(database: Database) -> None:
    seen = loaded(database, Phase.RESULTS)
    assert seen.outcome is not None
    with database.reading() as session:
        plain = Counter(
            seen.stands[card] for ballot in session.scalars(select(Ballot)) for card in (ballot.first, ballot.second)
        )
    assert {rank.card: rank.votes for rank in seen.outcome.ranks if rank.votes} == dict(plain)


def test_the_demo_loaded_twice_keeps_what_is_there_and_its_new_password_opens(database: Database) -> None:
    with database.writing() as session:
        first = load_demo(session, None)
    with database.writing() as session:
        second = load_demo(session, None)
        account = session.scalars(select(Account)).one()
        assert session.scalars(select(Lab)).one().id == first.lab.id == second.lab.id
    assert first.password != second.password
    assert accounts.password_is(account.password_hash, second.password)
    assert not accounts.password_is(account.password_hash, first.password)


def test_a_backup_taken_while_people_write_is_whole_and_opens(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.COLLECT)
    stop, written = threading.Event(), list[int]()

    def keep_writing() -> None:
        while not stop.is_set():
            with database.writing() as session:
                session.get_one(Lab, built.lab).theme = "x" * len(written)
            written.append(1)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        size = upkeep.back_up(database.engine, tmp_path / "copy.sqlite3")
    finally:
        stop.set()
        writer.join()
    copy = Database(f"sqlite:///{tmp_path / 'copy.sqlite3'}")
    assert size > 10_000
    assert room(copy, built).cards == room(database, built).cards
    assert list(tmp_path.glob("*.unfinished")) == []
    copy.close()
    database.close()


def test_a_backup_never_overwrites(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite3").write_text("precious")
    engine = open_engine(sqlite_url)
    with pytest.raises(Refused, match="backup_exists"):
        upkeep.back_up(engine, tmp_path / "copy.sqlite3")
    assert (tmp_path / "copy.sqlite3").read_text() == "precious"
    engine.dispose()


def test_check_says_what_is_well_and_what_is_not(database: Database) -> None:
    settings = Settings(base_url="https://lab.example.org", trusted_proxies="127.0.0.1")
    kinds = [(finding.kind, finding.text.split(":")[0]) for finding in upkeep.findings(settings, database)]
    assert ("hint", "nobody can sign in yet") in kinds
    with database.writing() as session:
        an_account(session)
    assert all(finding.kind == "ok" for finding in upkeep.findings(settings, database))


def test_check_finds_a_damaged_database_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    a_lab(database, Phase.SORT)
    database.close()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    pages = bytearray(file.read_bytes())
    pages[8192:8704] = b"\xff" * 512
    file.write_bytes(pages)
    database = Database(sqlite_url)
    found = [finding.kind for finding in upkeep.findings(Settings(), database)]
    assert "fault" in found
    database.close()
