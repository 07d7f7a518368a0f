"""A generated site with much evidence and much prose: what checking them costs beyond loading the facts."""

from __future__ import annotations

from pathlib import Path

FIGURES = 10_000
PAGES = 1_000
WORDS = 600

_FORMS = (
    # The source's language, and the wordings in which sources of it state a number.
    ("en", ("{comma} houses were flooded", "some {comma} homes under water", "the flood took {plain} houses")),
    ("de", ("{dot} Häuser standen unter Wasser", "rund {dot} Häuser überflutet")),
    ("fr", ("{space} maisons inondées", "environ {space} maisons sous les eaux")),
    ("uk", ("затоплено {space} будинків", "близько {space} будинків під водою")),
    ("ru", ("затоплено {space} домов", "около {space} домов под водой")),
)
_FILLER = "the river rose through the night and the council asked all who live below the old mill to leave their homes"


def make_evidence(site: Path, figures: int, pages: int) -> None:
    """Write a site with that many quoted figures, and pages of prose that refer to them and hold numbers."""
    data, docs = site / "data", site / "docs"
    data.mkdir(parents=True)
    docs.mkdir()
    (site / "mkdocs.yml").write_text("site_name: Large\nplugins:\n  - explainer\n", "utf-8")
    (data / "sources.yml").write_text("sources:\n" + "".join(map(_source, range(100))), "utf-8")
    (data / "actors.yml").write_text("actors:\n  office:\n    name: The Office\n    side: Town\n", "utf-8")
    for part in range(10):
        numbers = range(part * figures // 10, (part + 1) * figures // 10)
        (data / f"figures-{part}.yml").write_text("figures:\n" + "".join(map(_figure, numbers)), "utf-8")
    for number in range(pages):
        (docs / f"page-{number:04d}.md").write_text(_page(number, figures), "utf-8")


def _source(number: int) -> str:
    language = _FORMS[number % len(_FORMS)][0]
    return (
        f"  source-{number}:\n    title: Report {number}\n    publisher: The Gauge\n    published: 2025-01-05\n"
        f"    accessed: 2026-01-02\n    url: https://gauge.example/{number}\n    kind: news\n    language: {language}\n"
    )


def _figure(number: int) -> str:
    wordings = _FORMS[number % len(_FORMS)][1]
    grouped = f"{number + 1000:,}"
    wording = wordings[number // len(_FORMS) % len(wordings)].format(
        comma=grouped, plain=number + 1000, dot=grouped.replace(",", "."), space=grouped.replace(",", "\u00a0")
    )
    return (
        f"  figure-{number}:\n    label: Houses flooded in district {number}\n    value: {number + 1000}\n"
        f"    unit: {{one: house, other: houses}}\n    qualifier: about\n    as_of: 2025-02-{number % 28 + 1:02d}\n"
        f"    claimant: office\n    status: claimed\n    counts: houses in district {number}\n    cite:\n"
        f'      - source: source-{number % 100}\n        stated_as: "{wording}"\n'
    )


def _page(number: int, figures: int) -> str:
    """Return a page of `WORDS` words with ten references to facts, ten marks of sources and about 30 numbers."""
    paragraphs = []
    for part in range(10):
        id = (number * 10 + part) % figures
        said = (
            f"On {part + 3} March 2025 [@figure-{id}] stood under water, "
            f"and {id + 7:,} people had left[@source-{id % 100}]."
        )
        if part % 2:
            said += f" The council counted [{id + 1000:,} houses][@figure-{id}] in the `district {id}`."
        lacking = WORDS // 10 - len(said.split())
        paragraphs.append(f"{said} {' '.join((_FILLER.split() * 3)[:lacking]).capitalize()}.\n")
    return "\n".join([f"# Page {number}\n", *paragraphs])
