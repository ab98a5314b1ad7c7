"""Walking in one building and on one site: between the exits and the gates."""

from __future__ import annotations

import numpy as np

from spaceplan.graph.inside import UNITS_PER_M
from spaceplan.graph.outlines import FloatArray, IntArray
from spaceplan.graph.portals import Portals
from spaceplan.graph.reach import EdgeList, Reach
from spaceplan.graph.storey_walk import StoreyWalk
from spaceplan.units import UNREACHABLE_M

#: Length of the walk where there is none, whole micrometres.
UNREACHABLE = UNREACHABLE_M * UNITS_PER_M


class BuildingWalk:
    """Walks in one building, without leaving it.

    Parameters
    ----------
    storeys
        The walks on each storey; rooms are numbered through, storey after storey.
    exits
        For each storey the portals that lead off it.
    gates
        Those of them that lead out of the building.

    Attributes
    ----------
    reach
        From each room to the exits of its storey.
    between
        Walks between all exits, (exits, exits).
    to_gates, between_gates
        Walks from exits to gates, and between gates.
    """

    def __init__(
        self,
        storeys: list[StoreyWalk],
        exits: list[IntArray],
        gates: IntArray,
        portals: Portals,
    ) -> None:
        self.storeys = storeys
        all_exits = np.concatenate([*exits, np.empty(0, np.intp)])
        known = EdgeList()
        places, offset = [], 0
        for storey, own in zip(storeys, exits, strict=True):
            places.append(offset + np.arange(len(own)))
            known.add_dense(places[-1], storey.between_exits)
            offset += len(own)
        known.add_links(all_exits, portals.links, portals.lengths)
        self.between = known.walks(len(all_exits))
        self.reach = _join([storey.to_exits for storey in storeys], places)
        gate_places = np.flatnonzero(np.isin(all_exits, gates))
        self.gates = all_exits[gate_places]
        self.to_gates = self.between[:, gate_places]
        self.between_gates = self.to_gates[gate_places]


class SiteWalk:
    """Walks on one site from building to building.

    Attributes
    ----------
    reach
        From each room of the site to the gates of its building; rooms are numbered through,
        building after building.
    between
        Walks between all gates, (gates, gates).
    leave
        From each room to the nearest entrance, 1000 m where none can be reached.
    """

    def __init__(self, buildings: list[BuildingWalk], portals: Portals) -> None:
        self.buildings = buildings
        all_gates = np.concatenate([building.gates for building in buildings])
        known = EdgeList()
        lengths, places, offset = [], [], 0
        for building in buildings:
            places.append(offset + np.arange(len(building.gates)))
            known.add_dense(places[-1], building.between_gates)
            rooms = np.arange(len(building.reach.lengths))
            lengths.append(building.reach.onward(rooms, building.to_gates))
            offset += len(building.gates)
        known.add_links(all_gates, portals.links, portals.lengths)
        self.between = known.walks(len(all_gates))
        self.reach = _join(lengths, places)
        self.leave = np.full(len(self.reach.lengths), UNREACHABLE)
        entrances = np.flatnonzero(np.isin(all_gates, portals.entrances))
        if len(entrances):
            nearest = self.between[:, entrances].min(axis=1, keepdims=True)
            leave = self.reach.onward(np.arange(len(self.leave)), nearest)[:, 0]
            self.leave = np.where(np.isfinite(leave), leave, UNREACHABLE)


def _join(lengths: list[FloatArray], places: list[IntArray]) -> Reach:
    """Return one reach from the walks (rooms, own exits) of several parts."""
    count, most = sum(map(len, lengths)), max(map(len, places), default=0)
    exits, reach = np.zeros((count, most), np.intp), np.full((count, most), np.inf)
    room = 0
    for walks, own in zip(lengths, places, strict=True):
        exits[room : room + len(walks), : len(own)] = own
        reach[room : room + len(walks), : len(own)] = walks
        room += len(walks)
    return Reach(exits, reach)
