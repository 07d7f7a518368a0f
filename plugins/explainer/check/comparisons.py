"""Rules about figures that are computed with, alone or together: one unit, one scope, no ring, nothing vague."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from explainer.check.cycles import chain, cycles
from explainer.check.options import Options
from explainer.model.facts import Facts
from explainer.model.figures import Derivation, Figure
from explainer.model.kinds import Chart
from explainer.model.values import ValueProblem, parts_of, value_of
from explainer.problems import Problem, listed

_TWO: Final = ("ratio", "share")
# What these give is of the unit of their parts, whatever the record says.
_SAME_UNIT: Final = ("sum", "difference", "latest", "change")
_HINTS: Final = {
    "vague": "take it out of the formula",
    "change": "name a series, or two figures",
    "": "look at the figure that it is divided by",
}


def derivations_are_formulas(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every derived figure has one formula, and is not computed from itself (no-cycle and others)."""
    edges = {
        figure.id: figure.derive.figures
        for figure in facts.figures.values()
        if figure.derive is not None and figure.derive.operators
    }
    for id, ring in cycles(edges):
        message = f'figure "{id}" is computed from itself: {chain(ring)}'
        yield facts.figures[id].problem("no-cycle", message, "take one of them out of its formula", at=("derive",))
    for figure in facts.figures.values():
        if figure.derive is not None:
            yield from _formula(figure, figure.derive)


def derivations_can_be_computed(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every derived figure is over figures that agree, and has a value (of sound facts)."""
    found: dict[str, list[Problem]] = {}
    for figure in facts.figures.values():
        if figure.derive is not None:
            compared = figure.derive.operator != "count"
            agree = [*figures_agree(figure, parts_of(facts, figure), facts, ("derive",))] if compared else []
            found[figure.id] = [*(agree or _own_unit(figure, figure.derive, facts)), *_value(facts, figure)]
    for id, problems in found.items():
        # What is told of a part is not told again of all that rests on it.
        if not any(found.get(part.id) for part in parts_of(facts, facts.figures[id])):
            yield from problems


def _formula(figure: Figure, derive: Derivation) -> Iterator[Problem]:
    operators = derive.operators
    known = [name for name in type(derive).model_fields if name != "round"]
    if not operators and derive.round is None and figure.has_items("derive"):
        return  # What stands there instead is told as a key that is not known.
    if len(operators) != 1:
        message = (
            f'the formula of "{figure.id}" has {len(operators) or "no"} operators'
            if operators
            else (f'the formula of "{figure.id}" has no operator')
        )
        code = "key-is-known" if operators else "field-is-required"
        yield figure.problem(
            code, message, f"write one of {listed(known)}, as derive: {{sum: [id, id]}}", at=("derive",)
        )
        return
    count = len(derive.figures)
    wanted = "exactly two" if derive.operator in _TWO else "at least one"
    if derive.operator == "difference":
        wanted = "at least two"
    enough = {"exactly two": count == 2, "at least two": count >= 2, "at least one": count >= 1}[wanted]
    if not enough:
        message = f'the {derive.operator} of "{figure.id}" is over {count} figure{"s" * (count != 1)}'
        yield figure.problem("field-is-required", message, f"it takes {wanted}", at=("derive", derive.operator))


def _value(facts: Facts, figure: Figure) -> Iterator[Problem]:
    try:
        value_of(facts, figure)
    except ValueProblem as error:
        # What the parts lack is told at the parts.
        if error.code == "value-is-possible":
            hint = next(hint for words, hint in _HINTS.items() if words in str(error))
            yield figure.problem(error.code, f'figure "{figure.id}" has no value: {error}', hint, at=("derive",))


def figures_agree(
    record: Figure | Chart, parts: Sequence[Figure], facts: Facts, path: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield a problem where figures that stand together in a formula or chart have not one unit or not one scope."""
    if record.mixed is not None:
        return
    verb = "computes with" if isinstance(record, Figure) else "draws"
    units = {_unit(facts, part): part for part in reversed(parts)}
    if len(units) > 1:
        found = [f'"{part.id}" in {unit or "no unit"}' for unit, part in reversed(units.items())]
        message = f'"{record.id}" {verb} figures of unlike units: {listed(found)}'
        hint = "leave one out, or say why in mixed:"
        yield record.problem("unit-agrees", message, hint, at=path)
    scopes = {part.scope: part for part in reversed(parts) if part.scope}
    if len(scopes) > 1:
        found = [f'"{part.id}" counts "{part.counts}"' for part in reversed(scopes.values())]
        message = f'"{record.id}" {verb} figures that count unlike things: {listed(found)}'
        hint = "leave one out, or say why in mixed:"
        yield record.problem("scope-agrees", message, hint, at=path)


def _own_unit(figure: Figure, derive: Derivation, facts: Facts) -> Iterator[Problem]:
    """Yield a problem where a figure that is added up names another unit than its parts have."""
    units = {_unit(facts, part) for part in parts_of(facts, figure)} - {""}
    if figure.measure is None or figure.mixed is not None or derive.operator not in _SAME_UNIT or len(units) != 1:
        return
    (unit,) = units
    # What lies between two percentages is counted in points.
    if figure.measure.name != unit and (unit != "%" or derive.operator in ("sum", "latest")):
        message = f'"{figure.id}" is in {figure.measure.name}, and what it is computed from in {unit}'
        yield figure.problem("unit-agrees", message, "delete the unit: it comes from the parts", at=("unit",))


def _unit(facts: Facts, figure: Figure) -> str:
    """Return what a figure's unit is compared by; a derived figure without one has that of its parts."""
    if figure.measure is None and figure.derive is not None:
        try:
            unit = value_of(facts, figure).unit
        except ValueProblem:
            return ""
        return unit.name if unit else ""
    return figure.measure.name if figure.measure else ""
