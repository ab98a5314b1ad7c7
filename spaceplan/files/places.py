"""From the building files' data to the model's buildings, storeys, rooms and doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from spaceplan.files.raw_building import FileBuilding, FileDoor, FileRoom, FileStorey
from spaceplan.files.raw_portfolio import FileSite
from spaceplan.files.yaml_reader import YamlDocument
from spaceplan.model.common import Point, Source
from spaceplan.model.places import (
    Attendance,
    Building,
    Door,
    OutdoorWay,
    Ring,
    Room,
    Site,
    Storey,
    storey_id,
)

T = TypeVar("T")


def paired(items: tuple[T, ...], data: Any, key: str) -> Iterator[tuple[T, Any]]:
    """Iterate over validated items, each with the data from which it came."""
    if items:
        yield from zip(items, data[key], strict=True)


def to_building(file: FileBuilding, document: YamlDocument) -> Building:
    """Return the model's building."""
    name, data = document.file, document.data
    return Building(
        id=file.building,
        site=file.site,
        storeys=tuple(
            _storey(file.building, storey, part, name)
            for storey, part in paired(file.storeys, data, "storeys")
        ),
        name=file.name.to_model(),
        high_rise=file.high_rise,
        origin=file.origin,
        rotation=file.rotation,
        entrances=file.entrances,
        gross_area=file.gross_area,
        footprint=file.footprint,
        built_year=file.built_year,
        structure=file.structure,
        title_status=file.title_status,
        land_title=file.land_title,
        owner=file.owner,
        acquired_by=file.acquired_by,
        attendance=tuple(Attendance(line.year, line.people) for line in file.attendance),
        source=Source(name, data.line),
    )


def _storey(building: str, file: FileStorey, data: Any, name: str) -> Storey:
    return Storey(
        id=storey_id(building, file.number),
        number=file.number,
        elevation=file.elevation,
        rooms=tuple(_room(r, Source(name, d.line)) for r, d in paired(file.rooms, data, "rooms")),
        doors=tuple(_door(r, Source(name, d.line)) for r, d in paired(file.doors, data, "doors")),
        name=None if file.name is None else file.name.to_model(),
        source=Source(name, data.line),
    )


def _room(file: FileRoom, source: Source) -> Room:
    return Room(
        id=file.id,
        use=file.use,
        outline=_ring(file.outline),
        holes=tuple(_ring(hole) for hole in file.holes),
        area=file.area,
        name=None if file.name is None else file.name.to_model(),
        shaft=file.shaft,
        tags=file.tags,
        private_to=file.private_to,
        approved_use=file.approved_use,
        ledger_area=file.ledger_area,
        certificate_area=file.certificate_area,
        vacant_since=file.vacant_since,
        source=source,
    )


def _ring(points: tuple[Point, ...]) -> Ring:
    """Return an outline without its first point repeated at the end, as GeoJSON has it."""
    return points[:-1] if points[0] == points[-1] and len(points) > 1 else points


def _door(file: FileDoor, source: Source) -> Door:
    return Door(between=file.between, at=file.at, id=file.id, source=source)


def to_sites(files: tuple[FileSite, ...], document: YamlDocument) -> tuple[Site, ...]:
    """Return the model's sites."""
    return tuple(
        Site(
            id=file.id,
            name=file.name.to_model(),
            at=file.at,
            north=file.north,
            outdoor=tuple(
                OutdoorWay(way.between, way.length, Source(document.file, part.line))
                for way, part in paired(file.outdoor, data, "outdoor")
            ),
            address=file.address,
            site_area=file.site_area,
            source=Source(document.file, data.line),
        )
        for file, data in paired(files, document.data, "sites")
    )
