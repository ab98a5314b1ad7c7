"""The allocator: who has which room, how many of each rank sit there, and what is proven of it."""

from spaceplan.allocate.allocator import allocate_rooms
from spaceplan.allocate.guarded import search_guarded
from spaceplan.allocate.order.order import allocate_in_order
from spaceplan.allocate.result import (
    AllocateOptions,
    AllocationResult,
    Level,
    Status,
    Step,
    Stop,
)

__all__ = [
    "AllocateOptions",
    "AllocationResult",
    "Level",
    "Status",
    "Step",
    "Stop",
    "allocate_in_order",
    "allocate_rooms",
    "search_guarded",
]
