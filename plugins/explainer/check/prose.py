"""Rules about prose: what a page refers to is there, and every option is one that there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from explainer.check.annotated_words import words_problems
from explainer.model.dates import DateError, read_date
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.problems import Position, Problem, listed, nearest
from explainer.prose.blocks import BLOCKS, WITH_ARGUMENT, Block, Option
from explainer.prose.pages import Page
from explainer.prose.references import Reference

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "figures": ("value", "date", "claimant", "attributed"),
    "events": ("date",),
    "actors": (),
    "notes": (),
    "disputes": (),
}
"""What may stand after the comma in a reference to a fact; to a source, any locator may."""
ORDERS: Final = ("oldest", "newest", "asc", "desc")


def page_problems(page: Page, facts: Facts, language: str) -> Iterator[Problem]:
    """Return every problem of a page's references and blocks (reference-resolves, option-is-known and others).

    `language` is that of the pages: numbers in annotated words are read by its rules.
    """
    yield from page.problems
    for mention in page.mentions:
        yield from words_problems(mention, facts, language)
        for reference in mention.references:
            if found := reference_problem(reference, facts, mention.where):
                yield found
    for block in page.blocks:
        yield from block_problems(block, facts)
    if page.card and page.card not in facts.figures and page.card not in facts.unread:
        message = f'"card" names "{page.card}", which is no figure'
        yield Problem(
            page.card_at or Position(page.file), "reference-resolves", message, nearest(page.card, facts.figures)
        )


def reference_problem(reference: Reference, facts: Facts, where: Position) -> Problem | None:
    """Return why a reference cannot be printed, or None."""
    if reference.id in facts.unread:
        return None
    fact = facts.get(reference.id)
    if fact is None:
        hint = nearest(
            reference.id, facts.by_id, "add the fact, or look at the id; \\[@ prints the brackets as they are"
        )
        return Problem(where, "reference-resolves", f'"[@{reference.fact}]" names no fact', hint)
    if fact.kind_name == "charts":
        message = f'"{reference.id}" is a chart, which stands in a block of its own'
        return Problem(where, "reference-resolves", message, f"write /// chart | {reference.id} and /// below it")
    if reference.date:
        if not isinstance(fact, Figure) or fact.points is None:
            message = f'"{reference.id}" is no series, so it has no point {reference.date}'
            return Problem(where, "reference-resolves", message, f"write [@{reference.id}]")
        if fact.find_point(reference.date) is None:
            dates = [point.date.text for point in fact.points_in_order]
            hint = nearest(reference.date, dates, f"its points are {listed(dates[:12])}")
            message = f'the series "{reference.id}" has no point {reference.date}'
            return Problem(where, "reference-resolves", message, hint)
    if reference.form and fact.kind_name in FORMS and reference.form not in FORMS[fact.kind_name]:
        known = FORMS[fact.kind_name]
        otherwise = f"one of {listed(known)}" if known else f"write [@{reference.fact}]"
        hint = nearest(reference.form, known, otherwise)
        message = f'"{reference.form}" is no form in which one of the {fact.kind_name} is printed'
        return Problem(where, "option-is-known", message, hint)
    return None


def block_problems(block: Block, facts: Facts) -> Iterator[Problem]:
    """Return every problem of a block: its argument, its options, its end."""
    yield from _argument_problems(block, facts)
    for option in block.options:
        if option.name not in BLOCKS[block.name]:
            known = BLOCKS[block.name]
            hint = nearest(option.name, known, f"its options are {listed(known)}" if known else "it has no options")
            yield Problem(option.where, "option-is-known", f'"{option.name}" is no option of /// {block.name}', hint)
        else:
            yield from _option_problems(block.name, option, facts)
    if not block.closed:
        message = f"/// {block.name} is not closed, so it would take in what follows"
        yield Problem(block.where, "block-is-closed", message, "write /// on a line of its own below it")


def _argument_problems(block: Block, facts: Facts) -> Iterator[Problem]:
    where = block.argument_at
    if block.name not in WITH_ARGUMENT:
        if block.argument:
            message = f'/// {block.name} takes no "{block.argument}" after the bar'
            yield Problem(where, "option-is-known", message, "its options stand below it, indented by four spaces")
        return
    ids = block.argument.split() if block.name == "facts" else [block.argument] if block.argument else []
    if not ids:
        message = f"/// {block.name} names no fact"
        yield Problem(block.where, "field-is-required", message, f"write /// {block.name} | and an id")
    known: Iterable[str] = {"chart": facts.charts.keys(), "dispute": facts.disputes.keys()}.get(
        block.name, facts.by_id.keys()
    )
    for id in ids:
        if id in known or id in facts.unread:
            continue
        other = facts.get(id)
        found = f"is one of the {other.kind_name}" if other else "is no fact"
        yield Problem(where, "reference-resolves", f'/// {block.name} names "{id}", which {found}', nearest(id, known))


def _option_problems(block: str, option: Option, facts: Facts) -> Iterator[Problem]:
    if option.name in ("from", "to", "order") and len(option.values) > 1:
        yield Problem(option.where, "type-matches", f'the option "{option.name}" takes one value')
    for value in option.values:
        yield from _value_problems(block, option, value, facts)


def _value_problems(block: str, option: Option, value: str, facts: Facts) -> Iterator[Problem]:
    where = option.where
    if option.name in ("from", "to"):
        try:
            read_date(value)
        except DateError as error:
            yield Problem(where, error.code, str(error), error.hint)
    elif option.name == "order" and value not in ORDERS:
        yield Problem(where, "type-matches", f'the order cannot be "{value}"', f"one of {listed(ORDERS)}")
    elif option.name == "actors" and value not in facts.actors and value not in facts.unread:
        hint = nearest(value, facts.actors)
        yield Problem(
            where,
            "actor-resolves",
            f'/// {block} names the actor "{value}", which no actor has as its id',
            hint,
        )
    elif option.name in ("kinds", "tags"):
        known = kinds_of(block, facts) if option.name == "kinds" else tags_of(block, facts)
        if value not in known and not facts.unread.issuperset(value.split()):
            one = option.name.removesuffix("s")
            hint = nearest(value, known, f"there are {listed(sorted(known))}" if known else "")
            yield Problem(where, "reference-resolves", f'nothing in /// {block} has the {one} "{value}"', hint)


def kinds_of(block: str, facts: Facts) -> set[str]:
    """Return the kinds that a block can be narrowed to."""
    if block in ("timeline", "events"):
        return {event.kind for event in facts.events.values() if event.kind}
    if block == "sources":
        return {source.kind for source in facts.sources.values() if source.kind}
    return set()


def tags_of(block: str, facts: Facts) -> set[str]:
    """Return the tags that a block can be narrowed to."""
    holders = facts.events.values() if block in ("timeline", "events") else facts.figures.values()
    return {tag for holder in holders for tag in holder.tags}
