"""What commands on a site have in common: the option that names it, its check, and what they print."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from explainer.adapters.build_day import BuildDayError, build_day
from explainer.adapters.site_settings import SiteSettings, excluder, find_pages, read_settings
from explainer.check.site import Checked, check_site

_NOW: Final = object()
"""What `--today` means without a day: the clock is read only where that is asked for."""


class UsageError(Exception):
    """A command cannot do what it is asked for; its text says why, and what to do."""


def add_site_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the site."""
    parser.add_argument("-f", "--config-file", default="mkdocs.yml", metavar="FILE", help="the site's settings")


def add_day_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the day by which reviews are due."""
    parser.add_argument(
        "--today",
        nargs="?",
        type=_iso_day,
        const=_NOW,
        metavar="DATE",
        help="tell which reviews are due by this day, as 2026-02-26; without a day, by that of this machine in UTC",
    )


def _iso_day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f'"{text[:40]}" is no day: {error}') from None
    raise argparse.ArgumentTypeError(f'"{text[:40]}" is no day; write it as 2026-02-26')


def read_day(parsed: argparse.Namespace) -> date | None:
    """Return the day by which reviews are due: as given, or that of SOURCE_DATE_EPOCH, or None.

    Raise UsageError where SOURCE_DATE_EPOCH names no day.
    """
    if parsed.today is _NOW:
        return datetime.now(UTC).date()
    if isinstance(parsed.today, date):
        return parsed.today
    try:
        return build_day()
    except BuildDayError as error:
        raise UsageError(str(error)) from None


def read_site_settings(parsed: argparse.Namespace) -> SiteSettings:
    """Return the settings of the site that is named; raise UsageError where there are none.

    Raise SettingsError where they cannot be read.
    """
    path = Path(parsed.config_file)
    if not path.is_file():
        raise UsageError(f"there is no settings file {path}; name one with -f")
    return read_settings(path)


def check_whole_site(settings: SiteSettings, today: date | None = None) -> Checked:
    """Return the check of the site's facts and pages, as a build makes it."""
    pages = find_pages(settings.docs, excluder(settings.excluded))
    return check_site(replace(settings.options, today=today), pages, settings.problems)


def put_out(text: str) -> None:
    """Print a command's whole answer; a reader (head, less) that has seen enough is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
