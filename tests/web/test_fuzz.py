"""Two thousand requests that nobody would send: no fault of ours, no word of the machinery, nobody's secret."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from openlab.settings import Settings
from tests.fuzz import Odd, a_target, odd_requests, send
from tests.serving import serving

REQUESTS = 2_000


def test_two_thousand_odd_requests_meet_no_fault_and_no_leak(sqlite_url: str) -> None:
    with serving(Settings(sqlite_url)) as served:
        target = a_target(served)

        @settings(
            max_examples=REQUESTS,
            database=None,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(odd=odd_requests(target.known))
        def all_of_them(odd: Odd) -> None:
            send(target, odd)

        all_of_them()
        for browser in target.browsers.values():
            browser.close()
        assert target.statuses.total() == REQUESTS
        assert {200, 303, 404, 405, 403, 422} <= set(target.statuses)
