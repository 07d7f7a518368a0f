"""Every page of this repository's own site is valid HTML for the Nu HTML checker, but for what the theme prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT

JAR = Path(os.environ.get("VNU_JAR") or ROOT / ".cache" / "vnu" / "vnu.jar")
# What plain Material prints in every page, with any content.
OF_THE_THEME = (
    r"Attribute “autocomplete” is only allowed when the input type is",
    r"Bad value “” for attribute “tabindex” on element “label”",
    r"The value of the “for” attribute of the “label” element must be the ID of a non-hidden form control",
)


def test_pages_are_valid(built: Path) -> None:
    missing = "java" if shutil.which("java") is None else "" if JAR.is_file() else str(JAR)
    if missing:
        reason = (
            f"no {missing}: bash .ci/run installs java and the npm package vnu-jar, or the variable VNU_JAR names it"
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    pages = sorted(map(str, built.rglob("*.html")))
    assert pages
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *pages]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=True)
    found = [
        f"{message['url'].rpartition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        if message["type"] != "info" and not any(re.search(known, message["message"]) for known in OF_THE_THEME)
    ]
    assert found == []
