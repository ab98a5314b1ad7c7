"""How long a check takes: synthetic cities of a quarter to sixteen times Wuxi's size.

Run ``python -m tests.benchmarks.bench_check``. Each row is one process: a city is generated and
written, loaded, and then timed from there: spatial graph, entitlements and all rules over the
status quo, the best of ``--repeat`` runs, CPU and wall seconds. ``ratio`` is CPU seconds a room
against the city of Wuxi's size. With ``--rules`` it prints what each rule takes there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from spaceplan.check import check_rules
from spaceplan.check.kinds import evaluate
from spaceplan.check.situation import Situation
from spaceplan.entitlement import compute_entitlements
from spaceplan.files import load_portfolio
from spaceplan.generate import GenerateOptions, generate_portfolio, write_generated
from spaceplan.graph import build_graph
from spaceplan.model import Portfolio
from spaceplan.rules import RuleBook, load_rules

SCALES = (0.25, 1.0, 4.0, 16.0)


def measure(scale: float, repeat: int) -> dict[str, Any]:
    """Generate, write, load and check one city; called in a process of its own."""
    portfolio = _city(scale)
    book = load_rules(portfolio.rule_sets)
    runs = [_timed(portfolio, book) for _ in range(repeat)]
    best = min(runs, key=lambda run: float(run["cpu"]))
    return {"scale": scale, "rooms": len(portfolio.rooms), **best}


def _city(scale: float) -> Portfolio:
    options = GenerateOptions(seed=0, scale=scale)
    with tempfile.TemporaryDirectory() as folder:
        write_generated(generate_portfolio(options), options, Path(folder) / "city")
        return load_portfolio(Path(folder) / "city").portfolio


def _timed(portfolio: Portfolio, book: RuleBook) -> dict[str, Any]:
    assert portfolio.as_of is not None
    wall, start = time.perf_counter(), time.process_time()
    graph = build_graph(portfolio)
    built = time.process_time()
    entitlements = compute_entitlements(portfolio, book)
    result = check_rules(portfolio, graph, book, entitlements, as_of=portfolio.as_of)
    done = time.process_time()
    return {
        "graph": built - start,
        "check": done - built,
        "cpu": done - start,
        "wall": time.perf_counter() - wall,
        "outcomes": sum(result.by_state().values()),
        "findings": len(result.findings),
    }


def print_rules() -> None:
    """Print what each rule takes in a city of Wuxi's size."""
    portfolio = _city(1.0)
    book = load_rules(portfolio.rule_sets)
    assert portfolio.as_of is not None
    entitlements = compute_entitlements(portfolio, book)
    situation = Situation(portfolio, build_graph(portfolio), book, entitlements, portfolio.as_of)
    print("| rule | outcomes | CPU ms |\n|---|---|---|")
    for rule in book.rules:
        start = time.process_time()
        number = sum(1 for _ in evaluate(rule.kind, situation))
        print(f"| {rule.id} | {number:,} | {1000 * (time.process_time() - start):.1f} |")


def print_table(scales: tuple[float, ...], repeat: int) -> None:
    """Print one row a size, each measured in a process of its own."""
    print("| scale | rooms | outcomes | findings | graph s | check s | CPU s | wall s | ratio |")
    print("|---|---|---|---|---|---|---|---|---|")
    rows = []
    for scale in scales:
        command = [sys.executable, "-m", __spec__.name, "--one", str(scale)]
        command += ["--repeat", str(repeat)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    base = next((r for r in rows if r["scale"] == 1.0), rows[0])
    for row in rows:
        ratio = (row["cpu"] / row["rooms"]) / (base["cpu"] / base["rooms"])
        print(
            f"| {row['scale']:g} | {row['rooms']:,} | {row['outcomes']:,} | {row['findings']:,} "
            f"| {row['graph']:.2f} | {row['check']:.2f} | {row['cpu']:.2f} | {row['wall']:.2f} "
            f"| {ratio:.2f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--one", type=float, help="measure one size only, as JSON")
    parser.add_argument("--rules", action="store_true", help="print what each rule takes")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--scales", type=float, nargs="+", default=SCALES)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one, options.repeat)))
    elif options.rules:
        print_rules()
    else:
        print_table(tuple(options.scales), options.repeat)


if __name__ == "__main__":
    main()
