"""`explainer history`, on real repositories."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from explainer.adapters.command_line import main
from tests.builders import make_site

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git on this machine")

Git = Callable[..., str]
BASE = "sources:\n  s: {publisher: S, offline: paper, accessed: 2023-01-05}\nactors:\n  mayor: {name: The mayor}\n"
HOUSES = BASE + "figures:\n  houses: {label: Houses, value: %s, unit: houses, cite: s}\n"


class Repository:
    """A repository with a site in it; every commit is a day later than the one before."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        self.day = 0
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> str:
        given = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
        date = f"2026-01-{self.day + 1:02d}T12:00:00+00:00"
        done = subprocess.run(
            ["git", *given, *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "GIT_CONFIG_GLOBAL": os.devnull},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def commit(self, files: dict[str, str | bytes | None]) -> str:
        """Write files (None deletes one), commit them, and return the commit's hash."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x")
        self.day += 1
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *arguments: str, code: int = 0, settings: str = "mkdocs.yml") -> str:
        self.capsys.readouterr()
        assert main(["history", "-f", str(self.root / settings), *arguments]) == code
        out, err = self.capsys.readouterr()
        return err if code else out

    def entries(self, *arguments: str, settings: str = "mkdocs.yml") -> list[dict[str, Any]]:
        return list(json.loads(self.run(*arguments, "--format", "json", settings=settings))["history"])

    def said(self, *arguments: str, name: str = "value") -> list[tuple[str, str]]:
        """Return what was said before and after at each step, the newest first."""
        steps = self.entries(*arguments)
        return [(c["before"], c["after"]) for step in steps for c in step["changes"] if c["name"] == name]


@pytest.fixture
def repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Repository:
    root = tmp_path / "repo"
    make_site(root, {"data/base.yml": None})
    return Repository(root, capsys)


def test_past_values_are_listed_the_newest_first(repository: Repository) -> None:
    first = repository.commit({"data/x.yml": HOUSES % 380})
    repository.commit({"docs/index.md": "# Other\n"})
    second = repository.commit({"data/x.yml": HOUSES % 412})

    assert repository.run("houses") == (
        "houses: Houses\n"
        f"\n2026-01-03 {second[:10]}\n"
        "    value: 380 houses → 412 houses\n"
        f"\n2026-01-01 {first[:10]}\n"
        "    new label: Houses\n    new unit: houses\n    new value: 380 houses\n    new sources: s\n"
    )


def test_whatever_a_reader_sees_of_it_is_told_when_it_changes(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 412})
    more = "412, qualifier: about, as_of: 2021-07, claimant: mayor, status: claimed, counts: all"
    repository.commit({"data/x.yml": (HOUSES % more).replace("label: Houses", "label: Homes")})

    changes = repository.entries("houses")[0]["changes"]

    assert [(change["name"], change["before"], change["after"]) for change in changes] == [
        ("label", "Houses", "Homes"),
        ("value", "412 houses", "about 412 houses"),
        ("counts", "", "all"),
        ("as of", "", "July 2021"),
        ("claimant", "", "The mayor"),
        ("status", "", "claimed"),
    ]


def test_a_figure_that_moved_to_another_file_or_folder_has_not_changed(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    repository.commit({"data/x.yml": None, "data/deep/y.yaml": HOUSES % 1})
    repository.commit(
        {
            "data/deep/y.yaml": None,
            "facts/z.yml": HOUSES % 2,
            "mkdocs.yml": "site_name: x\nplugins:\n  - explainer:\n      data: facts\n",
        }
    )

    assert repository.said("houses") == [("1 houses", "2 houses"), ("", "1 houses")]


def test_points_that_came_changed_and_went(repository: Repository) -> None:
    series = BASE + "figures:\n  rain:\n    label: Rain\n    unit: mm\n    points: %s\n"
    repository.commit({"data/x.yml": series % "[{date: 2021-07-13, value: 1, cite: s}]"})
    repository.commit(
        {"data/x.yml": series % "rain.csv", "data/rain.csv": "date,value,source\n2021-07-13,1,s\n2021-07-14,2,s\n"}
    )
    repository.commit({"data/rain.csv": "date,value,source\n2021-07-14,3,s\n"})

    newest, second, first = repository.entries("rain")

    assert [(c["point"], c["name"], c["before"], c["after"]) for c in newest["changes"]] == [
        ("2021-07-13", "point", "1 mm (s)", ""),
        ("2021-07-14", "value", "2 mm", "3 mm"),
    ]
    assert [(c["point"], c["after"]) for c in second["changes"]] == [("2021-07-14", "2 mm (s)")]
    assert ("2021-07-13", "1 mm (s)") in [(c["point"], c["after"]) for c in first["changes"]]
    assert repository.said("rain", "--point", "2021-07-14") == [("2 mm", "3 mm")]
    assert len(repository.entries("rain", "--point", "2021-07-13")) == 2


def test_who_says_a_point_in_a_table_is_named(repository: Repository) -> None:
    series = BASE + "figures:\n  rain: {label: Rain, points: rain.csv}\n"
    repository.commit({"data/x.yml": series, "data/rain.csv": "date,value,source,claimant\n2021,1,s,mayor\n"})

    assert repository.said("rain", name="point") == [("", "1 (The mayor; s)")]


def test_a_derived_figure_has_the_value_of_its_formula_then(repository: Repository) -> None:
    derived = HOUSES + "  barns: {label: Barns, value: 5, unit: houses, cite: s}\n  all: {label: All, derive: {%s}}\n"
    repository.commit({"data/x.yml": derived % (1, "sum: [houses, barns]")})
    repository.commit({"data/x.yml": derived % (2, "sum: [houses, barns]")})
    repository.commit({"data/x.yml": derived % (2, "difference: [barns, houses]")})

    assert repository.said("all") == [("7 houses", "3 houses"), ("6 houses", "7 houses"), ("", "6 houses")]
    assert repository.said("all", name="formula")[0] == ("sum of houses, barns", "difference of barns, houses")


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("figures: [\n  houses", ": yaml-is-valid: "),
        (HOUSES % "1_000", "data/x.yml:6:27: value-is-number: "),
        (HOUSES % "1, low: 2, high: 3", ': key-is-known: figure "houses" has value, so it takes no'),
        (HOUSES.replace("value: %s", "points: gone.csv"), ": file-is-inside: "),
        (b"# houses \xff", ": file-is-utf8: "),
        (
            HOUSES.replace("value: %s", "derive: {sum: [lost]}").replace(", cite: s", ""),
            '"houses" is computed from "lost", which is not there',
        ),
        (HOUSES % "1, value: 2", ": key-is-unique: "),
        (HOUSES.replace("value: %s", "derive: {sum: [houses]}"), ": no-cycle: "),
    ],
)
def test_a_commit_that_cannot_be_read_is_said_and_left_out(
    repository: Repository, broken: str | bytes, reason: str
) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    repository.commit({"data/x.yml": broken})
    repository.commit({"data/x.yml": HOUSES % 2})

    newest, middle, _ = repository.entries("houses")

    assert [(c["before"], c["after"]) for c in newest["changes"]] == [("1 houses", "2 houses")]
    assert reason in middle["unreadable"]
    assert middle["changes"] == []
    assert "cannot be read, left out: " in repository.run("houses")


def test_a_figure_that_went_is_told_and_one_that_came_back(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    repository.commit({"data/x.yml": BASE})
    repository.commit({"data/x.yml": HOUSES % 1})

    assert repository.said("houses") == [("", "1 houses"), ("1 houses", ""), ("", "1 houses")]


def test_what_is_not_committed_yet_is_told_first(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    (repository.root / "data" / "x.yml").write_text(HOUSES % 2, "utf-8")

    assert repository.run("houses").startswith(
        "houses: Houses\n\nnot committed yet\n    value: 1 houses → 2 houses\n\n2026-01-01 "
    )
    (repository.root / "data" / "x.yml").write_text("figures: [houses", "utf-8")
    assert "not committed yet\n    cannot be read, left out: data/x.yml:" in repository.run("houses")


def test_a_repository_without_a_commit(repository: Repository) -> None:
    (repository.root / "data").mkdir()
    (repository.root / "data" / "x.yml").write_text(HOUSES % 1, "utf-8")

    assert repository.run("houses").startswith("houses: Houses\n\nnot committed yet\n    new label: Houses\n")


def test_a_merge_is_no_change_of_its_own(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 1, "data/y.yml": "notes:\n  n: {term: N, text: T.}\n"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"data/y.yml": "notes:\n  n: {term: N, text: U.}\n"})
    repository.git("checkout", "-q", "main")
    repository.commit({"data/x.yml": HOUSES % 2})
    repository.git("merge", "-q", "--no-ff", "-m", "x", "side")

    assert repository.said("houses") == [("1 houses", "2 houses"), ("", "1 houses")]


def test_a_site_in_a_folder_of_the_repository_with_hostile_names(repository: Repository) -> None:
    odd = "site/data/a\nb \"c\" 'd' ö.yml"
    make_site(repository.root / "site", {"data/base.yml": None})
    repository.commit({odd: HOUSES % 1})
    repository.commit({odd: HOUSES % 2})

    assert len(repository.entries("houses", settings="site/mkdocs.yml")) == 2


def test_a_shallow_copy_says_that_its_history_is_cut(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    repository.commit({"data/x.yml": HOUSES % 2})
    copy = tmp_path / "copy"
    repository.git("clone", "-q", "--depth", "1", repository.root.as_uri(), str(copy))
    repository.root = copy

    assert repository.run("houses").endswith("this is a shallow copy of the repository: what is older is not in it\n")
    assert json.loads(repository.run("houses", "--format", "json"))["cut"] is True


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hoses"], 'no figure has or had the id "hoses"; did you mean "houses"?'),
        (["mayor"], 'no figure has or had the id "mayor"; look for its id in the folder of facts'),
        ([""], 'no figure has or had the id ""; look for its id in the folder of facts'),
        (["houses", "--point", "2021"], 'the figure "houses" is no series; leave out --point'),
        (
            ["rain", "--point", "2021-07-3"],
            'the figure "rain" has and had no point "2021-07-3"; did you mean "2021-07-13"?',
        ),
    ],
)
def test_a_slip_is_wrong_usage(repository: Repository, arguments: list[str], message: str) -> None:
    rain = "  rain: {label: Rain, points: [{date: 2021-07-13, value: 1, cite: s}]}\n"
    repository.commit({"data/x.yml": HOUSES % 1 + rain})

    assert repository.run(*arguments, code=2) == f"explainer: {message}\n"


def test_without_a_repository_or_git_it_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_site(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["history", "houses", "-f", str(tmp_path / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err.startswith("explainer: git: not a git repository")

    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["history", "houses", "-f", str(tmp_path / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err == (
        "explainer: there is no program git on this computer; install it from git-scm.com\n"
    )


def test_nothing_is_written(repository: Repository) -> None:
    repository.commit({"data/x.yml": HOUSES % 1})
    before = {path: path.stat().st_mtime_ns for path in repository.root.rglob("*")}

    repository.run("houses")

    assert {path: path.stat().st_mtime_ns for path in repository.root.rglob("*")} == before
