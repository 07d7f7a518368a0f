"""How well facts are covered: per kind what is cited, quoted, verified, archived and used, and what lacks most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from explainer.check.citations import citations_of
from explainer.check.freshness import is_due
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart, Event, Note, Source
from explainer.model.origins import origins_of, reading_chain
from explainer.model.records import Citation, Fact
from explainer.model.values import point_value
from explainer.problems import Position

KINDS: Final = (
    "figures",
    "series",
    "points",
    "derived",
    "events",
    "notes",
    "disputes",
    "actors",
    "sources",
    "charts",
)
"""What is counted apart: figures with one value, series, their points, derived figures, and the other kinds."""

COLUMNS: Final = ("cited", "quoted", "verified", "archived", "one_origin", "due", "unused")
"""What is told of a fact; where it makes no sense for a kind, or is not known, it is told of none."""

_LACKS: Final = {name: name in ("one_origin", "due", "unused") for name in COLUMNS}
"""Which answer is a lack."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A fact, or a point of one, with what is told of it; None where that does not apply or is not known."""

    fact: str
    """Its id; id:date for a point."""
    kind: str
    where: Position
    cited: bool | None = None
    """Whether it names a source."""
    quoted: bool | None = None
    """Whether one of its sources is quoted for it."""
    verified: bool | None = None
    """Whether such a wording was read in a copy of its source."""
    archived: bool | None = None
    """Whether there is an archived copy of every source, or of the page in which that was read."""
    one_origin: bool | None = None
    """Whether all of its sources go back to a single origin."""
    due: bool | None = None
    """Whether the day by which it was to be reviewed is over."""
    unused: bool | None = None
    """Whether no page and no other fact uses it."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """The columns in which it lacks something."""
        return tuple(name for name, is_lack in _LACKS.items() if getattr(self, name) is is_lack)


@dataclass(frozen=True, kw_only=True, slots=True)
class KindCount:
    """How many facts of a kind there are, and of how many each column is true; None where it is told of none."""

    kind: str
    total: int
    counts: dict[str, int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class SideCount:
    """How much a side claims; `side` is None for what nobody claims, "" where a claimant's side is not stated."""

    side: str | None
    figures: int
    points: int
    events: int

    @property
    def total(self) -> int:
        """All of its claims."""
        return self.figures + self.points + self.events


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How well a site's facts are covered."""

    kinds: tuple[KindCount, ...]
    sources_by_stand: tuple[tuple[str, int], ...]
    """How many sources stand with whom ("" where none is stated), the most first."""
    sources_by_kind: tuple[tuple[str, int], ...]
    """How many sources of a kind there are ("" where none is stated), the most first."""
    claims: tuple[SideCount, ...]
    """How many values, points and events the claimants of each side claim, the most first."""
    lacking: tuple[Item, ...]
    """Every fact that lacks something, the worst first, then by kind and id."""


def coverage_of(
    facts: Facts,
    *,
    today: date | None = None,
    unused: frozenset[str] | None = None,
    verified: frozenset[str] = frozenset(),
) -> Coverage:
    """Return how well these facts are covered.

    Reviews are due by `today`, and not told of without one; `unused` are the ids of facts that nothing uses, None where
    that is not known; `verified` the facts (id:date for a point) with a wording that was read in a copy of its source.
    """
    items = [item for fact in facts for item in _items(fact, facts, today, unused, verified)]
    lacking = [item for item in items if item.lacks]
    lacking.sort(key=lambda item: (-len(item.lacks), KINDS.index(item.kind), item.fact))
    sources = facts.sources.values()
    return Coverage(
        kinds=tuple(_count(kind, [item for item in items if item.kind == kind]) for kind in KINDS),
        sources_by_stand=_tally(source.stands_with or "" for source in sources),
        sources_by_kind=_tally(source.kind or "" for source in sources),
        claims=_claims(facts),
        lacking=tuple(lacking),
    )


def _items(
    fact: Fact, facts: Facts, today: date | None, unused: frozenset[str] | None, verified: frozenset[str]
) -> Iterator[Item]:
    """Yield a fact, and each point of a series."""
    is_unused = None if unused is None else fact.id in unused
    due = is_due(fact, today) if isinstance(fact, Figure) and today is not None else None
    if isinstance(fact, Source):
        archived = _is_archived(fact, facts)
        yield Item(fact=fact.id, kind="sources", where=fact.where, archived=archived, unused=is_unused)
    elif isinstance(fact, Chart):
        yield Item(fact=fact.id, kind="charts", where=fact.where, unused=is_unused)
    elif isinstance(fact, Figure) and (fact.derive is not None or fact.points is not None):
        kind = "derived" if fact.derive is not None else "series"
        yield Item(fact=fact.id, kind=kind, where=fact.where, due=due, unused=is_unused)
        for index, point in enumerate(fact.points or ()):
            value = point_value(fact, point)
            # A point without sources of its own has those of its series.
            evidence = _evidence(value.cite, facts, (value.fact if point.cite else fact.id) in verified)
            is_one = origins_of(value.cite, value.claimant, facts).is_one
            where = fact.at("points", index)
            yield Item(fact=value.fact, kind="points", where=where, one_origin=is_one, **evidence)
    else:
        cite = [citation for _, citation in citations_of(fact)]
        evidence = _evidence(cite, facts, fact.id in verified)
        if isinstance(fact, Note):  # It may name its sources in its text.
            evidence["cited"] |= "[@" in fact.text
        yield Item(
            fact=fact.id,
            kind=fact.kind_name,
            where=fact.where,
            one_origin=origins_of(cite, fact.claimant, facts).is_one if isinstance(fact, Figure | Event) else None,
            due=due,
            unused=is_unused,
            **evidence,
        )


def _evidence(cite: Sequence[Citation], facts: Facts, verified: bool) -> dict[str, bool]:
    """Return what is told of anything with citations; of what has none, that alone."""
    if not cite:
        return {"cited": False}
    sources = [facts.sources[citation.source] for citation in cite if citation.source in facts.sources]
    return {
        "cited": True,
        "quoted": any(citation.stated_as is not None for citation in cite),
        "verified": verified,
        "archived": bool(sources) and all(_is_archived(source, facts) for source in sources),
    }


def _is_archived(source: Source, facts: Facts) -> bool:
    return any(read.archive is not None for read in reading_chain(source, facts))


def _count(kind: str, items: Sequence[Item]) -> KindCount:
    counts: dict[str, int | None] = {}
    for name in COLUMNS:
        told = [getattr(item, name) for item in items if getattr(item, name) is not None]
        counts[name] = sum(told) if told else None
    return KindCount(kind=kind, total=len(items), counts=counts)


def _tally(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))


def _claims(facts: Facts) -> tuple[SideCount, ...]:
    found: dict[str | None, Counter[str]] = {}

    def count(kind: str, claimant: str | None) -> None:
        actor = facts.actors.get(claimant or "")
        side = None if actor is None else actor.side or ""
        found.setdefault(side, Counter())[kind] += 1

    for figure in facts.figures.values():
        for point in figure.points or ():
            count("points", point.claimant or figure.claimant)
        if figure.points is None and figure.derive is None:
            count("figures", figure.claimant)
    for event in facts.events.values():
        count("events", event.claimant)
    sides = [
        SideCount(side=side, figures=kinds["figures"], points=kinds["points"], events=kinds["events"])
        for side, kinds in found.items()
    ]
    return tuple(sorted(sides, key=lambda row: (-row.total, row.side or "", row.side is None)))
