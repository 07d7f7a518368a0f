"""All charts of a site, drawn together: one worker process, one cache; and the files that they come with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from babel import Locale

from explainer.model.facts import Facts
from explainer.problems import Problem
from explainer.render.chart_files import FOLDER, chart_colophon, chart_files
from explainer.render.chart_tables import chart_table
from explainer.render.charts import ChartError, Picture, draw_all


@dataclass(frozen=True, slots=True)
class SiteCharts:
    """The charts that a site's pages show."""

    pictures: dict[str, Picture] = field(default_factory=dict)
    """By the chart's id; one that could not be drawn is left out."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What is to be downloaded, by its place in the site."""

    @property
    def vega(self) -> bool:
        """Whether one of them is interactive."""
        return any(picture.vega for picture in self.pictures.values())

    def left_over(self, site: Path) -> Iterator[Path]:
        """Yield the files in a site's folder for charts that are those of a chart no longer."""
        folder = site / FOLDER
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and f"{FOLDER}/{path.name}" not in self.files:
                yield path


def draw_charts(
    ids: Iterable[str],
    facts: Facts,
    locale: Locale,
    *,
    root: Path,
    licence: str = "",
    site: str = "",
    find_page: Callable[[str], str] = lambda _: "",
) -> tuple[SiteCharts, list[Problem]]:
    """Return the charts of these ids, and a problem for each that could not be drawn (chart-is-drawn).

    `licence` and the name of the `site` stand in the files to download, with the address of the chart on its page,
    which `find_page` gives by the chart's id.
    """
    tables = []
    for id in ids:
        if id in facts.charts:
            table = chart_table(facts.charts[id], facts, locale, root)
            colophon = chart_colophon(table, facts, locale, licence=licence, site=site, page=find_page(id))
            tables.append(replace(table, colophon=colophon))
    charts = SiteCharts()
    problems: list[Problem] = []
    drawn = draw_all(tables, cache=root / ".cache" / "explainer" / "charts")
    for table in tables:
        picture = drawn[table.id]
        if isinstance(picture, ChartError):
            chart = facts.charts[table.id]
            problems.append(chart.problem("chart-is-drawn", str(picture), "look at its figures and fields"))
        else:
            charts.pictures[table.id] = picture
            charts.files.update(chart_files(picture, table, facts, locale))
    return charts, problems
