"""Events over a chart whose time runs to the right: thin rules, with words above the plot that do not collide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

from .axes import Axis, milliseconds
from .frame import GAP, Align, Frame, widest
from .look import LINE, NEUTRAL, SIZE
from .table import ChartTable
from .text import wrap

_TRIED = 6
"""Up to this many events, words are tried on both sides of their rules; beyond, they stand to the right."""


def annotate(frame: Frame, table: ChartTable, axis: Axis) -> None:
    """Draw each event as a rule with its words above the plot, one above the other where they would touch."""
    edge = frame.width + frame.right
    # From the right to the left, so that most words can stand right of their rule.
    events = sorted(table.annotations, key=lambda event: (event.start, event.event), reverse=True)
    choices = []
    for event in events:
        x = axis.position(milliseconds(date.fromisoformat(event.start)), frame.width)
        lines = wrap(event.label, SIZE, max(150, edge / 3))
        wide = widest(lines) + GAP
        right = _Words(x=x, low=x - 2, high=x + wide, lines=tuple(lines), align="left")
        left = _Words(x=x, low=x - wide, high=x + 2, lines=tuple(lines), align="right")
        fitting = [words for words in (right, left) if -frame.left <= words.low and words.high <= edge]
        choices.append(fitting or [right])
    if len(events) > _TRIED:
        choices = [fitting[:1] for fitting in choices]
    for words in min(map(_stack, product(*choices)), key=_clutter):
        for n, line in enumerate(reversed(words.lines)):
            frame.write(line, words.x, -GAP - 2 - LINE * (words.lane + n), align=words.align)
        frame.top = max(frame.top, LINE * (words.lane + len(words.lines)) + GAP)
        frame.rule(x=words.x, y=2 - GAP - LINE * words.lane, y2=frame.height, colour=NEUTRAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """An event's words above the plot, `low` to `high`, `lines` lines up from `lane`; its rule at `x`."""

    x: float
    low: float
    high: float
    lines: tuple[str, ...]
    align: Align
    lane: int = 0

    def lift(self, others: Sequence[_Words]) -> _Words:
        """The same words in the lowest lane where neither they nor their rule meet the others.

        Where rules cross words in every lane, as with events of one day, it is enough that no words touch.
        """
        lanes = [replace(self, lane=lane) for lane in range(sum(len(other.lines) for other in others) + 1)]
        clear = (words for words in lanes if not any(words.meets(o) or o.meets(words) for o in others))
        apart = (words for words in lanes if not any(words._touches(other) for other in others))
        return next(clear, None) or next(apart)

    def meets(self, other: _Words) -> bool:
        """Whether these words touch the other's, or the other's rule runs through these."""
        return self._touches(other) or (self.low < other.x < self.high and self.lane < other.lane)

    def _touches(self, other: _Words) -> bool:
        """Whether these words and the other's share a place."""
        apart = self.lane >= other.lane + len(other.lines) or other.lane >= self.lane + len(self.lines)
        return self.low < other.high and other.low < self.high and not apart


def _stack(words: Sequence[_Words]) -> list[_Words]:
    """The words in lanes, each in the lowest that those before it leave free."""
    stacked: list[_Words] = []
    for one in words:
        stacked.append(one.lift(stacked))
    return stacked


def _clutter(stacked: Sequence[_Words]) -> tuple[int, int, int]:
    """How hard the words are to read: crossings first, then height, then words left of their rule."""
    crossings = sum(a.meets(b) + b.meets(a) for a, b in combinations(stacked, 2))
    height = max((words.lane + len(words.lines) for words in stacked), default=0)
    return crossings, height, sum(words.align == "right" for words in stacked)
