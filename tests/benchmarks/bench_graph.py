"""How fast walls are found and ways are walked, beside libraries that know neither walls nor rooms.

Run ``python -m tests.benchmarks.bench_graph``. First table: one storey of 100 × 100 rooms of 4 m,
wall lines of 0.15 m, or of 0.10, 0.35 and 0.60 m by chance; it has 19,800 pairs with a wall in
common and 19,602 that meet at a corner only. Each row is the median CPU time of three runs, and the
extra memory (peak resident set) of one run in a process of its own; ratios are to the first row.
Second table: a synthetic city of Wuxi's size, CPU seconds of one run each.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from spaceplan.generate import generate_portfolio
from spaceplan.graph import build_graph
from spaceplan.graph.facing import find_facing
from spaceplan.graph.outlines import draw_outlines
from spaceplan.graph.walls import find_walls, thickest_wall
from spaceplan.model import Room
from tests.graph.plans import grid, grid_pairs, one_storey

SIDE = 100
WALLS = {"0.15": (0.15,), "0.10/0.35/0.60": (0.10, 0.35, 0.60)}
Pairs = set[tuple[str, str]]
Finder = Callable[[list[Room]], Pairs]


def whole_graph(rooms: list[Room]) -> Pairs:
    graph = build_graph(one_storey(rooms))
    return {
        (graph.rooms[a], graph.rooms[b]) for a, b in zip(graph.walls.a, graph.walls.b, strict=True)
    }


def walls_only(rooms: list[Room]) -> Pairs:
    edges = draw_outlines(rooms).edges
    stretches = find_facing(edges)
    walls = find_walls(edges, stretches, thickest_wall(stretches, set()))
    return named(rooms, zip(walls.a, walls.b, strict=True))


def named(rooms: list[Room], pairs: Iterable[tuple[int, int]]) -> Pairs:
    return {(rooms[a].id, rooms[b].id) for a, b in pairs if a < b}


def polygons(rooms: list[Room]) -> Any:
    return shapely.polygons([room.outline for room in rooms])


def plain_tree(distance: float) -> Finder:
    def find(rooms: list[Room]) -> Pairs:
        shapes = polygons(rooms)
        near = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=distance)
        return named(rooms, near.T.tolist())

    return find


def queen(rooms: list[Room]) -> Pairs:
    import geopandas
    from libpysal.graph import Graph

    frame = geopandas.GeoDataFrame(geometry=polygons(rooms))
    pairs = Graph.build_contiguity(frame, rook=False).adjacency
    return named(rooms, [(int(a), int(b)) for a, b in pairs[pairs > 0].index])


def fuzzy(buffer: float) -> Finder:
    def find(rooms: list[Room]) -> Pairs:
        import geopandas
        from libpysal.graph import Graph

        frame = geopandas.GeoDataFrame(geometry=polygons(rooms))
        pairs = Graph.build_fuzzy_contiguity(frame, buffer=buffer).adjacency
        return named(rooms, [(int(a), int(b)) for a, b in pairs[pairs > 0].index])

    return find


FINDERS: dict[str, Finder] = {
    "spaceplan, walls": walls_only,
    "spaceplan, build_graph": whole_graph,
    "STRtree within 0.16 m": plain_tree(0.16),
    "STRtree within 0.61 m": plain_tree(0.61),
    "libpysal contiguity": queen,
    "libpysal fuzzy, buffer 0.08 m": fuzzy(0.08),
    "libpysal fuzzy, buffer 0.31 m": fuzzy(0.31),
}


def resident_mb(key: str) -> float:
    """Return VmRSS or VmHWM (its peak) of this process."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024


def measure(name: str, walls: str) -> dict[str, float]:
    """Run one finder; called in a process of its own."""
    rooms = grid(SIDE, SIDE, WALLS[walls])
    FINDERS[name](rooms[:200])  # libraries are imported, caches are made
    before = resident_mb("VmRSS")
    start = time.process_time()
    found = FINDERS[name](rooms)
    seconds = [time.process_time() - start]
    extra = max(resident_mb("VmHWM") - before, 0.0)
    for _ in range(2):
        start = time.process_time()
        FINDERS[name](rooms)
        seconds.append(time.process_time() - start)
    true = grid_pairs(SIDE, SIDE)
    return {
        "seconds": statistics.median(seconds),
        "mb": extra,
        "true": len(found & true),
        "false": len(found - true),
    }


def print_walls() -> None:
    print("| walls, m | method | true pairs of 19,800 | false | CPU s | ratio | extra MB |")
    print("|---|---|---|---|---|---|---|")
    for walls in WALLS:
        base = 0.0
        for name in FINDERS:
            command = [sys.executable, "-m", __spec__.name, "--one", name, "--walls", walls]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            row = json.loads(done.stdout.splitlines()[-1])
            base = base or row["seconds"]
            print(
                f"| {walls} | {name} | {row['true']:,} | {row['false']:,} | {row['seconds']:.2f} "
                f"| {row['seconds'] / base:.1f} | {row['mb']:.0f} |",
                flush=True,
            )


def print_walks() -> None:
    portfolio = generate_portfolio().portfolio
    offices = np.array([i for i, room in enumerate(portfolio.rooms) if room.use == "office"])
    rows: list[tuple[str, float]] = []

    def timed(what: str, work: Callable[[], object]) -> None:
        start = time.process_time()
        work()
        rows.append((what, time.process_time() - start))

    start = time.process_time()
    graph = build_graph(portfolio)
    rows.append(("build_graph", time.process_time() - start))
    timed("first walk (one pair)", lambda: graph.walk(offices[:1], offices[-1:]))
    timed("300 × 300 offices", lambda: graph.walk(offices[:300], offices[200:500]))
    timed(f"{len(offices):,} × {len(offices):,} offices", lambda: graph.walk(offices, offices))
    storeys = graph.places.storey_of[offices]
    groups = [offices[storeys == storey] for storey in np.unique(storeys)]
    timed("zone links of all storeys", lambda: [graph.zone_links(group) for group in groups])
    timed("network", lambda: graph.network)
    print(f"\n| {len(graph.rooms):,} rooms, {len(portfolio.storeys)} storeys | CPU s |")
    print("|---|---|")
    for what, seconds in rows:
        print(f"| {what} | {seconds:.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", choices=FINDERS, help="measure one method only, as JSON")
    parser.add_argument("--walls", choices=WALLS, default="0.15")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.walls)))
        return
    print_walls()
    print_walks()


if __name__ == "__main__":
    main()
