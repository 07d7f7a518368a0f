"""The interface's words: every catalogue has all of them, whole and in every plural form."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from string import Formatter

import pytest
from babel import Locale

from explainer.model.phrases import count_phrase, fill, languages, phrase, phrases
from explainer.model.wording import find_locale

FORMS = ("zero", "one", "two", "few", "many", "other")


def read(name: str) -> dict[str, str]:
    text = (files("explainer") / "phrases" / f"{name}.json").read_text("utf-8")
    pairs: list[tuple[str, str]] = json.loads(text, object_pairs_hook=list)
    assert [key for key, _ in pairs] == sorted({key for key, _ in pairs}), "keys are sorted, and each stands once"
    return dict(pairs)


ENGLISH = read("en")
COUNTED = sorted(key.removesuffix("-other") for key in ENGLISH if key.endswith("-other"))
"""Phrases that name a count, in as many forms as a language has."""


def wanted(locale: Locale) -> set[str]:
    """Return the keys that a language's catalogue has; words for small numbers it may have."""
    forms = {f"{key}-{form}" for key in COUNTED for form in FORMS}
    single = {key for key in ENGLISH if key not in forms and not re.fullmatch(r"number-\d", key)}
    return single | {f"{key}-{form}" for key in COUNTED for form in locale.plural_form.tags | {"other"}}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def placeholders(key: str) -> set[str]:
    """Return the places that a phrase has in English; of a counted one, those of its form for many."""
    base, _, form = key.rpartition("-")
    return names_in(ENGLISH[f"{base}-other" if base in COUNTED and form in FORMS else key])


def test_english_ukrainian_and_russian_have_a_catalogue() -> None:
    assert languages() == ["en", "ru", "uk"]


@pytest.mark.parametrize("name", languages())
class TestCatalogue:
    def test_has_every_word(self, name: str) -> None:
        locale = find_locale(name)
        assert locale is not None
        # An English form for one is of one alone, which may be what is never counted.
        optional = {key for key in wanted(locale) if name == "en" and key.endswith("-one")}
        missing = sorted(wanted(locale) - optional - set(read(name)))
        assert not missing, f"{name}.json lacks:\n" + "\n".join(
            f"  {key}: {ENGLISH.get(key, ENGLISH.get(key.rpartition('-')[0] + '-other'))!r}" for key in missing
        )

    def test_has_no_word_that_nobody_asks_for(self, name: str) -> None:
        locale = find_locale(name)
        assert locale is not None
        assert {key for key in set(read(name)) - wanted(locale) if not re.fullmatch(r"number-\d", key)} == set()

    def test_has_the_same_places_in_each_phrase(self, name: str) -> None:
        # English may leave out the number where a form is of one number alone.
        wrong = {
            key: text
            for key, text in read(name).items()
            if not re.fullmatch(r"number-\d", key)
            and names_in(text) != placeholders(key)
            and not (name == "en" and key.endswith("-one") and names_in(text) == placeholders(key) - {"count"})
        }
        assert wrong == {}

    def test_has_no_stray_space(self, name: str) -> None:
        assert {key: text for key, text in read(name).items() if text != text.strip() or "  " in text} == {}


@pytest.mark.parametrize("name", [name for name in languages() if name != "en"])
def test_nothing_is_left_in_english(name: str) -> None:
    same = {key for key, text in read(name).items() if text == ENGLISH.get(key) and re.search(r"[A-Za-z]", text)}
    assert {key for key in same if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", ENGLISH[key]))} == set()


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [
        ("en", 4, "one origin, retold by four outlets"),
        ("en", 21, "one origin, retold by 21 outlets"),
        ("uk", 4, "одне першоджерело, переказане 4 виданнями"),
        ("uk", 21, "одне першоджерело, переказане 21 виданням"),
        ("ru", 5, "один первоисточник, пересказанный 5 изданиями"),
        ("ru", 31, "один первоисточник, пересказанный 31 изданием"),
        # No catalogue: English words by English rules, the number as the language writes it.
        ("de", 1000, "one origin, retold by 1.000 outlets"),
        ("ar", 2, "one origin, retold by two outlets"),
    ],
)
def test_counts(name: str, count: int, words: str) -> None:
    locale = find_locale(name)
    assert locale is not None
    assert count_phrase("one-origin", count, locale) == words


@pytest.mark.parametrize(
    ("count", "ukrainian", "russian"),
    [
        (1, "значення", "значение"),
        (3, "значення", "значения"),
        (12, "значень", "значений"),
        (22, "значення", "значения"),
    ],
)
def test_every_form_is_the_right_one(count: int, ukrainian: str, russian: str) -> None:
    assert count_phrase("chart-values", count, Locale("uk")) == f"{count} {ukrainian}"
    assert count_phrase("chart-values", count, Locale("ru")) == f"{count} {russian}"


@pytest.mark.parametrize("name", ["de", "fr", "ar", "he", "fa", "hi", "zh-Hant", "pt-BR", "sr-Latn", "zh-TW", "en-GB"])
def test_any_locale_has_words(name: str) -> None:
    locale = find_locale(name)
    assert locale is not None
    assert phrases(locale) == phrases(Locale("en"))


def test_a_language_in_a_territory_or_script_has_the_languages_words() -> None:
    for name, words in (("uk-UA", "Джерела:"), ("ru-KZ", "Источники:"), ("uk-Cyrl-UA", "Джерела:")):
        locale = find_locale(name)
        assert locale is not None
        assert phrase("chart-sources", locale) == words


@pytest.mark.parametrize(
    ("form", "values", "words"),
    [
        ("Станом на {date}.", {"date": "серпень 2021 р."}, "Станом на серпень 2021 р."),
        ("As of {date}.", {"date": "2021"}, "As of 2021."),
        ("{a}, then {b}.", {"a": "one.", "b": "two"}, "one., then two."),
    ],
)
def test_an_abbreviation_ends_the_sentence(form: str, values: dict[str, str], words: str) -> None:
    assert fill(form, **values) == words
