"""The backlog of a product as a file, for the command line."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from openlab.actions.backlog import remember_export
from openlab.db.queries.backlog import Reader, working
from openlab.db.tables import Lab, Product
from openlab.domain import Refused
from openlab.export import Choice, ExportedFile, Layout, chosen, export


def export_backlog(
    session: Session, slug: str, layout: Layout, choice: Choice, public_url: str, day: date
) -> ExportedFile:
    """Everything that the operator may see, which is everything; without a name, the only product.

    Raises `product_unknown`, `code_unknown` for a lab of another product, and what `export` raises.
    """
    product = _product(session, slug)
    codes = session.scalars(select(Lab.code).where(Lab.product_id == product.id)).all()
    if choice.lab and choice.lab not in codes:
        raise Refused("code_unknown", code=choice.lab)
    backlog = working(session, product, Reader(), public_url).frozen(product.name, choice.language, day)
    file = export(layout, backlog, choice)
    remember_export(session, product.id, [int(item.reference) for _, item in chosen(backlog, choice)], layout.target)
    return file


def _product(session: Session, slug: str) -> Product:
    products = {product.slug: product for product in session.scalars(select(Product).order_by(Product.slug))}
    if len(products) == 1 and not slug:
        return next(iter(products.values()))
    if slug not in products:
        raise Refused("product_unknown", known=", ".join(products) or "–")
    return products[slug]
