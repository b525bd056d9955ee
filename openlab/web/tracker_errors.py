"""What is refused by trackers, or about them: its status and its sentence; and what there is to say about an item."""

from __future__ import annotations

from openlab.web.i18n import N_

OF_TRACKERS: dict[str, tuple[int, str]] = {
    # The form of a connection
    "tracker_kind_unknown": (422, N_("Choose one of these tools.")),
    "tracker_address_wrong": (422, N_("An address begins with https://, as in https://redmine.example.org.")),
    "tracker_address_api": (422, N_("For this tool, the address to give is %(address)s.")),
    "tracker_not_allowed": (
        422,
        N_("%(host)s may not be called from here. Ask the operator of this site to add it to OPENLAB_TRACKERS."),
    ),
    "tracker_needs_tls": (422, N_("A token travels over https only: write https:// instead of http://.")),
    "tracker_project_missing": (422, N_("Say which project, as it stands in the address of its page there.")),
    "tracker_account_missing": (422, N_("This tool asks for the e-mail address that goes with the token.")),
    "tracker_token_missing": (422, N_("A token is needed: your tool makes one in the settings of your account.")),
    "tracker_token_again": (
        422,
        N_("Type the token again: it is sealed for one address and one project, and never goes to another one."),
    ),
    "tracker_connected_already": (409, N_("This product is connected to that project already.")),
    "tracker_mapping_wrong": (422, N_("Choose one of our statuses for each of theirs, or none.")),
    "connection_unknown": (404, N_("There is no such connection. It may have been removed.")),
    "connection_changed": (
        409,
        N_("Somebody changed this connection meanwhile. Nothing was overwritten: look at it, then save again."),
    ),
    # The key of the tokens
    "tracker_key_missing": (
        409,
        N_("No token can be kept safely yet: the operator of this site has to set OPENLAB_KEY_FILE."),
    ),
    "tracker_key_unreadable": (
        409,
        N_("The key that opens the tokens cannot be read. Ask the operator of this site to run: openlab check"),
    ),
    "tracker_token_lost": (
        409,
        N_("The token can no longer be opened: the key of this site is another one. Type the token again."),
    ),
    # What a tracker answers
    "tracker_unreachable": (409, N_("%(host)s cannot be reached. Check the address, or try again a little later.")),
    "tracker_slow": (409, N_("%(host)s does not answer in time. Try again a little later.")),
    "tracker_certificate": (409, N_("The certificate of %(host)s is not valid: nothing was sent there.")),
    "tracker_moved": (409, N_("The tool says that this has moved. Open it there, and copy its address from the page.")),
    "tracker_busy": (409, N_("The tool asks for a pause. Try again in %(minutes)s min.")),
    "tracker_token_wrong": (409, N_("The tool does not know this token. It may have expired; make a new one there.")),
    "tracker_token_short": (409, N_("This token may not do enough: make one with the scope “%(scope)s”.")),
    "tracker_forbidden": (409, N_("The person of this token may not do this there. The tool says: “%(words)s”")),
    "tracker_not_there": (409, N_("This is not there, or this token may not see it. The tool says: “%(words)s”")),
    "tracker_failing": (409, N_("The tool has a problem of its own (%(status)s). Try again a little later.")),
    "tracker_refused": (409, N_("The tool refuses it: “%(words)s”")),
    "tracker_odd": (
        409,
        N_("The answer makes no sense for this tool. Check that the address leads to it, and not to a sign-in page."),
    ),
    "tracker_api_off": (409, N_("The REST API is switched off there. An administrator of the tool can allow it.")),
    "tracker_project_unknown": (
        409,
        N_("There is no project “%(project)s” that this token may see. Copy its name from the address of its page."),
    ),
    "tracker_project_closed": (409, N_("The project “%(project)s” is closed or archived: it takes no issues.")),
    "tracker_may_not_create": (409, N_("The person of this token may not create issues in the project “%(project)s”.")),
    "tracker_issues_off": (409, N_("Issues are switched off in the project “%(project)s”.")),
    "tracker_column_missing": (409, N_("The table needs a column with the id “%(column)s”, of type Text.")),
    "tracker_changed_meanwhile": (409, N_("Somebody is changing it there just now. Push it again in a moment.")),
    "tracker_in_doubt": (
        409,
        N_(
            "The tool took an item and did not answer: nobody can tell if it is there. Resume in a minute; it is "
            "looked for."
        ),
    ),
    # Pushes
    "push_empty": (422, N_("Tick at least one item.")),
    "push_running": (409, N_("A push is under way already. Wait for its end, or stop it.")),
    "push_runs_already": (409, N_("This push is at work already.")),
    "push_ended": (409, N_("This push has ended.")),
    "push_unknown": (404, N_("There is no such push.")),
    "push_stopped": (409, N_("This push was stopped.")),
    "push_taken_over": (409, N_("Another process went on with this push.")),
}

# What there is to say about an item of a dry run, a push or a refresh, or about all of them. A refusal of the tracker,
# told about one item, has its sentence above.
TOLD: dict[str, str] = {
    "moved": N_(
        "The field “%(field)s” has %(length)s characters and takes %(limit)s: the rest goes on in the text. Nothing is "
        "lost."
    ),
    "too_many_characters": N_("The field “%(field)s” has %(length)s characters, and takes %(limit)s at most."),
    "too_many_bytes": N_("The field “%(field)s” has %(length)s bytes, and takes %(limit)s at most."),
    "edited_there": N_("Somebody edited it there: %(fields)s. It is left alone, unless you choose to overwrite it."),
    "not_taken": N_("The tool did not take “%(field)s” as asked: %(asked)s. The token may lack the right to set it."),
    "gone": N_("The issue %(issue)s is no longer there. It is not made again unless you forget it here."),
    "not_ours": N_("%(issue)s is another issue by now: it carries another mark. It is left alone."),
    "declined_not_sent": N_("Declined here: it is not sent there."),
    "declined_here": N_("It moved there, but is declined here, and stays so until you decide otherwise."),
    "still_open_there": N_("Declined here, and still open there: close it in the tool too."),
    "declined_there": N_("Rejected there. Decline it here if you agree: those who asked for it will read why."),
    "joined_here": N_("It is in item no. %(into)s by now: that one decides."),
    "type_gone": N_("Its type is no longer offered there: choose another one."),
    "priority_gone": N_("Its priority is no longer offered there: choose another one."),
    "fields_required": N_("The tool demands more: %(names)s. Give these fields a value in the mapping."),
    "labels_new": N_("These labels are not there yet: %(labels)s. The tool makes them, or drops them."),
    "columns_missing": N_("The table has no columns for these, which will stay empty: %(names)s."),
    "tracker_labels_may_drop": N_("This token may not set labels: the tool will drop them without a word."),
}
