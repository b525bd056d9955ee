"""Everything works with JavaScript off: pages, forms, and the texts of refused forms."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch
from tests.browser.open_lab import PASSWORD, OpenLab

Open = Callable[..., Page]


def button(page: Page, name: str, *, inside: str = "main") -> None:
    page.locator(inside).get_by_role("button", name=name).click()


def refresh(page: Page) -> None:
    page.get_by_role("link", name="Actualiser").click()


def test_a_participant_joins_and_gives_pain_points(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    lab.go_to("collect")
    lab.card("Les dossiers arrivent incomplets")
    lab.card("Trop de mots de passe")
    page = phone(lab, java_script_enabled=False)

    page.get_by_label("Votre prénom").fill("N" * 41)
    page.get_by_label("Vous êtes").select_option("Instructeur·rice")
    button(page, "Entrer")
    expect(page.get_by_text("Ce nom a 41 caractères")).to_be_visible()
    expect(page.get_by_label("Votre prénom")).to_have_value("N" * 41)
    expect(page.get_by_label("Votre prénom")).to_be_focused()
    page.get_by_label("Votre prénom").fill("Nadia")
    button(page, "Entrer")

    page.locator("#give-title").fill("x" * 141)
    page.locator("#give-detail").fill("Une précision")
    button(page, "Ajouter cet irritant")
    expect(page.get_by_text("La phrase a 141 caractères")).to_be_visible()
    expect(page.locator("#give-title")).to_be_focused()
    expect(page.locator("#give-title")).to_have_value("x" * 141)
    expect(page.locator("#give-detail")).to_have_value("Une précision")
    page.locator("#give-title").fill("La page plante sur mobile")
    button(page, "Ajouter cet irritant")
    expect(page.locator("#mine .title")).to_have_text("La page plante sur mobile")

    page.locator("#mine summary").click()
    page.locator("#mine textarea").first.fill("y" * 141)
    button(page, "Enregistrer", inside="#mine")
    expect(page.locator("#mine textarea").first).to_be_visible()
    expect(page.locator("#mine textarea").first).to_have_value("y" * 141)
    page.locator("#mine textarea").first.fill("La page plante sur téléphone")
    button(page, "Enregistrer", inside="#mine")
    expect(page.locator("#mine .title")).to_have_text("La page plante sur téléphone")
    page.locator("#mine summary").click()
    button(page, "Retirer", inside="#mine")
    expect(page.locator("#mine")).to_contain_text("personne ne le voit")
    button(page, "Le remettre", inside="#mine")
    expect(page.locator("#cards .title").first).to_have_text("La page plante sur téléphone")


def test_a_participant_votes_and_sees_the_ranking(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    for number in range(3):
        lab.card(f"Carte {number}")
    page = phone(lab, lab.person(), java_script_enabled=False)
    lab.go_to("vote")
    refresh(page)
    for choice in page.get_by_role("checkbox").all():
        choice.check()
    button(page, "Déposer mon bulletin")
    refusal = page.get_by_text("vous en avez choisi 3")
    expect(refusal).to_be_focused()
    expect(refusal).to_be_in_viewport()
    assert all(choice.is_checked() for choice in page.get_by_role("checkbox").all())
    page.get_by_role("checkbox").first.uncheck()
    button(page, "Déposer mon bulletin")
    expect(page.locator("#ballot-in li")).to_have_count(2)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox").last.uncheck()
    button(page, "Changer mon bulletin")

    lab.go_to("results")
    refresh(page)
    expect(page.locator("ol.ranking > li")).to_have_count(2)
    expect(page.locator(".turnout")).to_contain_text("1 bulletin")


def test_a_card_sent_too_late_is_not_lost(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(409)
    lab.go_to("collect")
    nadia = lab.person()
    lab.card("Le mien", by=nadia)
    page, other = (phone(lab, nadia, java_script_enabled=False) for _ in range(2))
    page.locator("#give-title").fill("Trop tard")
    other.locator("#mine summary").click()
    other.locator("#mine textarea").first.fill("Le mien, trop tard")
    lab.go_to("sort")
    button(page, "Ajouter cet irritant")
    expect(page.get_by_role("region", name="Votre texte qui n’a pas été envoyé")).to_contain_text("Trop tard")
    button(other, "Enregistrer")
    expect(other.get_by_role("region", name="Votre texte qui n’a pas été envoyé")).to_contain_text("Le mien, trop tard")


def test_a_vote_cast_too_late_is_told_so(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(409)
    lab.card("Trop de clics")
    lab.card("Pas assez de clics")
    lab.go_to("vote")
    page = phone(lab, lab.person(), java_script_enabled=False)
    for choice in page.get_by_role("checkbox").all():
        choice.check()
    lab.go_to("results")
    button(page, "Déposer mon bulletin")
    expect(page.get_by_text("Le vote est clos")).to_be_focused()
    expect(page.get_by_role("region", name="Le choix qui n’a pas été compté")).to_contain_text("Trop de clics")


def test_after_a_refused_form_the_language_can_still_be_changed(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    lab.go_to("collect")
    page = phone(lab, lab.person(), java_script_enabled=False)
    page.locator("#give-title").fill("x" * 141)
    button(page, "Ajouter cet irritant")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("What slows you down?")


def test_a_facilitator_prepares_a_lab(lab: OpenLab, phone: Open, watch: Watch) -> None:
    watch.allow(422)
    page = phone(f"{lab.server.url}/sign-in", java_script_enabled=False)
    page.get_by_label("Adresse électronique").fill(lab.email)
    page.get_by_label("Mot de passe").fill("not this one")
    button(page, "Se connecter")
    expect(page.get_by_text("ne vont pas ensemble")).to_be_visible()
    expect(page.get_by_label("Adresse électronique")).to_have_value(lab.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    button(page, "Se connecter")

    page.get_by_role("link", name="Nouveau produit").click()
    page.get_by_label("Nom du service numérique").fill("Mes démarches")
    page.get_by_label("Ses profils").fill("Agent\nUsager")
    button(page, "Créer le produit")
    page.get_by_role("link", name="Préparer un open lab").click()
    page.get_by_label("Titre").fill("Un premier")
    page.get_by_label("Déroulé").fill("Accueil sans minutes")
    button(page, "Créer l’open lab")
    expect(page.get_by_label("Déroulé")).to_be_focused()
    expect(page.get_by_label("Déroulé")).to_have_value("Accueil sans minutes")
    expect(page.get_by_label("Titre")).to_have_value("Un premier")
    page.get_by_label("Déroulé").fill("15 Accueil")
    button(page, "Créer l’open lab")
    expect(page.locator("h1")).to_have_text("Un premier")
    page.get_by_role("link", name="Réglages").click()
    page.get_by_label("Titre").fill("Le premier")
    button(page, "Enregistrer")
    expect(page.locator("h1")).to_have_text("Le premier")


def test_a_facilitator_runs_a_lab(lab: OpenLab, desk: Open, watch: Watch) -> None:
    watch.allow(422)
    page = desk(lab, java_script_enabled=False)
    button(page, "Ouvrir")
    for title in ("Les dossiers arrivent incomplets", "Un dossier arrive incomplet", "À masquer", "Faute de frape"):
        page.get_by_text("Ajouter un irritant pour quelqu’un").click()
        page.locator("#give-title").fill(title)
        button(page, "Ajouter cet irritant")
    hidden, mistyped = (page.locator("#cards li").filter(has_text=text) for text in ("À masquer", "Faute"))
    hidden.locator("summary").click()
    hidden.get_by_role("button", name="Masquer").click()
    expect(hidden).to_contain_text("Masqué")
    hidden.get_by_role("button", name="Rétablir").click()
    mistyped.locator("summary").click()
    mistyped.locator("textarea").first.fill("Une faute de frappe " * 8)
    mistyped.get_by_role("button", name="Enregistrer").click()
    expect(mistyped.locator("textarea").first).to_have_value("Une faute de frappe " * 8)
    expect(mistyped.locator("textarea").first).to_be_focused()
    mistyped.locator("textarea").first.fill("Une faute de frappe")
    mistyped.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#cards .title")).to_have_text(
        ["Une faute de frappe", "À masquer", "Un dossier arrive incomplet", "Les dossiers arrivent incomplets"]
    )


def test_a_facilitator_sorts_closes_and_keeps_topics(lab: OpenLab, desk: Open, watch: Watch) -> None:
    watch.allow(422)
    cards = [lab.card(title) for title in ("Les dossiers arrivent incomplets", "La page plante", "Trop de clics")]
    lab.go_to("sort")
    page = desk(lab, java_script_enabled=False)
    page.locator(f"#tick-{cards[0]}").check()
    button(page, "Regrouper les cochés")
    expect(page.get_by_text("Cochez au moins deux irritants")).to_be_focused()
    expect(page.locator(f"#tick-{cards[0]}")).to_be_checked()
    page.locator(f"#tick-{cards[1]}").check()
    button(page, "Regrouper les cochés")
    expect(page.locator(f"#card-{cards[0]}")).to_contain_text("La page plante")
    button(page, "Sortir du groupe")
    expect(page.locator("#cards > li")).to_have_count(3)

    page.get_by_role("link", name="Ajouter une personne sans téléphone").click()
    page.get_by_label("Prénom ou pseudonyme").fill("Odile")
    page.get_by_label("Vous êtes").select_option("Membre de commission")
    button(page, "Ajouter cette personne")
    expect(page.locator(".big-code")).to_be_visible()
    page.get_by_role("link", name="Retour à la console").click()

    button(page, "Suite")
    page.get_by_text("Saisir le bulletin").click()
    page.get_by_label("Qui", exact=True).select_option("Odile · Membre de commission")
    page.locator(f"#c{cards[0]}").check()
    button(page, "Saisir ce bulletin")
    expect(page.get_by_text("vous en avez choisi 1")).to_be_focused()
    expect(page.locator(f"#c{cards[0]}")).to_be_checked()
    page.locator(f"#c{cards[1]}").check()
    button(page, "Saisir ce bulletin")
    expect(page.locator(".ballots")).to_contain_text("1 bulletin sur 1")
    page.get_by_text("Clore le vote").click()
    button(page, "Oui")
    expect(page.locator(f"#topic-{cards[0]}")).to_be_checked()
    page.locator(f"#topic-{cards[1]}").uncheck()
    button(page, "Retenir les sujets cochés")
    expect(page.locator(".kept")).to_have_count(1)
    page.get_by_text("Revenir en arrière", exact=True).click()
    button(page, "Vote")
    expect(page.locator("[aria-current=step]")).to_have_text("Vote")
