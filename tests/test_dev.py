"""dev.py: what it installs and when, what it runs, and what it says to somebody it cannot help."""

import ast
import importlib.util
import json
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

MKDOCS = dev.ENGINES["mkdocs"]
PROPERDOCS = dev.ENGINES["properdocs"]
REQUIREMENT_FILES = sorted(path.name for path in dev.ROOT.glob("requirements*.txt"))


class Runs:
    """Stands in for `dev.run`: notes each command and answers with an exit code, 0 unless told."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.variables: list[dict[str, str]] = []
        self.codes: dict[str, int] = {}

    def __call__(self, command: list[str | Path], **variables: str) -> int:
        text = " ".join(map(str, command))
        if "-m venv" in text:
            python = dev.program(Path(command[-1]), "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
        self.commands.append(text)
        self.variables.append(variables)
        return next((code for words, code in self.codes.items() if words in text), 0)

    def of(self, words: str) -> list[str]:
        return [command for command in self.commands if words in command]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what dev.py reads, for it to work on."""
    for name in [*REQUIREMENT_FILES, "pyproject.toml"]:
        (tmp_path / name).write_bytes((dev.ROOT / name).read_bytes())
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    runs = Runs()
    monkeypatch.setattr(dev, "run", runs)
    return runs


def add_line(path: Path, line: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


class TestOldPython:
    def test_it_can_read_the_file_and_is_told_what_is_needed(self) -> None:
        text = Path(dev.__file__).read_text(encoding="utf-8")

        ast.parse(text, feature_version=(3, 6))

        first = next(line for line in text.splitlines() if "Python 3.11 or newer" in line)
        assert first.startswith("TOO_OLD: str = "), "a Python older than 3.6 must stop at this very line"


class TestInstalling:
    def test_first_run_makes_the_environment_and_the_second_only_uses_it(
        self, project: Path, runs: Runs, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert dev.prepare(MKDOCS, tests=False) == project / ".venv"
        assert [len(runs.of("-m venv")), len(runs.of("pip install"))] == [1, 1]
        assert runs.commands[-1].endswith("pip install --disable-pip-version-check -q -r requirements.txt")
        said = capsys.readouterr().out
        assert said == "installing what the site is built with, into .venv (once) ...\n"

        dev.prepare(MKDOCS, tests=False)
        assert len(runs.commands) == 2
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize(
        ("file", "line"),
        [
            ("requirements.txt", "# changed"),
            ("requirements-common.txt", "# changed"),
            ("pyproject.toml", '[tool.setuptools.dynamic]\nversion = { file = "x" }'),
        ],
    )
    def test_a_change_installs_again_in_place(self, project: Path, runs: Runs, file: str, line: str) -> None:
        dev.prepare(MKDOCS, tests=False)
        add_line(project / file, line)

        dev.prepare(MKDOCS, tests=False)

        assert [len(runs.of("-m venv")), len(runs.of("pip install"))] == [1, 2]

    @pytest.mark.parametrize(
        ("file", "line"), [("pyproject.toml", "[tool.other]\nx = 1"), ("requirements-test.txt", "# changed")]
    )
    def test_what_the_site_does_not_need_installs_nothing(
        self, project: Path, runs: Runs, file: str, line: str
    ) -> None:
        dev.prepare(MKDOCS, tests=False)
        add_line(project / file, line)

        dev.prepare(MKDOCS, tests=False)

        assert len(runs.of("pip install")) == 1

    def test_the_test_tools_come_when_asked_for_and_stay(self, project: Path, runs: Runs) -> None:
        dev.prepare(MKDOCS, tests=False)
        dev.prepare(MKDOCS, tests=True)
        dev.prepare(MKDOCS, tests=False)

        assert [("requirements-test.txt" in command) for command in runs.of("pip install")] == [False, True]

    def test_an_interrupted_installation_is_begun_anew(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        runs = Runs()

        def interrupted(command: list[str | Path], **variables: str) -> int:
            runs(command, **variables)
            if "install" in command:
                raise KeyboardInterrupt
            return 0

        monkeypatch.setattr(dev, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.prepare(MKDOCS, tests=False)
        (project / ".venv" / "half").touch()

        monkeypatch.setattr(dev, "run", runs)
        dev.prepare(MKDOCS, tests=False)

        assert [len(runs.of("-m venv")), len(runs.of("pip install"))] == [2, 2]
        assert not (project / ".venv" / "half").exists()

    def test_a_failed_update_keeps_what_was_whole_and_is_tried_again(self, project: Path, runs: Runs) -> None:
        dev.prepare(MKDOCS, tests=False)
        good = (project / "requirements.txt").read_text(encoding="utf-8")
        add_line(project / "requirements.txt", "no-such-project==1")
        runs.codes["pip install"] = 3

        for _ in range(2):
            with pytest.raises(dev.StopError, match="the installation failed") as caught:
                dev.prepare(MKDOCS, tests=False)
            assert caught.value.code == 3
        assert len(runs.of("pip install")) == 3

        (project / "requirements.txt").write_text(good, encoding="utf-8")
        dev.prepare(MKDOCS, tests=False)
        assert [len(runs.of("-m venv")), len(runs.of("pip install"))] == [1, 3]

    @pytest.mark.parametrize("key", ["python", "root"])
    def test_another_python_or_folder_makes_it_anew(self, project: Path, runs: Runs, key: str) -> None:
        folder = dev.prepare(MKDOCS, tests=False)
        stamp = json.loads((folder / dev.STAMP).read_text(encoding="utf-8"))
        (folder / dev.STAMP).write_text(json.dumps(stamp | {key: "another"}), encoding="utf-8")

        dev.prepare(MKDOCS, tests=False)

        assert len(runs.of("-m venv")) == 2

    def test_an_environment_whose_python_is_gone_is_made_anew(self, project: Path, runs: Runs) -> None:
        folder = dev.prepare(MKDOCS, tests=False)
        dev.program(folder, "python").unlink()

        dev.prepare(MKDOCS, tests=False)

        assert len(runs.of("-m venv")) == 2

    def test_a_folder_that_is_no_environment_is_made_anew(self, project: Path, runs: Runs) -> None:
        (project / ".venv" / "bin").mkdir(parents=True)

        dev.prepare(MKDOCS, tests=False)

        assert len(runs.of("-m venv")) == 1

    def test_an_environment_made_by_hand_is_kept(self, project: Path, runs: Runs) -> None:
        folder = project / ".venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        for path in folder.rglob("site-packages"):
            (path / "pip.py").touch()

        dev.prepare(MKDOCS, tests=False)

        assert [len(runs.of("-m venv")), len(runs.of("pip install"))] == [0, 1]

    def test_properdocs_gets_the_theme_without_mkdocs(self, project: Path, runs: Runs) -> None:
        assert dev.prepare(PROPERDOCS, tests=True) == project / ".venv-properdocs"

        everything, theme = runs.of("pip install")
        assert "--no-warn-conflicts -r requirements-properdocs.txt -r requirements-test.txt" in everything
        assert re.search(r" --no-deps mkdocs-material==[\d.]+$", theme)

    @pytest.mark.parametrize("module", ["venv", "ensurepip"])
    def test_without_venv_it_says_what_to_install(
        self,
        project: Path,
        runs: Runs,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        module: str,
    ) -> None:
        find: Callable[[str], object] = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else find(name))

        assert dev.main(["build"]) == 2
        assert capsys.readouterr().err == (
            f"dev.py: this Python ({sys.executable}) cannot make an environment: "
            f"its module {module} is missing; on Debian and Ubuntu, as root: apt install python3-venv\n"
        )
        assert not (project / ".venv").exists()

    def test_a_broken_pyproject_is_named(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (project / "pyproject.toml").write_text("[project\n", encoding="utf-8")

        assert dev.main(["check"]) == 2
        assert capsys.readouterr().err.startswith("dev.py: cannot read pyproject.toml: ")

    def test_programs_on_windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = Path(".venv")
        monkeypatch.setattr("os.name", "nt")

        assert dev.program(folder, "python") == folder / "Scripts" / "python.exe"


class TestCommands:
    @pytest.fixture(autouse=True)
    def installed(self, project: Path, runs: Runs) -> None:
        for engine in (MKDOCS, PROPERDOCS):
            dev.prepare(engine, tests=True)
        runs.commands.clear()
        runs.variables.clear()

    def test_build_is_strict_and_passes_options_on(self, project: Path, runs: Runs) -> None:
        assert dev.main(["build", "--site-dir", "out"]) == 0
        python = dev.program(project / ".venv", "python")
        assert runs.commands == [f"{python} -m mkdocs build --strict --site-dir out"]

    def test_check_gives_the_exit_code_of_the_checker(self, project: Path, runs: Runs) -> None:
        runs.codes["check"] = 1

        assert dev.main(["check", "--format", "json"]) == 1
        assert runs.commands == [f"{dev.program(project / '.venv', 'explainer')} check --format json"]

    def test_serve_takes_the_next_free_port_and_prints_the_address(
        self, runs: Runs, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(dev, "free_port", lambda: 8003)

        assert dev.main(["serve"]) == 0
        assert "http://127.0.0.1:8003/" in capsys.readouterr().out
        assert runs.commands[0].endswith("-m mkdocs serve --dev-addr 127.0.0.1:8003")

    def test_serve_ends_quietly_on_interrupt(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupt(command: list[str]) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr(dev, "run", interrupt)

        assert dev.main(["serve"]) == 0
        assert capsys.readouterr().err == ""

    def test_test_runs_every_check_under_mkdocs(self, runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main(["test", "-k", "dates"]) == 0

        modules = [command.split(" -m ")[1] for command in runs.commands]
        assert modules[:4] == [
            "ruff check",
            "ruff format --check",
            "mypy",
            "pytest -v -n auto --dist loadfile --no-loadscope-reorder -k dates",
        ]
        assert modules[4].startswith("mkdocs build --strict -f mkdocs.yml --site-dir ")
        assert runs.variables == [{"EXPLAINER_ENGINE": "mkdocs"}] * 5
        assert capsys.readouterr().out.endswith("\nmkdocs: passed: ruff check, ruff format, mypy, pytest, site\n")

    @pytest.mark.parametrize("arguments", [["--engine", "properdocs"], ["--engine=properdocs"]])
    def test_test_under_properdocs(self, runs: Runs, arguments: list[str]) -> None:
        assert dev.main(["test", *arguments, "-x"]) == 0

        modules = [command.split(" -m ")[1] for command in runs.commands]
        assert modules[0] == "pytest -v -n auto --dist loadfile --no-loadscope-reorder -x"
        assert modules[1].startswith("properdocs build --strict -f mkdocs.yml --site-dir ")
        assert runs.variables == [{"EXPLAINER_ENGINE": "properdocs"}] * 2

    def test_test_goes_on_after_a_failure_and_names_it(self, runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
        runs.codes |= {"-m mypy": 1, "-m pytest": 5}

        assert dev.main(["test"]) == 1
        assert len(runs.commands) == 5
        assert capsys.readouterr().out.endswith("\nmkdocs: failed: mypy, pytest\n")

    def test_bench(self, runs: Runs) -> None:
        assert dev.main(["bench", "--quick"]) == 0
        assert runs.commands[0].endswith(f" {Path('bench', 'run.py')} --quick")


class TestUsage:
    @pytest.mark.parametrize("arguments", [[], ["sevre"]])
    def test_wrong_usage_shows_the_commands(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main(arguments) == 2
        wrong = 'dev.py has no command "sevre"\n\n' if arguments else ""
        assert capsys.readouterr().err == wrong + dev.USAGE

    @pytest.mark.parametrize("word", ["-h", "--help", "help"])
    def test_help_is_not_a_mistake(self, word: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main([word]) == 0
        assert capsys.readouterr().out == dev.USAGE

    def test_usage_names_every_command(self) -> None:
        assert re.findall(r"^  (\w+)  ", dev.USAGE, re.MULTILINE) == list(dev.COMMANDS)

    @pytest.mark.parametrize(("arguments", "name"), [(["--engine", "hugo"], "hugo"), (["--engine"], "")])
    def test_an_unknown_engine(self, arguments: list[str], name: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert dev.main(["test", *arguments]) == 2
        said = f'dev.py: no engine is called "{name}"; known are mkdocs and properdocs\n'
        assert capsys.readouterr().err == said


class TestRunning:
    def test_the_exit_code_is_passed_on(self) -> None:
        assert dev.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7

    def test_variables_reach_the_child(self) -> None:
        code = "import os; raise SystemExit(os.environ['EXPLAINER_ENGINE'] != 'properdocs')"

        assert dev.run([sys.executable, "-c", code], EXPLAINER_ENGINE="properdocs") == 0

    @pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
    def test_a_child_killed_by_a_signal_gives_the_code_of_a_shell(self) -> None:
        code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

        assert dev.run([sys.executable, "-c", code]) == 128 + signal.SIGKILL

    @pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
    def test_a_child_that_the_interrupt_did_not_reach_is_ended(self) -> None:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stderr=subprocess.DEVNULL)
        begun = time.monotonic()

        dev.stop(child)

        assert child.returncode != 0
        assert time.monotonic() - begun < 20

    def test_a_taken_port_is_passed_over(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]

            assert dev.free_port(port) > port


class TestRequirements:
    @pytest.mark.parametrize("name", REQUIREMENT_FILES)
    def test_every_version_is_exact(self, name: str) -> None:
        lines = (dev.ROOT / name).read_text(encoding="utf-8").splitlines()
        exact = re.compile(r"[\w.-]+==[\w.]+(; python_full_version [<>]=? \"[\d.]+\")?")

        loose = [line for line in lines if line and line[0] not in "#-" and not exact.fullmatch(line)]
        assert loose == []

    @pytest.mark.parametrize("engine", dev.ENGINES.values(), ids=dev.ENGINES)
    def test_every_engine_gets_the_same_and_this_tree(self, engine: dev.Engine) -> None:
        lines = (dev.ROOT / engine.requirements).read_text(encoding="utf-8").splitlines()

        assert f"-r {dev.SHARED_REQUIREMENTS}" in lines
        assert lines[-1] == "-e ."

    def test_what_the_package_asks_for_is_pinned(self) -> None:
        project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        wanted = project["dependencies"] + project["optional-dependencies"]["mkdocs"]
        names = {re.split(r"[<>=!]", requirement)[0].lower() for requirement in wanted}
        texts = [(dev.ROOT / name).read_text(encoding="utf-8") for name in REQUIREMENT_FILES]
        pinned = {name.lower() for text in texts for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}

        assert names - pinned == set()
