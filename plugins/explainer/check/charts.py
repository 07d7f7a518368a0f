"""Rules about charts: what each kind needs, so that every value that it names can be drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from explainer.check.comparisons import figures_agree
from explainer.check.options import Options
from explainer.check.prose import kinds_of
from explainer.model.dates import EdtfDate
from explainer.model.drawn import (
    STRIP,
    Drawn,
    chart_events,
    chart_figures,
    dots_of,
    dots_per,
    drawn_values,
    figure_values,
    usual_per,
)
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart, chart_kinds
from explainer.problems import Problem, listed, nearest

_MAX_DOTS: Final = 2000
_YEARS: Final = (1, 9999)  # What calendars of pictures know.
_DRAW: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")
# Kinds that compare figures, and the kind that draws one alone.
_OF_SEVERAL: Final = {"grouped-bar": "bar", "diverging-bar": "bar", "share": "bar", "small-multiples": "line"}
_IN_TIME: Final = frozenset({"line", "step", "cumulative", "small-multiples"})
"""Kinds in which every value has its place in time."""
_ON_SCALE: Final = _IN_TIME | {"dot", "range", STRIP}
"""Kinds in which time has a scale, so that a date has to have both of its ends."""


def charts_are_complete(facts: Facts, options: Options) -> Iterator[Problem]:
    """Every chart has a kind or a function that draws it, and the fields of its kind and no others.

    (field-is-required, file-is-inside, key-is-known, key-is-unique, reference-resolves.)
    """
    for chart in facts.charts.values():
        if chart.draw is not None:
            yield from _function(chart, options)
        elif not chart.written("kind"):
            hint = f"add kind: and one of {listed(chart_kinds())}"
            yield chart.problem("field-is-required", f'chart "{chart.id}" has no kind', hint)
        yield from _contents(chart)
        yield from _misplaced(chart)
        yield from _named_twice(chart)
        yield from _unknown_kinds(chart, facts)


def _contents(chart: Chart) -> Iterator[Problem]:
    if chart.kind == STRIP:
        if _is_empty(chart, "events") and _is_empty(chart, "event_kinds"):
            hint = "add event_kinds: and kinds of events, or events: and their ids"
            at = next((name for name in ("event_kinds", "events") if chart.written(name)), "")
            message = f'chart "{chart.id}" has no events'
            yield chart.problem("field-is-required", message, hint, at=(at,) if at else ())
        return
    if chart.kind is None and chart.written("kind") and (chart.events or chart.event_kinds):
        return  # Whether it was to have figures, nobody knows.
    if _is_empty(chart, "figures"):
        hint = "add figures: and the ids of what is drawn"
        yield chart.problem("field-is-required", f'chart "{chart.id}" has no figures', hint, at=("figures",))
    elif chart.kind in _OF_SEVERAL and len({*chart.figures}) == 1:
        message = f'chart "{chart.id}" is of the kind {chart.kind}, and draws one figure'
        hint = f"it takes two or more; one figure is drawn by kind: {_OF_SEVERAL[chart.kind]}"
        yield chart.problem("field-is-required", message, hint, at=("figures",))


def _is_empty(chart: Chart, name: str) -> bool:
    """Return whether a list is not there, or there and empty; of one with nothing after its name that is told."""
    return not chart.written(name) or (chart.given(name) and not chart.has_items(name))


def _misplaced(chart: Chart) -> Iterator[Problem]:
    """Yield a problem for every field that means nothing to the chart's kind."""
    if chart.kind is None and chart.written("kind"):
        return  # What kind it was to be, nobody knows.
    of_kind = {"per": ("waffle", "delete it"), "event_kinds": (STRIP, "name the events under events:")}
    for name, (kind, otherwise) in of_kind.items():
        if chart.given(name) and chart.kind != kind:
            message = f'chart "{chart.id}" is no {kind}, so it takes no "{name}"'
            yield chart.problem("key-is-known", message, f"make it kind: {kind}, or {otherwise}", at=(name,))
    for name in ("figures", "mixed") if chart.kind == STRIP else ():
        if chart.given(name):
            message = f'chart "{chart.id}" is a {STRIP}, which draws events, so it takes no "{name}"'
            yield chart.problem("key-is-known", message, "delete it, or make it another kind", at=(name,))
    if chart.kind == "waffle" and chart.given("events"):
        message = f'chart "{chart.id}" is a waffle, which has no place for events, so it takes no "events"'
        yield chart.problem("key-is-known", message, "delete it, or make it another kind", at=("events",))


def _named_twice(chart: Chart) -> Iterator[Problem]:
    names: dict[str, Sequence[str]] = {
        "figures": chart.figures,
        "events": chart.events,
        "event_kinds": chart.event_kinds,
    }
    for name, ids in names.items():
        seen: set[str] = set()
        for index, id in enumerate(ids):
            if id in seen:
                message = f'chart "{chart.id}" names "{id}" a second time'
                yield chart.problem("key-is-unique", message, "delete one of the two", at=(name, index))
            seen.add(id)


def _unknown_kinds(chart: Chart, facts: Facts) -> Iterator[Problem]:
    known = sorted(kinds_of("events", facts))
    for index, kind in enumerate(chart.event_kinds):
        if kind not in known and not facts.unread.issuperset(kind.split()):
            message = f'"{chart.id}" names the kind of events "{kind}", which no event has'
            hint = nearest(kind, known, f"there are {listed(known)}" if known else "give the events a kind:")
            yield chart.problem("reference-resolves", message, hint, at=("event_kinds", index))


def _function(chart: Chart, options: Options) -> Iterator[Problem]:
    assert chart.draw is not None
    if not _DRAW.fullmatch(chart.draw):
        hint = "write module:function, as charts:draw_losses"
        yield chart.problem("type-matches", f'"{chart.draw}" does not name a function', hint, at=("draw",))
        return
    module = chart.draw.split(":")[0].replace(".", "/")
    if not any((options.root / name).is_file() for name in (f"{module}.py", f"{module}/__init__.py")):
        message = (
            f'chart "{chart.id}" is drawn by "{chart.draw}", and there is no file {module}.py in the site\'s folder'
        )
        yield chart.problem("file-is-inside", message, "put the module beside mkdocs.yml", at=("draw",))


def charts_can_be_drawn(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every chart has numbers of one unit and scope, of which its kind can make a picture (of sound facts)."""
    for chart in facts.charts.values():
        figures = chart_figures(chart, facts)
        numbers = [figure for figure in figures if figure_values(figure, facts)]
        yield from _without_number(chart, [figure for figure in figures if not figure_values(figure, facts)])
        yield from figures_agree(chart, numbers, facts, ("figures",))
        yield from _open_dates(chart, facts)
        if len(numbers) == len(figures) and chart.kind is not None:
            drawn = [mark for mark in drawn_values(chart, facts) if not mark.against]
            yield from _events_have_a_place(chart, drawn)
            for rule in _RULES_OF_KINDS.get(chart.kind, ()):
                yield from rule(chart, figures, facts)


_Rule = Callable[[Chart, Sequence[Figure], Facts], Iterator[Problem]]
"""Takes a chart and its figures, each of which has a number."""


def _impossible(chart: Chart, figure: Figure, message: str, hint: str) -> Problem:
    """Return the problem that a figure cannot be drawn in a chart, at its id there."""
    return chart.problem(
        "value-is-possible", f'chart "{chart.id}" {message}', hint, at=("figures", chart.figures.index(figure.id))
    )


def _without_number(chart: Chart, figures: Sequence[Figure]) -> Iterator[Problem]:
    for figure in figures:
        what = "is a vague number" if figure.vague is not None else "has no number"
        yield _impossible(chart, figure, f'draws "{figure.id}", which {what}', "leave it out")


def _open_dates(chart: Chart, facts: Facts) -> Iterator[Problem]:
    """Yield a problem for every date that no scale of time could show."""
    if chart.kind not in _ON_SCALE:
        return
    dated: list[tuple[str, tuple[str | int, ...], EdtfDate | None]] = [
        (value.fact, ("figures", chart.figures.index(figure.id)), value.date)
        for figure in chart_figures(chart, facts)
        for value in figure_values(figure, facts)
    ]
    for event in chart_events(chart, facts):
        is_named = event.id in chart.events
        dated.append((event.id, ("events", chart.events.index(event.id)) if is_named else ("event_kinds",), event.date))
    for fact, at, date in dated:
        lack = "" if date is None else _lack(date)
        if lack:
            message = f'chart "{chart.id}" draws "{fact}", whose date {date} {lack}'
            yield chart.problem(
                "value-is-possible", message, "leave it out, or write the date as far as it is known", at=at
            )


def _lack(date: EdtfDate) -> str:
    """Return what a date has not that a scale of time needs, or nothing."""
    if date.is_interval and not (date.start and date.end):
        return f"has no {'end' if date.start else 'start'}"
    is_within = date.earliest[0] >= _YEARS[0] and date.latest[0] <= _YEARS[1]
    return "" if is_within else f"lies outside the years {_YEARS[0]} to {_YEARS[1]}"


def _events_have_a_place(chart: Chart, drawn: Sequence[Drawn]) -> Iterator[Problem]:
    parts_of_one = chart.kind == "share" and all(mark.figure.points is None for mark in drawn)
    undated = next((mark.value.fact for mark in drawn if mark.value.date is None), "")
    if chart.kind in ("waffle", STRIP) or chart.draw is not None or not chart.events or not (undated or parts_of_one):
        return
    why = "draws the parts of one whole" if parts_of_one else f'draws "{undated}", which has no date'
    message = f'chart "{chart.id}" {why}, so there is no place for its events'
    yield chart.problem("key-is-known", message, "delete events:, or draw values with dates", at=("events",))


def _have_dates(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    for figure in figures:
        if any(value.date is None for value in figure_values(figure, facts)):
            message = f'chart "{chart.id}" is of the kind {chart.kind}, and "{figure.id}" has no date'
            hint = "add as_of: to the figure, or make the chart kind: bar"
            at = ("figures", chart.figures.index(figure.id))
            yield chart.problem("field-is-required", message, hint, at=at)


def _can_be_added_up(chart: Chart, figures: Sequence[Figure], _: Facts) -> Iterator[Problem]:
    for figure in figures:
        if figure.derive is not None:
            hint = "name the series that it is computed from"
            yield _impossible(chart, figure, f'adds up "{figure.id}", which is computed', hint)


def _are_no_percentages(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    for figure in figures:
        if any(value.unit is not None and value.unit.is_percent for value in figure_values(figure, facts)):
            hint = "name the figures that the percentages are of"
            yield _impossible(chart, figure, f'adds up "{figure.id}", which is a percentage', hint)


def _are_not_negative(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    for figure in figures:
        for value in figure_values(figure, facts, latest=chart.kind == "waffle"):
            if value.quantity is not None and value.quantity.low < 0:
                message = f'is of the kind {chart.kind}, and "{value.fact}" is below zero'
                yield _impossible(chart, figure, message, "make it kind: bar, or leave the figure out")
                break


def _are_one_number(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    for figure in figures:
        for value in figure_values(figure, facts, latest=chart.kind == "waffle"):
            if value.quantity is not None and value.quantity.middle is None:
                message = f'is of the kind {chart.kind}, and "{value.fact}" is a range without a likeliest number'
                yield _impossible(chart, figure, message, "add best: to the range, or make the chart kind: range")
                break


def _some_are_ranges(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    values = [value for figure in figures for value in figure_values(figure, facts)]
    if not any(value.quantity is not None and value.quantity.is_range for value in values):
        message = f'chart "{chart.id}" is of the kind range, and none of its values is a range'
        yield chart.problem("value-is-possible", message, "make it kind: dot", at=("kind",))


def _diverge(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    """Yield a problem unless the figures are two, or are claimed by two sides."""
    if len(figures) == 2:
        return
    claimants = {value.claimant or "" for figure in figures for value in figure_values(figure, facts)}
    actors = [facts.actors.get(claimant) for claimant in sorted(claimants)]
    sides = {actor.side or "" if actor else "" for actor in actors}
    if len(sides) != 2 or "" in sides:
        found = f"are of {len(sides)} side{'s' * (len(sides) != 1)}"
        found = "do not all have a claimant with a side" if "" in sides else found
        message = f'chart "{chart.id}" is of the kind diverging-bar, and draws {len(figures)} figures that {found}'
        hint = "it takes two figures, or figures that are claimed by two sides; or make it kind: grouped-bar"
        yield chart.problem("field-is-required", message, hint, at=("figures",))


def _are_parts(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    """Yield a problem unless all figures are single numbers, or series of the same dates, and make something."""
    series = [figure for figure in figures if figure.points is not None]
    if series and len(series) < len(figures):
        single = next(figure for figure in figures if figure.points is None)
        message = f'draws shares of "{series[0].id}", which is a series, and "{single.id}", which is not'
        yield _impossible(chart, single, message, "name series alone, or single numbers alone")
        return
    dates = [{value.date.text: value for value in figure_values(figure, facts) if value.date} for figure in series]
    every = {date: None for of_figure in dates for date in of_figure}
    for figure, of_figure in zip(series, dates, strict=True):
        lacking = [date for date in every if date not in of_figure]
        if lacking:
            message = f'draws shares of {lacking[0]}, and "{figure.id}" has no value of that date'
            yield _impossible(chart, figure, message, "add the point, or make the chart kind: grouped-bar")
    if not any(len(of_figure) < len(every) for of_figure in dates):
        yield from _make_something(chart, figures, facts)


def _make_something(chart: Chart, figures: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    """Yield a problem for the first whole of which all parts are zero."""
    are_zero: dict[str, bool] = {}
    for figure in figures:
        for value in figure_values(figure, facts, latest=chart.kind == "waffle"):
            date = value.date.text if value.date and figure.points is not None and chart.kind == "share" else ""
            are_zero[date] = are_zero.get(date, True) and value.quantity is not None and value.quantity.high == 0
    empty = next((date for date, is_zero in are_zero.items() if is_zero), None)
    if empty is not None:
        when = f" of {empty}" if empty else ""
        message = f'chart "{chart.id}" is of the kind {chart.kind}, and all of its numbers{when} are zero'
        yield chart.problem("value-is-possible", message, "make it kind: bar", at=("figures",))


def _dots_can_be_counted(chart: Chart, _: Sequence[Figure], facts: Facts) -> Iterator[Problem]:
    if chart.per is not None and chart.per <= 0:
        message = f'one dot of chart "{chart.id}" stands for {chart.per}'
        yield chart.problem("value-is-possible", message, "write a number above zero", at=("per",))
        return
    marks = drawn_values(chart, facts)
    per = dots_per(chart, marks)
    middles = [middle for mark in marks if (middle := mark.quantity.middle) is not None]
    if per is None or len(middles) < len(marks) or any(middle < 0 for middle in middles):
        return
    dots = dots_of(middles, per)
    if dots > _MAX_DOTS:
        message = f'chart "{chart.id}" would have {dots:,.0f} dots; the limit is {_MAX_DOTS:,}'
        hint = f"write per: {usual_per(middles, _MAX_DOTS)} or more"
        yield chart.problem("value-is-possible", message, hint, at=("per",))


_RULES_OF_KINDS: Final[dict[str, tuple[_Rule, ...]]] = {
    **dict.fromkeys(_IN_TIME, (_have_dates,)),
    "cumulative": (_have_dates, _can_be_added_up, _are_no_percentages),
    "diverging-bar": (_diverge, _are_not_negative),
    "range": (_some_are_ranges,),
    "share": (_are_no_percentages, _are_not_negative, _are_one_number, _are_parts),
    "waffle": (_are_not_negative, _are_one_number, _dots_can_be_counted, _make_something),
}
