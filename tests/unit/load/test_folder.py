from __future__ import annotations

import os
from pathlib import Path

import pytest

from explainer.load.folder import facts_files, load_folder, read_text


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in facts_files(folder)]


def test_facts_files_are_found_at_any_depth_in_one_order(tmp_path: Path) -> None:
    for name in ("b.yml", "a/z.YAML", "a/b/c.yaml", ".hidden.yml", ".git/x.yml", "x.csv", "y.yml.bak"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")

    assert _names(tmp_path) == ["a/b/c.yaml", "a/z.YAML", "b.yml"]


def _problems(root: Path) -> list[str]:
    return [str(problem) for file in load_folder(root / "data", root) for problem in file.problems]


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "secret.yml").write_text("figures: {}", "utf-8")
    (tmp_path / "data" / "x.yml").symlink_to(tmp_path / "secret.yml")

    assert _problems(tmp_path) == [
        "data/x.yml:1:1: file-is-inside: the file is a link that leads out of its folder\n"
        "    hint: put the file itself into the folder"
    ]


def test_a_linked_folder_outside_is_refused_and_a_circle_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.yml").write_text("figures: {}", "utf-8")
    (tmp_path / "data" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "data" / "circle").symlink_to(tmp_path / "data")

    assert _problems(tmp_path) == [
        "data/linked/x.yml:1:1: file-is-inside: the file is a link that leads out of its folder\n"
        "    hint: put the file itself into the folder"
    ]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yml").symlink_to(tmp_path / "data" / "gone.yml")

    assert _problems(tmp_path) == ['data/x.yml:1:1: file-is-inside: there is no file "data/x.yml"']


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("figures: {}", "utf-8")
    path.chmod(0)

    assert [str(problem) for problem in read_text(path, "x.yml", tmp_path)[1]] == [
        "x.yml:1:1: file-is-inside: the file cannot be read: Permission denied"
    ]


@pytest.mark.parametrize(("text", "what"), [("", "is empty"), ("\n \n", "is empty"), ("# x\n", "holds comments only")])
def test_a_file_without_facts_is_a_warning(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yml").write_text(text, "utf-8")

    assert _problems(tmp_path) == [
        f"data/x.yml:1:1: facts-are-present: the file {what}: there are no facts in it\n"
        "    hint: write facts into it, or delete it"
    ]


def test_a_link_that_leads_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yml").symlink_to("x.yml")

    assert _problems(tmp_path) == ['data/x.yml:1:1: file-is-inside: there is no file "data/x.yml"']
