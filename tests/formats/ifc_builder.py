"""Small IFC files, made by ifcopenshell itself, for one trap each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Corners = Sequence[tuple[float, float]]


def rectangle(x: float, y: float, width: float, depth: float) -> Corners:
    """Return a rectangle's corners, counter-clockwise from its lower left one."""
    return [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]


class IfcBuilder:
    """Builds one file; lengths are in its own units throughout.

    Parameters
    ----------
    unit
        ``METRE``, ``MILLIMETRE`` or ``FOOT``; areas are in square metres or square feet.
    """

    def __init__(self, schema: str = "IFC4", unit: str = "METRE") -> None:
        import ifcopenshell
        from ifcopenshell.guid import new

        self.file: Any = ifcopenshell.file(schema=schema)
        self._new_id = new
        self.project = self.root("IfcProject", Name="Test")
        self.project.UnitsInContext = self.make("IfcUnitAssignment", Units=self._units(unit))
        self.site = self.root("IfcSite", Name="Campus", ObjectPlacement=self.placement())
        self.aggregate(self.project, self.site)
        self.building = self.add_building("House")

    def make(self, kind: str, *arguments: Any, **attributes: Any) -> Any:
        return self.file.create_entity(kind, *arguments, **attributes)

    def root(self, kind: str, **attributes: Any) -> Any:
        return self.make(kind, **{"GlobalId": self._new_id(), **attributes})

    def _units(self, unit: str) -> list[Any]:
        prefix = "MILLI" if unit == "MILLIMETRE" else None
        metre = self.make("IfcSIUnit", UnitType="LENGTHUNIT", Prefix=prefix, Name="METRE")
        square = self.make("IfcSIUnit", UnitType="AREAUNIT", Name="SQUARE_METRE")
        if unit != "FOOT":
            return [metre, square]
        return [
            self._converted("LENGTHUNIT", "FOOT", "IfcLengthMeasure", 0.3048, metre),
            self._converted("AREAUNIT", "SQUARE FOOT", "IfcAreaMeasure", 0.09290304, square),
        ]

    def _converted(self, kind: str, name: str, measure: str, factor: float, base: Any) -> Any:
        dimensions = self.make("IfcDimensionalExponents", 1, 0, 0, 0, 0, 0, 0)
        value = self.make("IfcMeasureWithUnit", self.make(measure, factor), base)
        return self.make("IfcConversionBasedUnit", dimensions, kind, name, value)

    def point(self, *coordinates: float) -> Any:
        return self.make("IfcCartesianPoint", [float(c) for c in coordinates])

    def placement(
        self,
        at: tuple[float, float, float] = (0.0, 0.0, 0.0),
        within: Any = None,
        x_axis: tuple[float, float] = (1.0, 0.0),
    ) -> Any:
        axes = self.make(
            "IfcAxis2Placement3D",
            self.point(*at),
            self.make("IfcDirection", [0.0, 0.0, 1.0]),
            self.make("IfcDirection", [*map(float, x_axis), 0.0]),
        )
        return self.make("IfcLocalPlacement", within, axes)

    def aggregate(self, whole: Any, *parts: Any) -> None:
        self.root("IfcRelAggregates", RelatingObject=whole, RelatedObjects=list(parts))

    def add_building(
        self,
        name: str,
        at: tuple[float, float, float] = (0.0, 0.0, 0.0),
        x_axis: tuple[float, float] = (1.0, 0.0),
        site: Any = None,
    ) -> Any:
        site = site or self.site
        placement = self.placement(at, site.ObjectPlacement, x_axis)
        building = self.root("IfcBuilding", Name=name, ObjectPlacement=placement)
        self.aggregate(site, building)
        return building

    def add_storey(self, name: str, height: float = 0.0, building: Any = None) -> Any:
        building = building or self.building
        placement = self.placement((0.0, 0.0, height), building.ObjectPlacement)
        storey = self.root("IfcBuildingStorey", Name=name, ObjectPlacement=placement)
        storey.Elevation = height
        self.aggregate(building, storey)
        return storey

    def polyline(self, corners: Corners) -> Any:
        return self.make("IfcPolyline", [self.point(*p) for p in (*corners, corners[0])])

    def solid(self, profile: Any, height: float = 3.0) -> Any:
        axes = self.make("IfcAxis2Placement3D", self.point(0.0, 0.0, 0.0))
        up = self.make("IfcDirection", [0.0, 0.0, 1.0])
        return self.make("IfcExtrudedAreaSolid", profile, axes, up, float(height))

    def prism(self, corners: Corners, height: float = 3.0, holes: Iterable[Corners] = ()) -> Any:
        inner = [self.polyline(hole) for hole in holes]
        kind = "IfcArbitraryProfileDefWithVoids" if inner else "IfcArbitraryClosedProfileDef"
        profile = self.make(kind, "AREA", None, self.polyline(corners))
        if inner:
            profile.InnerCurves = inner
        return self.solid(profile, height)

    def shape(self, *items: Any, kind: str = "SweptSolid", identifier: str = "Body") -> Any:
        context = self.make("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5)
        context.WorldCoordinateSystem = self.make("IfcAxis2Placement3D", self.point(0.0, 0.0, 0.0))
        body = self.make("IfcShapeRepresentation", context, identifier, kind, list(items))
        return self.make("IfcProductDefinitionShape", Representations=[body])

    def add_space(
        self, name: str | None, storey: Any, *items: Any, long_name: str = "", **attributes: Any
    ) -> Any:
        space = self.root(
            "IfcSpace",
            Name=name,
            LongName=long_name or None,
            ObjectPlacement=self.placement(within=storey.ObjectPlacement),
            Representation=self.shape(*items) if items else None,
            CompositionType=attributes.pop("CompositionType", "ELEMENT"),
            **attributes,
        )
        self.aggregate(storey, space)
        return space

    def add_room(
        self,
        name: str | None,
        storey: Any,
        corners: Corners,
        long_name: str = "OFFICE",
        **more: Any,
    ) -> Any:
        return self.add_space(name, storey, self.prism(corners), long_name=long_name, **more)

    def add_door(
        self,
        storey: Any,
        at: tuple[float, float],
        x_axis: tuple[float, float] = (1.0, 0.0),
        rooms: Iterable[Any] = (),
        width: float = 1.0,
        **attributes: Any,
    ) -> Any:
        """Add a door by the corner where its width begins, as the standard places it."""
        placement = self.placement((*at, 0.0), storey.ObjectPlacement, x_axis)
        door = self.root("IfcDoor", ObjectPlacement=placement, OverallWidth=width, **attributes)
        self.root(
            "IfcRelContainedInSpatialStructure", RelatedElements=[door], RelatingStructure=storey
        )
        for room in rooms:
            self.bound(room, door)
        return door

    def bound(self, room: Any, element: Any, kind: str = "PHYSICAL") -> None:
        self.root(
            "IfcRelSpaceBoundary",
            RelatingSpace=room,
            RelatedBuildingElement=element,
            PhysicalOrVirtualBoundary=kind,
            InternalOrExternalBoundary="INTERNAL",
        )

    def add_properties(self, element: Any, name: str, **values: Any) -> None:
        properties = [
            self.make("IfcPropertySingleValue", key.replace("_", " "), None, self._measure(value))
            for key, value in values.items()
        ]
        self._define(element, self.root("IfcPropertySet", Name=name, HasProperties=properties))

    def _measure(self, value: Any) -> Any:
        if isinstance(value, bool):
            return self.make("IfcBoolean", value)
        return self.make("IfcLabel" if isinstance(value, str) else "IfcReal", value)

    def add_net_area(self, space: Any, area: float) -> None:
        quantity = self.make("IfcQuantityArea", Name="NetFloorArea", AreaValue=float(area))
        name = "Qto_SpaceBaseQuantities"
        self._define(space, self.root("IfcElementQuantity", Name=name, Quantities=[quantity]))

    def _define(self, element: Any, definition: Any) -> None:
        self.root(
            "IfcRelDefinesByProperties",
            RelatedObjects=[element],
            RelatingPropertyDefinition=definition,
        )

    def add_group(self, kind: str, name: str, members: list[Any], **attributes: Any) -> Any:
        group = self.root(kind, Name=name, **attributes)
        self.root("IfcRelAssignsToGroup", RelatedObjects=members, RelatingGroup=group)
        return group

    def write(self, folder: Path, name: str = "house.ifc") -> Path:
        path = folder / name
        self.file.write(str(path))
        return path


def add_corridor_storey(builder: IfcBuilder, storey: Any, prefix: str = "1") -> dict[str, Any]:
    """Add two offices of 3.6 × 5.0 m south of a corridor of 7.4 × 1.8 m, with walls of 0.2 m."""
    return {
        "west": builder.add_room(f"{prefix}01", storey, rectangle(0.0, 0.0, 3.6, 5.0)),
        "east": builder.add_room(f"{prefix}02", storey, rectangle(3.8, 0.0, 3.6, 5.0)),
        "corridor": builder.add_room(
            f"{prefix}00", storey, rectangle(0.0, 5.2, 7.4, 1.8), "CORRIDOR"
        ),
    }
