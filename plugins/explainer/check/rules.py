"""The list of rules, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from explainer.check.charts import charts_are_complete, charts_can_be_drawn
from explainer.check.citations import (
    citations_resolve,
    disputes_have_citations,
    events_have_citations,
    evidence_is_quoted,
    figures_have_citations,
    notes_have_citations,
    readings_have_wordings,
    sources_read_in_sources,
)
from explainer.check.comparisons import derivations_are_formulas, derivations_can_be_computed
from explainer.check.freshness import reviews_are_due
from explainer.check.options import Options
from explainer.check.origins import confirmed_has_two_origins
from explainer.check.prose_numbers import charts_state_their_numbers
from explainer.check.references import actors_resolve, facts_resolve, sides_are_two
from explainer.check.values import dates_are_possible, figures_state_one_value, values_are_possible
from explainer.model.facts import Facts
from explainer.problems import Problem

Rule = Callable[[Facts, Options], Iterator[Problem]]
"""Takes the facts and the site's options; gives the problems of one theme."""

RULES: Final[tuple[Rule, ...]] = (
    figures_state_one_value,
    values_are_possible,
    dates_are_possible,
    figures_have_citations,
    events_have_citations,
    disputes_have_citations,
    notes_have_citations,
    citations_resolve,
    readings_have_wordings,
    sources_read_in_sources,
    evidence_is_quoted,
    actors_resolve,
    facts_resolve,
    sides_are_two,
    derivations_are_formulas,
    charts_are_complete,
    reviews_are_due,
)
"""Rules for every record that was read, broken ones among them."""

RULES_OF_SOUND_FACTS: Final[tuple[Rule, ...]] = (
    derivations_can_be_computed,
    charts_can_be_drawn,
    confirmed_has_two_origins,
    charts_state_their_numbers,
)
"""Rules for facts without a problem that rest on such facts alone: what their parts lack is told at the parts."""
