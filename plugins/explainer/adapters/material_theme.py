"""What we mend of the theme Material: a template that stands in front of its own, and its search from a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

NAME: Final = "material"
_TEMPLATES: Final = str(Path(__file__).with_name(NAME))


def with_ours(name: str | None, folders: Sequence[str], custom: str | None) -> list[str]:
    """Return a theme's folders of templates with ours in front of the theme's, and behind those of the site's own."""
    if name != NAME or _TEMPLATES in folders:
        return list(folders)
    own = 1 if custom else 0
    return [*folders[:own], _TEMPLATES, *folders[own:]]


def name_theirs(env: Any, folders: Sequence[str]) -> None:
    """Let our templates extend the theme's of the same name: as `material/base.html`."""
    if _TEMPLATES in folders:
        theirs = folders[folders.index(_TEMPLATES) + 1 :]
        env.loader = ChoiceLoader([env.loader, PrefixLoader({NAME: FileSystemLoader(theirs)})])


def write_index_script(site: Path) -> None:
    """Write the search index as a script too: it is what the theme loads where a page was opened from a folder."""
    index = site / "search" / "search_index.json"
    if index.is_file():
        index.with_suffix(".js").write_bytes(b"var __index = " + index.read_bytes().strip() + b";\n")
