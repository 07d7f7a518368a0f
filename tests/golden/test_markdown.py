"""Markdown in, HTML out: every case of golden/markdown. EXPLAINER_UPDATE_GOLDEN=1 writes what comes out into it.

A case holds `facts` (a facts file), further `files` beside it, the page's `locale` and Markdown `extensions` and what
the addresses of its facts' lines start with (`edit`), where it needs them, then `markdown` and `html`. The drawing of a
chart is left out: golden/charts has its specification.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml

from explainer.check.options import Options
from explainer.check.site import check_facts
from explainer.render.lone_page import lone_context

CASES = sorted((Path(__file__).parent / "markdown").glob("*.yml"))
KEYS = {"about", "locale", "extensions", "edit", "facts", "files", "markdown", "html"}


def render(case: dict[str, Any], root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a case's HTML; its facts have to be sound, since what is not sound is not printed."""
    (root / "data").mkdir()
    for name, text in {"facts.yml": case["facts"], **case.get("files", {})}.items():
        (root / "data" / name).write_text(text, "utf-8", newline="")
    problems = [problem for problem in check_facts(Options(root=root)).problems if problem.severity == "error"]
    assert problems == []
    monkeypatch.chdir(root)
    given: dict[str, Any] = {"data": "data", "locale": case.get("locale", "en")}
    if "edit" in case:
        context = lone_context(check_facts(Options(root=root)), Options(root=root))
        given["site"] = replace(context, find_edit=lambda where: f"{case['edit']}{where.file}#L{where.line}")
    html = markdown.markdown(
        case["markdown"],
        extensions=[*case.get("extensions", []), "explainer"],
        extension_configs={
            "explainer": given,
            "footnotes": {"USE_DEFINITION_ORDER": False},
        },
    )
    # Lines that a template leaves empty say nothing.
    lines = [line.rstrip() for line in re.sub(r"<svg.*?</svg>", "<svg/>", html, flags=re.DOTALL).split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_prints(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    case = yaml.safe_load(text)
    assert set(case) <= KEYS
    html = render(case, tmp_path, monkeypatch)
    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        block = "".join(f"  {line}\n" for line in html.splitlines())
        # The first line may begin with spaces, so the block says how far it is indented.
        path.write_text(text.partition("\nhtml: |")[0].rstrip("\n") + "\nhtml: |2\n" + block, "utf-8")
    else:
        assert html == case["html"]


def test_there_are_cases() -> None:
    assert len(CASES) > 60
