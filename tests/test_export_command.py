"""`openlab export`, and what `check` and `serve` say of a mistaken layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from openlab.__main__ import main
from openlab.actions.products import create_product
from openlab.db.engine import Database
from tests.build_backlog import TITLES, Closed, a_closed_lab, accept, another_closed_lab, card, change
from tests.exports.readers import read_csv, read_xlsx, rows_of
from tests.exports.test_layouts import ROADMAP

Build = tuple[Database, Closed, Closed]


def run(*words: str, **variables: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"OPENLAB_BASE_URL": "https://lab.example.org", **variables})


@pytest.fixture
def build(sqlite_url: str) -> Build:
    """Two labs with an item each; the second one is declined."""
    database = Database(sqlite_url)
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    accept(database, closed, card(closed, 0))
    accept(database, other, card(other, 1))
    change(database, closed, 2, status="declined", reason="Déjà fait")
    return database, closed, other


def test_a_backlog_is_written_into_a_file(build: Build, sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "backlog.xlsx"
    done = run("export", "excel", "--output", str(file), "--language", "fr", "--database", sqlite_url)
    assert (done.exit_code, done.output) == (0, f"{file}\n")
    (row,) = rows_of(read_xlsx(file.read_bytes()))
    assert (row["Titre"], row["Votes"]) == (TITLES[0], 5)
    assert row["Dans openlab"] == "https://lab.example.org/products/demarches/backlog/1"


def test_lab_status_and_number_are_chosen(build: Build, sqlite_url: str, tmp_path: Path) -> None:
    _, closed, other = build
    file = tmp_path / "backlog.csv"
    words = ["export", "csv", "--output", str(file), "--product", "demarches", "--database", sqlite_url]

    def references(*more: str) -> list[str]:
        done = run(*words, *more)
        assert done.exit_code == 0, done.output
        return [row[1] for row in read_csv(file.read_bytes(), encoding="utf-8-sig")[1:]]

    assert references("--status", "kept", "--status", "declined") == ["1", "2"]
    assert references("--status", "kept", "--status", "declined", "--top", "1") == ["1"]
    assert references("--lab", other.built.code.lower(), "--status", "declined") == ["2"]
    assert references("--lab", closed.built.code, "--status", "declined") == []


def test_without_a_name_the_file_has_that_of_the_product_the_day_and_the_target(
    build: Build, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = run("export", "jira", "--database", sqlite_url).output.strip()
    assert name.startswith("Démarches 20")
    assert name.endswith(" jira.csv")
    assert (tmp_path / name).is_file()


def test_what_cannot_be_exported_is_told_in_one_sentence(build: Build, sqlite_url: str, tmp_path: Path) -> None:
    database, closed, _ = build
    unknown = run("export", "abacus", "--database", sqlite_url)
    assert unknown.exit_code == 1
    assert unknown.stderr.startswith("There is no target abacus. There are: azure-devops,")
    lab = run("export", "csv", "--lab", "ZZZZZZ", "--database", sqlite_url)
    assert (lab.exit_code, "No open lab has the code “ZZZZZZ”" in lab.stderr) == (1, True)
    nowhere = run("export", "csv", "--output", str(tmp_path / "no" / "file.csv"), "--database", sqlite_url)
    assert (nowhere.exit_code, nowhere.stderr.startswith("The file could not be written:")) == (1, True)
    change(database, closed, 1, problem="p" * 20_000, solution="s" * 20_000)
    too_long = run("export", "jira", "--output", str(tmp_path / "x.csv"), "--database", sqlite_url)
    assert (too_long.exit_code, "takes 32767 characters at most" in too_long.stderr) == (1, True)
    assert not (tmp_path / "x.csv").exists()
    with database.writing() as session:
        create_product(session, closed.owner, "Un autre", "", "Usager")
    which = run("export", "csv", "--database", sqlite_url)
    assert (which.exit_code, which.stderr) == (1, "Which product? There are: demarches, un-autre.\n")


def test_a_target_of_ones_own_is_one_file_in_a_folder(build: Build, sqlite_url: str, tmp_path: Path) -> None:
    layouts, file = tmp_path / "layouts", tmp_path / "maison.csv"
    layouts.mkdir()
    (layouts / "maison.toml").write_text(ROADMAP, "utf-8")
    done = run("export", "maison", "--output", str(file), "--database", sqlite_url, OPENLAB_EXPORTS=str(layouts))
    assert done.exit_code == 0, done.output
    assert read_csv(file.read_bytes(), "|")[1][1] == TITLES[0]
    checked = run("check", "--database", sqlite_url, OPENLAB_EXPORTS=str(layouts))
    assert "13 targets: azure-devops, csv," in checked.output
    assert ", maison" in checked.output


def test_a_mistaken_layout_is_told_with_its_line_by_check_export_and_at_start_up(
    build: Build, sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "maison.toml").write_text(ROADMAP.replace('"{reference}"', '"{refrence}"'), "utf-8")
    line = ROADMAP[: ROADMAP.index('Id = "{reference}"')].count("\n") + 1
    mistake = f"maison.toml, line {line}: "
    checked = run("check", "--database", sqlite_url, OPENLAB_EXPORTS=str(tmp_path))
    assert checked.exit_code == 1
    assert f"fault a layout of the exports is wrong: {mistake}" in checked.output
    for words in (("serve", "--port", "0"), ("export", "csv")):
        stopped = run(*words, "--database", sqlite_url, OPENLAB_EXPORTS=str(tmp_path))
        assert stopped.exit_code == 1
        assert stopped.stderr.startswith(f"A layout of the exports is wrong. {mistake}")
    gone = run("check", "--database", sqlite_url, OPENLAB_EXPORTS=str(tmp_path / "gone"))
    assert f"there is no folder {tmp_path / 'gone'}" in gone.output
