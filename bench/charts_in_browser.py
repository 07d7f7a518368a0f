"""How soon a reader sees a chart on a slow phone: ours in its page, and the same chart as Altair's own page.

A page comes in parts, and is painted in parts; the first chart of a long text may be many screens down. What is asked
for is that a chart comes no later than the text around it: its caption, and all that follows.

Both come from this computer, compressed as hosts do it, through a browser that plays a phone: a processor four times
slower, 1.6 Mbit/s, 150 ms to the host. A chart is visible in the first frame after the one in which a mark of it has
a size; a script that asks in every frame notes the time since the page was asked for.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = 5
TIMES_SOONER = 5
"""How many times sooner than Altair's page ours has to show the chart."""
PHONE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""1.6 Mbit/s down, 750 kbit/s up, in bytes a second."""
SLOWER = 4
PATIENCE = 120_000
"""Milliseconds after which a chart is taken not to come."""

_WATCH = """
(() => {
    const parts = {
        heading: "h1",
        chart: "svg [data-fact], svg.marks .role-mark path",
        caption: "figure.chart figcaption",
    };
    const started = (window.started = {});
    const isLaidOut = (element) => {
        const box = element.getBoundingClientRect();
        return box.width && box.height;
    };
    const ask = () => {
        const now = performance.now();
        for (const [name, selector] of Object.entries(parts)) {
            if (!(name in started) && [...document.querySelectorAll(selector)].some(isLaidOut)) started[name] = now;
        }
        if (!started.chart || (!started.caption && document.readyState !== "complete")) requestAnimationFrame(ask);
        if (started.chart === now) requestAnimationFrame(() => { window.chartVisible = performance.now(); });
    };
    requestAnimationFrame(ask);
})();
"""
_FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_FOUND = """() => {
    const chart = document.querySelector("figure.chart") || document.body;
    return [window.started, (chart.getBoundingClientRect().top + scrollY) / innerHeight];
}"""


def bench_charts_in_browser(site: Path, page: str = "index.html", chart: str = "") -> None:
    """Measure a chart of a built site, by default the first of its first page; say so where there is no browser."""
    reason = _what_is_missing()
    if reason:
        print(f"charts in a browser: not measured, {reason}")
        return
    with tempfile.TemporaryDirectory() as folder, _browser() as browser:
        root = Path(folder)
        ours, theirs = make_pages(site, page, chart, root)
        with _serve(root) as bare, _serve(site) as whole:
            alone = [(_visible(browser, bare + ours), _visible(browser, bare + theirs)) for _ in range(RUNS)]
            inside = [_visible(browser, whole + page) for _ in range(RUNS)]
    _print(alone, inside, page)


def make_pages(site: Path, page: str, chart: str, root: Path) -> tuple[str, str]:
    """Write the chart's figure and Altair's own page of the same spec; return their names.

    Each holds all that the picture needs, ours the whole style sheet; our script comes after it, as in every page.
    """
    import altair

    html = (site / page).read_text("utf-8")
    wanted = re.escape(chart) or '[^"]+'
    found = re.search(f'<figure class="chart" id="({wanted})">.*?</figure>', html, re.DOTALL)
    if found is None:
        raise SystemExit(f"bench: {page} has no chart {chart}".strip())
    style = (site / "assets" / "explainer.css").read_text("utf-8")
    for name in ("explainer.js", "explainer-charts.js"):
        shutil.copy(site / "assets" / name, root)
    (root / "ours.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chart</title><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<style>{style}</style><script src="explainer.js" defer></script></head><body>{found[0]}</body></html>',
        "utf-8",
    )
    spec = json.loads((site / "assets" / "charts" / f"{found[1]}.vl.json").read_text("utf-8"))
    theirs = altair.Chart.from_dict(spec).to_html(inline=True, embed_options={"renderer": "svg"})
    (root / "theirs.html").write_text(theirs, "utf-8")
    return "ours.html", "theirs.html"


@dataclass(frozen=True)
class _Seen:
    """What a visit showed, and when: milliseconds since the page was asked for."""

    visible: float
    """The chart is seen."""
    first: float
    """The page's first contentful paint, which ends a frame."""
    started: dict[str, float]
    """When the frames began in which these were laid out: the page's `heading`, the `chart`, and its `caption`."""
    screens: float
    """How many windows below the page's top the chart stands."""


def _print(alone: Sequence[tuple[_Seen, _Seen]], inside: Sequence[_Seen], page: str) -> None:
    ours, theirs = ([pair[side].visible for pair in alone] for side in (0, 1))
    ratio = statistics.median(altair.visible / our.visible for our, altair in alone)
    print(f"a chart alone on a slow phone (1.6 Mbit/s, 150 ms, processor {SLOWER} times slower), until it is visible:")
    print(f"  median {statistics.median(ours):.0f} ms ({min(ours):.0f} to {max(ours):.0f})")
    print(f"  Altair's own page: median {statistics.median(theirs):.0f} ms ({min(theirs):.0f} to {max(theirs):.0f})")
    print(f"  Altair's over ours, run by run: median {ratio:.1f}; at least {TIMES_SOONER} is asked for")
    with_text = [our for our, _ in alone] + list(inside)
    in_time = sum(run.started["chart"] <= run.started["caption"] for run in with_text)
    print(f"the first chart of {page} of the built site, {inside[0].screens:.1f} screens down, on the same phone:")
    print(f"  first contentful paint of the page: median {statistics.median(run.first for run in inside):.0f} ms")
    for name, words in (("heading", "the page's heading"), ("chart", "the chart"), ("caption", "its caption")):
        start = statistics.median(run.started[name] for run in inside)
        print(f"  the frame in which {words} is laid out begins: median {start:.0f} ms")
    print(f"  here and alone, no later than its caption in {in_time} of {len(with_text)} runs; all are asked for")


def _visible(browser: Browser, url: str) -> _Seen:
    """Open a page in a new window with an empty cache, and wait for its chart."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(_WATCH)
        phone = context.new_cdp_session(page)
        phone.send("Network.enable")
        phone.send("Network.emulateNetworkConditions", PHONE)
        phone.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="commit")
        chart = page.wait_for_function("() => window.chartVisible").json_value()
        first = page.wait_for_function(_FIRST_PAINT).json_value()
        page.wait_for_load_state()
        return _Seen(float(chart), float(first), *page.evaluate(_FOUND))
    finally:
        context.close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder compressed, as hosts do, and says nothing about it."""

    def do_GET(self) -> None:
        """Answer with a file, whether or not the browser still listens."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        data = _compressed(path) if path.is_file() else b""
        with suppress(ConnectionError):
            self.send_response(200 if path.is_file() else 404)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


_kept: dict[Path, bytes] = {}


def _compressed(path: Path) -> bytes:
    if path not in _kept:
        _kept[path] = gzip.compress(path.read_bytes(), mtime=0)
    return _kept[path]


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def _what_is_missing() -> str:
    """Return what has to be installed first; empty where all is there."""
    try:
        import playwright.sync_api  # noqa: F401 (asked for by its presence alone)
    except ImportError:
        return "Playwright is not installed: python3 dev.py test installs it"
    return "" if _chromium() else "no browser: install Debian's chromium, or name one in the variable CHROMIUM"


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else ["chromium", "chromium-browser", "google-chrome"]))
    return next((path for path in found if path), None)


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # As root there is no sandbox; in a container /dev/shm is small.
    root = sys.platform != "win32" and os.geteuid() == 0
    with sync_playwright() as playwright:
        args = ["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
        browser = playwright.chromium.launch(executable_path=_chromium(), args=args)
        try:
            yield browser
        finally:
            browser.close()
