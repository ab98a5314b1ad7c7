"""What a competent user would write with the same libraries, to be measured beside the allocator.

Each peer is a model of the whole portfolio for one solver, with every hard rule but for wishes that
couple rooms, the fewest unseated first by a large weight, and three terms: excess, scatter by
storey, opened. Its plan becomes an allocation that the independent checker counts.
"""

from tests.benchmarks.peers.compared import COMPARED, Case, PeerResult, PeerStep, case_of
from tests.benchmarks.peers.counts_highs import solve_counts
from tests.benchmarks.peers.plain_boolean import solve_plain

__all__ = [
    "COMPARED",
    "Case",
    "PeerResult",
    "PeerStep",
    "case_of",
    "solve_counts",
    "solve_plain",
]
