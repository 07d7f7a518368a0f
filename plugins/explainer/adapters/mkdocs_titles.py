"""Pages' titles: as plain text, and in the places of marks that stand for them until all pages are read."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_OPENING: Final = "{explainer-title:"
_MARK: Final = re.compile(re.escape(_OPENING) + r"(.*?)\}")


def plain_title(page: Page) -> str:
    """Return a page's title as plain text; its own front matter's before that of the navigation."""
    return unescape(str(page.meta.get("title") or page.title or page.file.name))


def title_mark(file: File) -> str:
    """Return what stands for a page's title where another page names it."""
    return f"{_OPENING}{file.src_uri}}}"


def put_titles(files: Files) -> None:
    """Put pages' titles in the places of their marks."""
    for file in files.documentation_pages():
        if file.page is not None and file.page.content and _OPENING in file.page.content:
            file.page.content = _MARK.sub(
                lambda match: _title(files.get_file_from_path(unescape(match.group(1)))), file.page.content
            )


def _title(file: File | None) -> str:
    """Return what a page is called, as HTML; a page that a dirty build leaves out, by its file."""
    if file is None:
        return ""
    title = file.page.title if file.page is not None else None
    return escape(unescape(str(title or file.name)))
