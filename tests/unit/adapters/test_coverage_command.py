"""`explainer coverage`, and the day that commands judge reviews by."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from explainer.adapters.build_day import BuildDayError, build_day
from explainer.adapters.command_line import main
from tests.builders import make_site

FACTS = """\
figures:
  homeless: {label: People without a home, value: 230, claimant: mayor, review_by: 2023-12, cite: [report, gazette]}
  level:
    label: Level
    points:
      - {date: 2021-07-14, value: 2, cite: {source: report, stated_as: two metres}}
"""
LATER = 1_704_067_200  # 1 January 2024, 00:00 UTC.


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"data/flood.yml": FACTS})


def run(site: Path, command: str, *arguments: str) -> int:
    return main([command, "-f", str(site / "mkdocs.yml"), *arguments])


class TestCoverage:
    def test_text_is_aligned_with_the_worst_first(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(site, "coverage", "--today", "2024-01-01") == 0
        kinds, claims, stands, source_kinds, lacking = capsys.readouterr().out.split("\n\n")

        assert kinds.splitlines()[:4] == [
            "kind      all  cited  quoted  verified  archived  one origin  due  unused",
            "figures     2      2       0         0         0           2    1       0",
            "series      1      -       -         -         -           -    0       0",
            "points      1      1       1         0         0           1    -       -",
        ]
        assert claims.splitlines() == [
            "claims of        figures  points  events  all",
            "side not stated        2       0       0    2",
            "nobody named           0       1       0    1",
        ]
        assert stands.splitlines() == ["sources stand with  all", "not stated            2"]
        assert source_kinds.splitlines() == ["sources by kind  all", "not stated         2"]
        assert lacking.splitlines() == [
            "fact, the worst first  lacks                                                    place",
            "homeless               not quoted, not verified, not archived, one origin, due  data/flood.yml:2",
            "houses                 not quoted, not verified, not archived, one origin       data/base.yml:14",
            "level:2021-07-14       not verified, not archived, one origin                   data/flood.yml:6",
            "council                not cited                                                data/base.yml:11",
            "mayor                  not cited                                                data/base.yml:12",
            "gazette                not archived                                             data/base.yml:6",
            "report                 not archived                                             data/base.yml:2",
        ]

    def test_json_holds_the_same(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(site, "coverage", "--format", "json") == 0
        found = json.loads(capsys.readouterr().out)

        assert set(found) == {"kinds", "claims", "sources", "lacking"}
        assert found["kinds"]["figures"] == {
            "all": 2, "cited": 2, "quoted": 0, "verified": 0, "archived": 0, "one_origin": 2, "due": None, "unused": 0
        }  # fmt: skip
        assert found["claims"][1] == {"side": None, "figures": 0, "points": 1, "events": 0}
        assert found["sources"] == {"by_stand": {"": 2}, "by_kind": {"": 2}}
        assert found["lacking"][0] == {
            "fact": "homeless",
            "kind": "figures",
            "lacks": ["quoted", "verified", "archived", "one_origin"],
            "file": "data/flood.yml",
            "line": 2,
        }

    def test_what_is_wrong_is_left_out_and_said(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (site / "data" / "wrong.yml").write_text("figures:\n  wrong: {label: W, value: x, cite: report}\n", "utf-8")

        assert run(site, "coverage") == 1
        printed = capsys.readouterr()
        assert "wrong" not in printed.out
        assert printed.err == "explainer: facts with an error are left out; explainer check lists them\n"

    def test_a_site_without_facts(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        site = make_site(tmp_path, {"data/base.yml": "", "docs/index.md": "# Nothing\n"})

        assert run(site, "coverage") == 0
        assert capsys.readouterr().out.endswith("fact, the worst first  lacks  place\n")

    def test_settings_that_cannot_be_read(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (site / "mkdocs.yml").write_text("site_name: [\n", "utf-8")

        assert run(site, "coverage") == 1
        assert capsys.readouterr().err.startswith("mkdocs.yml:1:")

    def test_no_settings(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(tmp_path, "coverage") == 2
        assert "there is no settings file" in capsys.readouterr().err


def due(site: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> bool:
    assert run(site, "check", *arguments) == 0
    return "review-is-due" in capsys.readouterr().out


class TestToday:
    @pytest.mark.parametrize(("day", "is_due"), [("2023-12-31", False), ("2024-01-01", True)])
    def test_a_day_that_is_given(self, site: Path, capsys: pytest.CaptureFixture[str], day: str, is_due: bool) -> None:
        assert due(site, capsys, "--today", day) is is_due
        assert due(site, capsys, f"--today={day}") is is_due

    def test_without_a_day_the_clock(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert due(site, capsys, "--today") is (datetime.now(UTC).date() >= date(2024, 1, 1))

    @pytest.mark.parametrize(("epoch", "is_due"), [(LATER - 1, False), (LATER, True)])
    def test_the_day_of_a_reproducible_build(
        self,
        site: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        epoch: int,
        is_due: bool,
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        assert due(site, capsys) is is_due
        assert due(site, capsys, "--today", "2023-01-01") is False

    def test_with_neither_nothing_is_said(self, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert due(site, capsys) is False

    @pytest.mark.parametrize("command", ["check", "coverage"])
    @pytest.mark.parametrize("day", ["tomorrow", "2024-1-1", "20240101", "2024-W01-1", "2024-02-30", "0000-01-01", ""])
    def test_no_day_is_wrong_usage(
        self, site: Path, capsys: pytest.CaptureFixture[str], command: str, day: str
    ) -> None:
        with pytest.raises(SystemExit) as stopped:
            run(site, command, f"--today={day}")
        assert stopped.value.code == 2
        assert f'argument --today: "{day}" is no day' in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["check", "coverage"])
    def test_an_epoch_that_is_none_is_wrong_usage(
        self, site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "now")

        assert run(site, command) == 2
        assert capsys.readouterr().err == (
            'explainer: SOURCE_DATE_EPOCH is "now", which is no number of seconds since 1970; correct it, or unset it\n'
        )


class TestBuildDay:
    @pytest.mark.parametrize(
        ("text", "day"),
        [("0", date(1970, 1, 1)), ("86399", date(1970, 1, 1)), ("86400", date(1970, 1, 2))],
    )
    def test_is_that_of_the_epoch_in_utc(self, monkeypatch: pytest.MonkeyPatch, text: str, day: date) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        assert build_day() == day

    @pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "१२", "9" * 30, "9" * 5000, " 1"])
    def test_anything_else_is_an_error_that_says_so(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
        with pytest.raises(BuildDayError, match="SOURCE_DATE_EPOCH is"):
            build_day()
