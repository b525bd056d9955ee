"""The phases of a lab, their order, and what each one allows."""

from __future__ import annotations

from enum import StrEnum

from openlab.domain import Refused


class Phase(StrEnum):
    PREPARATION = "preparation"
    COLLECT = "collect"
    SORT = "sort"
    VOTE = "vote"
    RESULTS = "results"
    GROUPS_1 = "groups_1"
    GROUPS_2 = "groups_2"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"


ORDER = tuple(Phase)
# What a shorter half-day leaves out.
OPTIONAL = {Phase.GROUPS_1, Phase.GROUPS_2, Phase.WRAP_UP}
MINIMUM_TO_VOTE = 2
COMFORTABLE_TO_VOTE = 15


def onward(phase: Phase) -> tuple[Phase, ...]:
    """The phases that a lab can move on to: the next one, and those past the working groups and the wrap-up, which a
    shorter half-day leaves out."""
    ahead = ORDER[ORDER.index(phase) + 1 :]
    return tuple(wanted for place, wanted in enumerate(ahead) if OPTIONAL.issuperset(ahead[:place]))


def change(current: Phase, seen: Phase, wanted: Phase, votable: int) -> None:
    """A facilitator moves the lab onward, or back to any earlier phase; going back deletes nothing.

    Raises `phase_moved` when the lab is no longer where the facilitator saw it, `phase_order` when a phase that
    every lab has would be skipped, `vote_needs_two` when fewer than two pain points can be voted for.
    """
    if current is not seen:
        raise Refused("phase_moved")
    if ORDER.index(wanted) >= ORDER.index(current) and wanted not in onward(current):
        raise Refused("phase_order")
    if wanted is Phase.VOTE and current is Phase.SORT and votable < MINIMUM_TO_VOTE:
        raise Refused("vote_needs_two")


def joining(phase: Phase) -> None:
    """The door is open until the lab is closed. Raises `lab_closed`."""
    if phase is Phase.CLOSED:
        raise Refused("lab_closed")


def leaving_the_list(phase: Phase) -> None:
    """People are set aside until the lab is closed. Raises `people_stay`."""
    if phase is Phase.CLOSED:
        raise Refused("people_stay")


def submitting(phase: Phase, early: bool) -> None:
    """Participants give pain points while collecting, or before it where the lab takes early ones.

    Raises `collect_not_open` before, `collect_over` after.
    """
    if phase is Phase.PREPARATION and not early:
        raise Refused("collect_not_open")
    if not may_submit(phase, early):
        raise Refused("collect_over")


def may_submit(phase: Phase, early: bool) -> bool:
    return phase is Phase.COLLECT or (phase is Phase.PREPARATION and early)


def tidying(phase: Phase) -> None:
    """Facilitators add, edit, hide and restore cards until the vote opens. Raises `list_frozen`."""
    if phase not in (Phase.PREPARATION, Phase.COLLECT, Phase.SORT):
        raise Refused("list_frozen")


def may_take_cards(phase: Phase) -> bool:
    """Whether a person who erases what they gave may still take their cards with them: until the vote opens."""
    return ORDER.index(phase) < ORDER.index(Phase.VOTE)


def merging(phase: Phase) -> None:
    """Merging and unmerging belong to the sort. Raises `merge_only_in_sort`."""
    if phase is not Phase.SORT:
        raise Refused("merge_only_in_sort")


def voting(phase: Phase) -> None:
    """A ballot is taken, and changed, while the vote is open. Raises `vote_not_open` before, `vote_closed` after."""
    if phase is not Phase.VOTE:
        raise Refused("vote_closed" if has_results(phase) else "vote_not_open")


def keeping_topics(phase: Phase) -> None:
    """Topics are kept once the ranking is known. Raises `topics_need_results`."""
    if not has_results(phase):
        raise Refused("topics_need_results")


def writing_sheet(phase: Phase, group_round: int) -> None:
    """The people of a group write its sheet while its own round lasts. Raises `sheet_not_open` before and after."""
    if not may_write_sheet(phase, group_round):
        raise Refused("sheet_not_open")


def may_write_sheet(phase: Phase, group_round: int) -> bool:
    return round_of(phase) == group_round


def mending_sheet(phase: Phase) -> None:
    """Facilitators mend any sheet until the lab is closed. Raises `sheets_closed`."""
    if phase is Phase.CLOSED:
        raise Refused("sheets_closed")


def reporting(phase: Phase) -> None:
    """The report is there from the results on: it tells the tally. Raises `report_too_early`."""
    if not has_results(phase):
        raise Refused("report_too_early")


def wrapping_up(phase: Phase) -> None:
    """Proposals are shown, supported and remarked on, and the half-day evaluated, during the wrap-up.

    Raises `wrap_up_not_open` before, `wrap_up_over` after.
    """
    concluding(phase)
    if phase is not Phase.WRAP_UP:
        raise Refused("wrap_up_over")


def concluding(phase: Phase) -> None:
    """The evaluation is shown, and what happens next is written, from the wrap-up on. Raises `wrap_up_not_open`."""
    if not has_wrap_up(phase):
        raise Refused("wrap_up_not_open")


def publishing(phase: Phase) -> None:
    """The follow-up of a lab is published once it is closed. Raises `follow_up_needs_close`."""
    if phase is not Phase.CLOSED:
        raise Refused("follow_up_needs_close")


def page_of(phase: Phase) -> str:
    """The name of the page of a phase; both rounds of working groups share one."""
    return "groups" if round_of(phase) else str(phase)


def round_of(phase: Phase) -> int | None:
    """Which of the two rounds of working groups this is: 1, 2, or None outside them."""
    return {Phase.GROUPS_1: 1, Phase.GROUPS_2: 2}.get(phase)


def has_results(phase: Phase) -> bool:
    """Nobody sees a tally before the vote has closed: the one question that every page and export asks."""
    return ORDER.index(phase) >= ORDER.index(Phase.RESULTS)


def has_groups(phase: Phase) -> bool:
    """Whether the working groups have begun."""
    return ORDER.index(phase) >= ORDER.index(Phase.GROUPS_1)


def has_wrap_up(phase: Phase) -> bool:
    """Whether the final forum has begun."""
    return ORDER.index(phase) >= ORDER.index(Phase.WRAP_UP)


def closes_the_vote(current: Phase, wanted: Phase) -> bool:
    return current is Phase.VOTE and wanted is Phase.RESULTS
