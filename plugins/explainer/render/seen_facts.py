"""What a reader has seen of every fact, in a few letters each: a browser compares them from one visit to the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from babel import Locale

from explainer.check.usage import named_by
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Actor, Dispute, Event, Note, Source
from explainer.model.records import Fact
from explainer.render.words import find_value, full_words, title_of

SEEN_FACTS: Final = "assets/explainer-facts.json"
"""Where the file stands in the site."""
_OF_EDITORS: Final = {"review_by", "tags"}
"""Fields that no reader sees."""
_LETTERS: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenFact:
    """A fact as a browser remembers it."""

    content: str
    """A hash of all that a reader sees of it."""
    title: str
    text: str
    """The number of a figure in words; nothing of another fact."""


def seen_facts(facts: Facts, locale: Locale) -> dict[str, SeenFact]:
    """Return all figures, events, notes and disputes by id; sources and actors count with the facts that name them."""
    return {
        fact.id: SeenFact(
            content=_hash(_content(fact, facts, locale)), title=title_of(fact), text=_text(fact, facts, locale)
        )
        for fact in facts
        if isinstance(fact, Figure | Event | Note | Dispute)
    }


def version_of(seen: dict[str, SeenFact]) -> str:
    """Return a hash of all of them: a browser that knows it need not ask for the file."""
    return _hash([(id, fact.content) for id, fact in sorted(seen.items())])


def seen_file(seen: dict[str, SeenFact], find_address: Callable[[str], str]) -> bytes:
    """Return the file that browsers compare: id -> hash, title, address below the site's root, number."""
    rows = {id: [fact.content, fact.title, find_address(id), fact.text] for id, fact in seen.items()}
    content = {"version": version_of(seen), "facts": rows}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _content(fact: Fact, facts: Facts, locale: Locale) -> Any:
    """Return what is hashed: what the editor wrote, and who and what it names as far as its footnote shows them."""
    named = [facts.get(id) for id in dict.fromkeys(named_by(fact))]
    return (
        _record(fact, _OF_EDITORS),
        _text(fact, facts, locale) if isinstance(fact, Figure) and fact.derive else "",
        # A source that is read again says what it said.
        [_record(other, {"accessed"}) for other in named if isinstance(other, Source)],
        [other.name for other in named if isinstance(other, Actor)],
    )


def _record(fact: Fact, unseen: set[str]) -> dict[str, Any]:
    # Without defaults: a field that a later version adds is no change of the fact.
    return fact.model_dump(exclude=unseen, exclude_defaults=True)


def _text(fact: Fact, facts: Facts, locale: Locale) -> str:
    value = find_value(fact, "", facts) if isinstance(fact, Figure) else None
    return full_words(value, locale) if value else ""


def _hash(content: Any) -> str:
    text = json.dumps(content, default=str, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:_LETTERS]
