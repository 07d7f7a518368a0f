"""`explainer check`: the same problems as a build finds, without building."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from explainer.adapters.commands.site import (
    add_day_option,
    add_site_option,
    check_whole_site,
    put_out,
    read_day,
    read_site_settings,
)
from explainer.adapters.site_settings import SettingsError
from explainer.check.site import Checked
from explainer.report import FORMATS

NAME = "check"
HELP = "list every problem of the facts and the pages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_site_option(parser)
    add_day_option(parser)
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how problems are printed")


def run(parsed: argparse.Namespace) -> int:
    """Print every problem; return 0 with no errors, 1 with errors."""
    try:
        checked = check_whole_site(read_site_settings(parsed), read_day(parsed))
    except SettingsError as error:
        checked = Checked(problems=(error.problem,))
    put_out(FORMATS[parsed.format](checked, _folder_in_repository(Path(parsed.config_file).resolve().parent)))
    return int(checked.failed)


def _folder_in_repository(site: Path) -> str:
    """Return the site's folder as seen from the root of its repository: what a pull request names files by.

    That is the nearest folder above that git keeps; a workflow may have checked out without it.
    """
    root = next((folder for folder in (site, *site.parents) if (folder / ".git").exists()), None)
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if root is None and workspace and site.is_relative_to(Path(workspace).resolve()):
        root = Path(workspace).resolve()
    return "" if root is None or root == site else site.relative_to(root).as_posix()
