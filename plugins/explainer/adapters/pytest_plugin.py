"""pytest: one test for each fact and rule of the site in which it runs.

`data/figures.yml::bodies-to-ukraine::figure-has-citation`. Nothing is imported, and nothing is collected, where there
is no settings file that uses the plugin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from explainer.check.site import Checked
    from explainer.model.records import Fact
    from explainer.problems import Problem

_SETTING: Final = "explainer_config"
_DEFAULT: Final = "mkdocs.yml"
_ALWAYS: Final = ("key-is-known", "field-is-required", "type-matches", "id-is-valid", "id-is-unique")
_RULES: Final[dict[str, tuple[str, ...]]] = {
    "sources": (
        *_ALWAYS,
        "date-is-valid",
        "date-is-possible",
        "url-is-safe",
        "reference-resolves",
        "no-cycle",
    ),
    "actors": (*_ALWAYS, "citation-resolves"),
    "figures": (
        "figure-has-citation",
        *_ALWAYS,
        "value-is-number",
        "value-is-possible",
        "range-is-ordered",
        "date-is-valid",
        "date-is-possible",
        "unit-agrees",
        "scope-agrees",
        "citation-resolves",
        "evidence-is-quoted",
        "actor-resolves",
        "reference-resolves",
        "no-cycle",
    ),
    "events": (
        "event-has-citation",
        *_ALWAYS,
        "date-is-valid",
        "date-is-possible",
        "citation-resolves",
        "actor-resolves",
        "reference-resolves",
    ),
    "notes": ("note-has-citation", *_ALWAYS, "citation-resolves", "reference-resolves"),
    "disputes": (
        "dispute-has-citation",
        *_ALWAYS,
        "two-sides-needed",
        "date-is-valid",
        "date-is-possible",
        "citation-resolves",
        "actor-resolves",
        "reference-resolves",
    ),
    "charts": (
        *_ALWAYS,
        "unit-agrees",
        "scope-agrees",
        "value-is-possible",
        "reference-resolves",
        "file-is-inside",
    ),
}
_RULES_OF_POINT: Final = ("point-has-citation",)
"""The rules that each kind of fact is tried by; a problem of any other code becomes a test as well."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that names the site."""
    parser.addini(_SETTING, "the settings file of the site whose facts are tested (mkdocs.yml)", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a setting that names no file."""
    settings = config.rootpath / config.getini(_SETTING)
    if config.getini(_SETTING) and not settings.is_file():
        raise pytest.UsageError(f"{_SETTING}: there is no settings file {settings}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the collector of a facts file of the site."""
    if file_path.suffix.lower() not in (".yml", ".yaml"):
        return None
    site = _site_of(parent.config)
    if site is None or not site.holds(file_path):
        return None
    return FactsFile.from_parent(parent, path=file_path, site=site)


class Site:
    """A site whose facts are tests; checked when the first of its files is collected, and once."""

    def __init__(self, settings: Path) -> None:
        self.settings = settings
        self.root = settings.parent.resolve()
        self._data: Path | None = None
        self._checked: Checked | None = None

    def holds(self, path: Path) -> bool:
        """Return whether a file is one of the site's facts files."""
        if self._data is None:
            self._data = self._find_data().resolve()
        relative = path.resolve()
        if not relative.is_relative_to(self._data):
            return False
        return not any(part.startswith(".") for part in relative.relative_to(self._data).parts)

    def _find_data(self) -> Path:
        from explainer.adapters.site_settings import SettingsError, read_settings

        try:
            options = read_settings(self.settings).options
        except SettingsError:  # It is told when the first file is collected.
            return self.root / "data"
        return options.root / options.data

    @property
    def checked(self) -> Checked:
        """The check of the facts; prose is the build's matter. Raise CollectError where the settings are broken."""
        if self._checked is None:
            from explainer.adapters.site_settings import SettingsError, read_settings
            from explainer.check import site

            try:
                self._checked = site.check_facts(read_settings(self.settings).options)
            except SettingsError as error:
                raise pytest.Collector.CollectError(str(error)) from None
        return self._checked

    def name_of(self, path: Path) -> str:
        """Return a file's name as problems print it."""
        from explainer.load.folder import name_of

        return name_of(path.resolve(), self.root)


_SITE: Final = pytest.StashKey["Site | None"]()


def _site_of(config: pytest.Config) -> Site | None:
    if _SITE not in config.stash:
        config.stash[_SITE] = _find_site(config)
    return config.stash[_SITE]


def _find_site(config: pytest.Config) -> Site | None:
    given = config.getini(_SETTING)
    settings = config.rootpath / (given or _DEFAULT)
    if given:
        return Site(settings)
    try:
        text = settings.read_text("utf-8", errors="replace")
    except OSError:
        return None
    # Most sites do not name the plugin at all: for them, nothing of it is imported.
    return Site(settings) if "explainer" in text and _uses_plugin(settings) else None


def _uses_plugin(settings: Path) -> bool:
    from explainer.adapters.site_settings import SettingsError, uses_plugin

    try:
        return uses_plugin(settings)
    except SettingsError:
        return True


class FactsFile(pytest.File):
    """A facts file: holds its facts, and the problems that belong to none of them."""

    def __init__(self, *, site: Site, **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.site = site

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the file's facts, each with its rules, and one test for every other problem of the file."""
        name = self.site.name_of(self.path)
        problems = self.site.checked.problems
        known = self.site.checked.every
        for fact in known:
            if fact.where.file == name:
                yield FactTests.from_parent(self, name=fact.id, fact=fact, problems=_of(problems, fact.id))
                yield from self._points(fact, problems)
        rest = [p for p in problems if p.where.file == name and p.fact.partition(":")[0] not in known.by_id]
        for code in sorted({problem.code for problem in rest}):
            found = tuple(problem for problem in rest if problem.code == code)
            yield RuleTest.from_parent(self, name=code, problems=found)
        if not rest:
            yield RuleTest.from_parent(self, name="yaml-is-valid", problems=())

    def _points(self, fact: Fact, problems: Iterable[Problem]) -> Iterator[FactTests]:
        for date in dict.fromkeys(point.date.text for point in getattr(fact, "points", None) or ()):
            name = f"{fact.id}:{date}"
            found = tuple(problem for problem in problems if problem.fact == name)
            yield FactTests.from_parent(self, name=name, fact=None, problems=found)


def _of(problems: Iterable[Problem], id: str) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.fact == id)


class FactTests(pytest.Collector):
    """A fact, or a point of one (`fact` is None): holds one test a rule."""

    def __init__(self, *, fact: Fact | None, problems: tuple[Problem, ...], **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.fact = fact
        self.problems = problems

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for every rule that the fact is tried by, and for every other code it has a problem of."""
        rules = _RULES[self.fact.kind_name] if self.fact else _RULES_OF_POINT
        for code in dict.fromkeys((*rules, *(problem.code for problem in self.problems))):
            found = tuple(problem for problem in self.problems if problem.code == code)
            yield RuleTest.from_parent(self, name=code, problems=found)


class FactProblem(Exception):
    """A rule that a fact breaks."""


class RuleTest(pytest.Item):
    """One rule, tried on one fact."""

    def __init__(self, *, problems: tuple[Problem, ...], **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.problems = problems

    def runtest(self) -> None:
        """Fail where the fact breaks the rule."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors:
            raise FactProblem("\n".join(map(str, errors)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return the problem as `explainer check` prints it, without a traceback."""
        if isinstance(excinfo.value, FactProblem):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the rule is broken."""
        line = self.problems[0].where.line - 1 if self.problems else None
        return self.path, line, self.nodeid
