"""A site's facts and pages -> what is sound, and every problem: the one way in for every adapter."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from explainer.check.citations import citations_of
from explainer.check.options import Options
from explainer.check.prose import page_problems, reference_problem
from explainer.check.records import Records, read_records
from explainer.check.rules import RULES
from explainer.check.tables import table_reader
from explainer.check.usage import named_by, note_problems, unused
from explainer.load.folder import load_folder, name_of, read_text
from explainer.model.facts import KINDS, Facts
from explainer.problems import Position, Problem, has_errors, in_order
from explainer.prose.pages import Page, read_page


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a check found: `facts` are the sound ones, `every` holds those with problems too."""

    facts: Facts = field(default_factory=Facts)
    every: Facts = field(default_factory=Facts)
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a problem stops a build."""
        return has_errors(self.problems)

    def counts(self) -> dict[str, int]:
        """Return how many facts, points, citations, pages and references were looked at."""
        counts = {kind: len(getattr(self.every, kind)) for kind in KINDS}
        counts["points"] = sum(len(figure.points or ()) for figure in self.every.figures.values())
        citations = [citation for fact in self.every for _, citation in citations_of(fact)]
        counts["citations"] = len(citations)
        counts["pages"] = len(self.pages)
        counts["references"] = sum(len(page.mentions) for page in self.pages)
        return counts

    def quoted(self) -> int:
        """Return how many citations carry their source's wording."""
        return sum(
            citation.stated_as is not None for fact in self.every for _, citation in citations_of(fact)
        )


def check_facts(options: Options) -> Checked:
    """Return the facts of a site's data folder with all of their problems, those of prose apart."""
    folder = options.root / options.data
    if not folder.is_dir():
        return Checked(problems=(_no_folder(options),))
    with _without_collector():
        files, problems = load_folder(folder, options.root)
        records = read_records(files, table_reader(folder, options.root))
        problems += records.problems
        for rule in RULES:
            problems += rule(records.facts, options)
        problems += _note_references(records.facts)
        if not records.by_id and not problems:
            problems.append(_no_facts(options))
        return Checked(
            facts=_sound(records, problems), every=records.facts, problems=in_order(problems)
        )


def check_site(options: Options, pages: Iterable[tuple[Path, Path]], extra: Iterable[Problem] = ()) -> Checked:
    """Return a whole site's check: facts, pages (each with the folder that it may not lead out of), options.

    `extra` are problems that an adapter found in the site's settings.
    """
    checked = check_facts(options)
    read, problems = read_pages(pages, options.root)
    for page in read:
        problems += page_problems(page, checked.every)
    problems += unused(checked.every, read)
    return Checked(
        facts=checked.facts,
        every=checked.every,
        pages=tuple(read),
        problems=in_order([*checked.problems, *problems, *extra]),
    )


def read_pages(pages: Iterable[tuple[Path, Path]], root: Path) -> tuple[list[Page], list[Problem]]:
    """Return the pages that can be read, in the order given, and why others cannot."""
    read: list[Page] = []
    problems: list[Problem] = []
    for path, folder in pages:
        name = name_of(path, root)
        text, found = read_text(path, name, folder)
        # A page's characters are its writer's; what hides text is a problem in facts only.
        problems += [problem for problem in found if problem.code != "text-is-clean"]
        if text:
            read.append(read_page(text, name))
    return read, problems


def _note_references(facts: Facts) -> Iterator[Problem]:
    for note, reference, where in note_problems(facts):
        problem = reference_problem(reference, facts, where)
        if problem is not None:
            yield Problem(where, problem.code, problem.message, problem.hint, fact=note.id)


def _no_folder(options: Options) -> Problem:
    where = Position(options.data)
    if options.data != Options().data:
        hint = "look at the option data in the site's settings"
        return Problem(where, "file-is-inside", f'there is no folder "{options.data}"', hint)
    hint = f"make the folder {options.data}/ beside the site's settings and put a file such as sources.yml in it"
    return Problem(where, "facts-are-present", f'there are no facts: the folder "{options.data}" does not exist', hint)


def _no_facts(options: Options) -> Problem:
    hint = "write a file such as sources.yml into it"
    message = f'there are no facts: the folder "{options.data}" holds no *.yml file with a record'
    return Problem(Position(options.data), "facts-are-present", message, hint)


def _sound(records: Records, problems: Iterable[Problem]) -> Facts:
    """Return the facts without a problem that rest on sound facts alone."""
    bad = records.broken | {
        problem.fact.partition(":")[0] for problem in problems if problem.severity == "error" and problem.fact
    }
    if not bad:
        return records.facts
    names = {fact.id: set(named_by(fact)) for fact in records.facts}
    missing = {id for named in names.values() for id in named} - names.keys()
    waiting = True
    while waiting:
        fallen = {id for id, named in names.items() if id not in bad and named & (bad | missing)}
        bad |= fallen
        waiting = bool(fallen)
    kept = {
        kind: {id: fact for id, fact in getattr(records.facts, kind).items() if id not in bad} for kind in KINDS
    }
    return Facts(**kept)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause Python's cyclic garbage collector: loading makes millions of objects and no cycles, and pays it twice."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
