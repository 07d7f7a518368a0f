"""The day that a build is of: reproducible builds name it in SOURCE_DATE_EPOCH; no clock is read."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Final

VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""https://reproducible-builds.org/specs/source-date-epoch/"""


class BuildDayError(Exception):
    """The variable holds no day; its text says so."""


def build_day() -> date | None:
    """Return the day, in UTC, that SOURCE_DATE_EPOCH names, or None where it is not set; raise BuildDayError."""
    text = os.environ.get(VARIABLE)
    if text is None:
        return None
    try:
        if not (text.isascii() and text.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(text), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f'{VARIABLE} is "{text[:40]}", which is no number of seconds since 1970; correct it, or unset it'
        raise BuildDayError(message) from None
