"""What a chart draws: values in order, what is computed of them, and what another side says of the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from itertools import count
from typing import Final

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart, Event
from explainer.model.quantities import Quantity, add, divide
from explainer.model.values import PERCENT, Value, ValueProblem, result_qualifier, value_of, values_of

STRIP: Final = "timeline-strip"
"""The kind of chart that draws events, and no figures."""
USUAL_DOTS: Final = 200
"""A waffle that does not say what a dot stands for has this many dots at most."""
_PLACES: Final = 1
_FINE_PLACES: Final = 6
# The kinds whose marks stand for single values, so that another side's value can stand beside one.
_COMPARING: Final = frozenset(
    ("bar", "grouped-bar", "diverging-bar", "line", "step", "dot", "range", "small-multiples")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One mark of a chart: a value of a figure."""

    figure: Figure
    value: Value
    """What the fact says; its quantity is known."""
    computed: Value | None = None
    """What is printed in its place: the running total, or the share of the whole, rounded to one decimal."""
    extent: Quantity | None = None
    """What is drawn in its place: the same, finer than it is printed."""
    disputed: bool = False
    """Whether somebody says otherwise."""
    against: str = ""
    """The fact that it contradicts: another side's value, which no figure of the chart has."""

    @property
    def quantity(self) -> Quantity:
        """The number or range of the value."""
        assert self.value.quantity is not None
        return self.value.quantity


def chart_figures(chart: Chart, facts: Facts) -> list[Figure]:
    """Return the figures that a chart draws, in its order."""
    return [facts.figures[id] for id in dict.fromkeys(chart.figures) if id in facts.figures]


def chart_events(chart: Chart, facts: Facts) -> list[Event]:
    """Return the events that a chart shows: those that it names in its order, those of a strip by date."""
    if chart.kind != STRIP:
        return [facts.events[id] for id in dict.fromkeys(chart.events) if id in facts.events]
    ids, kinds = {*chart.events}, {*chart.event_kinds}
    return [event for event in facts.events_in_order if event.id in ids or event.kind in kinds]


def figure_values(figure: Figure, facts: Facts, *, latest: bool = False) -> list[Value]:
    """Return the values of a figure that can be drawn, by date, or the latest alone; a vague one has none."""
    try:
        single = latest or figure.derive is not None
        values = [value_of(facts, figure)] if single else list(values_of(figure))
    except ValueProblem:
        return []
    return [value for value in values if value.quantity is not None]


def drawn_values(chart: Chart, facts: Facts) -> list[Drawn]:
    """Return a chart's marks: the values of its figures, in its order and by date; none of a strip, which has events.

    A value that another side contradicts is followed by the other side's, where the kind has a place for it.
    """
    if chart.kind == STRIP:
        return []
    figures = chart_figures(chart, facts)
    if chart.kind == "cumulative":
        found = [drawn for figure in figures for drawn in _running_totals(figure, facts)]
    elif chart.kind == "share":
        found = _shares(figures, facts)
    else:
        latest = chart.kind == "waffle"
        found = [
            Drawn(figure=figure, value=value)
            for figure in figures
            for value in figure_values(figure, facts, latest=latest)
        ]
    return _with_other_sides(chart, found, facts)


def dots_per(chart: Chart, drawn: Sequence[Drawn]) -> Decimal | None:
    """Return how many one dot of a waffle stands for: as stated, or 1, 2 or 5 and zeros; None of another chart."""
    if chart.kind != "waffle":
        return None
    if chart.per is not None:
        return chart.per
    return usual_per([mark.quantity.middle or Decimal(0) for mark in drawn], USUAL_DOTS)


def usual_per(numbers: Sequence[Decimal], most: int) -> Decimal:
    """Return the smallest of 1, 2, 5, 10 and so on that gives so many dots at most; with decimals, of 0.1 and so on."""
    places = max((max(0, -int(number.as_tuple().exponent)) for number in numbers), default=0)
    return next(per for per in _round_numbers(-places) if dots_of(numbers, per) <= most)


def dots_of(numbers: Sequence[Decimal], per: Decimal) -> Decimal:
    """Return how many dots numbers make, begun ones among them."""
    return sum(((number / per).to_integral_value(ROUND_CEILING) for number in numbers), Decimal(0))


def _round_numbers(exponent: int) -> Iterator[Decimal]:
    """Yield 1, 2, 5, 10, 20, 50 and so on, times ten to the `exponent`."""
    for power in count(exponent):
        # Written out, since 1E+2 is how no page has it.
        yield from (Decimal(f"{Decimal(digit).scaleb(power):f}") for digit in (1, 2, 5))


def _running_totals(figure: Figure, facts: Facts) -> Iterator[Drawn]:
    total: Quantity | None = None
    qualifiers: set[str] = set()
    for value in figure_values(figure, facts):
        assert value.quantity is not None
        total = value.quantity if total is None else add((total, value.quantity))
        qualifiers.add(value.qualifier)
        computed = replace(value, quantity=total, qualifier=result_qualifier("sum", qualifiers))
        yield Drawn(figure=figure, value=value, computed=computed, extent=total)


def _shares(figures: Sequence[Figure], facts: Facts) -> list[Drawn]:
    """Return every value as its share of the whole: of all values of its date in series, else of all values."""
    values = [(figure, value) for figure in figures for value in figure_values(figure, facts)]
    wholes: dict[str, list[Value]] = {}
    for figure, value in values:
        wholes.setdefault(_whole_of(figure, value), []).append(value)
    sums = {name: add([_middle(value) for value in parts]) for name, parts in wholes.items()}
    qualifiers = {name: _share_qualifier(parts) for name, parts in wholes.items()}
    found = []
    for figure, value in values:
        name = _whole_of(figure, value)
        if sums[name].low <= 0:
            continue  # The check tells that nothing has no shares.
        share = divide(_middle(value), sums[name], 100)
        computed = replace(value, quantity=share.rounded(_PLACES), unit=PERCENT, qualifier=qualifiers[name])
        found.append(Drawn(figure=figure, value=value, computed=computed, extent=Quantity.exact(_fine(share.low))))
    return found


def _fine(value: Decimal) -> Decimal:
    """Return a share with decimals enough for any picture, and no zeros at their end."""
    rounded = Quantity.exact(value).rounded(_FINE_PLACES).low
    return Decimal(f"{rounded:f}".rstrip("0").rstrip("."))


def _whole_of(figure: Figure, value: Value) -> str:
    """Return the name of the whole that a value is a part of."""
    return value.date.text if figure.points is not None and value.date is not None else ""


def _middle(value: Value) -> Quantity:
    """Return the one number that stands for a value; the check tells of a range that has none."""
    middle = value.quantity.middle if value.quantity is not None else None
    return Quantity.exact(middle if middle is not None else Decimal(0))


def _share_qualifier(parts: Sequence[Value]) -> str:
    is_range = any(part.quantity is not None and part.quantity.is_range for part in parts)
    return "about" if is_range else result_qualifier("share", (part.qualifier for part in parts))


def _with_other_sides(chart: Chart, drawn: Sequence[Drawn], facts: Facts) -> list[Drawn]:
    """Return the marks, the disputed ones marked, and with what other sides say where the chart shows that."""
    own = {mark.value.fact for mark in drawn}
    figures = {mark.figure.id: mark.figure for mark in drawn}
    others = {id: values_against(figure, facts) for id, figure in figures.items()}
    shows = chart.draw is None and chart.kind in _COMPARING
    found = []
    for mark in drawn:
        against = others[mark.figure.id].get(mark.value.fact, ())
        disputed = bool(against) or _is_disputed(mark.figure, mark.value, facts)
        found.append(replace(mark, disputed=disputed) if disputed else mark)
        for figure, value in against if shows else ():
            if figure.id not in figures and value.fact not in own:
                own.add(value.fact)
                found.append(Drawn(figure=figure, value=value, disputed=True, against=mark.value.fact))
    return found


def _is_disputed(figure: Figure, value: Value, facts: Facts) -> bool:
    return value.status == "disputed" or figure.id in facts.disputes_by_figure


def values_against(figure: Figure, facts: Facts) -> Mapping[str, Sequence[tuple[Figure, Value]]]:
    """Return by fact what contradicts a figure's values: another side's value of the same date that is not the same.

    Another figure counts the same if both are sides of one dispute, or if its unit and `counts` are the same and both
    say the same of most dates: what a scope leaves unsaid (given or received) would make a contradiction of two truths.
    """
    found: dict[str, list[tuple[Figure, Value]]] = {}
    own = _by_date(figure)
    for other in _rivals(figure, facts):
        theirs = _by_date(other)
        shared = [date for date in own if date in theirs]
        differing = [date for date in shared if own[date].quantity != theirs[date].quantity]
        if 2 * len(differing) < len(shared) or _in_one_dispute(figure, other, facts):
            for date in differing:
                if _sides_differ(own[date], theirs[date], facts):
                    found.setdefault(own[date].fact, []).append((other, theirs[date]))
    return found


def _rivals(figure: Figure, facts: Facts) -> list[Figure]:
    """Return the other figures that may count the same: of the same scope, or in a dispute with this one."""
    unit = figure.measure.name if figure.measure else ""
    known = {other.id: other for other in facts.figures_by_scope.get((unit, figure.scope), ())}
    for dispute in facts.disputes_by_figure.get(figure.id, ()):
        for side in dispute.sides:
            other = facts.figures.get(side.figure or "")
            if other is not None and (other.measure.name if other.measure else "") == unit:
                known[other.id] = other
    return [other for other in known.values() if other.id != figure.id and figure.derive is None]


def _by_date(figure: Figure) -> dict[str, Value]:
    return {value.date.text: value for value in values_of(figure) if value.date and value.quantity is not None}


def _in_one_dispute(figure: Figure, other: Figure, facts: Facts) -> bool:
    ids = {dispute.id for dispute in facts.disputes_by_figure.get(other.id, ())}
    return any(dispute.id in ids for dispute in facts.disputes_by_figure.get(figure.id, ()))


def _sides_differ(value: Value, other: Value, facts: Facts) -> bool:
    actors = [facts.actors.get(claimant or "") for claimant in (value.claimant, other.claimant)]
    sides = {actor.side for actor in actors if actor is not None and actor.side}
    return len(sides) == 2
