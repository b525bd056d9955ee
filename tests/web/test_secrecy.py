"""Nobody sees a tally, or an order by votes, before the close: every address, in every role, gives the same either way.

Two labs differ only in what was voted. Whatever either of them shows to anyone before the close must be identical.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest

from openlab.db.engine import Database
from openlab.domain.phases import Phase
from tests.build import Built, a_lab, cast, move, signed_in
from tests.serving import Visitor
from tests.web.addresses import every_address
from tests.web.conftest import NewVisitor

UNLIKE = {"date", "etag", "openlab-now"}  # no two answers have the same
Shown = dict[tuple[str, str], str]
CHANGING = re.compile(
    r'name="form_(?:token|key)" value="[^"]*"|request-number">[0-9a-f]{8}<|data-version="[^"]*"'
    r"|data: \S+|[0-9a-f]{8}\.\d+|\(D:\d{14}|/ID\s*\[[^\]]*\]"
    r"|\d{1,2}:\d{2}:\d{2}(?:\u202f| )?(?:[AP]M)?|<svg class=\"qr\".*?</svg>",
    re.DOTALL,
)


def visitors_in_every_role(database: Database, built: Built, visitor: NewVisitor) -> dict[str, Visitor]:
    voter, other, facilitator = visitor(), visitor(), visitor()
    voter.get(f"/r/{built.return_codes[4]}")
    other.get(f"/r/{built.return_codes[5]}")
    with database.writing() as session:
        facilitator.sign_in_with(signed_in(session, built.account))
    return {"nobody": visitor(), "who has voted": voter, "who has not": other, "facilitator": facilitator}


def everything_shown(built: Built, roles: dict[str, Visitor]) -> Shown:
    shown = {}
    for role, one in roles.items():
        for method, path in every_address(built):
            if method != "GET" or path.startswith("/r/"):
                continue
            with one.stream("GET", path) as answer:
                text = next(answer.iter_text()) if path.endswith("/events") else answer.read().decode(errors="replace")
                headers = {name: answer.headers[name] for name in answer.headers if name not in UNLIKE}
                headers.pop("content-length", None)
                headers.pop("set-cookie", None)
                shown[role, path] = CHANGING.sub("", text + repr(sorted(headers.items())))
    return shown


def shown_with_votes_one_way_and_the_other(database: Database, built: Built, roles: dict[str, Visitor]) -> list[Shown]:
    a, b, c, d = built.cards
    views = []
    for pairs in ([(a, b)] * 4, [(c, d)] * 4):
        for person, pair in zip(built.people, pairs, strict=False):
            cast(database, built, person, *pair)
        cast(database, built, built.people[4], a, c)
        views.append(everything_shown(built, roles))
    return views


@pytest.mark.parametrize("reopened", [False, True], ids=["first vote", "reopened vote"])
def test_no_address_in_any_role_tells_what_was_voted_before_the_close(
    database: Database, visitor: NewVisitor, reopened: bool
) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    if reopened:
        cast(database, built, built.people[0], *built.cards[:2])
        move(database, built, Phase.RESULTS)
        move(database, built, Phase.VOTE)
    roles = visitors_in_every_role(database, built, visitor)
    one_way, other_way = shown_with_votes_one_way_and_the_other(database, built, roles)
    assert one_way.keys() == other_way.keys()
    assert len(one_way) > 60
    for place, text in one_way.items():
        assert text == other_way[place], place


def test_the_same_check_sees_the_difference_once_the_vote_is_closed(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    a, b, c, d = built.cards
    roles = visitors_in_every_role(database, built, visitor)
    seen = []
    for pair in ((a, b), (c, d)):
        cast(database, built, built.people[0], *pair)
        move(database, built, Phase.RESULTS)
        seen.append(everything_shown(built, roles))
        move(database, built, Phase.VOTE)
    changed = {place[1] for place, text in seen[0].items() if text != seen[1][place]}
    assert {f"/l/{built.code}", f"/l/{built.code}/screen", f"/labs/{built.lab}"} <= changed


def test_no_address_tells_a_result_after_going_back(database: Database, visitor: NewVisitor) -> None:
    built = a_lab(database, Phase.VOTE, people_in=6)
    a, b, c, d = built.cards
    roles = visitors_in_every_role(database, built, visitor)
    seen = []
    for pair in ((a, b), (c, d)):
        cast(database, built, built.people[0], *pair)
        move(database, built, Phase.RESULTS)
        move(database, built, Phase.SORT)
        shown = everything_shown(built, roles)
        seen.append({place: text for place, text in shown.items() if not place[1].endswith("/journal")})
        move(database, built, Phase.VOTE)
    assert seen[0] == seen[1]


def test_no_log_line_tells_a_vote_or_a_return_code(
    database: Database,
    participant: Callable[..., Visitor],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    built = a_lab(database, Phase.VOTE)
    zoe = participant(built)
    zoe.submit(f"/l/{built.code}/ballot", choice=[str(card) for card in built.cards[:2]])
    zoe.submit(f"/l/{built.code}/ballot", choice=["1"])
    zoe.get("/r/AAAAAAAAAAAA")
    written = "".join(record.getMessage() for record in caplog.records if record.name != "httpx")
    output = capfd.readouterr()
    assert "request" in written
    told = {repr(getattr(record, "facts", {}).keys()) for record in caplog.records if record.name != "httpx"}
    assert told == {"dict_keys(['request', 'method', 'route', 'status', 'ms'])"}
    facts = "".join(str(getattr(record, "facts", "")) for record in caplog.records)
    for text in (built.return_codes[0], built.code, "choice", "AAAAAAAAAAAA", "Personne"):
        assert text not in facts + written + output.out + output.err
