"""Where a fact's own line is opened in the editor of the site's repository."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from pydantic_core import PydanticCustomError

from explainer.model.fields import check_url
from explainer.problems import Position

_LINE: Final = "#L{line}"
_LINE_OF_BITBUCKET: Final = "#lines-{line}"
_PATH: Final = "{path"
_HERE: Final = "./"
"""Stands for a beginning that is the repository's own address."""


def find_edits(
    root: Path,
    *,
    docs: str,
    repo_url: str = "",
    edit_uri: str = "",
    template: str = "",
    own: str = "",
) -> Callable[[Position], str]:
    """Return what gives a place in a facts file its address in the repository's editor, or nothing.

    `docs` is the pages' folder below the site's folder `root`. `edit_uri` and `template` are the engine's settings
    for pages; facts lie beside these. `own` is the plugin's option: what files of the site's folder are edited at.
    """
    address = _address(docs, repo_url, edit_uri, template, own)

    @cache
    def file_address(file: str) -> str:
        return address(file) if address is not None and _is_plain(root, file) else ""

    def find_edit(where: Position) -> str:
        found = file_address(where.file)
        return found + _line(found).format(line=where.line) if found else ""

    return find_edit


def _address(docs: str, repo_url: str, edit_uri: str, template: str, own: str) -> Callable[[str], str] | None:
    """Return what makes an address of a file's name; None where it cannot be told."""
    if own:
        before, rest = own if own.endswith(("/", "=")) else own + "/", "{path}"
    elif template:
        before, path, rest = template.partition(_PATH)
        before, rest = _beside(before, docs) if path else "", path + rest
    else:
        before, rest = _beside(edit_uri, docs), "{path}"
    if not before:
        return None
    pattern = before.removeprefix(_HERE) + rest

    def address(file: str) -> str:
        return _safe(_whole(repo_url, _filled(pattern, file)))

    return address


def _beside(text: str, docs: str) -> str:
    """Return the beginning of a page's address without the pages' folder, or nothing where it does not end with it."""
    if docs == "." or not text:
        return text
    for pages in (f"{docs}/", f"{quote(docs)}/", quote(f"{docs}/", safe="")):
        before = text.removesuffix(pages)
        # Of a longer name (mydocs/) it would be the end alone.
        if before != text and (not before or before.endswith(("/", "=", "?", "%2F"))):
            return before or _HERE
    return ""


def _filled(pattern: str, file: str) -> str:
    """Return the pattern with a file's name in it, as the engine fills it; always percent-encoded."""
    for name, value in (("path", file), ("path_noext", str(PurePosixPath(file).with_suffix("")))):
        encoded = value.encode("utf-8", "surrogateescape")
        pattern = pattern.replace(f"{{{name}}}", quote(encoded)).replace(f"{{{name}!q}}", quote(encoded, safe=""))
    return pattern


def _whole(repo_url: str, address: str) -> str:
    """Return an address that may be relative to the repository's as a whole one."""
    if not repo_url:
        return address
    # As the engine does for pages: what follows the repository's address is below it.
    below = repo_url if repo_url.endswith("/") or address.startswith(("?", "#")) else repo_url + "/"
    return urljoin(below, address)


def _safe(address: str) -> str:
    """Return the address if a page may link to it, else nothing."""
    try:
        return check_url(address)
    except (PydanticCustomError, ValueError):
        return ""


def _line(address: str) -> str:
    """Return how the editor at an address is told the line; nothing where the address has a fragment already."""
    parts = urlsplit(address)
    if parts.fragment:
        return ""
    return _LINE_OF_BITBUCKET if "bitbucket" in (parts.hostname or "") else _LINE


def _is_plain(root: Path, file: str) -> bool:
    """Return whether a file lies in the site's folder itself: what a link leads to is edited elsewhere."""
    parts = PurePosixPath(file).parts
    if not parts or ".." in parts or PurePosixPath(file).is_absolute():
        return False
    path = root
    for part in parts:
        path /= part
        if path.is_symlink():
            return False
    return True
