"""A real browser on pages served from this computer, under a strict policy: the host's, or that of a site's pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from dev import alone
from explainer.render.page_assets import page_assets
from tests.browser.list_pages import write_list_pages
from tests.browser.pages import write_pages
from tests.browser.register_pages import write_register_pages
from tests.sites.conftest import ENGINE, ENVIRONMENT

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'"
)
# The shell, which is what Playwright brings along too, opens a page in a third of the time that a whole browser takes.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 60_000
"""Milliseconds after which a browser has failed, on however slow a machine."""
# Observers are told once a frame what is in view and what has another size; after two frames they have been.
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Leave out of a failure what Playwright adds to it: all that a page says, in thousands of lines."""
    try:
        return (yield)
    except AssertionError as error:
        said, mark, _ = str(error).partition("\nAria snapshot:")
        if mark:
            error.args = (said,)
        raise


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing about it."""

    # Windows may know another type for scripts.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


class _StrictHandler(_Handler):
    """Serves a folder under the policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


def serve(folder: Path, handler: type[_Handler]) -> Iterator[str]:
    """Serve a folder until the caller is done; yield its address, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def find_chromium() -> str | None:
    """Return the browser's path: the one that CHROMIUM names, else the system's."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else BROWSERS))
    return next((path for path in found if path), None)


# Not for the whole session: Playwright's event loop runs as long as it is there.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        reason = "no browser: install Debian's chromium-headless-shell, or name one in the variable CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # As root there is no sandbox; in a container /dev/shm is small.
    root = sys.platform == "linux" and os.geteuid() == 0
    with sync_playwright() as playwright:
        args = ["--disable-dev-shm-usage", *(["--no-sandbox"] if root else [])]
        expect.set_options(timeout=PATIENCE)
        launched = playwright.chromium.launch(executable_path=path, args=args, timeout=2 * PATIENCE)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve pages made for the tests, with the package's own style sheet and scripts."""
    folder = tmp_path_factory.mktemp("pages")
    for name, content in page_assets(vega=True).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_pages(folder)
    write_list_pages(folder)
    write_register_pages(folder)
    yield from serve(folder, _StrictHandler)


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of this repository's own site, built once, however many processes run the tests."""
    # Each process of a run has a folder of its own in the run's.
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "own" / "site"
    folder.parent.mkdir(exist_ok=True)
    with alone(folder.with_suffix(".lock")):
        if not folder.exists():
            build(ROOT, folder)
    return folder


def build(root: Path, folder: Path) -> None:
    """Build a copy of this repository's own site, or itself, into a folder."""
    command = [sys.executable, "-m", ENGINE, "build", "-f", "mkdocs.yml", "--site-dir", str(folder)]
    done = subprocess.run(
        command, cwd=root, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    if done.returncode:
        pytest.fail(f"the site could not be built:\n{done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="package")
def site(browser: Browser, built: Path) -> Iterator[str]:
    """Serve this repository's own site, as any host would: its policy is in its pages."""
    yield from serve(built, _Handler)


@dataclass
class Reader:
    """A browser window, and everything that went wrong in it."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings of the console, among them what the policy refused, and uncaught exceptions."""
    requests: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note what the page says and asks for."""
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        # The browser names a request that the policy refused, and sends none.
        if request.failure in ("csp", "net::ERR_BLOCKED_BY_CSP"):
            self.requests.remove(request.url)


Opening = Callable[..., Reader]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opening]:
    """Return what opens a page in a window of its own: `open_page(url, width=390, **context_options)`."""
    readers: list[tuple[Reader, str, bool]] = []

    def open(url: str, *, width: int = 800, height: int = 700, loud: bool = False, **options: Any) -> Reader:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        reader = Reader(context.new_page(), context)
        reader.listen()
        readers.append((reader, url, loud))
        reader.page.goto(url)
        return reader

    yield open
    for reader, _, _ in readers:
        reader.context.close()
    for reader, url, loud in readers:
        # Whatever a test looks at: no request leaves the site, and nothing is complained about.
        host = url.split("/")[2]
        elsewhere = [request for request in reader.requests if request.split("/")[2] != host]
        assert [request for request in elsewhere if not request.startswith("data:")] == []
        assert loud or reader.complaints == []
