"""What a chart shows, in words made of its facts: for those who do not see the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from babel import Locale

from explainer.model.drawn import Drawn, chart_events
from explainer.model.facts import Facts
from explainer.model.kinds import Chart, Event
from explainer.model.phrases import count_phrase, phrase
from explainer.model.quantities import Quantity, amount_words
from explainer.model.values import Value
from explainer.model.wording import date_words, number_words
from explainer.render.words import attributed_words, full_words

_FEW = 5
"""So many of a kind are named one by one; of more it is said how many there are."""


def describe_values(chart: Chart, drawn: Sequence[Drawn], per: Decimal | None, facts: Facts, locale: Locale) -> str:
    """Return what a chart of figures shows: of each series how many values, the first, last, lowest and highest."""
    if not drawn:
        return ""
    said = []
    if chart.kind == "cumulative":
        said.append(phrase("chart-running-totals", locale))
    if chart.kind == "share":
        said.append(phrase("chart-shares", locale))
    if per is not None:
        said.append(dot_words(drawn, per, locale))
    series: dict[str, list[Drawn]] = {}
    for mark in drawn:
        if not mark.against:
            series.setdefault(mark.figure.id, []).append(mark)
    for marks in series.values():
        said += _series_words(marks, locale)
    said += _other_sides([mark.value for mark in drawn if mark.against], facts, locale)
    events = chart_events(chart, facts)
    if events:
        said.append(_marked(events, locale))
    return " ".join(said)


def describe_events(events: Sequence[Event], locale: Locale) -> str:
    """Return what a strip of events shows: how many from when to when, and how many of each kind."""
    if not events:
        return ""
    if len(events) == 1:
        words = count_phrase("chart-events", 1, locale)
        return phrase("chart-single", locale).format(label=words, amount=_event_words(events[0], locale))
    first = min(events, key=lambda event: event.date.order).date
    last = max(events, key=lambda event: (event.date.latest, event.date.earliest)).date
    none = phrase("chart-event-kind-none", locale)
    kinds = Counter(event.kind or none for event in events)
    return phrase("chart-events-by-kind", locale).format(
        events=_upper_first(count_phrase("chart-events", len(events), locale)),
        start=date_words(first, locale),
        end=date_words(last, locale),
        kinds=", ".join(
            phrase("chart-events-of-kind", locale).format(kind=kind, count=number_words(Decimal(count), locale))
            for kind, count in sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )


def _series_words(marks: Sequence[Drawn], locale: Locale) -> Iterator[str]:
    label, first, last = marks[0].figure.label, marks[0], marks[-1]
    if len(marks) == 1:
        yield phrase("chart-single", locale).format(label=label, amount=_said(first, locale, alone=True))
        return
    values = count_phrase("chart-values", len(marks), locale)
    lowest = min(marks, key=lambda mark: _shown(mark).low)
    highest = max(marks, key=lambda mark: _shown(mark).high)
    if all(_printed(mark) == _printed(first) for mark in marks):
        start, end = first.value.date, last.value.date
        yield phrase("chart-all-same", locale).format(
            label=label,
            values=values,
            start=date_words(start, locale) if start else "",
            end=date_words(end, locale) if end else "",
            amount=full_words(first.computed or first.value, locale),
        )
        return
    ends = [_shown(first), _shown(last)]
    yield phrase("chart-series", locale).format(
        label=label,
        values=values,
        first=_said(first, locale),
        last=_said(last, locale),
    )
    # What the first or the last value is already is not said again.
    if _shown(lowest) not in ends:
        yield phrase("chart-lowest", locale).format(amount=_said(lowest, locale))
    if _shown(highest) not in ends:
        yield phrase("chart-highest", locale).format(amount=_said(highest, locale))


def _shown(mark: Drawn) -> Quantity:
    """Return the number that the mark is labelled with."""
    computed = mark.computed.quantity if mark.computed else None
    return computed or mark.quantity


def _printed(mark: Drawn) -> tuple[Quantity, Quantity, str]:
    """Return what must be the same for two marks to be worded the same."""
    return _shown(mark), mark.quantity, (mark.computed or mark.value).qualifier


def _said(mark: Drawn, locale: Locale, *, alone: bool = False) -> str:
    """Return a mark's number and its date; of a share that stands alone, the number that it is a share of too."""
    amount = full_words(mark.computed or mark.value, locale)
    if alone and mark.computed and mark.computed.unit != mark.value.unit:
        amount = phrase("chart-share", locale).format(share=amount, amount=full_words(mark.value, locale))
    if mark.value.date is None:
        return amount
    return phrase("attributed", locale).format(amount=amount, by=date_words(mark.value.date, locale))


def dot_words(drawn: Sequence[Drawn], per: Decimal, locale: Locale) -> str:
    """Return what a dot of a waffle stands for, and a smaller one where a number is not made of whole dots."""
    units = {mark.value.unit for mark in drawn}
    unit = units.pop() if len(units) == 1 else None
    amount = amount_words(Quantity.exact(per), unit, "exactly", locale)
    said = phrase("chart-dot-stands-for", locale).format(amount=amount)
    dots = [(mark.quantity.middle or Decimal(0)) / per for mark in drawn]
    if any(number != number.to_integral_value() for number in dots):
        said += " " + phrase("chart-dot-smaller", locale)
    return said


def _other_sides(values: Sequence[Value], facts: Facts, locale: Locale) -> Iterator[str]:
    if len(values) > _FEW:
        yield count_phrase("chart-against-many", len(values), locale)
    elif values:
        said = "; ".join(attributed_words(value, facts, locale) for value in values)
        yield phrase("chart-against", locale).format(values=said)


def _marked(events: Sequence[Event], locale: Locale) -> str:
    if len(events) > _FEW:
        said = count_phrase("chart-events", len(events), locale)
    else:
        said = "; ".join(_event_words(event, locale) for event in events)
    return phrase("chart-events-marked", locale).format(events=said)


def _event_words(event: Event, locale: Locale) -> str:
    return phrase("chart-event-of", locale).format(title=event.title, date=date_words(event.date, locale))


def _upper_first(text: str) -> str:
    """Return the text as a sentence begins."""
    return text[:1].upper() + text[1:]
