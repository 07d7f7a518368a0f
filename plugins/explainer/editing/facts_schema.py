"""The models -> the JSON Schema of a facts file, by which an editor's program completes words and flags slips.

It is draft 7, which every such program reads. It accepts all that the reader accepts; what no schema can tell
(whether an id is known, whether a number agrees with its source) is left to the check. `errorMessage`,
`patternErrorMessage` and `doNotSuggest` are no part of JSON Schema: programs that do not know them pass over them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import NullableSchema, WithDefaultSchema

from explainer.check.values import FORMS
from explainer.model.dates import EdtfDate
from explainer.model.drawn import STRIP
from explainer.model.facts import KINDS, Facts
from explainer.model.fields import ID_PATTERN, MAX_ID, SCHEMAS
from explainer.model.figures import Derivation
from explainer.problems import listed

FILE_NAME: Final = "facts.schema.json"
"""The schema's name in a folder of facts."""

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_SINGULAR: Final = {kind: model.__name__ for kind, model in KINDS.items()}
_OPERATORS: Final = tuple(name for name in Derivation.model_fields if name != "round")
_OF_TWO: Final = ("ratio", "share")
_OF_SEVERAL: Final = ("difference", *_OF_TWO)
_ID_RULE: Final = f"an id is lower-case letters, digits and inner hyphens, {MAX_ID} characters at most"
_RANGE: Final = "low and high"
_SINGLE_FORMS: Final = tuple(names for names in FORMS.values() if len(names) == 1 and names != ("value",))
# Windows cannot make a file of these names, and a fact's id becomes one.
_ID_OF_RECORD: Final = rf"^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$){ID_PATTERN.removeprefix('^')}"

NAMED: Final[Mapping[str, str]] = {
    "source": "sources",
    "cite": "sources",
    "via": "sources",
    "claimant": "actors",
    "actors": "actors",
    "figure": "figures",
    "figures": "figures",
    "events": "events",
    **dict.fromkeys(_OPERATORS, "figures"),
}
"""The fields that name other facts by id, and the kind of those facts."""


def facts_schema(known: Facts | None = None) -> JsonSchemaValue:
    """Return the schema of a facts file; the ids of `known` facts are proposed where a field names such a fact.

    An id that is not among them is no slip: it may have been added since.
    """
    _, models = models_json_schema(
        [(model, "validation") for model in KINDS.values()],
        ref_template="#/definitions/{model}",
        schema_generator=_Generator,
    )
    records: dict[str, JsonSchemaValue] = models["$defs"]
    records.pop(EdtfDate.__name__, None)  # Pydantic keeps it, though every date has a schema of its own.
    for name, conditions in _conditions().items():
        records[name]["allOf"] = conditions
    _count_items(records)
    if known is not None:
        for record in records.values():
            _propose(record["properties"], known)
    return {
        "$schema": _DRAFT,
        "title": "Facts of an annotated explainer",
        "type": ["object", "null"],
        "properties": {kind: _kind(kind, records[name]["description"]) for kind, name in _SINGULAR.items()},
        "additionalProperties": False,
        "definitions": SCHEMAS | {name: _named(records[name]) for name in sorted(records)},
    }


def schema_text(known: Facts | None = None) -> str:
    """Return the schema as the text of its file: the same bytes for the same models."""
    return json.dumps(facts_schema(known), ensure_ascii=False, indent=2) + "\n"


def _count_items(records: dict[str, JsonSchemaValue]) -> None:
    """Say of how many items the lists are in which the check asks for some."""
    records["Dispute"]["properties"]["sides"]["minItems"] = 2
    formula = records["Derivation"]["properties"]
    for items in [records["Chart"]["properties"]["figures"], *(formula[name] for name in _OPERATORS)]:
        items["anyOf"][-1]["minItems"] = 1
    for name in _OF_SEVERAL:
        # One id without a list is not enough.
        formula[name] = {"description": formula[name]["description"], **formula[name]["anyOf"][-1], "minItems": 2}
    for name in _OF_TWO:
        formula[name]["maxItems"] = 2


def _named(schema: Any) -> Any:
    """Return a schema with the name of each field's schema in its place; what is said of the field stays."""
    if isinstance(schema, list):
        return [_named(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    said = {key: value for key, value in schema.items() if key in ("description", "examples")}
    bare = {key: value for key, value in schema.items() if key not in said}
    for name, known in SCHEMAS.items():
        if bare == known:
            return {"$ref": f"#/definitions/{name}"} | said
    return {key: _named(value) for key, value in schema.items()}


class _Generator(GenerateJsonSchema):
    """Pydantic's generator, told that an empty field is left out and that a field's name is its title."""

    def nullable_schema(self, schema: NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        del schema  # None needs one: its name says it.
        return False


def _kind(kind: str, description: str) -> JsonSchemaValue:
    return {
        "description": f"{kind.capitalize()} by id. {description}",
        "type": ["object", "null"],
        "propertyNames": {"pattern": _ID_OF_RECORD, "maxLength": MAX_ID, "patternErrorMessage": _ID_RULE},
        "additionalProperties": {"$ref": f"#/definitions/{_SINGULAR[kind]}"},
    }


def _conditions() -> dict[str, list[JsonSchemaValue]]:
    """Return what a record needs beyond its single fields, as the rules of the check have it."""
    return {
        "Figure": [
            _needs(f"a figure needs one of {listed(FORMS)}", ("value",), ("low", "high"), *_SINGLE_FORMS),
            *_one_form("figure", FORMS),
            {"if": _has_any("value", "low", "high", "vague"), "then": _cited("a figure")},
            {
                "if": _has_any("derive"),
                "then": _excluded({"cite": 'a derived figure takes no "cite": its sources come from its parts'}),
                "else": _excluded({"round": 'only a derived figure takes "round"'}),
            },
        ],
        "Point": [
            _needs('a point needs "value", or "low" and "high"', ("value",), ("low", "high")),
            *_one_form("point", {form: FORMS[form] for form in ("value", _RANGE)}),
        ],
        "Derivation": [
            _needs(f"a formula needs one of {listed(_OPERATORS)}", *((name,) for name in _OPERATORS)),
            *_one_form("formula", {name: (name,) for name in _OPERATORS}),
        ],
        "Citation": [
            {
                "if": _has_any("reads"),
                "then": {"required": ["stated_as"], "errorMessage": '"reads" needs "stated_as", the wording read so'},
            }
        ],
        "Source": [
            _needs('a source needs "title" or "publisher"', ("title",), ("publisher",)),
            _needs('a source needs "url", or "offline" with the reason why it has none', ("url",), ("offline",)),
        ],
        "Event": [_cited("an event")],
        "Side": [
            _needs('a side needs "says", or "figure" with the id of a figure', ("says",), ("figure",)),
            {"if": _has_any("figure"), "else": _cited("a side")},
        ],
        "Finding": [_cited("a finding")],
        "Chart": [
            _needs('a chart needs "kind", or "draw" with the function that draws it', ("kind",), ("draw",)),
            {"if": _is_kind(STRIP), "then": {"allOf": _of_strip()}, "else": {"allOf": _of_figures()}},
            {"if": _is_kind("waffle"), "else": _excluded({"per": 'only a waffle takes "per"'})},
        ],
    }


def _of_strip() -> list[JsonSchemaValue]:
    """Return what a chart of events needs, and what it has no use for."""
    message = 'a timeline-strip draws events, so it takes no "{}"'
    return [
        _needs('a timeline-strip needs "event_kinds", or "events" with their ids', ("event_kinds",), ("events",)),
        _excluded({name: message.format(name) for name in ("figures", "mixed")}),
    ]


def _of_figures() -> list[JsonSchemaValue]:
    """Return what every other chart needs, and what it has no use for."""
    return [
        {"required": ["figures"], "errorMessage": 'a chart needs "figures": the ids of what is drawn'},
        _excluded({"event_kinds": 'only a timeline-strip takes "event_kinds"'}),
    ]


def _is_kind(kind: str) -> JsonSchemaValue:
    return {"properties": {"kind": {"const": kind}}, "required": ["kind"]}


def _one_form(record: str, forms: Mapping[str, tuple[str, ...]]) -> Iterator[JsonSchemaValue]:
    """Yield for each form that the fields of all later ones do not stand beside it."""
    left = dict(forms)
    for form, names in forms.items():
        del left[form]
        messages = {
            other: f'a {record} with {form} takes no "{other}" as well' for others in left.values() for other in others
        }
        if messages:
            yield {"if": _has_any(*names), "then": _excluded(messages)}


def _needs(message: str, *alternatives: tuple[str, ...]) -> JsonSchemaValue:
    """Return the rule that one of some sets of fields stands there."""
    complete = {"anyOf": [{"required": list(names)} for names in alternatives]}
    return {"if": {"not": complete}, "then": {"required": list(alternatives[0]), "errorMessage": message}}


def _cited(what: str) -> JsonSchemaValue:
    message = f'{what} needs "cite": the id of a source'
    # Nothing after `cite:` is no citation, and an empty list is none.
    given = {"type": ["string", "number", "boolean", "object", "array"], "minItems": 1, "errorMessage": message}
    return {"required": ["cite"], "errorMessage": message, "properties": {"cite": given}}


def _excluded(messages: Mapping[str, str]) -> JsonSchemaValue:
    """Return the rule that some fields do not stand there; an empty field is told where it is empty."""
    return {
        "properties": {
            name: {"type": "null", "errorMessage": message, "doNotSuggest": True} for name, message in messages.items()
        }
    }


def _has_any(*names: str) -> JsonSchemaValue:
    return {"anyOf": [{"required": [name]} for name in names]}


def _propose(properties: JsonSchemaValue, known: Facts) -> None:
    """Add the ids of known facts, as examples, to every field that names one."""
    for name, schema in properties.items():
        kind = NAMED.get(name)
        if kind is not None:
            for part in _id_schemas(schema):
                part["examples"] = list(getattr(known, kind))


def _id_schemas(schema: JsonSchemaValue) -> Iterator[JsonSchemaValue]:
    if schema.get("else") == SCHEMAS["id"]["else"]:
        yield schema
    for part in (*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])):
        yield from _id_schemas(part)
