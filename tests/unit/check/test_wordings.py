"""The number in a source's own wording, read in the source's language, is the figure's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from explainer.check.wordings import read_wording
from explainer.model.facts import Facts
from explainer.model.kinds import Source
from explainer.model.quantities import Quantity, Unit
from explainer.model.records import Citation
from explainer.model.values import Value
from tests.builders import check, make_site


def _value(number: str, unit: str = "", qualifier: str = "exactly") -> Value:
    low, _, high = number.partition("..")
    return Value(
        fact="x",
        quantity=Quantity(Decimal(low), Decimal(high or low)),
        unit=Unit((("other", unit),)) if unit else None,
        qualifier=qualifier,
        date=None,
        claimant=None,
        status=None,
        cite=(),
    )


def _read(text: str, language: str, *values: Value) -> tuple[str, list[str]]:
    outcome, found = read_wording(Citation(source="s", stated_as=text), values, Facts(), language)
    return outcome, [finding.code for finding in found]


@pytest.mark.parametrize(
    ("text", "language", "number", "unit"),
    [
        ("1,000 bodies", "en", "1000", ""),
        ("a thousand bodies", "en", "1000", ""),
        ("two dozen men", "en", "24", ""),
        ("twenty-five men", "en", "25", ""),
        ("46.5K people", "en", "46500", ""),
        ("$46.5bn", "en", "46500000000", "USD"),
        ("5 million tonnes", "en", "5", "million tonnes"),
        ("5 million tonnes", "en", "5000000", "tonnes"),
        ("fell by minus five points", "en", "-5", "points"),
        ("\u22125 degrees", "en", "-5", "degrees"),
        ("15 per cent of them", "en", "15", "%"),
        ("15%", "en", "15", "per cent"),
        ("15 points", "en", "15", "percentage points"),
        ("20 to 30 houses", "en", "20..30", ""),
        ("not under 20 and not over 30", "en", "20..30", ""),
        ("the third round", "en", "3", ""),
        ("1.000 Leichen", "de", "1000", ""),
        ("1,5 Mio. Menschen", "de", "1500000", ""),
        ("zwischen zwanzig und dreißig", "de", "20..30", ""),
        ("cent mille morts", "fr", "100000", ""),
        ("1\u202f000 corps", "fr", "1000", ""),
        ("сто тысяч человек", "ru", "100000", ""),
        ("12 тыс. человек", "ru", "12000", ""),
        ("тисяча двісті тіл", "uk", "1200", ""),
        ("1 млн души", "bg", "1000000", ""),
        ("12 000 ciał", "pl", "12000", ""),
    ],
)
def test_a_wording_states_the_number(text: str, language: str, number: str, unit: str) -> None:
    assert _read(text, language, _value(number, unit, "up to"))[0] == "states the number"


@pytest.mark.parametrize(
    ("text", "language", "number", "unit"),
    [
        ("135 bodies", "en", "35", ""),
        ("10,000 bodies", "en", "1000", ""),
        ("1,000 bodies", "en", "1", ""),
        ("1,000 bodies", "en", "1001", ""),
        ("about 1,000", "en", "999", ""),
        ("five thousand", "en", "5", ""),
        ("5 points", "en", "-5", "points"),
        ("5 tonnes", "en", "5", "million tonnes"),
        ("15 people", "en", "15", "%"),
        ("15 per cent", "en", "15", "people"),
        ("20 to 30 houses", "en", "20", ""),
        ("20 to 30 houses", "en", "20..31", ""),
        ("at least 20 houses", "en", "20..30", ""),
        ("on 26 February", "en", "26", ""),
        ("at 10:30", "en", "10", ""),
        ("a Su-35 fell", "en", "35", ""),
        ("1,000 Leichen", "de", "1000", ""),
        ("1.000 тел", "ru", "1000", ""),
        ("1\u0660\u06600 bodies", "en", "1000", ""),
        ("many bodies", "en", "1000", ""),
        ("135 ciał", "pl", "35", ""),
    ],
)
def test_a_wording_that_states_another_number_is_told(text: str, language: str, number: str, unit: str) -> None:
    assert _read(text, language, _value(number, unit)) == ("contradicts", ["evidence-states-value"])


def test_a_units_scale_is_in_the_sites_words() -> None:
    citation = Citation(source="s", stated_as="5 млн тонн")
    facts = Facts(sources={"s": Source(publisher="S", accessed="2026", language="ru")})

    assert read_wording(citation, [_value("5", "million tonnes")], facts, "en")[0] == "states the number"
    assert read_wording(citation, [_value("5", "tonnes")], facts, "en")[0] == "contradicts"


def test_number_words_that_are_not_known_are_not_read() -> None:
    assert _read("tysiąc ciał", "pl", _value("1000")) == ("not read", [])
    assert _read("wa' SaD", "tlh", _value("1000")) == ("not read", [])


def test_a_series_own_wording_states_one_of_its_values() -> None:
    assert _read("35 bodies", "en", _value("27"), _value("35"))[0] == "states the number"
    assert _read("36 bodies", "en", _value("27"), _value("35"))[0] == "contradicts"


def test_nothing_is_asked_of_a_wording_where_there_is_no_number() -> None:
    assert _read("dozens of bodies", "en") == ("no number to state", [])


@pytest.mark.parametrize(
    ("text", "qualifier", "agrees"),
    [
        ("1,000 bodies", "about", True),
        ("about 1,000 bodies", "about", True),
        ("about 1,000 bodies", "exactly", False),
        ("about 1,000 bodies", "nearly", True),
        ("nearly 1,000 bodies", "up to", True),
        ("nearly 1,000 bodies", "more than", False),
        ("more than 1,000 bodies", "at least", True),
        ("more than 1,000 bodies", "exactly", False),
        ("at least 1,000 bodies", "up to", False),
        ("up to 1,000 bodies", "less than", True),
        ("exactly 1,000 bodies", "about", False),
    ],
)
def test_a_qualifier_is_told_where_the_wording_has_another(text: str, qualifier: str, agrees: bool) -> None:
    outcome, codes = _read(text, "en", _value("1000", "", qualifier))

    assert outcome == "states the number"
    assert codes == ([] if agrees else ["qualifier-agrees"])


def test_what_is_read_otherwise_is_not_compared() -> None:
    citation = Citation(source="s", stated_as="no body", reads="No stands for zero.")

    assert read_wording(citation, [_value("0")], Facts(), "en") == ("is read otherwise", [])


def _problems(root: Path, facts: str) -> list[str]:
    return [f"{p.where}: {p.code}: {p.fact}" for p in check(make_site(root, {"data/f.yml": facts})).problems]


def test_an_empty_wording_is_a_problem(tmp_path: Path) -> None:
    facts = "figures:\n  x: {label: X, value: 1, cite: {source: report, stated_as: ' '}}\n"

    assert _problems(tmp_path, facts) != []


def test_reads_without_a_wording_is_a_problem(tmp_path: Path) -> None:
    facts = "figures:\n  x:\n    label: X\n    value: 1\n    cite:\n      source: report\n      reads: As one.\n"

    assert _problems(tmp_path, facts) == ["data/f.yml:7:7: field-is-required: x"]


def test_a_points_wording_is_told_in_its_row(tmp_path: Path) -> None:
    files = {
        "data/f.yml": "figures:\n  x: {label: X, points: x.csv}\n",
        "data/x.csv": "date,value,source,stated_as,reads\n2021,0,report,none,None is zero.\n2022,35,report,135 men,\n",
    }
    found = check(make_site(tmp_path, files)).problems

    assert [(str(p.where), p.code, p.fact) for p in found] == [("data/x.csv:3:16", "evidence-states-value", "x:2022")]


def test_a_sides_wording_states_its_figure(tmp_path: Path) -> None:
    facts = """\
figures:
  x: {label: X, value: 35, cite: report}
disputes:
  d:
    question: How many?
    sides:
      - {claimant: council, figure: x, cite: {source: report, stated_as: 35 men}}
      - {claimant: mayor, figure: x, cite: {source: gazette, stated_as: 53 men}}
      - {claimant: mayor, says: Many., cite: {source: gazette, stated_as: 53 men}}
"""
    root = make_site(tmp_path, {"data/f.yml": facts, "docs/d.md": "/// dispute | d\n///\n"})

    assert [str(p.where) for p in check(root).problems] == ["data/f.yml:8:62"]
