"""Annotated explainers on contested facts: facts in YAML and prose in Markdown become a cited static site.

The pipeline is load -> check -> model -> render; adapters tie it to Markdown, MkDocs, the shell and pytest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explainer.check.options import Options
    from explainer.check.site import Checked, check_facts, check_site
    from explainer.model.facts import Facts
    from explainer.problems import CODES, Position, Problem

__all__ = ["CODES", "Checked", "Facts", "Options", "Position", "Problem", "check_facts", "check_site"]

_HOMES = {
    "CODES": "explainer.problems",
    "Checked": "explainer.check.site",
    "Facts": "explainer.model.facts",
    "Options": "explainer.check.options",
    "Position": "explainer.problems",
    "Problem": "explainer.problems",
    "check_facts": "explainer.check.site",
    "check_site": "explainer.check.site",
}


def __getattr__(name: str) -> Any:
    # Imported when asked for: pytest loads our plugin in every project, and most have no facts.
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
