"""JSON for programs, Markdown for people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from markdown_it import MarkdownIt

from openlab.domain.backlog import Backlog
from openlab.settings import folder
from tests.exports import backlogs
from tests.exports.backlogs import ENGLISH, FRENCH, NASTY, data_of
from tests.exports.readers import plain, read_json


def schema() -> Any:
    return json.loads((folder("exports") / "backlog.schema.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "backlog",
    [backlogs.realistic(), backlogs.nasty(), backlogs.empty(), backlogs.large()],
    ids=["real", "nasty", "empty", "large"],
)
def test_json_follows_its_published_schema(backlog: Backlog) -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    document = read_json(data_of("json", ENGLISH, backlog))
    assert [error.message for error in validator.iter_errors(document)] == []
    assert document["count"] == len(document["items"]) == len(backlog.items)


def test_json_says_everything_of_an_item() -> None:
    document = read_json(data_of("json", FRENCH))
    assert (document["product"], document["date"], document["language"]) == ("Enfants du spectacle", "2026-11-21", "fr")
    assert document["items"][0] == {
        "reference": "12",
        "rank": 1,
        "title": "Réduire le temps de saisie",
        "problem": "Chaque dossier est ressaisi trois fois",
        "solution": "Préremplir depuis le dossier précédent",
        "for_whom": ["Instructeur·rice", "Société de production"],
        "status": "planned",
        "decline_reason": "",
        "moscow": "must",
        "sprint": "2026-23",
        "indicator": "Dossiers complets au premier dépôt",
        "votes": 15,
        "ballots": 44,
        "support": 9,
        "priority": 17.5,
        "created_at": "2026-05-12T10:30:00Z",
        "address": "https://lab.example.org/products/eds/backlog#item-12",
        "external_link": "https://suivi.example.org/12",
        "impact": {"level": 5, "reason": "Tous les jours"},
        "feasibility": {
            "mean": 3.5,
            "developer": {"level": 4, "reason": "Un seul écran"},
            "designer": {"level": 3, "reason": "À tester"},
        },
        "place": {"position": 1, "reason": "Promis en commission"},
        "rice": {"score": 320, "reach": 300, "impact": 2, "confidence": 0.8, "effort": 1.5},
        "evidence": [
            {
                "lab": "Open lab n° 1",
                "code": "ABCDEF",
                "date": "2026-05-12",
                "votes": 12,
                "ballots": 24,
                "support": 9,
                "personas": ["Instructeur·rice"],
                "verbatims": ["C’est trop long", "On ressaisit tout"],
            },
            {
                "lab": "Open lab n° 2",
                "code": "GHJKMN",
                "date": "2026-06-09",
                "votes": 3,
                "ballots": 20,
                "support": 0,
                "personas": [],
                "verbatims": ["Encore"],
            },
        ],
        "sources": [
            {"kind": "pain_point", "title": "Tout ressaisir", "address": "https://lab.example.org/l/ABCDEF#card-7"}
        ],
    }


def test_json_gives_the_texts_themselves() -> None:
    items = read_json(data_of("json", FRENCH, backlogs.nasty()))["items"]
    assert [item["title"] for item in items] == [" ".join(shown.split()) for _, shown in NASTY]
    assert [item["feasibility"]["developer"]["reason"] for item in items] == [shown for _, shown in NASTY]


def test_markdown_reads_well_as_it_is() -> None:
    text = plain(data_of("markdown", FRENCH).decode())
    assert text.startswith(
        "# Enfants du spectacle : backlog\n\n"
        "Le 21/11/2026, par ordre de priorité. Nombre d’éléments : 12.\n\n"
        "## 1\\. Réduire le temps de saisie\n\n"
        "12 · Planifié · Indispensable\n\n"
        "**Problème**\n\nChaque dossier est ressaisi trois fois\n\n"
    )
    assert "\n\n> C’est trop long\n\n> On ressaisit tout\n\n" in text
    assert "**Priorité** : 17,5 (impact 5 × faisabilité 3,5)" in text
    assert "- [Tout ressaisir](https\\:\\/\\/lab\\.example\\.org\\/l\\/ABCDEF\\#card\\-7) (irritant)" in text


def test_markdown_keeps_the_lines_that_people_typed() -> None:
    item = replace(backlogs.bare_item(), problem="un\ndeux\n\ntrois")
    text = data_of("markdown", FRENCH, backlogs.backlog_of(item)).decode()
    assert "<p>un<br />\ndeux<br />\n<br />\ntrois</p>" in MarkdownIt("commonmark").render(text)


def test_moments_are_given_in_universal_time() -> None:
    created = datetime.fromisoformat("2026-05-12T12:30:00+02:00")
    item = replace(backlogs.bare_item(), created_at=created)
    given = read_json(data_of("json", FRENCH, backlogs.backlog_of(item)))["items"][0]["created_at"]
    assert datetime.fromisoformat(given) == created.astimezone(UTC)
