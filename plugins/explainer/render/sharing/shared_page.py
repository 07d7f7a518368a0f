"""A page as those see it who share it: plain values, from whatever engine."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.kinds import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class CardImage:
    """The picture that is shown with a link to a page."""

    url: str
    alt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPage:
    """What is said of a page; addresses are whole, and empty where the site has none."""

    title: str
    description: str
    site_name: str
    locale: Locale
    url: str = ""
    site_url: str = ""
    is_home: bool = False
    is_register: bool = False
    """Whether the page lists all facts of a kind."""
    sources: tuple[Source, ...] = ()
    """The sources that the page cites, in the order in which it does."""
    read: EdtfDate | None = None
    """When a source was read last."""
    image: CardImage | None = None
