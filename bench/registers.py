"""How soon a register of thousands of figures answers to a key, and what its page costs to build.

A tiny site with one register is built by the engine and theme; the browser notes the time from a key press to the frame
after the one that shows what it changed. The first key is told apart: with it, the browser does much for the first
time. Only the last key narrows the list.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.charts_in_browser import PATIENCE, SLOWER, _browser, _serve, _what_is_missing

ROWS = 5_000
LIMIT = 100
"""Milliseconds from a key press to what it shows."""
_KEYS = "houses flooded in district 12"

# The frame after the one that begins once the key is handled is the first that can show anything.
_WATCH = """
window.took = [];
addEventListener("keydown", () => {
    const start = performance.now();
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.took.push(performance.now() - start);
        port2.postMessage(0);
    });
}, true);
"""


def bench_registers(folder: Path, make: Callable[[Path, int], None], build: Callable[[Path, Path], None]) -> None:
    """Build registers of half as many and of all rows; type into the search of the latter, where there is a browser."""
    seconds = []
    for count in (ROWS // 2, ROWS):
        site = folder / f"register-{count}"
        make(site, count)
        (site / "docs").mkdir()
        (site / "docs" / "index.md").write_text("# Numbers\n\n/// figures\n///\n", "utf-8")
        (site / "mkdocs.yml").write_text(
            "site_name: Numbers\ntheme: {name: material, font: false}\nplugins: [search, explainer]\n", "utf-8"
        )
        start = time.perf_counter()
        build(site / "mkdocs.yml", site / "built")
        seconds.append(time.perf_counter() - start)
    page = gzip.compress((folder / f"register-{ROWS}" / "built" / "index.html").read_bytes(), mtime=0)
    print(
        f"a page with a register of {ROWS:,} figures: built in {seconds[1]:.1f} seconds, {len(page) / 1000:.0f} kB gzip"
    )
    print(f"  half of it: {seconds[0]:.1f} seconds; ratio {seconds[1] / seconds[0]:.2f}, linear is 2 at most")
    reason = _what_is_missing()
    if reason:
        print(f"  its search: not measured, {reason}")
        return
    with _serve(folder / f"register-{ROWS}" / "built") as address:
        for slower in (1, SLOWER):
            first, rest = _typed(address, slower)
            who = "this computer" if slower == 1 else f"a processor {slower} times slower"
            print(f"  from a key press to what it shows, {who}:")
            print(
                f"    median {statistics.median(rest):.0f} ms ({min(rest):.0f} to {max(rest):.0f}); first {first:.0f}"
            )
    print(f"    limit: {LIMIT} ms a key press")


def _typed(address: str, slower: int) -> tuple[float, list[float]]:
    """Return the milliseconds that the first key and each further one took."""
    with _browser() as browser:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_function("() => document.querySelector('.listing-more')?.hidden === false")
        page.evaluate(_WATCH)
        phone = page.context.new_cdp_session(page)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.locator(".listing-filter input").focus()
        for number, key in enumerate(_KEYS, start=1):
            page.keyboard.press(key if key != " " else "Space")
            page.wait_for_function("(number) => window.took.length >= number", arg=number)
        took = [float(each) for each in page.evaluate("window.took")]
        return took[0], took[1:]
