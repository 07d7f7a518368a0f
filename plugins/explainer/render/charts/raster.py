"""Pictures in grey as PNG, from SVG: those kept from an earlier build at once, all others in one worker process."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path

from . import cache as kept
from .process import Stopped, answers, needs_other_fonts

_WORKER = "explainer.render.charts.raster_worker"


def rasterize(svgs: Sequence[str], *, cache: Path | None = None, timeout: float = 30) -> list[bytes | None]:
    """The PNG of each SVG, in order; None where it could not be drawn. An SVG is a text without line feeds.

    `cache` is the folder that pictures are kept in; `timeout` is the seconds that one may take.
    """
    names = {svg: kept.key_of_text(svg) for svg in svgs} if cache else {}
    found: dict[str, bytes | None] = {}
    for svg, name in names.items():
        png = kept.read_bytes(cache, name) if cache else None
        if png is not None:
            found[svg] = png
    for is_other in (False, True):
        missing = [svg for svg in dict.fromkeys(svgs) if svg not in found and needs_other_fonts(svg) is is_other]
        while missing:
            done = 0
            for line, svg in zip(answers(_WORKER, missing, timeout, own_fonts=not is_other), missing, strict=False):
                done += 1
                found[svg] = None if isinstance(line, Stopped) else b64decode(line) or None
            if cache:
                for svg in missing[:done]:
                    png = found[svg]
                    if png:
                        kept.write_bytes(cache, names[svg], png)
            # A worker that died or hung has answered for the picture that it fell over; the rest get another one.
            missing = missing[done:]
    return [found[svg] for svg in svgs]
