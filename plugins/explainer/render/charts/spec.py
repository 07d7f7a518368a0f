"""A table of facts to a Vega-Lite spec; this and what it imports alone know Altair."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

from .bars import bar_chart
from .frame import Json, optional
from .lines import line_chart, step_chart
from .look import colours
from .table import ChartError, ChartTable
from .text import clean_all

KINDS: dict[str, Callable[[ChartTable, int], Json]] = {
    "bar": bar_chart,
    "line": line_chart,
    "step": step_chart,
}
"""Every kind of chart and the function that gives its spec for a table and a width in pixels."""

_DATED = frozenset({"line", "step"})


def make_spec(table: ChartTable, *, width: int) -> Json:
    """The table's Vega-Lite spec as JSON, free of characters that break the renderer, or a ChartError."""
    _check(table)
    spec: Json = clean_all(_own(table, width) if table.draw else KINDS[table.kind](table, width))
    return spec


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
        if not known:
            raise ChartError(table.id, f'"{row.fact}" has no number that could be drawn')
        if not all(value.is_finite() for value in known):
            raise ChartError(table.id, f'"{row.fact}" has a value that is not a number')
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
