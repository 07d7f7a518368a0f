"""A number in the making: what the steps of reading hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Kind = Literal[
    "cardinal",
    "ordinal",
    "percent",
    "one",
    "fraction",
    "yearlike",
    "year",
    "date",
    "time",
    "ratio",
    "identifier",
    "unclear",
]
NUMBERS: Final = frozenset({"cardinal", "one", "yearlike", "percent"})
"""The kinds that a range can be made of."""


@dataclass(slots=True)
class Found:
    """A number, or what looks like one, and where it stands; with its sign and per cent, without its qualifier."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    kind: Kind
    scale: Decimal = Decimal(1)
    """What its words multiply by: in "2 to 3 million" the first number takes the scale of the second."""
    form: str = "words"
    """How it is written: words, plain, grouped or decimal."""
    qualifier: str | None = None
    lead: int = 0
    """Where it begins with its qualifier."""
