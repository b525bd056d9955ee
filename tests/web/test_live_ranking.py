"""What the event stream brings the phones at the close: to each the page that it would have asked for, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from openlab.actions import ballots, door
from openlab.db.engine import Database
from openlab.domain import people
from openlab.domain.phases import Phase
from openlab.live import Audience
from openlab.web import ranking
from tests.build import Built, a_lab, cast, give, join, merge, move, room
from tests.serving import Served, Visitor
from tests.web.listening import Phone, after, phone_of

Back = Callable[..., Visitor]
TITLES = ("<b>Été</b> & « hiver »", '</main>\\n"data: x"', "سؤال", "Sans une voix")


@pytest.fixture
def voting(database: Database) -> Built:
    """Three people: one voted, a facilitator voted for the second, the third, of an odd name, not at all."""
    built = a_lab(database, Phase.COLLECT, people_in=2, cards=0)
    for title in TITLES:
        give(database, built, built.people[0], title, "Un\ndétail")
    join(database, built, '<i>Zoé</i> & "co" \\ n')
    move(database, built, Phase.SORT)
    move(database, built, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    with database.writing() as session:
        choices = list(map(str, built.cards[1:3]))
        ballots.cast_ballot_for(session, built.lab, built.account, choices, str(built.people[1]))
    return built


def told_at_the_close(served: Served, database: Database, voting: Built, phone: Phone) -> tuple[str, str]:
    """The event, and all that it says."""
    [(event, data)] = after(served, phone, voting, partial(move, database, voting, Phase.RESULTS))
    return event, "\n".join(data)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_phone_is_told_the_page_that_it_would_have_asked_for(
    served: Served, database: Database, voting: Built, participant: Back, language: str, number: int
) -> None:
    visitor = participant(voting, number)
    visitor.headers["Accept-Language"] = language
    phone = phone_of(served, visitor, voting)
    assert told_at_the_close(served, database, voting, phone)[0] == "page"
    told, version = phone.parts, phone.version
    assert (len(told), version) == (3, phone.told)
    assert phone.ask().parts == told
    assert phone.version == version


def test_what_follows_on_the_ranking_is_told_too_and_a_heartbeat_is_short(
    served: Served, database: Database, voting: Built, participant: Back
) -> None:
    move(database, voting, Phase.RESULTS)
    phone = phone_of(served, participant(voting), voting)

    def keep_a_topic() -> None:
        with database.writing() as session:
            ballots.keep_topics(session, voting.lab, voting.account, [str(voting.cards[0])])

    assert [event for event, _ in after(served, phone, voting, keep_a_topic)] == ["page"]
    assert "topic kept" in phone.parts[-1]
    assert phone.parts == phone.ask().parts

    lane = served.site.live.lane(voting.lab, Audience.PARTICIPANTS)
    lane.tell()
    assert not lane.news_since(lane.latest).changes


def test_nobody_is_told_the_votes_or_the_name_of_another(
    served: Served, database: Database, voting: Built, participant: Back
) -> None:
    phone = phone_of(served, participant(voting, 2), voting)
    _, told = told_at_the_close(served, database, voting, phone)
    assert "Personne" not in told
    assert "Your two votes" not in told


def test_who_only_looks_in_is_told_the_version(
    served: Served, database: Database, voting: Built, visitor: Callable[[], Visitor]
) -> None:
    assert told_at_the_close(served, database, voting, phone_of(served, visitor(), voting))[0] == "version"


def test_whoever_holds_a_code_that_was_replaced_meanwhile_is_told_the_version(
    served: Served, database: Database, voting: Built, participant: Back
) -> None:
    phone = phone_of(served, participant(voting), voting)

    def replace_the_code_and_close() -> None:
        with database.writing() as session:
            new_code = people.return_code("another browser", voting.code)
            door.replace_return_code(session, voting.lab, voting.account, voting.people[0], new_code, "yes")
        move(database, voting, Phase.RESULTS)

    told = str(after(served, phone, voting, replace_the_code_and_close))
    assert "page" not in told
    assert TITLES[1] not in told


def test_a_page_that_knows_of_something_else_asks(
    served: Served, database: Database, voting: Built, participant: Back
) -> None:
    phone = phone_of(served, participant(voting), voting)
    phone.version = "older"
    assert told_at_the_close(served, database, voting, phone)[0] == "page"
    assert phone.version == "older"


def test_a_ranking_that_is_too_long_is_asked_for(
    served: Served, database: Database, voting: Built, participant: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "LONGEST_PAGE", 100)
    phone = phone_of(served, participant(voting), voting)
    assert told_at_the_close(served, database, voting, phone)[0] == "version"


def test_a_ballot_that_is_not_counted_is_not_told_as_one_s_votes(
    served: Served, database: Database, voting: Built, participant: Back
) -> None:
    move(database, voting, Phase.SORT)
    merge(database, voting, *voting.cards[:2])
    move(database, voting, Phase.VOTE)
    assert room(database, voting).waiting
    phone = phone_of(served, participant(voting), voting)
    _, told = told_at_the_close(served, database, voting, phone)
    assert "Your two votes" not in told
    assert phone.parts == phone.ask().parts
