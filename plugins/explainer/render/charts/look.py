"""How charts look: colours, sizes, and the Vega-Lite configuration that every chart gets.

Colours are CSS variables with a light fallback, so that one inline SVG follows light and dark mode.
"""

from __future__ import annotations

from typing import Any

from .table import ChartTable, Row

SIDES = ("var(--explainer-side-1, #055770)", "var(--explainer-side-2, #96600a)")
NEUTRAL = "var(--explainer-neutral, #6b6762)"
GRID = "var(--explainer-grid, #d9dce0)"
PAPER = "var(--explainer-paper, #fff)"
TEXT = "currentColor"

VARIABLES = {
    "--explainer-side-1": ("#055770", "#48a1b3"),
    "--explainer-side-2": ("#96600a", "#e0a84a"),
    "--explainer-neutral": ("#6b6762", "#bcc1c6"),
    "--explainer-grid": ("#d9dce0", "#3a3f4a"),
    "--explainer-paper": ("#fff", "#1e2129"),
}
"""Each variable's value on light and on dark paper, for the style sheet; the fallbacks are the light ones."""

FONT = "Liberation Sans"  # Inside vl-convert, so a chart that Vega lays out is measured alike on every machine.
SIZE = 13
"""Text size in the chart's own units; of which each layout shows about one a pixel."""
DASHES = ((1, 0), (6, 3), (2, 2))
"""Lines of one side share its colour and differ in their dashes; the first is unbroken."""
DISPUTED = (4, 2)
"""Dashes of the outline of a value that somebody disputes."""
LINE = 16
"""Distance of two lines of text."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "mark": {"color": SIDES[0], "tooltip": None},
    "text": {"color": TEXT, "fontSize": SIZE},
    "title": {"color": TEXT, "subtitleColor": TEXT, "fontSize": SIZE, "fontWeight": "normal", "limit": 0},
    "axis": {
        "labelColor": TEXT,
        "titleColor": TEXT,
        "domainColor": TEXT,
        "tickColor": TEXT,
        "gridColor": GRID,
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "labelLimit": 0,
        "titleLimit": 0,
    },
    "legend": {
        "labelColor": TEXT,
        "titleColor": TEXT,
        "labelFontSize": SIZE,
        "titleFontSize": SIZE,
        "titleFontWeight": "normal",
        "labelLimit": 0,
        "titleLimit": 0,
        "orient": "top",
    },
    "header": {"labelColor": TEXT, "titleColor": TEXT, "labelLimit": 0, "titleLimit": 0},
    "range": {"category": [*SIDES, NEUTRAL]},
}

# What is only said is hollow, what is estimated light, what was counted or shown to be so solid. A value
# without a status is not presented as if it were confirmed.
_SOLID = frozenset({"confirmed", "documented"})
_LIGHT = frozenset({"estimated", "derived", ""})


def colours(table: ChartTable) -> dict[str, str]:
    """The colour of each side: the first two have their own, all others and the nameless one are grey."""
    order = list(dict.fromkeys(side for side in (*table.sides, *(row.side for row in table.rows)) if side))
    found = dict.fromkeys(["", *order], NEUTRAL)
    found.update(zip(order, SIDES, strict=False))
    return found


def ranks(rows: tuple[Row, ...]) -> dict[str, int]:
    """Each series' place among those of its side, which share a colour and so differ in shade or dash.

    Other sides' counts come after the chart's own figures.
    """
    seen: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: bool(row.against)):
        of_side = seen.setdefault(row.side, [])
        if row.series not in of_side:
            of_side.append(row.series)
    return {series: place for of_side in seen.values() for place, series in enumerate(of_side)}


def ink(row: Row, colour: str, rank: int = 0, *, tint: bool = False) -> dict[str, Any]:
    """The fields that paint a mark: `stroke`, `fill`, `ink` (opacity of the fill), `dash` (of the stroke).

    `tint` gives a hollow mark a breath of its colour, without which a large one reads as an empty frame.
    """
    paint: dict[str, Any] = {"stroke": colour, "fill": colour, "dash": list(DISPUTED if row.disputed else DASHES[0])}
    if row.status in _SOLID:
        return paint | {"ink": (1, 0.5, 0.25)[min(rank, 2)]}
    if row.status in _LIGHT:
        return paint | {"ink": 0.4}
    if tint:
        return paint | {"ink": 0.1}
    # Paper and not "none", so that a line does not show through a hollow point.
    return paint | {"fill": PAPER, "ink": 1}
