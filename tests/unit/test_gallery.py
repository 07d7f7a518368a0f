"""The gallery shows each kind of chart beside the very YAML that it is drawn from."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from explainer.model.kinds import chart_kinds

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "editing" / "charts.md").read_text("utf-8")
SHOWN = re.findall(r"^```yaml\n(charts:\n.*?)```\n\n/// chart \| (\S+)\n///$", PAGE, re.DOTALL | re.MULTILINE)


def test_the_yaml_beside_a_chart_is_what_it_is_drawn_from() -> None:
    written = yaml.safe_load((ROOT / "data" / "gallery.yml").read_text("utf-8"))["charts"]
    assert [id for _, id in SHOWN] == list(written)
    for text, id in SHOWN:
        assert yaml.safe_load(text)["charts"] == {id: written[id]}


def test_every_kind_is_shown() -> None:
    shown = [record["kind"] for text, _ in SHOWN for record in yaml.safe_load(text)["charts"].values()]
    assert set(chart_kinds()) <= set(shown)
    assert any(record.get("interactive") for text, _ in SHOWN for record in yaml.safe_load(text)["charts"].values())
