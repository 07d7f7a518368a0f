"""What a reader can take away of a chart: its files, the table as CSV, and where all of it is from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Final

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Event, Source
from explainer.model.phrases import fill, phrase
from explainer.model.records import Citation
from explainer.model.values import Value, base_values
from explainer.model.wording import date_words
from explainer.render.charts import ChartTable, Picture, Row
from explainer.render.charts.table import Colophon
from explainer.render.charts.text import clean
from explainer.render.words import find_value

FOLDER: Final = "assets/charts"
COLUMNS: Final = (
    "chart",
    "title",
    "fact",
    "figure",
    "date",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "printed",
    "drawn",
    "drawn_low",
    "drawn_high",
    "drawn_printed",
    "side",
    "claimant",
    "status",
    "disputed",
    "contradicts",
    "stated_as",
    "sources",
    "addresses",
    "as_of",
    "licence",
    "site",
    "page",
)
"""The head of every CSV file; a chart that lacks something has the column all the same, so that files can be joined."""
_BETWEEN: Final = " | "
"""Parts the sources of a row, and their addresses in the same order: no title is likely to hold it."""
_FORMULA: Final = re.compile(r"[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"[+-]?[\d.,\s\u202f\u00a0\u2019]+%?")


def file_names(id: str, *, interactive: bool) -> dict[str, str]:
    """Return where a chart's files stand in the site, by what they are: svg, png, csv, spec and, for Vega, vega."""
    names = {"svg": "svg", "png": "png", "csv": "csv", "spec": "vl.json"} | (
        {"vega": "vega.json"} if interactive else {}
    )
    return {what: f"{FOLDER}/{id}.{ending}" for what, ending in names.items()}


def chart_files(picture: Picture, table: ChartTable, facts: Facts, locale: Locale) -> dict[str, bytes]:
    """Return the content of each of a chart's files by its place in the site."""
    texts = {
        "svg": picture.svg,
        "csv": chart_csv(table, facts, locale),
        "spec": picture.spec,
        "vega": picture.vega,
    }
    contents = {what: text.encode() for what, text in texts.items()} | {"png": picture.png}
    return {name: contents[what] for what, name in file_names(table.id, interactive=bool(picture.vega)).items()}


def chart_colophon(
    table: ChartTable, facts: Facts, locale: Locale, *, licence: str = "", site: str = "", page: str = ""
) -> Colophon:
    """Return where a chart is from: the sources of all that it draws, its newest date, the licence and the site."""
    sources = chart_sources(table, facts)
    publishers = dict.fromkeys(source.publisher or source.title or "" for source in sources)
    dates = [date for row in table.rows if (date := _date(row, facts))]
    newest = max(dates, key=lambda date: (date.latest, date.earliest), default=None)
    lines = (
        fill(phrase("chart-colophon-sources", locale), sources=", ".join(publishers)) if publishers else "",
        fill(phrase("chart-as-of", locale), date=date_words(newest, locale)) if newest else "",
        _licence_words(licence, locale),
        ", ".join(filter(None, (site, page))),
    )
    return Colophon(
        lines=tuple(line for line in lines if line),
        sources=tuple(", ".join(filter(None, (_words(source, locale), source.url))) for source in sources),
        as_of=newest.text if newest else "",
        licence=licence,
        site=site,
        page=page,
    )


def chart_sources(table: ChartTable, facts: Facts) -> list[Source]:
    """Return the sources of all that a chart draws, each once, in the order in which they are cited."""
    return _sources((citation for row in table.rows for citation in _citations(row, facts)), facts)


def value_sources(row: Row, facts: Facts) -> list[Source]:
    """Return the sources of one value or event that a chart draws, each once."""
    return _sources(_citations(row, facts), facts)


def chart_csv(table: ChartTable, facts: Facts, locale: Locale) -> str:
    """Return a chart's table as CSV (RFC 4180, so lines end with CR LF): one line a mark, numbers in full.

    Each line names the chart, its sources and its licence, so that a line that was copied elsewhere can be checked.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in table.rows:
        cells = _cells(row, table, facts, locale)
        writer.writerow([cells[column] for column in COLUMNS])
    return text.getvalue()


def _cells(row: Row, table: ChartTable, facts: Facts, locale: Locale) -> dict[str, str]:
    """Return a line's cells by column."""
    value = _value(row, facts)
    sources = value_sources(row, facts)
    date = _date(row, facts)
    numbers = {"value": row.value, "low": row.low, "high": row.high}
    drawn = {"drawn": row.drawn, "drawn_low": row.drawn_low, "drawn_high": row.drawn_high}
    texts = {
        "chart": table.id,
        "title": table.title,
        "fact": row.fact,
        "figure": row.label,
        "date": date.text if date else "",
        "unit": value.unit.name if value and value.unit else "",
        "qualifier": value.qualifier if value else "",
        "printed": row.value_text,
        "drawn_printed": row.drawn_text,
        "side": row.side,
        "claimant": row.claimant,
        "status": row.status,
        "disputed": "true" if row.disputed else "false",
        "contradicts": row.against,
        "stated_as": next((said.stated_as for said in _citations(row, facts) if said.stated_as), ""),
        "sources": _BETWEEN.join(_words(source, locale) for source in sources),
        "addresses": _BETWEEN.join(source.url or "" for source in sources),
        "as_of": table.colophon.as_of,
        "licence": table.colophon.licence or _licence_words("", locale),
        "site": table.colophon.site,
        "page": table.colophon.page,
    }
    exact = {name: "" if number is None else _exact(number) for name, number in (numbers | drawn).items()}
    return {name: _harmless(text) for name, text in texts.items()} | exact


def _exact(number: Decimal) -> str:
    """Return a number with all of its digits, without exponent or grouping."""
    return format(number, "f")


def _harmless(text: str) -> str:
    """Return text on one line, with an apostrophe in front where a spreadsheet would take it for a formula.

    A text that is nothing but a number, such as a printed "-5", computes nothing and stays as it is.
    """
    # Its beginning is looked at before line feeds and tabs, which some programs skip, become spaces.
    line = clean(text)
    if _FORMULA.match(text.lstrip()) and not _NUMBER.fullmatch(line.strip()):
        return f"'{line}"
    return line


def _value(row: Row, facts: Facts) -> Value | None:
    """Return the value that a row shows; none for an event."""
    id, _, date = row.fact.partition(":")
    figure = facts.figures.get(id)
    return find_value(figure, date, facts) if figure else None


def _date(row: Row, facts: Facts) -> EdtfDate | None:
    """Return the date of what a row shows, as precise as the facts have it."""
    event = facts.events.get(row.fact)
    if event is not None:
        return event.date
    value = _value(row, facts)
    return value.date if value else None


def _citations(row: Row, facts: Facts) -> Iterator[Citation]:
    """Yield the citations of what a row shows; of a computed value, those of all that it rests on."""
    fact = facts.get(row.fact.partition(":")[0])
    if isinstance(fact, Event):
        yield from fact.cite
    elif isinstance(fact, Figure) and fact.derive:
        for value in base_values(facts, fact):
            yield from value.cite
    else:
        value_or_none = _value(row, facts)
        yield from value_or_none.cite if value_or_none else ()


def _sources(citations: Iterable[Citation], facts: Facts) -> list[Source]:
    """Return the sources that are cited, each once, in the order in which they are."""
    ids = dict.fromkeys(citation.source for citation in citations)
    return [facts.sources[id] for id in ids if id in facts.sources]


def _words(source: Source, locale: Locale) -> str:
    """Return a source in a line: title, publisher, day."""
    published = date_words(source.published, locale) if source.published else ""
    return ", ".join(filter(None, (source.title, source.publisher, published)))


def _licence_words(licence: str, locale: Locale) -> str:
    if not licence:
        return phrase("chart-colophon-no-licence", locale)
    return phrase("chart-colophon-licence", locale).format(licence=licence)
