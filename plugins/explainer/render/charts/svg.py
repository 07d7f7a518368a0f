"""Vega's SVG to one that stands in a page: one named image with ids of its own, each mark naming its fact."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count, groupby
from xml.etree import ElementTree

from .frame import Rule, Sketch, Word
from .look import PAPER, SIZE
from .table import ChartError, ChartTable, Row
from .text import clean

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d{2,}(?![\de])")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_MEASURES = frozenset({"transform", "d", "x", "y", "x2", "y2", "dx", "dy", "width", "height"})
# Vega's words for machines: screen readers get one image, and the page's styles must not meet these classes.
_DROPPED = frozenset({"class", "role", "tabindex", "pointer-events", "font-family", "stroke-miterlimit"})
_DEFAULTS = {
    ("stroke-dasharray", "1,0"),
    ("opacity", "1"),
    ("fill-opacity", "1"),
    ("stroke-width", "1"),
    ("transform", "translate(0,0)"),
}
_INHERITED = (
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "text-anchor",
)
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_CURVES = re.compile(r"M-?[\d.]+,-?[\d.]+(?:C-?[\d.]+(?:,-?[\d.]+){5}){4}")
_KAPPA = 0.5523  # How far, in radii, the middle points of a curve stand from the ends of the quarter circle it draws.
_PLACE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_BLACK = frozenset({"#000", "black", "#000000"})
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_HALO = {"stroke": PAPER, "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}

# Kept apart from the global registry's prefixes, so that the text is the same whatever else a process parsed.
ElementTree.register_namespace("", _SVG)


def finish(svg: str, table: ChartTable, sketch: Sketch, *, layout: str) -> str:
    """The SVG for the page; a ChartError where its marks are not exactly the table's rows.

    Ids begin with the chart's id and the layout, joined by two underscores, which no fact's id holds: so several
    charts, or two layouts of one, can stand in one page.
    """
    root = ElementTree.fromstring(svg)
    _mark_facts(root, table)
    _refuse_strangers(root, table)
    prefix = f"{table.id}__{layout}"
    _rename_ids(root, prefix)
    _write(root, sketch)
    _tidy(root)
    _name(root, table, prefix, layout)
    return ElementTree.tostring(root, encoding="unicode")


def _write(root: ElementTree.Element, sketch: Sketch) -> None:
    """Put the rules under the marks, and the words over them."""
    place = f"translate({sketch.left:g},{sketch.top:g})"
    under = ElementTree.Element(f"{{{_SVG}}}g", {"transform": place, "fill": "none"})
    root.insert(0, under)
    for (colour, weight, dash), rules in groupby(sorted(sketch.rules, key=_kind_of_rule), key=_kind_of_rule):
        ends = "".join(f"M{rule.x:g},{rule.y:g}{_to(rule)}" for rule in rules)
        path = ElementTree.SubElement(under, f"{{{_SVG}}}path", {"d": ends, "stroke": colour})
        path.attrib |= {"stroke-width": f"{weight:g}", "stroke-dasharray": ",".join(f"{part:g}" for part in dash)}
    group = ElementTree.SubElement(root, f"{{{_SVG}}}g", {"transform": place, "font-size": f"{SIZE}"})
    for (align, colour, halo), words in groupby(sorted(sketch.words, key=_kind_of_word), key=_kind_of_word):
        alike = ElementTree.SubElement(group, f"{{{_SVG}}}g", {"fill": colour} | (_HALO if halo else {}))
        if align != "left":
            alike.set("text-anchor", {"center": "middle", "right": "end"}[align])
        for word in words:
            text = ElementTree.SubElement(alike, f"{{{_SVG}}}text", {"x": f"{word.x:g}", "y": f"{word.y:g}"})
            text.text = clean(word.text).strip("\u00a0")


def _to(rule: Rule) -> str:
    """The rest of a rule's path, from its beginning."""
    if rule.y == rule.y2:
        return f"H{rule.x2:g}"
    return f"V{rule.y2:g}" if rule.x == rule.x2 else f"L{rule.x2:g},{rule.y2:g}"


def _kind_of_rule(rule: Rule) -> tuple[str, float, tuple[float, ...]]:
    """What rules are drawn together by."""
    return rule.colour, rule.weight, rule.dash


def _kind_of_word(word: Word) -> tuple[str, str, bool]:
    """What words are grouped by, so that it stands once."""
    return word.align, word.colour, word.halo


def _mark_facts(root: ElementTree.Element, table: ChartTable) -> None:
    """Give each mark its fact and its printed value, and see that no row is missing and none drawn twice."""
    values = {row.fact: clean(_words_of(row)) for row in table.rows}
    names = {clean(fact): fact for fact in values}
    drawn: Counter[str] = Counter()
    for element in root.iter():
        fact = names.get(element.attrib.pop("aria-label", ""))
        if fact is None or element.tag == f"{{{_SVG}}}g":
            continue
        drawn[fact] += 1
        if table.draw and drawn[fact] > 1:
            continue  # A function may lay a label over its bar; the first of them is the mark.
        element.set("data-fact", clean(fact))
        # Its text is the printed value, as of every element that names a fact; a mouse finds it as a tooltip.
        ElementTree.SubElement(element, f"{{{_SVG}}}title").text = values[fact]
    wanted = Counter(row.fact for row in table.rows)
    if table.draw:
        wanted, drawn = Counter(set(wanted)), Counter(set(drawn))
    if wanted != drawn:
        missing = ", ".join(sorted((wanted - drawn).keys())[:3])
        reason = f"{len(table.rows)} values are in the facts, but {drawn.total()} marks were drawn"
        hint = " (keep the field fact in the data, one mark a row)" if table.draw else ""
        raise ChartError(table.id, f"{reason}{f'; missing: {missing}' if missing else ''}{hint}")


def _words_of(row: Row) -> str:
    """A mark's text: the printed value, and what is drawn in its place where that is computed."""
    return f"{row.value_text} ({row.drawn_text})" if row.drawn_text else row.value_text


def _refuse_strangers(root: ElementTree.Element, table: ChartTable) -> None:
    """Undo links and refuse pictures from elsewhere, which only a site's own function could have put in."""
    for element in root.iter():
        if element.tag == f"{{{_SVG}}}a":
            element.tag = f"{{{_SVG}}}g"
            element.attrib.clear()
        for name in (_HREF, "href"):
            target = element.attrib.get(name, "#")
            if not target.startswith(("#", "data:image/png", "data:image/jpeg")):
                raise ChartError(table.id, f'it would load "{target}" on the reader\'s side')


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    """Number the ids anew, in the order of the document: Vega counts them over all charts of a process."""
    numbers = count(1)
    renamed: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", renamed.setdefault(element.attrib["id"], f"{prefix}__{next(numbers)}"))
    for element in root.iter():
        for name, value in element.attrib.items():
            if value.startswith("#") and value[1:] in renamed:
                element.set(name, f"#{renamed[value[1:]]}")
            elif "url(" in value:
                element.set(name, _REFERENCE.sub(lambda found: f"url(#{renamed.get(found[1], '')})", value))


def _tidy(root: ElementTree.Element) -> None:
    """Drop what draws nothing, what repeats a default, and digits below a tenth of a pixel."""
    for element in root.iter():
        for name in list(element.attrib):
            value = element.attrib[name]
            if name in _DROPPED or name.startswith("aria-") or (name, value) in _DEFAULTS:
                del element.attrib[name]
            elif name in _MEASURES:
                value = _shorten(value) if "C" in value else value
                element.set(name, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".rstrip("0").rstrip("."), value))
            elif name in ("fill", "stroke") and value in _BLACK:
                element.set(name, "currentColor")
        _round_points(element)
        if element.tag == f"{{{_SVG}}}text" and _RIGHT_TO_LEFT.search("".join(element.itertext())):
            _isolate(element)
    _prune(root)


def _isolate(text: ElementTree.Element) -> None:
    """Let right-to-left words run their own way (FSI ... PDI) while the text stays where it was measured."""
    for part in (text, *text):
        if part.text:
            part.text = f"\u2068{part.text}\u2069"


def _prune(element: ElementTree.Element) -> None:
    """Remove invisible elements and groups around nothing, and open groups that carry no attribute."""
    for child in list(element):
        _prune(child)
    kept: list[ElementTree.Element] = []
    for child in element:
        group = child.tag == f"{{{_SVG}}}g"
        painted = not {"fill", "stroke", "data-fact"}.isdisjoint(child.keys())
        if (group and not len(child)) or (child.tag == f"{{{_SVG}}}path" and not painted):
            continue
        kept += list(child) if group and not child.attrib else [child]
    if len(kept) != len(element) or any(a is not b for a, b in zip(kept, element, strict=True)):
        element[:] = kept
    if element.tag == f"{{{_SVG}}}g" and len(element) > 1:
        for name in _INHERITED:
            shared = {child.get(name) for child in element}
            if len(shared) == 1 and None not in shared:
                element.set(name, shared.pop() or "")
                for child in element:
                    del child.attrib[name]


def _round_points(element: ElementTree.Element) -> None:
    """Turn a path that is a circle into a circle, which is a quarter as long."""
    circle = _CIRCLE.fullmatch(element.get("d", ""))
    place = _PLACE.fullmatch(element.get("transform", ""))
    if element.tag == f"{{{_SVG}}}path" and circle and place:
        del element.attrib["d"], element.attrib["transform"]
        element.tag = f"{{{_SVG}}}circle"
        element.attrib |= {"cx": place[1], "cy": place[2], "r": circle[1]}


def _shorten(path: str) -> str:
    """The path with two arcs for each circle that Vega wrote as four curves: a waffle has hundreds of them."""
    start: tuple[float, float] | None = None
    parts = []
    for part in re.findall("M[^M]*", path):
        circle = _circle(part)
        if circle is None:
            parts.append(part)
            start = None
            continue
        x, y, radius = circle
        # The arcs end where they began, so the next circle needs to say no more than how far away it is; but a way
        # that would be rounded would lead the later ones astray.
        way = "" if start is None else f"{x - start[0]:.6g},{y - start[1]:.6g}"
        parts.append(f"M{x:g},{y:g}" if not way or _NUMBER.search(way) else f"m{way}")
        parts += [f"a{radius:g},{radius:g},0,1,0,{2 * radius:g},0", f"a{radius:g},{radius:g},0,1,0{-2 * radius:g},0"]
        start = x, y
    return "".join(parts)


def _circle(part: str) -> tuple[float, float, float] | None:
    """The left end and the radius of a circle, where four curves draw one from there by its lower half."""
    if not _CURVES.fullmatch(part):
        return None
    x, y, *found = (float(number) for number in re.split("[MC,]", part) if number)
    radius = (found[10] - x) / 2
    bend, near, far = radius * _KAPPA, radius * (1 - _KAPPA), radius * (1 + _KAPPA)
    lower = ((0, bend), (near, radius), (radius, radius), (far, radius), (2 * radius, bend), (2 * radius, 0))
    upper = [(dx, -dy) for dx, dy in (*reversed(lower[:-1]), (0, 0))]
    wanted = [place for dx, dy in (*lower, *upper) for place in (x + dx, y + dy)]
    if radius <= 0 or any(abs(one - other) > 0.03 for one, other in zip(found, wanted, strict=True)):
        return None
    return x, y, round(radius, 2)


def _name(root: ElementTree.Element, table: ChartTable, prefix: str, layout: str) -> None:
    """Make the root one image with name and description, as wide as its place; how wide that may be, the styles say."""
    _, _, wide, high = (float(number) for number in root.attrib["viewBox"].split())
    root.attrib.clear()
    root.attrib.update(
        {
            "class": f"explainer-chart chart-{layout}",
            "role": "img",
            "aria-labelledby": f"{prefix}__title {prefix}__desc",
            "viewBox": f"0 0 {wide:g} {high:g}",
            "width": "100%",
            # The layout stays as measured on pages that run from right to left.
            "direction": "ltr",
            # A label in a font wider than reckoned runs into the margin; it is not cut off.
            "overflow": "visible",
        }
    )
    title = ElementTree.Element(f"{{{_SVG}}}title", {"id": f"{prefix}__title"})
    title.text = clean(table.title)
    description = ElementTree.Element(f"{{{_SVG}}}desc", {"id": f"{prefix}__desc"})
    description.text = clean(table.description)
    root[:0] = [title, description]
