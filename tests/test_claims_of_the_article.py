"""Every claim of the article that the site began with is one of its facts; `art_claims.csv` says which."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import explainer

ROOT = Path(__file__).resolve().parent.parent
UNRELATED_LINKS = {"art-44", "art-45"}


def read_claims() -> list[dict[str, str]]:
    with (ROOT / "tests" / "art_claims.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def facts() -> explainer.Facts:
    checked = explainer.check_facts(explainer.Options(root=ROOT))
    assert [str(problem) for problem in checked.problems] == []
    return checked.facts


def test_the_table_holds_all_claims_once() -> None:
    assert [row["claim"] for row in read_claims()] == [f"art-{number:02d}" for number in range(1, 46)]


def test_only_the_two_unrelated_links_became_nothing() -> None:
    empty = {row["claim"]: row["why"] for row in read_claims() if not row["fact"]}
    assert set(empty) == UNRELATED_LINKS
    assert all(empty.values())


@pytest.mark.parametrize("row", [row for row in read_claims() if row["fact"]], ids=lambda row: row["claim"])
def test_claim_is_a_fact(row: dict[str, str], facts: explainer.Facts) -> None:
    missing = [id for id in row["fact"].split(";") if facts.get(id.strip()) is None]
    assert missing == []
