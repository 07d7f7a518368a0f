"""Rules about ids that name other facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.check.options import Options
from explainer.check.records import STAND_IN
from explainer.load.nodes import Path
from explainer.model.facts import Facts
from explainer.model.records import Fact
from explainer.problems import Problem, nearest


def actors_resolve(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every claimant and actor is an actor that the facts hold (actor-resolves)."""
    for fact, path, id in _actor_ids(facts):
        if id not in facts.actors and id not in facts.unread and id != STAND_IN:
            other = facts.get(id)
            found = f"is one of the {other.kind_name}" if other else "no actor has as its id"
            hint = nearest(id, facts.actors, "add the actor, or look at the id")
            yield fact.problem("actor-resolves", f'"{fact.id}" names the actor "{id}", which {found}', hint, at=path)


def _actor_ids(facts: Facts) -> Iterator[tuple[Fact, Path, str]]:
    for figure in facts.figures.values():
        if figure.claimant is not None:
            yield figure, ("claimant",), figure.claimant
        for index, point in enumerate(figure.points or ()):
            if point.claimant is not None:
                yield figure, ("points", index, "claimant"), point.claimant
    for event in facts.events.values():
        if event.claimant is not None:
            yield event, ("claimant",), event.claimant
        for index, actor in enumerate(event.actors):
            yield event, ("actors", index), actor
    for dispute in facts.disputes.values():
        for index, side in enumerate(dispute.sides):
            yield dispute, ("sides", index, "claimant"), side.claimant


def facts_resolve(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every figure and event that a fact names is one that the facts hold (reference-resolves)."""
    for event in facts.events.values():
        yield from _resolve(event, "figures", event.figures, facts, "figures")
    for chart in facts.charts.values():
        yield from _resolve(chart, "figures", chart.figures, facts, "figures")
        yield from _resolve(chart, "events", chart.events, facts, "events")
    for dispute in facts.disputes.values():
        for index, side in enumerate(dispute.sides):
            if side.figure is not None:
                yield from _unresolved(dispute, ("sides", index, "figure"), side.figure, facts, "figures")
    for figure in facts.figures.values():
        if figure.derive is not None:
            for operator in figure.derive.operators:
                for index, id in enumerate(getattr(figure.derive, operator)):
                    yield from _unresolved(figure, ("derive", operator, index), id, facts, "figures")


def _resolve(fact: Fact, name: str, ids: Iterable[str], facts: Facts, kind: str) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        yield from _unresolved(fact, (name, index), id, facts, kind)


def _unresolved(fact: Fact, path: Path, id: str, facts: Facts, kind: str) -> Iterator[Problem]:
    known = getattr(facts, kind)
    if id in known or id in facts.unread or id == STAND_IN:
        return
    other = facts.get(id)
    one = kind.removesuffix("s")
    found = f"is one of the {other.kind_name}" if other else f"no {one} has as its id"
    hint = nearest(id, known, f"add the {one}, or look at the id")
    yield fact.problem("reference-resolves", f'"{fact.id}" names the {one} "{id}", which {found}', hint, at=path)


def sides_are_two(facts: Facts, _: Options) -> Iterator[Problem]:
    """A dispute has at least two sides, each of which says something (two-sides-needed, field-is-required)."""
    for dispute in facts.disputes.values():
        # Sides that could not be read are told where they stand.
        readable = bool(dispute.sides) or not dispute.has_items("sides")
        if dispute.given("sides") and readable and len({side.claimant for side in dispute.sides}) < 2:
            count = len(dispute.sides)
            message = f'dispute "{dispute.id}" has {count} side{"s" * (count != 1)}'
            if count > 1:
                message += " by one claimant"
            hint = "add the answer of another claimant, or make it a figure or note"
            yield dispute.problem("two-sides-needed", message, hint, at=("sides",))
        for index in range(len(dispute.sides)):
            if not any(dispute.written("sides", index, name) for name in ("says", "figure")):
                message = f'side {index + 1} of dispute "{dispute.id}" says nothing'
                hint = "add says: with the answer, or figure: with the id of the number"
                yield dispute.problem("field-is-required", message, hint, at=("sides", index))
