"""What stands in the margins of printed pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from explainer.model.facts import Facts
from explainer.render.paper import css_string, margins_rule
from tests.builders import check, make_site

LATER = "sources:\n  later: {title: Later, accessed: 2023-02, offline: paper}\n"


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    return check(make_site(tmp_path, {"data/later.yml": LATER})).facts


def test_the_latest_day_of_reading_and_the_number_of_the_page(facts: Facts) -> None:
    rule = margins_rule(facts, Locale("en"), "The flood")
    assert '@top-left { content: "The flood";' in rule
    assert '@bottom-left { content: "Facts read up to February 2023";' in rule
    assert '@bottom-right { content: "Page " counter(page) " of " counter(pages);' in rule


def test_a_page_from_right_to_left_has_its_margins_mirrored(facts: Facts) -> None:
    rule = margins_rule(facts, Locale("he"), "The flood")
    assert '@top-right { content: "The flood";' in rule
    assert "@bottom-left { content: " in rule
    assert "counter(pages)" in rule.partition("@bottom-left")[2].partition("}")[0]


def test_without_sources_and_name_only_the_number_stands() -> None:
    assert margins_rule(Facts(), Locale("en")).count("@") == 2


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ('a "b"', '"a \\22 b\\22 "'),
        ("a\\b", '"a\\5c b"'),
        ("a\n} @import", '"a\\a } @import"'),
        ("</style>", '"\\3c /style\\3e "'),
        ("\0", '"\\fffd "'),
        ("День", '"День"'),
    ],
)
def test_any_text_is_a_string(text: str, css: str) -> None:
    assert css_string(text) == css
