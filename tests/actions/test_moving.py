"""A lab moves between installations in one file, and nothing of it is lost on the way."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL

from openlab.__main__ import main
from openlab.actions.moving import LEFT_BEHIND, MOST_BYTES, export_lab, import_lab
from openlab.db.engine import Database
from openlab.db.queries import door, participants
from openlab.db.queries import feedback as feedback_queries
from openlab.db.queries import forum as forum_queries
from openlab.db.tables import Base, PainPoint, SheetPersona
from openlab.domain import Refused, people
from openlab.domain.phases import ORDER, Phase
from tests.build import a_lab, an_account, move, other_lab, room
from tests.build_forum import a_sheet, write_sheet
from tests.conftest import new_database, sqlite_copy
from tests.full_lab import Full, a_full_lab
from tests.tables import every_row


@pytest.fixture
def elsewhere(sqlite_template: Path, tmp_path: Path) -> Database:
    """Another installation, on SQLite, with an account and a lab of its own so that ids differ."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    database = Database(sqlite_copy(sqlite_template, folder))
    a_lab(database, Phase.RESULTS, people_in=5, cards=7)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE labs SET code = 'HERE23'")
        session.connection().exec_driver_sql("UPDATE products SET slug = 'another'")
        session.connection().exec_driver_sql("UPDATE participants SET code_hash = 'here ' || id")
        an_account(session, "odile@example.org")
    return database


def exported(database: Database, code: str, file: Path) -> dict[str, Any]:
    with database.reading() as session:
        export_lab(session, code, file)
    return contents(file)


def contents(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as opened:
        told: dict[str, Any] = json.loads(opened.read("lab.json"))
        told["pictures"] = {name: opened.read(name) for name in opened.namelist() if name != "lab.json"}
    told.pop("exported_at")
    return told


def imported(database: Database, file: Path, email: str = "odile@example.org") -> None:
    with database.writing() as session:
        import_lab(session, file, email)


def test_a_lab_exported_imported_and_exported_again_is_the_same_file(
    database: Database, elsewhere: Database, tmp_path: Path
) -> None:
    full = a_full_lab(database)
    there = exported(database, full.built.code, tmp_path / "lab.zip")
    imported(elsewhere, tmp_path / "lab.zip")
    assert exported(elsewhere, full.built.code, tmp_path / "again.zip") == there
    assert len(there["pictures"]) == 4
    elsewhere.close()


@pytest.mark.postgresql
def test_a_lab_moves_from_sqlite_to_postgresql_and_back(
    elsewhere: Database, postgresql: URL, postgresql_template: URL, sqlite_url: str, tmp_path: Path
) -> None:
    here, middle = Database(sqlite_url), new_database(postgresql, postgresql_template.database or "")
    full = a_full_lab(here)
    there = exported(here, full.built.code, tmp_path / "1.zip")
    on_postgresql = Database(middle.render_as_string(hide_password=False))
    with on_postgresql.writing() as session:
        an_account(session, "odile@example.org")
    imported(on_postgresql, tmp_path / "1.zip")
    assert exported(on_postgresql, full.built.code, tmp_path / "2.zip") == there
    imported(elsewhere, tmp_path / "2.zip")
    assert exported(elsewhere, full.built.code, tmp_path / "3.zip") == there
    for database in (here, on_postgresql, elsewhere):
        database.close()


def test_pages_read_the_same_on_both_sides(database: Database, elsewhere: Database, tmp_path: Path) -> None:
    full = a_full_lab(database)
    exported(database, full.built.code, tmp_path / "lab.zip")
    imported(elsewhere, tmp_path / "lab.zip")
    assert read(elsewhere, full) == read(database, full)
    elsewhere.close()


def read(database: Database, full: Full) -> tuple[object, ...]:
    """What the pages show of a lab, without its ids."""
    with database.reading() as session:
        codes = [people.fingerprint(code) for code in full.built.return_codes]
        found = door.lab_code_of(session, codes[0])
        lab_id = room_id(database, full.built.code)
        persons = [participants.person(session, lab_id, code) for code in codes]
        forum = forum_queries.forum(session, lab_id)
        evaluation = feedback_queries.evaluation(session, lab_id)
        better = sorted(feedback_queries.one_point_better(session, lab_id))
    seen = room(database, type("Lab", (), {"lab": lab_id})())
    assert seen.outcome
    ranks = [(rank.place, rank.votes, seen.card[rank.card].title) for rank in seen.outcome.ranks]
    proposals = [(p.topic, p.solution, p.supports, p.remarks, len(p.pictures), p.continues) for p in forum.proposals]
    ballots = [
        (p.name, p.persona, [seen.card[c].title for c in (p.ballot.first, p.ballot.second)]) if p and p.ballot else None
        for p in persons
    ]
    agenda = [(step.title, step.minutes, step.phase, step.who) for step in seen.agenda]
    return found, ranks, proposals, ballots, evaluation, better, agenda, seen.people, seen.conduct, seen.phase


def room_id(database: Database, code: str) -> int:
    rows = every_row(database)["labs"]
    return next(int(row[0]) for row in rows if code in row)


@pytest.mark.parametrize("phase", ORDER)
def test_a_lab_moves_at_any_phase_and_goes_on_there(
    database: Database, elsewhere: Database, tmp_path: Path, phase: Phase
) -> None:
    built = a_lab(database, phase)
    exported(database, built.code, tmp_path / "lab.zip")
    imported(elsewhere, tmp_path / "lab.zip")
    moved = type(built)(
        account=2, product=0, lab=room_id(elsewhere, built.code), code=built.code, personas=built.personas
    )
    if phase is not Phase.CLOSED:
        move(elsewhere, moved, ORDER[ORDER.index(phase) + 1])
    assert room(elsewhere, moved).people == 3
    elsewhere.close()


def test_a_lab_joins_the_product_of_the_same_address(database: Database, elsewhere: Database, tmp_path: Path) -> None:
    built = a_lab(database, Phase.COLLECT)
    exported(database, built.code, tmp_path / "lab.zip")
    with elsewhere.writing() as session:
        session.connection().exec_driver_sql("UPDATE products SET slug = 'demarches'")
    before = every_row(elsewhere)
    imported(elsewhere, tmp_path / "lab.zip")
    after = every_row(elsewhere)
    for table in ("products", "personas", "members", "accounts"):
        assert after[table] == before[table], table
    assert len(after["labs"]) == 2
    elsewhere.close()


def test_no_staff_and_no_other_lab_is_in_the_file(database: Database, tmp_path: Path) -> None:
    full = a_full_lab(database)
    other = other_lab(database, full.built)
    with database.writing() as session:
        card = PainPoint(
            lab_id=other, title="Un irritant d’ailleurs", detail="", form_key="k", created_at=datetime.now(UTC)
        )
        session.add(card)
        session.flush()
        topic = card.id
    sheet = a_sheet(database, other, topic)
    write_sheet(database, sheet, solution="Une solution d’ailleurs")
    with database.writing() as session:
        session.add(SheetPersona(sheet_id=sheet, number=1, persona_id=full.built.personas[0]))
    told = exported(database, full.built.code, tmp_path / "lab.zip")
    text = json.dumps(told["tables"])
    assert "camille@example.org" not in text
    assert "ailleurs" not in text
    assert "OTHER2" not in text
    assert "argon2" not in text
    assert set(told["tables"]) == {table.name for table in Base.metadata.sorted_tables} - LEFT_BEHIND
    empty = [name for name, rows in told["tables"].items() if not rows]
    assert empty == [], "the full lab has something of everything"


def test_nothing_is_imported_twice_by_an_unknown_account_or_over_a_file(
    database: Database, elsewhere: Database, tmp_path: Path
) -> None:
    built = a_lab(database, Phase.VOTE)
    exported(database, built.code, tmp_path / "lab.zip")
    with pytest.raises(Refused, match="backup_exists"):
        exported(database, built.code, tmp_path / "lab.zip")
    with pytest.raises(Refused, match="code_unknown"):
        exported(database, "ZZZZZZ", tmp_path / "other.zip")
    with pytest.raises(Refused, match="account_unknown"):
        imported(elsewhere, tmp_path / "lab.zip", "nobody@example.org")
    imported(elsewhere, tmp_path / "lab.zip")
    before = every_row(elsewhere)
    with pytest.raises(Refused, match="import_there_already"):
        imported(elsewhere, tmp_path / "lab.zip")
    assert every_row(elsewhere) == before
    elsewhere.close()


def with_json(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    with zipfile.ZipFile(file) as opened:
        told = json.loads(opened.read("lab.json"))
    change(told)
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("lab.json", json.dumps(told))


MADE_BY_HAND: dict[str, Callable[[dict[str, Any]], object]] = {
    "a code that is an address": lambda rows: rows["labs"][0].update(code="<b>/.."),
    "a product that is an address": lambda rows: rows["products"][0].update(slug="../../labs"),
    "cards merged in a circle": lambda rows: [
        card.update(merged_into=rows["pain_points"][place - 1]["id"]) for place, card in enumerate(rows["pain_points"])
    ],
    "a sheet that continues itself": lambda rows: rows["solution_sheets"][0].update(continues_id=1),
    "a photo of another file": lambda rows: rows["photos"][0].update(jpeg="lab.json"),
}


@pytest.mark.parametrize("change", MADE_BY_HAND.values(), ids=MADE_BY_HAND.keys())
def test_a_file_made_by_hand_is_not_imported(
    database: Database, elsewhere: Database, tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    file = tmp_path / "lab.zip"
    exported(database, a_full_lab(database).built.code, file)
    with zipfile.ZipFile(file) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    told = json.loads(held["lab.json"])
    change(told["tables"])
    held["lab.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in held.items():
            written.writestr(name, content)
    before = every_row(elsewhere)
    with pytest.raises(Refused, match="import_not_a_lab"):
        imported(elsewhere, file)
    assert every_row(elsewhere) == before


@pytest.mark.parametrize("lab", ["[" * 200_000, " " * (MOST_BYTES + 1)], ids=["too deep", "too large"])
def test_a_file_that_would_fill_the_memory_is_not_read(elsewhere: Database, tmp_path: Path, lab: str) -> None:
    file = tmp_path / "lab.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("lab.json", lab)
    with pytest.raises(Refused, match="import_not_a_lab"):
        imported(elsewhere, file)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.write_bytes(b"PK nonsense"), "import_not_a_lab"),
        (lambda file: file.unlink(), "import_not_a_lab"),
        (lambda file: file.write_bytes(file.read_bytes()[:-500]), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told.pop("tables")), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told["tables"].update(labs=[])), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told["tables"]["ballots"][0].pop("first")), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told["tables"]["ballots"][0].update(first=99)), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told["tables"]["labs"][0].update(created_at=3)), "import_not_a_lab"),
        (lambda file: with_json(file, lambda told: told.update(openlab="0000")), "import_other_version"),
    ],
    ids=[
        "no zip",
        "missing",
        "cut",
        "no rows",
        "no lab",
        "no choice",
        "a card of nowhere",
        "no moment",
        "other version",
    ],
)
def test_only_a_whole_lab_is_imported(
    database: Database, elsewhere: Database, tmp_path: Path, spoil: Callable[[Path], object], code: str
) -> None:
    full = a_full_lab(database)
    exported(database, full.built.code, tmp_path / "lab.zip")
    spoil(tmp_path / "lab.zip")
    before = every_row(elsewhere)
    with pytest.raises(Refused, match=code):
        imported(elsewhere, tmp_path / "lab.zip")
    assert every_row(elsewhere) == before
    elsewhere.close()


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_two_commands_move_a_lab(database_url: str, sqlite_template: Path, tmp_path: Path) -> None:
    database = Database(database_url)
    full = a_full_lab(database)
    database.close()
    (tmp_path / "elsewhere").mkdir()
    there = sqlite_copy(sqlite_template, tmp_path / "elsewhere")
    file, said = str(tmp_path / "lab.zip"), f"Open lab n° 1 ({full.built.code}), 12 participant(s), 6 pain point(s), "
    assert run("export-lab", full.built.code.lower(), file, "--database", database_url).output == (
        f"{file}: {said}4 photo(s).\n"
    )
    run("account", "add", "odile@example.org", "--database", there)
    done = run("import-lab", file, "--facilitator", "odile@example.org", "--database", there)
    assert done.output == f"{said}4 photo(s).\n", done.stderr
    again = run("import-lab", file, "--facilitator", "odile@example.org", "--database", there)
    assert (again.exit_code, again.stderr) == (
        1,
        f"The open lab {full.built.code} is here already. Nothing was changed.\n",
    )


def test_a_file_that_breaks_a_rule_of_the_database_is_told_in_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    full = a_full_lab(database)
    exported(database, full.built.code, tmp_path / "lab.zip")
    with_json(tmp_path / "lab.zip", lambda told: told["tables"].update(photos=[]))
    with_json(tmp_path / "lab.zip", lambda told: told["tables"]["labs"][0].update(phase="party", code="ZZ2345"))
    database.close()
    said = run(
        "import-lab", str(tmp_path / "lab.zip"), "--facilitator", "camille@example.org", "--database", sqlite_url
    )
    assert (said.exit_code, "does not hold together" in said.stderr) == (1, True)
    assert "Traceback" not in said.output + said.stderr
