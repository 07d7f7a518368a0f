"""What pages load: style sheets, and a script that fetches others where they are needed.

They are kept for people to read, and served without comments and spare white space: what a reader fetches is a part of
what a page weighs.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from rcssmin import cssmin
from rjsmin import jsmin

STYLESHEET: Final = "assets/explainer.css"
LISTS_STYLESHEET: Final = "assets/explainer-lists.css"
"""What only the pages with a timeline, a register or corrections need."""
SCRIPT: Final = "assets/explainer.js"
SCRIPT_PARTS: Final = ("explainer", "explainer-cards", "explainer-margin", "explainer-copy", "explainer-changes")
"""What most pages need is one file: compressed together, and asked for once, it weighs a fifth less."""
VEGA_RUNTIME: Final = "assets/explainer-vega.js"
"""The script that runs interactive charts; it loads Vega, which only they need."""
_ASSETS: Final = files("explainer.render").joinpath("assets")
# Where two rules weigh the same the later one holds.
STYLES: Final = (
    "colours",
    "reading",
    "theme",
    "facts",
    "footnotes",
    "cards",
    "margin",
    "front",
    "tables",
    "charts",
    "disputes",
    "citing",
    "problems",
    "languages",
    "print",
)
LISTS_STYLES: Final = ("lists", "timeline", "registers", "corrections")
_HAS_LISTS: Final = re.compile(r'class="explainer-(?:timeline|figures|events|sources|notes|coverage|corrections)"')
_LINK: Final = re.compile(r"<link\b[^>]*\bassets/explainer\.css\b[^>]*>")


def stylesheet(names: tuple[str, ...] = STYLES, margins: str = "") -> str:
    """Return a style sheet as it is kept: its parts, one after the other, and the rule for the margins of paper."""
    parts = [_ASSETS.joinpath("styles", f"{name}.css").read_text("utf-8") for name in names]
    return "\n".join([*parts, *([margins] if margins else [])])


def page_assets(*, vega: bool = False, margins: str = "") -> dict[str, bytes]:
    """Return all files that pages may load, by their place in the site.

    Vega is for interactive charts alone; `margins` is the style rule for the margins of printed pages.
    """
    sheets = {STYLESHEET: stylesheet(margins=margins), LISTS_STYLESHEET: stylesheet(LISTS_STYLES)}
    found = {name: cssmin(text).encode() for name, text in sheets.items()}
    scripts = {script.name.removesuffix(".js"): script.read_text("utf-8") for script in _files(_ASSETS, ".js")}
    scripts[SCRIPT_PARTS[0]] = "\n".join(scripts.pop(name) for name in SCRIPT_PARTS)
    for name, text in scripts.items():
        if vega or f"assets/{name}.js" != VEGA_RUNTIME:
            found[f"assets/{name}.js"] = jsmin(text).encode()
    if vega:
        # Its README is for developers.
        found |= {f"assets/vega/{part.name}": part.read_bytes() for part in _files(_ASSETS / "vega", ".js", "LICENSE")}
    return found


def with_lists_styles(html: str) -> str:
    """Return a whole page with the second style sheet behind the first, where it has a list that needs it."""
    if not _HAS_LISTS.search(html):
        return html
    return _LINK.sub(lambda link: link[0] + link[0].replace(STYLESHEET, LISTS_STYLESHEET), html, count=1)


def _files(folder: Traversable, *endings: str) -> list[Traversable]:
    return sorted((part for part in folder.iterdir() if part.name.endswith(endings)), key=lambda part: part.name)
