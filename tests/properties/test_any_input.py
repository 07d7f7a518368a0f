"""No input ever gives a traceback: any bytes, any text, any tree gives problems, each at a place that there is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.adapters.command_line import main
from explainer.load.csv_text import read_points
from explainer.load.text import decode
from explainer.load.yaml_text import read_yaml
from explainer.prose.pages import read_page
from explainer.prose.references import read_references
from explainer.report import FORMATS
from tests.builders import check, make_site
from tests.properties.strategies import ANY_TEXT, FACTS_LIKE_TEXT, FACTS_LIKE_TREES, as_yaml

EXAMPLES = settings(max_examples=300, deadline=None)
SITES = settings(max_examples=150, deadline=None)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _check_all(files: dict[str, bytes]) -> None:
    with _folder() as root:
        checked = check(make_site(root, files))
        texts = {name: decode(data, name)[0].split("\n") for name, data in files.items()}
        for problem in checked.problems:
            assert problem.message
            if problem.where.file in texts:
                assert 1 <= problem.where.line <= len(texts[problem.where.file])
                assert problem.where.column >= 1
        assert list(checked.problems) == sorted(checked.problems)
        for report in FORMATS.values():
            assert report(checked, "site")


@SITES
@given(st.binary(max_size=200))
def test_any_bytes_as_facts(data: bytes) -> None:
    _check_all({"data/x.yml": data, "data/p.csv": data})


@SITES
@given(FACTS_LIKE_TEXT | ANY_TEXT)
def test_any_text_as_facts(text: str) -> None:
    _check_all({"data/x.yml": text.encode("utf-8", "surrogatepass")})


@SITES
@given(FACTS_LIKE_TREES)
def test_any_tree_as_facts(tree: dict[str, object]) -> None:
    _check_all({"data/x.yml": as_yaml(tree).encode()})


@SITES
@given(FACTS_LIKE_TEXT | ANY_TEXT)
def test_any_text_as_a_page(text: str) -> None:
    _check_all({"docs/page.md": text.encode("utf-8", "surrogatepass")})


@SITES
@given(FACTS_LIKE_TEXT | ANY_TEXT)
def test_any_text_as_a_table(text: str) -> None:
    figure = b"figures:\n  a:\n    label: A\n    points: p.csv\n"
    _check_all({"data/x.yml": figure, "data/p.csv": text.encode("utf-8", "surrogatepass")})


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80) | FACTS_LIKE_TEXT.map(lambda text: text.encode()))
def test_any_bytes_as_settings(data: bytes) -> None:
    with _folder() as root:
        make_site(root)
        (root / "mkdocs.yml").write_bytes(b"site_name: x\nplugins:\n  - explainer:\n" + data)
        assert main(["check", "-f", str(root / "mkdocs.yml")]) in (0, 1)
        (root / "mkdocs.yml").write_bytes(data)
        assert main(["check", "-f", str(root / "mkdocs.yml")]) in (0, 1)


@EXAMPLES
@given(FACTS_LIKE_TEXT)
def test_the_readers_alone(text: str) -> None:
    read_yaml(text, "x.yml")
    read_points(text, "x.csv")
    read_page(text, "x.md")
    read_references(text)


@EXAMPLES
@given(FACTS_LIKE_TEXT)
def test_a_page_without_references_has_no_problem_of_references(text: str) -> None:
    page = read_page(text.replace("[@", "(@").replace("///", "//"), "x.md")

    assert (page.mentions, page.blocks) == ((), ())
    assert {problem.code for problem in page.problems} <= {
        "yaml-is-valid",
        "yaml-is-plain",
        "key-is-unique",
        "type-matches",
    }


def test_nesting_and_size_without_a_crash(tmp_path: Path) -> None:
    for text in (
        "[" * 200_000,
        "{a: " * 200_000,
        "- " * 200_000,
        "? " * 200_000,
        "a:\n" + "".join(" " * depth + "- a:\n" for depth in range(1, 1500)),
        '"' * 1_000_000,
        "a: " + "x" * 3_900_000,
        "figures: {a: {cite: [" + "s," * 50_000 + "]}}",
        "figures:\n" + "  a: {}\n" * 20_000,
        "&a " * 100_000,
    ):
        make_site(tmp_path, {"data/x.yml": text})
        found = check(tmp_path)
        assert found.failed
        assert "Traceback" not in FORMATS["text"](found, "")


def test_deep_inline_markup_of_a_page_takes_no_long_time(tmp_path: Path) -> None:
    for text in (
        "[" * 50_000,
        "[a][" * 20_000,
        "[@a" * 30_000,
        "`" * 30_000 + "[@a]",
        "<!--" * 20_000,
        "<a " * 30_000,
        "```\n" * 20_000,
        "/// chart | a\n" * 3_000,
        "- [@a]\n\n" * 3_000,
        "> " * 20_000 + "[@a]",
        "<pre>" * 5_000 + "[@a]",
        "``a" * 10_000 + "[@a]",
        "[^" * 20_000 + "][@a]",
        "[\\" * 30_000 + "][@a]",
    ):
        make_site(tmp_path, {"docs/page.md": text})
        check(tmp_path)
