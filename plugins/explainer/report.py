"""Problems as text for people, JSON for programs, annotations for GitHub and SARIF for code scanning."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from explainer.check.site import Checked
from explainer.problems import CODES, WARNINGS, Problem

_SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def summary(checked: Checked) -> str:
    """Return one line that says what was looked at; skipped is never counted as passed."""
    counts = checked.counts()
    order = ("figures", "points", "events", "sources", "actors", "notes", "disputes", "charts", "pages")
    said = ", ".join(f"{counts[name]} {name if counts[name] != 1 else name[:-1]}" for name in order)
    return (
        f"checked {said}; evidence: 0 verified, {counts['citations']} skipped"
        f" ({checked.quoted()} quoted, none read against its source)"
    )


def as_text(checked: Checked) -> str:
    """Return all problems with their hints, then what was looked at."""
    lines = [str(problem) for problem in checked.problems]
    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = len(checked.problems) - errors
    lines.append(summary(checked))
    if checked.problems:
        lines.append(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}")
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def as_json(checked: Checked) -> str:
    """Return `{"checked": {...}, "problems": [...]}`."""
    evidence = {"verified": 0, "skipped": checked.counts()["citations"], "quoted": checked.quoted()}
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


def as_github(checked: Checked) -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request."""
    return "\n".join([*map(_github_line, checked.problems), summary(checked)])


def _github_line(problem: Problem) -> str:
    text = problem.message + (f"\nhint: {problem.hint}" if problem.hint else "")
    properties = {
        "file": problem.where.file,
        "line": str(problem.where.line),
        "col": str(problem.where.column),
        "title": problem.code,
    }
    said = ",".join(f"{name}={_github_escape(value, in_property=True)}" for name, value in properties.items())
    return f"::{problem.severity} {said}::{_github_escape(text)}"


def _github_escape(text: str, *, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def as_sarif(checked: Checked) -> str:
    """Return a SARIF 2.1.0 log with one rule a code."""
    rules = [
        {
            "id": code,
            "shortDescription": {"text": rule},
            "defaultConfiguration": {"level": "warning" if code in WARNINGS else "error"},
        }
        for code, rule in CODES.items()
    ]
    codes = list(CODES)
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": {"text": problem.message + (f" ({problem.hint})" if problem.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": problem.where.file},
                        "region": {"startLine": problem.where.line, "startColumn": problem.where.column},
                    }
                }
            ],
        }
        for problem in checked.problems
    ]
    run = {"tool": {"driver": {"name": "explainer", "rules": rules}}, "results": results}
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


FORMATS: Final[dict[str, Callable[[Checked], str]]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""How a check can be printed."""
