"""A folder of facts -> its files, each read once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from explainer.load.nodes import Node
from explainer.load.text import MAX_FILE_BYTES, decode, words_in
from explainer.load.yaml_text import read_yaml
from explainer.problems import Position, Problem

# An unclean character is blanked, and reading goes on; what else is wrong with a file as a file ends it.
_UNREADABLE: Final = ("file-is-utf8", "file-is-inside", "yaml-is-plain")


@dataclass(slots=True, frozen=True)
class LoadedFile:
    """A facts file: `name` is relative to the site's folder, `tree` is None where there is nothing to read.

    `problems` are those of the file as a file. `unread` are the words of one that cannot be read: nobody knows
    which facts it holds.
    """

    path: Path
    name: str
    tree: Node | None
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()


def load_folder(folder: Path, root: Path, instead: Mapping[Path, bytes] | None = None) -> list[LoadedFile]:
    """Return every *.yml and *.yaml file below `folder`, sorted by name.

    Names in positions are relative to `root`, the site's folder, with forward slashes. `instead` holds files as
    they are to become, which are read in place of those that are there, if they are there at all.
    """
    instead = instead or {}
    paths = sorted({*facts_files(folder), *instead}, key=lambda path: path.relative_to(folder).as_posix())
    return [_load(path, name_of(path, root), folder, instead.get(path)) for path in paths]


def _load(path: Path, name: str, folder: Path, instead: bytes | None) -> LoadedFile:
    text, problems = read_text(path, name, folder) if instead is None else decode(instead, name)
    if any(problem.code in _UNREADABLE for problem in problems):
        return LoadedFile(path, name, None, tuple(problems), words_in(text))
    tree, found = read_yaml(text, name)
    problems += found
    if tree is None and found:
        return LoadedFile(path, name, None, tuple(problems), words_in(text))
    if tree is None:
        what = "is empty" if not text.strip() else "holds comments only"
        message = f"the file {what}: there are no facts in it"
        problems.append(Problem(Position(name), "facts-are-present", message, "write facts into it, or delete it"))
    return LoadedFile(path, name, tree, tuple(problems))


def facts_files(folder: Path) -> list[Path]:
    """Return the facts files below a folder in one order on every machine; names with a leading dot are left out."""
    return sorted(_walk(folder), key=lambda path: path.relative_to(folder).as_posix())


def _walk(folder: Path) -> Iterator[Path]:
    for directory, subfolders, names in os.walk(folder, followlinks=True):
        # A linked folder is read so that its files are refused aloud, and never twice or in a circle.
        subfolders[:] = [
            name for name in subfolders if not name.startswith(".") and not _leads_back(Path(directory, name), folder)
        ]
        for name in names:
            if name.lower().endswith((".yml", ".yaml")) and not name.startswith("."):
                yield Path(directory, name)


def _leads_back(path: Path, folder: Path) -> bool:
    if not path.is_symlink():
        return False
    target = path.resolve()
    return target.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(target)


def name_of(path: Path, root: Path) -> str:
    """Return a file's name as problems print it: relative to the site's folder, with forward slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def read_text(path: Path, name: str, folder: Path) -> tuple[str, list[Problem]]:
    """Return a file's text, and why it cannot be read (file-is-inside, file-is-utf8, text-is-clean).

    A link that leads out of `folder` is refused: what is published would not be what the folder holds.
    """
    where = Position(name)
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if inside and path.is_file():
            with path.open("rb") as stream:
                return decode(stream.read(MAX_FILE_BYTES + 1), name)
    except OSError as error:
        return "", [Problem(where, "file-is-inside", f"the file cannot be read: {error.strerror}")]
    except RuntimeError:  # Python up to 3.12 says so of a link that leads to itself.
        inside = True
    if not inside:
        hint = "put the file itself into the folder"
        return "", [Problem(where, "file-is-inside", "the file is a link that leads out of its folder", hint)]
    return "", [Problem(where, "file-is-inside", f'there is no file "{name}"')]
