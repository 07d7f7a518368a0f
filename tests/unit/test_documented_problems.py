"""Every code has its section in the docs; its wrong examples give that code alone, its right ones nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from explainer.problems import CODES, WARNINGS, has_errors
from tests.builders import check_and_draw, make_site, problems_of

PAGE = Path(__file__).parents[2] / "docs" / "editing" / "problems.md"
DAY = date(2024, 1, 1)
"""The day on which the examples are checked, as the section on reviews says."""
_EXAMPLE = re.compile(
    r'^```\w+ title="(?P<kind>wrong|right): (?P<file>[^ "]+)(?: \(saved as (?P<encoding>[\w-]+)\))?"\n'
    r"(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def _sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _files(section: str, kind: str) -> dict[str, bytes]:
    return {
        match["file"]: match["text"].encode(match["encoding"] or "utf-8")
        for match in _EXAMPLE.finditer(section)
        if match["kind"] == kind
    }


def test_every_code_has_its_section_and_no_section_is_left_over() -> None:
    assert list(_sections()) == list(CODES)


def test_every_fence_is_an_example() -> None:
    for code, section in _sections().items():
        assert section.count("\n```") == 2 * len(_EXAMPLE.findall(section)), code


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_gives_the_code_and_nothing_else(tmp_path: Path, code: str) -> None:
    found = check_and_draw(make_site(tmp_path, _files(_sections()[code], "wrong")), DAY)

    assert {problem.code for problem in found} == {code}
    assert has_errors(found) == (code not in WARNINGS)


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_gives_no_problem(tmp_path: Path, code: str) -> None:
    found = problems_of(make_site(tmp_path, _files(_sections()[code], "right")), DAY)

    assert found == []
