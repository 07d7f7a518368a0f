"""The fields of facts: text from a file -> a typed value, or a problem with its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, Strict, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from explainer.model.dates import DATE_PATTERN, DateError, EdtfDate, read_date
from explainer.model.wording import find_locale
from explainer.problems import nearest

MAX_QUOTED_WORDS: Final = 8
MAX_ID: Final = 64
ID_PATTERN: Final = r"^[a-z0-9]+(?:-+[a-z0-9]+)*$"
"""What every id looks like; some names are kept by Windows for itself all the same."""
_MAX_DIGITS: Final = 30
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_SPACES: Final = "\u00a0\u2009\u202f '’_"
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SWITCHES: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_URL_REFUSED: Final = re.compile(r"[\s<>\"{}|\\^`\x00-\x20\x7f]")


def problem(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return the error by which a field tells what is wrong with it; its type is the problem's code."""
    # The code is a problem's name, not a literal that mypy could check here; `CODES` checks it when it is reported.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def read_number(text: Any) -> Decimal:
    """Return the number exactly as written; anything but plain digits is a problem that says how to write it."""
    if not isinstance(text, str):
        raise problem("value-is-number", "a list or mapping stands where a number belongs", "write one number")
    if not _NUMBER.fullmatch(text):
        raise problem("value-is-number", f'"{text[:40]}" is not a plain number', _number_hint(text))
    if len(text.strip("-").replace(".", "")) > _MAX_DIGITS:
        raise problem("value-is-possible", f"the number has more than {_MAX_DIGITS} digits", "look the number up again")
    return Decimal(text)


def _number_hint(text: str) -> str:
    bare = text.strip()
    for space in _SPACES:
        bare = bare.replace(space, "")
    bare = bare.replace("\u2212", "-").removeprefix("+")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d+", bare):
        bare = bare.replace(",", ".")
    bare = re.sub(r"^(-?)0+(?=\d)", r"\1", bare)
    if _NUMBER.fullmatch(bare):
        return f"write {bare}"
    if re.fullmatch(r"0[xXoObB][0-9a-fA-F]+", bare):
        return f"write {int(bare, 0)}"
    if re.fullmatch(r"-?\d+(\.\d+)?[eE][+-]?\d{1,2}", bare):
        return f"write {Decimal(bare):f}"
    if re.fullmatch(r"[|>]\S+", bare) and bare[1:].isdigit():
        return f"write value: {bare[1:]}, and the qualifier (more than, less than) in a field of its own"
    return 'write plain digits, with a point before decimals, as 1000 or 12.5; words of quantity go into "vague"'


def read_plain_date(text: Any) -> EdtfDate:
    """Return the date that the text means."""
    if not isinstance(text, str):
        raise problem("type-matches", "a list or mapping stands where a date belongs", "write one date")
    try:
        return read_date(text)
    except DateError as error:
        raise problem(error.code, str(error), error.hint) from None


def check_url(text: str) -> str:
    """Return the address if a page may link to it."""
    hint = "write the whole address, starting with https://"
    if _URL_REFUSED.search(text):
        raise problem(
            "url-is-safe",
            f'"{text[:80]}" holds a character that no address has',
            "percent-encode it, or look for a slip",
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise problem("url-is-safe", f'"{text[:80]}" is not an address', hint) from None
    del port  # Read for its own check: a port that is no number raises.
    if parts.scheme.lower() not in ("http", "https"):
        raise problem("url-is-safe", f'"{text[:80]}" is not an http or https address', hint)
    if not host or not re.search(r"[^\W_]", host):
        raise problem("url-is-safe", f'"{text[:80]}" names no host', hint)
    if parts.username is not None or parts.password is not None:
        raise problem("url-is-safe", f'"{text[:80]}" holds a user name or password', "delete what stands before the @")
    return text


def check_language(text: str) -> str:
    """Return the language tag if it is well-formed and CLDR knows the language."""
    base = find_locale("en")
    assert base is not None
    known = base.languages
    if not _LANGUAGE.fullmatch(text) or text.split("-")[0].lower() not in known:
        hint = nearest(text, known, "write a language tag, such as en, de, uk or zh-Hant")
        raise problem("type-matches", f'"{text}" is not a language tag (BCP 47)', hint)
    return text


def check_quote(text: str) -> str:
    """Return the source's wording if it is short enough to quote."""
    words = len(text.split())
    if words > MAX_QUOTED_WORDS:
        message = f"the wording has {words} words; the limit is {MAX_QUOTED_WORDS}"
        raise problem("evidence-is-quoted", message, "keep the words that state the fact")
    return text


def check_vague(text: str) -> str:
    """Return the word of quantity if it is one."""
    if re.search(r"\d", text):
        hint = "write it under value, or as low and high; the qualifier has a field of its own"
        raise problem("type-matches", f'"{text}" holds a number, and `vague` takes a word (dozens, thousands)', hint)
    return text


def read_switch(text: Any) -> bool:
    """Return whether a field that is on or off is on."""
    if not isinstance(text, str) or text not in _SWITCHES:
        raise problem("type-matches", "it is neither on nor off", "write true or false")
    return _SWITCHES[text]


def as_list(value: Any) -> Any:
    """Return a single value as a list of one: an editor may leave the list out."""
    return value if isinstance(value, list) else [value]


def as_citations(value: Any) -> Any:
    """Return what stands under `cite` as a list of mappings: an id, a mapping, or a list of either."""
    return [{"source": item} if isinstance(item, str) else item for item in as_list(value)]


def as_unit(value: Any) -> Any:
    """Return a unit as a mapping of plural forms; a word alone is the form for every number."""
    return {"other": value} if isinstance(value, str) else value


def _shown(pattern: str, message: str, *types: str) -> JsonSchemaValue:
    """Return how an editor's program checks a field: what is no text to YAML is one to us."""
    return {"type": ["string", *types], "pattern": pattern, "patternErrorMessage": message}


def _or_boolean(schema: JsonSchemaValue) -> JsonSchemaValue:
    """Return the schema of a text that may also read `true`, which no editor's program is to propose."""
    return {"if": {"type": "boolean"}, "else": schema}


_ANY_TEXT: Final = _or_boolean(_shown(r"\S", "write a value, or delete the line", "number"))
_ANY_ID: Final = _or_boolean(_shown(ID_PATTERN, "an id is lower-case letters, digits and inner hyphens", "number"))
_ANY_NUMBER: Final = _shown(
    f"^{_NUMBER.pattern}$", "write plain digits, with a point before decimals, as 1000 or 12.5", "number"
)
_ANY_DATE: Final = _shown(DATE_PATTERN, "write year-month-day as 2026-02-26, or 2026-02, or 2026", "integer")
_ANY_URL: Final = _shown(
    r'^[hH][tT][tT][pP][sS]?://[^\s<>"{}|\\^`]+$', "write the whole address, starting with https://"
)
_ANY_LANGUAGE: Final = _shown(f"^(?:{_LANGUAGE.pattern})$", "write a language tag, such as en, de, uk or zh-Hant")
_ANY_QUOTE: Final = _or_boolean(
    _shown(
        rf"^\s*\S+(?:\s+\S+){{0,{MAX_QUOTED_WORDS - 1}}}\s*$",
        f"keep the words that state the fact; the limit is {MAX_QUOTED_WORDS}",
        "number",
    )
)
_ANY_WORD: Final = _or_boolean(
    _shown(r"^[^0-9]*[^0-9\s][^0-9]*$", "write a word (dozens); a number goes into value"),
)
_ANY_ROUNDING: Final[JsonSchemaValue] = {
    "type": ["integer", "string"],
    "minimum": -12,
    "maximum": 12,
    "pattern": r"^[+-]?[0-9_]+(\.0*)?$",
    "patternErrorMessage": "write a whole number from -12 to 12",
}
_ANY_SWITCH: Final[JsonSchemaValue] = {
    "type": ["boolean", "string"],
    "pattern": f"^(?:{'|'.join(_SWITCHES)})$",
    "patternErrorMessage": "write true or false",
}
_ANY_TABLE: Final[JsonSchemaValue] = {
    "type": "string",
    "pattern": r"\.[cC][sS][vV]$",
    "patternErrorMessage": "write the points as a list, or the name of a CSV file beside this one",
}
SCHEMAS: Final[dict[str, JsonSchemaValue]] = {
    "text": _ANY_TEXT,
    "id": _ANY_ID,
    "number": _ANY_NUMBER,
    "date": _ANY_DATE,
    "address": _ANY_URL,
    "language": _ANY_LANGUAGE,
    "wording": _ANY_QUOTE,
    "word": _ANY_WORD,
    "rounding": _ANY_ROUNDING,
    "switch": _ANY_SWITCH,
    "table": _ANY_TABLE,
}
"""The JSON Schemas of what stands in fields, by the name of what it is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Tells an editor's program what else may be written for a field that the model has in one form."""

    change: Callable[[JsonSchemaValue], JsonSchemaValue]
    """JSON Schema of the model's form -> that of all forms."""

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the JSON Schema of the field, as pydantic asks for it."""
        return self.change(handler(core_schema))


def _one_or_list(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [schema["items"], schema]}


def _citations(schema: JsonSchemaValue) -> JsonSchemaValue:
    one = [schema["items"], _ANY_ID]
    # Nothing after `cite:` is the same as no citation, which some facts may have.
    return {"anyOf": [*one, {"type": "array", "items": {"anyOf": one}}, {"type": "null"}]}


def _unit(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [_ANY_TEXT, schema]}


def _points(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [schema | {"minItems": 1}, _ANY_TABLE]}


Text = Annotated[str, Strict(), WithJsonSchema(_ANY_TEXT)]
Id = Annotated[str, Strict(), WithJsonSchema(_ANY_ID)]
IdList = Annotated[tuple[Id, ...], BeforeValidator(as_list), Shape(_one_or_list)]
TextList = Annotated[tuple[Text, ...], BeforeValidator(as_list), Shape(_one_or_list)]
Number = Annotated[Decimal, BeforeValidator(read_number), WithJsonSchema(_ANY_NUMBER)]
Rounding = Annotated[int, Field(ge=-12, le=12), WithJsonSchema(_ANY_ROUNDING)]
Switch = Annotated[bool, BeforeValidator(read_switch), WithJsonSchema(_ANY_SWITCH)]
DateField = Annotated[EdtfDate, BeforeValidator(read_plain_date), WithJsonSchema(_ANY_DATE)]
Url = Annotated[Text, AfterValidator(check_url), WithJsonSchema(_ANY_URL)]
Language = Annotated[Text, AfterValidator(check_language), WithJsonSchema(_ANY_LANGUAGE)]
Quote = Annotated[Text, AfterValidator(check_quote), WithJsonSchema(_ANY_QUOTE)]
Vague = Annotated[Text, AfterValidator(check_vague), WithJsonSchema(_ANY_WORD)]
CitationsHint: Final = Shape(_citations)
UnitHint: Final = Shape(_unit)
PointsHint: Final = Shape(_points)
