"""axe-core, run in a page: barriers for people who see, hear or move otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

VENDOR = Path(__file__).with_name("vendor")
# What depends on colours; all else is the same in both schemes.
OF_COLOURS = ("color-contrast", "link-in-text-block")
_BARRIERS = """([within, without, only]) => axe.run({include: [[within]], exclude: without ? [[without]] : []}, {
    preload: false, resultTypes: ["violations"], ...(only.length ? {runOnly: only} : {}),
}).then(({violations}) => violations.flatMap(({id, nodes}) => nodes.slice(0, 5).map((node) =>
    [id, node.target.join(" "), node.failureSummary].join("\\n"))))"""

# What is on its way, as a menu that slides in, has neither its place nor its colours yet.
_ARRIVED = """() => document.getAnimations().every((one) =>
    one.effect.getComputedTiming().endTime === Infinity || one.playState === "finished" || one.playState === "idle")"""

_LAY_OUT = """() => document.querySelectorAll(".footnote > ol, .footnote .evidence").forEach((part) => {
    part.style.contentVisibility = "visible";
})"""


def barriers(page: Page, within: str = "html", *, without: str = "", only: Sequence[str] = ()) -> list[str]:
    """Return what axe-core finds in a page or a part of it, by all rules or only some."""
    page.evaluate((VENDOR / "axe.min.js").read_text("utf-8"))
    # What waits to be laid out until it is in sight has no place yet, and axe takes what lies there for its background.
    page.evaluate(_LAY_OUT)
    expect(page.locator(within).first).to_be_attached()
    page.wait_for_function(_ARRIVED)
    return [str(found) for found in page.evaluate(_BARRIERS, [within, without, list(only)])]
