"""What a chart needs for its kind, beyond the golden cases; what it uses, and what its words may say."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.problems import nearest
from tests.builders import check, make_site

FACTS = """\
actors:
  valley-board: {name: Valley board, side: valley}
  town-hall: {name: Town hall, side: town}
  farmers: {name: Farmers, side: valley}
events:
  dam-opened: {title: The dam is opened, date: 2021-07-14, kind: water, cite: report}
  dam-shut: {title: The dam is shut, date: 2021-07-15, kind: water, cite: report}
  watch-kept: {title: Watch is kept, date: 2021-07-14/.., kind: watch, cite: report}
figures:
  by-valley:
    {label: L, unit: homes, counts: c, claimant: valley-board, cite: report, points: [
      {date: 2021-07-13, value: 7}, {date: 2021-07-14, value: 40}, {date: 2021-07-15, value: 45}]}
  by-town:
    {label: L, unit: homes, counts: c, claimant: town-hall, cite: report, points: [
      {date: 2021-07-13, value: 7}, {date: 2021-07-14, value: 40}, {date: 2021-07-15, value: 48}]}
  by-farmers: {label: L, unit: homes, counts: c, claimant: farmers, cite: report, points: [
      {date: 2021-07-14, value: 38}]}
  damaged: {label: L, unit: homes, value: 300, as_of: 2021-07, cite: report}
  guess: {label: L, unit: homes, low: 10, high: 20, best: 12, as_of: 2021-07, cite: report}
  level: {label: L, unit: cm, value: -3, as_of: 2021-07, cite: report}
  change: {label: L, unit: cm, points: [{date: 2021, value: -3}, {date: 2022, value: 2}], cite: report}
  dozens: {label: L, vague: dozens, cite: report}
  latest: {label: L, derive: {latest: [dozens]}}
  dated-back: {label: L, unit: homes, value: 3, as_of: ../2021, cite: report}
  shares: {label: L, unit: "%", value: 40, cite: report}
charts:
"""


def problems(root: Path, charts: str, page: str = "/// figures\n///\n\n/// events\n///\n") -> list[str]:
    """Return the problems of charts, written as in YAML, without those of facts that nothing uses."""
    found = check(make_site(root, {"data/x.yml": FACTS + charts, "docs/page.md": page})).problems
    return [f"{problem.code}: {problem.message}" for problem in found if problem.code != "fact-is-used"]


@pytest.mark.parametrize(
    "chart",
    [
        "kind: bar, figures: [damaged, dated-back]",
        "kind: bar, figures: [level]",
        "kind: grouped-bar, figures: [by-valley, by-town]",
        "kind: diverging-bar, figures: [by-valley, by-farmers]",
        "kind: diverging-bar, figures: [by-valley, by-farmers, by-town]",
        "kind: line, figures: [by-valley, damaged], mixed: Why not., events: [dam-opened, dam-shut]",
        "kind: step, figures: change",
        "kind: dot, figures: shares",
        "kind: dot, figures: [by-valley], events: dam-opened",
        "kind: range, figures: [damaged, guess]",
        "kind: cumulative, figures: [by-valley, by-town]",
        "kind: cumulative, figures: change",
        "kind: share, figures: [by-valley, by-town], events: dam-opened",
        "kind: share, figures: [damaged, guess]",
        "kind: waffle, figures: [by-valley, guess], mixed: Why not.",
        "kind: waffle, figures: shares, per: 0.5",
        "kind: small-multiples, figures: [by-valley, by-town, by-farmers], events: dam-opened",
        "kind: timeline-strip, event_kinds: water",
        "kind: timeline-strip, events: [dam-shut], x: Day, interactive: true",
        "kind: bar, figures: damaged, interactive: false",
    ],
)
def test_what_is_sound_has_no_problem(tmp_path: Path, chart: str) -> None:
    assert problems(tmp_path, f"  a: {{title: T, {chart}}}\n") == []


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (
            "kind: bar, figures: [damaged, latest]",
            'value-is-possible: chart "a" draws "latest", which has no number',
        ),
        ("kind: bar, figures: dozens", 'value-is-possible: chart "a" draws "dozens", which is a vague number'),
        (
            "kind: line, figures: dated-back",
            'value-is-possible: chart "a" draws "dated-back", whose date ../2021 has no start',
        ),
        (
            "kind: timeline-strip, events: [dam-shut, watch-kept]",
            'value-is-possible: chart "a" draws "watch-kept", whose date 2021-07-14/.. has no end',
        ),
        ("kind: timeline-strip, event_kinds: []", 'field-is-required: chart "a" has no events'),
        ("kind: bar, figures: []", 'field-is-required: chart "a" has no figures'),
        ("kind: grouped-bar, figures: []", 'field-is-required: chart "a" has no figures'),
        (
            "kind: diverging-bar, figures: [by-valley, by-farmers, by-town, damaged], mixed: Why not.",
            'field-is-required: chart "a" is of the kind diverging-bar, and draws 4 figures '
            "that do not all have a claimant with a side",
        ),
        (
            "kind: diverging-bar, figures: [level, change]",
            'value-is-possible: chart "a" is of the kind diverging-bar, and "level" is below zero',
        ),
        (
            "kind: share, figures: [by-valley, by-farmers]",
            'value-is-possible: chart "a" draws shares of 2021-07-13, and "by-farmers" has no value of that date',
        ),
        (
            "kind: waffle, figures: change",
            None,  # Its latest value alone is drawn, and that is above zero.
        ),
        (
            "kind: waffle, figures: level",
            'value-is-possible: chart "a" is of the kind waffle, and "level" is below zero',
        ),
        ("kind: waffle, figures: damaged, per: -1", 'value-is-possible: one dot of chart "a" stands for -1'),
        (
            "kind: waffle, figures: damaged, per: 0.1",
            'value-is-possible: chart "a" would have 3,000 dots; the limit is 2,000',
        ),
        (
            "kind: timeline-strip, event_kinds: [flood]",
            'reference-resolves: "a" names the kind of events "flood", which no event has',
        ),
        (
            "kind: timeline-strip, event_kinds: [water], mixed: Why not.",
            'key-is-known: chart "a" is a timeline-strip, which draws events, so it takes no "mixed"',
        ),
        ("kind: line, figures: shares", 'field-is-required: chart "a" is of the kind line, and "shares" has no date'),
        ("draw: 'a:b', per: 5, figures: damaged", 'key-is-known: chart "a" is no waffle, so it takes no "per"'),
        (
            "kind: bar, figures: damaged, events: [dam-shut, dam-shut]",
            'key-is-unique: chart "a" names "dam-shut" a second time',
        ),
        (
            "kind: timelin-strip, event_kinds: water",
            'type-matches: "kind" of "a" cannot be "timelin-strip"',
        ),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, chart: str, told: str | None) -> None:
    found = problems(tmp_path, f"  a: {{title: T, {chart}}}\n")
    assert [problem for problem in found if not problem.startswith("file-is-inside")][:1] == ([told] if told else [])


def test_a_misspelt_kind_is_told_once_with_the_nearest(tmp_path: Path) -> None:
    root = make_site(tmp_path, {"data/x.yml": FACTS + "  a: {title: T, kind: timelinestrip, event_kinds: water}\n"})
    found = [problem for problem in check(root).problems if problem.fact == "a" and problem.code != "fact-is-used"]
    assert [(problem.code, problem.hint) for problem in found] == [("type-matches", 'did you mean "timeline-strip"?')]
    assert nearest("timelinestrip", ["timeline-strip"]) == 'did you mean "timeline-strip"?'


class TestUse:
    def test_a_strip_uses_the_events_of_its_kinds(self, tmp_path: Path) -> None:
        charts = "  a: {title: T, kind: timeline-strip, event_kinds: water}\n"
        page = "/// chart | a\n///\n\n/// figures\n///\n"
        checked = check(
            make_site(tmp_path, {"data/x.yml": FACTS + charts, "docs/page.md": page, "docs/index.md": "[@report]"})
        )
        assert checked.unused is not None
        assert {id for id in checked.unused if id in checked.facts.events} == {"watch-kept"}

    def test_a_chart_uses_what_another_side_says_in_it(self, tmp_path: Path) -> None:
        charts = "  a: {title: T, kind: bar, figures: by-valley}\n"
        page = "/// chart | a\n///\n"
        checked = check(
            make_site(tmp_path, {"data/x.yml": FACTS + charts, "docs/page.md": page, "docs/index.md": "[@report]"})
        )
        assert checked.unused is not None
        assert "by-town" not in checked.unused
        assert {"by-farmers", "damaged"} <= checked.unused

    def test_a_strip_rests_on_its_events(self, tmp_path: Path) -> None:
        facts = FACTS.replace("date: 2021-07-15, kind: water", "date: 15 July, kind: water")
        charts = (
            "  a: {title: T, kind: timeline-strip, event_kinds: water}\n  b: {title: T, kind: bar, figures: damaged}\n"
        )
        checked = check(make_site(tmp_path, {"data/x.yml": facts + charts}))
        assert list(checked.facts.charts) == ["b"]


class TestWords:
    """A chart's own words say numbers that it draws, and no others."""

    @pytest.mark.parametrize(
        ("chart", "words", "told"),
        [
            ("kind: cumulative, figures: by-valley", "92 homes in three days", []),
            ("kind: cumulative, figures: by-valley", "93 homes in three days", ["93"]),
            ("kind: bar, figures: by-valley", "92 homes in three days", ["92"]),
            ("kind: share, figures: [damaged, guess]", "96.2% were damaged, that is 300 homes", []),
            ("kind: share, figures: [damaged, guess]", "96.15% were damaged", ["96.15%"]),
            ("kind: waffle, figures: by-valley, per: 5", "Each dot is for 5 homes, 45 in all", []),
            ("kind: waffle, figures: by-valley, per: 5", "First 40 homes, then 45", ["40"]),
            ("kind: waffle, figures: damaged", "Each dot is for 2 homes", []),
            ("kind: line, figures: by-valley", "The town counts 48 homes, and the valley 45", []),
            ("kind: cumulative, figures: by-valley", "The town counts 48 homes", ["48"]),
            ("kind: timeline-strip, event_kinds: water", "The dam moved 2 times", []),
            ("kind: timeline-strip, event_kinds: water", "The dam moved 3 times", ["3"]),
        ],
    )
    def test_numbers_are_those_drawn(self, tmp_path: Path, chart: str, words: str, told: list[str]) -> None:
        found = problems(tmp_path, f'  a: {{title: "{words}", {chart}}}\n')
        assert [problem.split('"')[1] for problem in found if problem.startswith("number-is-cited")] == told
        assert len(found) == len(told)
