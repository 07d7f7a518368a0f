"""YAML text -> nodes, through PyYAML's C composer and our own walk over what it composed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import yaml

from explainer.load.nodes import Mapping, Node, Scalar, Sequence
from explainer.load.text import MAX_FIELD_CHARACTERS, unclean, unclean_problem
from explainer.problems import Position, Problem

try:
    from yaml import CSafeLoader as YamlLoader
except ImportError:  # PyYAML built without libyaml: slower, same answers
    from yaml import SafeLoader as YamlLoader  # type: ignore[assignment]

if TYPE_CHECKING:
    # Python's own mark of a place, and libyaml's.
    Mark = yaml.error.Mark | yaml._yaml.Mark

MAX_DEPTH: Final = 20
_SAFE_DEPTH: Final = 200  # The C composer recurses on the C stack and dies near ten thousand levels.
_BLOCK_HEADER: Final = re.compile(r"[|>][^\n]*")
_KEY: Final = re.compile(r":(?:\s|$)")
_LOST_COMMENT: Final = re.compile(r"[ \t]+(#[^\s#][^\n]*)")


def read_yaml(text: str, file: str, start: Position | None = None) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text (None where it is empty or not YAML) and what is wrong with it.

    `start` is where the text begins in its file, when it is a part of one (a block's options).
    Problems: yaml-is-valid, yaml-is-plain, key-is-unique, text-is-clean.
    """
    return _Reader(text, file, start or Position(file)).read()


def compose(text: str, file: str, max_depth: int) -> tuple[yaml.Node | None, Problem | None]:
    """Return PyYAML's own tree of a text that is YAML and no facts (the settings), or why there is none."""
    reader = _Reader(text, file, Position(file))
    try:
        if mark := reader.find_deeper_than(max_depth):
            reader.add_too_deep(mark, max_depth)
        else:
            return yaml.compose(text, Loader=YamlLoader), None
    except yaml.YAMLError as error:
        reader.add_error(error)
    return None, reader.problems[0]


class _Reader:
    """One pass over one text; holds what every step of the walk needs: the text and the problems."""

    def __init__(self, text: str, file: str, start: Position) -> None:
        self.text = text
        self.file = file
        self.start = start
        self.problems: list[Problem] = []
        self.has_properties = False

    def read(self) -> tuple[Node | None, list[Problem]]:
        try:
            if _may_nest_deeply(self.text) and (mark := self.find_deeper_than(MAX_DEPTH)):
                self.add_too_deep(mark, MAX_DEPTH)
                return None, self.problems
            composed = yaml.compose(self.text, Loader=YamlLoader)
        except yaml.YAMLError as error:
            self.add_error(error)
            return None, self.problems
        node = None if composed is None else self._walk(composed, 1)
        if self.has_properties:
            self._add_properties()
        return node, self.problems

    def _add(self, where: Position, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(where, code, message, hint))

    def _place(self, mark: Mark) -> Position:
        return self._at(mark.line, mark.column)

    def _at(self, line: int, column: int) -> Position:
        """Return the place of a line and column of the text, both counted from 0."""
        return Position(self.file, self.start.line + line, column + (self.start.column if line == 0 else 1))

    def _walk(self, node: yaml.Node, depth: int) -> Node:
        mark = node.start_mark
        where = self._at(mark.line, mark.column)
        # The composer keeps no anchor and resolves every alias: only the text tells that they were there.
        if self.text[mark.index : mark.index + 1] in ("&", "!"):
            self.has_properties = True
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, where)
        if depth > MAX_DEPTH:
            if depth == MAX_DEPTH + 1:
                self.add_too_deep(node.start_mark, MAX_DEPTH)
            return Scalar("", where, empty=True)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where, depth)
        return Sequence(tuple(self._walk(item, depth + 1) for item in node.value), where)

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
            if key.text == "<<" and not key_node.style:
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
        # A plain scalar's style is None to Python's loader and "" to libyaml's.
        empty = not text.strip() or (not node.style and node.tag == "tag:yaml.org,2002:null")
        if node.style in ("|", ">"):
            text = self._block(node)
            empty = not text
        elif not node.style:
            self._check_comment(node)
        if len(text) > MAX_FIELD_CHARACTERS:
            message = f"the text has {len(text):,} characters; the limit is {MAX_FIELD_CHARACTERS:,} a field"
            self._add(where, "text-is-clean", message, "shorten it")
        # Only an escape in double quotes can bring a character that the file's own text does not have.
        if node.style == '"' and (character := unclean(text)):
            self.problems.append(unclean_problem(character, where))
        return Scalar(text, where, empty)

    def _block(self, node: yaml.ScalarNode) -> str:
        """Return a block's text without its last line end; a number after > or | would be lost in silence."""
        header = _BLOCK_HEADER.match(self.text, node.start_mark.index)
        text: str = node.value.rstrip("\n")
        if text or header is None:
            return text
        written = header.group().split(" #")[0].rstrip()
        return written if len(written.rstrip("+-")) > 1 else ""

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
            where = self._place(event.start_mark) if event.start_mark else self.start
            anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
            if isinstance(event, yaml.AliasEvent):
                self._add(where, "yaml-is-plain", f"an alias (*{anchor}) stands here", "write the text out")
            elif anchor:
                hint = "delete it, or put the text in quotes if it starts with &"
                self._add(where, "yaml-is-plain", f"an anchor (&{anchor}) stands here", hint)
            elif tag and isinstance(event, yaml.NodeEvent):
                hint = "delete it, or put the text in quotes if it starts with !"
                self._add(where, "yaml-is-plain", f"a tag ({_short_tag(tag)}) stands here", hint)

    def _events(self) -> Iterator[yaml.Event]:
        yield from yaml.parse(self.text, Loader=YamlLoader)

    def find_deeper_than(self, limit: int) -> Mark | None:
        """Return where the text nests deeper than the limit, or None; raise YAMLError where it is not YAML."""
        depth = 0
        for event in self._events():
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > limit:
                return event.start_mark
        return None

    def add_too_deep(self, mark: Mark, limit: int) -> None:
        """Add the problem of a text that nests too deeply."""
        message = f"lists and mappings are nested here more than {limit} levels deep; the limit is {limit}"
        hint = "a record needs four or five levels; look for a stray bracket"
        self._add(self._place(mark), "yaml-is-plain", message, hint)

    def add_error(self, error: yaml.YAMLError) -> None:
        """Add the problem that libyaml found, at the line that is to blame."""
        if not isinstance(error, yaml.MarkedYAMLError):
            self._add(self.start, "yaml-is-valid", f"the file is not YAML: {error}")
            return
        mark = error.problem_mark or error.context_mark
        said = error.problem or "it cannot be read"
        if mark is None:
            self._add(self.start, "yaml-is-valid", f"this is not YAML: {said}")
        elif "undefined alias" in said:
            hint = "put the text in quotes if it starts with *"
            self._add(self._place(mark), "yaml-is-plain", "an alias (*) stands here", hint)
        elif "another document" in said:
            hint = "delete the line ---, or move what follows to a file of its own"
            self._add(self._place(mark), "yaml-is-plain", "a second YAML document starts here", hint)
        elif (quote := self._runaway_quote(error)) is not None:
            self._add(quote, "yaml-is-valid", "this quotation mark is not closed where it should be")
        else:
            self._add_syntax_error(error, mark, said)

    def _add_syntax_error(self, error: yaml.MarkedYAMLError, mark: Mark, said: str) -> None:
        lines = self.text.rstrip().split("\n")
        line, column = mark.line, mark.column
        context, start = error.context or "", error.context_mark
        if start is not None and ("flow" in context or "simple key" in context):
            line, column = start.line, start.column
        if line >= len(lines):  # What lacks at the end of the file is missed at its last line.
            line, column = len(lines) - 1, len(lines[-1])
        if "flow" in context:
            said = "this bracket is not closed, or a comma is missing in it"
        elif "mapping values are not allowed" in said and (above := _culprit(lines, line, column)) != line:
            line, column = above, _indent(lines[above])
            said = said if _KEY.search(lines[line]) else "could not find expected ':'"
        hint = _syntax_hint(said, lines[line])
        self._add(self._at(line, column), "yaml-is-valid", f"this is not YAML: {said}", hint)

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
        if last is None or mark is None or last.start_mark is None or last.end_mark is None:
            return None
        if last.style not in ('"', "'"):
            return None
        spans = last.start_mark.line < last.end_mark.line == mark.line
        return self._place(last.start_mark) if spans else None


def _culprit(lines: list[str], line: int, column: int) -> int:
    """Return the line that is to blame where libyaml stumbles over a colon: it may be the line above.

    A line without a colon, with a dash but no space, or with another indentation than its neighbours on both sides
    is taken as the start of a text that runs on.
    """
    above = [number for number in range(max(0, line - 50), line) if lines[number].split("#")[0].strip()][-2:]
    if not above or _KEY.search(lines[line][:column]):
        return line
    before, second = lines[above[-1]], lines[above[0]] if len(above) > 1 else ""
    if re.match(r"[ ]*-[^\s-]", before):
        return above[-1]
    if _KEY.search(before) is None:
        runs_on = _indent(before) > _indent(second) and re.search(r":[ ]+\S", second)
        return line if runs_on else above[-1]
    stands_out = second and _indent(second) == _indent(lines[line]) != _indent(before)
    return above[-1] if stands_out else line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _may_nest_deeply(text: str) -> bool:
    """Return whether a cheap upper bound of the depth is above what the composer surely survives."""
    if text.count("[") + text.count("{") > _SAFE_DEPTH and _open_brackets(text) > _SAFE_DEPTH:
        return True
    return any(len(line) - len(line.lstrip(" -?")) > _SAFE_DEPTH // 2 for line in text.split("\n") if line[:1] in " -?")


def _open_brackets(text: str) -> int:
    """Return at least as many brackets as can be open at once.

    What closes in its own line is open no longer behind it, unless a quotation or comment may hold what seems to
    close it.
    """
    count = most = 0
    for line in text.split("\n"):
        opened = line.count("[") + line.count("{")
        if opened:
            most = max(most, opened)
            hidden = "'" in line or '"' in line or "#" in line
            count += opened if hidden else max(0, opened - line.count("]") - line.count("}"))
    return count + most


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _syntax_hint(said: str, line: str) -> str:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "indent with spaces, never with tabs"
    if "expected ':'" in said:
        return "write a colon and a space after the name of a field, and a dash and a space before an item of a list"
    if "mapping values are not allowed" in said:
        return 'put a text that holds ": " in quotes, and look at the indentation of this line and the one above'
    if "cannot start any token" in said:
        return "put a text that starts with one of @ ` % in quotes; indent with spaces, never with tabs"
    if "comment or line break" in said:
        return "put a text that starts with > or | in quotes"
    if "bracket" in said:
        return "close the bracket, or put a text that starts with [ or { in quotes"
    return "look at the quotation marks and the indentation of this line and the one above"
