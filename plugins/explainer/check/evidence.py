"""What comes of every citation: does its wording state the number, and does the held copy of the source have it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from explainer.check.citations import citations_of
from explainer.check.options import Options
from explainer.check.snapshots import Copy, read_copies
from explainer.check.wordings import Wording, read_wording
from explainer.load.nodes import Path
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Dispute
from explainer.model.records import Citation, Fact
from explainer.model.values import Value, ValueProblem, point_value, value_of, values_of
from explainer.problems import Problem

Verdict = Literal["verified", "skipped", "failed"]
_VERDICTS: Final[dict[Copy, Verdict]] = {"found": "verified", "not found": "failed", "not readable": "failed"}
_ORDER: Final[tuple[Copy, ...]] = ("no snapshot", "no wording", "not looked at")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one citation."""

    fact: str
    """The fact's id; "id:date" for a point."""
    citation: Citation
    wording: Wording
    """Whether its wording states the number."""
    copy: Copy
    """Whether the copy of its source has the wording."""

    @property
    def verdict(self) -> Verdict:
        """What the citation counts as: only what was found in the copy of its source is verified."""
        return _VERDICTS.get(self.copy, "skipped")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What came of all citations, in file order."""

    readings: tuple[Reading, ...] = ()

    def count(self) -> Counter[Verdict]:
        """Return how many citations were verified, skipped and failed."""
        return Counter(reading.verdict for reading in self.readings)

    def skipped(self) -> dict[str, int]:
        """Return how many citations were skipped, by the reason."""
        found = Counter(reading.copy for reading in self.readings if reading.verdict == "skipped")
        return {reason: found[reason] for reason in _ORDER if found[reason]}

    def wordings(self) -> Counter[Wording]:
        """Return how many wordings state their number, how many say it otherwise, and how many were not read."""
        return Counter(reading.wording for reading in self.readings)

    def by_fact(self) -> dict[str, list[Reading]]:
        """Return the readings by the fact that has the citations."""
        found: dict[str, list[Reading]] = defaultdict(list)
        for reading in self.readings:
            found[reading.fact].append(reading)
        return found


def read_evidence(every: Facts, sound: Facts, options: Options) -> tuple[Evidence, list[Problem]]:
    """Return what came of every fact's citations, and the problems that were found.

    Problems: evidence-states-value, qualifier-agrees, evidence-in-snapshot, file-is-utf8. Only the citations of sound
    facts are looked at; what a broken one lacks is told already.
    """
    problems: list[Problem] = []
    cited: list[tuple[Fact, Path, Citation, Wording]] = []
    for fact in every:
        is_sound = fact.id in sound.by_id
        for path, citation in citations_of(fact):
            wording: Wording = "not looked at"
            if is_sound:
                values = _values(fact, path, sound) if citation.stated_as is not None else ()
                wording, found = read_wording(citation, values, sound, options.locale)
                problems += [_problem(fact, path, code, message, hint) for code, message, hint in found]
            cited.append((fact, path, citation, wording))
    looked_at = {number: mention[2] for number, mention in enumerate(cited) if mention[3] != "not looked at"}
    copies, unreadable = read_copies(looked_at, sound, options)
    problems += unreadable
    readings = []
    for number, (fact, path, citation, wording) in enumerate(cited):
        copy, message, hint = copies.get(number, ("not looked at", "", ""))
        readings.append(Reading(key_of(fact, path), citation, wording, copy))
        if copy == "not found":
            problems.append(_problem(fact, path, "evidence-in-snapshot", message, hint))
    return Evidence(tuple(readings)), problems


def key_of(fact: Fact, path: Path) -> str:
    """Return what a citation belongs to: a fact's id, or "id:date" for a point."""
    if isinstance(fact, Figure) and path[0] == "points" and isinstance(path[1], int) and fact.points:
        return f"{fact.id}:{fact.points[path[1]].date.text}"
    return fact.id


def _problem(fact: Fact, path: Path, code: str, message: str, hint: str) -> Problem:
    problem = fact.problem(code, message, hint, at=(*path, "stated_as"))
    return replace(problem, fact=key_of(fact, path))


def _values(fact: Fact, path: Path, facts: Facts) -> tuple[Value, ...]:
    """Return the values of which the wording of a citation states one; none where it is to state no number."""
    if isinstance(fact, Figure):
        if path[0] == "points" and isinstance(path[1], int):
            return (point_value(fact, fact.points[path[1]]),) if fact.points else ()
        # What stands at a series speaks for the points that have no citation of their own.
        leaning = tuple(point_value(fact, point) for point in fact.points or () if not point.cite)
        return leaning or tuple(values_of(fact))
    if isinstance(fact, Dispute) and path[0] == "sides" and isinstance(path[1], int):
        figure = facts.figures.get(fact.sides[path[1]].figure or "")
        return tuple(_said(figure, facts)) if figure else ()
    return ()


def _said(figure: Figure, facts: Facts) -> Iterator[Value]:
    yield from values_of(figure)
    if figure.derive is not None:
        try:
            yield value_of(facts, figure)
        except ValueProblem:
            return
