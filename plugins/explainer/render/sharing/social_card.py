"""The picture that is shown with a link to a page: site, title, and one key number with who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.phrases import phrase
from explainer.prose.pages import Page
from explainer.render.blocks.cards import CardView, card_view
from explainer.render.charts.breaks import clusters
from explainer.render.charts.text import ROOM, clean, width, wrap
from explainer.render.html import render

CARD_SIZE: Final = (1200, 630)
"""Pixels of the picture, as networks ask for it."""
_MARGIN: Final = 72
_WIDE: Final = CARD_SIZE[0] - 2 * _MARGIN
_LINE: Final = 1.24
"""Distance of lines for their size."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of text; `y` is where its letters stand."""

    text: str
    y: float
    size: float
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """A line under the number, whose form says how sure it is."""

    x: float
    y: float
    wide: float
    dashes: str = ""


def key_number(page: Page, facts: Facts, locale: Locale) -> CardView | None:
    """Return the number that a page is shared with: the one that it names, else the first of its first cards."""
    shown = [id for block in page.blocks if block.name == "facts" for id in block.argument.split()]
    for id in (page.card, *shown):
        figure = facts.figures.get(id)
        if isinstance(figure, Figure):
            return card_view(figure, facts, locale)
    return None


def card_words(title: str, number: CardView | None, locale: Locale) -> str:
    """Return what the picture shows, for those who do not see it."""
    if number is None:
        return title
    return f"{title}. {number.text}: {number.label}. {_said(number, locale)}"


def card_svg(site_name: str, title: str, number: CardView | None, locale: Locale) -> str:
    """Return the picture as SVG, on one line; text that is too long is set smaller, and then cut."""
    sizes = [size for size in (92, 76, 62, 50, 42, 34, 28) if number and _pixels(number.text, size) <= _WIDE]
    number = number if sizes else None  # A number that was cut would be another one.
    lines = [Line(text=_cut(site_name, 30), y=_MARGIN + 26, size=30, quiet=True)]
    lines += _from_top(title, (60, 52, 46) if number else (84, 72, 60, 50), 2 if number else 5)
    strokes: list[Stroke] = []
    rule = 0.0
    if number:
        below = _from_bottom(_said(number, locale), (27, 23, 19), CARD_SIZE[1] - _MARGIN + 14, quiet=True)
        below += _from_bottom(number.label, (34, 29), below[-1].y - below[-1].size * _LINE - 12)
        size = sizes[0]
        above = below[-1].y - below[-1].size * _LINE - 26
        value = Line(text=clean(number.text).strip(), y=above, size=size, bold=True)
        lines += [*below, value]
        strokes = _strokes(number.status, value, locale)
        rule = value.y - size - 14
    html = render(
        "card",
        locale,
        lines=[(line, _isolated(line.text)) for line in lines],
        strokes=strokes,
        rule=rule,
        from_right=locale.text_direction == "rtl",
        size=CARD_SIZE,
        margin=_MARGIN,
    )
    return " ".join(html.split("\n"))


def _said(number: CardView, locale: Locale) -> str:
    key = "derived" if number.status == "derived" else f"status-{number.status}"
    status = phrase(key, locale) if number.status else ""
    weakest = (
        phrase("weakest-part", locale).format(status=phrase(f"status-{number.weakest}", locale))
        if number.weakest
        else ""
    )
    return " · ".join(part for part in (number.said, number.date, status, weakest) if part)


def _from_top(text: str, sizes: Sequence[float], most: int) -> list[Line]:
    """Return lines below the site's name, in the largest size in which they fit."""
    size = next((size for size in sizes if len(wrap(text, size, _WIDE, bold=True)) <= most), sizes[-1])
    lines = _few(text, size, most, bold=True)
    first = _MARGIN + 26 + 28 + size
    return [Line(text=line, y=first + n * size * 1.16, size=size, bold=True) for n, line in enumerate(lines)]


def _from_bottom(text: str, sizes: Sequence[float], last: float, *, quiet: bool = False) -> list[Line]:
    """Return at most two lines, the lowest first, at `last`, in the largest size in which they fit."""
    size = next((size for size in sizes if len(wrap(text, size, _WIDE)) <= 2), sizes[-1])
    lines = _few(text, size, 2)[::-1]
    return [Line(text=line, y=last - n * size * _LINE, size=size, quiet=quiet) for n, line in enumerate(lines)]


def _few(text: str, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Return a text in so many lines at most; what does not fit is cut."""
    lines = wrap(text, size, _WIDE, bold=bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size, bold=bold)]


def _cut(text: str, size: float, *, bold: bool = False) -> str:
    """Return a text on one line, with an ellipsis in place of the words for which there is no room."""
    text = clean(text).strip()
    if width(text, size, bold=bold) <= _WIDE:
        return text
    parts = clusters(text)
    while parts and width("".join(parts).rstrip() + "…", size, bold=bold) > _WIDE:
        parts.pop()
    left = "".join(parts).rstrip()
    # Half a number would be another one.
    return (left.rpartition(" ")[0] or left) + "…"


def _pixels(text: str, size: float) -> float:
    return width(clean(text).strip(), size, bold=True)


def _strokes(status: str, value: Line, locale: Locale) -> list[Stroke]:
    """Return the lines under the number: solid, dashed, dotted, double as on the page; two unlike ones if computed."""
    wide = _pixels(value.text, value.size) / ROOM
    x = CARD_SIZE[0] - _MARGIN - wide if locale.text_direction == "rtl" else float(_MARGIN)
    forms = {"claimed": ["16 10"], "estimated": ["4 8"], "disputed": ["", ""], "derived": ["", "4 8"]}.get(status, [""])
    return [
        Stroke(x=x, y=value.y + 16 + 9 * n, wide=wide, dashes=dashes)
        for n, dashes in enumerate(forms if status else [])
    ]


def _isolated(text: str) -> str:
    """Return a line that runs in its own direction: FSI ... PDI keep its full stop at its own end."""
    return text if text.isascii() else f"\u2068{text}\u2069"
