"""Who sits in which room: the seating problem, and the ledger kept where a plan allows."""

from spaceplan.allocate.seating.keep import seat_people
from spaceplan.allocate.seating.result import SeatingOptions, SeatingResult, SeatingStep
from spaceplan.allocate.seating.solve import solve_seating

__all__ = ["SeatingOptions", "SeatingResult", "SeatingStep", "seat_people", "solve_seating"]
