"""The sources that a page names to machines: those that its text rests on."""

from __future__ import annotations

from pathlib import Path

from explainer.render.sharing.cited_sources import cited_sources
from tests.builders import check, make_site

FACTS = "sources:\n" + "".join(
    f"  {id}: {{title: Source {id}, accessed: 2023-01-05, offline: Here.}}\n" for id in "abcdefghij"
)
FACTS += """\
actors:
  council: {name: District council}
  mayor: {name: The mayor}
figures:
  houses: {label: Houses, value: 412, cite: [a, {source: b, stated_as: 412 houses}]}
  level:
    label: Level
    points: [{date: 2021-07-14, value: 2.8, cite: c}, {date: 2021-07-15, value: 8, cite: d}]
  twice: {label: Twice, derive: {sum: [houses, level]}, mixed: A test.}
events:
  flood: {title: The flood, date: 2021-07-14, cite: [e, f]}
notes:
  term: {term: Level, text: The height., cite: g}
disputes:
  late:
    question: Too late?
    sides: [{claimant: council, says: No., cite: [h, a]}, {claimant: mayor, says: Yes., cite: i}]
"""


def sources(root: Path, text: str) -> list[str]:
    checked = check(make_site(root, {"data/base.yml": FACTS, "docs/index.md": text}))
    return [source.id for source in cited_sources(checked.pages[0], checked.facts)]


def test_each_fact_has_its_leading_source(tmp_path: Path) -> None:
    text = "[@j, p. 3], [@houses], [@level:2021-07-14], [@flood], [words][@term], [@late]; [@j], [@council]\n"
    assert sources(tmp_path, text) == ["j", "b", "c", "e", "g", "h", "i"]


def test_blocks_count_and_registers_do_not(tmp_path: Path) -> None:
    text = "/// facts | level twice\n///\n\n/// dispute | late\n///\n\n/// sources\n///\n"
    assert sources(tmp_path, text) == ["d", "h", "i"]
