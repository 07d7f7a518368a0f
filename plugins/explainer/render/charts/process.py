"""A process that draws: the renderer can abort its whole process or hang, so it never runs in the one that builds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

OWN_FONTS = {"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))}
"""Makes the worker draw with the fonts inside vl-convert alone: with the machine's, a PNG has other bytes elsewhere."""
# Those fonts have Latin, Greek, Cyrillic and Hebrew; what is written otherwise needs the machine's.
_OTHER_SCRIPTS = re.compile(
    "[^\x00-\u052f\u0590-\u05ff\u1d00-\u2bff\ua640-\ua69f\ua720-\ua7ff\ufb00-\ufb06\ufb1d-\ufb4f\ufe20-\ufe2f\ufffd]"
)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why there is no answer: the worker died or took too long."""

    reason: str


def needs_other_fonts(text: str) -> bool:
    """Whether a text has letters that the fonts inside vl-convert lack."""
    return _OTHER_SCRIPTS.search(text) is not None


def answers(module: str, requests: Sequence[str], timeout: float, *, own_fonts: bool) -> Iterator[str | Stopped]:
    """One worker's answers to requests of one line each, in order; it ends after one that it fell over."""
    with tempfile.TemporaryFile() as complaints, _start(module, complaints, OWN_FONTS if own_fonts else {}) as worker:
        try:
            for request in requests:
                line = _ask(worker, request, timeout)
                if isinstance(line, Stopped) or not line:
                    yield line or Stopped(f"the renderer stopped{_last(worker, complaints)}")
                    return
                yield line
        finally:
            worker.kill()


def _start(module: str, complaints: IO[bytes], fonts: dict[str, str]) -> subprocess.Popen[str]:
    """A new worker: a process of its own (no fork), in UTC, that finds this package where we found it."""
    package = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    fixed = {"TZ": "UTC", "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        # -P: a file named altair.py in the folder of the build is not ours.
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        env=os.environ | fixed | fonts,
        encoding="utf-8",
    )


def _ask(worker: subprocess.Popen[str], request: str, timeout: float) -> str | Stopped:
    """The worker's answer in its own line, empty if it died, or that it took too long."""
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
        worker.stdin.write(request + "\n")
        worker.stdin.flush()
        line = worker.stdout.readline()
    except OSError:
        line = ""
    finally:
        timer.cancel()
    return Stopped(f"drawing it took more than {timeout:g} seconds and was stopped") if stopped else line


def _last(worker: subprocess.Popen[str], complaints: IO[bytes]) -> str:
    """How the worker ended and the last line that it wrote about it."""
    status = worker.wait()
    complaints.seek(0)
    lines = complaints.read().decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f" (exit {status}){f': {last}' if last else ''}"
