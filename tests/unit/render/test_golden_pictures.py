"""Pictures of a chart of each kind, in both layouts, compared with those that were looked at and agreed on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale
from PIL import Image, ImageChops

from explainer.check.options import Options
from explainer.check.site import check_facts
from explainer.model.facts import Facts
from explainer.model.kinds import chart_kinds
from explainer.render.chart_tables import chart_table
from explainer.render.charts import LAYOUTS
from explainer.render.charts.export import standalone
from explainer.render.charts.process import OWN_FONTS
from tests.unit.render.charts_tables import draw_here

GOLDEN = Path(__file__).parents[2] / "golden" / "pictures"
COLOURS = 64
"""Colours that a kept picture has, so that it is small."""
NEAR = 40
"""Steps (of 255) that a channel may be off: what fewer colours and smoothed edges make of one picture."""
TOLERANCE = 0.002
"""Part of the pixels that may be off by more: a text moved by a pixel is more than that, and so is a mark."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    checked = check_facts(Options(root=GOLDEN))
    assert not checked.problems
    return checked.facts


@pytest.fixture(scope="module")
def pictures(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """Every chart in both layouts, with the fonts that the worker has: with the machine's, letters are other ones."""
    folder = tmp_path_factory.mktemp("pictures")
    for kind in chart_kinds():
        table = chart_table(facts.charts[kind], facts, Locale("en", "GB"))
        for layout in LAYOUTS:
            (folder / f"{kind}.{layout}.svg").write_text(standalone(draw_here(table, layout), table), "utf-8")
    subprocess.run([sys.executable, "-c", _TO_PNG, folder], check=True, env=os.environ | OWN_FONTS)
    return {path.stem: Image.open(path).convert("RGB") for path in folder.glob("*.png")}


_TO_PNG = """
import pathlib, sys, vl_convert
for path in pathlib.Path(sys.argv[1]).glob("*.svg"):
    path.with_suffix(".png").write_bytes(vl_convert.svg_to_png(path.read_text("utf-8"), scale=1))
"""


def off(one: Image.Image, other: Image.Image) -> float:
    """The part of the pixels by which two pictures differ."""
    if one.size != other.size:
        return 1.0
    channels = ImageChops.difference(one, other).split()
    worst = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    return sum(worst.histogram()[NEAR + 1 :]) / (one.width * one.height)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", chart_kinds())
def test_picture_is_as_agreed(pictures: dict[str, Image.Image], kind: str, layout: str) -> None:
    drawn = pictures[f"{kind}.{layout}"]
    path = GOLDEN / f"{kind}.{layout}.png"
    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        drawn.quantize(COLOURS).save(path, optimize=True)
    with Image.open(path) as kept:
        assert off(drawn, kept.convert("RGB")) <= TOLERANCE


def test_a_moved_picture_is_told(pictures: dict[str, Image.Image]) -> None:
    drawn = pictures["line.wide"]
    assert off(drawn, drawn) == 0
    assert off(drawn, ImageChops.offset(drawn, 1, 0)) > TOLERANCE
    recoloured = drawn.copy()
    recoloured.paste((0x96, 0x60, 0x0A), (100, 100, 130, 130))
    assert off(drawn, recoloured) > TOLERANCE
