"""Pages with lists and the form above them, as the package prints them, written into a folder to be served."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from babel import Locale
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from explainer.model.phrases import phrases
from explainer.render.listing import Facet, facet_of, facet_value
from tests.browser.pages import page

ENGLISH = Locale.parse("en")
MANY = 5000
STATUSES = ("claimed", "confirmed", "")
Row = tuple[str, str, str, str, str, tuple[str, ...]]
"""Id, name, number in words and for machines, day, statuses."""
FEW: tuple[Row, ...] = (
    ("elbe", "Élbe", "1,094", "1094", "2021-07-14", ("claimed",)),
    ("don", "Дон-река", "1,870", "1870", "2021-06", ("claimed", "disputed")),
    ("aare", "Aare", "", "", "1998", ("confirmed",)),
    ("lenne", "Lenne[1]", "129", "129", "2022-01-02", ()),
)


def write_list_pages(folder: Path) -> None:
    """Write every page."""
    pages = {
        "list": table("rivers", FEW),
        "lists": table("rivers", FEW) + table("rivers", FEW, prefix="b-") + table("brooks", FEW, prefix="c-"),
        "long-list": table("figures", many(MANY)),
        "grouped-list": groups(250),
    }
    for name, body in pages.items():
        tall = '<div class="tall"></div>'
        (folder / f"{name}.html").write_text(page(f'<a id="jump" href="#lenne">Lenne</a>{body}{tall}'), "utf-8")


def many(count: int) -> list[Row]:
    """Rows of a register as large as one gets."""
    text = "Bodies of soldiers that were handed over, as one of the two sides has counted them"
    return [
        (f"row-{n}", f"{text} {n}", f"{n * 7:,}", f"{n * 7}", f"20{n % 90 + 10}-05", (STATUSES[n % 3],))
        for n in range(count)
    ]


def table(name: str, rows: Sequence[Row], *, prefix: str = "") -> str:
    """A register as a table."""
    body = "".join(
        f'<tr data-item id="{prefix}{id}" data-status="{facet_value(statuses)}"><th scope="row">{escape(label)}'
        f'<sup>9</sup></th><td data-value="{value}">{words}</td><td data-value="{day}">{day}</td>'
        f"<td>{', '.join(statuses)}</td></tr>\n"
        for id, label, words, value, day, statuses in rows
    )
    head = "".join(
        f'<th scope="col" data-sort="{sort}" data-key="{key}"><button type="button">{key}</button></th>'
        for key, sort in (("name", "text"), ("number", "number"), ("day", "date"))
    )
    facets = facet_of("status", [row[5] for row in rows], ENGLISH)
    return listing(
        name, len(rows), facets, f"<table><thead><tr>{head}<th>Status</th></tr></thead><tbody>{body}</tbody></table>"
    )


def groups(count: int) -> str:
    """A list in two parts, the second of which begins beyond the first items."""
    parts = (("old", range(count)), ("new", range(count, count + 5)))
    body = "".join(
        f'<section id="{id}" data-group><h2>{id} <span data-group-count>all {len(numbers)}</span></h2><ul>'
        + "".join(
            f'<li data-item id="item-{n}" data-kind="{"odd" if n % 2 else "even"}">Item {n}</li>' for n in numbers
        )
        + "</ul></section>"
        for id, numbers in parts
    )
    links = "".join(f'<a href="#{id}" data-group-link="{id}">{id}</a> ' for id, _ in parts)
    kinds = [["odd" if n % 2 else "even"] for n in range(count + 5)]
    return listing("items", count + 5, facet_of("kind", kinds, ENGLISH), f"<p>{links}</p>{body}")


def listing(name: str, total: int, facets: tuple[Facet, ...], body: str) -> str:
    """A list with its form, by the package's own template."""
    environment = Environment(loader=PackageLoader("explainer.render", "templates"), autoescape=True)
    template = environment.from_string(
        '{% import "listing.html.jinja" as listing with context %}<div class="listing" data-listing="{{ name }}">'
        "{{ listing.filter_form(facets, total, name) }}{{ body }}{{ listing.more_button() }}</div>"
    )
    words = phrases(ENGLISH)

    def say(key: str, **values: str) -> str:
        return words[key].format(**values)

    return template.render(
        say=say,
        say_plain=say,
        name=name,
        facets=facets,
        total=f"{total:,}",
        body=Markup(body),
    )
