"""A table of facts to a sketch: a Vega-Lite spec, and words beside it; this and what it imports alone know Altair."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import localcontext
from difflib import get_close_matches

from altair.utils.schemapi import debug_mode

from .frame import Json, Sketch, optional
from .kinds.bars import bar_chart
from .kinds.diverging import diverging_chart
from .kinds.dots import dot_chart
from .kinds.lines import cumulative_chart, line_chart, step_chart
from .kinds.multiples import multiples_chart
from .kinds.ranges import range_chart
from .kinds.share import share_chart
from .kinds.strip import strip_chart
from .kinds.waffle import waffle_chart
from .look import colours
from .table import ChartError, ChartTable
from .text import clean_all

KINDS: dict[str, Callable[[ChartTable, float], Sketch]] = {
    "bar": bar_chart,
    "grouped-bar": bar_chart,
    "diverging-bar": diverging_chart,
    "share": share_chart,
    "waffle": waffle_chart,
    "line": line_chart,
    "step": step_chart,
    "cumulative": cumulative_chart,
    "dot": dot_chart,
    "range": range_chart,
    "small-multiples": multiples_chart,
    "timeline-strip": strip_chart,
}
"""Every kind of chart and the function that sketches a table at a width in pixels."""

_DATED = frozenset({"line", "step", "cumulative", "small-multiples", "timeline-strip"})
_WITHOUT_NUMBERS = frozenset({"timeline-strip"})


def sketch(table: ChartTable, *, width: int) -> Sketch:
    """The table's sketch, free of characters that break the renderer, or a ChartError."""
    _check(table)
    # What we give Altair is tested against its schema; asking it each time would double the time.
    # A number of the facts has thirty digits at most, two more than Python's decimals keep by themselves.
    with debug_mode(False), localcontext(prec=100):
        found = Sketch(spec=_own(table, width)) if table.draw else KINDS[table.kind](table, width)
    spec: Json = clean_all(found.spec)
    if table.interactive and not table.draw:
        _make_pickable(spec, table)
    return replace(found, spec=spec)


def tidy(table: ChartTable) -> list[Json]:
    """The rows as `draw: module:function` gets them: one flat mapping each, numbers as JSON numbers."""
    paint = colours(table)
    return [
        {
            "fact": row.fact,
            "series": row.series,
            "label": row.label,
            "side": row.side,
            "start": row.start,
            "end": row.end,
            "date_text": row.date_text,
            "value": optional(row.value),
            "low": optional(row.low),
            "high": optional(row.high),
            "value_text": row.value_text,
            "claimant": row.claimant,
            "disputed": row.disputed,
            "status": row.status,
            "colour": paint[row.side],
        }
        for row in table.rows
    ]


def _check(table: ChartTable) -> None:
    """Give a ChartError where the table cannot be drawn as it should be."""
    if not table.rows:
        raise ChartError(table.id, "there is no value to draw")
    if not table.draw and table.kind not in KINDS:
        near = get_close_matches(table.kind, KINDS, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else ""
        raise ChartError(table.id, f'no kind "{table.kind}": the kinds are {", ".join(KINDS)}{hint}')
    for row in table.rows:
        known = [value for value in (row.value, row.low, row.high) if value is not None]
        if not known and table.kind in _WITHOUT_NUMBERS:
            continue
        if not known:
            raise ChartError(table.id, f'"{row.fact}" has no number that could be drawn')
        if not all(value.is_finite() for value in known):
            raise ChartError(table.id, f'"{row.fact}" has a value that is not a number')
    for row in table.rows:
        if not table.draw and table.kind in _DATED and not row.start:
            raise ChartError(table.id, f'"{row.fact}" has no date, which a {table.kind} chart needs')
    days = list(table.days())
    for start, end in zip(days[::2], days[1::2], strict=True):
        try:
            ordered = date.fromisoformat(start) <= date.fromisoformat(end)
        except ValueError:
            ordered = False
        if not ordered:
            raise ChartError(table.id, f'"{start}" to "{end}" are not two days in order')


def _own(table: ChartTable, width: int) -> Json:
    """The spec of the chart that the site's own function draws."""
    module, _, name = table.draw.partition(":")
    if table.root is not None and str(table.root) not in sys.path:
        sys.path.insert(0, str(table.root))
    try:
        chart = getattr(importlib.import_module(module), name)(tidy(table))
        spec: Json = chart.to_dict()
    except ChartError:
        raise
    except BaseException as problem:  # The function is not ours: whatever it raises, SystemExit too, is its message.
        raise ChartError(table.id, f"{table.draw} failed: {type(problem).__name__}: {problem}") from problem
    for unit in _units(spec):
        _name_facts(unit)
    if "width" not in spec and ("mark" in spec or "layer" in spec):
        spec |= {"width": width, "autosize": {"type": "fit", "contains": "padding"}}
    return spec


def _make_pickable(spec: Json, table: ChartTable) -> None:
    """Let a reader pick a series (or, where there is only one, a mark): what is not picked fades."""
    field = "series" if len({row.series for row in table.rows}) > 1 else "fact"
    series = {row.fact: row.series for row in table.rows}
    home = None
    for layer in spec["layer"]:
        data = spec["datasets"][layer["data"]["name"]]
        is_named = "description" in layer.get("encoding", {})
        if is_named:
            data = [{**datum, "series": series[datum["fact"]]} for datum in data]
            spec["datasets"][layer["data"]["name"]] = data
            home = home or layer
        if all(field in datum for datum in data):
            layer["encoding"]["opacity"] = {"condition": {"param": "picked", "value": 1}, "value": 0.15}
    if home is not None:
        home["params"] = [{"name": "picked", "select": {"type": "point", "fields": [field]}}]


def _units(spec: Json) -> list[Json]:
    """The parts of a composed spec that have a mark of their own."""
    if "mark" in spec:
        return [spec]
    parts = [part for key in ("layer", "hconcat", "vconcat", "concat") for part in spec.get(key, [])]
    parts += [spec["spec"]] if isinstance(spec.get("spec"), dict) else []
    return [unit for part in parts for unit in _units(part)]


def _name_facts(unit: Json) -> None:
    """Make each mark of a unit carry its row's fact, unless it stands for many rows or says otherwise."""
    mark = unit["mark"]["type"] if isinstance(unit["mark"], dict) else unit["mark"]
    if mark not in {"line", "area", "trail", "rule", "geoshape"}:
        unit.setdefault("encoding", {}).setdefault("description", {"field": "fact", "type": "nominal"})
