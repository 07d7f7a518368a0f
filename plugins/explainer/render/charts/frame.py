"""What every kind of chart shares: margins, words and rules at given places, the lines above the plot, one spec.

All places are reckoned here ("autosize: none"): Vega would measure with the machine's fonts, and takes two
milliseconds for each text. So words, and the rules that are no marks, are kept apart and written by `svg.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

import altair as alt

from .axes import Axis, number
from .look import DASHES, GRID, LINE, SIZE, TEXT, colours, ink, ranks
from .table import ChartTable, Row
from .text import clean, width, wrap

GAP = 6
"""Pixels between a text and what it stands beside."""

Json = dict[str, Any]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One line of text, `align` of its baseline at x, y of the plot."""

    text: str
    x: float
    y: float
    align: Align = "left"
    colour: str = TEXT
    halo: bool = False
    """Whether the paper shows around it, so that it can be read over rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A straight line of the plot that is no mark."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = GRID
    weight: float = 1
    dash: tuple[float, ...] = DASHES[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sketch:
    """A chart before it is drawn: the marks as a Vega-Lite spec, the rules under them and the words over them."""

    spec: Json
    rules: tuple[Rule, ...] = ()
    words: tuple[Word, ...] = ()
    left: float = 0
    """Pixels from the picture's edge to the plot, from where rules and words are placed."""
    top: float = 0

    def whole(self) -> Json:
        """The spec with its rules and words, for a renderer that shall draw all of it."""
        if not (self.words or self.rules):
            return self.spec
        datasets = dict(self.spec["datasets"])
        under = [_plain(_draw_rules(rules), datasets) for rules in _alike(self.rules).values()]
        over = [_plain(_draw_words(self.words), datasets)] if self.words else []
        return self.spec | {"layer": [*under, *self.spec["layer"], *over], "datasets": datasets}


def _alike(rules: Iterable[Rule]) -> dict[tuple[float, ...], list[Rule]]:
    """The rules by their dashes, which one layer of Vega-Lite has in common."""
    found: dict[tuple[float, ...], list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.dash, []).append(rule)
    return found


def _draw_rules(rules: Sequence[Rule]) -> alt.Chart:
    ends = [
        {"x": rule.x, "y": rule.y, "x2": rule.x2, "y2": rule.y2, "colour": rule.colour, "weight": rule.weight}
        for rule in rules
    ]
    lines = data(ends).mark_rule(aria=False, strokeDash=list(rules[0].dash))
    layer: alt.Chart = lines.encode(
        **at("x", "y"),
        x2=alt.X2("x2:Q"),
        y2=alt.Y2("y2:Q"),
        stroke=alt.Stroke("colour:N", scale=None),
        strokeWidth=alt.StrokeWidth("weight:Q", scale=None),
    )
    return layer


def _draw_words(words: Sequence[Word]) -> alt.Chart:
    placed = [
        {"text": word.text, "x": word.x, "y": word.y, "align": word.align, "colour": word.colour} for word in words
    ]
    texts = data(placed).mark_text(aria=False, baseline="alphabetic", align=alt.expr("datum.align"))
    layer: alt.Chart = texts.encode(**at("x", "y"), text=alt.Text("text:N"), fill=alt.Fill("colour:N", scale=None))
    return layer


@dataclass(kw_only=True, slots=True)
class Frame:
    """The plot's size and the margins around it, in pixels, and what is drawn at places that we reckon."""

    width: float
    height: float
    left: float = GAP
    right: float = GAP
    top: float = GAP
    bottom: float = GAP
    words: list[Word] = field(default_factory=list)
    swatches: list[Json] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def write(
        self, text: str, x: float, y: float, *, align: Align = "left", colour: str = TEXT, halo: bool = False
    ) -> None:
        """Put one line of text with its baseline's left end, middle or right end at x, y of the plot."""
        self.words.append(Word(text=text, x=round(x, 1), y=round(y, 1), align=align, colour=colour, halo=halo))

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
        """Draw a rule from x, y of the plot to x2, y2; an end that is not given is the start's."""
        ends = {"x": x, "y": y, "x2": x if x2 is None else x2, "y2": y if y2 is None else y2}
        places = {name: round(end, 1) for name, end in ends.items()}
        self.rules.append(Rule(**places, colour=colour, weight=weight, dash=tuple(dash)))

    def values_below(self, axis: Axis) -> None:
        """Draw an axis of values under the plot: a faint rule for each tick, and a number where it touches no other.

        Where not all have room it is every second, or third, counted from zero; at the edges they stay in the picture.
        """
        for tick in axis.ticks:
            self.rule(x=axis.position(tick, self.width), y=0, y2=self.height)
        zero = axis.ticks.index(0) if 0 in axis.ticks else 0
        for every in range(1, len(axis.ticks) + 1):
            kept = [n for n in range(len(axis.ticks)) if (n - zero) % every == 0]
            halves = [width(axis.texts[n], SIZE) / 2 for n in kept]
            lefts, rights = ([half - self.left for half in halves], [self.width + self.right - half for half in halves])
            places = [axis.position(axis.ticks[n], self.width) for n in kept]
            places = [min(max(x, low), high) for x, low, high in zip(places, lefts, rights, strict=True)]
            ends = zip(pairwise(places), pairwise(halves), strict=True)
            if all(b - a >= half_a + half_b + GAP for (a, b), (half_a, half_b) in ends):
                break
        for n, x in zip(kept, places, strict=True):
            self.write(axis.texts[n], x, self.height + LINE, align="center")

    def values_beside(self, axis: Axis) -> None:
        """Draw an axis of values left of the plot: a faint rule and a number for each tick."""
        for tick, text in zip(axis.ticks, axis.texts, strict=True):
            y = self.height - axis.position(tick, self.height)
            self.rule(x=0, x2=self.width, y=y, colour=TEXT if tick == 0 else GRID)
            self.write(text, -GAP, y + 4.5, align="right")

    def days_below(self, axis: Axis, *, top: float = 0) -> None:
        """Draw an axis of days under the plot: a faint rule from `top` and the words for each tick."""
        for tick, text in zip(axis.ticks, axis.texts, strict=True):
            x = axis.position(tick, self.width)
            self.rule(x=x, y=top, y2=self.height)
            for n, line in enumerate(text.split("\n")):
                self.write(line, x, self.height + LINE * (n + 1) + 2, align="center")

    def header(self, table: ChartTable, *, legend: Iterable[Row] = (), strokes: bool = False) -> None:
        """Put the measure, the legend, and the name of the categories above what is there.

        `legend` has a row of each series that is named here. It has one line a series, so that long labels and
        narrow screens need no measuring; `strokes` shows a series of several values by its line and not by a square.
        """
        total = self.width + self.left + self.right - GAP
        lines: list[tuple[str, Row | None, bool]]
        lines = [(line, None, False) for line in wrap(measure(table), SIZE, total) if line]
        for first in legend:
            label = wrap(first.label, SIZE, total - 20)
            lines += [(line, first if n == 0 else None, True) for n, line in enumerate(label)]
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
        if strokes and sum(other.series == row.series for other in table.rows) > 1:
            self.rule(x=x, x2=x + 14, y=y, colour=colour, weight=2, dash=DASHES[min(rank, 2)])
            return
        paint = ink(row, colour, rank, tint=True)
        if not rank and len({other.status for other in table.rows if other.series == row.series}) > 1:
            # Where a series is both claimed and counted, the legend shows its colour only.
            paint |= {"fill": colour, "ink": 1}
        self.swatches.append({"x": round(x + 6, 2), "y": round(y, 2), **paint})

    def compose(self, layers: Sequence[alt.Chart]) -> Sketch:
        """The sketch: rules under the layers, the layers from the lowest up, the legend, and the words."""
        every = list(layers)
        if self.swatches:
            squares = data(self.swatches).mark_square(aria=False, size=120, opacity=1)
            every.append(squares.encode(**at("x", "y"), **painted()))
        datasets: dict[str, list[Json]] = {}
        spec: Json = {
            "$schema": alt.SCHEMA_URL,
            # Composed here and not by `alt.layer`, which copies every layer's data several times.
            "layer": [_plain(layer, datasets) for layer in every],
            "datasets": datasets,
            "width": round(self.width, 1),
            "height": round(self.height, 1),
            "autosize": "none",
            "padding": {side: round(getattr(self, side), 1) for side in ("left", "top", "right", "bottom")},
        }
        return Sketch(
            spec=spec,
            rules=tuple(self.rules),
            words=tuple(self.words),
            left=round(self.left, 1),
            top=round(self.top, 1),
        )


def at(x: str, y: str) -> Json:
    """Encodings of fields that hold places in pixels."""
    return {"x": alt.X(f"{x}:Q", scale=None, axis=None), "y": alt.Y(f"{y}:Q", scale=None, axis=None)}


def painted() -> Json:
    """Encodings of the fields that `ink` gives, taken as they are; `dashed` has the fourth."""
    return {
        "stroke": alt.Stroke("stroke:N", scale=None),
        "fill": alt.Fill("fill:N", scale=None),
        "fillOpacity": alt.FillOpacity("ink:Q", scale=None),
    }


def dashed() -> Json:
    """The property of a mark whose outline is dashed where its datum says so: an encoding cannot hold a list."""
    return {"strokeDash": alt.expr("datum.dash")}


def named() -> Json:
    """The encoding by which a mark says which row it is."""
    return {"description": alt.Description("fact:N")}


def data(rows: Iterable[Json]) -> alt.Chart:
    """A chart over inline rows."""
    return alt.Chart(alt.InlineData(values=list(rows)))


def _plain(layer: alt.Chart, datasets: dict[str, list[Json]]) -> Json:
    """The layer as JSON, with its data among the datasets.

    Altair's own validation would take longer than all the rest; the golden specs stand in for it.
    """
    found: Json = layer.to_dict(validate=False, context={"top_level": False, "datasets": datasets})
    return found


def measure(table: ChartTable) -> str:
    """What the numbers are, with the unit unless the words already say it."""
    title, unit = clean(table.y_title), clean(table.unit)
    if not title or not unit or set(_words(unit)) & set(_words(title)):
        return title or unit
    return f"{title}, {unit}"


def _words(text: str) -> list[str]:
    return text.casefold().replace(",", " ").split()


def by_series(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each series, in the order in which the series first stand."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.series, []).append(row)
    return found


def first_of_each(rows: Iterable[Row]) -> list[Row]:
    """The first row of each series, as a legend names it."""
    return [first for first, *_ in by_series(rows).values()]


def in_time(rows: Iterable[Row]) -> list[Row]:
    """The rows by date, those without one last; ties keep their order."""
    return sorted(rows, key=lambda row: (not row.start, row.start, row.end))


def optional(value: Decimal | None) -> int | float | None:
    """The JSON number that places a mark, or null."""
    return None if value is None else number(value)


def widest(texts: Iterable[str]) -> float:
    """Width of the widest line, 0 where there is none."""
    return max((width(text, SIZE) for text in texts), default=0)
