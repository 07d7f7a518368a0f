"""Where a fact's line is edited, as it follows from the settings of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.adapters.edit_links import find_edits
from explainer.problems import Position

WHERE = Position("data/x.yml", 14, 3)


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (
            {"repo_url": "https://github.com/o/r", "edit_uri": "edit/main/docs/"},
            "https://github.com/o/r/edit/main/data/x.yml#L14",
        ),
        ({"edit_uri": "https://github.com/o/r/edit/main/docs/"}, "https://github.com/o/r/edit/main/data/x.yml#L14"),
        ({"edit_uri": "https://h.example/e/site/docs/"}, "https://h.example/e/site/data/x.yml#L14"),
        (
            {"repo_url": "https://gitlab.com/o/r/", "edit_uri": "-/edit/main/docs/"},
            "https://gitlab.com/o/r/-/edit/main/data/x.yml#L14",
        ),
        (
            {"edit_uri": "https://codeberg.org/o/r/_edit/main/docs/"},
            "https://codeberg.org/o/r/_edit/main/data/x.yml#L14",
        ),
        (
            {"repo_url": "https://bitbucket.org/o/r", "edit_uri": "src/default/docs/"},
            "https://bitbucket.org/o/r/src/default/data/x.yml#lines-14",
        ),
        ({"repo_url": "https://h.example/o/r", "edit_uri": "docs/"}, "https://h.example/o/r/data/x.yml#L14"),
        ({"repo_url": "https://h.example/r", "edit_uri": "?file=docs/"}, "https://h.example/r?file=data/x.yml#L14"),
        ({"docs": ".", "edit_uri": "https://h.example/e/"}, "https://h.example/e/data/x.yml#L14"),
        ({"docs": "the docs", "edit_uri": "https://h.example/e/the%20docs/"}, "https://h.example/e/data/x.yml#L14"),
        ({"template": "https://h.example/e/docs/{path}?mode=edit"}, "https://h.example/e/data/x.yml?mode=edit#L14"),
        ({"template": "https://h.example/e?f=docs%2F{path!q}"}, "https://h.example/e?f=data%2Fx.yml#L14"),
        ({"template": "https://h.example/w/docs/{path_noext}"}, "https://h.example/w/data/x#L14"),
        ({"template": "https://h.example/e/docs/{path}#edit"}, "https://h.example/e/data/x.yml#edit"),
        (
            {"own": "https://h.example/edit", "edit_uri": "https://no.example/docs/"},
            "https://h.example/edit/data/x.yml#L14",
        ),
        ({"own": "edit/x/", "repo_url": "https://h.example/r"}, "https://h.example/r/edit/x/data/x.yml#L14"),
    ],
)
def test_the_address_lies_beside_that_of_pages(tmp_path: Path, settings: dict[str, str], address: str) -> None:
    assert find_edits(tmp_path, **{"docs": "docs", **settings})(WHERE) == address


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"repo_url": "https://github.com/o/r"},
        {"edit_uri": "edit/main/docs/"},
        {"repo_url": "https://h.example/r", "edit_uri": "edit/main/content/"},
        {"edit_uri": "https://h.example/edit/mydocs/"},
        {"edit_uri": "javascript:alert(1)//docs/"},
        {"edit_uri": "ftp://h.example/docs/"},
        {"edit_uri": "https://user:secret@h.example/docs/"},
        {"edit_uri": "https://h.example/a b/docs/"},
        {"edit_uri": "https://[::1/docs/"},
        {"template": "https://h.example/docs/"},
        {"own": "data"},
    ],
)
def test_without_a_whole_address_there_is_no_link(tmp_path: Path, settings: dict[str, str]) -> None:
    assert find_edits(tmp_path, **{"docs": "docs", **settings})(WHERE) == ""


def test_a_files_name_is_percent_encoded(tmp_path: Path) -> None:
    find_edit = find_edits(tmp_path, docs="docs", edit_uri="https://h.example/docs/")

    assert find_edit(Position('data/a b#"<?.yml', 2)) == "https://h.example/data/a%20b%23%22%3C%3F.yml#L2"
    assert find_edit(Position("data/київ.yml", 2)).startswith("https://h.example/data/%D0%BA")
    assert find_edit(Position("data/\udcff.yml", 2)) == "https://h.example/data/%FF.yml#L2"


def test_what_a_link_leads_to_and_what_lies_outside_is_not_edited_there(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.yml").write_text("", "utf-8")
    (tmp_path / "data").symlink_to(tmp_path / "real")
    find_edit = find_edits(tmp_path, docs="docs", edit_uri="https://h.example/docs/")

    assert find_edit(WHERE) == ""
    assert find_edit(Position("real/x.yml", 1)) == "https://h.example/real/x.yml#L1"
    assert find_edit(Position("../other/x.yml", 1)) == ""
    assert find_edit(Position("", 1)) == ""
