"""Who may import what: load -> check -> model -> render, and adapters at the edge (style.md)."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import explainer

PACKAGE = Path(explainer.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
ENGINES = {"mkdocs", "properdocs", "material"}
STAGES = {"load", "model", "reading", "prose", "check", "editing", "render", "adapters"}


def imports(path: Path) -> set[str]:
    """Return the full names of all modules that a file imports, wherever it does."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(PACKAGE.parent).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{name.name}" for name in node.names)}
    return found


def roots(path: Path) -> set[str]:
    """Return the top-level packages that a file imports, without Python's own and ours."""
    return {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names - {"explainer"}


def stage(path: Path) -> str:
    """Return the stage that a module belongs to; what stands beside the stages serves them all."""
    first = path.relative_to(PACKAGE).parts[0]
    return first if first in STAGES else ""


def importers(*packages: str) -> set[str]:
    return {path.relative_to(PACKAGE).as_posix() for path in MODULES if roots(path) & set(packages)}


def test_the_package_is_found() -> None:
    assert {stage(path) for path in MODULES} == {*STAGES, ""}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
class TestModule:
    def test_nothing_else_imports_adapters(self, path: Path) -> None:
        if stage(path) != "adapters":
            assert [name for name in imports(path) if name.startswith("explainer.adapters")] == []

    def test_only_adapters_know_engine_and_markdown(self, path: Path) -> None:
        if stage(path) != "adapters":
            assert roots(path) & (ENGINES | {"markdown", "pymdownx", "pytest", "_pytest"}) == set()

    def test_a_stage_imports_nothing_of_a_later_one(self, path: Path) -> None:
        later = {
            "load": {"check", "editing", "model", "prose", "render"},
            "model": {"check", "editing", "render"},
            "reading": {"load", "prose", "check", "editing", "render"},
            "prose": {"check", "editing", "render"},
            "check": {"editing", "render"},
            "editing": {"render"},
            "": {"editing", "render"},
        }.get(stage(path), set())
        used = {name.split(".")[1] for name in imports(path) if name.startswith("explainer.")}
        assert used & later == set()

    def test_imports_what_the_package_declares(self, path: Path) -> None:
        declared = {"altair", "babel", "edtf", "jinja2", "markdown", "markupsafe", "pydantic", "pydantic_core"}
        declared |= {"yaml"} if stage(path) in {"load", "adapters"} else set()
        declared |= {"pymdownx"} if stage(path) == "adapters" else set()
        declared |= {"vl_convert", "narwhals", "rcssmin", "rjsmin"} if stage(path) == "render" else set()
        declared |= {*ENGINES, "pathspec", "pytest", "_pytest"} if stage(path) == "adapters" else set()
        assert roots(path) - declared == set()


def test_one_module_knows_jinja() -> None:
    """And one that puts templates in front of a theme's, which are the engine's matter."""
    assert importers("jinja2") == {"render/html.py", "adapters/material_theme.py"}


def test_only_charts_know_altair() -> None:
    assert all(name.startswith("render/charts/") for name in importers("altair", "vl_convert", "narwhals"))


def test_adapters_named_for_the_engine_know_it() -> None:
    """The day we move to a successor, only these change."""
    named = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("adapters/mkdocs_*.py")}
    assert importers(*ENGINES) == named


def test_html_is_written_in_templates() -> None:
    """No tag in a string of Python code; the SVG of charts and Markdown's own elements are made as trees."""
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not _is_pattern(node.value)
        if any(
            f"<{tag}" in node.value for tag in ("a ", "div", "p>", "span", "li", "section", "figure", "mark", "table")
        )
    ]
    assert found == []


def _is_pattern(text: str) -> bool:
    return "\\" in text or "(?" in text
