"""What the event stream tells the phones of everyone's cards: enough to have the list without asking, and no more."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Callable
from functools import partial
from html import unescape

import pytest

from openlab.actions import labs, pain_points
from openlab.actions.labs import LabForm
from openlab.db.engine import Database
from openlab.db.queries.labs import Room, room_since
from openlab.domain.phases import Phase
from openlab.live import MOST_CARDS, Audience, Change, Lane, Live, News
from openlab.settings import Settings
from openlab.web import site
from tests.build import Built, a_lab, cast, give, join, merge, move, room, unmerge
from tests.serving import Served, Visitor, serving
from tests.waiting import PATIENCE_SECONDS, until
from tests.web.listening import VERSION, Phone, after, listed, listening, phone_of

PATCH = re.compile(r'data-patch="([^"]*)"')
FORM_KEY = re.compile(r'(?<=name="form_key" value=")[^"]+')
Back = Callable[..., Visitor]


def without_keys(page: str, other: str) -> str:
    """The page, with the form keys of the other one: each answer has new ones."""
    keys = iter(FORM_KEY.findall(other))
    return FORM_KEY.sub(lambda _: next(keys), page)


def facilitate(database: Database, built: Built, action: Callable[..., object], *values: object) -> None:
    with database.writing() as session:
        action(session, built.lab, built.account, *values)


def act_at_random(database: Database, built: Built, dice: random.Random) -> None:
    """The facilitator gives, hides, restores, edits, merges or unmerges a card of the room."""
    number = dice.randrange(10**6)
    cards = room(database, built).cards
    one, other = dice.sample(cards, 2)
    match dice.choice(("give", "hide", "edit", "merge", "merge", "unmerge")):
        case "give":
            text = f'<{number}> & "été"', "détail " * dice.randrange(60)
            facilitate(database, built, pain_points.add_pain_point_for, *text, "", str(number))
        case "hide":
            facilitate(database, built, pain_points.hide_pain_point, one.id, not one.hidden)
        case "merge" if one.merged_into is other.merged_into is None:
            merge(database, built, one.id, into=other.id)
        case "unmerge" if merged := [card.id for card in cards if card.merged_into]:
            unmerge(database, built, dice.choice(merged))
        case _:
            facilitate(database, built, pain_points.edit_pain_point, one.id, f"Mieux {number}", one.detail)


def test_a_phone_that_only_listens_has_the_list_of_the_page(
    served: Served, database: Database, participant: Back, monkeypatch: pytest.MonkeyPatch
) -> None:
    built, dice = a_lab(database, Phase.COLLECT, cards=0), random.Random(6)
    for number in range(6):
        facilitate(database, built, pain_points.add_pain_point_for, f"Carte {number}", "", "", str(number))
    move(database, built, Phase.SORT)
    french, english = participant(built), participant(built, 1)
    french.headers["Accept-Language"] = "fr"
    phones = [phone_of(served, one, built) for one in (french, english)]

    def act_five_times() -> None:
        for _ in range(5):
            act_at_random(database, built, dice)

    for turn in range(10):
        phone = phones[turn % 2].ask()
        events = after(served, phone, built, act_five_times)
        assert {event for event, _ in events} == {"cards"}
        page = phone.visitor.get(phone.address).text
        assert list(phone.cards.items()) == list(listed(page).items())
        with monkeypatch.context() as read_whole:
            read_whole.setattr(site, "FRESH_SECONDS", 0.0)
            assert page == without_keys(phone.visitor.get(phone.address).text, page)
        assert phone.count == len(phone.cards)
        assert phone.version == VERSION.findall(page)[0]
    assert any("dit la même chose" in html for html in phones[0].cards.values())
    assert any("says the same" in html for html in phones[1].cards.values())


def test_who_gave_the_card_asks_and_a_page_that_has_it_follows_on(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe, yann = (phone_of(served, participant(built, number), built) for number in (0, 1))
    lane = served.site.live.lane(built.lab, Audience.PARTICIPANTS)
    seen: list[str] = []

    def three_cards() -> None:
        for giver, title in ((1, "D’un autre"), (0, "De Zoé"), (1, "D’un autre encore")):
            give(database, built, built.people[giver], title)
            served.wait_until_heard()
            seen.append(lane.version)

    events = after(served, zoe, built, three_cards)
    assert zoe.version != zoe.told, "the page before her own card does not know it"
    since = [version for _, data in events if len(data) > 1 for version in data[0].split()]
    assert seen[1] in since
    assert seen[0] not in since
    after(served, yann, built, lambda: give(database, built, built.people[0], "De Zoé, encore"))
    assert yann.version != yann.told, "Yann has missed what came before"


def test_a_patch_holds_what_everyone_sees_and_no_name(served: Served, database: Database, participant: Back) -> None:
    built = a_lab(database, Phase.COLLECT)
    join(database, built, "Prénom-Secret")
    phone = phone_of(served, participant(built), built)
    [(event, [_, patch])] = after(served, phone, built, lambda: give(database, built, built.people[-1], "<b>Vu</b>"))
    assert event == "cards"
    assert json.loads(patch).keys() == {"version", "count", "cards", "gone"}
    assert "&lt;b&gt;Vu&lt;/b&gt;" in patch
    assert "Prénom-Secret" not in patch


def another_title(database: Database, built: Built) -> None:
    facilitate(database, built, labs.set_up_lab, LabForm("Un autre titre"))


def a_card_and_another_title(database: Database, built: Built) -> None:
    give(database, built, built.people[1], "Une carte")
    another_title(database, built)


def the_next_phase(database: Database, built: Built) -> None:
    move(database, built, Phase.SORT)


@pytest.mark.parametrize("act", [another_title, a_card_and_another_title, the_next_phase])
def test_what_else_changes_is_asked_for(
    served: Served, database: Database, participant: Back, act: Callable[[Database, Built], None]
) -> None:
    built = a_lab(database, Phase.COLLECT)
    phone = phone_of(served, participant(built), built)
    assert after(served, phone, built, lambda: act(database, built))[-1][0] == "version"
    assert phone.version != phone.told


def test_after_each_change_of_phase_every_phone_asks_but_for_the_ranking(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT, cards=3)
    phone = phone_of(served, participant(built), built)
    for phase in (*[*Phase][2:], Phase.SORT, Phase.COLLECT):
        [*_, (event, data)] = after(served, phone, built, partial(move, database, built, phase))
        if phase is Phase.RESULTS:
            assert (event, phone.version) == ("page", phone.told)
            continue
        assert (event, len(data)) == ("version", 1)
        assert phone.version != phone.told
        phone.ask()
        assert phone.version == phone.told


def test_a_card_that_is_withdrawn_leaves_the_phones_of_the_others_and_comes_back_when_given_again(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT)
    card = give(database, built, built.people[0], "Dite trop vite")
    zoe, yann = (phone_of(served, participant(built, number), built) for number in (0, 1))

    def withdraw(withdrawn: bool) -> None:
        with database.writing() as session:
            pain_points.withdraw_pain_point(session, built.lab, built.people[0], card, withdrawn)

    for withdrawn in (True, False):
        assert [event for event, _ in after(served, yann, built, partial(withdraw, withdrawn))] == ["cards"]
        assert (card in yann.cards) is not withdrawn
        assert yann.version == yann.told
    after(served, zoe, built, partial(withdraw, True))
    assert zoe.version != zoe.told, "her own page also says that it is withdrawn: she asks"


def test_a_phone_that_comes_back_is_told_at_once_that_its_page_is_old(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT)
    phone = phone_of(served, participant(built), built)
    give(database, built, built.people[1], "Pendant la coupure")
    served.wait_until_heard()
    after(served, phone, built, lambda: None)
    assert phone.version != phone.told
    assert "Pendant la coupure" in str(phone.ask().cards)
    assert phone.version == phone.told


def test_once_ballots_are_in_a_merge_is_asked_for_since_it_may_free_one(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.VOTE)
    cast(database, built, built.people[0], *built.cards[:2])
    move(database, built, Phase.SORT)
    phone = phone_of(served, participant(built), built)
    assert [event for event, _ in after(served, phone, built, lambda: merge(database, built, *built.cards[:2]))] == [
        "version"
    ]


def test_cards_given_early_are_nobody_else_s_yet(served: Served, database: Database, participant: Back) -> None:
    built = a_lab(database, early=True)
    phone = phone_of(served, participant(built), built)
    events = after(served, phone, built, lambda: give(database, built, built.people[1], "En avance"))
    assert "En avance" not in str(events)
    assert phone.version == phone.told


def test_the_room_is_only_told_the_version(served: Served, database: Database, visitor: Callable[..., Visitor]) -> None:
    built = a_lab(database, Phase.COLLECT)

    async def listen() -> set[str]:
        async with asyncio.timeout(30), listening(served.url, visitor(), f"/l/{built.code}/events?for=room") as events:
            first, _ = await anext(events)
            await asyncio.to_thread(give, database, built, built.people[0], "Du nouveau")
            second, _ = await anext(events)
            return {first, second}

    assert asyncio.run(listen()) == {"version"}


def test_of_a_lab_only_the_cards_that_changed_are_read_again_unless_more_depends_on_them(database: Database) -> None:
    built = a_lab(database, Phase.SORT, cards=4)
    first, second, third, fourth = built.cards
    before = room(database, built)
    merge(database, built, first, second)
    facilitate(database, built, pain_points.hide_pain_point, third, True)

    def since(changed: set[int]) -> Room:
        with database.reading() as session:
            return room_since(session, before, frozenset(changed))

    assert since({first, second, third}) == room(database, built)
    assert since({second}).card[third] == before.card[third]
    facilitate(database, built, pain_points.add_pain_point_for, "Venue après", "", "", "a key")
    merge(database, built, room(database, built).cards[-1].id, fourth, into=room(database, built).cards[-1].id)
    assert since({fourth}) == room(database, built), "it leans on a card that was not known"


def test_what_this_process_did_and_has_heard_already_is_not_the_newest_again() -> None:
    async def version() -> str:
        hub = Live()
        hub.start()
        lane = hub.lane(1, Audience.ROOM)
        hub.heard("1 room mine 7")
        hub.heard("1 room theirs 8")
        hub.renewed(1, Audience.ROOM, "mine")
        await asyncio.sleep(0)
        hub.stop()
        return lane.version

    assert asyncio.run(version()) == "theirs"


def test_what_this_process_did_last_is_on_its_pages_until_more_is_heard() -> None:
    async def versions() -> list[str]:
        hub = Live()
        hub.start()
        lane = hub.lane(1, Audience.ROOM)
        for version in ("mine1", "mine2", "lost", "mine3"):
            hub.renewed(1, Audience.ROOM, version)
        await asyncio.sleep(0)
        seen = []
        for version in ("theirs1", "mine1", "mine2", "mine3", "theirs2"):
            hub.heard(f"1 room {version}")
            seen.append(lane.version)
        hub.stop()
        return seen

    assert asyncio.run(versions()) == ["mine3", "mine3", "mine3", "mine3", "theirs2"]


@pytest.mark.postgresql
def test_who_does_two_things_sees_the_second_though_only_the_first_was_heard(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[str] = []

    def hear_two_late(live: Live, said: str, hear: Callable[[Live, str], None] = Live.heard) -> None:
        late.append(said)
        if len(late) > len(Audience):
            hear(live, late.pop(0))

    monkeypatch.setattr(Live, "heard", hear_two_late)
    with serving(Settings(database_url=postgresql_url)) as served, Visitor(served.url) as zoe:
        assert served.hears.wait(PATIENCE_SECONDS)
        served.site.live.greet = lambda _lab_id, _audience: None
        built = a_lab(served.site.database, Phase.COLLECT)
        lane = served.site.live.lane(built.lab, Audience.PARTICIPANTS)
        zoe.get(f"/r/{built.return_codes[0]}")
        zoe.submit(f"/l/{built.code}/pain-points", title="La première", form_key="1")
        assert "La première" in zoe.get(f"/l/{built.code}").text
        first = lane.version
        zoe.submit(f"/l/{built.code}/pain-points", title="La seconde", form_key="2")
        until(lambda: lane.latest == first)
        assert "La seconde" in zoe.get(f"/l/{built.code}").text


def hub_of(*said: Callable[[Live], None]) -> News:
    """What the room of lab 1 is told once all this was said, told only at the end."""

    async def say() -> News:
        hub = Live()
        hub.start()
        lane = hub.lane(1, Audience.ROOM)
        lane.version = lane.latest = "first"
        lane.tell()
        for one in said:
            one(hub)
            await asyncio.sleep(0)
        lane.tell()
        hub.stop()
        return lane.news_since("first")

    return asyncio.run(say())


def test_what_several_processes_do_is_told_in_the_order_in_which_it_was_committed() -> None:
    news = hub_of(
        lambda hub: hub.renewed(1, Audience.ROOM, "mine"),
        lambda hub: hub.heard("1 room theirs 7 8"),
        lambda hub: hub.heard("1 room mine 9"),
    )
    assert news == News("mine", (Change("first", frozenset({7, 8})), Change("theirs", frozenset({9}))))
    assert news.cards == {7, 8, 9}


@pytest.mark.parametrize("said", ["1 room other", "1 room other 7 eight"])
def test_one_change_of_something_else_makes_every_page_ask(said: str) -> None:
    assert not hub_of(lambda hub: hub.heard("1 room cards 7"), lambda hub: hub.heard(said)).cards


def test_very_many_cards_at_once_are_less_to_ask_for(served: Served, database: Database, participant: Back) -> None:
    built = a_lab(database, Phase.COLLECT, people_in=4, cards=MOST_CARDS + 2)
    move(database, built, Phase.SORT)
    phone = phone_of(served, participant(built), built)
    assert [event for event, _ in after(served, phone, built, lambda: merge(database, built, *built.cards))] == [
        "version"
    ]


def test_a_slow_phone_is_told_several_changes_in_one() -> None:
    async def slow_reader() -> tuple[bytes, News]:
        hub = Live()
        hub.start()
        lane, told = hub.lane(1, Audience.PARTICIPANTS), []

        async def write(news: News) -> bytes:
            told.append(news)
            return news.in_short

        stream = hub.stream(1, Audience.PARTICIPANTS, write)
        first = await anext(stream)
        for card in (7, 8):
            lane.change(f"after-{card}", frozenset({card}))
            lane.tell()
        await anext(stream)
        hub.stop()
        return first, told[0]

    first, news = asyncio.run(slow_reader())
    assert news.version == "after-8"
    assert [change.cards for change in news.changes] == [{7}, {8}]
    assert news.changes[0].since.encode() in first


def given(phone: Phone, **fields: str) -> str:
    """The page that answers a card which is given as openlab.js gives it; the phone has put its list together."""
    form, shown = {"form_token": phone.visitor.token(), **fields}, {"Openlab-Version": phone.version}
    page = phone.visitor.post(f"{phone.address}/pain-points", data=form, headers=shown).text
    for patch in PATCH.findall(page):
        assert not listed(page)
        phone.put(json.loads(unescape(patch)))
    return page


def test_who_gives_a_card_is_answered_by_their_page_with_what_became_of_the_list(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT)
    zoe, yann = (phone_of(served, participant(built, number), built) for number in (0, 1))
    given(yann, title="Entre-temps <b>", form_key="his")
    page = given(zoe, title="La mienne", form_key="hers")
    assert "La mienne" in page.partition('id="mine"')[2]
    if database.on_sqlite:  # on PostgreSQL, this process may not have heard of it yet: then the list comes whole
        assert len(json.loads(unescape(PATCH.findall(page)[0]))["cards"]) == 2
        assert 'aria-invalid="true"' in given(zoe, title="", form_key="hers again")
        told = dict(zoe.cards)
        assert told == zoe.ask().cards
        assert len(told) == 6


def test_who_gives_a_card_from_an_older_page_than_is_known_has_the_whole_list(
    served: Served, database: Database, participant: Back
) -> None:
    built = a_lab(database, Phase.COLLECT)
    phone = phone_of(served, participant(built), built)
    phone.version = "older"
    page = given(phone, title="La mienne", form_key="mine")
    assert len(listed(page)) == 5
    with database.writing() as session:
        labs.set_up_lab(session, built.lab, built.account, LabForm("Autre titre"))
    phone.version = VERSION.findall(page)[0]
    assert len(listed(given(phone, title="Une autre", form_key="another"))) == 6
    move(database, built, Phase.SORT)
    assert len(listed(given(phone, title="Trop tard", form_key="late"))) == 6


def test_a_form_sent_without_javascript_leads_to_the_page(database: Database, participant: Back) -> None:
    built = a_lab(database, Phase.COLLECT)
    answer = participant(built).submit(f"/l/{built.code}/pain-points", title="La mienne", form_key="mine")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/l/{built.code}")


def test_the_cards_between_two_versions_are_known_as_long_as_nothing_else_changed() -> None:
    async def lane() -> Lane:
        hub = Live()
        hub.start()
        lane = hub.lane(1, Audience.PARTICIPANTS)
        lane.version = lane.latest = "a"
        for version, cards in (("b", {1}), ("c", {2}), ("d", set()), ("e", {3, 4}), ("f", {4})):
            lane.change(version, frozenset(cards))
        hub.stop()
        return lane

    between = asyncio.run(lane()).cards_between
    known = {"ab": {1}, "ac": {1, 2}, "bc": {2}, "de": {3, 4}, "df": {3, 4}, "ff": set()}
    assert {pair: set(between(*pair) or ()) for pair in known} == known
    assert between("f", "f") is not None
    assert {between(*pair) for pair in ("cd", "af", "fa", "xf", "ex")} == {None}


def test_what_follows_from_cards_that_came_is_what_follows_from_all_of_them(database: Database) -> None:
    built = a_lab(database, Phase.SORT, cards=4)
    merge(database, built, *built.cards[:2])
    move(database, built, Phase.COLLECT)
    before = room(database, built)
    come = {give(database, built, built.people[0], f"Venue après {number}") for number in range(2)}
    facilitate(database, built, pain_points.add_pain_point_for, "D’une personne sans téléphone", "", "", "a key")
    come.add(room(database, built).cards[-1].id)

    with database.reading() as session:
        carried_on, read = room_since(session, before, frozenset(come)), room(database, built)
    assert carried_on == read
    assert {"card", "stands", "inside", "votable", "given_by"} <= carried_on.__dict__.keys()
    for name in ("card", "stands", "inside", "votable", "given_by", "shown"):
        assert getattr(carried_on, name) == getattr(read, name), name
