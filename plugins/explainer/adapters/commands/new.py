"""`explainer new`: adds a source, figure or other fact to a file, after it is checked like all others.

Fields are given with --set, or asked for on a terminal. Nothing else in the file changes. Of two runs at once on one
file each reads it again just before it writes.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from explainer.adapters.commands.site import UsageError, add_site_option, put_out, read_site_settings
from explainer.adapters.site_settings import SettingsError
from explainer.check.options import Options
from explainer.check.site import Checked, check_facts, has_facts
from explainer.editing.append_record import Appended, AppendError, FileHasProblemsError, append_record
from explainer.editing.facts_schema import FILE_NAME
from explainer.editing.given_fields import KIND_OF, Given, explained, fields_of, lacking
from explainer.editing.writing import write_whole
from explainer.editing.yaml_record import Fields
from explainer.load.folder import name_of
from explainer.model.facts import Facts
from explainer.problems import Problem, has_errors, in_order

NAME = "new"
HELP = "add a source, figure or other fact to a file"

_TRIES: Final = 5
_MAX_NAMES: Final = 5  # sides.cite.source has three.
_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "source": ("title", "publisher", "published", "kind", "stands_with", "language"),
    "actor": ("role", "side"),
    "figure": ("unit", "qualifier", "as_of", "claimant", "status", "counts", "cite.stated_as"),
    "event": ("kind", "place", "actors", "summary", "cite.stated_as"),
    "note": ("cite",),
    "dispute": ("note",),
    "chart": ("x", "y", "alt"),
}
"""What is asked for besides what a fact needs, and may be left empty."""
_FORMS: Final = ("value", "low", "vague")
_OF_SIDE: Final = ("claimant", "says", "cite")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_site_option(parser)
    parser.add_argument("kind", choices=list(KIND_OF), help="what to add")
    parser.add_argument("--id", help="its id")
    parser.add_argument("--file", type=Path, help="the file, where it is not the one that holds most of its kind")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_given,
        metavar="FIELD=VALUE",
        help="a field and its value; again for more, as cite.source=report cite.stated_as='412 houses'",
    )


def _given(text: str) -> Given:
    name, sign, value = text.partition("=")
    path = tuple(name.split("."))
    if not sign or not all(path):
        raise argparse.ArgumentTypeError(f'"{text[:80]}" is not a field and its value; write it as label="Houses lost"')
    if len(path) > _MAX_NAMES:
        raise argparse.ArgumentTypeError(f'"{text[:80]}" leads further down than any field stands')
    if not _is_text(text):
        raise argparse.ArgumentTypeError("a text is not UTF-8")
    return path, value


def _is_text(text: str) -> bool:
    """Return whether a text from outside can be written: what is not UTF-8 comes in as halves of characters."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def run(parsed: argparse.Namespace) -> int:
    """Add the record and say where; return 1 and change nothing where it has an error, raise UsageError where it lacks
    what it needs.
    """
    try:
        options = read_site_settings(parsed).options
    except SettingsError as error:
        print(error.problem)
        return 1
    if not has_facts(options):
        raise UsageError(f'there is no folder "{options.data}" for facts beside the settings; make it first')
    checked = check_facts(options)
    record = _record(parsed, checked.every)
    if taken := checked.every.get(record.id):
        message = f'the id "{record.id}" is taken by this one of the {taken.kind_name}'
        return _refuse((taken.problem("id-is-unique", message, "give the new fact another id"),), "nothing was added")
    path = _path(parsed.file, options, checked.every, record.kind)
    for _ in range(_TRIES):
        before = _read(path)
        try:
            added = _append(before, path, options, record)
        except FileHasProblemsError as error:
            return _refuse(error.problems, f"{name_of(path, options.root)} has problems, and nothing was added to it")
        except AppendError as error:
            raise UsageError(str(error)) from None
        problems = _own_problems(check_facts(options, {path: added.data}), added, record.id)
        if has_errors(problems):
            again = f"; mend it and run again:\n{_again(parsed, record)}" if _is_asked() else ""
            return _refuse(problems, f"nothing was added (lines are counted as if it had been){again}")
        if _read(path) == before:
            _write(path, added.data)
            _tell(added, problems, options, is_new=before is None)
            return 0
    raise UsageError(f"{name_of(path, options.root)} is being changed by somebody else; nothing was added")


@dataclass(frozen=True, slots=True)
class _New:
    """A record that is to be added."""

    kind: str
    id: str
    given: tuple[Given, ...]

    @property
    def fields(self) -> Fields:
        return fields_of(self.kind, self.given)


def _record(parsed: argparse.Namespace, known: Facts) -> _New:
    """Return the record as given, and as answered on a terminal; raise UsageError where neither is enough."""
    kind, given, id = KIND_OF[parsed.kind], list[Given](parsed.set), parsed.id or ""
    if not _is_text(id):
        raise UsageError("the id is not UTF-8")
    if _is_asked():
        try:
            id = id or _answer("id", "what it is called, in small letters, digits and hyphens", needed=True)
            for answered in _answers(parsed.kind, given):
                given.append(answered)
        except (EOFError, KeyboardInterrupt):
            print()
            raise UsageError("stopped; nothing was added") from None
    wanted = [] if id else ["--id"]
    wanted += [f"--set {' or '.join(f'{name}=' for name in group)}" for group in lacking(kind, fields_of(kind, given))]
    if wanted:
        raise UsageError(f"a new {parsed.kind} needs {', '.join(wanted)}")
    return _New(kind, id, tuple(given))


def _is_asked() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _answers(one: str, given: list[Given]) -> Iterator[Given]:
    """Yield what is answered on a terminal: what the record lacks, then what is usual.

    Each answer has to be among what is `given` when the next one is asked for.
    """
    kind = KIND_OF[one]
    # What it lacks may depend on what was answered: a chart's kind says whether it has figures or events.
    while groups := lacking(kind, fields_of(kind, given)):
        if groups[0] == ("sides",):
            yield from _sides()
        else:
            yield from _one_of(kind, groups[0])
    for field in _USUAL[one]:
        path = tuple(field.split("."))
        if not any(_is_given(path, known) for known, _ in given) and (text := _answer(field, explained(kind, path))):
            yield path, text


def _is_given(path: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Return whether one of two fields holds the other, or is the same."""
    return known[: len(path)] == path or path[: len(known)] == known


def _one_of(kind: str, group: tuple[str, ...]) -> Iterator[Given]:
    """Yield the first field of a group that is answered; ask until one is."""
    names = [name for name in group if kind != "figures" or len(group) == 1 or name in _FORMS]
    while True:
        for name in names:
            path = ("cite", "source") if name == "cite" else (name,)
            text = _answer(name, explained(kind, (name,)), needed=len(names) == 1)
            if text:
                yield path, text
                if name == "low":
                    yield ("high",), _answer("high", explained(kind, ("high",)), needed=True)
                return
        print(f"    one of {', '.join(names)} is needed")


def _sides() -> Iterator[Given]:
    """Yield the answers of two sides, and of more until none is named."""
    count = 0
    while True:
        count += 1
        for name in _OF_SIDE:
            field = f"sides.{name}"
            text = _answer(f"side {count}: {name}", explained("disputes", ("sides", name)), needed=count < 3)
            if not text and name == "claimant":
                return
            if text:
                yield tuple(field.split(".")), text


def _answer(name: str, said: str, *, needed: bool = False) -> str:
    while True:
        try:
            text = input(f"{name}: {said}{'' if needed else ' [Enter for none]'}\n> ").strip()
        except UnicodeDecodeError:
            text = "\udcff"
        if not _is_text(text):
            print("    that is not UTF-8; write it again")
        elif text or not needed:
            return text


def _path(given: Path | None, options: Options, known: Facts, kind: str) -> Path:
    """Return the file to write to, as a path below the data folder."""
    folder = options.root / options.data
    if given is None:
        counts = Counter(fact.where.file for fact in getattr(known, kind).values())
        given = folder / f"{kind}.yml"
        if counts:
            most = max(counts.values())
            given = options.root / min(name for name, count in counts.items() if count == most)
    real = folder.resolve()
    try:
        path = given.parent.resolve() / given.name
        is_inside = path.is_relative_to(real) and path.resolve().is_relative_to(real)
    except (OSError, RuntimeError, ValueError):  # A link that leads to itself, or no name that a file can have.
        is_inside = False
    if not is_inside:
        raise UsageError(f'{given} is not in the folder of facts, "{options.data}"')
    inside = path.relative_to(real)
    if path.suffix.lower() not in (".yml", ".yaml") or any(part.startswith(".") for part in inside.parts):
        raise UsageError(f"{given} is no file of facts: its name has to end in .yml, and begin with no dot")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {given.parent}; make it first")
    return folder / inside


def _read(path: Path) -> bytes | None:
    """Return a file's bytes, or None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def _append(before: bytes | None, path: Path, options: Options, record: _New) -> Appended:
    if before is None:
        steps = "../" * (len(path.relative_to(options.root / options.data).parts) - 1)
        before = f"# yaml-language-server: $schema={steps}{FILE_NAME}\n".encode()
    name = name_of(path, options.root)
    return append_record(before, record.kind, record.id, record.fields, file=name)


def _own_problems(checked: Checked, added: Appended, id: str) -> tuple[Problem, ...]:
    """Return what is wrong with the record itself; what was wrong elsewhere before is not its matter."""
    return in_order(
        problem
        for problem in checked.problems
        if problem.fact.partition(":")[0] == id
        or (problem.where.file == added.where.file and added.holds(problem.where))
    )


def _refuse(problems: tuple[Problem, ...], said: str) -> int:
    put_out("\n".join(map(str, problems)))
    print(f"explainer: {said}", file=sys.stderr)
    return 1


def _again(parsed: argparse.Namespace, record: _New) -> str:
    """Return what to run again, so that nothing that was answered is lost."""
    words = ["explainer", "new", parsed.kind, "-f", parsed.config_file, "--id", record.id]
    words += ["--file", str(parsed.file)] if parsed.file else []
    for path, text in record.given:
        words += ["--set", f"{'.'.join(path)}={text}"]
    return shlex.join(words)


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def _tell(added: Appended, problems: tuple[Problem, ...], options: Options, *, is_new: bool) -> None:
    said = [*map(str, problems), f"added to {added.where.file}:{added.where.line}", *added.lines]
    if is_new and not (options.root / options.data / FILE_NAME).is_file():
        said.append(f"its first line names a schema; make it: explainer schema --output {options.data}/{FILE_NAME}")
    put_out("\n".join(said))
