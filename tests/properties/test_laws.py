"""Laws: what is written one way or the other is the same fact, and what is printed can be read again."""

from __future__ import annotations

import json
import random
import tempfile
import time
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.check.cycles import cycles
from explainer.load.nodes import plain
from explainer.load.text import decode
from explainer.load.yaml_text import read_yaml
from explainer.model.dates import DateError, EdtfDate, read_date
from explainer.model.fields import read_number
from explainer.model.quantities import Quantity, add, subtract
from tests.builders import check, make_site

LAWS = settings(max_examples=200, deadline=None)

_DAYS = st.dates().map(lambda day: day.isoformat())
_PLAIN = st.one_of(_DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4]))
_MARKED = st.builds(lambda date, mark: date + mark, _PLAIN, st.sampled_from(["", "~", "?", "%"]))
_MOMENTS = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat() + "Z")
SINGLE = st.one_of(_MARKED, _MOMENTS, st.integers(0, 999).map(lambda year: f"{year:03d}X"))
_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"]), min_size=1, max_size=30
)


@LAWS
@given(SINGLE)
def test_a_date_is_read_and_printed_as_it_was_written(text: str) -> None:
    date = read_date(text)

    assert str(date) == date.text == text
    assert read_date(str(date)) == date
    assert date.earliest <= date.latest


@LAWS
@given(SINGLE, SINGLE)
def test_an_interval_runs_from_its_start_to_its_end(first: str, last: str) -> None:
    start, end = read_date(first), read_date(last)
    if end.latest < start.earliest:
        with pytest.raises(DateError, match="ends before it starts"):
            read_date(f"{first}/{last}")
    else:
        date = read_date(f"{first}/{last}")
        assert (date.earliest, date.latest) == (start.earliest, end.latest)
        assert (date.start, date.end) == (first, last)


@LAWS
@given(st.text(max_size=20) | st.from_regex(r"[0-9XY~?%/.T:-]{1,20}", fullmatch=True))
def test_any_text_is_a_date_or_a_problem(text: str) -> None:
    found = _read(text)

    if isinstance(found, DateError):
        assert found.code in ("date-is-valid", "date-is-possible")
        assert str(found)
        assert found.hint
    else:
        assert found.text == text


def _read(text: str) -> EdtfDate | DateError:
    try:
        return read_date(text)
    except DateError as error:
        return error


@LAWS
@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**20), max_value=10**20))
def test_a_number_is_read_exactly_as_it_is_written(number: Decimal) -> None:
    text = f"{number:f}"
    if number == 0:
        text = text.lstrip("-")

    assert str(read_number(text)) == text
    node, problems = read_yaml(f"value: {text}\n", "x.yml")
    assert problems == []
    assert node is not None
    assert plain(node) == {"value": text}


_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**24), max_value=10**24)


@LAWS
@given(st.lists(_NUMBERS, min_size=1, max_size=20))
def test_a_sum_is_exact_and_its_difference_leads_back(numbers: list[Decimal]) -> None:
    parts = [Quantity.exact(number) for number in numbers]
    total = add(parts)

    assert int(total.low.scaleb(5, _exact())) == sum(int(number.scaleb(5, _exact())) for number in numbers)
    assert subtract(total, add(parts[1:])) == parts[0]


def _exact() -> Any:
    import decimal

    return decimal.Context(prec=200)


@LAWS
@given(_WORDS)
def test_a_text_is_the_same_however_it_is_quoted(text: str) -> None:
    text = " ".join(text.split())
    single = "'" + text.replace("'", "''") + "'"
    escaped = "".join(f"\\U{ord(character):08X}" for character in text)
    for written in (json.dumps(text, ensure_ascii=False), f'"{escaped}"', single):
        node, problems = read_yaml(f"a: {written}\n", "x.yml")
        assert problems == []
        assert node is not None
        assert plain(node) == {"a": text or None}


@LAWS
@given(st.text(max_size=100).filter(lambda text: "\r" not in text))
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str) -> None:
    text = text.removeprefix("\ufeff")
    data = text.encode("utf-8", "surrogatepass")
    unix = decode(data, "x")

    assert decode(data.replace(b"\n", b"\r\n"), "x") == unix
    assert decode(b"\xef\xbb\xbf" + data, "x")[0] == unix[0]


_IDS = [f"figure-{number}" for number in range(6)]


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    figures: dict[str, dict[str, Any]] = {}
    for id in _IDS:
        figure: dict[str, Any] = {
            "label": draw(st.sampled_from(["A label", "Houses: lost", "#1", "it's"])),
            "cite": "report",
        }
        figure["value"] = draw(st.integers(0, 10**9))
        if draw(st.booleans()):
            figure["as_of"] = draw(_DAYS)
        if draw(st.booleans()):
            figure["unit"] = draw(st.sampled_from(["houses", {"one": "house", "other": "houses"}, "%"]))
        if draw(st.booleans()):
            figure["cite"] = [{"source": "report", "stated_as": "said so", "reads": "By heart."}, "gazette"]
        figures[id] = figure
    return figures


def _facts_of(files: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        checked = check(make_site(Path(folder), dict(files)))
    assert [str(problem) for problem in checked.problems] == []
    return {id: figure.model_dump() for id, figure in checked.facts.figures.items()}


@settings(max_examples=40, deadline=None)
@given(_facts(), st.randoms(use_true_random=False))
def test_style_of_writing_and_order_of_files_do_not_change_the_facts(
    figures: dict[str, dict[str, Any]], dice: random.Random
) -> None:
    whole = {"data/f.yml": yaml.safe_dump({"figures": figures}, sort_keys=False)}
    expected = _facts_of(whole)

    flow = yaml.safe_dump({"figures": figures}, default_flow_style=True, width=40)
    quoted = yaml.safe_dump({"figures": json.loads(json.dumps(figures))}, default_style='"').replace("!!int ", "")
    commented = whole["data/f.yml"].replace("\n", " # a remark\n").replace("\n", "\n# another\n\n", 3)
    crlf = "\ufeff" + whole["data/f.yml"].replace("\n", "\r\n")
    as_json = json.dumps({"figures": figures}, ensure_ascii=False, indent=2)
    for text in (flow, quoted, commented, crlf, as_json, "---\n" + whole["data/f.yml"] + "...\n"):
        assert _facts_of({"data/f.yml": text}) == expected

    names = list(range(len(figures)))
    dice.shuffle(names)
    parted = {
        f"data/{name}/x.yaml": yaml.safe_dump({"figures": {id: figure}})
        for name, (id, figure) in zip(names, figures.items(), strict=True)
    }
    assert _facts_of(parted) == expected


_GRAPHS = st.dictionaries(st.integers(0, 12).map(str), st.lists(st.integers(0, 14).map(str), max_size=4), max_size=12)


@LAWS
@given(_GRAPHS)
def test_every_member_of_a_ring_is_found_once_and_nothing_else(edges: dict[str, list[str]]) -> None:
    def rests_on_itself(node: str) -> bool:
        seen: set[str] = set()
        waiting = [*edges[node]]
        while waiting:
            other = waiting.pop()
            if other == node:
                return True
            if other not in seen:
                seen.add(other)
                waiting += edges.get(other, [])
        return False

    found = dict(cycles(edges))

    assert list(found) == [node for node in edges if rests_on_itself(node)]
    for node, ring in found.items():
        assert ring[0] == ring[-1] == node
        if "…" not in ring:
            assert all(after in edges[before] for before, after in pairwise(ring))


def test_rings_of_every_shape_are_found_in_linear_time() -> None:
    size = 20_000
    shapes: list[dict[str, list[str]]] = [
        {str(i): [str((i + 1) % size)] for i in range(size)},
        {str(i): [str(i + 1)] for i in range(size)},
        {str(i): ["0", str((i + 1) % size)] for i in range(size)},
        {str(i): [str(j) for j in range(300)] for i in range(300)},
    ]
    start = time.process_time()
    counts = [sum(1 for _ in cycles(edges)) for edges in shapes]

    assert counts == [size, 0, size, 300]
    assert time.process_time() - start < 5


def test_chains_and_diamonds_of_formulas_are_computed_once_each(tmp_path: Path) -> None:
    depth = 3_000
    chain = "".join(f"  c{i}: {{label: C, derive: {{sum: [c{i - 1}, c0]}}}}\n" for i in range(1, depth))
    diamonds = "".join(f"  d{i}: {{label: D, derive: {{sum: [d{i - 1}, d{i - 1}]}}}}\n" for i in range(1, 60))
    first = "figures:\n  c0: {label: C, value: 1, cite: report}\n  d0: {label: D, value: 1, cite: report}\n"
    text = first + chain + diamonds
    start = time.process_time()
    checked = check(make_site(tmp_path, {"data/x.yml": text}))

    assert checked.problems == ()
    from explainer.model.values import base_values, value_of

    assert value_of(checked.facts, checked.facts.figures[f"c{depth - 1}"]).quantity == Quantity.exact(Decimal(depth))
    assert value_of(checked.facts, checked.facts.figures["d59"]).quantity == Quantity.exact(Decimal(2**59))
    assert [value.fact for value in base_values(checked.facts, checked.facts.figures["d59"])] == ["d0"]
    assert time.process_time() - start < 10
