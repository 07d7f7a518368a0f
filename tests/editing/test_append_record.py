"""A record is added to a file's text: it reads back exactly, and every other byte stays."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explainer.editing.append_record import AppendError, FileHasProblemsError, append_record
from explainer.editing.yaml_record import Fields, Value, record_lines
from explainer.load.nodes import Mapping, plain
from explainer.load.text import decode
from explainer.load.yaml_text import read_yaml
from tests.editing.schema_of_facts import CoreLoader

NAMED: Fields = {"name": "N"}


@pytest.mark.parametrize(
    ("before", "kind", "after"),
    [
        pytest.param("", "actors", "actors:\n  new:\n    name: N\n", id="an empty file"),
        pytest.param("# Who acts.\n", "actors", "# Who acts.\nactors:\n  new:\n    name: N\n", id="a remark alone"),
        pytest.param("actors:\n", "actors", "actors:\n  new:\n    name: N\n", id="a kind without records"),
        pytest.param(
            "actors: # none yet\n\nnotes:\n    n: {term: T, text: U}\n",
            "actors",
            "actors: # none yet\n    new:\n        name: N\n\nnotes:\n    n: {term: T, text: U}\n",
            id="a kind without records is indented as another",
        ),
        pytest.param(
            "actors:\n  a:\n    name: A\n",
            "actors",
            "actors:\n  a:\n    name: A\n  new:\n    name: N\n",
            id="behind the last record",
        ),
        pytest.param(
            "actors:\n  a:\n    name: A\n",
            "notes",
            "actors:\n  a:\n    name: A\n\nnotes:\n  new:\n    name: N\n",
            id="a new kind at the end",
        ),
        pytest.param(
            "actors:\n  a:\n    name: A # said so\n    # about a\n\n# The notes.\nnotes:\n  n: {term: T, text: U}\n",
            "actors",
            "actors:\n  a:\n    name: A # said so\n    # about a\n  new:\n    name: N\n\n# The notes.\nnotes:\n"
            "  n: {term: T, text: U}\n",
            id="in the middle, before the next kind's remark",
        ),
        pytest.param(
            "actors:\n  a:\n    name: A\n\n  # The second.\n  b:\n    name: B\n\n\nnotes:\n",
            "actors",
            "actors:\n  a:\n    name: A\n\n  # The second.\n  b:\n    name: B\n\n  new:\n    name: N\n\n\nnotes:\n",
            id="parted by an empty line as the others",
        ),
        pytest.param(
            "actors:\n    a:\n      name: A",
            "actors",
            "actors:\n    a:\n      name: A\n    new:\n      name: N",
            id="no line end at the end",
        ),
        pytest.param(
            "\ufeffactors:\r\n  a:\r\n    name: A\r\n",
            "actors",
            "\ufeffactors:\r\n  a:\r\n    name: A\r\n  new:\r\n    name: N\r\n",
            id="a byte order mark and line ends of Windows",
        ),
        pytest.param(
            "---\nactors:\n  a: {name: A}\n...\n",
            "actors",
            "---\nactors:\n  a: {name: A}\n  new:\n    name: N\n...\n",
            id="marks of a document",
        ),
        pytest.param(
            " actors:\n  a:\n   name: |\n    A\n\n    # no remark\n\n",
            "actors",
            " actors:\n  a:\n   name: |\n    A\n\n    # no remark\n  new:\n   name: N\n\n",
            id="a block of text that looks like remarks, in a file that is indented as a whole",
        ),
    ],
)
def test_it_stands_behind_the_last_record_of_its_kind(before: str, kind: str, after: str) -> None:
    added = append_record(before.encode(), kind, "new", NAMED, file="x.yml")

    assert added.data.decode() == after
    line = after.removeprefix("\ufeff").replace("\r\n", "\n").split("\n").index(added.lines[0])
    assert added.where == ("x.yml", line + 1, len(added.lines[0]) - len("new:") + 1)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            "actors: {a: {name: A}}\n",
            '"actors" is written in brackets in x.yml; write its records on lines of their own, each under its id, or'
            " name another file",
        ),
        (
            "{actors: {a: {name: A}}}\n",
            "x.yml is written in brackets as a whole; write its records on lines of their own, each under its id, or"
            " name another file",
        ),
        ("- a\n", "x.yml is not a mapping of kinds; name another file"),
        ("actors: [a]\n", '"actors" holds no records by id in x.yml; mend that first, or name another file'),
        ("actors: a\n", '"actors" holds no records by id in x.yml; mend that first, or name another file'),
        (
            "actors:\n  new:\n    name: A\n",
            '"new" cannot be added to x.yml without changing what else it says; write it there by hand, or name another'
            " file",
        ),
        (
            "actors: ~\n",
            '"new" cannot be added to x.yml without changing what else it says; write it there by hand, or name another'
            " file",
        ),
    ],
)
def test_where_there_is_no_place_for_it_that_is_said(before: str, said: str) -> None:
    with pytest.raises(AppendError) as refused:
        append_record(before.encode(), "actors", "new", NAMED, file="x.yml")
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("before", "code"),
    [
        (b"actors: [\n", "yaml-is-valid"),
        (b"actors:\n  a: &x {name: A}\n", "yaml-is-plain"),
        (b"actors:\nactors:\n", "key-is-unique"),
        (b"actors: \xff\n", "file-is-utf8"),
        (b"actors:\r  a:\r    name: A\r", "text-is-clean"),
        (b"#" * 4_000_001, "yaml-is-plain"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_added_to(before: bytes, code: str) -> None:
    with pytest.raises(FileHasProblemsError) as refused:
        append_record(before, "actors", "new", NAMED, file="x.yml")
    assert code in {problem.code for problem in refused.value.problems}


HOSTILE = [
    "a: b",
    "a #b",
    "a # b",
    "# a",
    "- a",
    "? a",
    "-",
    "---",
    "...",
    ": ",
    "a:",
    "'a'",
    '"a"',
    '"',
    "\\",
    "\\n",
    "a\nb",
    "\n a\n\n",
    "  a  ",
    "a\tb",
    "\ta",
    "no",
    "Null",
    "~",
    "true",
    "1_000",
    "010",
    "0x1F",
    "12:30",
    "2022-02-30",
    ".nan",
    "<<",
    "=",
    "@a",
    "`a`",
    "%a",
    "!a",
    "&a",
    "*a",
    "|",
    "> a",
    ">5",
    "[a",
    "{a}",
    "a]",
    "a, b",
    "Київ",
    "名前",
    "🙂",
    "\u00a0a",
    "é" * 2000,
    "word " * 399 + "word",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_as_it_was_given(text: str) -> None:
    fields: Fields = {"name": text, "cite": [{"source": text, "note": text}, text], "unit": {"one": text}}

    added = append_record(b"actors:\n  a:\n    name: A\n", "actors", "new", fields, file="x.yml")

    tree, problems = read_yaml(added.data.decode(), "x.yml")
    assert problems == []
    assert isinstance(tree, Mapping)
    assert plain(tree)["actors"]["new"] == fields


@pytest.mark.parametrize("text", [*HOSTILE, "yes", "off", "y"])
def test_other_programs_read_a_text_as_given_unless_it_looks_like_a_number(text: str) -> None:
    read = yaml.load(record_lines("a", {"b": text}, indent=0, step=2)[1].strip(), Loader=CoreLoader)["b"]
    assert read == text or isinstance(read, int | float)


def test_what_needs_no_quotes_has_none() -> None:
    fields: Fields = {
        "title": "Bridge at Lorne closed, town hall says",
        "date": "2031-03-02",
        "url": "https://a.example",
    }
    assert record_lines("a", fields, indent=2, step=2) == [
        "  a:",
        "    title: Bridge at Lorne closed, town hall says",
        "    date: 2031-03-02",
        "    url: https://a.example",
    ]


_TEXT = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=30
).filter(lambda text: decode(text.encode(), "")[1] == [])
_NAMES = st.sampled_from(["name", "note", "cite", "unit"]) | _TEXT.filter(lambda text: 0 < len(text) < 60)
_VALUES: st.SearchStrategy[Value] = st.recursive(
    _TEXT,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(_NAMES, inner, min_size=1, max_size=3),
    max_leaves=6,
)
_BLOCKS = st.sampled_from(
    [
        "actors:\n  a:\n    name: A\n",
        "notes:\n  n:\n    term: T\n    text: >-\n      One.\n\n      # Two.\n\n",
        "sources:\n",
        "events: {}\n",
        "figures:\n    f: {label: F,\n value: 1}\n",
        "disputes:\n  d:\n    question: 'a\n\n      b'\n    sides:\n    - {says: x}\n    # end\n",
        "charts: # none\n  # yet\n",
    ]
)
_FILES = st.builds(
    lambda blocks, between, ending, bom, mark: bom + mark + between.join(blocks) + ("...\n" if mark and ending else ""),
    st.lists(_BLOCKS, unique=True, max_size=5),
    st.sampled_from(["", "\n", "# A remark.\n", "\n\n  # Further in.\n"]),
    st.booleans(),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "---\n", "# yaml-language-server: $schema=facts.schema.json\n"]),
)


@settings(max_examples=400, deadline=None)
@given(
    _FILES,
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["actors", "notes", "sources", "events", "figures", "disputes", "charts"]),
    st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=4),
)
@example("actors:\n  a: {name: A}\n  # end", "\n", True, "actors", {"name": "no"})
def test_every_other_byte_stays(text: str, end: str, is_cut: bool, kind: str, fields: Fields) -> None:
    before = (text.rstrip("\n") if is_cut else text).replace("\n", end).encode()
    try:
        added = append_record(before, kind, "new", fields, file="x.yml")
    except (AppendError, FileHasProblemsError):
        return
    after = added.data
    head = next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    tail = before[head:]
    assert after.endswith(tail), "the old bytes are what stands before and behind the new ones"
    assert len(after) > len(before)
    assert (b"\r\n" in after) == (b"\r\n" in before) or b"\n" not in before
    read, problems = read_yaml(decode(after, "x.yml")[0], "x.yml")
    if not problems:
        assert read is not None
        assert set(plain(read)[kind]["new"]) == set(fields)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_NAMES, _VALUES, min_size=1, max_size=3), st.integers(0, 4), st.integers(1, 8))
def test_any_record_is_read_as_it_was_given(fields: Fields, indent: int, step: int) -> None:
    text = "\n".join(record_lines("new", fields, indent=indent, step=step)) + "\n"

    tree, problems = read_yaml(text, "x.yml")

    assert [problem.code for problem in problems if problem.code != "text-is-clean"] == []
    assert tree is not None
    assert json.dumps(plain(tree)["new"]) == json.dumps(_as_read(fields))


def _as_read(value: Value) -> object:
    if isinstance(value, dict):
        return {name: _as_read(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_as_read(part) for part in value]
    return value if value.strip() else None
