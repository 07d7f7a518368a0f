"""What is printed in running text for every form of reference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Actor, Chart, Dispute, Event, Note, Source
from explainer.model.origins import origins_of
from explainer.model.phrases import count_phrase, phrase
from explainer.model.quantities import amount_words, value_words
from explainer.model.records import Citation, Fact
from explainer.model.values import Value, ValueProblem, point_value, value_of
from explainer.model.wording import date_words
from explainer.prose.references import Reference


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact's text on the page, with the status by which it is marked and the date that a machine can read."""

    text: str
    status: str = ""
    machine_date: str = ""


def print_reference(reference: Reference, facts: Facts, locale: Locale) -> Printed:
    """Return what a sound reference prints; a source prints nothing but its footnote mark."""
    fact = facts.by_id[reference.id]
    if isinstance(fact, Figure):
        return _print_figure(fact, reference, facts, locale)
    if isinstance(fact, Event):
        if reference.form == "date":
            return Printed(date_words(fact.date, locale), machine_date=fact.date.machine)
        return Printed(fact.title)
    return Printed("" if isinstance(fact, Source) else title_of(fact))


def title_of(fact: Fact) -> str:
    """Return what a fact is called."""
    if isinstance(fact, Source):
        return fact.title or fact.publisher or fact.id
    if isinstance(fact, Actor):
        return fact.name
    if isinstance(fact, Figure):
        return fact.label
    if isinstance(fact, Note):
        return fact.term
    if isinstance(fact, Dispute):
        return fact.question
    return fact.title if isinstance(fact, Event | Chart) else fact.id


def find_value(figure: Figure, date: str, facts: Facts) -> Value | None:
    """Return a figure's value, or a point's; None where it has none."""
    if date:
        point = figure.find_point(date)
        return point_value(figure, point) if point else None
    try:
        return value_of(facts, figure)
    except ValueProblem:
        return None


def _print_figure(figure: Figure, reference: Reference, facts: Facts, locale: Locale) -> Printed:
    value = find_value(figure, reference.date, facts)
    if value is None:
        return Printed("")
    status = status_of(figure, value)
    if reference.form == "value":
        return Printed(bare_words(value, locale), status)
    if reference.form == "date":
        words = date_words(value.date, locale) if value.date else ""
        return Printed(words, machine_date=value.date.machine if value.date else "")
    if reference.form == "claimant":
        return Printed(claimant_name(value, facts))
    if reference.form == "attributed":
        return Printed(attributed_words(value, facts, locale), status)
    return Printed(full_words(value, locale), status)


def status_of(figure: Figure, value: Value) -> str:
    """Return the word by which a printed number is marked: derived for a computed one, else its status."""
    return "derived" if figure.derive is not None else value.status or ""


def origins_words(citations: Iterable[Citation], claimant: str | None, facts: Facts, locale: Locale) -> str:
    """Return how many outlets retell a fact that has a single origin, or nothing where none does."""
    origins = origins_of(citations, claimant, facts)
    return count_phrase("one-origin", origins.outlets, locale) if origins.is_one_retold else ""


def full_words(value: Value, locale: Locale) -> str:
    """Return qualifier, number and unit: nearly 186,000 people."""
    if value.quantity is None:
        return value.vague
    return amount_words(value.quantity, value.unit, value.qualifier, locale)


def qualified_words(value: Value, locale: Locale) -> str:
    """Return qualifier and number, without the unit where that is no part of the number: nearly 186,000."""
    if value.quantity is None:
        return value.vague
    is_part = value.unit is not None and (value.unit.is_percent or value.unit.is_currency)
    return amount_words(value.quantity, value.unit if is_part else None, value.qualifier, locale)


def bare_words(value: Value, locale: Locale) -> str:
    """Return the number alone."""
    return value_words(value.quantity, value.unit, locale) if value.quantity else value.vague


def attributed_words(value: Value, facts: Facts, locale: Locale) -> str:
    """Return number, claimant and date in words: 1,000 bodies (Vladimir Medinsky, 26 February 2026)."""
    amount = full_words(value, locale)
    said = [
        part for part in (claimant_name(value, facts), date_words(value.date, locale) if value.date else "") if part
    ]
    if not said:
        return amount
    by = said[0] if len(said) == 1 else phrase("by-and-date", locale).format(claimant=said[0], date=said[1])
    return phrase("attributed", locale).format(amount=amount, by=by)


def claimant_name(value: Value, facts: Facts) -> str:
    """Return the name of who says it, or nothing."""
    actor = facts.actors.get(value.claimant or "")
    return actor.name if actor else ""
