"""YAML text -> nodes, through PyYAML's C composer and our own walk over what it composed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import yaml

from explainer.load.nodes import Mapping, Node, Scalar, Sequence
from explainer.load.text import MAX_FIELD_CHARACTERS, unclean, unclean_problem
from explainer.problems import Position, Problem

try:
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

MAX_DEPTH: Final = 20
_SAFE_DEPTH: Final = 200  # The C composer recurses on the C stack and dies near ten thousand levels.
_BLOCK_HEADER: Final = re.compile(r"[|>][^\n]*")
_LOST_COMMENT: Final = re.compile(r"[ \t]+(#[^\s#][^\n]*)")


def read_yaml(text: str, file: str, start: Position | None = None) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text (None where it is empty or not YAML) and what is wrong with it.

    `start` is where the text begins in its file, when it is a part of one (a block's options).
    Problems: yaml-is-valid, yaml-is-plain, key-is-unique, text-is-clean.
    """
    return _Reader(text, file, start or Position(file)).read()


class _Reader:
    """One pass over one text; holds what every step of the walk needs: the text and the problems."""

    def __init__(self, text: str, file: str, start: Position) -> None:
        self.text = text
        self.file = file
        self.start = start
        self.problems: list[Problem] = []
        self.has_properties = False

    def read(self) -> tuple[Node | None, list[Problem]]:
        if _may_nest_deeply(self.text) and self._is_too_deep():
            return None, self.problems
        try:
            composed = yaml.compose(self.text, Loader=YamlLoader)
        except yaml.MarkedYAMLError as error:
            self._add_error(error)
            return None, self.problems
        except (yaml.YAMLError, RecursionError) as error:
            self._add(self.start, "yaml-is-valid", f"the file is not YAML: {error}")
            return None, self.problems
        node = None if composed is None else self._walk(composed, 1)
        if self.has_properties:
            self._add_properties()
        return node, self.problems

    def _add(self, where: Position, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))

    def _place(self, mark: yaml.Mark) -> Position:
        column = mark.column + (self.start.column if mark.line == 0 else 1)
        return Position(self.file, self.start.line + mark.line, column)

    def _walk(self, node: yaml.Node, depth: int) -> Node:
        where = self._place(node.start_mark)
        # The composer keeps no anchor and resolves every alias: only the text tells that they were there.
        if self.text[node.start_mark.index : node.start_mark.index + 1] in ("&", "!"):
            self.has_properties = True
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, where)
        if depth > MAX_DEPTH:
            if depth == MAX_DEPTH + 1:
                self._add_too_deep(where)
            return Scalar("", where, empty=True)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self._walk(item, depth + 1) for item in node.value), where)
        return self._mapping(node, where, depth)

    def _mapping(self, node: yaml.MappingNode, where: Position, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        dropped: list[Node] = []
        for key_node, value_node in node.value:
            value = self._walk(value_node, depth + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                self._add(self._place(key_node.start_mark), "yaml-is-plain", "a list or mapping stands as a key")
                continue
            key = self._walk(key_node, depth + 1)
            assert isinstance(key, Scalar)
            if key.text == "<<" and key_node.style is None:
                hint = "write the fields out in every record"
                self._add(key.where, "yaml-is-plain", "a merge key (<<) stands here", hint)
            elif key.text in items:
                message = f'the key "{key.text}" stands here a second time (first in line {keys[key.text].line})'
                self._add(key.where, "key-is-unique", message, "keep one of the two")
                dropped.append(value)
            else:
                items[key.text] = value
                keys[key.text] = key.where
        return Mapping(items, keys, where, tuple(dropped))

    def _scalar(self, node: yaml.ScalarNode, where: Position) -> Scalar:
        text: str = node.value
        empty = node.style is None and node.tag == "tag:yaml.org,2002:null"
        if node.style in ("|", ">"):
            text = self._block(node, where)
        elif node.style is None:
            self._check_comment(node)
        if len(text) > MAX_FIELD_CHARACTERS:
            message = f"the text has {len(text):,} characters; the limit is {MAX_FIELD_CHARACTERS:,} a field"
            self._add(where, "text-is-clean", message, "shorten it")
        # Only an escape in double quotes can bring a character that the file's own text does not have.
        if node.style == '"' and (character := unclean(text)):
            self.problems.append(unclean_problem(character, where))
        return Scalar(text, where, empty)

    def _block(self, node: yaml.ScalarNode, where: Position) -> str:
        """Return a block's text without its last line end; a number after > or | would be lost in silence."""
        header = _BLOCK_HEADER.match(self.text, node.start_mark.index)
        text: str = node.value.rstrip("\n")
        if text or header is None:
            return text
        return header.group().split(" #")[0].rstrip()

    def _check_comment(self, node: yaml.ScalarNode) -> None:
        match = _LOST_COMMENT.match(self.text, node.end_mark.index)
        if match and node.tag == "tag:yaml.org,2002:str":
            where = self._place(node.end_mark)
            column = where.column + match.start(1) - match.start()
            where = Position(where.file, where.line, column)
            message = f'"{match.group(1)[:40].rstrip()}" is read as a comment and lost'
            hint = "put the whole text in quotes, or write a space after the # of a comment"
            self._add(where, "yaml-is-plain", message, hint)

    def _add_properties(self) -> None:
        for event in self._events():
            where = self._place(event.start_mark)
            if isinstance(event, yaml.AliasEvent):
                self._add(where, "yaml-is-plain", f"an alias (*{event.anchor}) stands here", "write the text out")
            elif getattr(event, "anchor", None):
                hint = "delete it, or put the text in quotes if it starts with &"
                self._add(where, "yaml-is-plain", f"an anchor (&{event.anchor}) stands here", hint)
            elif isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
                hint = "delete it, or put the text in quotes if it starts with !"
                self._add(where, "yaml-is-plain", f"a tag ({_short_tag(event.tag)}) stands here", hint)

    def _events(self) -> Iterator[yaml.Event]:
        yield from yaml.parse(self.text, Loader=YamlLoader)

    def _is_too_deep(self) -> bool:
        depth = 0
        try:
            for event in self._events():
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth > MAX_DEPTH:
                    self._add_too_deep(self._place(event.start_mark))
                    return True
        except yaml.MarkedYAMLError as error:
            self._add_error(error)
            return True
        return False

    def _add_too_deep(self, where: Position) -> None:
        message = f"lists and mappings are nested here more than {MAX_DEPTH} levels deep; the limit is {MAX_DEPTH}"
        self._add(where, "yaml-is-plain", message, "a record needs four or five levels; look for a stray bracket")

    def _add_error(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        where = self._place(mark) if mark else self.start
        said = error.problem or "it cannot be read"
        if "undefined alias" in said:
            hint = "put the text in quotes if it starts with *"
            self._add(where, "yaml-is-plain", "an alias (*) stands here", hint)
        elif "another document" in said:
            hint = "delete the line ---, or move what follows to a file of its own"
            self._add(where, "yaml-is-plain", "a second YAML document starts here", hint)
        elif (quote := self._runaway_quote(error)) is not None:
            self._add(quote, "yaml-is-valid", "this quotation mark is not closed where it should be")
        else:
            if error.context and "flow" in error.context and error.context_mark:
                where = self._place(error.context_mark)
                said = "this bracket is not closed, or a comma is missing in it"
            self._add(where, "yaml-is-valid", f"this is not YAML: {said}", _syntax_hint(said, self._line(mark)))

    def _line(self, mark: yaml.Mark | None) -> str:
        lines = self.text.split("\n")
        return lines[mark.line] if mark and mark.line < len(lines) else ""

    def _runaway_quote(self, error: yaml.MarkedYAMLError) -> Position | None:
        """Return where a quotation starts that swallowed the lines up to the error, if one did."""
        if error.context and "quoted scalar" in error.context and error.context_mark:
            return self._place(error.context_mark)
        last = None
        try:
            for event in self._events():
                if isinstance(event, yaml.ScalarEvent):
                    last = event
        except yaml.YAMLError:
            pass
        mark = error.problem_mark
        if last is None or mark is None or last.style not in ('"', "'"):
            return None
        spans = last.start_mark.line < last.end_mark.line == mark.line
        return self._place(last.start_mark) if spans else None


def _may_nest_deeply(text: str) -> bool:
    """Return whether a cheap upper bound of the depth is above what the composer surely survives."""
    if text.count("[") + text.count("{") > _SAFE_DEPTH:
        return True
    return any(
        len(line) - len(line.lstrip(" -?")) > _SAFE_DEPTH // 2 for line in text.split("\n") if line[:1] in " -?"
    )


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _syntax_hint(said: str, line: str) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, never with tabs"
    if "mapping values are not allowed" in said:
        return 'put a text that holds ": " in quotes, and look at the indentation of this line and the one above'
    if "cannot start any token" in said:
        return "put a text that starts with one of @ ` % in quotes; indent with spaces, never with tabs"
    if "bracket" in said:
        return "close the bracket, or put a text that starts with [ or { in quotes"
    return "look at the quotation marks and the indentation of this line and the one above"
