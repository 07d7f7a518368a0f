"""The MkDocs plugin: engine events -> calls to the pipeline. It runs under ProperDocs too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from explainer.adapters.build_day import BuildDayError, build_day
from explainer.adapters.building_aside import BuildingAside
from explainer.adapters.front_matter import safe
from explainer.adapters.material_theme import name_theirs, write_index_script
from explainer.adapters.mkdocs_addresses import SiteAddresses, file_name
from explainer.adapters.mkdocs_config import add_ours, is_served
from explainer.adapters.mkdocs_contents import SiteContents, site_contents
from explainer.adapters.mkdocs_files import add_cards, add_files, delete_left_over, made_files
from explainer.adapters.mkdocs_log import end_of_build, has_warned, log, tell, tell_marked
from explainer.adapters.mkdocs_page_frame import citing, problem_box
from explainer.adapters.mkdocs_titles import plain_title, put_titles
from explainer.adapters.page_policy import set_policy
from explainer.adapters.site_settings import find_pages, read_settings
from explainer.check.options import Options
from explainer.check.site import Checked, check_site
from explainer.load.folder import name_of
from explainer.problems import Problem
from explainer.render.page_assets import with_lists_styles
from explainer.render.sharing.page_head import with_head
from explainer.report import summary


class ExplainerPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Checks the facts before a build, prints them in pages, and puts the site in place when it is whole."""

    contents: SiteContents
    """Set before any page is read."""
    addresses: SiteAddresses
    """Set when all files of the site are known."""

    def __init__(self) -> None:
        self.serving = False
        self.dirty = False
        self.options = Options()
        self.docs = ""
        """The folder of the pages, as problems name it."""
        self.good: Checked | None = None
        """The last check without an error in the facts: what a preview goes on with while an editor is at work."""
        self.aside: BuildingAside | None = None
        self.marked: list[tuple[str, Problem]] = []
        """What pages show as a problem, with the name of the page."""
        self.server: LiveReloadServer | None = None
        self.watched: set[Path] = set()

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[list[Any], list[Any]]:
        """Take the options as they are: the check tells what is wrong with them, at their line."""
        del options, config_file_path
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note what is run; an engine keeps a plugin with this hook from one build of a preview to the next."""
        self.serving = command == "serve"
        self.dirty = dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add what pages need to the settings, and turn a build aside."""
        self.serving = self.serving or is_served(config)
        add_ours(config)
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
        self.docs = name_of(Path(config.docs_dir), self.options.root)
        self.marked = []
        excluded = config.exclude_docs.match_file if config.exclude_docs else lambda _: False
        pages = find_pages(Path(config.docs_dir), lambda path: bool(excluded(path)))
        found = check_site(self.options, pages, settings.problems)
        tell(found.problems)
        log.info(summary(found))
        if found.failed:
            self._end_with(found.problems)
        if self.good is None or self.good.facts_failed or not found.facts_failed:
            self.good = found
        self.contents = site_contents(found, self.good.facts, self.options, config, preview=self.serving)
        tell(self.contents.undrawn)
        if self.contents.undrawn:
            self._end_with(self.contents.undrawn)
        self._watch()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the style sheets, the scripts, and charts' files to download."""
        addresses = SiteAddresses(files, self.docs, self.contents.links)
        add_files(made_files(self.contents, addresses, config.site_name), files, config)
        if self.aside is not None and self.dirty:
            delete_left_over(self.contents.charts, files, self.aside.building)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Note the site's files: other plugins have added theirs."""
        del config
        self.addresses = SiteAddresses(files, self.docs, self.contents.links)
        return nav

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
        del files
        page.meta = safe(page.meta)
        config.mdx_configs["explainer"] = {
            "site": replace(
                self.contents.context,
                report=partial(self._mark, file_name(page.file, self.docs)),
                find_file=partial(self.addresses.of_file, page=page),
                find_url=partial(self.addresses.of_fact, page=page),
                find_block=partial(self.addresses.of_block, page=page),
                find_places=partial(self.addresses.places, page=page),
            )
        }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say how to cite a page with facts; show problems at its top while an editor is at work."""
        del files
        contents, name = self.contents, file_name(page.file, self.docs)
        box = problem_box(contents.problems, name, contents.pages, contents.context) if self.serving else ""
        return box + html + citing(html, page, config.site_name, contents.context)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Put pages' titles where others name them, now that all are read, and draw the pictures that go with links.

        End a build in which a page shows a problem that the check of its text did not see (an included file).
        """
        put_titles(files)
        if not self.serving:  # A preview has no whole addresses, which the pictures need.
            add_cards(self.contents.shared, files, self.docs, config, self.options.root)
            tell_marked(self.marked)
        if self.marked:
            self._end_with([problem for _, problem in self.marked])
        name_theirs(env, config.theme.dirs)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say in the page's head what those need who share or index it."""
        del config
        name, url = file_name(page.file, self.docs), page.canonical_url or ""
        shared = self.contents.shared.shared(
            name, title=plain_title(page), meta=page.meta, url=url, is_home=page.is_homepage
        )
        return with_head(with_lists_styles(output), shared)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Set the pages' policy and put the site in place, unless `--strict` is about to fail it.

        Other plugins have written theirs by now.
        """
        if self.options.policy:
            set_policy(Path(config.site_dir), config.theme.dirs, preview=self.serving)
        if not self.serving and not config.use_directory_urls:
            write_index_script(Path(config.site_dir))
        if self.aside is None:
            return
        config.site_dir = str(self.aside.site)
        if config.strict and has_warned():
            self.aside.give_up()
        else:
            self.aside.finish()
        self.aside = None

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is."""
        del error
        if self.aside is not None:
            self.aside.give_up()
        self.aside = None

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

    def _mark(self, name: str, problem: Problem) -> None:
        self.marked.append((name, problem))

    def _end_with(self, problems: Collection[Problem]) -> None:
        """End a build with these problems; a preview goes on and shows them."""
        if self.serving:
            return
        error = end_of_build(problems)
        self.on_build_error(error=error)
        raise error


def _build_day() -> date | None:
    """Return the day that a reproducible build is of; end the build where the environment names no day."""
    try:
        return build_day()
    except BuildDayError as error:
        raise Abort(str(error)) from None
