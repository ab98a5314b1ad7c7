"""Annealing: what it returns is what it says, and what was compiled ahead is what it runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from spaceplan.allocate.seating import SeatingOptions
from spaceplan.allocate.seating.anneal import Annealer, compile_now
from spaceplan.allocate.seating.arrays import SeatingArrays
from spaceplan.allocate.seating.clock import Run
from spaceplan.allocate.seating.cooling import Cooling
from spaceplan.allocate.seating.moves import walk
from spaceplan.allocate.seating.state import SeatingState
from spaceplan.allocate.seating.value import evaluate
from spaceplan.progress import SILENT

from .test_solve import crowd

HARD = 1e6


@pytest.fixture
def annealer() -> Annealer:
    arrays = SeatingArrays(crowd())
    run = Run(arrays, SeatingOptions(work_limit=0.2, workers=1), SILENT)
    run.offer(np.zeros(arrays.n, dtype=np.int64))
    return Annealer(run, run.rooms, HARD, 1)


def test_what_is_compiled_ahead_fits_every_problem(annealer: Annealer) -> None:
    compile_now()
    annealer.cool(1e5, Cooling(1.0, 0.1), 1.0)
    compiled: Any = walk
    assert len(compiled.signatures) == 1


def test_the_energy_it_keeps_up_is_that_of_its_seating(annealer: Annealer) -> None:
    annealer.cool(1e5, Cooling(1.0, 0.1), 1.0)
    state = annealer.state
    assert state.energy == SeatingState(state.arrays, state.rooms, HARD).energy


def test_the_best_on_the_way_is_returned_and_offered(annealer: Annealer) -> None:
    run = annealer.run
    first = run.value
    found = annealer.cool(1e5, Cooling(1.0, 0.1), 1.0)
    assert evaluate(run.arrays, found).value == run.value < first
