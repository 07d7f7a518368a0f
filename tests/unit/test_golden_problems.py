"""Files in, problems out, word for word as they are printed; `today` is the day on which they are checked.

`EXPLAINER_UPDATE_GOLDEN=1 pytest tests/unit/test_golden_problems.py` writes what is printed now into the cases.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from explainer.problems import CODES
from tests.builders import make_site, problems_of

CASES = Path(__file__).parents[1] / "golden" / "problems"


class _Literal(str):
    """A text that is written as a block, line by line."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Literal, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
)


def _cases() -> list[Path]:
    return sorted(CASES.glob("*.yml"))


def _update(path: Path, case: dict[str, object], problems: str) -> None:
    files = case["files"]
    assert isinstance(files, dict)
    written = {name: _Literal(text) if isinstance(text, str) else text for name, text in files.items()}
    text = yaml.dump(
        {
            "about": case["about"],
            **({"today": case["today"]} if "today" in case else {}),
            "files": written,
            "problems": _Literal(problems),
        },
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=1000,
    )
    path.write_text(text, "utf-8", newline="\n")


@pytest.mark.parametrize("path", _cases(), ids=lambda path: path.stem)
def test_the_problems_are_as_printed_before(tmp_path: Path, path: Path) -> None:
    case = yaml.safe_load(path.read_text("utf-8"))

    problems = "".join(f"{line}\n" for line in problems_of(make_site(tmp_path, case["files"]), case.get("today")))

    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        _update(path, case, problems)
    else:
        assert problems == case["problems"]


def test_every_code_has_a_case() -> None:
    printed = "".join(yaml.safe_load(path.read_text("utf-8"))["problems"] for path in _cases())

    assert [code for code in CODES if f": {code}: " not in printed] == []
