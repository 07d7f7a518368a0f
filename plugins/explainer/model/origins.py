"""How many independent origins a fact has: who says it, and who only repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from explainer.model.facts import Facts
from explainer.model.kinds import Source
from explainer.model.records import Citation

INDEPENDENT: Final = "independent"
_NO_PARTY: Final = frozenset({INDEPENDENT, "other", ""})
"""Words of `stands_with` that name no party, in lower case."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """One mouth from which a fact comes."""

    stand: str
    """Whose stand it takes, as `stands_with` says it; nothing where that is not known."""
    sources: tuple[str, ...]
    """Ids of the cited sources that come from it, in the order of the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origins:
    """The origins of a fact, and how many outlets carry it."""

    all: tuple[Origin, ...] = ()
    outlets: int = 0
    """How many publishers' pages it was read in: a work known from another page alone counts with that page."""

    @property
    def is_one_retold(self) -> bool:
        """Whether several outlets repeat a single origin."""
        return len(self.all) == 1 and self.outlets > 1

    @property
    def is_one(self) -> bool:
        """Whether all rests on a single origin."""
        return len(self.all) == 1

    @property
    def stands(self) -> tuple[str, ...]:
        """The known stands of the origins, each once."""
        return tuple(dict.fromkeys(origin.stand for origin in self.all if origin.stand))


def origins_of(citations: Iterable[Citation], claimant: str | None, facts: Facts) -> Origins:
    """Return the origins of what is cited so, said by that claimant.

    - A source in which another cited source was read (`via`, at any depth) only retells it.
    - Sources that stand with the same party are one origin, whichever way they were read.
    - A source that stands with nobody retells the claimant where there is one: it adds no origin to those of the
      parties, and all such sources together are one where no party is cited. Where nobody claims it, each publisher
      is an origin of its own.
    """
    cited = {citation.source: facts.sources.get(citation.source) for citation in citations}
    sources = [source for source in cited.values() if source is not None]
    chains = {source.id: reading_chain(source, facts) for source in sources}
    retelling = _retelling(chains)
    speaking = [source for source in sources if source.id not in retelling]
    parties = {source.id: _party(chains[source.id]) for source in speaking}
    groups: dict[tuple[str, str], list[Source]] = {}
    for source in speaking:
        if parties[source.id]:
            groups.setdefault(("party", parties[source.id].casefold()), []).append(source)
        elif claimant is None:
            groups.setdefault(("outlet", _outlet(chains[source.id])), []).append(source)
        elif not any(parties.values()):
            groups.setdefault(("claimant", ""), []).append(source)
    return Origins(
        all=tuple(
            Origin(stand=_stand(by, group, parties), sources=tuple(source.id for source in group))
            for (by, _), group in groups.items()
        ),
        outlets=len({_outlet(chain) for chain in chains.values()}),
    )


def reading_chain(source: Source, facts: Facts) -> tuple[Source, ...]:
    """Return a source and what it was read in, up to the page that was opened; a ring is followed once."""
    found = {source.id: source}
    current: Source | None = source
    while current is not None and current.via is not None and current.via not in found:
        current = facts.sources.get(current.via)
        if current is not None:
            found[current.id] = current
    return tuple(found.values())


def _retelling(chains: dict[str, tuple[Source, ...]]) -> set[str]:
    """Return the sources in which another cited one was read; of a ring the first one speaks."""
    found: set[str] = set()
    for id, (_, *read_in) in chains.items():
        if id not in found:
            found.update(source.id for source in read_in)
    return found


def _party(chain: tuple[Source, ...]) -> str:
    """Return the party that a source stands with, or that of the page in which it was read; nothing for nobody."""
    stands = (source.stands_with or "" for source in chain)
    return next((stand for stand in stands if stand.casefold() not in _NO_PARTY), "")


def _outlet(chain: tuple[Source, ...]) -> str:
    """Return who published the page that was really opened."""
    return (chain[-1].publisher or chain[-1].id).casefold()


def _stand(by: str, group: list[Source], parties: dict[str, str]) -> str:
    """Return the stand of an origin; that of a claimant is not known from those who retell it."""
    if by == "party":
        return parties[group[0].id]
    stands = {(source.stands_with or "").casefold() for source in group}
    return INDEPENDENT if by == "outlet" and INDEPENDENT in stands else ""
