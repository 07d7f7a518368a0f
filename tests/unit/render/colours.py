"""How colours look to people: contrast after WCAG 2.2, distance after CIE 1976, and three kinds of colour blindness."""

from __future__ import annotations

import colorsys
import re
from math import dist

Colour = tuple[float, float, float]
"""Red, green, blue from 0 to 1, as CSS has them (sRGB)."""
Matrix = tuple[Colour, Colour, Colour]

_SEEN = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
VISIONS: dict[str, Matrix] = {
    "none": _SEEN,
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# sRGB's light to CIE XYZ, and the white that both are measured against (D65).
_XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_WHITE = (0.95047, 1.0, 1.08883)


def read(css: str, behind: Colour = (1.0, 1.0, 1.0)) -> Colour:
    """The colour of `#rgb`, `#rrggbb`, `#rrggbbaa` or `hsla(225, 15%, 14%, 1)`, seen in front of another."""
    if css.startswith("#"):
        digits = css[1:] if len(css) > 4 else "".join(2 * digit for digit in css[1:])
        red, green, blue, alpha = (int(digits[n : n + 2] or "ff", 16) / 255 for n in (0, 2, 4, 6))
    else:
        hue, saturation, lightness, alpha = map(float, re.findall(r"[\d.]+", css))
        red, green, blue = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    seen = [alpha * part + (1 - alpha) * back for part, back in zip((red, green, blue), behind, strict=True)]
    return seen[0], seen[1], seen[2]


def contrast(one: Colour, other: Colour) -> float:
    """From 1 to 21, by https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


def distance(one: Colour, other: Colour, vision: str = "none") -> float:
    """How far apart two colours look (ΔE*ab); about 2.3 is the least that an eye notices side by side."""
    return dist(lab(one, vision), lab(other, vision))


def lab(colour: Colour, vision: str = "none") -> Colour:
    """Lightness from 0 to 100, and the two axes of colour, as somebody of that vision sees them."""
    seen = _apply(VISIONS[vision], _light(colour))
    inside = (min(1.0, max(0.0, seen[0])), min(1.0, max(0.0, seen[1])), min(1.0, max(0.0, seen[2])))
    x, y, z = (_root(part / white) for part, white in zip(_apply(_XYZ, inside), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _light(colour: Colour) -> Colour:
    """The amounts of light that the numbers of sRGB stand for."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return red, green, blue


def _apply(matrix: Matrix, colour: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return first, second, third


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
