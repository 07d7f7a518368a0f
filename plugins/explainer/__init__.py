"""Annotated explainers on contested facts: facts in YAML and prose in Markdown become a cited static site.

The pipeline is load -> check -> model -> render; adapters tie it to Markdown, MkDocs, the shell and pytest.
"""

from explainer.check.options import Options
from explainer.check.site import Checked, check_facts, check_site
from explainer.model.facts import Facts
from explainer.problems import CODES, Position, Problem

__all__ = ["CODES", "Checked", "Facts", "Options", "Position", "Problem", "check_facts", "check_site"]
