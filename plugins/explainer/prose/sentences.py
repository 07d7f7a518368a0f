"""A page's prose -> its sentences in a reader's words, each word at its place in the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from explainer.prose.marks import CITED, CITED_WORDS, GONE, hide, hide_marks, without_ours
from explainer.prose.pages import Mention, Page
from explainer.prose.units import find_units

# After these a dot ends no sentence, whatever letter follows: English, German, French, Russian, Ukrainian, Bulgarian.
_ABBREVIATIONS: Final = frozenset(
    """
    mr mrs ms dr prof st sen rep gov gen col lt maj capt sgt cmdr adm rev hon vs etc al cf approx ca
    jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co corp dept est eds e.g i.e u.s u.k u.n a.m p.m
    bzw usw u.a z.b d.h o.ä ggf evtl str hrsg jh mio mrd tsd sog vgl okt dez mär zit bzgl inkl zzgl geb gest
    dgl bsp s.o s.u u.u i.d.r
    m mm mme mlle av janv févr juill déc env p.ex c.-à-d ex par.ex éd coll
    г гг т.е т.д т.п т.к н.э тыс млн млрд руб коп см др пр им ул янв фев апр авг сен окт ноя дек чел пос
    р рр тис грн ін вул напр с м обл бл бул проф акад хил лв гр т.нар
    """.split()  # noqa: SIM905 (a hundred strings in quotes would hide the words)
)
# What names the number that follows, and is a word elsewhere: Fig. 5, but "It is no fig. They …".
_BEFORE_NUMBERS: Final = frozenset(
    """
    no nos p pp fig figs vol vols art arts sec sect ch chap chaps para paras ed tab app eq ver tel
    nr nrn s abs bd bde kap abschn abb anh anl ziff drs bt-drs br-drs rn rz bl
    n tél
    с ст стр п пп ч гл рис табл т д кв корп тел р разд подп вып буд стор арк розд чл ал фиг прил бр
    """.split()  # noqa: SIM905
)
_CLOSING: Final = "\"'”’»“)\\]*_"
_QUOTES: Final = tuple("\"'”’»“‘")
_STOP: Final = re.compile(
    rf"(?P<stop>[.!?…]+)[{_CLOSING}{GONE}]*(?P<cited>(?:\s*[{CITED}][{GONE}]*)*)(?=\s|\Z)|(?P<wide>[。！？])[」』）]*"
)
_NEXT: Final = re.compile(rf"\s*[\"'“”‘’«»„(\[+{GONE}]*([^\s{GONE}])?")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+(?:[.-][^\W\d_]+)*)\Z")
_NUMBER_BEFORE: Final = re.compile(r"\d\s?\Z")
_DAY_BEFORE: Final = re.compile(r"(?<!\d)[123]?\d\Z")
# No noun that a day or another ordinal number could stand in front of: "Am 24. Die Stadt …".
_OPENING: Final = re.compile(
    r"\s*(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Einer|Es|Er|Sie|Wir|Ich|Man|Im|In|Am|An|Auf|Aus|Bei|Mit|Nach|Vor|Zu|"
    r"Zum|Zur|Für|Von|Vom|Doch|Aber|Und|Oder|Wer|Was|Wie|Wo|Wenn|So|Da|Dann|Dort|Auch|Dabei|Davon|Damit|Dies|Diese|"
    r"Dieser|Dieses|Ihr|Ihre|Sein|Seine|Nur|Nun|Noch|Hier|Laut|Seit|Bis|Um|Unter|Über|Nicht|Kein|Keine|Als|Ob)\b"
)
_SEEN: Final = re.compile(f"[^{GONE}]+")
_LOOKED_BACK: Final = 24


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` has one sign for every reference, and none for what a reader does not see."""

    text: str
    start: int
    """Where it begins in its page's text."""
    is_cited: bool
    """Whether it carries a citation of a source."""
    places: tuple[int, ...] | None = None
    """Where each of its characters stands in the page's text; None where they follow each other from `start`."""

    def place(self, index: int) -> int:
        """Return where a character stands in the page's text."""
        return self.start + index if self.places is None else self.places[index]


def find_sentences(page: Page, sign_of: Callable[[Mention], str], *, dotted_days: bool) -> Iterator[Sentence]:
    """Yield the sentences of a page's prose, headings, table rows and alternative texts, in order.

    `sign_of` gives the sign that stands for a reference (marks: CITED, THING, CITED_WORDS). `dotted_days` tells
    whether a day is written with a dot: 24. Februar.
    """
    parts: list[str] = []
    index = 0
    page_text = without_ours(page.text)
    for mention in page.mentions:
        parts += [page_text[index : mention.start], hide(mention.text, sign_of(mention))]
        index = mention.start + len(mention.text)
    text, units = find_units("".join([*parts, page_text[index:]]))
    text = hide_marks(text)
    for unit in units:
        words = text[unit.start : unit.end]
        bounds = [(0, len(words))] if unit.is_row else _split(words, dotted_days=dotted_days)
        for start, end in bounds:
            sentence = _sentence(words[start:end], unit.start + start)
            if sentence is not None:
                yield sentence


def _sentence(words: str, start: int) -> Sentence | None:
    if not words.strip():
        return None
    is_cited = CITED in words or CITED_WORDS in words
    if GONE not in words:
        return Sentence(words, start, is_cited)
    places: list[int] = []
    for match in _SEEN.finditer(words):
        places += range(start + match.start(), start + match.end())
    return Sentence(words.replace(GONE, ""), start, is_cited, tuple(places))


def _split(text: str, *, dotted_days: bool) -> list[tuple[int, int]]:
    """Return where the sentences of a paragraph begin and end."""
    bounds = []
    start = 0
    for match in _STOP.finditer(text):
        if match.start() < start:
            continue
        end = match.end()
        if match.group("stop"):
            found = _NEXT.match(text, end)
            following = found.group(1) if found and found.group(1) else ""
            if match.group("cited") and following.islower():
                # What is cited at the beginning of a sentence belongs to it: "[@report] says …".
                end, following = match.start("cited"), "A"
            if not _ends(text, match, following, dotted_days=dotted_days):
                continue
        bounds.append((start, end))
        start = end
    if text[start:].strip():
        bounds.append((start, len(text)))
    return bounds


def _ends(text: str, match: re.Match[str], following: str, *, dotted_days: bool) -> bool:
    """Return whether a sentence ends at a stop before this sign ("" at the end of the text)."""
    if not following:
        return True
    if following.islower():
        return False
    if match.group("stop") != "." or match.group("cited"):
        # An abbreviation with a footnote mark behind it is the last word of its sentence.
        return True
    before = text[max(0, match.start() - _LOOKED_BACK) : match.start()].replace(GONE, "")
    word = _WORD_BEFORE.search(before)
    if word:
        name = word.group(1)
        is_initial = len(name) == 1 and name.isupper()
        if name == "м" and _NUMBER_BEFORE.search(before, 0, word.start()):
            return True  # 12 м., and no м. Київ.
        labels = following.isdecimal() and name.casefold() in _BEFORE_NUMBERS
        return not (is_initial or labels or name.casefold() in _ABBREVIATIONS)
    if not dotted_days or text[match.end("stop") : match.end("stop") + 1] in _QUOTES:
        return True
    return not _DAY_BEFORE.search(before) or _OPENING.match(text, match.end()) is not None
