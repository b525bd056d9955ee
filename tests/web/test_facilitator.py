"""The console: running a lab, alone or as two, and whatever goes wrong on the way."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from openlab.actions import products
from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build import a_lab, an_account, cast, move, room
from tests.web.conftest import NewVisitor, Staff


def test_a_lab_is_run_from_the_first_phase_to_the_last(database: Database, staff: Staff) -> None:
    built = a_lab(database, people_in=5)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    walk = ["preparation", "collect", "sort", "vote", "results", "groups_1", "groups_2", "wrap_up", "closed"]
    for seen, wanted in pairwise(walk):
        page = camille.get(console)
        assert page.status_code == 200
        assert f'name="wanted" value="{wanted}"' in page.text
        if seen == "collect":
            for number in range(3):
                camille.submit(f"{console}/pain-points", title=f"Irritant {number}", detail="", person="")
        assert camille.submit(f"{console}/phase", seen=seen, wanted=wanted).headers["location"] == console
    assert room(database, built).phase is Phase.CLOSED
    assert camille.submit(f"{console}/phase", seen="closed", wanted="vote").status_code == 303
    assert room(database, built).phase is Phase.VOTE


def test_two_facilitators_run_the_same_lab_and_the_slower_one_is_told(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT)
    with database.writing() as session:
        second = an_account(session, "second@example.org")
        products.give_role(session, built.product, "second@example.org", "facilitator")
    one, two, console = staff(built.account), staff(second), f"/labs/{built.lab}"
    assert one.submit(f"{console}/phase", seen="collect", wanted="sort").status_code == 303
    late = two.submit(f"{console}/phase", seen="collect", wanted="sort")
    assert late.status_code == 409
    assert "Nothing was changed: look where it is now." in late.text
    assert two.submit(f"{console}/phase", seen="sort", wanted="vote").status_code == 303
    assert room(database, built).phase is Phase.VOTE


def test_cards_are_mended_hidden_restored_merged_and_taken_out_from_the_console(
    database: Database, staff: Staff
) -> None:
    built = a_lab(database, Phase.SORT)
    camille, cards = staff(built.account), f"/labs/{built.lab}/pain-points"
    first, second, third, _ = (str(card) for card in built.cards)
    assert camille.submit(f"{cards}/{first}", title="Mieux dit", detail="").status_code == 303
    assert camille.submit(f"{cards}/{third}/hide").status_code == 303
    assert camille.submit(f"/labs/{built.lab}/merge", card=[first, second], into="").status_code == 303
    seen = room(database, built)
    assert [card.title for card in seen.votable] == ["Mieux dit", "Irritant 3"]
    page = camille.get(f"/labs/{built.lab}").text
    assert "Take out" in page
    assert "Hidden" in page
    assert camille.submit(f"{cards}/{third}/restore").status_code == 303
    assert camille.submit(f"{cards}/{second}/unmerge").status_code == 303
    assert len(room(database, built).votable) == 4


def test_a_refused_edit_keeps_the_typed_text_in_its_own_form(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.SORT)
    path = f"/labs/{built.lab}/pain-points/{built.cards[1]}"
    answer = staff(built.account).submit(path, title="a" * 141, detail="La suite")
    assert answer.status_code == 422
    form = answer.text.split(f'id="edit-{built.cards[1]}"')[1].split("</form>")[0]
    assert "a" * 141 in form
    assert "\nLa suite</textarea>" in form
    assert "The sentence has 141 characters" in form
    assert answer.text.count("a" * 141) == 1


def test_a_merge_of_one_card_is_refused_and_the_tick_stays(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.SORT)
    answer = staff(built.account).submit(f"/labs/{built.lab}/merge", card=str(built.cards[0]), into="")
    assert answer.status_code == 422
    assert "Tick at least two pain points that say the same." in answer.text
    assert re.search(rf'value="{built.cards[0]}" form="merge" id="tick-\d+" checked', answer.text)


def test_look_alikes_are_suggested_while_sorting(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.COLLECT, cards=0)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    for title in ("Les dossiers sont incomplets", "Des dossiers arrivent incomplets", "Le téléphone ne répond pas"):
        camille.submit(f"{console}/pain-points", title=title, detail="", person="")
    camille.submit(f"{console}/phase", seen="collect", wanted="sort")
    suggested = camille.get(console).text.split('id="alike-heading"')[1].split("</section>")[0]
    assert "Les dossiers sont incomplets" in suggested
    assert "Le téléphone ne répond pas" not in suggested


def test_a_vote_needs_two_pain_points_and_many_are_warned_about(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.SORT, cards=1)
    camille = staff(built.account)
    answer = camille.submit(f"/labs/{built.lab}/phase", seen="sort", wanted="vote")
    assert answer.status_code == 409
    assert "A vote needs at least two pain points." in answer.text
    camille.submit(f"/labs/{built.lab}/phase", seen="sort", wanted="collect")
    for number in range(16):
        camille.submit(f"/labs/{built.lab}/pain-points", title=f"Un de plus {number}", detail="", person="")
    camille.submit(f"/labs/{built.lab}/phase", seen="collect", wanted="sort")
    assert "17 pain points are many to choose from" in camille.get(f"/labs/{built.lab}").text


def test_the_facilitator_sees_how_many_ballots_are_in_and_nothing_else(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.VOTE, people_in=4)
    camille = staff(built.account)
    before = camille.get(f"/labs/{built.lab}").text
    assert "<strong>0</strong> of 4 ballots" in before
    for person in built.people[:3]:
        cast(database, built, person, *built.cards[:2])
    after = camille.get(f"/labs/{built.lab}").text
    assert "<strong>3</strong> of 4 ballots" in after

    def apart_from_the_count(page: str) -> str:
        page = re.sub(r'<p class="ballots">.*?</p>', "", page, flags=re.DOTALL)
        return re.sub(r'(form_key" |data-version=)(value=)?"[^"]*"', "", page)

    assert apart_from_the_count(before) == apart_from_the_count(after)


def test_a_person_without_a_phone_is_entered_once_with_a_return_code_and_a_ballot(
    database: Database, staff: Staff, visitor: NewVisitor
) -> None:
    built = a_lab(database, Phase.VOTE, people_in=2)
    camille, path = staff(built.account), f"/labs/{built.lab}/participants"
    assert camille.get(path).status_code == 200
    fields = {"name": "Odile", "persona": str(built.personas[0]), "form_key": "one form"}
    camille.submit(path, **fields)
    page = camille.submit(path, **fields)
    assert page.status_code == 200
    assert room(database, built).people == 3
    link = re.search(r"/r/[A-Z0-9]{12}", page.text)
    assert link
    listed = re.search(r'<option value="(\d+)">Odile', camille.get(f"/labs/{built.lab}").text)
    assert listed
    cards = [str(card) for card in built.cards[:2]]
    ballots = f"/labs/{built.lab}/ballots"
    assert camille.submit(ballots, person=listed[1], choice=cards).status_code == 303
    assert room(database, built).ballots == 1
    odile = visitor()
    odile.get(link[0])
    assert "The facilitator entered your ballot:" in odile.get(f"/l/{built.code}").text
    refused = camille.submit(ballots, person="", choice=cards[:1])
    assert refused.status_code == 422
    assert "Choose a person of this open lab." in refused.text


def test_a_refused_new_person_keeps_the_name(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    answer = staff(built.account).submit(f"/labs/{built.lab}/participants", name="Odile", persona="")
    assert answer.status_code == 422
    assert 'value="Odile"' in answer.text


def test_topics_are_proposed_kept_and_shown_on_every_device(
    database: Database, staff: Staff, visitor: NewVisitor
) -> None:
    built = a_lab(database, Phase.VOTE)
    for person in built.people:
        cast(database, built, person, *built.cards[:2])
    camille, console = staff(built.account), f"/labs/{built.lab}"
    camille.submit(f"{console}/phase", seen="vote", wanted="results")
    proposed = re.findall(r'name="topic" value="(\d+)" id="[^"]*" checked', camille.get(console).text)
    assert proposed == [str(card) for card in built.cards[:2]]
    assert camille.submit(f"{console}/topics", topic=[str(built.cards[0])]).status_code == 303
    assert visitor().get(f"/l/{built.code}/screen").text.count("topic kept") == 1
    assert camille.submit(f"{console}/topics", topic=["999999"]).status_code == 422


def test_who_keeps_no_topic_is_not_offered_the_proposed_ones_again(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    move(database, built, Phase.RESULTS)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    assert camille.submit(f"{console}/topics", topic=[]).status_code == 303
    page = camille.get(console).text
    assert "No topic is kept." in page
    assert re.findall(r'name="topic" [^>]* checked', page) == []
    move(database, built, Phase.GROUPS_1)
    assert set(re.findall(r'name="count" [^>]* value="(\d)"', camille.get(console).text)) == {"0"}
    for phase in (Phase.VOTE, Phase.RESULTS):
        move(database, built, phase)
    assert len(re.findall(r'name="topic" [^>]* checked', camille.get(console).text)) == 2, "a new ranking is proposed"


def test_the_journal_can_be_read(database: Database, staff: Staff) -> None:
    built = a_lab(database, Phase.SORT)
    page = staff(built.account).get(f"/labs/{built.lab}/journal").text
    assert "Pain points → Sorting" in page
    assert page.count("added a pain point") == 4
    assert "Personne" not in page


@pytest.mark.parametrize("path", ["", "/journal", "/participants", "/edit"])
def test_only_members_who_run_labs_see_the_console(
    database: Database, staff: Staff, visitor: NewVisitor, path: str
) -> None:
    built = a_lab(database)
    address = f"/labs/{built.lab}{path}"
    with database.writing() as session:
        stranger, developer = an_account(session, "stranger@example.org"), an_account(session, "dev@example.org")
        products.give_role(session, built.product, "dev@example.org", "developer")
    assert visitor().get(address).headers["location"] == f"/sign-in?next={address}"
    assert staff(stranger).get(address).status_code == 404
    assert staff(developer).get(address).status_code == 403
    assert staff(built.account).get(address).status_code == 200
    assert staff(built.account).get(f"/labs/999999{path}").status_code == 404


def test_a_form_of_the_console_without_its_token_changes_nothing_and_keeps_the_text(
    database: Database, staff: Staff
) -> None:
    built = a_lab(database, Phase.COLLECT)
    fields = {"title": "Mon texte", "detail": "Sa suite", "person": ""}
    answer = staff(built.account).post(f"/labs/{built.lab}/pain-points", data=fields)
    assert answer.status_code == 403
    assert "\nMon texte</textarea>" in answer.text
    assert len(room(database, built).cards) == 4


def lab_of(page: str) -> str:
    found = re.search(r"/labs/(\d+)", page)
    assert found
    return found[0]


def test_a_product_and_a_lab_are_made_from_nothing(database: Database, staff: Staff) -> None:
    with database.writing() as session:
        account = an_account(session)
    camille = staff(account)
    assert "Begin with the product" in camille.get("/labs").text
    made = camille.submit("/products/new", name="Démarches", purpose="Simplifier", personas="Agent\nUsager")
    assert made.headers["location"] == "/products/demarches"
    page = camille.get("/products/demarches").text
    assert "Usager" in page
    assert "15 Welcome" in camille.get("/products/demarches/labs/new").text
    wrong = camille.submit("/products/demarches/labs/new", title="", theme="Le thème", agenda="15 Accueil")
    assert wrong.status_code == 422
    assert "Le thème" in wrong.text
    lab = camille.submit(
        "/products/demarches/labs/new", title="Open lab n° 1", agenda="15 Accueil", held_on="2026-12-01"
    )
    console = lab.headers["location"]
    assert "Tuesday, December 1, 2026" in camille.get(console).text
    assert 'value="2026-12-01"' in camille.get(f"{console}/edit").text
    assert camille.submit(f"{console}/edit", title="Autre titre", agenda="5 Voter").status_code == 303
    assert "Autre titre" in camille.get("/labs").text
    refused = camille.submit("/products/new", name="", purpose="Gardé", personas="")
    assert refused.status_code == 422
    assert "Gardé" in refused.text


def test_members_and_personas_are_kept_on_the_products_page(database: Database, staff: Staff) -> None:
    built = a_lab(database)
    camille, product = staff(built.account), "/products/demarches"
    assert camille.submit(f"{product}/personas", persona="Élu·e").status_code == 303
    assert camille.submit(f"{product}/personas", persona="").status_code == 422
    assert camille.submit(f"{product}/personas/{built.personas[0]}/retire").status_code == 303
    added = camille.submit(f"{product}/members", email="dev@example.org", role="developer")
    assert added.status_code == 200
    assert re.search(r"/welcome/[\w-]{32}", added.text)
    assert camille.submit(f"{product}/members", email="nobody", role="developer").status_code == 422
    page = camille.get(product).text
    for text in ("Élu·e", "no longer offered", "dev@example.org"):
        assert text in page
    last = camille.submit(f"{product}/members/{built.account}/facilitator/remove")
    assert last.status_code == 409
    assert "A product needs at least one facilitator." in last.text
    with database.writing() as session:
        developer = an_account(session, "other@example.org")
        products.give_role(session, built.product, "other@example.org", "developer")
        stranger = an_account(session, "stranger@example.org")
    assert staff(developer).get(product).status_code == 200
    for page in ("/labs", product):
        links = re.findall(r'<a href="([^"]+)"><strong>', staff(developer).get(page).text)
        assert links == [f"/l/{built.code}/screen"], "the console is not theirs to open"
    assert staff(developer).submit(f"{product}/personas", persona="x").status_code == 403
    assert staff(stranger).get(product).status_code == 404
