"""Charts kept between builds, by content: safe to delete and to share, never trusted when damaged."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from .picture import Picture, from_bytes, to_bytes
from .table import ChartTable


def key(table: ChartTable) -> str:
    """The name of the chart's entry: a hash of all that its picture depends on."""
    found = sha256("\0".join((_own_code(), *_versions(), _without_root(table))).encode())
    for path in _sources(table):
        found.update(path.relative_to(table.root or path).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def key_of_text(text: str) -> str:
    """The name of the entry of what is drawn from a text alone."""
    return sha256("\0".join((_own_code(), *_versions(), text)).encode()).hexdigest()


def read(folder: Path, name: str) -> Picture | None:
    """The chart kept under that name; None where there is none or it is not as it was written."""
    body = read_bytes(folder, name)
    try:
        return from_bytes(body) if body is not None else None
    except (ValueError, TypeError, KeyError):
        return None


def read_bytes(folder: Path, name: str) -> bytes | None:
    """What is kept under that name; None where there is nothing or it is not as it was written."""
    try:
        head, _, body = (folder / f"{name}.chart").read_bytes().partition(b"\n")
        return body if head.decode() == _checksum(name, body) else None
    except (OSError, ValueError):
        return None


def write(folder: Path, name: str, picture: Picture) -> None:
    """Keep the chart, whole or not at all; a folder that cannot be written to only costs time."""
    write_bytes(folder, name, to_bytes(picture))


def write_bytes(folder: Path, name: str, body: bytes) -> None:
    """Keep this under that name, whole or not at all."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{name}.", suffix=".tmp", delete=False) as file:
            file.write(_checksum(name, body).encode() + b"\n" + body)
        try:
            Path(file.name).replace(folder / f"{name}.chart")
        except OSError:  # On Windows, while another process reads the entry.
            Path(file.name).unlink()


def _checksum(name: str, body: bytes) -> str:
    """The entry's first line; it holds the name too, so that a renamed entry is not taken for another."""
    return "sha256:" + sha256(name.encode() + b"\0" + body).hexdigest()


@cache
def _own_code() -> str:
    """A hash of the code that draws, so that a picture drawn by other code is not taken for this one's."""
    folder = Path(__file__).parent
    found = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".json")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


@cache
def _versions() -> tuple[str, str]:
    """The renderers' versions, read without importing them."""
    return version("altair"), version("vl-convert-python")


def _without_root(table: ChartTable) -> str:
    """The table as text without the folder's path, so that two checkouts share entries."""
    return repr(replace(table, root=None))


def _sources(table: ChartTable) -> Iterator[Path]:
    """The Python files that the site's own function may consist of: those of its folder, in order."""
    if not table.draw or table.root is None:
        return
    module, *inner = table.draw.partition(":")[0].split(".")
    found = set((table.root / module).rglob("*.py")) if inner else set(table.root.glob("*.py"))
    yield from sorted(found)
