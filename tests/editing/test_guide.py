"""The workflow in the editors' guide is YAML, and runs commands that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainer.adapters import command_line

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
WHOLE, MORE = re.findall(r"^```yaml\n(.*?)^```$", GUIDE.split("### In a pull request")[1], re.MULTILINE | re.DOTALL)[:2]


def _steps() -> list[dict[str, Any]]:
    """Return the steps of the workflow with those that code scanning takes."""
    (job,) = yaml.load(WHOLE + MORE, Loader=yaml.BaseLoader)["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def test_the_workflow_is_one() -> None:
    workflow = yaml.load(WHOLE, Loader=yaml.BaseLoader)
    assert workflow.keys() == {"name", "on", "permissions", "jobs"}
    assert workflow["permissions"] == {"contents": "read"}
    assert all(step.keys() & {"uses", "run"} for step in _steps())
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"]) for step in _steps() if "uses" in step)


def test_python_is_one_that_the_package_takes() -> None:
    (version,) = (step["with"]["python-version"] for step in _steps() if "python-version" in step.get("with", {}))
    assert f'requires-python = ">={version}"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("step", [step["run"] for step in _steps() if "run" in step])
def test_what_it_runs_is_a_command(step: str) -> None:
    program, *arguments = shlex.split(step.partition(">")[0])
    if program == "python3":
        assert (ROOT / arguments.pop(0)).is_file()
    else:
        assert program == ".venv/bin/explainer"
    assert command_line._parser().parse_args(arguments).command == "check"


def test_what_is_uploaded_is_what_was_written() -> None:
    (written,) = (step["run"].split("> ")[1] for step in _steps() if ">" in step.get("run", ""))
    assert [step["with"]["sarif_file"] for step in _steps() if "sarif_file" in step.get("with", {})] == [written]
