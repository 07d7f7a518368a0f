"""Pages with charts as the package prints them, each showing one thing, written into a folder to be served."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple


class Point(NamedTuple):
    """One mark and its row."""

    fact: str
    value: str
    x: float
    """Share of the picture's width."""
    y: float
    label: str = "Bodies handed over"
    drawn: str = ""


POINTS = (
    Point("bodies:2025-05-01", "909", 0.02, 0.5),
    Point("bodies:2025-06-11", "1,212", 0.3, 0.2, drawn="2,121"),
    Point("bodies:2025-07-17", "1,000", 0.6, 0.4, drawn="3,121"),
    Point("other:2025-07-17", "more than 19", 0.98, 0.9, label="Bodies that the other side counts as handed over"),
)
MANY = tuple(Point(f"many:{n}", f"{n}", n / 5000, 0.5 + math.sin(n / 50) * 0.4, label="Many") for n in range(5000))


def write_pages(folder: Path) -> None:
    """Write every page."""
    pages = {
        "index": chart(POINTS) + notes(POINTS),
        "two": chart(POINTS) + chart(POINTS[:2], id="second") + notes(POINTS),
        "many": chart(MANY, id="many") + notes(MANY[:1]),
        "rtl": chart(POINTS) + notes(POINTS),
        "overlap": overlap(),
        "scrolled": f'<div class="cut">{chart(POINTS)}</div>' + notes(POINTS),
        "interactive": chart(POINTS, vega="spec.json") + notes(POINTS),
        "far": '<div class="tall"></div>' + chart(POINTS, vega="spec.json") + notes(POINTS),
        **{
            name: '<div class="tall"></div>' + chart(POINTS, vega=f"{name}.json") + notes(POINTS)
            for name in ("broken", "missing", "empty")
        },
        "curious": chart(POINTS, vega="curious.json") + notes(POINTS),
        "none": "<p>No chart.</p>",
    }
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(page(body, direction="rtl" if name == "rtl" else "ltr"), "utf-8")
    (folder / "page.css").write_text(
        "body { background: Canvas; color: CanvasText; margin: 0 auto; max-width: 640px; padding: 8px; }\n"
        ".cut { overflow: hidden; height: 260px; }\n"
        ".tall { height: 3000px; }\n",
        "utf-8",
    )
    specs = {"narrow": spec(320, 200), "wide": spec(640, 240)}
    (folder / "spec.json").write_text(json.dumps(specs), "utf-8")
    for name, marks in {"broken": [{"type": "no such mark"}], "empty": []}.items():
        (folder / f"{name}.json").write_text(json.dumps({layout: {"marks": marks} for layout in specs}), "utf-8")
    elsewhere = [{"name": "far", "url": "https://example.org/data.json"}]
    curious = {name: spec | {"data": [*spec["data"], *elsewhere]} for name, spec in specs.items()}  # type: ignore[misc]
    (folder / "curious.json").write_text(json.dumps(curious), "utf-8")


def page(body: str, *, direction: str = "ltr") -> str:
    """A whole page around it, as the plugin makes pages: one style sheet and one script."""
    return (
        f'<!doctype html><html lang="en" dir="{direction}"><head><meta charset="utf-8"><title>Charts</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="assets/explainer.css"><link rel="stylesheet" href="assets/explainer-lists.css">'
        '<link rel="stylesheet" href="page.css">'
        '<script src="assets/explainer.js" defer></script></head>'
        f'<body><p>Before <a href="#before">the chart</a>.</p>{body}'
        '<p>After <a href="#after">the chart</a>.</p></body></html>'
    )


def chart(points: Sequence[Point], *, id: str = "handed-over", vega: str = "") -> str:
    """A chart in both layouts, with its table."""
    data = f' data-vega="{vega}" data-vega-src="assets/explainer-vega.js"' if vega else ""
    return (
        f'<figure class="chart" id="{id}"><p class="chart-title">Bodies, as each side says</p>'
        f'<div class="chart-picture" data-keys="Use the arrow keys to go from mark to mark"{data}>'
        f"{svg(points, id, 320, 200, 'narrow')}{svg(points, id, 640, 240, 'wide')}</div>"
        f"<figcaption>As of July 2025<details><summary>Data</summary>{table(points, id)}</details></figcaption>"
        "</figure>"
    )


def svg(points: Sequence[Point], id: str, width: int, height: int, layout: str) -> str:
    """One layout: a point a row, and a rule that is none."""
    marks = "".join(
        f'<circle data-fact="{point.fact}" cx="{point.x * width:.2f}" cy="{point.y * height:.2f}" r="3"'
        f' fill="var(--explainer-side-1, #1b6e74)"><title>{escape(point.value)}</title></circle>'
        for point in points
    )
    name = f"{id}__{width}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="explainer-chart chart-{layout}" role="img" direction="ltr"'
        f' aria-labelledby="{name}__title" aria-describedby="{name}__desc" viewBox="0 0 {width} {height}" width="100%">'
        f'<title id="{name}__title">Bodies, as each side says</title><desc id="{name}__desc">Four points.</desc>'
        f'<path d="M0,{height - 1}H{width}" stroke="currentColor"/>{marks}</svg>'
    )


def table(points: Sequence[Point], id: str) -> str:
    """The rows under the picture, each with its footnote."""
    names = ("Figure", "Date", "Value (bodies)", "Running total", "Who says it", "Status")
    rows = "".join(
        f'<tr data-row="{point.fact}"><td class="row-label">{escape(point.label)}</td>'
        f'<td class="row-date">{point.fact.partition(":")[2]}</td>'
        f'<td class="row-value"><span class="fact" data-fact="{point.fact}">{escape(point.value)}</span>'
        f'<sup id="fnref:{id}-{n}"><a class="footnote-ref" href="#fn:{n}" role="doc-noteref">{n}</a></sup></td>'
        f'<td class="row-drawn">{point.drawn}</td><td class="row-claimant">The Office</td>'
        f'<td class="row-status">claimed</td></tr>'
        for n, point in enumerate(points, 1)
    )
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def notes(points: Sequence[Point]) -> str:
    """A footnote a row."""
    items = "".join(
        f'<li id="fn:{n}">{escape(point.value)}, says the Office.</li>' for n, point in enumerate(points, 1)
    )
    return f'<div class="tall"></div><ol class="footnote">{items}</ol>'


def overlap() -> str:
    """Two rows of dots in one block, as in a waffle: the boxes around them overlap, the dots do not."""
    points = (Point("first", "3", 0, 0, label="First"), Point("second", "3", 0, 0, label="Second"))
    places = {"first": ((100, 50), (150, 50), (100, 100)), "second": ((150, 100), (100, 150), (150, 150))}
    groups = "".join(
        f'<g data-fact="{fact}"><title>3</title>'
        + "".join(f'<rect x="{x}" y="{y}" width="40" height="40"/>' for x, y in dots)
        + "</g>"
        for fact, dots in places.items()
    )
    return (
        '<figure class="chart" id="waffle"><p class="chart-title">Dots</p><div class="chart-picture">'
        f'<svg class="explainer-chart" role="img" viewBox="0 0 640 240" width="100%">{groups}</svg></div>'
        f"<details>{table(points, 'waffle')}</details></figure>"
    )


def spec(width: int, height: int) -> dict[str, object]:
    """A Vega spec of the same picture, that counts in `pointed` where Vega believes the mouse to be."""
    values = [{"fact": p.fact, "x": p.x * width, "y": p.y * height, "value": p.value} for p in POINTS]
    paint = {"fill": {"value": "var(--explainer-side-1, #1b6e74)"}, "size": {"value": 40}}
    # As Vega-Lite writes a point of time, which the interpreter alone would misread.
    x = {"signal": "datum.x + time(datetime(86400000)) - 86400000"}
    place = {"x": x, "y": {"field": "y"}, "description": {"field": "fact"}}
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": "none",
        "signals": [{"name": "pointed", "value": [0, 0], "on": [{"events": "click", "update": "xy()"}]}],
        "data": [{"name": "rows", "values": values}],
        "marks": [
            {
                "type": "symbol",
                "from": {"data": "rows"},
                "encode": {"enter": paint | place, "update": {"tooltip": {"signal": "datum.value + ''"}}},
            },
            {
                "type": "text",
                "encode": {
                    "enter": {"fill": {"value": "currentColor"}, "x": {"value": 20}, "y": {"value": 40}},
                    "update": {"text": {"signal": "round(pointed[0]) + ' ' + round(pointed[1])"}},
                },
            },
        ],
    }
