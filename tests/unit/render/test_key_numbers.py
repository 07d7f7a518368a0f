"""Cards of key numbers: what each says beside its number."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from explainer.render.blocks.cards import CardView, card_view
from tests.builders import check, make_site

FACTS = """\
sources:
  report: {title: Report, accessed: 2023-01-05, offline: In the archive.}
actors:
  council: {name: District council, side: district}
  mayor: {name: The mayor, side: town}
figures:
  houses:
    {label: Destroyed, value: 412, unit: houses, as_of: 2021-07-20, claimant: council, status: claimed, cite: report}
  counted:
    {label: As the town counts, low: 500, high: 520, unit: houses, claimant: mayor, status: estimated, cite: report}
  barns: {label: Barns, value: 3, unit: houses, claimant: council, status: documented, cite: report}
  level:
    label: Level
    unit: m
    claimant: council
    points:
      - {date: 2021-07-14, value: 2.80, cite: report}
      - {date: 2021-07-15, value: 8, cite: report}
      - {date: 2021-07-16, value: 9, claimant: mayor, cite: report}
  both: {label: All, derive: {sum: [houses, barns]}, mixed: Both are buildings., unit: houses}
  whole: {label: All of all, derive: {sum: [both]}, unit: houses}
  rise: {label: Rise, derive: {change: [level]}}
  times: {label: Times, derive: {ratio: [houses, barns]}}
  part: {label: Part, derive: {share: [barns, houses]}}
  days: {label: Days, derive: {count: [level]}}
  less: {label: Less, derive: {difference: [houses, barns]}}
  last: {label: Last, derive: {latest: [level]}}
disputes:
  how-many:
    question: How many houses?
    sides:
      - {claimant: council, figure: houses, cite: report}
      - {claimant: mayor, figure: counted, cite: report}
      - {claimant: mayor, says: Nobody has counted them., cite: report}
"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, CardView]:
    root: Path = make_site(tmp_path_factory.mktemp("site"), {"data/base.yml": FACTS, "docs/index.md": "# Nothing\n"})
    facts = check(root).facts
    return {fact.id: card_view(fact, facts, Locale("en", "GB")) for fact in facts}


def test_a_number_says_who_when_and_how_sure(cards: dict[str, CardView]) -> None:
    card = cards["barns"]
    assert (card.text, card.label, card.said, card.date, card.status) == (
        "3 houses",
        "Barns",
        "District council",
        "",
        "documented",
    )
    assert card.others == ()
    assert (cards["houses"].date, cards["houses"].machine_date) == ("as of 20 July 2021", "2021-07-20")


def test_a_disputed_number_has_the_other_sides_number(cards: dict[str, CardView]) -> None:
    (other,) = cards["houses"].others
    assert (other.fact, other.claimant, other.text, other.status) == (
        "counted",
        "The mayor",
        "500 to 520 houses",
        "estimated",
    )
    assert [other.fact for other in cards["counted"].others] == ["houses"]


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("both", "sum of two numbers, given by District council"),
        ("whole", "sum of one number, given by District council"),
        ("times", "ratio of two numbers, given by District council"),
        ("part", "share of one number in another, given by District council"),
        ("less", "difference of two numbers, given by District council"),
        # What several say is nobody's.
        ("rise", "change between two numbers"),
        ("days", "count of three numbers"),
        ("last", "latest number, given by The mayor"),
    ],
)
def test_a_computed_number_says_how(cards: dict[str, CardView], id: str, said: str) -> None:
    assert (cards[id].said, cards[id].status) == (said, "derived")


def test_a_computed_number_says_how_weak_it_is(cards: dict[str, CardView]) -> None:
    assert (cards["both"].weakest, cards["barns"].weakest) == ("claimed", "")


def test_what_is_no_figure_has_its_title(cards: dict[str, CardView]) -> None:
    assert {id: cards[id].text for id in ("mayor", "report", "how-many")} == {
        "mayor": "The mayor",
        "report": "Report",
        "how-many": "How many houses?",
    }
