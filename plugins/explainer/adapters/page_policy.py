"""Every page's policy, set when all of a site's pages are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from explainer.render.policy import PREVIEW_SCRIPTS, hashes, policy, shared, theme_scripts, with_policy


def set_policy(site: Path, themes: Iterable[str], *, preview: bool = False) -> None:
    """Give every HTML file of a built site its policy: the same in all, and in those that a dirty build left alone.

    `themes` are the folders of templates, the site's own among them. A preview lets any script in a page run, since
    the engine's own is another each time.
    """
    pages = sorted(site.rglob("*.html"))
    if preview:
        for page in pages:
            _write(page, policy([PREVIEW_SCRIPTS]))
        return
    own = theme_scripts(_templates(themes))
    found = [hashes(page.read_bytes(), own) for page in pages]
    together = shared(found)
    for page, scripts in zip(pages, found, strict=True):
        _write(page, policy(scripts if together is None else together))


def _write(page: Path, content: str) -> None:
    before = page.read_bytes()
    after = with_policy(before, content)
    if after != before:
        page.write_bytes(after)


def _templates(themes: Iterable[str]) -> Iterator[str]:
    """Yield the texts of the pages' templates in these folders; each is read once."""
    paths = {path for theme in themes for path in Path(theme).rglob("*.html")}
    for path in sorted(paths):
        yield path.read_text("utf-8", errors="replace")
