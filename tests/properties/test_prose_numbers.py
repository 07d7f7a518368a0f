"""Whatever a page holds: no traceback, and every number that is told stands where the problem says."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.check.options import Options
from explainer.check.prose_numbers import NumberReader
from explainer.model.facts import Facts
from explainer.prose.pages import read_page

_PARTS = [
    *["300", "1,000", "24/7", "forty-two", "15%", "2022", "Word", "e.g.", "é", "e\u0301", "№", "&nbsp;", "\\*"],
    *["[@s]", "[300 men][@f]", "[^1]", "[", "![", "](x.png)", "](http://x.example/7)", "{#id}", "<b>", "</b>"],
    *["`5`", "*", "**", "_", "|", ". ", "”", "\u00a0", "\t", "\ufdd0", "\0", "\n", "\n\n", "    ", "```\n"],
    *["- ", "1. ", "# ", "> ", "<!--", "-->", "/// timeline\n///\n", "/// ", "---\n"],
]


def _told(markdown: str, uncited: str = "") -> list[str]:
    """Return the numbers that are told, and check that each stands where it says."""
    page = read_page(markdown, "docs/x.md")
    lines = markdown.split("\n")
    found = []
    for problem in NumberReader(Facts(), Options(locale="en")).problems(page):
        if problem.code == "number-is-cited":
            number = re.match(r'"(.*?)" has neither', problem.message, re.DOTALL)
            assert number is not None
            assert lines[problem.where.line - 1][problem.where.column - 1] == number.group(1)[0]
            found.append(number.group(1))
    return found


@given(st.lists(st.sampled_from(_PARTS), max_size=24).map("".join))
def test_a_number_stands_where_the_problem_says(markdown: str) -> None:
    _told(markdown)


@given(st.text(max_size=60))
def test_any_text_is_read(markdown: str) -> None:
    page = read_page(markdown, "docs/x.md")

    list(NumberReader(Facts(), Options(locale="en")).problems(page))


@given(
    st.integers(2, 10**9).filter(lambda n: not 1800 <= n < 2100),
    st.sampled_from(["en", "de", "fr", "ru", "uk", "bg", "pl"]),
)
def test_every_plain_number_is_told_once(number: int, locale: str) -> None:
    page = read_page(f"Abc {number} xyz.", "docs/x.md")
    problems = list(NumberReader(Facts(), Options(locale=locale)).problems(page))

    assert [problem.where.column for problem in problems] == [5]


@pytest.mark.parametrize(
    "mark", ["[", "*", "|", ".", "300 ", "a. ", "[@s]", "![", "`", "<", "\n> ", "{", "1. ", "24/7 "]
)
def test_a_long_page_of_one_mark_is_read(mark: str) -> None:
    """It takes no long time, either; the limit of a page's size is the engine's."""
    page = read_page(f'---\nuncited: {{"24/7": "said so"}}\n---\n{mark * 20_000}', "docs/x.md")

    list(NumberReader(Facts(), Options(locale="en")).problems(page))
