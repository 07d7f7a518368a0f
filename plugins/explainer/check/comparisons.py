"""Rules about figures that are computed or drawn together: one unit, one scope, no ring, nothing vague."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from explainer.check.cycles import cycles
from explainer.check.options import Options
from explainer.model.facts import Chart, Facts, Figure
from explainer.model.values import ValueProblem, value_of
from explainer.problems import Problem, listed

_TWO: Final = ("ratio", "share")
_DRAW: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


def derivations_can_be_computed(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every derived figure has one formula over figures that agree, and a value."""
    edges = {
        figure.id: figure.derive.figures
        for figure in facts.figures.values()
        if figure.derive is not None and figure.derive.operators
    }
    rings = dict(cycles(edges))
    for id, ring in rings.items():
        message = f'figure "{id}" is computed from itself: {" → ".join(ring)}'
        yield facts.figures[id].problem("no-cycle", message, "take one of them out of its formula", at=("derive",))
    for figure in facts.figures.values():
        if figure.derive is None:
            continue
        problems = list(_formula(figure))
        yield from problems
        if problems or any(id not in facts.figures for id in figure.derive.figures):
            continue
        parts = [facts.figures[id] for id in figure.derive.figures]
        if figure.derive.operator != "count":
            yield from _agree(figure, parts, facts, ("derive",))
        if not _rests_on(figure.id, set(rings), edges):
            yield from _value(facts, figure)


def _formula(figure: Figure) -> Iterator[Problem]:
    assert figure.derive is not None
    operators = figure.derive.operators
    known = [name for name in type(figure.derive).model_fields if name != "round"]
    if len(operators) != 1:
        message = f'the formula of "{figure.id}" has {len(operators) or "no"} operators' if operators else (
            f'the formula of "{figure.id}" has no operator'
        )
        code = "key-is-known" if operators else "field-is-required"
        yield figure.problem(code, message, f"write one of {listed(known)}, as derive: {{sum: [id, id]}}", at=("derive",))
        return
    count = len(figure.derive.figures)
    wanted = "exactly two" if figure.derive.operator in _TWO else "at least one"
    if figure.derive.operator == "difference":
        wanted = "at least two"
    enough = {"exactly two": count == 2, "at least two": count >= 2, "at least one": count >= 1}[wanted]
    if not enough:
        message = f'the {figure.derive.operator} of "{figure.id}" is over {count} figure{"s" * (count != 1)}'
        yield figure.problem("field-is-required", message, f"it takes {wanted}", at=("derive", figure.derive.operator))


def _rests_on(id: str, rings: set[str], edges: dict[str, tuple[str, ...]]) -> bool:
    """Return whether a figure is in a ring or computed from one that is."""
    seen: set[str] = set()
    waiting = [id]
    while waiting:
        current = waiting.pop()
        if current in rings:
            return True
        if current not in seen:
            seen.add(current)
            waiting += edges.get(current, ())
    return False


def _value(facts: Facts, figure: Figure) -> Iterator[Problem]:
    try:
        value_of(facts, figure)
    except ValueProblem as error:
        # What the parts lack is told at the parts.
        if error.code == "value-is-possible":
            hint = "take it out of the formula" if "vague" in str(error) else "look at the figure that it is divided by"
            yield figure.problem(error.code, f'figure "{figure.id}" has no value: {error}', hint, at=("derive",))


def _agree(
    record: Figure | Chart, parts: Sequence[Figure], facts: Facts, path: tuple[str, ...]
) -> Iterator[Problem]:
    if record.mixed is not None:
        return
    verb = "computes with" if isinstance(record, Figure) else "draws"
    units = {_unit(facts, part): part for part in reversed(parts)}
    if len(units) > 1:
        found = [f'"{part.id}" in {unit or "no unit"}' for unit, part in reversed(units.items())]
        message = f'"{record.id}" {verb} figures of unlike units: {listed(found)}'
        hint = "leave one out, or say why in mixed:"
        yield record.problem("unit-agrees", message, hint, at=path)
    scopes = {" ".join(part.counts.split()).casefold(): part for part in reversed(parts) if part.counts}
    if len(scopes) > 1:
        found = [f'"{part.id}" counts "{part.counts}"' for part in reversed(scopes.values())]
        message = f'"{record.id}" {verb} figures that count unlike things: {listed(found)}'
        hint = "leave one out, or say why in mixed:"
        yield record.problem("scope-agrees", message, hint, at=path)


def _unit(facts: Facts, figure: Figure) -> str:
    """Return what a figure's unit is compared by; a derived figure without one has that of its parts."""
    if figure.measure is None and figure.derive is not None:
        try:
            unit = value_of(facts, figure).unit
        except (ValueProblem, RecursionError, IndexError):
            return ""
        return unit.name if unit else ""
    return figure.measure.name if figure.measure else ""


def charts_can_be_drawn(facts: Facts, options: Options) -> Iterator[Problem]:
    """Every chart has figures of one unit and scope that are numbers, or a function that draws it."""
    for chart in facts.charts.values():
        if chart.draw is not None:
            yield from _function(chart, options)
        elif not chart.given("kind"):
            hint = "add kind: bar, line or step"
            yield chart.problem("field-is-required", f'chart "{chart.id}" has no kind', hint)
        if not chart.figures and not chart.given("figures"):
            hint = "add figures: and the ids of what is drawn"
            yield chart.problem("field-is-required", f'chart "{chart.id}" has no figures', hint)
        parts = [facts.figures[id] for id in chart.figures if id in facts.figures]
        for part in parts:
            if part.vague is not None:
                message = f'chart "{chart.id}" draws "{part.id}", which is a vague number'
                yield chart.problem("value-is-possible", message, "leave it out", at=("figures",))
        yield from _agree(chart, parts, facts, ("figures",))


def _function(chart: Chart, options: Options) -> Iterator[Problem]:
    assert chart.draw is not None
    if not _DRAW.fullmatch(chart.draw):
        hint = "write module:function, as charts:draw_losses"
        yield chart.problem("type-matches", f'"{chart.draw}" does not name a function', hint, at=("draw",))
        return
    module = chart.draw.split(":")[0].replace(".", "/")
    if not any((options.root / name).is_file() for name in (f"{module}.py", f"{module}/__init__.py")):
        message = f'chart "{chart.id}" is drawn by "{chart.draw}", and there is no file {module}.py in the site\'s folder'
        yield chart.problem("file-is-inside", message, "put the module beside mkdocs.yml", at=("draw",))
