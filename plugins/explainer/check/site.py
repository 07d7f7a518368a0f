"""A site's facts and pages -> what is sound, and every problem: the one way in for every adapter."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from explainer.check.evidence import Evidence, read_evidence
from explainer.check.options import Options
from explainer.check.prose import page_problems
from explainer.check.prose_numbers import NumberReader
from explainer.check.records import Records, read_records
from explainer.check.rules import RULES, RULES_OF_SOUND_FACTS
from explainer.check.tables import table_reader
from explainer.check.usage import unused, users
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
    evidence: Evidence = field(default_factory=Evidence)
    """What came of every fact's citations."""
    unused: frozenset[str] | None = None
    """Ids of facts that nothing uses; None where not all pages were read, and nobody knows."""

    @property
    def failed(self) -> bool:
        """Whether a problem stops a build."""
        return has_errors(self.problems)

    @property
    def facts_failed(self) -> bool:
        """Whether a problem stops a build that is in the facts or the settings, and not in a page."""
        pages = {page.file for page in self.pages}
        return has_errors(problem for problem in self.problems if problem.where.file not in pages)

    @property
    def verified(self) -> frozenset[str]:
        """Facts (id:date for a point) with a wording that was found in the copy of its source."""
        return frozenset(reading.fact for reading in self.evidence.readings if reading.verdict == "verified")

    def counts(self) -> dict[str, int]:
        """Return how many facts, points, citations, pages and references were looked at."""
        counts = {kind: len(getattr(self.every, kind)) for kind in KINDS}
        counts["points"] = sum(len(figure.points or ()) for figure in self.every.figures.values())
        counts["citations"] = len(self.evidence.readings)
        counts["pages"] = len(self.pages)
        counts["references"] = sum(len(page.mentions) for page in self.pages)
        return counts


def has_facts(options: Options) -> bool:
    """Return whether there is a folder of facts at all; without one, no reference can be judged."""
    return (options.root / options.data).is_dir()


def check_facts(options: Options, instead: Mapping[Path, bytes] | None = None) -> Checked:
    """Return the facts of a site's data folder with all of their problems, those of prose apart.

    `instead` holds files of facts as they are to become, by their paths.
    """
    folder = options.root / options.data
    if not has_facts(options):
        return Checked(problems=(_no_folder(options),))
    with _without_collector():
        records = read_records(load_folder(folder, options.root, instead), table_reader(folder, options.root))
        problems = list(records.problems)
        for rule in RULES:
            problems += rule(records.facts, options)
        problems += _note_problems(records.facts, options.locale)
        sound = _sound(records, problems)
        found = [problem for rule in RULES_OF_SOUND_FACTS for problem in rule(sound, options)]
        evidence, unproven = read_evidence(records.facts, sound, options)
        found += unproven
        problems += found
        if not records.by_id and not problems:
            problems.append(_no_facts(options))
        facts = _sound(records, problems) if found else sound
        return Checked(facts=facts, every=records.facts, problems=in_order(problems), evidence=evidence)


def check_site(options: Options, pages: Iterable[tuple[Path, Path]], extra: Iterable[Problem] = ()) -> Checked:
    """Return a whole site's check: facts, pages (each with the folder that it may not lead out of), options.

    `extra` are problems that an adapter found in the site's settings.
    """
    checked = check_facts(options)
    pages = list(pages)
    read, problems = read_pages(pages, options.root)
    reader = NumberReader(checked.every, options)
    for page in read:
        problems += page_problems(page, checked.every, options.locale) if has_facts(options) else page.problems
        problems += reader.problems(page) if has_facts(options) else ()
    left = None
    if pages and len(read) == len(pages):  # What a page that cannot be read uses, nobody knows.
        left = list(unused(checked.every, read))
        problems += left
    return Checked(
        facts=checked.facts,
        every=checked.every,
        pages=tuple(read),
        problems=in_order([*checked.problems, *problems, *extra]),
        evidence=checked.evidence,
        unused=None if left is None else frozenset(problem.fact for problem in left),
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
        if not any(problem.code in ("file-is-inside", "yaml-is-plain") for problem in found):
            read.append(read_page(text, name))
    return read, problems


def _note_problems(facts: Facts, language: str) -> Iterator[Problem]:
    """Yield every problem of the references in a note's text, which is read as a page's is."""
    for note in facts.notes.values():
        if "[@" in note.text:
            page = read_page(note.text, note.where.file)
            for problem in page_problems(replace(page, blocks=()), facts, language):
                yield replace(problem, where=note.at("text"), fact=note.id)


def _no_folder(options: Options) -> Problem:
    where = options.places.get("data", Position(options.data))
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
    resting = users(records.facts)
    waiting = [*bad, *(id for id in resting if id not in records.by_id)]
    while waiting:
        fallen = [id for id in resting.get(waiting.pop(), ()) if id not in bad]
        bad.update(fallen)
        waiting += fallen
    if not bad:
        return records.facts
    kept = {kind: {id: fact for id, fact in getattr(records.facts, kind).items() if id not in bad} for kind in KINDS}
    return replace(records.facts, unread=frozenset(), **kept)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause Python's cyclic garbage collector: loading makes millions of objects and no cycles, and pays it twice."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # All that was made counts as young, and would be looked through at once: let it count as old.
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
