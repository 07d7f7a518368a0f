"""Rules about numbers and dates of one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from explainer.check.options import Options
from explainer.check.records import STAND_IN_DATE
from explainer.model.facts import Facts
from explainer.model.figures import Figure, Point
from explainer.problems import Problem, listed

FORMS: Final = {
    "value": ("value",),
    "low and high": ("low", "high", "best"),
    "vague": ("vague",),
    "points": ("points",),
    "derive": ("derive",),
}
"""The forms in which a figure states its number, and the fields of each."""
_NUMBERS: Final = ("value", "low", "high", "best")
_NOT_OF_DERIVED: Final = "a derived figure's sources, claimant and date come from its parts"


def figures_state_one_value(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every figure and point states its number in exactly one form (field-is-required, key-is-known)."""
    for figure in facts.figures.values():
        yield from _one_form(figure)
        for index in range(len(figure.points or ())):
            yield from _point_form(figure, index)


def _one_form(figure: Figure) -> Iterator[Problem]:
    given = {form: names for form, names in FORMS.items() if any(figure.given(name) for name in names)}
    if not given and not any(figure.written(name) for names in FORMS.values() for name in names):
        hint = f"add one of {listed(FORMS)}"
        yield figure.problem("field-is-required", f'figure "{figure.id}" has no value', hint)
    first, *others = given or [""]
    for form in others:
        name = next(name for name in given[form] if figure.given(name))
        message = f'figure "{figure.id}" has {first}, so it takes no "{name}" as well'
        yield figure.problem("key-is-known", message, "keep one of the two", at=(name,))
    if "low and high" in given and first == "low and high":
        for name in ("low", "high"):
            if not figure.written(name):
                hint = "a range has both bounds"
                yield figure.problem("field-is-required", f'the range of "{figure.id}" has no "{name}"', hint)
    if list(given) == ["derive"] and figure.given("cite"):
        message = f'figure "{figure.id}" is derived, so it takes no "cite" of its own'
        yield figure.problem("key-is-known", message, _NOT_OF_DERIVED, at=("cite",))
    if figure.given("round") and not figure.given("derive"):
        message = f'figure "{figure.id}" is not derived, so it takes no "round"'
        yield figure.problem("key-is-known", message, "write the number as the source gives it", at=("round",))


def _point_form(figure: Figure, index: int) -> Iterator[Problem]:
    where = ("points", index)
    numbers = {name for name in _NUMBERS if figure.given("points", index, name)}
    name = f'point {index + 1} of "{figure.id}"'
    if not numbers and not any(figure.written("points", index, number) for number in _NUMBERS):
        hint = "add value, or low and high"
        yield figure.problem("field-is-required", f"{name} has no value", hint, at=where)
    elif "value" in numbers and len(numbers) > 1:
        other = next(other for other in ("low", "high", "best") if other in numbers)
        message = f'{name} has value, so it takes no "{other}" as well'
        yield figure.problem("key-is-known", message, "keep one of the two", at=(*where, other))
    elif numbers and "value" not in numbers:
        for bound in ("low", "high"):
            if not figure.written("points", index, bound):
                yield figure.problem(
                    "field-is-required",
                    f'the range of {name} has no "{bound}"',
                    "a range has both bounds",
                    at=where,
                )


def values_are_possible(facts: Facts, _: Options) -> Iterator[Problem]:
    """Ranges are in order, and what is counted is not below zero (range-is-ordered, value-is-possible)."""
    for figure in facts.figures.values():
        yield from _possible(figure, figure, ())
        for index, point in enumerate(figure.points or ()):
            yield from _possible(figure, point, ("points", index))


def _possible(figure: Figure, holder: Figure | Point, path: tuple[str | int, ...]) -> Iterator[Problem]:
    low, best, high = holder.low, holder.best, holder.high
    if low is not None and high is not None and low > high:
        message = f'the range of "{figure.id}" runs from {low} down to {high}'
        yield figure.problem("range-is-ordered", message, "write the smaller number under low", at=(*path, "low"))
    elif best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        message = f'the best of "{figure.id}", {best}, lies outside its range'
        yield figure.problem("range-is-ordered", message, "best lies between low and high", at=(*path, "best"))
    unit = figure.measure
    if unit is None or not unit.is_countable:
        return
    for name in ("value", "low", "best", "high"):
        number = getattr(holder, name)
        if number is not None and number < 0:
            message = f'"{figure.id}" counts {number} {unit.name}'
            hint = "what is counted cannot be below zero; look for a slip in the sign"
            yield figure.problem("value-is-possible", message, hint, at=(*path, name))


def dates_are_possible(facts: Facts, _: Options) -> Iterator[Problem]:
    """A source is read after it is published, and a series has a date once (date-is-possible, key-is-unique)."""
    for source in facts.sources.values():
        if source.published is not None and source.accessed.is_before(source.published):
            message = (
                f'source "{source.id}" was read on {source.accessed}, before it was published on {source.published}'
            )
            yield source.problem("date-is-possible", message, "one of the two dates is wrong", at=("accessed",))
    for figure in facts.figures.values():
        seen: dict[str, int] = {}
        for index, point in enumerate(figure.points or ()):
            date = point.date.text
            if date in seen and date != STAND_IN_DATE:
                message = f'the date {date} stands in "{figure.id}" a second time (first as point {seen[date] + 1})'
                hint = "a date stands once in a series; make a second series for another claimant's numbers"
                yield figure.problem("key-is-unique", message, hint, at=("points", index, "date"))
            seen.setdefault(date, index)
