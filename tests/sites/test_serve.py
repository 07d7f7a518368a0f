"""A preview goes on whatever an editor does to a file, shows what is wrong, and recovers by itself (design.md, 7)."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from tests.sites.conftest import ENGINE, ENVIRONMENT, Site

# An engine takes about a second to notice an edit and to build; a busy machine takes its time.
PATIENCE = 120.0
FACTS = "data/facts.yml"
GOOD = "412 houses"


class Preview:
    """A running preview of a site."""

    def __init__(self, site: Site, child: subprocess.Popen[bytes], port: int) -> None:
        self.site = site
        self.child = child
        self.address = f"http://127.0.0.1:{port}/"

    @property
    def log(self) -> str:
        """What the terminal shows."""
        return _log_of(self.site).read_text("utf-8")

    def get(self, page: str = "") -> str:
        """Return a page as it is at this moment; an answer that does not come is an error."""
        with urllib.request.urlopen(self.address + page, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def wait(self, shows: Callable[[str], bool], page: str = "") -> str:
        """Return a page as soon as it shows something."""
        end = time.monotonic() + PATIENCE
        html = ""
        while time.monotonic() < end:
            assert self.child.poll() is None, self.log
            try:
                html = self.get(page)
            except HTTPError as error:
                html = str(error)
            except URLError as error:  # It does not listen yet.
                if isinstance(error.reason, TimeoutError):
                    pytest.fail(f"a request hangs:\n{self.log}")
                html = str(error)
            if shows(html):
                return html
            time.sleep(0.1)
        pytest.fail(f"the page never came to show it:\n{html.partition('<script>')[0]}\n{self.log}")

    def wait_for(self, text: str, page: str = "") -> str:
        return self.wait(lambda html: text in html, page)

    def wait_without(self, text: str, page: str = "") -> str:
        return self.wait(lambda html: text not in html and "</html>" in html, page)


def _log_of(site: Site) -> Path:
    return site.root.with_name("terminal.txt")


@contextmanager
def serving(site: Site, *arguments: str) -> Iterator[Preview]:
    """Run a preview of a site for as long as the context lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-u", "-m", ENGINE, "serve", "-f", "mkdocs.yml", "-a", f"127.0.0.1:{port}", *arguments]
    with _log_of(site).open("wb") as log:
        child = subprocess.Popen(command, cwd=site.root, env=ENVIRONMENT, stdout=log, stderr=subprocess.STDOUT)
    preview = Preview(site, child, port)
    try:
        yield preview
        assert "Traceback" not in preview.log, preview.log
        assert "appear stuck" not in preview.log, preview.log
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@pytest.fixture
def preview(hamlet: Site) -> Iterator[Preview]:
    """A preview of the hamlet, ready."""
    with serving(hamlet) as running:
        running.wait_for(GOOD)
        yield running


def problems(html: str) -> list[tuple[str, str]]:
    """Return the places and codes in the box of problems."""
    box = re.search(r'<aside class="problems" role="alert">.*?</aside>', html, re.DOTALL)
    return re.findall(r"<li><code>(.*?)</code>: ([\w-]+):", box.group()) if box else []


SLIPS: dict[str, tuple[str, Callable[[str], str], str]] = {
    "broken YAML": (FACTS, lambda text: text.replace("label: Houses", "label: [Houses"), "yaml-is-valid"),
    "missing citation": (FACTS, lambda text: text.replace("    cite: gazette\n", ""), "figure-has-citation"),
    "half-written file": (FACTS, lambda text: text[: text.index("412") - 4], "yaml-is-valid"),
    "half of the file": (FACTS, lambda text: text[: text.index("figures:")], "reference-resolves"),
    "not UTF-8": (FACTS, lambda text: text.replace("Houses", "H\udcffuses"), "file-is-utf8"),
    "a page that is not UTF-8": ("docs/index.md", lambda text: text.replace("hamlet", "h\udcffmlet"), "file-is-utf8"),
    "unknown id": (FACTS, lambda text: text.replace("cite: gazette", "cite: gazete"), "citation-resolves"),
    "unknown option": (
        "mkdocs.yml",
        lambda text: text.replace("- explainer", "- explainer: {dat: x}"),
        "option-is-known",
    ),
    "NUL": (FACTS, lambda text: text.replace("Houses", "H\0uses"), "text-is-clean"),
}


class TestSlips:
    def test_one_after_the_other(self, preview: Preview) -> None:
        """Each shows in the page and in the terminal, and is gone when it is mended; the last good facts stay."""
        for name, (file, slip, code) in SLIPS.items():
            good = (preview.site.root / file).read_bytes()
            before = len(preview.log)
            preview.site.write(file, slip(good.decode()).encode("utf-8", "surrogateescape"))
            html = preview.wait_for('<aside class="problems"')
            assert code in [found for _, found in problems(html)], f"{name}: {problems(html)}"
            if file == FACTS and code != "reference-resolves":
                assert GOOD in html, name
            told = preview.log[before:]
            assert re.search(rf"^ERROR\s+-\s+(?:{file}|docs/index.md):\d+:\d+: {code}: ", told, re.MULTILINE), told
            preview.site.write(file, good)
            assert GOOD in preview.wait_without('<aside class="problems"'), name

    def test_a_deleted_file_and_a_deleted_folder(self, preview: Preview) -> None:
        good = (preview.site.root / FACTS).read_text()
        (preview.site.root / FACTS).unlink()
        preview.wait_for("problem")
        preview.site.write(FACTS, good)
        assert GOOD in preview.wait_without('<aside class="problems"')


class TestEdits:
    def test_a_new_value_in_every_page(self, preview: Preview) -> None:
        preview.site.edit(FACTS, "value: 412", "value: 1413")
        preview.wait_for("1,413 houses")
        assert "1,413 houses" in preview.get("about/")

    def test_a_new_file_of_facts(self, preview: Preview) -> None:
        preview.site.write("data/deep/er/more.yaml", "actors:\n  mayor: {name: Mayor}\n")
        preview.site.edit("docs/index.md", "There are", "The [@mayor] says that there are")
        preview.wait_for('data-fact="mayor">Mayor</span>')

    def test_an_unknown_reference_is_marked_in_its_place(self, preview: Preview) -> None:
        preview.site.edit("docs/index.md", "[@houses]", "[@hoses] and [@houses]")
        html = preview.wait_for('<mark class="problem" data-code="reference-resolves"')
        assert problems(html) == [("docs/index.md:3:11", "reference-resolves")]
        assert GOOD in html
        # Another page has nothing to do with it.
        assert problems(preview.get("about/")) == []
        preview.site.edit("docs/index.md", "[@hoses] and ", "")
        assert '<mark class="problem"' not in preview.wait_without('<aside class="problems"')


class TestStart:
    def test_with_wrong_facts(self, hamlet: Site) -> None:
        good = (hamlet.root / FACTS).read_text()
        hamlet.write(FACTS, good.replace("value: 412", "value: 4,12"))
        with serving(hamlet) as preview:
            html = preview.wait_for('<aside class="problems"')
            assert ("data/facts.yml:9:5", "value-is-number") in problems(html)
            assert '<mark class="problem" data-code=' in html or 'data-fact="houses"' not in html
            hamlet.write(FACTS, good)
            assert GOOD in preview.wait_without('<aside class="problems"')

    def test_without_a_folder_of_facts(self, hamlet: Site) -> None:
        good = (hamlet.root / FACTS).read_text()
        (hamlet.root / FACTS).unlink()
        (hamlet.root / "data").rmdir()
        with serving(hamlet) as preview:
            preview.wait_for('data-code="reference-resolves"')
            hamlet.write(FACTS, good)
            hamlet.edit(
                "docs/index.md", "There are", "Now there are"
            )  # The engine watches no folder that is not there.
            preview.wait_for(GOOD)
            hamlet.edit(FACTS, "value: 412", "value: 413")
            preview.wait_for("413 houses")

    @pytest.mark.parametrize("option", ["--clean", "--dirty"])
    def test_as_a_clean_or_a_dirty_build(self, hamlet: Site, option: str) -> None:
        with serving(hamlet, option) as preview:
            preview.wait_for(GOOD)
            good = (hamlet.root / FACTS).read_text()
            hamlet.write(FACTS, good.replace("cite: gazette", "cite: gazete"))
            hamlet.edit("docs/index.md", "There are", "Now there are")  # A dirty build renews what was edited.
            html = preview.wait_for('<aside class="problems"')
            assert ("data/facts.yml:11:5", "citation-resolves") in problems(html)
            assert GOOD in html
            hamlet.write(FACTS, good)
            hamlet.edit("docs/index.md", "Now there are", "Again there are")
            assert GOOD in preview.wait_without('<aside class="problems"')
        assert not hamlet.built.exists()
        assert [path.name for path in hamlet.root.iterdir() if path.name.startswith(".site")] == []
