"""The colours of charts can be told apart and read: in both schemes, on paper, in grey, by people who see fewer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from explainer.render import page_assets
from explainer.render.charts import VARIABLES, Row
from explainer.render.charts.look import GRID, NEUTRAL, PAPER, SIDES, colours, ink
from tests.unit.render.charts_tables import make_row, make_table
from tests.unit.render.colours import VISIONS, Colour, contrast, distance, lab, read

GOLDEN = Path(__file__).parents[2] / "golden" / "charts"
STYLES = page_assets.stylesheet()
THEME = "".join(
    path.read_text("utf-8") for path in sorted(Path(str(files("material"))).glob("templates/assets/stylesheets/*.css"))
)

LIGHT, DARK = 0, 1
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
COLOURED = ("--explainer-side-1", "--explainer-side-2", "--explainer-neutral")
"""What marks, and the labels beside them, are painted with."""
QUIET = ("--explainer-grid", "--explainer-paper")
"""What nobody needs to see: paper is the ground, and the grid only leads the eye to numbers that are written."""

LEAST_MARK, LEAST_TEXT = 3.0, 4.5  # WCAG 2.2, 1.4.11 and 1.4.3 (AA).
LEAST_DISTANCE = 15.0
"""In ΔE*ab: between marks that lie apart and are small, so several times what is noticed side by side (2.3)."""
LEAST_GREY = 10.0
"""In L*: a tenth of the way from black to white, for a print without colours. Only the two sides need it."""


def variable(name: str, scheme: int) -> Colour:
    return read(VARIABLES[name][scheme])


def stylesheet(start: str, text: str = STYLES) -> dict[str, str]:
    """The variables of the first block that begins so."""
    block = text[text.index(start) :]
    return dict(re.findall(r"(--[\w-]+):\s*([^;}]+?)\s*[;}]", block[: block.index("}") + 1]))


def theme(name: str, scheme: int) -> str:
    """A colour of the installed theme, with its hue put in."""
    root = stylesheet(":root,[data-md-color-scheme=default]{--md-hue", THEME)
    found = (root, stylesheet("[data-md-color-scheme=slate]{color-scheme:dark", THEME))[scheme][name]
    return found.replace("var(--md-hue)", root["--md-hue"])


def ground(scheme: int) -> Colour:
    """What the theme paints behind everything."""
    return read(theme("--md-default-bg-color", scheme))


class TestHelpers:
    """The measures themselves, against numbers that are known."""

    def test_contrast(self) -> None:
        assert contrast(read("#000"), read("#fff")) == pytest.approx(21)
        assert contrast(read("#fff"), read("#ffffff")) == 1
        assert contrast(read("#777"), read("#fff")) == pytest.approx(4.48, abs=0.005)

    def test_reading(self) -> None:
        assert read("#80ff00") == pytest.approx((128 / 255, 1, 0))
        assert read("#00000000") == (1, 1, 1)
        assert read("hsla(225deg, 15%, 14%, 1)") == pytest.approx((0.119, 0.1295, 0.161), abs=0.0005)
        assert read("hsla(0, 0%, 100%, 0.5)", read("#000")) == (0.5, 0.5, 0.5)

    def test_lightness(self) -> None:
        assert lab(read("#fff")) == pytest.approx((100, 0, 0), abs=0.01)
        assert lab(read("#ff0000")) == pytest.approx((53.24, 80.09, 67.2), abs=0.02)

    @pytest.mark.parametrize("vision", VISIONS)
    def test_grey_is_grey_to_all(self, vision: str) -> None:
        assert distance(read("#808080"), read("#000"), vision) == pytest.approx(53.585, abs=0.01)
        assert lab(read("#808080"), vision)[1:] == pytest.approx((0, 0), abs=0.02)

    def test_red_and_green_are_alike_to_some(self) -> None:
        red, green = read("#b25a3c"), read("#7d7d2f")
        assert distance(red, green) > 40
        assert distance(red, green, "deuteranopia") < 15


def test_every_variable_is_checked() -> None:
    assert {*COLOURED, *QUIET} == set(VARIABLES)


@SCHEMES
class TestContrast:
    @pytest.mark.parametrize("name", COLOURED)
    def test_marks_and_coloured_labels(self, name: str, scheme: int) -> None:
        """Direct labels have the colour of their marks, so the stricter rule for text holds for both."""
        assert LEAST_TEXT > LEAST_MARK
        for paper in (variable("--explainer-paper", scheme), ground(scheme)):
            assert contrast(variable(name, scheme), paper) >= LEAST_TEXT

    def test_plain_words(self, scheme: int) -> None:
        for paper in (variable("--explainer-paper", scheme), ground(scheme)):
            assert contrast(read(theme("--md-default-fg-color", scheme), paper), paper) >= LEAST_TEXT

    @pytest.mark.parametrize("name", ["--explainer-quiet", "--explainer-problem"])
    def test_the_other_words_of_the_style_sheet(self, name: str, scheme: int) -> None:
        words = stylesheet((":root", '[data-md-color-scheme="slate"]')[scheme])[name]
        assert contrast(read(words), ground(scheme)) >= LEAST_TEXT

    def test_the_grid_is_seen_and_stays_behind_the_marks(self, scheme: int) -> None:
        paper = variable("--explainer-paper", scheme)
        grid = contrast(variable("--explainer-grid", scheme), paper)
        assert 1.25 <= grid <= min(contrast(variable(name, scheme), paper) for name in COLOURED) / 2


@SCHEMES
class TestTellingApart:
    @pytest.mark.parametrize(("one", "other"), [*combinations(COLOURED, 2)])
    @pytest.mark.parametrize("vision", VISIONS)
    def test_by_colour(self, one: str, other: str, vision: str, scheme: int) -> None:
        assert distance(variable(one, scheme), variable(other, scheme), vision) >= LEAST_DISTANCE

    def test_the_sides_in_grey(self, scheme: int) -> None:
        """A third lightness between or beyond both does not fit above 4.5:1; what is grey keeps its label."""
        one, other = (lab(variable(name, scheme))[0] for name in COLOURED[:2])
        assert abs(one - other) >= LEAST_GREY


class TestStyleSheet:
    """explainer.css has what look.py says; a chart's own fallbacks are the light values."""

    @pytest.mark.parametrize(("start", "scheme"), [(":root", LIGHT), ('[data-md-color-scheme="slate"]', DARK)])
    def test_each_scheme(self, start: str, scheme: int) -> None:
        styles = stylesheet(start)
        for name in VARIABLES.keys() - {"--explainer-paper"}:
            assert styles[name] == VARIABLES[name][scheme]

    @SCHEMES
    def test_paper_is_the_theme_s(self, scheme: int) -> None:
        # Named in both: a variable of the root's is reckoned there, where the theme stays light.
        rule = (":root", '[data-md-color-scheme="slate"]')[scheme]
        paper = VARIABLES["--explainer-paper"][scheme]
        assert stylesheet(rule)["--explainer-paper"] == f"var(--md-default-bg-color, {paper})"
        assert distance(variable("--explainer-paper", scheme), ground(scheme)) < 0.5

    def test_print_is_light(self) -> None:
        styles = stylesheet(':root, [data-md-color-scheme="slate"]', STYLES[STYLES.rindex("@media print") :])
        for name, (light, _) in VARIABLES.items():
            assert styles[name] == light
        # What a dark scheme changes and print does not would be printed pale on white.
        assert stylesheet('[data-md-color-scheme="slate"]').keys() <= styles.keys()
        assert all(
            contrast(read(styles[name]), read("#fff")) >= LEAST_TEXT for name in ("--explainer-quiet", *COLOURED)
        )

    @pytest.mark.parametrize(
        ("used", "name"),
        [(SIDES[0], COLOURED[0]), (SIDES[1], COLOURED[1]), (NEUTRAL, COLOURED[2]), (GRID, QUIET[0]), (PAPER, QUIET[1])],
    )
    def test_fallbacks_are_light(self, used: str, name: str) -> None:
        assert used == f"var({name}, {VARIABLES[name][LIGHT]})"


STATUSES = ("confirmed", "documented", "claimed", "estimated", "derived", "disputed", "withdrawn", "")


class TestInk:
    """A pale fill says how sure a number is; that there is a mark at all, its outline says."""

    @pytest.mark.parametrize("status", STATUSES)
    @pytest.mark.parametrize("disputed", [False, True])
    def test_the_outline_has_the_whole_colour(self, status: str, disputed: bool) -> None:
        row: Row = make_row(status=status, disputed=disputed)
        colour = colours(make_table(row))[row.side]
        for rank, tint in product(range(4), (False, True)):
            paint = ink(row, colour, rank, tint=tint)
            assert paint["stroke"] == colour in (*SIDES, NEUTRAL)
            assert not {"strokeOpacity", "opacity", "stroke_opacity"} & paint.keys()
            assert 0 < paint["ink"] <= 1

    @pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
    def test_no_mark_is_drawn_pale(self, path: Path) -> None:
        """Vega-Lite draws points, squares, ticks and areas at 0.7 unless told otherwise, which halves the contrast."""
        marks = list(_marks(json.loads(path.read_text("utf-8"))))
        assert marks
        for mark in marks:
            pale = 0.7 if mark["type"] in {"point", "circle", "square", "tick", "area"} else 1
            assert mark.get("opacity", pale) == 1, mark
            assert mark.get("strokeOpacity", 1) == 1, mark


def _marks(spec: Any) -> Iterator[dict[str, Any]]:
    """Every definition of a mark in a spec, as an object."""
    if isinstance(spec, dict):
        if "mark" in spec:
            yield spec["mark"] if isinstance(spec["mark"], dict) else {"type": spec["mark"]}
        spec = list(spec.values())
    if isinstance(spec, list):
        for part in spec:
            yield from _marks(part)
