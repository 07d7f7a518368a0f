from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.check.site import Checked
from explainer.problems import CODES, Position, Problem, in_order, nearest
from explainer.report import as_github, as_json, as_text, summary
from explainer.sarif import as_sarif
from tests.builders import check, make_site

_FLAWED = "figures:\n  lost: {label: Houses, value: 3}\nactors:\n  other: {name: Other}\n"
_COUNTS = (
    "checked 2 figures, 0 points, 0 events, 2 sources, 3 actors, 0 notes, 0 disputes, 0 charts, 1 page;"
    " evidence: 0 verified, 1 skipped (no wording)"
)


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    return check(make_site(tmp_path, {"data/f.yml": _FLAWED}))


def test_text_names_every_problem_and_what_was_looked_at(checked: Checked) -> None:
    assert as_text(checked) == (
        'data/f.yml:2:3: figure-has-citation: figure "lost" has no citation\n'
        "    hint: add cite: and the id of a source\n"
        'data/f.yml:4:3: fact-is-used: no page and no fact uses actor "other"\n'
        "    hint: cite it with [@other], or delete it\n"
        f"{_COUNTS}\n1 error, 1 warning"
    )


def test_json_has_the_counts_and_every_field(checked: Checked) -> None:
    data = json.loads(as_json(checked))

    assert data["problems"] == [
        {
            "file": "data/f.yml",
            "line": 2,
            "column": 3,
            "code": "figure-has-citation",
            "severity": "error",
            "message": 'figure "lost" has no citation',
            "hint": "add cite: and the id of a source",
        },
        {
            "file": "data/f.yml",
            "line": 4,
            "column": 3,
            "code": "fact-is-used",
            "severity": "warning",
            "message": 'no page and no fact uses actor "other"',
            "hint": "cite it with [@other], or delete it",
        },
    ]
    assert data["checked"]["figures"] == 2
    assert data["checked"]["evidence"] == {
        "verified": 0,
        "skipped": 1,
        "failed": 0,
        "skipped_for": {"no wording": 1},
        "wordings": {"no wording": 1},
    }


def test_the_summary_says_what_came_of_the_evidence(tmp_path: Path) -> None:
    facts = """\
figures:
  a: {label: A, value: 1, cite: [{source: report, stated_as: 1 house}, {source: gazette, stated_as: 1 man}, report]}
  b: {label: B, value: 2, cite: {source: report, stated_as: a pair, reads: A pair is two.}}
  c: {label: C, value: 3, cite: {source: report, stated_as: 4 houses}}
notes:
  n: {term: N, text: A word., cite: {source: report, stated_as: 1 house}}
"""
    files = {
        "mkdocs.yml": "plugins:\n  - explainer: {snapshots: read}\n",
        "read/report.txt": "1 house, a pair",
        "data/f.yml": facts,
    }

    assert summary(check(make_site(tmp_path, files))).partition("; ")[2] == (
        "evidence: 3 verified, 3 skipped (1 no snapshot, 2 no wording), 1 failed; wordings: 2 stating their number,"
        " 1 saying it otherwise, 1 not stating it, 1 of no number"
    )


def test_github_shows_problems_at_their_lines() -> None:
    problem = Problem(Position("a,b:c.yml", 2, 3), "type-matches", "50% of\nit", "mend it")

    assert as_github(Checked(problems=(problem,))).split("\n")[0] == (
        "::error file=a%2Cb%3Ac.yml,line=2,col=3,title=type-matches::50%25 of%0Ait%0Ahint: mend it"
    )


def test_sarif_has_one_rule_a_code(checked: Checked) -> None:
    (run,) = json.loads(as_sarif(checked))["runs"]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CODES)
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("figure-has-citation", "error"),
        ("fact-is-used", "warning"),
    ]
    assert all(list(CODES)[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/f.yml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 3},
    }


def test_a_place_is_told_from_the_root_of_the_repository(tmp_path: Path) -> None:
    found = check(make_site(tmp_path, {"data/sub/größe 1.yml": _FLAWED, "data/f.yml": _FLAWED}))
    log = json.loads(as_sarif(found, "sites/flood"))
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]
    ]

    assert {"sites/flood/data/f.yml", "sites/flood/data/sub/gr%C3%B6%C3%9Fe%201.yml"} == set(uris)
    assert as_github(found, "sites/flood").startswith("::error file=sites/flood/data/f.yml,line=2,")
    assert as_github(found).startswith("::error file=data/f.yml,line=2,")


def test_a_file_whose_name_is_no_utf_8_is_told_by_its_bytes() -> None:
    found = Checked(problems=(Problem(Position("data/\udcff.yml", 2, 3), "type-matches", "m"),))

    (result,) = json.loads(as_sarif(found))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/%FF.yml"


def test_a_fingerprint_stays_when_lines_come_above(tmp_path: Path) -> None:
    def prints(text: str) -> list[str]:
        log = json.loads(as_sarif(check(make_site(tmp_path, {"data/f.yml": text}))))
        return [result["partialFingerprints"]["explainerProblem/v1"] for result in log["runs"][0]["results"]]

    before = prints(_FLAWED)

    assert len(set(before)) == len(before) == 2
    assert prints("# A comment.\n\n" + _FLAWED) == before


def test_a_log_is_what_the_standard_asks_for(checked: Checked) -> None:
    """The keys that SARIF 2.1.0 and GitHub's code scanning require, and no others than they know."""
    log = json.loads(as_sarif(checked))
    (run,) = log["runs"]

    assert log.keys() == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    assert run.keys() == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert all(result["message"]["text"] for result in run["results"])


def test_problems_are_told_once_in_order_of_place() -> None:
    places = [Position("b", 1), Position("a", 10), Position("a", 9, 2), Position("a", 9, 1), Position("b", 1)]

    ordered = in_order(Problem(place, "type-matches", "m") for place in places)

    assert [str(problem.where) for problem in ordered] == ["a:9:1", "a:9:2", "a:10:1", "b:1:1"]


def test_an_unknown_code_is_our_own_error() -> None:
    with pytest.raises(KeyError):
        Problem(Position("a"), "no-such-code", "m")


@pytest.mark.parametrize(
    ("word", "hint"),
    [("raport", 'did you mean "report"?'), ("", "else"), ("zzz", "else"), ("x" * 5000, "else")],
)
def test_the_nearest_word_is_named(word: str, hint: str) -> None:
    assert nearest(word, ["gazette", "report", "rapport-annuel"], "else") == hint


def test_among_very_many_words_the_nearest_is_found_by_its_beginning_or_its_end() -> None:
    known = [f"source-{number:05d}-of-the-year" for number in range(5000)]

    assert nearest("source-01234-of-the-yaer", known) == 'did you mean "source-01234-of-the-year"?'
    assert nearest("suorce-01234-of-the-year", known) == 'did you mean "source-01234-of-the-year"?'
