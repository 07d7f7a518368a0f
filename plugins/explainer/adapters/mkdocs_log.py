"""What the terminal is told, and how a build ends that cannot go on."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable

from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.utils import CountHandler

from explainer.problems import Problem

# The engine's own logger, whatever its name: what `--strict` fails on is counted there.
log = logging.getLogger(f"{BasePlugin.__module__}.explainer")


def tell(problems: Iterable[Problem]) -> None:
    """Log problems, each at its place."""
    for problem in problems:
        log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, "%s", problem)


def tell_marked(marked: Iterable[tuple[str, Problem]]) -> None:
    """Log problems that pages show, each by its page: their own place is in a text that was put into it."""
    for name, problem in marked:
        hint = f"\n    hint: {problem.hint}" if problem.hint else ""
        log.error("%s: %s: %s%s", name, problem.code, problem.message, hint)


def end_of_build(problems: Collection[Problem]) -> Abort:
    """Return what ends a build with these problems."""
    count = sum(problem.severity == "error" for problem in problems)
    return Abort(f"{count} problem{'s' * (count != 1)} to mend; the site is left as it was")


def has_warned() -> bool:
    """Return whether `--strict` is about to fail the build: the engine looks at its counter a moment later."""
    counters = logging.getLogger(BasePlugin.__module__.partition(".")[0]).handlers
    return any(isinstance(counter, CountHandler) and counter.get_counts() for counter in counters)
