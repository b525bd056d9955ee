"""The follow-up at its fixed address: who reads it when, what it says, and the owner who publishes it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from openlab.actions import backlog, items, products, sprints
from openlab.actions.follow_up import publish_follow_up
from openlab.db.engine import Database
from openlab.domain.people import fingerprint
from openlab.domain.phases import Phase
from tests.build import an_account, cast, join, move
from tests.build_backlog import (
    TITLES,
    Closed,
    a_member,
    accept,
    act,
    another_closed_lab,
    card,
    change,
    sheet,
    version_of,
)
from tests.serving import Visitor
from tests.web.conftest import NewVisitor, Staff

Back = Callable[..., Visitor]
Readers = dict[str, Visitor]


@pytest.fixture
def address(closed: Closed) -> str:
    return f"/f/{closed.built.code}"


@pytest.fixture
def readers(database: Database, closed: Closed, visitor: NewVisitor, staff: Staff, participant: Back) -> Readers:
    """Everyone who is not an owner of this product."""
    other = another_closed_lab(database, closed)
    with database.writing() as session:
        stranger = an_account(session, "ailleurs@example.org")
        products.create_product(session, stranger, "Autre produit", "", "Agents")
    return {
        "nobody": visitor(),
        "participant": participant(closed.built),
        "participant of another lab": participant(other.built),
        "owner of another product": staff(stranger),
        **{role: staff(a_member(database, closed.product, role)) for role in ("facilitator", "developer", "designer")},
    }


def publish(database: Database, closed: Closed) -> None:
    act(database, publish_follow_up, closed.product, closed.owner, closed.built.lab)


def publication(closed: Closed) -> str:
    return f"/products/demarches/follow-up/{closed.built.lab}"


def text_of(page: httpx.Response) -> str:
    """What people read of the content, with single spaces."""
    main = page.text.split('<main id="main"')[1].split("</main>")[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def part(page: httpx.Response, id_: str) -> str:
    """What people read from this id to the next card."""
    text = page.text.split(f'id="{id_}"')[1].split('id="card-')[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", f"<{text}").split()))


REQUEST_NUMBER = re.compile(r"[0-9a-f]{8}(?=</code>)")


# --- who reads it ---------------------------------------------------------------------------------------------------


def test_before_it_is_published_it_does_not_exist_for_anyone_but_the_owner(
    closed: Closed, address: str, owner: Visitor, readers: Readers
) -> None:
    for who, reader in readers.items():
        answer, unknown = reader.get(address), reader.get("/f/ZZZZZZ")
        assert (who, answer.status_code) == (who, 404)
        same, other = (REQUEST_NUMBER.sub("", text) for text in (answer.text, unknown.text))
        assert same.replace(closed.built.code, "ZZZZZZ") == other
        assert TITLES[0] not in answer.text
    preview = owner.get(address)
    assert preview.status_code == 200
    assert "Not published" in text_of(preview)
    assert TITLES[0] in preview.text


def test_once_it_is_published_everyone_with_the_link_reads_it_without_an_account(
    database: Database, closed: Closed, address: str, owner: Visitor, readers: Readers
) -> None:
    publish(database, closed)
    for who, reader in readers.items():
        answer = reader.get(address)
        assert (who, answer.status_code) == (who, 200)
        assert TITLES[0] in answer.text
        assert "Publish" not in text_of(answer).replace("Published", "")
        assert publication(closed) not in answer.text
        assert 'name="robots" content="noindex"' in answer.text
    assert "Unpublish" in owner.get(address).text
    assert readers["nobody"].get(address.lower()).status_code == 200


def test_only_an_owner_of_the_product_publishes(
    database: Database, closed: Closed, address: str, readers: Readers, owner: Visitor
) -> None:
    expected = {
        "nobody": 303,
        "participant": 303,
        "participant of another lab": 303,
        "owner of another product": 404,
        "facilitator": 403,
        "developer": 403,
        "designer": 403,
    }
    for decision in ("publish", "withdraw"):
        answers = {who: one.submit(publication(closed), decision=decision) for who, one in readers.items()}
        assert {who: answer.status_code for who, answer in answers.items()} == expected
        assert answers["nobody"].headers["location"] == "/sign-in?next=/labs"
        status = readers["nobody"].get(address).status_code
        assert status == (404 if decision == "publish" else 200)
        if decision == "publish":
            publish(database, closed)
    assert owner.post(publication(closed), data={"decision": "withdraw"}).status_code == 403
    assert readers["nobody"].get(address).status_code == 200


def test_an_owner_publishes_takes_back_and_publishes_again(
    closed: Closed, address: str, owner: Visitor, visitor: NewVisitor
) -> None:
    anyone = visitor()
    for _ in range(2):
        answer = owner.submit(publication(closed), decision="publish")
        assert (answer.status_code, answer.headers["location"]) == (303, address)
        assert anyone.get(address).status_code == 200
    assert "Unpublish" in owner.get(address).text
    assert owner.submit(publication(closed), decision="withdraw").headers["location"] == address
    assert anyone.get(address).status_code == 404
    journal = owner.get(f"/labs/{closed.built.lab}/journal").text
    assert journal.count("unpublished the follow-up") == 1
    assert journal.count("published the follow-up") == 2
    assert "product owner (camille)" in journal


def test_publishing_is_refused_with_a_sentence_and_the_page(
    database: Database, closed: Closed, owner: Visitor, staff: Staff
) -> None:
    move(database, closed.built, Phase.WRAP_UP)
    answer = owner.submit(publication(closed), decision="publish")
    assert answer.status_code == 409
    assert "The follow-up is published once the open lab is closed." in answer.text
    assert "It can be published once the open lab is closed." in answer.text
    assert owner.submit(publication(closed), decision="burn").status_code == 422
    assert owner.submit("/products/demarches/follow-up/999", decision="publish").status_code == 404
    with database.writing() as session:
        stranger = an_account(session, "ailleurs@example.org")
        products.create_product(session, stranger, "Autre produit", "", "Agents")
    other = staff(stranger)
    answer = other.submit(f"/products/autre-produit/follow-up/{closed.built.lab}", decision="publish")
    assert (answer.status_code, TITLES[0] in answer.text) == (404, False)


def test_an_owner_reads_nothing_of_a_vote_that_is_on(database: Database, closed: Closed, owner: Visitor) -> None:
    move(database, closed.built, Phase.VOTE)
    preview = owner.get(f"/f/{closed.built.code}")
    assert preview.status_code == 200
    assert "Not published" in text_of(preview)
    assert not any(title in preview.text for title in TITLES)


# --- what it says ---------------------------------------------------------------------------------------------------


def test_it_says_what_became_of_each_pain_point(
    database: Database, closed: Closed, address: str, visitor: NewVisitor
) -> None:
    first, second, third = (accept(database, closed, card(closed, number)) for number in (0, 1, 2))
    reason = "La loi l’interdit <encore>"
    declined = closed.product, closed.owner, str(closed.built.lab), [card(closed, 3)], reason
    act(database, backlog.decline_proposals, *declined)
    act(database, sprints.add_sprint, closed.product, "2030-11-23", "2030-12-06", "Ne plus ressaisir", "")
    change(database, closed, second, sprint="1", horizon="now")
    change(database, closed, third, status="in_progress")
    change(database, closed, third, status="delivered", solution="Un lexique")
    change(database, closed, first, title="Reprendre le dossier", horizon="next")
    publish(database, closed)
    page = visitor().get(address)
    one, two, three, four = (part(page, f"card-{number}") for number in closed.cards)
    assert "place 1 · 5 votes · worked on in groups" in one
    assert "Kept Next as Reprendre le dossier" in one
    assert "Planned Sprint 1, from Nov 23, 2030 to Dec 6, 2030" in two
    assert re.search(r"Delivered \w+day, .* What we did Un lexique", three)
    assert f"Declined Why {reason}" in four
    assert "What group 1 of round 1 proposed solution 0 First step first_step 0 3 people would help" in one
    assert "a proposal, not decided yet" in one
    road = part(page, "roadmap")
    assert "Now Priority 2 Les délais sont inconnus Planned Sprint 1 4 votes" in road
    assert "Next Priority 1 Reprendre le dossier Kept 5 votes" in road
    assert "Ne plus ressaisir Les délais sont inconnus" in road
    assert "Delivered already Le vocabulaire est obscur" in road
    assert "You said, we did" in text_of(page)


def test_before_the_first_delivery_it_claims_none(
    database: Database, closed: Closed, address: str, visitor: NewVisitor
) -> None:
    publish(database, closed)
    page = visitor().get(address)
    assert "You said: here is where we are" in text_of(page)
    assert "Nothing is on the roadmap yet." in text_of(page)
    assert "You said, we did" not in page.text
    assert "Not decided yet" in part(page, f"card-{closed.cards[0]}")


def test_no_name_no_level_and_no_remark_that_was_not_chosen_is_on_it(
    database: Database, closed: Closed, address: str, visitor: NewVisitor, participant: Back
) -> None:
    number = accept(database, closed, card(closed, 0), sheet(closed, 0))
    values = closed.product, closed.owner, number, "1", "1", "Promis à Nadia"
    act(database, items.place_item, *values)
    mine = participant(closed.built)
    publish(database, closed)
    for reader in (visitor(), mine):
        text = reader.get(address).text
        for secret in ("Personne ", "camille", "Promis", "C’est trop long", "On ressaisit tout", "Détail de"):
            assert secret not in text
    chosen = [f"{closed.sheets[0]}:{fingerprint('On ressaisit tout 0')}"]
    values_ = closed.product, closed.owner, number, version_of(database, closed.product, number), chosen
    act(database, items.choose_verbatims, *values_)
    text = visitor().get(address).text
    assert "On ressaisit tout 0" in text
    assert "C’est trop long" not in text


def test_it_is_said_in_french_too(database: Database, closed: Closed, address: str, visitor: NewVisitor) -> None:
    publish(database, closed)
    text = text_of(visitor("fr").get(address))
    for said in ("Droit de suite", "Pas encore décidé", "La feuille de route de Démarches", "Ce qu’est devenu chaque"):
        assert said in text


# --- my cards -------------------------------------------------------------------------------------------------------


def test_a_return_code_leads_to_my_cards_first(
    database: Database, closed: Closed, address: str, visitor: NewVisitor
) -> None:
    one, other, late = visitor(), visitor(), visitor()
    codes = closed.built.return_codes
    assert one.get(f"/r/{codes[1]}").headers["location"] == f"/l/{closed.built.code}"
    publish(database, closed)
    assert other.get(f"/r/{codes[1]}").headers["location"] == address
    for mine in (one, other):
        text = text_of(mine.get(address))
        assert text.index("My cards 1") < text.index("What became of each pain point")
        assert "My cards 1 Les délais sont inconnus 4 votes Not decided yet" in text
    assert late.get(f"/r/{codes[5]}").headers["location"] == address
    assert "My cards" not in late.get(address).text
    assert "My cards" not in visitor().get(address).text


def test_the_page_of_a_closed_lab_leads_to_it_when_it_is_published(
    database: Database, closed: Closed, address: str, participant: Back, visitor: NewVisitor
) -> None:
    zoe, anyone = participant(closed.built), visitor()
    lab = f"/l/{closed.built.code}"
    assert all(f'href="{address}"' not in reader.get(lab).text for reader in (zoe, anyone))
    publish(database, closed)
    assert all(f'href="{address}"' in reader.get(lab).text for reader in (zoe, anyone))


# --- trouble --------------------------------------------------------------------------------------------------------


def test_a_lab_reopened_after_its_publication_keeps_its_decisions_and_hides_its_votes(
    database: Database, closed: Closed, address: str, visitor: NewVisitor, owner: Visitor
) -> None:
    accept(database, closed, card(closed, 1))
    publish(database, closed)
    move(database, closed.built, Phase.VOTE)
    for person in closed.built.people:
        cast(database, closed.built, person, closed.cards[2], closed.cards[3])
    anyone = visitor()
    page = anyone.get(address)
    assert page.status_code == 200
    assert "This open lab has been reopened" in text_of(page)
    assert "Kept" in part(page, f"card-{closed.cards[1]}")
    assert not re.search(r"\bvotes?\b", text_of(page).replace("their votes add up", ""))
    assert not any(TITLES[number] in page.text for number in (0, 2, 3))
    assert anyone.get(f"/r/{closed.built.return_codes[0]}").headers["location"] == f"/l/{closed.built.code}"
    proposals = text_of(owner.get("/products/demarches/proposals"))
    assert "Open lab n° 1 has been reopened: what waits comes back here when it closes." in proposals
    assert "1 decision about it stays in the backlog." in proposals


def test_two_owners_reorder_at_once_and_the_second_compares(
    database: Database, closed: Closed, owner: Visitor, staff: Staff
) -> None:
    number = accept(database, closed, card(closed, 0))
    accept(database, closed, card(closed, 1))
    second = staff(a_member(database, closed.product, "owner"))
    path = f"/products/demarches/backlog/{number}/place"
    with ThreadPoolExecutor(2) as pool:
        turns = [
            pool.submit(one.submit, path, version="1", position="2", reason=reason)
            for one, reason in ((owner, "Promis en commission"), (second, "Trop tôt"))
        ]
    answers = sorted((turn.result() for turn in turns), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [303, 409]
    told = html.unescape(answers[1].text)
    assert re.search("(camille|Owner) changed this item meanwhile. Nothing was overwritten", told)
    assert "Promis en commission" in told
    assert "Trop tôt" in told


def test_what_is_declined_after_it_was_exported_is_told_to_the_owner_and_to_those_who_asked_for_it(
    database: Database, closed: Closed, owner: Visitor, address: str, visitor: NewVisitor
) -> None:
    number = accept(database, closed, card(closed, 0))
    assert owner.get("/products/demarches/export/jira?status=kept").status_code == 200
    change(database, closed, number, status="declined", reason="La loi l’interdit")
    publish(database, closed)
    item = text_of(owner.get(f"/products/demarches/backlog/{number}"))
    assert "It was exported before: take it out of the other tool too." in item
    assert TITLES[0] in text_of(owner.get("/products/demarches/export?target=jira"))
    assert "Declined Why La loi l’interdit" in part(visitor().get(address), f"card-{closed.cards[0]}")


# --- the labs of a product, side by side ----------------------------------------------------------------------------


def test_members_of_the_product_compare_its_labs(
    database: Database, closed: Closed, owner: Visitor, staff: Staff, visitor: NewVisitor
) -> None:
    other = another_closed_lab(database, closed)
    with database.writing() as session:
        account = an_account(session, "ailleurs@example.org")
    stranger = staff(account)
    number = accept(database, closed, card(closed, 0))
    accept(database, closed, card(closed, 1))
    change(database, closed, number, status="in_progress")
    change(database, closed, number, status="delivered")
    publish(database, closed)
    developer = staff(a_member(database, closed.product, "developer"))
    for member in (owner, developer):
        page = member.get("/products/demarches")
        line = html.unescape(page.text.split(f'id="compare-{closed.built.lab}"')[1].split("</tr>")[0])
        line = " ".join(re.sub(r"<[^>]+>", " ", line).split())
        for said in ("6 people 6 ballots: 100%", "Missing: Société de production", "1 of 2 50%", "the same day"):
            assert said in line
        assert "fewer than five answers" in line
        assert f'href="/f/{closed.built.code}"' in page.text
    preview = f'href="/f/{other.built.code}"'
    assert preview in owner.get("/products/demarches").text
    assert preview not in developer.get("/products/demarches").text
    assert stranger.get("/products/demarches").status_code == 404
    assert visitor().get("/products/demarches").headers["location"] == "/sign-in?next=/products/demarches"


def test_a_product_without_a_lab_that_has_begun_has_no_table(
    database: Database, closed: Closed, owner: Visitor
) -> None:
    built = replace(closed.built, people=[], return_codes=[], cards=[])
    move(database, built, Phase.PREPARATION)
    join(database, built, "Zoé")
    assert "side by side" not in owner.get("/products/demarches").text
