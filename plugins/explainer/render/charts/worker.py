"""The process that draws: `python -m explainer.render.charts.worker`.

One request a line on standard input, one answer a line on standard output. The renderer can abort its whole
process or hang, so it never runs in the one that builds the site.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TextIO

import vl_convert

from .locales import number_locale, read_locale, time_locale
from .look import CONFIG
from .spec import make_spec
from .svg import finish
from .table import ChartError, ChartTable, from_json


def render(table: ChartTable, *, width: int) -> str:
    """The finished SVG of a table, or a ChartError."""
    try:
        locale = read_locale(table.locale)
    except ValueError as problem:
        raise ChartError(table.id, str(problem)) from problem
    spec = make_spec(table, width=width)
    try:
        svg = vl_convert.vegalite_to_svg(
            spec,
            config=CONFIG,
            allowed_base_urls=[],
            format_locale=number_locale(locale),
            time_format_locale=time_locale(locale),
        )
    except ValueError as problem:  # vl-convert's word for every spec that it cannot draw.
        # Its first lines say what is wrong, the rest is the way through its own code.
        lines = [line for line in str(problem).splitlines() if line.strip() and not line.lstrip().startswith("at ")]
        raise ChartError(table.id, " ".join(lines[:3]) or "the renderer gave no reason") from problem
    return finish(svg, table, width=width)


def answer(requests: TextIO, answers: TextIO) -> None:
    """Answer each request with `{"svg": …}` or `{"error": …}` until there are none left."""
    for line in requests:
        request = json.loads(line)
        try:
            reply = {"svg": render(from_json(request["table"]), width=request["width"])}
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
