"""Views -> HTML, through Jinja; alone imports Jinja."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from explainer.model.phrases import fill, phrases
from explainer.model.wording import language_name


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("explainer.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, locale: Locale, **context: Any) -> Markup:
    """Return a template's HTML; `say` gives the interface's phrases in the page's language."""
    words = phrases(locale)

    def say(key: str, **values: object) -> str:
        return fill(words[key], **values)

    given = {
        "say": say,
        "language": partial(language_name, locale=locale),
        "page_language": locale.language,
        # Where no page is known, every mention of a source is its first.
        "again": lambda _, **__: False,
    }
    return Markup(_environment().get_template(f"{template}.html.jinja").render(given | context))
