"""The package's own pytest plugin, run by pytest within pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import make_site

SERIES = """\
figures:
  rain:
    label: Rain
    points:
      - {date: 2021-07-13, value: 31, cite: report}
      - {date: 2021-07-14, value: 148}
  lost: {label: Lost, value: 3}
events:
  opened: {title: Opened, date: 2021, cite: report}
"""


@pytest.fixture
def site(pytester: pytest.Pytester) -> Path:
    return make_site(pytester.path, {"data/facts.yml": SERIES})


def _ids(result: pytest.RunResult) -> list[str]:
    return [line for line in result.outlines if "::" in line]


def test_every_fact_and_rule_is_a_test(pytester: pytest.Pytester, site: Path) -> None:
    ids = _ids(pytester.runpytest("data", "--collect-only", "-q"))

    assert "data/base.yml::houses::figure-has-citation" in ids
    assert "data/facts.yml::rain::figure-has-citation" in ids
    assert "data/facts.yml::rain:2021-07-13::point-has-citation" in ids
    assert "data/facts.yml::rain:2021-07-14::point-has-citation" in ids
    assert "data/facts.yml::opened::event-has-citation" in ids
    assert "data/base.yml::report::url-is-safe" in ids
    assert len(ids) == len(set(ids))


def test_a_broken_rule_fails_with_the_problem_alone(pytester: pytest.Pytester, site: Path) -> None:
    result = pytester.runpytest("data", "-q")

    assert result.parseoutcomes()["failed"] == 2
    result.stdout.fnmatch_lines(
        [
            'data/facts.yml:6:9: point-has-citation: the point 2021-07-14 of "rain" has no citation',
            "    hint: add cite: and the id of a source",
            'data/facts.yml:7:3: figure-has-citation: figure "lost" has no citation',
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_what_is_confirmed_is_tried_by_its_origins(pytester: pytest.Pytester) -> None:
    facts = "figures:\n  rain: {label: R, points: [{date: 2021, value: 3, status: confirmed, cite: report}]}\n"
    make_site(pytester.path, {"data/facts.yml": facts})

    result = pytester.runpytest("data", "-q")

    result.stdout.fnmatch_lines(["FAILED data/facts.yml::rain:2021::two-origins-needed*"])
    assert result.parseoutcomes()["failed"] == 1
    assert "data/base.yml::houses::two-origins-needed" in _ids(pytester.runpytest("data", "--collect-only", "-q"))


def test_a_review_is_due_by_the_day_of_the_build_and_fails_nothing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = "figures:\n  barns: {label: B, value: 3, cite: report, review_by: 2021}\n"
    make_site(pytester.path, {"data/facts.yml": facts})
    name = "data/facts.yml::barns::review-is-due"

    skipped = pytester.runpytest(name, "-rs")
    skipped.assert_outcomes(skipped=1)
    skipped.stdout.fnmatch_lines(["SKIPPED * no day is set (SOURCE_DATE_EPOCH)"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert name in _ids(pytester.runpytest("data", "--collect-only", "-q"))
    result = pytester.runpytest("data", "-W", "error")
    assert "failed" not in result.parseoutcomes()
    result.stdout.fnmatch_lines(["*warnings of the facts and pages*", "data/facts.yml:2:*: review-is-due: *"])


def test_an_epoch_that_is_no_time_is_told(
    pytester: pytest.Pytester, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "now")

    result = pytester.runpytest("data")

    result.stdout.fnmatch_lines(['*SOURCE_DATE_EPOCH is "now", which is no number of seconds since 1970*'])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_one_rule_of_one_fact_can_be_asked_for(pytester: pytest.Pytester, site: Path) -> None:
    result = pytester.runpytest("data/facts.yml::rain:2021-07-13::point-has-citation")

    result.assert_outcomes(passed=1)


def test_a_problem_of_no_fact_is_a_test_of_its_file(pytester: pytest.Pytester) -> None:
    make_site(pytester.path, {"data/broken.yml": "figures: [\n", "data/other.yml": "pictures: {}\n"})
    result = pytester.runpytest("data", "-q")

    assert result.parseoutcomes()["failed"] == 2
    result.stdout.fnmatch_lines(["FAILED data/broken.yml::yaml-is-valid*", "FAILED data/other.yml::key-is-known*"])


def test_a_warning_fails_nothing(pytester: pytest.Pytester) -> None:
    make_site(pytester.path, {"data/empty.yml": "# nothing\n"})

    assert "failed" not in pytester.runpytest("data").parseoutcomes()


def test_the_facts_are_checked_once(pytester: pytest.Pytester, site: Path) -> None:
    pytester.makeconftest(
        """
        import explainer.check.site as site
        check, count = site.check_facts, []
        def counted(options):
            count.append(1)
            return check(options)
        site.check_facts = counted
        def pytest_terminal_summary(terminalreporter):
            terminalreporter.line(f"checked {len(count)} times")
        """
    )

    pytester.runpytest_subprocess("data", "-q").stdout.fnmatch_lines(["checked 1 times"])


@pytest.mark.parametrize(
    "settings", [None, "site_name: x\nplugins: [search]\n", "site_name: explainer of it\nplugins: [search]\n"]
)
def test_where_there_is_no_such_site_nothing_is_collected(pytester: pytest.Pytester, settings: str | None) -> None:
    make_site(pytester.path, {"mkdocs.yml": settings})

    assert _ids(pytester.runpytest("--collect-only", "-q")) == []


def test_files_outside_the_folder_of_facts_are_left_alone(pytester: pytest.Pytester, site: Path) -> None:
    (site / "other.yml").write_text("a: [", "utf-8")
    (site / "data" / ".hidden.yml").write_text("a: [", "utf-8")

    kept = ("data/", "docs/index.md::", "mkdocs.yml::")
    assert not [id for id in _ids(pytester.runpytest("--collect-only", "-q")) if not id.startswith(kept)]


def test_a_setting_names_the_site(pytester: pytest.Pytester) -> None:
    make_site(pytester.path / "sites" / "flood")
    pytester.makeini("[pytest]\nexplainer_config = sites/flood/mkdocs.yml\n")

    ids = _ids(pytester.runpytest("sites/flood/data", "--collect-only", "-q"))

    assert "sites/flood/data/base.yml::houses::figure-has-citation" in ids


def test_a_setting_that_names_no_site_is_wrong_usage(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yml", x="a: b")
    pytester.makeini("[pytest]\nexplainer_config = gone.yml\n")

    result = pytester.runpytest(".")

    result.stderr.fnmatch_lines(["*explainer_config: there is no settings file *gone.yml*"])


def test_settings_that_are_not_yaml_are_told(pytester: pytest.Pytester) -> None:
    make_site(pytester.path, {"mkdocs.yml": "plugins: [explainer\n"})

    result = pytester.runpytest("data")

    assert result.ret != 0
    result.stdout.fnmatch_lines(["*mkdocs.yml:1:10: yaml-is-valid: this is not YAML: *"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_pages_and_settings_are_tests_too(pytester: pytest.Pytester) -> None:
    settings = "exclude_docs: draft.md\nplugins:\n  - explainer:\n      evidnce: required\n"
    page = "# Flood\n\n[@houses] and [@hoses].\n\n/// figures\n"
    make_site(pytester.path, {"mkdocs.yml": settings, "docs/more.md": page, "docs/draft.md": page, "other.md": page})

    result = pytester.runpytest(".")

    result.stdout.fnmatch_lines_random(
        [
            "FAILED mkdocs.yml::option-is-known*",
            "FAILED docs/more.md::reference-resolves*",
            "FAILED docs/more.md::block-is-closed*",
        ]
    )
    assert result.parseoutcomes()["failed"] == 3
    ids = _ids(pytester.runpytest("--collect-only", "-q"))
    assert "docs/index.md::number-is-cited" in ids
    assert not [id for id in ids if id.startswith(("docs/draft.md", "other.md"))]


def test_a_problem_in_a_point_is_the_points(pytester: pytest.Pytester) -> None:
    facts = "figures:\n  rain:\n    label: Rain\n    cite: report\n    points: rain.csv\n"
    table = "date,value,source\n2021-07-13,1,report\n2021-07-14,many,report\n"
    make_site(pytester.path, {"data/facts.yml": facts, "data/rain.csv": table})

    result = pytester.runpytest("data")

    result.stdout.fnmatch_lines(["FAILED data/facts.yml::rain:2021-07-14::value-is-number*"])
    assert result.parseoutcomes()["failed"] == 1


def test_evidence_that_nobody_looked_at_is_skipped_with_the_reason(pytester: pytest.Pytester) -> None:
    quoted = "figures:\n  barns: {label: B, value: 3, cite: {source: report, stated_as: %s}}\n"
    make_site(pytester.path, {"data/facts.yml": quoted % "3 barns"})

    result = pytester.runpytest("data", "-rs")
    one = pytester.runpytest("data/facts.yml::barns::evidence-states-value")
    none = pytester.runpytest("data/base.yml::houses::evidence-states-value")

    result.stdout.fnmatch_lines_random(["SKIPPED * no wording", "SKIPPED * no snapshot"])
    one.assert_outcomes(passed=1)
    none.assert_outcomes(skipped=1)
    (pytester.path / "data" / "facts.yml").write_text(quoted % "4 barns", "utf-8")
    pytester.runpytest("data/facts.yml::barns::evidence-states-value").assert_outcomes(failed=1)


def test_what_is_wrong_in_no_file_is_a_test_of_the_settings(pytester: pytest.Pytester) -> None:
    make_site(pytester.path, {"data/base.yml": None, "docs/index.md": "# Nothing\n"})

    result = pytester.runpytest("mkdocs.yml", "-W", "error")

    result.stdout.fnmatch_lines(["*warnings of the facts and pages*", "data:1:1: facts-are-present: *"])


def test_several_sites_in_one_repository(pytester: pytest.Pytester) -> None:
    make_site(pytester.path / "a")
    make_site(pytester.path / "b", {"data/base.yml": "figures: {lost: {label: L, value: 3}}\n", "docs/index.md": ""})

    found = pytester.runpytest("--collect-only", "-q")

    assert {"a/data/base.yml::houses::figure-has-citation", "b/data/base.yml::lost::figure-has-citation"} <= set(
        _ids(found)
    )
    pytester.makeini("[pytest]\nexplainer_config =\n  b/mkdocs.yml\n  a/mkdocs.yml\n")
    assert _ids(pytester.runpytest("--collect-only", "-q")) == _ids(found)
    assert pytester.runpytest("a").ret == 0
    assert pytester.runpytest("b").ret == 1


def test_the_plugin_can_be_left_out(pytester: pytest.Pytester, site: Path) -> None:
    assert _ids(pytester.runpytest_subprocess("data", "-p", "no:explainer", "--collect-only", "-q")) == []


def test_nothing_heavy_is_imported_when_pytest_starts() -> None:
    code = (
        "import sys, pytest; before = set(sys.modules); import explainer.adapters.pytest_plugin;"
        "print(sorted({'yaml', 'pydantic', 'babel', 'altair', 'mkdocs', 'markdown'} & (set(sys.modules) - before)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_public_names_are_there_all_the_same() -> None:
    import explainer

    assert {name: getattr(explainer, name).__name__ for name in explainer.__all__ if name != "CODES"} == {
        name: name for name in explainer.__all__ if name != "CODES"
    }
    assert explainer.CODES["yaml-is-valid"]
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(explainer, "nothing")  # noqa: B009 (mypy knows that it is not there)
