"""How good the seating solver is on the published office space allocation instances.

Run ``python -m tests.benchmarks.bench_osa FOLDER [NAME ...] [--seconds 60] [--workers 2]`` with
the folder of the instances; a row an instance, and the mean where several are run.

- ``table``: the best that was known beforehand, and the bound proven with it.
- ``better``: (table − ours) / table.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from spaceplan.allocate.seating import SeatingOptions, solve_seating
from spaceplan.check import recompute_seating
from spaceplan.formats.osa import read_osa

#: Reached and proven beforehand, points.
TABLE: dict[str, tuple[float, float]] = {
    "nott1": (354.45, 138.70),
    "nott1d": (201.55, 201.55),
    "nott1e": (177.70, 177.70),
}
_FAMILIES: tuple[tuple[str, int, tuple[float, ...], tuple[float, ...]], ...] = (
    ("s000_v", 20, (0, 39.0, 61.5, 85.5, 130.5, 136.5), (0,) * 6),
    ("s060_v", 20, (128.1, 180.8, 157.1, 194.7, 217.6, 232.7), (78.1,) * 6),
    ("p000_n", 5, (68.5, 110.1, 158.4, 191.2, 221.4, 263.2), (0, 42.4, 84, 126.2, 169, 210.2)),
    ("p015_n", 5, (96, 109.3, 121.5, 146.1, 170.9, 206.1), (51.5, 45.3, 45.5, 58.3, 85.8, 119.2)),
)
for _name, _step, _values, _bounds in _FAMILIES:
    for _number, _both in enumerate(zip(_values, _bounds, strict=True)):
        TABLE[f"{_name}{_number * _step:03}"] = _both


def run(path: Path, options: SeatingOptions) -> float | None:
    """Print a row; return how much better than the table, None where that was optimal."""
    problem = read_osa(path)
    result = solve_seating(problem, options=options)
    check = recompute_seating(problem, result.assignment)
    confirmed = check.hard_broken == result.hard_broken and check.cost == result.cost
    table, bound = TABLE[path.stem]
    better = (table - result.cost) / table if table else 0.0
    print(
        f"{path.stem:12}{result.cost:9.2f}{table:9.2f}{better:9.1%}{result.bound:9.2f}{bound:9.2f}"
        f"{result.gap:8.1%}{result.seconds:8.1f}  {'yes' if confirmed else 'NO'}"
        f"{'  optimal' if result.proven else ''}",
        flush=True,
    )
    return None if table == bound else better


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_intermixed_args()
    options = SeatingOptions(
        time_limit=arguments.seconds, workers=arguments.workers, seed=arguments.seed
    )
    print(
        f"{'instance':12}{'ours':>9}{'table':>9}{'better':>9}{'bound':>9}{'table':>9}{'gap':>8}"
        f"{'seconds':>8}  checked"
    )
    names = arguments.names or list(TABLE)
    rows = [run(arguments.folder / f"{name}.txt", options) for name in names]
    open_ones = [better for better in rows if better is not None]
    if open_ones:
        print(
            f"mean of {len(open_ones)} not closed beforehand: {sum(open_ones) / len(open_ones):.1%}"
        )


if __name__ == "__main__":
    main()
