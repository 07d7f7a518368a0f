"""Charts from tables: those kept from an earlier build at once, all others in one worker process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from . import cache as kept
from .picture import Picture, unpack
from .process import Stopped, answers, needs_other_fonts
from .table import ChartError, ChartTable, to_json

_WORKER = "explainer.render.charts.worker"


def draw(table: ChartTable, *, cache: Path | None = None, timeout: float = 30) -> Picture:
    """The chart; a ChartError where it cannot be drawn."""
    (found,) = draw_all([table], cache=cache, timeout=timeout).values()
    if isinstance(found, ChartError):
        raise found
    return found


def draw_all(
    tables: Sequence[ChartTable], *, cache: Path | None = None, timeout: float = 30
) -> dict[str, Picture | ChartError]:
    """Each chart by its table's id, in the tables' order: drawn, or the error that stands in its place.

    `cache` is the folder that charts are kept in; `timeout` is the seconds that one chart may take.
    """
    found: dict[str, Picture | ChartError] = {}
    names = {table.id: kept.key(table) for table in tables} if cache else {}
    if cache:
        read = {chart: kept.read(cache, name) for chart, name in names.items()}
        found = {chart: picture for chart, picture in read.items() if picture is not None}
    undrawn = [table for table in tables if table.id not in found]
    others = {table.id for table in undrawn if needs_other_fonts(repr(table))}
    for is_other in (False, True):
        missing = [table for table in undrawn if (table.id in others) is is_other]
        while missing:
            drawn = _work(missing, timeout, own_fonts=not is_other)
            found |= drawn
            # A worker that died or hung has answered for the chart it fell over; the rest get another one.
            missing = missing[len(drawn) :]
            if cache:
                for chart, answer in drawn.items():
                    if isinstance(answer, Picture):
                        kept.write(cache, names[chart], answer)
    return {table.id: found[table.id] for table in tables}


def _work(tables: Sequence[ChartTable], timeout: float, *, own_fonts: bool) -> dict[str, Picture | ChartError]:
    """One worker's answers, in order; the last one is an error if the worker died or was stopped at it."""
    requests = [to_json(table) for table in tables]
    found: dict[str, Picture | ChartError] = {}
    for line, table in zip(answers(_WORKER, requests, timeout, own_fonts=own_fonts), tables, strict=False):
        if isinstance(line, Stopped):
            found[table.id] = ChartError(table.id, line.reason)
            continue
        reply = json.loads(line)
        found[table.id] = unpack(reply["picture"]) if "picture" in reply else ChartError(table.id, reply["error"])
    return found
