from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.adapters.command_line import main
from tests.builders import make_site


def _run(root: Path, *arguments: str) -> int:
    return main(["check", "-f", str(root / "mkdocs.yml"), *arguments])


def test_a_clean_site_exits_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(make_site(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("checked 1 figure, 0 points, ")


def test_an_error_exits_with_1_and_a_warning_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(make_site(tmp_path, {"data/x.yml": ""})) == 0
    assert "1 warning" in capsys.readouterr().out
    assert _run(make_site(tmp_path, {"data/x.yml": "figures: {x: {}}"})) == 1


def test_no_settings_file_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(tmp_path) == 2
    assert capsys.readouterr().err == (
        f"explainer: there is no settings file {tmp_path / 'mkdocs.yml'}; name one with -f\n"
    )


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--format", "xml"], ["check", "--no-such"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (b"site_name: [\n", ("mkdocs.yml", 1, "yaml-is-valid")),
        (b"a: 1\nsite_name: \xff\n", ("mkdocs.yml", 2, "file-is-utf8")),
        (b"site_name: " + b"[" * 5000, ("mkdocs.yml", 1, "yaml-is-plain")),
        (b"site_name: \x00\n", ("mkdocs.yml", 1, "yaml-is-valid")),
        (b"INHERIT: gone.yml\n", ("gone.yml", 1, "file-is-inside")),
        (b"site_name: *x\n", ("mkdocs.yml", 1, "yaml-is-plain")),
        (b"docs_dir: gone\nplugins: [explainer]\n", ("mkdocs.yml", 1, "file-is-inside")),
        (b"plugins:\n  - explainer:\n      dta: x\n", ("mkdocs.yml", 3, "option-is-known")),
        (b"plugins:\n  - explainer:\n      data: gone\n", ("mkdocs.yml", 3, "file-is-inside")),
        (b"plugins:\n  - explainer:\n      data: mkdocs.yml\n", ("mkdocs.yml", 3, "file-is-inside")),
    ],
)
def test_settings_that_cannot_be_are_told_like_every_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: bytes, problem: tuple[str, int, str]
) -> None:
    make_site(tmp_path)
    (tmp_path / "mkdocs.yml").write_bytes(settings)

    assert _run(tmp_path, "--format", "json") == 1
    (found,) = json.loads(capsys.readouterr().out)["problems"]
    assert (found["file"], found["line"], found["code"]) == problem


@pytest.mark.parametrize(
    "settings", ["", "# nothing\n", "[]\n", "text\n", "plugins:\n", "plugins: text\n", "plugins: [[explainer]]\n"]
)
def test_settings_of_any_shape_are_read(tmp_path: Path, settings: str) -> None:
    assert _run(make_site(tmp_path, {"mkdocs.yml": settings})) == 0


def test_settings_are_inherited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_site(
        tmp_path, {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "plugins:\n  - explainer: {evidence: required}\n"}
    )

    assert _run(tmp_path) == 1
    assert ": evidence-is-quoted: " in capsys.readouterr().out


def test_a_circle_of_inheritance_ends(tmp_path: Path) -> None:
    assert _run(make_site(tmp_path, {"mkdocs.yml": "INHERIT: mkdocs.yml\nplugins: [explainer]\n"})) == 0


def test_it_runs_from_any_folder_as_a_module(tmp_path: Path) -> None:
    make_site(tmp_path / "a site")
    command = [sys.executable, "-m", "explainer.adapters.command_line", "check", "-f", "a site/mkdocs.yml"]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_pipe_of_another_encoding_and_a_reader_who_leaves_are_no_errors(tmp_path: Path) -> None:
    make_site(tmp_path, {"data/x.yml": "".join(f"київ{number}: 1\n" for number in range(3000))})
    command = f'"{sys.executable}" -m explainer.adapters.command_line check -f mkdocs.yml | head -n 1'

    done = subprocess.run(
        command,
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", **_environment()},
    )

    assert done.stderr == b""
    assert "київ0".encode() in done.stdout


def _environment() -> dict[str, str]:
    import os

    return {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}


@pytest.mark.parametrize(("mark", "environment"), [(".git", ""), ("", "GITHUB_WORKSPACE")])
def test_a_site_in_a_folder_of_a_repository_is_told_from_its_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, mark: str, environment: str
) -> None:
    root = make_site(tmp_path / "sites" / "flood", {"data/x.yml": "figures: {x: {}}"})
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    if mark:
        (tmp_path / mark).mkdir()
    if environment:
        monkeypatch.setenv(environment, str(tmp_path))

    assert _run(root, "--format", "github") == 1
    assert capsys.readouterr().out.startswith("::error file=sites/flood/data/x.yml,line=1,")
    assert _run(root) == 1
    assert capsys.readouterr().out.startswith("data/x.yml:1:")
