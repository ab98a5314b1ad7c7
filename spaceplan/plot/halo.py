"""The halo around a zone's name: its letters grown into one soft shape."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import shapely
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from spaceplan.plot.fonts import font, text_width
from spaceplan.plot.geometry import path_of
from spaceplan.plot.page import BASELINE

#: Width of the halo, and by how much its edge may be simplified, points.
_WIDTH, _SIMPLER = 1.7, 0.15


@lru_cache(maxsize=1024)
def halo_path(text: str, size: float) -> Path:
    """Return the halo of a centred line of text, points about its middle."""
    outline = TextPath((0.0, 0.0), text, prop=font(size), usetex=False)
    drawn = [np.asarray(ring) for ring in outline.to_polygons(closed_only=True)]
    letters = [shapely.Polygon(ring) for ring in drawn if len(ring) >= 4]
    if not letters:
        return Path([(0.0, 0.0)])
    grown = shapely.union_all(shapely.buffer(letters, 2 * _WIDTH, quad_segs=3))
    shape = grown.buffer(-_WIDTH, quad_segs=3).simplify(_SIMPLER)
    whole = shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(shape)])
    path = path_of(whole)
    middle = (text_width(text, size) / 2, BASELINE * size)
    return Path(np.asarray(path.vertices) - middle, path.codes)
