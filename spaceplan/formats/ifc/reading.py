"""An IFC file as a portfolio, step by step; runs in a process of its own, see ``read_ifc``."""

from __future__ import annotations

from pathlib import Path

from spaceplan.formats.ifc.areas import compare_areas
from spaceplan.formats.ifc.boundaries import Boundaries
from spaceplan.formats.ifc.buildings import (
    PlacedBuilding,
    PlacedSite,
    place_buildings,
    place_on_site,
    place_sites,
)
from spaceplan.formats.ifc.doors import DoorFound, DoorReader
from spaceplan.formats.ifc.entrances import find_entrances
from spaceplan.formats.ifc.landings import add_landings
from spaceplan.formats.ifc.notes import Notes, listed
from spaceplan.formats.ifc.opening import IfcModel, open_ifc, refuse
from spaceplan.formats.ifc.passages import read_passages
from spaceplan.formats.ifc.rooms import RoomPlan, make_rooms, name_of
from spaceplan.formats.ifc.shafts import join_shafts
from spaceplan.formats.ifc.spaces import read_spaces
from spaceplan.formats.ifc.zones import read_zones
from spaceplan.formats.imported import Imported
from spaceplan.formats.readable_ids import slug
from spaceplan.i18n import N_, Message
from spaceplan.model import Building, Door, Portfolio, Settings, Site, Storey
from spaceplan.progress import SILENT, Progress

#: A building is high-rise when it is higher than this, metres: public buildings other than
#: dwellings, 《民用建筑设计统一标准》 GB 50352-2019, 3.1.2.
_HIGH_RISE = 24.0


def read_here(path: Path, *, progress: Progress = SILENT) -> Imported:
    """Read an IFC file in this process; see ``read_ifc``."""
    progress.step(N_("Opening the IFC file"))
    model = open_ifc(path)
    spaces = read_spaces(model, progress)
    buildings = place_buildings(model, path, spaces.drawn)
    sites = place_sites(model, buildings)
    plans = make_rooms(model, buildings)
    tolerance = compare_areas(model, plans)
    if not plans:
        found = Message.of(N_("no room with an area"))
        raise refuse(model.name, found, Message.of(N_("rooms as IfcSpace with a ground plan")))
    progress.step(N_("Reading the doors"))
    plans = join_shafts(add_landings(plans, model.notes), model.notes)
    numbers = frozenset(space.instance.id() for space in spaces.drawn)
    boundaries = Boundaries(model, numbers, spaces.part_of)
    doors = DoorReader(model, plans, boundaries).read()
    passages = {plan.storey.id: read_passages(plan, boundaries) for plan in plans}
    _note_doors(model, doors, passages)
    placed = tuple(
        _building(building, _site_of(building, sites), plans, doors, passages, model.notes)
        for building in buildings
        if any(plan.building.id == building.id for plan in plans)
    )
    zones = read_zones(model, plans, {building.id: building.site for building in placed})
    portfolio = Portfolio(
        id=slug(path.stem).lower() or "imported",
        name=name_of(_project_name(model) or path.stem),
        sites=tuple(Site(id=s.id, name=name_of(s.name), at=s.at, north=s.north) for s in sites),
        buildings=placed,
        departments=zones.departments,
        holdings=zones.holdings,
        settings=Settings(area_tolerance=tolerance),
    )
    return Imported(portfolio, model.notes.faults(model.raw))


def _project_name(model: IfcModel) -> str:
    for project in model.file.by_type("IfcProject"):
        return (project.LongName or "").strip()
    return ""


def _site_of(building: PlacedBuilding, sites: tuple[PlacedSite, ...]) -> PlacedSite:
    return next(site for site in sites if site.instance == building.site)


def _building(
    building: PlacedBuilding,
    site: PlacedSite,
    plans: tuple[RoomPlan, ...],
    doors: tuple[DoorFound, ...],
    passages: dict[str, tuple[Door, ...]],
    notes: Notes,
) -> Building:
    own = tuple(plan for plan in plans if plan.building.id == building.id)
    origin, rotation = place_on_site(building, site)
    return Building(
        id=building.id,
        site=site.id,
        storeys=tuple(_storey(plan, doors, passages[plan.storey.id]) for plan in own),
        name=name_of(building.name),
        high_rise=max(plan.storey.elevation for plan in own) >= _HIGH_RISE,
        origin=origin,
        rotation=rotation,
        entrances=find_entrances(building.id, own, doors, notes),
    )


def _storey(plan: RoomPlan, doors: tuple[DoorFound, ...], passages: tuple[Door, ...]) -> Storey:
    own = tuple(found.door for found in doors if found.storey == plan.storey.id)
    return Storey(
        id=plan.storey.id,
        number=plan.storey.number,
        elevation=plan.storey.elevation,
        rooms=tuple(placed.room for placed in plan.rooms),
        doors=own + passages,
        name=name_of(plan.storey.name) if plan.storey.name else None,
    )


def _note_doors(
    model: IfcModel, doors: tuple[DoorFound, ...], passages: dict[str, tuple[Door, ...]]
) -> None:
    """Report doors that join fewer or more than two rooms, and what was concluded for them."""
    number = len(model.file.by_type("IfcDoor"))
    joining = sum(len(found.door.between) == 2 for found in doors)
    one = [found for found in doors if len(found.door.between) == 1]
    none = [found for found in doors if not found.door.between]
    found = Message.of(
        N_("doors: {number}; they join two rooms: {joining}, bound one room: {one}, none: {none}"),
        number=number,
        joining=joining,
        one=len(one),
        none=number - joining - len(one),
    )
    model.notes.add(found, Message.of(N_("two rooms or one and the outside")))
    for group, template, expected in (
        (one, N_("doors with one room: {names}"), N_("two rooms, unless they lead outside")),
        (none, N_("doors without a room: {names}"), N_("two rooms; they join nothing")),
        (
            [f for f in doors if f.evidence == "position"],
            N_("doors whose rooms the file does not state: {names}"),
            N_("space boundaries; the rooms on their two sides were taken"),
        ),
        (
            [f for f in doors if f.stated > 2],
            N_("doors that bound more than two rooms: {names}"),
            N_("two rooms; those on their two sides were taken"),
        ),
        (
            [f for f in doors if f.stated > 1 and len(f.door.between) < 2],
            N_("doors that bound rooms of different storeys: {names}"),
            N_("rooms of one storey"),
        ),
    ):
        if group:
            names = listed([f"{f.door.id} ({', '.join(f.door.between)})" for f in group])
            model.notes.add(
                Message.of(template, names=names.replace(" ()", "")),
                Message.of(expected),
                group[0].instance,
            )
    open_borders = sum(len(on_storey) for on_storey in passages.values())
    if open_borders:
        found = Message.of(N_("open borders between rooms: {number}"), number=open_borders)
        model.notes.add(found, Message.of(N_("walls or doors; people can walk across them")))
