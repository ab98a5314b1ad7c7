"""A department in a row of rooms, seated by name and judged by the checker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spaceplan.allocate.named import NamedSeating, SeatedDepartment, seat_by_name
from spaceplan.allocate.seating import SeatingOptions
from spaceplan.check import SeatingCheck, check_seating, verify_allocation
from spaceplan.entitlement import compute_entitlements
from spaceplan.graph import build_graph
from spaceplan.model import Allocation, Division, LedgerEntry, Portfolio, SeatingWish
from tests.allocate.builders import STAFF, allocation, book, building, department, portfolio

#: Four rooms of 18 m² (three seats each) in a row; from door to door it is 3.8 m.
HOUSE = building("hq", "centre", [18, 18, 18, 18])
OPTIONS = SeatingOptions(work_limit=20.0, workers=1)
Person = tuple[str, str, str]


@dataclass(frozen=True)
class Seated:
    """A seating, with what the checker says of it."""

    seating: NamedSeating
    check: SeatingCheck
    broken: tuple[str, ...]

    @property
    def rooms(self) -> dict[str, str]:
        """Where everybody sits."""
        return dict(self.seating.allocation.people)

    @property
    def row(self) -> SeatedDepartment:
        """What is told of the department."""
        (row,) = self.seating.departments
        return row


def case(people: Sequence[Person], *wishes: SeatingWish) -> Portfolio:
    """Return department a in the row with staff (person, division, room of today)."""
    ledger = [LedgerEntry(id, "a", room, part, STAFF) for id, part, room in people]
    divisions = dict.fromkeys(part for _, part, _ in people if part)
    own = replace(
        department("a", staff=len(people)),
        divisions=tuple(Division(part) for part in divisions),
        seating=wishes,
    )
    return portfolio([HOUSE], [own], ledger=ledger)


def staff(*numbers: int) -> Allocation:
    """Return a plan with so many staff of a in the rooms from the first on."""
    return allocation({f"hq-1{r + 1:02d}": ("a", {STAFF: n}) for r, n in enumerate(numbers) if n})


def newcomers(number: int, division: str = "") -> list[Person]:
    """Return people p1, p2, ... without a room."""
    return [(f"p{i + 1}", division, "") for i in range(number)]


def seated(what: Portfolio, plan: Allocation, *, free: bool = False, fewest: bool = True) -> Seated:
    """Seat everybody and ask the checker."""
    graph, entitlements = build_graph(what), compute_entitlements(what, book())
    seating = seat_by_name(
        what, graph, book(), entitlements, plan, free=free, fewest=fewest, options=OPTIONS
    )
    judged = {c.department: c for c in check_seating(what, graph, book(), seating.allocation)}
    return Seated(seating, judged["a"], verify_allocation(what, graph, book(), seating.allocation))


def rooms_of(found: Mapping[str, str], *people: str) -> set[str]:
    """Return the rooms of some people."""
    return {found[person] for person in people}
