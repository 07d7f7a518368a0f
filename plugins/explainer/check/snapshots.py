"""Does the held copy of a source have the wording that is quoted from it (evidence-in-snapshot)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, Literal

from explainer.check.options import Options
from explainer.load.snapshots import normalised, read_snapshot, snapshot_path
from explainer.model.facts import Facts
from explainer.model.records import Citation
from explainer.problems import Problem
from explainer.reading import read_numbers

Copy = Literal["found", "not found", "not readable", "no snapshot", "no wording", "not looked at"]

_AROUND: Final = 60
"""How many characters beside a wording are read for a number that goes on there: longer ones are none."""
_TRIES: Final = 200
"""How many places are looked at in which a wording stands as a part of another number."""
_MARKS: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‑": "-", "–": "-"}
)

_Found = dict[int, tuple[Copy, str, str]]


def read_copies(cited: Mapping[int, Citation], facts: Facts, options: Options) -> tuple[_Found, list[Problem]]:
    """Return by the citations' numbers what came of each, with a problem's message and hint where it failed.

    A source is read once, whatever cites it, and not kept. Where a source has no copy of its own and was read in
    another, that one's copy counts as far as it has the wording.
    """
    found: _Found = {}
    problems: list[Problem] = []
    waiting: dict[str, list[int]] = defaultdict(list)
    for number, citation in cited.items():
        if citation.stated_as is None:
            found[number] = ("no wording", "", "")
        else:
            waiting[citation.source].append(number)
    found |= {number: ("no snapshot", "", "") for numbers in waiting.values() for number in numbers}
    if options.snapshots is None:
        return found, problems
    folder = options.root / options.snapshots
    broken: dict[str, Problem] = {}
    for id, numbers in waiting.items():
        for reader in _readers(id, facts):
            text, problem = read_snapshot(snapshot_path(folder, reader), options.root)
            if problem is not None:
                broken[reader] = problem
            if text is None and problem is None:
                continue
            language = _language(reader, facts, options)
            whole = normalised(text or "")
            for number in numbers:
                if problem is not None:
                    found[number] = ("not readable", "", "")
                elif has_wording(whole, cited[number].stated_as or "", language):
                    found[number] = ("found", "", "")
                elif reader == id:
                    found[number] = ("not found", *_not_found(whole, cited[number]))
            break
    return found, list(broken.values())


def _readers(id: str, facts: Facts) -> list[str]:
    """Return the ids of the sources in which a source was read: itself, and those that it was read via."""
    found: dict[str, None] = {}
    while id in facts.sources and id not in found:
        found[id] = None
        id = facts.sources[id].via or ""
    return list(found)


def _language(id: str, facts: Facts, options: Options) -> str:
    return facts.sources[id].language or options.locale


def has_wording(text: str, wording: str, language: str) -> bool:
    """Return whether a text has a wording, white space and Unicode forms aside, and not as a part of another number.

    "35 bodies" stands neither in "135 bodies" nor in "20 to 35 bodies". `text` is normalised already.
    """
    wanted = normalised(wording)
    place = text.find(wanted) if wanted else -1
    for _ in range(_TRIES):
        if place < 0:
            return False
        if not _cuts_a_number(text, place, place + len(wanted), language):
            return True
        place = text.find(wanted, place + 1)
    return False


def _cuts_a_number(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a number begins before this part of a text and ends in it, or goes on behind it."""
    if (text[start].isdecimal() and text[start - 1 : start].isdecimal()) or (
        text[end - 1].isdecimal() and text[end : end + 1].isdecimal()
    ):
        return True
    lead = max(0, start - _AROUND)
    for number in read_numbers(text[lead : end + _AROUND], language):
        first, last = lead + number.start, lead + number.end
        if number.kind not in ("date", "time", "year") and (first < start < last or first < end < last):
            return True
    return False


def _not_found(text: str, citation: Citation) -> tuple[str, str]:
    wording = citation.stated_as or ""
    message = f'the wording "{wording}" does not stand in the snapshot of "{citation.source}"'
    near = text.casefold().translate(_MARKS).find(normalised(wording).casefold().translate(_MARKS))
    if near < 0:
        return message, "copy the words from the source as they stand there"
    # Folding may change a text's length (ß): what is quoted is then a little off, and still near.
    said = text[near : near + len(normalised(wording))]
    if said == normalised(wording):
        return message, "it stands there only as a part of another number"
    return message, f'it stands there as "{said}"'
