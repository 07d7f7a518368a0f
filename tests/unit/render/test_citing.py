"""How pages and figures are cited: words, BibTeX entries, and nothing in them that is a command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel import Locale

from explainer.render.citing import PageIdentity, bibtex_words, citing_of, fill, read_up_to
from tests.builders import check, make_site

EN = Locale("en")
PAGE = PageIdentity(site="The flood", title="Numbers", address="https://flood.example/numbers/", path="more/numbers")
ROW = {
    "key": "houses",
    "label": "Houses_destroyed",
    "value": "412 houses",
    "claimant": "",
    "date": "July 20, 2021",
    "status": "confirmed",
    "address": "https://flood.example/numbers/#houses",
}


def data(tmp_path: Path, page: PageIdentity = PAGE, *, figures: bool = True) -> dict[str, dict[str, list[list[str]]]]:
    """Return what the script gets to read."""
    facts = check(make_site(tmp_path)).facts
    found: dict[str, dict[str, list[list[str]]]] = json.loads(citing_of(page, facts, EN, figures=figures).patterns)
    return found


def filled(pattern: list[list[str]], *, bibtex: bool = False) -> str:
    return fill(tuple(map(tuple, pattern)), ROW, bibtex=bibtex)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% & #1 of_all $5", r"50\% \& \#1 of\_all \$5"),
        ("a~b^c", r"a\textasciitilde{}b\textasciicircum{}c"),
        (r"\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
        ("}", r"\textbraceright{}"),
        ("обмін тіл – Über", "обмін тіл – Über"),
        ("two\n lines\t", "two lines"),
    ],
)
def test_bibtex_words(text: str, escaped: str) -> None:
    assert bibtex_words(text) == escaped
    assert escaped.count("{") == escaped.count("}")


def test_facts_are_read_up_to_the_last_day_of_reading(tmp_path: Path) -> None:
    facts = check(make_site(tmp_path)).facts
    assert str(read_up_to(facts)) == "2023-01-05"


def test_a_page_in_words(tmp_path: Path) -> None:
    facts = check(make_site(tmp_path)).facts
    said = citing_of(PAGE, facts, EN, figures=False)
    assert said.text == "Numbers. The flood. Facts read up to January 5, 2023. https://flood.example/numbers/"


def test_a_page_without_an_address_leaves_it_open(tmp_path: Path) -> None:
    page = PageIdentity(site="The flood", title="The flood", address="", path="index")
    facts = check(make_site(tmp_path)).facts
    assert citing_of(page, facts, EN, figures=False).text == "The flood. Facts read up to January 5, 2023."


def test_a_pages_bibtex_entry(tmp_path: Path) -> None:
    page = PageIdentity(site="Flut & Folgen", title="50 %", address="https://flood.example/", path="index")
    entry = fill(tuple(map(tuple, data(tmp_path, page)["page"]["bibtex"])), {"address": page.address}, bibtex=True)
    assert entry == (
        "@misc{flut-folgen-index,\n"
        "  title = {50 \\%},\n"
        "  howpublished = {Flut \\& Folgen},\n"
        "  year = {2023},\n"
        "  month = jan,\n"
        "  note = {Facts read up to January 5, 2023.},\n"
        "  url = {https://flood.example/}\n"
        "}"
    )


def test_a_figure_in_words_leaves_out_what_its_row_does_not_say(tmp_path: Path) -> None:
    assert filled(data(tmp_path)["figure"]["text"]) == (
        "Houses_destroyed: 412 houses. As of July 20, 2021. Status: confirmed. The flood. "
        "Facts read up to January 5, 2023. https://flood.example/numbers/#houses"
    )


def test_a_figures_bibtex_entry(tmp_path: Path) -> None:
    assert filled(data(tmp_path)["figure"]["bibtex"], bibtex=True) == (
        "@misc{the-flood-houses,\n"
        "  title = {Houses\\_destroyed: 412 houses},\n"
        "  howpublished = {The flood},\n"
        "  year = {2023},\n"
        "  month = jan,\n"
        "  note = {Facts read up to January 5, 2023. As of July 20, 2021. Status: confirmed.},\n"
        "  url = {https://flood.example/numbers/#houses}\n"
        "}"
    )


def test_figures_patterns_stand_only_where_there_is_a_register(tmp_path: Path) -> None:
    assert "figure" not in data(tmp_path, figures=False)


def test_keys_are_ascii_and_apart(tmp_path: Path) -> None:
    keys = set()
    for number, site in enumerate(["Обмін", "Повінь", "Žatec", "}{,"]):
        page = PageIdentity(site=site, title="T", address="", path="numbers")
        entry = data(tmp_path / str(number), page)["page"]["bibtex"][0][0]
        found = re.fullmatch(r"@misc\{([a-z0-9-]+)", entry)
        assert found is not None, entry
        keys.add(found[1])
    assert len(keys) == 4
    assert "zatec-numbers" in keys
    assert "numbers" in keys


def test_an_address_cannot_end_its_field(tmp_path: Path) -> None:
    page = PageIdentity(site="S", title="T", address="https://x.example/a}b{c\\/", path="index")
    facts = check(make_site(tmp_path)).facts
    assert citing_of(page, facts, EN, figures=False).text.endswith(" https://x.example/a%7Db%7Bc%5C/")
