"""The CSV file that a series' `points` names: found inside the data folder, read as nodes."""

from __future__ import annotations

from pathlib import Path

from explainer.check.records import ReadTable
from explainer.load.csv_text import read_points
from explainer.load.folder import LoadedFile, name_of, read_text
from explainer.load.nodes import Scalar, Sequence
from explainer.problems import Problem


def table_reader(folder: Path, root: Path) -> ReadTable:
    """Return what reads a table beside a facts file of `folder`; a path that leads out of it is refused."""

    def read_table(file: LoadedFile, name: Scalar) -> tuple[Sequence, list[Problem]]:
        nothing = Sequence((), name.where)
        path = file.path.parent / name.text
        if Path(name.text).is_absolute() or "\\" in name.text or not _inside(path, folder):
            hint = "put the file beside this one and write its name"
            message = f'"{name.text[:80]}" is not a file inside the data folder'
            return nothing, [Problem(name.where, "file-is-inside", message, hint)]
        if not name.text.lower().endswith(".csv"):
            hint = "write the points as a list, or the name of a CSV file beside this one"
            return nothing, [Problem(name.where, "type-matches", f'"{name.text[:80]}" is not a list of points', hint)]
        if not path.is_file():
            hint = "look at the file's name; capital and small letters count"
            return nothing, [
                Problem(name.where, "file-is-inside", f'there is no file "{name.text}" beside this one', hint)
            ]
        text, problems = read_text(path, name_of(path, root), folder)
        if problems and not text.strip():
            return nothing, problems
        points, found = read_points(text, name_of(path, root))
        return points, [*problems, *found]

    return read_table


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # A link that leads to itself, or no name that a file can have.
        return False
