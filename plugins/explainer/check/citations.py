"""Rules about sources: every fact names its own, and each is one that the facts hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from explainer.check.cycles import chain, cycles
from explainer.check.options import Options
from explainer.check.records import STAND_IN, STAND_IN_DATE
from explainer.load.nodes import Path
from explainer.model.facts import Facts
from explainer.model.figures import Figure, Point
from explainer.model.kinds import Actor, Dispute, Event, Finding, Note, Side
from explainer.model.records import Citation, Fact
from explainer.problems import Problem, nearest

_ADD: Final = "add cite: and the id of a source"
_REFERENCE: Final = re.compile(r"\[@[^\]]*\]")


def figures_have_citations(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every figure and every point names a source (figure-has-citation, point-has-citation).

    A series' own citations stand for the points that have none.
    """
    for figure in facts.figures.values():
        if figure.written("derive") or _is_cited(figure):
            continue
        if not figure.given("points"):
            yield figure.problem("figure-has-citation", f'figure "{figure.id}" has no citation', _ADD)
            continue
        for index, point in enumerate(figure.points or ()):
            if not _is_cited(figure, "points", index):
                date = f"{index + 1}" if point.date.text == STAND_IN_DATE else point.date.text
                message = f'the point {date} of "{figure.id}" has no citation'
                problem = figure.problem("point-has-citation", message, _ADD, at=("points", index))
                yield Problem(problem.where, problem.code, problem.message, _ADD, fact=f"{figure.id}:{point.date.text}")


def events_have_citations(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every event names a source (event-has-citation)."""
    for event in facts.events.values():
        if not _is_cited(event):
            yield event.problem("event-has-citation", f'event "{event.id}" has no citation', _ADD)


def disputes_have_citations(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every side and finding names a source (dispute-has-citation); a side that is a figure has the figure's."""
    for dispute in facts.disputes.values():
        for index, side in enumerate(dispute.sides):
            if not _is_cited(dispute, "sides", index) and side.figure is None:
                message = f'side {index + 1} of dispute "{dispute.id}" has no citation'
                yield dispute.problem("dispute-has-citation", message, _ADD, at=("sides", index))
        if dispute.finding is not None and not _is_cited(dispute, "finding"):
            message = f'the finding of dispute "{dispute.id}" has no citation'
            yield dispute.problem("dispute-has-citation", message, _ADD, at=("finding",))


def notes_have_citations(facts: Facts, _: Options) -> Iterator[Problem]:
    """A note that states a number or date names a source, in `cite` or in its text (note-has-citation)."""
    for note in facts.notes.values():
        if not _is_cited(note) and "[@" not in note.text and re.search(r"\d", _REFERENCE.sub("", note.text)):
            message = f'note "{note.id}" states a number and has no citation'
            yield note.problem("note-has-citation", message, _ADD)


def _is_cited(fact: Fact, *path: str | int) -> bool:
    """Return whether the file gives a citation here, readable or not; an empty list is none."""
    return fact.has_items(*path, "cite")


def readings_have_wordings(facts: Facts, _: Options) -> Iterator[Problem]:
    """What says how a wording says the number stands beside a wording (field-is-required)."""
    for fact in facts:
        for path, citation in citations_of(fact):
            if citation.reads is not None and citation.stated_as is None and not fact.given(*path, "stated_as"):
                message = f'a citation of "{fact.id}" has "reads" without the wording that is read so'
                hint = "add stated_as: with the source's own words"
                yield fact.problem("field-is-required", message, hint, at=(*path, "reads"))


def citations_resolve(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every citation names a source (citation-resolves)."""
    for fact in facts:
        for path, citation in citations_of(fact):
            if citation.source in facts.sources or citation.source == STAND_IN:
                continue
            if citation.source in facts.unread:
                continue
            other = facts.get(citation.source)
            if other is not None:
                message = f'"{fact.id}" cites "{citation.source}", which is one of the {other.kind_name}'
                hint = "cite the source in which it is written"
            else:
                message = f'"{fact.id}" cites "{citation.source}", which no source has as its id'
                hint = nearest(citation.source, facts.sources, "add the source, or look at the id")
            yield fact.problem("citation-resolves", message, hint, at=(*path, "source"))


def citations_of(fact: Fact) -> Iterator[tuple[Path, Citation]]:
    """Yield every citation of a fact with its path in the record."""
    for path, holder in _holders(fact):
        for index, citation in enumerate(holder.cite):
            yield (*path, "cite", index), citation


def _holders(fact: Fact) -> Iterator[tuple[Path, Actor | Figure | Event | Note | Point | Side | Finding]]:
    """Yield what has citations in a fact, with its path in the record."""
    if isinstance(fact, Actor | Figure | Event | Note):
        yield (), fact
    if isinstance(fact, Figure):
        for index, point in enumerate(fact.points or ()):
            yield ("points", index), point
    if isinstance(fact, Dispute):
        for index, side in enumerate(fact.sides):
            yield ("sides", index), side
        if fact.finding is not None:
            yield ("finding",), fact.finding


def sources_read_in_sources(facts: Facts, _: Options) -> Iterator[Problem]:
    """A source has an address, and was read in another one at most (reference-resolves, no-cycle and others)."""
    for source in facts.sources.values():
        if not source.written("url") and not source.written("offline"):
            hint = "add url:, or offline: and why there is none"
            yield source.problem("field-is-required", f'source "{source.id}" has no address', hint)
        if not source.written("title") and not source.written("publisher"):
            hint = "add at least one of the two"
            message = f'source "{source.id}" has neither a title nor a publisher'
            yield source.problem("field-is-required", message, hint)
        if source.via is not None and source.via not in facts.sources and source.via not in facts.unread:
            hint = nearest(source.via, facts.sources, "write the id of the source in which this one was read")
            message = f'"{source.id}" was read via "{source.via}", which no source has as its id'
            yield source.problem("reference-resolves", message, hint, at=("via",))
    vias = {source.id: (source.via,) for source in facts.sources.values() if source.via is not None}
    for id, ring in cycles(vias):
        message = f'source "{id}" is read via itself: {chain(ring)}'
        yield facts.sources[id].problem("no-cycle", message, "one of them was read at first hand", at=("via",))


def evidence_is_quoted(facts: Facts, options: Options) -> Iterator[Problem]:
    """Where the site asks for it, every citation of a figure carries the source's wording (evidence-is-quoted)."""
    if options.evidence != "required":
        return
    for figure in facts.figures.values():
        for path, citation in citations_of(figure):
            if citation.stated_as is None and not figure.given(*path, "stated_as"):
                message = f'figure "{figure.id}" cites "{citation.source}" without its wording'
                hint = "add stated_as: with the words that state the number, eight at most"
                yield figure.problem("evidence-is-quoted", message, hint, at=path)
