"""What the codes of the backlog are called, and the sentences that anchor each level."""

from __future__ import annotations

from openlab.domain.backlog import FEASIBILITY, IMPACT
from openlab.web.i18n import N_

STATUS = {
    "proposed": N_("Proposed"),
    "kept": N_("Kept"),
    "planned": N_("Planned"),
    "in_progress": N_("In progress"),
    "delivered": N_("Delivered"),
    "declined": N_("Declined"),
}

MOSCOW = {"must": N_("Must"), "should": N_("Should"), "could": N_("Could"), "wont": N_("Won’t")}

HORIZON = {"now": N_("Now"), "next": N_("Next"), "later": N_("Later")}

ROLE = {"developer": N_("Developer"), "designer": N_("Designer"), "owner": N_("Product owner")}

# The sentences make five people mean the same by a level: it is chosen by its sentence, never by its number.
ANCHORS = {
    "out_of_reach": N_("Out of reach: it needs a law, a partner or a technique that we do not have"),
    "many_sprints": N_("Many sprints: a project of its own, with unknowns"),
    "a_few_sprints": N_("A few sprints: we know how, and it takes weeks"),
    "one_sprint": N_("One sprint: two weeks of the team"),
    "a_few_days": N_("A few days: we could begin tomorrow"),
    "hardly_noticed": N_("Hardly noticed: few people would see the difference"),
    "a_comfort": N_("A comfort: pleasant, but nobody is held up without it"),
    "saves_time": N_("Saves time: many people gain some of it every week"),
    "removes_an_obstacle": N_("Removes an obstacle: people give up, or go round it, today"),
    "changes_the_work": N_("Changes the work: nobody would go back to how it was"),
}

FEASIBILITY_LEVELS = {level: ANCHORS[code] for level, code in FEASIBILITY.items()}
IMPACT_LEVELS = {level: ANCHORS[code] for level, code in IMPACT.items()}

# What does not fit into a target, and does not keep the file from being made.
FINDINGS = {
    "moved": N_(
        "Item %(item)s: “%(column)s” has %(length)s characters and %(limit)s fit there; the rest of the text goes on "
        "elsewhere in the file. Nothing is lost."
    ),
    "many_rows": N_("%(length)s items: this tool advises %(limit)s at most in one file. It may take long."),
    "large_file": N_("The file has %(size)s MB: this tool may refuse more than %(most)s MB."),
}

# What the history calls a value of an item.
FIELD = {
    "title": N_("Title"),
    "problem": N_("Problem"),
    "solution": N_("Solution"),
    "for_whom": N_("For whom"),
    "indicator": N_("Target indicator"),
    "external_link": N_("Link to another tool"),
    "status": N_("Status"),
    "decline_reason": N_("Declined because"),
    "moscow": N_("Class"),
    "horizon": N_("Horizon"),
    "sprint_id": N_("Sprint"),
    "place": N_("Place by hand"),
    "place_reason": N_("Reason of the place"),
    "rice_reach": N_("Reach"),
    "rice_impact": N_("RICE impact"),
    "rice_confidence": N_("Confidence"),
    "rice_effort": N_("Effort"),
    "level": N_("Level"),
    "reason": N_("Reason"),
    "verbatims": N_("Verbatims shown"),
    "lab": N_("Open lab"),
    "into": N_("Into the item"),
    "joined": N_("Item"),
    "tracker": N_("In the tracker"),
}

ACT = {
    "accepted": N_("accepted the proposal"),
    "added": N_("added the item"),
    "declined": N_("declined the proposal"),
    "changed": N_("changed the item"),
    "placed": N_("changed its place"),
    "rice": N_("estimated it (RICE)"),
    "verbatims": N_("chose the verbatims"),
    "joined": N_("joined it with another item"),
    "taken_out": N_("took it out again"),
    "gained": N_("joined something with it"),
    "lost": N_("took an item out of it"),
    "assessed_developer": N_("said what is feasible, as a developer"),
    "assessed_designer": N_("said what is feasible, as a designer"),
    "assessed_owner": N_("gave the impact"),
    "followed": N_("says how far it is"),
}

# Acts whose values tell a level or the priority: they are not shown to somebody who has not answered yet.
TELLING = ("placed", "rice", "assessed_developer", "assessed_designer", "assessed_owner")
