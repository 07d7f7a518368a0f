"""Texts of sources as they were read: one file a source, named after its id."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from explainer.load.folder import name_of
from explainer.load.text import decode
from explainer.problems import Position, Problem

MAX_SNAPSHOT_BYTES: Final = 10_000_000
"""A page's text has some thousand characters, a long report some million."""


def snapshot_path(folder: Path, id: str) -> Path:
    """Return where the snapshot of a source stands."""
    return folder / f"{id}.txt"


def read_snapshot(path: Path, root: Path) -> tuple[str | None, Problem | None]:
    """Return a snapshot's text, None where there is none, and why it cannot be read.

    Problems: file-is-utf8, evidence-in-snapshot for one that is too large or no file.
    """
    where = Position(name_of(path, root))
    try:
        if not path.exists():
            return None, None
        if not path.is_file():
            return None, Problem(where, "evidence-in-snapshot", "the snapshot is no file", "put the text itself there")
        if path.stat().st_size > MAX_SNAPSHOT_BYTES:
            message = f"the snapshot has more than {MAX_SNAPSHOT_BYTES // 1_000_000} MB, and was not read"
            return None, Problem(where, "evidence-in-snapshot", message, "keep the text of the page alone")
        data = path.read_bytes()
    except (OSError, RuntimeError) as error:  # Python up to 3.12 says RuntimeError of a link that leads to itself.
        message = f"the snapshot cannot be read: {getattr(error, 'strerror', None) or error}"
        return None, Problem(where, "evidence-in-snapshot", message)
    text, problems = decode(data, where.file, most=MAX_SNAPSHOT_BYTES)
    bad = next((problem for problem in problems if problem.code == "file-is-utf8"), None)
    return (None, bad) if bad else (text, None)


def normalised(text: str) -> str:
    """Return the text with one blank for any white space, in Unicode's form NFC; nothing else is evened out."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
