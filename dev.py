"""Set up, preview, build, check and test this site, from any folder: ``python3 dev.py serve``.

Makes an environment beside this file, installs into it what requirements.txt names, and again only when that
or the package's settings changed. Needs nothing but Python itself, on Linux, macOS and Windows.
"""

import sys

# An annotation, so that a Python too old to read this file quotes the very line that says what it needs.
TOO_OLD: str = "dev.py needs Python 3.11 or newer; name one, for example: python3.11 dev.py"

if sys.version_info < (3, 11):
    sys.stderr.write(TOO_OLD + "\n")
    sys.exit(2)

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
STAMP = "explainer-dev.json"
TEST_REQUIREMENTS = "requirements-test.txt"
SHARED_REQUIREMENTS = "requirements-common.txt"

USAGE = """usage: python3 dev.py COMMAND [--engine mkdocs|properdocs] [more options]

  serve   preview the site on this computer; it follows every edit
  build   write the site to the folder site/
  check   check the facts and the prose without building
  test    run every check of the code, of the facts and of the site
  bench   measure time and memory

More options go to what the command runs: `explainer check` for check, pytest for test,
the engine's own command for serve and build.
"""


class Engine(NamedTuple):
    """A program that builds the site, and the environment that holds it."""

    name: str
    """Also its module: `python -m mkdocs`."""
    folder: str
    requirements: str
    apart: str = ""
    """A project installed without what it asks for, at the version that requirements.txt pins."""


ENGINES = {
    "mkdocs": Engine("mkdocs", ".venv", "requirements.txt"),
    # Material's package asks for MkDocs, whose place ProperDocs takes here.
    "properdocs": Engine("properdocs", ".venv-properdocs", "requirements-properdocs.txt", "mkdocs-material"),
}


class StopError(Exception):
    """A reason to stop that the person at the keyboard can do something about."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """Print one line at once, so that it stands before what a child process prints."""
    print(text, flush=True)


def program(folder: Path, name: str) -> Path:
    """Where an environment keeps a program, `python` or one that a package brings."""
    return folder / "Scripts" / (name + ".exe") if os.name == "nt" else folder / "bin" / name


def fingerprint(engine: Engine, *, tests: bool) -> dict[str, str]:
    """All that an environment depends on: this Python, this folder, and each text that names a dependency."""
    files = [engine.requirements, SHARED_REQUIREMENTS]
    files += [TEST_REQUIREMENTS] if tests else []
    files += ["requirements.txt"] if engine.apart else []
    found = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in sorted(set(files))}
    return found | {"python": this_python(), "root": str(ROOT), "package": package_settings()}


def this_python() -> str:
    """The Python that runs this file, the same inside and outside of its environments."""
    return f"{platform.python_version()} in {sys.base_prefix}"


def package_settings() -> str:
    """A digest of what pyproject.toml says about the package; the settings of other tools are left out."""
    try:
        settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    except ValueError as error:
        raise StopError(f"cannot read pyproject.toml: {error}") from None
    setuptools = settings.get("tool", {}).get("setuptools")
    parts = [settings.get("build-system"), settings.get("project"), setuptools]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def read_stamp(folder: Path) -> dict[str, str] | None:
    """What the last whole installation noted; empty after one that was broken off, None where none was."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(folder: Path, stamp: Mapping[str, str]) -> None:
    """Note what is installed; an empty note means that an installation has begun and not ended."""
    (folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def is_ready(folder: Path, wanted: Mapping[str, str]) -> bool:
    """Whether the environment runs and holds all that is wanted (it may hold the test tools besides)."""
    return program(folder, "python").exists() and wanted.items() <= (read_stamp(folder) or {}).items()


def can_be_updated(folder: Path, wanted: Mapping[str, str]) -> bool:
    """Whether to install into the environment as it is: it was whole, and of this Python and folder."""
    if not program(folder, "python").exists():
        return False
    stamp = read_stamp(folder)
    if stamp is not None:
        return all(stamp.get(key) == wanted[key] for key in ("python", "root"))
    # Somebody made it by hand: it is theirs to keep as long as it works.
    question = "import pip, platform, sys; print(platform.python_version(), 'in', sys.base_prefix)"
    command = [str(program(folder, "python")), "-c", question]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.returncode == 0 and answer.stdout.strip() == wanted["python"]


def prepare(engine: Engine, *, tests: bool) -> Path:
    """The folder of the engine's environment, made or brought up to date where it has to be."""
    folder, wanted = ROOT / engine.folder, fingerprint(engine, tests=tests)
    if is_ready(folder, wanted):
        return folder
    with alone(ROOT / (engine.folder + ".lock")):
        # Another run may have done it while this one waited.
        if not is_ready(folder, wanted):
            install(engine, folder, wanted, tests=tests)
    return folder


def install(engine: Engine, folder: Path, wanted: Mapping[str, str], *, tests: bool) -> None:
    """Install what is wanted, and note it only when all of it is there."""
    before = read_stamp(folder) if can_be_updated(folder, wanted) else {}
    if before == {}:
        make_environment(folder)
    write_stamp(folder, {})
    purpose = "built and tested" if tests else "built"
    say(f"installing what the site is {purpose} with, into {engine.folder} (once) ...")
    python = str(program(folder, "python"))
    lists = ["-r", engine.requirements] + (["-r", TEST_REQUIREMENTS] if tests else [])
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    code = run([*pip, *(["--no-warn-conflicts"] if engine.apart else []), *lists])
    if not code and engine.apart:
        code = run([*pip, "--no-deps", pin(engine.apart)])
    if code:
        # pip puts back what it could not replace, so what was whole still is.
        if before:
            write_stamp(folder, before)
        elif before is None:
            (folder / STAMP).unlink()
        raise StopError("the installation failed, pip says why above; the same command tries again", code)
    write_stamp(folder, wanted)


def make_environment(folder: Path) -> None:
    """Make an empty environment, in place of whatever is in its folder."""
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise StopError(
                f"this Python ({sys.executable}) cannot make an environment: its module {module} is missing; "
                "on Debian and Ubuntu, as root: apt install python3-venv"
            )
    try:
        if folder.exists() or folder.is_symlink():
            say(f"making {folder.name} anew: it is unfinished, or belongs to another Python or folder")
            shutil.rmtree(folder)
        folder.mkdir()
        write_stamp(folder, {})
    except OSError as error:
        raise StopError(f"cannot make {folder.name}, end what runs in it or delete it: {error}") from None
    # The base interpreter, because this one may live in the folder that was just emptied.
    python = getattr(sys, "_base_executable", None) or sys.executable
    code = run([python, "-m", "venv", str(folder)])
    if code:
        raise StopError(f"cannot make an environment in {folder}, Python says why above", code)


def pin(project: str) -> str:
    """The requirement for a project as requirements.txt has it, `mkdocs-material==9.8.1`."""
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(project + "=="):
            return line.strip()
    raise StopError(f"requirements.txt has no line {project}==...")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a file's lock, so that two runs never install into one folder; the system frees it if we die."""
    with path.open("w") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # It gives up after ten seconds; an installation takes longer.
                    continue
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run(command: Sequence[str | Path], **variables: str) -> int:
    """Run a command in the project's folder; its exit code, as a shell would give it."""
    # The notice is about which engine to choose, which is decided here and no reader's business.
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | variables
    child = subprocess.Popen([str(part) for part in command], cwd=ROOT, env=environment)
    try:
        code = child.wait()
    finally:
        stop(child)
    return code if code >= 0 else 128 - code


def stop(child: "subprocess.Popen[bytes]") -> None:
    """End a child: Ctrl-C has reached it too, so give it time; then ask, and at last use force."""
    interrupt = child.terminate if os.name == "nt" else lambda: child.send_signal(signal.SIGINT)
    for patience, step in ((2, interrupt), (5, child.kill), (None, lambda: None)):
        try:
            child.wait(timeout=patience)
            return
        except subprocess.TimeoutExpired:
            step()


def free_port(first: int = 8000) -> int:
    """The first port from `first` on at which nothing listens on this computer."""
    for port in range(first, 65536):
        with socket.socket() as probe:
            # A port just closed is free again; on Windows the option would let two programs share one.
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise StopError(f"no port from {first} on is free")


def serve(engine: Engine, more: Sequence[str]) -> int:
    """Preview the site on this computer until Ctrl-C."""
    python = program(prepare(engine, tests=False), "python")
    address = f"127.0.0.1:{free_port()}"
    say(f"building the site; it will be at http://{address}/ (Ctrl-C ends the preview)")
    try:
        return run([python, "-m", engine.name, "serve", "--dev-addr", address, *more])
    except KeyboardInterrupt:
        return 0


def build(engine: Engine, more: Sequence[str]) -> int:
    """Write the site to its folder; a warning is a failure."""
    python = program(prepare(engine, tests=False), "python")
    return run([python, "-m", engine.name, "build", "--strict", *more])


def check(engine: Engine, more: Sequence[str]) -> int:
    """Check the facts and the prose."""
    return run([program(prepare(engine, tests=False), "explainer"), "check", *more])


def test(engine: Engine, more: Sequence[str]) -> int:
    """Run every check to its end, whatever the others say; the exit code of the first that failed."""
    python = program(prepare(engine, tests=True), "python")
    # By name: that every figure has its citation is a list that one can read. `dev.py test -q` gives dots.
    # As many processes as processors, each with whole files, in the order in which they stand: then those that open
    # pages are one another's neighbours, and share a browser and a built site. `dev.py test -n 0` has one process.
    shared = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    pytest = {"pytest": ["pytest", "-v", *shared, *more]}
    # What only reads the code says the same under every engine.
    code = {"ruff check": ["ruff", "check"], "ruff format": ["ruff", "format", "--check"], "mypy": ["mypy"]}
    with tempfile.TemporaryDirectory(prefix="explainer-") as aside:
        site_dir = str(Path(aside, "site"))
        site = {"site": [engine.name, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", site_dir]}
        checks = (code if engine.name == "mkdocs" else {}) | pytest | site
        codes = {}
        for name, command in checks.items():
            say(f"\n== {name}: {' '.join(command)}")
            codes[name] = run([python, "-m", *command], EXPLAINER_ENGINE=engine.name)
    failed = [name for name in codes if codes[name]]
    say(f"\n{engine.name}: " + (f"failed: {', '.join(failed)}" if failed else f"passed: {', '.join(codes)}"))
    return next((codes[name] for name in failed), 0)


def bench(engine: Engine, more: Sequence[str]) -> int:
    """Measure time and memory."""
    return run([program(prepare(engine, tests=True), "python"), Path("bench", "run.py"), *more])


COMMANDS: dict[str, Callable[[Engine, Sequence[str]], int]] = {
    "serve": serve,
    "build": build,
    "check": check,
    "test": test,
    "bench": bench,
}


def choose_engine(arguments: Sequence[str]) -> tuple[Engine, list[str]]:
    """The engine that `--engine` names, MkDocs by default, and the arguments without it."""
    name, more, rest = "mkdocs", [], iter(arguments)
    for argument in rest:
        if argument == "--engine":
            name = next(rest, "")
        elif argument.startswith("--engine="):
            name = argument.removeprefix("--engine=")
        else:
            more.append(argument)
    if name not in ENGINES:
        raise StopError(f'no engine is called "{name}"; known are {" and ".join(ENGINES)}')
    return ENGINES[name], more


def main(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = arguments[:1] in (["-h"], ["--help"], ["help"])
        wrong = f'dev.py has no command "{arguments[0]}"\n\n' if arguments and not asked else ""
        (sys.stdout if asked else sys.stderr).write(wrong + USAGE)
        return 0 if asked else 2
    # A request to end is an exception, so that the child is ended too.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        engine, more = choose_engine(arguments[1:])
        return COMMANDS[arguments[0]](engine, more)
    except StopError as reason:
        sys.stderr.write(f"dev.py: {reason}\n")
        return reason.code
    except OSError as error:  # A file that is missing or locked, a full disk.
        sys.stderr.write(f"dev.py: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("\ndev.py: stopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
