"""What a chart is drawn from: plain frozen values that travel to the worker as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any


class ChartError(Exception):
    """A chart that could not be drawn; the message names the chart and says why, in words for an editor."""

    def __init__(self, chart: str, reason: str) -> None:
        """Keep the chart's id and the reason apart, so that a caller can place the problem."""
        super().__init__(f'chart "{chart}": {reason}')
        self.chart = chart
        self.reason = reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One mark: one printed value of one fact."""

    fact: str
    """`figure-id` or `figure-id:2025-06-11`; becomes the mark's `data-fact`."""
    series: str
    """Id of the figure; rows of one series share a line, a colour and a direct label."""
    label: str
    """The series in words, plain text."""
    side: str = ""
    """Free word (Russia, Ukraine); marks are coloured by it."""
    claimant: str = ""
    """Who says it, by name."""
    start: str = ""
    """First ISO day that the date covers; empty where the figure has no date (bars only)."""
    end: str = ""
    """Last ISO day that the date covers; equal to `start` for an exact day."""
    date_text: str = ""
    """The date in the page's locale."""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    value_text: str
    """The value as printed on the page, with its qualifier; of an event, its title."""
    drawn: Decimal | None = None
    """What is drawn in place of the value where that is computed from several rows: the running total, or the
    share of the whole."""
    drawn_low: Decimal | None = None
    drawn_high: Decimal | None = None
    drawn_text: str = ""
    """What is drawn in place of the value, as printed; empty where the value itself is drawn."""
    status: str = ""
    """Claims are drawn hollow, estimates light, confirmed and documented values solid."""
    disputed: bool = False
    """Whether somebody says otherwise; the mark has a form of its own."""
    against: str = ""
    """The `fact` that this one contradicts: another side's count, shown beside a value of the chart's own figures."""

    @property
    def extent(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest number that is drawn for the row."""
        stated = (self.drawn_low, self.drawn, self.drawn_high) if self.drawn_text else (self.low, self.value, self.high)
        known = [value for value in stated if value is not None]
        return min(known), max(known)

    @property
    def middle(self) -> Decimal | None:
        """The one number that is drawn for the row; None for a range without one."""
        return self.drawn if self.drawn_text else self.value

    @property
    def mark_text(self) -> str:
        """What the mark is labelled with: the computed number where there is one, else the value."""
        return self.drawn_text or self.value_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """An event drawn as a thin rule with a short label."""

    event: str
    """Id of the event."""
    start: str
    end: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Colophon:
    """Where a chart is from: what a file to download says of it, in words and as data."""

    lines: tuple[str, ...] = ()
    """What stands under the picture, a line each: sources, as-of date, licence, site."""
    sources: tuple[str, ...] = ()
    """Each source once, with its title, publisher and address."""
    as_of: str = ""
    """The newest date drawn, as the facts give it."""
    licence: str = ""
    """The licence of the site; empty where none is named."""
    site: str = ""
    """The site's name."""
    page: str = ""
    """The address of the chart on the site; empty where the site has none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartTable:
    """A chart with every value it shows."""

    id: str
    title: str
    """Accessible name; the visible title is the caption's."""
    description: str
    """Accessible description."""
    kind: str = "bar"
    """One of `KINDS` in `spec.py`; left aside where `draw` is set."""
    rows: tuple[Row, ...]
    annotations: tuple[Annotation, ...] = ()
    x_title: str = ""
    """What the dates or categories are, e.g. "Exchange"."""
    y_title: str = ""
    """What is measured; printed above the plot."""
    unit: str = ""
    """The unit in words; follows `y_title` where that does not say it."""
    locale: str = "en"
    """Babel's name of the page's locale (`uk`, `pt_BR`)."""
    sides: tuple[str, ...] = ()
    """The site's sides in a fixed order, so that a side has the same colour on every page; by default the
    order in which they first stand in `rows`."""
    per: Decimal | None = None
    """How many one dot of a waffle stands for."""
    per_text: str = ""
    """The same in words, which stand above the dots."""
    interactive: bool = False
    """Whether the page loads Vega for it."""
    colophon: Colophon = Colophon()
    """What a file to download says of where the chart is from."""
    draw: str = ""
    """`module:function` that takes a list of row dicts and returns an Altair chart."""
    root: Path | None = None
    """Folder put on `sys.path` for `draw`."""

    def days(self) -> Iterator[str]:
        """First and last day, in turns, of every dated row and event."""
        for row in self.rows:
            if row.start or row.end:
                yield from (row.start, row.end)
        for event in self.annotations:
            yield from (event.start, event.end)


_NUMBERS = ("value", "low", "high", "drawn", "drawn_low", "drawn_high")


def to_json(table: ChartTable) -> str:
    """The table as one line of JSON; equal tables give equal text."""

    def plain(value: object) -> str:
        if isinstance(value, (Decimal, Path)):
            return str(value)
        raise TypeError(f"{value!r} is neither text nor a number")

    return json.dumps(asdict(table), default=plain, sort_keys=True)


def from_json(text: str) -> ChartTable:
    """The table that `to_json` wrote."""
    fields: dict[str, Any] = json.loads(text)
    rows = tuple(_row(row) for row in fields.pop("rows"))
    annotations = tuple(Annotation(**entry) for entry in fields.pop("annotations"))
    sides = tuple(fields.pop("sides"))
    colophon: dict[str, Any] = fields.pop("colophon")
    said: dict[str, Any] = {name: tuple(said) if isinstance(said, list) else said for name, said in colophon.items()}
    root, per = fields.pop("root"), fields.pop("per")
    return ChartTable(
        rows=rows,
        annotations=annotations,
        sides=sides,
        colophon=Colophon(**said),
        root=Path(root) if root else None,
        per=per and Decimal(per),
        **fields,
    )


def _row(fields: dict[str, Any]) -> Row:
    """A row whose numbers are still text."""
    numbers = {name: fields[name] for name in _NUMBERS}
    return Row(**fields | {name: text and Decimal(text) for name, text in numbers.items()})
