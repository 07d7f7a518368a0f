"""What a page's blocks and footnotes are rendered from: plain values and functions, no engine's objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from babel import Locale
from markupsafe import Markup

from explainer.check.usage import users
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.problems import Position, Problem
from explainer.render.charts import Picture


@dataclass(frozen=True, slots=True)
class Place:
    """A page that uses a fact: its title and address as seen from the page that links to it."""

    title: str
    href: str


def _nowhere(_: str) -> str:
    return ""


def _ignore(_: Problem) -> None:
    return None


def _unused(_: str) -> tuple[Place, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class SiteContext:
    """What is the same on every page of a site."""

    facts: Facts
    locale: Locale
    draw: Callable[[str], Picture | None] = lambda _: None
    """A chart's id -> its picture; None where it could not be drawn."""
    find_file: Callable[[str], str] = _nowhere
    """A file's path in the site -> its address, seen from this page; nothing where there is no site."""
    find_url: Callable[[str], str] = _nowhere
    """A fact's id -> the address of its entry, seen from this page; nothing where it has none."""
    find_places: Callable[[str], tuple[Place, ...]] = _unused
    """A fact's id -> the pages that use it."""
    find_block: Callable[[str], str] = _nowhere
    """A block's name -> the address of the page that shows it whole, seen from this page; nothing without one."""
    find_edit: Callable[[Position], str] = lambda _: ""
    """A place in a facts file -> where that line is opened in the repository's editor; nothing without one."""
    report: Callable[[Problem], None] = _ignore
    """Told every problem that is marked on the page."""
    used_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A fact's id -> ids of the facts that name it."""
    today: date | None = None
    """The day by which reviews are due; None where nobody named one."""
    unused: frozenset[str] | None = None
    """Ids of facts that nothing uses; None where the whole site is not known."""
    verified: frozenset[str] = frozenset()
    """Facts (id:date for a point) with a wording that was read in a copy of its source."""

    version: str = ""
    """A hash of all that a reader sees of the facts; nothing where no page compares it with an earlier visit's."""

    @classmethod
    def of(cls, facts: Facts, locale: Locale, **functions: object) -> SiteContext:
        """Return the context of these facts."""
        return cls(facts=facts, locale=locale, used_by=users(facts), **functions)  # type: ignore[arg-type]

    def edit_of(self, id: str, date: str = "") -> str:
        """Return where a fact's own line is opened in the repository's editor, or a point's; nothing without one."""
        fact = self.facts.by_id[id]
        dates = [point.date.text for point in fact.points or ()] if isinstance(fact, Figure) and date else []
        return self.find_edit(fact.at("points", dates.index(date)) if date in dates else fact.where)


@dataclass(slots=True)
class PageState:
    """What grows while one page is printed, from top to bottom."""

    cite: Callable[[str], Markup]
    """A footnote's key -> its mark; numbers the footnote if this is its first mention."""
    inline: Callable[[str], Markup]
    """Inline Markdown with references -> HTML."""
    ids: set[str] = field(default_factory=set)
    """Ids that stand on the page already."""
    cited: set[tuple[str, bool]] = field(default_factory=set)
    """Ids of the sources that the page has named already, and whether that was without their details."""
    level: int = 1
    """Level of the last heading above what is printed."""

    def claim_id(self, id: str) -> str:
        """Return the id if it is free on this page, else nothing: ids are unique on a page."""
        if id in self.ids:
            return ""
        self.ids.add(id)
        return id

    def free_id(self, id: str) -> str:
        """Return the id, with a number where it stands on the page already; for what is no fact."""
        free, number = id, 1
        while not self.claim_id(free):
            number += 1
            free = f"{id}:{number}"
        return free

    @property
    def heading(self) -> int:
        """The level of a heading within a block: one below the last of the page's own."""
        return min(self.level + 1, 6)

    def again(self, source: str, *, brief: bool = False) -> bool:
        """Return whether the page has named that source before, and note that it has; `brief`: without details."""
        before = not {(source, False), (source, brief)}.isdisjoint(self.cited)
        self.cited.add((source, brief))
        return before
