"""What a figure says: its own number, its latest point, or what its formula gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from explainer.model.dates import EdtfDate
from explainer.model.facts import Facts
from explainer.model.figures import Figure, Point
from explainer.model.quantities import Quantity, Unit, add, divide, subtract
from explainer.model.records import WEAKEST_FIRST, Citation, Status

_DEFAULT_PLACES = 1
PERCENT: Final = Unit((("other", "%"),))


class ValueProblem(ValueError):
    """Why a derived figure has no value: `code` is the problem's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One value as it is printed: a number or range, or a vague word, with all that a reader must know of it."""

    fact: str
    """The fact's id; "id:date" for a point."""
    quantity: Quantity | None
    vague: str = ""
    unit: Unit | None
    qualifier: str
    date: EdtfDate | None
    claimant: str | None
    status: Status | None
    cite: tuple[Citation, ...]


def values_of(figure: Figure) -> Iterator[Value]:
    """Yield every value that a figure states itself: one, or one a point by date; none for a derived figure."""
    if figure.points is not None:
        for point in figure.points_in_order:
            yield point_value(figure, point)
    elif figure.derive is None:
        yield Value(
            fact=figure.id,
            quantity=figure.quantity,
            vague=figure.vague or "",
            unit=figure.measure,
            qualifier=figure.qualifier or "exactly",
            date=figure.as_of,
            claimant=figure.claimant,
            status=figure.status,
            cite=figure.cite,
        )


def point_value(figure: Figure, point: Point) -> Value:
    """Return a point's value; what the point leaves open is the series'."""
    return Value(
        fact=f"{figure.id}:{point.date.text}",
        quantity=point.quantity,
        unit=figure.measure,
        qualifier=point.qualifier or figure.qualifier or "exactly",
        date=point.date,
        claimant=point.claimant or figure.claimant,
        status=point.status or figure.status,
        cite=point.cite or figure.cite,
    )


def latest_point(figure: Figure) -> Point | None:
    """Return the point whose date ends last."""
    return max(figure.points or (), key=lambda point: (point.date.latest, point.date.earliest), default=None)


def value_of(facts: Facts, figure: Figure) -> Value:
    """Return what `[@figure]` prints: its value, its latest point, or what its formula gives.

    Raise ValueProblem where a derived figure has none, or a series has no point.
    """
    if figure.derive is not None:
        return _derived(facts, figure)
    if figure.points is not None:
        point = latest_point(figure)
        if point is None:
            raise ValueProblem("field-is-required", f'the series "{figure.id}" has no point')
        return point_value(figure, point)
    return next(values_of(figure))


def parts_of(facts: Facts, figure: Figure) -> tuple[Figure, ...]:
    """Return the figures that a derived figure is computed from, in the formula's order."""
    if figure.derive is None:
        return ()
    return tuple(facts.figures[id] for id in figure.derive.figures if id in facts.figures)


def taken_values(part: Figure, operator: str) -> list[Value]:
    """Return what a formula takes of what a figure states: of a series all to a sum or count, the first and the last
    to a change, else the latest."""
    values = list(values_of(part))
    if operator in ("sum", "count") or len(values) < 2:
        return values
    return [values[0], values[-1]] if operator == "change" else [max(values, key=_recency)]


def base_values(facts: Facts, figure: Figure) -> tuple[Value, ...]:
    """Return all stated values that a figure rests on in the end, in the formula's order, each once.

    Of a series that stands in a formula these are the values that the formula takes, and no others.
    """
    found: dict[str, Value] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(figure, "")]
    while waiting:
        current, operator = waiting.pop()
        if (current.id, operator) in seen:
            continue
        seen.add((current.id, operator))
        if current.derive is None:
            taken = taken_values(current, operator) if operator else values_of(current)
            found |= {value.fact: value for value in taken}
        elif current.derive.operators:
            waiting += [(part, current.derive.operator) for part in reversed(parts_of(facts, current))]
    return tuple(found.values())


def _derived(facts: Facts, figure: Figure) -> Value:
    """Return what a formula gives, its parts first; every figure is computed once, and no depth is too deep."""
    computed = facts.computed
    entered: set[str] = set()
    waiting = [figure]
    while waiting:
        current = waiting[-1]
        if current.id in computed:
            waiting.pop()
            continue
        parts = [part for part in parts_of(facts, current) if part.derive is not None and part.id not in computed]
        if any(part.id in entered or part.id == current.id for part in parts):
            computed[current.id] = ValueProblem("no-cycle", f'"{current.id}" is computed from itself')
        elif parts:
            entered.add(current.id)
            waiting += parts
        else:
            computed[current.id] = _computed(facts, current)
    result = computed[figure.id]
    if isinstance(result, ValueProblem):
        raise ValueProblem(result.code, str(result))
    return result


def _computed(facts: Facts, figure: Figure) -> Value | ValueProblem:
    """Return what the formula gives; all derived figures among its parts are computed before."""
    try:
        return _apply(facts, figure)
    except ValueProblem as problem:
        return ValueProblem(problem.code, str(problem))
    except ArithmeticError:
        return ValueProblem("value-is-possible", "the result has more digits than can be computed with")


def _apply(facts: Facts, figure: Figure) -> Value:
    assert figure.derive is not None
    if not figure.derive.operators:
        raise ValueProblem("field-is-required", f'the formula of "{figure.id}" has no operator')
    operator = figure.derive.operator
    values = [value for part in parts_of(facts, figure) for value in _inputs(facts, part, operator)]
    if not values:
        raise ValueProblem("field-is-required", f'"{figure.id}" is computed from no value')
    if operator == "latest":
        newest = max(values, key=_recency)
        return replace(newest, fact=figure.id)
    if operator == "count":
        quantity = Quantity.exact(Decimal(len(values)))
    else:
        quantity = _compute(operator, [_known(value) for value in values])
    unit = figure.measure or (PERCENT if operator == "share" else None)
    if unit is None and operator in ("sum", "difference", "change"):
        unit = values[0].unit
    return Value(
        fact=figure.id,
        quantity=_rounded(figure, quantity),
        unit=unit,
        qualifier=figure.qualifier or result_qualifier(operator, (value.qualifier for value in values)),
        date=figure.as_of or _last_date(values),
        claimant=figure.claimant,
        status=figure.status or _weakest(values),
        cite=(),
    )


def _inputs(facts: Facts, part: Figure, operator: str) -> list[Value]:
    """Return what one part gives to a formula: all of its values to a sum, its first and last to a change."""
    if part.derive is not None:
        result = facts.computed[part.id]
        if isinstance(result, ValueProblem):
            raise ValueProblem(result.code, str(result))
        return [result]
    return taken_values(part, operator)


def _known(value: Value) -> Quantity:
    if value.quantity is None:
        raise ValueProblem("value-is-possible", f'"{value.fact}" is a vague number and cannot be computed with')
    return value.quantity


def _compute(operator: str, values: list[Quantity]) -> Quantity:
    if operator == "sum":
        return add(values)
    if operator == "change" and len(values) < 2:
        raise ValueProblem("value-is-possible", "a change is between two values, and there is one")
    if operator in ("difference", "change"):
        first, *others = values if operator == "difference" else [values[-1], values[0]]
        return subtract(first, add(others)) if others else first
    if len(values) != 2:
        raise ValueProblem("field-is-required", f"a {operator} is computed from two numbers")
    try:
        return divide(values[0], values[1], 100 if operator == "share" else 1)
    except ZeroDivisionError:
        raise ValueProblem("value-is-possible", "it is divided by a number that is or may be zero") from None


def _rounded(figure: Figure, quantity: Quantity) -> Quantity:
    places = rounding_of(figure)
    return quantity if places is None else quantity.rounded(places)


def rounding_of(figure: Figure) -> int | None:
    """Return the decimals that a derived figure is rounded to; None where its value is exact as it is."""
    if figure.derive is None:
        return None
    stated = figure.round if figure.round is not None else figure.derive.round
    if stated is None and figure.derive.operator in ("ratio", "share"):
        return _DEFAULT_PLACES
    return stated


def _recency(value: Value) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    nothing = (0, 0, 0, 0)
    return (value.date.latest, value.date.earliest) if value.date else (nothing, nothing)


def _last_date(values: list[Value]) -> EdtfDate | None:
    dated = [value for value in values if value.date is not None]
    return max(dated, key=_recency).date if dated else None


def _weakest(values: list[Value]) -> Status | None:
    """Return the weakest status among the parts; where some have none, they count as claimed."""
    if all(value.status is None for value in values):
        return None
    statuses = {value.status or "claimed" for value in values}
    return next(status for status in WEAKEST_FIRST if status in statuses)


def result_qualifier(operator: str, qualifiers: Iterable[str]) -> str:
    """Return how exact a result is: as its parts are where all agree and are only added, about where they are not."""
    loose = {*qualifiers} - {"exactly"}
    if not loose or operator == "count":
        return "exactly"
    return loose.pop() if len(loose) == 1 and operator == "sum" else "about"
