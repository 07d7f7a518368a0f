"""Numbers of a dispute's sides stand on one scale where they count the same thing, and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale

from explainer.render.blocks.compared import Bar, ComparedRow, compared_rows
from tests.builders import check, make_site

ENGLISH = Locale.parse("en")


def rows_of(root: Path, *figures: str) -> tuple[ComparedRow, ...]:
    """Return the rows of a dispute whose sides are these figures; the fields are YAML."""
    site = make_site(
        root,
        {
            "data/x.yml": "sources: {s: {title: T, offline: no, accessed: 2025-01-01}}\n"
            "actors: {one: {name: One, side: A}, two: {name: Two, side: B}}\n"
            "figures:\n"
            + "".join(
                f"  f{number}: {{label: L, claimant: one, cite: s, {fields}}}\n"
                for number, fields in enumerate(figures)
            )
            + "disputes:\n  d:\n    question: Q\n    sides:\n"
            + "".join(f"      - {{claimant: one, figure: f{number}, cite: s}}\n" for number in range(len(figures)))
            + "      - {claimant: two, says: Nobody knows, cite: s}\n"
        },
    )
    facts = check(site).facts
    return compared_rows(facts.disputes["d"], facts, ENGLISH)


SAME = "unit: bodies, counts: All"


def test_bars_are_as_long_as_their_numbers(tmp_path: Path) -> None:
    first, second = rows_of(tmp_path, f"value: 78, {SAME}", f"value: 39, {SAME}")
    assert (first.claimant, first.side, first.amount) == ("One", "A", "78 bodies")
    assert first.bars == (Bar(x=Decimal(0), width=Decimal("220.0")),)
    assert second.bars == (Bar(x=Decimal(0), width=Decimal("110.0")),)


def test_a_range_is_as_long_as_it_is(tmp_path: Path) -> None:
    first, second = rows_of(tmp_path, f"low: 50, best: 60, high: 100, {SAME}", f"value: 0, {SAME}")
    assert first.bars == (Bar(x=Decimal("110.0"), width=Decimal("110.0")),)
    assert first.best == Decimal("132.0")
    assert second.bars == (Bar(x=Decimal(0), width=Decimal(1)),)


@pytest.mark.parametrize(("qualifier", "loose"), [("about", True), ("nearly", True), ("exactly", False)])
def test_what_is_about_is_in_outline(tmp_path: Path, qualifier: str, *, loose: bool) -> None:
    first, _ = rows_of(tmp_path, f"value: 5, qualifier: {qualifier}, {SAME}", f"value: 5, {SAME}")
    assert [bar.loose for bar in first.bars] == [loose]


def test_more_than_goes_on_and_less_than_has_no_beginning(tmp_path: Path) -> None:
    more, less = rows_of(tmp_path, f"value: 5, qualifier: more than, {SAME}", f"value: 5, qualifier: less than, {SAME}")
    assert [bar.x for bar in more.bars] == [0, 220, 224, 228, 232, 236]
    assert [bar.opacity for bar in more.bars] == sorted((bar.opacity for bar in more.bars), reverse=True)
    assert [bar.x for bar in less.bars] == [0, 44, 88, 132, 176]
    assert [bar.opacity for bar in less.bars] == sorted(bar.opacity for bar in less.bars)


@pytest.mark.parametrize(
    "figures",
    [
        ("value: 5, unit: bodies, counts: All", "value: 5, unit: people, counts: All"),
        ("value: 5, unit: bodies, counts: All", "value: 5, unit: bodies, counts: Some"),
        ("value: 5, unit: bodies", "value: 5, unit: bodies"),  # Nobody says that they count the same.
        (f"value: 5, {SAME}", f"vague: dozens, {SAME}"),
        (f"value: 0, {SAME}", f"value: 0, {SAME}"),
        ("value: -5, unit: degrees, counts: All", "value: 5, unit: degrees, counts: All"),
    ],
    ids=["units", "scopes", "no scope", "words", "zero", "below zero"],
)
def test_what_cannot_be_compared_is_not_drawn(tmp_path: Path, figures: tuple[str, ...]) -> None:
    assert rows_of(tmp_path, *figures) == ()
