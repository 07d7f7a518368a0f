"""A figure's corrections in words: when, what stood there, what took its place, and why."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.phrases import phrase
from explainer.model.wording import date_words
from explainer.render.words import find_value, full_words


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionView:
    """One correction: `now` is what the figure says today, `became` what a later correction replaced in its turn."""

    date: str
    machine_date: str
    was: str
    became: str
    """What a later correction says that stood there in between; empty in the last one."""
    now: str
    """The figure's present value; empty in all but the last one."""
    as_of: str
    """The date that the present value is of, in words."""
    why: str


def corrections_of(figure: Figure, facts: Facts, locale: Locale) -> tuple[CorrectionView, ...]:
    """Return a figure's corrections, the oldest first, those of one day in file order."""
    chain = sorted(figure.corrections, key=lambda correction: correction.date.order)
    value = find_value(figure, "", facts)
    now = full_words(value, locale) if value else ""
    as_of = phrase("as-of", locale).format(date=date_words(value.date, locale)) if value and value.date else ""
    return tuple(
        CorrectionView(
            date=date_words(correction.date, locale),
            machine_date=correction.date.machine,
            was=correction.was,
            became=later.was if later else "",
            now="" if later else now,
            as_of="" if later else as_of,
            why=correction.why,
        )
        for correction, later in zip_longest(chain, chain[1:])
    )
