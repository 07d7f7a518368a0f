"""`explainer`: the command line; each command is a module of `commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from explainer.adapters.commands import check, coverage, history, new, schema
from explainer.adapters.commands.site import UsageError

COMMANDS: Final = (check, coverage, history, new, schema)
"""In the order in which `explainer --help` lists them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 with no errors, 1 with errors, 2 on wrong usage."""
    parsed = _parser().parse_args(arguments)
    # A terminal or pipe of another encoding must not turn a problem into a traceback.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code: int = parsed.run(parsed)
    except UsageError as error:
        print(f"explainer: {error}", file=sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="explainer", description="Annotated explainers on contested facts.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        its_parser = commands.add_parser(command.NAME, help=command.HELP, description=command.__doc__)
        command.add_arguments(its_parser)
        its_parser.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
