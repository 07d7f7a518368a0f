"""What charts cost: drawing them, taking them from the cache, and carrying them over the wire."""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from explainer.render.charts.process import OWN_FONTS

_TABLES = """
import json, os, statistics, sys, tempfile, time
from pathlib import Path
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {next(iter(os.sched_getaffinity(0)))})  # One core, as the limits say.
from babel import Locale
from explainer.check.options import Options
from explainer.check.site import check_facts
from explainer.render.chart_tables import chart_table
facts = check_facts(Options(root=Path(sys.argv[1]))).facts
tables = [chart_table(chart, facts, Locale("en", "GB")) for chart in facts.charts.values()]
"""
_DRAW = (
    _TABLES
    + """
start = time.perf_counter()
from explainer.render.charts import LAYOUTS
from explainer.render.charts.spec import sketch
from explainer.render.charts.worker import draw_sketch, render
def for_the_page(table):
    for layout, width in LAYOUTS.items():
        draw_sketch(sketch(table, width=width), table, layout)
for_the_page(tables[0])
first = time.perf_counter() - start
def seconds(draw):
    found = []
    for _ in range(3):
        for table in tables:
            start = time.perf_counter()
            draw(table)
            found.append(time.perf_counter() - start)
    return found
pages, files = seconds(for_the_page), seconds(render)
print(json.dumps({"first": first, "pages": pages, "files": files, "charts": len(tables)}))
"""
)
_KEPT = (
    _TABLES
    + """
from explainer.render.charts import Picture, draw_all
with tempfile.TemporaryDirectory() as folder:
    cache = Path(folder)
    drawn = draw_all(tables, cache=cache)
    assert all(isinstance(picture, Picture) for picture in drawn.values()), drawn
    found = []
    for _ in range(20):
        start = time.perf_counter()
        again = draw_all(tables, cache=cache)
        found.append((time.perf_counter() - start) / len(tables))
    assert again == drawn
print(json.dumps({"kept": found}))
"""
)
_LINE = """
import json
from datetime import date
from decimal import Decimal
from explainer.render.charts import ChartTable, Row, draw
first = date(2022, 2, 24).toordinal()
rows = [
    Row(fact=f"level:{day}", series="level", label="Level of the river", side="Town", claimant="The Office",
        start=str(day), end=str(day), date_text=day.strftime("%-d %b %Y"), value=Decimal(n * 4003),
        value_text=f"{n * 4003:,}", status="documented")
    for n in range(50) for day in [date.fromordinal(first + 30 * n)]
]
table = ChartTable(id="chart-level", title="The river rose", description="From 0 to 196,147.", kind="line",
                   rows=tuple(rows), y_title="Centimetres")
picture = draw(table)
print(json.dumps({"narrow": picture.narrow, "wide": picture.wide}))
"""


def bench_charts(root: Path) -> None:
    """Draw the charts of the site in one process on one core, then take them from the cache; weigh a line."""
    found = _run(_DRAW, root)
    pages, files = found["pages"], found["files"]
    print(f"drawing {found['charts']} charts of this site, each in both layouts, on one core:")
    print(f"  the first, with the renderer's start: {found['first']:.2f} seconds (limit: 1)")
    print(f"  each after it: {_milliseconds(pages)} (limit: 40)")
    print(f"  with its files to download, the PNG above all: {_milliseconds(files)}")
    kept = _run(_KEPT, root)["kept"]
    print(f"  from the cache: {_milliseconds(kept)} a chart (limit: 1)")
    line = _run(_LINE, root)
    sizes = {name: (len(svg.encode()), len(gzip.compress(svg.encode(), 9))) for name, svg in line.items()}
    sizes["both"] = (sum(size for size, _ in sizes.values()), len(gzip.compress("".join(line.values()).encode(), 9)))
    print("weight of a line of 50 points (limit: 12,000 bytes, 2,000 compressed):")
    for name, (plain, compressed) in sizes.items():
        print(f"  {name}: {plain:,} bytes, {compressed:,} compressed")


def _milliseconds(seconds: list[float]) -> str:
    found = [second * 1000 for second in seconds]
    return f"median {statistics.median(found):.2f} ms ({min(found):.2f} to {max(found):.2f})"


def _run(program: str, root: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", program, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | OWN_FONTS)
    if done.returncode:
        sys.exit(done.stderr)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
