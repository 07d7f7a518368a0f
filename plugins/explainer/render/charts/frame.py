"""What every kind of chart shares: margins, the lines above the plot, words at given places, one composition.

The margins are computed here ("autosize: none"): Vega would measure with the machine's fonts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

import altair as alt

from .axes import Axis, number
from .look import DASHES, GRID, LINE, SIZE, TEXT, colours, ink, ranks
from .table import ChartTable, Row
from .text import clean, width, wrap

GAP = 6
"""Pixels between a text and what it stands beside."""

Json = dict[str, Any]

_ENDS: Json = {"x": alt.XValue, "y": alt.YValue, "x2": alt.X2Value, "y2": alt.Y2Value}


@dataclass(kw_only=True, slots=True)
class Frame:
    """The plot's size and the margins around it, in pixels, and what is drawn at places that we reckon."""

    width: float
    height: float
    left: float = GAP
    right: float = GAP
    top: float = GAP
    bottom: float = GAP
    words: list[Json] = field(default_factory=list)
    swatches: list[Json] = field(default_factory=list)
    rules: list[alt.Chart] = field(default_factory=list)

    def write(self, text: str, x: float, y: float, *, align: str = "left", colour: str = TEXT) -> None:
        """Put one line of text with its baseline's left (or right) end at x, y of the plot."""
        self.words.append({"text": text, "x": round(x, 2), "y": round(y, 2), "align": align, "colour": colour})

    def rule(
        self,
        *,
        x: float,
        y: float,
        x2: float | None = None,
        y2: float | None = None,
        colour: str = GRID,
        weight: float = 1,
        dash: Sequence[float] = DASHES[0],
    ) -> None:
        """Draw a rule from x, y of the plot to the same place with x2 or y2."""
        ends = {"x": x, "y": y, "x2": x2, "y2": y2}
        # One layer a rule: Vega-Lite reads a rule's two ends from encodings only.
        self.rules.append(
            data([{}])
            .mark_rule(aria=False, stroke=colour, strokeWidth=weight, strokeDash=list(dash))
            .encode(**{name: _ENDS[name](round(end, 2)) for name, end in ends.items() if end is not None})
        )

    def header(self, table: ChartTable, *, legend: bool, strokes: bool = False) -> None:
        """Put the measure, the legend where asked for, and the name of the categories above what is there.

        The legend has one line a series, so that long labels and narrow screens need no measuring; `strokes`
        shows each series by its line and not by a square.
        """
        total = self.width + self.left + self.right - GAP
        lines: list[tuple[str, Row | None, bool]]
        lines = [(line, None, False) for line in wrap(measure(table), SIZE, total) if line]
        if legend:
            for rows in by_series(table.rows).values():
                label = wrap(rows[0].label, SIZE, total - 20)
                lines += [(line, rows[0] if n == 0 else None, True) for n, line in enumerate(label)]
        lines += [(line, None, False) for line in wrap(table.x_title, SIZE, total) if line]
        y = -self.top - GAP
        for text, row, indented in reversed(lines):
            self.write(text, -self.left + GAP / 2 + 20 * indented, y)
            if row is not None:
                self._swatch(table, row, -self.left + GAP / 2, y - 4.5, strokes)
            y -= LINE
        self.top = -y if lines else self.top

    def _swatch(self, table: ChartTable, row: Row, x: float, y: float, strokes: bool) -> None:
        """Show how the row's series is drawn, from x on, in the middle of a line of text at y."""
        colour, rank = colours(table)[row.side], ranks(table.rows)[row.series]
        if strokes:
            self.rule(x=x, x2=x + 14, y=y, colour=colour, weight=2, dash=DASHES[min(rank, 2)])
            return
        paint = ink(row, colour, rank, tint=True)
        if not rank and len({other.status for other in table.rows if other.series == row.series}) > 1:
            # Where a series is both claimed and counted, the legend shows its colour only.
            paint |= {"fill": colour, "ink": 1}
        self.swatches.append({"x": round(x + 6, 2), "y": round(y, 2), **paint})

    def compose(self, layers: Sequence[alt.Chart]) -> Json:
        """The whole spec as JSON: the layers from the lowest up, then rules and words."""
        every = [*layers, *self.rules]
        if self.swatches:
            every.append(
                data(self.swatches)
                .mark_square(aria=False, size=120, opacity=1, **_placed("x", "y"))
                .encode(**painted())
            )
        if self.words:
            every.append(
                data(self.words)
                .mark_text(aria=False, baseline="alphabetic", **_placed("x", "y", "align"))
                .encode(text=alt.Text("text:N"), fill=alt.Fill("colour:N", scale=None))
            )
        chart = alt.layer(*every).properties(
            width=round(self.width, 2),
            height=round(self.height, 2),
            autosize="none",
            padding={side: round(getattr(self, side), 2) for side in ("left", "top", "right", "bottom")},
        )
        # Altair's own validation would take longer than all the rest; the golden specs stand in for it.
        spec: Json = chart.to_dict(validate=False)
        spec.pop("config", None)  # Altair's default view size; ours is given at the conversion.
        return spec


def _placed(*properties: str) -> Json:
    """Properties of a mark that each datum states itself."""
    return {name: alt.expr(f"datum.{name}") for name in properties}


def painted() -> Json:
    """Encodings of the fields that `ink` gives, taken as they are."""
    return {
        "stroke": alt.Stroke("stroke:N", scale=None),
        "fill": alt.Fill("fill:N", scale=None),
        "fillOpacity": alt.FillOpacity("ink:Q", scale=None),
    }


def data(rows: Iterable[Json]) -> alt.Chart:
    """A chart over inline rows."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def measure(table: ChartTable) -> str:
    """What the numbers are, with the unit unless the words already say it."""
    title, unit = clean(table.y_title), clean(table.unit)
    if not title or not unit or unit.casefold() in title.casefold():
        return title or unit
    return f"{title}, {unit}"


def by_series(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each series, in the order in which the series first stand."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.series, []).append(row)
    return found


def optional(value: Decimal | None) -> int | float | None:
    """The JSON number that places a mark, or null."""
    return None if value is None else number(value)


def extent(row: Row) -> tuple[Decimal, Decimal]:
    """The lowest and the highest number that the row states."""
    known = [value for value in (row.low, row.value, row.high) if value is not None]
    return min(known), max(known)


def widest(texts: Iterable[str]) -> float:
    """Width of the widest line, 0 where there is none."""
    return max((width(text, SIZE) for text in texts), default=0)


def unique(text: str, seen: set[str]) -> str:
    """The text, with invisible spaces after it until it is new: equal labels must not share a place."""
    for n in count():
        found = text + "\u00a0" * n
        if found not in seen:
            seen.add(found)
            return found
    raise AssertionError("unreachable")


def plain_axis(axis: Axis, value: str) -> alt.Axis:
    """A faint grid with the axis's own ticks and texts; `value` is the expression of a tick's number."""
    return alt.Axis(
        values=list(axis.ticks),
        labelExpr=axis.label_expression(value),
        labelLineHeight=LINE,
        labelPadding=GAP,
        labelOverlap=False,
        labelFlush=False,
        domain=False,
        ticks=False,
        gridColor=GRID,
        title=None,
    )
