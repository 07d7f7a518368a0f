"""Our built site -> the same site in plain Markdown, for the engine and its theme alone: the floor of a build.

Every page keeps its text, links, lists, tables, pictures and footnotes, written as anyone would write them by hand.
"""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "summary",
    "figcaption",
    "dt",
    "dd",
    "pre",
    "hr",
    "div",
    "section",
}
_VOID = {"br", "hr", "img", "input", "meta", "link"}


class _Plain(HTMLParser):
    """Collects one page's body as Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.notes: dict[str, str] = {}
        self.note = ""
        self.held: list[str] = []
        self.skip = 0
        self.raw = 0
        self.href: list[str] = []
        self.cells = 0

    def emit(self, text: str) -> None:
        (self.held if self.note else self.out).append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.raw or tag in ("svg", "pre"):
            self.raw += tag not in _VOID
            shown = "".join(f' {name}="{value}"' for name, value in given.items())
            self.emit(("\n\n" if self.raw == 1 else "") + f"<{tag}{shown}>")
        elif tag == "a" and "footnote-ref" in given.get("class", ""):
            self.emit(f"[^{_key(given['href'])}]")
            self.skip += 1
        elif tag == "a" and ("footnote-backref" in given.get("class", "") or "headerlink" in given.get("class", "")):
            self.skip += 1
        elif self.skip:
            self.skip += tag not in _VOID
        elif tag == "li" and given.get("id", "").startswith("fn:"):
            self.note = _key(given["id"])
        elif tag == "li":
            self.emit("\n\n- " if not self.note else " ")
        elif tag == "a":
            self.href.append(given.get("href", ""))
            self.emit("[")
        elif tag in ("strong", "b"):
            self.emit("**")
        elif tag in ("em", "i", "cite"):
            self.emit("*")
        elif tag == "tr":
            self.cells = 0
            self.emit("\n")
        elif tag in ("td", "th"):
            self.cells += 1
            self.emit("| ")
        elif tag == "table":
            self.emit("\n\n")
        elif re.fullmatch("h[1-6]", tag):
            self.emit("\n\n" + "#" * int(tag[1]) + " ")
        elif tag in _BLOCKS:
            self.emit(" " if self.note else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self.raw:
            self.raw -= 1
            self.emit(f"</{tag}>" + ("\n\n" if not self.raw else ""))
        elif self.skip:
            self.skip -= 1
        elif tag == "a" and self.href:
            self.emit(f"]({self.href.pop()})")
        elif tag in ("strong", "b"):
            self.emit("**")
        elif tag in ("em", "i", "cite"):
            self.emit("*")
        elif tag == "thead":
            self.emit("\n" + "|---" * self.cells + "|")
        elif tag in ("ol", "ul") and not self.note:
            self.emit("\n\n")

    def handle_data(self, data: str) -> None:
        if self.raw:
            self.emit(data.replace("&", "&amp;").replace("<", "&lt;"))
        elif not self.skip:
            self.emit(re.sub(r"\s+", " ", data).replace("[", "\\[").replace("<", "&lt;"))

    def end_note(self) -> None:
        if self.note:
            self.notes[self.note] = re.sub(r"\s+", " ", "".join(self.held)).strip()
            self.note, self.held = "", []


def _key(href: str) -> str:
    return re.sub(r"[^\w-]", "-", href.lstrip("#").removeprefix("fn:"))


def plain_page(html: str) -> str:
    """Return a built page's article as plain Markdown with plain footnotes."""
    start = html.index("<article")
    body = html[html.index(">", start) + 1 : html.index("</article>")]
    main, *rest = re.split(r'<div class="footnote"[^>]*>', body)
    notes = "".join(rest)
    parser = _Plain()
    parser.feed(main)
    for item in re.split(r'(?=<li id="fn:)', notes)[1:]:
        parser.feed(item.split("</ol>\n</div>")[0])
        parser.end_note()
    text = "".join(parser.out)
    definitions = "\n".join(f"[^{key}]: {note}" for key, note in parser.notes.items())
    return re.sub(r"\n[ \t]+(?=\S)", "\n", re.sub(r"\n{3,}", "\n\n", text)) + "\n\n" + definitions + "\n"


def make_floor(built: Path, settings: Path, target: Path) -> None:
    """Write the floor's site into `target`: its settings, and every page of the built site in plain Markdown."""
    shutil.rmtree(target, ignore_errors=True)
    docs = target / "docs"
    docs.mkdir(parents=True)
    for page in sorted(built.rglob("*.html")):
        html = page.read_text("utf-8")
        if "<article" in html and page.name != "404.html":
            name = page.relative_to(built).with_suffix(".md")
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_text(plain_page(html), "utf-8")
    text = re.sub(r"(?m)^  - explainer:?\n(?:      .*\n)*", "", settings.read_text("utf-8"))
    text = text.replace("markdown_extensions:\n", "markdown_extensions:\n  - footnotes\n  - tables\n")
    (target / "mkdocs.yml").write_text(re.sub(r"(?ms)^validation:.*?(?=^\S|\Z)", "", text), "utf-8")
