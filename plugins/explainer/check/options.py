"""What a site may set, apart from where its files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import Position, listed, nearest

NAMES: Final = ("data", "locale", "evidence", "number_is_cited", "snapshots", "edit_uri", "licence", "policy")


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """The plugin's options."""

    data: str = "data"
    """The folder of facts, below the site's folder."""
    locale: str = DEFAULT_LOCALE
    """The language and region in which numbers and dates are printed."""
    evidence: Literal["required", "optional"] = "optional"
    """Whether every citation of a figure has to carry the source's wording."""
    number_is_cited: Literal["error", "warning", "off"] = "error"
    """What a number in prose without a fact is."""
    snapshots: str | None = None
    """A folder with the texts of sources as they were read."""
    edit_uri: str | None = None
    """Where the repository's editor opens files of the site's folder, if it is not beside the pages' own edit_uri."""
    licence: str | None = None
    """The licence of the site's charts and numbers, as the files to download name it."""
    policy: bool = True
    """Whether pages carry a policy that keeps browsers from loading or running what is not the site's own."""
    today: date | None = None
    """The day by which a review is due or not; without one nothing is said of it. No option of a site: each run's."""
    root: Path = field(default=Path())
    """The site's folder."""
    places: Mapping[str, Position] = field(default_factory=dict, compare=False)
    """Where options stand in the site's settings, for those who read these themselves."""


@dataclass(frozen=True, slots=True)
class OptionProblem:
    """An option that cannot be: its name, what is wrong, and what to do."""

    name: str
    message: str
    hint: str


def read_options(given: dict[str, Any], *, locale: str, root: Path) -> tuple[Options, list[OptionProblem]]:
    """Return the options that a site gives, and what is wrong with them; `locale` is the theme's language."""
    problems = []
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in NAMES:
            hint = nearest(name, NAMES, f"the options are {listed(NAMES)}")
            problems.append(OptionProblem(name, f'"{name}" is no option of the plugin', hint))
            continue
        read, wrong = _read_option(name, value)
        if wrong:
            problems.append(OptionProblem(name, f'"{name}" cannot be "{value}"', wrong))
        elif read is not None:
            values[name] = read
    values.setdefault("locale", locale if find_locale(locale) else DEFAULT_LOCALE)
    return Options(**values, root=root), problems


def _read_option(name: str, value: Any) -> tuple[Any, str]:
    """Return the option's value and a hint where it has none."""
    if name == "number_is_cited":
        # YAML reads an unquoted off as False, and on as True.
        value = {False: "off", True: "error", "false": "off", "true": "error", "on": "error"}.get(value, value)
        return (value, "") if value in ("error", "warning", "off") else (None, "one of error, warning, off")
    if name == "evidence":
        return (value, "") if value in ("required", "optional") else (None, "one of required, optional")
    if value is None:
        return None, ""
    if name == "policy":
        value = {"true": True, "on": True, "false": False, "off": False}.get(str(value).lower())
        return value, "" if value is not None else "one of true, false"
    if not isinstance(value, str) or not value.strip():
        return None, "write one text"
    if name == "locale" and find_locale(value) is None:
        return None, "write a language tag that Unicode CLDR knows, such as en, en-GB, de or uk"
    return value, ""
