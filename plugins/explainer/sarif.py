"""Problems as a SARIF 2.1.0 log, which code scanning shows at the lines of a pull request."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final
from urllib.parse import quote

from explainer.check.site import Checked
from explainer.problems import CODES, WARNINGS, Problem

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_PACKAGE: Final = "mkdocs-explainer"
# A version that is not out yet (0.2.0.dev1) is one to Python and none to semver.org.
_SEMANTIC: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}", re.ASCII)


def in_repository(file: str, folder: str) -> str:
    """Return a file's name from the root of the repository; `folder` is the site's own within it."""
    return posixpath.normpath(posixpath.join(folder, file))


def as_sarif(checked: Checked, folder: str = "") -> str:
    """Return the log with one rule a code; files are told from the root of the repository."""
    driver: dict[str, Any] = {"name": "explainer", "rules": [_rule(code, rule) for code, rule in CODES.items()]}
    if found := _version():
        driver["version"] = found
        if _SEMANTIC.fullmatch(found):
            driver["semanticVersion"] = found
    places = {code: index for index, code in enumerate(CODES)}
    seen: Counter[str] = Counter()
    results = []
    for problem in checked.problems:
        file = in_repository(problem.where.file, folder)
        results.append(_result(problem, file, places[problem.code], _fingerprint(problem, file, seen)))
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, rule: str) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": rule},
        "fullDescription": {"text": rule},
        "help": {"text": f"{rule} The guide for editors has an example under {code}."},
        "defaultConfiguration": {"level": "warning" if code in WARNINGS else "error"},
    }


def _result(problem: Problem, file: str, index: int, fingerprint: str) -> dict[str, Any]:
    # The name of a file may be no UTF-8; its bytes can be told all the same.
    place = {
        "artifactLocation": {"uri": quote(file, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.where.line, "startColumn": problem.where.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": problem.message + (f" ({problem.hint})" if problem.hint else "")},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"explainerProblem/v1": fingerprint},
    }


def _fingerprint(problem: Problem, file: str, seen: Counter[str]) -> str:
    """Return what tells a problem from others and stays when lines above it come and go."""
    said = "\0".join((problem.code, file, problem.fact, problem.message))
    seen[said] += 1
    return hashlib.sha256(f"{said}\0{seen[said]}".encode(errors="surrogatepass")).hexdigest()[:32]


def _version() -> str:
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:  # Run from its folder, without having been installed.
        return ""
