"""Rooms from which one cannot walk out of the house."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from spaceplan.check.evidence import counted
from spaceplan.check.finding import Outcome, State, not_applicable, passed
from spaceplan.check.openings import storeys_without_doors
from spaceplan.check.outcomes import about_room, use_of
from spaceplan.check.situation import Situation
from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, Message
from spaceplan.model import Room
from spaceplan.rules.kinds import NoWayOut

Flags = npt.NDArray[np.bool_]


def evaluate_no_way_out(kind: NoWayOut, situation: Situation) -> Iterator[Outcome]:
    """Yield one outcome a room: some way leads to an entrance of its site.

    Only stated doors prove a way. A room that is reached over inferred ones, or that lies on a
    storey without any stated door, is blocked; so is, once, a building on a site where no
    entrance is stated, and, once, a storey that states no door.
    """
    graph = situation.graph
    proven, taken = _reached(graph, stated_only=True), _reached(graph, stated_only=False)
    dark = storeys_without_doors(situation)
    sites = {graph.places.site_of_room(entrance) for entrance in graph.entrances}
    for b, building in enumerate(situation.portfolio.buildings):
        if int(graph.places.site_of[b]) not in sites:
            text = N_("building {building}: no entrance of its site is stated")
            message = Message.of(text, building=building.id)
            yield Outcome(
                State.BLOCKED, "building", building.id, message=message, source=building.source
            )
            continue
        for storey in building.storeys:
            unproven = []
            for room in storey.rooms:
                i = graph.index(room.id)
                if room.use in kind.exempt_uses:
                    yield not_applicable("room", room.id)
                elif proven[i]:
                    yield passed("room", room.id)
                elif storey.id in dark:
                    unproven.append(room)
                else:
                    yield _judge(room, bool(taken[i]), situation)
            if unproven:
                text = N_("storey {storey}: no doors are stated; who gets out is not known")
                message = Message.of(text, storey=storey.id)
                yield Outcome(
                    State.BLOCKED, "storey", storey.id, message=message, source=storey.source
                )


def _judge(room: Room, taken: bool, situation: Situation) -> Outcome:
    if taken:
        text = N_("room {room}: no door is stated that leads to a way out")
        return about_room(State.BLOCKED, room, Message.of(text, room=room.id), situation)
    message = Message.of(
        N_("room {room} ({use}): no way leads from it to an entrance"),
        room=room.id,
        use=use_of(room, situation),
    )
    return about_room(
        State.FAIL,
        room,
        message,
        situation,
        measured=1,
        unit="rooms",
        evidence=counted([(message, room.source)], "rooms"),
    )


def _reached(graph: SpatialGraph, *, stated_only: bool) -> Flags:
    """Return for every room whether it hangs together with an entrance of its site."""
    doors = graph.doors
    chosen = ~doors.inferred if stated_only else np.ones(len(doors), bool)
    tables = (graph.climbs, graph.outdoor)
    rows = np.concatenate([doors.a[chosen], *(table.a for table in tables)])
    columns = np.concatenate([doors.b[chosen], *(table.b for table in tables)])
    count = len(graph.rooms)
    joined = coo_array((np.ones(len(rows)), (rows, columns)), shape=(count, count))
    _, part = connected_components(joined, directed=False)
    flags: Flags = np.isin(part, part[list(graph.entrances)])
    return flags
