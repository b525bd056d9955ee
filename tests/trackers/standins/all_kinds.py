"""Every stand-in, by the kind of tracker that it stands for."""

from __future__ import annotations

from tests.trackers.standins import StandIn
from tests.trackers.standins.github import GitHub
from tests.trackers.standins.gitlab import GitLab
from tests.trackers.standins.grist import Grist
from tests.trackers.standins.jira import Jira
from tests.trackers.standins.openproject import OpenProject

STAND_INS: dict[str, type[StandIn]] = {one.kind: one for one in (GitLab, GitHub, OpenProject, Grist, Jira)}
