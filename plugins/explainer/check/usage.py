"""What uses a fact: other facts, and pages; and the facts that nothing uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from explainer.check.citations import citations_of
from explainer.model.drawn import chart_events, drawn_values
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart, Dispute, Event, Note, Source
from explainer.model.records import Fact
from explainer.problems import Problem, nearest_word
from explainer.prose.pages import Page
from explainer.prose.references import REFERENCE, Reference, read_references

_MAX_SLIPS: Final = 200

# A register shows every fact of its kind; a source has to be cited by something all the same.
_SHOWN_BY: Final = {
    "figures": ("figures",),
    "events": ("events", "timeline"),
    "notes": ("notes",),
}


def named_by(fact: Fact) -> Iterator[str]:
    """Yield the ids of all facts that a fact names."""
    for _, citation in citations_of(fact):
        yield citation.source
    if isinstance(fact, Source) and fact.via:
        yield fact.via
    if isinstance(fact, Figure):
        yield from (fact.claimant,) if fact.claimant else ()
        yield from (point.claimant for point in fact.points or () if point.claimant)
        if fact.derive is not None:
            for operator in fact.derive.operators:
                yield from getattr(fact.derive, operator)
    if isinstance(fact, Event):
        yield from (fact.claimant,) if fact.claimant else ()
        yield from fact.actors
        yield from fact.figures
    if isinstance(fact, Dispute):
        for side in fact.sides:
            yield side.claimant
            yield from (side.figure,) if side.figure else ()
    if isinstance(fact, Chart):
        yield from fact.figures
        yield from fact.events
    if isinstance(fact, Note):
        yield from (reference.id for reference in references_in(fact.text))


def references_in(text: str) -> Iterator[Reference]:
    """Yield the references in a note's text."""
    for match in REFERENCE.finditer(text):
        yield from read_references(match.group("items")) or ()


def users(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """Return for every fact that another names, or shows for its kind, the ids of those that do, in file order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        for id in named_by(fact):
            found[id][fact.id] = None
        if isinstance(fact, Chart) and fact.event_kinds:
            for event in chart_events(fact, facts):
                found[event.id][fact.id] = None
    return {id: tuple(names) for id, names in found.items()}


def unused(facts: Facts, pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield a warning for every fact that no page and no other fact uses (fact-is-used)."""
    used = {*users(facts), *facts.unread}
    # What another side says of the same stands in a picture that does not name it.
    used.update(mark.figure.id for chart in facts.charts.values() for mark in drawn_values(chart, facts))
    blocks: set[str] = set()
    for page in pages:
        used.update(reference.id for mention in page.mentions for reference in mention.references)
        used.add(page.card)
        for block in page.blocks:
            blocks.add(block.name)
            used.update(block.argument.split())
    # A name with a slip in it is told where it stands; the fact that it means is in use. So many slips as to be
    # slow are no slips.
    unknown = used - facts.by_id.keys() - facts.unread - {""}
    used |= {nearest_word(id, facts.by_id) for id in unknown} if len(unknown) <= _MAX_SLIPS else set()
    for fact in facts:
        if fact.id in used or blocks.intersection(_SHOWN_BY.get(fact.kind_name, ())):
            continue
        one = fact.kind_name.removesuffix("s")
        hint = f"cite it with [@{fact.id}], or delete it"
        if fact.kind_name in ("charts", "disputes"):
            hint = f"show it with /// {one} | {fact.id}, or delete it"
        yield fact.problem("fact-is-used", f'no page and no fact uses {one} "{fact.id}"', hint)
