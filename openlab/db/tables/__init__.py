"""Every mapped class, by noun, and the constraints that simultaneous requests cannot defeat."""

from openlab.db.tables.accounts import Account, Identity, Member, OneTimeLink, Persona, Product, SignIn
from openlab.db.tables.backlog import (
    Assessment,
    BacklogItem,
    ItemExport,
    ItemHistory,
    ItemSource,
    ItemVerbatim,
    Sprint,
)
from openlab.db.tables.base import Base, Moment, columns, rows
from openlab.db.tables.door import Badge, RetiredCode
from openlab.db.tables.feedback import Feedback, FeedbackGiven
from openlab.db.tables.groups import Placement, Wish, WorkingGroup
from openlab.db.tables.labs import AgendaStep, JournalEntry, Lab, Participant, Timer
from openlab.db.tables.sheets import Photo, Remark, SheetPersona, SheetVersion, SolutionSheet, Support
from openlab.db.tables.trackers import Connection, IssueLink, Push, PushStep
from openlab.db.tables.votes import Ballot, PainPoint, PersonaVotes, RankedPainPoint, Result, Topic

__all__ = [
    "Account",
    "AgendaStep",
    "Assessment",
    "BacklogItem",
    "Badge",
    "Ballot",
    "Base",
    "Connection",
    "Feedback",
    "FeedbackGiven",
    "Identity",
    "IssueLink",
    "ItemExport",
    "ItemHistory",
    "ItemSource",
    "ItemVerbatim",
    "JournalEntry",
    "Lab",
    "Member",
    "Moment",
    "OneTimeLink",
    "PainPoint",
    "Participant",
    "Persona",
    "PersonaVotes",
    "Photo",
    "Placement",
    "Product",
    "Push",
    "PushStep",
    "RankedPainPoint",
    "Remark",
    "Result",
    "RetiredCode",
    "SheetPersona",
    "SheetVersion",
    "SignIn",
    "SolutionSheet",
    "Sprint",
    "Support",
    "Timer",
    "Topic",
    "Wish",
    "WorkingGroup",
    "columns",
    "rows",
]
