"""`explainer schema`: the JSON Schema of a facts file, for programs in which facts are edited."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from explainer.adapters.commands.site import UsageError, add_site_option, check_whole_site, put_out, read_site_settings
from explainer.adapters.site_settings import SettingsError
from explainer.editing.facts_schema import schema_text
from explainer.editing.writing import write_whole
from explainer.model.facts import Facts

NAME = "schema"
HELP = "print the JSON Schema of a facts file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_site_option(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write it into this file, such as data/facts.schema.json"
    )
    parser.add_argument("--with-ids", action="store_true", help="propose the ids of this site's facts as well")


def run(parsed: argparse.Namespace) -> int:
    """Print the schema, or write it; return 0, or 1 where the settings of the site cannot be read."""
    known: Facts | None = None
    if parsed.with_ids:
        try:
            known = check_whole_site(read_site_settings(parsed)).every
        except SettingsError as error:
            print(error.problem, file=sys.stderr)
            return 1
    text = schema_text(known)
    if parsed.output is None:
        put_out(text.removesuffix("\n"))
        return 0
    try:
        write_whole(parsed.output, text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"{parsed.output} cannot be written: {error.strerror}") from None
    return 0
