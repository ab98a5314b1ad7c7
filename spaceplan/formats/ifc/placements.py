"""Where things are: chains of local placements as one matrix in metres."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

Matrix = NDArray[np.float64]
_LONGEST_CHAIN = 200
#: Directions below this length have none.
_SHORTEST = 1e-9
#: A z axis this far along x cannot have x as its reference.
_ALONG = 0.9
#: Beyond this, metres, coordinates are slips: the Earth is 4e7 m round.
FARTHEST = 1e8


class PlacementError(ValueError):
    """A placement that leads nowhere: a circle, or numbers that are none."""


class Placements:
    """The placements of one file, each worked out once.

    Parameters
    ----------
    metre
        One unit of length in metres.
    """

    def __init__(self, metre: float) -> None:
        self.metre = metre
        self._known: dict[int, Matrix] = {}

    def of(self, thing: Any) -> Matrix:
        """Return the 4 × 4 matrix from a thing's own axes to the world's, metres.

        No placement at all is the world's origin.

        Raises
        ------
        PlacementError
            If the chain of placements is a circle or holds numbers that are not finite.
        """
        chain = []
        placement = thing.ObjectPlacement
        seen: set[int] = set()
        while placement is not None and placement.id() not in self._known:
            if placement.id() in seen or len(seen) > _LONGEST_CHAIN:
                raise PlacementError("placements that are relative to each other in a circle")
            seen.add(placement.id())
            chain.append(placement)
            placement = getattr(placement, "PlacementRelTo", None)
        matrix = np.eye(4) if placement is None else self._known[placement.id()]
        for placement in reversed(chain):
            own = axis_matrix(getattr(placement, "RelativePlacement", None), self.metre)
            matrix = self._known[placement.id()] = matrix @ own
        return matrix


def axis_matrix(axes: Any, metre: float) -> Matrix:
    """Return the matrix of an ``IfcAxis2Placement2D`` or ``3D``, metres; see above."""
    if axes is None:
        return np.eye(4)
    try:
        matrix = _square_axes(axes, metre)
    except PlacementError:
        raise
    except (AttributeError, TypeError, ValueError) as error:  # a reference to something else
        raise PlacementError("a placement that is none") from error
    if not (np.isfinite(matrix).all() and (np.abs(matrix[:3, 3]) < FARTHEST).all()):
        raise PlacementError("a placement with numbers that are not finite")
    return matrix


def _square_axes(axes: Any, metre: float) -> Matrix:
    """Build it as the standard says: z is ``Axis``, x is ``RefDirection`` made square to z."""
    z = _direction(getattr(axes, "Axis", None), (0.0, 0.0, 1.0))
    x = _direction(axes.RefDirection, (1.0, 0.0, 0.0) if abs(z[0]) < _ALONG else (0.0, 0.0, 1.0))
    x = x - float(x @ z) * z
    length = float(np.sqrt(x @ x))
    if not length > _SHORTEST:
        raise PlacementError("a placement whose axes are one")
    x = x / length
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 2] = x, z
    matrix[:3, 1] = z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]
    location = [float(c) * metre for c in axes.Location.Coordinates]
    matrix[: len(location), 3] = location
    return matrix


def _direction(direction: Any, default: tuple[float, float, float]) -> NDArray[np.float64]:
    """Return a direction of length one; an absent one or one of length zero is the default."""
    ratios = default if direction is None else (*direction.DirectionRatios, 0.0)[:3]
    vector = np.array(ratios, dtype=np.float64)
    length = float(np.sqrt(vector @ vector))
    return vector / length if length > _SHORTEST else np.array(default)


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
