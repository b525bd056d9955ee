"""The accessibility statement says what the tests found, what the operator declares, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from openlab import __version__
from openlab.settings import Settings, SettingsError
from openlab.web import accessibility
from openlab.web.addresses import ADDRESSES
from openlab.web.audit import CHECKS, THEMES, Check, Examined, read_audit
from tests.serving import Visitor, serving

ROOT = Path(__file__).parent.parent.parent
# What is no page: files, pictures, a stream, a line of text, and an address that only leads elsewhere.
NOT_PAGES = {
    "/health",
    "/r/{return_code}",
    "/l/{code}/events",
    "/l/{code}/my-data/download",
    "/l/{code}/photos/{photo}",
    "/labs/{lab}/report.pdf",
    "/labs/{lab}/report/photos/{photo}",
    "/products/{slug}/export/{target}",
    "/products/{slug}/trackers/{connection}/pushes/{push}/events",
    "/sign-in/openid",
    "/sign-in/openid/back",
    "/sign-out/openid",
}
# Only there when a provider is set: tests/browser/test_openid.py looks at it in the same way.
WITH_A_PROVIDER = {"/signed-out"}
Statement = Callable[..., str]


@pytest.fixture
def statement(sqlite_url: str) -> Statement:
    """The text of the page under these settings, in English."""

    def text(**given: str) -> str:
        with serving(Settings(sqlite_url, **given)) as served, Visitor(served.url) as browser:
            return readable(browser.get("/accessibility"))

    return text


def readable(answer: httpx.Response) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_audit_is_of_this_version_and_has_looked_at_every_page() -> None:
    audit = read_audit()
    assert audit.version == __version__, "make audit"
    pages = {re.sub(r":\w+", "", path) for one in ADDRESSES if one.http_methods == {"GET"} for path in one.paths}
    assert pages - audit.addresses.keys() == NOT_PAGES | WITH_A_PROVIDER, "a page is not in tests/browser/every_page.py"


def test_the_reference_has_106_criteria_and_each_is_counted_once() -> None:
    audit = read_audit()
    known = {f"{number}.{place}" for number, (_, size) in enumerate(THEMES, 1) for place in range(1, size + 1)}
    assert len(known) == 106
    assert sum(audit.count(kind) for kind in ("tested", "absent", "untested")) == 106
    assert {criterion for check in CHECKS for criterion in check.criteria} <= known
    assert {criterion for criteria in audit.rules.values() for criterion in criteria} <= known


def test_each_test_that_the_statement_counts_on_is_there_and_passed() -> None:
    audit = read_audit()
    for test in {test for check in CHECKS for test in check.tests}:
        file, name = test.split("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), test
        assert audit.checks[test] == "passed", test
    assert audit.checks.keys() == {test for check in CHECKS for test in check.tests}


def test_the_statement_says_what_was_found_and_claims_no_compliance(statement: Statement) -> None:
    audit, said = read_audit(), statement()
    assert "This site is not compliant with the RGAA 4.1." in said
    for kind in ("tested", "absent", "untested"):
        assert f"{audit.count(kind)} " in said
    assert f"axe-core {audit.axe}" in said
    for theme in audit.themes:
        assert ", ".join(theme.untested) in said
    for address, states in audit.addresses.items():
        assert f"{address} · {states} state" in said.replace("&lt;", "<")


def test_a_fault_that_the_tests_find_is_on_the_statement(statement: Statement, monkeypatch: pytest.MonkeyPatch) -> None:
    audit = read_audit()
    broken = Examined("/labs/{lab}/door", ("1.1",), ("image-alt",), ())
    lost = CHECKS[1].tests[0]
    worse = replace(audit, pages={**audit.pages, "one more": broken}, checks={**audit.checks, lost: "failed"})
    monkeypatch.setattr(accessibility, "read_audit", lambda: worse)
    said = statement()
    assert "The tests found no fault." not in said
    assert "/labs/{lab}/door : image-alt (1.1)" in said
    assert f"No longer so: {CHECKS[1].what}" in said
    assert worse.count("untested") > audit.count("untested")


def test_a_check_counts_only_when_all_its_tests_passed() -> None:
    audit = replace(read_audit(), pages={}, checks=dict.fromkeys(read_audit().checks, "failed"))
    assert audit.passed == ()
    assert audit.count("untested") == 106
    check: Check = CHECKS[0]
    audit = replace(audit, checks={**audit.checks, **dict.fromkeys(check.tests, "passed")})
    assert (check in audit.passed, audit.count("absent")) == (True, len(check.criteria))


def test_the_operator_declares_the_state_with_the_audit_it_rests_on(statement: Statement) -> None:
    audited = "Example & Co, 3 March 2027, 88 % of the criteria"
    said = statement(accessibility="partially", accessibility_audit=audited, operator="the Ministry of Examples")
    assert "This site is partially compliant with the RGAA 4.1." in said
    assert audited.replace("&", "&amp;") in said
    assert "run by the Ministry of Examples, who undertake to make it accessible" in said
    assert "Accessibility: partially compliant" in said
    for wrong in ({"accessibility": "perfectly"}, {"accessibility": "fully"}):
        with pytest.raises(SettingsError, match="OPENLAB_ACCESSIBILITY"):
            Settings(**wrong)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"accessibility_contact": "access@example.org", "privacy_contact": "dpo@example.org"}, "access@example.org"),
        ({"privacy_contact": "dpo@example.org"}, "another way. dpo@example.org"),
        ({"operator": "the Ministry"}, "tell the Ministry: you will be given"),
        ({}, "tell the facilitator of your open lab"),
        ({}, "75342 Paris CEDEX 07"),
        ({"accessibility_remedy": "the Ombudsman of Examples"}, "turn to: the Ombudsman of Examples"),
    ],
)
def test_it_says_whom_to_tell_and_whom_to_turn_to(statement: Statement, given: dict[str, str], text: str) -> None:
    assert text in statement(**given)


def test_every_page_links_to_the_statement(sqlite_url: str) -> None:
    with serving(Settings(sqlite_url)) as served, Visitor(served.url) as browser:
        for path in ("/", "/sign-in", "/privacy", "/accessibility", "/nowhere"):
            assert '<a href="/accessibility">Accessibility: not compliant</a>' in browser.get(path).text, path
