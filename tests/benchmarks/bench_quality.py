"""The goals for the allocator with measured values beside: gaps, peers in the same run, growth.

Run ``python -m tests.benchmarks.bench_quality [--part NAME ...] [--seconds 300] [-o DIR]``. Every
part is saved in the folder, so that parts can be run apart and the table printed from all of them
(``--print``). All of it takes about forty minutes, and needs both cores for itself.

- ``a``: from nothing with moves, distance and affinity priced 0. ``b``: from nothing, moves priced
  0. ``c``: from the status quo with default prices. One run each; gaps are read off its curve.
- ``peers``: the plain CP-SAT model, HiGHS on counts, and ours with the compared terms only.
- ``growth``: one generated city at several sizes.

Seconds count from the call on a loaded portfolio and graph, building of models included. The curve
of value and bound of each run is drawn beside the table as SVG and PNG.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from spaceplan.allocate import AllocateOptions, Step
from spaceplan.files import find_portfolio, load_portfolio
from spaceplan.model import Allocation, status_quo
from spaceplan.plot import plot_curve, save_figure
from spaceplan.rules import load_rules
from tests.benchmarks.peers import COMPARED, PeerResult, case_of, solve_counts, solve_plain
from tests.benchmarks.quality.goals import GAPS, goals, print_goals, print_growth
from tests.benchmarks.quality.growth import load_sizes, run_sizes
from tests.benchmarks.quality.growth_figure import draw_growth
from tests.benchmarks.quality.measured import Run, Subject, load_run, measure

PARTS = ("a", "b", "c", "ours", "plain", "counts", "growth")
#: Prices of the parts that differ from the defaults.
FREE = {
    "a": {"moved": 0.0, "distance": 0.0, "affinity": 0.0},
    "b": {"moved": 0.0},
    "c": {},
}
TITLES = {name: what.removeprefix("gap ") for name, what, _ in GAPS}
TITLES |= {"ours": "excess, scatter by storey, opened", "plain": "CP-SAT, plain model"}


def subject_of(name: str, part: str) -> Subject:
    """Load a portfolio with the prices of a part."""
    folder = find_portfolio(name)
    case = load_portfolio(folder).portfolio
    prices = replace(case.prices, **FREE[part]) if part in FREE else COMPARED
    return Subject.of(replace(case, prices=prices), load_rules(case.rule_sets, folder))


def run_ours(arguments: argparse.Namespace, part: str) -> Run:
    """Run the allocator for a part."""
    subject = subject_of(arguments.portfolio, part)
    start: Allocation | None = status_quo(subject.portfolio) if part == "c" else None
    seconds = min(60.0, arguments.seconds) if part == "ours" else arguments.seconds
    options = AllocateOptions(time_limit=seconds, workers=arguments.workers, seed=arguments.seed)
    return measure(part, subject, start=start, options=options)


def run_peer(arguments: argparse.Namespace, part: str) -> Run:
    """Run a peer."""
    subject = subject_of(arguments.portfolio, part)
    case = case_of(subject.portfolio, subject.graph, subject.rulebook, subject.entitlements)
    ours = load_run(arguments.output, "ours")
    fewest = 0 if ours is None else ours.fewest
    if part == "counts":
        return peer_run(part, solve_counts(case, seconds=arguments.seconds, fewest=fewest), fewest)
    found = solve_plain(
        case,
        seconds=arguments.seconds,
        fewest=fewest,
        workers=arguments.workers,
        seed=arguments.seed,
    )
    return peer_run(part, found, fewest)


def peer_run(part: str, found: PeerResult, fewest: int) -> Run:
    """Return what a peer found as a run; its last step is what the checker counted."""
    steps = [Step(s.seconds, s.value, s.bound, s.unseated) for s in found.steps]
    plan = found.objective
    if plan is not None:
        steps.append(Step(found.seconds, plan.total, found.bound, plan.unseated))
    variables, rows = found.size
    print(
        f"{found.name}: {variables:,} variables, {rows:,} constraints, built in "
        f"{found.building:.1f} s; {'no plan' if plan is None else f'{plan.total:,.1f} points'}, "
        f"bound {found.bound:,.1f}"
    )
    return Run(
        name=part,
        seconds=found.seconds,
        total=None if plan is None else plan.total,
        bound=found.bound,
        unseated=0 if plan is None else plan.unseated,
        fewest=fewest,
        optimal=found.optimal,
        confirmed=True,
        steps=tuple(steps),
        terms=() if plan is None else tuple((t.name, t.cost) for t in plan.terms),
    )


def draw(folder: Path, part: str) -> None:
    """Draw the curve of a saved run, as far as it has a plan."""
    run = load_run(folder, part)
    if run is None or not run.steps:
        return
    axes = plot_curve(run.steps, until=run.seconds, title=TITLES.get(part, part), language="en")
    figure = axes.get_figure(root=True)
    if figure is not None:
        for ending in (".svg", ".png"):
            save_figure(figure, folder / f"curve-{part}{ending}")


def draw_sizes(folder: Path) -> None:
    """Draw the gaps of the sizes that were saved."""
    if sizes := load_sizes(folder):
        figure = draw_growth(sizes)
        for ending in (".svg", ".png"):
            save_figure(figure, folder / f"curve-growth{ending}")


def print_runs(folder: Path) -> None:
    """Print totals and terms of the saved runs."""
    runs = [run for part in PARTS if (run := load_run(folder, part)) is not None]
    names = list(dict.fromkeys(name for run in runs for name, cost in run.terms if cost))
    print(f"\n| points | seconds | unseated | {' | '.join(names)} | total | bound | checked |")
    print(f"|---|---|---|{'---|' * len(names)}---|---|---|")
    for run in runs:
        costs = dict(run.terms)
        cells = " | ".join(f"{costs.get(name, 0.0):,.0f}" for name in names)
        total = "no plan" if run.total is None else f"{run.total:,.0f}"
        unseated = "–" if run.total is None else f"{run.unseated} (≥ {run.fewest})"
        print(
            f"| {TITLES.get(run.name, run.name)} | {run.seconds:.0f} | {unseated} | {cells} | "
            f"{total} | {run.bound:,.0f} | {'yes' if run.confirmed else 'NO'} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "peers"), action="append")
    parser.add_argument("--print", action="store_true", help="only print what was saved")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--growth-seconds", type=float, default=60.0, help="for size 1")
    parser.add_argument("--scales", type=float, nargs="+", default=[0.25, 1.0, 4.0, 16.0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--portfolio", default="wuxi")
    parser.add_argument("-o", "--output", type=Path, default=Path("out/bench-quality"))
    arguments = parser.parse_args()
    parts = arguments.part or PARTS
    for part in () if arguments.print else PARTS:
        if part not in parts and not ("peers" in parts and part in ("ours", "plain", "counts")):
            continue
        if part == "growth":
            run_sizes(
                arguments.scales, arguments.growth_seconds, arguments.output, arguments.workers
            )
            continue
        run = run_peer if part in ("plain", "counts") else run_ours
        run(arguments, part).save(arguments.output)
    for part in PARTS:
        draw(arguments.output, part)
    draw_sizes(arguments.output)
    print_goals(list(goals(arguments.output)))
    print_runs(arguments.output)
    print_growth(arguments.output)


if __name__ == "__main__":
    main()
