"""Connections of a product to trackers: made, changed, mapped and removed by its owners. No tracker is called here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from openlab.db.tables import Connection, IssueLink, Push
from openlab.db.upsert import insert_once
from openlab.domain import Refused
from openlab.domain.backlog import Moscow, Status
from openlab.export.drafts import OTHERWISE, DraftLayout
from openlab.export.layouts import LANGUAGES
from openlab.trackers import Named, Offered, Target
from openlab.trackers.gate import Gate
from openlab.trackers.kinds import KINDS
from openlab.trackers.sealing import Seal

PROJECT_LIMIT = 200
ACCOUNT_LIMIT = 254
TOKEN_LIMIT = 2000
LABEL_LIMIT = 50
FIRST_LABEL = "open-lab"
CLASSES = (*map(str, Moscow), OTHERWISE)
# A status there stands for one of these. `declined` is only told: people have to read why.
FOLLOWED = (Status.KEPT, Status.PLANNED, Status.IN_PROGRESS, Status.DELIVERED, Status.DECLINED)


@dataclass(frozen=True)
class ConnectionForm:
    """A connection as it is typed. An empty token is the one that is kept already."""

    kind: str
    address: str
    project: str
    token: str = field(default="", repr=False)
    account: str = ""
    language: str = "en"

    def read(self, gate: Gate) -> ConnectionForm:
        """As it is kept. Raises `tracker_kind_unknown`, `tracker_project_missing`, `text_too_long`,
        `tracker_account_missing`, `tracker_token_wrong` for what no token holds, and what the gate raises."""
        if self.kind not in KINDS:
            raise Refused("tracker_kind_unknown", "kind")
        address, project, token = gate.admit(self.address), self.project.strip().strip("/"), self.token.strip()
        if not project:
            raise Refused("tracker_project_missing", "project")
        for name, text, limit in (("project", project, PROJECT_LIMIT), ("account", self.account, ACCOUNT_LIMIT)):
            if len(text) > limit:
                raise Refused("text_too_long", name, length=len(text), limit=limit)
        if len(token) > TOKEN_LIMIT or not (token.isascii() and token.isprintable()):
            raise Refused("tracker_token_wrong", "token")
        account, language = self.account.strip(), self.language if self.language in LANGUAGES else LANGUAGES[0]
        if KINDS[self.kind].needs_account and not account:
            raise Refused("tracker_account_missing", "account")
        return replace(self, address=address, project=project, token=token, account=account, language=language)

    def read_whole(self, gate: Gate) -> ConnectionForm:
        """The same, with a token. Raises `tracker_token_missing` too."""
        form = self.read(gate)
        if not form.token:
            raise Refused("tracker_token_missing", "token")
        return form

    @property
    def target(self) -> Target:
        return Target(self.address, self.project, self.token, self.account, self.language)


def add_connection(
    session: Session, product_id: int, seal: Seal, gate: Gate, typed: ConnectionForm, mapping: Mapping[str, Any]
) -> int:
    """One more connection; gives its id. Raises what `read_whole` raises, `tracker_connected_already`."""
    form = typed.read_whole(gate)
    values = {"kind": form.kind, "product_id": product_id, "mapping": dict(mapping), "created_at": datetime.now(UTC)}
    made = insert_once(session, Connection, {**values, **_kept(form), "sealed_token": sealed(seal, form), "version": 1})
    if made is None:
        raise Refused("tracker_connected_already", "project")
    return made


def change_connection(
    session: Session, product_id: int, connection_id: int, version: str, seal: Seal, gate: Gate, typed: ConnectionForm
) -> None:
    """Change where it leads or who asks there; its kind stays. Elsewhere, nothing is known of its issues any more but
    their markers, by which they are found again if they are there.

    Raises what `hold_connection` and `read` raise, `tracker_token_again` when it leads elsewhere and no token came,
    `push_running`, `tracker_connected_already`.
    """
    connection = hold_connection(session, product_id, connection_id, version)
    form = replace(typed, kind=connection.kind).read(gate)
    elsewhere = (form.address, form.project) != (connection.address, connection.project)
    if not form.token and (elsewhere or form.account != connection.account):
        raise Refused("tracker_token_again", "token")
    if elsewhere:
        _move(session, connection, form)
    for name, value in _kept(form).items():
        setattr(connection, name, value)
    if form.token:
        connection.sealed_token = sealed(seal, form)
    connection.version += 1


def _move(session: Session, connection: Connection, form: ConnectionForm) -> None:
    _check_at_rest(session, connection)
    there = select(Connection.id).where(Connection.product_id == connection.product_id, Connection.id != connection.id)
    same = (Connection.kind == connection.kind, Connection.address == form.address, Connection.project == form.project)
    if session.scalar(there.where(*same)):
        raise Refused("tracker_connected_already", "project")
    links = update(IssueLink).where(IssueLink.connection_id == connection.id)
    unknown = {"key": None, "linked_at": None, "number": "", "url": "", "status": "", "seen_at": None, "gone_at": None}
    session.execute(links.values(**unknown, stood={}))


def map_connection(
    session: Session, product_id: int, connection_id: int, version: str, mapping: Mapping[str, Any]
) -> None:
    """Say what stands for what there. A status that now stands for another one is looked at anew.

    Raises what `hold_connection` raises, `tracker_mapping_wrong`, `text_too_long`.
    """
    connection = hold_connection(session, product_id, connection_id, version)
    before, after = connection.mapping.get("statuses", {}), read_mapping(mapping)
    other = [id_ for id_, ours in after["statuses"].items() if before.get(id_, "") != ours]
    links = update(IssueLink).where(IssueLink.connection_id == connection.id, IssueLink.status.in_(other))
    session.execute(links.values(status=""))
    connection.mapping = {"names": connection.mapping.get("names", {}), **after}
    connection.version += 1


def read_mapping(typed: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping as it is kept; `names`, when they are given, are what the tracker calls its ids."""
    statuses = {str(id_): str(ours) for id_, ours in typed.get("statuses", {}).items()}
    if not set(statuses.values()) <= {"", *FOLLOWED}:
        raise Refused("tracker_mapping_wrong", "statuses")
    priorities = {name: str(typed.get("priorities", {}).get(name, "")) for name in CLASSES}
    labels = list(dict.fromkeys(label.strip() for label in typed.get("labels", ()) if label.strip()))
    for label in labels:
        if len(label) > LABEL_LIMIT:
            raise Refused("text_too_long", "labels", length=len(label), limit=LABEL_LIMIT)
    extra = {str(id_): str(value) for id_, value in typed.get("extra", {}).items() if str(value).strip()}
    named = {"names": dict(typed["names"])} if "names" in typed else {}
    kept = {"type": str(typed.get("type", "")), "priorities": priorities, "labels": labels, "statuses": statuses}
    return {**kept, "extra": extra, **named}


def remove_connection(session: Session, product_id: int, connection_id: int) -> None:
    """Forget a connection, its token, its pushes and which item is which issue; the issues stay where they are.

    Raises `connection_unknown`, `push_running`.
    """
    connection = hold_connection(session, product_id, connection_id)
    _check_at_rest(session, connection)
    session.delete(connection)


def forget_issue(session: Session, product_id: int, connection_id: int, item_id: int) -> None:
    """The issue of an item was deleted there: the next push makes a new one. Of one that is there, or in doubt, nothing
    is forgotten. Raises `connection_unknown`, `push_running`."""
    connection = hold_connection(session, product_id, connection_id)
    _check_at_rest(session, connection)
    link = delete(IssueLink).where(IssueLink.connection_id == connection_id, IssueLink.item_id == item_id)
    session.execute(link.where(IssueLink.gone_at.is_not(None)))


def hold_connection(session: Session, product_id: int, connection_id: int, version: str = "") -> Connection:
    """A connection of this product, held until this transaction ends; links and pushes may still refer to it.

    Raises `connection_unknown`, `connection_changed` when it is no longer at the version that was seen.
    """
    query = select(Connection).where(Connection.id == connection_id, Connection.product_id == product_id)
    connection = session.scalar(query.with_for_update(key_share=True))
    if connection is None:
        raise Refused("connection_unknown")
    if version and str(connection.version) != version:
        raise Refused("connection_changed")
    return connection


def _check_at_rest(session: Session, connection: Connection) -> None:
    open_one = select(Push.id).where(Push.connection_id == connection.id, Push.ended_at.is_(None))
    if push := session.scalar(open_one):
        raise Refused("push_running", push=push)


def _kept(form: ConnectionForm) -> dict[str, str]:
    return {"address": form.address, "project": form.project, "account": form.account, "language": form.language}


def sealed(seal: Seal, form: ConnectionForm) -> str:
    return seal.close(form.token, place_of(form))


def target_of(connection: Connection, seal: Seal) -> Target:
    """A connection with its token in clear, for the time of a call. Raises `tracker_token_lost`."""
    token = seal.open(connection.sealed_token, place_of(connection))
    return Target(connection.address, connection.project, token, connection.account, connection.language)


def place_of(connection: Connection | ConnectionForm) -> str:
    """What a token is sealed to."""
    return f"{connection.kind} {connection.address} {connection.project}"


def first_mapping(offered: Offered, layout: DraftLayout) -> dict[str, Any]:
    """What most probably stands for what there, by name; an owner can change all of it."""
    closed = {status.id: Status.DELIVERED if status.closed else "" for status in offered.statuses}
    guessed = {_by_name(offered.statuses, (name,)): ours for ours, names in layout.statuses.items() for name in names}
    return read_mapping(
        {
            "type": _by_name(offered.types, layout.types) or next((one.id for one in offered.types), ""),
            "priorities": {name: _by_name(offered.priorities, names) for name, names in layout.priorities.items()},
            "labels": [FIRST_LABEL],
            "statuses": {id_: guessed.get(id_, ours) for id_, ours in closed.items()},
            "names": names_of(offered),
        }
    )


def names_of(offered: Offered) -> dict[str, dict[str, str]]:
    """What the tracker calls its ids, kept so that pages can say it without asking."""
    kinds = {"types": offered.types, "priorities": offered.priorities, "statuses": offered.statuses}
    return {kind: {one.id: one.name for one in named} for kind, named in kinds.items()}


def _by_name(offered: tuple[Named, ...], names: tuple[str, ...]) -> str:
    """The id of the first of these names that is offered, or nothing."""
    ids = {one.name.casefold(): one.id for one in reversed(offered)}
    return next((ids[name.casefold()] for name in names if name.casefold() in ids), "")
