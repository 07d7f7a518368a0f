"""Every field that a fact may have stands in the field reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explainer.check.options import NAMES
from explainer.load.csv_text import COLUMNS
from explainer.model.facts import KINDS
from explainer.model.kinds import chart_kinds
from explainer.model.records import Record
from explainer.prose.blocks import BLOCKS

PAGE = (Path(__file__).parents[2] / "docs" / "editing" / "fields.md").read_text("utf-8")


def records(annotation: Any) -> Iterator[type[Record]]:
    """Yield every record that a type holds, and those within it."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
        for field in annotation.model_fields.values():
            yield from records(field.annotation)
    for argument in getattr(annotation, "__args__", ()):
        yield from records(argument)


FIELDS = sorted({name for kind in KINDS.values() for record in records(kind) for name in record.model_fields})


@pytest.mark.parametrize("name", [*FIELDS, *KINDS, *COLUMNS, *NAMES, *chart_kinds()])
def test_name_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", BLOCKS)
def test_block_is_documented(name: str) -> None:
    assert f"/// {name}" in PAGE
