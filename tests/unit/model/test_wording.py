from __future__ import annotations

import pytest
from babel import Locale

from explainer.model.dates import read_date
from explainer.model.wording import date_words, find_locale


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-02", "February 2022"),
        ("2022", "2022"),
        ("2026-02-26", "February 26, 2026"),
        ("2024-03~", "about March 2024"),
        ("2025?", "2025 (uncertain)"),
        ("2025%", "about 2025 (uncertain)"),
        ("2022-23", "autumn 2022"),
        ("199X", "1990s"),
        ("2004-XX", "2004"),
        ("2025-06-11/..", "since June 11, 2025"),
        ("../2025", "until 2025"),
        ("2024/2025", "2024 to 2025"),
        ("2026-02-26T10:00:00Z", "February 26, 2026, 10:00\u202fAM UTC"),
    ],
)
def test_a_date_is_never_more_precise_than_it_is(text: str, words: str) -> None:
    assert date_words(read_date(text), Locale("en")) == words


def test_days_are_joined_as_the_locale_joins_them() -> None:
    assert date_words(read_date("2025-06-11/2025-06-16"), Locale.parse("en_GB")) == "11–16 June 2025"
    assert date_words(read_date("2025-06-11/2025-06-16"), Locale("de")) == "11.–16. Juni 2025"


def test_a_language_tag_finds_its_locale() -> None:
    assert [str(find_locale(tag)) for tag in ("en", "en-GB", "zh-Hant", "xx", "", "!")] == [
        "en",
        "en_GB",
        "zh_Hant",
        "None",
        "None",
        "None",
    ]
