"""A wording stands in the copy of its source; what was not looked up is skipped, and never verified."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.check.evidence import Verdict
from explainer.check.site import Checked
from explainer.check.snapshots import has_wording
from explainer.load.snapshots import MAX_SNAPSHOT_BYTES, normalised
from tests.builders import check, make_site

_SETTINGS = "plugins:\n  - explainer: {snapshots: ../read}\n"


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("It took 412 houses.", "412 houses"),
        ("It took\n\t412\u00a0houses.", "412 houses"),
        ("It took 412 houses.", "took\u202f412 houses"),
        ("135 barns, then 35 barns", "35 barns"),
        ("“412 houses”", "412 houses"),
        (unicodedata.normalize("NFD", "за 5 февраля и май"), "за 5 февраля и май"),
        ("村里有412名居民", "412名"),
        ("in 2022, 412 houses", "412 houses"),
        ("No number at all.", "at all"),
    ],
)
def test_a_wording_is_found(text: str, wording: str) -> None:
    assert has_wording(normalised(text), wording, "en")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("135 barns", "35 barns"),
        ("1,412 houses", "412 houses"),
        ("1 412 houses", "412 houses"),
        ("412,000 houses", "took 412"),
        ("it took 412,000", "took 412"),
        ("20 to 35 barns", "35 barns"),
        ("four hundred and twelve houses", "twelve houses"),
        ("two million houses", "two"),
        ("412 Houses", "412 houses"),
        ("“412” houses", '"412" houses'),
        ("412 - houses", "412 houses"),
        ("1²", "12"),
        ("", "412"),
    ],
)
def test_a_wording_is_not_found(text: str, wording: str) -> None:
    assert not has_wording(normalised(text), wording, "en")


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["", ",", ", ", ". "]))
def test_a_number_is_found_whole_or_not_at_all(first: int, second: int, between: str) -> None:
    text = f"{first:,}{between}{second:,} houses"

    assert has_wording(text, f"{second:,} houses", "en") == (between in (", ", ". "))


def _check(root: Path, snapshots: Mapping[str, bytes], *, via: str = "") -> Checked:
    read = root / "read"
    read.mkdir()
    for name, data in snapshots.items():
        (read / name).write_bytes(data)
    facts = f"""\
sources:
  diary: {{publisher: Diary, offline: paper, accessed: 2023-01-05{via}}}
figures:
  x: {{label: X, value: 412, cite: [{{source: diary, stated_as: 412 houses}}, {{source: gazette, stated_as: "412"}}]}}
"""
    return check(make_site(root / "site", {"mkdocs.yml": _SETTINGS, "data/f.yml": facts}))


def _counts(checked: Checked) -> tuple[dict[Verdict, int], dict[str, int]]:
    return dict(checked.evidence.count()), checked.evidence.skipped()


def test_only_what_was_found_is_verified(tmp_path: Path) -> None:
    checked = _check(tmp_path, {"diary.txt": b"412 houses", "gazette.txt.bak": b"412"})

    assert not checked.problems
    assert _counts(checked) == ({"verified": 1, "skipped": 2}, {"no snapshot": 1, "no wording": 1})


def test_a_folder_that_is_not_there_skips_everything(tmp_path: Path) -> None:
    checked = _check(tmp_path, {})
    (tmp_path / "read").rmdir()

    assert not checked.problems
    assert _counts(checked) == ({"skipped": 3}, {"no snapshot": 2, "no wording": 1})


def test_a_snapshot_that_cannot_be_read_is_one_problem_and_no_pass(tmp_path: Path) -> None:
    checked = _check(tmp_path, {"diary.txt": b"412 h\xe4user", "gazette.txt": b"412 " * (MAX_SNAPSHOT_BYTES // 4 + 1)})

    assert [(str(p.where), p.code) for p in checked.problems] == [
        ("../read/diary.txt:1:6", "file-is-utf8"),
        ("../read/gazette.txt:1:1", "evidence-in-snapshot"),
    ]
    assert _counts(checked) == ({"failed": 2, "skipped": 1}, {"no wording": 1})


def test_a_folder_in_the_place_of_a_snapshot_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    checked = _check(tmp_path, {})
    (tmp_path / "read" / "diary.txt").mkdir()

    assert [p.code for p in check(tmp_path / "site").problems] == ["evidence-in-snapshot"]
    assert not checked.problems


def test_byte_order_mark_and_line_ends_make_no_difference(tmp_path: Path) -> None:
    assert _counts(_check(tmp_path, {"diary.txt": b"\xef\xbb\xbfIt took 412\r\nhouses"}))[0]["verified"] == 1


def test_what_was_read_in_another_source_is_looked_up_there(tmp_path: Path) -> None:
    checked = _check(tmp_path, {"gazette.txt": b"The diary says: 412 houses"}, via=", via: gazette")

    assert _counts(checked) == ({"verified": 2, "skipped": 1}, {"no wording": 1})


def test_what_a_retelling_lacks_is_skipped(tmp_path: Path) -> None:
    checked = _check(tmp_path, {"gazette.txt": b"412 Haeuser"}, via=", via: gazette")

    assert not checked.problems
    assert _counts(checked) == ({"verified": 1, "skipped": 2}, {"no snapshot": 1, "no wording": 1})


def test_a_fact_with_another_problem_is_not_looked_at(tmp_path: Path) -> None:
    facts = "figures:\n  x: {label: X, value: none, cite: {source: report, stated_as: 412 houses}}\n"
    checked = check(make_site(tmp_path, {"data/f.yml": facts}))

    assert checked.evidence.skipped() == {"no wording": 1, "not looked at": 1}
