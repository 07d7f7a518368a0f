"""The context of a page that no engine knows: facts from a folder, charts drawn when they are asked for."""

from __future__ import annotations

from babel import Locale

from explainer.check.options import Options
from explainer.check.site import Checked
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.render.chart_tables import chart_table
from explainer.render.charts import ChartError, Picture, draw
from explainer.render.context import SiteContext


def lone_context(checked: Checked, options: Options) -> SiteContext:
    """Return what one page is printed from; a chart that cannot be drawn leaves its table."""
    locale = find_locale(options.locale) or Locale.parse(DEFAULT_LOCALE)

    def draw_one(id: str) -> Picture | None:
        try:
            return draw(chart_table(checked.facts.charts[id], checked.facts, locale, options.root))
        except ChartError:
            return None

    return SiteContext.of(checked.facts, locale, draw=draw_one, today=options.today, verified=checked.verified)
