"""Problems as text for people, JSON for programs and annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from explainer.check.evidence import Evidence
from explainer.check.site import Checked
from explainer.check.wordings import Wording
from explainer.problems import Problem
from explainer.sarif import as_sarif, in_repository

_WORDINGS: Final[dict[Wording, str]] = {
    "states the number": "stating their number",
    "is read otherwise": "saying it otherwise",
    "contradicts": "not stating it",
    "no number to state": "of no number",
    "not read": "in a language that is not read",
}


def summary(checked: Checked) -> str:
    """Return one line that says what was looked at; skipped is never counted as passed."""
    counts = checked.counts()
    order = ("figures", "points", "events", "sources", "actors", "notes", "disputes", "charts", "pages")
    said = ", ".join(f"{counts[name]} {name if counts[name] != 1 else name[:-1]}" for name in order)
    return f"checked {said}; {_evidence(checked.evidence)}"


def _evidence(evidence: Evidence) -> str:
    """Return what came of all citations, as "395 verified, 17 skipped (12 no snapshot, 5 no wording)"."""
    counts = evidence.count()
    said = f"evidence: {counts['verified']} verified, {counts['skipped']} skipped"
    reasons = evidence.skipped()
    if len(reasons) == 1:
        said += f" ({next(iter(reasons))})"
    elif reasons:
        said += f" ({', '.join(f'{count} {reason}' for reason, count in reasons.items())})"
    if counts["failed"]:
        said += f", {counts['failed']} failed"
    wordings = evidence.wordings()
    if wordings.keys() <= {"no wording", "not looked at"}:
        return said
    return (
        said
        + f"; wordings: {', '.join(f'{wordings[name]} {words}' for name, words in _WORDINGS.items() if wordings[name])}"
    )


def as_text(checked: Checked, folder: str = "") -> str:
    """Return all problems with their hints, then what was looked at; files are told from the site's own folder."""
    del folder
    lines = [str(problem) for problem in checked.problems]
    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = len(checked.problems) - errors
    lines.append(summary(checked))
    if checked.problems:
        lines.append(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def as_json(checked: Checked, folder: str = "") -> str:
    """Return `{"checked": {...}, "problems": [...]}`; files are told from the site's own folder."""
    del folder
    evidence: dict[str, object] = {
        **{verdict: checked.evidence.count()[verdict] for verdict in ("verified", "skipped", "failed")},
        "skipped_for": checked.evidence.skipped(),
        "wordings": dict(sorted(checked.evidence.wordings().items())),
    }
    data = {
        "checked": checked.counts() | {"evidence": evidence},
        "problems": list(map(_as_dict, checked.problems)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_dict(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.where.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def as_github(checked: Checked, folder: str = "") -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request; files are told from its root."""
    return "\n".join([*(_github_line(problem, folder) for problem in checked.problems), summary(checked)])


def _github_line(problem: Problem, folder: str) -> str:
    text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    properties = {
        "file": in_repository(problem.where.file, folder),
        "line": str(problem.where.line),
        "col": str(problem.where.column),
        "title": problem.code,
    }
    said = ",".join(f"{name}={_github_escape(value, in_property=True)}" for name, value in properties.items())
    return f"::{problem.severity} {said}::{_github_escape(text)}"


def _github_escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


FORMATS: Final[dict[str, Callable[[Checked, str], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""How a check can be printed: each takes the check and the site's folder within its repository."""
