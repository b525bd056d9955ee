"""Pushing to Redmine: a real one, as Debian has it."""

from __future__ import annotations

import re
import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from html import unescape
from typing import Any, TypeVar
from uuid import uuid4

import httpx
import pytest

from openlab.domain import Refused
from openlab.domain.in_step import lost
from openlab.export.drafts import draft_of, load_drafts
from openlab.settings import folder
from openlab.trackers import BODY, PRIORITY, TITLE, TYPE, Draft, InDoubt, Issue, Named, Target, Tracker
from openlab.trackers import redmine as module
from tests.exports.backlogs import NASTY, backlog_of, nasty_item, realistic_item
from tests.redmine.server import Redmine
from tests.trackers.asking import ask
from tests.trackers.losing import losing_answers
from tests.waiting import until

T = TypeVar("T")
Question = Callable[[Tracker], Awaitable[T]]


def asking(redmine: Redmine, project: str, question: Question[T], key: str = "", url: str = "") -> T:
    """What a project of this Redmine answers to a question."""
    return ask("redmine", Target(url or redmine.url, project, key or redmine.key), question)


def refusal(redmine: Redmine, project: str, question: Question[Any], key: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        asking(redmine, project, question, key)
    return caught.value


def check(tracker: Tracker) -> Awaitable[Any]:
    return tracker.check()


def offered(tracker: Tracker) -> Awaitable[Any]:
    return tracker.offered()


def creating(draft: Draft) -> Question[Issue]:
    return lambda tracker: tracker.create(draft)


def finding(*markers: str) -> Question[dict[str, Issue]]:
    return lambda tracker: tracker.find(markers)


def reading(keys: Iterable[str]) -> Question[dict[str, Issue]]:
    return lambda tracker: tracker.read(list(keys))


def changing(issue: Issue, **fields: Any) -> Question[Issue]:
    return lambda tracker: tracker.update(issue, {name.replace("__", ":"): value for name, value in fields.items()})


def a_draft(title: str = "Une seule saisie", body: str = "Le problème.", **fields: Any) -> Draft:
    marker = f"openlab-{uuid4().hex[:20].translate(str.maketrans('0189', 'wxyz'))}"
    named = {name.replace("__", ":"): value for name, value in fields.items()}
    return Draft(marker, {TITLE: title, BODY: f"{body}\n\n{marker}", **named})


def named(every: Iterable[Named], name: str) -> str:
    return next(one.id for one in every if one.name == name)


@pytest.fixture
def project(redmine: Redmine) -> str:
    return redmine.add_project()


def test_the_connection_says_whose_key_it_is_and_what_the_project_is_called(redmine: Redmine) -> None:
    project = redmine.add_project()
    key = redmine.add_person(project, redmine.seeded["reporter"])
    checked = asking(redmine, project, check, key)
    assert (checked.person, checked.project, checked.warnings) == ("Zoé Petit", project, ())


def test_a_wrong_key_is_told_although_redmine_answers_it(redmine: Redmine, project: str) -> None:
    public = httpx.get(f"{redmine.url}/projects/{project}.json", headers={"X-Redmine-API-Key": "wrong"})
    assert public.status_code == httpx.codes.OK
    for question in (check, finding("openlab-" + "a" * 20), reading(["1"]), creating(a_draft())):
        assert refusal(redmine, project, question, "wrong").code == "tracker_token_wrong"


def test_a_project_that_is_not_there_or_not_for_this_key_is_told(redmine: Redmine, project: str) -> None:
    private = redmine.add_project(is_public=False)
    outsider = redmine.add_person(project, redmine.seeded["reporter"])
    for name, key in (("nowhere", ""), ("no/where?", ""), (private, outsider)):
        for question in (check, offered):
            problem = refusal(redmine, name, question, key)
            assert (problem.code, problem.field) == ("tracker_project_unknown", "project")
            assert problem.values == {"project": name}
    assert refusal(redmine, "nowhere", creating(a_draft())).code == "tracker_project_unknown"
    assert refusal(redmine, private, creating(a_draft()), outsider).code == "tracker_may_not_create"


def test_a_closed_project_is_told(redmine: Redmine, project: str) -> None:
    redmine.ask("PUT", f"projects/{project}/close.json")
    assert refusal(redmine, project, check).code == "tracker_project_closed"
    assert refusal(redmine, project, creating(a_draft())).code == "tracker_may_not_create"
    assert redmine.issues(project) == []


def test_a_project_that_takes_no_issues_is_told(redmine: Redmine) -> None:
    without: list[dict[str, Any]] = [{"enabled_module_names": ["wiki"]}, {"tracker_ids": []}]
    for fields in without:
        assert refusal(redmine, redmine.add_project(**fields), check).code == "tracker_issues_off"


def test_somebody_who_may_not_create_issues_is_told_and_nothing_was_created(redmine: Redmine, project: str) -> None:
    reader = redmine.add_person(project, redmine.seeded["reader"])
    for question in (check, creating(a_draft())):
        problem = refusal(redmine, project, question, reader)
        assert (problem.code, problem.values) == ("tracker_may_not_create", {"project": project})
    asking(redmine, project, check)
    asking(redmine, project, offered)
    assert redmine.issues(project) == []


def test_a_rest_api_that_is_switched_off_is_told(own_redmine: Redmine) -> None:
    project = own_redmine.add_project()
    own_redmine.set_up("rest_api_enabled", "0")
    assert refusal(own_redmine, project, check).code == "tracker_api_off"
    own_redmine.set_up("rest_api_enabled", "1")
    assert asking(own_redmine, project, check).project == project


def test_what_can_be_chosen_is_what_the_project_has(redmine: Redmine, project: str) -> None:
    found = asking(redmine, project, offered, redmine.add_person(project, redmine.seeded["reporter"]))
    assert [one.name for one in found.types] == ["Anomalie", "Evolution", "Assistance"]
    assert [one.name for one in found.priorities] == ["Bas", "Normal", "Haut", "Urgent", "Immédiat"]
    assert {one.name for one in found.statuses if one.closed} == {"Fermé", "Rejeté"}
    assert {one.name for one in found.statuses if not one.closed} == {"Nouveau", "En cours", "Résolu", "Commentaire"}
    assert (found.labels, found.required) == ((), ())


def test_an_issue_stands_there_as_it_was_asked(redmine: Redmine, project: str) -> None:
    may_choose = asking(redmine, project, offered)
    kind, urgent = named(may_choose.types, "Evolution"), named(may_choose.priorities, "Urgent")
    draft = a_draft(type=kind, priority=urgent)
    made = asking(redmine, project, creating(draft), redmine.add_person(project, redmine.seeded["reporter"]))
    assert {name: made.fields[name] for name in draft.fields} == draft.fields
    assert (made.number, made.marker) == (made.key, draft.marker)
    (there,) = redmine.issues(project)
    assert (there["id"], there["subject"]) == (int(made.key), "Une seule saisie")
    assert (there["tracker"]["name"], there["priority"]["name"]) == ("Evolution", "Urgent")
    assert httpx.get(made.url).status_code == httpx.codes.OK
    assert made.status == str(redmine.status("Nouveau"))
    assert asking(redmine, project, reading([made.key])) == {made.key: made}


def test_nothing_is_made_twice_when_it_is_looked_for_first(redmine: Redmine, project: str) -> None:
    drafts = [a_draft(f"Titre {n}") for n in range(3)]

    async def push(tracker: Tracker) -> None:
        there = await tracker.find([draft.marker for draft in drafts])
        for draft in drafts:
            if draft.marker not in there:
                await tracker.create(draft)

    asking(redmine, project, push)
    asking(redmine, project, push)
    assert [issue["subject"] for issue in redmine.issues(project)] == ["Titre 0", "Titre 1", "Titre 2"]


def test_an_issue_is_found_wherever_it_went(redmine: Redmine, project: str) -> None:
    draft = a_draft()
    made = asking(redmine, project, creating(draft))
    redmine.set(made.key, project_id=redmine.add_project(), status_id=redmine.status("Fermé"))
    found = asking(redmine, project, finding(draft.marker, "openlab-" + "a" * 20))
    assert list(found) == [draft.marker]
    assert found[draft.marker].key == made.key


def test_a_copy_that_somebody_made_there_is_not_taken_for_ours(redmine: Redmine, project: str) -> None:
    draft = a_draft()
    made = asking(redmine, project, creating(draft))
    copy = {"project_id": project, "subject": "Copie", "description": draft.fields[BODY]}
    redmine.ask("POST", "issues.json", {"issue": copy})
    assert asking(redmine, project, finding(draft.marker))[draft.marker].key == made.key


def test_only_what_changed_is_written(redmine: Redmine, project: str) -> None:
    made = asking(redmine, project, creating(a_draft()))
    redmine.set(made.key, subject="Retouché là-bas", status_id=redmine.status("En cours"))
    changed = asking(redmine, project, changing(made, body="Autre\ntexte"))
    assert (changed.fields[TITLE], changed.fields[BODY]) == ("Retouché là-bas", "Autre\ntexte")
    assert changed.status == str(redmine.status("En cours"))


def test_what_this_person_may_not_change_comes_back_as_it_was(redmine: Redmine, project: str) -> None:
    """Redmine says that all went well."""
    made = asking(redmine, project, creating(a_draft()))
    reporter = redmine.add_person(project, redmine.seeded["reporter"])
    changed = asking(redmine, project, changing(made, title="Autre titre"), reporter)
    assert changed.fields[TITLE] == "Une seule saisie"


def test_a_priority_or_a_type_that_redmine_drops_shows(redmine: Redmine) -> None:
    demanding = str(redmine.seeded["demanding"])
    project, category = demanding_project(redmine)
    may_choose = asking(redmine, project, offered)
    normal, urgent = named(may_choose.priorities, "Normal"), named(may_choose.priorities, "Urgent")
    direction = may_choose.required[0].id
    given = {"extra__due_date": "2999-12-31", "extra__category_id": category, f"extra__{direction}": "DSI"}
    draft = a_draft(type=demanding, priority=urgent, **given)
    reporter = redmine.add_person(project, redmine.seeded["reporter"])
    assert asking(redmine, project, creating(draft), reporter).fields[PRIORITY] == normal
    assert asking(redmine, project, creating(a_draft(type="9999"))).fields[TYPE] == "1"


def test_a_type_whose_issues_have_no_text_is_not_offered_since_nothing_would_be_found_again(redmine: Redmine) -> None:
    project = redmine.add_project(tracker_ids=["1", redmine.seeded["sober"]])
    assert [one.name for one in asking(redmine, project, offered).types] == ["Anomalie"]


def test_a_priority_that_is_not_there_is_refused_in_redmines_words(redmine: Redmine, project: str) -> None:
    problem = refusal(redmine, project, creating(a_draft(priority="9999")))
    assert (problem.code, problem.values) == ("tracker_refused", {"words": "Priorité doit être renseigné(e)"})
    assert redmine.issues(project) == []


HARD = """Émoji 🎉👩🏽‍💻, « guillemets » et tiret –, C# et 100 %
  deux espaces, une\ttabulation, <b>gras</b> & &amp; <script>alert(1)</script>
# dièse * étoile _souligné_ {{toc}} [[Wiki]] "lien":http://example.org

@personne et #1"""


def test_a_text_comes_back_as_it_was_typed(redmine: Redmine, project: str) -> None:
    title = "<b>Été</b> 🎉 *x* & “y” <script>alert(1)</script> \\ %41 #1"
    made = asking(redmine, project, creating(a_draft(title, HARD)))
    read = asking(redmine, project, reading([made.key]))[made.key]
    assert read.fields[TITLE] == made.fields[TITLE] == title
    assert str(read.fields[BODY]).startswith(HARD + "\n\nopenlab-")
    again = asking(redmine, project, changing(made, body=HARD))
    assert again.fields[BODY] == HARD
    assert redmine.issues(project)[0]["description"] == HARD.replace("\n", "\r\n")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_of_a_backlog_stands_there_as_it_was_drafted(redmine: Redmine, project: str, language: str) -> None:
    layout = load_drafts(folder("exports"))["redmine"][language]
    items = [nasty_item(str(number), text) for number, (text, _) in enumerate(NASTY)]
    backlog = replace(backlog_of(*items, realistic_item()), language=language)

    async def push(tracker: Tracker) -> None:
        made = []
        for number, item in enumerate(backlog.items, start=1):
            marker = a_draft().marker
            draft = Draft(marker, draft_of(layout, backlog, number, item, marker).fields)
            made.append(await tracker.create(draft))
            assert (lost(draft.fields, made[-1].fields), made[-1].marker) == ({}, draft.marker)
        assert await tracker.read([issue.key for issue in made]) == {issue.key: issue for issue in made}

    asking(redmine, project, push)
    assert len(redmine.issues(project)) == len(backlog.items)


def test_on_the_page_of_the_issue_every_word_is_read_and_no_markup_is_let_in(redmine: Redmine, project: str) -> None:
    made = asking(redmine, project, creating(a_draft("<b>Titre</b> *x* _y_", HARD)))
    page = httpx.get(made.url).text
    assert "<h3>&lt;b&gt;Titre&lt;/b&gt; *x* _y_</h3>" in page
    shown = re.search(r'<div class="description">.*?<div class="wiki">(.*?)</div>', page, re.DOTALL)
    assert shown
    assert "<script" not in shown[1]
    assert "<b>" not in shown[1]
    text = unescape(re.sub(r"<[^>]+>", "", shown[1]))
    missing = [word for word in re.findall(r"[^\W_]+", HARD) if word not in text]
    # The address is under its word, since Redmine makes a link of it; and it takes &amp; for &.
    assert missing == ["amp", "http", "example", "org"]


def test_a_title_has_255_characters_at_most(redmine: Redmine, project: str) -> None:
    longest = "🎉" * 255
    assert asking(redmine, project, creating(a_draft(longest))).fields[TITLE] == longest
    problem = refusal(redmine, project, creating(a_draft(longest + "x")))
    assert (problem.code, problem.values["words"]) == (
        "tracker_refused",
        "Sujet est trop long (pas plus de 255 caractères)",
    )


def demanding_project(redmine: Redmine) -> tuple[str, str]:
    """A project with a type that demands a direction, and of reporters a due date and a category; its category."""
    project = redmine.add_project(tracker_ids=["1", redmine.seeded["demanding"]], is_public=False)
    category = {"issue_category": {"name": "Saisie"}}
    made = redmine.ask("POST", f"projects/{project}/issue_categories.json", category)["issue_category"]
    return project, str(made["id"])


def test_an_administrator_is_told_before_what_a_type_demands(redmine: Redmine) -> None:
    project, _ = demanding_project(redmine)
    (direction,) = asking(redmine, project, offered).required
    assert (direction.name, direction.types) == ("Direction", (str(redmine.seeded["demanding"]),))
    assert direction.id.isdecimal()


def test_anybody_else_is_told_too_and_by_its_name_once_an_issue_has_the_field(redmine: Redmine) -> None:
    project, category = demanding_project(redmine)
    demanding, reporter = str(redmine.seeded["demanding"]), redmine.add_person(project, redmine.seeded["reporter"])
    dated = {"extra__due_date": "2999-12-31", "extra__category_id": category}
    direction = asking(redmine, project, offered).required[0].id

    required = asking(redmine, project, offered, reporter).required
    assert {one.id: one.name for one in required} == {
        "": "Direction doit être renseigné(e)",
        "category_id": "Catégorie doit être renseigné(e)",
        "due_date": "Echéance doit être renseigné(e)",
    }
    assert {one.types for one in required} == {(demanding,)}
    problem = refusal(redmine, project, creating(a_draft(type=demanding, **dated)), reporter)
    assert (problem.code, problem.values) == ("tracker_refused", {"words": "Direction doit être renseigné(e)"})
    assert redmine.issues(project) == []

    draft = a_draft(type=demanding, **dated, **{f"extra__{direction}": "DSI « é »"})
    made = asking(redmine, project, creating(draft), reporter)
    assert {name: made.fields[name] for name in draft.fields} == draft.fields
    required = asking(redmine, project, offered, reporter).required
    assert {one.id: one.name for one in required}[direction] == "Direction"


def test_a_hundred_items(redmine: Redmine, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [a_draft(f"Titre {n}") for n in range(100)]

    async def push(tracker: Tracker) -> list[Issue]:
        return [await tracker.create(draft) for draft in drafts]

    made = asking(redmine, project, push)
    keys = [issue.key for issue in made]
    assert len(redmine.issues(project)) == 100
    assert asking(redmine, project, reading(keys)) == {issue.key: issue for issue in made}
    monkeypatch.setattr(module, "PAGE", 7)
    assert asking(redmine, project, reading(keys)).keys() == set(keys)


def test_statuses_come_back_and_a_deleted_issue_is_missing(redmine: Redmine, project: str) -> None:
    closed, rejected, deleted = (asking(redmine, project, creating(a_draft())) for _ in range(3))
    redmine.set(closed.key, status_id=redmine.status("Fermé"))
    redmine.set(rejected.key, status_id=redmine.status("Rejeté"))
    redmine.ask("DELETE", f"issues/{deleted.key}.json")
    read = asking(redmine, project, reading([closed.key, rejected.key, deleted.key]))
    assert {key: issue.status for key, issue in read.items()} == {
        closed.key: str(redmine.status("Fermé")),
        rejected.key: str(redmine.status("Rejeté")),
    }
    assert refusal(redmine, project, changing(deleted, title="x")).code == "tracker_not_there"
    assert asking(redmine, project, finding(deleted.marker)) == {}


def test_an_answer_that_is_lost_leaves_one_issue_to_be_found(redmine: Redmine, project: str) -> None:
    draft = a_draft()

    async def lose(tracker: Tracker) -> None:
        await tracker.check()
        proxy.is_losing = True
        with pytest.raises(InDoubt):
            await tracker.create(draft)
        proxy.is_losing = False

    with losing_answers(redmine.port) as proxy:
        asking(redmine, project, lose, url=proxy.url)
        found = asking(redmine, project, finding(draft.marker), url=proxy.url)
    (there,) = redmine.issues(project)
    assert found[draft.marker].key == str(there["id"])


def test_a_redmine_killed_before_it_answers_leaves_one_issue_to_be_found(own_redmine: Redmine) -> None:
    project, draft = own_redmine.add_project(), a_draft()
    own_redmine.hold()

    def kill_when_created() -> None:
        until(lambda: own_redmine.created(project))
        own_redmine.kill()

    killing = threading.Thread(target=kill_when_created)
    killing.start()
    with pytest.raises(InDoubt):
        asking(own_redmine, project, creating(draft))
    killing.join()
    assert refusal(own_redmine, project, finding(draft.marker)).code == "tracker_unreachable"

    own_redmine.let_go()
    own_redmine.start()
    (there,) = own_redmine.issues(project)
    assert asking(own_redmine, project, finding(draft.marker))[draft.marker].key == str(there["id"])
