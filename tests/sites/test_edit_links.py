"""Links from printed facts to their own lines in the repository's editor, on a whole built site."""

from __future__ import annotations

import re

from tests.sites.conftest import Site, contents


def _links(html: str) -> list[str]:
    return re.findall(r'class="evidence-edit" href="([^"]*)"', html)


def test_a_sites_facts_lead_to_their_lines(hamlet: Site) -> None:
    hamlet.write("mkdocs.yml", "edit_uri: https://git.example/edit/main/docs/\n" + _settings(hamlet))

    assert hamlet.build("--strict").code == 0
    line = _line_of(hamlet, "  houses:")
    assert f"https://git.example/edit/main/data/facts.yml#L{line}" in _links(hamlet.page())


def test_without_a_repository_nothing_is_printed_of_it(hamlet: Site) -> None:
    assert hamlet.build().code == 0
    plain = contents(hamlet.built)
    hamlet.write("mkdocs.yml", "edit_uri: https://git.example/edit/main/elsewhere/\n" + _settings(hamlet))
    assert hamlet.build().code == 0

    # Where the folder of facts cannot be told from that of pages, no address is guessed.
    assert contents(hamlet.built) == plain
    assert b'evidence-edit"' not in plain["index.html"]


def test_the_plugins_own_option_names_the_place(hamlet: Site) -> None:
    settings = _settings(hamlet).replace(
        "- explainer", "- explainer: {edit_uri: 'https://bitbucket.org/o/r/src/main/'}"
    )
    hamlet.write("mkdocs.yml", settings)

    assert hamlet.build("--strict").code == 0
    line = _line_of(hamlet, "  houses:")
    assert f"https://bitbucket.org/o/r/src/main/data/facts.yml#lines-{line}" in _links(hamlet.page())


def _settings(site: Site) -> str:
    return (site.root / "mkdocs.yml").read_text("utf-8")


def _line_of(site: Site, text: str) -> int:
    return (site.root / "data" / "facts.yml").read_text("utf-8").split("\n").index(text) + 1
