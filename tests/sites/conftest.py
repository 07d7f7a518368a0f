"""Tiny whole sites, copied aside and built by the engine under test, in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

SITES = Path(__file__).parent
ENGINE = os.environ.get("EXPLAINER_ENGINE", "mkdocs")
ENVIRONMENT = os.environ | {
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONIOENCODING": "utf-8",
    # The engine notes the day of a build in sitemap.xml.
    "SOURCE_DATE_EPOCH": "1767225600",
}


@dataclass(frozen=True)
class Done:
    """What a run of the engine came to."""

    code: int
    log: str

    def problems(self) -> list[str]:
        """Return the lines that name a place: file:line:column: code: message."""
        found = re.findall(r"^(?:ERROR|WARNING)\s+-\s+(\S+:\d+:\d+: .*)$", self.log, re.MULTILINE)
        return [str(line) for line in found]


@dataclass(frozen=True)
class Site:
    """A site's folder."""

    root: Path

    @property
    def built(self) -> Path:
        """Where it is built to, if its settings do not say otherwise."""
        return self.root / "site"

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file, making its folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def run(self, *arguments: str, **variables: str) -> Done:
        """Run the engine in the site's folder."""
        done = subprocess.run(
            [sys.executable, "-m", ENGINE, *arguments],
            cwd=self.root,
            env=ENVIRONMENT | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def build(self, *arguments: str, **variables: str) -> Done:
        """Build the site; whatever comes of it, nobody has to read a traceback."""
        done = self.run("build", "-f", "mkdocs.yml", *arguments, **variables)
        assert "Traceback" not in done.log, done.log
        return done

    def page(self, name: str = "index.html") -> str:
        """Return a built page."""
        return (self.built / name).read_text("utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str], Site]:
    """Return what copies a site of this folder aside."""

    def copy(subject: str) -> Site:
        root = tmp_path / subject
        shutil.copytree(SITES / subject, root, ignore=shutil.ignore_patterns("expected"))
        return Site(root)

    return copy


@pytest.fixture
def hamlet(site: Callable[[str], Site]) -> Site:
    return site("hamlet")
