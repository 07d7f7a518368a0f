"""Fixtures for all tests."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what would make a test depend on the machine."""
    for name in ("SOURCE_DATE_EPOCH", "EXPLAINER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
