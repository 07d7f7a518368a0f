"""pytest: one test for each rule and each fact, point, page and file of the site in which it runs.

`data/figures.yml::bodies-to-ukraine::figure-has-citation`, `docs/index.md::number-is-cited`. Nothing is imported, and
nothing is collected, where there is no settings file that uses the plugin. `subjects` has the rules of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from explainer.adapters.tested_site import TestedSite
    from explainer.problems import Problem

_SETTING: Final = "explainer_config"
_DEFAULT: Final = "mkdocs.yml"
_PAGES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_FILES: Final = (".yml", ".yaml")
_WARNING: Final = "explainer-warning"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that names the site."""
    help = "settings files of the sites that are tested, a line each (mkdocs.yml, or the nearest above a file)"
    parser.addini(_SETTING, help, type="linelist", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a setting that names no file."""
    for settings in _named(config):
        if not settings.is_file():
            raise pytest.UsageError(f"{_SETTING}: there is no settings file {settings}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return the collector of a site's facts file, page or settings file."""
    if file_path.suffix.lower() not in (*_FILES, *_PAGES):
        return None
    for site in _sites_of(parent.config, file_path):
        if file_path == site.path:
            return SettingsFile.from_parent(parent, path=file_path, site=site)
        if _lies_in(site, file_path):
            kind = PageFile if file_path.suffix.lower() in _PAGES else FactsFile
            return kind.from_parent(parent, path=file_path, site=site)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the warnings: they fail nothing, and are not lost."""
    reports = [
        report for category in ("passed", "failed", "skipped") for report in _reports(terminalreporter, category)
    ]
    said = dict.fromkeys(text for report in reports for name, text in report.user_properties if name == _WARNING)
    if said:
        terminalreporter.section("warnings of the facts and pages", sep="-")
        for text in said:
            terminalreporter.line(str(text))


def _reports(terminal: pytest.TerminalReporter, category: str) -> list[pytest.TestReport]:
    return [report for report in terminal.stats.get(category, []) if isinstance(report, pytest.TestReport)]


def _named(config: pytest.Config) -> list[Path]:
    return [config.rootpath / name for name in config.getini(_SETTING)]


_SITES: Final = pytest.StashKey["dict[Path, TestedSite | None]"]()


def _sites_of(config: pytest.Config, path: Path) -> Iterator[TestedSite]:
    """Yield the sites to which a file may belong: those that are named, else the root's, else the nearest above."""
    known = config.stash.setdefault(_SITES, {})
    named = _named(config)
    if named:
        found = [_site(known, settings, named=True) for settings in named]
        yield from (site for site in found if site is not None)
        return
    above = [folder for folder in path.parents if folder.is_relative_to(config.rootpath)]
    for folder in [config.rootpath, *above]:
        site = _site(known, folder / _DEFAULT, named=False)
        if site is not None:
            yield site
            return


def _site(known: dict[Path, TestedSite | None], settings: Path, *, named: bool) -> TestedSite | None:
    """Return the site of a settings file, the same for every file; None where that does not use the plugin."""
    if settings not in known:
        known[settings] = None
        if named or _names_plugin(settings):
            from explainer.adapters.tested_site import TestedSite

            known[settings] = TestedSite(settings)
    return known[settings]


def _names_plugin(settings: Path) -> bool:
    try:
        text = settings.read_text("utf-8", errors="replace")
    except OSError:
        return False
    if "explainer" not in text:  # Most sites do not name the plugin at all: for them, nothing of it is imported.
        return False
    from explainer.adapters.site_settings import SettingsError, uses_plugin

    try:
        return uses_plugin(settings)
    except SettingsError:
        return True


def _lies_in(site: TestedSite, path: Path) -> bool:
    """Return whether a file is a page or facts file of the site."""
    from explainer.adapters.site_settings import SettingsError

    try:
        if path.suffix.lower() in _PAGES:
            return path.resolve() in site.pages
        return path in site.files or path.resolve() in site.files
    except SettingsError:  # It is told when the file is collected.
        return path.is_relative_to(site.root / "data")


class SiteFile(pytest.File):
    """A file of a site; `key` is its name as problems print it."""

    def __init__(self, *, site: TestedSite, **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.site = site

    @property
    def key(self) -> str:
        """The file's name as problems print it. Raise CollectError where the settings are broken."""
        from explainer.adapters.build_day import BuildDayError
        from explainer.adapters.site_settings import SettingsError

        try:
            _ = self.site.checked
        except (SettingsError, BuildDayError) as error:
            raise pytest.Collector.CollectError(str(error)) from None
        resolved = self.path if self.path in self.site.files else self.path.resolve()
        return self.site.name_of(self.site.path if self.path == self.site.path else resolved)

    def tests(self, subject: str, key: str) -> Iterator[RuleTest]:
        """Yield the tests of the file itself."""
        yield from _tests(self, self.site, subject, key)


class FactsFile(SiteFile):
    """A facts file: holds its facts, and the rules of files."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the file's facts and their points, each with its rules, and the rules of the file itself."""
        key = self.key
        for fact in self.site.facts.get(key, ()):
            yield FactTests.from_parent(self, name=fact.id, site=self.site, subject=fact.kind_name)
            for date in dict.fromkeys(point.date.text for point in getattr(fact, "points", None) or ()):
                yield FactTests.from_parent(self, name=f"{fact.id}:{date}", site=self.site, subject="points")
        yield from self.tests("files", key)


class PageFile(SiteFile):
    """A page: holds one test a rule."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the page's rules."""
        yield from self.tests("pages", self.key)


class SettingsFile(SiteFile):
    """The settings: holds one test a rule, and what is wrong in no other file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the rules of the settings."""
        yield from self.tests("settings", self.key)


class FactTests(pytest.Collector):
    """A fact, or a point of one: holds one test a rule."""

    def __init__(self, *, site: TestedSite, subject: str, **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.site = site
        self.subject = subject

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test for every rule that the fact is tried by, and for every other code it has a problem of."""
        yield from _tests(self, self.site, self.subject, self.name)


def _tests(parent: pytest.Collector, site: TestedSite, subject: str, key: str) -> Iterator[RuleTest]:
    problems = site.problems.get(key, ())
    for code in site.rules(subject, key):
        found = tuple(problem for problem in problems if problem.code == code)
        skipped = "" if found else site.skipped(code, key)
        yield RuleTest.from_parent(parent, name=code, problems=found, skipped=skipped)


class FactProblem(Exception):
    """A rule that a fact breaks."""


class RuleTest(pytest.Item):
    """One rule, tried on one fact, page or file."""

    def __init__(self, *, problems: tuple[Problem, ...], skipped: str, **arguments: object) -> None:
        super().__init__(**arguments)  # type: ignore[arg-type]
        self.problems = problems
        self.skipped = skipped

    def runtest(self) -> None:
        """Fail where the rule is broken; what nobody could look at is skipped, never passed."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        for problem in self.problems:
            if problem.severity == "warning":
                self.user_properties.append((_WARNING, str(problem)))
        if errors:
            raise FactProblem("\n".join(map(str, errors)))
        if self.skipped:
            pytest.skip(self.skipped)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return the problem as `explainer check` prints it, without a traceback."""
        if isinstance(excinfo.value, FactProblem):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the rule is broken."""
        line = self.problems[0].where.line - 1 if self.problems else None
        return self.path, line, self.nodeid
