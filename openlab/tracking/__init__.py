"""Between the backlog and the trackers: connect, plan, push, refresh.

Each reads, calls the tracker, then writes, step by step: no call is made inside a transaction.
"""

from openlab.tracking.connect import Tried, connect, try_again, try_out
from openlab.tracking.plan import Change, Plan, Planned, plan, warnings_of
from openlab.tracking.reach import Opener, Tracking
from openlab.tracking.refresh import Moved, Refreshed, refresh
from openlab.tracking.run import run_push

__all__ = [
    "Change",
    "Moved",
    "Opener",
    "Plan",
    "Planned",
    "Refreshed",
    "Tracking",
    "Tried",
    "connect",
    "plan",
    "refresh",
    "run_push",
    "try_again",
    "try_out",
    "warnings_of",
]
