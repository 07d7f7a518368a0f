"""Files of past commits, read from git's own store: nothing is checked out, fetched or written."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from explainer.load.text import MAX_FILE_BYTES

_FIXED: Final = ("-c", "core.fsmonitor=false", "--no-pager", "--literal-pathspecs")
# A hook sets these for its own folder; git is to look for the repository of the folder that it is asked for.
_NOT_OURS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_CHUNK: Final = 1 << 20
_PLAIN: Final = ("100644", "100755")
_FOLDER: Final = "40000"


class GitError(Exception):
    """Git cannot tell; its text says why."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed one of the files asked for; `parents` are those among them."""

    hash: str
    date: str
    """The author's date and time, as in ISO 8601."""
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository in which a folder lies."""

    top: Path
    is_cut: bool
    """Whether it is a shallow copy: its oldest commits are not there."""

    def commits(self, paths: Sequence[str]) -> list[Commit]:
        """Return the commits that changed one of the paths below `top`, each after its parents."""
        if not _succeeds(self.top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            return []
        listing = ["rev-list", "--topo-order", "--reverse", "--parents", "--format=%aI", "HEAD", "--", *paths]
        lines = _output(self.top, *listing).decode("ascii").splitlines()
        found = []
        for header, date in zip(lines[::2], lines[1::2], strict=True):
            _, hash, *parents = header.split()
            found.append(Commit(hash, date, tuple(parents)))
        return found


def find_repository(folder: Path) -> Repository:
    """Return the repository in which a folder lies; raise GitError where there is none, or no git."""
    top = _output(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")
    shallow = _output(folder, "rev-parse", "--is-shallow-repository").strip()
    return Repository(Path(os.fsdecode(top)).resolve(), shallow == b"true")


class Store:
    """Git's store of files and folders, asked by hash; see `open_store`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._ask: IO[bytes] = process.stdin
        self._answer: IO[bytes] = process.stdout
        self._folders: dict[str, dict[str, tuple[str, str]]] = {}

    def read(self, name: str) -> bytes | None:
        """Return a file by its hash, up to what a facts file may have; None where the store lacks it."""
        self._ask.write(name.encode("ascii") + b"\n")
        self._ask.flush()
        header = self._answer.readline().split()
        if not header:
            raise GitError("git has ended unexpectedly")
        if len(header) != 3:
            return None
        size, data = int(header[2]), bytearray()
        while size:
            part = self._answer.read(min(size, _CHUNK))
            if not part:
                raise GitError("git has ended unexpectedly")
            size -= len(part)
            # What is too large is told by its length; the rest of it is read past.
            if len(data) <= MAX_FILE_BYTES:
                data += part
        self._answer.read(1)
        return bytes(data)

    def files(self, commit: str, folder: str) -> dict[str, str] | None:
        """Return the hashes of all plain files below a folder, by their names from the top.

        None where the store lacks a part of it.
        """
        hash = f"{commit}^{{tree}}"
        width = len(commit) // 2
        for part in [part for part in folder.split("/") if part not in ("", ".")]:
            entries = self._folder(hash, width)
            if entries is None:
                return None
            mode, hash = entries.get(part, ("", ""))
            if mode != _FOLDER:
                return {}
        found: dict[str, str] = {}
        prefix = "" if folder in ("", ".") else folder.strip("/") + "/"
        return found if self._walk(hash, width, prefix, found) else None

    def file(self, commit: str, path: str) -> str | None:
        """Return the hash of one file in a commit, or None."""
        folder, _, name = path.rpartition("/")
        hash = f"{commit}^{{tree}}"
        for part in filter(None, folder.split("/")):
            mode, hash = (self._folder(hash, len(commit) // 2) or {}).get(part, ("", ""))
            if mode != _FOLDER:
                return None
        mode, hash = (self._folder(hash, len(commit) // 2) or {}).get(name, ("", ""))
        return hash if mode in _PLAIN else None

    def _walk(self, hash: str, width: int, prefix: str, found: dict[str, str]) -> bool:
        waiting = [(hash, prefix)]
        while waiting:
            hash, prefix = waiting.pop()
            entries = self._folder(hash, width)
            if entries is None:
                return False
            for name, (mode, inner) in entries.items():
                if name.startswith("."):  # Left out by the check as well.
                    continue
                if mode == _FOLDER:
                    waiting.append((inner, f"{prefix}{name}/"))
                elif mode in _PLAIN:
                    found[prefix + name] = inner
        return True

    def _folder(self, hash: str, width: int) -> dict[str, tuple[str, str]] | None:
        """Return a folder's entries: mode and hash by name. Folders that stay are read once."""
        if hash not in self._folders:
            data = self.read(hash)
            if data is None:
                return None
            entries, start = {}, 0
            while start < len(data):
                end = data.index(b"\0", start)
                mode, _, name = data[start:end].partition(b" ")
                start = end + 1 + width
                entries[os.fsdecode(name)] = (mode.decode("ascii"), data[end + 1 : start].hex())
            self._folders[hash] = entries
        return self._folders[hash]


@contextmanager
def open_store(repository: Repository) -> Iterator[Store]:
    """Open the store of a repository for as long as a `with` lasts."""
    command = ["git", *_FIXED, "cat-file", "--batch"]
    with subprocess.Popen(
        command,
        cwd=repository.top,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield Store(process)
        finally:
            process.kill()


def _output(folder: Path, *arguments: str) -> bytes:
    done = _run(folder, arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it does not say why"]
        raise GitError(f"git: {said[0].removeprefix('fatal: ')}")
    return done.stdout


def _succeeds(folder: Path, *arguments: str) -> bool:
    return _run(folder, arguments).returncode == 0


def _run(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", *_FIXED, *arguments], cwd=folder, env=_environment(), capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("there is no program git on this computer; install it from git-scm.com") from None
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None


def _environment() -> dict[str, str]:
    """Return what git is run with: it takes no lock, asks nothing, and fetches nothing that a partial copy lacks."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    settings = {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    return {**kept, **settings}
