from __future__ import annotations

from typing import Any

import pytest

from explainer.load.nodes import Mapping, Scalar, find, place, plain, renamed, words_of
from explainer.load.yaml_text import compose, read_yaml
from explainer.problems import Position


def _read(text: str, start: Position | None = None) -> tuple[Any, list[str]]:
    node, problems = read_yaml(text, "a.yml", start)
    return None if node is None else plain(node), [str(problem) for problem in problems]


def test_every_value_keeps_its_exact_text() -> None:
    text = "a: 1.10\nb: 010\nc: no\nd: 12:30\ne: 2022-02-30\nf: '1_000'\ng: \"\\u00e9\"\nh: 0x1F\ni: .nan\n"

    assert _read(text) == (
        {
            "a": "1.10",
            "b": "010",
            "c": "no",
            "d": "12:30",
            "e": "2022-02-30",
            "f": "1_000",
            "g": "é",
            "h": "0x1F",
            "i": ".nan",
        },
        [],
    )


def test_nothing_is_nothing_however_it_is_written() -> None:
    assert _read("a:\nb: ~\nc: null\nd: ''\ne: '  '\nf: |\n\ng: 'null'\nh: '~'\n") == (
        {"a": None, "b": None, "c": None, "d": None, "e": None, "f": None, "g": "null", "h": "~"},
        [],
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# a\n#b\n", "---\n", "---\n# a\n...\n"])
def test_a_text_without_a_value_has_no_tree(text: str) -> None:
    assert _read(text)[0] is None
    assert _read(text)[1] == []


def test_every_value_knows_its_place() -> None:
    node, _ = read_yaml("a:\n  - b: c\n    d: [e, 'f']\n", "a.yml")

    assert node is not None
    assert place(node, ("a", 0, "d"), node.where) == Position("a.yml", 3, 5)
    assert place(node, ("a", 0, "d", 1), node.where) == Position("a.yml", 3, 12)
    assert place(node, ("a", 0, "x"), node.where) == Position("a.yml", 2, 5)
    assert place(node, ("a", 9), Position("a.yml", 7)) == Position("a.yml", 1, 1)
    assert find(node, ("a", 0, "b")) == Scalar("c", Position("a.yml", 2, 8))
    assert find(node, ("a", "b")) is None


def test_a_part_of_a_file_is_placed_in_the_file() -> None:
    assert _read("a: [\n", Position("a.yml", 7, 5))[1] == [
        "a.yml:7:9: yaml-is-valid: this is not YAML: this bracket is not closed, or a comma is "
        "missing in it\n"
        "    hint: close the bracket, or put a text that starts with [ or { in quotes"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: 1\na: 2\n",
            'a.yml:2:1: key-is-unique: the key "a" stands here a second time (first in line 1)\n'
            "    hint: keep one of the two",
        ),
        (
            "a: &x 1\n",
            "a.yml:1:4: yaml-is-plain: an anchor (&x) stands here\n"
            "    hint: delete it, or put the text in quotes if it starts with &",
        ),
        (
            "a: !!int 1\n",
            "a.yml:1:4: yaml-is-plain: a tag (!!int) stands here\n"
            "    hint: delete it, or put the text in quotes if it starts with !",
        ),
        (
            "a: *x\n",
            "a.yml:1:4: yaml-is-plain: an alias (*) stands here\n    hint: put the text in quotes if it starts with *",
        ),
        (
            "<<: {a: 1}\n",
            "a.yml:1:1: yaml-is-plain: a merge key (<<) stands here\n    hint: write the fields out in every record",
        ),
        (
            "a: b\n---\na: b\n",
            "a.yml:2:1: yaml-is-plain: a second YAML document starts here\n"
            "    hint: delete the line ---, or move what follows to a file of its own",
        ),
        (
            "a: Kyiv #1\n",
            'a.yml:1:9: yaml-is-plain: "#1" is read as a comment and lost\n'
            "    hint: put the whole text in quotes, or write a space after the # of a comment",
        ),
        ("? [a]\n: b\n", "a.yml:1:3: yaml-is-plain: a list or mapping stands as a key"),
        ("a: 'b\nc: d\n", "a.yml:1:4: yaml-is-valid: this quotation mark is not closed where it should be"),
        ("a: 'b\nc: it's\n", "a.yml:1:4: yaml-is-valid: this quotation mark is not closed where it should be"),
        (
            "a:\n\tb: c\n",
            "a.yml:2:1: yaml-is-valid: this is not YAML: found character that cannot start any "
            "token\n    hint: indent with spaces, never with tabs",
        ),
        (
            "a b\nc: d\n",
            "a.yml:1:1: yaml-is-valid: this is not YAML: could not find expected ':'\n"
            "    hint: write a colon and a space after the name of a field, and a dash and a space "
            "before an item of a list",
        ),
        (
            "a: >1240\nb: c\n",
            "a.yml:1:6: yaml-is-valid: this is not YAML: did not find expected comment or line "
            "break\n    hint: put a text that starts with > or | in quotes",
        ),
    ],
)
def test_what_loses_text_or_cannot_be_read_is_told(text: str, problem: str) -> None:
    assert _read(text)[1] == [problem]


def test_the_value_of_a_second_key_is_kept_aside() -> None:
    node, _ = read_yaml("a: {b: 1}\na: {c: [d]}\n", "a.yml")

    assert isinstance(node, Mapping)
    assert plain(node) == {"a": {"b": "1"}}
    assert [list(words_of(value)) for value in node.dropped] == [["c", "d"]]


@pytest.mark.parametrize(("text", "expected"), [("a: >5\n", ">5"), ("a: |2-\n", "|2-"), ("a: > # x\n  b\n", "b")])
def test_a_number_after_a_block_mark_is_not_lost(text: str, expected: str) -> None:
    assert _read(text) == ({"a": expected}, [])


def test_depth_and_length_have_limits() -> None:
    assert _read("a: " + "[" * 18 + "]" * 18)[1] == []
    assert _read("a: " + "[" * 30 + "]" * 30)[1] == [
        "a.yml:1:23: yaml-is-plain: lists and mappings are nested here more than 20 levels "
        "deep; the limit is 20\n"
        "    hint: a record needs four or five levels; look for a stray bracket"
    ]
    assert _read("a: " + "x" * 2000)[1] == []
    assert _read("a: " + "x" * 2001)[1] == [
        "a.yml:1:4: text-is-clean: the text has 2,001 characters; the limit is 2,000 a field\n    hint: shorten it"
    ]


def test_a_key_is_renamed_where_it_stands() -> None:
    node, _ = read_yaml("a:\n  - x: 1\n    b: 2\n", "a.yml")

    assert node is not None
    changed = renamed(node, ("a", 0, "x"), "c")
    assert plain(changed) == {"a": [{"c": "1", "b": "2"}]}
    assert place(changed, ("a", 0, "c"), node.where) == Position("a.yml", 2, 5)
    assert plain(node) == {"a": [{"x": "1", "b": "2"}]}


def test_settings_may_use_more_of_yaml_but_must_be_yaml() -> None:
    tree, problem = compose("a: !ENV [B, c]\nd: &e f\ng: *e\n", "mkdocs.yml", 100)
    assert tree is not None
    assert problem is None
    assert str(compose("a: [\n", "mkdocs.yml", 100)[1]) == (
        "mkdocs.yml:1:5: yaml-is-valid: this is not YAML: this bracket is not closed, or a "
        "comma is missing in it\n"
        "    hint: close the bracket, or put a text that starts with [ or { in quotes"
    )
    assert str(compose("[" * 500, "mkdocs.yml", 100)[1]).startswith("mkdocs.yml:1:101: yaml-is-plain: ")


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000 + "]" * 100_000, "a: " + "{" * 100_000 + "}" * 100_000])
def test_brackets_that_all_close_in_one_line_are_counted(text: str) -> None:
    _, problems = _read(text)

    assert [problem.split(":")[3].strip() for problem in problems] == ["yaml-is-plain"]
