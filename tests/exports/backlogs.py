"""Backlogs to export: a realistic one, one full of texts that break files, a large one, an empty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from openlab.domain.backlog import Assessment, Backlog, Evidence, Item, Moscow, Place, Rice, Source, Status
from openlab.export import Choice, Layout, export, load_layouts
from openlab.settings import folder

EVERYTHING = Choice(statuses=tuple(Status))
FRENCH = replace(EVERYTHING, language="fr")
ENGLISH = replace(EVERYTHING, language="en")
LONG = "Un mot après l’autre, sans jamais s’arrêter 🙂. " * 110

# What was typed, and what a file shows of it.
NASTY: list[tuple[str, str]] = [
    *(
        (text, text)
        for text in (
            '=HYPERLINK("http://evil.example";"clic")',
            "+33 1 23 45 67 89",
            "-5 % de délai",
            "@cmd|' /C calc'!A0",
            "＝1+1",
            "'=1+1",
            'guillemets " ; , et | \t tabulation',
            "🙂 👩‍👩‍👧 🇫🇷 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
            "עברית العربية \u202egnirts",
            "C:\\dossier\\",
            'barre \\" guillemet \\\\" fin',
            "_x0041_ et _x000D_",
            "<script>alert(1)</script> &amp; &nbsp; <b>",
            "**gras** _it_ ~~s~~ [lien](javascript:alert(1)) ![img](http://evil.example/i.png) `code`",
            "# titre\n## autre\n===\n---\n***",
            "titre\n===",
            "avant\n\n    code **indenté** <i>",
            "[a](b) <c> |d|",
            "\\{code} \\[lien] \\!",
            "1. liste\n- puce\n+ puce\n* puce\n    code",
            "> citation\n\n\n```\nbloc\n```\n~~~",
            "/close\n/label ~bug\n/assign @tous",
            "{code}macro{code} [~accountid:1] !image.png! h1. {{include(x)}}",
            '~"label" %jalon $x$ #12 &3 !4 :smile: @tous',
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "https://example.org/a_b_c?d=e&f#g <https://example.org> moi@example.org",
            "0042",
            "1,5",
            "1e5",
            "TRUE",
            "{title} {{ {0} %s %(x)s",
            "fin avec barre \\",
            LONG.strip(),
        )
    ),
    ("\t=1+1", "=1+1"),
    (" =1+1 ", "=1+1"),
    ("ligne\r\nautre\rencore\n\nfin", "ligne\nautre\nencore\n\nfin"),
    ("moitié \ud83d seule \udc00", "moitié \ufffd seule \ufffd"),
    ("nul \x00 cloche \x07 échap \x1b[31m nel \x85", "nul \ufffd cloche \ufffd échap \ufffd[31m nel \ufffd"),
    ("non-caractères \ufffe \uffff", "non-caractères \ufffd \ufffd"),
]


@cache
def layouts() -> dict[str, Layout]:
    return load_layouts(folder("exports"))


def realistic_item(reference: str = "12", title: str = "Réduire le temps de saisie") -> Item:
    may = Evidence(
        "Open lab n° 1",
        "ABCDEF",
        date(2026, 5, 12),
        votes=12,
        ballots=24,
        support=9,
        personas=("Instructeur·rice",),
        verbatims=("C’est trop long", "On ressaisit tout"),
    )
    june = Evidence("Open lab n° 2", "GHJKMN", date(2026, 6, 9), votes=3, ballots=20, verbatims=("Encore",))
    return Item(
        reference=reference,
        title=title,
        created_at=datetime(2026, 5, 12, 10, 30, tzinfo=UTC),
        problem="Chaque dossier est ressaisi trois fois",
        solution="Préremplir depuis le dossier précédent",
        for_whom=("Instructeur·rice", "Société de production"),
        evidence=(may, june),
        sources=(Source("pain_point", "Tout ressaisir", "https://lab.example.org/l/ABCDEF#card-7"),),
        status=Status.PLANNED,
        sprint="2026-23",
        indicator="Dossiers complets au premier dépôt",
        address="https://lab.example.org/products/eds/backlog#item-12",
        external_link="https://suivi.example.org/12",
        developer=Assessment(4, "Un seul écran"),
        designer=Assessment(3, "À tester"),
        impact=Assessment(5, "Tous les jours"),
        moscow=Moscow.MUST,
        rice=Rice(300, 2, 0.8, 1.5),
        place=Place(1, "Promis en commission"),
    )


def bare_item(reference: str = "13", title: str = "Rien d’autre qu’un titre") -> Item:
    return Item(reference=reference, title=title, created_at=datetime(2026, 5, 13, tzinfo=UTC), status=Status.KEPT)


def nasty_item(reference: str, text: str) -> Item:
    """The same text everywhere, each time with a mark, so that one field cannot be taken for another."""
    evidence = Evidence(
        f"{text[:200]} ¶lab",
        "ABCDEF",
        date(2026, 5, 12),
        1,
        2,
        3,
        (f"{text[:80]} ¶persona",),
        (f"{text}\n¶verbatim", f"¶ {text}"),
    )
    return replace(
        realistic_item(reference, text),
        problem=f"{text}\n¶problem",
        solution=f"¶solution {text}",
        for_whom=(f"{text[:80]} ¶whom",),
        evidence=(evidence,),
        sources=(Source("solution_sheet", f"{text[:140]} ¶source", "https://lab.example.org/l/ABCDEF#sheet-(1)"),),
        sprint=f"{text[:40]} ¶sprint",
        indicator=f"{text[:200]} ¶indicator",
        status=Status.DECLINED,
        decline_reason=f"{text} ¶reason",
        developer=Assessment(2, text),
        moscow=None,
    )


def backlog_of(*items: Item, product: str = "Enfants du spectacle") -> Backlog:
    return Backlog(product, "fr", date(2026, 11, 21), items)


def realistic() -> Backlog:
    each_status = [replace(bare_item(f"s{i}", f"Statut {i}"), status=status) for i, status in enumerate(Status)]
    each_class = [replace(bare_item(f"m{i}", f"Classe {i}"), moscow=moscow) for i, moscow in enumerate(Moscow)]
    return backlog_of(realistic_item(), bare_item(), *each_status, *each_class)


def nasty() -> Backlog:
    return backlog_of(
        *(nasty_item(f"n{i}", typed) for i, (typed, _) in enumerate(NASTY)), product="=1+1 / \ud800 : été"
    )


def large(count: int = 2000) -> Backlog:
    first = realistic_item()
    items = (
        replace(first, reference=f"{i}", title=f"Élément {i}", created_at=first.created_at + timedelta(days=i))
        for i in range(count)
    )
    return backlog_of(*items)


def empty() -> Backlog:
    return backlog_of()


def data_of(target: str, choice: Choice, backlog: Backlog | None = None) -> bytes:
    return export(layouts()[target], backlog or realistic(), choice).data
