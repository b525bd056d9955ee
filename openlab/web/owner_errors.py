"""What is refused in the backlog, the follow-up, the exports and the report: its status and its sentence."""

from __future__ import annotations

from openlab.web.i18n import N_

OF_THE_OWNER: dict[str, tuple[int, str]] = {
    # Backlog
    "level_wrong": (422, N_("Choose a level from 1 to 5.")),
    "assessment_reason_missing": (422, N_("Say in a few words why you chose this level.")),
    "decline_reason_missing": (422, N_("Say why it is declined: those who asked for it will read it.")),
    "status_order": (409, N_("This item cannot go from its present status to that one.")),
    "place_wrong": (422, N_("A place is a whole number from 1.")),
    "place_reason_missing": (422, N_("Say why this item is placed by hand.")),
    "rice_wrong": (422, N_("None of the four can be negative; confidence is 1 at most, and effort more than 0.")),
    "item_joined_with_itself": (409, N_("An item cannot be joined with itself.")),
    "item_unknown": (404, N_("There is no such item in this backlog.")),
    "item_joined": (409, N_("This item has been joined with no. %(number)s: change it there, or take it out first.")),
    "item_changed": (
        409,
        N_(
            "%(name)s changed this item meanwhile. Nothing was overwritten: compare what is there now with what you "
            "wanted, then save again."
        ),
    ),
    "item_decided": (409, N_("This item is delivered or declined: it is no longer weighed.")),
    "item_title_missing": (422, N_("Give the item a title.")),
    "choice_unknown_here": (422, N_("Choose one of the list.")),
    "link_wrong": (422, N_("A link begins with https:// or http://, as in https://tracker.example.org/12.")),
    "proposals_missing": (422, N_("Tick at least one proposal.")),
    "proposal_gone": (
        409,
        N_("This open lab no longer hands this over; it may have been reopened. Look at what waits now."),
    ),
    "proposal_taken": (409, N_("This has been decided already: it is in item no. %(number)s. Nothing was changed.")),
    "not_owner": (403, N_("Only the product owners of this product decide about its backlog.")),
    "not_this_role": (403, N_("Only the developers and designers of this product say what is feasible.")),
    "sprint_unknown": (404, N_("There is no such sprint.")),
    "sprint_changed": (
        409,
        N_("Somebody changed this sprint meanwhile. Nothing was overwritten: compare, then save again."),
    ),
    "sprint_dates_wrong": (422, N_("A sprint ends after it has begun, and lasts a quarter at most.")),
    "sprint_day_taken": (409, N_("Sprint %(number)s begins on that day already.")),
    "capacity_wrong": (422, N_("The capacity is a number of items from 1 to %(limit)s, or empty.")),
    # The follow-up
    "follow_up_needs_close": (409, N_("The follow-up is published once the open lab is closed.")),
    # Exports
    "export_too_many_rows": (
        409,
        N_(
            "%(target)s takes %(limit)s items at most, and these are %(length)s. Choose an open lab, fewer statuses, "
            "or the first ones."
        ),
    ),
    "export_too_many_characters": (
        409,
        N_(
            "%(target)s takes %(limit)s characters at most in “%(column)s”; item %(item)s has %(length)s. Please "
            "shorten it, or leave this item out."
        ),
    ),
    "export_too_many_bytes": (
        409,
        N_(
            "%(target)s takes %(limit)s bytes at most in “%(column)s” (an accented letter counts for two); item "
            "%(item)s has %(length)s. Please shorten it, or leave this item out."
        ),
    ),
}
