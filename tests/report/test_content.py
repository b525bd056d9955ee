"""What the report tells is what the database holds, and nothing that it must not tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from openlab.actions import assessments, feedback, pain_points
from openlab.db.engine import Database
from openlab.db.queries.backlog import Reader
from openlab.db.queries.feedback import Evaluation
from openlab.db.queries.report import report
from openlab.db.queries.reported import Report
from openlab.db.tables import PainPoint
from openlab.domain import Refused
from openlab.domain.backlog import DISCIPLINES, Status
from openlab.domain.feedback import Spread
from openlab.domain.phases import ORDER, Phase, has_results
from openlab.report import half_day
from openlab.report.blocks import Bars, Text
from openlab.web.report import voice_of
from tests.build import a_lab, cast, join, move
from tests.build_backlog import a_member, version_of
from tests.build_report import LEVELS, PERSONAS, SHEETS, a_whole_lab
from tests.report.reading import document_of


def every_text(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from every_text(getattr(thing, field.name))
    elif isinstance(thing, (list, tuple, frozenset, set)):
        for one in thing:
            yield from every_text(one)
    elif isinstance(thing, dict):
        yield from every_text(list(thing.items()))


def test_it_tells_the_half_day_as_it_was(database: Database) -> None:
    whole = a_whole_lab(database)
    found = whole.report(with_photos=True)
    assert dict(found.people) == PERSONAS
    assert [title for title, _ in found.agenda][:2] == ["Accueil et tour de table", "Lister les irritants"]
    assert (found.hours[0], found.hours[-1]) == ("14:00", "15:55")
    assert (found.vote.people, found.vote.ballots, found.vote.waiting) == (25, 22, 0)
    assert sum(ranked.votes for ranked in found.vote.ranking) == 44
    first, *others = found.vote.ranking
    assert (first.place, first.votes, first.is_tied, first.is_topic) == (1, 12, False, True)
    assert [card.title for card in first.inside] == ["Aucune visibilité sur l’avancement"]
    assert [(one.place, one.votes, one.is_tied) for one in others[:3]] == [(2, 8, True)] * 3
    assert [len(sheet.pictures) for sheet in found.sheets] == [2, 0, 0]
    assert [sheet.support for sheet in found.sheets] == [9, 5, 1]
    assert found.sheets[0].personas == ("Instructeur·rice", "Société de production")
    assert sum(count for sheet in found.sheets for _, count in sheet.people) == 25
    assert {sheet.problem for sheet in found.sheets} == {sheet["problem"] for sheet in SHEETS}
    assert sorted(found.photos) == [picture.id for picture in found.sheets[0].pictures]
    assert found.evaluation.spread is not None
    assert found.evaluation.spread.answers == len(LEVELS)
    assert len(found.better) == 3
    assert [one.status for one in found.decisions] == [
        Status.PLANNED,
        Status.KEPT,
        Status.KEPT,
        Status.DECLINED,
    ]
    assert found.decisions[0].first_steps == (SHEETS[0]["first_step"],)


def test_no_participant_is_named_anywhere(database: Database) -> None:
    whole = a_whole_lab(database)
    found = whole.report()
    told = "\n".join([*every_text(found), *every_text(document_of(found)), *every_text(document_of(found, "en"))])
    assert "Enfin !" in told
    assert [name for name in whole.names if name in told] == []


@pytest.mark.parametrize("phase", [phase for phase in ORDER if not has_results(phase)])
def test_there_is_no_report_before_the_vote_has_closed(sqlite_url: str, phase: Phase) -> None:
    database = Database(sqlite_url)
    whole = a_whole_lab(database, Phase.RESULTS)
    whole.move(phase)  # back: the result of the vote is still in the database
    with pytest.raises(Refused) as refusal:
        whole.report()
    assert refusal.value.code == "report_too_early"
    database.close()


def test_before_the_lab_is_closed_it_says_so_and_tells_what_there_is(database: Database) -> None:
    whole = a_whole_lab(database, Phase.GROUPS_1)
    found = whole.report()
    assert not found.is_final
    assert found.sheets == () == found.decisions
    document = document_of(found)
    assert document.warning.startswith("Provisoire")
    assert [section.key for section in document.sections] == ["context", "day", "pain_points", "method"]
    whole.move(Phase.WRAP_UP)
    assert len(whole.report().sheets) == 3
    whole.move(Phase.CLOSED)
    assert document_of(whole.report()).warning == ""


def test_an_evaluation_of_four_tells_nothing(database: Database) -> None:
    found = a_whole_lab(database, Phase.WRAP_UP, levels=(5, 1, 1, 2)).report()
    assert found.evaluation.spread is None
    assert found.better == ()
    (told,) = (section for section in document_of(found).sections if section.key == "evaluation")
    (only,) = told.blocks
    assert isinstance(only, Text)
    assert only.text.startswith("Trop peu d’évaluations")


def test_an_evaluation_that_the_room_has_not_seen_is_not_told(database: Database) -> None:
    whole = a_whole_lab(database, Phase.WRAP_UP, levels=(5, 1, 1, 2))
    whole.act(feedback.give_feedback, whole.lab, whole.people[4], "3", "Une phrase gardée")
    assert whole.report().evaluation.spread is None
    assert not any("Une phrase gardée" in text for text in every_text(document_of(whole.report())))
    whole.act(feedback.show_evaluation, whole.lab, whole.account)
    assert any("Une phrase gardée" in text for text in every_text(document_of(whole.report())))


def test_an_evaluation_tells_its_spread_count_and_median(found: Report) -> None:
    spread = Spread(12, (0, 1, 2, 6, 3), (4, 4))
    voice = voice_of("fr")
    told = replace(found, better=(), evaluation=Evaluation(12, shown=True, spread=spread))
    lead, bars = half_day.evaluation(told, voice)
    assert lead == Text("Médiane\u00a0: 4 · Bonne. 12 évaluations dans une salle de 25.", "lead")
    assert isinstance(bars, Bars)
    assert [bar.said for bar in bars.bars] == ["0 réponse", "1 réponse", "2 réponses", "6 réponses", "3 réponses"]
    assert [bar.share for bar in bars.bars] == [0, 1 / 6, 2 / 6, 1, 3 / 6]
    apart = replace(told, evaluation=Evaluation(12, shown=True, spread=replace(spread, middle=(3, 4))))
    between = next(half_day.evaluation(apart, voice))
    assert isinstance(between, Text)
    assert between.text.startswith("Médiane\u00a0: entre 3 · Moyenne et 4 · Bonne.")


def test_a_persona_is_told_apart_from_five_voters_on_and_never_by_subtraction(database: Database) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    others = [join(database, built, f"Autre {number}", persona=1) for number in range(2)]
    for person in [*built.people[:6], *others]:
        cast(database, built, person, *built.cards[:2])
    move(database, built, Phase.RESULTS)
    with database.reading() as session:
        found = report(session, built.lab, Reader())
    assert found.vote.ballots == 8
    assert found.vote.by_persona == ()
    assert dict(found.people) == {"Instructeur·rice": 6, "Société de production": 2}
    assert any(text.startswith("Trop peu de personnes de chaque profil") for text in every_text(document_of(found)))


def test_a_card_that_was_taken_away_is_not_told_inside_another(database: Database) -> None:
    built = a_lab(database, Phase.SORT)
    kept, withdrawn = built.cards[:2]
    with database.writing() as session:
        pain_points.merge_pain_points(session, built.lab, built.account, [str(kept), str(withdrawn)], str(kept))
        session.get_one(PainPoint, withdrawn).withdrawn = True
    for phase in (Phase.VOTE, Phase.RESULTS):
        move(database, built, phase)
    with database.reading() as session:
        found = report(session, built.lab, Reader())
    assert not any("Irritant 1" in text for text in every_text(found))


def test_who_has_not_weighed_an_item_yet_reads_the_order_of_votes(database: Database) -> None:
    whole = a_whole_lab(database)
    developer, designer = (a_member(database, whole.product, role) for role in DISCIPLINES)
    for account, role in ((developer, "developer"), (designer, "designer")):
        whole.act(assessments.assess_feasibility, whole.product, account, 2, role, "5", "Facile")
    whole.act(
        assessments.give_impact,
        whole.product,
        whole.account,
        2,
        version_of(database, whole.product, 2),
        "5",
        "Beaucoup",
    )
    everyone = [one.title for one in whole.report().decisions if one.is_open]
    blind = [one.title for one in whole.report(Reader(developer, frozenset({"developer"}))).decisions if one.is_open]
    assert everyone[0] == "Tout est ressaisi à la main"
    assert blind[0] == "Je ne sais pas où en est mon dossier"


def test_a_lab_without_any_vote_has_a_report_all_the_same(database: Database) -> None:
    built = a_lab(database, Phase.RESULTS)
    with database.reading() as session:
        found = report(session, built.lab, Reader())
    assert found.vote.ballots == 0
    (told,) = (section for section in document_of(found).sections if section.key == "pain_points")
    assert "Irritant 3" in set(every_text(told))
