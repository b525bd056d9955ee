"""What the pages of trackers call things: where to find a token in each tool, what became of an item there."""

from __future__ import annotations

from openlab.web.i18n import N_

ADDRESS = {
    "redmine": "https://redmine.example.org",
    "gitlab": "https://gitlab.com",
    "github": "https://api.github.com",
    "jira": "https://example.atlassian.net",
    "openproject": "https://openproject.example.org",
    "grist": "https://grist.numerique.gouv.fr",
}

PROJECT = {
    "redmine": N_("Its identifier, as at the end of its address: …/projects/my-service"),
    "gitlab": N_("Its path, as in its address: my-group/my-service"),
    "github": N_("The repository: its owner, a slash and its name, as in my-team/my-service"),
    "jira": N_("Its key, which begins the number of each issue: ABC of ABC-12"),
    "openproject": N_("Its identifier, as at the end of its address: …/projects/my-service"),
    "grist": N_("The document’s id, a slash and the id of its table: a long code from its address, then /Backlog"),
}

TOKEN = {
    "redmine": N_(
        "In Redmine: “My account”, then “API access key” on the right. Where it is missing, an administrator allows it "
        "in the settings, under API."
    ),
    "gitlab": N_(
        "In GitLab: the project’s “Settings”, “Access tokens”; role Reporter or above, scope “api”. Where there are "
        "none: your avatar, “Edit profile”, “Access tokens”."
    ),
    "github": N_(
        "In GitHub: your avatar, “Settings”, “Developer settings”, “Fine-grained tokens”; choose the repository, and "
        "“Issues: read and write”."
    ),
    "jira": N_("At id.atlassian.com: “Security”, then “Create and manage API tokens”."),
    "openproject": N_("In OpenProject: your avatar, “My account”, “Access tokens”, then the line “API”."),
    "grist": N_("In Grist: your avatar, “Profile settings”, then “API key”."),
}

FIELD = {
    "title": N_("Title"),
    "body": N_("Description"),
    "priority": N_("Priority"),
    "labels": N_("Labels"),
    "type": N_("Kind of issue"),
}

# What became of an item in a push.
OUTCOME = {
    "waiting": N_("waiting"),
    "created": N_("created"),
    "changed": N_("changed"),
    "found": N_("found there again"),
    "left": N_("left as it is"),
    "refused": N_("refused"),
    "doubtful": N_("not certain"),
}

# The fields whose values are ids of the tracker's own, and under which names it offers them.
GROUP = {"priority": "priorities", "type": "types"}

# What there is to say of an item beside its outcome. What a tracker refuses has its sentence among the refusals.
TOLD = {
    "moved": N_("Its title is longer than the %(limit)s characters that fit there: the rest is in the description."),
    "too_many_characters": N_("“%(field)s” has %(length)s characters, and %(limit)s fit there."),
    "too_many_bytes": N_("“%(field)s” has %(length)s bytes, and %(limit)s fit there."),
    "declined_here": N_("It is declined here, so that it is not made there."),
    "still_open": N_("It is declined here, and its issue is still there: close it there too."),
    "declined_there": N_(
        "It was declined there. If you agree, decline it here, with the reason that people will read."
    ),
    "joined_here": N_("It has been joined with no. %(into)s here: that one is what counts."),
    "gone": N_("Its issue %(issue)s was deleted there. It is not made again by itself."),
    "not_ours": N_("The issue %(issue)s no longer has the last line by which openlab knows it: it is left alone."),
    "edited_there": N_("Somebody edited this there, and it stays as it is: %(fields)s."),
    "not_taken": N_("%(field)s: “%(asked)s” was asked for, and there it is “%(there)s”."),
    "labels_dropped": N_("These labels were dropped: %(asked)s. The token may not set them."),
    "type_gone": N_(
        "The kind of issue “%(id)s” is no longer offered there. Choose another one under “What goes where”."
    ),
    "priority_gone": N_(
        "The priority “%(id)s” is no longer offered there. Choose another one under “What goes where”."
    ),
    "fields_required": N_("Required there, and empty: %(names)s. Say under “What goes where” what goes into them."),
    "labels_new": N_("These labels are not there yet: %(labels)s. They are made there, if the token may do so."),
}
