"""Whether a test fails when a quota, comparison or deadline is changed by one.

Run ``python -m tests.benchmarks.mutate_rules``. First come the numbers of the sets in force, then
the comparisons of the kinds of rules that most findings are of, then the rest at random; with
``--sample`` only so many of the rest, with ``--minutes`` only as many as fit. ``--draw`` takes so
many of all mutants at random instead. ``--only`` takes
places as they are printed (``rules/cn-2014.yaml:25``) or whole files. The work tree is not touched:
each worker has a copy of it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.mutation.mutants import Mutant, mutants_of
from tests.benchmarks.mutation.workers import Verdict, check_unchanged, copy_tree, judge

ROOT = Path(__file__).parents[2]
FIRST_RULES = ("rules/cn-2014.yaml", "rules/common.yaml", "rules/cn-management-2017.yaml")
FIRST_KINDS = tuple(
    f"spaceplan/check/kinds/{kind}.py"
    for kind in (
        *("room_area", "department_area", "one_office"),
        *("left_post", "concurrent_ended", "private_toilets"),
    )
)


def choose(
    mutants: Sequence[Mutant], sample: int | None, seed: int, only: Sequence[str]
) -> list[Mutant]:
    """Return the mutants to try, those that matter most first, the rest in random order."""
    if only:
        mutants = [m for m in mutants if m.file in only or f"{m.file}:{m.line}" in only]
    first = [m for m in mutants if m.file in FIRST_RULES]
    first += [m for m in mutants if m.file in FIRST_KINDS and m.is_comparison]
    rest = [m for m in mutants if m not in set(first)]
    random.Random(seed).shuffle(rest)
    return first + rest[:sample]


def work_off(
    mutants: Sequence[Mutant],
    workers: int,
    end: float,
    seconds: float,
    *,
    stages: int,
    trusted: bool,
) -> list[Verdict]:
    """Judge mutants side by side until the list or the time ends, with a line for each."""
    context = multiprocessing.get_context("fork")
    jobs: Any = context.SimpleQueue()
    verdicts: Any = context.SimpleQueue()
    with tempfile.TemporaryDirectory() as parent:
        folders = [copy_tree(ROOT, Path(parent, "0"))]
        check_unchanged(folders[0], trusted=trusted)
        folders += [copy_tree(folders[0], Path(parent, str(i))) for i in range(1, workers)]
        feeder = context.Process(target=_feed, args=(jobs, mutants, workers))
        team = [
            context.Process(target=_work, args=(jobs, verdicts, folder, end, seconds, stages))
            for folder in folders
        ]
        for process in (feeder, *team):
            process.start()
        found = _collect(verdicts, workers, len(mutants))
        feeder.kill()
        for process in (feeder, *team):
            process.join()
    return found


def _feed(jobs: Any, mutants: Sequence[Mutant], workers: int) -> None:
    for job in (*mutants, *[None] * workers):
        jobs.put(job)


def _work(jobs: Any, verdicts: Any, folder: Path, end: float, seconds: float, stages: int) -> None:
    try:
        while time.monotonic() < end and (mutant := jobs.get()) is not None:
            verdicts.put(judge(mutant, folder, seconds, stages))
    finally:
        verdicts.put(None)


def _collect(verdicts: Any, workers: int, total: int) -> list[Verdict]:
    found: list[Verdict] = []
    while workers:
        verdict = verdicts.get()
        if verdict is None:
            workers -= 1
            continue
        found.append(verdict)
        by = f" by {verdict.by}" if verdict.by else ""
        line = f"{len(found)}/{total} {verdict.state}{by} {verdict.seconds:.1f} s: {verdict.mutant}"
        print(line, flush=True)
    return found


def print_score(verdicts: Sequence[Verdict], chosen: int, everything: int) -> None:
    """Print how many mutants were noticed, by kind of file, and those that were not."""
    groups: dict[str, Counter[str]] = {}
    for verdict in verdicts:
        rules = verdict.mutant.file.endswith(".yaml")
        what = "comparisons" if verdict.mutant.is_comparison else "numbers"
        group = verdict.mutant.file if rules else f"code, {what}"
        groups.setdefault(group, Counter())[verdict.state] += 1
        groups.setdefault("all", Counter())[verdict.state] += 1
    print(f"\n{len(verdicts)} of {chosen} chosen and {everything} possible mutants tried\n")
    print("| where | tried | killed | timeout | survived | score |\n|---|---|---|---|---|---|")
    for group, states in sorted(groups.items()):
        tried, noticed = states.total(), states["killed"] + states["timeout"]
        counts = f"{states['killed']} | {states['timeout']} | {states['survived']}"
        print(f"| {group} | {tried} | {counts} | {100 * noticed / tried:.1f} % |")
    print("\nSurvivors:")
    for verdict in verdicts:
        if verdict.state == "survived":
            print(f"- {verdict.mutant}")


def main() -> None:
    """Read the command line, try mutants and print the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="how many of the rest; all if not given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=600.0, help="begin no mutant after these")
    parser.add_argument("--seconds", type=float, default=400.0, help="longest time of one stage")
    parser.add_argument("--stages", type=int, default=3, help="1: ask only a mutant's own tests")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--trusted", action="store_true", help="the unchanged tree is known to pass"
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="FILE[:LINE]")
    parser.add_argument(
        "--draw", type=int, help="so many of all, each as likely as the other: an unbiased score"
    )
    asked = parser.parse_args()
    end = time.monotonic() + 60 * asked.minutes
    everything = mutants_of(ROOT)
    if asked.draw is None:
        chosen = choose(everything, asked.sample, asked.seed, asked.only)
    else:
        drawn = min(asked.draw, len(everything))
        chosen = random.Random(asked.seed).sample(everything, drawn)
    verdicts = work_off(
        chosen, asked.workers, end, asked.seconds, stages=asked.stages, trusted=asked.trusted
    )
    print_score(verdicts, len(chosen), len(everything))


if __name__ == "__main__":
    main()
