"""The Markdown extension by itself: what it leaves alone, what it promises of every page, and with no engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import markdown
import pytest
import yaml

from explainer.adapters.markdown_printer import MANY_NOTES

GOLDEN = Path(__file__).parents[2] / "golden" / "markdown"

FACTS = """
sources:
  gazette: {publisher: Gazette, url: "https://gazette.example/", accessed: 2026-01-05}
figures:
  houses: {label: Houses, value: 412, unit: houses, qualifier: about, as_of: 2021-07-20, cite: gazette}
events:
  opened: {title: The dam opens, date: 2021-07-14, kind: decision, tags: [b, a], cite: gazette}
notes:
  dam: {term: dam, text: "A *wall*[@gazette].", cite: gazette}
"""

PLAIN = """\
---
not: front matter to Markdown
---

# A page & its headings

Text with *emphasis*, **strong**, `code`, <b title="[@x]">raw</b>, &copy; and a hard break\\
next line  \nlast. Mail desk@lenne.example, <desk@lenne.example>, @lenne, \\[@nothing], \\\\, [link](a.md "t"),
[ref][r], ![image](p.png), <https://x.example/>, [[double]], [x] and an own note[^2], another[^1], again[^2].

Setext
------

- one
    - two

        code in a list

    still one
- [ ] three

1. first
2. second

> quote
>
> - in it

| a | b |
|---|--:|
| 1 | `|` |

/// nosuch | argument
    option: value

Text
///

/// and / // a bare one

FENCES
    indented [@nothing]

    /// timeline
    ///

<div class="raw">
[@nothing]

</div>

<div markdown="1">
*inside*
</div>

<!-- [@nothing]

/// timeline
/// -->

!!! note "Title"
    Text

Term
:   Meaning

*[HTML]: Hyper Text

HTML is abbreviated.

[r]: https://ref.example/ "title"
[@handle]: https://social.example/

See [@handle] and [@handle](x).

[^1]: First, with `code`

    and a second paragraph.
[^2]: Second.
"""


FENCES = """\
```yaml
sources:
  x: [@nothing]
/// timeline
///
```
"""


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a folder of facts in it, where the process stands."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.yml").write_text(FACTS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def convert(text: str, *extensions: str, **configs: dict[str, Any]) -> str:
    """Return a page's HTML, with nothing but Python-Markdown."""
    return markdown.markdown(text, extensions=[*extensions, "explainer"], extension_configs=configs)


class TestLeavesAlone:
    """A page without references renders exactly as it would without the extension (design.md, 5)."""

    @pytest.mark.parametrize(
        "extensions",
        [
            [],
            ["footnotes"],
            ["extra", "admonition", "toc", "sane_lists", "smarty"],
            ["md_in_html", "attr_list", "def_list", "footnotes", "toc", "pymdownx.superfences", "tables"],
            ["pymdownx.extra", "pymdownx.highlight", "pymdownx.blocks.admonition", "pymdownx.snippets", "abbr"],
        ],
        ids=" ".join,
    )
    def test_a_page_without_references(self, facts: Path, extensions: list[str]) -> None:
        fences = {"extra", "pymdownx.extra", "pymdownx.superfences"}.intersection(extensions)
        text = PLAIN.replace("FENCES", FENCES if fences else "")
        assert convert(text, *extensions) == markdown.markdown(text, extensions=extensions)

    @pytest.mark.parametrize("first", [True, False])
    def test_whatever_the_order_of_the_extensions(self, facts: Path, *, first: bool) -> None:
        others = ["footnotes", "toc", "pymdownx.superfences"]
        ours = ["explainer", *others] if first else [*others, "explainer"]
        text = "Own[^1], ours[@gazette].\n\n# Head\n\n/// timeline\n///\n\n```\n[@x]\n```\n\n[^1]: Own."
        assert markdown.markdown(text, extensions=ours) == convert(text, *others)

    def test_no_facts_are_read_for_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert convert("Text.", explainer={"data": "nowhere"}) == "<p>Text.</p>"

    def test_a_page_after_another_starts_anew(self, facts: Path) -> None:
        md = markdown.Markdown(extensions=["footnotes", "explainer"])
        first = md.convert("One[@gazette], [@houses].\n\n/// timeline\n///\n")
        assert md.reset().convert("One[@gazette], [@houses].\n\n/// timeline\n///\n") == first
        assert md.reset().convert("Plain[^1].\n\n[^1]: Note.") == markdown.markdown(
            "Plain[^1].\n\n[^1]: Note.", extensions=["footnotes"]
        )


@pytest.mark.parametrize(("own", "is_long"), [(MANY_NOTES - 1, False), (MANY_NOTES, True)])
def test_a_long_list_of_footnotes_says_so(facts: Path, own: int, *, is_long: bool) -> None:
    """A browser lays out the one otherwise than the other."""
    marks = "".join(f" [^{n}]" for n in range(own))
    notes = "".join(f"[^{n}]: Note.\n" for n in range(own))
    html = convert(f"[@houses]{marks}\n\n{notes}", "footnotes")
    assert html.count("<li id=") == own + 1
    assert ('<div class="footnote" data-close="Close" data-many="">' in html) is is_long


class TestWithNoEngine:
    """All Markdown syntax lives in the extension, so that it works in any engine (design.md, 3)."""

    def test_facts_from_a_folder_in_a_language(self, facts: Path) -> None:
        html = convert("[@houses, date]: [@houses]", explainer={"data": "data", "locale": "de"})
        assert '<time class="fact" data-fact="houses" datetime="2021-07-20">20. Juli 2021</time>' in html
        assert "about 412 houses</span>" in html

    def test_a_folder_named_in_full(self, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir("/")
        assert "about 412 houses" in convert("[@houses]", explainer={"data": str(facts / "data")})

    def test_no_folder_gives_problems_on_the_page(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        assert '<mark class="problem" data-code="reference-resolves"' in convert("[@houses]")

    def test_nothing_of_an_engine_is_imported(self, facts: Path) -> None:
        code = (
            "import sys, markdown\n"
            "sys.modules['mkdocs'] = sys.modules['properdocs'] = None\n"  # To import one is an error.
            "html = markdown.markdown('[@houses] [@dam]', extensions=['explainer'])\n"
            "assert 'about 412 houses' in html, html\n"
            "import explainer.check.site, explainer.render.blocks, explainer.adapters.command_line\n"
            "engines = ('mkdocs', 'properdocs', 'material')\n"
            "print(sorted(name for name in sys.modules if name.split('.')[0] in engines and sys.modules[name]))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
        assert (done.stderr, done.stdout) == ("", "[]\n")

    def test_altair_is_imported_for_a_chart_alone(self, facts: Path) -> None:
        code = (
            "import sys, markdown\n"
            "markdown.markdown('[@houses]\\n\\n/// timeline\\n///\\n', extensions=['explainer'])\n"
            "print([name for name in ('altair', 'vl_convert', 'narwhals') if name in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
        assert (done.stderr, done.stdout) == ("", "[]\n")


class TestSameBytes:
    """The same input gives the same bytes: no clock, time zone, hash seed, path or order (design.md, 8)."""

    TEXT = "[@houses] and [@opened, date][@gazette; @dam].\n\n" + "\n\n".join(
        f"/// {name}\n///" for name in ("timeline", "figures", "events", "sources", "notes", "corrections")
    )

    def run(self, folder: Path, **variables: str) -> bytes:
        folder.mkdir(parents=True)
        (folder / "data").mkdir()
        (folder / "data" / "facts.yml").write_text(FACTS, "utf-8")
        code = (
            "import sys, markdown\n"
            f"html = markdown.markdown({self.TEXT!r}, extensions=['footnotes', 'toc', 'explainer'])\n"
            "sys.stdout.buffer.write(html.encode())"
        )
        environment = os.environ | variables
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=True
        )
        return done.stdout

    def test_in_another_process_folder_time_zone_and_locale(self, tmp_path: Path) -> None:
        one = self.run(tmp_path / "a", PYTHONHASHSEED="1", TZ="Pacific/Apia", LC_ALL="C", LANG="de_DE.UTF-8")
        two = self.run(tmp_path / "b" / "ü c", PYTHONHASHSEED="77", TZ="America/Adak", LC_ALL="C.UTF-8", PYTHONUTF8="1")
        assert one == two
        assert one.count(b"footnote-backref") > 5


class _Page(HTMLParser):
    """The ids of a page and the addresses of its footnote marks and backlinks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.backlinks: list[str] = []
        self._sup = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "sup":
            self._sup = given.get("id", "")
        if given.get("class") == "footnote-ref":
            self.marks.append((self._sup, given["href"].removeprefix("#")))
        if given.get("class") == "footnote-backref":
            self.backlinks.append(given["href"].removeprefix("#"))


def _pages() -> list[Any]:
    cases = [(path.stem, yaml.safe_load(path.read_text("utf-8"))["html"]) for path in sorted(GOLDEN.glob("*.yml"))]
    return [pytest.param(html, id=name) for name, html in cases]


@pytest.mark.parametrize("html", _pages())
class TestEveryPage:
    """Laws of design.md, 6, on all pages of golden/markdown."""

    def test_ids_are_unique(self, html: str) -> None:
        assert [id for id, count in Counter(_Page(html).ids).items() if count > 1] == []

    def test_marks_and_backlinks_have_their_targets(self, html: str) -> None:
        page = _Page(html)
        assert {target for _, target in page.marks} <= set(page.ids)
        # One link back a mark, in the order of the footnotes; none leads elsewhere.
        assert sorted(page.backlinks) == sorted(mark for mark, _ in page.marks)

    def test_numbers_run_from_one_in_the_order_of_first_mention(self, html: str) -> None:
        numbers = [
            int(number)
            for number in re.findall(r'role="doc-noteref">(\d+)</a>', html.split('<div class="footnote"')[0])
        ]
        first = list(dict.fromkeys(numbers))
        assert first == list(range(1, len(first) + 1))

    def test_nothing_active_or_from_elsewhere(self, html: str) -> None:
        assert re.findall(r"<script|<iframe|<img(?! alt=\"@picture\")|javascript:(?!alert)|\son\w+=\"", html) == []
        assert re.findall(r'href="(?!#|https?://|mailto:|&#109;|list\.md|x")[^"]*"', html, re.IGNORECASE) == []


class TestIds:
    """Ids are unique on a page, with headings of the writer's own beside facts of the same name."""

    @pytest.mark.parametrize("name", ["Opened", "Houses", "Gazette", "Dam"])
    def test_a_heading_gives_way_to_a_fact(self, facts: Path, name: str) -> None:
        text = f"# {name}\n\n[@houses]\n\n" + "\n\n".join(
            f"/// {block}\n///" for block in ("timeline", "figures", "sources", "notes")
        )
        html = convert(text, "toc", "footnotes")
        assert f'<h1 id="{name.lower()}_1">{name}</h1>' in html
        assert [id for id, count in Counter(_Page(html).ids).items() if count > 1] == []

    def test_an_id_that_a_writer_sets_comes_first(self, facts: Path) -> None:
        html = convert("# Here {#opened}\n\n/// timeline\n///\n", "toc", "attr_list")
        assert Counter(_Page(html).ids)["opened"] == 1
        assert '<h1 id="opened">' in html

    def test_footnotes_of_the_writer_and_of_facts_keep_apart(self, facts: Path) -> None:
        html = convert("Own[^houses], fact [@houses].\n\n[^houses]: Mine.", "footnotes")
        assert [id for id, count in Counter(_Page(html).ids).items() if count > 1] == []
        assert "<p>Mine." in html
        assert html.count("<strong>about 412 houses</strong>") == 1


@pytest.mark.parametrize("locale", ["en", "uk", "ru"])
def test_a_date_that_html_has_no_form_for_is_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.yml").write_text(
        "sources: {s: {publisher: S, offline: lost, published: 2021-22, accessed: 2026-01-05}}\n"
        "events: {e: {title: E, date: ../2021-07, cite: s}, d: {title: D, date: 202X, cite: s}}\n"
        "figures: {f: {label: F, value: 4, as_of: 2021-22, cite: s}}\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    blocks = [f"/// {block}\n///" for block in ("timeline", "events", "figures", "sources", "facts | f")]
    html = convert("[@f]\n\n" + "\n\n".join(blocks), "footnotes", explainer={"locale": locale})
    assert len(re.findall('<span class="date">[^<]+</span>', html)) == 10
    assert "<time" not in html


class TestStandIns:
    """Where a language has no words of the interface yet, English ones stand in, and are read aloud as English."""

    TEXT = "[@houses]\n\n" + "\n\n".join(
        f"/// {block}\n///" for block in ("timeline", "events", "figures", "sources", "notes", "coverage", "key")
    )

    def test_are_marked_as_english(self, facts: Path) -> None:
        html = convert(self.TEXT, "footnotes", explainer={"locale": "ar"})
        assert '<th scope="col"><span lang="en">Kind</span></th>' in html
        assert '<span class="fact" data-status="claimed"><span lang="en">claimed by one side</span></span>' in html

    def test_in_an_attribute_are_plain(self, facts: Path) -> None:
        attributes = _Attributes()
        attributes.feed(convert(self.TEXT, "footnotes", explainer={"locale": "ar"}))
        assert ("data-label", "Kind") in attributes.found
        assert [pair for pair in attributes.found if "<" in "".join(pair)] == []

    def test_are_never_asked_for_in_an_attribute(self) -> None:
        templates = resources.files("explainer.render") / "templates"
        found = {file.name: file.read_text("utf-8") for file in templates.iterdir()}
        assert "say_plain(" in found["citing.html.jinja"]
        assert [name for name, text in found.items() if re.search(r'="[^"{]*\{\{ say\(', text)] == []

    @pytest.mark.parametrize("locale", ["en-GB", "uk", "ru"])
    def test_are_not_in_a_language_with_a_catalogue(self, facts: Path, locale: str) -> None:
        assert '<span lang="en">' not in convert(self.TEXT, "footnotes", explainer={"locale": locale})


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(name, value or "") for name, value in attrs}


def test_a_footnote_without_a_text_is_printed_with_its_link_back() -> None:
    html = markdown.markdown(
        "One[^1].\n\n[^1]: \n",
        extensions=["explainer", "footnotes"],
        extension_configs={"footnotes": {"USE_DEFINITION_ORDER": False}},
    )

    assert '<li id="fn:1">\n<p><a class="footnote-backref" href="#fnref:1">&#8617;</a></p>\n</li>' in html
