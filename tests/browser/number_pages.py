"""Pages with printed facts, written into a folder to be served; the theme is a header that stays and a column."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

SOURCE = "https://example.org/paper"
CSS = """
body { background: Canvas; color: CanvasText; font: 17px/1.5 sans-serif; margin: 0; }
.md-header { background: #ddd; height: 48px; position: sticky; top: 0; z-index: 4; }
.md-content__inner { max-width: 960px; padding: 0 16px; margin: 0 auto; }
.md-content__inner > * { max-width: 560px; }
.tall { height: 1500px; }
"""


def write_number_pages(folder: Path) -> None:
    """Write every page."""
    pages = {
        "index": page(sentence() + notes(sentence_keys())),
        "tooltips": page(sentence() + notes(sentence_keys()), features=["content.footnote.tooltips"]),
        "many": page(many_notes(60)),
        "sidebar": page(many_notes(3), sidebar=True),
        "rtl": page(many_notes(3), direction="rtl"),
    }
    for name, html in pages.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    (folder / "page.css").write_text(CSS, "utf-8")


def page(body: str, *, features: list[str] | None = None, sidebar: bool = False, direction: str = "ltr") -> str:
    """A whole page in the frame that the theme gives to one."""
    config = json.dumps({"features": features or []})
    aside = '<div class="md-sidebar--secondary">Contents</div>' if sidebar else ""
    return (
        f'<!doctype html><html lang="en" dir="{direction}"><head><meta charset="utf-8"><title>Numbers</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="assets/explainer.css"><link rel="stylesheet" href="page.css">'
        f'<script id="__config" type="application/json">{config}</script>'
        '<script src="assets/explainer.js" defer></script></head><body><header class="md-header">Site</header>'
        f'<main class="md-main__inner">{aside}<div class="md-content"><article class="md-content__inner md-typeset">'
        f'<p><a href="#top">Before</a></p>{body}</article></div></main></body></html>'
    )


def mark(key: str, number: int) -> str:
    """A footnote mark."""
    return f'<sup id="fnref:{key}"><a class="footnote-ref" href="#fn:{key}" role="doc-noteref">{number}</a></sup>'


def sentence_keys() -> list[str]:
    """The footnotes of the sentence, in their order."""
    return ["bodies", "exchange", "paper"]


def sentence() -> str:
    """A number, an event that is a link, and a source alone."""
    return (
        '<p>They say that <span class="reference"><span class="fact" data-fact="bodies" data-status="claimed">'
        f'1,000 bodies</span>{mark("bodies", 1)}</span> came in <span class="reference"><span><a class="fact"'
        f' data-fact="exchange" href="#timeline">the exchange</a></span>{mark("exchange", 2)}</span>, as a paper'
        f' says<span class="reference">{mark("paper", 3)}</span>.</p><div class="tall" id="timeline"></div>'
    )


def notes(keys: list[str], text: str = "") -> str:
    """The list of footnotes."""
    items = "".join(
        f'<li id="fn:{key}"><div class="evidence"><p class="evidence-what"><strong>{escape(key)}</strong></p>'
        f'{text}<ul class="citations"><li><a class="source-link" href="{SOURCE}">A paper</a></li></ul></div>'
        f'<p><a class="footnote-backref" href="#fnref:{key}" role="doc-backlink" title="Back">↩</a></p></li>'
        for key in keys
    )
    return f'<div class="footnote" data-close="Close"><hr><ol>{items}</ol></div>'


def many_notes(count: int) -> str:
    """A paragraph in which every second word has a note, some of them long, and the footnotes below."""
    keys = [f"term-{number}" for number in range(count)]
    words = " ".join(
        f'said <span class="reference"><span class="fact annotated" data-fact="{key}">this</span>'
        f"{mark(key, number)}</span>"
        for number, key in enumerate(keys, 1)
    )
    text = '<p class="evidence-text">What the word means, in a sentence or two. </p>'
    return f'<p>{words}</p><p>After it.</p><div class="tall"></div>{notes(keys, text)}'
