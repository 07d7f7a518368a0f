"""Our blocks in pymdownx's syntax: each becomes an element that remembers its block, rendered later."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from dataclasses import dataclass
from typing import Any, Final

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markupsafe import escape
from pymdownx.blocks.block import Block as PymdownxBlock

from explainer.problems import Position, Problem
from explainer.prose.blocks import BLOCKS, Block, Option, find_blocks, option_lines, read_options
from explainer.prose.pages import blank_code

MARK: Final = "explainer-block"
"""The attribute of an element that stands for a block; its value is the block's name."""
_KEPT: Final = re.compile(r" \| explainer-kept-block-(\d+)")


class ExplainerBlock(PymdownxBlock):  # type: ignore[misc]  # It comes without types.
    """A block whose options are never a reason to drop it: what is wrong with them is told in its place."""

    ARGUMENT = None

    def _validate(self, parent: etree.Element, arg: Any, **options: Any) -> bool:
        """Keep argument and options as they are written; the check judges them."""
        self.argument = arg or ""
        self.given = options
        self.options: dict[str, Any] = {"attrs": {}}
        return True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element that stands for the block; what a writer put into it follows it and is not lost."""
        holder = etree.SubElement(parent, "div")
        element = etree.SubElement(holder, "div")
        element.set(MARK, self.NAME)
        element.set("argument", self.argument)
        for name, value in self.given.items():
            values = value if isinstance(value, list) else [value]
            element.set(f"option-{name}", "\n".join(str(item) for item in values))
        return holder


@dataclass(frozen=True, slots=True)
class _Kept:
    """A block as it is written: its lines without their indentation, and what is wrong with its options."""

    block: Block
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


class BlockKeeper(Preprocessor):
    """Reads our blocks as the check does, and leaves pymdownx a block without options.

    Options that pymdownx cannot read turn its block into text, and those that it can are YAML's idea of them: `no`
    is False, and 2021-02-30 is no date.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.kept: list[_Kept] = []

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with a number in place of every block's argument and options."""
        self.kept = []
        text = "\n".join(lines)
        if "///" not in text:
            return lines
        left = list(lines)
        blocks, _ = find_blocks(blank_code(text), "")
        for block in reversed(blocks):
            number = block.where.line - 1
            indent = left[number][: block.where.column - 1]
            written = option_lines(left, number, indent)
            _, problems = read_options(written, "", 1)
            fence = left[number][len(indent) :]
            left[number : number + 1 + len(written)] = [
                f"{indent}{re.match('/+', fence)[0]} {block.name} | explainer-kept-block-{len(self.kept)}"  # type: ignore[index]
            ]
            self.kept.append(_Kept(block, tuple(problems), (fence, *written)))
        return left

    def block_of(self, element: etree.Element) -> tuple[Block, tuple[Problem, ...]]:
        """Return the block that an element stands for, and what is wrong with the way its options are written."""
        name, argument = element.get(MARK, ""), element.get("argument", "")
        match = _KEPT.fullmatch(f" | {argument}")
        if match:
            kept = self.kept[int(match.group(1))]
            return kept.block, kept.problems
        # Text that no page holds as such: another extension made it.
        nowhere = Position("")
        options = tuple(
            Option(name.removeprefix("option-"), tuple(value.split("\n")), nowhere)
            for name, value in element.attrib.items()
            if name.startswith("option-")
        )
        return Block(name, argument.strip(), options, nowhere, nowhere, closed=True), ()


class KeptText(Postprocessor):
    """Puts a block's own text back where Markdown took it for code."""

    def __init__(self, keeper: BlockKeeper) -> None:
        super().__init__(keeper.md)
        self.keeper = keeper

    def run(self, text: str) -> str:
        """Return the page with every block that was not printed as it is written."""
        return re.sub(rf"/+ [\w-]+{_KEPT.pattern}", self._written, text) if self.keeper.kept else text

    def _written(self, match: re.Match[str]) -> str:
        return str(escape("\n".join(self.keeper.kept[int(match.group(1))].lines)))


def _make(name: str) -> type[ExplainerBlock]:
    return type(f"{name.title()}Block", (ExplainerBlock,), {"NAME": name})


BLOCK_CLASSES: Final = tuple(_make(name) for name in BLOCKS)
