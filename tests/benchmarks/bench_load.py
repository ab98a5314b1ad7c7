"""How long a portfolio folder takes to save and load, and how that grows.

Run ``python -m tests.benchmarks.bench_load [--largest ROOMS]``. The portfolio is synthetic: storeys
of 80 rooms with 12 corners each, two ledger lines a room, half of the rooms held. CPU seconds of
one run each; the ratio is seconds a room over those of the smallest size, 1.0 where it is linear.
"""

from __future__ import annotations

import argparse
import math
import resource
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from spaceplan.files import load_portfolio, save_portfolio
from spaceplan.model import (
    Building,
    Counts,
    Department,
    Door,
    Holding,
    LedgerEntry,
    Name,
    Portfolio,
    Room,
    Site,
    Storey,
)
from spaceplan.model.places import Ring, storey_id

SIZES = (1_000, 4_000, 16_000, 100_000)
ROOMS_A_STOREY = 80
STOREYS_A_BUILDING = 20
ROOMS_A_DEPARTMENT = 25


def curved_outline(x: float) -> Ring:
    """Return a room of 7.2 m with a curved front of ten points, to the millimetre."""
    front = ((x + 7.2 - i * 0.8, 5.0 + math.sin(i / 9 * math.pi) / 3) for i in range(10))
    return ((x, 0.0), (x + 7.2, 0.0), *((round(a, 3), round(b, 3)) for a, b in front))


def storey(building: str, number: int) -> Storey:
    rooms = tuple(
        Room(f"{building}-{number:02d}{i:02d}", "office", curved_outline(i * 7.5))
        for i in range(ROOMS_A_STOREY)
    )
    doors = tuple(
        Door((a.id, b.id), (i * 7.5 + 7.35, 2.0)) for i, (a, b) in enumerate(pairwise(rooms))
    )
    return Storey(storey_id(building, number), number, number * 3.6, rooms, doors)


def portfolio_of(rooms: int) -> Portfolio:
    storeys = math.ceil(rooms / ROOMS_A_STOREY)
    buildings = tuple(
        Building(f"b{b}", "site", tuple(storey(f"b{b}", n) for n in range(1, high + 1)))
        for b in range(math.ceil(storeys / STOREYS_A_BUILDING))
        if (high := min(STOREYS_A_BUILDING, storeys - b * STOREYS_A_BUILDING))
    )
    ids = [room.id for b in buildings for s in b.storeys for room in s.rooms][:rooms]
    people = Counts.of({"city_staff": 2 * ROOMS_A_DEPARTMENT})
    count = math.ceil(rooms / ROOMS_A_DEPARTMENT)
    departments = tuple(
        Department(
            f"d{d}", "site", Name("局", f"Bureau {d}"), headcount=people, establishment=people
        )
        for d in range(count)
    )
    held = [(room, f"d{i // ROOMS_A_DEPARTMENT}") for i, room in enumerate(ids)]
    ledger = tuple(
        LedgerEntry(f"p{2 * i + k}", department, room, rank="city_staff")
        for i, (room, department) in enumerate(held)
        for k in range(2)
    )
    holdings = tuple(Holding(room, department) for room, department in held[::2])
    site = Site("site", Name("场地", "Site"))
    return Portfolio(
        "bench",
        Name("测试", "Bench"),
        (site,),
        buildings,
        departments,
        holdings=holdings,
        ledger=ledger,
    )


def measure(rooms: int) -> tuple[float, float, int]:
    """Return CPU seconds to save and to load, and the bytes on disk."""
    portfolio = portfolio_of(rooms)
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent, "bench")
        start = time.process_time()
        save_portfolio(portfolio, folder)
        saved = time.process_time()
        loaded = load_portfolio(folder)
        end = time.process_time()
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert [fault for fault in loaded.warnings if "ledger" not in fault.found] == []
    assert len(loaded.portfolio.rooms) == len(portfolio.rooms)
    return saved - start, end - saved, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    largest = parser.parse_args().largest
    print("    rooms    MB   save s   load s   load ratio   peak MB")
    first = 0.0
    for rooms in (size for size in SIZES if size <= largest):
        save, load, size = measure(rooms)
        first = first or load / rooms
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{rooms:9d} {size / 1e6:5.1f} {save:8.2f} {load:8.2f}"
            f" {load / rooms / first:12.2f} {peak:9.0f}"
        )


if __name__ == "__main__":
    main()
