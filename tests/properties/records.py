"""What Hypothesis draws: one record of any kind as an editor might write it, sound or nearly so."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from explainer.model.facts import KINDS

_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
_ONE_LINE = st.text(_LETTERS, max_size=30).map(lambda text: json.dumps(text, ensure_ascii=False))
_PLAIN = st.sampled_from(
    [
        "A",
        "2022",
        "1.10",
        "no",
        "yes",
        "true",
        "010",
        "0x1F",
        "1e3",
        ".5",
        "12:30",
        "2022-02-26",
        "a b",
        "~",
        "null",
        "",
    ]
)
_TEXT = _PLAIN | _ONE_LINE
_NUMBER = st.sampled_from(["0", "412", "-3", "1.50", '"7"', "12345678901234567890", "1e3", "+1", "1_000", ".5", ""])
_DATE = st.sampled_from(
    ["2022", '"2022"', "2022-02", "2022-02-26", "2022-02~", "2021?", "2022-02-26T10:00:00Z", "2021/2022", "../2022"]
) | st.sampled_from(
    ["202X", "20XX", "2022-XX", "Y-17000", "-0044", "-44", "2022-13", "1.5", "26.02.2022", "2022-2-6", ""]
)
_SOURCE = st.sampled_from(["report", "gazette", '"report"', "nobody", "1984"])
_QUOTE = st.sampled_from(["412 houses", "some", "412", "no", '"412 houses and more"', "a b c d e f g h i", '" 412\\n"'])
_CITATION = st.builds(
    lambda source, quote: f"{{source: {source}{quote}}}", _SOURCE, st.just("") | _QUOTE.map(", stated_as: {}".format)
)
_CITE = (
    _SOURCE
    | _CITATION
    | st.lists(_SOURCE | _CITATION, max_size=2).map(lambda items: f"[{', '.join(items)}]")
    | st.just("")
)
_FIGURES = st.sampled_from(["houses", "homes", "[houses]", "[houses, homes]", "[]", "", "[drawn]", "1"])
_ACTOR = st.sampled_from(["council", "mayor", "nobody", '"mayor"'])
_WORDS = st.sampled_from(["a", "[a, b]", "[]", "2022", "[2022, no]"])
_POINTS = st.sampled_from(
    ["[{date: 2021, value: 1, cite: report}]", "[{date: 2021, low: 1, high: 2}, {date: 2022, value: 3}]", "[]", "a.csv"]
)
_SIDES = st.sampled_from(
    [
        "[{claimant: council, says: 5, cite: report}, {claimant: mayor, figure: houses}]",
        "[{claimant: council, says: S, cite: report}, {claimant: mayor, says: no, date: 2021, cite: [gazette]}]",
        "[{claimant: council, says: S, cite: report}]",
    ]
)
_FINDING = st.sampled_from(["{says: S, cite: report}", "{says: 5, cite: [gazette]}", "{says: S}"])
_FORMULA = st.builds(
    lambda name, parts: f"{{{name}: {parts}}}",
    st.sampled_from(["sum", "difference", "ratio", "share", "count", "latest", "change"]),
    _FIGURES,
)
_ROUND = st.sampled_from(["1", "-2", '"2"', "+1", "2.0", "13", "1_0", "a"])
_FIELDS = {
    **dict.fromkeys(("value", "low", "high", "best"), _NUMBER),
    **dict.fromkeys(("date", "as_of", "accessed", "published", "review_by"), _DATE),
    **dict.fromkeys(("actors", "claimant"), _ACTOR),
    **dict.fromkeys(("figures",), _FIGURES),
    **dict.fromkeys(("url", "archive"), st.sampled_from(["https://a.example/x", "HTTP://a.example", "a.example", "1"])),
    "via": _SOURCE,
    "cite": _CITE,
    "kind": st.sampled_from(["news", "bar", "line", "waffle", "timeline-strip", "talks", "no", "1"]),
    "per": _NUMBER,
    "event_kinds": _WORDS,
    "interactive": st.sampled_from(["true", "False", '"TRUE"', "yes", "1", "[true]"]),
    "status": st.sampled_from(["claimed", "estimated", "sure"]),
    "qualifier": st.sampled_from(["about", "more than", "exactly", "some"]),
    "language": st.sampled_from(["en", "no", "zh-Hant", "uk", "xx", "1"]),
    "vague": st.sampled_from(["dozens", "no", "12", "true", "1e3", '"a few\\nhundred"']),
    "unit": st.sampled_from(["houses", "%", "2022", "{other: houses}", "{one: a, other: 5}", "{one: a}", '"%"', "no"]),
    "points": _POINTS,
    "derive": _FORMULA,
    "round": _ROUND,
    "sides": _SIDES,
    "finding": _FINDING,
    "tags": _WORDS,
    "events": st.sampled_from(["[]", "nobody"]),
    "draw": st.sampled_from(["charts:draw"]),
    "corrections": st.sampled_from(["[{date: 2021, was: 5, why: no}]", "[]", "[{date: 2021, was: 5}]", "5"]),
}
_USUAL = {
    "sources": ("title", "accessed", "url"),
    "actors": ("name",),
    "figures": ("label", "value", "cite"),
    "events": ("title", "date", "cite"),
    "notes": ("term", "text", "cite"),
    "disputes": ("question", "sides"),
    "charts": ("title", "kind", "figures"),
}


@st.composite
def _record(draw: st.DrawFn) -> tuple[str, str]:
    kind = draw(st.sampled_from(sorted(KINDS)))
    fields = KINDS[kind].model_fields
    names = set(_USUAL[kind]) | draw(st.sets(st.sampled_from(sorted(fields)), max_size=3))
    names -= draw(st.sets(st.sampled_from(sorted(fields)), max_size=1))
    chosen = [f"{name}: {draw(_FIELDS.get(name, _TEXT))}" for name in fields if name in names]
    return kind, "".join(f"    {line}\n" for line in chosen)


RECORDS = _record()
"""A kind, and the fields of a record of it, indented by four."""
