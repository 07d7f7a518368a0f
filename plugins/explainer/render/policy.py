"""The Content-Security-Policy of a site's pages: what a browser may load and run of them, and nothing else.

A theme has scripts of its own in its pages. They are told from whatever else stands there by the theme's templates:
a script counts as the theme's if it is, as a whole, what one of them prints. Its hash stands in the policy; any other
script (from a title, a fact, a writer's HTML) has none, and no browser runs it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Final

from babel import Locale

from explainer.render.html import render

# What `{{ … }}` may have printed into a script: an address or a word. Without quotes and brackets it calls nothing.
_WORD: Final = r"[\w.~/%:-]*"
# What `{{ … | tojson }}` may have: texts (in which Jinja escapes <, > and &), numbers and lists of them.
_JSON: Final = r"""(?:"(?:[^"\\<>&\n]|\\.)*+"|-?\d[\d.eE+-]*+|true|false|null|[\[\]{},:\s])*"""
_PRINTED: Final = re.compile(r"\{\{(-?)(.*?)(-?)\}\}", re.DOTALL)
# Neither a file nor data, which no browser runs.
_SCRIPT: Final = re.compile(
    r"<script\b(?![^>]*\b(?:src\s*=|type\s*=[^>]*json))[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE
)
_SCRIPT_IN_PAGE: Final = re.compile(_SCRIPT.pattern.encode(), _SCRIPT.flags & ~re.UNICODE)
_NO_WORDS: Final = Locale("en")
"""A template without words is the same in every language."""
# Before any title, in which a page may have put what it likes.
_CHARSET: Final = re.compile(rb"<meta charset=[^<>]*>", re.IGNORECASE)
_HEAD: Final = re.compile(rb"<head(?:\s[^<>]*)?>|<html(?:\s[^<>]*)?>|<!doctype[^<>]*>", re.IGNORECASE)
_OURS: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
_MANY: Final = 32
"""More scripts than that differ from page to page: then each page names its own, or all would grow with all."""

_DIRECTIVES: Final = (
    "default-src 'none'",
    "script-src 'self'{scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)
PREVIEW_SCRIPTS: Final = "'unsafe-inline'"
"""What a preview allows besides: the engine puts a script that reloads the page into it, with ever another text."""


def policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy that lets these scripts run besides the site's files; each is a hash as `hashes` gives it."""
    return "; ".join(_DIRECTIVES).format(scripts="".join(f" {script}" for script in sorted(scripts)))


def theme_scripts(templates: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each inline script in a theme's templates, which are given as texts."""
    found = {_pattern(script) for text in templates for script in _SCRIPT.findall(text) if script.strip()}
    return tuple(re.compile(pattern) for pattern in sorted(found))


def hashes(html: bytes, own: Iterable[re.Pattern[str]]) -> frozenset[str]:
    """Return the hashes of the inline scripts of a page that are the theme's own, as a policy names them."""
    found = set()
    for script in _SCRIPT_IN_PAGE.findall(html):
        text = script.decode("utf-8", "replace")
        if any(pattern.fullmatch(text) for pattern in own):
            # A browser hashes what it has read, in which every line ends in one way.
            digest = hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).digest()
            found.add(f"'sha256-{base64.b64encode(digest).decode()}'")
    return frozenset(found)


def shared(found: Iterable[frozenset[str]]) -> frozenset[str] | None:
    """Return the hashes of all pages of a site together; None where they are so many that each has to name its own.

    One policy for all is what a theme needs that fetches the next page and puts it in place of this one.
    """
    together: set[str] = set()
    for page in found:
        together |= page
        if len(together) > _MANY:
            return None
    return frozenset(together)


def with_policy(html: bytes, content: str) -> bytes:
    """Return the page with this policy at the top of its head, in place of one that was put there before."""
    end = _top(html)
    meta = render("policy", _NO_WORDS, content=content).strip().encode()
    there = _OURS.match(html, end)
    return html[:end] + meta + html[there.end() if there else end :]


def _top(html: bytes) -> int:
    """Return where the head's first element may stand, after the one that tells the encoding; in a page without a
    head, before its first element.
    """
    title = re.search(rb"<title\b|<body\b", html, re.IGNORECASE)
    before = html[: title.start()] if title else html
    charset = _CHARSET.search(before)
    if charset:
        return charset.end()
    tops = list(_HEAD.finditer(before))
    return tops[-1].end() if tops else 0


def _pattern(script: str) -> str:
    """Return the pattern of what a template prints for a script."""
    parts, end = [], 0
    for match in _PRINTED.finditer(script):
        before, after = (r"\s*" if dash else "" for dash in (match[1], match[3]))
        value = _JSON if re.search(r"\|\s*tojson\s*$", match[2]) else _WORD
        parts += [re.escape(script[end : match.start()]), before, value, after]
        end = match.end()
    return "".join([*parts, re.escape(script[end:])])
