"""Charts from tables: those kept from an earlier build at once, all others in one worker process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import IO

from . import cache as kept
from .table import ChartError, ChartTable, to_json

WIDTH = 440
"""Pixels that a chart is laid out for by default: its text is readable on a phone and on a desktop."""


def draw(table: ChartTable, *, width: int = WIDTH, cache: Path | None = None, timeout: float = 30) -> str:
    """The chart as SVG text for the page; a ChartError where it cannot be drawn."""
    (found,) = draw_all([table], width=width, cache=cache, timeout=timeout).values()
    if isinstance(found, ChartError):
        raise found
    return found


def draw_all(
    tables: Sequence[ChartTable], *, width: int = WIDTH, cache: Path | None = None, timeout: float = 30
) -> dict[str, str | ChartError]:
    """Each chart by its table's id, in the tables' order: its SVG, or the error that stands in its place.

    `cache` is the folder that charts are kept in; `timeout` is the seconds that one chart may take.
    """
    found: dict[str, str | ChartError] = {}
    names = {table.id: kept.key(table, width=width) for table in tables} if cache else {}
    if cache:
        read = {chart: kept.read(cache, name) for chart, name in names.items()}
        found = {chart: svg for chart, svg in read.items() if svg is not None}
    missing = [table for table in tables if table.id not in found]
    while missing:
        answers = _work(missing, width, timeout)
        found |= answers
        # A worker that died or hung has answered for the chart it fell over; the rest get another one.
        missing = missing[len(answers) :]
        if cache:
            for chart, answer in answers.items():
                if isinstance(answer, str):
                    kept.write(cache, names[chart], answer)
    return {table.id: found[table.id] for table in tables}


def _work(tables: Sequence[ChartTable], width: int, timeout: float) -> dict[str, str | ChartError]:
    """One worker's answers, in order; the last one is an error if the worker died or was stopped at it."""
    answers: dict[str, str | ChartError] = {}
    with tempfile.TemporaryFile() as complaints, _start(complaints) as worker:
        try:
            for table in tables:
                line = _ask(worker, table, width, timeout)
                if isinstance(line, ChartError):
                    answers[table.id] = line
                    break
                if not line:
                    answers[table.id] = ChartError(table.id, f"the renderer stopped{_last(worker, complaints)}")
                    break
                reply: dict[str, str] = json.loads(line)
                answers[table.id] = reply["svg"] if "svg" in reply else ChartError(table.id, reply["error"])
        finally:
            worker.kill()
    return answers


def _start(complaints: IO[bytes]) -> subprocess.Popen[str]:
    """A new worker: a process of its own (no fork), in UTC, that finds this package where we found it."""
    package = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"TZ": "UTC", "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        # -P: a file named altair.py in the folder of the build is not ours.
        [sys.executable, "-P", "-m", "explainer.render.charts.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=environment,
        encoding="utf-8",
    )


def _ask(worker: subprocess.Popen[str], table: ChartTable, width: int, timeout: float) -> str | ChartError:
    """The worker's answer in its own line, empty if it died, or the error that it took too long."""
    assert worker.stdin
    assert worker.stdout
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(True)
        worker.kill()

    # Killing the worker ends both a blocked write and a blocked read.
    timer = Timer(timeout, stop)
    timer.start()
    try:
        worker.stdin.write(json.dumps({"table": to_json(table), "width": width}) + "\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
    except OSError:
        line = ""
    finally:
        timer.cancel()
    if stopped:
        return ChartError(table.id, f"drawing it took more than {timeout:g} seconds and was stopped")
    return line


def _last(worker: subprocess.Popen[str], complaints: IO[bytes]) -> str:
    """How the worker ended and the last line that it wrote about it."""
    status = worker.wait()
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f" (exit {status}){f': {last}' if last else ''}"
