"""The report at its addresses: who may read it, when, what it is called, and that it obeys nothing typed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from openlab.actions import accounts
from openlab.db.engine import Database
from openlab.db.tables import Product
from openlab.domain.phases import ORDER, Phase, has_results
from tests.build import a_lab, cast, move
from tests.build_backlog import a_member
from tests.build_report import Whole, a_whole_lab
from tests.report.reading import squeezed
from tests.serving import Visitor
from tests.web.conftest import NewVisitor, Staff

ADDRESSES = ("/labs/{}/report", "/labs/{}/report.pdf")


@pytest.fixture
def whole(database: Database) -> Whole:
    return a_whole_lab(database)


def addresses(whole: Whole) -> list[str]:
    photo = whole.report().sheets[0].pictures[0].id
    return [*(path.format(whole.lab) for path in ADDRESSES), f"/labs/{whole.lab}/report/photos/{photo}"]


def test_every_member_of_the_product_reads_it(database: Database, whole: Whole, staff: Staff) -> None:
    members = [a_member(database, whole.product, role) for role in ("facilitator", "owner", "developer", "designer")]
    for account in members:
        reader = staff(account)
        for path in addresses(whole):
            assert reader.get(path).status_code == 200, path


def test_for_everyone_else_it_is_not_there(database: Database, whole: Whole, staff: Staff, visitor: NewVisitor) -> None:
    with database.writing() as session:
        stranger = accounts.add_account(session, "stranger@example.org").id
    outside, nobody, missing = staff(stranger), visitor(), staff(stranger)
    for path in addresses(whole):
        refused = outside.get(path)
        assert refused.status_code == 404
        assert whole.report().title not in refused.text
        away = nobody.get(path)
        assert (away.status_code, away.headers["location"].split("?")[0]) == (303, "/sign-in")
    for path in ADDRESSES:
        assert missing.get(path.format(999_999)).status_code == 404


@pytest.mark.parametrize("phase", [phase for phase in ORDER if not has_results(phase)])
def test_before_the_vote_has_closed_it_tells_no_tally(database: Database, staff: Staff, phase: Phase) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    owner = staff(built.account)
    assert "12 votes" in owner.get(f"/labs/{built.lab}/report").text
    move(database, built, phase)
    for path in ADDRESSES:
        refused = owner.get(path.format(built.lab))
        assert refused.status_code == 409
        assert "The report comes with the ranking" in refused.text
        assert "12 votes" not in refused.text
        assert "Irritant" not in refused.text


def test_the_download_is_named_after_product_lab_and_date(whole: Whole, staff: Staff) -> None:
    file = staff(whole.account).get(f"/labs/{whole.lab}/report.pdf")
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["cache-control"] == "no-store"
    assert file.headers["content-disposition"] == (
        'attachment; filename="Enfants-du-spectacle-Open-lab-n-1-2026-11-17.pdf"; '
        "filename*=UTF-8''Enfants%20du%20spectacle%20Open%20lab%20n%C2%B0%201%202026-11-17.pdf"
    )
    assert "content-encoding" not in file.headers
    assert PdfReader(io.BytesIO(file.content)).metadata.title.startswith("Report · ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("language", "kind", "titles"),
    [
        ("fr", "Restitution", ("Les irritants et leur classement", "Ce qui est écarté, et pourquoi", "La méthode")),
        ("en", "Report", ("The pain points and their ranking", "What was declined, and why", "The method")),
    ],
)
def test_page_and_pdf_say_the_same_in_both_languages(
    whole: Whole, staff: Staff, language: str, kind: str, titles: tuple[str, ...]
) -> None:
    owner = staff(whole.account)
    page = owner.get(f"/labs/{whole.lab}/report?lang={language}").text
    said = owner.get(f"/labs/{whole.lab}/report.pdf?lang={language}").content
    drawn = squeezed("".join(one.extract_text() for one in PdfReader(io.BytesIO(said)).pages))
    assert f'<html lang="{language}"' in page
    assert f"{kind} · Enfants du spectacle" in page
    for title in titles:
        assert title in page
        assert squeezed(title) in drawn
    for heading in re.findall(r"<h[34][^>]*>([^<&]+)</h", page):
        assert squeezed(heading) in drawn, heading


def test_the_page_leads_to_the_pdf_and_shows_the_photos(whole: Whole, staff: Staff) -> None:
    owner = staff(whole.account)
    page = owner.get(f"/labs/{whole.lab}/report").text
    assert f'href="/labs/{whole.lab}/report.pdf?lang=en"' in page
    photos = re.findall(r'<img src="(/labs/\d+/report/photos/\d+)" width="\d+" height="\d+" alt="Photo \d of', page)
    assert len(photos) == 2
    for photo in photos:
        shown = owner.get(photo)
        assert (shown.headers["content-type"], shown.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert f'href="/labs/{whole.lab}/report"' in owner.get(f"/labs/{whole.lab}").text
    assert f'href="/labs/{whole.lab}/report"' in owner.get("/products/enfants-du-spectacle").text


def test_photos_come_with_the_wrap_up_and_only_those_of_this_lab(
    database: Database, whole: Whole, staff: Staff
) -> None:
    owner, (_, _, photo) = staff(whole.account), addresses(whole)
    assert owner.get(f"/labs/{whole.lab}/report/photos/999999").status_code == 404
    whole.move(Phase.GROUPS_1)
    assert owner.get(photo).status_code == 404


def test_nobody_is_named_on_the_page(whole: Whole, staff: Staff) -> None:
    page = staff(whole.account).get(f"/labs/{whole.lab}/report").text
    assert "Enfin !" in page.replace("\u202f", " ").replace("\u00a0", " ")
    assert not [name for name in whole.names if name in page]


def test_what_people_typed_is_shown_and_never_obeyed(database: Database, staff: Staff) -> None:
    nasty = (("<script>alert(1)</script> & <b>", "<img src=x onerror=alert(1)>"),) * 10
    whole = a_whole_lab(database, texts=nasty, title="<i>Open lab</i>")
    with database.writing() as session:
        session.get_one(Product, whole.product).purpose = "</section><script>alert(2)</script>"
    page = staff(whole.account).get(f"/labs/{whole.lab}/report").text
    for text in ("<script>alert", "<img src=x", "<i>Open lab", "</section><script>"):
        assert text not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_participants_are_told_that_the_report_quotes_them(
    database: Database, participant: Callable[..., Visitor]
) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    assert "The report quotes your sentence, without your name." in participant(built).get(f"/l/{built.code}").text
