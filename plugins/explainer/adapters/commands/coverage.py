"""`explainer coverage`: what of the facts is cited, quoted, verified, archived, due and used; the worst first."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Final

from explainer.adapters.commands.site import (
    add_day_option,
    add_site_option,
    check_whole_site,
    put_out,
    read_day,
    read_site_settings,
)
from explainer.adapters.site_settings import SettingsError
from explainer.check.coverage import COLUMNS, Coverage, coverage_of

NAME = "coverage"
HELP = "tell what is verified, quoted, archived, due and used, and what lacks most"

_NOT_TOLD: Final = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_site_option(parser)
    add_day_option(parser)
    parser.add_argument("--format", choices=list(_FORMATS), default="text", help="how it is printed")


def run(parsed: argparse.Namespace) -> int:
    """Print how well the facts are covered; return 0, or 1 where the check finds an error in what is measured."""
    day = read_day(parsed)
    try:
        checked = check_whole_site(read_site_settings(parsed), day)
    except SettingsError as error:
        print(error.problem, file=sys.stderr)
        return 1
    coverage = coverage_of(checked.facts, today=day, unused=checked.unused, verified=checked.verified)
    put_out(_FORMATS[parsed.format](coverage))
    if checked.failed:
        print("explainer: facts with an error are left out; explainer check lists them", file=sys.stderr)
    return int(checked.failed)


def _as_text(coverage: Coverage) -> str:
    """Return aligned tables, and one line for each fact that lacks something."""
    kinds = [
        [
            row.kind,
            str(row.total),
            *(_NOT_TOLD if row.counts[name] is None else str(row.counts[name]) for name in COLUMNS),
        ]
        for row in coverage.kinds
    ]
    claims = [
        [_side(row.side), str(row.figures), str(row.points), str(row.events), str(row.total)] for row in coverage.claims
    ]
    lacking = [[item.fact, _words(item.lacks), f"{item.where.file}:{item.where.line}"] for item in coverage.lacking]
    tables = [
        _table(["kind", "all", *map(_word, COLUMNS)], kinds),
        _table(["claims of", "figures", "points", "events", "all"], claims),
        _table(
            ["sources stand with", "all"], [[stand or "not stated", str(n)] for stand, n in coverage.sources_by_stand]
        ),
        _table(["sources by kind", "all"], [[kind or "not stated", str(n)] for kind, n in coverage.sources_by_kind]),
        _table(["fact, the worst first", "lacks", "place"], lacking, numbers=False),
    ]
    return "\n\n".join(tables)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: bool = True) -> str:
    """Return columns of text; all but the first are numbers, set to the right, unless they are not."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = []
    for row in (head, *rows):
        first, *others = [
            cell.rjust(width) if numbers and place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join([first, *others]).rstrip())
    return "\n".join(lines)


def _word(name: str) -> str:
    return name.replace("_", " ")


def _words(lacks: Sequence[str]) -> str:
    """Return what a fact lacks, as a list in words."""
    good = ("cited", "quoted", "verified", "archived")
    return ", ".join(f"not {name}" if name in good else _word(name) for name in lacks)


def _side(side: str | None) -> str:
    return "nobody named" if side is None else side or "side not stated"


def _as_json(coverage: Coverage) -> str:
    """Return `{"kinds": {...}, "claims": [...], "sources": {...}, "lacking": [...]}`; null is what is not told."""
    data = {
        "kinds": {row.kind: {"all": row.total, **row.counts} for row in coverage.kinds},
        "claims": [asdict(row) for row in coverage.claims],
        "sources": {"by_stand": dict(coverage.sources_by_stand), "by_kind": dict(coverage.sources_by_kind)},
        "lacking": [
            {
                "fact": item.fact,
                "kind": item.kind,
                "lacks": list(item.lacks),
                "file": item.where.file,
                "line": item.where.line,
            }
            for item in coverage.lacking
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


_FORMATS: Final[dict[str, Callable[[Coverage], str]]] = {"text": _as_text, "json": _as_json}
