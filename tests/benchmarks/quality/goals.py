"""The table of goals with measured values beside, from runs that were saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.quality.growth import exponent, growth_columns, load_sizes
from tests.benchmarks.quality.measured import Run, load_run


@dataclass(frozen=True)
class Goal:
    """One line of the table: what, the goal in words, what was measured, whether it is met."""

    what: str
    goal: str
    measured: str
    met: bool | None


#: Runs with goals for the gap at 60 s and at 300 s.
GAPS = (
    ("a", "gap from nothing, distance and affinity priced 0", (0.02, 0.01)),
    ("b", "gap from nothing, all terms", (0.10, 0.06)),
    ("c", "gap from the status quo, all terms", (0.10, 0.06)),
)
_MOST_EXPONENT, _MOST_GIB = 1.2, 8.0


def goals(folder: Path) -> Iterator[Goal]:
    """Yield a line for each goal of which the runs are saved."""
    yield from _first_plans(folder)
    for name, what, limits in GAPS:
        run = load_run(folder, name)
        for seconds, limit in zip((60.0, 300.0), limits, strict=True):
            if run is not None and run.seconds >= seconds - 1:
                gap = run.gap_at(seconds)
                yield Goal(
                    what,
                    f"{limit:.0%} at {seconds:.0f} s",
                    _gap(run, seconds),
                    gap is not None and gap <= limit,
                )
    yield from _plain(load_run(folder, "ours"), load_run(folder, "plain"))
    yield from _counts(load_run(folder, "ours"), load_run(folder, "counts"))
    yield from _growth(folder)


def _gap(run: Run, seconds: float) -> str:
    gap, value = run.gap_at(seconds), run.value_at(seconds)
    if gap is None or value is None:
        return "no complete plan"
    return f"{gap:.1%} ({value:,.0f}, bound {run.bound_at(seconds):,.0f})"


def _first_plans(folder: Path) -> Iterator[Goal]:
    for name, what, _ in GAPS:
        run = load_run(folder, name)
        if run is not None:
            first = run.first_complete()
            measured = "not reached" if first is None else f"{first:.1f} s, {run.fewest} unseated"
            what = f"first complete plan, fewest unseated ({what.removeprefix('gap ')})"
            yield Goal(what, "3 s", measured, first is not None and first <= 3.0)


def _points(run: Run, seconds: float) -> str:
    value = run.value_at(seconds)
    return "no plan" if value is None else f"{value:,.0f} at {min(seconds, run.seconds):.0f} s"


def _plain(ours: Run | None, plain: Run | None) -> Iterator[Goal]:
    """Compare with the plain CP-SAT model."""
    if ours is None or plain is None:
        return
    what = "against the plain CP-SAT model"
    theirs, mine = (plain.unseated, plain.total), ours.value_at(30.0)
    at_end = "no plan" if plain.total is None else f"{plain.total:,.0f} ({plain.unseated} unseated)"
    measured = f"ours {_points(ours, 30.0)}; CP-SAT {at_end} at {plain.seconds:.0f} s"
    better = theirs[1] is None or (mine is not None and (ours.unseated, mine) <= theirs)
    yield Goal(what, "30 s no worse than its 300 s", measured, better)
    reached = None
    if plain.total is not None:
        goal = (plain.unseated, plain.total)
        reached = next((s.seconds for s in ours.steps if (s.unseated, s.value) <= goal), None)
    complete = ours.first_complete()
    measured = f"{reached:.1f} s" if reached is not None else "not reached"
    if plain.total is None:
        measured, reached = f"it has no plan; ours is complete at {complete or 0:.1f} s", complete
    yield Goal(what, "its 300 s value within 6 s", measured, reached is not None and reached <= 6)


def _counts(ours: Run | None, counts: Run | None) -> Iterator[Goal]:
    """Compare with HiGHS on counts."""
    if ours is None or counts is None:
        return
    what = "against HiGHS on counts"
    mine, bound = ours.value_at(60.0), ours.bound_at(60.0)
    theirs = counts.total
    plan = theirs is None or (
        mine is not None and (ours.unseated, mine) <= (counts.unseated, theirs + 1e-6)
    )
    proof = bound >= counts.bound - 1e-6
    strictly = theirs is None or (mine or 0.0) < theirs - 1e-6 or bound > counts.bound + 1e-6
    his = "no plan" if theirs is None else f"{theirs:,.0f} ({counts.unseated} unseated)"
    measured = (
        f"ours {_points(ours, 60.0)}, bound {bound:,.0f}; HiGHS {his}, bound {counts.bound:,.0f}"
        f" at {counts.seconds:.0f} s"
    )
    goal = "60 s: plan and bound no worse, one better"
    both = ours.optimal and counts.optimal
    yield Goal(what, goal, measured, plan and proof and (strictly or both))


def _growth(folder: Path) -> Iterator[Goal]:
    sizes = load_sizes(folder)
    if len(sizes) < 2:
        return
    rows = [(size, growth_columns(size, run)) for size, run in sizes]
    largest = rows[-1][0]
    tightest = [c for c in rows[0][1] if c.startswith("gap ") and all(row[c] for _, row in rows)]
    for column in dict.fromkeys(("gap 5%", *tightest[:1], "within 5 % of the best")):
        slope = exponent([(size.rooms, row[column]) for size, row in rows])
        cells = (row[column] for _, row in rows)
        seconds = ", ".join("not reached" if cell is None else f"{cell:.1f} s" for cell in cells)
        all_reached = all(row[column] is not None for _, row in rows)
        measured = f"{'–' if slope is None else f'{slope:.2f}'} ({seconds})"
        met = all_reached and slope is not None and slope <= _MOST_EXPONENT
        is_goal = column == "gap 5%"
        goal = "exponent 1.2" if is_goal else ""
        yield Goal(f"growth, seconds to {column}", goal, measured, met if is_goal else None)
    memory = exponent([(size.rooms, row["peak GiB"]) for size, row in rows])
    yield Goal(
        f"growth, peak memory at {largest.scale:g} times ({largest.rooms:,} rooms)",
        "8 GiB, exponent 1.2",
        f"{largest.peak_gib:.1f} GiB, exponent {memory:.2f}",
        largest.peak_gib <= _MOST_GIB and memory is not None and memory <= _MOST_EXPONENT,
    )


def print_goals(lines: Sequence[Goal]) -> None:
    """Print the table as Markdown."""
    print("| | goal | measured | |\n|---|---|---|---|")
    for line in lines:
        met = {True: "met", False: "not met", None: ""}[line.met]
        print(f"| {line.what} | {line.goal} | {line.measured} | {met} |")


def print_growth(folder: Path) -> None:
    """Print seconds and memory of each size, and exponents, as Markdown."""
    rows = [(size, growth_columns(size, run)) for size, run in load_sizes(folder)]
    if not rows:
        return
    heads = " | ".join(f"{size.scale:g}×" for size, _ in rows)
    print(f"\n| | {heads} | exponent |\n|---|{'---|' * len(rows)}---|")
    for label, numbers in (
        ("rooms", [size.rooms for size, _ in rows]),
        ("departments", [size.departments for size, _ in rows]),
    ):
        print(f"| {label} | {' | '.join(f'{n:,}' for n in numbers)} | |")
    for column in rows[0][1]:
        cells = " | ".join("–" if row[column] is None else f"{row[column]:.2f}" for _, row in rows)
        slope = exponent([(size.rooms, row[column]) for size, row in rows])
        unit = "" if column.startswith("peak") else ", s"
        print(f"| {column}{unit} | {cells} | {'–' if slope is None else f'{slope:.2f}'} |")
