"""Where things are: chains of local placements as one matrix in metres."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

Matrix = NDArray[np.float64]
_LONGEST_CHAIN = 200
#: Beyond this, metres, coordinates are slips: the Earth is 4e7 m round.
FARTHEST = 1e8


class PlacementError(ValueError):
    """A placement that leads nowhere: a circle, or numbers that are none."""


def placement_matrix(placement: Any, metre: float) -> Matrix:
    """Return the 4 × 4 matrix from a placement's own axes to the world's, metres.

    No placement at all is the world's origin.

    Raises
    ------
    PlacementError
        If the chain of placements is a circle or holds numbers that are not finite.
    """
    matrix = np.eye(4)
    seen: set[int] = set()
    while placement is not None:
        if placement.id() in seen or len(seen) > _LONGEST_CHAIN:
            raise PlacementError("placements that are relative to each other in a circle")
        seen.add(placement.id())
        relative = getattr(placement, "RelativePlacement", None)
        matrix = axis_matrix(relative, metre) @ matrix
        placement = getattr(placement, "PlacementRelTo", None)
    return matrix


def axis_matrix(axes: Any, metre: float) -> Matrix:
    """Return the matrix of an ``IfcAxis2Placement2D`` or ``3D``, metres; see above."""
    if axes is None:
        return np.eye(4)
    from ifcopenshell.util.placement import get_axis2placement

    matrix = np.array(get_axis2placement(axes), dtype=np.float64)
    matrix[:3, 3] *= metre
    if not (np.isfinite(matrix).all() and (np.abs(matrix[:3, 3]) < FARTHEST).all()):
        raise PlacementError("a placement with numbers that are not finite")
    return matrix


def in_plan(geometry: BaseGeometry, matrix: Matrix) -> BaseGeometry:
    """Return a flat geometry moved by a matrix, seen from above."""
    (a, b, x), (d, e, y) = matrix[0, [0, 1, 3]], matrix[1, [0, 1, 3]]
    return affine_transform(geometry, (a, b, d, e, x, y))


def inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that leads back; raises PlacementError where none does."""
    try:
        return np.asarray(np.linalg.inv(matrix), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise PlacementError("a placement whose axes are one") from error


def rotation_of(matrix: Matrix) -> float:
    """Return by how much a matrix turns about the vertical, degrees counter-clockwise."""
    return float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
