"""The JSON Schema of facts files: it is current, takes what the reader takes, and flags what the reader refuses."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from explainer.adapters.command_line import main
from explainer.editing.facts_schema import FILE_NAME, NAMED, facts_schema, schema_text
from explainer.load.folder import facts_files
from explainer.model.facts import KINDS
from explainer.model.figures import Qualifier
from explainer.model.kinds import SourceKind
from explainer.model.records import Status
from tests.builders import BASE, check, make_site
from tests.editing.schema_of_facts import slips
from tests.properties.records import RECORDS

ROOT = Path(__file__).parents[2]
DATA = facts_files(ROOT / "data")
SITES = [path for folder in sorted((ROOT / "tests" / "sites").glob("*/data")) for path in facts_files(folder)]


def test_the_committed_schema_is_current() -> None:
    renew = f"renew it: explainer schema --output data/{FILE_NAME}"
    assert (ROOT / "data" / FILE_NAME).read_bytes() == schema_text().encode("utf-8"), renew


def test_it_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(facts_schema())


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_every_facts_file_of_the_site_names_it_in_its_first_line(path: Path) -> None:
    steps = "../" * (len(path.relative_to(ROOT / "data").parts) - 1)
    first = path.read_text("utf-8-sig").split("\n")[0]
    assert first == f"# yaml-language-server: $schema={steps}{FILE_NAME}"


@pytest.mark.parametrize("path", [*DATA, *SITES], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_sound_facts_have_no_slip(path: Path) -> None:
    assert slips(path.read_text("utf-8-sig")) == []


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in a schema."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from parts(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from parts(part)


def test_every_field_says_what_it_is_for() -> None:
    silent = [
        f"{name}.{field}"
        for name, record in facts_schema()["definitions"].items()
        for field, schema in record.get("properties", {}).items()
        if "description" not in schema
    ]
    assert silent == []


def test_enumerations_are_whole() -> None:
    definitions = facts_schema()["definitions"]
    assert definitions["Figure"]["properties"]["status"]["enum"] == list(Status.__args__)  # type: ignore[attr-defined]
    assert definitions["Figure"]["properties"]["qualifier"]["enum"] == list(Qualifier.__args__)  # type: ignore[attr-defined]
    assert definitions["Source"]["properties"]["kind"]["enum"] == list(SourceKind.__args__)  # type: ignore[attr-defined]
    assert list(facts_schema()["properties"]) == list(KINDS)


def test_patterns_can_be_read_by_programs_in_javascript() -> None:
    """There an escape of a sign that needs none is an error, and there are no possessive marks or named groups."""
    patterns = {part["pattern"] for part in parts(facts_schema()) if isinstance(part.get("pattern"), str)}
    assert len(patterns) > 5
    for pattern in patterns:
        assert re.findall(r"\\(?![dDsSwW.\-/^$*+?()\[\]{}|\\])", pattern) == [], pattern
        assert re.search(r"\(\?(?![:=!])|[*+?}]\+|\\[AZz]", pattern) is None, pattern


def test_known_ids_are_proposed_and_others_are_no_slip(tmp_path: Path) -> None:
    known = check(make_site(tmp_path)).every
    definitions = facts_schema(known)["definitions"]
    proposed = {name: set[str]() for name in NAMED}
    for record in definitions.values():
        for name, schema in record.get("properties", {}).items():
            for part in parts(schema):
                if name in NAMED:
                    proposed[name].update(part.get("examples", ()))
    assert proposed["source"] == proposed["cite"] == proposed["via"] == {"report", "gazette"}
    assert proposed["claimant"] == proposed["actors"] == {"council", "mayor"}
    assert proposed["figures"] == proposed["sum"] == {"houses"}
    assert not any("examples" in part for part in parts(facts_schema()))
    text = "figures: {a: {label: A, value: 1, claimant: somebody-new, cite: added-since}}"
    assert Draft7Validator(facts_schema(known)).is_valid(yaml.safe_load(text))


_SOURCE = "sources: {a: {title: T, accessed: 2023, url: https://a.example%s}}"
_FIGURE = "figures: {a: {label: A%s}}"
_EVENT = "events: {a: {title: T, date: 2022, cite: s%s}}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "figures:\n",
        "sources: {2022: {title: 2022, publisher: no, accessed: 2022, published: 2022-02, offline: true}}",
        "sources: {a: {title: 1984, accessed: 2023-01-05, url: HTTP://a.example/x}}",
        _SOURCE % ", language: no, published: 2022-02-26T10:00:00Z, via: 1984",
        _FIGURE % ", value: 123456789012345678901234567890, cite: s",
        _FIGURE % ', value: "1.50", cite: [s, {source: t, stated_as: 12}]',
        _FIGURE
        % ", value: -0.5, as_of: 2021-07-15/2021-07-16, unit: '%', cite: {source: s, stated_as: a b c d e f g h}",
        _FIGURE % ", low: 1, high: 2, best: 1, cite: s, unit: {one: house, other: houses}, tags: flood",
        _FIGURE % ", vague: dozens, cite: s, qualifier: more than, status: withdrawn, tags: [a, 2022]",
        _FIGURE % ", points: level.csv",
        _FIGURE % ", points: [{date: 2021, value: 1, cite: s}, {date: 2022~, low: 1, high: 2, note: n}], cite: s",
        _FIGURE % ", derive: {sum: a}, round: -2",
        _FIGURE % ", derive: {share: [a, b], round: 1}, cite: ",
        _EVENT % ", actors: a, figures: [b], place: 12",
        "notes: {a: {term: T, text: No number.}}",
        "notes: {a: {term: T, text: No number., cite: }}",
        "disputes: {a: {question: Q, sides: [{claimant: b, says: S, cite: s}, {claimant: c, figure: d}]}}",
        "charts: {a: {title: T, kind: bar, figures: b}}",
        "charts: {a: {title: T, draw: 'charts:draw', figures: [b], events: c}}",
        "charts: {a: {title: T, kind: waffle, figures: b, per: 0.5, interactive: TRUE}}",
        "charts: {a: {title: T, kind: waffle, figures: b, per: '10', interactive: 'false'}}",
        "charts: {a: {title: T, kind: timeline-strip, events: [b, c]}}",
        "charts: {a: {title: T, kind: timeline-strip, event_kinds: talks, x: Day}}",
        "actors: {a: {name: 007}}",
    ],
)
def test_what_the_reader_takes_is_no_slip(text: str) -> None:
    assert slips(text) == []


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("figurs: {}", ": Additional properties are not allowed ('figurs' was unexpected)"),
        ("- a", ": ['a'] is not of type 'object', 'null'"),
        ("figures: [a]", "figures: ['a'] is not of type 'object', 'null'"),
        (
            "actors: {A_b: {name: N}}",
            "actors: an id is lower-case letters, digits and inner hyphens, 64 characters at most",
        ),
        (
            "actors: {con: {name: N}}",
            "actors: an id is lower-case letters, digits and inner hyphens, 64 characters at most",
        ),
        ("actors: {a: {}}", "actors.a: 'name' is a required property"),
        ("actors: {a: }", "actors.a: None is not of type 'object'"),
        ("actors: {a: {name: ''}}", "actors.a.name: write a value, or delete the line"),
        ("actors: {a: {name: N, rle: x}}", "actors.a: Additional properties are not allowed ('rle' was unexpected)"),
        ("actors: {a: {name: N, role: }}", "actors.a.role: None is not of type 'string', 'number'"),
        (
            _SOURCE % ", kind: new",
            "sources.a.kind: not one of the words",
        ),
        (_SOURCE % ", archive: www.example.org", "sources.a.archive: write the whole address, starting with https://"),
        (
            _SOURCE % ", published: 26.02.2022",
            "sources.a.published: write year-month-day as 2026-02-26, or 2026-02, or 2026",
        ),
        (_SOURCE % ", published: 2022.5", "sources.a.published: 2022.5 is not of type 'string', 'integer'"),
        ("sources: {a: {accessed: 2023, url: https://a.example}}", 'sources.a: a source needs "title" or "publisher"'),
        (
            "sources: {a: {title: T, accessed: 2023}}",
            'sources.a: a source needs "url", or "offline" with the reason why it has none',
        ),
        (_FIGURE % "", "figures.a: a figure needs one of value, low and high, vague, points, derive"),
        (_FIGURE % ", low: 1, cite: s", "figures.a: a figure needs one of value, low and high, vague, points, derive"),
        (_FIGURE % ", value: 1, low: 1, high: 2, cite: s", 'figures.a.low: a figure with value takes no "low" as well'),
        (
            _FIGURE % ", vague: dozens, points: p.csv, cite: s",
            'figures.a.points: a figure with vague takes no "points" as well',
        ),
        (_FIGURE % ", value: 1", 'figures.a: a figure needs "cite": the id of a source'),
        (_FIGURE % ", value: 1, cite: []", 'figures.a.cite: a figure needs "cite": the id of a source'),
        (
            _FIGURE % ", value: '1,000', cite: s",
            "figures.a.value: write plain digits, with a point before decimals, as 1000 or 12.5",
        ),
        (
            _FIGURE % ", value: 1, cite: s, status: sure",
            "figures.a.status: not one of the words",
        ),
        (_FIGURE % ", value: 1, cite: s, round: 1", 'figures.a.round: only a derived figure takes "round"'),
        (_FIGURE % ", vague: 12, cite: s", "figures.a.vague: 12 is not of type 'string'"),
        (_FIGURE % ", vague: 12 or so, cite: s", "figures.a.vague: write a word (dozens); a number goes into value"),
        (
            _FIGURE % ", derive: {sum: a}, cite: s",
            'figures.a.cite: a derived figure takes no "cite": its sources come from its parts',
        ),
        (
            _FIGURE % ", derive: {sum: a, count: b}",
            'figures.a.derive.count: a formula with sum takes no "count" as well',
        ),
        (
            _FIGURE % ", derive: {round: 1}",
            "figures.a.derive: a formula needs one of sum, difference, ratio, share, count, latest, change",
        ),
        (_FIGURE % ", derive: {ratio: [a]}", "figures.a.derive.ratio: ['a'] is too short"),
        (_EVENT.replace(", cite: s", "") % "", 'events.a: an event needs "cite": the id of a source'),
        (
            "disputes: {a: {question: Q, sides: [{claimant: b, says: S, cite: s}]}}",
            "disputes.a.sides: [{'claimant': 'b', 'says': 'S', 'cite': 's'}] is too short",
        ),
        (
            "disputes: {a: {question: Q, sides: [{claimant: b, figure: f}, {claimant: c, says: S}]}}",
            'disputes.a.sides.1: a side needs "cite": the id of a source',
        ),
        (
            "charts: {a: {title: T, figures: b}}",
            'charts.a: a chart needs "kind", or "draw" with the function that draws it',
        ),
        ("charts: {a: {title: T, kind: bar}}", 'charts.a: a chart needs "figures": the ids of what is drawn'),
        ("charts: {a: {title: T, kind: pie, figures: b}}", "charts.a.kind: not one of the words"),
        (
            "charts: {a: {title: T, kind: timeline-strip}}",
            'charts.a: a timeline-strip needs "event_kinds", or "events" with their ids',
        ),
        (
            "charts: {a: {title: T, kind: timeline-strip, events: b, figures: c}}",
            'charts.a.figures: a timeline-strip draws events, so it takes no "figures"',
        ),
        (
            "charts: {a: {title: T, kind: bar, figures: b, event_kinds: talks}}",
            'charts.a.event_kinds: only a timeline-strip takes "event_kinds"',
        ),
        ("charts: {a: {title: T, kind: bar, figures: b, per: 10}}", 'charts.a.per: only a waffle takes "per"'),
        (
            "charts: {a: {title: T, kind: waffle, figures: b, per: '1,000'}}",
            "charts.a.per: write plain digits, with a point before decimals, as 1000 or 12.5",
        ),
        (
            "charts: {a: {title: T, kind: bar, figures: b, interactive: often}}",
            "charts.a.interactive: write true or false",
        ),
    ],
)
def test_what_the_reader_refuses_is_a_slip(text: str, slip: str, tmp_path: Path) -> None:
    assert slip in slips(text)
    checked = check(make_site(tmp_path, {"data/x.yml": text}))
    assert [
        problem for problem in checked.problems if problem.where.file == "data/x.yml" and problem.severity == "error"
    ]


_HOLDERS = {"data/base.yml": BASE["data/base.yml"] + "  homes: {label: Homes, value: 3, unit: houses, cite: report}\n"}


@settings(max_examples=250, deadline=None)
@given(RECORDS)
def test_what_the_reader_takes_the_schema_takes(record: tuple[str, str]) -> None:
    kind, fields = record
    text = f"{kind}:\n  drawn:\n{fields}"
    with tempfile.TemporaryDirectory() as folder:
        sound = check(make_site(Path(folder), {**_HOLDERS, "data/x.yml": text})).facts
    if "drawn" in getattr(sound, kind):
        assert slips(text) == []


class TestCommand:
    def test_prints_the_schema(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["schema"]) == 0
        assert capsys.readouterr().out == schema_text()

    def test_writes_it_to_a_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = tmp_path / FILE_NAME
        path.write_text("old")
        path.chmod(0o640)
        assert main(["schema", "--output", str(path)]) == 0
        assert path.read_bytes() == schema_text().encode("utf-8")
        assert path.stat().st_mode & 0o777 == 0o640
        assert [entry.name for entry in tmp_path.iterdir()] == [FILE_NAME]
        assert capsys.readouterr().out == ""

    def test_proposes_the_ids_of_a_site(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        make_site(tmp_path)
        assert main(["schema", "-f", str(tmp_path / "mkdocs.yml"), "--with-ids"]) == 0
        via = json.loads(capsys.readouterr().out)["definitions"]["Source"]["properties"]["via"]
        assert via["examples"] == ["report", "gazette"]

    def test_a_folder_that_is_not_there_is_wrong_usage(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "gone" / FILE_NAME
        assert main(["schema", "--output", str(path)]) == 2
        assert capsys.readouterr().err == f"explainer: {path} cannot be written: No such file or directory\n"

    def test_no_site_is_wrong_usage_only_where_ids_are_asked_for(self, tmp_path: Path) -> None:
        assert main(["schema", "-f", str(tmp_path / "mkdocs.yml")]) == 0
        assert main(["schema", "-f", str(tmp_path / "mkdocs.yml"), "--with-ids"]) == 2
