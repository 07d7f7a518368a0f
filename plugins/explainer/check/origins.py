"""Rule about what is confirmed: two origins that stand on different sides say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from explainer.check.options import Options
from explainer.load.nodes import Path
from explainer.model.facts import Facts
from explainer.model.origins import Origins, origins_of
from explainer.model.records import Citation
from explainer.model.values import point_value, values_of
from explainer.problems import Problem, listed

_OTHERWISE: Final = "write status: documented"


def confirmed_has_two_origins(facts: Facts, _: Options) -> Iterator[Problem]:
    """Every value, point and event that is confirmed has two origins of different stand (two-origins-needed).

    A derived figure's status is that of its parts, which are looked at themselves.
    """
    for figure in facts.figures.values():
        for index, point in enumerate(figure.points or ()):
            value = point_value(figure, point)
            if value.status == "confirmed":
                path: Path = ("points", index, "status") if point.status else ("status",)
                name = f'the point {point.date.text} of "{figure.id}"'
                for message, hint in _lack(name, value.cite, value.claimant, facts):
                    yield Problem(figure.at(*path), "two-origins-needed", message, hint, fact=value.fact)
        if figure.points is None:
            for value in values_of(figure):
                if value.status == "confirmed":
                    for message, hint in _lack(f'figure "{figure.id}"', value.cite, value.claimant, facts):
                        yield figure.problem("two-origins-needed", message, hint, at=("status",))
    for event in facts.events.values():
        if event.status == "confirmed":
            for message, hint in _lack(f'event "{event.id}"', event.cite, event.claimant, facts):
                yield event.problem("two-origins-needed", message, hint, at=("status",))


def _lack(name: str, citations: tuple[Citation, ...], claimant: str | None, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the message and the hint where what is confirmed has no two origins of different stand."""
    origins = origins_of(citations, claimant, facts)
    if len(origins.stands) > 1:
        return
    ids = dict.fromkeys(citation.source for citation in citations)
    unknown = [id for id in ids if id in facts.sources and not facts.sources[id].stands_with]
    yield f"{name} is confirmed, but {_said(origins)}", _hint(unknown)


def _said(origins: Origins) -> str:
    stands = "".join(f'"{stand}"' for stand in origins.stands)
    if origins.is_one:
        return "its sources have one origin" + (f", which stands with {stands}" if stands else "")
    known = f"{stands} only" if stands else "anybody"
    return f"its {len(origins.all)} origins are {'' if stands else 'not '}known to stand with {known}"


def _hint(unknown: Iterable[str]) -> str:
    sources = listed(f'"{id}"' for id in unknown)
    known = f"add stands_with to {sources}, or " if sources else ""
    return f"{known}cite the other side's own statement too, or {_OTHERWISE}"
