"""What stands around a page's own text: in a preview its problems, and how it is cited."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from pathlib import PurePosixPath
from typing import Final

from mkdocs.structure.pages import Page

from explainer.problems import Problem
from explainer.render.citing import PageIdentity, citing_of
from explainer.render.context import SiteContext
from explainer.render.html import render

_OURS: Final = ("data-fact=", 'class="explainer-')
"""What a page has in it that prints a fact, or a block."""


def problem_box(problems: Iterable[Problem], name: str, pages: frozenset[str], context: SiteContext) -> str:
    """Return the errors of the page of that name and of no page, as HTML; nothing where there are none."""
    shown = [
        problem
        for problem in problems
        if problem.severity == "error" and (problem.where.file == name or problem.where.file not in pages)
    ]
    # As a str, since a Markup would escape the page that it is put in front of.
    return str(render("problems", context.locale, problems=shown)) if shown else ""


def citing(html: str, page: Page, site_name: str, context: SiteContext) -> str:
    """Return how a page is cited that prints facts or lists sources, as HTML; nothing for any other."""
    if not any(mark in html for mark in _OURS):
        return ""
    identity = PageIdentity(
        site=site_name,
        title=unescape(str(page.title or page.file.name)),
        address=page.canonical_url or "",
        path=PurePosixPath(page.file.src_uri).with_suffix("").as_posix(),
    )
    found = citing_of(identity, context.facts, context.locale, figures='data-listing="figures"' in html)
    return str(render("citing", context.locale, citing=found))
