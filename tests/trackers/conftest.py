"""Real trackers are asked only when the environment names one: the tests about the others are left out, and counted."""

from __future__ import annotations

import os

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    without = [
        item for item in items if (marker := item.get_closest_marker("named")) and marker.args[0] not in os.environ
    ]
    if without:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]
