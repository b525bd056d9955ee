"""The door of a lab: who may come in, by which code, and what a facilitator must confirm before sending anyone out."""

from __future__ import annotations

from enum import StrEnum

from openlab.domain import Refused

MOST_BADGES = 300


class Why(StrEnum):
    """Why a code that led into a lab does so no more."""

    SET_ASIDE = "set_aside"
    REISSUED = "reissued"


def entering(*, locked: bool, by_badge: bool, has_badge: bool, by_facilitator: bool) -> None:
    """Nobody new comes in through a locked door, but a facilitator may bring someone in; a lab by invitation takes only
    people with a badge. Raises `door_locked`, `badge_needed`.
    """
    if locked and not by_facilitator:
        raise Refused("door_locked")
    if by_badge and not has_badge:
        raise Refused("badge_needed")


def using(retired: str | None) -> None:
    """A code that was taken out of use leads nowhere. Raises `set_aside`, `code_replaced`."""
    if retired:
        raise Refused("set_aside" if retired == Why.SET_ASIDE else "code_replaced")


def confirming(confirmed: str) -> None:
    """What cannot be undone is ticked first. Raises `confirm_first`."""
    if confirmed != "yes":
        raise Refused("confirm_first", "confirmed")


def setting_aside(*, has_ballot: bool, was_counted: bool) -> None:
    """A ballot that has been in a result stays in it: what two results differ by would tell what one person voted.

    Raises `ballot_counted`.
    """
    if has_ballot and was_counted:
        raise Refused("ballot_counted")


def numbering(held: int, named: int, nameless: str) -> int:
    """How many badges without a name to make beside the `named` ones, as it was typed, when a lab has `held` already.

    Raises `badges_missing`, `badges_too_many`.
    """
    more = int(nameless) if nameless.isdecimal() and len(nameless) <= 4 else -1 if nameless.strip() else 0
    if more < 0 or not named + more:
        raise Refused("badges_missing", "count")
    if held + named + more > MOST_BADGES:
        raise Refused("badges_too_many", "count", limit=MOST_BADGES)
    return more
