"""The process that draws: `python -m explainer.render.charts.worker`.

One request a line on standard input, one answer a line on standard output. The renderer can abort its whole
process or hang, so it never runs in the one that builds the site.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TextIO

import vl_convert
from babel import Locale

from . import export
from .frame import Sketch
from .locales import number_locale, read_locale, time_locale
from .look import CONFIG
from .picture import LAYOUTS, Picture, pack
from .spec import sketch
from .svg import finish
from .table import ChartError, ChartTable, from_json


def render(table: ChartTable) -> Picture:
    """The chart with all that is made of it, or a ChartError."""
    _locale(table)
    sketches = {layout: sketch(table, width=width) for layout, width in LAYOUTS.items()}
    drawn = {layout: draw_sketch(found, table, layout) for layout, found in sketches.items()}
    # An own function's spec has its words already; ours gets them for those who draw it anew.
    whole = {layout: found.whole() for layout, found in sketches.items()}
    standalone = export.standalone(drawn["wide"], table)
    return Picture(
        narrow=drawn["narrow"],
        wide=drawn["wide"],
        svg=standalone,
        png=export.png(standalone, table),
        spec=export.spec(whole["wide"], table),
        vega=json.dumps({layout: _compile(spec, table) for layout, spec in whole.items()}) if table.interactive else "",
    )


def draw_sketch(found: Sketch, table: ChartTable, layout: str) -> str:
    """The finished SVG of a sketch for the page, or a ChartError."""
    locale = _locale(table)
    try:
        svg = vl_convert.vegalite_to_svg(
            found.spec,
            config=CONFIG,
            allowed_base_urls=[],
            format_locale=number_locale(locale),
            time_format_locale=time_locale(locale),
        )
    except ValueError as problem:  # vl-convert's word for every spec that it cannot draw.
        raise _reason(table, problem) from problem
    return finish(svg, table, found, layout=layout)


def _compile(spec: dict[str, Any], table: ChartTable) -> dict[str, Any]:
    """The Vega spec of a Vega-Lite spec, which is what a page loads for a chart that is interactive."""
    try:
        found: dict[str, Any] = vl_convert.vegalite_to_vega(spec, config=CONFIG)
    except ValueError as problem:
        raise _reason(table, problem) from problem
    return found


def _reason(table: ChartTable, problem: ValueError) -> ChartError:
    """What an editor is told of it: its first lines say what is wrong, the rest is the way through its own code."""
    lines = [line for line in str(problem).splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    return ChartError(table.id, " ".join(lines[:3]) or "the renderer gave no reason")


def _locale(table: ChartTable) -> Locale:
    try:
        return read_locale(table.locale)
    except ValueError as problem:
        raise ChartError(table.id, str(problem)) from problem


def answer(requests: TextIO, answers: TextIO) -> None:
    """Answer each table with a line of `{"picture": …}` or `{"error": …}` until there are none left."""
    for line in requests:
        try:
            reply: dict[str, object] = {"picture": pack(render(from_json(line)))}
        except ChartError as problem:
            reply = {"error": problem.reason}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()


def main() -> None:
    """Serve standard input, with standard output kept for answers alone."""
    # A site's own function may print; that must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    answer(sys.stdin, answers)


if __name__ == "__main__":
    main()
