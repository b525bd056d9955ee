"""A whole half-day and what became of it, by the same acts as in real life: what the report tells of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PIL import Image
from sqlalchemy import select

from openlab.actions import (
    accounts,
    backlog,
    ballots,
    feedback,
    forum,
    groups,
    items,
    labs,
    pain_points,
    participants,
    photos,
    products,
    sheets,
    sprints,
)
from openlab.actions.labs import LabForm
from openlab.actions.sheets import Hand
from openlab.db.engine import Database
from openlab.db.queries.backlog import Reader
from openlab.db.queries.report import report as read_report
from openlab.db.queries.reported import Report
from openlab.db.tables import BacklogItem, Lab, PainPoint, Participant, Persona, SolutionSheet, WorkingGroup
from openlab.domain import people, phases
from openlab.domain.phases import Phase
from tests.pictures import encoded

PURPOSE = (
    "Simplifier les demandes d’autorisation de travail des moins de 16 ans dans le spectacle, et mieux les protéger."
)
THEME = "Ce qui nous ralentit, du dépôt du dossier à la commission"
PERSONAS = {"Instructeur·rice": 8, "Société de production": 9, "Membre de commission": 5, "Assistant·e médical·e": 3}
AGENDA = "15 Accueil et tour de table\n25 Lister les irritants\n5 Voter\n50 Groupes de travail\n20 Restitution"
CARDS = (
    ("Je ne sais pas où en est mon dossier", "Entre le dépôt et la commission mensuelle, aucune visibilité."),
    (
        "Tout est ressaisi à la main",
        "Les informations du formulaire sont recopiées dans un tableur, puis dans le procès-verbal.",
    ),
    ("La visite médicale n’arrive jamais à temps", "Peu de médecins du travail acceptent les enfants."),
    ("Le vocabulaire de l’administration est obscur", ""),
    ("Aucune visibilité sur l’avancement", "On appelle pour savoir."),
    ("Une société étrangère ne peut pas déposer de demande", "Le formulaire exige un numéro SIRET."),
    ("Les pièces sont illisibles", ""),
    ("Ajouter des figurants est fastidieux", "Chaque figurant se saisit un par un, avec les mêmes pièces."),
    ("Les délais sont inconnus", ""),
    ("La commission découvre les dossiers en séance", "Pas le temps de lire."),
)
SHEETS = (
    {
        "problem": "Entre le dépôt et la commission, la société ne sait rien : elle appelle, et l’instructeur perd une "
        "heure par jour à répondre.",
        "for_whom": "Et les familles, qui attendent aussi",
        "solution": "Une page de suivi par dossier, avec quatre étapes : déposé, complet, inscrit à la commission, "
        "décidé.\nUn message part à chaque changement d’étape.\nAucun compte à créer : le lien est dans l’accusé de "
        "réception.",
        "first_step": "Dessiner la page de suivi avec deux sociétés de production, d’ici deux semaines",
        "gains": "Moins d’appels ; des tournages qui ne sont plus annulés faute de réponse",
        "risks": "Dépend du calendrier des commissions départementales",
        "spokesperson": "{name}",
    },
    {
        "problem": "Les mêmes informations sont saisies trois fois.",
        "solution": "Le formulaire remplit le procès-verbal ; la commission n’écrit que sa décision.",
        "first_step": "Lister les champs communs aux deux documents",
        "gains": "Dix minutes de moins par dossier",
        "risks": "Le modèle de procès-verbal change d’un département à l’autre",
        "spokesperson": "{name}",
    },
    {
        "problem": "Trop peu de médecins",
        "solution": "Une liste partagée des médecins qui reçoivent les enfants",
        "spokesperson": "",
    },
)
BETTER = (
    "Un peu plus de temps pour la seconde session.",
    "Avoir les chiffres sous les yeux : combien de dossiers ?",
    "Inviter aussi les parents !",
)
LEVELS = (4, 5, 4, 3, 4, 5, 4, 2, 4, 5, 3, 4)


@dataclass
class Whole:
    """A lab that has been through everything, and the ids of what is in it."""

    database: Database
    account: int
    product: int
    lab: int = 0
    code: str = ""
    people: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)

    def act(self, action: Callable[..., Any], *values: Any) -> Any:
        with self.database.writing() as session:
            return action(session, *values)

    def move(self, to: Phase) -> None:
        """Onward one phase after the other, or back at once."""
        with self.database.reading() as session:
            now = Phase(session.get_one(Lab, self.lab).phase)
        ahead = phases.ORDER[phases.ORDER.index(now) + 1 : phases.ORDER.index(to) + 1]
        for phase in ahead or (() if now is to else (to,)):
            self.act(labs.change_phase, self.lab, self.account, now, phase)
            now = phase

    def report(self, reader: Reader | None = None, *, with_photos: bool = False) -> Report:
        with self.database.reading() as session:
            return read_report(session, self.lab, reader or Reader(), with_photos=with_photos)


def a_prepared_lab(database: Database, title: str = "Open lab n° 1", theme: str = THEME) -> Whole:
    """A product with its personas, and its lab."""
    with database.writing() as session:
        account = accounts.add_account(session, "camille@example.org").id
        product = products.create_product(session, account, "Enfants du spectacle", PURPOSE, "\n".join(PERSONAS))
        form = LabForm(title, theme, held_on="2026-11-17", place="Salle Molière, 2e étage", agenda=AGENDA)
        lab = labs.create_lab(session, product.id, account, form)
        lab.starts_at = "14:00"
        return Whole(database, account, product.id, lab.id, lab.code)


def a_whole_lab(
    database: Database,
    at: Phase = Phase.CLOSED,
    *,
    cards: int = 10,
    texts: tuple[tuple[str, str], ...] = CARDS,
    sheet_texts: tuple[dict[str, str], ...] = SHEETS,
    levels: tuple[int, ...] = LEVELS,
    title: str = "Open lab n° 1",
) -> Whole:
    """A lab of 25 people, at a phase from the results on; a closed one has its backlog.

    The evaluation is shown when it can be: from five levels on.
    """
    whole = a_prepared_lab(database, title)
    _people_join(whole)
    whole.move(Phase.COLLECT)
    _cards_come_in(whole, cards, texts)
    whole.move(Phase.SORT)
    whole.act(
        pain_points.merge_pain_points,
        whole.lab,
        whole.account,
        [str(whole.cards[0]), str(whole.cards[4])],
        str(whole.cards[0]),
    )
    whole.move(Phase.VOTE)
    _ballots_come_in(whole)
    whole.move(Phase.RESULTS)
    whole.act(ballots.keep_topics, whole.lab, whole.account, [str(card) for card in whole.cards[:3]])
    if phases.has_groups(at):
        _groups_work(whole, sheet_texts)
    if phases.has_wrap_up(at):
        _forum_speaks(whole, levels)
    whole.move(at)
    if at is Phase.CLOSED:
        _owner_decides(whole)
    return whole


def _people_join(whole: Whole) -> None:
    with whole.database.writing() as session:
        personas = session.scalars(
            select(Persona).where(Persona.product_id == whole.product).order_by(Persona.position)
        )
        for persona in personas:
            for number in range(PERSONAS[persona.name]):
                name = f"Zéphyrine{persona.position}{number}"
                code = people.return_code(f"browser {name}", whole.code)
                participants.join(session, whole.lab, code, name, str(persona.id))
                query = select(Participant.id).where(Participant.code_hash == people.fingerprint(code))
                whole.people.append(session.execute(query).scalar_one())
                whole.names.append(name)


def _cards_come_in(whole: Whole, cards: int, texts: tuple[tuple[str, str], ...]) -> None:
    with whole.database.writing() as session:
        for number in range(cards):
            title, detail = texts[number % len(texts)]
            again = f" ({number})" if number >= len(texts) else ""
            giver = whole.people[number % len(whole.people)]
            pain_points.add_pain_point(
                session, whole.lab, giver, f"{title[: 138 - len(again)]}{again}", detail, f"card {number}"
            )
        query = select(PainPoint.id).where(PainPoint.lab_id == whole.lab).order_by(PainPoint.id)
        whole.cards = list(session.scalars(query))


def _ballots_come_in(whole: Whole) -> None:
    """22 of 25 vote; the second and the third card are tied."""
    others = [card for card in whole.cards[1:] if card != whole.cards[4]]
    pairs = [(whole.cards[0], others[n % 2]) for n in range(12)]
    pairs += [(others[0], others[1])] * 2 + [(others[2 + n % 4], others[6]) for n in range(8)]
    for person, pair in zip(whole.people, pairs, strict=False):
        whole.act(ballots.cast_ballot, whole.lab, person, [str(card) for card in pair])


def _groups_work(whole: Whole, sheet_texts: tuple[dict[str, str], ...]) -> None:
    whole.move(Phase.GROUPS_1)
    topics = [str(card) for card in whole.cards[:3]]
    whole.act(groups.open_groups, whole.lab, whole.account, topics, ["1", "1", "1"], "3", "9")
    whole.act(groups.form_groups, whole.lab, whole.account)
    with whole.database.reading() as session:
        query = select(WorkingGroup.id).where(WorkingGroup.lab_id == whole.lab, WorkingGroup.round == 1)
        rows = list(session.scalars(query.order_by(WorkingGroup.number)))
    hand = Hand(whole.lab, account_id=whole.account)
    for number, (group, texts) in enumerate(zip(rows, sheet_texts, strict=False)):
        said = {
            name: text.format(name=whole.names[number]) if name == "spokesperson" else text
            for name, text in texts.items()
        }
        whole.act(sheets.save_sheet, hand, group, said, _personas(whole)[:2], "0")
    for size in ((800, 600), (450, 800)):
        developed = photos.develop(encoded(_prototype(*size)))
        whole.act(photos.add_photo, hand, rows[0], developed, f"photo {size}")
    with whole.database.reading() as session:
        query = select(SolutionSheet.id).where(SolutionSheet.lab_id == whole.lab).order_by(SolutionSheet.id)
        whole.sheets = list(session.scalars(query))


def _prototype(width: int, height: int) -> Image.Image:
    """A sheet of paper with a few boxes on it."""
    paper = Image.new("RGB", (width, height), "#f6f1e4")
    for number in range(4):
        top = height // 10 + number * height // 5
        paper.paste("#c9c2ef", (width // 10, top, width * 9 // 10, top + height // 8))
    return paper


def _personas(whole: Whole) -> list[str]:
    with whole.database.reading() as session:
        query = select(Persona.id).where(Persona.product_id == whole.product).order_by(Persona.position)
        return [str(persona) for persona in session.scalars(query)]


def _forum_speaks(whole: Whole, levels: tuple[int, ...]) -> None:
    whole.move(Phase.WRAP_UP)
    for place, sheet in enumerate(whole.sheets):
        for person in whole.people[: 9 - 4 * place]:
            whole.act(forum.support, whole.lab, person, sheet, True)
    if whole.sheets:
        for person, said in zip(whole.people, ("Enfin !", "Et pour les dossiers en cours ?"), strict=False):
            whole.act(forum.remark, whole.lab, person, whole.sheets[0], said)
    for number, (person, level) in enumerate(zip(whole.people, levels, strict=False)):
        better = BETTER[number] if number < len(BETTER) else ""
        whole.act(feedback.give_feedback, whole.lab, person, str(level), better)
    if len(levels) >= 5:
        whole.act(feedback.show_evaluation, whole.lab, whole.account)
    whole.act(forum.write_next_steps, whole.lab, whole.account, "La feuille de route est publiée le 15 décembre.")


def _owner_decides(whole: Whole) -> None:
    card, sheet = whole.cards, whole.sheets
    first = _accept(whole, f"card-{card[0]}", f"sheet-{sheet[0]}")
    second = _accept(whole, f"sheet-{sheet[1]}")
    third = _accept(whole, f"card-{card[3]}")
    whole.act(
        backlog.decline_proposals,
        whole.product,
        whole.account,
        str(whole.lab),
        [f"sheet-{sheet[2]}"],
        "Un autre ministère tient déjà cette liste : nous l’orientons vers elle.",
    )
    whole.act(sprints.add_sprint, whole.product, "2026-11-30", "2026-12-13", "Suivre son dossier", "")
    change(whole, first, horizon="now", sprint="1", indicator="Appels par dossier : de 3 à 1")
    change(whole, second, horizon="next")
    change(whole, third, horizon="later")


def _accept(whole: Whole, *keys: str) -> int:
    return int(whole.act(backlog.accept_proposals, whole.product, whole.account, str(whole.lab), keys))


def change(whole: Whole, number: int, **typed: str) -> None:
    """The owner changes an item as it is now."""
    with whole.database.reading() as session:
        query = select(BacklogItem).where(BacklogItem.product_id == whole.product, BacklogItem.number == number)
        version = session.scalars(query).one().version
    whole.act(items.change_item, whole.product, whole.account, number, str(version), typed)


DAY = date(2026, 11, 22)
