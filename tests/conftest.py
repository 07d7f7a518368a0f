"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.conftest import ENGINE

pytest_plugins = ["pytester"]

UNDER_ONE_ENGINE = {
    "browser": "tests/sites shows that both engines write the same pages: a browser tries them once, under MkDocs",
    "unit/render": "test_layers.py shows that no engine is known there: it is tried once, under MkDocs",
}
"""The folders whose tests say the same under every engine, and are long."""
UNDER_BOTH_ENGINES = {"browser/test_search.py", "browser/test_site.py"}
"""What a browser tries with each engine's build: the search, whose index the engine makes, and the charts."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip under a second engine what has been tried under the first."""
    if ENGINE == "mkdocs":
        return
    here = Path(__file__).parent
    for item in items:
        if not item.path.is_relative_to(here):
            continue
        path = item.path.relative_to(here)
        reason = UNDER_ONE_ENGINE.get(path.parent.as_posix())
        if reason and path.as_posix() not in UNDER_BOTH_ENGINES:
            item.add_marker(pytest.mark.skip(reason))


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what would make a test depend on the machine."""
    for name in ("SOURCE_DATE_EPOCH", "EXPLAINER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
