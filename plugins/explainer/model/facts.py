"""`Facts`: all facts of a site by kind, found by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from explainer.model.figures import Figure
from explainer.model.kinds import Actor, Chart, Dispute, Event, Note, Source
from explainer.model.records import Fact

if TYPE_CHECKING:
    from explainer.model.values import Value, ValueProblem

KINDS: Final[dict[str, type[Fact]]] = {
    model.kind_name: model for model in (Source, Actor, Figure, Event, Note, Dispute, Chart)
}
"""The model of every kind, by the top-level key that its facts stand under."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts by kind and id, in file order."""

    sources: dict[str, Source] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Words of what could not be read: facts of these names may be there, so that naming them is no problem."""

    computed: dict[str, Value | ValueProblem] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What derived figures come to, kept by `values`: each is computed once."""

    def get(self, id: str) -> Fact | None:
        """Return the fact of that id, of any kind."""
        return self.by_id.get(id)

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """All facts of all kinds by id."""
        return {fact.id: fact for fact in self}

    def __iter__(self) -> Iterator[Fact]:
        for kind in KINDS:
            yield from getattr(self, kind).values()

    @cached_property
    def disputes_by_figure(self) -> dict[str, list[Dispute]]:
        """The disputes in which a figure is a side's answer, by the figure's id."""
        found: dict[str, list[Dispute]] = {}
        for dispute in self.disputes.values():
            for id in dict.fromkeys(side.figure for side in dispute.sides if side.figure):
                found.setdefault(id, []).append(dispute)
        return found

    @cached_property
    def figures_by_scope(self) -> dict[tuple[str, str], list[Figure]]:
        """The figures that say what they count, by unit and scope: each list counts one thing."""
        found: dict[tuple[str, str], list[Figure]] = {}
        for figure in self.figures.values():
            if figure.scope and figure.derive is None:
                found.setdefault((figure.measure.name if figure.measure else "", figure.scope), []).append(figure)
        return found

    @cached_property
    def events_in_order(self) -> tuple[Event, ...]:
        """The events by date, ties in file order."""
        return tuple(sorted(self.events.values(), key=lambda event: event.date.order))
