"""Every code says what it can be a problem of, so that a test of that name is offered there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from explainer.adapters.tested_site import TestedSite
from explainer.model.facts import KINDS
from explainer.problems import CODES
from explainer.subjects import SUBJECTS, codes_of
from tests.builders import make_site

CASES = sorted((Path(__file__).parents[1] / "golden" / "problems").glob("*.yml"))
KNOWN = {*KINDS, "points", "files", "pages", "settings", "build"}


def test_every_code_has_its_subjects_and_no_other_has() -> None:
    assert list(SUBJECTS) == list(CODES)
    assert [code for code, subjects in SUBJECTS.items() if not subjects or not set(subjects) <= KNOWN] == []


def test_only_what_a_build_alone_can_tell_is_no_test() -> None:
    assert [code for code, subjects in SUBJECTS.items() if subjects == ("build",)] == ["chart-is-drawn"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_found_is_offered_where_it_is_found(tmp_path: Path, path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))
    site = TestedSite(make_site(tmp_path, case["files"]) / "mkdocs.yml")

    missing = {
        (subject, problem.code)
        for key, problems in site.problems.items()
        for problem in problems
        if (subject := _subject(site, key, problem.where.file)) and problem.code not in codes_of(subject)
    }

    # What is wrong with a file as YAML is told at the fact in which it stands.
    assert {pair for pair in missing if pair[1] not in codes_of("files")} == set()


def _subject(site: TestedSite, key: str, file: str) -> str:
    fact = site.checked.every.by_id.get(key.partition(":")[0])
    if fact is not None:
        return "points" if ":" in key else fact.kind_name
    if key.endswith(".md"):
        return "pages"
    return "settings" if key == "mkdocs.yml" else "files"
