"""`python3 dev.py bench`: what a build and a check cost, each beside its floor.

Quote the medians and ratios: a machine that does other things at the same time makes single times worthless.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.charts import bench_charts  # noqa: E402 (the path above finds it)
from bench.charts_in_browser import bench_charts_in_browser  # noqa: E402
from bench.evidence import FIGURES as QUOTED  # noqa: E402
from bench.evidence import PAGES, WORDS, make_evidence  # noqa: E402
from bench.floor import make_floor  # noqa: E402
from bench.reading import bench_reading  # noqa: E402
from bench.registers import bench_registers  # noqa: E402

RUNS = 5
FIGURES = 10_000

_CHECK = """
import resource, sys, time
from pathlib import Path
import explainer
start = time.perf_counter()
checked = explainer.check_facts(explainer.Options(root=Path(sys.argv[1])))
took = time.perf_counter() - start
scale = 1 if sys.platform == "darwin" else 1024
assert len(checked.facts.figures) == {figures} and not checked.problems, checked.problems[:3]
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6)
"""
_LOAD = """
import gc, sys, time
from pathlib import Path
from explainer.check.records import read_records
from explainer.check.tables import table_reader
from explainer.load.folder import load_folder
root = Path(sys.argv[1])
gc.disable()  # As the check does it.
start = time.perf_counter()
records = read_records(load_folder(root / "data", root), table_reader(root / "data", root))
print(time.perf_counter() - start, len(records.facts.figures))
"""
_EVIDENCE = """
import sys, time
from pathlib import Path
from explainer.adapters.site_settings import find_pages, read_settings
from explainer.check.site import check_site
settings = read_settings(Path(sys.argv[1], "mkdocs.yml"))
pages = list(find_pages(settings.docs, lambda _: False))
start = time.perf_counter()
checked = check_site(settings.options, pages, settings.problems)
took = time.perf_counter() - start
errors = [problem for problem in checked.problems if problem.severity == "error"]
assert not errors, errors[:3]
print(took, len(checked.pages))
"""
_PARSE = """
import resource, sys, time
from pathlib import Path
import yaml
start = time.perf_counter()
for path in sorted(Path(sys.argv[1], "data").glob("*.yml")):
    yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
took = time.perf_counter() - start
scale = 1 if sys.platform == "darwin" else 1024
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale / 1e6)
"""


def main() -> int:
    """Print every measurement."""
    with tempfile.TemporaryDirectory() as folder:
        bench_build(Path(folder))
        bench_check(Path(folder))
        bench_evidence(Path(folder))
        bench_charts(ROOT)
        bench_charts_in_browser(Path(folder) / "ours")
        bench_registers(Path(folder), make_figures, _build)
        bench_reading(Path(folder) / "ours", Path(folder) / "floor" / "site")
    return 0


def bench_build(folder: Path) -> None:
    """Build this site, and the same site in plain Markdown by the engine and theme alone."""
    ours, floor = folder / "ours", folder / "floor"
    _build(ROOT / "mkdocs.yml", ours)  # Draws the charts; the next builds find them in the cache.
    make_floor(ours, ROOT / "mkdocs.yml", floor)
    _build(floor / "mkdocs.yml", floor / "site")
    times = _in_turns(
        lambda: _timed(lambda: _build(ROOT / "mkdocs.yml", ours)),
        lambda: _timed(lambda: _build(floor / "mkdocs.yml", floor / "site")),
    )
    _print("build of this site, charts cached", "seconds", times, "MkDocs and Material alone, plain footnotes", 2)


def bench_check(folder: Path) -> None:
    """Load and check generated figures, beside the YAML parser alone on the same files."""
    site = folder / "large"
    make_figures(site, FIGURES)
    found = [(_measured(_CHECK.format(figures=FIGURES), site), _measured(_PARSE, site)) for _ in range(RUNS)]
    times = ([ours[0] for ours, _ in found], [floor[0] for _, floor in found])
    memory = ([ours[1] for ours, _ in found], [floor[1] for _, floor in found])
    _print(
        f"load and check of {FIGURES:,} figures",
        "seconds",
        times,
        "PyYAML's C composer alone",
        3,
        absolute=True,
    )
    _print("the same, peak memory", "MB", memory, "PyYAML's C composer alone", 300, absolute=True)


def bench_evidence(folder: Path) -> None:
    """Check evidence and prose of a large site beyond loading its facts, and of one half as large."""
    beyond: dict[int, list[float]] = {1: [], 2: []}
    for share in beyond:
        make_evidence(folder / f"evidence-{share}", QUOTED // share, PAGES // share)
    for _ in range(RUNS):
        for share, times in beyond.items():
            site = folder / f"evidence-{share}"
            times.append(_measured(_EVIDENCE, site)[0] - _measured(_LOAD, site)[0])
    whole, half = beyond[1], beyond[2]
    ratio = statistics.median(a / b for a, b in zip(whole, half, strict=True))
    print(f"evidence of {QUOTED:,} figures and prose of {PAGES:,} pages of {WORDS} words, beyond loading the facts:")
    print(f"  median {statistics.median(whole):.2f} seconds ({min(whole):.2f} to {max(whole):.2f})")
    print(f"  half of it: median {statistics.median(half):.2f} seconds; ratio pair by pair {ratio:.2f}, linear is 2")
    print("  limit: 10 seconds")


def make_figures(site: Path, count: int) -> None:
    """Write a site with that many figures, each with unit, date, claimant, status and a quoted source."""
    data = site / "data"
    data.mkdir(parents=True)
    (data / "sources.yml").write_text(
        "sources:\n"
        + "".join(
            f"  source-{n}:\n    title: Report {n}\n    publisher: The Gauge\n    published: 2025-01-{n % 28 + 1:02d}\n"
            f"    accessed: 2026-01-02\n    url: https://gauge.example/{n}\n    kind: news\n    language: en\n"
            for n in range(100)
        ),
        "utf-8",
    )
    (data / "actors.yml").write_text("actors:\n  office:\n    name: The Office\n    side: Town\n", "utf-8")
    for part in range(10):
        (data / f"figures-{part}.yml").write_text(
            "figures:\n"
            + "".join(
                f"  figure-{n}:\n    label: Houses flooded in district {n}\n    value: {n + 1000}\n"
                f"    unit: {{one: house, other: houses}}\n    as_of: 2025-02-{n % 28 + 1:02d}\n    claimant: office\n"
                f"    status: claimed\n    counts: houses in district {n}\n    cite:\n"
                f"      - source: source-{n % 100}\n        stated_as: {n + 1000} houses were flooded\n"
                for n in range(part * count // 10, (part + 1) * count // 10)
            ),
            "utf-8",
        )


def _build(settings: Path, target: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(settings), "-d", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    if done.returncode:
        sys.exit(f"the build of {settings} failed:\n{done.stderr}")


def _timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _in_turns(first: Callable[[], float], second: Callable[[], float]) -> tuple[list[float], list[float]]:
    pairs = [(first(), second()) for _ in range(RUNS)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def _measured(program: str, site: Path) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", program, str(site)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _print(
    what: str,
    unit: str,
    times: tuple[list[float], list[float]],
    floor: str,
    limit: float,
    *,
    absolute: bool = False,
) -> None:
    ours, base = times
    ratio = statistics.median(a / b for a, b in zip(ours, base, strict=True))
    print(f"{what}: median {statistics.median(ours):.2f} {unit} ({min(ours):.2f} to {max(ours):.2f})")
    print(f"  floor, {floor}: median {statistics.median(base):.2f} {unit}; ratio pair by pair {ratio:.2f}")
    print(f"  limit: {limit:g} {unit if absolute else 'times the floor'}")


if __name__ == "__main__":
    sys.exit(main())
