"""`explainer new` adds a sound record to a file, or says what is wrong and changes nothing."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from explainer.adapters.command_line import main
from explainer.adapters.commands import new
from explainer.check.options import Options
from explainer.check.site import Checked, check_facts
from explainer.editing.facts_schema import FILE_NAME
from explainer.editing.given_fields import KIND_OF, NEEDED, explained, fields_of, lacking
from explainer.model.facts import KINDS
from tests.builders import BASE, check, make_site

ACTOR = ("actor", "--id", "rescuers", "--set", "name=Rescue service")


def run(root: Path, *arguments: str) -> int:
    return main(["new", *arguments[:1], "-f", str(root / "mkdocs.yml"), *arguments[1:]])


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = make_site(tmp_path / "site")
    (site / "data" / FILE_NAME).write_text("{}", "utf-8")
    return site


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        pytest.param(
            ["source", "title=Flood: day 2", "accessed=2023", "url=https://a.example"],
            '  made:\n    title: "Flood: day 2"\n    accessed: 2023\n    url: https://a.example\n',
            id="source",
        ),
        pytest.param(["actor", "name=no"], '  made:\n    name: "no"\n', id="actor"),
        pytest.param(
            [
                "figure",
                "label=L",
                "value=412",
                "cite.source=report",
                "cite.stated_as=412 houses",
                "unit.one=house",
                "unit.other=houses",
                "tags=a",
                "tags=b",
            ],
            "  made:\n    label: L\n    value: 412\n    cite:\n      source: report\n      stated_as: 412 houses\n"
            "    unit:\n      one: house\n      other: houses\n    tags:\n      - a\n      - b\n",
            id="figure",
        ),
        pytest.param(
            [
                "figure",
                "label=L",
                "points.date=2021",
                "points.value=1",
                "points.date=2022",
                "points.value=2",
                "cite=report",
            ],
            "  made:\n    label: L\n    points:\n      - date: 2021\n        value: 1\n      - date: 2022\n"
            "        value: 2\n    cite: report\n",
            id="series",
        ),
        pytest.param(
            ["figure", "label=L", "derive.sum=houses", "derive.sum=houses"],
            "  made:\n    label: L\n    derive:\n      sum:\n        - houses\n        - houses\n",
            id="formula",
        ),
        pytest.param(
            [
                "event",
                "title=T",
                "date=2021-07-15/2021-07-16",
                "actors=mayor",
                "cite=report",
                "cite.source=gazette",
                "cite.locator=p. 3",
            ],
            "  made:\n    title: T\n    date: 2021-07-15/2021-07-16\n    actors: mayor\n    cite:\n      - report\n"
            "      - source: gazette\n        locator: p. 3\n",
            id="event",
        ),
        pytest.param(
            ["note", "term=Gauge", "text=- A post.\n[@houses] stood.", "cite=report"],
            '  made:\n    term: Gauge\n    text: "- A post.\\n[@houses] stood."\n    cite: report\n',
            id="note",
        ),
        pytest.param(
            [
                "dispute",
                "question=Why?",
                "sides.claimant=council",
                "sides.says=Rain.",
                "sides.cite=report",
                "sides.claimant=mayor",
                "sides.figure=houses",
            ],
            "  made:\n    question: Why?\n    sides:\n      - claimant: council\n        says: Rain.\n"
            "        cite: report\n      - claimant: mayor\n        figure: houses\n",
            id="dispute",
        ),
        pytest.param(
            ["chart", "title=T", "kind=bar", "figures=houses"],
            "  made:\n    title: T\n    kind: bar\n    figures: houses\n",
            id="chart",
        ),
        pytest.param(
            ["chart", "title=T", "kind=waffle", "figures=houses", "per=10", "interactive=true"],
            '  made:\n    title: T\n    kind: waffle\n    figures: houses\n    per: 10\n    interactive: "true"\n',
            id="waffle",
        ),
    ],
)
def test_every_kind_can_be_added(
    root: Path, arguments: list[str], written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = KIND_OF[arguments[0]]
    before = (root / "data/base.yml").read_text("utf-8")
    sets = [word for field in arguments[1:] for word in ("--set", field)]
    assert run(root, arguments[0], "--id", "made", *sets) == 0
    stands_there = f"{kind}:\n" in before
    path = root / "data" / ("base.yml" if stands_there else f"{kind}.yml")
    text = path.read_text("utf-8")
    if stands_there:
        assert text.replace(written, "", 1) == before
    else:
        assert text == f"# yaml-language-server: $schema={FILE_NAME}\n{kind}:\n{written}"
    line = text[: text.index("  made:")].count("\n") + 1
    assert capsys.readouterr().out == f"added to data/{path.name}:{line}\n{written}"
    checked = check(root)
    assert checked.facts.get("made") is not None
    assert [problem for problem in checked.problems if problem.severity == "error"] == []


def test_the_example_of_the_guide_works(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = (Path(__file__).parents[2] / "docs/editing/index.md").read_text("utf-8")
    (example,) = re.findall(r"^explainer (new figure .*?)^```", guide, flags=re.MULTILINE | re.DOTALL)
    words = shlex.split(example.replace("\\\n", " "))
    given = ["--set", "title=Bridge closed", "--set", "accessed=2031-03-04", "--set", "url=https://a.example"]
    assert run(root, "source", "--id", "gazette-2031-03-03", *given) == 0
    assert run(root, *words[1:]) == 0
    assert "\nadded to data/base.yml:25\n" in f"\n{capsys.readouterr().out.split('https://a.example')[1]}"


@pytest.mark.parametrize("kind", list(KIND_OF))
def test_what_lacks_is_named_where_nobody_can_be_asked(
    root: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    assert run(root, kind) == 2
    groups = [f"--set {' or '.join(f'{name}=' for name in group)}" for group in NEEDED[kind]]
    assert capsys.readouterr().err == f"explainer: a new {kind} needs --id, {', '.join(groups)}\n"
    assert files(root) == before


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ["actor", "--id", "report", "--set", "name=N"],
            'data/base.yml:2:3: id-is-unique: the id "report" is taken by this one of the sources\n'
            "    hint: give the new fact another id",
        ),
        (
            ["actor", "--id", "A_b", "--set", "name=N"],
            'data/base.yml:13:3: id-is-valid: "A_b" is not an id\n    hint: did you mean "a-b"?',
        ),
        (
            ["actor", "--id", "a", "--set", "name=N", "--set", "rolle=R"],
            'data/base.yml:15:5: key-is-known: "rolle" is no field of actor "a"\n    hint: did you mean "role"?',
        ),
        (
            ["actor", "--id", "a", "--set", "name=N", "--set", "name=M"],
            'data/base.yml:14:5: type-matches: "name" of "a" has to be one text',
        ),
        (
            ["actor", "--id", "a", "--set", "name="],
            'data/base.yml:14:5: field-is-required: "name" of "a" is empty\n    hint: write its value',
        ),
        (
            ["figure", "--id", "a", "--set", "label=L", "--set", "value=1,000", "--set", "cite=report"],
            'data/base.yml:23:5: value-is-number: "value" of "a": "1,000" is not a plain number\n    hint: write 1000',
        ),
        (
            ["figure", "--id", "a", "--set", "label=L", "--set", "value=1", "--set", "cite=rapport"],
            'data/base.yml:24:5: citation-resolves: "a" cites "rapport", which no source has as its id\n'
            '    hint: did you mean "report"?',
        ),
        (
            ["event", "--id", "a", "--set", "title=T", "--set", "date=2021-02-30", "--set", "cite=report"],
            'data/events.yml:5:5: date-is-possible: "date" of "a": "2021-02-30" names day 30 of a month with 28 days\n'
            "    hint: look the day up again",
        ),
        (
            ["figure", "--id", "a", "--set", "label=L", "--set", "points=gone.csv", "--set", "cite=report"],
            'data/base.yml:23:13: file-is-inside: there is no file "gone.csv" beside this one\n'
            "    hint: look at the file's name; capital and small letters count",
        ),
        (
            ["actor", "--id", "a", "--set", "name=N\u202e"],
            "data/base.yml:14:12: text-is-clean: the invisible character U+202E stands here\n"
            "    hint: delete it, or write what it stands for in visible characters",
        ),
    ],
)
def test_what_the_check_would_refuse_is_not_written(
    root: Path, arguments: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    assert run(root, *arguments) == 1
    said = capsys.readouterr()
    assert problem in said.out
    assert said.err.startswith("explainer: nothing was added")
    assert files(root) == before


def test_a_warning_is_said_and_the_record_added(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--set", "label=L", "--set", "value=412", "--set", "unit=houses", "--set", "cite.source=report"]
    assert run(root, "figure", "--id", "a", *given, "--set", "cite.stated_as=more than 412 houses") == 0
    out = capsys.readouterr().out
    assert ": qualifier-agrees: " in out
    assert "added to data/base.yml:21\n" in out


def test_problems_elsewhere_are_no_matter_of_the_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "data/other.yml").write_text("notes: {n: {term: T}}\n", "utf-8")
    assert run(root, *ACTOR) == 0
    assert "notes" not in capsys.readouterr().out


def test_a_file_that_is_made_names_a_schema_and_says_so_where_there_is_none(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "data" / FILE_NAME).unlink()
    assert run(root, *ACTOR, "--file", str(root / "data/x.yml")) == 0
    assert capsys.readouterr().out.endswith(
        "its first line names a schema; make it: explainer schema --output data/facts.schema.json\n"
    )
    assert run(root, "actor", "--id", "a", "--set", "name=A", "--file", str(root / "data/x.yml")) == 0
    assert "schema" not in capsys.readouterr().out


class TestFile:
    def test_is_the_one_that_holds_most_of_the_kind(self, root: Path) -> None:
        (root / "data/z.yml").write_text("actors:\n  a:\n    name: A\n  b:\n    name: B\n  c:\n    name: C\n", "utf-8")
        assert run(root, *ACTOR) == 0
        assert "rescuers" in (root / "data/z.yml").read_text("utf-8")

    def test_can_be_named_and_is_made(self, root: Path) -> None:
        (root / "data/deep/er").mkdir(parents=True)
        assert run(root, *ACTOR, "--file", str(root / "data/deep/er/x.yaml")) == 0
        first, *others = (root / "data/deep/er/x.yaml").read_text("utf-8").split("\n")
        assert first == f"# yaml-language-server: $schema=../../{FILE_NAME}"
        assert others == ["actors:", "  rescuers:", "    name: Rescue service", ""]

    def test_is_found_from_the_folder_in_which_one_stands(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(root / "docs")
        assert main(["new", *ACTOR, "-f", "../mkdocs.yml", "--file", "../data/x.yml"]) == 0
        assert (root / "data/x.yml").is_file()

    def test_keeps_its_mode_bytes_and_line_ends(self, root: Path) -> None:
        path = root / "data/x.yml"
        before = b"\xef\xbb\xbfactors:\r\n    a:\r\n        name: A # said so"
        path.write_bytes(before)
        path.chmod(0o600)
        assert run(root, *ACTOR, "--file", str(path)) == 0
        assert path.read_bytes() == before + b"\r\n    rescuers:\r\n        name: Rescue service"
        assert path.stat().st_mode & 0o777 == 0o600
        assert sorted(entry.name for entry in path.parent.iterdir()) == ["base.yml", FILE_NAME, "x.yml"]

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("../out.yml", '{path} is not in the folder of facts, "data"'),
            ("../docs/index.md", '{path} is not in the folder of facts, "data"'),
            ("x.txt", "{path} is no file of facts: its name has to end in .yml, and begin with no dot"),
            (".x.yml", "{path} is no file of facts: its name has to end in .yml, and begin with no dot"),
            ("gone/x.yml", "there is no folder {path.parent}; make it first"),
            ("link.yml", '{path} is not in the folder of facts, "data"'),
            ("circle.yml", '{path} is not in the folder of facts, "data"'),
            ("link/x.yml", '{path} is not in the folder of facts, "data"'),
            ("a-folder.yml", "{path} cannot be read: Is a directory"),
        ],
    )
    def test_that_cannot_be_is_wrong_usage(
        self, root: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        outside = root.parent / "outside"
        outside.mkdir()
        (outside / "x.yml").write_text("actors:\n", "utf-8")
        (root / "data/link.yml").symlink_to(outside / "x.yml")
        (root / "data/link").symlink_to(outside)
        (root / "data/circle.yml").symlink_to("circle.yml")
        (root / "data/a-folder.yml").mkdir()
        path = root / "data" / name
        assert run(root, *ACTOR, "--file", str(path)) == 2
        assert capsys.readouterr().err == f"explainer: {said.format(path=path)}\n"
        assert (outside / "x.yml").read_text("utf-8") == "actors:\n"

    def test_by_default_is_no_link_that_leads_out_either(self, root: Path) -> None:
        (root.parent / "events.yml").write_text("", "utf-8")
        (root / "data/events.yml").symlink_to(root.parent / "events.yml")
        given = ["--id", "a", "--set", "title=T", "--set", "date=2021", "--set", "cite=report"]
        assert run(root, "event", *given) == 2
        assert (root.parent / "events.yml").read_text("utf-8") == ""

    def test_with_problems_is_left_alone(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = root / "data/x.yml"
        path.write_text("actors:\n  a: {name: A\n", "utf-8")
        assert run(root, *ACTOR, "--file", str(path)) == 1
        said = capsys.readouterr()
        assert said.out.startswith("data/x.yml:2:6: yaml-is-valid: this is not YAML:")
        assert said.err == "explainer: data/x.yml has problems, and nothing was added to it\n"

    def test_in_brackets_is_left_alone(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = root / "data/x.yml"
        path.write_text("actors: {a: {name: A}}\n", "utf-8")
        assert run(root, *ACTOR, "--file", str(path)) == 2
        assert '"actors" is written in brackets in data/x.yml' in capsys.readouterr().err

    def test_that_changes_meanwhile_loses_nothing(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = root / "data/base.yml"
        turns: list[int] = []

        def meanwhile(options: Options, instead: dict[Path, bytes] | None = None) -> Checked:
            turns.append(1)
            if len(turns) == 2:  # The first look is before the file is read.
                path.write_text(path.read_text("utf-8") + "# by somebody else\n", "utf-8")
            return check_facts(options, instead)

        monkeypatch.setattr("explainer.adapters.commands.new.check_facts", meanwhile)
        assert run(root, *ACTOR) == 0
        text = path.read_text("utf-8")
        assert text.endswith("# by somebody else\n")
        assert "  rescuers:\n    name: Rescue service\n" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["actor", "--id", "a", "--set", "name"], '"name" is not a field and its value'),
        (["actor", "--id", "a", "--set", "=x"], '"=x" is not a field and its value'),
        (["actor", "--id", "a", "--set", "cite..source=x"], '"cite..source=x" is not a field and its value'),
        (["actor", "--id", "a", "--set", "name=\udcff"], "a text is not UTF-8"),
        (["actor", "--id", "a", "--set", f"{'a.' * 2000}b=x"], "leads further down than any field stands"),
        (["actors"], "invalid choice: 'actors'"),
        ([], "the following arguments are required: kind"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new", *arguments])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("id", ["\udcff", "a b", "a: b", "x" * 65, "-", "\n"])
def test_an_id_of_any_sort_gives_no_traceback(root: Path, id: str) -> None:
    before = files(root)
    assert run(root, "actor", f"--id={id}", "--set", "name=N") in (1, 2)
    assert files(root) == before


def test_a_site_without_facts_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text(BASE["mkdocs.yml"], "utf-8")
    assert run(tmp_path, *ACTOR) == 2
    assert 'there is no folder "data" for facts' in capsys.readouterr().err


def test_a_site_whose_settings_cannot_be_read_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "mkdocs.yml").write_text("a: [\n", "utf-8")
    assert run(root, *ACTOR) == 1
    assert "mkdocs.yml:1:5: yaml-is-valid: " in capsys.readouterr().out


@pytest.mark.parametrize("kind", list(KIND_OF))
def test_what_is_asked_for_is_explained(kind: str) -> None:
    asked = {(name,) for group in NEEDED[kind] for name in group} | {
        tuple(name.split(".")) for name in new._USUAL[kind]
    }
    assert [path for path in asked if not explained(KIND_OF[kind], path)] == []
    assert {name for group in NEEDED[kind] for name in group} <= set(KINDS[KIND_OF[kind]].model_fields)


def test_what_lacks_follows_the_form_of_a_figure() -> None:
    derived = fields_of("figures", [(("label",), "L"), (("derive", "sum"), "a")])
    assert lacking("figures", derived) == []
    assert lacking("figures", fields_of("figures", [(("label",), "L"), (("value",), "1")])) == [("cite",)]


def ask(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Answer what is asked for, one after the other, as on a terminal; return the questions."""
    left, questions = list(answers), []

    def answer(question: str) -> str:
        questions.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr(new, "_is_asked", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    return questions


class TestTerminal:
    def test_asks_for_what_is_needed_and_then_for_what_is_usual(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        questions = ask(
            monkeypatch, "lost", "Cattle lost", "", "", "dozens", "report", "", "", "2021", "mayor", "claimed", "", ""
        )
        assert run(root, "figure") == 0
        assert (
            (root / "data/base.yml")
            .read_text("utf-8")
            .endswith(
                "  lost:\n    label: Cattle lost\n    vague: dozens\n    cite:\n      source: report\n    as_of: 2021\n"
                "    claimant: mayor\n    status: claimed\n"
            )
        )
        assert questions[1] == "label: What the number is of, as a heading\n> "
        assert questions[2] == "value: The number, where it is one number [Enter for none]\n> "
        assert questions[10] == (
            "status: How sure it is (confirmed, claimed, estimated, disputed, documented, withdrawn)"
            " [Enter for none]\n> "
        )

    def test_asks_for_nothing_that_is_given(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        questions = ask(monkeypatch, "", "")
        assert run(root, *ACTOR) == 0
        assert [question.split(":")[0] for question in questions] == ["role", "side"]

    def test_asks_for_both_bounds_of_a_range(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ask(monkeypatch, "", "3", "", "5", "report", *[""] * 7)
        assert run(root, "figure", "--id", "a", "--set", "label=L") == 0
        assert "    low: 3\n    high: 5\n" in (root / "data/base.yml").read_text("utf-8")

    def test_asks_for_what_the_kind_of_a_chart_needs(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (root / "data/events.yml").write_text("events:\n  rain: {title: R, date: 2021, kind: rain, cite: report}\n")
        questions = ask(monkeypatch, "timeline-strip", "rain", "", "", "")
        assert run(root, "chart", "--id", "a", "--set", "title=T") == 0
        assert [question.split(":")[0] for question in questions] == ["kind", "event_kinds", "x", "y", "alt"]
        text = (root / "data/charts.yml").read_text("utf-8")
        assert text.endswith("  a:\n    title: T\n    kind: timeline-strip\n    event_kinds: rain\n")

    def test_asks_for_two_sides_at_least(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ask(monkeypatch, "council", "Rain.", "report", "", "mayor", "Drains.", "gazette", "", "")
        assert run(root, "dispute", "--id", "a", "--set", "question=Why?") == 0
        assert (
            (root / "data/disputes.yml")
            .read_text("utf-8")
            .endswith(
                "  a:\n    question: Why?\n    sides:\n      - claimant: council\n        says: Rain.\n"
                "        cite: report\n      - claimant: mayor\n        says: Drains.\n        cite: gazette\n"
            )
        )

    def test_loses_no_answer_where_one_is_wrong(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ask(monkeypatch, "The mayor's man", "", "")
        assert run(root, "actor", "--id", "A", "--set", "name=x") == 1
        again = capsys.readouterr().err.split("\n")[1]
        assert again == (
            f"explainer new actor -f {root / 'mkdocs.yml'} --id A --set name=x --set 'role=The mayor'\"'\"'s man'"
        )

    def test_asks_again_for_what_is_no_text(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ask(monkeypatch, "a", "\udcff", "Name", "", "")
        assert run(root, "actor") == 0
        assert "  a:\n    name: Name\n" in (root / "data/base.yml").read_text("utf-8")

    @pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
    def test_can_be_left(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException], capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = files(root)
        ask(monkeypatch)

        def leave(question: str) -> str:
            raise stop

        monkeypatch.setattr("builtins.input", leave)
        assert run(root, "actor") == 2
        assert capsys.readouterr().err == "explainer: stopped; nothing was added\n"
        assert files(root) == before

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal on Windows")
    def test_is_one(self, root: Path) -> None:
        """Through a real pseudo-terminal, as a person types."""
        import pty
        import subprocess

        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "explainer.adapters.command_line", "new", "actor", "-f", "mkdocs.yml"]
        with subprocess.Popen(command, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs) as running:
            os.close(theirs)
            os.write(ours, b"rescuers\nRescue service\n\nthird party\n")
            said = b""
            while running.poll() is None or said.count(b"\n") < 1:
                try:
                    said += os.read(ours, 4096)
                except OSError:  # The other end is closed.
                    break
        os.close(ours)
        assert running.returncode == 0
        assert b"added to data/base.yml:13" in said
        assert "  rescuers:\n    name: Rescue service\n    side: third party\n" in (root / "data/base.yml").read_text()
