"""One city at ¼, 1, 4 and 16 times its size: seconds of each part, seconds to a quality, memory.

``python -m tests.benchmarks.quality.growth SCALE SECONDS FOLDER`` measures one size in a process of
its own, so that peak memory is that of one size. Distance, affinity and moves are priced 0.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from spaceplan.allocate import AllocateOptions
from spaceplan.allocate.problem.build import build_problem
from spaceplan.allocate.problem.geometry import Geometry
from spaceplan.entitlement import compute_entitlements
from spaceplan.files import load_portfolio
from spaceplan.graph import build_graph
from spaceplan.rules import load_rules
from tests.benchmarks.quality.measured import Run, Subject, load_run, measure, peak_gib

#: Gaps to which the seconds are looked up.
GAPS = (0.02, 0.05, 0.10, 0.15, 0.20, 0.30)


@dataclass(frozen=True)
class Size:
    """What one size took.

    Parameters
    ----------
    parts
        Seconds: load, graph, problem, geometry.
    """

    scale: float
    rooms: int
    departments: int
    peak_gib: float
    parts: tuple[tuple[str, float], ...]


class _Laps:
    def __init__(self) -> None:
        self.since = time.perf_counter()
        self.parts: list[tuple[str, float]] = []

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.parts.append((name, now - self.since))
        self.since = now


def measure_size(scale: float, seconds: float, folder: Path, workers: int) -> None:
    """Measure one size; write ``growth-SCALE.json`` and ``growth-size-SCALE.json``."""
    city = folder / f"city-{scale:g}"
    laps = _Laps()
    case = load_portfolio(city).portfolio
    case = replace(case, prices=replace(case.prices, moved=0.0, distance=0.0, affinity=0.0))
    laps.lap("load")
    rulebook = load_rules(case.rule_sets, city)
    graph = build_graph(case)
    laps.lap("graph")
    subject = Subject(case, graph, rulebook, compute_entitlements(case, rulebook))
    problem = build_problem(case, graph, rulebook, subject.entitlements)
    laps.lap("problem")
    Geometry(problem, graph)
    laps.lap("geometry")
    del problem
    options = AllocateOptions(time_limit=seconds, workers=workers)
    run = measure(f"growth-{scale:g}", subject, start=None, options=options)
    run.save(folder)
    size = Size(scale, len(case.rooms), len(case.departments), peak_gib(), tuple(laps.parts))
    path = folder / f"growth-size-{scale:g}.json"
    path.write_text(json.dumps(asdict(size)), encoding="utf-8")


def run_sizes(scales: Sequence[float], seconds: float, folder: Path, workers: int) -> None:
    """Measure all sizes, each in a process of its own, the seconds growing with the size."""
    for scale in scales:
        limit = min(480.0, seconds * max(0.5, scale))
        city = folder / f"city-{scale:g}"
        if not (city / "portfolio.yaml").exists():
            generate = [sys.executable, "-m", "spaceplan", "generate", "-o", str(city)]
            subprocess.run([*generate, "--seed", "1", "--scale", f"{scale:g}"], check=True)
        module = "tests.benchmarks.quality.growth"
        words = [f"{scale:g}", f"{limit:g}", str(folder), str(workers)]
        subprocess.run([sys.executable, "-m", module, *words], check=True)


def load_sizes(folder: Path) -> list[tuple[Size, Run]]:
    """Return the sizes that were measured, the smallest first."""
    found = []
    for path in folder.glob("growth-size-*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["parts"] = tuple((name, seconds) for name, seconds in data["parts"])
        run = load_run(folder, f"growth-{data['scale']:g}")
        if run is not None:
            found.append((Size(**data), run))
    return sorted(found, key=lambda pair: pair[0].scale)


def exponent(points: Sequence[tuple[float, float | None]]) -> float | None:
    """Return the slope of log seconds over log rooms by least squares; None with fewer than two.

    Examples
    --------
    >>> exponent([(1, 3.0), (10, 30.0), (100, 300.0)])
    1.0
    """
    known = [(math.log(x), math.log(y)) for x, y in points if y]
    if len(known) < 2:
        return None
    middle_x = sum(x for x, _ in known) / len(known)
    middle_y = sum(y for _, y in known) / len(known)
    above = sum((x - middle_x) * (y - middle_y) for x, y in known)
    return round(above / sum((x - middle_x) ** 2 for x, _ in known), 6)


def growth_columns(size: Size, run: Run) -> dict[str, float | None]:
    """Return all that is regressed over the rooms: seconds and GiB."""
    best = run.value_at(run.seconds)
    steps = run.steps
    columns: dict[str, float | None] = dict(size.parts)
    columns["first plan"] = steps[0].seconds
    columns["first bound"] = next((s.seconds for s in steps if s.bound > 0), None)
    columns["fewest unseated"] = run.first_complete()
    columns["within 5 % of the best"] = None if best is None else run.seconds_to_value(1.05 * best)
    for gap in GAPS:
        columns[f"gap {gap:.0%}"] = run.seconds_to_gap(gap)
    columns["peak GiB"] = size.peak_gib
    return columns


if __name__ == "__main__":
    measure_size(float(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
