"""At the end of its retention, nothing that people wrote is left anywhere; what the room counted is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from openlab.__main__ import main
from openlab.actions import agenda, labs, pain_points
from openlab.actions.purge import purge
from openlab.db.engine import Database
from openlab.db.queries import feedback as feedback_queries
from openlab.db.queries import forum as forum_queries
from openlab.db.queries.journal import journal
from openlab.db.tables import Lab, Participant
from openlab.domain import Refused
from openlab.domain.phases import ORDER, Phase
from tests.build import Built, a_lab, room
from tests.full_lab import PEOPLE, Full, a_full_lab
from tests.tables import every_row, says

COUNTED = ("results", "persona_votes", "topics", "working_groups", "agenda_steps", "personas", "accounts", "members")


def grow_old(database: Database, built: Built, days: int = 366) -> None:
    """As if the lab had been held so long ago."""
    ago = datetime.now(UTC) - timedelta(days=days)
    with database.writing() as session:
        session.execute(update(Lab).where(Lab.id == built.lab).values(created_at=ago, held_on=None))
        session.execute(update(Participant).where(Participant.lab_id == built.lab).values(joined_at=ago))


def purged(database: Database) -> list[str]:
    with database.writing() as session:
        found = [lab.code for lab in purge(session)]
    database.compact()
    return found


def files_of(database: Database) -> bytes:
    """All that the database keeps on disk, whatever the file."""
    assert database.sqlite_file
    return b"".join(file.read_bytes() for file in sorted(database.sqlite_file.parent.glob("*")))


def test_no_text_of_a_participant_is_left_in_any_table_and_the_numbers_are(database: Database) -> None:
    full = a_full_lab(database)
    assert len(says(database, *full.everything)) > 60, "the search finds them before"
    before, was = every_row(database), room(database, full.built)
    grow_old(database, full.built)
    assert purged(database) == [full.built.code]
    assert says(database, *full.everything) == []
    after, now = every_row(database), room(database, full.built)
    for table in COUNTED:
        assert after[table] == before[table], table
    assert was.outcome is not None
    assert now.outcome is not None
    assert now.outcome == was.outcome
    assert (now.people, now.purged_at is not None) == (PEOPLE, True)
    assert [now.card[rank.card].title for rank in now.outcome.ranks] == [
        f"№ {1 + sorted(now.card).index(rank.card)}" for rank in was.outcome.ranks
    ]


def test_supports_and_levels_stay_as_numbers(database: Database) -> None:
    full = a_full_lab(database)
    with database.reading() as session:
        was = [p.supports for p in forum_queries.forum(session, full.built.lab).proposals]
        spread = feedback_queries.evaluation(session, full.built.lab).spread
    grow_old(database, full.built)
    purged(database)
    with database.reading() as session:
        assert [p.supports for p in forum_queries.forum(session, full.built.lab).proposals] == was
        assert feedback_queries.evaluation(session, full.built.lab).spread == spread
        assert feedback_queries.one_point_better(session, full.built.lab) == []
    assert sum(was) == PEOPLE


def test_no_file_of_the_database_holds_a_word_of_it_any_more(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    full = a_full_lab(database)
    before = files_of(database)
    assert all(text.encode() in before for text in full.everything)
    assert b"\xff\xd8\xff" in before, "photos too"
    grow_old(database, full.built)
    purged(database)
    after = files_of(database)
    assert [text for text in full.everything if text.encode() in after] == []
    assert b"\xff\xd8\xff" not in after
    assert [code for code in full.built.return_codes if code.encode() in after] == []
    database.close()


def test_labs_whose_time_is_not_over_lose_nothing(database: Database) -> None:
    full = a_full_lab(database)
    grow_old(database, full.built, days=360)
    before = every_row(database)
    assert purged(database) == []
    assert every_row(database) == before


@pytest.mark.parametrize("phase", ORDER)
def test_a_lab_left_at_any_phase_is_erased_too(database: Database, phase: Phase) -> None:
    built = a_lab(database, phase)
    grow_old(database, built)
    assert purged(database) == [built.code]
    assert says(database, "Personne ", "Irritant ") == []
    assert room(database, built).phase is Phase.CLOSED
    assert purged(database) == [], "once"


def test_a_lab_keeps_what_it_was_given_for_as_long_as_it_says(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    with database.writing() as session:
        session.get_one(Lab, built.lab).retention_months = 24
    grow_old(database, built, days=725)
    assert purged(database) == []
    grow_old(database, built, days=735)
    assert purged(database) == [built.code]


def test_someone_who_joins_late_is_kept_as_long_as_they_were_told(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    grow_old(database, built)
    with database.writing() as session:
        session.execute(
            update(Participant).where(Participant.id == built.people[0]).values(joined_at=datetime.now(UTC))
        )
    assert purged(database) == []


def test_an_erased_lab_cannot_go_on(database: Database) -> None:
    built = a_lab(database, Phase.RESULTS)
    grow_old(database, built)
    purged(database)
    with pytest.raises(Refused, match="lab_purged"), database.writing() as session:
        labs.change_phase(session, built.lab, built.account, "closed", "vote")
    with pytest.raises(Refused, match="lab_purged"), database.writing() as session:
        pain_points.add_pain_point_for(session, built.lab, built.account, "Encore un", "", "", "k")
    with pytest.raises(Refused, match="lab_purged"), database.writing() as session:
        agenda.add_step(session, built.lab, built.account, "Encore", "5", "", "", "")


def test_the_journal_says_that_it_was_done(database: Database) -> None:
    built = a_lab(database)
    grow_old(database, built)
    purged(database)
    with database.reading() as session:
        entry, name, title = journal(session, built.lab)[0]
    assert (entry.act, entry.role, name, title) == ("lab_purged", "operator", None, None)


def test_the_command_says_what_it_erases_and_a_dry_run_erases_nothing(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    built = a_lab(database, Phase.COLLECT)
    grow_old(database, built)
    before = every_row(database)
    looked = CliRunner().invoke(main, ["purge", "--dry-run", "--database", sqlite_url]).output
    assert looked.splitlines()[0].startswith(f"{built.code}  since ")
    assert looked.splitlines()[0].endswith("3 participant(s), 4 pain point(s)  Open lab n° 1")
    assert looked.splitlines()[1] == "1 open lab(s) would be erased."
    assert every_row(database) == before
    done = CliRunner().invoke(main, ["purge", "--database", sqlite_url]).output
    assert done.splitlines()[1] == "1 open lab(s) were erased."
    with database.reading() as session:
        assert session.scalars(select(Lab.purged_at)).one() is not None
    assert CliRunner().invoke(main, ["purge", "--database", sqlite_url]).output == "0 open lab(s) were erased.\n"
    database.close()


def test_a_backup_taken_before_holds_it_and_is_the_operators_to_delete(sqlite_url: str, tmp_path: Path) -> None:
    """So that nobody believes otherwise: docs/operate.md says it."""
    database = Database(sqlite_url)
    full: Full = a_full_lab(database)
    CliRunner().invoke(main, ["backup", str(tmp_path / "b"), "--database", sqlite_url])
    grow_old(database, full.built)
    purged(database)
    assert full.names[0].encode() in (tmp_path / "b").read_bytes()
    database.close()
