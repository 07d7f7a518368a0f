"""Views -> HTML, through Jinja; alone imports Jinja."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from explainer.model.phrases import fill, phrases, stand_ins
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


@cache
def _in_english(words: str) -> Markup:
    """Return words that stand in on a page of another language, so marked that they are read aloud as English."""
    return Markup(_environment().get_template("english.html.jinja").render(words=words))


def render(template: str, locale: Locale, **context: Any) -> Markup:
    """Return a template's HTML.

    `say` gives the interface's phrases in the page's language, `say_plain` the same for an attribute's value, in which
    no element can stand.
    """
    words, english = phrases(locale), stand_ins(locale)

    def say_plain(key: str, **values: object) -> str:
        return fill(words[key], **values)

    def say(key: str, **values: object) -> str:
        # A phrase with values is in two languages at once, and is left as it is.
        return _in_english(words[key]) if key in english and not values else say_plain(key, **values)

    given = {
        "say": say,
        "say_plain": say_plain,
        "language": partial(language_name, locale=locale),
        "page_language": locale.language,
        # Where no page is known, every mention of a source is its first.
        "again": lambda _, **__: False,
    }
    return Markup(_environment().get_template(f"{template}.html.jinja").render(given | context))
