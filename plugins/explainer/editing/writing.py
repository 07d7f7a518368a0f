"""Bytes -> a file that holds all of them or is as it was."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in place in one step; one that was there keeps its mode, and a link its file.

    Raise OSError where that cannot be done; nothing has changed then.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        new.chmod(_mode(target))
        new.replace(target)
    except BaseException:
        new.unlink()
        raise


def _mode(path: Path) -> int:
    """Return the mode of a file, or what a new one gets; a file made as temporary is its owner's alone."""
    if path.exists():
        return path.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
