"""A facts file and a record -> the file with the record in it, every other byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from explainer.editing.yaml_record import Fields, Value, record_lines
from explainer.load.nodes import Mapping, Node, Scalar, plain
from explainer.load.text import decode
from explainer.load.yaml_text import read_yaml
from explainer.problems import Position, Problem

_BOM: Final = "\ufeff"
_STEP: Final = 2
_ON_LINES: Final = "write its records on lines of their own, each under its id, or name another file"


class AppendError(Exception):
    """A record cannot be added to a file; its text says why, and what to do."""


class FileHasProblemsError(Exception):
    """A file cannot be added to before its problems are mended."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, kw_only=True, slots=True)
class Appended:
    """A file with a record added; `lines` are what was added, `where` is the place of the record's id."""

    data: bytes
    lines: tuple[str, ...]
    where: Position

    def holds(self, place: Position) -> bool:
        """Return whether a place lies in what was added."""
        return self.where.line <= place.line < self.where.line + len(self.lines)


def append_record(data: bytes, kind: str, id: str, fields: Fields, *, file: str) -> Appended:
    """Return the bytes of a file with a record added behind the last one of its kind.

    Where the file has none of that kind, the kind's key is added at its end. Indentation, line ends, a byte order
    mark and a last line without an end stay as they are. Raise FileHasProblemsError where the file cannot be read,
    and AppendError where the record has no place in it.
    """
    text, problems = decode(data, file)
    tree, found = read_yaml(text, file)
    if problems or found:
        raise FileHasProblemsError((*problems, *found))
    raw = data.decode("utf-8")
    start = _BOM * raw.startswith(_BOM)
    lines = raw.removeprefix(_BOM).split("\n")
    ended = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    place = _find_place(text, tree, kind, ended, file)
    record = record_lines(id, fields, indent=place.indent, step=place.step)
    added = [""] * place.is_parted + [f"{' ' * place.top}{kind}:"] * place.is_new_kind + record
    end = "\r\n" if ended and ended[0].endswith("\r\n") else "\n"
    if place.line == len(ended) and ended and not ended[-1].endswith("\n"):
        piece = "".join(end + line for line in added)
    else:
        piece = "".join(line + end for line in added)
    whole = start + "".join(ended[: place.line]) + piece + "".join(ended[place.line :])
    result = Appended(
        data=whole.encode("utf-8"),
        lines=tuple(record),
        where=Position(file, place.line + len(added) - len(record) + 1, place.indent + 1),
    )
    _verify(result, tree, kind, id, fields)
    return result


@dataclass(frozen=True, slots=True)
class _Place:
    """Before which line (from 0) a record goes, and how it is indented there."""

    line: int
    top: int
    indent: int
    step: int
    is_new_kind: bool
    is_parted: bool
    """Whether an empty line parts it from what stands above."""


def _find_place(text: str, tree: Node | None, kind: str, lines: list[str], file: str) -> _Place:
    if tree is None or (isinstance(tree, Scalar) and tree.empty):
        return _Place(_end_of_file(lines), 0, _STEP, _STEP, is_new_kind=True, is_parted=False)
    if not isinstance(tree, Mapping):
        raise AppendError(f"{file} is not a mapping of kinds; name another file")
    if _character(text, tree.where) == "{":
        raise AppendError(f"{file} is written in brackets as a whole; {_ON_LINES}")
    top = tree.where.column - 1
    records = tree.items.get(kind)
    if records is None:
        indent, step = _widths(text, tree, top)
        end = _end_of_file(lines)
        is_parted = bool(lines[end - 1].strip())
        return _Place(end, top, top + indent, step, is_new_kind=True, is_parted=is_parted)
    line = tree.keys[kind].line
    later = [where.line for where in tree.keys.values() if where.line > line]
    end = min(later) - 1 if later else _end_of_file(lines)
    while end > line and _is_between(lines[end - 1], top):
        end -= 1
    if isinstance(records, Scalar) and records.empty:
        indent, step = _widths(text, tree, top)
        return _Place(end, top, top + indent, step, is_new_kind=False, is_parted=False)
    if not isinstance(records, Mapping):
        raise AppendError(f'"{kind}" holds no records by id in {file}; mend that first, or name another file')
    if _character(text, records.where) == "{":
        raise AppendError(f'"{kind}" is written in brackets in {file}; {_ON_LINES}')
    indent, step = _widths(text, Mapping({kind: records}, tree.keys, tree.where), top)
    return _Place(end, top, top + indent, step, is_new_kind=False, is_parted=_are_parted(records, lines))


def _widths(text: str, tree: Mapping, top: int) -> tuple[int, int]:
    """Return by how much records are indented under their kind, and fields under their record."""
    for records in tree.items.values():
        if not isinstance(records, Mapping) or _character(text, records.where) == "{":
            continue
        indent = records.where.column - 1 - top
        for id, record in records.items.items():
            if isinstance(record, Mapping) and record.where.line > records.keys[id].line:
                return indent, max(1, record.where.column - records.keys[id].column)
        return indent, indent
    return _STEP, _STEP


def _character(text: str, where: Position) -> str:
    """Return the character at a place."""
    line = text.split("\n", where.line)[where.line - 1]
    return line[where.column - 1 : where.column]


def _end_of_file(lines: list[str]) -> int:
    """Return before which line a file ends: YAML may mark its end with three dots."""
    return next((index for index, line in enumerate(lines) if line.split() == ["..."]), len(lines))


def _is_between(line: str, top: int) -> bool:
    """Return whether a line belongs to no record: it is empty, or a remark that stands out as far as a kind does."""
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= top)


def _are_parted(records: Mapping, lines: list[str]) -> bool:
    """Return whether an empty line stands above the last record and its remarks, of several records."""
    above = max(where.line for where in records.keys.values()) - 2
    while above > 0 and lines[above].lstrip(" ").startswith("#"):
        above -= 1
    return len(records.keys) > 1 and not lines[above].strip()


def _verify(result: Appended, before: Node | None, kind: str, id: str, fields: Fields) -> None:
    """Raise AppendError unless the new file reads as the old one and the record, and nothing else.

    What no text may hold (a character, too many of them) is left to the check, which names it.
    """
    text, problems = decode(result.data, result.where.file)
    tree, found = read_yaml(text, result.where.file)
    if problems or found:
        if all(problem.code == "text-is-clean" for problem in (*problems, *found)):
            return
    elif tree is not None:
        held: dict[str, Any] = plain(before) if isinstance(before, Mapping) else {}
        records = held.get(kind) or {}
        if id not in records and plain(tree) == held | {kind: records | {id: _as_read(fields)}}:
            return
    message = f'"{id}" cannot be added to {result.where.file} without changing what else it says'
    raise AppendError(f"{message}; write it there by hand, or name another file")


def _as_read(value: Value) -> Any:
    """Return a value as the reader has it: a text of nothing is nothing."""
    if isinstance(value, dict):
        return {name: _as_read(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_as_read(part) for part in value]
    return value if value.strip() else None
