"""The backlog of a product, downloaded for every target, says what the database says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from openlab.actions import items, sprints
from openlab.actions.assessments import assess_feasibility, give_impact
from openlab.actions.backlog import add_item
from openlab.db.engine import Database
from openlab.db.queries.backlog import Reader, working
from openlab.db.tables import Product
from openlab.domain.backlog import Status
from openlab.export import load_layouts
from openlab.settings import Settings, folder
from tests.build import signed_in
from tests.build_backlog import (
    TITLES,
    Closed,
    a_closed_lab,
    a_member,
    accept,
    act,
    another_closed_lab,
    backlog_of,
    card,
    change,
    many_items,
    sheet,
    version_of,
)
from tests.exports.readers import read_csv, read_json, read_xlsx, rows_of
from tests.exports.test_layouts import ROADMAP
from tests.exports.test_round_trip import check_says_everything
from tests.serving import Served, Visitor, serving
from tests.web.conftest import Staff

EVERY_STATUS = "&".join(f"status={status}" for status in Status)
NASTY = (
    '=HYPERLINK("http://evil.example";"clic")',
    "« guillemets \" ; , et ' | \\ »",
    "🙂 עברית 漢 <b>&amp;</b> {title} %(x)s",
)


@pytest.fixture
def closed(database: Database) -> Closed:
    """Items of two labs, weighed, planned, placed and declined, and some whose texts would break files."""
    closed = a_closed_lab(database)
    other = another_closed_lab(database, closed)
    accept(database, closed, card(closed, 0), sheet(closed, 0))
    accept(database, other, card(other, 1))
    for text in NASTY:
        act(database, add_item, closed.product, closed.owner, text, f"{text}\n{'Long ' * 1000}", text)
    developer = a_member(database, closed.product, "developer")
    act(database, assess_feasibility, closed.product, developer, 1, "developer", "4", "Un seul écran")
    version = version_of(database, closed.product, 1)
    act(database, give_impact, closed.product, closed.owner, 1, version, "5", "Tous les jours")
    act(database, sprints.add_sprint, closed.product, "2026-11-23", "2026-12-06", "", "")
    change(database, closed, 1, moscow="must", sprint="1", indicator="0 ressaisie")
    change(database, closed, 2, status="declined", reason="Déjà fait ailleurs")
    act(
        database, items.place_item, closed.product, closed.owner, 3, version_of(database, closed.product, 3), "1", "Loi"
    )
    return closed


@pytest.mark.parametrize("target", sorted(load_layouts(folder("exports"))))
def test_every_file_read_back_says_what_the_database_says_in_its_order(
    served: Served, database: Database, closed: Closed, home: str, owner: Visitor, target: str
) -> None:
    with database.reading() as session:
        product = session.get_one(Product, closed.product)
        lines = working(session, product, Reader(), served.site.settings.public_url).lines
    for language in ("fr", "en"):
        answer = owner.get(f"{home}/export/{target}?language={language}&{EVERY_STATUS}")
        assert answer.status_code == 200
        check_says_everything(target, answer.content, language, tuple(line.item for line in lines))


def test_the_workbook_says_what_the_database_says(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    rows = rows_of(read_xlsx(owner.get(f"{home}/export/excel?language=en&{EVERY_STATUS}").content))
    lines = backlog_of(database, closed.product).lines
    assert [row["Reference"] for row in rows] == [line.item.reference for line in lines]
    first = rows[1]
    told = (first["Votes"], first["Ballots"], first["In support"], first["Priority (impact × feasibility)"])
    assert told == (5, 6, 3, 20)
    assert (first["Class"], first["Status"], first["Sprint"]) == ("Must", "Planned", "Sprint 1")
    assert first["Solution"] == "solution 0"
    assert "Un seul écran" in first["Reasons of the assessments"]
    assert rows[-1]["Declined because"] == "Déjà fait ailleurs"
    assert rows[0]["Title"].lstrip("'") == NASTY[0]


def test_the_json_follows_its_schema_and_names_nobody(home: str, owner: Visitor) -> None:
    data = read_json(owner.get(f"{home}/export/json?{EVERY_STATUS}").content)
    schema = json.loads((folder("exports") / "backlog.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(data)
    assert "Personne " not in json.dumps(data, ensure_ascii=False)


def test_a_file_is_named_after_product_date_and_target(home: str, owner: Visitor) -> None:
    headers = owner.get(f"{home}/export/jira").headers
    named = headers["content-disposition"]
    assert re.search(r'attachment; filename="Demarches-\d{4}-\d\d-\d\d-jira\.csv"', named)
    assert re.search(r"Démarches \d{4}-\d\d-\d\d jira\.csv$", unquote(named))
    assert headers["cache-control"] == "no-store"


def test_lab_statuses_first_ones_and_language_are_chosen_and_seen_before(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    page = owner.get(f"{home}/export?target=csv&language=fr&lab={closed.built.code}&status=planned&top=1").text
    assert f'href="{home}/export/csv?language=fr&amp;status=planned&amp;lab={closed.built.code}&amp;top=1"' in page
    assert '<th scope="col">Référence</th>' in page
    assert TITLES[0] in page[page.index("<tbody>") :]
    assert "evil" not in page[page.index("<tbody>") :]
    address = re.search(r'href="([^"]+)" download', page)
    assert address
    rows = read_csv(owner.get(address[1].replace("&amp;", "&")).content, ";", "utf-8-sig")
    assert [row[1] for row in rows] == ["Référence", "1"]
    assert "No item answers to this choice" in owner.get(f"{home}/export?status=delivered&lab=ZZZZZZ").text
    assert owner.get(f"{home}/export?target=nothing&top=many&language=xx&status=lost").status_code == 200


def test_limits_are_told_before_and_never_cut_silently(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    change(database, closed, 1, problem="p" * 20_000, solution="s" * 20_000)
    for answer in (owner.get(f"{home}/export?target=jira"), owner.get(f"{home}/export/jira")):
        assert "takes 32767 characters at most in “Description”; item 1 has" in answer.text
    assert answer.status_code == 409
    change(database, closed, 1, problem="p", solution="s")
    many_items(database, closed.product, 1001, first=100)
    page = owner.get(f"{home}/export?target=azure-devops").text
    assert "takes 1000 items at most" in page
    assert "There is no file to download as it is" in page
    assert "download>" not in page
    refused = owner.get(f"{home}/export/azure-devops")
    assert (refused.status_code, "takes 1000 items at most" in refused.text) == (409, True)
    assert owner.get(f"{home}/export/azure-devops?top=1000").status_code == 200


def test_an_empty_backlog_gives_a_file_with_headings_and_two_thousand_items_one_with_two_thousand(
    database: Database, staff: Staff
) -> None:
    closed = a_closed_lab(database)
    owner, address = staff(closed.owner), "/products/demarches/export/excel"
    assert len(read_xlsx(owner.get(address).content)) == 1
    many_items(database, closed.product, 2000)
    assert len(read_xlsx(owner.get(address).content)) == 2001


def test_what_was_declined_after_an_export_is_told_at_the_next_one(
    database: Database, closed: Closed, home: str, owner: Visitor
) -> None:
    assert "Declined after they were exported" not in owner.get(f"{home}/export?target=jira").text
    owner.get(f"{home}/export/jira")
    change(database, closed, 1, status="declined", reason="Finalement non")
    page = owner.get(f"{home}/export?target=jira").text
    assert "Declined after they were exported there" in page
    assert f'href="{home}/backlog/1"' in page
    assert "Declined after they were exported" not in owner.get(f"{home}/export?target=gitlab").text


def test_who_has_not_assessed_downloads_no_level(database: Database, closed: Closed, home: str, staff: Staff) -> None:
    designer = staff(a_member(database, closed.product, "designer"))
    assert "these have neither levels nor a priority" in designer.get(f"{home}/export").text
    rows = rows_of(read_xlsx(designer.get(f"{home}/export/excel?language=en").content))
    assert {row["Priority (impact × feasibility)"] for row in rows} == {None}
    assert {row["Feasibility for the developer"] for row in rows} == {None}


@pytest.fixture
def with_a_target_of_its_own(sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Visitor, Database, Closed]]:
    """A site whose operator wrote one file: `maison.toml`."""
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    (layouts / "maison.toml").write_text(ROADMAP, "utf-8")
    with serving(Settings(database_url=sqlite_url, exports=str(layouts))) as served:
        closed = a_closed_lab(served.site.database)
        visitor = Visitor(served.url)
        with served.site.database.writing() as session:
            visitor.sign_in_with(signed_in(session, closed.owner))
        yield visitor, served.site.database, closed
        visitor.close()


def test_a_target_is_added_by_one_file_in_a_folder_of_ones_own(
    with_a_target_of_its_own: tuple[Visitor, Database, Closed],
) -> None:
    owner, database, closed = with_a_target_of_its_own
    accept(database, closed, card(closed, 0))
    home = "/products/demarches"
    assert "Home-made roadmap" in owner.get(f"{home}/export?target=maison").text
    rows = read_csv(owner.get(f"{home}/export/maison?language=en").content, "|")
    assert rows[0] == ["Id", "What", "When", "Score", "Why"]
    assert rows[1][:3] == ["1", TITLES[0], "later"]
