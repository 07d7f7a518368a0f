"""Fields as they are given one by one -> a record: cite.source=report, figures=a, figures=b."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, get_args, get_origin

from explainer.editing.yaml_record import Fields, Value
from explainer.model.drawn import STRIP
from explainer.model.facts import KINDS
from explainer.model.records import Record
from explainer.problems import listed

Given = tuple[tuple[str, ...], str]
"""The names that lead to a field, and its text."""

KIND_OF: Final = {kind.removesuffix("s"): kind for kind in KINDS}
"""The kinds by what one of their facts is called: source, actor, figure."""

NEEDED: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "source": (("title", "publisher"), ("accessed",), ("url", "offline")),
    "actor": (("name",),),
    "figure": (("label",), ("value", "low", "vague", "points", "derive"), ("cite",)),
    "event": (("title",), ("date",), ("cite",)),
    "note": (("term",), ("text",)),
    "dispute": (("question",), ("sides",)),
    "chart": (("title",), ("kind", "draw"), ("figures",)),
}
"""What a record of a kind cannot do without: of each group one field at least."""


def fields_of(kind: str, given: Iterable[Given]) -> Fields:
    """Return the record that the fields make up.

    A field that is given again becomes a list. In a list of records a name that is given again begins the next
    one: sides.claimant, sides.says, sides.claimant. Whether there are such fields is for the check to say.
    """
    fields: Fields = {}
    for path, text in given:
        _put(KINDS[kind], fields, path, text)
    return fields


def lacking(kind: str, fields: Fields) -> list[tuple[str, ...]]:
    """Return the groups of fields of which a record has none."""
    groups = NEEDED[kind.removesuffix("s")]
    if kind == "figures" and {"derive", "points"} & fields.keys():
        groups = tuple(group for group in groups if group != ("cite",))
    if kind == "charts" and fields.get("kind") == STRIP:
        groups = tuple(group if group != ("figures",) else ("event_kinds", "events") for group in groups)
    return [group for group in groups if not fields.keys() & set(group)]


def explained(kind: str, path: tuple[str, ...]) -> str:
    """Return what a field is for, and the words that it takes if it takes some words only."""
    model: type[Record] | None = KINDS[kind]
    for name in path[:-1]:
        model, _ = _record_of(model, name)
    field = model.model_fields[path[-1]] if model else None
    if field is None:
        return ""
    words = list(_words(field.annotation))
    said = (field.description or "").removesuffix(".")
    return f"{said} ({listed(words)})" if words else said


def _words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _words(part)


def _put(model: type[Record] | None, fields: Fields, path: tuple[str, ...], text: str) -> None:
    name, *rest = path
    inner, is_list = _record_of(model, name)
    held = fields.get(name)
    if not rest:
        fields[name] = text if held is None else [*_as_list(held), text]
        return
    last = _as_list(held)[-1] if held is not None else None
    if not isinstance(last, dict) or (is_list and _is_taken(inner, last, rest)):
        last = {}
        # A citation that stands alone needs no list.
        fields[name] = [last] if is_list and held is None and name != "cite" else _joined(held, last)
    _put(inner, last, tuple(rest), text)


def _joined(held: Value | None, item: Value) -> Value:
    return item if held is None else [*_as_list(held), item]


def _as_list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _is_taken(model: type[Record] | None, fields: Fields, path: list[str]) -> bool:
    """Return whether a record of a list has this field already, so that the next record begins."""
    if path[0] not in fields:
        return False
    inner, is_list = _record_of(model, path[0])
    if len(path) > 1 and inner is not None:
        held = fields[path[0]]
        return not is_list and isinstance(held, dict) and _is_taken(inner, held, path[1:])
    return not _takes_list(model, path[0])


def _record_of(model: type[Record] | None, name: str) -> tuple[type[Record] | None, bool]:
    """Return the model of the records that a field holds, if it holds any, and whether it takes several."""
    field = model.model_fields.get(name) if model else None
    if field is None:
        return None, False
    found = _find(field.annotation)
    return found, found is not None and _takes_list(model, name)


def _takes_list(model: type[Record] | None, name: str) -> bool:
    field = model.model_fields.get(name) if model else None
    return field is not None and "tuple[" in str(field.annotation)


def _find(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _find(part))), None)
