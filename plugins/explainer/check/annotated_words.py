"""Rules about words that a figure annotates: what they say of its number agrees with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.quantities import Quantity, Unit
from explainer.model.values import Value, ValueProblem, value_of, values_of
from explainer.problems import Problem, listed
from explainer.prose.pages import Mention
from explainer.reading import read_numbers, unit_scale


def words_problems(mention: Mention, facts: Facts, language: str) -> Iterator[Problem]:
    """Return a problem for every number, in digits or words, that is none of the figure's (text-agrees-with-figure).

    Dates, times, years, ordinals, fractions, "one" and names with a number in them are left alone.
    """
    figures = [(reference, facts.figures.get(reference.id)) for reference in mention.references]
    if not mention.words or any(figure is None for _, figure in figures):
        return
    values = [value for reference, figure in figures if figure for value in _values(figure, reference.date, facts)]
    known = {
        number for value in values if value.quantity for number in numbers_of(value.quantity, value.unit, language)
    }
    if not known:
        return
    for number in read_numbers(mention.words, language):
        if number.kind in ("cardinal", "percent") and not {number.low, number.high} <= known:
            ids = listed(f'"{reference.fact}"' for reference, _ in figures)
            message = f'"{number.text}" in "{mention.words}" contradicts {ids}, which is {_said(values)}'
            hint = f"write [@{mention.references[0].fact}], which prints the number as it is, or correct the words"
            yield Problem(mention.where, "text-agrees-with-figure", message, hint)


def _values(figure: Figure, date: str, facts: Facts) -> list[Value]:
    """Return what words may say of a figure: its value, or any point's where no point is named."""
    if date or figure.points is not None:
        return [value for value in values_of(figure) if not date or value.fact == f"{figure.id}:{date}"]
    try:
        return [value_of(facts, figure)]
    except ValueProblem:
        return []


def numbers_of(quantity: Quantity, unit: Unit | None, language: str) -> set[Decimal]:
    """Return the numbers that words may say of a value: "5" in million tonnes is also 5 million."""
    scale = unit_scale(unit.name, language) if unit else Decimal(1)
    numbers = {quantity.low, quantity.high, *([quantity.best] if quantity.best is not None else [])}
    return numbers | {number * scale for number in numbers}


def _said(values: list[Value]) -> str:
    quantities = [value.quantity for value in values if value.quantity]
    numbers = dict.fromkeys(number for quantity in quantities for number in (quantity.low, quantity.high))
    return listed(f"{number:f}" for number in list(numbers)[:6])
