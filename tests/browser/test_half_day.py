"""A whole half-day on 25 phones, the screen and the console at once: from the door to what happens next."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from openlab.db.queries.groups import Group
from tests.browser.half_day import BETTER, NEXT_STEPS, HalfDay, compare_with_the_database, everyone_sees_the_groups
from tests.browser.open_lab import PERSONAS, OpenLab
from tests.browser.test_sheets import FORM, choose_photo, is_saved, is_shown, save, send_photo
from tests.browser.test_whole_lab import CARDS, NAMES, counted, give, join, ranking, vote
from tests.browser.test_wrap_up import evaluate
from tests.pictures import from_a_phone

Open = Callable[..., Page]
LEVELS = ("4 · Bonne", "5 · Excellent", "4 · Bonne", "3 · Moyenne", "2 · Utile")
ANSWERS = ["0 réponse", "5 réponses", "5 réponses", "10 réponses", "5 réponses"]


def test_twenty_five_phones_go_from_the_door_to_what_happens_next(
    lab: OpenLab, phone: Open, projector: Open, desk: Open
) -> None:
    day = HalfDay(lab, projector(lab), desk(lab), {name: phone(lab) for name in NAMES})
    welcome(day)
    collect_and_sort(day)
    vote_and_keep_topics(day)
    form_round_1(day)
    write_in_round_1(day)
    form_round_2(day)
    write_in_round_2(day)
    take_position(day)
    evaluate_the_half_day(day)
    go_home(day)
    compare_with_the_database(day)


def welcome(day: HalfDay) -> None:
    day.console.get_by_role("link", name="Déroulé et règles de conduite").click()
    day.console.get_by_text("Prendre la demi-journée toute prête").click()
    day.press("Oui, la prendre")
    expect(day.console.locator("#plan > li")).to_have_count(9)
    day.console.get_by_role("link", name="Retour à la console").click()
    for number, (name, page) in enumerate(day.phones.items()):
        join(page, name, PERSONAS[number % 3])
    for page in (day.screen, *day.phones.values()):
        expect(page.locator(".agenda li")).to_have_count(9)
        expect(page.locator(".conduct")).to_contain_text("Une seule voix à la fois")
    expect(day.screen.locator(".in-room")).to_contain_text("25 personnes")
    expect(day.console.locator(".now-panel .count")).to_have_text("25")


def collect_and_sort(day: HalfDay) -> None:
    day.press("Ouvrir")
    for page, title in zip(day.phones.values(), CARDS, strict=True):
        give(page, title)
    for page in day.phones.values():
        expect(page.locator("#everyones-heading .count")).to_have_text("25")
    day.press("Suite")
    day.press("Regrouper", within=".alike")
    for page in day.phones.values():
        expect(page.locator("#everyones-heading .count")).to_have_text("24")
    day.press("Suite")


def vote_and_keep_topics(day: HalfDay) -> None:
    """Four pain points come first, which the facilitator keeps."""
    standing = [card.title for card in day.lab.room.votable]
    for number, (name, page) in enumerate(day.phones.items()):
        day.ballots[name] = (standing[number % 4], standing[4 + number % 6])
        vote(page, *day.ballots[name])
    expect(day.screen.locator(".ballots")).to_contain_text("25 bulletins sur 25")
    day.console.get_by_text("Clore le vote").click()
    day.press("Oui")
    expected = counted(list(day.ballots.values()), standing)
    for page in day.everyone:
        expect(page.locator("ol.ranking > li").first).to_be_attached()
        assert ranking(page) == expected
    day.topics = standing[:4]
    day.console.get_by_role("checkbox", name=f"Retenir {day.topics[3]}").check()
    day.press("Retenir les sujets cochés")
    for page in day.everyone:
        expect(page.locator(".kept")).to_have_count(4)
    day.press("Suite")


def open_groups(day: HalfDay, *counts: int) -> None:
    """So many groups on each of the topics kept, in order."""
    day.console.locator("#choose-groups").evaluate("details => { details.open = true; }")
    for topic, count in zip(day.topics, counts, strict=True):
        day.console.get_by_role("spinbutton", name=topic).fill(str(count))
    day.press("Enregistrer les sujets")
    expect(day.console.locator("#group-list > li")).to_have_count(sum(counts))


def wish(day: HalfDay, name: str, *topics: str) -> None:
    page = day.phones[name]
    for label, topic in zip(("D’abord", "Ensuite", "Enfin"), topics, strict=False):
        page.get_by_label(label).select_option(topic)
    page.get_by_role("button", name="Envoyer mes souhaits").tap()
    expect(page.locator(".notice.good")).to_contain_text("Vos souhaits sont enregistrés")
    day.wishes[name] = topics


def form_groups(day: HalfDay) -> None:
    day.press("Former les groupes")
    expect(day.console.locator("#group-list .people > li details")).to_have_count(25)


def form_round_1(day: HalfDay) -> None:
    for page in day.phones.values():
        expect(page.get_by_text("L’animateur·rice choisit les sujets")).to_be_visible()
    open_groups(day, 2, 1, 1, 1)
    expect(day.screen.locator(".wall .title")).to_have_text(day.topics)
    for number, name in enumerate(NAMES):
        wish(day, name, *(day.topics[(number + rank) % 4] for rank in range(3)))
    expect(day.console.get_by_text("25 personnes sur 25 ont donné leurs souhaits")).to_be_visible()
    form_groups(day)
    expect(day.console.locator(".groups .tag").filter(has_text="souhait 1")).to_have_count(25)
    everyone_sees_the_groups(day)
    for group in day.groups:
        assert {day.wishes[person.name][0] for person in group.people} == {day.title(group.topic_id)}
    move_by_hand(day)
    name_the_place(day)
    everyone_sees_the_groups(day)


def move_by_hand(day: HalfDay) -> None:
    crowded, small = (sort(day.groups, key=lambda group: len(group.people)) for sort in (max, min))
    person = crowded.people[0]
    line = day.console.locator(f"#placed-{person.id}")
    line.locator("summary").click()
    line.get_by_label("Déplacer vers").select_option(str(small.id))
    line.get_by_role("button", name=f"Déplacer {person.name}").click()
    expect(day.console.locator(f"#group-{small.id} #placed-{person.id} .tag")).to_have_text("à la main")
    expect(day.phones[person.name].locator("#my-group-heading")).to_contain_text(f"Votre groupe : {small.number}")


def name_the_place(day: HalfDay) -> None:
    first = day.console.locator("#group-list > li").first
    first.get_by_label("Où").fill("Table du fond")
    first.get_by_role("button", name="Enregistrer").click()
    expect(day.screen.locator(".note .title").first).to_have_text("Groupe 1 · Table du fond")


def write(day: HalfDay, group: Group, version: int, **texts: str) -> Page:
    """The first of a group writes and saves; the others read it on their own phones."""
    page, *others = day.phones_of(group)
    for name, text in texts.items():
        page.locator(f"{FORM} [name={name}]").fill(text)
    page.locator(f"{FORM} [name=persona]").first.check()
    save(page)
    for one in (page, *others):
        is_saved(one, version)
        for name, text in texts.items():
            expect(one.locator(f"{FORM} [name={name}]")).to_have_value(text)
    return page


def write_in_round_1(day: HalfDay) -> None:
    """Each group writes its sheet against the clock; the first one adds a photo of its paper prototype."""
    day.press("Démarrer : Groupes de travail, première session")
    for page in day.everyone:
        expect(page.locator(".time-left").first).to_contain_text("49:")
    expect(day.console.locator(".sheet-states .stuck")).to_have_count(5)
    for group in day.groups:
        number = group.number
        write(day, group, 1, problem=f"Problème du groupe {number}", solution=f"Solution du groupe {number}")
        expect(day.console.locator(".sheet-states .stuck")).to_have_count(5 - number)
    first, second, *_ = day.phones_of(day.groups[0])
    choose_photo(first, from_a_phone(2400, 1800))
    send_photo(first)
    is_shown(first, 1)
    is_shown(second, 1)
    expect(day.console.locator(".sheet-state").first).to_contain_text("1 photo")


def form_round_2(day: HalfDay) -> None:
    """One group per topic. A few people wish another topic; nobody else does, and nobody is on their topic again."""
    before = {person.name: group.topic_id for group in day.groups for person in group.people}
    day.press("Suite")
    expect(day.console.locator("[aria-current=step]")).to_have_text("Groupes, session 2")
    open_groups(day, 1, 1, 1, 1)
    for number, name in enumerate(NAMES[:6]):
        wish(day, name, day.topics[(number + 1) % 4])
    form_groups(day)
    everyone_sees_the_groups(day)
    for group in day.groups:
        assert group.topic_id not in {before[person.name] for person in group.people}


def write_in_round_2(day: HalfDay) -> None:
    """The first group takes a sheet of round 1 further, two write their own, the last one leaves it empty."""
    first, *fresh, _ = day.groups
    page = day.phones_of(first)[0]
    page.locator("#continue summary").tap()
    page.locator("#continue .choice").filter(has_text="Solution du groupe 1").locator("input").check()
    page.get_by_role("button", name="La prolonger").tap()
    for one in day.phones_of(first):
        expect(one.locator(f"{FORM} [name=problem]")).to_have_value("Problème du groupe 1")
        expect(one.locator(".own-sheet .continues")).to_contain_text("groupe 1 de la session 1")
    write(day, first, 2, solution="Solution du groupe 1, allée plus loin", first_step="Une maquette")
    for group in fresh:
        write(day, group, 1, solution=f"Solution fraîche du groupe {group.number}")
    expect(day.console.locator(".sheet-states .stuck")).to_have_count(1)
    day.press("Suite")


def proposal(page: Page, sheet: int) -> Locator:
    return page.locator(f"#proposal-{sheet}")


def take_position(day: HalfDay) -> None:
    """Each sheet is on the screen in turn, but the one that was taken further; a quarter of the room supports each."""
    for page in day.phones.values():
        expect(page.locator(".proposal")).to_have_count(7)
    for page in day.everyone:
        expect(page.get_by_text("Fiche laissée vide")).to_contain_text("Session 2, groupe 4")
    for turn, sheet in enumerate(day.forum.proposals):
        day.press("Suivante à l’écran")
        expect(day.screen.locator(f"#sheet-{sheet.id} h1")).to_have_text(sheet.topic)
        expect(day.screen.locator(f"#sheet-{sheet.id}")).to_contain_text(sheet.solution)
        for page in day.phones.values():
            expect(page.locator(".proposal.on-screen").first).to_have_id(f"proposal-{sheet.id}")
            expect(page.locator(".proposal").first).to_contain_text(sheet.solution)
        supporters = NAMES[turn::4]
        for name in supporters:
            support(day, name, sheet.id)
        expect(day.screen.locator(".helpers strong")).to_have_text(str(len(supporters)))
        say(day, supporters[0], sheet.id, f"Avec {supporters[0]} dès lundi")
        for page in (day.console, *day.phones.values()):
            expect(proposal(page, sheet.id).locator(".remarks li")).to_have_text(f"Avec {supporters[0]} dès lundi")
        if sheet.pictures:
            is_shown_on_the_screen(day.screen)
    day.press("Aucune à l’écran")
    expect(day.screen.locator(".overview > li")).to_have_count(7)


def is_shown_on_the_screen(screen: Page) -> None:
    picture = screen.locator(".big-sheet .pictures img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") == 1600
    expect(picture).to_be_in_viewport(ratio=1)


def support(day: HalfDay, name: str, sheet: int) -> None:
    line = proposal(day.phones[name], sheet)
    line.get_by_role("button", name="J’y aiderais").tap()
    expect(line.locator(".helping")).to_be_visible()
    day.supports.add((name, sheet))


def say(day: HalfDay, name: str, sheet: int, text: str) -> None:
    line = proposal(day.phones[name], sheet)
    line.locator("summary").filter(has_text="Laisser une phrase").tap()
    line.get_by_label("Votre phrase").fill(text)
    line.get_by_role("button", name="Laisser cette phrase").tap()
    day.remarks[name, sheet] = text


def evaluate_the_half_day(day: HalfDay) -> None:
    for number, page in enumerate(day.phones.values()):
        evaluate(page, LEVELS[number % 5], BETTER if number == 7 else "")
        expect(page.locator("#evaluation-is-in")).to_be_visible()
    for page in (day.console, day.screen):
        expect(page.locator("#evaluations-in")).to_contain_text("25 évaluations reçues sur 25")
    for page in day.everyone:
        expect(page.locator(".spread")).to_have_count(0)
    day.console.get_by_text("Montrer l’évaluation").click()
    day.press("Oui, la montrer")
    for page in day.everyone:
        expect(page.locator(".spread .votes strong")).to_have_text(ANSWERS)
        expect(page.locator(".median")).to_contain_text("4 · Bonne")
    expect(day.console.locator("#better")).to_have_text(BETTER)


def go_home(day: HalfDay) -> None:
    day.console.get_by_label("Et maintenant : quoi, et quand").fill(NEXT_STEPS)
    day.press("Enregistrer", within="#next-steps")
    day.console.get_by_text("Terminer l’open lab").click()
    day.press("Oui")
    for page in (day.screen, *day.phones.values()):
        expect(page.get_by_text(NEXT_STEPS)).to_be_visible()
        expect(page.get_by_text("droit de suite").first).to_be_visible()
    for name, page in day.phones.items():
        expect(page.locator("h1")).to_have_text(f"Merci, {name}")
        expect(page.locator(".helpers").filter(has_text="vous aussi")).to_have_count(
            sum(supporter == name for supporter, _ in day.supports)
        )
