"""Our blocks in pymdownx's syntax: each becomes an element that remembers its block, rendered later."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import Any, Final

from markdown.preprocessors import Preprocessor
from pymdownx.blocks.block import Block as PymdownxBlock

from explainer.prose.blocks import BLOCKS, HEADER, Block, Option, option_lines, read_options
from explainer.problems import Position

MARK: Final = "explainer-block"
"""The attribute of an element that stands for a block; its value is the block's name."""
_UNREADABLE: Final = "explainer-unreadable-options"


class ExplainerBlock(PymdownxBlock):
    """A block whose options are never a reason to drop it: what is wrong with them is told in its place."""

    ARGUMENT = None

    def _validate(self, parent: etree.Element, arg: Any, **options: Any) -> bool:
        """Keep argument and options as they are written; the check judges them."""
        self.argument = arg or ""
        self.given = options
        self.options = {"attrs": {}}
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


class OptionsGuard(Preprocessor):
    """Takes options that cannot be read out of the way; with them pymdownx would print the block as text."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without unreadable options; they are marked in the block's argument."""
        kept = list(lines)
        for number in range(len(lines) - 1, -1, -1):
            match = HEADER.fullmatch(lines[number].rstrip())
            if match is None or match.group("name").lower() not in BLOCKS:
                continue
            indent = match.group("indent")
            found = option_lines(lines, number, indent)
            options, problems = read_options(found, "", 1)
            if problems or (found and not options):
                argument = match.group("argument") or ""
                kept[number] = f"{indent}{match.group('fence')} {match.group('name')} | {argument} {_UNREADABLE}"
                del kept[number + 1 : number + 1 + len(found)]
        return kept


def block_of(element: etree.Element) -> tuple[Block, bool]:
    """Return the block that an element stands for, and whether its options could be read."""
    argument = element.get("argument", "")
    readable = not argument.endswith(_UNREADABLE)
    nowhere = Position("")
    options = tuple(
        Option(name.removeprefix("option-"), tuple(value.split("\n")), nowhere)
        for name, value in element.attrib.items()
        if name.startswith("option-")
    )
    name = element.get(MARK, "")
    return Block(name, argument.removesuffix(_UNREADABLE).strip(), options, nowhere, nowhere, closed=True), readable


def _make(name: str) -> type[ExplainerBlock]:
    return type(f"{name.title()}Block", (ExplainerBlock,), {"NAME": name})


BLOCK_CLASSES: Final = tuple(_make(name) for name in BLOCKS)
