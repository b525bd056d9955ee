"""The second half of a lab, as a room leaves it: groups, sheets with photos, a forum, an evaluation."""

from __future__ import annotations

import secrets

from openlab.actions import feedback, forum, groups, photos, sheets, timer
from openlab.actions.sheets import Hand
from openlab.db.queries import forum as forum_queries
from openlab.db.queries.participants import everyone
from openlab.db.queries.sheets import group_sheets
from openlab.domain.phases import Phase
from openlab.domain.sheets import FIELDS
from tests.browser.open_lab import OpenLab, Person
from tests.pictures import picture

ONE_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
TEXTS = {
    "problem": "Le dossier revient deux ou trois fois, et personne ne sait dire quelle pièce manque ni pourquoi.",
    "for_whom": "Surtout les petites sociétés, qui déposent pour la première fois.",
    "solution": "Une liste de pièces par type de tournage.\nElle se coche au fur et à mesure.\n"
    + "Et ainsi de suite. " * 20,
    "first_step": "Écrire la liste pour les longs métrages, avec deux sociétés et une commission, en quinze jours.",
    "gains": "Une heure par dossier, et moins d'appels.",
    "risks": f"Il faut l'accord de toutes les commissions, et de la {ONE_WORD}.",
    "spokesperson": "Nadia",
}


def groups_open(lab: OpenLab, nadia: Person) -> None:
    """Round 1, or 2: one group per topic kept, and wishes; nobody is placed yet."""
    assert lab.room.outcome
    topics = [str(topic) for topic in sorted(lab.room.outcome.topics_to_offer)]
    lab.facilitate(groups.open_groups, topics, ["1"] * len(topics), "3", "8")
    lab.server.act(groups.give_wishes, lab.id, nadia.id, topics[:2])


def groups_formed(lab: OpenLab, nadia: Person) -> None:
    """One person was moved by hand, one has left, so that a group is too small."""
    groups_open(lab, nadia)
    lab.facilitate(groups.form_groups)
    first, second, *_ = lab.room.groups
    lab.facilitate(groups.name_place, first.id, "Salle Molière, table du fond")
    lab.facilitate(groups.move_person, str(second.people[0].id), str(first.id))
    for person in [person for person in second.people[1:] if person.id != nadia.id][:3]:
        lab.facilitate(groups.mark_left, person.id, True)


def write_sheet(lab: OpenLab, group: int, **texts: str) -> None:
    """One more version of a sheet, for every persona."""
    hand, now = Hand(lab.id, account_id=lab.account), lab.server.look(group_sheets, lab.id)[group]
    written = dict.fromkeys(FIELDS, "") | texts
    lab.server.act(sheets.save_sheet, hand, group, written, [str(p.id) for p in lab.room.personas], str(now.version))


def add_photos(lab: OpenLab, group: int, count: int) -> None:
    for number in range(count):
        photo = photos.develop(picture(1600, 1200) if number else picture(900, 1600))
        lab.server.act(photos.add_photo, Hand(lab.id, account_id=lab.account), group, photo, secrets.token_hex())


def group_of(lab: OpenLab, person: Person) -> int:
    return next(group.id for group in lab.room.groups if person.id in {placed.id for placed in group.people})


def wishing(lab: OpenLab, nadia: Person) -> None:
    lab.go_to(Phase.GROUPS_1)
    groups_open(lab, nadia)


def round_1(lab: OpenLab, nadia: Person) -> None:
    """Nadia's group has a long sheet in two versions with three photos, another one has begun, the others have not."""
    lab.go_to(Phase.GROUPS_1)
    groups_formed(lab, nadia)
    own = group_of(lab, nadia)
    other = next(group.id for group in lab.room.groups if group.id != own)
    write_sheet(lab, own, problem="Un premier jet")
    write_sheet(lab, own, **TEXTS)
    add_photos(lab, own, 3)
    write_sheet(lab, other, solution="Une page de suivi par demande")
    lab.facilitate(timer.start_timer, "", str(lab.room.agenda[-1].id))


def round_2(lab: OpenLab, nadia: Person) -> None:
    """Nadia's group has not begun; another one takes the sheet of round 1 further."""
    round_1(lab, nadia)
    lab.go_to(Phase.GROUPS_2)
    groups_formed(lab, nadia)
    own = group_of(lab, nadia)
    written = next(group.sheet for group in lab.server.look(group_sheets, lab.id).values() if group.photos)
    assert written
    other = next(group.id for group in lab.room.groups if group.id != own)
    lab.server.act(sheets.continue_sheet, Hand(lab.id, account_id=lab.account), other, str(written.id))


def forum_open(lab: OpenLab, nadia: Person) -> None:
    """The sheet with photos is on the screen; Nadia supports it, and has left a sentence."""
    round_1(lab, nadia)
    lab.go_to(Phase.WRAP_UP)
    proposals = lab.server.look(forum_queries.forum, lab.id).proposals
    sheet = next(proposal.id for proposal in proposals if proposal.pictures)
    for id_, name, _ in lab.server.look(everyone, lab.id)[:8]:
        lab.server.act(forum.support, lab.id, id_, sheet, True)
        lab.server.act(forum.remark, lab.id, id_, sheet, f"Avec {name}, et avec {ONE_WORD}")
    lab.server.act(forum.support, lab.id, nadia.id, sheet, True)
    lab.server.act(forum.remark, lab.id, nadia.id, sheet, "Dès lundi, avec la commission de Lille")
    lab.facilitate(forum.show_sheet, str(sheet))


def evaluated(lab: OpenLab, nadia: Person) -> None:
    """The evaluation is shown, to Nadia and everyone."""
    forum_open(lab, nadia)
    for number, (id_, _, _) in enumerate(lab.server.look(everyone, lab.id)):
        lab.server.act(feedback.give_feedback, lab.id, id_, str(2 + number % 4), "Une salle moins bruyante")
    lab.facilitate(feedback.show_evaluation)


def over(lab: OpenLab, nadia: Person) -> None:
    evaluated(lab, nadia)
    lab.facilitate(forum.write_next_steps, "Revue le 3 mars, salle Molière.\nPuis une page de suivi.")
    lab.go_to(Phase.CLOSED)


STATES = {
    "wishing": wishing,
    "working": round_1,
    "continuing": round_2,
    "forum": forum_open,
    "evaluated": evaluated,
    "over": over,
}
