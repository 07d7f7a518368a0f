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
from pathlib import Path, PurePosixPath
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
from explainer.adapters.front_matter import safe
from explainer.adapters.material_theme import name_theirs, with_ours, write_index_script
from explainer.adapters.page_policy import set_policy
from explainer.adapters.shared_pages import SharedPages
from explainer.adapters.site_charts import SiteCharts, draw_charts
from explainer.adapters.site_links import SiteLinks, find_links
from explainer.adapters.site_markup import NAME as SITE_MARKUP
from explainer.adapters.site_settings import find_pages, read_settings
from explainer.check.options import Options
from explainer.check.site import Checked, check_site
from explainer.load.folder import name_of
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import Position, Problem, in_order
from explainer.render.citing import PageIdentity, citing_of
from explainer.render.context import Place, SiteContext
from explainer.render.html import render
from explainer.render.page_assets import SCRIPT, STYLESHEET, page_assets, with_lists_styles
from explainer.render.paper import margins_rule
from explainer.render.seen_facts import SEEN_FACTS, SeenFact, seen_facts, seen_file, version_of
from explainer.render.sharing.page_head import with_head
from explainer.render.sharing.shared_page import CardImage
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
        self.seen: dict[str, SeenFact] = {}
        """What readers' browsers compare; nothing where no page does."""
        self.shared: SharedPages | None = None
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
        for extension in ("footnotes", "explainer", SITE_MARKUP):
            if extension not in config.markdown_extensions:
                config.markdown_extensions.append(extension)
        # A writer's own setting stands; without one, notes are numbered as a reader meets them.
        config.mdx_configs["footnotes"] = {"USE_DEFINITION_ORDER": False} | config.mdx_configs.get("footnotes", {})
        if STYLESHEET not in config.extra_css:
            config.extra_css.insert(0, STYLESHEET)
        if SCRIPT not in map(str, config.extra_javascript):
            script = ExtraScript().run_validation({"path": SCRIPT, "defer": True})  # type: ignore[no-untyped-call]
            config.extra_javascript.append(script)
        config.theme.dirs = with_ours(config.theme.name, config.theme.dirs, config.theme.custom_dir)
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
        self.shared = SharedPages(
            facts=facts,
            locale=locale,
            site_name=config.site_name,
            site_url=config.site_url or "",
            description=config.site_description or "",
            pages={page.file: page for page in found.pages},
            links=self.links,
        )
        self.marked = []
        is_compared = any(block.name == "changes" for page in found.pages for block in page.blocks)
        self.seen = seen_facts(facts, locale) if is_compared else {}
        self.site_context = SiteContext.of(
            facts,
            locale,
            version=version_of(self.seen) if self.seen else "",
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
        made = page_assets(vega=self.charts.vega, margins=margins) | self.charts.files
        if self.seen:
            made[SEEN_FACTS] = seen_file(self.seen, partial(self._find_entry, files=files, config=config))
        for name, content in made.items():
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
        page.meta = safe(page.meta)
        config.mdx_configs["explainer"] = {
            "site": replace(
                self.site_context,
                report=partial(self._mark, self._page_name(page.file, config)),
                find_file=partial(self._find_asset, page=page, files=files),
                find_url=partial(self._find_url, page=page, files=files, config=config),
                find_block=partial(self._find_block, page=page, files=files, config=config),
                find_places=partial(self._find_places, page=page, files=files, config=config),
            )
        }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say how to cite a page with facts; show problems at its top while an editor is at work."""
        del files
        assert self.site_context is not None
        html += self._citing(html, page, config)
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
        # As a str, since a Markup would escape the page that it is put in front of.
        return str(render("problems", self.site_context.locale, problems=problems)) + html

    def _citing(self, html: str, page: Page, config: MkDocsConfig) -> str:
        """Return how a page is cited that prints facts; nothing for any other."""
        assert self.site_context is not None
        if "data-fact=" not in html:
            return ""
        identity = PageIdentity(
            site=config.site_name,
            title=unescape(str(page.title or page.file.name)),
            address=page.canonical_url or "",
            path=PurePosixPath(page.file.src_uri).with_suffix("").as_posix(),
        )
        facts, locale = self.site_context.facts, self.site_context.locale
        citing = citing_of(identity, facts, locale, figures='data-listing="figures"' in html)
        return str(render("citing", locale, citing=citing))

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Put pages' titles where others name them, now that all are read.

        End a build in which a page shows a problem that the check of its text did not see (an included file).
        """
        for file in files.documentation_pages():
            if file.page is not None and file.page.content and "{explainer-title:" in file.page.content:
                file.page.content = _TITLE.sub(
                    lambda match: _title(files.get_file_from_path(unescape(match.group(1)))), file.page.content
                )
        self._draw_cards(files, config)
        if self.marked and not self.serving:
            for name, problem in self.marked:
                hint = f"\n    hint: {problem.hint}" if problem.hint else ""
                log.error("%s: %s: %s%s", name, problem.code, problem.message, hint)
            raise self._abort([problem for _, problem in self.marked])
        name_theirs(env, config.theme.dirs)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say in the page's head what those need who share or index it."""
        assert self.shared is not None
        name = self._page_name(page.file, config)
        url = page.canonical_url or ""
        shared = self.shared.shared(name, title=_plain_title(page), meta=page.meta, url=url, is_home=page.is_homepage)
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

    def _draw_cards(self, files: Files, config: MkDocsConfig) -> None:
        """Draw the pictures that are shown with links to pages: they need whole addresses, and a preview has none."""
        if self.shared is None or self.serving or not config.site_url:
            return
        pages = {self._page_name(file, config): file for file in files.documentation_pages()}
        read = {name: file.page for name, file in pages.items() if file.page and file.page.content is not None}
        cards = self.shared.draw_cards({name: _plain_title(page) for name, page in read.items()}, self.options.root)
        for name, (png, words) in cards.items():
            path = f"assets/cards/{pages[name].src_uri.rpartition('.')[0]}.png"
            file = files.get_file_from_path(path) or File.generated(config, path, content=png)
            if file.src_uri not in files.src_uris:
                files.append(file)
            self.shared.images[name] = CardImage(url=urljoin(config.site_url, file.url), alt=words)

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

    def _find_block(self, name: str, *, page: Page, files: Files, config: MkDocsConfig) -> str:
        file = self._find_file(self.links.blocks[name], files, config) if name in self.links.blocks else None
        return "" if file is None or file is page.file else f"{get_relative_url(file.url, page.url)}#all-{name}"

    def _find_entry(self, id: str, *, files: Files, config: MkDocsConfig) -> str:
        """Return the address of a fact's entry below the site's root; nothing where it has none."""
        file = self._find_file(self.links.entries.get(id, ""), files, config)
        return f"{file.url}#{id}" if file is not None else ""

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


def _plain_title(page: Page) -> str:
    """Return a page's title as plain text; its own front matter's before that of the navigation."""
    return unescape(str(page.meta.get("title") or page.title or page.file.name))


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
