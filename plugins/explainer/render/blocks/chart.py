"""The block `/// chart`: the picture, what it means, its table and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from explainer.model.facts import Facts
from explainer.model.values import base_values
from explainer.model.wording import date_words
from explainer.prose.blocks import Block
from explainer.render.chart_files import file_names, value_sources
from explainer.render.chart_tables import chart_dates, chart_table
from explainer.render.charts import ChartTable
from explainer.render.charts import Row as ChartRow
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render
from explainer.render.page_assets import VEGA_RUNTIME


def render_chart(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return a chart as a figure: picture, caption, table, files."""
    chart = site.facts.charts[block.argument]
    table = chart_table(chart, site.facts, site.locale)
    dates = chart_dates(chart, site.facts)
    newest = max(dates, key=lambda date: (date.latest, date.earliest), default=None)
    names = file_names(chart.id, interactive=chart.interactive)
    return render(
        "chart",
        site.locale,
        chart=chart,
        id=page.claim_id(chart.id),
        picture=site.draw(chart.id),
        table=table,
        as_of=date_words(newest, site.locale) if newest else "",
        publishers=_publishers(table, site.facts),
        # What forms mean where the site's own function draws, it says itself.
        keys=[key for key, is_needed in _CHART_KEYS.items() if not chart.draw and any(map(is_needed, table.rows))],
        files=[(kind, href) for kind, name in _FILES.items() if (href := site.find_file(names[name]))],
        vega=site.find_file(names["vega"]) if chart.interactive else "",
        runtime=site.find_file(VEGA_RUNTIME),
        cite=page.cite,
    )


# Words under a picture for each form that is drawn in it.
_CHART_KEYS: Final[dict[str, Callable[[ChartRow], bool]]] = {
    "chart-hollow": lambda row: row.status in ("claimed", "disputed"),
    "chart-light": lambda row: row.status == "estimated",
    "chart-disputed": lambda row: row.disputed,
    "chart-others": lambda row: bool(row.against),
}
_FILES: Final = {"SVG": "svg", "PNG": "png", "CSV": "csv", "Vega-Lite": "spec"}


def _publishers(table: ChartTable, facts: Facts) -> list[tuple[str, list[str]]]:
    """Return who published the sources of what is drawn, each once, with the first value whose footnote names it.

    A footnote for each source would say once more what those of the values say, and make a page a quarter longer.
    """
    found: dict[str, str] = {}
    for row in table.rows:
        for source in value_sources(row, facts):
            found.setdefault(source.publisher or source.title or "", _stated_by(row.fact, source.id, facts))
    return [(publisher, [fact]) for publisher, fact in found.items()]


def _stated_by(fact: str, source: str, facts: Facts) -> str:
    """Return the value that cites a source: the drawn one, or the stated one from which it is computed.

    The footnote of a computed number may name its values' footnotes in place of their sources.
    """
    figure = facts.figures.get(fact.partition(":")[0])
    if figure is None or figure.derive is None:
        return fact
    bases = base_values(facts, figure)
    return next((base.fact for base in bases if source in {citation.source for citation in base.cite}), fact)
