"""Rule about reviews: what an editor wanted to look at again by a day is looked at by that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from explainer.check.options import Options
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.problems import Problem


def reviews_are_due(facts: Facts, options: Options) -> Iterator[Problem]:
    """Every figure whose day of review is over (review-is-due); without a day to judge by, nothing is said."""
    for figure in facts.figures.values():
        if is_due(figure, options.today):
            message = f'"{figure.id}" was to be reviewed by {figure.review_by}, and it is {options.today} now'
            hint = "look at its sources again, correct what has changed, and set review_by to a later day"
            yield figure.problem("review-is-due", message, hint, at=("review_by",))


def is_due(figure: Figure, today: date | None) -> bool:
    """Return whether the last day by which a figure was to be reviewed is over."""
    if figure.review_by is None or today is None:
        return False
    return figure.review_by.latest[:3] < (today.year, today.month, today.day)
