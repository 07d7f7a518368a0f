"""What is told of facts, and what lacks most."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from explainer.check.coverage import COLUMNS, KINDS, Coverage, coverage_of
from tests.builders import check, make_site

SOURCES = """\
sources:
  tribune:
    publisher: Tribune
    accessed: 2023-01-05
    url: https://tribune.example/1
    archive: https://archive.example/1
    kind: news
    stands_with: independent
  herald:
    publisher: Herald
    accessed: 2023-01-05
    url: https://herald.example/1
    archive: https://archive.example/2
    kind: news
    stands_with: town
  speech: {publisher: The mayor, accessed: 2023-01-05, offline: Read in the Tribune., stands_with: town, via: tribune}
  notice: {publisher: Council, accessed: 2023-01-05, offline: On paper., kind: document, stands_with: district}
"""
ACTORS = """\
actors:
  clerk: {name: Clerk, side: district, cite: tribune}
  farmer: {name: Farmer}
"""
FIGURES = """\
figures:
  good:
    label: Good
    value: 1
    status: confirmed
    cite:
      - {source: tribune, stated_as: one}
      - {source: herald, stated_as: one}
  quoted: {label: Quoted, value: 2, claimant: clerk, review_by: 2023, cite: {source: notice, stated_as: two}}
  bare: {label: Bare, value: 3, claimant: farmer, cite: notice}
  level:
    label: Level
    claimant: clerk
    review_by: 2022
    cite: {source: tribune, stated_as: two metres}
    points:
      - {date: 2021-07-14, value: 2}
      - {date: 2021-07-15, value: 3, claimant: farmer, cite: notice}
  total: {label: Total, derive: {sum: [quoted, bare]}, review_by: 2022}
"""
REST = """\
events:
  crest: {title: The crest, date: 2021-07-15, claimant: clerk, cite: [tribune, notice]}
notes:
  gauge: {term: gauge, text: "A board[@tribune] of 1961."}
  weir: {term: weir, text: A wall., cite: speech}
  pond: {term: pond, text: Some water.}
disputes:
  late:
    question: Late?
    sides:
      - {claimant: clerk, says: No., cite: {source: notice, stated_as: at once}}
      - {claimant: farmer, says: Yes., cite: tribune}
"""
PAGE = "# Flood\n\n/// figures\n///\n\n/// events\n///\n\n/// notes\n///\n\n/// dispute | late\n///\n"


def measure(root: Path, *, today: date | None = None, verified: frozenset[str] = frozenset()) -> Coverage:
    files = {"data/base.yml": None, "data/flood.yml": SOURCES + ACTORS + FIGURES + REST, "docs/index.md": PAGE}
    checked = check(make_site(root, files), today)
    assert [str(problem) for problem in checked.problems if problem.severity == "error"] == []
    return coverage_of(checked.facts, today=today, unused=checked.unused, verified=verified)


def row(coverage: Coverage, kind: str) -> tuple[int | None, ...]:
    """Return how many there are of a kind, and the counts of all columns."""
    (found,) = [row for row in coverage.kinds if row.kind == kind]
    assert tuple(found.counts) == COLUMNS
    return (found.total, *found.counts.values())


@pytest.mark.parametrize(
    ("kind", "expected"),
    [  # all, cited, quoted, verified, archived, one origin, due, unused
        ("figures", (3, 3, 2, 1, 1, 2, 1, 0)),
        ("series", (1, None, None, None, None, None, 1, 0)),
        ("points", (2, 2, 1, 1, 1, 2, None, None)),
        ("derived", (1, None, None, None, None, None, 1, 0)),
        ("events", (1, 1, 0, 0, 0, 1, None, 0)),
        ("notes", (3, 2, 0, 0, 1, None, None, 0)),
        ("disputes", (1, 1, 1, 0, 0, None, None, 0)),
        ("actors", (2, 1, 0, 0, 1, None, None, 0)),
        ("sources", (4, None, None, None, 3, None, None, 0)),
        ("charts", (0, None, None, None, None, None, None, None)),
    ],
)
def test_every_kind_is_counted(tmp_path: Path, kind: str, expected: tuple[int | None, ...]) -> None:
    coverage = measure(tmp_path, today=date(2024, 1, 1), verified=frozenset({"good", "level"}))

    assert row(coverage, kind) == expected
    assert [row.kind for row in coverage.kinds] == list(KINDS)


def test_without_a_day_nothing_is_said_of_reviews(tmp_path: Path) -> None:
    coverage = measure(tmp_path)

    assert row(coverage, "figures")[-2:] == (None, 0)
    assert not any("due" in item.lacks for item in coverage.lacking)


def test_without_the_pages_nothing_is_said_of_use(tmp_path: Path) -> None:
    coverage = coverage_of(check(make_site(tmp_path)).facts)

    assert {row.counts["unused"] for row in coverage.kinds} == {None}
    assert not any("unused" in item.lacks for item in coverage.lacking)


def test_a_page_that_cannot_be_read_leaves_use_unknown(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", {"data/x.yml": "actors:\n  clerk: {name: Clerk}\n"})
    (tmp_path / "elsewhere.md").write_text("[@clerk]", "utf-8")
    (site / "docs" / "other.md").symlink_to(tmp_path / "elsewhere.md")

    checked = check(site)

    assert checked.failed
    assert checked.unused is None


def test_what_nothing_uses_is_named(tmp_path: Path) -> None:
    site = make_site(tmp_path, {"docs/index.md": "# Flood\n\n[@houses]\n"})
    checked = check(site)

    assert checked.unused == frozenset({"gazette", "mayor"})
    lacks = {item.fact: item.lacks for item in coverage_of(checked.facts, unused=checked.unused).lacking}
    assert lacks["gazette"] == ("archived", "unused")
    assert lacks["houses"] == ("quoted", "verified", "archived", "one_origin")


def test_the_worst_is_first_then_by_kind_and_id(tmp_path: Path) -> None:
    coverage = measure(tmp_path, today=date(2024, 1, 1), verified=frozenset({"good", "level"}))

    assert [(item.fact, item.lacks) for item in coverage.lacking] == [
        ("bare", ("quoted", "verified", "archived", "one_origin")),
        ("quoted", ("verified", "archived", "one_origin", "due")),
        ("level:2021-07-15", ("quoted", "verified", "archived", "one_origin")),
        ("crest", ("quoted", "verified", "archived", "one_origin")),
        ("weir", ("quoted", "verified")),
        ("late", ("verified", "archived")),
        ("clerk", ("quoted", "verified")),
        ("level", ("due",)),
        ("level:2021-07-14", ("one_origin",)),
        ("total", ("due",)),
        ("pond", ("cited",)),
        ("farmer", ("cited",)),
        ("notice", ("archived",)),
    ]


def test_each_knows_its_line(tmp_path: Path) -> None:
    lines = {item.fact: str(item.where) for item in measure(tmp_path).lacking}

    assert lines["bare"] == "data/flood.yml:30:3"
    assert lines["level:2021-07-15"] == "data/flood.yml:38:9"


def test_sources_and_claims_are_counted_by_side(tmp_path: Path) -> None:
    coverage = measure(tmp_path)

    assert coverage.sources_by_stand == (("town", 2), ("district", 1), ("independent", 1))
    assert coverage.sources_by_kind == (("news", 2), ("", 1), ("document", 1))
    assert [(row.side, row.figures, row.points, row.events, row.total) for row in coverage.claims] == [
        ("district", 1, 1, 1, 3),
        ("", 1, 1, 0, 2),
        (None, 1, 0, 0, 1),
    ]


def test_a_site_without_facts_is_covered(tmp_path: Path) -> None:
    coverage = coverage_of(check(make_site(tmp_path, {"data/base.yml": "", "docs/index.md": "# Nothing\n"})).facts)

    assert (coverage.lacking, coverage.claims, coverage.sources_by_kind) == ((), (), ())
    assert {row.total for row in coverage.kinds} == {0}
