"""`openlab report`, and what `openlab check` and `openlab serve` say of its layout."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from openlab.__main__ import main
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build_report import Whole, a_whole_lab
from tests.report.reading import squeezed


def run(whole: Whole, *words: str, exports: str = "") -> Result:
    url = whole.database.engine.url.render_as_string(hide_password=False)
    env = {"OPENLAB_BASE_URL": "https://lab.example.org", "OPENLAB_EXPORTS": exports}
    return CliRunner().invoke(main, [*words, "--database", url], env=env)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    (tmp_path / "report.toml").write_text('title = "x"\n[[sections]]\nshow = "vote"\ntitle = "y"\n')
    return str(tmp_path)


def test_it_is_written_to_a_file_in_the_language_that_is_asked_for(whole: Whole, tmp_path: Path) -> None:
    for language, said in (("fr", "Lesirritantsetleurclassement"), ("en", "Thepainpointsandtheirranking")):
        file = tmp_path / f"{language}.pdf"
        written = run(whole, "report", whole.code.lower(), "--output", str(file), "--language", language)
        assert (written.exit_code, written.output) == (0, f"{file}\n")
        text = squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages))
        assert said in text
        assert f"https://lab.example.org/labs/{whole.lab}/report" in text


def test_without_a_name_it_is_called_after_product_lab_and_date(
    whole: Whole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(whole, "report", whole.code).output == "Enfants du spectacle Open lab n° 1 2026-11-17.pdf\n"
    assert (tmp_path / "Enfants du spectacle Open lab n° 1 2026-11-17.pdf").read_bytes().startswith(b"%PDF-")


def test_what_cannot_be_done_is_told_in_one_sentence(whole: Whole, tmp_path: Path) -> None:
    unknown = run(whole, "report", "ZZZZZZ")
    assert (unknown.exit_code, unknown.stderr) == (1, "No open lab has the code ZZZZZZ.\n")
    nowhere = run(whole, "report", whole.code, "--output", str(tmp_path / "no" / "where.pdf"))
    assert nowhere.exit_code == 1
    assert nowhere.stderr.startswith("The file could not be written: ")


def test_a_lab_that_is_still_voting_has_no_report(sqlite_url: str, tmp_path: Path) -> None:
    from_scratch = _voting(sqlite_url)
    refused = run(from_scratch, "report", from_scratch.code, "--output", str(tmp_path / "early.pdf"))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("The report comes with the ranking")
    assert not (tmp_path / "early.pdf").exists()
    from_scratch.database.close()


def _voting(url: str) -> Whole:
    whole = a_whole_lab(Database(url), Phase.RESULTS)
    whole.move(Phase.VOTE)
    return whole


def test_a_mistake_in_its_layout_is_told_with_its_line_by_every_command(whole: Whole, wrong: str) -> None:
    told = "report.toml, line 3: there is no section to show: “vote”"
    checked = run(whole, "check", exports=wrong)
    assert (checked.exit_code, told in checked.output) == (1, True)
    for words in (("report", whole.code), ("serve", "--port", "0")):
        stopped = run(whole, *words, exports=wrong)
        assert (stopped.exit_code, told in stopped.stderr) == (1, True)
