"""The page's tree, once it is whole: references are printed, blocks rendered, footnotes numbered and laid out.

One walk from top to bottom does all three, so that numbers follow the order of the page. Footnotes are
Python-Markdown's: its ids, its list, its settings; a writer's own `[^1]` counts with ours.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from html import unescape
from typing import Final

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup

from explainer.adapters.markdown_blocks import MARK as BLOCK
from explainer.adapters.markdown_blocks import BlockKeeper
from explainer.adapters.markdown_inline import run_inline
from explainer.adapters.markdown_references import MARK as REFERENCE
from explainer.adapters.markdown_references import references_of
from explainer.check.prose import block_problems, reference_problem
from explainer.model.footnotes import Footnotes, Mention
from explainer.model.kinds import Source
from explainer.model.phrases import phrase
from explainer.problems import Position, Problem, in_order
from explainer.prose.pages import not_a_reference
from explainer.prose.references import Reference
from explainer.render.blocks import render_block
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import evidence_of
from explainer.render.html import render
from explainer.render.words import print_reference

_NOWHERE: Final = Position("")
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
MANY_NOTES: Final = 500
"""Footnotes beyond which a browser lays out the list as a whole, when it comes near, and not each by itself."""


class PagePrinter(Treeprocessor):
    """Prints one page after another; what belongs to one page lives in `_Page`."""

    def __init__(self, md: Markdown, site: Callable[[], SiteContext], blocks: BlockKeeper) -> None:
        super().__init__(md)
        self.md: Markdown = md
        self.site = site
        self.blocks = blocks
        self.page: _Page | None = None

    def run(self, root: etree.Element) -> None:
        """Print a page; one without references and blocks is left exactly as it is."""
        self.page = None
        if any(REFERENCE in element.attrib or BLOCK in element.attrib for element in root.iter()):
            self.page = _Page(self.md, root, self.site(), self.blocks)
            self.page.print()
            self.page.reserve_ids()

    def release_ids(self) -> None:
        """End a page, once headings have their ids."""
        if self.page is not None:
            self.page.release_ids()
            self.page = None


class _Page:
    """The state of one page while it is printed."""

    def __init__(self, md: Markdown, root: etree.Element, site: SiteContext, blocks: BlockKeeper) -> None:
        self.md = md
        self.root = root
        self.site = site
        self.blocks = blocks
        self.footnotes = Footnotes()
        self.targets: dict[str, Reference] = {}
        registered = next((ext for ext in md.registeredExtensions if isinstance(ext, FootnoteExtension)), None)
        # Without the extension a page has no [^1] of its own, and we need but its names and settings.
        self.settings = registered or FootnoteExtension()
        taken = {element.get("id", "") for element in root.iter()}
        self.state = PageState(cite=self._cite, inline=self._inline, ids=taken - {""})
        self.own_ids: set[str] = set()
        """Ids within rendered HTML, which are no elements of the tree."""
        self.reserved: etree.Element | None = None
        self.first_rendered = md.htmlStash.html_counter

    def print(self) -> None:
        holder = self._own_list()
        before = set(self.state.ids)
        self._walk(self.root, skip=holder)
        self._lay_out(holder)
        self.own_ids |= self.state.ids - before

    def reserve_ids(self) -> None:
        """Put elements into the tree that bear the ids of rendered blocks, which are no elements of it."""
        self.reserved = etree.SubElement(self.root, "div")
        for id in sorted(self.own_ids):
            etree.SubElement(self.reserved, "a", {"id": id})

    def release_ids(self) -> None:
        """Take those elements away; an id that a writer has set in the meantime is taken from the block."""
        if self.reserved is not None:
            self.root.remove(self.reserved)
        taken = {element.get("id", "") for element in self.root.iter()} & self.own_ids
        rendered = self.md.htmlStash.rawHtmlBlocks
        for id in taken:
            for index in range(self.first_rendered, len(rendered)):
                rendered[index] = str(rendered[index]).replace(f' id="{id}"', "")

    def _own_list(self) -> etree.Element | None:
        """Return the page's list of footnotes, if the footnotes extension has made one."""
        return next((div for div in self.root.iter("div") if div.get("class") == "footnote"), None)

    def _walk(self, parent: etree.Element, skip: etree.Element | None = None) -> None:
        """Print everything below an element, from top to bottom."""
        for element in list(parent):
            if element is skip:
                continue
            if BLOCK in element.attrib:
                self._print_block(element)
            elif REFERENCE in element.attrib:
                self._walk(element, skip)
                self._print_reference(element)
            elif element.tag == "sup" and self._is_mark(element):
                self._renumber(element)
            else:
                if element.tag in _HEADINGS:
                    self.state.level = int(element.tag[1])
                self._walk(element, skip)

    def _print_reference(self, element: etree.Element) -> None:
        references = references_of(element)
        items = element.get(REFERENCE, "")
        source_text = f"[{items}]"
        words = element.text is not None or len(element) > 0
        tail, element.tail = element.tail, None
        content = etree.Element("span")
        content.text, content[:] = element.text, list(element)
        element.clear()
        element.tail = tail
        if not references:
            if words:
                element.append(content)
            self._mark_problem(element, not_a_reference(items, _NOWHERE), source_text)
        for index, reference in enumerate(references):
            problem = reference_problem(reference, self.site.facts, _NOWHERE)
            if problem is not None:
                if words and index == 0:  # What a writer wrote stays, whatever it was to be annotated with.
                    element.append(content)
                self._mark_problem(element, problem, source_text)
                continue
            if len(element) and print_reference(reference, self.site.facts, self.site.locale).text:
                element[-1].tail = AtomicString(" ")
            self._print_one(element, reference, content if words and index == 0 else None)
        element.set("class", "reference")

    def _print_one(self, holder: etree.Element, reference: Reference, words: etree.Element | None) -> None:
        """Append a fact's text (or the words that it annotates) and its footnote mark."""
        fact = self.site.facts.by_id[reference.id]
        printed = print_reference(reference, self.site.facts, self.site.locale)
        if words is not None or printed.text:
            url = self.site.find_url(fact.id) if fact.kind_name in ("events", "disputes") and words is None else ""
            machine = printed.machine_date and words is None
            element = words if words is not None else etree.Element("a" if url else "time" if machine else "span")
            element.set("class", "fact" if words is None else "fact annotated")
            element.set("data-fact", reference.fact)
            if printed.status:
                element.set("data-status", printed.status)
            if words is None:
                element.text = _literal(printed.text)
                if machine and not url:
                    element.set("datetime", printed.machine_date)
                if url:
                    element.set("href", url)
            holder.append(self._beyond_link_check(element) if url else element)
        holder.append(self._mark(self._key(reference)))

    def _beyond_link_check(self, element: etree.Element) -> etree.Element:
        """Return an element as finished HTML: an engine would take its address for a file's."""
        holder = etree.Element("span")
        holder.text = AtomicString(self.md.htmlStash.store(_serialize(element)))
        return holder

    def _mark_problem(self, holder: etree.Element, problem: Problem, text: str) -> None:
        self.site.report(problem)
        mark = etree.SubElement(holder, "mark", {"class": "problem", "data-code": problem.code})
        mark.set("title", _literal(problem.message + (f" ({problem.hint})" if problem.hint else "")))
        mark.text = _literal(text)

    def _print_block(self, element: etree.Element) -> None:
        block, unreadable = self.blocks.block_of(element)
        problems = in_order([*block_problems(block, self.site.facts), *unreadable])
        if problems:
            for problem in problems:
                self.site.report(problem)
            text = f"/// {block.name} | {block.argument}".rstrip(" |")
            html = render("problem", self.site.locale, problems=problems, text=text)
        else:
            html = render_block(block, self.site, self.state)
        element.clear()
        element.tag = "div"
        element.set("class", f"explainer-{block.name}")
        element.text = AtomicString(self.md.htmlStash.store(str(html)))

    def _key(self, reference: Reference) -> str:
        """Return a footnote's key: the fact's id, with the date of a point or the locator of a source."""
        locator = reference.form if isinstance(self.site.facts.get(reference.id), Source) else ""
        target = Reference(reference.id, reference.date, locator)
        slug = re.sub(r"\W+", "-", locator).strip("-").lower()
        key = base = f"{reference.fact}:{slug or 'at'}" if locator else reference.fact
        number = 1
        while self.targets.setdefault(key, target) != target:  # Another locator that is spelt alike: 3.5 and 3-5.
            number += 1
            key = f"{base}-{number}"
        return key

    def _cite(self, fact: str) -> Markup:
        """Return a footnote mark for a template; `fact` is an id, or id:date for a point."""
        id, _, date = fact.partition(":")
        mark = self._mark(self._key(Reference(id, date)))
        self.own_ids.add(mark.get("id", ""))
        return Markup(_serialize(mark))

    def _mark(self, key: str) -> etree.Element:
        mention = self.footnotes.mention(key)
        sup = etree.Element("sup")
        link = etree.SubElement(sup, "a")
        link.set("class", "footnote-ref")
        self._number(sup, link, mention)
        return sup

    def _number(self, sup: etree.Element, link: etree.Element, mention: Mention) -> None:
        sup.set("id", self._reference_id(mention))
        link.set("href", "#" + self.settings.makeFootnoteId(mention.key))
        link.set("role", "doc-noteref")
        link.text = AtomicString(self.settings.getConfig("SUPERSCRIPT_TEXT").format(mention.number))

    def _reference_id(self, mention: Mention) -> str:
        base = self.settings.makeFootnoteId(mention.key).replace("fn", "fnref", 1)
        return base.replace("fnref", f"fnref{mention.count}", 1) if mention.count > 1 else base

    def _is_mark(self, sup: etree.Element) -> bool:
        link = sup.find("a")
        return link is not None and link.get("class") == "footnote-ref"

    def _renumber(self, sup: etree.Element) -> None:
        """Give a writer's own footnote mark its number among ours."""
        link = sup.find("a")
        assert link is not None
        self._number(sup, link, self.footnotes.mention(self._own_key(link.get("href", "").removeprefix("#"))))

    def _own_key(self, id: str) -> str:
        """Return the key of a writer's own footnote, which may bear the name of a fact: [^houses]."""
        key = id.removeprefix(self.settings.makeFootnoteId(""))
        return f"^{key}" if key.partition(":")[0] in self.site.facts.by_id else key

    def _inline(self, text: str) -> Markup:
        """Return a note's inline Markdown as HTML, its footnotes numbered."""
        holder = etree.Element("div")
        line = etree.SubElement(holder, "span")
        line.text = text
        run_inline(self.md, holder)
        self._walk(holder)
        self.own_ids.update(mark.get("id", "") for mark in line.iter("sup"))
        return Markup(_serialize(line))

    def _lay_out(self, holder: etree.Element | None) -> None:
        """Fill the list of footnotes in the order of their numbers; footnotes may mention further ones."""
        if not self.footnotes.mentions and holder is None:
            return
        if holder is None:
            holder = self._place_list()
        # The word for a script's button: it has none of its own.
        holder.set("data-close", phrase("close", self.site.locale))
        old = holder.find("ol")
        assert old is not None
        own = {self._own_key(item.get("id", "")): item for item in old.findall("li")}
        for key, item in own.items():
            item.set("id", self.settings.makeFootnoteId(key))
        items: dict[str, etree.Element] = {}
        unused: dict[str, etree.Element] = {}
        self._fill(items, own, unused)
        while own:  # A writer's own that nobody mentions stand at the end; they may mention others.
            key = next(iter(own))
            unused[key] = own.pop(key)
            self._walk(unused[key])
            self._fill(items, own, unused)
        old[:] = [*items.values(), *unused.values()]
        if len(old) > MANY_NOTES:
            holder.set("data-many", "")
        for key, item in [*items.items(), *unused.items()]:
            self._link_back(item, self.footnotes.mentions.get(key, []))
        # All backlinks stand now; the extension would add those of repeated marks once more.
        self.settings.found_refs = {}

    def _fill(
        self, items: dict[str, etree.Element], own: dict[str, etree.Element], unused: dict[str, etree.Element]
    ) -> None:
        """Add an item for every footnote that is mentioned by now, and for those that these mention."""
        while len(items) < len(self.footnotes.mentions):
            for key in list(self.footnotes.mentions)[len(items) :]:
                if key in own:
                    items[key] = own.pop(key)
                    self._walk(items[key])
                else:
                    items[key] = unused.pop(key) if key in unused else self._footnote(key)

    def _place_list(self) -> etree.Element:
        """Return a new list of footnotes, where the page asks for it or at its end."""
        div = etree.Element("div", {"class": "footnote"})
        etree.SubElement(div, "hr")
        etree.SubElement(div, "ol")
        found = self.settings.findFootnotesPlaceholder(self.root)
        if found is None:
            self.root.append(div)
            return div
        child, parent, is_text = found
        index = list(parent).index(child)
        if is_text:
            parent.remove(child)
            parent.insert(index, div)
        else:
            parent.insert(index + 1, div)
            child.tail = None
        return div

    def _footnote(self, key: str) -> etree.Element:
        target = self.targets[key]
        item = etree.Element("li", {"id": self.settings.makeFootnoteId(key)})
        fact = self.site.facts.by_id[target.id]
        href = self.site.find_url(fact.id)
        html = render(
            "footnote",
            self.site.locale,
            evidence=evidence_of(fact, target.date, target.form, self.site.facts, self.site.locale),
            kind=fact.kind_name,
            inline=self._inline,
            note_of=self._note_of,
            href=href,
            edit=self.site.edit_of(fact.id, target.date),
            again=self.state.again,
        )
        body = etree.SubElement(item, "div", {"class": "evidence"})
        # The fact's own entry is what a search finds; its evidence would be found on every page that names it.
        if href:
            body.set("data-search-exclude", "")
        body.text = AtomicString(self.md.htmlStash.store(str(html)))
        return item

    def _note_of(self, fact: str) -> tuple[str, int] | None:
        """Return address and number of a fact's footnote on this page, whose sources need not stand there twice."""
        mentions = self.footnotes.mentions.get(fact)
        return ("#" + self.settings.makeFootnoteId(fact), mentions[0].number) if mentions else None

    def _link_back(self, item: etree.Element, mentions: list[Mention]) -> None:
        """Give a footnote one link back a mention, at its end; a writer's own that nobody mentions gets none."""
        for parent in list(item.iter()):
            for link in [child for child in parent if child.get("class") == "footnote-backref"]:
                parent.remove(link)
        if not mentions:
            return
        last = item[-1] if len(item) and item[-1].tag == "p" else etree.SubElement(item, "p")
        for mention in mentions:
            link = etree.SubElement(last, "a", {"class": "footnote-backref", "role": "doc-backlink"})
            link.set("href", "#" + self._reference_id(mention))
            title = phrase("footnote-back", self.site.locale).format(number=mention.number)
            if len(mentions) > 1:
                title = f"{title} ({mention.count})"
            link.set("title", title)
            link.text = AtomicString(unescape(self.settings.getConfig("BACKLINK_TEXT")))


def _literal(text: str) -> AtomicString:
    """Return text that Markdown prints as it is; its serializer would take "&copy;" for a character's name."""
    return AtomicString(text.replace("&", "\x02amp\x03amp;"))


def _serialize(element: etree.Element) -> str:
    html = etree.tostring(element, encoding="unicode", method="html")
    return html.replace("\x02amp\x03amp;", "&")
