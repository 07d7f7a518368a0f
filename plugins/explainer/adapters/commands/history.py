"""`explainer history FIGURE`: what a figure said at each commit that changed it, the newest first."""

from __future__ import annotations

import argparse
import gc
import json
import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from babel import Locale

from explainer.adapters.commands.site import UsageError, add_site_option, put_out, read_site_settings
from explainer.adapters.git_files import Commit, GitError, Repository, Store, find_repository, open_store
from explainer.adapters.past_facts import Past, UnreadableError
from explainer.adapters.site_settings import SettingsError, SiteSettings, named_data_folder
from explainer.load.folder import facts_files
from explainer.load.text import MAX_FILE_BYTES, decode
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import listed, nearest
from explainer.render.history import Change, Version, changes

NAME = "history"
HELP = "show a figure's past values from git"

_UNCOMMITTED: Final = "not committed yet"
_CUT: Final = "this is a shallow copy of the repository: what is older is not in it"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in a figure's history; without a commit it is what is not committed yet."""

    commit: Commit | None
    changes: tuple[Change, ...] = ()
    unreadable: str = ""
    """Why nobody can tell what the figure said; the step is then left out of what follows."""


@dataclass(frozen=True, slots=True)
class History:
    """A figure's steps, the newest first, and all versions of it."""

    entries: list[Entry]
    versions: list[Version]
    is_cut: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("figure", metavar="FIGURE", help="the id of a figure")
    parser.add_argument("--point", metavar="DATE", default="", help="only this point of a series, by its date")
    add_site_option(parser)
    parser.add_argument("--format", choices=list(_FORMATS), default="text", help="how the history is printed")


def run(parsed: argparse.Namespace) -> int:
    """Print a figure's history; return 0."""
    try:
        settings = read_site_settings(parsed)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    gc.disable()  # Files are read by the hundred, each into many objects and no cycles: this halves the time.
    try:
        history = _read(settings, Path(parsed.config_file).name, parsed.figure, parsed.point)
    except GitError as error:
        raise UsageError(str(error)) from None
    finally:
        gc.enable()
    put_out(_FORMATS[parsed.format](parsed.figure, parsed.point, history))
    return 0


def _read(settings: SiteSettings, settings_file: str, id: str, point: str) -> History:
    """Return a figure's history; raise UsageError where there has never been such a figure or point."""
    root = settings.options.root
    repository = find_repository(root)
    locale = find_locale(settings.options.locale) or Locale.parse(DEFAULT_LOCALE)
    prefix = Path(os.path.relpath(root, repository.top)).as_posix()
    names = _Names(posixpath.normpath(posixpath.join(prefix, settings_file)), prefix, settings.options.data)
    if names.folder(settings.options.data).startswith(".."):
        raise UsageError(f'the folder of facts "{settings.options.data}" is not in the repository {repository.top}')
    with open_store(repository) as store:
        commits = _commits(repository, store, names)
        past = Past(store.read, locale)
        steps, last = _walk(commits, store, names, past, id, point)
    files = _present_files(repository, names.folder(settings.options.data))
    present = Past(lambda name: _read_present(repository.top / name), locale)
    steps.append(_present(present, files, id, last, point))
    history = History(
        [entry for entry, _ in reversed(steps) if entry.changes or entry.unreadable],
        [version for _, version in steps if version is not None],
        repository.is_cut,
    )
    _refuse_unknown(history, id, point, present.figures(files))
    return history


@dataclass(frozen=True, slots=True)
class _Names:
    """Where a site's files are below the top of its repository."""

    settings: str
    prefix: str
    data: str

    def folder(self, data: str) -> str:
        """Return the folder of facts that settings name."""
        return posixpath.normpath(posixpath.join(self.prefix, data))


def _commits(repository: Repository, store: Store, names: _Names) -> list[tuple[Commit, str]]:
    """Return the commits that changed facts, each with the folder that facts were in: it may have been renamed."""
    folders = {names.folder(names.data)}
    known: dict[str, str] = {}
    while True:
        paths = [names.settings, *sorted(folders)]
        commits = [(commit, _folder(store, names, commit, known)) for commit in repository.commits(paths)]
        # What leads out of the repository is in no commit.
        found = {folder for _, folder in commits if not folder.startswith("..")}
        if found <= folders:
            return commits
        folders |= found


def _folder(store: Store, names: _Names, commit: Commit, known: dict[str, str]) -> str:
    hash = store.file(commit.hash, names.settings)
    if hash is None:
        return names.folder(names.data)
    if hash not in known:
        text, _ = decode(store.read(hash) or b"", names.settings)
        known[hash] = names.folder(named_data_folder(text, names.settings) or names.data)
    return known[hash]


Step = tuple[Entry, Version | None]


def _walk(
    commits: list[tuple[Commit, str]], store: Store, names: _Names, past: Past, id: str, point: str
) -> tuple[list[Step], Version | None]:
    """Return what each commit changed, the oldest first, and what the figure says in the last one."""
    steps: list[Step] = []
    versions: dict[str, Version | None] = {}
    last: Version | None = None
    for commit, folder in commits:
        before = [versions.get(parent) for parent in commit.parents] or [None]
        try:
            files = store.files(commit.hash, folder)
            if files is None:
                raise UnreadableError("this copy of the repository lacks its files")
            last = past.version(id, files)
            # What a merge takes over from one of its sides is no change of its own.
            found = [changes(old, last, point) for old in before]
            entry = Entry(commit, found[0] if all(found) else ())
        except UnreadableError as error:
            last = before[0]
            entry = Entry(commit, unreadable=str(error))
        versions[commit.hash] = last
        steps.append((entry, last))
    return steps, last


def _present(past: Past, files: dict[str, str], id: str, committed: Version | None, point: str) -> Step:
    """Return what is not committed yet."""
    try:
        version = past.version(id, files)
    except UnreadableError as error:
        return Entry(None, unreadable=str(error)), committed
    return Entry(None, changes(committed, version, point)), version


def _present_files(repository: Repository, folder: str) -> dict[str, str]:
    """Return the files of facts as they lie in the folder now: names from the top, each by itself."""
    base = repository.top / folder
    tables = [path for path in base.rglob("*") if path.suffix.lower() == ".csv"] if base.is_dir() else []
    paths = [path for path in [*facts_files(base), *tables] if path.is_file() and not path.is_symlink()]
    names = sorted(path.relative_to(repository.top).as_posix() for path in paths)
    return {name: name for name in names}


def _read_present(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except OSError:
        return None


def _refuse_unknown(history: History, id: str, point: str, present: set[str]) -> None:
    """Raise UsageError where a figure or point has never been there."""
    if not history.versions and not any(entry.unreadable for entry in history.entries):
        hint = nearest(id, sorted(present), "look for its id in the folder of facts")
        raise UsageError(f'no figure has or had the id "{id}"; {hint}')
    dates = sorted({date for version in history.versions for date in version.points})
    if point and point not in dates and history.versions:
        if not dates:
            raise UsageError(f'the figure "{id}" is no series; leave out --point')
        hint = nearest(point, dates, f"its points are {listed(dates[-5:])}" + " at last" * (len(dates) > 5))
        raise UsageError(f'the figure "{id}" has and had no point "{point}"; {hint}')


def _as_text(id: str, point: str, history: History) -> str:
    return "\n".join(_lines(id, point, history))


def _lines(id: str, point: str, history: History) -> Iterator[str]:
    newest = history.versions[-1].own.get("label", "") if history.versions else ""
    yield f"{id}{':' + point if point else ''}: {newest}" if newest else id
    for entry in history.entries:
        yield ""
        commit = entry.commit
        yield f"{commit.date[:10]} {commit.hash[:10]}" if commit else _UNCOMMITTED
        if entry.unreadable:
            yield f"    cannot be read, left out: {entry.unreadable}"
        for change in entry.changes:
            yield f"    {_line(change)}"
    if not history.entries:
        yield "no change in any commit"
    if history.is_cut:
        yield ""
        yield _CUT


def _line(change: Change) -> str:
    what = f"{change.name} of {change.point}" if change.point and change.name != "point" else change.name
    what = f"point {change.point}" if change.name == "point" else what
    if not change.before:
        return f"new {what}: {change.after}"
    if not change.after:
        return f"no more {what}: {change.before}"
    return f"{what}: {change.before} → {change.after}"


def _as_json(id: str, point: str, history: History) -> str:
    entries = [
        {
            "commit": entry.commit.hash if entry.commit else None,
            "date": entry.commit.date if entry.commit else None,
            "unreadable": entry.unreadable or None,
            "changes": [asdict(change) for change in entry.changes],
        }
        for entry in history.entries
    ]
    data = {"figure": id, "point": point or None, "cut": history.is_cut, "history": entries}
    return json.dumps(data, ensure_ascii=False, indent=2)


_FORMATS: Final[dict[str, Callable[[str, str, History], str]]] = {"text": _as_text, "json": _as_json}
