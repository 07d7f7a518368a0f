"""The real YAML language server, as editors' programs run it, reads the schema as we mean it.

It is a program for Node (npm install yaml-language-server). Where none is installed these tests are skipped, and say
so; `YAML_LANGUAGE_SERVER` names one that is not on the path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.editing.facts_schema import FILE_NAME, schema_text
from explainer.load.folder import facts_files
from explainer.model.kinds import chart_kinds
from tests.builders import check, make_site
from tests.editing.language_server import LanguageServer

DATA = Path(__file__).parents[2] / "data"
COMMAND = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
MODELINE = f"# yaml-language-server: $schema={FILE_NAME}\n"

pytestmark = pytest.mark.skipif(
    COMMAND is None, reason="there is no yaml-language-server on the path; npm install -g yaml-language-server"
)


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    assert COMMAND is not None
    running = LanguageServer([COMMAND, "--stdio"], DATA)
    yield running
    running.close()


@pytest.mark.parametrize("path", facts_files(DATA), ids=lambda path: path.name)
def test_the_facts_of_the_site_have_no_slip(server: LanguageServer, path: Path) -> None:
    assert server.slips(path, path.read_text("utf-8-sig")) == []


FIGURE = "figures:\n  a:\n    label: A\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("figurs:\n", ["2:1: Property figurs is not allowed."]),
        (
            "actors:\n  A_b: {name: N}\n",
            ["3:3: an id is lower-case letters, digits and inner hyphens, 64 characters at most"],
        ),
        (f"{FIGURE}    valu: 1\n    value: 1\n    cite: s\n", ["5:5: Property valu is not allowed."]),
        ("figures:\n  a:\n    value: 1\n    cite: s\n", ['3:3: Missing property "label".']),
        (f"{FIGURE}    cite: s\n", ["3:3: a figure needs one of value, low and high, vague, points, derive"]),
        (
            f"{FIGURE}    value: 1\n    vague: dozens\n    cite: s\n",
            ['6:12: a figure with value takes no "vague" as well'],
        ),
        (f"{FIGURE}    value: 1\n", ['3:3: a figure needs "cite": the id of a source']),
        (
            f"{FIGURE}    value: 1,000\n    cite: s\n",
            ["5:12: write plain digits, with a point before decimals, as 1000 or 12.5"],
        ),
        (
            f"{FIGURE}    value: 1\n    cite: s\n    status: sure\n",
            [
                '7:13: Value is not accepted. Valid values: "confirmed", "claimed", "estimated", "disputed",'
                ' "documented", "withdrawn".'
            ],
        ),
        (
            f"{FIGURE}    value: 1\n    cite: s\n    as_of: 26.2.2022\n",
            ["7:12: write year-month-day as 2026-02-26, or 2026-02, or 2026"],
        ),
        (
            f"{FIGURE}    value: 1\n    cite: s\n    as_of: [2022]\n",
            ["7:12: Incorrect type. Expected one of string, integer."],
        ),
        (
            f"{FIGURE}    value: 1\n    cite: s\n    note:\n",
            ["7:10: Incorrect type. Expected one of string, number."],
        ),
        (
            f"{FIGURE}    value: 1\n    cite:\n      sorce: s\n",
            ['6:5: Missing property "source".', "7:7: Property sorce is not allowed."],
        ),
        (
            "sources:\n  a: {title: T, accessed: 2023}\n",
            ['3:3: a source needs "url", or "offline" with the reason why it has none'],
        ),
    ],
)
def test_a_slip_is_told_at_its_place(server: LanguageServer, text: str, told: list[str]) -> None:
    assert server.slips(DATA / "slip.yml", MODELINE + text) == told


def test_unquoted_years_numbers_and_words_are_no_slips(server: LanguageServer) -> None:
    text = (
        "sources:\n  a: {title: 1984, publisher: no, accessed: 2023, published: 2022-02-26, offline: true}\n"
        "figures:\n  b: {label: 2022, value: 123456789012345678901234567890, as_of: 2022, cite: [a, {source: a}]}\n"
    )
    assert server.slips(DATA / "sound.yml", MODELINE + text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", {"sources", "actors", "figures", "events", "notes", "disputes", "charts"}),
        (f"{FIGURE}    status: ", {"confirmed", "claimed", "estimated", "disputed", "documented", "withdrawn"}),
        (f"{FIGURE}    qualifier: ", {"exactly", "about", "nearly", "more than", "at least", "up to", "less than"}),
        ("charts:\n  a:\n    kind: ", {*chart_kinds()}),
        (f"{FIGURE}    cite:\n      - source: s\n        ", {"stated_as", "reads", "locator", "note"}),
    ],
)
def test_words_and_fields_are_completed(server: LanguageServer, text: str, words: set[str]) -> None:
    assert set(server.words(DATA / "words.yml", MODELINE + text)) == words


def test_fields_that_stand_there_are_not_proposed_again(server: LanguageServer) -> None:
    proposed = server.words(DATA / "fields.yml", f"{MODELINE}{FIGURE}    value: 1\n    ")
    assert {"unit", "as_of", "cite"} <= set(proposed)
    assert not {"label", "value"} & set(proposed)


def test_a_field_is_explained(server: LanguageServer) -> None:
    shown = server.explanation(DATA / "hover.yml", f"{MODELINE}{FIGURE}    as_of: 2022")
    assert "The date that the number is of." in shown


def test_ids_of_the_site_are_proposed_and_new_ones_are_no_slip(server: LanguageServer, tmp_path: Path) -> None:
    root = make_site(tmp_path)
    (root / "data" / FILE_NAME).write_text(schema_text(check(root).every), "utf-8")
    path = root / "data" / "x.yml"
    assert set(server.words(path, f"{MODELINE}{FIGURE}    claimant: ")) == {"council", "mayor"}
    assert set(server.words(path, f"{MODELINE}{FIGURE}    cite: ")) >= {"report", "gazette"}
    assert server.slips(path, f"{MODELINE}{FIGURE}    value: 1\n    claimant: new\n    cite: added-since\n") == []
