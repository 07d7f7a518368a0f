"""The block `/// facts`: cards for the key numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from markupsafe import Markup

from explainer.model.drawn import values_against
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.phrases import count_phrase, phrase
from explainer.model.records import Fact
from explainer.model.values import Value, base_values, parts_of, taken_values
from explainer.model.wording import date_words
from explainer.prose.blocks import Block
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import evidence_of
from explainer.render.html import render
from explainer.render.words import claimant_name, find_value, full_words, status_of


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherView:
    """What another side says instead of a card's number."""

    fact: str
    claimant: str
    text: str
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CardView:
    """A key number in words; what a fact lacks is empty."""

    id: str
    text: str
    """The number in full, with qualifier and unit; of what is no figure, its title."""
    label: str
    status: str
    """The word by which the number is marked: "derived" for a computed one."""
    weakest: str
    """Of a computed number, the weakest status among its parts."""
    said: str
    """Who says it; of a computed number, how it is computed and who says its parts."""
    date: str
    """As of when it holds; of an event, when it was."""
    machine_date: str
    others: tuple[OtherView, ...] = ()


def render_cards(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the cards of the facts that the block names."""
    cards = [card_view(site.facts.by_id[id], site.facts, site.locale) for id in block.argument.split()]
    return render("facts", site.locale, cards=cards, cite=page.cite, find_url=site.find_url)


def card_view(fact: Fact, facts: Facts, locale: Locale) -> CardView:
    """Return what a card shows of a fact."""
    value = find_value(fact, "", facts) if isinstance(fact, Figure) else None
    if not isinstance(fact, Figure) or value is None:
        evidence = evidence_of(fact, "", "", facts, locale)
        return CardView(
            id=fact.id,
            text=evidence.title or evidence.citations[0].source.title or evidence.citations[0].source.publisher,
            label="",
            status=evidence.status,
            weakest="",
            said=evidence.claimant,
            date=evidence.date,
            machine_date=evidence.machine_date,
        )
    status = status_of(fact, value)
    return CardView(
        id=fact.id,
        text=full_words(value, locale),
        label=fact.label,
        status=status,
        weakest=(value.status or "") if status == "derived" else "",
        said=_formula(fact, facts, locale) if fact.derive else claimant_name(value, facts),
        date=phrase("as-of", locale).format(date=date_words(value.date, locale)) if value.date else "",
        machine_date=value.date.machine if value.date else "",
        others=tuple(_others(fact, value, facts, locale)),
    )


def _formula(figure: Figure, facts: Facts, locale: Locale) -> str:
    """Return how a figure is computed, in a few words: the footnote has the whole formula."""
    assert figure.derive is not None
    operator = figure.derive.operator
    count = sum(1 if part.derive else len(taken_values(part, operator)) for part in parts_of(facts, figure))
    words = count_phrase(f"computed-{operator}", count, locale)
    claimants = {claimant_name(value, facts) for value in base_values(facts, figure)}
    if len(claimants) != 1 or not all(claimants):
        return words
    return phrase("computed-by", locale).format(formula=words, claimant=claimants.pop())


def _others(figure: Figure, value: Value, facts: Facts, locale: Locale) -> Iterator[OtherView]:
    """Yield the numbers of other sides: of the disputes about it, and of those who count the same on the same day."""
    disputed = (side.figure for dispute in facts.disputes_by_figure.get(figure.id, ()) for side in dispute.sides)
    found: dict[str, tuple[Figure, Value]] = {}
    for id in disputed:
        other = facts.figures.get(id or "")
        said = find_value(other, "", facts) if other and other is not figure else None
        if other and said:
            found.setdefault(said.fact, (other, said))
    for other, said in values_against(figure, facts).get(value.fact, ()):
        found.setdefault(said.fact, (other, said))
    for other, said in found.values():
        yield OtherView(
            fact=said.fact,
            claimant=claimant_name(said, facts),
            text=full_words(said, locale),
            status=status_of(other, said),
        )
