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
