"""The syntax of blocks: /// timeline | argument, and the options indented below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from explainer.load.nodes import Mapping, Scalar, Sequence
from explainer.load.yaml_text import read_yaml
from explainer.problems import Position, Problem

FILTERS: Final = ("kinds", "actors", "tags", "from", "to", "order")
BLOCKS: Final[dict[str, tuple[str, ...]]] = {
    "timeline": FILTERS,
    "figures": FILTERS,
    "events": FILTERS,
    "sources": FILTERS,
    "notes": FILTERS,
    "chart": (),
    "dispute": (),
    "facts": (),
    "changes": (),
    "corrections": (),
    "coverage": (),
    "key": (),
}
"""The options of every block by its name."""

# Blocks of pymdownx whose names are near ours.
_OTHER_BLOCKS: Final = frozenset({"note", "figure-caption", "caption"})

WITH_ARGUMENT: Final = frozenset({"chart", "dispute", "facts"})

# The same as in pymdownx.blocks, which decides what is a block in the end.
HEADER: Final = re.compile(
    r"(?P<indent>[ \t]*(?:>[ ]?)*)(?P<fence>/{3,})[ ]*(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?)[ ]*)?"
)
_OPTION_LINE: Final = re.compile(r"[ ]{4,}\S.*")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a block: its values as they are written."""

    name: str
    values: tuple[str, ...]
    where: Position


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it stands in a page: `where` is its header, `argument_at` the place of the argument."""

    name: str
    argument: str
    options: tuple[Option, ...]
    where: Position
    argument_at: Position
    closed: bool


def find_blocks(text: str, file: str) -> tuple[list[Block], list[Problem]]:
    """Return our blocks in a page's text (code and comments blanked out), and problems of their options' YAML."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = HEADER.fullmatch(line.rstrip())
        if match is None:
            continue
        if match.group("name").lower() not in BLOCKS:
            problems += _misspelt(match, Position(file, number + 1, match.start("name") + 1))
            continue
        indent = match.group("indent")
        options, found = read_options(option_lines(lines, number, indent), file, number + 2, len(indent))
        problems += found
        blocks.append(
            Block(
                match.group("name").lower(),
                match.group("argument") or "",
                options,
                Position(file, number + 1, match.start("fence") + 1),
                Position(file, number + 1, max(match.start("argument"), match.start("fence")) + 1),
                _is_closed(lines, number, match.group("fence")),
            )
        )
    return blocks, problems


def _misspelt(match: re.Match[str], where: Position) -> Iterator[Problem]:
    """Yield a problem where a block's name is all but one of ours; others are other extensions' business."""
    name = match.group("name").lower()
    near = get_close_matches(name, BLOCKS, n=1, cutoff=0.8)
    if near and name not in _OTHER_BLOCKS:
        message = f'"/// {match.group("name")}" is no block'
        yield Problem(where, "option-is-known", message, f'did you mean "/// {near[0]}"?')


def option_lines(lines: list[str], header: int, indent: str) -> list[str]:
    """Return the lines right below a block's header that are its options, without the block's own indentation."""
    found = []
    for number in range(header + 1, len(lines)):  # A slice would copy the whole page for every block.
        line = lines[number]
        inner = line[len(indent) :] if line.startswith(indent) else ""
        if not _OPTION_LINE.fullmatch(inner):
            break
        found.append(inner)
    return found


def read_options(lines: list[str], file: str, line: int, column: int = 0) -> tuple[tuple[Option, ...], list[Problem]]:
    """Return the options in the lines; their first line is `line` of the file.

    Problems: yaml-is-valid, yaml-is-plain, key-is-unique, type-matches.
    """
    if not lines:
        return (), []
    margin = min(len(text) - len(text.lstrip()) for text in lines)
    text = "\n".join(content[margin:] for content in lines) + "\n"
    node, problems = read_yaml(text, file, Position(file, line, 1))
    shift = column + margin
    problems = [_shifted(problem, shift) for problem in problems]
    if node is None:
        return (), problems
    where = Position(file, line, shift + 1)
    if not isinstance(node, Mapping):
        return (), [*problems, Problem(where, "type-matches", "a block's options are written as name: value")]
    options = []
    for name, value in node.items.items():
        at = node.keys[name]
        at = Position(at.file, at.line, at.column + shift)
        items = value.items if isinstance(value, Sequence) else (value,)
        values = tuple(item.text for item in items if isinstance(item, Scalar) and not item.empty)
        if len(values) != len(items):
            message = f'the option "{name}" takes a word or a list of words'
            problems.append(Problem(at, "type-matches", message, "write a value, or delete the line"))
        options.append(Option(name, values, at))
    return tuple(options), problems


def _shifted(problem: Problem, columns: int) -> Problem:
    where = Position(problem.where.file, problem.where.line, problem.where.column + columns)
    return Problem(where, problem.code, problem.message, problem.hint)


def _is_closed(lines: list[str], header: int, fence: str) -> bool:
    """Return whether the block's own closing line comes before another block of ours starts."""
    for number in range(header + 1, len(lines)):
        line = lines[number]
        bare = line.strip(" \t>")
        if bare == fence:
            return True
        match = HEADER.fullmatch(line.rstrip())
        if match and match.group("fence") == fence and match.group("name").lower() in BLOCKS:
            return False
    return False
