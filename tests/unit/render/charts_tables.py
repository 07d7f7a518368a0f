"""Tables of charts for tests, and how a drawn chart is looked at."""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import altair as alt

from explainer.render.charts import LAYOUTS, Annotation, ChartTable, Row
from explainer.render.charts.spec import sketch
from explainer.render.charts.worker import draw_sketch

GOLDEN = Path(__file__).parents[2] / "golden" / "charts"
SVG = "{http://www.w3.org/2000/svg}"
DAYS = (
    *("2025-06-11", "2025-06-13", "2025-06-14", "2025-06-15", "2025-06-16", "2025-07-17", "2025-08-19"),
    *("2025-09-18", "2025-10-23", "2025-11-20", "2025-12-19", "2026-01-29", "2026-02-26"),
)
TO_UKRAINE = "1212 1200 1200 1200 1245 1000 1000 1000 1000 1000 1003 1000 1000".split()  # noqa: SIM905
TO_RUSSIA = "27 0 0 0 51 19 19 24 31 30 26 38 35".split()  # noqa: SIM905
HOSTILE = '</svg><script>alert("1")</script> &copy; <!-- ]]> \' \0\x0b\x1b\ud800'


def make_row(day: str = "2025-06-11", value: str | None = "1212", **fields: object) -> Row:
    """A row of the bodies handed to Ukraine; the test names only what matters."""
    series = fields.get("series", "to-ukraine")
    known: dict[str, object] = {
        "fact": f"{series}:{day}",
        "series": "to-ukraine",
        "label": "Bodies to Ukraine",
        "side": "Ukraine",
        "start": day,
        "end": day,
        "date_text": day,
        "value": None if value is None else Decimal(value),
        "value_text": "" if value is None else f"{Decimal(value):,}",
        "status": "claimed",
    }
    return Row(**known | fields)  # type: ignore[arg-type]


def make_table(*rows: Row, **fields: object) -> ChartTable:
    """A chart of those rows."""
    known: dict[str, object] = {
        "id": "exchanges",
        "title": "Title",
        "description": "Description",
        "rows": rows,
    }
    return ChartTable(**known | fields)  # type: ignore[arg-type]


def exchanges(**fields: object) -> ChartTable:
    """The exchanges of 2025 and 2026, both ways."""
    there = [make_row(day, value) for day, value in zip(DAYS, TO_UKRAINE, strict=True)]
    back = [
        make_row(day, value, series="to-russia", label="Bodies to Russia", side="Russia", status="confirmed")
        for day, value in zip(DAYS, TO_RUSSIA, strict=True)
    ]
    known: dict[str, object] = {"y_title": "Bodies handed over", "x_title": "Exchange"}
    return make_table(*there, *back, **known | fields)


def named_dead(**fields: object) -> ChartTable:
    """The count of named dead, its first date known by its month only."""
    label = "Named dead, counted by two newsrooms"
    common = {"series": "named-dead", "label": label, "side": "Russia", "status": "documented"}
    first = make_row("2023-06-01", "25000", end="2023-06-30", date_text="June 2023", **common)
    later = [("2024-02-24", "45123"), ("2025-02-24", "95323"), ("2026-02-24", "200186")]
    talks = Annotation(event="talks", start="2025-05-16", end="2025-05-16", label="First talks in Istanbul")
    known: dict[str, object] = {
        "id": "named-dead",
        "kind": "line",
        "y_title": "People",
        "annotations": (talks,),
    }
    return make_table(first, *(make_row(day, value, **common) for day, value in later), **known | fields)


def missing(**fields: object) -> ChartTable:
    """A register of the missing, and an estimate that is a range."""
    rows = [
        make_row(day, value, series="missing", label="Missing people", status="documented")
        for day, value in (("2023-05-01", "23000"), ("2024-10-01", "48000"), ("2025-05-10", "70000"))
    ]
    low, high = Decimal(30000), Decimal(40000)
    guess = make_row(
        "2024-03-01", series="guess", label="Estimate", side="", value=None, low=low, high=high,
        value_text="30,000 to 40,000", status="estimated",
    )  # fmt: skip
    known: dict[str, object] = {"id": "missing", "kind": "step", "locale": "uk", "unit": "people"}
    return make_table(*rows, guess, **known | fields)


def read(svg: str) -> ElementTree.Element:
    """The chart as a tree."""
    return ElementTree.fromstring(svg)


def marks(svg: str) -> dict[str, ElementTree.Element]:
    """Each mark by its fact."""
    found = [element for element in read(svg).iter() if "data-fact" in element.attrib]
    assert len({element.attrib["data-fact"] for element in found}) == len(found)
    return {element.attrib["data-fact"]: element for element in found}


def inherited(svg: str, fact: str, name: str) -> str | None:
    """What a mark has as that attribute, itself or from the groups that it stands in."""
    root = read(svg)
    parents = {child: parent for parent in root.iter() for child in parent}
    element: ElementTree.Element | None = next(part for part in root.iter() if part.get("data-fact") == fact)
    while element is not None and name not in element.attrib:
        element = parents.get(element)
    return None if element is None else element.attrib[name]


def texts(svg: str) -> list[str]:
    """Every text that the chart shows."""
    return [
        "".join(part.itertext())
        for text in read(svg).iter(f"{SVG}text")
        for part in (text.findall(f"{SVG}tspan") or [text])
    ]


def draw_here(table: ChartTable, layout: str = "wide") -> str:
    """The chart's SVG for the page, drawn in this process: the way through the worker has tests of its own."""
    return draw_sketch(sketch(table, width=LAYOUTS[layout]), table, layout)


def running_totals(**fields: object) -> ChartTable:
    """The running totals of the exchanges."""
    rows = []
    for series, days in itertools.groupby(exchanges().rows, key=lambda row: row.series):
        total = Decimal(0)
        for row in days:
            total += row.value or 0
            rows.append(replace(row, drawn=total, drawn_text=f"{total:,}"))
        assert series
    known: dict[str, object] = {"id": "totals", "kind": "cumulative", "y_title": "Bodies in all"}
    return make_table(*rows, **known | fields)


def assert_golden_spec(spec: dict[str, object], name: str) -> None:
    """A spec is what was agreed on, and Vega-Lite's schema allows it; EXPLAINER_UPDATE_GOLDEN=1 agrees on it anew."""
    alt.LayerChart.from_dict(spec)
    text = json.dumps(spec, indent=1, ensure_ascii=False) + "\n"
    path = GOLDEN / f"{name}.json"
    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8"))
