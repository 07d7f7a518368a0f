"""A whole site, clean as it stands, with one slip at a time: each is found at its "
"line, and is the only problem."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from explainer.adapters.command_line import main
from explainer.problems import WARNINGS

FLOOD = Path(__file__).parents[2] / "sites" / "flood"
SOURCES = "data/sources.yml"
ACTORS = "data/actors.yml"
FIGURES = "data/figures.yml"
LEVELS = "data/river/levels.csv"
EVENTS = "data/events.yaml"
NOTES = "data/deep/er/notes.yml"
DISPUTES = "data/disputes.yml"
CHARTS = "data/charts.yml"
INDEX = "docs/index.md"
NUMBERS = "docs/chapters/numbers.md"
SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Defect:
    """One slip: `old` becomes `new` in a file, which gives `code` where `at` stands (or "
    "where the texts part)."""

    file: str
    old: str
    new: str
    code: str
    at: str = ""
    also: tuple[str, ...] = ()
    """What honestly comes along, as file:line:code."""

    def __str__(self) -> str:
        return f"{self.code}: {self.new[:50]}".replace("\n", "/")


def _apply(site: Path, defect: Defect) -> int:
    """Make the slip and return its line."""
    path = site / defect.file
    text = path.read_text("utf-8")
    assert text.count(defect.old) >= 1, f"{defect.old!r} is not in {defect.file}"
    start = text.index(defect.old)
    changed = text[:start] + defect.new + text[start + len(defect.old) :]
    path.write_text(changed, "utf-8", newline="")
    if defect.at:
        index = changed.index(defect.at, start if defect.at in changed[start:] else 0)
    else:
        index = next(i for i, (a, b) in enumerate(zip(text, changed + "\0", strict=False)) if a != b)
    return changed.count("\n", 0, index) + 1


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FLOOD, tmp_path / "flood"))


def _check(site: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]]]:
    status = main(["check", "-f", str(site / "mkdocs.yml"), "--format", "json"])
    printed = capsys.readouterr()
    assert printed.err == ""
    problems: list[dict[str, Any]] = json.loads(printed.out)["problems"]
    return status, problems


def test_the_site_is_clean(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(site, capsys) == (0, [])


VALIDITY = [
    Defect(FIGURES, "    label: Houses damaged", "\tlabel: Houses damaged", "yaml-is-valid"),
    Defect(FIGURES, "    label: Houses damaged", "  \tlabel: Houses damaged", "yaml-is-valid"),
    Defect(FIGURES, 'was: "380"', 'was: "380', "yaml-is-valid"),
    Defect(SOURCES, "two hours\"'", 'two hours"', "yaml-is-valid", "title: 'The mayor"),
    Defect(SOURCES, "title: Losses of the year 2021", "title: 'Losses of the year 2021", "yaml-is-valid"),
    Defect(
        SOURCES,
        "title: Losses of the year 2021",
        "title: Losses of the year 2021'",
        "",
    ),
    Defect(SOURCES, "title: Losses of the year 2021", 'title: "Losses" of the year 2021', "yaml-is-valid"),
    Defect(SOURCES, "title: Losses of the year 2021", "title: 'Losses' of the year 2021", "yaml-is-valid"),
    Defect(SOURCES, "Losses of the year 2021", "Losses: of the year 2021", "yaml-is-valid"),
    Defect(SOURCES, "title: Losses of the year 2021", "title: The insurers' union's losses", ""),
    Defect(FIGURES, "cite: [council-report]", "cite: [council-report", "yaml-is-valid"),
    Defect(FIGURES, "cite: [council-report]", "cite: council-report]", "citation-resolves"),
    Defect(
        FIGURES,
        "derive: {share: [houses-destroyed, houses-hit]}",
        "derive: {share: [houses-destroyed, houses-hit]",
        "yaml-is-valid",
    ),
    Defect(FIGURES, "unit: {one: house, other: houses}", "unit: {one: house, other: houses", "yaml-is-valid"),
    Defect(FIGURES, "unit: {one: house, other: houses}", "unit: {one: house other: houses}", "yaml-is-valid"),
    Defect(FIGURES, "tags: [houses, damage]", "tags: [houses, damage]]", "yaml-is-valid"),
    Defect(FIGURES, "    label: Houses damaged", "    label Houses damaged", "yaml-is-valid"),
    Defect(FIGURES, "    value: 412", "    value:412", "yaml-is-valid"),
    Defect(FIGURES, "    value: 412", "    value 412", "yaml-is-valid"),
    Defect(FIGURES, "    value: 412", "     value: 412", "yaml-is-valid"),
    Defect(FIGURES, "    value: 412", "   value: 412", "yaml-is-valid"),
    Defect(FIGURES, "    value: 412", "  value: 412", "yaml-is-valid"),
    Defect(FIGURES, "  houses-damaged:\n", "  houses-damaged\n", "yaml-is-valid"),
    Defect(FIGURES, "  houses-damaged:\n", " houses-damaged:\n", "yaml-is-valid"),
    Defect(ACTORS, "name: River board", "name: @river", "yaml-is-valid"),
    Defect(ACTORS, "name: River board", "name: `river`", "yaml-is-valid"),
    Defect(ACTORS, "name: River board", "name: %river", "yaml-is-valid"),
    Defect(FIGURES, 'unit: "%"', "unit: %", "yaml-is-valid"),
    Defect(FIGURES, "      - date: 2021-07-25", "      -date: 2021-07-25", "yaml-is-valid"),
    Defect(FIGURES, "      - gazette-2021-07-16\n", "      gazette-2021-07-16\n", "yaml-is-valid"),
    Defect(FIGURES, "label: Houses damaged", "label: [Houses damaged", "yaml-is-valid"),
    Defect(FIGURES, "label: Houses damaged", "label: {Houses damaged", "yaml-is-valid"),
    Defect(FIGURES, "figures:\n", "figures\n", "yaml-is-valid"),
    Defect(FIGURES, "label: Houses damaged", 'label: "Houses \\q damaged"', "yaml-is-valid"),
    Defect(FIGURES, "figures:\n", "figures:\n```\n", "yaml-is-valid"),
    Defect(FIGURES, "  houses-hit:\n", "<<<<<<< HEAD\n  houses-hit:\n", "yaml-is-valid"),
    Defect(FIGURES, "  houses-hit:\n", "=======\n  houses-hit:\n", "yaml-is-valid"),
]
PLAIN = [
    Defect(FIGURES, "value: 412", "value: &5", "yaml-is-plain"),
    Defect(FIGURES, "value: 412", "value: &a 412", "yaml-is-plain"),
    Defect(FIGURES, "value: 412", "value: *five", "yaml-is-plain"),
    Defect(FIGURES, "value: 412", "value: !!int 412", "yaml-is-plain"),
    Defect(FIGURES, "value: 412", "value: !ENV 412", "yaml-is-plain"),
    Defect(FIGURES, "value: 412", "value: >5", "value-is-number"),
    Defect(FIGURES, "value: 412", "value: |5", "value-is-number"),
    Defect(FIGURES, "note: Sheds are left out.", "note: >5 of them", "yaml-is-valid"),
    Defect(FIGURES, "note: Sheds are left out.", "note: !important", "yaml-is-plain"),
    Defect(EVENTS, "place: Altfurt", "place: Altfurt #1", "yaml-is-plain"),
    Defect(EVENTS, "title: The rain starts", "title: &rain The rain starts", "yaml-is-plain"),
    Defect(FIGURES, "  houses-damaged:\n", "  houses-damaged:\n    <<: *common\n", "yaml-is-plain", "<<"),
    Defect(FIGURES, "  houses-damaged:\n", "  houses-damaged:\n    <<: {note: x}\n", "yaml-is-plain", "<<"),
    Defect(FIGURES, "  houses-damaged:\n", "---\nfigures:\n  houses-damaged:\n", "yaml-is-plain", "---"),
    Defect(FIGURES, "  houses-damaged:\n", "...\n  houses-damaged:\n", "yaml-is-valid", "  houses-damaged"),
    Defect(FIGURES, "note: Sheds are left out.", "note: " + "[" * 30 + "]" * 30, "yaml-is-plain"),
    Defect(FIGURES, "note: Sheds are left out.", "note: " + "[" * 300 + "]" * 300, "yaml-is-plain"),
    Defect(FIGURES, "note: Sheds are left out.", "? [a, b]\n    : c\n    note: x", "yaml-is-plain"),
]
CLEAN = [
    Defect(FIGURES, "Sheds are left", "Sheds\x00are left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\x0bare left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\x1bare left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\u2028are left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\u0085are left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\rare left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\u202eare left", "text-is-clean"),
    Defect(FIGURES, "Sheds are left", "Sheds\ufeffare left", "text-is-clean"),
    Defect(FIGURES, "note: Sheds are left out.", 'note: "Sheds\\0are left"', "text-is-clean"),
    Defect(FIGURES, "note: Sheds are left out.", "note: " + "x" * 2001, "text-is-clean"),
    Defect(LEVELS, "Gauge lost", "Gauge\x07lost", "text-is-clean"),
    Defect(LEVELS, "Gauge lost", "x" * 2001, "text-is-clean"),
]
KEYS = [
    Defect(FIGURES, "    qualifier: at least", "    qualfier: at least", "key-is-known"),
    Defect(FIGURES, "    value: 412", "    Value: 412", "key-is-known"),
    Defect(FIGURES, "        stated_as: at least", "        stated-as: at least", "key-is-known"),
    Defect(FIGURES, "        was: ", "        wass: ", "key-is-known"),
    Defect(FIGURES, "unit: {one: house,", "unit: {sing: house,", "key-is-known"),
    Defect(FIGURES, "        qualifier: up to", "        qualifer: up to", "key-is-known"),
    Defect(FIGURES, "      sum: [houses-destroyed", "      add: [houses-destroyed", "key-is-known"),
    Defect(EVENTS, "    place: Altfurt", "    location: Altfurt", "key-is-known"),
    Defect(EVENTS, "note: Annex B}", "notes: Annex B}", "key-is-known"),
    Defect(SOURCES, "    publisher: Radio Lenne", "    published_by: Radio Lenne", "key-is-known"),
    Defect(DISPUTES, "    finding:", "    findings:", "key-is-known"),
    Defect(DISPUTES, "        says: The town", "        say: The town", "key-is-known"),
    Defect(NOTES, "    cite: council", "    cites: council", "key-is-known"),
    Defect(CHARTS, "    alt: Three", "    alt-text: Three", "key-is-known"),
    Defect(ACTORS, "actors:\n", "actor:\n", "key-is-known"),
    Defect(FIGURES, "figures:\n", "Figures:\n", "key-is-known"),
    Defect(
        LEVELS,
        "date,value,low,high,source,stated_as,note",
        "date,value,low,high,source,stated_as,remark",
        "key-is-known",
    ),
    Defect(
        LEVELS,
        "date,value,low,high,source,stated_as,note",
        "date,value,low,high,source,stated_as,date",
        "key-is-unique",
    ),
    Defect(FIGURES, "    value: 412", "    value: 412\n    value: 413", "key-is-unique", "value: 413"),
    Defect(FIGURES, "    value: 412", "    value: 412\n    value: 412", "key-is-unique", "value: 412\n    unit"),
    Defect(
        SOURCES,
        "  insurers-2022:\n",
        "  council-report:\n",
        "key-is-unique",
        also=("data/figures.yml:71:citation-resolves",),
    ),
    Defect(EVENTS, "  inquiry:", "events:\n  inquiry:", "key-is-unique"),
    Defect(FIGURES, "      - date: 2021-07-15\n", "      - date: 2021-07-13\n", "key-is-unique"),
    Defect(LEVELS, "2021-07-16,4", "2021-07-15,4", "key-is-unique"),
]
IDS = [
    *(
        Defect(
            EVENTS,
            "  inquiry:",
            f"  {id}:\n    title: A trial\n    date: 2023\n    cite: council-report\n  inquiry:",
            "id-is-valid",
        )
        for id in (
            "Inquiry",
            "in_quiry",
            "trial-",
            "-trial",
            "in quiry",
            "con",
            "lpt1",
            "обстріл",
            "x" * 65,
            "'in.quiry'",
            "''",
            "2023.1",
            "trial/2",
        )
    ),
    Defect(EVENTS, "  inquiry:", "  Inquiry:", "id-is-valid"),
    Defect(
        DISPUTES,
        "  who-opened:",
        "  rain:",
        "id-is-unique",
        also=("data/figures.yml:78:id-is-unique", "docs/index.md:35:reference-resolves"),
    ),
    Defect(
        FIGURES,
        "  temperature-change:",
        "  mayor:",
        "id-is-unique",
        also=("data/actors.yml:10:id-is-unique", "docs/index.md:15:reference-resolves"),
    ),
    Defect(
        NOTES,
        "  gauge:",
        "  mayor:\n    term: M\n    text: T\n  gauge:",
        "id-is-unique",
        also=("data/actors.yml:10:id-is-unique",),
    ),
    Defect(
        FIGURES,
        "  houses-hit:",
        "  rain-starts:\n    label: L\n    value: 1\n    cite: council-report\n  houses-hit:",
        "id-is-unique",
        also=("data/events.yaml:3:id-is-unique",),
    ),
]
REQUIRED = [
    Defect(SOURCES, "    accessed: 2023-01-06\n", "", "field-is-required", "  wire-2021-07-20:"),
    Defect(SOURCES, "    accessed: 2023-01-06\n", "    accessed:\n", "field-is-required"),
    Defect(SOURCES, "    publisher: Northern Wire\n", "", "field-is-required", "  wire-2021-07-20:"),
    Defect(SOURCES, "    url: https://wire.example/a/1\n", "", "field-is-required", "  wire-2021-07-20:"),
    Defect(ACTORS, "    name: River board", "    role: The river", "field-is-required", "  river-board:"),
    Defect(ACTORS, "    name: River board", "    name: ~", "field-is-required"),
    Defect(ACTORS, "    name: River board", '    name: ""', "field-is-required"),
    Defect(ACTORS, "    name: River board", '    name: "  "', "field-is-required"),
    Defect(FIGURES, "    label: Houses damaged\n", "", "field-is-required", "  houses-damaged:"),
    Defect(FIGURES, "    label: Houses damaged\n", "    label:\n", "field-is-required"),
    Defect(FIGURES, "    value: 412\n", "", "field-is-required", "  houses-destroyed:"),
    Defect(FIGURES, "    value: 412\n", "    value:\n", "field-is-required"),
    Defect(FIGURES, "    high: 3400\n", "", "field-is-required", "  houses-damaged:"),
    Defect(FIGURES, "    low: 2900\n", "", "field-is-required", "  houses-damaged:"),
    Defect(
        FIGURES,
        "    low: 2900\n    high: 3400\n",
        "",
        "field-is-required",
        "  houses-damaged:",
        also=("data/figures.yml:23:field-is-required",),
    ),
    Defect(FIGURES, "        value: 31\n", "", "field-is-required", "- date: 2021-07-13"),
    Defect(FIGURES, "      - date: 2021-07-13\n        value: 31\n", "      - value: 31\n", "field-is-required"),
    Defect(
        FIGURES,
        "      - source: council-report\n        stated_as: at least",
        "      - stated_as: at least",
        "field-is-required",
    ),
    Defect(
        FIGURES,
        "        why: The council counted the upper valley as well.\n",
        "",
        "field-is-required",
        "- date: 2021-07-25",
    ),
    Defect(FIGURES, "unit: {one: house, other: houses}", "unit: {one: house}", "field-is-required"),
    Defect(FIGURES, "      change: level", "      change:", "field-is-required"),
    Defect(FIGURES, "      count: rain\n", "", "field-is-required", "    derive:\n    unit: days"),
    Defect(FIGURES, "      sum: [houses-destroyed, houses-damaged]", "      sum: []", "field-is-required"),
    Defect(FIGURES, "{share: [houses-destroyed, houses-hit]}", "{share: [houses-destroyed]}", "field-is-required"),
    Defect(FIGURES, "{share: [houses-destroyed, houses-hit]}", "{share: []}", "field-is-required"),
    Defect(EVENTS, "    title: The rain starts\n", "", "field-is-required", "  rain-starts:"),
    Defect(EVENTS, "    date: 2021-07-13\n", "", "field-is-required", "  rain-starts:"),
    Defect(EVENTS, "    date: 2022?\n", "    date: null\n", "field-is-required"),
    Defect(NOTES, "    term: Gauge\n", "", "field-is-required", "  gauge:"),
    Defect(
        NOTES,
        "    text: A post with marks from which the level is read.\n",
        "",
        "field-is-required",
        "  gauge:",
    ),
    Defect(DISPUTES, "    question: Was the dam opened too late?\n", "", "field-is-required", "  who-opened:"),
    Defect(DISPUTES, "      - claimant: mayor\n        says:", "      - says:", "field-is-required"),
    Defect(
        DISPUTES,
        "      - claimant: mayor\n        says: The gates were opened without a warning.\n",
        "      - claimant: mayor\n",
        "field-is-required",
        "- claimant: mayor",
    ),
    Defect(
        DISPUTES,
        "      says: A log of calls shows one call at 20:10.\n",
        "",
        "field-is-required",
        "    finding:",
    ),
    Defect(
        CHARTS,
        "    kind: bar\n    figures: [rain]",
        "    figures: [rain]",
        "field-is-required",
        "  rain-by-day:",
    ),
    Defect(CHARTS, "    figures: [rain]\n", "", "field-is-required", "  rain-by-day:"),
    Defect(CHARTS, "    figures: [rain]\n", "    figures: []\n", "field-is-required"),
    Defect(CHARTS, "    title: Most of the rain fell on one day\n", "", "field-is-required", "  rain-by-day:"),
    Defect(LEVELS, "date,value,", "day,value,", "key-is-known"),
    Defect(LEVELS, "2021-07-16,4.80,", "2021-07-16,,", "field-is-required"),
    Defect(LEVELS, "2021-07-16,4.80,", ",4.80,", "field-is-required"),
    Defect(LEVELS, ",3.5,4.25,", ",,4.25,", "field-is-required"),
]
TYPES = [
    Defect(SOURCES, "title: Losses of the year 2021", "title: [Losses, of]", "type-matches"),
    Defect(SOURCES, "title: Losses of the year 2021", "title:\n      text: Losses", "type-matches"),
    Defect(SOURCES, "    kind: dataset", "    kind: datasett", "type-matches"),
    Defect(SOURCES, "    kind: dataset", "    kind:", "type-matches"),
    Defect(SOURCES, "    kind: dataset", "    kind: [dataset]", "type-matches"),
    Defect(SOURCES, "language: en-GB", "language: English", "type-matches"),
    Defect(SOURCES, "language: en-GB", "language: en_GB", "type-matches"),
    Defect(FIGURES, "qualifier: at least", "qualifier: atleast", "type-matches"),
    Defect(FIGURES, "status: estimated", "status: Estimated", "type-matches"),
    Defect(FIGURES, "    round: 1", "    round: one", "type-matches"),
    Defect(FIGURES, "    round: 1", "    round: 1.5", "type-matches"),
    Defect(FIGURES, "    round: 1", "    round: 99", "type-matches"),
    Defect(FIGURES, "vague: hundreds", "vague: 300", "type-matches"),
    Defect(FIGURES, "    tags: damage", "    tags: {a: b}", "type-matches"),
    Defect(FIGURES, "    derive:\n      sum: rain\n", "    derive: sum of rain\n", "type-matches"),
    Defect(FIGURES, "points: river/levels.csv", "points: river/levels.txt", "type-matches"),
    Defect(FIGURES, "points: river/levels.csv", "points: {date: 2021, value: 5}", "type-matches"),
    Defect(FIGURES, "points: river/levels.csv", "points: [5]", "type-matches"),
    Defect(FIGURES, "status: documented}", "status: sure}", "type-matches"),
    Defect(EVENTS, "    title: The rain starts", "    title: {a: b}", "type-matches"),
    Defect(EVENTS, "cite: [gazette-2021-07-16, council-report]", "cite: [[gazette-2021-07-16]]", "type-matches"),
    Defect(NOTES, "  gauge:\n", "  gauge: text\n  gauge-2:\n", "type-matches"),
    Defect(NOTES, "  gauge:\n", "  gauge: [a]\n  gauge-2:\n", "type-matches"),
    Defect(
        DISPUTES,
        "      - claimant: mayor\n        figure: evacuated-mayor",
        "      - evacuated-mayor\n      - claimant: mayor\n        figure: evacuated-mayor",
        "type-matches",
    ),
    Defect(CHARTS, "kind: bar", "kind: pie", "type-matches"),
    Defect(CHARTS, "figures: [rain]", "figures: {rain: 1}", "type-matches"),
    Defect(LEVELS, "4.80,,,council-report,,", "4.80,,,council-report,", "type-matches"),
    Defect(LEVELS, "4.80,,,council-report,,", "4.80,,,council-report,,,x", "type-matches"),
    Defect(LEVELS, "4.80,,,council-report,,", "4,80,,,council-report,,", "type-matches"),
    Defect(LEVELS, '"between', "between", "type-matches"),
    Defect(LEVELS, 'crest of 6.05"', "crest of 6.05", "type-matches"),
]
VALUES = [
    *(
        Defect(FIGURES, "value: 1240", f"value: {written}", "value-is-number")
        for written in (
            "1,240",
            "1_240",
            "1 240",
            "1\u00a0240",
            "1.240,5",
            "0x1F",
            "010",
            "12:30",
            ".nan",
            ".inf",
            "1e5",
            "+1240",
            "5.",
            ".5",
            "yes",
            "about 1240",
            "1240 people",
            "'1,240'",
            "١٢٤٠",
            "\u22125",
            "1240?",
            "[1240]",
            "{a: 1}",
            '"1240 "',
            "0o17",
            "1/2",
            "50%",
            "$5",
            "00",
            "-0x1",
            "2021-07-16",
            "~1240",
            ">5",
        )
    ),
    Defect(FIGURES, "low: 2900", "low: 2,900", "value-is-number"),
    Defect(FIGURES, "value: 31", "value: 31 mm", "value-is-number"),
    Defect(FIGURES, "value: 148.5", "value: '148,5'", "value-is-number"),
    Defect(LEVELS, "4.80", "4.80 m", "value-is-number"),
    Defect(LEVELS, "4.80", '"4,80"', "value-is-number"),
    Defect(
        FIGURES,
        "value: 1240",
        "value: -1240",
        "value-is-possible",
        also=("docs/index.md:9:text-agrees-with-figure",),
    ),
    Defect(FIGURES, "value: 1240", "value: " + "9" * 31, "value-is-possible"),
    Defect(FIGURES, "low: 2900", "low: 29000", "range-is-ordered"),
    Defect(FIGURES, "best: 3100", "best: 31000", "range-is-ordered"),
    Defect(FIGURES, "low: 60", "low: 600", "range-is-ordered"),
    Defect(FIGURES, "best: 70", "best: 7", "range-is-ordered"),
    Defect(LEVELS, "3.5,4.25", "4.5,4.25", "range-is-ordered"),
    Defect(
        FIGURES,
        "sum: [houses-destroyed, houses-damaged]",
        "sum: [evacuated-mayor, evacuated-council]",
        "value-is-possible",
        "derive:\n      sum: [evac",
    ),
    Defect(CHARTS, "      - houses-damaged", "      - evacuated-mayor", "value-is-possible"),
    Defect(FIGURES, "    value: 412\n", "    value: 412\n    vague: hundreds\n", "key-is-known", "vague"),
    Defect(FIGURES, "    value: 412\n", "    value: 412\n    low: 400\n", "key-is-known", "low: 400"),
    Defect(
        FIGURES,
        "    value: 412\n",
        "    value: 412\n    derive: {sum: rain}\n",
        "key-is-known",
        "derive: {sum",
    ),
    Defect(FIGURES, "        value: 31\n", "        value: 31\n        low: 30\n", "key-is-known", "low: 30"),
    Defect(
        FIGURES,
        "      change: level",
        "      change: level\n    cite: council-report",
        "key-is-known",
        "cite: council-report",
    ),
    Defect(
        FIGURES,
        "      change: level",
        "      change: level\n      sum: level",
        "key-is-known",
        "derive:\n      change",
    ),
    Defect(FIGURES, "    value: 412\n", "    value: 412\n    round: 1\n", "key-is-known", "round: 1"),
]
DATES = [
    *(
        Defect(EVENTS, "date: 2021-07-13", f"date: {written}", "date-is-valid")
        for written in (
            "13.07.2021",
            "07/13/2021",
            "2021-7-13",
            "2021/07/13",
            "13 July 2021",
            "July 2021",
            "yesterday",
            "20210713",
            "21-07-13",
            "2021-07-13T10:00Z",
            "2021-07-13 10:00:00",
            "'~2021'",
            "2020s",
            "2021-07-13-14",
            "..",
            "c. 2021",
            "2021–2022",
            "'2021-07-13 '",
            "0",
            "Y2021",
            "20XX-07-13",
            "٢٠٢١",
        )
    ),
    *(
        Defect(EVENTS, "date: 2021-07-13", f"date: {written}", "date-is-possible")
        for written in (
            "2021-02-30",
            "2021-13",
            "2021-00",
            "2021-06-31",
            "2021-07-00",
            "2021-02-29",
            "2021-07-13T25:00:00Z",
            "2021-07-15/2021-07-13",
            "2021-13-01",
        )
    ),
    Defect(FIGURES, "as_of: 2022-02", "as_of: 2022-2", "date-is-valid"),
    Defect(FIGURES, "as_of: 2021-07-15/2021-07-16", "as_of: 2021-07-17/2021-07-16", "date-is-possible"),
    Defect(FIGURES, "review_by: 2024-01-01", "review_by: soon", "date-is-valid"),
    Defect(FIGURES, "      - date: 2021-07-25", "      - date: 25.7.2021", "date-is-valid"),
    Defect(FIGURES, "      - {date: 2021-07-14", "      - {date: 2021-07-32", "date-is-possible"),
    Defect(SOURCES, "accessed: 2023-01-06", "accessed: 2023-01-66", "date-is-possible"),
    Defect(SOURCES, "published: 2021-07-16", "published: 2024-07-16", "date-is-possible", "accessed: 2023-01-05"),
    Defect(SOURCES, "published: 2022\n", "published: May 2022\n", "date-is-valid"),
    Defect(DISPUTES, "date: 2021-07-18", "date: 2021-07-99", "date-is-possible"),
    Defect(LEVELS, "2021-07-16,4", "16.07.2021,4", "date-is-valid"),
    Defect(LEVELS, "2021-07-16,4", "2021-07-36,4", "date-is-possible"),
]
URLS = [
    *(
        Defect(SOURCES, "https://wire.example/a/1", written, "url-is-safe")
        for written in (
            "javascript:alert(1)",
            "www.wire.example",
            "ftp://wire.example/a",
            "https:wire.example",
            "https:///a",
            "//wire.example",
            "https://wire.example/a b",
            "data:text/html,x",
            "https://user:pass@wire.example/",
            "wire.example/a",
            "file:///etc/passwd",
            "https://",
            "htps://wire.example/",
            "https://wire.example/<b>",
            "'https://wire.example/\"'",
            "mailto:a@wire.example",
        )
    ),
    Defect(SOURCES, "archive: https://archive", "archive: archive", "url-is-safe"),
]
AGREEMENT = [
    Defect(
        FIGURES,
        "sum: [houses-destroyed, houses-damaged]",
        "sum: [houses-destroyed, insured-loss]",
        "unit-agrees",
        "derive:\n      sum: [houses-destroyed, insured",
    ),
    Defect(
        CHARTS,
        "      - houses-damaged",
        "      - insured-loss",
        "unit-agrees",
        "figures:\n      - houses-destroyed\n      - insured",
    ),
    Defect(
        FIGURES,
        "counts: houses in the valley, July 2021\n    cite: {",
        "counts: houses in Altfurt\n    cite: {",
        "scope-agrees",
        "derive:\n      sum",
        also=("data/charts.yml:13:scope-agrees",),
    ),
    Defect(CHARTS, "figures: [rain]", "figures: [rain, level]", "unit-agrees"),
]
CITED = [
    Defect(FIGURES, "    cite: [council-report]\n", "", "figure-has-citation", "  evacuated-council:"),
    Defect(
        FIGURES,
        "    cite: [council-report]\n",
        "    cite: []\n",
        "figure-has-citation",
        "  evacuated-council:",
    ),
    Defect(FIGURES, "    cite: [council-report]\n", "    cite:\n", "figure-has-citation", "  evacuated-council:"),
    Defect(
        FIGURES,
        "    cite: [council-report]\n",
        '    cite: ""\n',
        "figure-has-citation",
        "  evacuated-council:",
    ),
    Defect(FIGURES, "        cite: gazette-2021-07-16\n", "", "point-has-citation", "- date: 2021-07-13"),
    Defect(FIGURES, "cite: council-report, note: A record.", "note: A record.", "point-has-citation"),
    Defect(LEVELS, "4.80,,,council-report,,", "4.80,,,,,", "point-has-citation"),
    Defect(
        EVENTS,
        "    cite: [gazette-2021-07-16, council-report]\n",
        "",
        "event-has-citation",
        "  town-flooded:",
    ),
    Defect(
        EVENTS,
        "    cite: [gazette-2021-07-16, council-report]\n",
        "    cite: []\n",
        "event-has-citation",
        "  town-flooded:",
    ),
    Defect(
        DISPUTES,
        "      - claimant: mayor\n        says: The gates were opened without a warning.\n"
        "        date: 2021-07-18\n        cite: mayor-interview\n",
        "      - claimant: mayor\n        says: The gates were opened without a warning.\n",
        "dispute-has-citation",
        "- claimant: mayor",
    ),
    Defect(DISPUTES, "      cite: wire-2021-07-20\n", "", "dispute-has-citation", "finding:"),
    Defect(NOTES, "    cite: council-report\n", "", "note-has-citation", "  hundred-year-flood:"),
    Defect(
        FIGURES,
        "stated_as: at least 412 houses destroyed",
        "stated_as: at least 412 houses were destroyed in the valley on that day",
        "evidence-is-quoted",
    ),
    Defect(LEVELS, "1.20 metres", "1.20 metres at the gauge of Altfurt by the bridge", "evidence-is-quoted"),
]
RESOLVED = [
    Defect(FIGURES, "    cite: [council-report]", "    cite: [council-rapport]", "citation-resolves"),
    Defect(FIGURES, "    cite: mayor-interview", "    cite: mayor-interveiw", "citation-resolves"),
    Defect(FIGURES, "      - gazette-2021-07-16\n", "      - gazette-2021-07-17\n", "citation-resolves"),
    Defect(FIGURES, "      - source: council-report\n", "      - source: council\n", "citation-resolves"),
    Defect(FIGURES, "          - source: wire-2021-07-20", "          - source: wire", "citation-resolves"),
    Defect(EVENTS, "      - wire-2021-07-20", "      - wire-2021-07-21", "citation-resolves"),
    Defect(EVENTS, "{source: council-report, note", "{source: council_report, note", "citation-resolves"),
    Defect(DISPUTES, "      cite: wire-2021-07-20", "      cite: wire-2021-07-22", "citation-resolves"),
    Defect(NOTES, "cite: council-report", "cite: Council-Report", "citation-resolves"),
    Defect(ACTORS, "cite: council-report", "cite: councilreport", "citation-resolves"),
    Defect(LEVELS, "4.80,,,council-report", "4.80,,,counsel-report", "citation-resolves"),
    Defect(
        LEVELS,
        "gazette-2021-07-16; council-report",
        "gazette-2021-07-16; counsel-report",
        "citation-resolves",
    ),
    Defect(LEVELS, "gazette-2021-07-16; council-report", "gazette-2021-07-16;", ""),
    Defect(FIGURES, "    cite: [council-report]", "    cite: [houses-destroyed]", "citation-resolves"),
    Defect(SOURCES, "via: gazette-2021-07-16", "via: gazette", "reference-resolves"),
    Defect(EVENTS, "figures: rain", "figures: rains", "reference-resolves"),
    Defect(EVENTS, "      - houses-damaged", "      - houses-damged", "reference-resolves"),
    Defect(EVENTS, "      - houses-damaged", "      - mayor", "reference-resolves"),
    Defect(CHARTS, "figures: [rain]", "figures: [rian]", "reference-resolves"),
    Defect(CHARTS, "events: [dam-opened]", "events: [dam-closed]", "reference-resolves"),
    Defect(
        FIGURES,
        "      sum: [houses-destroyed, houses-damaged]",
        "      sum: [houses-destroyed, houses-damagd]",
        "reference-resolves",
    ),
    Defect(DISPUTES, "figure: evacuated-mayor", "figure: evacuated-major", "reference-resolves"),
    Defect(NOTES, "[@level:2021-07-15]", "[@level:2021-07-25]", "reference-resolves"),
    Defect(NOTES, "[@level:2021-07-15]", "[@levels]", "reference-resolves"),
    Defect(NOTES, "It may come twice in a row.", "It may [@cometh] twice.", "reference-resolves", "text: |"),
    Defect(INDEX, "[@houses-destroyed] were", "[@houses-destroid] were", "reference-resolves"),
    Defect(
        INDEX,
        "[@mayor-interview, 00:04:02; @gazette-2021-07-16]",
        "[@mayor-interview, 00:04:02; @gazete-2021-07-16]",
        "reference-resolves",
    ),
    Defect(
        INDEX,
        "[about 1240 people][@evacuated-council]",
        "[about 1240 people][@evacuated]",
        "reference-resolves",
    ),
    Defect(INDEX, "[@level:2021-07-15]", "[@level:2021-07-19]", "reference-resolves"),
    Defect(INDEX, "[@insured-loss]", "[@insured-loss:2021]", "reference-resolves"),
    Defect(INDEX, "[@gauge]", "[@]", "reference-resolves"),
    Defect(INDEX, "[@gauge]", "[@rain-by-day]", "reference-resolves"),
    Defect(INDEX, "[@gauge]", "[@Gauge]", "reference-resolves"),
    Defect(INDEX, "/// chart | rain-by-day", "/// chart | rain-by-week", "reference-resolves"),
    Defect(INDEX, "/// chart | rain-by-day", "/// chart | rain", "reference-resolves"),
    Defect(INDEX, "/// dispute | who-opened", "/// dispute | who-opens", "reference-resolves"),
    Defect(INDEX, "/// facts | houses-destroyed", "/// facts | house-destroyed", "reference-resolves"),
    Defect(INDEX, "/// chart | rain-by-day", "/// chart", "field-is-required"),
    Defect(INDEX, "/// facts | houses-destroyed evacuated-council level", "/// facts", "field-is-required"),
    Defect(NUMBERS, "actors: district-council", "actors: district-counsel", "actor-resolves"),
    Defect(NUMBERS, "kinds: [weather, decision]", "kinds: [weather, decisions]", "reference-resolves"),
    Defect(NUMBERS, "    tags: damage", "    tags: damages", "reference-resolves"),
    Defect(NUMBERS, "with [@houses-damaged]", "with [@houses-damged]", "reference-resolves"),
    Defect(NUMBERS, "A list with [@rain:2021-07-14]", "A list with [@rain:2021-07-24]", "reference-resolves"),
    Defect(FIGURES, "    claimant: insurers-union", "    claimant: insurer-union", "actor-resolves"),
    Defect(FIGURES, "        claimant: mayor", "        claimant: major", "actor-resolves"),
    Defect(
        FIGURES,
        "    claimant: insurers-union",
        "    claimant: council-report",
        "actor-resolves",
        also=("data/actors.yml:7:fact-is-used",),
    ),
    Defect(EVENTS, "    claimant: mayor", "    claimant: Mayor", "actor-resolves"),
    Defect(
        EVENTS,
        "actors: [district-council, river-board]",
        "actors: [district-council, riverboard]",
        "actor-resolves",
    ),
    Defect(DISPUTES, "      - claimant: mayor", "      - claimant: the mayor", "actor-resolves"),
]
RINGS = [
    Defect(
        FIGURES,
        "      sum: rain\n",
        "      sum: rain-total\n",
        "no-cycle",
        "    derive:\n      sum: rain-total",
    ),
    Defect(
        SOURCES,
        "    kind: news\n    stands_with",
        "    via: wire-2021-07-20\n    kind: news\n    stands_with",
        "no-cycle",
        "via: wire-2021-07-20",
        also=("data/sources.yml:32:no-cycle",),
    ),
    Defect(SOURCES, "via: gazette-2021-07-16", "via: wire-2021-07-20", "no-cycle"),
    Defect(
        DISPUTES,
        "      - claimant: district-council\n        figure: evacuated-council\n",
        "",
        "two-sides-needed",
        "sides:\n      - claimant: mayor\n        figure",
    ),
    Defect(
        DISPUTES,
        "      - claimant: district-council\n        figure",
        "      - claimant: mayor\n        figure",
        "two-sides-needed",
        "sides:\n      - claimant: mayor\n        figure",
    ),
    Defect(FIGURES, "status: documented}", "status: confirmed}", "two-origins-needed"),
    Defect(
        FIGURES,
        "    status: documented\n    counts: houses in the valley",
        "    status: confirmed\n    counts: houses in the valley",
        "two-origins-needed",
    ),
]
OPTIONS = [
    Defect(SETTINGS, "      data: data", "      dta: data", "option-is-known"),
    Defect(SETTINGS, "      data: data", "      data: facts", "file-is-inside"),
    Defect(SETTINGS, "      data: data", "      data: ../flood/data", ""),
    Defect(SETTINGS, "      data: data", "      data: [data]", "option-is-known"),
    Defect(SETTINGS, "      data: data", "      data: data\n      data: data", "key-is-unique"),
    Defect(SETTINGS, "locale: en-GB", "locale: xx-YY", "option-is-known"),
    Defect(SETTINGS, "evidence: optional", "evidence: requird", "option-is-known"),
    Defect(SETTINGS, "number_is_cited: off", "number_is_cited: maybe", "option-is-known"),
    Defect(SETTINGS, "number_is_cited: off", "snapshots: nowhere", ""),
    Defect(INDEX, "[@houses-destroyed, value]", "[@houses-destroyed, valeu]", "option-is-known"),
    Defect(INDEX, "[@town-flooded, date]", "[@town-flooded, value]", "option-is-known"),
    Defect(INDEX, "[@gauge]", "[@gauge, p. 3]", "option-is-known"),
    Defect(NUMBERS, "    tags: damage", "    tag: damage", "option-is-known"),
    Defect(NUMBERS, "    order: oldest", "    order: up", "type-matches"),
    Defect(NUMBERS, "    from: 2021-07", "    from: July", "date-is-valid"),
    Defect(NUMBERS, "    to: 2021-07-31", "    to: 2021-07-32", "date-is-possible"),
    Defect(NUMBERS, "    kinds: [news, report]", "    kinds: [news, report", "yaml-is-valid"),
    Defect(NUMBERS, "    order: oldest", "    order: oldest\n    order: newest", "key-is-unique", "order: newest"),
    Defect(
        INDEX,
        "/// dispute | who-opened\n",
        "/// dispute | who-opened\n    width: 5\n",
        "option-is-known",
        "width",
    ),
    Defect(
        INDEX,
        "/// dispute | who-opened\n///\n",
        "/// dispute | who-opened\n",
        "block-is-closed",
        "/// dispute",
    ),
    Defect(NUMBERS, "/// corrections\n///\n", "/// corrections\n", "block-is-closed", "/// corrections"),
    Defect(NUMBERS, "/// corrections", "/// correction", "option-is-known"),
    Defect(INDEX, "title: The flood\n", "title: The: flood\n", "yaml-is-valid"),
    Defect(INDEX, "title: The flood\n", "title: The flood\ntitle: x\n", "key-is-unique", "title: x"),
    Defect(INDEX, 'uncited: {"24/7": "a way of speaking", "2021": the year}', "uncited: [24/7]", "type-matches"),
    Defect(FIGURES, "points: river/levels.csv", "points: river/level.csv", "file-is-inside"),
    Defect(FIGURES, "points: river/levels.csv", "points: ../mkdocs.csv", "file-is-inside"),
    Defect(FIGURES, "points: river/levels.csv", "points: /etc/levels.csv", "file-is-inside"),
    Defect(FIGURES, "points: river/levels.csv", "points: River/levels.csv", "file-is-inside"),
    Defect(CHARTS, "    kind: bar\n    figures:\n", "    draw: drawing:houses\n    figures:\n", "file-is-inside"),
    Defect(CHARTS, "    kind: bar\n    figures:\n", "    draw: drawing\n    figures:\n", "type-matches"),
]
UNUSED = [
    Defect(ACTORS, "actors:\n", "actors:\n  nobody:\n    name: Nobody\n", "fact-is-used", "nobody:"),
    Defect(
        SOURCES,
        "sources:\n",
        "sources:\n  unread:\n    title: T\n    accessed: 2023\n    offline: x\n",
        "fact-is-used",
        "unread:",
    ),
    Defect(
        DISPUTES,
        "disputes:\n",
        "disputes:\n  why:\n    question: Why?\n"
        "    sides: [{claimant: mayor, says: A, cite: wire-2021-07-20}, {claimant: "
        "river-board, says: B, cite: wire-2021-07-20}]\n",
        "fact-is-used",
        "why:",
    ),
]

FOUND_ON_ANOTHER_SITE = [
    Defect(NOTES, "here [6.05 metres]", "here [6.50 metres]", "text-agrees-with-figure"),
    Defect(NOTES, "from which the level", "from which the [@] level", "reference-resolves", "text: A post"),
    Defect(NOTES, "with marks", "with `[@marks]`", ""),
    Defect(
        FIGURES,
        "sum: [houses-destroyed, houses-damaged]",
        "sum: [houses-destroyed, houses-damaged]\n    unit: barns",
        "unit-agrees",
        "unit: barns",
    ),
    Defect(
        FIGURES,
        "      change: level\n",
        "      change: houses-destroyed\n",
        "value-is-possible",
        "derive:\n      change",
    ),
    Defect(FIGURES, "points: river/levels.csv", "points: /etc/passwd", "file-is-inside"),
    Defect(EVENTS, "title: ", "title: A\u200b", "text-is-clean"),
]

DEFECTS = [
    *VALIDITY,
    *PLAIN,
    *CLEAN,
    *KEYS,
    *IDS,
    *REQUIRED,
    *TYPES,
    *VALUES,
    *DATES,
    *URLS,
    *AGREEMENT,
    *CITED,
    *RESOLVED,
    *RINGS,
    *OPTIONS,
    *UNUSED,
    *FOUND_ON_ANOTHER_SITE,
]


@pytest.mark.parametrize("defect", [defect for defect in DEFECTS if defect.code], ids=str)
def test_each_slip_is_found_at_its_line_and_alone(
    site: Path, capsys: pytest.CaptureFixture[str], defect: Defect
) -> None:
    line = _apply(site, defect)

    status, problems = _check(site, capsys)

    found = [f"{problem['file']}:{problem['line']}:{problem['code']}" for problem in problems]
    assert sorted(found) == sorted([f"{defect.file}:{line}:{defect.code}", *defect.also])
    assert [p["code"] in WARNINGS for p in problems] == [p["severity"] == "warning" for p in problems]
    assert status == (defect.code not in WARNINGS)


@pytest.mark.parametrize("change", [defect for defect in DEFECTS if not defect.code], ids=str)
def test_what_is_no_slip_raises_nothing(site: Path, capsys: pytest.CaptureFixture[str], change: Defect) -> None:
    _apply(site, change)

    assert _check(site, capsys) == (0, [])


HARMLESS: list[tuple[str, str, str, str]] = [
    ("comment above", FIGURES, "figures:\n", "# Numbers\n\n# @ % ` & * ! : [ {\nfigures:\n"),
    ("comment behind", FIGURES, "value: 412", "value: 412 # counted twice"),
    ("comment behind a key", FIGURES, "  houses-damaged:\n", "  houses-damaged:  # see below\n"),
    ("comment at the margin", FIGURES, "    value: 412", "# note: x\n    value: 412"),
    ("comment without a space above", FIGURES, "    value: 412", "    #value: 413\n    value: 412"),
    (
        "comment in a list",
        FIGURES,
        "      - gazette-2021-07-16\n",
        "      # - other\n      - gazette-2021-07-16\n",
    ),
    ("single quotes", FIGURES, "value: 412", "value: '412'"),
    ("double quotes", FIGURES, "value: 412", 'value: "412"'),
    ("quoted date", EVENTS, "date: 2021-07-13", 'date: "2021-07-13"'),
    ("quoted key", FIGURES, "    value: 412", '    "value": 412'),
    ("quoted id", FIGURES, "  houses-damaged:", '  "houses-damaged":'),
    ("quoted kind", FIGURES, "figures:\n", "'figures':\n"),
    ("quoted number sign", EVENTS, "place: Altfurt", 'place: "Altfurt #1"'),
    ("number sign in a word", EVENTS, "place: Altfurt", "place: Altfurt#1"),
    ("quoted colon", EVENTS, "place: Altfurt", 'place: "Altfurt: the market"'),
    ("colon without a space", EVENTS, "place: Altfurt", "place: Altfurt:market"),
    ("apostrophe", EVENTS, "place: Altfurt", "place: Altfurt's market"),
    ("doubled apostrophe", EVENTS, "place: Altfurt", "place: 'Altfurt''s market'"),
    ("escapes", EVENTS, "place: Altfurt", 'place: "Altf\\u00fcrt \\t \\" \\x41"'),
    ("folded", EVENTS, "place: Altfurt", "place: >\n      Altfurt,\n      the market"),
    ("folded, stripped", EVENTS, "place: Altfurt", "place: >-\n      Altfurt # market"),
    ("literal", EVENTS, "place: Altfurt", "place: |\n      Altfurt:\n      the market"),
    ("literal, kept", EVENTS, "place: Altfurt", "place: |+\n      Altfurt\n\n"),
    ("text over two lines", EVENTS, "place: Altfurt", "place: Altfurt and\n      its market"),
    ("quoted over two lines", EVENTS, "place: Altfurt", 'place: "Altfurt and\n      its market"'),
    ("number as a text", EVENTS, "place: Altfurt", "place: 1,000"),
    ("yes as a text", EVENTS, "place: Altfurt", "place: no"),
    ("date as a text", EVENTS, "place: Altfurt", "place: 2021-02-30"),
    ("null in quotes", EVENTS, "place: Altfurt", "place: 'null'"),
    ("spaces behind", FIGURES, "value: 412", "value: 412   "),
    ("spaces before", FIGURES, "value: 412", "value:     412"),
    ("space before the colon", FIGURES, "value: 412", "value : 412"),
    ("tab behind", FIGURES, "value: 412", "value: 412\t"),
    ("empty lines", FIGURES, "    value: 412\n", "\n    value: 412\n\n   \n"),
    (
        "end mark",
        FIGURES,
        "    derive:\n      change: level\n",
        "    derive:\n      change: level\n..." + "\n",
    ),
    (
        "flow list",
        FIGURES,
        "      - source: council-report\n        stated_as: at least 412 houses destroyed\n"
        "        locator: p. 14\n      - gazette-2021-07-16\n",
        "      [{source: council-report, stated_as: at least 412 houses destroyed}, gazette-2021-07-16]\n",
    ),
    ("flow over lines", FIGURES, "tags: [houses, damage]", "tags: [\n      houses,\n      damage,\n    ]"),
    (
        "block mapping",
        FIGURES,
        "unit: {one: house, other: houses}",
        "unit:\n      other: houses\n      one: house",
    ),
    (
        "block for flow",
        FIGURES,
        "derive: {share: [houses-destroyed, houses-hit]}",
        "derive:\n      share:\n      - houses-destroyed\n      - houses-hit",
    ),
    (
        "round within",
        FIGURES,
        "derive: {share: [houses-destroyed, houses-hit]}\n    round: 1",
        "derive: {share: [houses-destroyed, houses-hit], round: 2}",
    ),
    ("one citation", FIGURES, "cite: [council-report]", "cite: council-report"),
    ("one citation as a mapping", FIGURES, "cite: [council-report]", "cite: {source: council-report}"),
    (
        "one citation as a list of mappings",
        FIGURES,
        "cite: [council-report]",
        "cite:\n      - {source: council-report}",
    ),
    (
        "keys in another order",
        FIGURES,
        "    label: Houses destroyed\n    value: 412\n",
        "    value: 412\n    label: Houses destroyed\n",
    ),
    ("number with a fraction", FIGURES, "value: 148.5", "value: 148.50"),
    ("zero", FIGURES, "value: 31", "value: 0"),
    ("year", EVENTS, "date: 2022?", "date: 2022"),
    ("season", EVENTS, "date: 2022?", "date: 2022-23"),
    ("decade", EVENTS, "date: 2022?", "date: 202X"),
    ("about", EVENTS, "date: 2022?", "date: 2022-05~"),
    ("about and uncertain", EVENTS, "date: 2022?", "date: 2022-05-04%"),
    ("open interval", EVENTS, "date: 2022?", "date: 2022-05-04/.."),
    ("moment with a zone", EVENTS, "date: 2022?", "date: 2022-05-04T10:00:00+02:00"),
    ("leap day", EVENTS, "date: 2022?", "date: 2024-02-29"),
    (
        "address with much in it",
        SOURCES,
        "https://wire.example/a/1",
        "https://wire.example:8443/a/~b_c(d)/e,f;g?h=[i]&j=%D1%8F#k!l*m'n",
    ),
    ("address in Cyrillic", SOURCES, "https://wire.example/a/1", "https://новини.укр/стаття"),
    ("empty kind", NOTES, "notes:\n", "events:\nnotes:\n"),
    ("quoted cell", LEVELS, "2021-07-16,4.80", '"2021-07-16","4.80"'),
    ("spaces in cells", LEVELS, "2021-07-16,4.80,,,council-report", "2021-07-16, 4.80 , , , council-report "),
    ("quoted line break in a cell", LEVELS, "Gauge lost at night", '"Gauge lost\nat night, twice"'),
    ("empty lines in a table", LEVELS, "2021-07-16,4", "\n\n2021-07-16,4"),
    ("code span", INDEX, "See [@gauge]", "See `[@x]` and ``[@y]`` and [@gauge]"),
    ("code span over two lines", INDEX, "See [@gauge]", "See `a\n[@x] b` and [@gauge]"),
    ("fence with tildes", INDEX, "See [@gauge]", "~~~\n[@x]\n```\n[@y]\n~~~\n\nSee [@gauge]"),
    ("fence in a fence", INDEX, "See [@gauge]", "````\n```\n[@x]\n```\n[@y]\n````\n\nSee [@gauge]"),
    ("fence in a list", INDEX, "See [@gauge]", "- item\n\n    ```yaml\n    [@x]\n    ```\n\nSee [@gauge]"),
    ("indented code", INDEX, "See [@gauge]", "\n    [@x]\n\n\n    [@y]\n\nSee [@gauge]"),
    ("indented code by a tab", INDEX, "See [@gauge]", "\n\t[@x]\n\nSee [@gauge]"),
    ("indented code in a list", INDEX, "See [@gauge]", "\n- item\n\n        [@x]\n\nSee [@gauge]"),
    ("comment in a page", INDEX, "See [@gauge]", "<!-- [@x] --> See [@gauge]"),
    ("preformatted text", INDEX, "See [@gauge]", "<pre>\n[@x]\n</pre>\n\nSee [@gauge]"),
    ("escape", INDEX, "See [@gauge]", "See \\[@x], \\[@y][z] and [@gauge]"),
    (
        "address for mail",
        INDEX,
        "See [@gauge]",
        "a@b.example, <a@b.example>, [write](mailto:a@b.example) and [@gauge]",
    ),
    (
        "handle",
        INDEX,
        "See [@gauge]",
        "@someone, (@someone), [@someone](https://x.example/@someone) and [@gauge]",
    ),
    ("link definition", INDEX, "See [@gauge]", "[@someone]: https://x.example/@someone\n\nSee [@gauge]"),
    ("footnote", INDEX, "See [@gauge]", "[^1]: A note.\n\nSee[^1] [@gauge]"),
    ("image", INDEX, "See [@gauge]", "![@x](y.png) and [@gauge]"),
    ("attribute", INDEX, "See [@gauge]", '<a title="[@x]" href="#">y</a> and [@gauge]'),
    ("locator with a comma", INDEX, "[@council-report, p. 14]", "[@council-report, p. 14, table 2]"),
    (
        "several sources",
        INDEX,
        "[@council-report, p. 14]",
        "[@council-report, p. 14; @mayor-interview;@insurers-2022]",
    ),
    ("reference over two lines", INDEX, "[@council-report, p. 14]", "[@council-report,\np. 14]"),
    ("words with emphasis", INDEX, "[about 1240 people]", "[about *1240* people]"),
    ("in a table", INDEX, "See [@gauge]", "| a | b |\n|---|---|\n| [@level] | [x][@rain] |\n\nSee [@gauge]"),
    ("in a heading", INDEX, "# The flood in", "# The [crest][@crest] in"),
    (
        "other blocks",
        INDEX,
        "See [@gauge]",
        "/// note | Title\n    attrs: {class: x}\nText\n///\n\n/// details | More\nText\n///\n\nSee [@gauge]",
    ),
    ("longer fence of a block", INDEX, "/// dispute | who-opened\n///", "//// dispute | who-opened\n////"),
    (
        "front matter of another theme",
        INDEX,
        "tags: [flood, river]",
        "tags: [flood, river]\nhide: [toc]\nanchor: &a x\nother: *a",
    ),
    ("no front matter", NUMBERS, "# Numbers", "---\n\n# Numbers"),
    (
        "plugins as a mapping",
        SETTINGS,
        "  - search\n  - explainer:\n      data: data\n      locale: en-GB\n"
        "      evidence: optional\n      number_is_cited: off\n",
        "  search: {}\n  explainer:\n    data: data\n",
    ),
    (
        "no options",
        SETTINGS,
        "  - explainer:\n      data: data\n      locale: en-GB\n      evidence: optional\n      number_is_cited: off\n",
        "  - explainer\n",
    ),
    (
        "empty options",
        SETTINGS,
        "  - explainer:\n      data: data\n      locale: en-GB\n      evidence: optional\n      number_is_cited: off\n",
        "  - explainer: {}\n",
    ),
    ("option from the environment", SETTINGS, "locale: en-GB", "locale: !ENV [LENNE_LOCALE, en-GB]"),
    ("option as a boolean", SETTINGS, "number_is_cited: off", "number_is_cited: true"),
    ("quoted option", SETTINGS, "number_is_cited: off", 'number_is_cited: "off"'),
    ("theme as a word", SETTINGS, "theme:\n  name: mkdocs\n  locale: de\n", "theme: mkdocs\n"),
]


@pytest.mark.parametrize(("file", "old", "new"), [case[1:] for case in HARMLESS], ids=[case[0] for case in HARMLESS])
def test_a_harmless_variant_raises_nothing(
    site: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str
) -> None:
    text = (site / file).read_text("utf-8")
    assert old in text
    (site / file).write_text(text.replace(old, new, 1), "utf-8", newline="")

    assert _check(site, capsys) == (0, [])


def _rewrite(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def apply(site: Path) -> None:
        for path in site.rglob("*"):
            if path.is_file():
                path.write_bytes(change(path.read_bytes()))

    return apply


def _merge(site: Path) -> None:
    files = sorted(path for path in (site / "data").rglob("*.y*ml"))
    text = "\n".join(path.read_text("utf-8").removeprefix("---\n") for path in files)
    for path in files:
        path.unlink()
    shutil.move(site / "data" / "river", site / "data" / "all" / "river")
    (site / "data" / "all" / "everything.yaml").write_text(text, "utf-8")


def _split(site: Path) -> None:
    path = site / "data" / "figures.yml"
    head, tail = path.read_text("utf-8").split("  houses-hit:\n")
    path.write_text(head, "utf-8")
    (site / "data" / "0.yml").write_text("figures:\n  houses-hit:\n" + tail, "utf-8")


def _rename(site: Path) -> None:
    for path in (site / "data").rglob("*.yml"):
        path.rename(path.with_name("Zahlen für " + path.stem + ".YAML"))


def _add_others(site: Path) -> None:
    (site / "data" / "README.md").write_text("[@nothing]", "utf-8")
    (site / "data" / ".hidden.yml").write_text("a: [", "utf-8")
    (site / "data" / ".git").mkdir()
    (site / "data" / ".git" / "config.yml").write_text("a: [", "utf-8")
    (site / "data" / "unused.csv").write_bytes(b"\xff")
    (site / "docs" / "drafts").mkdir()
    (site / "docs" / "drafts" / "a.md").write_text("[@nothing]", "utf-8")
    (site / "docs" / "unfinished-x.md").write_text("[@nothing]", "utf-8")
    (site / "docs" / "picture.png").write_bytes(b"\xff[@nothing]")


SITE_WIDE: dict[str, Callable[[Path], None]] = {
    "CRLF": _rewrite(lambda data: data.replace(b"\n", b"\r\n")),
    "byte order mark": _rewrite(lambda data: b"\xef\xbb\xbf" + data),
    "no line end at the end": _rewrite(lambda data: data.rstrip(b"\n")),
    "empty lines at the end": _rewrite(lambda data: data + b"\n\n\n"),
    "one file": _merge,
    "more files": _split,
    "other names": _rename,
    "other files": _add_others,
}


@pytest.mark.parametrize("change", SITE_WIDE.values(), ids=SITE_WIDE.keys())
def test_a_site_written_otherwise_raises_nothing(
    site: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    change(site)

    assert _check(site, capsys) == (0, [])
