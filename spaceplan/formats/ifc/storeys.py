"""Storeys of one building: how high they lie, and what number the house gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from spaceplan.formats.ifc.opening import IfcModel
from spaceplan.formats.ifc.placements import Matrix
from spaceplan.formats.ifc.spaces import DrawnSpace
from spaceplan.i18n import N_, Message
from spaceplan.model.places import storey_id

#: A storey this far below the building's zero still counts as the ground floor, metres.
_GROUND_TOLERANCE = 1.0
#: Floors closer to each other than this belong to one storey where none is stated, metres.
_ONE_STOREY = 1.5
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,]*\d)")
_HIGHEST_NUMBER = 200


@dataclass(frozen=True)
class PlacedStorey:
    """A storey with its rooms; ``instance`` is None where the file has none for them."""

    id: str
    number: int
    elevation: float
    name: str
    instance: Any
    spaces: tuple[DrawnSpace, ...]


@dataclass(frozen=True)
class _Level:
    elevation: float
    name: str
    instance: Any
    spaces: tuple[DrawnSpace, ...]


def place_storeys(
    building: str,
    stated: list[Any],
    rooms: list[tuple[DrawnSpace, Any]],
    to_plane: Matrix,
    model: IfcModel,
) -> tuple[PlacedStorey, ...]:
    """Return a building's storeys that have rooms, from the lowest up.

    Parameters
    ----------
    stated
        Its ``IfcBuildingStorey`` instances, also those without rooms.
    rooms
        Each room with the storey that it lies on, None where the file does not say.
    to_plane
        From the world's axes to the building's.
    """
    heights = {storey.id(): _elevation(storey, to_plane, model) for storey in stated}
    lost = [space for space, storey in rooms if storey is None]
    found = _by_height(lost, stated, heights, to_plane)
    levels = []
    for storey in stated:
        own = [space for space, on in rooms if on is not None and on.id() == storey.id()]
        own += found.pop(storey.id(), [])
        name = storey.Name or storey.LongName or ""
        if own:
            levels.append(_Level(heights[storey.id()], name, storey, tuple(own)))
        else:
            message = Message.of(N_("storey '{name}' without rooms"), name=name)
            model.notes.add(message, Message.of(N_("rooms; the storey was left out")), storey)
    for spaces in found.values():
        bottom = min(_bottom(space, to_plane) for space in spaces)
        levels.append(_Level(round(bottom, 3), "", None, tuple(spaces)))
    if lost:
        message = Message.of(N_("rooms on no storey: {number}"), number=len(lost))
        expected = Message.of(N_("a storey each; they were placed by their height"))
        model.notes.add(message, expected, lost[0].instance)
    levels.sort(key=lambda level: level.elevation)
    numbers = _numbers(levels)
    return tuple(
        PlacedStorey(
            storey_id(building, number),
            number,
            level.elevation,
            level.name,
            level.instance,
            level.spaces,
        )
        for number, level in zip(numbers, levels, strict=True)
    )


def _elevation(storey: Any, to_plane: Matrix, model: IfcModel) -> float:
    """Return a storey's height above the building's zero, metres.

    Its placement counts: the attribute ``Elevation`` is written above sea level by some programs.
    """
    if storey.ObjectPlacement is None:
        return round(float(storey.Elevation or 0.0) * model.metre, 3) + 0.0
    matrix = to_plane @ model.placements.of(storey)
    return round(float(matrix[2, 3]), 3) + 0.0


def _bottom(space: DrawnSpace, to_plane: Matrix) -> float:
    return float((to_plane @ np.array([0.0, 0.0, space.footprint.bottom, 1.0]))[2])


def _by_height(
    spaces: list[DrawnSpace], stated: list[Any], heights: dict[int, float], to_plane: Matrix
) -> dict[int, list[DrawnSpace]]:
    """Return rooms by the storey whose floor lies below theirs; new keys where none is stated."""
    placed: dict[int, list[DrawnSpace]] = {}
    last = -np.inf
    for space in sorted(spaces, key=lambda space: _bottom(space, to_plane)):
        bottom = _bottom(space, to_plane)
        if stated:
            below = [s for s in stated if heights[s.id()] <= bottom + 0.5] or stated
            storey = min(below, key=lambda s: abs(bottom - heights[s.id()]))
            placed.setdefault(storey.id(), []).append(space)
            continue
        if bottom > last + _ONE_STOREY:
            last = bottom
        placed.setdefault(-1 - round(last * 1000), []).append(space)
    return placed


def _numbers(levels: list[_Level]) -> list[int]:
    """Return the numbers in the storeys' names where they make sense, else count from the ground.

    Counted, the ground floor is 1 and the first storey below it -1.
    """
    named = [_named_number(level) for level in levels]
    numbers = [number for number in named if number is not None]
    if len(numbers) == len(levels) and all(one < next_one for one, next_one in pairwise(numbers)):
        return numbers
    below = sum(level.elevation < -_GROUND_TOLERANCE for level in levels)
    if below == len(levels):
        below = 0  # nothing stands on the zero: the heights are measured from elsewhere
    return [i - below + (i >= below) for i in range(len(levels))]


def _named_number(level: _Level) -> int | None:
    match = _NUMBER.search(level.name)
    if match is None or int(match[0]) > _HIGHEST_NUMBER:
        return None
    number = int(match[0])
    return -number if level.elevation < -_GROUND_TOLERANCE else number
