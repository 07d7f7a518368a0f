"""Where the words of a chart stand, and whether they touch each other or the picture's edge."""

from __future__ import annotations

from itertools import takewhile

from explainer.render.charts import LAYOUTS, ChartTable
from explainer.render.charts.frame import Sketch
from explainer.render.charts.look import SIZE
from explainer.render.charts.spec import sketch
from explainer.render.charts.text import clean, width

Box = tuple[float, float, float, float, str]
"""Left, top, right and bottom in pixels of the picture, and the words within."""


def boxes(found: Sketch) -> list[Box]:
    """The box of each line of words; a letter reaches a fifth of its size below the baseline."""
    placed = []
    for word in found.words:
        length = width(clean(word.text).strip("\u00a0"), SIZE)
        left = found.left + word.x - length * {"left": 0, "center": 0.5, "right": 1}[word.align]
        base = found.top + word.y
        placed.append((left, base - SIZE * 0.75, left + length, base + SIZE * 0.2, word.text))
    return placed


def assert_words_apart(table: ChartTable) -> None:
    """No two words of the chart overlap, and none runs out of its picture, in either layout."""
    for full in LAYOUTS.values():
        found = sketch(table, width=full)
        assert found.spec["width"] + found.spec["padding"]["left"] + found.spec["padding"]["right"] <= full + 0.1
        high = found.spec["height"] + found.spec["padding"]["top"] + found.spec["padding"]["bottom"]
        placed = sorted(boxes(found), key=lambda box: box[1])
        outside = [
            box for box in placed if box[0] < -0.1 or box[1] < -0.1 or box[2] > full + 0.1 or box[3] > high + 0.1
        ]
        assert not outside, (full, high)
        touching = [
            (one[4], other[4])
            for n, one in enumerate(placed)
            for other in takewhile(lambda box, end=one[3]: box[1] < end - 0.1, placed[n + 1 :])  # type: ignore[misc]
            if one[0] < other[2] - 0.1 and other[0] < one[2] - 0.1
        ]
        assert not touching, full
