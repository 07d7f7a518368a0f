"""A record's fields -> lines of YAML that our own reader reads as exactly these fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from explainer.load.nodes import plain
from explainer.load.yaml_text import read_yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Fields = dict[str, Value]
"""What stands in a record: texts, lists and mappings of texts."""

# To other programs that read YAML these are no texts, or a block of text starts with them.
_QUOTED: Final = re.compile(r"(?:true|false|yes|no|on|off|null|~)\Z|[|>]|.*\n", re.IGNORECASE)


def record_lines(id: str, fields: Fields, *, indent: int, step: int) -> list[str]:
    """Return a record under its id, indented by `indent`, and everything in it by `step` more a level."""
    return [f"{' ' * indent}{_key(id)}:", *_mapping(fields, indent + step, step)]


def _mapping(fields: Fields, indent: int, step: int) -> Iterator[str]:
    for name, value in fields.items():
        start = f"{' ' * indent}{_key(name)}:"
        if isinstance(value, str):
            yield f"{start} {_text(value)}"
        else:
            yield start
            yield from _nested(value, indent + step, step)


def _nested(value: Value, indent: int, step: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{' ' * indent}{_text(value)}"
    elif isinstance(value, dict):
        yield from _mapping(value, indent, step)
    else:
        for item in value:
            # What stands behind a dash and a space starts two columns further.
            first, *others = _nested(item, indent + 2, step)
            yield f"{' ' * indent}- {first.lstrip(' ')}"
            yield from others


@lru_cache(maxsize=256)
def _text(text: str) -> str:
    """Return a text as it stands behind a colon or a dash: bare where it reads as itself there, else quoted."""
    read_bare = {"a": text, "b": [text]}
    if not _QUOTED.match(text) and _reads(f"a: {text}\nb:\n  - {text}\n", read_bare):
        return text
    return json.dumps(text, ensure_ascii=False)


@lru_cache(maxsize=256)
def _key(text: str) -> str:
    if not _QUOTED.match(text) and _reads(f"{text}: a\n", {text: "a"}):
        return text
    return json.dumps(text, ensure_ascii=False)


def _reads(written: str, meant: object) -> bool:
    node, problems = read_yaml(written, "")
    return node is not None and not problems and plain(node) == meant
