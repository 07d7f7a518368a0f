"""A site as pytest sees it: what is to be tested, what is wrong with it, and what nobody looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from explainer.adapters.build_day import build_day
from explainer.adapters.site_settings import SiteSettings, excluder, find_pages, read_settings
from explainer.check.evidence import Reading
from explainer.check.site import Checked, check_site
from explainer.load.folder import facts_files, name_of
from explainer.load.nodes import Mapping, Node, Scalar
from explainer.model.figures import Figure
from explainer.model.records import Fact
from explainer.problems import Position, Problem
from explainer.subjects import codes_of

OF_WORDING: Final = ("evidence-states-value", "qualifier-agrees")
OF_COPY: Final = "evidence-in-snapshot"
_LOOKED_AT: Final = ("states the number", "is read otherwise", "contradicts")
_COMPARED: Final = ("found", "not found", "not readable")


class TestedSite:
    """A site that is checked when the first of its files is collected, and once."""

    __test__ = False  # No class of tests, whatever its name.

    def __init__(self, settings: Path) -> None:
        self.path = settings
        self.root = settings.parent.resolve()

    @cached_property
    def settings(self) -> SiteSettings:
        """The site's settings; raise SettingsError where they cannot be read."""
        return read_settings(self.path)

    @cached_property
    def checked(self) -> Checked:
        """The check of facts, pages and settings, as a build makes it; raise BuildDayError where its day is none."""
        return check_site(replace(self.settings.options, today=self._today), self._pages, self.settings.problems)

    @cached_property
    def _today(self) -> date | None:
        return build_day()

    @cached_property
    def _pages(self) -> list[tuple[Path, Path]]:
        return list(find_pages(self.settings.docs, excluder(self.settings.excluded)))

    @cached_property
    def pages(self) -> frozenset[Path]:
        """The pages."""
        return frozenset(path.resolve() for path, _ in self._pages)

    @cached_property
    def files(self) -> frozenset[Path]:
        """The facts files."""
        folder = self.root / self.settings.options.data
        return frozenset(path.absolute() for path in facts_files(folder)) if folder.is_dir() else frozenset()

    def name_of(self, path: Path) -> str:
        """Return a file's name as problems print it."""
        return name_of(path, self.root)

    @cached_property
    def facts(self) -> dict[str, list[Fact]]:
        """The facts by their files, in file order."""
        found = defaultdict(list)
        for fact in self.checked.every:
            found[fact.where.file].append(fact)
        return found

    @cached_property
    def problems(self) -> dict[str, list[Problem]]:
        """The problems by what they are of: a fact (id, or id:date for a point), a page or file, or the settings."""
        found = defaultdict(list)
        every, settings = self.checked.every, self.name_of(self.path)
        homes = {self.name_of(path) for path in (*self.files, *(path for path, _ in self._pages))}
        for problem in self.checked.problems:
            id = problem.fact.partition(":")[0]
            if id in every.by_id:
                found[problem.fact if problem.fact != id else self._point_at(every.by_id[id], problem)].append(problem)
            else:
                found[problem.where.file if problem.where.file in homes else settings].append(problem)
        return found

    def _point_at(self, fact: Fact, problem: Problem) -> str:
        """Return the point in which a problem of a figure stands, or the figure."""
        if fact.id not in self._points:
            self._points[fact.id] = dict(_places_of_points(fact))
        return self._points[fact.id].get(problem.where, fact.id)

    @cached_property
    def _points(self) -> dict[str, dict[Position, str]]:
        return {}

    def rules(self, subject: str, key: str) -> tuple[str, ...]:
        """Return the codes by which something is tried, and every other code that it has a problem of."""
        codes = [code for code in codes_of(subject) if self._concerns(code, key)]
        return tuple(dict.fromkeys((*codes, *(problem.code for problem in self.problems.get(key, ())))))

    def _concerns(self, code: str, key: str) -> bool:
        """Return whether a rule has anything to look at: a fact without citations has no evidence."""
        if code in OF_WORDING or code == OF_COPY:
            return key in self._readings
        if code == "review-is-due":
            return getattr(self.checked.every.by_id[key], "review_by", None) is not None
        return True

    def skipped(self, code: str, key: str) -> str:
        """Return why nobody looked at whether something keeps a rule, or nothing."""
        if code in OF_WORDING:
            return _unread([reading.wording for reading in self._readings[key]], _LOOKED_AT)
        if code == OF_COPY:
            return _unread([reading.copy for reading in self._readings[key]], _COMPARED)
        if code == "review-is-due" and self._today is None:
            return "no day is set (SOURCE_DATE_EPOCH)"
        if code == "fact-is-used" and self.checked.unused is None:
            return "not every page can be read"
        if code == "number-is-cited" and self.settings.options.number_is_cited == "off":
            return "number_is_cited is off"
        return ""

    @cached_property
    def _readings(self) -> dict[str, list[Reading]]:
        return self.checked.evidence.by_fact()


def _unread(found: Sequence[str], looked_at: Iterable[str]) -> str:
    """Return why a fact's quoted citations were not all looked at; those that quote nothing matter if all do."""
    quoted = [word for word in found if word != "no wording"] or list(found)
    reasons = dict.fromkeys(word for word in quoted if word not in looked_at)
    return ", ".join(reasons)


def _places_of_points(fact: Fact) -> Iterator[tuple[Position, str]]:
    """Yield every place within a figure's points with the point's key."""
    for index, point in enumerate((fact.points or ()) if isinstance(fact, Figure) else ()):
        node = fact.node_at("points", index)
        for where in _places(node) if node is not None else ():
            yield where, f"{fact.id}:{point.date.text}"


def _places(node: Node) -> Iterator[Position]:
    yield node.where
    if isinstance(node, Mapping):
        yield from node.keys.values()
    if not isinstance(node, Scalar):
        for item in node.items.values() if isinstance(node, Mapping) else node.items:
            yield from _places(item)
