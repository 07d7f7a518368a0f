"""What every page of a site loads: a style sheet, and scripts that the first of them fetches where they are needed."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

STYLESHEET: Final = "assets/explainer.css"
SCRIPT: Final = "assets/explainer.js"
VEGA_RUNTIME: Final = "assets/explainer-vega.js"
"""The script that runs interactive charts; it loads Vega, which only they need."""
_ASSETS: Final = files("explainer.render").joinpath("assets")
# Where two rules weigh the same the later one holds.
_STYLES: Final = (
    "colours",
    "reading",
    "theme",
    "facts",
    "footnotes",
    "cards",
    "margin",
    "front",
    "lists",
    "timeline",
    "registers",
    "charts",
    "disputes",
    "corrections",
    "citing",
    "problems",
    "languages",
    "print",
)


def stylesheet(margins: str = "") -> bytes:
    """Return the style sheet: its parts, one after the other, and a rule for the margins of printed pages."""
    parts = [_ASSETS.joinpath("styles", f"{name}.css").read_bytes() for name in _STYLES]
    return b"\n".join([*parts, *([margins.encode()] if margins else [])])


def page_assets(*, vega: bool = False, margins: str = "") -> dict[str, bytes]:
    """Return all files that pages may load, by their place in the site.

    Vega is for interactive charts alone; `margins` is the style rule for the margins of printed pages.
    """
    found = {STYLESHEET: stylesheet(margins)}
    for script in _files(_ASSETS, ".js"):
        if vega or f"assets/{script.name}" != VEGA_RUNTIME:
            found[f"assets/{script.name}"] = script.read_bytes()
    if vega:
        # Its README is for developers.
        found |= {f"assets/vega/{part.name}": part.read_bytes() for part in _files(_ASSETS / "vega", ".js", "LICENSE")}
    return found


def _files(folder: Traversable, *endings: str) -> list[Traversable]:
    return sorted((part for part in folder.iterdir() if part.name.endswith(endings)), key=lambda part: part.name)
