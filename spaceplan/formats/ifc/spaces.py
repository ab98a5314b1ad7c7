"""Which spaces of a file are rooms, and what each of them covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spaceplan.formats.ifc.footprints import Footprint, Footprints
from spaceplan.formats.ifc.notes import listed
from spaceplan.formats.ifc.opening import IfcModel, refuse
from spaceplan.formats.ifc.placements import PlacementError
from spaceplan.formats.ifc.properties import PropertySets, property_sets
from spaceplan.i18n import N_, Message
from spaceplan.progress import Progress

_DEEPEST = 50


@dataclass(frozen=True)
class DrawnSpace:
    """A space that is a room, with its ground plan in the world's axes."""

    instance: Any
    sets: PropertySets
    footprint: Footprint


@dataclass(frozen=True)
class Spaces:
    """The rooms of a file; ``part_of`` leads from a part of a room to the room itself."""

    drawn: tuple[DrawnSpace, ...]
    part_of: dict[int, int]


def label(space: Any) -> str:
    """Return what a note calls a space: its name and long name, else its GlobalId."""
    words = (text.strip() for text in (space.Name, space.LongName) if text and text.strip())
    return " ".join(words) or str(space.GlobalId)


def parents(instance: Any) -> list[Any]:
    """Return what an object is a part of or lies in, from the nearest to the farthest."""
    found: list[Any] = []
    seen = {instance.id()}
    while (instance := _parent(instance)) is not None and instance.id() not in seen:
        seen.add(instance.id())
        found.append(instance)
        if len(found) >= _DEEPEST:
            break
    return found


def _parent(instance: Any) -> Any:
    for relation in getattr(instance, "Decomposes", None) or ():
        if getattr(relation, "RelatingObject", None) is not None:
            return relation.RelatingObject
    for relation in getattr(instance, "ContainedInStructure", None) or ():
        return relation.RelatingStructure
    return None


def read_spaces(model: IfcModel, progress: Progress) -> Spaces:
    """Return the rooms of a file with their ground plans; what is left out becomes a note.

    Raises
    ------
    InputError
        If no space has a shape.
    """
    spaces, part_of = _rooms_among(model)
    footprints = Footprints(model)
    drawn: list[DrawnSpace] = []
    shapeless: list[Any] = []
    for done, space in enumerate(spaces):
        progress.step(N_("Reading the rooms"), done, len(spaces))
        footprint = _footprint(model, footprints, space)
        if footprint is None:
            shapeless.append(space)
        else:
            drawn.append(DrawnSpace(space, property_sets(space), footprint))
    _note_guesses(model, drawn, shapeless)
    if not drawn:
        found = Message.of(N_("{number} IfcSpace instances, none with a shape"), number=len(spaces))
        raise refuse(model.name, found, Message.of(N_("rooms as IfcSpace with a ground plan")))
    return Spaces(tuple(drawn), part_of)


def _footprint(model: IfcModel, footprints: Footprints, space: Any) -> Footprint | None:
    try:
        footprint = footprints.of(space)
    except PlacementError as error:
        found = Message.of(N_("room '{room}' with {reason}"), room=label(space), reason=error)
        model.notes.add(found, Message.of(N_("a place in the building")), space)
        return None
    except (AttributeError, IndexError, RuntimeError, TypeError, ValueError) as error:
        # References that lead nowhere or to the wrong kind: the file's fault, this room's only.
        found = Message.of(
            N_("room '{room}' with a shape that cannot be read ({reason})"),
            room=label(space),
            reason=error,
        )
        model.notes.add(found, Message.of(N_("a valid shape")), space)
        return None
    return footprint


def _rooms_among(model: IfcModel) -> tuple[list[Any], dict[int, int]]:
    """Return the spaces that are rooms: not envelopes, terraces, groups or parts of rooms."""
    spaces = model.file.by_type("IfcSpace")
    kept, outside, envelopes, groups = [], [], [], []
    part_of: dict[int, int] = {}
    for space in spaces:
        whole = next((p for p in parents(space) if p.is_a("IfcSpace")), None)
        if _kind(space) == "GFA":
            envelopes.append(space)
        elif _kind(space) == "EXTERNAL":
            outside.append(space)
        elif whole is not None and space.CompositionType == "PARTIAL" and whole.Representation:
            part_of[space.id()] = whole.id()
        elif _is_group(space):
            groups.append(space)
        else:
            kept.append(space)
    _note_left_out(model, outside, envelopes, groups)
    if part_of:
        found = Message.of(N_("parts of rooms: {number}"), number=len(part_of))
        model.notes.add(found, Message.of(N_("rooms; the whole rooms were taken")))
    return kept, part_of


def _kind(space: Any) -> str:
    kinds = {
        getattr(space, "PredefinedType", None),
        getattr(space, "InteriorOrExteriorSpace", None),
    }
    return next((kind for kind in ("GFA", "EXTERNAL") if kind in kinds), "")


def _is_group(space: Any) -> bool:
    """Return whether a space is made of other spaces, which then are the rooms."""
    parts = [
        part
        for relation in getattr(space, "IsDecomposedBy", None) or ()
        for part in relation.RelatedObjects or ()
        if part.is_a("IfcSpace") and part.CompositionType != "PARTIAL" and part != space
    ]
    return any(part.Representation for part in parts)


def _note_left_out(
    model: IfcModel, outside: list[Any], envelopes: list[Any], groups: list[Any]
) -> None:
    for spaces, found, expected in (
        (outside, N_("spaces outside: {number} ({names})"), N_("rooms; they were left out")),
        (envelopes, N_("gross floor areas: {number} ({names})"), N_("rooms; they were left out")),
        (groups, N_("groups of rooms: {number} ({names})"), N_("rooms; their parts were taken")),
    ):
        if spaces:
            names = listed([label(space) for space in spaces])
            message = Message.of(found, number=len(spaces), names=names)
            model.notes.add(message, Message.of(expected), spaces[0])


def _note_guesses(model: IfcModel, drawn: list[DrawnSpace], shapeless: list[Any]) -> None:
    for space in shapeless:
        found = Message.of(N_("room '{room}' without a ground plan"), room=label(space))
        model.notes.add(found, Message.of(N_("a shape; the room was left out")), space)
    boxes = [label(s.instance) for s in drawn if s.footprint.evidence == "box"]
    if boxes:
        found = Message.of(
            N_("rooms drawn as bounding boxes only: {number} ({names})"),
            number=len(boxes),
            names=listed(boxes),
        )
        model.notes.add(found, Message.of(N_("their true outlines; the boxes were taken")))
