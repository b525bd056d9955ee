"""The participant's page: one address, a template per phase; and the forms it sends."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import segno
from litestar import Response, get, post
from litestar.params import FromPath
from markupsafe import Markup
from sqlalchemy.orm import Session

from openlab.actions import ballots, groups, pain_points, participants
from openlab.db.queries import door
from openlab.db.queries.groups import wishes_of
from openlab.db.queries.labs import Room
from openlab.db.queries.participants import person as person_of
from openlab.domain import Refused, people
from openlab.domain import ballots as ballot_rules
from openlab.domain.door import using
from openlab.domain.phases import Phase, may_submit, page_of, round_of
from openlab.live import Audience
from openlab.web import cards, forum, ranking, sheet_view
from openlab.web.access import AtLab, address, at_lab, known_lab, lab_of_return_code, return_code_at, still_there
from openlab.web.cookies import BROWSER, cookie, forget, keep, lab_cookie
from openlab.web.forms import check_form, read_checked_form, read_form
from openlab.web.pages import Fault, language, page, see, shared
from openlab.web.site import Visit, site_of
from openlab.web.throttle import JOINING, WRITING


@get("/l/{code:str}")
async def show_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    return await show(request, await at_lab(request, code))


@post("/l/{code:str}/join")
async def join_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    form = await read_form(request)
    site = site_of(request)
    lab_id = await known_lab(request, code)
    here = await at_lab(request, code)
    if here.person:
        return see(f"/l/{here.room.code}")
    return_code = here.return_code
    if here.badge is None:
        return_code = people.return_code(cookie(request, BROWSER), here.room.code)
    try:
        check_form(request, form)
        using(here.gone)
        site.throttle.take(JOINING, lab_id, address(request))
        await site.database.write(participants.join, lab_id, return_code, form.text("name"), form.text("persona"))
    except Refused as refusal:
        return await show(request, await at_lab(request, code), Fault(refusal, "join", form))
    response = see(f"/l/{here.room.code}")
    keep(request, response, lab_cookie(here.room.code), return_code)
    return response


@post("/l/{code:str}/leave")
async def leave_lab(request: Visit, code: FromPath[str]) -> Response[Any]:
    """Hand the phone to the next person: this browser forgets who it was; the return code still leads back."""
    await read_checked_form(request)
    here = await at_lab(request, code)
    response = see(f"/l/{here.room.code}")
    forget(request, response, lab_cookie(here.room.code))
    forget(request, response, BROWSER)
    return response


@get("/r/{return_code:str}")
async def come_back(request: Visit, return_code: FromPath[str]) -> Response[Any]:
    """Back in as the same person, at the current step, from any phone."""
    return_code, code = await lab_of_return_code(request, return_code)
    here = await at_lab(request, code)
    if here.person and here.return_code != return_code:
        return page(request, "participant/come_back.html", room=here.room, person=here.person)
    return _as_the_one_of(request, here.room, return_code)


@post("/r/{return_code:str}")
async def come_back_instead(request: Visit, return_code: FromPath[str]) -> Response[Any]:
    """Someone else takes this phone over, and said so: a code found on a wall does not change who one is."""
    await read_checked_form(request)
    return_code, code = await lab_of_return_code(request, return_code)
    return _as_the_one_of(request, (await at_lab(request, code)).room, return_code)


def _as_the_one_of(request: Visit, room: Room, return_code: str) -> Response[Any]:
    """The step after the close is the follow-up, once it is published."""
    response = see(f"/f/{room.code}" if room.phase is Phase.CLOSED and room.follow_up_at else f"/l/{room.code}")
    keep(request, response, lab_cookie(room.code), return_code)
    return response


@get("/l/{code:str}/me")
async def show_return_code(request: Visit, code: FromPath[str]) -> Response[Any]:
    here = await at_lab(request, code)
    if not here.person:
        return see(f"/l/{here.room.code}")
    link = f"{site_of(request).settings.public_url}/r/{here.return_code}"
    return page(
        request,
        "participant/me.html",
        room=here.room,
        person=here.person,
        return_code=here.return_code,
        link=link,
        qr=qr(link),
    )


@post("/l/{code:str}/pain-points")
async def give_pain_point(request: Visit, code: FromPath[str]) -> Response[Any]:
    return await act(request, code, "give", pain_points.add_pain_point, fields=("title", "detail", "form_key"))


@post("/l/{code:str}/pain-points/{card:int}")
async def edit_pain_point(request: Visit, code: FromPath[str], card: FromPath[int]) -> Response[Any]:
    fields = ("title", "detail")
    return await act(request, code, f"edit-{card}", pain_points.edit_own_pain_point, card, fields=fields)


@post("/l/{code:str}/pain-points/{card:int}/withdraw")
async def withdraw_pain_point(request: Visit, code: FromPath[str], card: FromPath[int]) -> Response[Any]:
    return await act(request, code, f"edit-{card}", pain_points.withdraw_pain_point, card, True)


@post("/l/{code:str}/pain-points/{card:int}/give-again")
async def give_pain_point_again(request: Visit, code: FromPath[str], card: FromPath[int]) -> Response[Any]:
    return await act(request, code, f"edit-{card}", pain_points.withdraw_pain_point, card, False)


@post("/l/{code:str}/ballot")
async def cast_ballot(request: Visit, code: FromPath[str]) -> Response[Any]:
    return await act(request, code, "ballot", ballots.cast_ballot, lists=("choice",))


@post("/l/{code:str}/wishes")
async def give_wishes(request: Visit, code: FromPath[str]) -> Response[Any]:
    return await act(request, code, "wishes", groups.give_wishes, lists=("wish",))


async def act(
    request: Visit,
    code: str,
    at: str,
    action: Callable[..., None],
    *values: int,
    lists: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
) -> Response[Any]:
    """One form of a participant: taken, or the page as it stands now with the reason and the typed text. A form that
    was sent in the background is answered by the page that it would ask for next.

    `at` names the form on its page; the action gets the lab, the person, the values and then the form's fields.
    """
    form = await read_form(request)
    lab_id, return_code = await known_lab(request, code), return_code_at(request, code)
    try:
        check_form(request, form)
        if not return_code:
            raise Refused("not_joined")
        site_of(request).throttle.take(WRITING, lab_id, return_code)
        sent = [form.all(name) for name in lists], [form.text(name) for name in fields]
        act_as = partial(_act_as, action, lab_id, return_code)
        async with still_there(request, code):
            await site_of(request).database.write(act_as, *values, *sent[0], *sent[1])
    except Refused as refusal:
        return await show(request, await at_lab(request, code), Fault(refusal, at, form))
    if cards.SHOWN in request.headers:
        return await show(request, await at_lab(request, code))
    return see(f"/l/{people.typed_code(code)}")


def _act_as(action: Callable[..., None], lab_id: int, return_code: str, session: Session, *sent: object) -> None:
    """In one transaction: who it is, and what they do. Raises `set_aside`, `code_replaced`, `not_joined`."""
    held = lab_id, people.fingerprint(return_code)
    person = person_of(session, *held)
    if person is None:
        using(door.unused(session, *held)[0])
        raise Refused("not_joined")
    action(session, lab_id, person.id, *sent)


async def show(request: Visit, here: AtLab, fault: Fault | None = None) -> Response[Any]:
    """The page of a lab as it stands now, with what was wrong with a form."""
    room, person = here.room, here.person
    lab, patch = f"/l/{room.code}", cards.since_shown(request, room, here.version)
    shown: dict[str, Any] = {
        "fault": fault,
        "version": here.version,
        "events": f"{lab}/events?for={Audience.PARTICIPANTS}&lang={language(request)}&as={person.id if person else 0}",
        "here": lab,
        "room": room,
        "own_sheets": await sheet_view.of_person(request, here, fault),
    }
    if person is None:
        return page(request, "participant/join.html", **shown, gone=here.gone, badge=here.badge)
    return page(
        request,
        f"participant/{page_of(room.phase)}.html",
        **shown,
        person=person,
        return_code=here.return_code,
        may_submit=may_submit(room.phase, room.early),
        mine=room.given_by.get(person.id, ()),
        everyones="" if patch else cards.everyones(request, room),
        patch=patch,
        choices=_choices(request, here, fault),
        chosen=_counted(here),
        yours=ranking.yours(language(request), room, person),
        ranking=shared(request, "participant/_ranking.html", room.id, room, room=room) if room.outcome else "",
        group=next((g for g in room.groups if any(p.id == person.id for p in g.people)), None),
        wishes=await _wishes(request, here),
        **await forum.for_participant(request, room, person.id),
    )


async def _wishes(request: Visit, here: AtLab) -> list[int]:
    """The topics that this person wishes, while a round of groups is on."""
    round_ = round_of(here.room.phase)
    if round_ is None or here.person is None:
        return []
    return await site_of(request).database.read(wishes_of, here.room.id, round_, here.person.id)


def _choices(request: Visit, here: AtLab, fault: Fault | None) -> Markup:
    """What this person votes for, in an order of their own; ticked are the two of their ballot, or those refused."""
    if here.room.phase is not Phase.VOTE:
        return Markup()
    order = ballot_rules.shuffled(here.room.shown, here.return_code)
    if fault and fault.at == "ballot":
        return cards.choices(request, here.room, order, fault.typed.all("choice"))
    return cards.choices(request, here.room, order, map(str, _counted(here) or ()))


def _counted(here: AtLab) -> tuple[int, int] | None:
    """The two cards that this person's ballot counts for now."""
    if here.person is None or here.person.ballot is None:
        return None
    return ballot_rules.counted(here.person.ballot, here.room.stands, here.room.shown)


def qr(address: str) -> Markup:
    """A QR code as inline SVG: black on white in every theme, with the quiet zone that cameras need."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None))  # noqa: S704
