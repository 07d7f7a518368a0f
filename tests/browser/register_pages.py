"""A page with a register of figures as the package prints it, written into a folder to be served."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import markdown
from babel import Locale

from explainer.check.options import Options
from explainer.check.site import check_facts
from explainer.render.citing import PageIdentity, citing_of
from explainer.render.context import Place
from explainer.render.html import render
from explainer.render.lone_page import lone_context

MANY = 260
"""More figures than a register shows at once."""


def write_register_pages(folder: Path) -> None:
    """Write pages: of a dozen figures, at an address that the site does not name and at one that it does; of many."""
    write_register(folder / "register.html", 12)
    write_register(folder / "register-at-home.html", 12, address="https://flood.example/numbers/")
    write_register(folder / "register-many.html", MANY)


def write_register(path: Path, count: int, address: str = "") -> None:
    """Write a page with the register of that many figures, of which the first is a series."""
    with TemporaryDirectory() as name:
        root = Path(name)
        (root / "data").mkdir()
        # JSON is YAML, as long as no text in it has to be escaped.
        (root / "data" / "facts.yml").write_text(json.dumps(_facts(count), ensure_ascii=False), "utf-8")
        options = Options(root=root)
        checked = check_facts(options)
        assert [problem for problem in checked.problems if problem.severity == "error"] == []
        site = replace(
            lone_context(checked, options),
            find_places=lambda _: (Place("The explainer", "list.html"),),
            find_url=lambda id: f"#{id}",
        )
        body = markdown.markdown(
            "# Numbers\n\n/// figures\n///\n",
            extensions=["explainer"],
            extension_configs={"explainer": {"site": site}, "footnotes": {"USE_DEFINITION_ORDER": False}},
        )
        page = PageIdentity(site="The 1% flood", title="Numbers", address=address, path="numbers")
        citing = citing_of(page, checked.facts, Locale("en"), figures=True)
    body += str(render("citing", Locale("en"), citing=citing))
    path.write_text(
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(path.stem)}</title>\n'
        '<meta name="viewport" content="width=device-width">\n<link rel="icon" href="data:,">\n'
        '<link rel="stylesheet" href="assets/explainer.css">\n'
        '<link rel="stylesheet" href="assets/explainer-lists.css">\n<script src="assets/explainer.js" defer></script>\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n",
        "utf-8",
    )


def _facts(count: int) -> dict[str, object]:
    figures: dict[str, object] = {
        "level": {
            "label": "Level of the river",
            "unit": "metres",
            "claimant": "gauge",
            "cite": "report",
            "points": [
                {"date": "2021-07-14", "value": 2, "status": "documented"},
                {"date": "2021-07-15", "value": 8, "status": "disputed"},
            ],
        }
    }
    for number in range(2, count + 1):
        figures[f"houses-{number}"] = {
            "label": f"Houses & barns in district {number}",
            "value": number * 100,
            "unit": {"one": "house", "other": "houses"},
            "as_of": f"2021-07-{number % 28 + 1:02d}",
            "claimant": "mayor" if number % 2 else "gauge",
            "status": "claimed",
            "counts": "district as of 2021",
            "cite": "report",
        }
    return {
        "sources": {"report": {"title": "Report", "offline": "paper", "accessed": "2026-01-05"}},
        "actors": {"gauge": {"name": "The gauge", "side": "River"}, "mayor": {"name": "The mayor", "side": "Town"}},
        "figures": figures,
    }
