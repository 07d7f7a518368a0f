"""Figures: numbers with their unit, series of them, and formulas over them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator

from explainer.model.fields import (
    DateField,
    Id,
    IdList,
    Number,
    PointsHint,
    Rounding,
    Text,
    TextList,
    UnitHint,
    Vague,
    as_unit,
)
from explainer.model.quantities import Quantity, Unit
from explainer.model.records import Citations, Fact, Record, Status

Qualifier = Literal["exactly", "about", "nearly", "more than", "at least", "up to", "less than"]


class UnitForms(Record):
    """A unit's plural forms by CLDR's names; a unit written as one word has `other` alone."""

    zero: Text | None = None
    """For numbers that the language treats as zero (Latvian, Arabic)."""
    one: Text | None = None
    """In the singular, for 1 and what the language treats like it."""
    two: Text | None = None
    """For two, in languages that have a dual."""
    few: Text | None = None
    """For a few: 2 to 4 in Ukrainian."""
    many: Text | None = None
    """For many: 5 and more in Ukrainian."""
    other: Text
    """For every other number; the only form that every unit has."""


class Point(Record):
    """One dated value of a series."""

    date: DateField
    """The day, month, year or span that the value is of."""
    value: Number | None = None
    """The number, where it is one number."""
    low: Number | None = None
    """The lower bound of a range."""
    high: Number | None = None
    """The upper bound of a range."""
    best: Number | None = None
    """The likeliest number within a range."""
    claimant: Id | None = None
    """Who says this one, where it is not the series' claimant."""
    status: Status | None = None
    """How sure this one is, where it is not the series' status."""
    qualifier: Qualifier | None = None
    """How exactly the source gives this one, where it is not the series' qualifier."""
    cite: Citations = ()
    """The point's own sources."""
    note: Text | None = None
    """What a reader should know of this point."""

    @property
    def quantity(self) -> Quantity | None:
        """The number or range."""
        return _quantity(self.value, self.low, self.high, self.best)


Operator = Literal["sum", "difference", "ratio", "share", "count", "latest", "change"]


class Derivation(Record):
    """How a figure is computed: one operator over figure ids."""

    sum: IdList | None = None
    """Adds all values, of a series all points."""
    difference: IdList | None = None
    """The first minus the others."""
    ratio: IdList | None = None
    """The first over the second."""
    share: IdList | None = None
    """The first as a percentage of the second."""
    count: IdList | None = None
    """How many values there are: points of series, one for a single figure."""
    latest: IdList | None = None
    """The value with the latest date."""
    change: IdList | None = None
    """From the first to the last value: of a series its first and last point."""
    round: Rounding | None = None
    """Decimals to round to; -2 rounds to hundreds."""

    @property
    def operators(self) -> tuple[Operator, ...]:
        """The operators that are given; a sound derivation has one."""
        names: tuple[Operator, ...] = ("sum", "difference", "ratio", "share", "count", "latest", "change")
        return tuple(name for name in names if getattr(self, name) is not None)

    @property
    def operator(self) -> Operator:
        """The operator."""
        return self.operators[0]

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that it is computed from, in order."""
        parts: tuple[str, ...] = getattr(self, self.operator) if self.operators else ()
        return parts


class Correction(Record):
    """A change of what was published."""

    date: DateField
    """When it was corrected."""
    was: Text
    """What stood there before."""
    why: Text
    """Why it was changed."""


class Figure(Fact):
    """A number with unit, date, claimant and evidence, or a dated series of them."""

    kind_name = "figures"
    label: Text
    """What the number is of, as a heading."""
    value: Number | None = None
    """The number, where it is one number."""
    low: Number | None = None
    """The lower bound of a range."""
    high: Number | None = None
    """The upper bound of a range."""
    best: Number | None = None
    """The likeliest number within a range."""
    vague: Vague | None = None
    """A word of quantity as the source gives it (dozens): printed as it is, never added, compared or drawn."""
    points: Annotated[tuple[Point, ...], PointsHint] | None = None
    """A series' dated values, or the name of a CSV file beside the YAML that holds them."""
    derive: Derivation | None = None
    """The formula, where the figure is computed from others."""
    round: Rounding | None = None
    """Decimals that a derived figure is rounded to; -2 rounds to hundreds."""
    unit: Annotated[UnitForms, BeforeValidator(as_unit), UnitHint] | None = None
    """What is counted: a word, CLDR plural forms, "%" or an ISO 4217 currency."""
    qualifier: Qualifier | None = None
    """How exactly the source gives the number; exactly where nothing is said."""
    as_of: DateField | None = None
    """The date that the number is of."""
    claimant: Id | None = None
    """Id of the actor who says it."""
    status: Status | None = None
    """How sure it is."""
    counts: Text | None = None
    """What is counted, over which area and time, and how."""
    mixed: Text | None = None
    """Why figures of unlike unit or scope may be computed together here."""
    cite: Citations = ()
    """The sources."""
    review_by: DateField | None = None
    """When an editor should look at it again."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected, when and why."""
    tags: TextList = ()
    """Free words to select it by."""
    note: Text | None = None
    """What a reader should know of it."""

    @property
    def quantity(self) -> Quantity | None:
        """The number or range of a figure that states one itself."""
        return _quantity(self.value, self.low, self.high, self.best)

    @cached_property
    def measure(self) -> Unit | None:
        """The unit, ready to be worded and compared."""
        if self.unit is None:
            return None
        return Unit(tuple(sorted((name, form) for name, form in self.unit if form is not None)))

    @cached_property
    def scope(self) -> str:
        """What is counted, as two figures are compared by it: whatever the case and white space."""
        return " ".join((self.counts or "").split()).casefold()

    @cached_property
    def points_in_order(self) -> tuple[Point, ...]:
        """The points by date, ties in file order; empty for a figure that is no series."""
        return tuple(sorted(self.points or (), key=lambda point: point.date.order))

    def find_point(self, date: str) -> Point | None:
        """Return the point of that date, written as in the file."""
        return self._points_by_date.get(date)

    @cached_property
    def _points_by_date(self) -> dict[str, Point]:
        # The first of two points of one date, which is a problem in any case.
        return {point.date.text: point for point in reversed(self.points or ())}


def _quantity(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, best: Decimal | None
) -> Quantity | None:
    if value is not None:
        return Quantity.exact(value)
    if low is None or high is None:
        return None
    return Quantity(low, high, best)
