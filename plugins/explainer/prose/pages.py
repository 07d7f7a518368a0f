"""A page's raw text -> its references and blocks with their places; code, comments and escapes are left alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from explainer.load.nodes import Mapping, Scalar
from explainer.load.yaml_text import read_yaml
from explainer.problems import Position, Problem
from explainer.prose.blocks import Block, find_blocks
from explainer.prose.references import DEFINITION, REFERENCE, Reference, is_definition, read_references

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_REASON: Final = 'write uncited: {"24/7": "a way of speaking"}'
_FENCE: Final = re.compile(
    r"^(?P<indent>[ \t>]*(?:[-*+][ ]+|\d+[.)][ ]+)?)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$", re.MULTILINE
)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_SPAN: Final = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_RAW_ELEMENT: Final = re.compile(r"<(pre|code|script|style|textarea)\b[^>]*>", re.IGNORECASE)
_END_OF_ELEMENT: Final = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("pre", "code", "script", "style", "textarea")
}
_TAG: Final = re.compile(r"<[a-zA-Z/][^<>\n]*>")
_ALT: Final = re.compile(r"<img\b[^<>\n]*?\salt=\"([^\"<>\n]*)\"", re.IGNORECASE)
_INDENTED: Final = re.compile(r"^(?: {4}|[ ]{0,3}\t).*\S", re.MULTILINE)
_HOLDER: Final = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|:[ \t]|\[\^[^\]]+\]:|!!!|\?\?\?|===)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference in a page: its items, the words that it annotates ("" for none), its own text and place."""

    references: tuple[Reference, ...]
    words: str
    text: str
    where: Position
    start: int
    """Where it begins in its page's text."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's text holds for us; `uncited` are the numbers that its front matter excuses, with the reason."""

    file: str
    text: str = ""
    """The page without its front matter, code, comments and tags: the same length, the same lines."""
    mentions: tuple[Mention, ...] = ()
    blocks: tuple[Block, ...] = ()
    uncited: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    card: str = ""
    """Id of the figure that the page's front matter names for the picture that is shared with it."""
    card_at: Position | None = None


def read_page(text: str, file: str) -> Page:
    """Return the references and blocks of a page; problems are those of its syntax, not of what it names."""
    text, front_matter, problems = _cut_front_matter(text, file)
    uncited = _uncited(front_matter, problems)
    card, card_at = _card(front_matter, problems)
    without_code = _blank_code(text)
    text = _blank_tags(without_code)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    mentions = []
    links = {match.group("label").lower() for match in DEFINITION.finditer(text)}
    for match in REFERENCE.finditer(text):
        if is_definition(text, match) or (not match.group("words") and match.group("items").lower() in links):
            continue
        where = _position(starts, match.start("items") - 1, file)
        references = read_references(match.group("items"))
        if references is None:
            problems.append(not_a_reference(match.group("items"), where))
            continue
        mentions.append(Mention(references, match.group("words") or "", match.group(), where, match.start()))
    blocks, found = find_blocks(text, file)
    prose = _with_alts(text, without_code)
    return Page(file, prose, tuple(mentions), tuple(blocks), uncited, tuple(problems + found), card, card_at)


def not_a_reference(items: str, where: Position) -> Problem:
    """Return the problem of a bracket that opens like a reference and is none (reference-resolves)."""
    hint = "write [@id], [@id, p. 3], [@figure:2025-06-11] or [@a; @b]; a backslash in front leaves it as text"
    return Problem(where, "reference-resolves", f'"[{items[:60]}]" is not a reference', hint)


def _position(starts: list[int], index: int, file: str) -> Position:
    line = bisect_right(starts, index)
    return Position(file, line, index - starts[line - 1] + 1)


def _cut_front_matter(text: str, file: str) -> tuple[str, Mapping | None, list[Problem]]:
    """Return the text with its front matter blanked out, the front matter, and what is wrong with it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return text, None, []
    rest = _blank(match.group()) + text[match.end() :]
    node, problems = read_yaml(match.group(1), file, Position(file, 2))
    # Anchors and the like are the theme's business here, and MkDocs reads them.
    problems = [problem for problem in problems if problem.code in ("yaml-is-valid", "key-is-unique")]
    return rest, node if isinstance(node, Mapping) else None, problems


def _card(front_matter: Mapping | None, problems: list[Problem]) -> tuple[str, Position | None]:
    """Return the id that stands under "card", with its place; add what is wrong with it to the problems."""
    given = front_matter.items.get("card") if front_matter else None
    if front_matter is None or given is None:
        return "", None
    at = front_matter.keys["card"]
    if not isinstance(given, Scalar) or given.empty:
        problems.append(Problem(at, "type-matches", '"card" takes the id of a figure', "write card: and an id"))
        return "", at
    return given.text, at


def _uncited(front_matter: Mapping | None, problems: list[Problem]) -> dict[str, str]:
    """Return the numbers that front matter excuses; add what is wrong with them to the problems."""
    uncited: dict[str, str] = {}
    given = front_matter.items.get("uncited") if front_matter else None
    if front_matter is not None and given is not None:
        if isinstance(given, Mapping) and all(isinstance(item, Scalar) for item in given.items.values()):
            uncited = {key: item.text for key, item in given.items.items() if isinstance(item, Scalar)}
            problems += [
                Problem(given.keys[key], "field-is-required", f'"{key}" is excused without a reason', _REASON)
                for key, reason in uncited.items()
                if not reason.strip()
            ]
        else:
            message = '"uncited" takes numbers with a reason each'
            problems.append(Problem(front_matter.keys["uncited"], "type-matches", message, _REASON))
    return uncited


def blank_code(text: str) -> str:
    """Return the text with code, comments and tags blanked out: the same length, the same lines."""
    return _blank_tags(_blank_code(text))


def _blank_code(text: str) -> str:
    text = _blank_elements(_blank_indented(_blank_fences(text), text))
    for pattern in (_COMMENT, _CODE_SPAN):
        text = pattern.sub(lambda match: _blank(match.group()), text)
    return text


def _blank_tags(text: str) -> str:
    return _TAG.sub(lambda match: _blank(match.group()), text)


def _with_alts(text: str, with_tags: str) -> str:
    """Return a text with what its images say to those who do not see them, which stands in their tags."""
    parts, index = [], 0
    for match in _ALT.finditer(with_tags):
        parts += [text[index : match.start(1)], match.group(1)]
        index = match.end(1)
    return "".join([*parts, text[index:]]) if parts else text


def _blank_fences(text: str) -> str:
    parts = []
    index = 0
    while match := _FENCE.search(text, index):
        fence = match.group("fence")
        close = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        end = close.search(text, match.end())
        if end is None:  # Never closed: Markdown takes it as text.
            parts.append(text[index : match.end()])
            index = match.end()
            continue
        parts += [text[index : match.start()], _blank(text[match.start() : end.end()])]
        index = end.end()
    return "".join(parts) + text[index:]


def _blank_elements(text: str) -> str:
    """Return the text with what stands in HTML's elements for code blanked out; one without an end is left alone."""
    parts = []
    index = 0
    endless: set[str] = set()
    while match := _RAW_ELEMENT.search(text, index):
        name = match.group(1).lower()
        end = None if name in endless else _END_OF_ELEMENT[name].search(text, match.end())
        if end is None:
            endless.add(name)
        stop = end.end() if end else match.end()
        parts += [text[index : match.start()], _blank(text[match.start() : stop]) if end else match.group()]
        index = stop
    return "".join(parts) + text[index:]


def _blank_indented(text: str, original: str) -> str:
    """Return the text with its indented code blanked out, as far as it has anything that we would read.

    An indented line is code after an empty line where it is indented by four more than what it may belong to: the
    item of a list, a definition, a footnote or an admonition holds what is indented by four. In doubt it is text.
    """
    if not _INDENTED.search(text):
        return text
    lines = text.split("\n")
    above: list[tuple[int, int]] = []  # Lines that hold this one: their indentation, and from where on below is code.
    after_blank, in_code, code_from = True, False, 4
    for number, (line, written) in enumerate(zip(lines, original.split("\n"), strict=True)):
        if not written.strip():
            after_blank = True
            continue
        expanded = written.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        in_code = (after_blank or in_code) and bool(line.strip()) and indent >= (above[-1][1] if above else 4)
        if in_code:
            lines[number] = _blank(line)
        else:
            own = 4 * (indent // 4) + (8 if _HOLDER.match(line) else 4)
            code_from = own if after_blank else max(own, code_from)
            above.append((indent, code_from))
        after_blank = False
    return "\n".join(lines)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
