"""A figure at two times -> what changed between them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.values import Value, value_of, values_of
from explainer.model.wording import date_words
from explainer.render.words import claimant_name, full_words

Words = dict[str, str]
"""What is said of one value, by the name of what it says: value, as of, claimant, status, sources."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a figure said at one time."""

    own: Words = field(default_factory=dict)
    """Its label and unit, and for one that is no series what it says of its value."""
    points: dict[str, Words] = field(default_factory=dict)
    """What each point of a series says, by its date."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `before` is empty for what came, `after` for what went."""

    point: str
    """The date of the point that it is of; nothing for the figure itself."""
    name: str
    before: str
    after: str


def version_of(figure: Figure, facts: Facts, locale: Locale) -> Version:
    """Return what a figure says in these facts; raise ValueProblem where a formula gives no value."""
    own = {"label": figure.label, "unit": figure.measure.name if figure.measure else ""}
    own["counts"] = figure.counts or ""
    if figure.points is not None:
        points = {value.fact.partition(":")[2]: _words(value, facts, locale) for value in values_of(figure)}
        return Version({name: text for name, text in own.items() if text}, points)
    own |= _words(value_of(facts, figure), facts, locale)
    if figure.derive is not None and figure.derive.operators:
        own["formula"] = f"{figure.derive.operator} of {', '.join(figure.derive.figures)}"
    return Version({name: text for name, text in own.items() if text})


def _words(value: Value, facts: Facts, locale: Locale) -> Words:
    words = {
        "value": full_words(value, locale),
        "as of": date_words(value.date, locale) if value.date else "",
        "claimant": claimant_name(value, facts) or value.claimant or "",
        "status": value.status or "",
        "sources": ", ".join(dict.fromkeys(citation.source for citation in value.cite)),
        "wording": " / ".join(citation.stated_as for citation in value.cite if citation.stated_as),
    }
    return {name: text for name, text in words.items() if text}


def changes(before: Version | None, after: Version | None, point: str = "") -> tuple[Change, ...]:
    """Return what differs between two versions, the figure itself before its points by date.

    None stands for a time at which the figure was not there. `point` leaves all but that point out.
    """
    old, new = before or Version(), after or Version()
    found = [] if point else list(_differences("", old.own, new.own))
    for date in sorted({*old.points, *new.points}):
        if point in ("", date):
            found += _of_point(date, old.points.get(date, {}), new.points.get(date, {}))
    return tuple(found)


def _of_point(date: str, old: Words, new: Words) -> Iterator[Change]:
    """Yield what changed in a point; one that came or went is one change, with all that it says."""
    if old and new:
        yield from _differences(date, old, new)
    elif old or new:
        yield Change(date, "point", _all(old), _all(new))


def _differences(date: str, old: Words, new: Words) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield Change(date, name, old.get(name, ""), new.get(name, ""))


def _all(words: Words) -> str:
    """Return the value, and in brackets what else is said of it."""
    rest = "; ".join(text for name, text in words.items() if name in ("claimant", "status", "sources"))
    return f"{words.get('value', '')} ({rest})" if words and rest else words.get("value", "")
