"""Colours with fixed meanings, and the arithmetic to tell colours apart as people see them."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

GROUND = "#F6F4EF"
CIRCULATION = "#E9E6DF"
SHAFT = "#DEDAD1"
UNHELD = "#F1EEE7"
FOOTPRINT = "#DCD8CE"
WALL = "#3A3F45"
THIN_LINES = "#7F858B"
INK = "#22272C"
SOFT_INK = "#5B7083"
FAINT_INK = "#9AA3AB"
HALO = "#FFFFFF"
ABOVE = "#C8401B"
NEAR = "#E0A100"
SHORTAGE = "#7A3E9D"
CHANGED = "#00796B"
VACANT = "#FFFFFF"
VACANT_DOTS = "#A9ADB0"
CONTRACTOR = "#CFC8BC"
CONTRACTOR_LINES = "#4A4F55"


@dataclass(frozen=True)
class Fill:
    """How an area is filled: a colour, and a pattern drawn over it in another.

    Parameters
    ----------
    hatch
        matplotlib's letters for a pattern; empty: none.
    ink
        Colour of the pattern.
    text
        Colour of what is written on it.
    """

    face: str
    hatch: str = ""
    ink: str = INK
    weight: float = 0.6
    text: str = INK


VACANT_FILL = Fill(VACANT, "..", VACANT_DOTS, 0.0, SOFT_INK)
CONTRACTOR_FILL = Fill(CONTRACTOR, "xxx", CONTRACTOR_LINES, 0.45)
UNHELD_FILL = Fill(UNHELD, text=SOFT_INK)
CIRCULATION_FILL = Fill(CIRCULATION, text=SOFT_INK)
SHAFT_FILL = Fill(SHAFT, text=SOFT_INK)


def lighter(colour: str, share: float) -> str:
    """Return a colour mixed with white; ``share`` 0 is the colour itself, 1 is white."""
    return _mixed(colour, (1.0, 1.0, 1.0), share)


def darker(colour: str, share: float) -> str:
    """Return a colour mixed with the ink of the figures."""
    return _mixed(colour, to_rgb(INK), share)


def _mixed(colour: str, other: tuple[float, float, float], share: float) -> str:
    red, green, blue = (a + (b - a) * share for a, b in zip(to_rgb(colour), other, strict=True))
    return to_hex((red, green, blue)).upper()


def readable_on(colour: str) -> str:
    """Return the colour for text on a ground: dark ink, white where the ground is dark."""
    red, green, blue = _linear(np.asarray(to_rgb(colour)))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return INK if luminance > 0.26 else HALO


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the sRGB colour of an OKLCH triple (hue in degrees), clipped to the gamut.

    Notes
    -----
    Matrices of B. Ottosson, "A perceptual color space for image processing", 2020.
    """
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = np.array(
        [
            4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
        ]
    )
    return to_hex(tuple(_gamma(np.clip(linear, 0.0, 1.0)))).upper()


def _linear(rgb: FloatArray) -> FloatArray:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def _gamma(linear: FloatArray) -> FloatArray:
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


#: Linear RGB as seen by people without long-wave, without medium-wave cones, and in greyscale.
#: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for
#: simulation of color vision deficiency", IEEE TVCG 15 (2009), table 1, severity 1.0; ITU-R BT.709.
VISIONS: dict[str, FloatArray] = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "greyscale": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
}


def as_seen(rgb: FloatArray, vision: str) -> FloatArray:
    """Return sRGB values (..., 3) as a kind of eye, or a greyscale printer, sees them."""
    seen = _linear(np.asarray(rgb, float)) @ VISIONS[vision].T
    return _gamma(np.clip(seen, 0.0, 1.0))


def to_oklab(rgb: FloatArray) -> FloatArray:
    """Return sRGB values (..., 3) in OKLab, in which distances are what the eye sees."""
    cones = (
        _linear(np.asarray(rgb, float))
        @ np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        ).T
    )
    lab: FloatArray = (
        np.cbrt(cones)
        @ np.array(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ]
        ).T
    )
    return lab


def distances(colours: list[str], vision: str) -> FloatArray:
    """Return the differences (n, n) between colours in OKLab, as a kind of eye sees them."""
    lab = to_oklab(as_seen(np.array([to_rgb(colour) for colour in colours]), vision))
    apart: FloatArray = np.sqrt(((lab[:, None] - lab[None, :]) ** 2).sum(axis=-1))
    return apart
