"""What a block is narrowed to by its options: kinds, actors, tags, dates, order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from explainer.model.dates import EdtfDate, read_date
from explainer.model.kinds import Event
from explainer.prose.blocks import Block
from explainer.render.context import SiteContext

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What a block is narrowed to by its options; nothing given selects everything."""

    kinds: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    first: EdtfDate | None = None
    last: EdtfDate | None = None
    newest_first: bool = False

    @classmethod
    def of(cls, block: Block) -> Selection:
        """Return a sound block's selection."""
        given = {option.name: option.values for option in block.options}
        dates = {name: read_date(given[name][0]) for name in ("from", "to") if given.get(name)}
        return cls(
            kinds=frozenset(given.get("kinds", ())),
            actors=frozenset(given.get("actors", ())),
            tags=frozenset(given.get("tags", ())),
            first=dates.get("from"),
            last=dates.get("to"),
            newest_first=given.get("order", ("oldest",))[0] in ("newest", "desc"),
        )

    def takes(self, *, kind: str | None, actors: Iterable[str], tags: Iterable[str], date: EdtfDate | None) -> bool:
        """Return whether a fact of this kind, with these actors, tags and date, is selected."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.actors or bool(self.actors.intersection(actors)))
            and (not self.tags or bool(self.tags.intersection(tags)))
            and self._takes_date(date)
        )

    def _takes_date(self, date: EdtfDate | None) -> bool:
        if self.first is None and self.last is None:
            return True
        if date is None:
            return False
        after = self.first is None or date.latest >= self.first.earliest
        return after and (self.last is None or date.earliest <= self.last.latest)


def selected_events(block: Block, site: SiteContext) -> list[Event]:
    """Return the events that a block's options select, in its order."""
    selection = Selection.of(block)
    events = [
        event
        for event in site.facts.events_in_order
        if selection.takes(
            kind=event.kind,
            actors=[*event.actors, *([event.claimant] if event.claimant else [])],
            tags=event.tags,
            date=event.date,
        )
    ]
    return events[::-1] if selection.newest_first else events


def in_asked_order(rows: list[Row], selection: Selection) -> list[Row]:
    """Return rows that are in order, or in reverse where the block asks for the newest first."""
    return rows[::-1] if selection.newest_first else rows
