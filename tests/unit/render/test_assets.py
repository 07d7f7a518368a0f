"""What a reader's browser gets besides pages: small, ours or unchanged, and nothing that a strict policy refuses."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
import vl_convert

import explainer.render
from explainer.render.page_assets import page_assets

ASSETS = Path(explainer.render.__file__).parent / "assets"
VEGA = ASSETS / "vega"
OURS = [*sorted(ASSETS.glob("*.js")), VEGA / "vega-util.js"]

FRONT_PAGE_BYTES = 15_000
"""What the style sheet and the scripts of an explainer's own page may weigh together, compressed."""
ELSEWHERE = {"assets/explainer-lists.css", "assets/explainer-lists.js"}
"""What only pages with registers, timelines and corrections load."""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_an_explainer_loads_little() -> None:
    assets = page_assets()
    loaded = [data for name, data in assets.items() if name.endswith((".css", ".js")) and name not in ELSEWHERE]
    assert len(loaded) == len(assets) - len(ELSEWHERE)
    assert sum(len(gzip.compress(data, mtime=0)) for data in loaded) <= FRONT_PAGE_BYTES


def test_underlines_are_drawn_by_every_browser() -> None:
    """WebKit drops a declaration of `text-decoration` that says more than the line."""
    sheets = [path.read_text("utf-8") for path in (ASSETS / "styles").glob("*.css")]
    assert re.findall(r"text-decoration:\s*[\w-]+[^\w;}-][^;}]*", "\n".join(sheets)) == []


def test_vega_is_as_published() -> None:
    found = sha256((VEGA / "vega.min.js").read_bytes())
    assert found == "ea6a5936381d06f912466354e2b6a20eb66c4d41f1ca9dff1e0236dfee6ee392"


def test_vegas_interpreter_is_as_published_but_for_its_import() -> None:
    first, rest = (VEGA / "vega-interpreter.js").read_bytes().split(b"\n", 1)
    published = first.replace(b"'./vega-util.js'", b"'vega-util'")
    assert published != first
    found = sha256(published + b"\n" + rest)
    assert found == "e900e82bfa450c113ba70c5af8935caed9e52ef570445c1b4f40d38f2cfff71e"


def test_vega_is_the_one_that_draws_at_build_time() -> None:
    version = re.search(r'\.version="([\d.]+)"', (VEGA / "vega.min.js").read_text("utf-8"))
    assert version is not None
    assert version[1] == vl_convert.get_vega_version()
    assert f"`vega` {version[1]}," in (VEGA / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_script_does_what_a_strict_policy_refuses(path: Path) -> None:
    text = path.read_text("utf-8")
    refused = r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|setAttribute\(\"style\"|https?://"
    assert re.findall(refused, text) == []


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.js")), ids=lambda path: path.name)
def test_no_words_come_from_the_scripts(path: Path) -> None:
    """What a reader sees or hears is a copy from the page, in the page's language."""
    text = re.sub(r"new Error\(.*?\)", "", path.read_text("utf-8"))  # Seen by nobody but a developer.
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)
    literals = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
    assert [text for pair in literals for text in pair if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [a-z]{2,}", text)] == []
