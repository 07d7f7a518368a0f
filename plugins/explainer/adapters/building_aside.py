"""Builds a site beside the old one and puts it in its place only when it is whole."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BuildingAside:
    """A site's folder, and the folders beside it in which the new site grows and the old one waits."""

    site: Path

    @property
    def building(self) -> Path:
        """Where the new site is built."""
        return self.site.with_name(f".{self.site.name}.building")

    @property
    def old(self) -> Path:
        """Where the old site stands for the moment of the exchange."""
        return self.site.with_name(f".{self.site.name}.old")

    def start(self, *, from_old: bool) -> None:
        """Clear what a killed build left, and bring back an old site that it left waiting.

        `from_old` starts with a copy of the old site, for a build that renews only some of its pages.
        """
        if self.old.is_dir():
            if self.site.exists():
                self._clear_old()
            else:
                self.old.rename(self.site)
        shutil.rmtree(self.building, ignore_errors=True)
        if from_old and self.site.is_dir():
            shutil.copytree(self.site, self.building)

    def finish(self) -> None:
        """Put the new site in place of the old one; hidden files of the old one (.git) are kept, as MkDocs does."""
        if not self.building.is_dir():
            return
        if not self.site.exists():
            self.building.rename(self.site)
            return
        try:
            self.site.rename(self.old)
        except OSError:  # A mount point, or open elsewhere on Windows: it cannot be exchanged, but it can be filled.
            self._fill()
            return
        try:
            self.building.rename(self.site)
        except OSError:
            self.old.rename(self.site)
            raise
        self._clear_old()

    def _clear_old(self) -> None:
        """Delete the old site, but for its hidden files, which the new one takes over."""
        for entry in self.old.iterdir():
            if entry.name.startswith(".") and not (self.site / entry.name).exists():
                entry.rename(self.site / entry.name)
        shutil.rmtree(self.old, ignore_errors=True)

    def _fill(self) -> None:
        shutil.copytree(self.building, self.site, dirs_exist_ok=True)
        for directory, folders, names in os.walk(self.site, topdown=False):
            twin = self.building / Path(directory).relative_to(self.site)
            for name in names:
                if not (twin / name).exists() and not name.startswith("."):
                    Path(directory, name).unlink()
            for name in folders:
                if not (twin / name).exists() and not name.startswith("."):
                    shutil.rmtree(Path(directory, name))
        shutil.rmtree(self.building, ignore_errors=True)

    def give_up(self) -> None:
        """Leave the old site as it is."""
        shutil.rmtree(self.building, ignore_errors=True)
