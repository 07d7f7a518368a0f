"""Words beside marks: put where they meet neither each other nor what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .frame import GAP, Align, Frame, widest
from .look import LINE, TEXT

_STEP = 6
"""Pixels between the points by which a slanted line is felt."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle of the plot, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share a place."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def grown(self, by: float) -> Box:
        """The same with a margin around it."""
        return Box(left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by)


@dataclass(kw_only=True, slots=True)
class Room:
    """The plot's place for words, with what takes it already."""

    frame: Frame
    taken: list[Box] = field(default_factory=list)

    def take_line(self, points: Iterable[tuple[float, float]]) -> None:
        """Take what a line through the points covers."""
        for (x, y), (x2, y2) in pairwise(points):
            steps = max(int(max(abs(x2 - x), abs(y2 - y)) / _STEP), 1)
            for n in range(steps + 1):
                at_x, at_y = x + (x2 - x) * n / steps, y + (y2 - y) * n / steps
                self.taken.append(Box(left=at_x, top=at_y, right=at_x, bottom=at_y).grown(_STEP / 2))

    def write(self, lines: Sequence[str], mark: Box, colour: str = TEXT) -> bool:
        """Write the lines right or left of the mark, above or below it; whether there was room."""
        wide, high = widest(lines), LINE * len(lines)
        middle_x, middle_y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
        right, left = mark.right + GAP, mark.left - GAP
        above, below = mark.top - GAP / 2 - high, mark.bottom + GAP / 2
        places: tuple[tuple[float, float, Align], ...] = (
            (right, middle_y - high / 2, "left"),
            (left, middle_y - high / 2, "right"),
            (middle_x, above, "center"),
            (middle_x, below, "center"),
            (mark.left, above, "left"),
            (mark.right, above, "right"),
            (mark.left, below, "left"),
            (mark.right, below, "right"),
            (right, mark.top, "left"),
            (left, mark.top, "right"),
            (right, mark.bottom - high, "left"),
            (left, mark.bottom - high, "right"),
        )
        for x, top, align in places:
            left = x - {"left": 0, "center": wide / 2, "right": wide}[align]
            box = Box(left=left, top=top, right=left + wide, bottom=top + high)
            if self._holds(box):
                self.taken.append(box)
                for n, line in enumerate(lines):
                    self.frame.write(line, x, top + LINE * (n + 0.8), align=align, colour=colour, halo=True)
                return True
        return False

    def _holds(self, box: Box) -> bool:
        inside = box.left >= 0 and box.right <= self.frame.width + self.frame.right - GAP
        return inside and box.top >= 0 and box.bottom <= self.frame.height and not any(map(box.meets, self.taken))
