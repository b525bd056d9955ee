"""Moving a lab between installations in one file: all that it holds, photos included, and no staff account.

The file is a zip: `lab.json` has the rows by table, whose ids begin at 1 in each, and `photos/` the pictures. Which
rows belong to a lab, and what they refer to, is read from the foreign keys: a new table comes along by itself.
"""

from __future__ import annotations

import json
import re
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table, and_, insert, select, update
from sqlalchemy.orm import Session

from openlab.actions.photos import is_jpeg
from openlab.db.queries import accounts
from openlab.db.schema import newest_revision
from openlab.db.tables import Account, Base, Feedback, Lab, Member, Moment, Persona, Product
from openlab.db.upsert import insert_once
from openlab.domain import Refused, people

# Who runs a product is decided where it is run; its backlog, and where that is pushed, is the product's and not the
# lab's.
LEFT_BEHIND = {
    *("accounts", "identities", "sign_ins", "one_time_links", "members"),
    *("sprints", "backlog_items", "item_sources", "item_verbatims", "item_history", "item_exports", "assessments"),
    *("connections", "issue_links", "pushes", "push_steps"),
}
LAST_NUMBER = 2**62
MOST_BYTES = 64 * 1024 * 1024

Row = dict[str, Any]
# For each table, the id in the database of each id in the file, or the other way round.
Ids = dict[str, dict[int, int]]


@dataclass(frozen=True)
class Moved:
    """What was moved: the lab, and how many people, pain points and photos it has."""

    code: str
    title: str
    people: int
    cards: int
    photos: int


def export_lab(session: Session, code: str, target: Path) -> Moved:
    """Write a lab into one file. Raises `code_unknown`, `backup_exists`."""
    lab = session.scalar(select(Lab).where(Lab.code == people.typed_code(code)))
    if lab is None:
        raise Refused("code_unknown", code=code)
    if target.exists():
        raise Refused("backup_exists", file=str(target))
    rows, pictures = _rows_of(session, lab)
    told = {"openlab": newest_revision(), "exported_at": datetime.now(UTC).isoformat(), "tables": rows}
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.touch(mode=0o600)
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("lab.json", json.dumps(told, ensure_ascii=False, indent=1))
        for name, picture in pictures.items():
            file.writestr(name, picture, zipfile.ZIP_STORED)
    unfinished.rename(target)
    return _moved(rows)


def import_lab(session: Session, source: Path, email: str) -> Moved:
    """Take a lab in from a file; its product is the one of the same address here, or a new one run by this account.

    Raises `import_not_a_lab`, `import_other_version`, `import_there_already`, `account_unknown`.
    """
    with _opened(source) as file:
        rows = _told(file, source)
        account = accounts.account_by_email(session, email.strip().casefold())
        if account is None:
            raise Refused("account_unknown", email=email)
        code = str(rows["labs"][0]["code"])
        if session.scalar(select(Lab.id).where(Lab.code == code)):
            raise Refused("import_there_already", code=code)
        rows["labs"][0]["follow_up_at"] = None  # it told of decisions that are left behind
        try:
            _check(rows)
            ids = _product_here(session, rows, account)
            for table in _moving():
                if table.name not in ids:
                    ids[table.name] = _insert_rows(session, table, rows.get(table.name, []), ids, file)
            _put_later(session, rows, ids)
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Refused("import_not_a_lab", file=str(source)) from problem
    return _moved(rows)


def _moving() -> Iterator[Table]:
    """The tables of a lab, those that others refer to first."""
    return (table for table in Base.metadata.sorted_tables if table.name not in LEFT_BEHIND)


def _rows_of(session: Session, lab: Lab) -> tuple[dict[str, list[Row]], dict[str, bytes]]:
    found: dict[str, list[Row]] = {}
    ids: Ids = {}
    held: dict[tuple[str, str], set[Any]] = {("labs", "id"): {lab.id}, ("products", "id"): {lab.product_id}}
    pictures: dict[str, bytes] = {}
    for table in _moving():
        query = select(table).order_by(*table.primary_key.columns)
        rows = [dict(row) for row in session.execute(query.where(_belongs(table, lab, held))).mappings()]
        held |= {(table.name, column.name): {row[column.name] for row in rows} for column in table.primary_key}
        if "id" in table.columns:
            ids[table.name] = {row["id"]: number for number, row in enumerate(rows, start=1)}
        found[table.name] = rows
    for table in _moving():
        found[table.name] = [_written(table, row, ids, pictures) for row in found[table.name]]
    return found, pictures


def _belongs(table: Table, lab: Lab, held: Mapping[tuple[str, str], set[Any]]) -> Any:
    """Which rows of a table are of this lab, or of its product: those that refer only to what is held already."""
    if table.name in ("labs", "products"):
        return table.c.id == (lab.id if table.name == "labs" else lab.product_id)
    if "lab_id" in table.columns:
        return table.c.lab_id == lab.id
    references = _references(table).items()
    return and_(*(table.c[column].in_(held[place]) for column, place in references if not table.c[column].nullable))


def _references(table: Table) -> dict[str, tuple[str, str]]:
    """For each column that refers to another row: the table and the column it refers to."""
    found = {}
    for constraint in sorted(table.foreign_key_constraints, key=lambda c: [key.target_fullname for key in c.elements]):
        for element in constraint.elements:
            if element.column.table.name not in LEFT_BEHIND:
                found[element.parent.name] = (element.column.table.name, element.column.name)
    if table.name == "labs":
        found["forum_sheet_id"] = ("solution_sheets", "id")
    return found


def _id_table(table: Table, column: str) -> str | None:
    """Whose id a column holds in the end: `result_id` of a line of a result is that of the result."""
    if column in ("id", "lab_id"):
        return table.name if column == "id" else "labs"
    parent, key = _references(table).get(column, ("", ""))
    return _id_table(Base.metadata.tables[parent], key) if parent else None


def _written(table: Table, row: Row, ids: Ids, pictures: dict[str, bytes]) -> Row:
    """A row as the file has it."""
    written: Row = {}
    for column in table.columns:
        value, of = row[column.name], _id_table(table, column.name)
        if _leads_to_staff(column):
            value = None
        elif of and value is not None:
            value = ids[of][value]
        elif isinstance(value, bytes):
            name = f"photos/{ids[table.name][row['id']]}.jpg"
            pictures[name], value = value, name
        elif isinstance(value, datetime | date):
            value = value.isoformat()
        written[column.name] = value
    return written


def _leads_to_staff(column: Column[Any]) -> bool:
    return any(key.column.table.name in LEFT_BEHIND for key in column.foreign_keys)


def _opened(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile) as problem:
        raise Refused("import_not_a_lab", file=str(source)) from problem


def _check(rows: Mapping[str, list[Row]]) -> None:
    """What the database itself would not refuse: addresses that lead elsewhere, and cards merged in a circle.

    Raises ValueError.
    """
    if not re.fullmatch(r"[0-9A-Z]{1,12}", rows["labs"][0]["code"]):
        raise ValueError("the code of the lab")
    if not re.fullmatch(r"[a-z0-9-]{1,80}", rows["products"][0]["slug"]):
        raise ValueError("the address of the product")
    for table, column in (("pain_points", "merged_into"), ("solution_sheets", "continues_id")):
        leads_to = {row["id"]: row[column] for row in rows[table]}
        for start in leads_to:
            seen, here = set(), start
            while here is not None and here not in seen:
                seen.add(here)
                here = leads_to[here]
            if here is not None:
                raise ValueError("a circle")


def _picture(file: zipfile.ZipFile, name: str) -> bytes:
    jpeg = file.read(name)
    if not is_jpeg(jpeg):
        raise ValueError("a photo that is none")
    return jpeg


def _told(file: zipfile.ZipFile, source: Path) -> dict[str, list[Row]]:
    try:
        if file.getinfo("lab.json").file_size > MOST_BYTES:
            raise Refused("import_not_a_lab", file=str(source))
        told = json.loads(file.read("lab.json"))
        revision, rows = told["openlab"], told["tables"]
        is_lab = len(rows["labs"]) == len(rows["products"]) == 1 and bool(rows["labs"][0]["code"])
        is_whole = file.testzip() is None
    except (KeyError, TypeError, ValueError, RecursionError, zipfile.BadZipFile) as problem:
        raise Refused("import_not_a_lab", file=str(source)) from problem
    if not is_lab or not is_whole:
        raise Refused("import_not_a_lab", file=str(source))
    if revision != newest_revision():
        raise Refused("import_other_version", file=str(source))
    told_rows: dict[str, list[Row]] = rows
    return told_rows


def _product_here(session: Session, rows: Mapping[str, list[Row]], account: Account) -> Ids:
    """The product and its personas: found by its address and their names, or made."""
    told = rows["products"][0]
    product = session.scalar(select(Product).where(Product.slug == told["slug"]))
    if product is None:
        product = Product(**{name: told[name] for name in ("slug", "name", "purpose")})
        session.add(product)
        session.flush()
        roles = ("facilitator", "owner")
        session.add_all(Member(product_id=product.id, account_id=account.id, role=role) for role in roles)
    ids: Ids = {"products": {told["id"]: product.id}, "personas": {}}
    known = {p.name: p.id for p in session.scalars(select(Persona).where(Persona.product_id == product.id))}
    for persona in rows["personas"]:
        values = {name: persona[name] for name in ("name", "position", "retired")}
        here = known.get(persona["name"]) or insert_once(session, Persona, {"product_id": product.id, **values})
        ids["personas"][persona["id"]] = here or 0
    return ids


def _insert_rows(session: Session, table: Table, rows: list[Row], ids: Ids, file: zipfile.ZipFile) -> dict[int, int]:
    """What refers to rows that are not there yet (a card merged into a later one) is put in afterwards."""
    numbers = sorted(secrets.randbelow(LAST_NUMBER) for _ in rows) if table is Feedback.__table__ else []
    made: dict[int, int] = {}
    later = set(_later(table))
    for place, row in enumerate(rows):
        values = {
            column.name: None if column.name in later else _read(table, column, row[column.name], ids, file)
            for column in table.columns
            if column.name != "id"
        }
        if numbers:
            values["id"] = numbers[place]
        key = session.execute(insert(table).values(values).returning(*table.primary_key.columns)).one()
        if "id" in table.columns:
            made[row["id"]] = key.id
    return made


def _read(table: Table, column: Column[Any], value: Any, ids: Ids, file: zipfile.ZipFile) -> Any:
    """A value of the file as the database has it."""
    of = _id_table(table, column.name)
    if value is None or _leads_to_staff(column):
        return None
    if of:
        return ids[of][value]
    if isinstance(column.type, LargeBinary):
        return _picture(file, value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value


def _later(table: Table) -> Iterator[str]:
    """The columns that refer to rows of the same table, or of one that comes after it."""
    for column, (parent, _) in _references(table).items():
        if parent == table.name and column not in table.primary_key.columns and column != "lab_id":
            yield column
    if table.name == "labs":
        yield "forum_sheet_id"


def _put_later(session: Session, rows: Mapping[str, list[Row]], ids: Ids) -> None:
    for table in _moving():
        for column in _later(table):
            of = _id_table(table, column) or ""
            for row in rows.get(table.name, []):
                if row[column] is not None:
                    here = table.c.id == ids[table.name][row["id"]]
                    session.execute(update(table).where(here).values({column: ids[of][row[column]]}))


def _moved(rows: Mapping[str, list[Row]]) -> Moved:
    lab = rows["labs"][0]
    counts = (len(rows[name]) for name in ("participants", "pain_points", "photos"))
    return Moved(lab["code"], lab["title"], *counts)
