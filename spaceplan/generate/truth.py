"""Truth: what the generator knows about its portfolio because it built it that way."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from spaceplan.generate import quotas
from spaceplan.generate.planning import Plan
from spaceplan.model import Allocation, AllocationLine, Portfolio, in_rank_order


@dataclass(frozen=True)
class PlantedSin:
    """A rule that is not met in the status quo, with its subject."""

    rule: str
    kind: str
    id: str


@dataclass(frozen=True)
class SmallSite:
    """Why nobody can seat more: the people for whom a site is hard, and its seats."""

    site: str
    departments: int
    people: int
    rooms: int
    seats: int

    @property
    def unseated(self) -> int:
        """People of the site beyond its seats."""
        return max(0, self.people - self.seats)


@dataclass(frozen=True)
class Truth:
    """What is true of a generated portfolio.

    Parameters
    ----------
    sins
        Everything that is wrong with the status quo.
    fewest_unseated
        People whom no allocation can seat.
    witness
        An allocation that keeps all hard requirements and leaves no more unseated.
    witness_excess_m2
        Σ over its offices of the area above what their occupants justify, m².
    witness_pairs
        Pairs of department and storey with an office.
    office_m2, quota_m2, justified_m2
        Area of all offices; quotas of the headcount; the same and 6 m² for each seconded or
        contract person.
    """

    seed: int
    scale: float
    sins: tuple[PlantedSin, ...]
    small_site: SmallSite
    witness: Allocation
    witness_excess_m2: float
    witness_pairs: int
    office_m2: float
    quota_m2: float
    justified_m2: float

    @property
    def fewest_unseated(self) -> int:
        """People whom no allocation can seat."""
        return self.small_site.unseated


def as_allocation(plan: Plan) -> Allocation:
    """Return a plan as an allocation."""
    return Allocation(
        tuple(
            AllocationLine(
                id, plan.lines[id].department, in_rank_order(dict(plan.lines[id].people))
            )
            for id in sorted(plan.lines)
        )
    )


def room_excess_m2(plan: Plan) -> float:
    """Return Σ over offices of the area above what their occupants justify, m²."""
    return sum(
        max(0, line.room.area_dm2 - quotas.allowance(line.people)) / 100
        for line in plan.lines.values()
        if line.room.use == "office"
    )


def pairs(plan: Plan) -> int:
    """Return how many pairs of department and storey have an office."""
    lines = plan.lines.values()
    return len({(x.department, x.room.storey.id) for x in lines if x.room.use == "office"})


_COLUMNS = (
    *("room_id", "department", "category", "occupancy"),
    *("area_m2", "quota_m2", "excess_m2"),
)
_CATEGORIES = {"office": "office"} | dict.fromkeys(
    ("courtroom", "hearing", "laboratory", "technical"), "technical"
)
_HEAD = """\
# What is true of this synthetic portfolio, from its own construction (seed {seed}, scale {scale}).
# sins: every rule that the status quo breaks, and by whom; each was planted.
# fewest_unseated: every seat needs a room; a room of a m² seats floor(a/6) people if that is two
# or more, else one from 10 m². The site named is a hard requirement of its departments.
# witness: a plan that keeps all hard requirements; its lines stand in witness/allocation.csv.
"""


def witness_to_csv(truth: Truth, portfolio: Portfolio) -> str:
    """Return the witness as ``allocation.csv``, with a BOM so that Excel reads it as UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for line in truth.witness.lines:
        room = portfolio.room(line.room)
        justified = quotas.allowance(dict(line.occupancy))
        of_office = (justified / 100, max(0, room.area_dm2 - justified) / 100)
        numbers = [f"{x:.2f}" for x in of_office] if room.use == "office" else ["", ""]
        area = f"{room.area_dm2 / 100:.2f}"
        category = _CATEGORIES.get(room.use, "service")
        writer.writerow([line.room, line.department, category, str(line.occupancy), area, *numbers])
    return "\ufeff" + stream.getvalue()


def truth_to_yaml(truth: Truth) -> str:
    """Return the truth as YAML that a person can read; the witness's lines stand elsewhere."""
    small = truth.small_site
    lines = [
        _HEAD.format(seed=truth.seed, scale=f"{truth.scale:g}"),
        f"seed: {truth.seed}\nscale: {truth.scale:g}\n",
        "stock:\n",
        f"  office_m2: {truth.office_m2:.2f}    # all offices\n",
        f"  quota_m2: {truth.quota_m2:.2f}     # quotas of the headcount\n",
        f"  justified_m2: {truth.justified_m2:.2f} # and 6 m² a seconded or contract person\n",
        f"fewest_unseated: {truth.fewest_unseated}\n",
        "because:\n",
        f"  {{site: {small.site}, departments: {small.departments}, people: {small.people}, "
        f"offices: {small.rooms}, seats: {small.seats}}}\n",
        "witness:\n",
        f"  unseated: {truth.fewest_unseated}\n  unmet_needs: 0\n",
        f"  room_excess_m2: {truth.witness_excess_m2:.2f}\n",
        f"  department_storeys: {truth.witness_pairs}\n",
        "  file: witness/allocation.csv\n",
        "sins:\n",
    ]
    sins = (
        f"  - {{rule: {sin.rule}, subject: {{kind: {sin.kind}, id: {sin.id}}}}}\n"
        for sin in truth.sins
    )
    return "".join([*lines, *sins])
