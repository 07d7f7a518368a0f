"""Nodes -> records of the seven kinds, with every problem of structure at its own line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from explainer.load.folder import LoadedFile
from explainer.load.nodes import Mapping, Node, Path, Scalar, Sequence, place, plain, words_of
from explainer.model.facts import KINDS, Fact, Facts, Record
from explainer.problems import CODES, Position, Problem, listed, nearest

MAX_ID: Final = 64
_ID: Final = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
# Windows cannot make a file of these names, and a fact's id becomes one.
_DEVICES: Final = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
# A record that lacks one of these is read with a stand-in, so that its other problems are found in the same run.
# It is never printed: a record with a problem is no fact.
STAND_IN: Final = "?"
STAND_IN_DATE: Final = "9999"
_STAND_INS: Final[dict[str, Any]] = {"date": STAND_IN_DATE, "accessed": STAND_IN_DATE, "sides": []}
# Taking out what cannot be read may leave a required field missing, which the next try tells and mends.
_TRIES: Final = 3
_NUMBERS: Final = ("value", "low", "high", "best")

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
        records.unread |= file.unread
        if file.tree is None or (isinstance(file.tree, Scalar) and file.tree.empty):
            continue
        if not isinstance(file.tree, Mapping):
            hint = f"start the file with one of {listed(KINDS)} and a colon"
            where = Position(file.name, file.tree.where.line, file.tree.where.column)
            records.problems.append(Problem(where, "type-matches", "the file is not a mapping of kinds", hint))
            records.unread.update(words_of(file.tree))
            continue
        for value in file.tree.dropped:
            records.unread.update(words_of(value))
        for kind, value in file.tree.items.items():
            _read_kind(records, file, kind, value, file.tree.keys[kind], read_table)
    records.facts = replace(records.facts, unread=frozenset(records.unread))
    return records


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
        message = f'the id "{id}" stands here a second time (first at {first.where})'
        problems.append(Problem(where, "id-is-unique", message, "give one of the two another id", fact=id))
    node = Mapping({}, {}, where) if isinstance(node, Scalar) and node.empty else node
    if not isinstance(node, Mapping):
        hint = "write its fields below it, each on a line of its own, indented"
        problems.append(Problem(where, "type-matches", f'{_one(kind)} "{id}" is not a record of fields', hint, fact=id))
        records.problems += problems
        records.broken.add(id)
        records.unread.add(id)
        return
    points = node.items.get("points") if kind == "figures" else None
    if isinstance(points, Scalar) and not points.empty:
        table, found = read_table(file, points)
        problems += found
        node = Mapping(node.items | {"points": table}, node.keys, node.where)
    record, found = _validate(KINDS[kind], id, node, where)
    problems += found
    records.problems += problems
    if record is not None and first is None:
        record.located(id, node, where)
        getattr(records.facts, kind)[id] = record
        records.by_id[id] = record
    if problems:
        records.broken.add(id)


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


def _validate(model: type[Fact], id: str, node: Mapping, where: Position) -> tuple[Fact | None, list[Problem]]:
    """Return the record, without the fields that cannot be read, and the problems of those fields."""
    problems = list(_empty_fields(model, id, node, where))
    values = _without_empty(plain(node))
    told = {problem.where for problem in problems}
    for _ in range(_TRIES):
        try:
            return model.model_validate(values), problems
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                found = _problem(model, id, node, where, detail)
                # A field that is there but empty or unreadable was told before, and is not missing as well.
                if detail["type"] != "missing" or place(node, detail["loc"], where) not in told:
                    problems.append(found)
            told |= {problem.where for problem in problems}
            for detail in error.errors(include_url=False):
                _mend(values, detail["loc"], missing=detail["type"] == "missing")
    return None, problems


def _empty_fields(model: type[Fact], id: str, node: Mapping, where: Position) -> Iterator[Problem]:
    required = {name for name, field in model.model_fields.items() if field.is_required()}
    for path in _empty_paths(node, ()):
        name = str(path[-1])
        at = place(node, path, where)
        if name in required or name in _NUMBERS:
            yield Problem(at, "field-is-required", f'"{name}" of "{id}" is empty', "write its value", fact=id)
        elif name != "cite":  # No citation at all is the citation rules' matter.
            yield Problem(at, "type-matches", f'"{name}" of "{id}" is empty', "write a value, or delete the line", fact=id)


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
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value if item is not None]
    return value


def _mend(values: dict[str, Any], path: Path, *, missing: bool) -> None:
    """Take the field that cannot be read out of the values; put a stand-in where a required one lacks."""
    holder: Any = values
    for step in path[:-1]:
        if isinstance(holder, dict) and isinstance(step, str):
            inner = holder.get(step)
        elif isinstance(holder, list) and isinstance(step, int):
            inner = holder[step]
        else:  # One item that is written without its list.
            inner = holder
        if not isinstance(inner, dict | list):
            values.pop(str(path[0]), None)
            return
        holder = inner
    last = path[-1]
    if isinstance(holder, list) or (isinstance(last, int) and not missing):
        values.pop(str(path[0]), None)
        return
    holder.pop(str(last), None)
    if missing:
        holder[str(last)] = _STAND_INS.get(str(last), STAND_IN)


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
