"""How a language is put together: Babel's symbols, scales and months, and our tables of words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from babel import Locale

from explainer.model.wording import find_locale
from explainer.reading.german import german_numbers
from explainer.reading.language import HYPHENS, Language, Word, fold, last_word, words_pattern
from explainer.reading.phrases import number_phrases


@lru_cache(maxsize=64)
def find_language(name: str) -> Language | None:
    """Return what is known of the language of a BCP 47 tag, or None where even Babel knows none."""
    locale = find_locale(name) if name else None
    return None if locale is None else _build(locale)


def _table(language: str) -> dict[str, Any]:
    path = files("explainer.reading") / "words" / f"{language}.json"
    table: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return table


def _build(locale: Locale) -> Language:
    table = _table(locale.language)
    symbols = locale.number_symbols.get("latn", {})
    words = _months(locale, table)
    babel_scales, attached = _babel_scales(locale, table.get("scale_link", ""))
    words |= babel_scales | _words(table)
    apart = frozenset(attached)
    attached |= {key: Decimal(value) for key, value in table.get("attached", {}).items()}
    style = table.get("style", "none")
    behind = {phrase: kind for kind, all_ in table.get("behind", {}).items() for phrase in all_}
    long_date = str(locale.date_formats["long"].pattern)
    apostrophes = r"(?:['’ʼ][^\W\d_]+)*" if any("'" in word for word in words) else ""
    link, scale_link = table.get("link", ""), table.get("scale_link", "")
    denominators = table.get("denominators", {})
    return Language(
        decimal=symbols.get("decimal", "."),
        group=symbols.get("group", ","),
        knows_words="cardinals" in table,
        month_leads=long_date.startswith("M"),
        day_has_dot="d." in long_date,
        months_need_case=table.get("months_need_case", False),
        words=words,
        attached=attached,
        apart=apart,
        phrases=number_phrases(style),
        hyphens_join=style in ("hundreds", "french"),
        hundred_needs_count=style == "hundreds",
        joins_words=style == "joined",
        below_thousand={form: int(w.value) for form, w in words.items() if w.role == "cardinal" and w.value % 1 == 0}
        if style == "joined"
        else {},
        token=re.compile(rf"\d+|[^\W\d_]+{apostrophes}"),
        link=re.compile(rf"[\s{HYPHENS}]+{link}[\s{HYPHENS}]+", re.I) if link else None,
        scale_gap=re.compile(
            rf"\s*(?:\s(?:{scale_link})\s+)?|[{HYPHENS}]" if scale_link else rf"\s*|[{HYPHENS}]", re.I
        ),
        before_scale=tuple(
            (re.compile(rf"(?<![^\W_])(?:{words_pattern([phrase])})[\s{HYPHENS}]+\Z", re.I), Decimal(value))
            for phrase, value in sorted(table.get("before_scale", {}).items(), key=lambda item: -len(item[0]))
        ),
        and_a_half=_after(table.get("and_a_half", ())),
        denominators=_after(denominators),
        denominator_values={fold(form): value for form, value in denominators.items()},
        parts=re.compile(rf"(?<!\w)(?:{words_pattern(table['parts'])})(?!\w)", re.I) if "parts" in table else None,
        part_values={fold(form): value for form, value in table.get("parts", {}).items()},
        percent=re.compile(
            rf"\s?%|[\s{HYPHENS}]+(?:{words_pattern(table['percent'])})(?!\w)" if "percent" in table else r"\s?%", re.I
        ),
        ordinal_endings=_set(table.get("ordinal_endings")),
        decade_endings=_set(table.get("decade_endings")),
        clock=re.compile("|".join(table["clock"]), re.I) if "clock" in table else None,
        clock_lead=re.compile(rf"(?<![^\W_])(?:{words_pattern(table['clock_lead'])})\s+\Z", re.I)
        if "clock_lead" in table
        else None,
        at_hour={word: re.compile(pattern, re.I) for word, pattern in table.get("at_hour", {}).items()},
        year_after=_after(table.get("year_after", "").split()),
        qualifiers=_qualifiers(table.get("qualifiers", {})),
        behind=_after(behind, comma=True),
        behind_values=behind,
        ranges=tuple(
            (
                re.compile(rf"(?<!\w)(?:{words_pattern(opening.split())})\s+\Z", re.I) if opening else None,
                re.compile(rf"[.-]?\s+(?:{words_pattern(joint.split())})\s+", re.I),
            )
            for opening, joint in table.get("ranges", ())
        ),
        date_joint="|".join(
            sorted({re.escape(word) for _, joint in table.get("ranges", ()) for word in joint.split()})
        ),
        words_before={
            name: frozenset(fold(word) for word in table.get(key, "").split() if isinstance(table.get(key), str))
            for name, key in _WORDS_BEFORE.items()
        }
        | {"minus": frozenset(table.get("minus", ()))},
        remembered={},
    )


_WORDS_BEFORE: Final = {
    "vague": "vague",
    "genitive": "genitive_before",
    "label": "labels",
    "name": "names",
    "place-name": "place_names",
    "no-noun": "no_nouns",
    "no-name": "no_names_after",
    "no-place-name": "no_place_names_after",
    "named-behind": "named_behind",
    "year": "year_before",
    "year-sure": "year_sure",
    "change": "change",
    "not-one": "not_one_after",
}


def _qualifiers(table: Mapping[str, Iterable[str]]) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    phrases = [(phrase, kind) for kind, all_ in table.items() for phrase in all_]
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for phrase, kind in sorted(phrases, key=lambda item: -len(item[0])):
        pattern = re.compile(rf"(?<![^\W_])(?:{words_pattern([phrase])}){_gap(phrase)}\Z", re.I)
        found.setdefault(last_word(phrase), []).append((pattern, kind))
    return found


def _set(text: str | None) -> frozenset[str]:
    return frozenset((text or "").split())


def _gap(phrase: str) -> str:
    """Return the pattern between a qualifier and its number: none is needed after an apostrophe."""
    return r"\s*" if phrase.endswith(("'", "’")) else rf"\.?[\s{HYPHENS}]+"


def _after(phrases: Iterable[str], *, comma: bool = False) -> re.Pattern[str] | None:
    """Return the pattern of a phrase that follows a number, the phrase as its only group."""
    pattern = words_pattern(phrases)
    return re.compile(rf"{',?' if comma else ''}[\s{HYPHENS}]+({pattern})(?!\w)", re.I) if pattern else None


def _words(table: Mapping[str, Any]) -> dict[str, Word]:
    """Return the words of the table; a scale goes before a cardinal, a cardinal before an ordinal."""
    found: dict[str, Word] = {}
    joined = table.get("style") == "joined"
    for value, forms in table.get("ordinals", {}).items() if not joined else ():
        found |= {fold(form): Word("ordinal", Decimal(value)) for form in forms.split()}
    ones = {fold(word) for word in table.get("ones", "").split()}
    for value, forms in table.get("cardinals", {}).items():
        found |= {fold(form): Word("cardinal", Decimal(value), is_one=fold(form) in ones) for form in forms.split()}
    found |= {fold(form): Word("cardinal", Decimal(value)) for form, value in table.get("whole", {}).items()}
    for factor, uses in table.get("scales", {}).items():
        for use, forms in uses.items():
            alone: Any = {"alone": "yes", "after": "no", "genitive": "genitive"}[use]
            found |= {fold(form): Word("scale", Decimal(factor), alone) for form in forms.split()}
    if joined:
        numbers, ordinals = german_numbers(table["cardinals"], table["ordinals"])
        for form, number in ordinals.items():
            found.setdefault(form, Word("ordinal", Decimal(number)))
        for form, number in numbers.items():
            found.setdefault(form, Word("cardinal", Decimal(number)))
    return found


def _babel_scales(locale: Locale, link: str) -> tuple[dict[str, Word], dict[str, Decimal]]:
    """Return the scales of Babel's compact numbers: words by their folded form, single letters as they are."""
    words: dict[str, Word] = {}
    letters: dict[str, Decimal] = {}
    for forms in locale.compact_decimal_formats.values():
        for magnitudes in forms.values():
            for magnitude, pattern in magnitudes.items():
                text = str(pattern.pattern).replace("'", "")
                zeros, suffix = text.count("0"), text.replace("0", "").strip().rstrip(".")
                if link:
                    suffix = suffix.removeprefix(f"{link} ")
                if not zeros or not suffix or not suffix.isalpha():
                    continue
                factor = Decimal(int(magnitude) // 10 ** (zeros - 1))
                if len(suffix) == 1:
                    letters[suffix] = factor
                else:
                    words[fold(suffix)] = Word("scale", factor)
    return words, letters


def _months(locale: Locale, table: Mapping[str, Any]) -> dict[str, Word]:
    names = {
        (int(number), name)
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
    } | {(int(number), name) for number, name in table.get("months", {}).items()}
    return {
        fold(name.rstrip(".")): Word("month", Decimal(number))
        for number, name in sorted(names)
        if len(name) > 2 and not name.isdigit()
    }
