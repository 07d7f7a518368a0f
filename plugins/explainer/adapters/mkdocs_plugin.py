"""The MkDocs plugin: engine events -> calls to the pipeline; problems -> log records. Runs under ProperDocs too."""

from __future__ import annotations

import logging

from functools import partial
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, Final, Literal

from babel import Locale
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from explainer.adapters.building_aside import BuildingAside
from explainer.adapters.site_charts import draw_charts
from explainer.adapters.site_links import SiteLinks, find_links
from explainer.adapters.site_settings import find_pages, read_settings
from explainer.check.options import Options
from explainer.check.site import Checked, check_site
from explainer.load.folder import name_of
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import Problem, in_order
from explainer.render.context import Place, SiteContext
from explainer.render.html import render
from explainer.report import summary

log = logging.getLogger("mkdocs.plugins.explainer")

_STYLESHEET: Final = "assets/explainer.css"
_SERVE_FOLDERS: Final = ("mkdocs_", "properdocs_")
"""What the engines call the folder that they serve from: `serve --clean` says that it is a build."""


class _Warnings(logging.Handler):
    """Counts what `--strict` will fail on, since the engine tells only when the site is written."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        self.count += record.levelno >= logging.WARNING


class ExplainerPlugin(BasePlugin):  # type: ignore[type-arg]
    """Checks the facts before a build, prints them in pages, and puts the site in place when it is whole."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.options = Options()
        self.checked = Checked()
        self.good: Checked | None = None
        """The last check without errors: what a preview goes on with while an editor is at work."""
        self.aside: BuildingAside | None = None
        self.charts: dict[str, Markup] = {}
        self.marked: list[Problem] = []
        self.warnings = _Warnings()
        self.links = SiteLinks({}, {})
        self.site_context: SiteContext | None = None

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Take the options as they are: the check tells what is wrong with them, at their line."""
        del options, config_file_path
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what is run; an engine keeps a plugin with this hook from one build of a preview to the next."""
        self.serving = command == "serve"
        self.dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Register the Markdown extension and the stylesheet, and turn a build aside."""
        self.serving = self.serving or Path(config.site_dir).name.startswith(_SERVE_FOLDERS)
        for extension in ("footnotes", "explainer"):
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        # A writer's own setting stands; without one, notes are numbered as a reader meets them.
        config.mdx_configs["footnotes"] = {"USE_DEFINITION_ORDER": False} | config.mdx_configs.get("footnotes", {})
        if _STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, _STYLESHEET)
        self.aside = None
        if not self.serving:
            self.aside = BuildingAside(Path(config.site_dir))
            self.aside.start(from_old=self.dirty)
            config.site_dir = str(self.aside.building)
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        self.warnings = _Warnings()
        logging.getLogger("mkdocs").addHandler(self.warnings)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check facts and pages; a build with an error ends here, before anything is written."""
        settings = read_settings(Path(config.config_file_path))
        self.options = settings.options
        docs = Path(config.docs_dir)
        excluded = config.exclude_docs.match_file if config.exclude_docs else lambda _: False
        found = check_site(self.options, find_pages(docs, lambda path: bool(excluded(path))), settings.problems)
        self._tell(found.problems)
        log.info(summary(found))
        self.checked = found
        if not found.failed:
            self.good = found
        elif not self.serving:
            raise self._abort(found.problems)
        facts = (self.good or found).facts
        locale = find_locale(self.options.locale) or Locale.parse(DEFAULT_LOCALE)
        used = [block.argument for page in found.pages for block in page.blocks if block.name == "chart"]
        self.charts, undrawn = draw_charts(dict.fromkeys(used), facts, locale, root=self.options.root)
        self._tell(undrawn)
        if undrawn and not self.serving:
            raise self._abort(undrawn)
        self.checked = Checked(
            facts=facts, every=found.every, pages=found.pages, problems=in_order([*found.problems, *undrawn])
        )
        self.links = find_links(facts, found.pages)
        self.marked = []
        self.site_context = SiteContext.of(facts, locale, draw=self.charts.get, report=self.marked.append)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the stylesheet."""
        if files.get_file_from_path(_STYLESHEET) is None:
            css = package_files("explainer.render").joinpath("assets/explainer.css").read_text("utf-8")
            files.append(File.generated(config, _STYLESHEET, content=css))
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hand the Markdown extension what it prints from; an engine makes a Markdown object a page."""
        assert self.site_context is not None
        context = self.site_context
        config.mdx_configs["explainer"] = {
            "site": SiteContext(
                facts=context.facts,
                locale=context.locale,
                draw=context.draw,
                report=context.report,
                used_by=context.used_by,
                find_url=partial(self._find_url, page=page, files=files, config=config),
                find_places=partial(self._find_places, page=page, files=files, config=config),
            )
        }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Show a page's problems, and those of the facts, at its top while an editor is at work."""
        del files
        if not self.serving:
            return html
        name = self._page_name(page.file, config)
        problems = [
            problem
            for problem in self.checked.problems
            if problem.severity == "error" and (problem.where.file == name or problem.where.file not in self._pages())
        ]
        if not problems:
            return html
        assert self.site_context is not None
        return render("problems", self.site_context.locale, problems=problems) + html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """End a build in which a page shows a problem that the check of its text did not see (an included file)."""
        del config, files
        if self.marked and not self.serving:
            for problem in self.marked:
                log.error("%s: %s %s", problem.code, problem.message, f"({problem.hint})" if problem.hint else "")
            raise self._abort(self.marked)
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site in place, unless `--strict` is about to fail it; other plugins have written theirs."""
        if self.aside is None:
            return
        config.site_dir = str(self.aside.site)
        if config.strict and self.warnings.count:
            self.aside.give_up()
        else:
            self.aside.finish()
        self._end()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        del error
        if self.aside is not None:
            self.aside.give_up()
        self._end()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the facts."""
        del builder
        root = Path(config.config_file_path).parent
        for folder in (root / self.options.data, self.options.snapshots and root / self.options.snapshots):
            if folder and folder.is_dir():
                server.watch(str(folder))
        return server

    def _end(self) -> None:
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        self.aside = None

    def _tell(self, problems: Any) -> None:
        for problem in problems:
            log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, "%s", problem)

    def _abort(self, problems: Any) -> Abort:
        self.on_build_error(error=ValueError())
        count = sum(problem.severity == "error" for problem in problems)
        return Abort(f"{count} problem{'s' * (count != 1)} to mend; the site is left as it was")

    def _pages(self) -> frozenset[str]:
        return frozenset(page.file for page in self.checked.pages)

    def _page_name(self, file: File, config: MkDocsConfig) -> str:
        return name_of(Path(config.docs_dir) / file.src_uri, self.options.root)

    def _find_file(self, name: str, files: Files, config: MkDocsConfig) -> File | None:
        docs = name_of(Path(config.docs_dir), self.options.root)
        return files.get_file_from_path(name.removeprefix(docs + "/"))

    def _find_url(self, id: str, *, page: Page, files: Files, config: MkDocsConfig) -> str:
        name = self.links.entries.get(id)
        file = self._find_file(name, files, config) if name else None
        if file is None:
            return ""
        return ("" if file is page.file else get_relative_url(file.url, page.url)) + f"#{id}"

    def _find_places(self, id: str, *, page: Page, files: Files, config: MkDocsConfig) -> tuple[Place, ...]:
        found = (self._find_file(name, files, config) for name in self.links.uses.get(id, ()))
        return tuple(
            Place(_title(file), get_relative_url(file.url, page.url)) for file in found if file is not None
        )


def _title(file: File) -> str:
    """Return a page's title as far as it is known before all pages are read."""
    title = file.page.title if file.page is not None else None
    return str(title or file.name)


