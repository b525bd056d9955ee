"""At the end of its retention, nothing that people wrote is left anywhere; what the room counted is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
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
from openlab.db.queries import labs as lab_queries
from openlab.db.queries.journal import journal
from openlab.db.queries.retention import WRITTEN
from openlab.db.tables import Account, Lab, Participant
from openlab.domain import Refused
from openlab.domain.phases import ORDER, Phase
from tests.actions.test_erasure import show_every_remark
from tests.build import Built, a_lab, other_lab, room
from tests.build_backlog import a_closed_lab, accept, card, change, line_of, row_of, sheet
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


def test_sentences_that_an_owner_showed_go_and_what_the_owner_made_of_a_proposal_stays(database: Database) -> None:
    """The text of an item is the product's own, and its pages say so; participants' sentences are not."""
    closed = a_closed_lab(database)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    show_every_remark(database, closed)
    change(database, closed, 1, title="Un suivi par dossier")
    item = row_of(database, closed.product, 1)
    grow_old(database, closed.built)
    assert purged(database) == [closed.built.code]
    assert every_row(database)["item_verbatims"] == []
    assert says(database, "C’est trop long", "On ressaisit tout") == []
    (said,) = line_of(database, closed.product, 1).said
    assert said.verbatims == ()
    kept = row_of(database, closed.product, 1)
    assert (kept.title, kept.problem, kept.solution) == ("Un suivi par dossier", item.problem, item.solution)


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


def long_ago(database: Database, days: int) -> None:
    """Nothing was written for so many days."""
    ago = datetime.now(UTC) - timedelta(days=days)
    with database.writing() as session:
        for column in WRITTEN:
            session.execute(update(column.class_).values({column: ago}))


def test_a_clock_far_in_the_future_erases_nothing_unless_somebody_is_sure(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    long_ago(database, days=400)
    before = every_row(database)
    with pytest.raises(Refused, match="clock_doubtful") as refused, database.writing() as session:
        purge(session)
    assert refused.value.values["days"] == 400
    assert every_row(database) == before
    with database.writing() as session:
        assert len(purge(session, only_look=True)) == 1
        assert [lab.code for lab in purge(session, sure=True)] == [built.code]


def test_where_something_was_written_lately_the_clock_is_believed(database: Database) -> None:
    built = a_lab(database, Phase.COLLECT)
    long_ago(database, days=400)
    with database.writing() as session:
        session.add(Account(email="new@example.org", name="New", created_at=datetime.now(UTC) - timedelta(days=59)))
    assert purged(database) == [built.code]


def test_the_command_says_why_it_erased_nothing_and_can_be_told_that_the_clock_is_right(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    a_lab(database, Phase.COLLECT)
    long_ago(database, days=400)
    refused = CliRunner().invoke(main, ["purge", "--database", sqlite_url])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Nothing was written for 400 days. Is today really 20")
    forced = CliRunner().invoke(main, ["purge", "--force", "--database", sqlite_url])
    assert forced.output.endswith("1 open lab(s) were erased.\n")
    database.close()


def test_a_lab_with_a_date_at_the_end_of_the_calendar_keeps_no_other_from_being_erased(database: Database) -> None:
    """Version 0.1.0 took any date."""
    built = a_lab(database, Phase.COLLECT)
    grow_old(database, built)
    other = other_lab(database, built)
    with database.writing() as session:
        session.get_one(Lab, other).held_on = date.max
    assert purged(database) == [built.code]
    with database.reading() as session:
        assert lab_queries.room(session, other).erased_on == date.max


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
