"""The ground plan of a space: its extruded profile, or else what its shape covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.placements import (
    FARTHEST,
    Matrix,
    PlacementError,
    axis_matrix,
    in_plan,
)

#: Cosine of the steepest slope that still counts as a floor (45 degrees).
_FLAT = 0.7
_VERTICAL = 0.9999
_MOST_POINTS = 100_000


@dataclass(frozen=True)
class Footprint:
    """What a space covers, seen from above in the world's axes, metres.

    Parameters
    ----------
    bottom, top
        Heights between which it lies; equal where only a plan was drawn.
    evidence
        ``profile``, ``shape``, ``plan`` (curves) or ``box`` (a bounding box, a guess).
    """

    area: BaseGeometry
    bottom: float
    top: float
    evidence: str


class Footprints:
    """Reads ground plans out of one file."""

    def __init__(self, model: IfcModel) -> None:
        self._metre = model.metre
        self._placements = model.placements

    @cached_property
    def _settings(self) -> Any:
        from ifcopenshell import geom

        settings = geom.settings()
        settings.set("use-world-coords", True)
        settings.set("mesher-linear-deflection", 0.002)  # metres between arc and chord
        return settings

    def of(self, space: Any) -> Footprint | None:
        """Return what a space covers; None where it has no shape that can be read.

        Raises
        ------
        PlacementError
            If its placement leads nowhere.
        """
        matrix = self._placements.of(space)
        items = _items(space)
        found = (
            self._of_profiles(items, matrix)
            or self._of_shape(space)
            or self._of_curves(items, matrix)
            or self._of_box(items, matrix)
        )
        if found is not None and not _is_sane(found):
            raise PlacementError("coordinates beyond all bounds")
        return found

    def _of_profiles(self, items: list[Any], matrix: Matrix) -> Footprint | None:
        """Return the profiles of solids that rise straight up; None where one does not."""
        solids = [
            item for item in items if item.is_a("IfcSolidModel") or item.is_a("IfcBooleanResult")
        ]
        found = [self._of_solid(solid, matrix) for solid in solids]
        prints = [footprint for footprint in found if footprint is not None]
        if not prints or len(prints) < len(found):
            return None
        return Footprint(
            shapely.union_all([p.area for p in prints]) if len(prints) > 1 else prints[0].area,
            min(p.bottom for p in prints),
            max(p.top for p in prints),
            "profile",
        )

    def _of_solid(self, solid: Any, matrix: Matrix) -> Footprint | None:
        if solid.is_a() != "IfcExtrudedAreaSolid":
            return None
        profile = _straight_profile(solid.SweptArea, self._metre)
        own = matrix @ axis_matrix(solid.Position, self._metre)
        direction = np.array((*solid.ExtrudedDirection.DirectionRatios, 0.0)[:3], dtype=float)
        rise = own[:3, :3] @ (direction / max(float(np.linalg.norm(direction)), 1e-12))
        if profile is None or abs(rise[2]) < _VERTICAL or abs(own[2, 2]) < _VERTICAL:
            return None
        one, other = own[2, 3], own[2, 3] + rise[2] * solid.Depth * self._metre
        area = in_plan(profile, own)
        return Footprint(area, float(min(one, other)), float(max(one, other)), "profile")

    def _of_shape(self, space: Any) -> Footprint | None:
        """Return the faces of the lower half of its shape that lie flat, else all it covers."""
        from ifcopenshell import geom

        try:
            geometry = geom.create_shape(self._settings, space).geometry
        except RuntimeError:  # "Failed to process shape": whatever the kernel could not make
            return None
        points = np.array(geometry.verts, dtype=np.float64).reshape(-1, 3)
        faces = np.array(geometry.faces, dtype=np.int64).reshape(-1, 3)
        if not (len(faces) and np.isfinite(points).all()):
            return None
        corners = points[faces]
        normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        lengths = np.linalg.norm(normals, axis=1)
        slopes = np.abs(normals[:, 2]) / np.where(lengths > 0, lengths, 1.0)
        bottom, top = float(points[:, 2].min()), float(points[:, 2].max())
        low = corners[:, :, 2].max(axis=1) <= (bottom + top) / 2
        covered = _union(corners[(slopes > 1e-3)])
        floor = _union(corners[(slopes > _FLAT) & low])
        area = floor if floor.area >= covered.area / 2 else covered
        return Footprint(area, bottom, top, "shape") if area.area > 0 else None

    def _of_curves(self, items: list[Any], matrix: Matrix) -> Footprint | None:
        curves = [
            element
            for item in items
            if item.is_a("IfcGeometricSet")
            for element in item.Elements
            if element.is_a("IfcCurve")
        ]
        rings = [_straight_curve(curve, self._metre) for curve in curves]
        lines = [shapely.LineString(points) for points in rings if points and len(points) > 1]
        area = shapely.union_all(shapely.get_parts(shapely.polygonize(lines))) if lines else None
        if area is None or area.is_empty:
            return None
        height = float(matrix[2, 3])
        return Footprint(in_plan(area, matrix), height, height, "plan")

    def _of_box(self, items: list[Any], matrix: Matrix) -> Footprint | None:
        for item in items:
            if item.is_a("IfcBoundingBox"):
                x, y = (c * self._metre for c in item.Corner.Coordinates[:2])
                area = shapely.box(x, y, x + item.XDim * self._metre, y + item.YDim * self._metre)
                height = float(matrix[2, 3])
                top = height + item.ZDim * self._metre
                return Footprint(in_plan(area, matrix), height, top, "box")
        return None


def _is_sane(footprint: Footprint) -> bool:
    numbers = np.array([*footprint.area.bounds, footprint.bottom, footprint.top])
    return bool((np.abs(numbers) < FARTHEST).all())


def _items(space: Any) -> list[Any]:
    """Return all items of all representations, those of the body first."""
    shapes = space.Representation.Representations if space.Representation else ()
    ordered = sorted(shapes, key=lambda shape: shape.RepresentationIdentifier != "Body")
    body = [shape for shape in ordered if shape.RepresentationIdentifier == "Body"]
    return [item for shape in body or ordered for item in shape.Items] + [
        item for shape in ordered if body and shape not in body for item in shape.Items
    ]


def _union(triangles: Matrix) -> BaseGeometry:
    if not len(triangles):
        return Polygon()
    return shapely.union_all(shapely.set_precision(shapely.polygons(triangles[:, :, :2]), 1e-4))


def _straight_profile(profile: Any, metre: float) -> Polygon | None:
    """Return a profile of straight lines, metres; None for any other."""
    kind = profile.is_a()
    if kind == "IfcRectangleProfileDef":
        x, y = profile.XDim * metre / 2, profile.YDim * metre / 2
        return in_plan(shapely.box(-x, -y, x, y), axis_matrix(profile.Position, metre))  # type: ignore[return-value] # an affine image of a box is a polygon
    if kind not in ("IfcArbitraryClosedProfileDef", "IfcArbitraryProfileDefWithVoids"):
        return None
    outer = _straight_curve(profile.OuterCurve, metre)
    inner = [_straight_curve(curve, metre) for curve in getattr(profile, "InnerCurves", ())]
    if outer is None or len(outer) < 3 or any(hole is None for hole in inner):
        return None
    return Polygon(outer, [hole for hole in inner if hole is not None and len(hole) > 2])


def _straight_curve(curve: Any, metre: float) -> list[tuple[float, float]] | None:
    """Return the corners of a curve of straight lines, metres; None for any other."""
    points: list[tuple[float, ...]]
    if curve.is_a("IfcPolyline"):
        points = [point.Coordinates for point in curve.Points]
    elif curve.is_a("IfcIndexedPolyCurve"):
        if any(segment.is_a("IfcArcIndex") for segment in curve.Segments or ()):
            return None
        coordinates = curve.Points.CoordList
        if curve.Segments:
            order = [i for segment in curve.Segments for i in segment.wrappedValue]
            coordinates = [coordinates[i - 1] for i in order]
        points = list(coordinates)
    else:
        return None
    if len(points) > _MOST_POINTS:
        return None
    scaled = [(float(x) * metre, float(y) * metre) for x, y, *_ in points]
    if not np.isfinite(scaled).all():
        raise PlacementError("coordinates that are not finite")
    return scaled
