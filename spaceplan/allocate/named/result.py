"""What seating by name is asked, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from spaceplan.allocate.result import Status
from spaceplan.model import Allocation


@dataclass(frozen=True)
class SeatedDepartment:
    """How one department was seated.

    Parameters
    ----------
    people, seated
        How many of the ledger need a seat, and how many got one.
    moved
        How many have a room today and get another one, or none.
    cost, bound
        Points of its divisions and broken wishes (and, where they are priced, of moves and
        excess), and what no seating of it with as few moves can beat.
    status
        Whether that is proven.
    """

    department: str
    people: int
    seated: int
    moved: int
    cost: float
    bound: float
    status: Status
    seconds: float
    work: float

    @property
    def gap(self) -> float:
        """(cost − bound) / cost, 0 where the cost is 0."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0


@dataclass(frozen=True)
class NamedSeating:
    """Who sits where by name, and what is proven of it, department by department.

    Parameters
    ----------
    allocation
        The plan with its people; with other occupancies where ranks were distributed anew.
    """

    allocation: Allocation
    departments: tuple[SeatedDepartment, ...]
    seconds: float

    @property
    def cost(self) -> float:
        """Points of all departments."""
        return sum(department.cost for department in self.departments)

    @property
    def bound(self) -> float:
        """Sum of what is proven of each, points: they do not touch each other."""
        return sum(department.bound for department in self.departments)

    @property
    def gap(self) -> float:
        """(cost − bound) / cost, 0 where the cost is 0."""
        return max(0.0, (self.cost - self.bound) / self.cost) if self.cost else 0.0
