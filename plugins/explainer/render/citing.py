"""How a page and the figures on it are cited: as plain text and for BibTeX.

What is the same for all figures stands in a page once, as a pattern whose gaps a script fills from a figure's row.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final
from urllib.parse import quote

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.facts import Facts
from explainer.model.phrases import phrase
from explainer.model.wording import date_words

Pattern = tuple[tuple[str, ...], ...]
"""Segments of words and names of gaps in turn; a segment with a gap that nothing fills is left out."""

BIBTEX: Final = {
    # Braces are counted even behind a backslash, so a lone one must not stand there as itself.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
}
"""What BibTeX or LaTeX would read as a command, as it is written instead."""
VERBATIM: Final = ("key", "address")
"""Gaps in which nothing is escaped."""
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEY_LENGTH: Final = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class PageIdentity:
    """What a page is cited by; `address` is empty for a site that names none, and the reader's browser knows it."""

    site: str
    title: str
    address: str
    path: str
    """The page's file without its ending, which its BibTeX key is made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citing:
    """What a page's own citation is, and all that its script needs."""

    text: str
    """As plain text, as far as the address is known."""
    patterns: str
    """Patterns, escapes and address as JSON."""


def citing_of(page: PageIdentity, facts: Facts, locale: Locale, *, figures: bool) -> Citing:
    """Return how a page is cited, with the patterns for its figures where it is the register of them."""
    read = read_up_to(facts)
    text = page_text(page, read, locale)
    data: dict[str, object] = {
        "address": _safe(page.address),
        "escapes": BIBTEX,
        "verbatim": VERBATIM,
        "page": {"text": text, "bibtex": page_bibtex(page, read, locale)},
    }
    if figures:
        data["figure"] = {
            "text": figure_text(page.site, read, locale),
            "bibtex": figure_bibtex(page.site, read, locale),
        }
    patterns = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Citing(text=fill(text, {"address": _safe(page.address)}), patterns=patterns)


def read_up_to(facts: Facts) -> EdtfDate | None:
    """Return the last day on which a source was read: up to then the facts are known."""
    days = (source.accessed for source in facts.sources.values())
    return max(days, key=lambda date: (date.latest, date.earliest), default=None)


def page_text(page: PageIdentity, read: EdtfDate | None, locale: Locale) -> Pattern:
    """Return a page's citation in words; its address is a gap."""
    known = {"title": page.title, "site": page.site, "read": _words(read, locale)}
    names = ["cite-title", "cite-site", "cite-read"][page.title == page.site :]
    return _filled((*_phrases(names, locale), (" ", "address", "")), known)


def figure_text(site: str, read: EdtfDate | None, locale: Locale) -> Pattern:
    """Return a figure's citation in words, with gaps for what its row says."""
    names = ["cite-figure", "cite-claimant", "cite-date", "cite-status", "cite-site", "cite-read"]
    return _filled((*_phrases(names, locale), (" ", "address", "")), {"site": site, "read": _words(read, locale)})


def page_bibtex(page: PageIdentity, read: EdtfDate | None, locale: Locale) -> Pattern:
    """Return a page's BibTeX entry; its address is a gap."""
    entry = _entry(page.site, ("title",), _phrases(["cite-read"], locale), read)
    known = {"key": _slug(page.path), "title": page.title, "site": page.site, "read": _words(read, locale)}
    return _filled(entry, known, bibtex=True)


def figure_bibtex(site: str, read: EdtfDate | None, locale: Locale) -> Pattern:
    """Return a figure's BibTeX entry, with gaps for what its row says."""
    notes = _phrases(["cite-read", "cite-claimant", "cite-date", "cite-status"], locale)
    entry = _entry(site, ("label", ": ", "value"), notes, read)
    return _filled(entry, {"site": site, "read": _words(read, locale)}, bibtex=True)


def fill(pattern: Pattern, values: Mapping[str, str], *, bibtex: bool = False) -> str:
    """Return a pattern's text; the page's script does the same."""
    filled = _filled(pattern, values, bibtex=bibtex)
    return "".join(words[0] for words in filled if len(words) == 1)


def bibtex_words(text: str) -> str:
    """Return text as it stands within a BibTeX field: one line, nothing in it a command, other scripts as they are."""
    return "".join(BIBTEX.get(sign, sign) for sign in " ".join(text.split()))


def _entry(site: str, title: tuple[str, ...], notes: Pattern, read: EdtfDate | None) -> Pattern:
    prefix = _slug(site)
    year = read.latest[0] if read else None
    month = _MONTHS[read.latest[1] - 1] if read and read.latest[:2] == read.earliest[:2] else None
    return (
        (f"@misc{{{prefix}-" if prefix else "@misc{", "key", ""),
        (",\n  title = {", *title, "}"),
        (",\n  howpublished = {", "site", "}"),
        *([(f",\n  year = {{{year}}}",)] if year else []),
        *([(f",\n  month = {month}",)] if month else []),
        (",\n  note = {",),
        *notes,
        ("}",),
        (",\n  url = {", "address", "}"),
        ("\n}",),
    )


def _phrases(names: list[str], locale: Locale) -> Pattern:
    """Return phrases as segments, each but the first behind a space."""
    found: list[tuple[str, ...]] = []
    for name in names:
        words = [" " if found else ""]
        for text, gap, _, _ in Formatter().parse(phrase(name, locale)):
            words[-1] += text
            words += [gap, ""] if gap else []
        found.append(tuple(words))
    return tuple(found)


def _filled(pattern: Pattern, values: Mapping[str, str], *, bibtex: bool = False) -> Pattern:
    """Return a pattern with the gaps filled that are known; a segment that would have nothing in one is left out."""
    found = []
    for words in pattern:
        filled = [words[0]]
        for gap, text in zip(words[1::2], words[2::2], strict=True):
            if gap not in values:
                filled += [gap, text]
            elif not values[gap]:
                break
            else:
                value = " ".join(values[gap].split())
                filled[-1] += (bibtex_words(value) if bibtex and gap not in VERBATIM else value) + text
        else:
            found.append(tuple(filled))
    return tuple(found)


def _words(read: EdtfDate | None, locale: Locale) -> str:
    return date_words(read, locale) if read else ""


def _safe(address: str) -> str:
    """Return an address without the signs that end a BibTeX field."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~-._")


def _slug(text: str) -> str:
    """Return text as a part of a BibTeX key; what ASCII cannot say is told by a hash, so that keys stay apart."""
    plain = unicodedata.normalize("NFKD", text)
    ascii = "".join(sign for sign in plain if sign.isascii()).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii).strip("-")[:_KEY_LENGTH].rstrip("-")
    lost = any(not sign.isascii() and not unicodedata.combining(sign) for sign in plain)
    mark = hashlib.sha256(text.encode()).hexdigest()[:8] if lost else ""
    return "-".join(filter(None, (slug, mark)))
