"""The evaluation on phones, screen and console: given once, shown together, never told before."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build import a_lab
from tests.build_forum import evaluate, show_evaluation, the_evaluation
from tests.serving import Visitor
from tests.web.conftest import NewVisitor, Staff
from tests.web.test_wrap_up import of

Back = Callable[..., Visitor]


def test_an_evaluation_is_given_once_and_the_form_says_so_before(database: Database, participant: Back) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    zoe = participant(built)
    page = zoe.get(f"/l/{built.code}").text
    assert "One answer each, and it is final." in page
    for number, word in enumerate(("Useless", "Useful", "Average", "Good", "Excellent"), start=1):
        assert re.search(
            rf'value="{number}" id="level-is-{number}" required>\s*<label.*?{number} · {word}<', page, re.DOTALL
        )
    assert "Just even: I neither lost nor gained time." in page
    given = zoe.submit(f"/l/{built.code}/feedback", level="4", better="Plus de temps")
    assert given.headers["location"] == f"/l/{built.code}"
    page = zoe.get(f"/l/{built.code}").text
    assert "Your evaluation is in, thank you." in page
    assert 'name="level"' not in page
    assert "Plus de temps" not in page


def test_a_second_evaluation_from_another_phone_is_told_and_its_text_given_back(
    database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    one, two = participant(built), participant(built)
    assert one.submit(f"/l/{built.code}/feedback", level="4", better="").status_code == 303
    again = two.submit(f"/l/{built.code}/feedback", level="1", better="Un long texte")
    assert again.status_code == 409
    assert "Your evaluation was in already. The first answer stands, and cannot be changed." in again.text
    assert "Un long texte" in again.text
    assert the_evaluation(database, built).answers == 1


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"level": "", "better": "Gardé"}, "Choose a level, from 1 to 5."),
        ({"better": "Gardé"}, "Choose a level, from 1 to 5."),
        ({"level": "6", "better": "Gardé"}, "There are five levels: choose one of them."),
        ({"level": "4", "better": "Gardé" + "é" * 500}, "This text has 505 characters; 500 is the most."),
    ],
)
def test_a_refused_evaluation_keeps_what_was_chosen_and_typed(
    database: Database, participant: Back, fields: dict[str, str], told: str
) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    answer = participant(built).submit(f"/l/{built.code}/feedback", **fields)
    assert answer.status_code == 422
    form = of(answer, "feedback").split("</form>")[0]
    assert told in form
    assert 'aria-invalid="true"' in form
    assert f"\n{fields['better']}</textarea>" in form
    assert form.count(" checked") == (fields.get("level") == "4")
    assert the_evaluation(database, built).answers == 0


def test_the_facilitator_sees_how_many_are_in_and_shows_them_from_five_on(
    database: Database, staff: Staff, participant: Back, visitor: NewVisitor
) -> None:
    built = a_lab(database, Phase.WRAP_UP, people_in=6)
    camille, console = staff(built.account), f"/labs/{built.lab}"
    evaluate(database, built, 5, 4, 4, 1, better="Moins de bruit")
    page = camille.get(console).text
    assert "<strong>4</strong> of 6 evaluations in" in page
    assert "Too few evaluations to show" in page
    assert f'action="{console}/evaluation"' not in page
    early = camille.submit(f"{console}/evaluation")
    assert early.status_code == 409
    assert "Too few evaluations to show: 4. At least 5 are needed" in early.text
    assert participant(built, 4).submit(f"/l/{built.code}/feedback", level="3", better="").status_code == 303
    assert "<strong>5</strong> of 6 evaluations in" in camille.get(console).text
    assert camille.submit(f"{console}/evaluation").headers["location"] == console
    page = camille.get(console).text
    said = [f"Moins de bruit {person}" for person in built.people[:4]]
    assert sorted(re.findall(r"Moins de bruit \d+", page)) == sorted(said)
    for one, path in (
        (camille, console),
        (participant(built), f"/l/{built.code}"),
        (visitor(), f"/l/{built.code}/screen"),
    ):
        shown = one.get(path).text
        counts = [re.search(r"(\d+) answers?<", of(shown, f"level-{level}")) for level in range(1, 6)]
        assert [int(count[1]) for count in counts if count] == [1, 0, 1, 2, 1]
        assert "Median: 4 · Good" in shown
        assert "5 evaluations in a room of 6." in shown
        assert ("Moins de bruit" in shown) is (one is camille)
    late = participant(built, 5).submit(f"/l/{built.code}/feedback", level="1", better="Trop tard")
    assert late.status_code == 409
    assert "The evaluation has been shown to the room: no answer is taken after that." in late.text
    assert "Trop tard" in late.text


def test_a_median_between_two_levels_is_said_in_words(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.WRAP_UP, people_in=6)
    evaluate(database, built, 2, 2, 3, 4, 5, 5)
    show_evaluation(database, built)
    assert "Median: between 3 · Average and 4 · Good" in visitor().get(f"/l/{built.code}/screen").text


def test_the_words_of_the_levels_are_planiprefs_in_french(database: Database, participant: Back) -> None:
    built = a_lab(database, Phase.WRAP_UP)
    page = participant(built).get(f"/l/{built.code}?lang=fr").text
    found = re.findall(r'<span class="title">(\d · \w+)</span> <span class="detail">([^<]+)</span>', page)
    assert [word for word, _ in found] == ["1 · Inutile", "2 · Utile", "3 · Moyenne", "4 · Bonne", "5 · Excellent"]
    assert all(sentence for _, sentence in found)
