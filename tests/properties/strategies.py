"""What Hypothesis draws: texts, trees and facts that are sound, and those that are anything but."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

ANY_TEXT = st.text(max_size=60)

# Texts that look like facts gone wrong find more than random ones.
_PIECES = st.sampled_from(
    [
        *"\n :-[]{}\"'#&*!|>%@`,?~\t\r\0\u2028\ufeff",
        "figures:\n  a:\n    label: A\n    value: ",
        "  b:\n    label: B\n    derive: {sum: [a, b]}\n",
        "sources:\n  s:\n    title: T\n    accessed: 2023\n    url: https://a.example\n",
        "events:\n  e:\n    title: E\n    date: 2021-02-30\n    cite: s\n",
        'notes:\n  n: {term: T, text: "[@a] [x][@b, value]"}\n',
        "disputes:\n  d:\n    question: Q\n    sides:\n      - {claimant: c, says: S, cite: [s, {source: s}]}\n",
        "charts:\n  h: {title: T, kind: bar, figures: [a], events: e}\n",
        "actors: {c: {name: C}}\n",
        "    points:\n      - {date: 2021, value: 1, cite: s}\n",
        "    points: p.csv\n",
        'date,value,low,high,source,stated_as,note\n2021,1,,,s,"one, two",\n',
        "1_000",
        "0x1F",
        ".nan",
        "2021-07/2020",
        "<<: *x\n",
        "--- ",
        "...\n",
        "[@a:2021, value; @b]",
        "/// chart | h\n    x: [y\n///\n",
        "```\n",
        "---\nuncited: {}\n---\n",
    ]
)
FACTS_LIKE_TEXT = st.lists(_PIECES | st.text(max_size=8), max_size=14).map("".join)

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_KEYS = st.sampled_from(
    [
        "label",
        "value",
        "low",
        "high",
        "points",
        "derive",
        "sum",
        "cite",
        "source",
        "date",
        "unit",
        "other",
        "sides",
        "figures",
        "events",
        "a",
        "b",
        "says",
        "claimant",
        "finding",
        "title",
        "text",
        "term",
        "round",
        "corrections",
    ]
)
TREES = st.recursive(
    _SCALARS | _KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS | st.text(max_size=6), inner, max_size=5),
    max_leaves=25,
)
_KINDS = st.sampled_from(["sources", "actors", "figures", "events", "notes", "disputes", "charts", "other"])
_IDS = st.sampled_from(["a", "b", "c", "A", "con", "x-y", ""])
FACTS_LIKE_TREES = st.dictionaries(_KINDS, st.dictionaries(_IDS, TREES, max_size=3) | TREES, max_size=4)


def as_yaml(tree: Any) -> str:
    """Return a tree as YAML: JSON is YAML, but for what is no number to JSON."""
    return json.dumps(tree, ensure_ascii=False, allow_nan=True)
