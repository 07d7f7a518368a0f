"""Charts: what is drawn, what it says, and what happens when it cannot be drawn."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from explainer.render.charts import LAYOUTS, VARIABLES, Annotation, ChartError, ChartTable, Picture, draw, draw_all
from explainer.render.charts import cache as kept
from explainer.render.charts.axes import dates, milliseconds, numbers
from explainer.render.charts.locales import number_locale, read_locale, time_locale
from explainer.render.charts.spec import KINDS, sketch
from explainer.render.charts.table import from_json, to_json
from explainer.render.charts.text import clean, wrap
from tests.unit.render.awkward_tables import AWKWARD, EVENTS
from tests.unit.render.charts_tables import (
    DAYS,
    HOSTILE,
    SVG,
    TO_UKRAINE,
    assert_golden_spec,
    draw_here,
    exchanges,
    inherited,
    make_row,
    make_table,
    marks,
    missing,
    named_dead,
    read,
    running_totals,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart

OWN_KINDS = ("bar", "grouped-bar", "line", "step", "cumulative")
"""Kinds that are tested here; the others have files of their own."""


@pytest.fixture(scope="module")
def drawn_pictures() -> dict[str, Picture]:
    """Some charts, drawn together."""
    found = draw_all([exchanges(), named_dead(), missing()])
    assert not [error for error in found.values() if isinstance(error, ChartError)]
    return {chart: picture for chart, picture in found.items() if isinstance(picture, Picture)}


@pytest.fixture(scope="module")
def drawn(drawn_pictures: dict[str, Picture]) -> dict[str, str]:
    """Their SVGs of the wide layout."""
    return {chart: picture.wide for chart, picture in drawn_pictures.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [exchanges, named_dead, missing, running_totals])
def test_spec_is_as_agreed(make: Callable[[], ChartTable], layout: str) -> None:
    table = make()
    found = sketch(table, width=LAYOUTS[layout]).whole()
    assert_golden_spec(found, f"{table.id}.{layout}")


@pytest.mark.parametrize("table", [exchanges(), named_dead(), missing()], ids=lambda table: table.id)
def test_each_row_is_one_mark_whose_text_is_the_printed_value(table: ChartTable, drawn: dict[str, str]) -> None:
    found = {fact: "".join(element.itertext()) for fact, element in marks(drawn[table.id]).items()}
    assert found == {row.fact: row.value_text for row in table.rows}


@pytest.mark.parametrize("table", [exchanges(), named_dead(), missing()], ids=lambda table: table.id)
def test_one_image_with_name_and_description(table: ChartTable, drawn: dict[str, str]) -> None:
    root = read(drawn[table.id])
    title, description = list(root)[:2]
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert (title.tag, title.text, description.tag, description.text) == (
        f"{SVG}title", "Title", f"{SVG}desc", "Description",
    )  # fmt: skip
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    inside = [name for part in root.iter() if part is not root for name in part.attrib]
    assert not [name for name in inside if name.startswith("aria-") or name in ("role", "tabindex", "class")]


@pytest.mark.parametrize("table", [exchanges(), named_dead(), missing()], ids=lambda table: table.id)
def test_colours_are_variables_and_nothing_is_loaded(table: ChartTable, drawn: dict[str, str]) -> None:
    used = {
        part.attrib[name] for part in read(drawn[table.id]).iter() for name in ("fill", "stroke") if name in part.attrib
    }
    variables = {f"var({name}, {light})" for name, (light, _) in VARIABLES.items()}
    assert used <= variables | {"currentColor", "none"}
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", drawn[table.id])
    assert "font-family" not in drawn[table.id]


def test_bars_say_every_value_and_date(drawn: dict[str, str]) -> None:
    found = texts(drawn["exchanges"])
    assert [text for text in found if text in DAYS] == list(DAYS)
    assert sorted(text for text in found if re.fullmatch(r"[\d,]+", text)) == sorted(
        row.value_text for row in exchanges().rows
    )
    assert {"Bodies handed over", "Bodies to Ukraine", "Bodies to Russia", "Exchange"} <= set(found)


def test_bars_start_at_zero_and_are_as_long_as_their_values(drawn: dict[str, str]) -> None:
    shapes = {fact: element.attrib["d"] for fact, element in marks(drawn["exchanges"]).items()}
    found = {fact: re.fullmatch(r"M([\d.]+),[\d.]+h([\d.]+)v.*", path) for fact, path in shapes.items()}
    assert all(found.values())
    assert {match[1] for match in found.values() if match} == {"0"}
    longest = max(float(match[2]) for match in found.values() if match)
    for row in exchanges().rows:
        match = found[row.fact]
        assert match
        assert row.value is not None
        assert float(match[2]) == pytest.approx(longest * float(row.value) / 1245, abs=0.11)


def test_claims_are_hollow_and_counts_solid(drawn: dict[str, str]) -> None:
    found = marks(drawn["exchanges"])
    assert found["to-ukraine:2025-06-11"].get("fill-opacity") == "0.1"
    assert found["to-russia:2025-06-11"].get("fill-opacity") is None
    points = marks(draw_here(make_table(make_row(), make_row("2025-07-17", status="confirmed"), kind="line")))
    assert points["to-ukraine:2025-06-11"].get("fill") == "var(--explainer-paper, #fff)"
    assert points["to-ukraine:2025-07-17"].get("fill") == "var(--explainer-side-1, #055770)"


@pytest.mark.parametrize(
    ("status", "drawn"),
    [("documented", ["side"]), ("claimed", ["side", "paper", "paper"]), ("estimated", ["side", "paper", "side"])],
)
@pytest.mark.parametrize(
    "fields",
    [{"end": "2025-06-30"}, {"value": None, "low": Decimal(1000), "high": Decimal(1300), "value_text": "a range"}],
    ids=["span", "range"],
)
def test_spans_and_ranges_tell_what_is_claimed_as_points_do(
    status: str, drawn: list[str], fields: dict[str, object]
) -> None:
    table = make_table(make_row(**fields, status=status), make_row("2025-09-01", status=status), kind="line")  # type: ignore[arg-type]
    svg = draw_here(table)
    thick = [part for part in read(svg).iter(f"{SVG}line") if part.get("stroke-width") in ("3", "6")]
    strokes = ["paper" if "paper" in (part.get("stroke") or "") else "side" for part in thick]
    assert strokes == drawn
    if status == "estimated":
        assert thick[2].get("stroke-opacity") == "0.4"


def test_a_disputed_span_has_a_diamond_and_a_disputed_range_dashes() -> None:
    span = draw_here(make_table(make_row(end="2025-06-30", disputed=True), kind="line"))
    assert len(list(read(span).iter(f"{SVG}path"))) > len(
        list(read(draw_here(make_table(make_row(end="2025-06-30"), kind="line"))).iter(f"{SVG}path"))
    )
    low_high: dict[str, object] = {"value": None, "low": Decimal(1000), "high": Decimal(1300), "value_text": "a range"}
    ranged = marks(draw_here(make_table(make_row(disputed=True, **low_high), kind="line")))  # type: ignore[arg-type]
    assert ranged["to-ukraine:2025-06-11"].get("stroke-dasharray") == "4,2"


def test_a_side_keeps_its_colour_whatever_the_chart_holds() -> None:
    svg = draw_here(make_table(make_row(), sides=("Russia", "Ukraine", "third party")))
    assert inherited(svg, "to-ukraine:2025-06-11", "stroke") == "var(--explainer-side-2, #96600a)"
    svg = draw_here(make_table(make_row(side="third party"), sides=("Russia", "Ukraine", "third party")))
    assert inherited(svg, "to-ukraine:2025-06-11", "stroke") == "var(--explainer-neutral, #6b6762)"


def _points(table: ChartTable) -> dict[str, Any]:
    """The layer of a line chart's points."""
    (layer,) = [layer for layer in sketch(table, width=640).spec["layer"] if layer["mark"]["type"] == "point"]
    return dict(layer)


def test_a_month_is_drawn_as_a_span_of_its_days(drawn: dict[str, str]) -> None:
    found = marks(drawn["named-dead"])
    span, point = found["named-dead:2023-06-01"], found["named-dead:2026-02-24"]
    assert (span.tag, point.tag) == (f"{SVG}line", f"{SVG}circle")
    axis = dates(
        [date(2023, 6, 1), date(2026, 2, 24)], locale=read_locale("en"), length=1, size=0
    )  # Its ends alone matter here.
    domain = _points(named_dead())["encoding"]["x"]["scale"]["domain"]
    assert domain == [axis.low, axis.high]
    width = sketch(named_dead(), width=640).spec["width"]
    days = milliseconds(date(2023, 6, 30)) - milliseconds(date(2023, 6, 1))
    assert float(span.attrib["x2"]) == pytest.approx(days / (axis.high - axis.low) * width, abs=1)


def test_a_range_without_a_value_is_drawn_from_low_to_high(drawn: dict[str, str]) -> None:
    mark = marks(drawn["missing"])["guess:2024-03-01"]
    assert mark.tag == f"{SVG}line"
    assert abs(float(mark.attrib["y2"])) > 10


def test_a_step_holds_its_value_until_the_next_date(drawn: dict[str, str]) -> None:
    (path,) = [part.attrib["d"] for part in read(drawn["missing"]).iter(f"{SVG}path") if "L" in part.attrib["d"]]
    corners = [tuple(map(float, pair.split(","))) for pair in re.split("[ML]", path)[1:]]
    assert len(corners) == 5
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(corners))
    assert corners[0][1] == corners[1][1]


def test_events_are_named_on_lines_and_between_bars(drawn: dict[str, str]) -> None:
    assert "First talks in Istanbul" in texts(drawn["named-dead"])
    event = Annotation(event="talks", start="2025-07-23", end="2025-07-23", label="Third round of talks")
    found = texts(draw_here(exchanges(annotations=(event,))))
    assert "Third round of talks" in found
    assert len(marks(draw_here(exchanges(annotations=(event,))))) == len(exchanges().rows)


def test_many_events_of_one_day_stand_one_above_the_other() -> None:
    events = tuple(
        Annotation(event=f"event-{n}", start="2025-05-16", end="2025-05-16", label=f"Event number {n}")
        for n in range(9)
    )
    words = [word for word in sketch(named_dead(annotations=events), width=640).words if "Event" in word.text]
    assert len({word.y for word in words}) == 9


def test_axes_speak_the_locale(drawn: dict[str, str]) -> None:
    found = texts(drawn["missing"])
    assert "50\u00a0000" in found
    assert "січ." in found
    assert not {"Jan", "Jul"} & set(found)


@pytest.mark.parametrize("kind", OWN_KINDS)
def test_hostile_text_stays_text(kind: str) -> None:
    rows = (make_row(label=HOSTILE, date_text=HOSTILE, value_text=f"1,212 {HOSTILE}", side=HOSTILE),)
    event = Annotation(event="event", start="2025-06-12", end="2025-06-12", label=HOSTILE)
    table = make_table(
        *rows, kind=kind, title=HOSTILE, description=HOSTILE, x_title=HOSTILE, y_title=HOSTILE, unit=HOSTILE,
        annotations=(event,),
    )  # fmt: skip
    svg = draw_here(table)
    root = read(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert root[0].text == clean(HOSTILE) == HOSTILE[:-4] + "\ufffd" * 4
    assert not re.search("[\0\x0b\x1b]", svg)
    assert "<script" not in svg


@pytest.mark.parametrize("kind", OWN_KINDS)
@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_values_are_drawn(kind: str, name: str) -> None:
    for events in ((), EVENTS):
        table = make_table(*AWKWARD[name], kind=kind, y_title="Bodies handed over", annotations=events)
        assert_words_apart(table)
        assert set(marks(draw_here(table))) == {clean(row.fact) for row in AWKWARD[name]}


def test_fifty_points_weigh_little() -> None:
    first = date(2022, 2, 24).toordinal()
    rows = [make_row(date.fromordinal(first + 30 * n).isoformat(), str(n * 4003)) for n in range(50)]
    table = make_table(*rows, kind="line")
    for layout in LAYOUTS:
        svg = draw_here(table, layout).encode()
        assert len(svg) < 12_000
        assert len(gzip.compress(svg, 9)) < 2_000


def test_bars_without_dates_are_named_by_their_labels() -> None:
    undated = {"start": "", "end": "", "date_text": ""}
    rows = [make_row(fact=f"figure-{n}", series=f"figure-{n}", label="The same words", **undated) for n in range(2)]
    svg = draw_here(make_table(*rows))
    assert texts(svg).count("The same words") == 2
    assert len({element.attrib["d"] for element in marks(svg).values()}) == 2


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (make_table(), "there is no value to draw"),
        (
            make_table(make_row(), kind="lines"),
            f'no kind "lines": the kinds are {", ".join(KINDS)}; did you mean "line"?',
        ),
        (make_table(make_row(value=None)), '"to-ukraine:2025-06-11" has no number that could be drawn'),
        (
            make_table(make_row(value="NaN")),
            '"to-ukraine:2025-06-11" has a value that is not a number',
        ),
        (
            make_table(make_row(fact="killed", start="", end=""), kind="step"),
            '"killed" has no date, which a step chart needs',
        ),
        (make_table(make_row(end="2025-06-01")), '"2025-06-11" to "2025-06-01" are not two days in order'),
        (make_table(make_row(), locale="xx"), '"xx" is no locale that Babel knows'),
    ],
    ids=["empty", "kind", "value", "nan", "date", "order", "locale"],
)
def test_what_cannot_be_drawn_says_why(table: ChartTable, reason: str) -> None:
    with pytest.raises(ChartError) as caught:
        draw_here(table)
    assert str(caught.value) == f'chart "exchanges": {reason}'


OWN = """
import os, sys, time
import altair as alt
from drawings_words import WORD

def dots(rows):
    print("this must not be taken for an answer")
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("start:T"), y="value:Q")
    return base.mark_line() + base.mark_point() + base.mark_text(text=WORD)

def some(rows): return dots(rows[1:])
def line(rows): return alt.Chart(alt.Data(values=rows)).mark_line().encode(x="start:T", y="value:Q")
def remote(rows): return alt.Chart(alt.UrlData("https://example.org/a.json")).mark_bar().encode(x="value:Q")
def picture(rows): return dots(rows) + alt.Chart(alt.Data(values=rows)).mark_image(url="https://example.org/a.png")
def broken(rows): raise KeyError("no such column")
def leaves(rows): sys.exit(3)
def hangs(rows): time.sleep(60)
def crashes(rows): os.abort()
def nothing(rows): return None
"""


def own(folder: Path, name: str) -> ChartTable:
    """A chart drawn by a function of a site."""
    (folder / "drawings.py").write_text(OWN)
    (folder / "drawings_words.py").write_text("WORD = 'first'")
    rows = [make_row(day, value) for day, value in zip(DAYS[:3], TO_UKRAINE, strict=False)]
    return make_table(*rows, id=f"own-{name}", draw=f"drawings:{name}", root=folder)


def test_functions_of_the_site_draw_or_say_why(tmp_path: Path) -> None:
    reasons = {
        "broken": "drawings:broken failed: KeyError: 'no such column'",
        "leaves": "drawings:leaves failed: SystemExit: 3",
        "absent": "drawings:absent failed: AttributeError: module 'drawings' has no attribute 'absent'",
        "nothing": "drawings:nothing failed: AttributeError: 'NoneType' object has no attribute 'to_dict'",
        "some": "3 values are in the facts, but 2 marks were drawn; missing: to-ukraine:2025-06-11 "
        "(keep the field fact in the data, one mark a row)",
        "line": "3 values are in the facts, but 0 marks were drawn; missing: to-ukraine:2025-06-11, "
        "to-ukraine:2025-06-13, to-ukraine:2025-06-14 (keep the field fact in the data, one mark a row)",
        # Nothing is fetched while the chart is drawn, and nothing would be when it is read.
        "remote": None,
        "picture": None,
    }
    tables = [own(tmp_path, name) for name in ("dots", *reasons)]
    found = draw_all(tables)
    picture = found.pop("own-dots")
    assert isinstance(picture, Picture)
    svg = picture.wide
    assert set(marks(svg)) == set(marks(picture.narrow))
    assert set(marks(svg)) == {row.fact for row in tables[0].rows}
    assert texts(svg).count("first") == 3
    errors = {chart: error.reason for chart, error in found.items() if isinstance(error, ChartError)}
    assert list(errors) == [table.id for table in tables[1:]]
    assert {chart: errors[f"own-{chart}"] for chart, reason in reasons.items() if reason} == {
        chart: reason for chart, reason in reasons.items() if reason
    }


def test_a_crash_and_a_hang_cost_only_their_chart(tmp_path: Path) -> None:
    crashes, hangs = own(tmp_path, "crashes"), own(tmp_path, "hangs")
    found = draw_all([own(tmp_path, "dots"), crashes, exchanges(), hangs, named_dead()], timeout=15)
    assert list(found) == ["own-dots", "own-crashes", "exchanges", "own-hangs", "named-dead"]
    assert {chart: str(error) for chart, error in found.items() if isinstance(error, ChartError)} == {
        "own-crashes": str(found["own-crashes"]),
        "own-hangs": 'chart "own-hangs": drawing it took more than 15 seconds and was stopped',
    }
    assert str(found["own-crashes"]).startswith('chart "own-crashes": the renderer stopped (exit ')


def test_bytes_are_the_same_alone_in_company_and_elsewhere(
    drawn_pictures: dict[str, Picture], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "altair.py").write_text("raise SystemExit('not this one')")
    assert draw(missing()) == drawn_pictures["missing"]
    assert draw_all([missing(), named_dead()])["named-dead"] == drawn_pictures["named-dead"]


def test_ids_are_the_charts_own(drawn: dict[str, str]) -> None:
    ids = [part.attrib["id"] for svg in drawn.values() for part in read(svg).iter() if "id" in part.attrib]
    assert len(set(ids)) == len(ids)
    assert {chart_id.split("__")[0] for chart_id in ids} == set(drawn)
    wide, narrow = drawn["exchanges"], draw_here(exchanges(), "narrow")
    assert not set(re.findall(' id="([^"]+)"', wide)) & set(re.findall(' id="([^"]+)"', narrow))


def test_a_kept_chart_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw(exchanges(), cache=tmp_path)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert draw(exchanges(), cache=tmp_path) == first
    assert [path.suffix for path in tmp_path.iterdir()] == [".chart"]


@pytest.mark.parametrize("damage", [b"", b"sha256:0\n<svg/>", None])
def test_a_damaged_entry_is_drawn_again(tmp_path: Path, damage: bytes | None) -> None:
    first = draw(make_table(make_row()), cache=tmp_path)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] if damage is None else damage)
    assert draw(make_table(make_row()), cache=tmp_path) == first
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert draw(make_table(make_row()), cache=tmp_path / "file").wide.startswith("<svg")


def test_errors_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ChartError):
        draw(make_table(), cache=tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_key_follows_what_the_picture_depends_on(tmp_path: Path) -> None:
    table = make_table(make_row())
    others = [
        make_table(make_row(value="1213")),
        make_table(make_row(value_text="1 212")),
        make_table(make_row(), locale="uk"),
        make_table(make_row(), title="Another"),
    ]
    assert len({kept.key(other) for other in (table, *others)}) == 5
    drawing = own(tmp_path, "dots")
    before = kept.key(drawing)
    assert drawing.root
    (drawing.root / "drawings_words.py").write_text("WORD = 'second'")
    assert kept.key(drawing) != before
    assert kept.key(replace(table, root=Path("/elsewhere"))) == kept.key(table)


def test_a_kept_chart_needs_no_renderer(tmp_path: Path) -> None:
    draw(exchanges(), cache=tmp_path)
    code = (
        "import sys, pathlib; from explainer.render.charts import draw; "
        "from explainer.render.charts.table import from_json; "
        "draw(from_json(sys.stdin.read()), cache=pathlib.Path(sys.argv[1])); "
        "print([name for name in ('altair', 'vl_convert', 'babel') if name in sys.modules])"
    )
    package = str(Path(kept.__file__).parents[3])
    found = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        input=to_json(exchanges()), capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": package},
    )  # fmt: skip
    # Babel is the page's too, and may come with the package; the renderers may not.
    assert not {"altair", "vl_convert"} & set(re.findall(r"\w+", found.stdout))


def test_a_table_survives_the_way_to_the_worker() -> None:
    table = exchanges(root=Path("site"), annotations=named_dead().annotations, sides=("Russia",))
    assert from_json(to_json(table)) == table
    assert from_json(to_json(make_table(make_row(value="1.10")))).rows[0].value == Decimal("1.10")


@pytest.mark.parametrize(
    ("values", "zero", "ticks"),
    [
        ("25000 200186", True, "0 50,000 100,000 150,000 200,000 250,000"),
        ("180000 200186", False, "180,000 185,000 190,000 195,000 200,000 205,000"),
        ("0 1", True, "0 1"),
        ("0 0", True, "-1 0 1"),
        ("0.1 0.3", True, "0 0.1 0.2 0.3"),
        ("-3 4", True, "-4 -2 0 2 4"),
    ],
)
def test_number_ticks_are_round(values: str, zero: bool, ticks: str) -> None:
    axis = numbers(map(Decimal, values.split()), locale=read_locale("en"), zero=zero)
    assert " ".join(axis.texts) == ticks


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        (
            "2025-06-11",
            "2025-06-11",
            ["Jun 8\n2025", "Jun 9", "Jun 10", "Jun 11", "Jun 12", "Jun 13", "Jun 14"],
        ),
        ("2025-06-11", "2025-07-20", ["Jun 15\n2025", "Jun 22", "Jul 1", "Jul 8", "Jul 15"]),
        (
            "2025-06-11",
            "2026-02-26",
            ["Jul\n2025", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan\n2026", "Feb", "Mar"],
        ),
        ("1991-08-24", "2026-02-26", ["1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_date_ticks_are_round(first: str, last: str, texts: list[str]) -> None:
    days = [date.fromisoformat(first), date.fromisoformat(last)]
    axis = dates(days, locale=read_locale("en"), length=400, size=13)
    assert list(axis.texts) == texts


def test_d3_gets_the_locale_of_babel() -> None:
    locale = number_locale(read_locale("uk"))
    assert (locale["decimal"], locale["thousands"], locale["grouping"][:2]) == (",", "\u00a0", [3, 3])
    assert number_locale(read_locale("hi"))["grouping"][:3] == [3, 2, 2]
    assert time_locale(read_locale("ru"))["days"][0] == "воскресенье"
    assert time_locale(read_locale("pt-BR"))["shortMonths"][1] == "fev."


def test_words_are_wrapped_and_never_cut() -> None:
    text = "Killed and wounded, as the General Staff says, and Donaudampfschifffahrtsgesellschaft"
    lines = wrap(text, 13, 120)
    assert len(lines) > 4
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
