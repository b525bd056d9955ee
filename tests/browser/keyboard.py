"""Going through a page with nothing but a keyboard, and looking at each stop where the focus is."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

MOST_STOPS = 120
# What is wrong with where the focus is, or "" when a person can see it: outlined, and not covered. After the last stop
# of a page the focus is in the browser's own bar, and the page has none.
WHAT_IS_WRONG = """() => {
    const held = document.activeElement;
    if (!held || held === document.body) return "";
    const name = `${held.nodeName} ${held.id} ${held.textContent.trim().slice(0, 40)}`;
    const style = getComputedStyle(held), box = held.getBoundingClientRect();
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `no outline on ${name}`;
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (bottom - top < Math.min(box.height, 20)) return `out of sight: ${name}`;
    const there = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
    return held.contains(there) || there?.contains(held) ? "" : `covered: ${name}`;
}"""
HOLDS_FOCUS = "element => element === document.activeElement"


@dataclass(frozen=True)
class Keyboard:
    page: Page

    def reach(self, target: Locator) -> None:
        """Tab to an element, from wherever the focus is."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            wrong = self.page.evaluate(WHAT_IS_WRONG)
            assert not wrong, wrong
            if target.evaluate(HOLDS_FOCUS):
                return
        raise AssertionError(f"{target} cannot be reached with the Tab key")

    def press(self, target: Locator, key: str = "Enter") -> None:
        self.reach(target)
        self.page.keyboard.press(key)

    def follow(self, target: Locator) -> None:
        """Press what leads to another page, and wait for it."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type_into(self, target: Locator, text: str) -> None:
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


def focus_is_somewhere(page: Page) -> None:
    expect(page.locator(":focus")).to_have_count(1)
    assert page.evaluate("document.activeElement !== document.body")
