"""The engine's settings: what is added to them for the plugin, and what can be told from them alone."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from mkdocs.config.config_options import ExtraScript
from mkdocs.config.defaults import MkDocsConfig

from explainer.adapters.material_theme import with_ours
from explainer.adapters.site_markup import NAME as SITE_MARKUP
from explainer.render.page_assets import SCRIPT, STYLESHEET

_SERVE_FOLDER: Final = re.compile(r"(?:mkdocs|properdocs)_\w{8}")
"""What the engines call the temporary folder that they serve from: `serve --clean` says that it is a build."""


def is_served(config: MkDocsConfig) -> bool:
    """Return whether the site goes to a preview's folder."""
    folder = Path(config.site_dir)
    return folder.parent == Path(tempfile.gettempdir()) and _SERVE_FOLDER.fullmatch(folder.name) is not None


def add_ours(config: MkDocsConfig) -> None:
    """Add the Markdown extensions, the style sheet, the script and the templates, where they are not there yet."""
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
