"""Nodes -> records of the seven kinds, with every problem of structure at its own line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from explainer.load.folder import LoadedFile
from explainer.load.nodes import Mapping, Node, Path, Scalar, Sequence, find, place, plain, renamed, words_of
from explainer.model.facts import KINDS, Facts
from explainer.model.fields import ID_PATTERN, MAX_ID
from explainer.model.records import Fact, Record
from explainer.problems import CODES, Position, Problem, listed, nearest, nearest_word

_ID: Final = re.compile(ID_PATTERN)
# Windows cannot make a file of these names, and a fact's id becomes one.
_DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
# A record that lacks one of these is read with a stand-in, so that its other problems are found in the same run.
# It is never printed: a record with a problem is no fact.
STAND_IN: Final = "?"
STAND_IN_DATE: Final = "9999"
_STAND_INS: Final[dict[str, Any]] = {"date": STAND_IN_DATE, "accessed": STAND_IN_DATE, "sides": []}
# Taking out what cannot be read may leave a required field missing, which the next try tells and mends.
_TRIES: Final = 6
# Of these a record needs one or another.
_NEEDED: Final = (
    "value",
    "low",
    "high",
    "best",
    "vague",
    "points",
    "derive",
    "url",
    "offline",
    "title",
    "says",
    "source",
    "date",
    "claimant",
    "was",
    "why",
    "other",
    "sum",
    "difference",
    "ratio",
    "share",
    "count",
    "latest",
    "change",
)

ReadTable = Callable[[LoadedFile, Scalar], tuple[Sequence, list[Problem]]]
"""Reads the table that a series' `points` names in a file: its rows as points, and what is wrong with it."""


@dataclass(slots=True)
class Records:
    """All records that were read: `facts` holds the broken ones too, `broken` names them."""

    facts: Facts = field(default_factory=Facts)
    by_id: dict[str, Fact] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Words of what could not be read as records."""


def read_records(files: list[LoadedFile], read_table: ReadTable) -> Records:
    """Return every record of the files; `read_table` reads the table that a series' `points` names."""
    records = Records()
    for file in files:
        _read_file(records, file, read_table)
    records.facts = replace(records.facts, unread=frozenset(records.unread))
    return records


def _read_file(records: Records, file: LoadedFile, read_table: ReadTable) -> None:
    records.unread |= file.unread
    starts: list[tuple[Position, str]] = []
    if isinstance(file.tree, Mapping):
        for value in file.tree.dropped:
            records.unread.update(words_of(value))
        for kind, value in file.tree.items.items():
            _read_kind(records, file, kind, value, file.tree.keys[kind], read_table)
            if isinstance(value, Mapping):
                starts += ((where, id) for id, where in value.keys.items())
    elif file.tree is not None and not (isinstance(file.tree, Scalar) and file.tree.empty):
        hint = f"start the file with one of {listed(KINDS)} and a colon"
        records.problems.append(Problem(file.tree.where, "type-matches", "the file is not a mapping of kinds", hint))
        records.unread.update(words_of(file.tree))
    _add_problems(records, file.problems, sorted(starts))


def _add_problems(records: Records, problems: tuple[Problem, ...], starts: list[tuple[Position, str]]) -> None:
    """Add what is wrong with a file as YAML, each to the record in which it stands, if it stands in one."""
    for problem in problems:
        index = bisect_right(starts, problem.where, key=lambda start: start[0]) - 1
        id = starts[index][1] if index >= 0 else ""
        records.problems.append(replace(problem, fact=id))
        if id:
            records.broken.add(id)


def _read_kind(
    records: Records,
    file: LoadedFile,
    kind: str,
    value: Node,
    where: Position,
    read_table: ReadTable,
) -> None:
    if kind not in KINDS:
        hint = nearest(kind, KINDS, f"the kinds are {listed(KINDS)}")
        records.problems.append(Problem(where, "key-is-known", f'"{kind}" is no kind of fact', hint))
        records.unread.update(words_of(value))
        return
    if isinstance(value, Scalar) and value.empty:
        return
    if not isinstance(value, Mapping):
        hint = "write each record under an id of its own: the id and a colon on a line, its fields indented below"
        records.problems.append(Problem(where, "type-matches", f'"{kind}" holds no records by id', hint))
        records.unread.update(words_of(value))
        return
    for id, node in value.items.items():
        _read_record(records, file, kind, id, node, value.keys[id], read_table)


def _read_record(
    records: Records,
    file: LoadedFile,
    kind: str,
    id: str,
    node: Node,
    where: Position,
    read_table: ReadTable,
) -> None:
    problems = list(_id_problems(records, id, where))
    first = records.by_id.get(id)
    if first is not None:
        hint = "give one of the two another id"
        message = f'the id "{id}" stands here a second time (first at {first.where})'
        problems.append(Problem(where, "id-is-unique", message, hint, fact=id))
        if first.where.file != where.file:  # Which of two files comes first says nothing about which is wrong.
            message = f'the id "{id}" stands here and again at {where}'
            problems.append(Problem(first.where, "id-is-unique", message, hint, fact=id))
    node = Mapping({}, {}, where) if isinstance(node, Scalar) and node.empty else node
    if isinstance(node, Mapping):
        node, found = _with_table(file, node, read_table) if kind == "figures" else (node, [])
        problems += (replace(problem, fact=id) for problem in found)
        told = {(problem.where.file, problem.where.line) for problem in file.problems}
        record, node, found = _validate(KINDS[kind], id, node, where, told)
        problems += found
        if record is not None and first is None:
            record.located(id, node, where)
            getattr(records.facts, kind)[id] = record
            records.by_id[id] = record
    else:
        hint = "write its fields below it, each on a line of its own, indented"
        problems.append(Problem(where, "type-matches", f'{_one(kind)} "{id}" is not a record of fields', hint, fact=id))
    records.problems += problems
    if problems:
        records.broken.add(id)
        # Nobody knows what a broken record would be: that others name it is no further problem.
        records.unread.add(id)


def _with_table(file: LoadedFile, node: Mapping, read_table: ReadTable) -> tuple[Mapping, list[Problem]]:
    """Return a figure with the points of the table that it names, and what is wrong with the table."""
    points = node.items.get("points")
    if isinstance(points, Sequence) and not points.items:
        hint = "write its points below, as - {date: 2025-06-11, value: 5, cite: id}"
        return node, [Problem(node.keys["points"], "field-is-required", "the series has no points", hint)]
    if not isinstance(points, Scalar) or points.empty:
        return node, []
    table, problems = read_table(file, points)
    return Mapping(node.items | {"points": table}, node.keys, node.where, node.dropped), problems


def _id_problems(records: Records, id: str, where: Position) -> Iterator[Problem]:
    if len(id) > MAX_ID:
        yield Problem(where, "id-is-valid", f"the id has {len(id)} characters; the limit is {MAX_ID}", fact=id)
    elif _DEVICES.fullmatch(id):
        hint = f'did you mean "{id}-1"?'
        yield Problem(where, "id-is-valid", f'"{id}" is a name that Windows keeps for itself', hint, fact=id)
    elif not _ID.fullmatch(id):
        hint = "lower-case letters a to z, digits and inner hyphens only"
        proposal = re.sub(r"[^a-z0-9]+", "-", id.lower()).strip("-")
        if _ID.fullmatch(proposal):
            hint = f'did you mean "{proposal}"?'
            records.unread.add(proposal)  # What others call it is told here, once.
        yield Problem(where, "id-is-valid", f'"{id}" is not an id', hint, fact=id)


def _validate(
    model: type[Fact], id: str, node: Mapping, where: Position, told: set[tuple[str, int]]
) -> tuple[Fact | None, Mapping, list[Problem]]:
    """Return the record without the fields that cannot be read, its node, and the problems of those fields.

    A misspelt key is read as what it was meant to be: one slip gives one problem. `told` are the lines on which the
    file has a problem already that makes what stands there unreadable.
    """
    problems = list(_empty_fields(model, id, node, where))
    places = {problem.where for problem in problems}
    values = _without_empty(plain(node))
    unknown: list[Path] = []
    mended: set[Path] = set()
    record = None
    for _ in range(_TRIES):
        try:
            record = model.model_validate(values)
            break
        except ValidationError as error:
            details = error.errors(include_url=False)
        found = [detail for detail in details if detail["type"] == "extra_forbidden"]
        for detail in found or details:
            path = tuple(detail["loc"])
            # A field that is there but empty or unreadable was told before, and is not missing as well.
            if path not in mended and place(node, path, where) not in places - {where}:
                problems.append(_problem(model, id, node, where, detail))
        places |= {problem.where for problem in problems}
        if found:
            node, left = _with_known_keys(model, node, [tuple(detail["loc"]) for detail in found])
            unknown += left
            values = _without_empty(plain(node))
            for path in unknown:
                _mend(values, path, missing=False)
        else:
            mended |= {_mend(values, tuple(d["loc"]), missing=d["type"] == "missing") for d in details}
    return (
        record,
        node,
        [problem for problem in problems if (problem.where.file, problem.where.line) not in told],
    )


def _with_known_keys(model: type[Fact], node: Mapping, paths: list[Path]) -> tuple[Mapping, list[Path]]:
    """Return the node with every misspelt key as the known one that is nearest, and the paths of all other keys."""
    left = []
    for path in paths:
        meant = nearest_word(str(path[-1]), _fields_at(model, path[:-1]))
        changed = renamed(node, path, meant) if meant and find(node, (*path[:-1], meant)) is None else None
        if isinstance(changed, Mapping):
            node = changed
        else:
            left.append(path)
    return node, left


def _empty_fields(model: type[Fact], id: str, node: Mapping, where: Position) -> Iterator[Problem]:
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    for path in _empty_paths(node, ()):
        name, at = path[-1], place(node, path, where)
        message = f'"{_field(path)}" of "{id}" is empty'
        if name in required or name in _NEEDED:
            yield Problem(at, "field-is-required", message, "write its value", fact=id)
        elif name != "cite":  # No citation at all is the citation rules' matter.
            yield Problem(at, "type-matches", message, "write a value, or delete the line", fact=id)


def _empty_paths(node: Node, path: Path) -> Iterator[Path]:
    if isinstance(node, Scalar):
        if node.empty:
            yield path
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _empty_paths(item, (*path, index))
    else:
        for key, value in node.items.items():
            yield from _empty_paths(value, (*path, key))


def _without_empty(value: Any) -> Any:
    """Return the values without empty fields; an empty item of a list keeps its place."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [STAND_IN if item is None else _without_empty(item) for item in value]
    return value


def _mend(values: dict[str, Any], path: Path, *, missing: bool) -> Path:
    """Take the field that cannot be read out of the values, or put a stand-in where one lacks; return its path.

    An item of a list takes its whole field with it, since places in the file are told by its number.
    """
    holder: Any = values
    for step in path[:-1]:
        if isinstance(holder, dict) and isinstance(step, str):
            holder = holder.get(step)
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            holder = holder[step]
        # Else it is one item that is written without its list.
    last = path[-1]
    if not isinstance(holder, dict) or not isinstance(last, str):
        values.pop(str(path[0]), None)
        return path[:1]
    holder.pop(last, None)
    if missing:
        holder[last] = _STAND_INS.get(last, STAND_IN)
    return path


def _problem(model: type[Fact], id: str, node: Mapping, where: Position, detail: ErrorDetails) -> Problem:
    path = tuple(detail["loc"])
    at = place(node, path, where)
    kind, name = detail["type"], str(path[-1])
    context = detail.get("ctx", {})
    one = _one(model.kind_name)
    if kind in CODES:
        return Problem(at, kind, f'"{_field(path)}" of "{id}": {context["message"]}', context["hint"], fact=id)
    if kind == "missing":
        owner = f'{one} "{id}"' if len(path) == 1 else f'"{_field(path[:-1])}" of "{id}"'
        return Problem(at, "field-is-required", f'{owner} has no "{name}"', f"add {name}:", fact=id)
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        hint = nearest(name, known, f"the fields are {listed(known)}")
        owner = f'{one} "{id}"' if len(path) == 1 else f'"{_field(path[:-1])}" of "{id}"'
        return Problem(at, "key-is-known", f'"{name}" is no field of {owner}', hint, fact=id)
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        given = str(detail["input"])
        hint = nearest(given, words, f"one of {listed(words)}")
        return Problem(at, "type-matches", f'"{_field(path)}" of "{id}" cannot be "{given[:40]}"', hint, fact=id)
    wanted = _WANTED.get(kind, detail["msg"].lower())
    return Problem(at, "type-matches", f'"{_field(path)}" of "{id}" has to be {wanted}', fact=id)


_WANTED: Final = {
    "less_than_equal": "a whole number from -12 to 12",
    "greater_than_equal": "a whole number from -12 to 12",
    "string_type": "one text",
    "tuple_type": "a list",
    "model_type": "a record of fields",
    "model_attributes_type": "a record of fields",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
}


def _field(path: Path) -> str:
    """Return a path as an editor says it: cite, stated_as; counted from 1 in lists."""
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _fields_at(model: type[Record], path: Path) -> list[str]:
    """Return the fields of the record that a path leads to."""
    current: type[Record] = model
    for step in path:
        if isinstance(step, str) and step in current.model_fields:
            inner = _record_in(current.model_fields[step].annotation)
            current = inner or current
    return list(current.model_fields)


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _record_in(argument):
            return found
    return None


def _one(kind: str) -> str:
    return kind.removesuffix("s")
