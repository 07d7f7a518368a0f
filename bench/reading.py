"""What a reader's first visit to the explainer costs: bytes over the wire, the time until it is seen, and what moves.

The built site and the same text as plain Material (bench/floor.py) come from this computer, compressed as hosts do it.
Each visit is a new window with an empty cache, scrolled through once so that what is fetched late counts too.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from bench.charts_in_browser import PATIENCE, PHONE, RUNS, SLOWER, _browser, _compressed, _serve, _what_is_missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

WHOLE_BYTES = 250_000
OUR_BYTES = 15_000
TIMES_THE_FLOOR = 1.2
MOVES = 0.02
OURS = "/assets/explainer"
"""How the addresses of our own files begin."""
WIDTHS = (390, 1440)
QUIET = 1000
"""Milliseconds without a request after which a page is taken to have all it wants."""

_WATCH = """
(() => {
    window.moved = 0;
    window.seen = 0;
    const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({ type, buffered: true });
    watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.moved += entry.value; });
    watch("largest-contentful-paint", (entry) => { window.seen = entry.startTime; });
})();
"""
_SCROLL = """
async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
        scrollTo(0, top);
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}
"""
_LOADED = "() => performance.getEntriesByType('resource').map((entry) => entry.name)"


def bench_reading(site: Path, floor: Path, page: str = "index.html") -> None:
    """Measure the first page of a built site, and of its floor; say so where there is no browser."""
    reason = _what_is_missing()
    if reason:
        print(f"a reader's first visit: not measured, {reason}")
        return
    with _browser() as browser, _serve(site) as ours, _serve(floor) as plain:
        _print_weight(_weigh(browser, ours + page), _weigh(browser, plain + page), page, site)
        pairs = [(_seen(browser, ours + page), _seen(browser, plain + page)) for _ in range(RUNS)]
        _print_seen(pairs)
        for width in WIDTHS:
            _print_moved(width, [_moved(browser, ours + page, width) for _ in range(3)])


def _weigh(browser: Browser, url: str) -> dict[str, float]:
    """Return the bytes that came over the wire for each address, headers and all."""
    with _window(browser, WIDTHS[0]) as (page, phone):
        address: dict[str, str] = {}
        found: dict[str, float] = {}

        def finished(event: dict[str, Any]) -> None:
            name = address.get(event["requestId"], "?")
            found[name] = found.get(name, 0) + event["encodedDataLength"]

        phone.on(
            "Network.requestWillBeSent", lambda event: address.update({event["requestId"]: event["request"]["url"]})
        )
        phone.on("Network.loadingFinished", finished)
        page.goto(url, wait_until="networkidle")
        page.evaluate(_SCROLL)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET)
        # A worker's own requests are none of the page's session.
        for worker in page.workers:
            for name in [worker.url, *worker.evaluate(_LOADED)]:
                with urlopen(name) as answer:
                    found.setdefault(name, float(answer.headers["Content-Length"]))
        return {"/" + name.split("/", 3)[-1]: size for name, size in found.items() if name.startswith("http")}


def _seen(browser: Browser, url: str) -> float:
    """Return the milliseconds until the largest part of a page is painted, on a slow phone."""
    with _window(browser, WIDTHS[0], is_mobile=True) as (page, phone):
        phone.send("Network.emulateNetworkConditions", PHONE)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="networkidle")
        # A slow processor may still be at it when the network has long been idle.
        page.wait_for_timeout(QUIET)
        return float(page.wait_for_function("() => window.seen").json_value())


def _moved(browser: Browser, url: str, width: int) -> float:
    """Return how much of the window moved by itself while the page came and was scrolled through."""
    with _window(browser, width) as (page, _):
        page.goto(url, wait_until="networkidle")
        page.evaluate(_SCROLL)
        page.wait_for_load_state("networkidle")
        return float(page.evaluate("window.moved"))


@contextmanager
def _window(browser: Browser, width: int, **options: Any) -> Iterator[tuple[Page, CDPSession]]:
    context = browser.new_context(viewport={"width": width, "height": 844}, **options)
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(_WATCH)
        phone = context.new_cdp_session(page)
        phone.send("Network.enable")
        yield page, phone
    finally:
        context.close()


def _print_weight(ours: dict[str, float], floor: dict[str, float], page: str, site: Path) -> None:
    own = {name: size for name, size in ours.items() if name.startswith(OURS)}
    loaded = [name for name in own if name.endswith((".css", ".js"))]
    # Without what a host says of each: that is its own, and another one over another protocol.
    content = sum(len(_compressed(site / name.removeprefix("/"))) for name in loaded)
    print(f"a first visit to {page}, scrolled through: {sum(ours.values()) / 1000:.1f} kB over the wire")
    print(f"  limit: {WHOLE_BYTES / 1000:g} kB; plain Material, the same text: {sum(floor.values()) / 1000:.1f} kB")
    print(f"  our own {len(loaded)} style sheets and scripts: {content / 1000:.1f} kB; limit {OUR_BYTES / 1000:g} kB")
    data = sum(size for name, size in own.items() if name not in loaded)
    print(f"  our own data, fetched after all else: {data / 1000:.1f} kB")
    for name, size in sorted(ours.items(), key=lambda pair: -pair[1])[:10]:
        print(f"    {size / 1000:6.1f} kB  {name}")


def _print_seen(pairs: Sequence[tuple[float, float]]) -> None:
    ours, floor = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratio = statistics.median(our / plain for our, plain in pairs)
    print(f"largest contentful paint on a slow phone (1.6 Mbit/s, 150 ms, processor {SLOWER} times slower):")
    print(f"  median {statistics.median(ours):.0f} ms ({min(ours):.0f} to {max(ours):.0f})")
    plain = f"median {statistics.median(floor):.0f} ms ({min(floor):.0f} to {max(floor):.0f})"
    print(f"  plain Material, the same text: {plain}")
    print(f"  ratio pair by pair {ratio:.2f}; limit {TIMES_THE_FLOOR:g}")


def _print_moved(width: int, found: Sequence[float]) -> None:
    print(f"layout shift at {width} pixels, scrolled through: at most {max(found):.4f}; limit {MOVES:g}")
