"""A facts file as an editor's program sees it: read by YAML's core schema, held against the JSON Schema."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from explainer.editing.facts_schema import facts_schema

# Libyaml's where it is there, so that what is YAML to the reader is YAML here.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CoreLoader(Loader):  # type: ignore[misc]
    """Reads as YAML 1.2 does: a date is a text, `no` is a text, `010` is ten."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+0123456789.")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _integer(loader: CoreLoader, node: yaml.ScalarNode) -> int:
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


def _decimal(loader: CoreLoader, node: yaml.ScalarNode) -> float:
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


CoreLoader.add_constructor("tag:yaml.org,2002:int", _integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", _decimal)

_VALIDATOR = Draft7Validator(facts_schema())


def slips(text: str) -> list[str]:
    """Return what the schema finds wrong in a facts file: each as the path to it and the words of an editor."""
    found = _VALIDATOR.iter_errors(yaml.load(text, Loader=CoreLoader))
    return sorted(
        f"{'.'.join(map(str, error.absolute_path))}: "
        + str(
            error.schema.get("errorMessage")
            or (error.schema.get("patternErrorMessage") if error.validator == "pattern" else None)
            or ("not one of the words" if error.validator == "enum" else error.message)
        )
        for error in found
    )
