"""Tiny sites in other languages than English: their words, numbers and dates, on Material's own pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from tests.sites.conftest import Site

WORDS = {
    "ukrainian": [
        "приблизно 14 060–14 063 будинки",
        "14–16 липня 2021 р.",
        "приблизно червень 2021 р.",
        "3 метри",
        "21 метр",
        "5 метрів",
        "Значення (метрів)",
        "Рівень води: 3 значення; перше — 3 метри (15 липня 2021 р.), останнє — 5 метрів (серпень 2021 р.).",
        "Станом на серпень 2021 р.",
        "за заявою однієї сторони",
        "дата звернення: лютий 2026 р.",
        "мова: англійська",
        "тепер приблизно 14 060–14 063 будинки станом на 20 липня 2021 р. Порахували знову.",
        "Інші повідомляють (Скільки будинків зруйновано?):",
        "Назад до знака виноски 1 у тексті",
    ],
    "russian": [
        "примерно 14 060–14 063 дома",
        "14–16 июля 2021 г.",
        "примерно июнь 2021 г.",
        "3 метра",
        "21 метр",
        "5 метров",
        "Значение (метров)",
        "Уровень воды: 3 значения; первое — 3 метра (15 июля 2021 г.), последнее — 5 метров (август 2021 г.).",
        "По состоянию на август 2021 г.",
        "по заявлению одной стороны",
        "дата обращения: февраль 2026 г.",
        "язык: английский",
        "теперь примерно 14 060–14 063 дома по состоянию на 20 июля 2021 г. Пересчитали.",
        "Другие сообщают (Сколько домов разрушено?):",
        "Назад к знаку сноски 1 в тексте",
    ],
    "arabic": ["about 14,060 to 14,063 منزلا", "15 يوليو 2021", "Who says so"],
}
MARGINS = {
    "ukrainian": "Останнє звернення до джерел: лютий 2026 р.",
    "russian": "Последнее обращение к источникам: февраль 2026 г.",
    "arabic": "Facts read up to فبراير 2026",
}


def plain(html: str) -> str:
    """Return a page's text, and the titles of its links, as one line in which all spaces are alike."""
    titles = " ".join(re.findall(r'title="([^"]*)"', html))
    text = re.sub(r"<sup.*?</sup>|<svg.*?</svg>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", text)) + titles)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_site_speaks_its_language(site: Callable[[str], Site], name: str) -> None:
    pytest.importorskip("material", reason="the theme is not installed")
    copy = site(name)
    done = copy.build()
    assert done.code == 0, done.log
    said = plain(copy.page())
    assert [words for words in WORDS[name] if words not in said] == []
    styles = (copy.built / "assets" / "explainer.css").read_text("utf-8")
    assert MARGINS[name] in re.sub(r"\s", " ", styles)


@pytest.mark.parametrize("name", ["ukrainian", "russian"])
def test_no_english_word_of_ours_is_left(site: Callable[[str], Site], name: str) -> None:
    pytest.importorskip("material", reason="the theme is not installed")
    copy = site(name)
    copy.build()
    page = copy.page()
    article = plain(page[page.index("<article") : page.index("</article>")])
    # What is English here is the site's own: a source's title, its publisher, its words; and the names of files.
    left = set(re.findall(r"[A-Za-z]{2,}", article)) - {"houses", "gone", "Wire", "about", "to"}
    assert left <= {"SVG", "PNG", "CSV", "Vega", "Lite", "BibTeX"}
