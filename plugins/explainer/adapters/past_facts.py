"""The files of one time -> what a figure said then: only the records are read that it rests on."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from babel import Locale

from explainer.check.comparisons import derivations_are_formulas
from explainer.check.options import Options
from explainer.check.records import Records, read_records
from explainer.check.values import figures_state_one_value
from explainer.load.csv_text import read_points
from explainer.load.folder import LoadedFile
from explainer.load.nodes import Mapping as Node
from explainer.load.nodes import Scalar, Sequence, plain
from explainer.load.text import decode
from explainer.load.yaml_text import read_yaml
from explainer.model.values import ValueProblem
from explainer.problems import Position, Problem
from explainer.render.history import Version, version_of

_KINDS: Final = ("figures", "actors")
_HARMLESS: Final = frozenset({"key-is-known", "facts-are-present"})
"""A field that is no longer known, or not yet, changes nothing of what the others say."""

Files = Mapping[str, str]
"""The names of all files of a time, each with what it is read by: a hash, or a path."""


class UnreadableError(Exception):
    """What a figure said cannot be told; its text says why."""


@dataclass(slots=True)
class _Kept:
    """A file as it was read once: its bytes and, where anybody asked, its tree."""

    data: bytes
    tree: Node | None = None
    problems: tuple[Problem, ...] | None = None


class Past:
    """Reads figures from files of one time after another; what stays from one to the next is read once."""

    def __init__(self, read: Callable[[str], bytes | None], locale: Locale) -> None:
        self._read = read
        self._locale = locale
        self._kept: dict[tuple[str, str], _Kept] = {}

    def version(self, id: str, files: Files) -> Version | None:
        """Return what the figure said, None where there was none; raise UnreadableError where nobody can tell."""
        self._kept = {key: kept for key, kept in self._kept.items() if files.get(key[0]) == key[1]}
        loaded: dict[tuple[str, str, str], LoadedFile] = {}
        wanted, seen = [id], {id}
        while wanted:  # The figure, the parts of its formula, theirs, and those who say so.
            name = wanted.pop()
            found = self._find(name, files)
            loaded |= found
            for record in found.values():
                wanted += [other for other in _named(record) if other not in seen]
                seen.update(wanted)
        if not any(kind == "figures" and name == id for _, kind, name in loaded):
            return None
        records = read_records(list(loaded.values()), self._table_reader(files))
        unnamed = _in_tables(records) - seen
        if unnamed:
            for name in sorted(unnamed):
                loaded |= self._find(name, files)
            records = read_records(list(loaded.values()), self._table_reader(files))
        self._refuse(records)
        try:
            return version_of(records.facts.figures[id], records.facts, self._locale)
        except ValueProblem as problem:
            raise UnreadableError(str(problem)) from None

    def figures(self, files: Files) -> set[str]:
        """Return the ids of all figures of a time, as far as its files can be read."""
        found: set[str] = set()
        for name, key in files.items():
            if _is_facts(name) and (kept := self._keep(name, key)) is not None:
                figures = kept.tree.items.get("figures") if kept.tree is not None else None
                found |= set(figures.items) if isinstance(figures, Node) else set()
        return found

    def _find(self, id: str, files: Files) -> dict[tuple[str, str, str], LoadedFile]:
        """Return every record of that id, each as a file that holds nothing else, by file, kind and id."""
        found = {}
        needle = id.encode("utf-8")
        for name, key in sorted(files.items()):
            if not _is_facts(name):
                continue
            kept = self._bytes(name, key)
            if needle not in kept.data:
                continue
            tree = self._parsed(name, kept).tree
            grave = [problem for problem in kept.problems or () if problem.code not in _HARMLESS]
            if tree is None and grave:
                raise UnreadableError(_line(grave[0]))
            for kind, records in tree.items.items() if tree is not None else ():
                if kind in _KINDS and isinstance(records, Node) and id in records.items:
                    assert tree is not None
                    alone = Node({id: records.items[id]}, {id: records.keys[id]}, records.where)
                    file = Node({kind: alone}, {kind: tree.keys[kind]}, tree.where)
                    problems = _problems_in(kept, records.keys[id])
                    found[name, kind, id] = LoadedFile(Path(name), name, file, problems)
        return found

    def _bytes(self, name: str, key: str) -> _Kept:
        if (name, key) not in self._kept:
            data = self._read(key)
            if data is None:
                raise UnreadableError(f"this copy of the repository lacks {name} as it was")
            self._kept[name, key] = _Kept(data)
        return self._kept[name, key]

    def _parsed(self, name: str, kept: _Kept) -> _Kept:
        if kept.problems is None:
            text, problems = decode(kept.data, name)
            tree = None
            if not any(problem.code in ("file-is-utf8", "yaml-is-plain") for problem in problems):
                tree, found = read_yaml(text, name)
                problems += found
            kept.tree, kept.problems = (tree if isinstance(tree, Node) else None), tuple(problems)
        return kept

    def _keep(self, name: str, key: str) -> _Kept | None:
        try:
            return self._parsed(name, self._bytes(name, key))
        except UnreadableError:
            return None

    def _table_reader(self, files: Files) -> Callable[[LoadedFile, Scalar], tuple[Sequence, list[Problem]]]:
        def read_table(file: LoadedFile, name: Scalar) -> tuple[Sequence, list[Problem]]:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(file.name), name.text))
            if path not in files:
                hint = "look at the file's name; capital and small letters count"
                message = f'there is no file "{name.text}" beside this one'
                return Sequence((), name.where), [Problem(name.where, "file-is-inside", message, hint)]
            text, problems = decode(self._bytes(path, files[path]).data, path)
            points, found = read_points(text, path)
            return points, [*problems, *found]

        return read_table

    def _refuse(self, records: Records) -> None:
        """Raise UnreadableError where a record has a problem by which its value is not what was meant."""
        facts = records.facts
        grave = [problem for problem in records.problems if problem.code not in _HARMLESS]
        for rule in (figures_state_one_value, derivations_are_formulas):
            grave += rule(facts, Options())
        grave.sort()
        if grave:
            raise UnreadableError(_line(grave[0]))
        for figure in facts.figures.values():
            for part in figure.derive.figures if figure.derive and figure.derive.operators else ():
                if part not in facts.figures:
                    raise UnreadableError(f'"{figure.id}" is computed from "{part}", which is not there')


def _named(file: LoadedFile) -> list[str]:
    """Return the ids that a record's figure names: claimants, and the parts of its formula."""
    assert isinstance(file.tree, Node)
    (record,) = [plain(record) for kind in file.tree.items.values() for record in _items(kind).values()]
    if not isinstance(record, dict):
        return []
    points, formula = record.get("points"), record.get("derive")
    named = [record.get("claimant")]
    named += [point.get("claimant") for point in points if isinstance(point, dict)] if isinstance(points, list) else []
    for key, value in formula.items() if isinstance(formula, dict) else ():
        named += [] if key == "round" else value if isinstance(value, list) else [value]
    return [name for name in dict.fromkeys(filter(None, named)) if isinstance(name, str)]


def _in_tables(records: Records) -> set[str]:
    """Return the claimants of all points, those in tables among them."""
    figures = records.facts.figures.values()
    return {point.claimant for figure in figures for point in figure.points or () if point.claimant}


def _items(node: object) -> dict[str, Any]:
    return node.items if isinstance(node, Node) else {}


def _problems_in(kept: _Kept, start: Position) -> tuple[Problem, ...]:
    """Return what is wrong with a file as YAML between the id at `start` and the next one."""
    if not kept.problems:
        return ()
    starts = sorted(
        where for kind in _items(kept.tree).values() if isinstance(kind, Node) for where in kind.keys.values()
    )
    later = [where for where in starts if where > start]
    return tuple(p for p in kept.problems if start <= p.where and (not later or p.where < later[0]))


def _is_facts(name: str) -> bool:
    return name.lower().endswith((".yml", ".yaml"))


def _line(problem: Problem) -> str:
    """Return a problem in one line."""
    return f"{problem.where}: {problem.code}: {problem.message}"
