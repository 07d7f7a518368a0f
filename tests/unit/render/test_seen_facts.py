"""What browsers compare from one visit to the next: it changes with what a reader sees of a fact, and only then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel import Locale

from explainer.render.seen_facts import SeenFact, seen_facts, seen_file, version_of
from tests.builders import check, make_site

FACTS = """\
sources:
  report: {title: Report, publisher: Archive, accessed: 2023-01-05, url: https://archive.example/report}
actors:
  council: {name: District council}
  mayor: {name: The mayor}
figures:
  houses: {label: Houses destroyed, value: 412, as_of: 2021-07-20, claimant: council, status: claimed, cite: report}
  barns: {label: Barns destroyed, value: 3, cite: report}
  both: {label: All of them, derive: {sum: [houses, barns]}, mixed: Both are buildings.}
events:
  flood: {title: The flood, date: 2021-07-14, actors: [mayor], cite: report}
notes:
  level: {term: Level, text: The height of the water., cite: report}
disputes:
  late:
    question: Too late?
    sides: [{claimant: council, says: No., cite: report}, {claimant: mayor, says: Yes., cite: report}]
"""


def seen(root: Path, *changes: tuple[str, str]) -> dict[str, SeenFact]:
    text = FACTS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    facts = check(make_site(root, {"data/base.yml": text, "docs/index.md": "# Nothing\n"})).facts
    return seen_facts(facts, Locale("en"))


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (("412", "413"), {"houses", "both"}),
        (("status: claimed", "status: estimated"), {"houses"}),
        (("as_of: 2021-07-20", "as_of: 2021-07-21"), {"houses"}),
        (("claimant: council, status", "claimant: mayor, status"), {"houses"}),
        (("cite: report}\n  barns", "cite: {source: report, stated_as: 412 houses}}\n  barns"), {"houses"}),
        (("The mayor", "The major"), {"flood", "late"}),
        (("publisher: Archive", "publisher: The archive"), {"houses", "barns", "flood", "level", "late"}),
        (("says: No.", "says: Hardly."), {"late"}),
        (("title: The flood", "title: The great flood"), {"flood"}),
        # That a source was read again, or that an editor is to look at it again, is no news to a reader.
        (("accessed: 2023-01-05", "accessed: 2024-01-05"), set()),
        (("as_of: 2021-07-20", "as_of: 2021-07-20, review_by: 2030-01-01, tags: [flood]"), set()),
    ],
)
def test_what_a_reader_sees_changes_it(tmp_path: Path, change: tuple[str, str], changed: set[str]) -> None:
    before, after = seen(tmp_path / "before"), seen(tmp_path / "after", change)
    assert {id for id in before if before[id].content != after[id].content} == changed
    assert (version_of(before) == version_of(after)) is (not changed)


def test_the_file_names_all_that_a_list_of_changes_needs(tmp_path: Path) -> None:
    found = seen(tmp_path)
    content = json.loads(seen_file(found, lambda id: f"numbers/#{id}"))
    assert content["version"] == version_of(found)
    assert list(content["facts"]) == ["houses", "barns", "both", "flood", "level", "late"]
    assert content["facts"]["houses"][1:] == ["Houses destroyed", "numbers/#houses", "412"]
    assert content["facts"]["late"][1:] == ["Too late?", "numbers/#late", ""]
