"""Waiting for what happens in another thread or process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 60


def until(found: Callable[[], T], patience_seconds: float = PATIENCE_SECONDS) -> T:
    """The first result that counts as true."""
    end = time.monotonic() + patience_seconds
    while not (result := found()):
        assert time.monotonic() < end, "this did not happen"
        threading.Event().wait(0.01)
    return result
