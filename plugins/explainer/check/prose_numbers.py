"""Rules about numbers in prose: each comes from a fact, or stands in a sentence with a citation (number-is-cited)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from explainer.check.annotated_words import numbers_of
from explainer.check.options import Options
from explainer.model.drawn import STRIP, chart_events, dots_per, drawn_values
from explainer.model.facts import Facts
from explainer.model.kinds import Chart
from explainer.model.quantities import Quantity
from explainer.model.values import values_of
from explainer.problems import Position, Problem, Severity
from explainer.prose.marks import CITED, CITED_WORDS, THING
from explainer.prose.pages import Mention, Page
from explainer.prose.sentences import Sentence, find_sentences
from explainer.reading import StatedNumber, days_have_dots, follows_year_word, names_something, read_numbers

_TOLD: Final = frozenset({"cardinal", "percent", "fraction", "ratio", "unclear"})
_DAY: Final = re.compile(r"[0-3]?\d\.[01]?\d\.?")
# A name's number is written plainly: Phase 2, phase two, version 2.3, Articles 5 to 7, and never 1,000 or -5.
_PLAIN: Final = re.compile(
    r"\d{1,4}(?:\.\d{1,3}){0,2}(?:(?:\s?[-‐–—/]\s?|,\s|\s[^\W\d_]{1,3}\s)\d{1,6})?|[^\W\d_]{3,9}"
)
# +49 2351 123456 and 030 18272-0: no quantity begins with a plus and a country, or with a zero.
_TELEPHONE: Final = re.compile(
    r"(?<![\w.,+/-])(?:\+\d{1,3}|0\d{1,5}|[08](?=[\s(]{1,2}\d{3}[\s)]))(?:[\s()/-]{1,2}\d{1,8}){1,7}(?![\w]|[.,]\d)"
)
_TELEPHONE_DIGITS: Final = 7
_THIS_CENTURY: Final = re.compile(r"(?:19|20)\d\d")
_FOLLOWING: Final = re.compile(r"[\s\u2010-]+([^\W\d_]+(?:[-’'][^\W\d_]+)*)")
_SIGNS: Final = re.compile(f"[{CITED}{CITED_WORDS}{THING}]")
_OPEN: Final = re.compile(r"\[(?![^\[\]]*\])")  # What is left of a link's or picture's brackets.
_WORD: Final = re.compile(r"\S")
_BEFORE: Final = 30
_BEHIND: Final = 30


class NumberReader:
    """Finds the numbers of pages that no fact and no source stands behind."""

    def __init__(self, facts: Facts, options: Options) -> None:
        self.facts = facts
        self.language = options.locale
        self.severity = options.number_is_cited
        self.dotted_days = days_have_dots(options.locale)
        self.counted = frozenset(_counted(facts))
        self.by_value = _figures_by_value(facts, options.locale)

    def problems(self, page: Page) -> Iterator[Problem]:
        """Yield a problem for every number of a page that nothing stands behind and the page does not excuse."""
        if self.severity == "off":
            return
        starts: list[int] = []
        excused = excuses(page.uncited)
        for sentence in find_sentences(page, self._sign_of, dotted_days=self.dotted_days):
            if sentence.is_cited:
                continue
            spans = [match.span() for match in excused.finditer(sentence.text)] if excused else []
            for number in self.uncited(sentence.text, spans):
                starts = starts or _line_starts(page.text)
                yield self._problem(page, sentence, number, starts)

    def uncited(self, text: str, spans: Sequence[tuple[int, int]] = ()) -> list[StatedNumber]:
        """Return the numbers of a text that need a citation, those within the spans left out."""
        found = []
        spans = sorted([*spans, *_telephones(text)])
        for number in read_numbers(text, self.language):
            before = bisect_right(spans, (number.start, len(text))) - 1
            is_excused = before >= 0 and spans[before][1] >= number.end
            if not is_excused and self._is_told(number, text):
                found.append(number)
        return found

    def _is_told(self, number: StatedNumber, text: str) -> bool:
        if number.kind not in _TOLD and number.kind != "yearlike":
            return False
        following = _FOLLOWING.match(text, number.end)
        is_counted = following is not None and following.group(1).casefold() in self.counted
        is_plain = not is_counted and _PLAIN.fullmatch(number.text) is not None
        if is_plain and names_something(text, number.start, number.end, self.language):
            return False
        if number.kind == "yearlike":
            # "2000 bodies" is a number where the facts count bodies; else it is taken for a year.
            return is_counted and not follows_year_word(text, number.start, self.language)
        if following is None and _THIS_CENTURY.fullmatch(number.text):
            return False  # More than 2024: there is nothing that it could count.
        return number.kind != "unclear" or _DAY.fullmatch(number.text) is None

    def _sign_of(self, mention: Mention) -> str:
        # What names no fact is told as that, and may have meant a source.
        facts = self.facts
        are_sources = [
            reference.id in facts.sources or reference.id not in facts.by_id for reference in mention.references
        ]
        if all(are_sources) and not mention.words:
            return CITED
        return CITED_WORDS if any(are_sources) else THING

    def _problem(self, page: Page, sentence: Sentence, number: StatedNumber, starts: list[int]) -> Problem:
        place = sentence.place(number.start)
        line = bisect_right(starts, place)
        where = Position(page.file, line, place - starts[line - 1] + 1)
        message = f'"{number.text}" has neither a fact nor a source behind it in "{_around(sentence.text, number)}"'
        severity: Severity = "warning" if self.severity == "warning" else "error"
        return Problem(where, "number-is-cited", message, self._hint(number), severity)

    def _hint(self, number: StatedNumber) -> str:
        id = self.by_value.get(number.low) if number.low == number.high else None
        if id is not None and number.kind not in ("ratio", "unclear"):
            return f'figure "{id}" has this value: write [@{id}], or [{number.text}][@{id}]'
        return "write it as [@figure], cite a [@source] in the same sentence, or excuse it under uncited at the top"


def charts_state_their_numbers(facts: Facts, options: Options) -> Iterator[Problem]:
    """Every number in a chart's words is one of those that it draws (number-is-cited)."""
    if options.number_is_cited == "off":
        return
    reader = NumberReader(Facts(), options)
    for chart in facts.charts.values():
        known = _drawn(chart, facts, options.locale)
        for name in ("title", "x", "y", "note", "alt"):
            for number in reader.uncited(getattr(chart, name) or ""):
                if number.kind in ("ratio", "unclear", "fraction") or not {number.low, number.high} <= known:
                    message = (
                        f'"{number.text}" in the {name} of chart "{chart.id}" is none of the numbers that it draws'
                    )
                    problem = chart.problem(
                        "number-is-cited", message, "say it in the text, with its source", at=(name,)
                    )
                    yield replace(problem, severity="warning") if options.number_is_cited == "warning" else problem


def excuses(uncited: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return a pattern of all that a page excuses, whatever its case and white space; None where that is nothing."""
    keys = [r"\s+".join(map(re.escape, key.split())) for key in uncited if key.strip()]
    if not keys:
        return None
    longest_first = "|".join(sorted(keys, key=len, reverse=True))
    return re.compile(rf"(?<![\w.,])(?:{longest_first})(?!\w|[.,]\d)", re.IGNORECASE)


def _telephones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers begin and end."""
    if "+" in text or "0" in text or "8 (" in text:
        for match in _TELEPHONE.finditer(text):
            if sum(map(str.isdigit, match.group())) >= _TELEPHONE_DIGITS:
                yield match.span()


def _around(text: str, number: StatedNumber) -> str:
    """Return the words around a number, with … for what a fact prints and for what is left out."""
    start = max(0, number.start - _BEFORE)
    end = min(len(text), number.end + _BEHIND)
    # A word that is cut is left out.
    start = start if start == 0 else max(start, text.find(" ", start, number.start) + 1)
    end = end if end == len(text) else max(number.end, text.rfind(" ", number.end, end))
    shown = " ".join(_OPEN.sub("", _SIGNS.sub("…", text[start:end])).split())
    # A search stops at the first word, so that a long line of numbers is not read again for each of them.
    return ("… " if _WORD.search(text, 0, start) else "") + shown + (" …" if _WORD.search(text, end) else "")


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _counted(facts: Facts) -> Iterator[str]:
    """Yield the first word of every unit: what numbers count on this site."""
    for figure in facts.figures.values():
        for _, form in figure.measure.forms if figure.measure else ():
            yield from form.casefold().split()[:1]


def _figures_by_value(facts: Facts, locale: str) -> dict[Decimal, str]:
    found: dict[Decimal, str] = {}
    for figure in facts.figures.values():
        for value in values_of(figure):
            if value.quantity is not None and not value.quantity.is_range:
                for number in numbers_of(value.quantity, value.unit, locale):
                    found.setdefault(number, value.fact)
    return found


def _drawn(chart: Chart, facts: Facts, locale: str) -> set[Decimal]:
    """Return the numbers that a chart's words may have: those that it draws, and how many of them there are.

    These are the values and what is computed of them, another side's values, and what a dot stands for.
    """
    marks = drawn_values(chart, facts)
    values = [value for mark in marks for value in (mark.value, mark.computed) if value is not None]
    known = {number for value in values if value.quantity for number in numbers_of(value.quantity, value.unit, locale)}
    per = dots_per(chart, marks)
    if per is not None:
        unit = next((mark.value.unit for mark in marks), None)
        known |= numbers_of(Quantity.exact(per), unit, locale)
    events = chart_events(chart, facts)
    kinds = Counter(event.kind for event in events) if chart.kind == STRIP else Counter()
    own = [mark for mark in marks if not mark.against]
    counts = {len(own), len(marks), len(chart.figures), len(events), len(kinds), *kinds.values()}
    return known | {Decimal(number) for number in counts}
