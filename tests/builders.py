"""Tiny sites and facts for tests: valid by default, so that a test names only what matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from babel import Locale

from explainer.adapters.site_charts import draw_charts
from explainer.adapters.site_settings import excluder, find_pages, read_settings
from explainer.check.site import Checked, check_site
from explainer.problems import Problem, in_order

BASE: dict[str, str] = {
    "mkdocs.yml": "site_name: The flood\nplugins:\n  - explainer\n",
    "docs/index.md": (
        "# The flood\n\nSee [@report; @gazette], [@council], [@mayor], [@houses].\n\n"
        "/// figures\n///\n\n/// events\n///\n\n/// notes\n///\n"
    ),
    "data/base.yml": """\
sources:
  report:
    title: Report on the flood
    accessed: 2023-01-05
    offline: Read in the archive of the district.
  gazette:
    publisher: Valley Gazette
    accessed: 2023-01-05
    url: https://gazette.example/flood
actors:
  council: {name: District council}
  mayor: {name: The mayor}
figures:
  houses:
    label: Houses destroyed
    value: 412
    unit: houses
    as_of: 2021-07-20
    claimant: council
    cite: report
""",
}
"""A site with two sources, two actors and a figure, which shows all figures, events and notes."""


def make_site(root: Path, files: Mapping[str, str | bytes | None] | None = None, /, **more: str) -> Path:
    """Write the base site with other files in it (None leaves one out) and return its folder."""
    for name, content in {**BASE, **(files or {}), **more}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def check(root: Path, today: date | None = None) -> Checked:
    """Return the check of a site as the command line does it, on a day if one is given."""
    settings = read_settings(root / "mkdocs.yml")
    pages = find_pages(settings.docs, excluder(settings.excluded))
    return check_site(replace(settings.options, today=today), pages, settings.problems)


def check_and_draw(root: Path, today: date | None = None) -> tuple[Problem, ...]:
    """Return the problems that a build finds: those of the check, and those of charts that cannot be drawn."""
    checked = check(root, today)
    if checked.failed or not checked.facts.charts:
        return checked.problems
    _, undrawn = draw_charts(checked.facts.charts, checked.facts, Locale("en"), root=root)
    return in_order([*checked.problems, *undrawn])


def problems_of(root: Path, today: date | None = None) -> list[str]:
    """Return the problems of a site as they are printed."""
    return [str(problem) for problem in check_and_draw(root, today)]


def codes_of(root: Path) -> list[str]:
    """Return the codes of a site's problems, in order."""
    return [problem.code for problem in check(root).problems]
