from __future__ import annotations

import pytest

from explainer.prose.pages import read_page
from explainer.prose.references import Reference, read_references


@pytest.mark.parametrize(
    ("items", "references"),
    [
        ("@a", (Reference("a"),)),
        ("@a, p. 3", (Reference("a", form="p. 3"),)),
        ("@a, p. 3, table 2", (Reference("a", form="p. 3, table 2"),)),
        ("@a:2025-06-11", (Reference("a", "2025-06-11"),)),
        ("@a:2025-06-11, value", (Reference("a", "2025-06-11", "value"),)),
        ("@a; @b,  p.\n3 ;@c", (Reference("a"), Reference("b", form="p. 3"), Reference("c"))),
        ("@", None),
        ("@a; b", None),
        ("@a b", None),
        ("a", None),
    ],
)
def test_a_reference_has_items_dates_and_forms(items: str, references: tuple[Reference, ...] | None) -> None:
    assert read_references(items) == references
    if references is not None:
        assert read_references("; ".join(map(str, references))) == references


def _mentions(text: str) -> list[str]:
    return [
        f"{mention.where.line}:{mention.where.column} {mention.text}" for mention in read_page(text, "p.md").mentions
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("a [@b] c", ["1:3 [@b]"]),
        ("\n\nx[words][@b].", ["3:9 [words][@b]"]),
        ("[*two* [words]][@b]", ["1:16 [*two* [words]][@b]"]),
        ("[@a][@b]", ["1:1 [@a]", "1:5 [@b]"]),
        ("[@a,\np. 3]", ["1:1 [@a,\np. 3]"]),
        ("> [@a]\n- [@b]\n\n| [@c] |", ["1:3 [@a]", "2:3 [@b]", "4:3 [@c]"]),
        ("---\na: '[@x]'\n---\n[@a]", ["4:1 [@a]"]),
        ("``` \n[@a]", ["2:1 [@a]"]),  # A fence that is never closed is text.
    ],
)
def test_references_are_found_with_their_places(text: str, mentions: list[str]) -> None:
    assert _mentions(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]` ``[@a] ` [@b]``",
        "`a\n[@a]`",
        "```\n[@a]\n```",
        "~~~ yaml\n[@a]\n```\n[@a]\n~~~~",
        "````\n```\n[@a]\n```\n````",
        "- x\n\n  ```\n  [@a]\n  ```",
        "> ```\n> [@a]\n> ```",
        "    [@a]",
        "\t[@a]",
        "text\n\n    [@a]\n\n    [@b]\n\ntext",
        "- x\n\n        [@a]",
        "- x\n\n    y\n\n        [@a]",
        "- x\n\ntext\n\n    [@a]",
        "# x\n\n    [@a]",
        "<!-- [@a] -->",
        "<!--\n[@a]",
        "<pre>[@a]</pre><code>[@b]</code>",
        "<script>\n[@a]\n</script>",
        '<a title="[@a]">',
        "\\[@a]",
        "[@a](b)",
        "[@a]: https://b.example",
        "![@a]",
        "[^a]: b",
        "a@b.example @c (@d)",
    ],
)
def test_nothing_happens_in_code_comments_escapes_and_links(text: str) -> None:
    assert _mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "text\n    [@a]",  # A line that runs on is no code, however far it is indented.
        "- x\n\n    [@a]",
        "1. x\n\n    y\n\n    [@a]",
        "- x\n    - y\n\n        [@a]",
        "[^1]: x\n\n    [@a]",
        "!!! note\n\n    [@a]",
        "??? note\n    [@a]",
        '=== "tab"\n\n    [@a]',
        "term\n\n:   x\n\n    [@a]",
        "- x\nlazy\n\n    [@a]",
        "    code\n\ntext [@a]",
        "- x\n\n    ```\n    y\n    ```\n\n    [@a]",
    ],
)
def test_what_an_item_or_a_note_holds_is_no_code(text: str) -> None:
    assert len(_mentions(text)) == 1


def test_a_block_has_its_argument_and_options() -> None:
    page = read_page("/// timeline | x\n    kinds: [a, b]\n    from: 2021\n\ntext\n///\n", "p.md")

    (block,) = page.blocks
    assert (block.name, block.argument, block.closed) == ("timeline", "x", True)
    assert (str(block.where), str(block.argument_at)) == ("p.md:1:1", "p.md:1:16")
    assert [(option.name, option.values, str(option.where)) for option in block.options] == [
        ("kinds", ("a", "b"), "p.md:2:5"),
        ("from", ("2021",), "p.md:3:5"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "[@a b]",
            'p.md:1:1: reference-resolves: "[@a b]" is not a reference\n'
            "    hint: write [@id], [@id, p. 3], [@figure:2025-06-11] or [@a; @b]; a backslash in "
            "front leaves it as text",
        ),
        (
            "/// figures\n    tags: [a\n///\n",
            "p.md:2:11: yaml-is-valid: this is not YAML: this bracket is not closed, or a comma is "
            "missing in it\n"
            "    hint: close the bracket, or put a text that starts with [ or { in quotes",
        ),
        ("/// figures\n    - a\n///\n", "p.md:2:5: type-matches: a block's options are written as name: value"),
        (
            "/// figures\n    tags:\n///\n",
            'p.md:2:5: type-matches: the option "tags" takes a word or a list of words\n'
            "    hint: write a value, or delete the line",
        ),
        (
            "/// figurs\n///\n",
            'p.md:1:5: option-is-known: "/// figurs" is no block\n    hint: did you mean "/// figures"?',
        ),
        (
            "---\na: 1\na: 2\n---\n",
            'p.md:3:1: key-is-unique: the key "a" stands here a second time (first in line 2)\n'
            "    hint: keep one of the two",
        ),
        (
            "---\nuncited: 24/7\n---\n",
            'p.md:2:1: type-matches: "uncited" takes numbers with a reason each\n'
            '    hint: write uncited: {"24/7": "a way of speaking"}',
        ),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, problem: str) -> None:
    assert [str(found) for found in read_page(text, "p.md").problems] == [problem]


@pytest.mark.parametrize("name", ["note", "details", "admonition", "tab", "html", "caption", "figure-caption", "x"])
def test_blocks_of_others_are_left_alone(name: str) -> None:
    page = read_page(f"/// {name} | x\n    y: [\n///\n", "p.md")

    assert (page.blocks, page.problems) == ((), ())


def test_a_page_excuses_numbers() -> None:
    page = read_page('---\nuncited: {"24/7": "a way of speaking", 2021: the year}\n---\n', "p.md")

    assert page.uncited == {"24/7": "a way of speaking", "2021": "the year"}
