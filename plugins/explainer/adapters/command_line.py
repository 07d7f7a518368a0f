"""`explainer check`: the same problems as a build finds, without building."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from explainer.adapters.site_settings import SettingsError, excluder, find_pages, read_settings
from explainer.check.site import Checked, check_site
from explainer.report import FORMATS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 with no errors, 1 with errors, 2 on wrong usage."""
    parsed = _parser().parse_args(arguments)
    # A terminal or pipe of another encoding must not turn a problem into a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    path = Path(parsed.config_file)
    if not path.is_file():
        print(f"explainer: there is no settings file {path}; name one with -f", file=sys.stderr)
        return 2
    try:
        settings = read_settings(path)
        pages = find_pages(settings.docs, excluder(settings.excluded))
        checked = check_site(settings.options, pages, settings.problems)
    except SettingsError as error:
        checked = Checked(problems=(error.problem,))
    try:
        print(FORMATS[parsed.format](checked), flush=True)
    except BrokenPipeError:  # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(checked.failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explainer", description="Annotated explainers on contested facts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="list every problem of the facts and the pages")
    check.add_argument("-f", "--config-file", default="mkdocs.yml", metavar="FILE", help="the site's settings")
    check.add_argument("--format", choices=list(FORMATS), default="text", help="how problems are printed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
