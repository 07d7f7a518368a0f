"""The numbers of a dispute's sides as bars on one scale that begins at zero.

Only numbers that count the same thing in the same unit are drawn together; words of quantity never are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Dispute
from explainer.model.quantities import Quantity
from explainer.model.values import Value
from explainer.model.wording import DIGITS
from explainer.render.words import find_value, full_words

WIDTH: Final = 240
"""Of the scale, in its own units; bars that go on beyond their number fade in the last twelfth of it."""
_BEYOND: Final = 20
_STEPS: Final = 5
_TENTH: Final = Decimal("0.1")
_LOOSE: Final = ("about", "nearly")
_OPEN_END: Final = ("more than", "at least")
_OPEN_START: Final = ("less than", "up to")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A piece of a row, from `x`: pale where nobody says how far it goes, in outline (`loose`) where it is about."""

    x: Decimal
    width: Decimal
    opacity: Decimal = Decimal(1)
    loose: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedRow:
    """A side's number, in words and in bars; `best` is where the likeliest number of a range stands."""

    claimant: str
    side: str
    amount: str
    bars: tuple[Bar, ...]
    best: Decimal | None


def compared_rows(dispute: Dispute, facts: Facts, locale: Locale) -> tuple[ComparedRow, ...]:
    """Return a row for every side that is a number; none where they cannot stand on one scale from zero."""
    sides = [(side, facts.figures[side.figure]) for side in dispute.sides if side.figure in facts.figures]
    found = [(side, figure, find_value(figure, "", facts)) for side, figure in sides if side.figure]
    drawn = [
        (side, figure, value, value.quantity)
        for side, figure, value in found
        if value is not None and value.quantity is not None
    ]
    if len(drawn) < 2 or not _agree([(figure, value) for _, figure, value, _ in drawn]):
        return ()
    numbers = [quantity for *_, quantity in drawn]
    highest = max(quantity.high for quantity in numbers)
    if min(quantity.low for quantity in numbers) < 0 or highest == 0:
        return ()
    rows = []
    for side, _, value, quantity in drawn:
        actor = facts.actors.get(side.claimant)
        rows.append(
            ComparedRow(
                claimant=actor.name if actor else "",
                side=(actor.side or "") if actor else "",
                amount=full_words(value, locale),
                bars=tuple(_bars(quantity, value.qualifier, highest)),
                best=_place(quantity.best, highest) if quantity.is_range and quantity.best is not None else None,
            )
        )
    return tuple(rows)


def _agree(values: Sequence[tuple[Figure, Value]]) -> bool:
    """Return whether all count the same thing in the same unit, and say so."""
    units = {value.unit.name if value.unit else "" for _, value in values}
    scopes = {figure.scope for figure, _ in values}
    return len(units) == 1 and len(scopes) == 1 and all(scopes)


def _place(number: Decimal, highest: Decimal) -> Decimal:
    return (DIGITS.divide(number, highest) * (WIDTH - _BEYOND)).quantize(_TENTH)


def _bars(quantity: Quantity, qualifier: str, highest: Decimal) -> Iterator[Bar]:
    start = _place(quantity.low, highest) if quantity.is_range else Decimal(0)
    end = _place(quantity.high, highest)
    if qualifier in _OPEN_START and not quantity.is_range:
        step = (end / _STEPS).quantize(_TENTH)
        for number in range(_STEPS):
            yield Bar(x=number * step, width=step, opacity=Decimal(number + 1) / (_STEPS + 1))
        return
    yield Bar(x=start, width=max(end - start, Decimal(1)), loose=qualifier in _LOOSE)
    if qualifier in _OPEN_END:
        step = Decimal(_BEYOND) / _STEPS
        for number in range(_STEPS):
            yield Bar(x=end + number * step, width=step, opacity=Decimal(_STEPS - number) / (_STEPS + 1))
