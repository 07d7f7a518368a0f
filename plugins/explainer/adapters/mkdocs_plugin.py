"""The MkDocs plugin: engine events -> calls to the pipeline; problems -> log records. Runs under ProperDocs too."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urljoin

from babel import Locale
from mkdocs.config.config_options import ExtraScript
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_relative_url

from explainer.adapters.build_day import BuildDayError, build_day
from explainer.adapters.building_aside import BuildingAside
from explainer.adapters.edit_links import find_edits
from explainer.adapters.site_charts import SiteCharts, draw_charts
from explainer.adapters.site_links import SiteLinks, find_links
from explainer.adapters.site_settings import find_pages, read_settings
from explainer.check.options import Options
from explainer.check.site import Checked, check_site
from explainer.load.folder import name_of
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import Position, Problem, in_order
from explainer.render.context import Place, SiteContext
from explainer.render.html import render
from explainer.render.page_assets import SCRIPT, STYLESHEET, page_assets
from explainer.render.paper import margins_rule
from explainer.report import summary

# The engine's own logger, whatever its name: what `--strict` fails on is counted there.
log = logging.getLogger(f"{BasePlugin.__module__}.explainer")

_SERVE_FOLDER: Final = re.compile(r"(?:mkdocs|properdocs)_\w{8}")
"""What the engines call the temporary folder that they serve from: `serve --clean` says that it is a build."""


_TITLE: Final = re.compile(r"\{explainer-title:(.*?)\}")
"""Stands for a page's title until all pages are read."""


class ExplainerPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Checks the facts before a build, prints them in pages, and puts the site in place when it is whole."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.options = Options()
        self.checked = Checked()
        self.good: Checked | None = None
        """The last check without an error in the facts: what a preview goes on with while an editor is at work."""
        self.aside: BuildingAside | None = None
        self.charts = SiteCharts()
        self.marked: list[tuple[str, Problem]] = []
        """What pages show as a problem, with the name of the page."""
        self.server: LiveReloadServer | None = None
        self.watched: set[Path] = set()
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
        self.serving = self.serving or _is_served(Path(config.site_dir))
        for extension in ("footnotes", "explainer"):
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        # A writer's own setting stands; without one, notes are numbered as a reader meets them.
        config.mdx_configs["footnotes"] = {"USE_DEFINITION_ORDER": False} | config.mdx_configs.get("footnotes", {})
        if STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, STYLESHEET)
        if SCRIPT not in map(str, config.extra_javascript):
            script = ExtraScript().run_validation({"path": SCRIPT, "defer": True})  # type: ignore[no-untyped-call]
            config.extra_javascript.append(script)
        self.aside = None
        if not self.serving:
            self.aside = BuildingAside(Path(config.site_dir).resolve())  # A link to a folder stays one.
            self.aside.start(from_old=self.dirty)
            config.site_dir = str(self.aside.building)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check facts and pages; a build with an error ends here, before anything is written."""
        settings = read_settings(Path(config.config_file_path))
        self.options = replace(settings.options, today=_build_day())
        docs = Path(config.docs_dir)
        excluded = config.exclude_docs.match_file if config.exclude_docs else lambda _: False
        found = check_site(self.options, find_pages(docs, lambda path: bool(excluded(path))), settings.problems)
        self._tell(found.problems)
        log.info(summary(found))
        if found.failed and not self.serving:
            raise self._abort(found.problems)
        if self.good is None or self.good.facts_failed or not found.facts_failed:
            self.good = found
        facts = self.good.facts
        locale = find_locale(self.options.locale) or Locale.parse(DEFAULT_LOCALE)
        shown = [(block.argument, page.file) for page in found.pages for block in page.blocks if block.name == "chart"]
        used: dict[str, str] = {}
        for id, file in shown:
            used.setdefault(id, file)
        self.charts, undrawn = draw_charts(
            used,
            facts,
            locale,
            root=self.options.root,
            licence=self.options.licence or "",
            site=config.site_name,
            find_page=lambda id: self._find_address(used[id], id, config),
        )
        self._tell(undrawn)
        if undrawn and not self.serving:
            raise self._abort(undrawn)
        self.checked = Checked(
            facts=facts, every=found.every, pages=found.pages, problems=in_order([*found.problems, *undrawn])
        )
        self.links = find_links(facts, found.pages)
        self.marked = []
        self.site_context = SiteContext.of(
            facts,
            locale,
            draw=self.charts.pictures.get,
            find_edit=self._find_edits(config),
            today=self.options.today,
            unused=found.unused,
            verified=found.verified,
        )
        self._watch()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the style sheet, the scripts, and charts' files to download."""
        # What a writer has put in the place of one of these stands.
        assert self.site_context is not None
        margins = margins_rule(self.site_context.facts, self.site_context.locale, config.site_name)
        for name, content in (page_assets(vega=self.charts.vega, margins=margins) | self.charts.files).items():
            if files.get_file_from_path(name) is None:
                files.append(File.generated(config, name, content=content))
        if self.aside is not None and self.dirty:
            for path in self.charts.left_over(self.aside.building):
                if files.get_file_from_path(path.relative_to(self.aside.building).as_posix()) is None:
                    path.unlink()
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Read what the engine cannot: in a preview, an editor's slip must not end the build."""
        if not self.serving or page.file.abs_src_path is None:
            return None
        try:
            Path(page.file.abs_src_path).read_text("utf-8-sig")
        except UnicodeDecodeError:
            return Path(page.file.abs_src_path).read_text("utf-8-sig", errors="replace")
        except OSError:  # Deleted or replaced this very moment: the next build sees what came of it.
            return ""
        return None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Hand the Markdown extension what it prints from; an engine makes a Markdown object a page."""
        assert self.site_context is not None
        config.mdx_configs["explainer"] = {
            "site": replace(
                self.site_context,
                report=partial(self._mark, self._page_name(page.file, config)),
                find_file=partial(self._find_asset, page=page, files=files),
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
        name, pages = self._page_name(page.file, config), frozenset(page.file for page in self.checked.pages)
        problems = [
            problem
            for problem in self.checked.problems
            if problem.severity == "error" and (problem.where.file == name or problem.where.file not in pages)
        ]
        if not problems:
            return html
        assert self.site_context is not None
        # As a str, since a Markup would escape the page that it is put in front of.
        return str(render("problems", self.site_context.locale, problems=problems)) + html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Put pages' titles where others name them, now that all are read.

        End a build in which a page shows a problem that the check of its text did not see (an included file).
        """
        for file in files.documentation_pages():
            if file.page is not None and file.page.content and "{explainer-title:" in file.page.content:
                file.page.content = _TITLE.sub(
                    lambda match: _title(files.get_file_from_path(unescape(match.group(1)))), file.page.content
                )
        if self.marked and not self.serving:
            for name, problem in self.marked:
                hint = f"\n    hint: {problem.hint}" if problem.hint else ""
                log.error("%s: %s: %s%s", name, problem.code, problem.message, hint)
            raise self._abort([problem for _, problem in self.marked])
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site in place, unless `--strict` is about to fail it; other plugins have written theirs."""
        if self.aside is None:
            return
        config.site_dir = str(self.aside.site)
        if config.strict and _has_warned():
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
        self.server = server
        self._watch()
        return server

    def _watch(self) -> None:
        """Watch every folder of facts that there is by now."""
        for name in (self.options.data, self.options.snapshots):
            folder = self.options.root / name if name else None
            if self.server is not None and folder and folder.is_dir() and folder not in self.watched:
                self.watched.add(folder)
                self.server.watch(str(folder))

    def _find_edits(self, config: MkDocsConfig) -> Callable[[Position], str]:
        root = self.options.root
        return find_edits(
            root,
            docs=name_of(Path(config.docs_dir), root),
            repo_url=config.repo_url or "",
            edit_uri=config.edit_uri or "",
            template=str(config.edit_uri_template or ""),
            own=self.options.edit_uri or "",
        )

    def _mark(self, name: str, problem: Problem) -> None:
        self.marked.append((name, problem))

    def _end(self) -> None:
        self.aside = None

    def _tell(self, problems: Any) -> None:
        for problem in problems:
            log.log(logging.ERROR if problem.severity == "error" else logging.WARNING, "%s", problem)

    def _abort(self, problems: Any) -> Abort:
        self.on_build_error(error=ValueError())
        count = sum(problem.severity == "error" for problem in problems)
        return Abort(f"{count} problem{'s' * (count != 1)} to mend; the site is left as it was")

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

    def _find_asset(self, name: str, *, page: Page, files: Files) -> str:
        """Return the address of a file of the site, seen from a page; nothing where there is no such file."""
        file = files.get_file_from_path(name)
        return get_relative_url(file.url, page.url) if file is not None else ""

    def _find_address(self, name: str, id: str, config: MkDocsConfig) -> str:
        """Return the whole address of a fact on a page; nothing for a site that has none, or in a preview."""
        if not config.site_url or self.serving:
            return ""
        path = name.removeprefix(name_of(Path(config.docs_dir), self.options.root) + "/")
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        return f"{urljoin(config.site_url, file.url)}#{id}"

    def _find_places(self, id: str, *, page: Page, files: Files, config: MkDocsConfig) -> tuple[Place, ...]:
        found = (self._find_file(name, files, config) for name in self.links.uses.get(id, ()))
        return tuple(
            Place(f"{{explainer-title:{file.src_uri}}}", get_relative_url(file.url, page.url))
            for file in found
            if file is not None
        )


def _title(file: File | None) -> str:
    """Return what a page is called, as HTML; a page that a dirty build leaves out, by its file."""
    if file is None:
        return ""
    title = file.page.title if file.page is not None else None
    return escape(unescape(str(title or file.name)))


def _build_day() -> date | None:
    """Return the day that a reproducible build is of; end the build where the environment names no day."""
    try:
        return build_day()
    except BuildDayError as error:
        raise Abort(str(error)) from None


def _is_served(folder: Path) -> bool:
    return folder.parent == Path(tempfile.gettempdir()) and _SERVE_FOLDER.fullmatch(folder.name) is not None


def _has_warned() -> bool:
    """Return whether `--strict` is about to fail the build: the engine looks at its counter a moment later."""
    counters = logging.getLogger(BasePlugin.__module__.partition(".")[0]).handlers
    return any(isinstance(counter, CountHandler) and counter.get_counts() for counter in counters)
