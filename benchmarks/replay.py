"""Replay the real ballots of a participatory budget through openlab, and compare with a plain count of the file.

    python -m benchmarks.replay FILE.pb

FILE is in the pabulib format (Stolicki, Szufa and Talmon, 2020): sections META, PROJECTS and VOTES, separated by `;`.
Its projects become pain points; its voters with exactly two choices become participants, who join and vote over HTTP,
sixteen at a time, on a server started for the purpose. The status is 1 when the two tallies differ.
"""

from __future__ import annotations

import asyncio
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from openlab.actions import accounts, labs, pain_points, products
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries import labs as lab_queries
from openlab.db.queries import products as product_queries
from openlab.db.schema import migrate
from openlab.domain.pain_points import TITLE_LIMIT
from openlab.settings import Settings
from openlab.web.forms import form_token
from tests.serving import serving

IN_FLIGHT = 16


@dataclass(frozen=True)
class Budget:
    """Project names by id, and the choices of each voter."""

    projects: dict[str, str]
    choices: list[tuple[str, ...]]

    @property
    def pairs(self) -> list[tuple[str, ...]]:
        """The voters who chose exactly two: the ballots that openlab knows."""
        return [chosen for chosen in self.choices if len(chosen) == 2]


@dataclass(frozen=True)
class Lab:
    """Where the ballots are cast."""

    id: int
    code: str
    account: int
    persona: int
    cards: dict[str, int]


def read_budget(path: Path) -> Budget:
    sections: dict[str, list[dict[str, str]]] = {}
    header, name = [""], ""
    for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"):
        if row and row[0].strip() in ("META", "PROJECTS", "VOTES") and len(row) == 1:
            name, header = row[0].strip(), []
            sections[name] = []
        elif not header:
            header = [column.strip() for column in row]
        elif row:
            sections[name].append(dict(zip(header, row, strict=False)))
    return Budget(
        {row["project_id"]: row["name"] for row in sections["PROJECTS"]},
        [tuple(filter(None, row["vote"].split(","))) for row in sections["VOTES"]],
    )


def plain_count(budget: Budget) -> Counter[str]:
    """The tally by hand: each of the two choices is a vote."""
    return Counter(project for pair in budget.pairs for project in pair)


def replay(budget: Budget) -> Counter[str]:
    """The tally that openlab gives when the same people vote."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/replay.sqlite3"
        database = Database(url)
        migrate(database.engine)
        lab = open_lab(database, budget)
        with serving(Settings(database_url=url)) as served:
            asyncio.run(vote(served.url, lab, budget.pairs))
        with database.writing() as session:
            labs.change_phase(session, lab.id, lab.account, "vote", "results")
        with database.reading() as session:
            outcome = lab_queries.room(session, lab.id).outcome
        database.close()
    assert outcome is not None
    project = {card: project for project, card in lab.cards.items()}
    return Counter({project[rank.card]: rank.votes for rank in outcome.ranks})


def open_lab(database: Database, budget: Budget) -> Lab:
    with database.writing() as session:
        account = accounts.add_account(session, "replay@example.org").id
        product = products.create_product(session, account, "Budget participatif", "", "Habitant·e")
        lab = labs.create_lab(session, product.id, account, LabForm("Budget participatif"))
        persona = product_queries.personas(session, product.id)[0].id
        for project, name in budget.projects.items():
            title = name if len(name) <= TITLE_LIMIT else f"{name[: TITLE_LIMIT - 1]}…"
            pain_points.add_pain_point_for(session, lab.id, account, title, name, "", project)
        session.flush()
        cards = [card.id for card in lab_queries.room(session, lab.id).cards]
        for before, after in (("preparation", "collect"), ("collect", "sort"), ("sort", "vote")):
            labs.change_phase(session, lab.id, account, before, after)
    return Lab(lab.id, lab.code, account, persona, dict(zip(budget.projects, cards, strict=True)))


async def vote(url: str, lab: Lab, pairs: Sequence[tuple[str, ...]]) -> None:
    slots = asyncio.Semaphore(IN_FLIGHT)
    async with httpx.AsyncClient(base_url=url, timeout=60, cookies={}) as client:

        async def one(number: int, pair: tuple[str, ...]) -> None:
            browser = f"voter-{number}"
            token = form_token(browser)
            async with slots:
                fields = {"form_token": token, "name": f"Voix {number}", "persona": str(lab.persona)}
                joined = await client.post(f"/l/{lab.code}/join", data=fields, headers={"Cookie": f"openlab={browser}"})
                own = joined.headers["set-cookie"].split(";")[0]
                ballot = {"form_token": token, "choice": [str(lab.cards[project]) for project in pair]}
                cookies = {"Cookie": f"openlab={browser}; {own}"}
                answer = await client.post(f"/l/{lab.code}/ballot", data=ballot, headers=cookies)
                assert answer.status_code == 303, answer.text
                client.cookies.clear()

        await asyncio.gather(*(one(number, pair) for number, pair in enumerate(pairs)))


def main(path: Path) -> int:
    budget = read_budget(path)
    expected, found = plain_count(budget), replay(budget)
    print(f"{len(budget.choices)} voters, {len(budget.pairs)} of them with exactly two choices\n")
    print("file  openlab  project")
    for project, name in sorted(budget.projects.items(), key=lambda item: -expected[item[0]]):
        print(f"{expected[project]:4}  {found[project]:7}  {name}")
    same = all(expected[project] == found[project] for project in budget.projects)
    verdict = "the tallies are equal." if same else "the tallies DIFFER."
    print(f"\n{sum(found.values())} votes from {len(budget.pairs)} ballots: {verdict}")
    return 0 if same else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
