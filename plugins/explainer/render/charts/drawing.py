"""Charts from tables: those kept from an earlier build at once, all others in one worker process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from typing import IO

from . import cache as kept
from .picture import Picture, unpack
from .table import ChartError, ChartTable, to_json

OWN_FONTS = {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}
"""Makes the worker draw with the fonts inside vl-convert alone: with the machine's, a PNG has other bytes elsewhere."""
# Those fonts have Latin, Greek, Cyrillic and Hebrew; what is written otherwise needs the machine's.
_OTHER_SCRIPTS = re.compile(
    "[^\x00-\u052f\u0590-\u05ff\u1d00-\u2bff\ua640-\ua69f\ua720-\ua7ff\ufb00-\ufb06\ufb1d-\ufb4f\ufe20-\ufe2f\ufffd]"
)


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
    others = {table.id for table in undrawn if _OTHER_SCRIPTS.search(repr(table))}
    for is_other, fonts in ((False, OWN_FONTS), (True, {})):
        missing = [table for table in undrawn if (table.id in others) is is_other]
        while missing:
            answers = _work(missing, timeout, fonts)
            found |= answers
            # A worker that died or hung has answered for the chart it fell over; the rest get another one.
            missing = missing[len(answers) :]
            if cache:
                for chart, answer in answers.items():
                    if isinstance(answer, Picture):
                        kept.write(cache, names[chart], answer)
    return {table.id: found[table.id] for table in tables}


def _work(tables: Sequence[ChartTable], timeout: float, fonts: dict[str, str]) -> dict[str, Picture | ChartError]:
    """One worker's answers, in order; the last one is an error if the worker died or was stopped at it."""
    answers: dict[str, Picture | ChartError] = {}
    with tempfile.TemporaryFile() as complaints, _start(complaints, fonts) as worker:
        try:
            for table in tables:
                line = _ask(worker, table, timeout)
                if isinstance(line, ChartError):
                    answers[table.id] = line
                    break
                if not line:
                    answers[table.id] = ChartError(table.id, f"the renderer stopped{_last(worker, complaints)}")
                    break
                reply = json.loads(line)
                answers[table.id] = (
                    unpack(reply["picture"]) if "picture" in reply else ChartError(table.id, reply["error"])
                )
        finally:
            worker.kill()
    return answers


def _start(complaints: IO[bytes], fonts: dict[str, str]) -> subprocess.Popen[str]:
    """A new worker: a process of its own (no fork), in UTC, that finds this package where we found it."""
    package = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    fixed = {"TZ": "UTC", "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        # -P: a file named altair.py in the folder of the build is not ours.
        [sys.executable, "-P", "-m", "explainer.render.charts.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=os.environ | fixed | fonts,
        encoding="utf-8",
    )


def _ask(worker: subprocess.Popen[str], table: ChartTable, timeout: float) -> str | ChartError:
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
        worker.stdin.write(to_json(table) + "\n")
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
