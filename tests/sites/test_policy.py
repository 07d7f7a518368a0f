"""Every page of a site carries one and the same policy, whatever its theme; a preview goes on under a looser one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.render.policy import policy
from tests.sites.conftest import ENGINE, Site, contents
from tests.sites.test_serve import GOOD, serving

MKDOCS_THEMES = pytest.mark.skipif(ENGINE != "mkdocs", reason="ProperDocs keeps this theme in a package of its own")

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
CopySite = Callable[[str], Site]


def policies(folder: Path) -> dict[str, list[str]]:
    return {
        name: META.findall(data.decode()) for name, data in contents(folder).items() if name.endswith((".html", ".htm"))
    }


def with_theme(site: Site, name: str) -> Site:
    site.edit("mkdocs.yml", "theme: {name: null, custom_dir: theme}", f"theme: {name}")
    site.edit("mkdocs.yml", "plugins:\n", "plugins:\n  - search\n")
    return site


class TestBuild:
    def test_a_theme_without_scripts(self, hamlet: Site) -> None:
        assert hamlet.build().code == 0
        assert policies(hamlet.built) == {name: [policy()] for name in ("index.html", "about/index.html")}

    @pytest.mark.parametrize("theme", ["material", pytest.param("mkdocs", marks=MKDOCS_THEMES)])
    def test_a_theme_with_scripts_has_one_policy_for_all_pages(self, hamlet: Site, theme: str) -> None:
        assert with_theme(hamlet, theme).build().code == 0
        found = policies(hamlet.built)
        assert set(found) == {"404.html", "index.html", "about/index.html"}
        (one,) = {tuple(texts) for texts in found.values()}
        (text,) = one
        assert text.count("'sha256-") >= 3  # At least a script with the address of each of three folders.
        assert "unsafe" not in text

    @MKDOCS_THEMES
    def test_a_theme_whose_scripts_name_the_page(self, hamlet: Site) -> None:
        assert with_theme(hamlet, "readthedocs").build().code == 0
        for texts in policies(hamlet.built).values():
            assert len(texts) == 1
            assert "'sha256-" in texts[0]

    def test_a_writers_script_has_no_hash(self, hamlet: Site) -> None:
        assert with_theme(hamlet, "material").build().code == 0
        before = policies(hamlet.built)["index.html"]
        hamlet.write("docs/index.md", "# Houses\n\nThere are [@houses].\n\n<script>alert(1)</script>\n")
        assert hamlet.build().code == 0
        assert "<script>alert(1)</script>" in hamlet.page()
        assert policies(hamlet.built)["index.html"] == before

    def test_a_script_of_the_sites_own_templates_has_one(self, hamlet: Site) -> None:
        hamlet.edit("theme/main.html", "</body>", "<script>own()</script></body>")
        assert hamlet.build().code == 0
        (text,) = policies(hamlet.built)["index.html"]
        assert text.count("'sha256-") == 1

    def test_a_dirty_build_gives_all_pages_the_same(self, hamlet: Site) -> None:
        assert hamlet.build().code == 0
        hamlet.edit("theme/main.html", "</body>", "<script>own()</script></body>")
        hamlet.write("docs/about.md", "# All about\n\n[@houses]\n")
        assert hamlet.build("--dirty").code == 0
        found = policies(hamlet.built)
        assert "<script>own()" not in hamlet.page()
        assert found["index.html"] == found["about/index.html"]
        assert "'sha256-" in found["index.html"][0]

    def test_a_page_that_a_writer_put_there_as_it_is(self, hamlet: Site) -> None:
        hamlet.write("docs/extra.html", b"<!doctype html><title>\xff</title><script>alert(1)</script>")
        assert hamlet.build().code == 0
        assert (hamlet.built / "extra.html").read_bytes().startswith(b"<!doctype html><meta http-equiv=")

    def test_switched_off(self, hamlet: Site) -> None:
        hamlet.edit("mkdocs.yml", "  - explainer\n", "  - explainer:\n      policy: false\n")
        assert hamlet.build().code == 0
        assert set(map(tuple, policies(hamlet.built).values())) == {()}

    def test_neither_on_nor_off(self, hamlet: Site) -> None:
        hamlet.edit("mkdocs.yml", "  - explainer\n", "  - explainer:\n      policy: loose\n")
        done = hamlet.build()
        assert done.code == 1
        assert '"policy" cannot be "loose"\n    hint: one of true, false' in done.log


class TestPreview:
    def test_its_own_script_runs_and_nothing_else_is_looser(self, hamlet: Site) -> None:
        with serving(hamlet) as preview:
            html = preview.wait_for(GOOD)
            assert META.findall(html) == [policy(["'unsafe-inline'"])]
            assert policy(["'unsafe-inline'"]).replace(" 'unsafe-inline'", "") == policy()
            hamlet.write("data/facts.yml", "{")
            preview.wait_for('<aside class="problems"')


class TestMaterial:
    """What stands in front of the theme's own templates."""

    def test_the_search_has_a_name_and_waits(self, hamlet: Site) -> None:
        assert with_theme(hamlet, "material").build().code == 0
        page = hamlet.page()
        assert 'role="dialog" aria-label="Search"' in page
        assert page.index('src="assets/explainer-search.js"') < page.index('src="assets/javascripts/bundle.')

    def test_a_sites_own_template_stays_in_front(self, hamlet: Site) -> None:
        with_theme(hamlet, "{name: material, custom_dir: theme}")
        hamlet.write(
            "theme/main.html", '{% extends "base.html" %}{% block footer %}<footer>Mine</footer>{% endblock %}'
        )
        assert hamlet.build().code == 0
        page = hamlet.page()
        assert "<footer>Mine</footer>" in page
        assert 'role="dialog" aria-label="Search"' in page

    @pytest.mark.parametrize("directories", [True, False])
    def test_the_index_is_a_script_too_where_pages_open_from_a_folder(self, hamlet: Site, directories: bool) -> None:
        with_theme(hamlet, "material")
        setting = f"use_directory_urls: {str(directories).lower()}"
        hamlet.edit("mkdocs.yml", "site_name: The hamlet\n", f"site_name: The hamlet\n{setting}\n")
        assert hamlet.build().code == 0
        script = hamlet.built / "search" / "search_index.js"
        assert script.exists() is not directories
        if not directories:
            index = (hamlet.built / "search" / "search_index.json").read_text("utf-8")
            assert script.read_text("utf-8") == f"var __index = {index};\n"
