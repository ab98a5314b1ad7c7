"""How soon the allocator has a complete plan, how good it becomes, and what is proven of it.

Run ``python -m tests.benchmarks.bench_allocate [--seconds 60] [--portfolio wuxi] [--only NAME]``.
One run each: from the status quo, from nothing, and from nothing without a ledger (``moved`` off).
Wall-clock seconds count from the call of ``allocate_rooms`` on a loaded portfolio and graph; CPU
seconds are those of the process, all threads together, so that a busy machine can be seen.

- ``first``: seconds to the first plan with the fewest unseated that was found.
- ``pairs``: (department, storey) pairs at the end, and their ratio to the sum of the fewest storeys
  that could seat each department alone.
- ``e_r``: Σ e_r in m², and that of the generator's witness plan, where the portfolio has one.
- ``gap``: (total − bound) / total.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from spaceplan.allocate import AllocateOptions, AllocationResult, allocate_rooms
from spaceplan.check import recompute_objective, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.files import find_portfolio, load_allocation, load_portfolio
from spaceplan.graph import build_graph
from spaceplan.model import Allocation, Portfolio, status_quo
from spaceplan.rules import Category, RuleBook, load_rules

STARTS = ("status quo", "nothing", "nothing, no ledger")


@dataclass(frozen=True)
class Row:
    """One run."""

    start: str
    result: AllocationResult
    cpu: float
    room_excess_m2: float
    confirmed: bool


def run(case: Portfolio, rulebook: RuleBook, start: str, options: AllocateOptions) -> Row:
    if start.endswith("no ledger"):
        case = replace(case, ledger=None, holdings=())
    graph = build_graph(case)
    entitlements = compute_entitlements(case, rulebook)
    before = status_quo(case) if start == "status quo" else None
    began = time.process_time()
    result = allocate_rooms(case, graph, rulebook, entitlements, start=before, options=options)
    cpu = time.process_time() - began
    broken = verify_allocation(case, graph, rulebook, result.allocation)
    again = recompute_objective(case, graph, rulebook, entitlements, result.allocation)
    return Row(
        start,
        result,
        cpu,
        room_excess_m2(case, rulebook, result.allocation),
        not broken and abs(again.total - result.objective.total) < 1e-3,
    )


def room_excess_m2(case: Portfolio, rulebook: RuleBook, plan: Allocation) -> float:
    """Return Σ e_r of offices, m² (shared rooms would count for each holder)."""
    total = 0
    for line in plan.lines:
        room = case.room(line.room)
        if rulebook.category(room.use) == Category.OFFICE:
            justified = sum(
                number * rulebook.allowance_dm2(kind, case.settings)
                for kind, number in line.occupancy
            )
            total += max(0, room.area_dm2 - justified)
    return total / 100


def first_complete(result: AllocationResult) -> float:
    """Return after how many seconds nobody sat who did not at the end."""
    fewest = result.trajectory[-1].unseated
    return next(step.seconds for step in result.trajectory if step.unseated == fewest)


def print_rows(rows: list[Row], witness_m2: float | None) -> None:
    print(
        f"{'from':20}{'first':>7}{'wall':>7}{'CPU':>7}{'unseated':>10}{'pairs':>7}{'ratio':>7}"
        f"{'e_r':>9}{'witness':>9}{'total':>10}{'bound':>10}{'gap':>7}  checked"
    )
    for row in rows:
        result, objective = row.result, row.result.objective
        pairs = objective.term("storey").quantity
        witness = "-" if witness_m2 is None else f"{witness_m2:.2f}"
        print(
            f"{row.start:20}{first_complete(result):7.1f}{result.seconds:7.1f}{row.cpu:7.1f}"
            f"{objective.unseated:5} >={result.fewest_unseated_bound:3}{pairs:7.0f}"
            f"{pairs / max(1, result.storeys_needed):7.3f}{row.room_excess_m2:9.2f}{witness:>9}"
            f"{objective.total:10.1f}{result.bound:10.1f}{result.gap:7.1%}"
            f"  {'yes' if row.confirmed else 'NO'}"
        )


def print_terms(rows: list[Row]) -> None:
    names = list(dict.fromkeys(t.name for row in rows for t in row.result.objective.terms))
    print(f"\n{'points':20}" + "".join(f"{name:>10}" for name in names))
    for row in rows:
        costs: Mapping[str, float] = {t.name: t.cost for t in row.result.objective.terms}
        cells = "".join(f"{costs[n]:10.1f}" if n in costs else f"{'off':>10}" for n in names)
        print(f"{row.start:20}{cells}")
    print(
        f"\n{'value at s':20}" + "".join(f"{share:>10.0%}" for share in (0.1, 0.25, 0.5, 0.75, 1))
    )
    for row in rows:
        cells = "".join(
            f"{_value_at(row.result, share * row.result.seconds):10.1f}"
            for share in (0.1, 0.25, 0.5, 0.75, 1)
        )
        print(f"{row.start:20}{cells}")


def _value_at(result: AllocationResult, seconds: float) -> float:
    known = [step.value for step in result.trajectory if step.seconds <= seconds]
    return known[-1] if known else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--portfolio", default="wuxi")
    parser.add_argument("--only", choices=STARTS, action="append")
    arguments = parser.parse_args()
    folder = find_portfolio(arguments.portfolio)
    case = load_portfolio(folder).portfolio
    rulebook = load_rules(case.rule_sets, folder)
    witness = folder / "witness" / "allocation.csv"
    witness_m2 = None
    if witness.exists():
        witness_m2 = room_excess_m2(case, rulebook, load_allocation(witness, case))
    options = AllocateOptions(
        time_limit=arguments.seconds, workers=arguments.workers, seed=arguments.seed
    )
    rows = [run(case, rulebook, start, options) for start in arguments.only or STARTS]
    needed = rows[0].result.storeys_needed
    print(f"{case.id}: {len(case.rooms)} rooms, storeys needed {needed}, seed {options.seed}")
    print_rows(rows, witness_m2)
    print_terms(rows)


if __name__ == "__main__":
    main()
