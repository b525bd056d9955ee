"""What a database says of its labs and backlogs, in words: the same before and after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.db.engine import Database
from openlab.db.queries.backlog import Reader, working
from openlab.db.queries.labs import room
from openlab.db.tables import Lab, Product


def what_is_told(database: Database) -> dict[str, Any]:
    """What must be the same after every upgrade: ballots, rankings, topics, the order of the backlog."""
    with database.reading() as session:
        labs = session.scalars(select(Lab).order_by(Lab.id)).all()
        products = session.scalars(select(Product).order_by(Product.id)).all()
        return {
            "labs": {lab.code: _of_lab(session, lab.id) for lab in labs},
            "backlogs": {product.slug: list(_of_product(session, product)) for product in products},
        }


def _of_lab(session: Session, lab_id: int) -> dict[str, Any]:
    seen = room(session, lab_id)
    ranks, topics = (seen.outcome.ranks, seen.outcome.topics) if seen.outcome else ((), ())
    return {
        "phase": str(seen.phase),
        "people": seen.people,
        "ballots": seen.ballots,
        "votable": [card.title for card in seen.votable],
        "ranking": [[rank.place, rank.votes, seen.card[rank.card].title] for rank in ranks],
        "topics": sorted(seen.card[topic].title for topic in topics),
    }


def _of_product(session: Session, product: Product) -> Iterator[list[Any]]:
    for line in working(session, product, Reader()).lines:
        yield [line.number, line.item.title, str(line.item.status), len(line.answers)]
