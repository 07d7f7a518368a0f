"""The fonts of a PNG: those that the renderer carries, so that it has the same bytes on every machine."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from explainer.render.charts import ChartTable, Picture, Row, draw

CONFIG = '<?xml version="1.0"?><fontconfig><dir>{}</dir></fontconfig>'
INSTALLED = Path("/usr/share/fonts")


def make_table(title: str) -> ChartTable:
    """A chart of one bar."""
    row = Row(fact="houses", series="houses", label="Houses", value=Decimal(412), value_text="412")
    return ChartTable(id="houses", title=title, description="One bar.", rows=(row,))


def draw_with(fonts: Path, title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Picture:
    """The chart, drawn on a machine whose fonts are in that folder."""
    config = tmp_path / "fonts.conf"
    config.write_text(CONFIG.format(fonts), "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    return draw(make_table(title))


@pytest.mark.parametrize("title", ["Houses, façades – €5", "Дома и їжа", "Σπίτια", "שלום"])
def test_the_machines_fonts_are_not_asked(title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = draw_with(tmp_path / "none", title, tmp_path, monkeypatch)
    assert draw_with(INSTALLED, title, tmp_path, monkeypatch) == bare


@pytest.mark.skipif(not list(INSTALLED.rglob("DejaVuSans.ttf")), reason="no font here has Arabic letters")
def test_letters_that_the_renderer_lacks_come_from_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = draw_with(tmp_path / "none", "العربية", tmp_path, monkeypatch)
    here = draw_with(INSTALLED, "العربية", tmp_path, monkeypatch)
    assert here.png != bare.png
    assert (here.wide, here.narrow, here.svg) == (bare.wide, bare.narrow, bare.svg)
