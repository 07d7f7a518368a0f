"""All charts of a site, drawn together: one worker process, one cache."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from babel import Locale
from markupsafe import Markup

from explainer.model.facts import Facts
from explainer.problems import Problem
from explainer.render.chart_tables import chart_table
from explainer.render.charts import ChartError, draw_all


def draw_charts(
    ids: Iterable[str], facts: Facts, locale: Locale, *, root: Path
) -> tuple[dict[str, Markup], list[Problem]]:
    """Return the pictures of charts by id, and a problem for each that could not be drawn (chart-is-drawn)."""
    tables = [chart_table(facts.charts[id], facts, locale, root) for id in ids if id in facts.charts]
    pictures: dict[str, Markup] = {}
    problems: list[Problem] = []
    for id, drawn in draw_all(tables, cache=root / ".cache" / "explainer" / "charts").items():
        if isinstance(drawn, ChartError):
            problems.append(facts.charts[id].problem("chart-is-drawn", str(drawn), "look at its figures and fields"))
        else:
            pictures[id] = Markup(drawn)
    return pictures, problems
