"""The tree of a facts file: values with their exact text and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from explainer.problems import Position


class Scalar(NamedTuple):
    """A value's exact text; `empty` is nothing at all: no text, spaces only, an unquoted ~ or null."""

    text: str
    where: Position
    empty: bool = False


@dataclass(slots=True, frozen=True)
class Sequence:
    """A list of values, in file order."""

    items: tuple[Node, ...]
    where: Position


@dataclass(slots=True, frozen=True)
class Mapping:
    """Values by key, in file order, and where each key stands.

    `dropped` are the values of keys that stand a second time, which are a problem and are not read.
    """

    items: dict[str, Node]
    keys: dict[str, Position]
    where: Position
    dropped: tuple[Node, ...] = ()


Node = Scalar | Sequence | Mapping

Path = tuple[str | int, ...]


def plain(node: Node) -> Any:
    """Return the node as dicts, lists and strings; an empty value is None."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.items.items()}


def words_of(node: Node) -> Iterator[str]:
    """Yield every key and every text in a tree that is not read: whatever ids it holds are among them."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from words_of(item)
    else:
        yield from node.items
        for value in (*node.items.values(), *node.dropped):
            yield from words_of(value)


def find(node: Node, path: Path) -> Node | None:
    """Return what stands at `path`, or None."""
    current: Node | None = node
    for step in path:
        if isinstance(current, Sequence) and isinstance(step, int) and step < len(current.items):
            current = current.items[step]
        elif isinstance(current, Mapping) and isinstance(step, str):
            current = current.items.get(step)
        else:
            return None
    return current


def renamed(node: Node, path: Path, name: str) -> Node:
    """Return the tree with the key at the end of `path` named otherwise; like `place`, a path may be finer."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    if isinstance(node, Sequence) and isinstance(step, int):
        items = (renamed(item, rest, name) if index == step else item for index, item in enumerate(node.items))
        return Sequence(tuple(items), node.where)
    if not isinstance(node, Mapping) or step not in node.items:
        return renamed(node, rest, name) if isinstance(step, int) else node
    new = name if not rest else str(step)
    values = {new if key == step else key: value for key, value in node.items.items()}
    keys = {new if key == step else key: where for key, where in node.keys.items()}
    values[new] = renamed(values[new], rest, name)
    return Mapping(values, keys, node.where, node.dropped)


def place(node: Node, path: Path, start: Position) -> Position:
    """Return where the value at `path` stands, or the deepest place on the way to it that exists.

    A field's place is its key's. `start` is the place of the node itself: a record's is that of its id.
    A path may be finer than the file: one citation may be written without its list, or as a bare id.
    """
    where = start
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            where = node.where
        elif isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            where = node.keys[step]
            node = node.items[step]
        elif isinstance(step, str):
            break
    return where
